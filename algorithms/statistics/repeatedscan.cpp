// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/repeatedscan.h"

#include "statistics/parallel.h"
#include "statistics/zonescore.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace communitysafety::statistics
{
namespace
{

constexpr double unknown = std::numeric_limits<double>::infinity();

// Bounds are a trace higher than need be, for rounding.
constexpr double margin = 1 + 1e-9;

// Zones are looked at again in portions, so that all threads have work and few are looked at in vain.
constexpr std::size_t portion = 256;

std::vector<std::vector<ScanSum>> termsOf( const std::vector<ScanStream> &streams )
{
  std::vector<std::vector<ScanSum>> terms( streams.size() );
  for ( std::size_t stream = 0; stream < streams.size(); ++stream )
    for ( std::size_t place = 0; place < streams[stream].observed.size(); ++place )
      terms[stream].push_back( scanTerm( streams[stream], place ) );
  return terms;
}

bool isBetter( const ScanZone &one, const ScanZone &other )
{
  if ( one.score != other.score )
    return one.score > other.score;
  return one.shape != other.shape ? one.shape < other.shape : one.centre < other.centre;
}

} // namespace

ScanZone RepeatedScan::bestZone( const std::vector<ScanStream> &streams, unsigned threads )
{
  if ( mScan.options().score != ScanScore::expectationBased )
    return mScan.bestZone( streams );
  const ZoneScore score( streams, mScan.options(), mScan.zones().size() );
  if ( mAround.empty() || streams.size() != mStreams.size() )
    start( streams );
  else
    compare( streams );
  remember( streams );

  const std::size_t centres = mScan.zones().size();
  const std::size_t count = mStreams.size();
  std::vector<std::size_t> open;
  for ( std::size_t around = 0; around < mAround.size(); ++around )
    if ( mAround[around].highest > 0 )
      open.push_back( around );
  const auto isHigher = [this]( std::size_t one, std::size_t other )
  {
    return mAround[one].highest != mAround[other].highest ? mAround[one].highest > mAround[other].highest : one < other;
  };
  std::sort( open.begin(), open.end(), isHigher );

  ScanZone best;
  for ( std::size_t next = 0; next < open.size() && mAround[open[next]].highest >= best.score; )
  {
    std::size_t end = std::min( open.size(), next + portion );
    while ( end < open.size() && mAround[open[end]].highest == unknown )
      ++end;
    forEachInParallel( end - next, threads,
                       [&]( std::size_t item )
                       {
                         const std::size_t which = open[next + item];
                         const AroundCentre found =
                           mScan.bestAroundOne( score, std::uint32_t( which % centres ), which / centres );
                         mAround[which] = { found.best, found.best.score * margin, found.reach };
                         for ( std::size_t stream = 0; stream < count; ++stream )
                           mMostExpected[which * count + stream] = found.expected[stream] * margin;
                       } );
    for ( ; next < end; ++next )
      if ( mAround[open[next]].best.places > 0 && ( best.places == 0 || isBetter( mAround[open[next]].best, best ) ) )
        best = mAround[open[next]].best;
  }
  return best;
}

void RepeatedScan::start( const std::vector<ScanStream> &streams )
{
  mAround.assign( mScan.zones().shapes().size() * mScan.zones().size(), { {}, unknown, 0 } );
  mMostExpected.assign( mAround.size() * streams.size(), 0 );
}

void RepeatedScan::remember( const std::vector<ScanStream> &streams )
{
  mStreams = streams;
  mTerms = termsOf( streams );
}

//! Finds out what has changed since the last map.
void RepeatedScan::compare( const std::vector<ScanStream> &streams )
{
  const std::vector<std::vector<ScanSum>> terms = termsOf( streams );
  mFactors.assign( streams.size(), 1 );
  mShifts.assign( streams.size(), 0 );
  std::vector<std::uint32_t> changed;
  for ( std::uint32_t place = 0; place < mScan.zones().size(); ++place )
  {
    bool isChanged = false;
    for ( std::size_t stream = 0; stream < streams.size(); ++stream )
    {
      const ScanSum &before = mTerms[stream][place], &after = terms[stream][place];
      const bool isCount = streams[stream].model == StreamModel::poisson;
      if ( ( before.expected > 0 ) != ( after.expected > 0 ) ||
           ( isCount ? before.observed != after.observed : before.expected != after.expected ) )
        isChanged = true;
      else if ( after.expected > 0 && isCount )
        mFactors[stream] = std::min( mFactors[stream], after.expected / before.expected );
      else if ( after.expected > 0 )
        mShifts[stream] = std::max( mShifts[stream], ( after.observed - before.observed ) / after.expected );
    }
    if ( isChanged )
      changed.push_back( place );
  }
  raiseBounds();
  forgetNear( changed );
}

void RepeatedScan::raiseBounds()
{
  const std::size_t count = mFactors.size();
  for ( std::size_t around = 0; around < mAround.size(); ++around )
  {
    double &highest = mAround[around].highest;
    if ( highest == unknown )
      continue;
    double raised = highest;
    for ( std::size_t stream = 0; stream < count; ++stream )
      raised += rise( stream, highest, mMostExpected[around * count + stream] );
    highest = raised * margin;
  }
}

//! By how much the score of a zone can rise in one stream, when it is \a score at most and \a expected that too.
double RepeatedScan::rise( std::size_t stream, double score, double expected ) const
{
  const double part = mStreams[stream].weight / mStreams[stream].dispersion;
  if ( !( part > 0 ) || !( expected > 0 ) )
    return 0;
  const double ratio = score / part;
  if ( mStreams[stream].model == StreamModel::gaussian )
    return part * mShifts[stream] * ( std::sqrt( 2 * ratio * expected ) + mShifts[stream] * expected / 2 );
  const double fall = 1 - mFactors[stream];
  const double logarithm = -std::log1p( -fall );
  const double excess = ratio / 3 + std::sqrt( ratio * ratio / 9 + 2 * ratio * expected );
  return part * ( excess * logarithm + expected * ( logarithm - fall ) );
}

//! Nothing is known any more of zones that may hold one of the \a changed places.
void RepeatedScan::forgetNear( const std::vector<std::uint32_t> &changed )
{
  if ( changed.empty() )
    return;
  const ScanZones &zones = mScan.zones();
  for ( std::size_t shape = 0; shape < zones.shapes().size(); ++shape )
  {
    const std::vector<double> distances = zones.distances( changed.front(), shape );
    double spread = 0;
    for ( const std::uint32_t place : changed )
      spread = std::max( spread, distances[place] );
    for ( std::size_t centre = 0; centre < zones.size(); ++centre )
    {
      Around &around = mAround[shape * zones.size() + centre];
      if ( distances[centre] <= ( spread + around.reach ) * margin )
        around.highest = unknown;
    }
  }
}

} // namespace communitysafety::statistics
