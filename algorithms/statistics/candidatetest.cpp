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

void describeCounts( const std::vector<ScanStream> &streams, const std::vector<std::uint32_t> &places,
                     TestedCandidate &tested )
{
  const std::vector<ScanSum> sums = scanSums( streams, places );
  const ScanSum weighted = weightedCounts( streams, sums );
  if ( !( weighted.expected > 0 ) )
    return;
  tested.relativeRisk = weighted.observed / weighted.expected;
  tested.excess = excessOf( streams, sums );
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
