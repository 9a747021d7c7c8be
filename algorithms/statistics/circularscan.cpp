// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/circularscan.h"

#include "statistics/arguments.h"
#include "statistics/parallel.h"
#include "statistics/sharedprogress.h"
#include "statistics/zonescore.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <numeric>
#include <string>
#include <type_traits>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

//! Which of several largest sizes a zone keeps to.
class SizeSteps
{
public:
  SizeSteps( const CircularScanOptions &options, const std::vector<double> &shares, std::size_t places )
    : mSize( options.size )
  {
    mSize.resize( places, 1 );
    for ( double &size : mSize )
      size = isMissing( size ) ? 0 : size;
    const double all = std::accumulate( mSize.begin(), mSize.end(), 0.0 );
    for ( const double share : shares )
      mLargest.push_back( std::min( share, options.largestShare ) * all * ( 1 + 1e-9 ) );
  }

  //! Walks along the zones around one centre.
  class Cursor
  {
  public:
    Cursor( const SizeSteps &steps, const ScanWalk &walk ) : mSteps( steps ), mWalk( walk ) {}

    //! The first step that a zone of \a end places is not too large for; their number when it is for all.
    std::size_t stepOf( std::uint32_t end )
    {
      for ( ; mEntry < end; ++mEntry )
        mSum += mSteps.mSize[mWalk.places[mEntry]];
      while ( mStep < mSteps.mLargest.size() && mSum > mSteps.mLargest[mStep] )
        ++mStep;
      return mStep;
    }

  private:
    const SizeSteps &mSteps;
    const ScanWalk &mWalk;
    std::size_t mEntry = 0;
    std::size_t mStep = 0;
    double mSum = 0;
  };

private:
  std::vector<double> mSize;
  std::vector<double> mLargest;
};

//! How often a scan tells where it stands.
constexpr std::size_t centresPerStep = 64;

//! Into how many parts the centres are cut, so that all threads have work to the end.
constexpr std::size_t chunks = 4;

constexpr std::size_t lanes = 128;

//! One number of each of the maps that are scanned side by side.
template <typename Value>
using Lanes = std::array<Value, lanes>;

template <typename Value>
void add( Lanes<Value> &sum, const Lanes<Value> &first, const Lanes<Value> &second, const Lanes<Value> &third,
          const Lanes<Value> &fourth )
{
  for ( std::size_t lane = 0; lane < lanes; ++lane )
    sum[lane] = static_cast<Value>( sum[lane] + first[lane] + second[lane] + third[lane] + fourth[lane] );
}

template <typename Value>
void add( Lanes<Value> &sum, const Lanes<Value> &term )
{
  for ( std::size_t lane = 0; lane < lanes; ++lane )
    sum[lane] = static_cast<Value>( sum[lane] + term[lane] );
}

template <typename Value>
void addBound( Lanes<float> &evidence, const Lanes<Value> &observed, const Bound &bound )
{
  const auto reference = static_cast<float>( bound.reference );
  const auto factor = static_cast<float>( bound.factor );
  for ( std::size_t lane = 0; lane < lanes; ++lane )
  {
    // Subtract first: a subtraction under a condition would not be done four at a time.
    const float excess = std::max( static_cast<float>( observed[lane] ) - reference, 0.0F );
    evidence[lane] += factor * excess * excess;
  }
}

bool isAnyAbove( const Lanes<float> &values, const Lanes<float> &thresholds )
{
  unsigned above = 0;
  for ( std::size_t lane = 0; lane < lanes; ++lane )
    above |= static_cast<unsigned>( values[lane] > thresholds[lane] );
  return above != 0;
}

//! The observed values of up to as many drawn maps as there are lanes, side by side.
template <typename Value>
class LaneMaps
{
public:
  LaneMaps( const ZoneScore &score, std::size_t places ) : mScore( score ), mObserved( places * score.streams() )
  {
    for ( Lanes<Value> &values : mObserved )
      values.fill( 0 );
  }

  //! False when the type cannot hold the values, or the sum of all of them.
  bool setMap( std::size_t lane, const std::vector<ScanStream> &drawn )
  {
    const std::size_t places = mObserved.size() / drawn.size();
    for ( std::size_t stream = 0; stream < drawn.size(); ++stream )
    {
      double all = 0;
      for ( std::size_t place = 0; place < places; ++place )
      {
        const double value = mScore.stream( stream ).term( drawn[stream], place ).observed;
        if ( std::is_integral_v<Value> && ( !( value >= 0 ) || value != std::floor( value ) ) )
          return false;
        all += value;
        mObserved[place * drawn.size() + stream][lane] = static_cast<Value>( value );
      }
      if ( std::is_integral_v<Value> && all > double( std::numeric_limits<Value>::max() ) )
        return false;
    }
    return true;
  }

  const Lanes<Value> &observed( std::size_t place, std::size_t stream ) const
  {
    return mObserved[place * mScore.streams() + stream];
  }

private:
  const ZoneScore &mScore;
  //! Per place and stream.
  std::vector<Lanes<Value>> mObserved;
};

//! The best zones of the drawn maps in one shape.
template <typename Value>
class LaneScan
{
public:
  LaneScan( const ZoneScore &score, const LaneMaps<Value> &maps, std::size_t shape, double penalty )
    : mScore( score ), mMaps( maps ), mShape( shape ), mPenalty( penalty ), mSums( score.streams() ),
      mSumsBefore( score.streams() ), mExact( score.streams() ), mExactBefore( score.streams() )
  {
    mThresholds.fill( 0 );
    for ( std::size_t stream = 0; stream < score.streams(); ++stream )
      mIsGrouped = mIsGrouped && score.stream( stream ).isCount();
  }

  /**
   * Zones that differ by few places are looked at together: none of them has more observed than the largest, or less
   * expected than the smallest. Only where that could be a new best are they gone through one by one.
   */
  void scan( std::uint32_t centre, const ScanWalk &walk )
  {
    for ( Lanes<Value> &sum : mSums )
      sum.fill( 0 );
    std::fill( mExact.begin(), mExact.end(), ScanSum{} );
    mCentre = centre;
    for ( std::size_t zone = 0; zone < walk.ends.size(); )
    {
      const std::size_t next = endOfGroup( walk, zone );
      if ( next == zone + 1 )
        scoreNext( walk, zone );
      else
        scoreGroup( walk, zone, next );
      zone = next;
    }
  }

  const ScanZone &best( std::size_t lane ) const { return mBest[lane]; }

private:
  //! The zones from \a zone on that are at most an eighth larger than what there is.
  std::size_t endOfGroup( const ScanWalk &walk, std::size_t zone ) const
  {
    std::size_t next = zone + 1;
    if ( !mIsGrouped || zone == 0 )
      return next;
    const std::size_t largest = walk.ends[zone - 1] + walk.ends[zone - 1] / 8;
    while ( next < walk.ends.size() && walk.ends[next] <= largest )
      ++next;
    return next;
  }

  void scoreGroup( const ScanWalk &walk, std::size_t zone, std::size_t next )
  {
    mSumsBefore = mSums;
    mExactBefore = mExact;
    addZone( walk, zone );
    mExactFirst = mExact;
    for ( std::size_t larger = zone + 1; larger < next; ++larger )
      addZone( walk, larger );
    Lanes<float> evidence{};
    for ( std::size_t stream = 0; stream < mSums.size(); ++stream )
      addBound( evidence, mSums[stream],
                mScore.stream( stream ).bound( mExactFirst[stream].expected, mExact[stream].expected ) );
    if ( !isAnyAbove( evidence, mThresholds ) )
      return;
    std::swap( mSums, mSumsBefore );
    std::swap( mExact, mExactBefore );
    for ( ; zone < next; ++zone )
      scoreNext( walk, zone );
  }

  void scoreNext( const ScanWalk &walk, std::size_t zone )
  {
    addZone( walk, zone );
    Lanes<float> evidence{};
    for ( std::size_t stream = 0; stream < mSums.size(); ++stream )
      addBound( evidence, mSums[stream], mScore.stream( stream ).bound( mExact[stream].expected ) );
    if ( isAnyAbove( evidence, mThresholds ) )
      scoreExactly( evidence, walk.ends[zone] );
  }

  //! Adds what \a zone has more than the one before.
  void addZone( const ScanWalk &walk, std::size_t zone )
  {
    const std::uint32_t *begin = walk.places.data() + ( zone > 0 ? walk.ends[zone - 1] : 0 );
    const std::uint32_t *end = walk.places.data() + walk.ends[zone];
    for ( std::size_t stream = 0; stream < mSums.size(); ++stream )
    {
      const auto observed = [this, stream]( std::uint32_t place ) -> const Lanes<Value> &
      { return mMaps.observed( place, stream ); };
      const std::uint32_t *place = begin;
      for ( ; end - place >= 4; place += 4 )
        add( mSums[stream], observed( place[0] ), observed( place[1] ), observed( place[2] ), observed( place[3] ) );
      for ( ; place != end; ++place )
        add( mSums[stream], observed( *place ) );
      double expected = mExact[stream].expected;
      for ( place = begin; place != end; ++place )
        expected += mScore.terms( *place )[stream].expected;
      mExact[stream].expected = expected;
    }
  }

  void scoreExactly( const Lanes<float> &evidence, std::uint32_t end )
  {
    for ( std::size_t lane = 0; lane < lanes; ++lane )
    {
      if ( !( evidence[lane] > mThresholds[lane] ) )
        continue;
      for ( std::size_t stream = 0; stream < mSums.size(); ++stream )
        mExact[stream].observed = static_cast<double>( mSums[stream][lane] );
      const double score = mPenalty * mScore( mExact );
      if ( !( score > mBest[lane].score ) )
        continue;
      mBest[lane] = { mCentre, mShape, end, score };
      // A little lower than need be, for the rounding of single precision.
      mThresholds[lane] = static_cast<float>( 0.999 * mScore.stream( 0 ).boundOf( score / mPenalty ) );
    }
  }

  const ZoneScore &mScore;
  const LaneMaps<Value> &mMaps;
  std::size_t mShape;
  double mPenalty;
  bool mIsGrouped = true;
  std::uint32_t mCentre = 0;
  //! Per stream, over the zone; and before the group of zones at hand.
  std::vector<Lanes<Value>> mSums;
  std::vector<Lanes<Value>> mSumsBefore;
  std::vector<ScanSum> mExact;
  std::vector<ScanSum> mExactBefore;
  //! Over the first zone of the group.
  std::vector<ScanSum> mExactFirst;
  Lanes<float> mThresholds;
  std::array<ScanZone, lanes> mBest;
};

} // namespace

CircularScan::CircularScan( ScanZones zones, const CircularScanOptions &options )
  : mZones( std::move( zones ) ), mOptions( options )
{
  requireBetween( "The exponent of the ellipse penalty", options.compactness, 0, 100 );
  for ( const ScanShape &shape : mZones.shapes() )
    mPenalty.push_back( ellipsePenalty( shape.axisRatio, options.compactness ) );
}

CircularScan CircularScan::onSquareGrid( const std::vector<int> &columns, const std::vector<int> &rows,
                                         const CircularScanOptions &options )
{
  return { ScanZones::onSquareGrid( columns, rows, options ), options };
}

CircularScan CircularScan::onHexagonGrid( const std::vector<int> &q, const std::vector<int> &r,
                                          const CircularScanOptions &options )
{
  return { ScanZones::onHexagonGrid( q, r, options ), options };
}

CircularScan CircularScan::ofCentres( const std::vector<double> &x, const std::vector<double> &y,
                                      const CircularScanOptions &options, const Progress &progress )
{
  return { ScanZones::ofCentres( x, y, options, progress ), options };
}

ScanCandidate CircularScan::best( const std::vector<ScanStream> &streams ) const
{
  return candidateOf( bestZone( streams ), streams );
}

ScanCandidate CircularScan::candidateOf( const ScanZone &zone, const std::vector<ScanStream> &streams ) const
{
  ScanCandidate candidate;
  candidate.score = zone.score;
  for ( const std::uint32_t place : placesOf( zone ) )
    if ( std::any_of( streams.begin(), streams.end(),
                      [&]( const ScanStream &stream ) { return isPresentIn( stream, place, mOptions.score ); } ) )
      candidate.places.push_back( place );
  return candidate;
}

ScanZone CircularScan::bestZone( const std::vector<ScanStream> &streams ) const
{
  const ZoneScore score( streams, mOptions, mZones.size() );
  ScanZone best;
  ScanWalk walk;
  std::vector<ScanSum> sums;
  for ( std::size_t shape = 0; shape < mPenalty.size(); ++shape )
    for ( std::uint32_t centre = 0; centre < mZones.size(); ++centre )
    {
      if ( !score.isPresent( centre ) )
        continue;
      mZones.around( centre, shape, walk );
      forEachZone( walk, score, sums,
                   [&]( std::uint32_t end, const std::vector<ScanSum> &zoneSums )
                   {
                     const double found = mPenalty[shape] * score.above( best.score / mPenalty[shape], zoneSums );
                     if ( found > best.score )
                       best = { centre, shape, end, found };
                   } );
    }
  return best;
}

AroundCentre CircularScan::bestAroundOne( const ZoneScore &score, std::uint32_t centre, std::size_t shape ) const
{
  AroundCentre around;
  around.expected.resize( score.streams() );
  if ( !score.isPresent( centre ) )
    return around;
  ScanWalk walk;
  std::vector<ScanSum> sums;
  mZones.around( centre, shape, walk );
  forEachZone( walk, score, sums,
               [&]( std::uint32_t end, const std::vector<ScanSum> &zoneSums )
               {
                 const double found = mPenalty[shape] * score.above( around.best.score / mPenalty[shape], zoneSums );
                 if ( found > around.best.score )
                   around.best = { centre, shape, end, found };
               } );
  if ( walk.places.empty() )
    return around;
  around.reach = mZones.distance( centre, walk.places.back(), shape );
  for ( std::size_t stream = 0; stream < sums.size(); ++stream )
    around.expected[stream] = sums[stream].expected;
  return around;
}

std::vector<std::vector<ScanZone>> CircularScan::bestAround( const std::vector<ScanStream> &streams,
                                                             const std::vector<double> &shares,
                                                             const Progress &progress ) const
{
  if ( shares.empty() || !std::is_sorted( shares.begin(), shares.end() ) )
    refuse( "The list of shares", shares.empty() ? "empty" : "not in order", "ascending" );
  const ZoneScore score( streams, mOptions, mZones.size() );
  const SizeSteps sizes( mOptions, shares, mZones.size() );
  std::vector<std::vector<ScanZone>> best( shares.size(), std::vector<ScanZone>( mZones.size() ) );
  ScanWalk walk;
  std::vector<ScanSum> sums;
  for ( std::size_t shape = 0; shape < mPenalty.size(); ++shape )
    for ( std::uint32_t centre = 0; centre < mZones.size(); ++centre )
    {
      if ( centre % centresPerStep == 0 )
        report( progress,
                ( double( shape ) + double( centre ) / double( mZones.size() ) ) / double( mPenalty.size() ) );
      if ( !score.isPresent( centre ) )
        continue;
      mZones.around( centre, shape, walk );
      SizeSteps::Cursor cursor( sizes, walk );
      forEachZone( walk, score, sums,
                   [&]( std::uint32_t end, const std::vector<ScanSum> &zoneSums )
                   {
                     const std::size_t step = cursor.stepOf( end );
                     if ( step == shares.size() )
                       return;
                     const double toBeat = best[step][centre].score;
                     const double found = mPenalty[shape] * score.above( toBeat / mPenalty[shape], zoneSums );
                     if ( found > toBeat )
                       best[step][centre] = { centre, shape, end, found };
                   } );
    }
  // What fits into a smaller share fits into a larger one.
  for ( std::size_t step = 1; step < shares.size(); ++step )
    for ( std::size_t centre = 0; centre < mZones.size(); ++centre )
      if ( best[step - 1][centre].score >= best[step][centre].score )
        best[step][centre] = best[step - 1][centre];
  return best;
}

std::vector<std::uint32_t> CircularScan::placesOf( const ScanZone &zone ) const
{
  if ( zone.places == 0 )
    return {};
  ScanWalk walk;
  mZones.around( zone.centre, zone.shape, walk );
  walk.places.resize( zone.places );
  std::sort( walk.places.begin(), walk.places.end() );
  return walk.places;
}

std::vector<double> CircularScan::highestScores( const std::vector<ScanStream> &streams, std::size_t maps,
                                                 const DrawMap &draw, unsigned threads, const Progress &progress ) const
{
  std::vector<double> highest;
  for ( const ScanZone &zone : bestZones( streams, maps, draw, threads, progress ) )
    highest.push_back( zone.score );
  return highest;
}

std::vector<ScanZone> CircularScan::bestZones( const std::vector<ScanStream> &streams, std::size_t maps,
                                               const DrawMap &draw, unsigned threads, const Progress &progress ) const
{
  const ZoneScore score( streams, mOptions, mZones.size() );
  const std::size_t batches = ( maps + lanes - 1 ) / lanes;
  SharedProgress common( progress, batches * mPenalty.size() * ( mZones.size() / centresPerStep + chunks ) );
  std::vector<ScanZone> best;
  for ( std::size_t batch = 0; batch < batches; ++batch )
  {
    const MapRange range{ batch * lanes, std::min( maps, ( batch + 1 ) * lanes ) };
    // Small whole numbers take half the time; whether all are is seen only once they are drawn.
    if ( !addBestZones<std::uint16_t>( streams, score, range, draw, threads, common, best ) )
      addBestZones<float>( streams, score, range, draw, threads, common, best );
  }
  return best;
}

//! False when the type cannot hold the drawn values.
template <typename Value>
bool CircularScan::addBestZones( const std::vector<ScanStream> &streams, const ZoneScore &score, const MapRange &range,
                                 const DrawMap &draw, unsigned threads, SharedProgress &progress,
                                 std::vector<ScanZone> &best ) const
{
  LaneMaps<Value> drawnMaps( score, mZones.size() );
  // Threads write to lines of memory of their own.
  constexpr std::size_t together = 64 / sizeof( Value );
  std::atomic<bool> fits{ true };
  forEachInParallel( ( range.end - range.begin + together - 1 ) / together, threads,
                     [&]( std::size_t item )
                     {
                       std::vector<std::vector<double>> observed( streams.size() );
                       const std::size_t first = range.begin + item * together;
                       for ( std::size_t map = first; fits && map < std::min( range.end, first + together ); ++map )
                       {
                         draw( map, observed );
                         if ( !drawnMaps.setMap( map - range.begin, withObserved( streams, observed ) ) )
                           fits = false;
                       }
                     } );
  if ( !fits )
    return false;

  std::vector<std::vector<ScanZone>> found( mPenalty.size() * chunks );
  forEachInParallel( found.size(), threads,
                     [&]( std::size_t item )
                     {
                       const std::size_t shape = item / chunks;
                       LaneScan<Value> scan( score, drawnMaps, shape, mPenalty[shape] );
                       ScanWalk walk;
                       const std::size_t chunk = item % chunks;
                       const std::size_t end = ( chunk + 1 ) * mZones.size() / chunks;
                       for ( std::size_t centre = chunk * mZones.size() / chunks; centre < end; ++centre )
                       {
                         if ( centre % centresPerStep == 0 )
                           progress.step();
                         if ( !score.isPresent( centre ) )
                           continue;
                         mZones.around( static_cast<std::uint32_t>( centre ), shape, walk );
                         scan.scan( static_cast<std::uint32_t>( centre ), walk );
                       }
                       for ( std::size_t map = range.begin; map < range.end; ++map )
                         found[item].push_back( scan.best( map - range.begin ) );
                     } );
  for ( std::size_t map = 0; map < range.end - range.begin; ++map )
  {
    ScanZone highest;
    for ( const std::vector<ScanZone> &zones : found )
      if ( zones[map].score > highest.score )
        highest = zones[map];
    best.push_back( highest );
  }
  return true;
}

} // namespace communitysafety::statistics
