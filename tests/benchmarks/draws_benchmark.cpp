// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "samplecounts.h"
#include "statistics/countuncertainty.h"
#include "statistics/randomstream.h"

#include <benchmark/benchmark.h>
#include <boost/random/gamma_distribution.hpp>
#ifdef COMMUNITYSAFETY_HAS_GSL
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#endif

using namespace communitysafety::statistics;

namespace
{

double shapeOf( const benchmark::State &state ) { return static_cast<double>( state.range( 0 ) ) / 10; }

void gammaOurs( benchmark::State &state )
{
  RandomStream stream( 1 );
  const GammaSampler gamma( shapeOf( state ) );
  for ( auto _ : state )
    benchmark::DoNotOptimize( gamma( stream ) );
}

template <typename Distribution>
void gammaOfLibrary( benchmark::State &state )
{
  RandomStream stream( 1 );
  Distribution gamma( shapeOf( state ) );
  for ( auto _ : state )
    benchmark::DoNotOptimize( gamma( stream ) );
}

#ifdef COMMUNITYSAFETY_HAS_GSL
void gammaOfGsl( benchmark::State &state )
{
  gsl_rng *generator = gsl_rng_alloc( gsl_rng_taus2 );
  for ( auto _ : state )
    benchmark::DoNotOptimize( gsl_ran_gamma( generator, shapeOf( state ), 1 ) );
  gsl_rng_free( generator );
}
BENCHMARK( gammaOfGsl )->Arg( 5 )->Arg( 50 );
#endif

BENCHMARK( gammaOurs )->Arg( 5 )->Arg( 50 );
BENCHMARK_TEMPLATE( gammaOfLibrary, std::gamma_distribution<double> )->Arg( 5 )->Arg( 50 );
BENCHMARK_TEMPLATE( gammaOfLibrary, boost::random::gamma_distribution<double> )->Arg( 5 )->Arg( 50 );

//! Counts of 47 indicators carried through to an index of weighted means, 100 = city.
void countDraws( benchmark::State &state )
{
  constexpr std::size_t indicators = 47;
  const auto areas = static_cast<std::size_t>( state.range( 0 ) );
  std::vector<RatePosterior> posteriors;
  std::vector<double> weights;
  for ( const SampleCounts &counts : sampleIndicators( indicators, areas ) )
  {
    posteriors.push_back( ratePosterior( counts.events, counts.denominator, RatePrior::empiricalBayes ) );
    weights.push_back( 100 * 150 / static_cast<double>( indicators ) );
  }
  const auto index = [&weights]( std::vector<std::vector<double>> &rates, std::vector<double> &total )
  {
    total.assign( total.size(), 0 );
    for ( std::size_t indicator = 0; indicator < rates.size(); ++indicator )
      for ( std::size_t area = 0; area < total.size(); ++area )
        total[area] += weights[indicator] * rates[indicator][area];
  };
  CountDrawOptions options;
  options.draws = static_cast<std::size_t>( state.range( 1 ) );
  for ( auto _ : state )
    benchmark::DoNotOptimize( propagateCounts( posteriors, index, options ) );
  state.SetComplexityN( state.range( 0 ) );
  state.counters["ns per rate"] =
    benchmark::Counter( static_cast<double>( indicators * areas * options.draws ),
                        benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert );
}
BENCHMARK( countDraws )
  ->ArgNames( { "areas", "draws" } )
  ->ArgsProduct( { { 1675, 3350, 6700 }, { 200 } } )
  ->Unit( benchmark::kMillisecond )
  ->UseRealTime()
  ->Complexity( benchmark::oNLogN );
BENCHMARK( countDraws )
  ->ArgNames( { "areas", "draws" } )
  ->Args( { 6700, 1000 } )
  ->Args( { 33755, 1000 } )
  ->Iterations( 1 )
  ->Unit( benchmark::kSecond )
  ->UseRealTime();

} // namespace
