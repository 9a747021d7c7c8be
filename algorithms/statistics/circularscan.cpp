// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/circularscan.h"

#include "statistics/arguments.h"
#include "statistics/parallel.h"
#include "statistics/scanstatistic.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <numeric>
#include <string>
#include <thread>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

void requireBernoulli( const ScanStream &stream )
{
  requireNotNegative( "The number of cases", stream.observed );
  for ( std::size_t place = 0; place < stream.observed.size(); ++place )
    if ( stream.expected[place] < stream.observed[place] )
      refuse( "The number at risk in row " + std::to_string( place + 1 ), inWords( stream.expected[place] ),
              "at least the number of cases, " + inWords( stream.observed[place] ) );
}

void requireScored( const std::vector<ScanStream> &streams, std::size_t places, ScanScore score )
{
  if ( score == ScanScore::expectationBased || score == ScanScore::poisson )
  {
    requireStreams( streams, places );
    return;
  }
  requireSize( "the list of streams", streams.size(), 1 );
  requireSize( "the observed values", streams.front().observed.size(), places );
  requireSize( "the expected values", streams.front().expected.size(), places );
  if ( score == ScanScore::bernoulli )
    requireBernoulli( streams.front() );
  else
    requireFinite( "The value", streams.front().observed );
}

//! A bound of a log-likelihood ratio that needs no logarithm: factor × max(0, observed - reference)².
struct Bound
{
  double reference = 0;
  double factor = 0;
};

//! Scores zones by the sums of one stream.
class StreamScore
{
public:
  StreamScore( const ScanStream &stream, ScanScore score )
    : mStream( stream ), mScore( stream.model == StreamModel::gaussian ? ScanScore::expectationBased : score ),
      mFactor( stream.weight / stream.dispersion )
  {
    for ( std::size_t place = 0; place < stream.observed.size(); ++place )
    {
      const ScanSum added = term( stream, place );
      mTotals.observations += added.expected > 0 ? 1 : 0;
      mTotals.weight += added.expected;
      mTotals.sum += added.observed;
      mTotals.squares += added.expected > 0 ? added.observed * added.observed / added.expected : 0;
    }
    if ( mScore == ScanScore::poisson && mTotals.weight > 0 )
      mScale = mTotals.sum / mTotals.weight;
  }

  //! What a place adds to the sums, with the observed value of \a stream, which is this one or a drawn one.
  ScanSum term( const ScanStream &stream, std::size_t place ) const
  {
    ScanSum added = mScore == ScanScore::normal ? normalTerm( stream, place ) : scanTerm( stream, place );
    added.expected *= mScale;
    return added;
  }

  bool isPresent( std::size_t place ) const
  {
    return !isMissing( mStream.observed[place] ) &&
           ( mScore == ScanScore::normal || !isMissing( mStream.expected[place] ) );
  }

  double operator()( const ScanSum &sum ) const
  {
    switch ( mScore )
    {
    case ScanScore::expectationBased:
      return streamEvidence( mStream, sum.observed, sum.expected );
    case ScanScore::poisson:
      // Rounding in the sums must not turn all of the expectation into nearly all of it.
      return sum.expected > 0 && sum.expected < mTotals.sum * ( 1 - 1e-12 )
               ? mFactor * poissonRatio( sum.observed, sum.expected, mTotals.sum )
               : 0;
    case ScanScore::bernoulli:
      return mFactor * bernoulliRatio( sum.observed, sum.expected, mTotals.sum, mTotals.weight );
    case ScanScore::normal:
      return mFactor * normalRatio( sum.observed, sum.expected, mTotals );
    }
    return 0;
  }

  Bound bound( double expected ) const
  {
    if ( !( expected > 0 ) )
      return {};
    // (1 + t) ln(1 + t) - t is at most t² / 2 above 0, and at most t² below.
    if ( mStream.model == StreamModel::gaussian )
      return { 0, mFactor / ( 2 * expected ) };
    if ( mScore == ScanScore::expectationBased )
      return { expected, mFactor / ( 2 * expected ) };
    const double all = mScore == ScanScore::poisson ? mTotals.sum : mTotals.weight;
    if ( !( expected < all ) )
      return {};
    if ( mScore == ScanScore::poisson )
      return { expected, mFactor * ( 0.5 / expected + 1 / ( all - expected ) ) };
    const double level = mTotals.sum / all;
    const double bothSides = 1 / expected + 1 / ( all - expected );
    // The divergence of two proportions is at most their χ².
    if ( mScore == ScanScore::bernoulli )
      return { level * expected, mFactor * bothSides / ( level * ( 1 - level ) ) };
    return { level * expected, bothSides };
  }

  //! What bound() must exceed for the score to exceed \a score.
  double boundOf( double score ) const
  {
    if ( mScore != ScanScore::normal )
      return score;
    const double aboutMean = mTotals.squares - mTotals.sum * mTotals.sum / mTotals.weight;
    return -aboutMean * std::expm1( -2 * score / ( mFactor * mTotals.observations ) );
  }

private:
  static ScanSum normalTerm( const ScanStream &stream, std::size_t place )
  {
    const double value = stream.observed[place];
    return isMissing( value ) ? ScanSum{} : ScanSum{ value, 1 };
  }

  ScanStream mStream;
  ScanScore mScore;
  double mFactor;
  double mScale = 1;
  NormalTotals mTotals;
};

//! Scores zones by the sums of all streams.
class ZoneScore
{
public:
  ZoneScore( const std::vector<ScanStream> &streams, const CircularScanOptions &options, std::size_t places )
    : mMinimumObserved( options.minimumObserved ), mIsPresent( places, false )
  {
    requireScored( streams, places, options.score );
    for ( const ScanStream &stream : streams )
      mStreams.emplace_back( stream, options.score );
    mTerms.reserve( places * streams.size() );
    for ( std::size_t place = 0; place < places; ++place )
      for ( std::size_t stream = 0; stream < streams.size(); ++stream )
      {
        mTerms.push_back( mStreams[stream].term( streams[stream], place ) );
        mIsPresent[place] = mIsPresent[place] || mStreams[stream].isPresent( place );
      }
  }

  std::size_t streams() const { return mStreams.size(); }
  const StreamScore &stream( std::size_t number ) const { return mStreams[number]; }
  //! What \a place adds to the sums of the streams, one after the other.
  const ScanSum *terms( std::size_t place ) const { return mTerms.data() + place * mStreams.size(); }
  bool isPresent( std::size_t place ) const { return mIsPresent[place]; }

  //! The score, or 0 where it cannot be above \a threshold: most zones are told apart without a logarithm.
  double above( double threshold, const std::vector<ScanSum> &sums ) const
  {
    double highest = 0;
    for ( std::size_t stream = 0; stream < sums.size(); ++stream )
    {
      const Bound bound = mStreams[stream].bound( sums[stream].expected );
      const double excess = std::max( sums[stream].observed - bound.reference, 0.0 );
      highest += bound.factor * excess * excess;
    }
    return highest * ( 1 + 1e-9 ) > mStreams.front().boundOf( threshold ) ? ( *this )( sums ) : 0;
  }

  double operator()( const std::vector<ScanSum> &sums ) const
  {
    double score = 0;
    double mostObserved = 0;
    for ( std::size_t stream = 0; stream < sums.size(); ++stream )
    {
      score += mStreams[stream]( sums[stream] );
      mostObserved = std::max( mostObserved, sums[stream].observed );
    }
    return mostObserved >= mMinimumObserved ? score : 0;
  }

private:
  double mMinimumObserved;
  std::vector<StreamScore> mStreams;
  std::vector<ScanSum> mTerms;
  std::vector<bool> mIsPresent;
};

//! Calls \a visit with every zone of \a walk and the sums over it, small before large.
template <typename Visit>
void forEachZone( const ScanWalk &walk, const ZoneScore &score, std::vector<ScanSum> &sums, Visit visit )
{
  sums.assign( score.streams(), {} );
  std::size_t entry = 0;
  for ( const std::uint32_t end : walk.ends )
  {
    for ( ; entry < end; ++entry )
    {
      const ScanSum *terms = score.terms( walk.places[entry] );
      for ( std::size_t stream = 0; stream < sums.size(); ++stream )
      {
        sums[stream].observed += terms[stream].observed;
        sums[stream].expected += terms[stream].expected;
      }
    }
    visit( end, sums );
  }
}

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

constexpr std::size_t lanes = 64;

//! One number of each of the maps that are scanned side by side.
using Lanes = std::array<float, lanes>;

void add( Lanes &sum, const Lanes &first, const Lanes &second, const Lanes &third, const Lanes &fourth )
{
  for ( std::size_t lane = 0; lane < lanes; ++lane )
    sum[lane] += ( first[lane] + second[lane] ) + ( third[lane] + fourth[lane] );
}

void add( Lanes &sum, const Lanes &term )
{
  for ( std::size_t lane = 0; lane < lanes; ++lane )
    sum[lane] += term[lane];
}

void addBound( Lanes &evidence, const Lanes &observed, const Bound &bound )
{
  const auto reference = static_cast<float>( bound.reference );
  const auto factor = static_cast<float>( bound.factor );
  for ( std::size_t lane = 0; lane < lanes; ++lane )
  {
    // Subtract first: a subtraction under a condition would not be done four at a time.
    const float excess = std::max( observed[lane] - reference, 0.0F );
    evidence[lane] += factor * excess * excess;
  }
}

bool isAnyAbove( const Lanes &values, const Lanes &thresholds )
{
  unsigned above = 0;
  for ( std::size_t lane = 0; lane < lanes; ++lane )
    above |= static_cast<unsigned>( values[lane] > thresholds[lane] );
  return above != 0;
}

//! The highest scores of up to sixty-four drawn maps in one shape.
class LaneScan
{
public:
  LaneScan( const ZoneScore &score, double penalty, std::size_t places )
    : mScore( score ), mPenalty( penalty ), mObserved( places * score.streams() ), mSums( score.streams() ),
      mExact( score.streams() )
  {
    mThresholds.fill( 0 );
    mHighest.fill( 0 );
    for ( Lanes &values : mObserved )
      values.fill( 0 );
  }

  void setMap( std::size_t lane, const std::vector<ScanStream> &drawn )
  {
    const std::size_t places = mObserved.size() / drawn.size();
    for ( std::size_t stream = 0; stream < drawn.size(); ++stream )
      for ( std::size_t place = 0; place < places; ++place )
        mObserved[place * drawn.size() + stream][lane] =
          static_cast<float>( mScore.stream( stream ).term( drawn[stream], place ).observed );
  }

  void scan( const ScanWalk &walk )
  {
    for ( Lanes &sum : mSums )
      sum.fill( 0 );
    std::fill( mExact.begin(), mExact.end(), ScanSum{} );
    std::size_t entry = 0;
    for ( const std::uint32_t end : walk.ends )
    {
      addPlaces( walk.places.data() + entry, walk.places.data() + end );
      entry = end;
      Lanes evidence{};
      for ( std::size_t stream = 0; stream < mSums.size(); ++stream )
        addBound( evidence, mSums[stream], mScore.stream( stream ).bound( mExact[stream].expected ) );
      if ( isAnyAbove( evidence, mThresholds ) )
        scoreExactly( evidence );
    }
  }

  double highest( std::size_t lane ) const { return mHighest[lane]; }

private:
  void addPlaces( const std::uint32_t *begin, const std::uint32_t *end )
  {
    const std::size_t streams = mSums.size();
    for ( std::size_t stream = 0; stream < streams; ++stream )
    {
      const auto observed = [this, streams, stream]( std::uint32_t place ) -> const Lanes &
      { return mObserved[place * streams + stream]; };
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

  void scoreExactly( const Lanes &evidence )
  {
    for ( std::size_t lane = 0; lane < lanes; ++lane )
    {
      if ( !( evidence[lane] > mThresholds[lane] ) )
        continue;
      for ( std::size_t stream = 0; stream < mSums.size(); ++stream )
        mExact[stream].observed = static_cast<double>( mSums[stream][lane] );
      const double score = mPenalty * mScore( mExact );
      if ( !( score > mHighest[lane] ) )
        continue;
      mHighest[lane] = score;
      // A little lower than need be, for the rounding of single precision.
      mThresholds[lane] = static_cast<float>( 0.999 * mScore.stream( 0 ).boundOf( score / mPenalty ) );
    }
  }

  const ZoneScore &mScore;
  double mPenalty;
  //! Per place and stream.
  std::vector<Lanes> mObserved;
  //! Per stream, over the zone.
  std::vector<Lanes> mSums;
  std::vector<ScanSum> mExact;
  Lanes mThresholds;
  std::array<double, lanes> mHighest;
};

//! Progress within items of parallel work: asks in the calling thread, stops all.
class CommonProgress
{
public:
  CommonProgress( const Progress &progress, std::size_t steps )
    : mProgress( progress ), mSteps( steps ), mCaller( std::this_thread::get_id() )
  {
  }

  void step()
  {
    const std::size_t done = ++mDone;
    if ( std::this_thread::get_id() == mCaller && mProgress &&
         !mProgress( static_cast<double>( done ) / static_cast<double>( mSteps ) ) )
      mIsStopped = true;
    if ( mIsStopped )
      throw Cancelled();
  }

private:
  const Progress &mProgress;
  std::size_t mSteps;
  std::thread::id mCaller;
  std::atomic<std::size_t> mDone{ 0 };
  std::atomic<bool> mIsStopped{ false };
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
  const ScanZone zone = bestZone( streams );
  const ZoneScore score( streams, mOptions, mZones.size() );
  ScanCandidate candidate;
  candidate.score = zone.score;
  for ( const std::uint32_t place : placesOf( zone ) )
    if ( score.isPresent( place ) )
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
  const ZoneScore score( streams, mOptions, mZones.size() );
  const std::size_t batches = ( maps + lanes - 1 ) / lanes;
  const std::size_t items = batches * mPenalty.size();
  std::vector<std::vector<double>> highest( mPenalty.size(), std::vector<double>( maps, 0 ) );
  CommonProgress common( progress, items * ( mZones.size() / centresPerStep + 1 ) );
  forEachInParallel( items, threads,
                     [&]( std::size_t item )
                     {
                       const std::size_t shape = item / batches;
                       const std::size_t firstMap = item % batches * lanes;
                       const std::size_t lastMap = std::min( maps, firstMap + lanes );
                       LaneScan scan( score, mPenalty[shape], mZones.size() );
                       std::vector<std::vector<double>> observed( streams.size() );
                       std::vector<ScanStream> drawn = streams;
                       for ( std::size_t map = firstMap; map < lastMap; ++map )
                       {
                         draw( map, observed );
                         for ( std::size_t stream = 0; stream < streams.size(); ++stream )
                           drawn[stream].observed = observed[stream];
                         scan.setMap( map - firstMap, drawn );
                       }
                       ScanWalk walk;
                       for ( std::uint32_t centre = 0; centre < mZones.size(); ++centre )
                       {
                         if ( centre % centresPerStep == 0 )
                           common.step();
                         if ( !score.isPresent( centre ) )
                           continue;
                         mZones.around( centre, shape, walk );
                         scan.scan( walk );
                       }
                       for ( std::size_t map = firstMap; map < lastMap; ++map )
                         highest[shape][map] = scan.highest( map - firstMap );
                     } );
  std::vector<double> result( maps, 0 );
  for ( const std::vector<double> &ofShape : highest )
    for ( std::size_t map = 0; map < maps; ++map )
      result[map] = std::max( result[map], ofShape[map] );
  return result;
}

} // namespace communitysafety::statistics
