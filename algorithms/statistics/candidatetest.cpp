// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/candidatetest.h"

#include "statistics/arguments.h"
#include "statistics/multipletesting.h"
#include "statistics/parallel.h"

#include <atomic>

namespace communitysafety::statistics
{
namespace
{

constexpr std::size_t fewestNullMaps = 19;

//! Observed and expected of the Poisson streams: with the weights of the streams for the risk, plain for the excess.
void describeCounts( const std::vector<ScanStream> &streams, const std::vector<std::uint32_t> &places,
                     TestedCandidate &tested )
{
  double observed = 0, expected = 0, excess = 0;
  for ( const ScanStream &stream : streams )
  {
    if ( stream.model != StreamModel::poisson || !( stream.weight > 0 ) )
      continue;
    const ScanSum sum = scanSum( stream, places );
    observed += stream.weight * sum.observed;
    expected += stream.weight * sum.expected;
    excess += sum.observed - sum.expected;
  }
  if ( !( expected > 0 ) )
    return;
  tested.relativeRisk = observed / expected;
  tested.excess = excess;
}

//! The streams with other values.
std::vector<ScanStream> withObserved( std::vector<ScanStream> streams,
                                      const std::vector<std::vector<double>> &observed )
{
  for ( std::size_t stream = 0; stream < streams.size(); ++stream )
    streams[stream].observed = observed[stream];
  return streams;
}

} // namespace

std::vector<TestedCandidate> testCandidates( const BorderGraph &graph, const std::vector<ScanStream> &streams,
                                             const std::vector<std::vector<std::uint32_t>> &candidates,
                                             const CandidateTestOptions &options, const Progress &progress )
{
  if ( options.nullMaps < fewestNullMaps )
    refuse( "The number of null maps", std::to_string( options.nullMaps ),
            std::to_string( fewestNullMaps ) + " or more" );
  const NullMaps nullMaps( streams, graph, { options.shared, options.seed } );
  std::vector<TestedCandidate> tested( candidates.size() );
  for ( std::size_t each = 0; each < candidates.size(); ++each )
  {
    tested[each].evidence = evidenceOf( streams, candidates[each] );
    tested[each].streamShares = streamShares( streams, candidates[each] );
    describeCounts( streams, candidates[each], tested[each] );
  }
  std::vector<std::atomic<std::size_t>> asMuch( candidates.size() );
  const auto compare = [&]( std::size_t map )
  {
    std::vector<std::vector<double>> observed;
    nullMaps.draw( map, observed );
    const std::vector<ScanStream> drawn = withObserved( streams, observed );
    for ( std::size_t each = 0; each < candidates.size(); ++each )
      if ( evidenceOf( drawn, candidates[each] ) >= tested[each].evidence )
        ++asMuch[each];
  };
  forEachInParallel( options.nullMaps, options.threads, compare, progress );
  std::vector<double> p;
  for ( std::size_t each = 0; each < candidates.size(); ++each )
    p.push_back( double( asMuch[each] + 1 ) / double( options.nullMaps + 1 ) );
  const std::vector<double> q = falseDiscoveryRate( p );
  for ( std::size_t each = 0; each < candidates.size(); ++each )
  {
    tested[each].p = p[each];
    tested[each].q = q[each];
  }
  return tested;
}

} // namespace communitysafety::statistics
