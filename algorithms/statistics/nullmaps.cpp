// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/nullmaps.h"

#include "statistics/arguments.h"
#include "statistics/placesampler.h"
#include "statistics/spatialsurrogate.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace communitysafety::statistics
{
namespace
{

bool isPresent( const ScanStream &stream, std::size_t place )
{
  return !isMissing( stream.observed[place] ) && !isMissing( stream.expected[place] );
}

//! The baseline, 0 where the stream has no value.
std::vector<double> presentBaseline( const ScanStream &stream )
{
  std::vector<double> baseline;
  for ( std::size_t place = 0; place < stream.expected.size(); ++place )
    baseline.push_back( isPresent( stream, place ) ? stream.expected[place] : 0 );
  return baseline;
}

double eventsOf( const ScanStream &stream )
{
  double events = 0;
  for ( std::size_t place = 0; place < stream.observed.size(); ++place )
    events += isPresent( stream, place ) ? stream.observed[place] : 0;
  return std::round( events );
}

double sumOf( const std::vector<double> &values ) { return std::accumulate( values.begin(), values.end(), 0.0 ); }

//! What a stream still has to draw once the events it shares with others are taken out.
struct Remainder
{
  std::vector<double> baseline;
  double events;
};

//! For every place the smallest of the shares that the \a members have there: where their common events can be.
std::vector<double> commonShares( const std::vector<const Remainder *> &members )
{
  std::vector<double> common( members.front()->baseline.size(), std::numeric_limits<double>::infinity() );
  for ( const Remainder *member : members )
  {
    const double sum = sumOf( member->baseline );
    for ( std::size_t place = 0; place < common.size(); ++place )
      common[place] = std::min( common[place], sum > 0 ? member->baseline[place] / sum : 0 );
  }
  return common;
}

void requireGroup( const SharedEvents &group, const std::vector<ScanStream> &streams )
{
  requireBetween( "The share of shared events", group.share, 0, 1 );
  if ( group.streams.size() < 2 )
    refuse( "The number of streams that share events", std::to_string( group.streams.size() ), "2 or more" );
  for ( const std::size_t stream : group.streams )
  {
    if ( stream >= streams.size() )
      refuse( "A stream that shares events", std::to_string( stream ),
              "from 0 to " + std::to_string( streams.size() - 1 ) );
    if ( streams[stream].model != StreamModel::poisson )
      refuse( "A stream that shares events", "a stream of deviations", "a stream of counts" );
  }
}

} // namespace

//! Events that are drawn together and counted in the same streams.
class NullMaps::CountPart
{
public:
  CountPart( const std::vector<double> &mean, double events, double dispersion, std::vector<std::size_t> streams )
    : mStreams( std::move( streams ) ), mEvents( static_cast<std::size_t>( events ) ), mScale( dispersion - 1 )
  {
    if ( mEvents == 0 )
      return;
    if ( mScale > 0 )
      for ( std::uint32_t place = 0; place < mean.size(); ++place )
      {
        if ( mean[place] > 0 )
          mRates.push_back( { place, mean[place], GammaSampler( mean[place] / mScale ) } );
      }
    else
      mEven.emplace( mean );
    mPlaces = mean.size();
  }

  void draw( RandomStream &stream, std::vector<std::vector<double>> &observed ) const
  {
    if ( mEvents == 0 )
      return;
    const std::optional<PlaceSampler> uneven = mScale > 0 ? std::optional( sampler( stream ) ) : std::nullopt;
    const PlaceSampler &places = uneven ? *uneven : *mEven;
    for ( std::size_t event = 0; event < mEvents; ++event )
    {
      const std::uint32_t place = places( stream );
      for ( const std::size_t counted : mStreams )
        ++observed[counted][place];
    }
  }

private:
  struct Rate
  {
    std::uint32_t place;
    double mean;
    GammaSampler gamma;
  };

  PlaceSampler sampler( RandomStream &stream ) const
  {
    std::vector<double> rates( mPlaces, 0.0 );
    double sum = 0;
    for ( const Rate &rate : mRates )
      sum += rates[rate.place] = mScale * rate.gamma( stream );
    // Very small shapes can leave nothing at all; the means then are as good a guess as any.
    if ( !( sum > 0 ) )
      for ( const Rate &rate : mRates )
        rates[rate.place] = rate.mean;
    return PlaceSampler( rates );
  }

  std::vector<std::size_t> mStreams;
  std::size_t mEvents;
  std::size_t mPlaces = 0;
  double mScale;
  std::vector<Rate> mRates;
  std::optional<PlaceSampler> mEven;
};

//! All Gaussian streams, in units of their noise.
class NullMaps::Fields
{
public:
  Fields( const std::vector<ScanStream> &streams, const BorderGraph &graph )
    : mRows( rowsOf( streams ) ), mNoise( noiseOf( streams, mRows ) ),
      mSurrogate( graph, standardised( streams, mRows, mNoise ) )
  {
  }

  static std::vector<std::size_t> rowsOf( const std::vector<ScanStream> &streams )
  {
    std::vector<std::size_t> rows;
    for ( std::size_t row = 0; row < streams.size(); ++row )
      if ( streams[row].model == StreamModel::gaussian )
        rows.push_back( row );
    return rows;
  }

  void draw( RandomStream &stream, std::vector<std::vector<double>> &observed ) const
  {
    const std::vector<std::vector<double>> fields = mSurrogate.draw( stream );
    for ( std::size_t field = 0; field < fields.size(); ++field )
      for ( std::size_t place = 0; place < fields[field].size(); ++place )
        observed[mRows[field]][place] = fields[field][place] * mNoise[field][place];
  }

private:
  static std::vector<std::vector<double>> noiseOf( const std::vector<ScanStream> &streams,
                                                   const std::vector<std::size_t> &rows )
  {
    std::vector<std::vector<double>> noise( rows.size() );
    for ( std::size_t field = 0; field < rows.size(); ++field )
      for ( const double variance : streams[rows[field]].expected )
        noise[field].push_back( std::sqrt( variance ) );
    return noise;
  }

  static std::vector<std::vector<double>> standardised( const std::vector<ScanStream> &streams,
                                                        const std::vector<std::size_t> &rows,
                                                        const std::vector<std::vector<double>> &noise )
  {
    std::vector<std::vector<double>> fields = noise;
    for ( std::size_t field = 0; field < rows.size(); ++field )
      for ( std::size_t place = 0; place < fields[field].size(); ++place )
        fields[field][place] = streams[rows[field]].observed[place] / noise[field][place];
    return fields;
  }

  std::vector<std::size_t> mRows;
  std::vector<std::vector<double>> mNoise;
  SpatialSurrogate mSurrogate;
};

NullMaps::NullMaps( const std::vector<ScanStream> &streams, const BorderGraph &graph, const NullMapOptions &options )
  : mPlaces( graph.size() ), mStreams( streams.size() ), mSeed( options.seed ),
    mRecordings( recordingsOf( streams, options.snapped ) )
{
  requireStreams( streams, mPlaces );
  std::vector<Remainder> left;
  for ( const ScanStream &stream : streams )
    left.push_back( { presentBaseline( stream ), eventsOf( stream ) } );
  for ( const SharedEvents &group : options.shared )
  {
    requireGroup( group, streams );
    std::vector<const Remainder *> members;
    double events = std::numeric_limits<double>::infinity();
    double dispersion = std::numeric_limits<double>::infinity();
    for ( const std::size_t stream : group.streams )
    {
      members.push_back( &left[stream] );
      events = std::min( events, left[stream].events );
      dispersion = std::min( dispersion, streams[stream].dispersion );
    }
    std::vector<double> mean = commonShares( members );
    const double common = sumOf( mean );
    if ( !( common > 0 ) || !( events > 0 ) )
      continue;
    const double drawn = std::round( events * std::min( group.share, common ) );
    for ( double &value : mean )
      value *= drawn / common;
    for ( const std::size_t stream : group.streams )
    {
      Remainder &remainder = left[stream];
      // Baselines need not sum to the counts to the last digit.
      const double scale = sumOf( remainder.baseline ) / remainder.events;
      for ( std::size_t place = 0; place < mPlaces; ++place )
        remainder.baseline[place] = std::max( 0.0, remainder.baseline[place] - scale * mean[place] );
      remainder.events -= drawn;
    }
    mParts.emplace_back( mean, drawn, dispersion, group.streams );
  }
  mMissing.resize( mStreams );
  for ( std::size_t stream = 0; stream < mStreams; ++stream )
  {
    for ( std::uint32_t place = 0; place < mPlaces; ++place )
      if ( !isPresent( streams[stream], place ) )
        mMissing[stream].push_back( place );
    if ( streams[stream].model == StreamModel::poisson && sumOf( left[stream].baseline ) > 0 )
      mParts.emplace_back( left[stream].baseline, left[stream].events, streams[stream].dispersion,
                           std::vector<std::size_t>{ stream } );
  }
  if ( !Fields::rowsOf( streams ).empty() )
    mFields = std::make_unique<Fields>( streams, graph );
}

NullMaps::~NullMaps() = default;

std::vector<NullMaps::Recording> NullMaps::recordingsOf( const std::vector<ScanStream> &streams,
                                                         const std::vector<SnappedPlace> &snapped )
{
  std::vector<Recording> recordings;
  for ( const SnappedPlace &each : snapped )
  {
    recordings.push_back( { each.place, {} } );
    for ( const ScanStream &stream : streams )
      recordings.back().at.push_back( recordingPlaces( stream, each ) );
  }
  return recordings;
}

void NullMaps::recordNextDoor( RandomStream &stream, std::vector<std::vector<double>> &observed ) const
{
  for ( const Recording &recording : mRecordings )
  {
    // One number for all streams: where all have the same choice, their incidents go to the same place.
    const double drawn = stream.uniform();
    for ( std::size_t row = 0; row < mStreams; ++row )
    {
      const std::vector<std::uint32_t> &choices = recording.at[row];
      if ( choices.empty() )
        continue;
      std::vector<double> &counts = observed[row];
      counts[choices[std::size_t( drawn * double( choices.size() ) )]] += counts[recording.place];
      counts[recording.place] = 0;
    }
  }
}

void NullMaps::draw( std::size_t map, std::vector<std::vector<double>> &observed ) const
{
  observed.assign( mStreams, std::vector<double>( mPlaces, 0.0 ) );
  for ( std::size_t part = 0; part < mParts.size(); ++part )
  {
    RandomStream stream( mSeed, map, part );
    mParts[part].draw( stream, observed );
  }
  RandomStream recording( mSeed, map, mParts.size() + 1 );
  recordNextDoor( recording, observed );
  if ( mFields )
  {
    RandomStream stream( mSeed, map, mParts.size() );
    mFields->draw( stream, observed );
  }
  for ( std::size_t stream = 0; stream < mStreams; ++stream )
    for ( const std::uint32_t place : mMissing[stream] )
      observed[stream][place] = missing;
}

namespace
{

//! The share of the events of two streams that are the same; see estimateSharedEvents().
double sharedShare( const ScanStream &one, const ScanStream &other, const BorderGraph &graph )
{
  const Remainder first{ presentBaseline( one ), eventsOf( one ) };
  const Remainder second{ presentBaseline( other ), eventsOf( other ) };
  std::vector<double> shares = commonShares( { &first, &second } );
  const double common = sumOf( shares );
  double product = 0;
  double expected = 0;
  for ( const Border &border : graph.borders() )
  {
    const std::size_t i = border.first;
    const std::size_t j = border.second;
    if ( !( shares[i] > 0 && shares[j] > 0 ) )
      continue;
    product += ( one.observed[i] - one.expected[i] - one.observed[j] + one.expected[j] ) *
               ( other.observed[i] - other.expected[i] - other.observed[j] + other.expected[j] );
    expected += shares[i] + shares[j];
  }
  const double events = std::min( first.events, second.events );
  if ( !( expected > 0 ) || !( events > 0 ) )
    return 0;
  const double shared = product * common / ( std::min( one.dispersion, other.dispersion ) * expected );
  return std::clamp( shared / events, 0.0, 1.0 );
}

} // namespace

std::vector<SharedEvents> estimateSharedEvents( const std::vector<ScanStream> &streams, const BorderGraph &graph,
                                                double smallest )
{
  requireStreams( streams, graph.size() );
  std::vector<SharedEvents> shared;
  for ( std::size_t one = 0; one < streams.size(); ++one )
    for ( std::size_t other = one + 1; other < streams.size(); ++other )
    {
      if ( streams[one].model != StreamModel::poisson || streams[other].model != StreamModel::poisson )
        continue;
      const double share = sharedShare( streams[one], streams[other], graph );
      if ( share >= smallest )
        shared.push_back( { { one, other }, share } );
    }
  return shared;
}

} // namespace communitysafety::statistics
