// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/circularscan.h"
#include "statistics/scanstatistic.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

//! How the zones of a circular scan are scored: shared by the searches over one map, over many, and over what is left.
namespace communitysafety::statistics
{

//! Throws std::invalid_argument unless \a streams can be scored so; see CircularScan.
void requireScored( const std::vector<ScanStream> &streams, std::size_t places, ScanScore score );

//! Whether a place has what the score asks for in \a stream; see CircularScan for places without.
bool isPresentIn( const ScanStream &stream, std::size_t place, ScanScore score );

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

  double operator()( const ScanSum &sum ) const
  {
    switch ( mScore )
    {
    case ScanScore::expectationBased:
      return streamEvidence( mStream, sum.observed, sum.expected );
    case ScanScore::poisson:
      return sum.expected > 0 && sum.expected < mTotals.sum * ( 1 - smallestRest )
               ? mFactor * poissonRatio( sum.observed, sum.expected, mTotals.sum )
               : 0;
    case ScanScore::bernoulli:
      return mFactor * bernoulliRatio( sum.observed, sum.expected, mTotals.sum, mTotals.weight );
    case ScanScore::normal:
      return mFactor * normalRatio( sum.observed, sum.expected, mTotals );
    }
    return 0;
  }

  //! Whether the observed values of a zone never fall while it grows, and its bound with what is expected.
  bool isCount() const
  {
    return mStream.model == StreamModel::poisson &&
           ( mScore == ScanScore::expectationBased || mScore == ScanScore::poisson );
  }

  Bound bound( double expected ) const { return bound( expected, expected ); }

  //! For counts: holds for every zone expected to have between \a expected and \a mostExpected.
  Bound bound( double expected, double mostExpected ) const
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
      return { expected, mFactor * ( 0.5 / expected + 1 / std::max( all - mostExpected, all * smallestRest ) ) };
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
  //! Rounding in the sums must not turn all of the expectation into nearly all of it: a smaller part is nothing.
  static constexpr double smallestRest = 1e-12;

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
        mIsPresent[place] = mIsPresent[place] || isPresentIn( streams[stream], place, options.score );
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

} // namespace communitysafety::statistics
