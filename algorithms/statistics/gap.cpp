// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/gap.h"

#include "statistics/arguments.h"

#include <algorithm>

namespace communitysafety::statistics
{
namespace
{

//! y, v and m of one side while streams are added.
struct SideRate
{
  double rate = 0;
  double variance = 0;
  double largestWeight = 0;
  double events = 0;

  void add( const EventsAndExposure &sum, double weight, double dispersion )
  {
    const double each = weight / sum.exposure;
    events += sum.events;
    rate += each * sum.events;
    variance += each * each * dispersion * sum.events;
    largestWeight = std::max( largestWeight, each * dispersion );
  }

  double independentEvents() const { return variance > 0 ? rate * rate / variance : 0; }

  GapFigure figure( double confidence ) const
  {
    const double spread = variance + largestWeight * largestWeight, shifted = rate + largestWeight;
    const double lower = rate > 0 ? exactPoissonLimits( independentEvents(), confidence ).lower * variance / rate : 0;
    const double upperCount = std::max( 0.0, shifted * shifted / spread - 1 );
    return { rate, { lower, exactPoissonLimits( upperCount, confidence ).upper * spread / shifted } };
  }
};

//! Zou and Donner 2008: the distances to the limits that matter, added as variances are.
GapFigure differenceOf( const GapFigure &a, const GapFigure &b )
{
  const double value = a.value - b.value;
  return { value,
           { value - std::hypot( a.value - a.limits.lower, b.limits.upper - b.value ),
             value + std::hypot( a.limits.upper - a.value, b.value - b.limits.lower ) } };
}

//! Donner and Zou 2012, eq. 2; the lower limit in the form that has no difference of like numbers.
GapFigure ratioOf( const GapFigure &a, const GapFigure &b )
{
  GapFigure ratio;
  if ( !( b.value > 0 ) )
    return ratio;
  const double product = a.value * b.value;
  const double lowA = a.limits.lower * ( 2 * a.value - a.limits.lower );
  const double highA = a.limits.upper * ( 2 * a.value - a.limits.upper );
  const double lowB = b.limits.lower * ( 2 * b.value - b.limits.lower );
  const double highB = b.limits.upper * ( 2 * b.value - b.limits.upper );
  ratio.value = a.value / b.value;
  ratio.limits.lower =
    lowA > 0 ? lowA / ( product + std::sqrt( std::max( 0.0, product * product - lowA * highB ) ) ) : 0;
  if ( lowB > 0 )
    ratio.limits.upper = ( product + std::sqrt( std::max( 0.0, product * product - highA * lowB ) ) ) / lowB;
  return ratio;
}

} // namespace

Gap gapOfYears( const GapCounts &counts, const std::vector<std::size_t> &years, double confidence )
{
  if ( years.empty() || *std::max_element( years.begin(), years.end() ) >= counts.years() )
    refuse( "years", "empty or beyond the last", "numbers of years from 0" );
  SideRate inside, outside;
  for ( std::size_t stream = 0; stream < counts.streams(); ++stream )
  {
    if ( !counts.isCompared( stream ) )
      continue;
    EventsAndExposure in, out;
    for ( const std::size_t year : years )
    {
      const EventsAndExposure places = counts.inside( stream, year ), &rest = counts.rest( stream, year );
      in = { in.events + places.events, in.exposure + places.exposure };
      out = { out.events + rest.events, out.exposure + rest.exposure };
    }
    inside.add( in, counts.weight( stream ), counts.dispersion( stream ) );
    outside.add( out, counts.weight( stream ), counts.dispersion( stream ) );
  }
  Gap gap;
  if ( !( inside.largestWeight > 0 ) )
    return gap;
  gap.eventsInside = inside.events;
  gap.eventsOutside = outside.events;
  gap.inside = inside.figure( confidence );
  gap.outside = outside.figure( confidence );
  gap.ratio = ratioOf( gap.inside, gap.outside );
  gap.difference = differenceOf( gap.inside, gap.outside );
  gap.independentInside = inside.independentEvents();
  gap.independentOutside = outside.independentEvents();
  gap.differenceVariance = inside.variance + outside.variance;
  if ( gap.independentInside > 0 && gap.independentOutside > 0 )
    gap.logRatioVariance = 1 / gap.independentInside + 1 / gap.independentOutside;
  return gap;
}

std::vector<Gap> gapByYear( const GapCounts &counts, double confidence )
{
  std::vector<Gap> gaps;
  for ( std::size_t year = 0; year < counts.years(); ++year )
    gaps.push_back( gapOfYears( counts, { year }, confidence ) );
  return gaps;
}

} // namespace communitysafety::statistics
