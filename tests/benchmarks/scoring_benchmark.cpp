// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "samplecounts.h"
#include "statistics/compositescore.h"
#include "statistics/copeland.h"
#include "statistics/normalise.h"
#include "statistics/ranking.h"
#include "statistics/scoreuncertainty.h"

#include <benchmark/benchmark.h>

using namespace communitysafety::statistics;

namespace
{

constexpr std::size_t indicators = 47;

std::vector<std::vector<double>> sampleColumns( std::size_t areas )
{
  std::vector<std::vector<double>> columns;
  for ( const SampleCounts &counts : sampleIndicators( indicators, areas ) )
  {
    columns.emplace_back();
    for ( std::size_t area = 0; area < areas; ++area )
      columns.back().push_back( counts.events[area] / counts.denominator[area] );
  }
  return columns;
}

//! One column brought onto the scale that stands in the label.
void normalisation( benchmark::State &state, const char *method )
{
  const std::vector<double> column = sampleColumns( static_cast<std::size_t>( state.range( 0 ) ) ).back();
  const MethodSpec spec = parseMethodSpec( method );
  for ( auto _ : state )
    benchmark::DoNotOptimize( normalise( column, spec ) );
  state.SetComplexityN( state.range( 0 ) );
}

#define NORMALISATION( name, method )                                                                                  \
  BENCHMARK_CAPTURE( normalisation, name, method )                                                                     \
    ->RangeMultiplier( 4 )                                                                                             \
    ->Range( 1675, 107200 )                                                                                            \
    ->Unit( benchmark::kMicrosecond )                                                                                  \
    ->Complexity()
NORMALISATION( minMax, "minmax" );
NORMALISATION( zScore, "zscore" );
NORMALISATION( percentRank, "percentrank" );
NORMALISATION( robust, "robust" );
NORMALISATION( normalScore, "normalscore" );
#undef NORMALISATION

//! Every area against every other on 47 indicators.
void copeland( benchmark::State &state )
{
  const auto columns = sampleColumns( static_cast<std::size_t>( state.range( 0 ) ) );
  const std::vector<Column> parts( columns.begin(), columns.end() );
  for ( auto _ : state )
    benchmark::DoNotOptimize( copelandScores( parts, std::vector<double>( indicators, 1.0 ) ) );
  state.SetComplexityN( state.range( 0 ) );
}
BENCHMARK( copeland )
  ->RangeMultiplier( 2 )
  ->Range( 670, 5360 )
  ->Unit( benchmark::kMillisecond )
  ->UseRealTime()
  ->Complexity( benchmark::oNSquared );

//! 47 indicators in 9 themes, on the scale that stands in the label.
struct SampleIndex
{
  SampleIndex( std::size_t areas, const char *scale )
  {
    constexpr std::size_t themes = 9;
    groups.resize( 1 + themes );
    for ( std::size_t theme = 1; theme <= themes; ++theme )
      groups[theme].parent = 0;
    for ( SampleCounts &counts : sampleIndicators( indicators, areas ) )
    {
      ScoreIndicator indicator;
      indicator.group = 1 + counted.size() % themes;
      indicator.values = std::move( counts.events );
      indicator.denominator = std::move( counts.denominator );
      counted.push_back( std::move( indicator ) );
    }
    options.scaling.scale = parseMethodSpec( scale );
  }

  CompositeScore score() const { return compositeScore( counted, groups, 0, options, {} ); }

  std::vector<ScoreGroup> groups;
  std::vector<ScoreIndicator> counted;
  ScoreOptions options;
};

void score( benchmark::State &state, const char *scale )
{
  const SampleIndex index( static_cast<std::size_t>( state.range( 0 ) ), scale );
  for ( auto _ : state )
    benchmark::DoNotOptimize( index.score() );
  state.SetComplexityN( state.range( 0 ) );
}

//! Ranges of index and rank from 1,000 draws of the counts, through the whole index.
void scoreDraws( benchmark::State &state, const char *scale )
{
  const SampleIndex index( static_cast<std::size_t>( state.range( 0 ) ), scale );
  const CompositeScore score = index.score();
  CountDrawOptions draws;
  draws.draws = 1000;
  for ( auto _ : state )
    benchmark::DoNotOptimize( scoreUncertainty( index.counted, score, true, {}, draws, {} ) );
}

#define SCORE( name, scale )                                                                                           \
  BENCHMARK_CAPTURE( score, name, scale )                                                                              \
    ->RangeMultiplier( 2 )                                                                                             \
    ->Range( 1675, 13400 )                                                                                             \
    ->Unit( benchmark::kMillisecond )                                                                                  \
    ->UseRealTime()                                                                                                    \
    ->Complexity( benchmark::oNLogN )
SCORE( index, "index" );
SCORE( percentRank, "percentrank" );
SCORE( zScore, "zscore" );
#undef SCORE

#define DRAWS( name, scale )                                                                                           \
  BENCHMARK_CAPTURE( scoreDraws, name, scale )                                                                         \
    ->Arg( 6700 )                                                                                                      \
    ->Arg( 33755 )                                                                                                     \
    ->Iterations( 1 )                                                                                                  \
    ->Unit( benchmark::kSecond )                                                                                       \
    ->UseRealTime()
DRAWS( index, "index" );
DRAWS( percentRank, "percentrank" );
#undef DRAWS

} // namespace
