// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/candidatemethod.h"

#include "base/run.h"
#include "priorityneighbourhoods/evidence.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace communitysafety::priorityneighbourhoods
{

using base::Run;
using statistics::TestedCandidate;
using Members = std::vector<std::vector<std::size_t>>;

namespace
{

struct CandidateText
{
  Q_DECLARE_TR_FUNCTIONS( CandidateMethod )
};

//! The cells of each candidate; candidates without any are left out and told.
Members membersOf( Run &run, const ScoredAreas &scored, const base::Areas &outlines )
{
  Members members = areasWithin( scored.areas, outlines );
  const auto isEmpty = []( const std::vector<std::size_t> &cells ) { return cells.empty(); };
  const auto empty = std::count_if( members.begin(), members.end(), isEmpty );
  members.erase( std::remove_if( members.begin(), members.end(), isEmpty ), members.end() );
  if ( empty > 0 )
    run.warn( CandidateText::tr( "%n candidate(s) hold the centre of no cell, or share it with one before them, and "
                                 "are left out.",
                                 nullptr, int( empty ) ) );
  return members;
}

//! The least likely by chance first; of equally unlikely ones that with more evidence.
std::vector<std::size_t> orderOf( const std::vector<TestedCandidate> &tested )
{
  std::vector<std::size_t> order( tested.size() );
  std::iota( order.begin(), order.end(), std::size_t( 0 ) );
  std::stable_sort( order.begin(), order.end(),
                    [&tested]( std::size_t a, std::size_t b ) {
                      return std::make_pair( tested[a].p, -tested[a].evidence ) <
                             std::make_pair( tested[b].p, -tested[b].evidence );
                    } );
  return order;
}

//! The first \a targetCount of \a order.
void keepWanted( Run &run, std::vector<std::size_t> &order, std::size_t targetCount )
{
  if ( targetCount == 0 )
    return;
  if ( order.size() < targetCount )
    run.warn( CandidateText::tr( "Only %1 of the %2 neighbourhoods wanted are among the candidates: none is made up to "
                                 "reach the number." )
                .arg( order.size() )
                .arg( targetCount ) );
  if ( order.size() <= targetCount )
    return;
  const std::size_t beyond = order.size() - targetCount;
  order.resize( targetCount );
  run.setNumber( QStringLiteral( "N_DROPPED_TARGET" ), double( beyond ) );
  run.remark( CandidateText::tr( "%n candidate(s) ranked below TARGET_COUNT were left out.", nullptr, int( beyond ) ) );
}

} // namespace

std::vector<Neighbourhood> testedCandidates( Run &run, const ScoredAreas &scored, const base::Areas &outlines,
                                             const statistics::BorderGraph &borders,
                                             const std::vector<base::EvidenceStream> &streams,
                                             statistics::CandidateTestOptions options, std::size_t targetCount )
{
  const Members members = membersOf( run, scored, outlines );
  std::vector<std::vector<std::uint32_t>> places;
  for ( const std::vector<std::size_t> &each : members )
    places.emplace_back( each.begin(), each.end() );
  const std::vector<statistics::ScanStream> views = base::viewsOf( streams );
  options.shared = statistics::estimateSharedEvents( views, borders );
  const std::vector<TestedCandidate> tested =
    statistics::testCandidates( borders, views, places, options, run.progress( 0.2, 0.5 ) );
  std::vector<std::size_t> order = orderOf( tested );
  keepWanted( run, order, targetCount );
  Members ordered;
  for ( const std::size_t each : order )
    ordered.push_back( members[each] );
  std::vector<Neighbourhood> neighbourhoods = neighbourhoodsOf( scored, ordered, run.progress( 0.5, 0.6 ) );
  for ( std::size_t place = 0; place < order.size(); ++place )
  {
    const TestedCandidate &each = tested[order[place]];
    neighbourhoods[place].proof = Proof{
      each.p, each.q, each.relativeRisk, each.excess, driversInWords( streams, each.streamShares ), QString(), {}
    };
  }
  return neighbourhoods;
}

} // namespace communitysafety::priorityneighbourhoods
