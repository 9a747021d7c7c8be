// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/selectionfall.h"

#include "statistics/arguments.h"
#include "statistics/distribution.h"
#include "statistics/multiscalerates.h"
#include "statistics/parallel.h"

#include <boost/random/poisson_distribution.hpp>

#include <algorithm>
#include <numeric>

namespace communitysafety::statistics
{
namespace
{

using Years = std::vector<std::size_t>;
using Numbers = std::vector<double>;

//! A negative binomial count with variance φ × mean.
double drawnCount( double mean, double dispersion, RandomStream &random )
{
  const double excess = dispersion - 1;
  if ( excess > 1e-9 && mean > 0 )
    mean = GammaSampler( mean / excess )( random ) * excess;
  return mean > 0 ? double( boost::random::poisson_distribution<long>( mean )( random ) ) : 0;
}

Years yearsWhere( const std::vector<bool> &flags )
{
  Years years;
  for ( std::size_t year = 0; year < flags.size(); ++year )
    if ( flags[year] )
      years.push_back( year );
  return years;
}

//! One stream as the simulation needs it: per year what is expected of each place at the rate of the city.
class StreamModel
{
public:
  StreamModel( const GapStream &stream, const Years &chosen, double weight, double dispersion, Column x, Column y )
    : mWeight( weight ), mDispersion( dispersion ), mExposures( stream.exposures.size() )
  {
    const std::size_t places = x.size();
    for ( std::size_t year = 0; year < mExposures.size(); ++year )
      addYear( stream, year, places );
    mChosenExpected.assign( places, 0 );
    mChosenExposure.assign( places, 0 );
    Numbers events( places, 0.0 );
    for ( const std::size_t year : chosen )
      for ( std::size_t place = 0; place < places; ++place )
        if ( mExposures[year][place] > 0 )
        {
          mChosenExpected[place] += mCityRates[year] * mExposures[year][place];
          mChosenExposure[place] += mExposures[year][place];
          events[place] += stream.counts[year][place];
        }
    mRates.emplace_back( events, mChosenExpected, x, y, dispersion );
  }

  double weight() const { return mWeight; }
  double dispersion() const { return mDispersion; }
  const Numbers &chosenExposure() const { return mChosenExposure; }

  void drawRates( RandomStream &random, Numbers &rates ) const { mRates.front().draw( random, rates ); }

  //! Counts of the years of the choice, pooled.
  void drawChosen( const Numbers &rates, RandomStream &random, Numbers &counts ) const
  {
    counts.assign( rates.size(), 0 );
    for ( std::size_t place = 0; place < rates.size(); ++place )
      if ( mChosenExpected[place] > 0 )
        counts[place] = drawnCount( rates[place] * mChosenExpected[place], mDispersion, random );
  }

  //! What \a year is expected to bring inside and outside, events and exposure. A place unknown to the years of the
  //! choice has the rate of the city.
  void expect( const Numbers &rates, const std::vector<bool> &selected, std::size_t year, EventsAndExposure &inside,
               EventsAndExposure &outside ) const
  {
    for ( std::size_t place = 0; place < rates.size(); ++place )
    {
      const double exposure = mExposures[year][place];
      if ( !( exposure > 0 ) )
        continue;
      EventsAndExposure &side = selected[place] ? inside : outside;
      side.exposure += exposure;
      side.events += mCityRates[year] * exposure * ( isMissing( rates[place] ) ? 1 : rates[place] );
    }
  }

private:
  void addYear( const GapStream &stream, std::size_t year, std::size_t places )
  {
    EventsAndExposure city;
    mExposures[year].assign( places, 0 );
    for ( std::size_t place = 0; place < places; ++place )
      if ( countsIn( stream, year, place ) )
      {
        mExposures[year][place] = stream.exposures[year][place];
        city.events += stream.counts[year][place];
        city.exposure += stream.exposures[year][place];
      }
    mCityRates.push_back( city.exposure > 0 ? city.events / city.exposure : 0 );
  }

  double mWeight;
  double mDispersion;
  //! By year, then place; 0 where absent.
  std::vector<Numbers> mExposures;
  Numbers mCityRates;
  Numbers mChosenExpected;
  Numbers mChosenExposure;
  std::vector<MultiscaleRates> mRates;
};

//! Σ w O / E inside and outside, while streams are added.
struct Ratio
{
  double inside = 0;
  double outside = 0;

  void add( const EventsAndExposure &in, const EventsAndExposure &out, double weight )
  {
    inside += in.exposure > 0 ? weight * in.events / in.exposure : 0;
    outside += out.exposure > 0 ? weight * out.events / out.exposure : 0;
  }

  double value() const { return inside > 0 && outside > 0 ? inside / outside : missing; }
};

//! The factors of one run: by year, and of the years after the choice together.
struct Run
{
  Numbers byYear;
  double later = missing;
};

class Simulation
{
public:
  Simulation( const std::vector<GapStream> &streams, const GapCounts &counts, Column x, Column y,
              const std::vector<bool> &chosenOn, const SelectionRule &rule, const SelectionFallOptions &options )
    : mChosen( yearsWhere( chosenOn ) ), mRule( rule ), mOptions( options ), mYears( chosenOn.size() )
  {
    for ( std::size_t stream = 0; stream < streams.size(); ++stream )
      if ( counts.isCompared( stream ) )
        mStreams.emplace_back( streams[stream], mChosen, counts.weight( stream ), counts.dispersion( stream ), x, y );
  }

  std::vector<Run> runs( const Progress &progress ) const
  {
    std::vector<Run> runs( mOptions.runs );
    forEachInParallel(
      runs.size(), mOptions.threads,
      [&]( std::size_t number )
      {
        RandomStream random( mOptions.seed, number );
        runs[number] = run( random );
      },
      progress );
    return runs;
  }

private:
  Run run( RandomStream &random ) const
  {
    std::vector<Numbers> rates( mStreams.size() );
    for ( std::size_t stream = 0; stream < mStreams.size(); ++stream )
      mStreams[stream].drawRates( random, rates[stream] );
    std::vector<bool> selected;
    const double then = mStreams.empty() ? missing : chooseAnew( rates, random, selected );
    return factors( rates, selected, then, random );
  }

  //! The ratio by which the places are chosen.
  double chooseAnew( const std::vector<Numbers> &rates, RandomStream &random, std::vector<bool> &selected ) const
  {
    std::vector<Numbers> counts( mStreams.size() );
    for ( std::size_t stream = 0; stream < mStreams.size(); ++stream )
      mStreams[stream].drawChosen( rates[stream], random, counts[stream] );
    selected.assign( counts.front().size(), false );
    mRule( counts, selected );
    Ratio ratio;
    for ( std::size_t stream = 0; stream < mStreams.size(); ++stream )
    {
      EventsAndExposure inside, outside;
      const Numbers &exposure = mStreams[stream].chosenExposure();
      for ( std::size_t place = 0; place < exposure.size(); ++place )
      {
        EventsAndExposure &side = selected[place] ? inside : outside;
        side.events += counts[stream][place];
        side.exposure += exposure[place];
      }
      ratio.add( inside, outside, mStreams[stream].weight() );
    }
    return ratio.value();
  }

  Run factors( const std::vector<Numbers> &rates, const std::vector<bool> &selected, double then,
               RandomStream &random ) const
  {
    Run run;
    run.byYear.assign( mYears, missing );
    std::vector<EventsAndExposure> laterInside( mStreams.size() ), laterOutside( mStreams.size() );
    for ( std::size_t year = 0; year < mYears; ++year )
    {
      if ( std::binary_search( mChosen.begin(), mChosen.end(), year ) )
        continue;
      Ratio ratio;
      for ( std::size_t stream = 0; stream < mStreams.size(); ++stream )
      {
        EventsAndExposure inside, outside;
        mStreams[stream].expect( rates[stream], selected, year, inside, outside );
        inside.events = drawnCount( inside.events, mStreams[stream].dispersion(), random );
        outside.events = drawnCount( outside.events, mStreams[stream].dispersion(), random );
        ratio.add( inside, outside, mStreams[stream].weight() );
        if ( year > mChosen.back() )
        {
          laterInside[stream].events += inside.events;
          laterInside[stream].exposure += inside.exposure;
          laterOutside[stream].events += outside.events;
          laterOutside[stream].exposure += outside.exposure;
        }
      }
      run.byYear[year] = ratio.value() / then;
    }
    Ratio later;
    for ( std::size_t stream = 0; stream < mStreams.size(); ++stream )
      later.add( laterInside[stream], laterOutside[stream], mStreams[stream].weight() );
    run.later = later.value() / then;
    return run;
  }

  Years mChosen;
  const SelectionRule &mRule;
  const SelectionFallOptions &mOptions;
  std::size_t mYears;
  std::vector<StreamModel> mStreams;
};

//! The median of \a sorted and its limits, all times \a scale.
GapFigure figureOf( const Numbers &sorted, double significance, double scale )
{
  return { scale * quantile( sorted, 0.5 ),
           { scale * quantile( sorted, significance / 2 ), scale * quantile( sorted, 1 - significance / 2 ) } };
}

//! As often as not below and above the simulated; a run more on both sides, as for any Monte Carlo test.
double twoSided( const Numbers &sorted, double observed )
{
  const auto [first, last] = std::equal_range( sorted.begin(), sorted.end(), observed );
  const double low = double( last - sorted.begin() ) + 1, high = double( sorted.end() - first ) + 1;
  return std::min( 1.0, 2 * std::min( low, high ) / ( double( sorted.size() ) + 1 ) );
}

double deviationOfLogarithms( const Numbers &values )
{
  Numbers logarithms;
  for ( const double value : values )
    logarithms.push_back( std::log( value ) );
  return describe( logarithms ).standardDeviation;
}

//! By how much, in ln factor, the expected fall may be wrong.
double slackOf( const SelectionFall &fall, const SelectionFallOptions &options )
{
  return options.tolerance * std::fabs( std::log( fall.expectedFactor.value ) );
}

//! The observed factor as near to the expected one as the slack lets it come.
double drawnNear( const SelectionFall &fall, double slack )
{
  const double beyond = std::log( fall.observedFactor / fall.expectedFactor.value );
  return fall.observedFactor * std::exp( -std::copysign( std::min( slack, std::fabs( beyond ) ), beyond ) );
}

void judge( SelectionFall &fall, const SelectionFallOptions &options )
{
  const double significance = options.trend.significance, slack = slackOf( fall, options );
  fall.p = twoSided( fall.simulatedFactors, drawnNear( fall, slack ) );
  fall.beyondSelection = { fall.observedFactor / fall.expectedFactor.value,
                           { fall.observedFactor / fall.expectedFactor.limits.upper * std::exp( -slack ),
                             fall.observedFactor / fall.expectedFactor.limits.lower * std::exp( slack ) } };
  const double expected = fall.then.value * fall.expectedFactor.value;
  const double reach = detectableDeviations( significance );
  const bool isSeen = fall.p <= significance;
  const bool wouldBeSeen =
    reach * deviationOfLogarithms( fall.simulatedFactors ) + slack <= logChangeThatMatters( expected, options.trend );
  fall.doubt = isSeen || wouldBeSeen ? GapDoubt::none : GapDoubt::changeTooSmallToSee;
  if ( isSeen )
    fall.verdict = directionOf( std::log( expected ), std::log( fall.beyondSelection.value ) );
  else if ( wouldBeSeen )
    fall.verdict = GapChange::unchanged;
}

void summarise( SelectionFall &fall, const std::vector<Run> &runs, const SelectionFallOptions &options )
{
  const double significance = options.trend.significance;
  fall.expectedRatio.resize( runs.front().byYear.size() );
  Numbers factors( runs.size() );
  for ( std::size_t year = 0; year < fall.expectedRatio.size(); ++year )
  {
    std::transform( runs.begin(), runs.end(), factors.begin(), [&]( const Run &run ) { return run.byYear[year]; } );
    fall.expectedRatio[year] = figureOf( sortedPresent( factors ), significance, fall.then.value );
  }
  std::transform( runs.begin(), runs.end(), factors.begin(), []( const Run &run ) { return run.later; } );
  fall.simulatedFactors = sortedPresent( factors );
}

} // namespace

SelectionFall fallFromSelection( const std::vector<GapStream> &streams, const std::vector<int> &neighbourhood, Column x,
                                 Column y, const std::vector<bool> &chosenOn, const SelectionRule &rule,
                                 const SelectionFallOptions &options, const Progress &progress )
{
  requireOptions( options.trend );
  if ( options.runs < 99 )
    refuse( "The number of runs", std::to_string( options.runs ), "99 or more" );
  if ( !rule )
    refuse( "rule", "empty", "a function" );
  requireBetween( "tolerance", options.tolerance, 0, 1 );
  const GapCounts counts( streams, neighbourhood );
  requireSize( "The years of the choice", chosenOn.size(), counts.years() );
  requireSize( "x", x.size(), neighbourhood.size() );
  requireSize( "y", y.size(), neighbourhood.size() );
  SelectionFall fall;
  const Years chosen = yearsWhere( chosenOn );
  if ( chosen.empty() )
    return fall;
  const double confidence = 1 - options.trend.significance;
  const Gap then = gapOfYears( counts, chosen, confidence );
  fall.then = then.ratio;
  summarise( fall, Simulation( streams, counts, x, y, chosenOn, rule, options ).runs( progress ), options );
  if ( chosen.back() + 1 == counts.years() )
    return fall;

  Years after( counts.years() - chosen.back() - 1 );
  std::iota( after.begin(), after.end(), chosen.back() + 1 );
  const Gap later = gapOfYears( counts, after, confidence );
  fall.later = later.ratio;
  fall.observedFactor = fall.later.value / fall.then.value;
  fall.expectedFactor = figureOf( fall.simulatedFactors, options.trend.significance, 1 );
  fall.doubt = GapDoubt::tooFewEvents;
  if ( !hasEnoughEvents( then ) || !hasEnoughEvents( later ) || fall.simulatedFactors.size() < 99 )
    return fall;
  judge( fall, options );
  return fall;
}

} // namespace communitysafety::statistics
