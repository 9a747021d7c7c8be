// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/neighbourhoodgaps.h"

#include "statistics/multipletesting.h"
#include "statistics/tailprobabilities.h"

#include <algorithm>

namespace communitysafety::statistics
{
namespace
{

//! Of those called changed, the share that may be so by chance.
constexpr double mostFalseDiscoveries = 0.05;

//! The sums of one stream in one neighbourhood and in the rest as two places.
struct TwoPlaces
{
  std::vector<std::vector<double>> counts;
  std::vector<std::vector<double>> exposures;
};

TwoPlaces sumsOf( const GapCounts &counts, std::size_t stream, std::size_t neighbourhood )
{
  TwoPlaces sums;
  for ( std::size_t year = 0; year < counts.years(); ++year )
  {
    const EventsAndExposure &in = counts.of( stream, year, neighbourhood ), &out = counts.rest( stream, year );
    sums.counts.push_back( { in.events, out.events } );
    sums.exposures.push_back( { in.exposure, out.exposure } );
  }
  return sums;
}

GapCounts countsOfOne( const GapCounts &counts, std::size_t neighbourhood )
{
  std::vector<TwoPlaces> sums;
  for ( std::size_t stream = 0; stream < counts.streams(); ++stream )
    sums.push_back( sumsOf( counts, stream, neighbourhood ) );
  std::vector<GapStream> streams;
  for ( std::size_t stream = 0; stream < sums.size(); ++stream )
  {
    if ( !counts.isCompared( stream ) )
      continue;
    GapStream one;
    one.counts.assign( sums[stream].counts.begin(), sums[stream].counts.end() );
    one.exposures.assign( sums[stream].exposures.begin(), sums[stream].exposures.end() );
    one.weight = counts.weight( stream );
    one.dispersion = counts.dispersion( stream );
    streams.push_back( std::move( one ) );
  }
  return GapCounts( streams, { 0, -1 } );
}

void compareWithFall( NeighbourhoodGap &gap, const GapCounts &one, const ComparedYears &years,
                      const GapTrendOptions &options )
{
  const Gap then = gapOfYears( one, years.chosen ), later = gapOfYears( one, years.later );
  gap.first = then.ratio.value;
  gap.last = later.ratio.value;
  gap.doubt = GapDoubt::tooFewEvents;
  if ( !hasEnoughEvents( then ) || !hasEnoughEvents( later ) )
    return;
  const double factor = std::log( later.ratio.value / then.ratio.value );
  const double deviation = std::sqrt( then.logRatioVariance + later.logRatioVariance );
  const double reach = normalQuantile( 1 - options.significance );
  gap.change = { std::exp( factor ),
                 { std::exp( factor - reach * deviation ), std::exp( factor + reach * deviation ) } };
  const double expected = std::log( years.expectedFactor ), slack = std::fabs( expected );
  const double beyond = factor - expected;
  const double unexplained = std::copysign( std::max( 0.0, std::fabs( beyond ) - slack ), beyond );
  gap.p = normalTails( std::vector<double>{ unexplained / deviation } ).twoSided().front();
  const double ratio = then.ratio.value * years.expectedFactor;
  const bool wouldBeSeen =
    detectableDeviations( options.significance ) * deviation + slack <= logChangeThatMatters( ratio, options );
  gap.doubt = GapDoubt::none;
  if ( gap.p <= options.significance )
    gap.verdict = directionOf( std::log( ratio ), beyond );
  else if ( wouldBeSeen )
    gap.verdict = GapChange::unchanged;
  else
    gap.doubt = GapDoubt::changeTooSmallToSee;
}

NeighbourhoodGap gapOfOne( const GapCounts &one, const ComparedYears &years, double confidence,
                           const GapTrendOptions &options )
{
  NeighbourhoodGap gap;
  gap.byYear = gapByYear( one, confidence );
  if ( years.isChoiceUnknown )
  {
    gap.doubt = GapDoubt::choiceUnknown;
    return gap;
  }
  if ( years.others.size() >= 2 )
  {
    const GapTrend trend = gapTrend( gap.byYear, years.others, GapMeasure::ratio, options );
    gap.verdict = trend.verdict;
    gap.doubt = trend.doubt;
    gap.change = trend.change;
    gap.p = trend.p;
    gap.first = gap.byYear[years.others.front()].ratio.value;
    gap.last = gap.byYear[years.others.back()].ratio.value;
  }
  else if ( !years.chosen.empty() && !years.later.empty() )
    compareWithFall( gap, one, years, options );
  return gap;
}

bool isChanged( GapChange verdict ) { return verdict == GapChange::narrowing || verdict == GapChange::widening; }

void allowForMany( std::vector<NeighbourhoodGap> &gaps )
{
  std::vector<double> p( gaps.size() );
  std::transform( gaps.begin(), gaps.end(), p.begin(), []( const NeighbourhoodGap &gap ) { return gap.p; } );
  const std::vector<double> q = falseDiscoveryRate( p );
  for ( std::size_t place = 0; place < gaps.size(); ++place )
  {
    NeighbourhoodGap &gap = gaps[place];
    gap.q = q[place];
    if ( !isChanged( gap.verdict ) || gap.q <= mostFalseDiscoveries )
      continue;
    gap.verdict = GapChange::cannotTell;
    gap.doubt = GapDoubt::changeTooSmallToSee;
  }
}

} // namespace

std::vector<NeighbourhoodGap> gapsOfNeighbourhoods( const GapCounts &counts, const ComparedYears &years,
                                                    double confidence, const GapTrendOptions &options )
{
  requireOptions( options );
  bool hasStream = false;
  for ( std::size_t stream = 0; stream < counts.streams(); ++stream )
    hasStream = hasStream || counts.isCompared( stream );
  std::vector<NeighbourhoodGap> gaps( counts.neighbourhoods() );
  for ( std::size_t neighbourhood = 0; hasStream && neighbourhood < gaps.size(); ++neighbourhood )
    gaps[neighbourhood] = gapOfOne( countsOfOne( counts, neighbourhood ), years, confidence, options );
  allowForMany( gaps );
  return gaps;
}

} // namespace communitysafety::statistics
