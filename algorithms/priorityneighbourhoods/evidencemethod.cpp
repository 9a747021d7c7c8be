// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/evidencemethod.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "priorityneighbourhoods/evidence.h"
#include "statistics/everyorigin.h"

#include <QCoreApplication>

#include <algorithm>

namespace communitysafety::priorityneighbourhoods
{

using base::Run;
using statistics::EvidenceNeighbourhood;
using statistics::EvidenceScan;
using statistics::isMissing;

namespace
{

struct EvidenceText
{
  Q_DECLARE_TR_FUNCTIONS( EvidenceMethod )
};

//! Why a neighbourhood that was found is not shown.
enum class Fault
{
  none,
  fewCells,
  fewPeople,
  faint
};

Fault faultOf( const std::vector<std::uint32_t> &places, const ScoredAreas &scored, const EvidenceSearch &search )
{
  const statistics::Region figures = figuresOf( scored, { { places.begin(), places.end() } } ).front();
  if ( figures.cells < search.minimumCells )
    return Fault::fewCells;
  if ( figures.population < search.minimumPopulation )
    return Fault::fewPeople;
  const bool isFaint = !isMissing( search.minimumScore ) && !( figures.meanScore >= search.minimumScore );
  return isFaint ? Fault::faint : Fault::none;
}

Proof proofOf( const EvidenceNeighbourhood &found, const std::vector<base::EvidenceStream> &streams )
{
  // Below this the tail that is fitted to the random maps says nothing any more.
  constexpr double leastBelievedP = 1e-6;
  return { std::max( found.p, leastBelievedP ),
           std::max( found.q, leastBelievedP ),
           found.relativeRisk,
           found.excess,
           driversInWords( streams, found.streamShares ),
           QString::fromStdString( found.family ),
           found.membership };
}

void tellDropped( Run &run, const std::vector<Fault> &faults, const EvidenceSearch &search )
{
  const auto with = [&faults]( Fault fault ) { return int( std::count( faults.begin(), faults.end(), fault ) ); };
  run.setNumber( QStringLiteral( "N_DROPPED_SMALL" ), with( Fault::fewCells ) + with( Fault::fewPeople ) );
  if ( with( Fault::fewCells ) > 0 )
    run.remark( EvidenceText::tr( "%n neighbourhood(s) were dropped for fewer than %1 cells (MIN_AREA).", nullptr,
                                  with( Fault::fewCells ) )
                  .arg( search.minimumCells ) );
  if ( with( Fault::fewPeople ) > 0 )
    run.remark( EvidenceText::tr( "%n neighbourhood(s) were dropped for fewer than %1 people (MIN_POPULATION).",
                                  nullptr, with( Fault::fewPeople ) )
                  .arg( search.minimumPopulation ) );
  if ( with( Fault::faint ) > 0 )
    run.remark( EvidenceText::tr( "%n neighbourhood(s) were dropped for a mean index below %1 (MIN_RELATIVE_RISK).",
                                  nullptr, with( Fault::faint ) )
                  .arg( search.minimumScore ) );
}

void tellSnapping( Run &run, const EvidenceScan &scan, std::size_t squareSide )
{
  const int snapped = int( scan.snappedPlaces );
  run.setNumber( QStringLiteral( "N_RECORDED_ELSEWHERE" ), snapped );
  if ( snapped == 0 )
    return;
  const QString places =
    squareSide > 1 ? EvidenceText::tr( "%n square(s) of %1 × %1 areas hold no incident at all beside squares that do",
                                       nullptr, snapped )
                       .arg( squareSide )
                   : EvidenceText::tr( "%n area(s) hold no incident at all beside areas that do", nullptr, snapped );
  run.warn( EvidenceText::tr( "%1, far more than chance leaves empty: positions seem to be snapped to points. What is "
                              "expected there was counted at the neighbours with incidents; larger cells would need no "
                              "such guess." )
              .arg( places ) );
}

void tellWhereItEnded( Run &run, const EvidenceScan &scan, std::size_t kept, const EvidenceSearch &search )
{
  if ( !isMissing( scan.nextP ) )
  {
    run.setNumber( QStringLiteral( "NEXT_P" ), scan.nextP );
    run.remark( EvidenceText::tr( "The search ended at a candidate that chance makes in %1 % of the random maps." )
                  .arg( base::numberText( 100 * scan.nextP, 1 ) ) );
  }
  const double risk = search.scan.minimumRelativeRisk;
  if ( kept > 0 && kept < search.scan.targetCount )
    run.warn( EvidenceText::tr( "Only %1 of the %2 neighbourhoods wanted stand out from chance and are %3 times as "
                                "high as expected: none is made up to reach the number." )
                .arg( kept )
                .arg( search.scan.targetCount )
                .arg( risk ) );
  else if ( kept == 0 )
    run.warn( EvidenceText::tr( "No neighbourhood stands out from chance with at least %1 times what is expected." )
                .arg( risk ) );
}

} // namespace

std::vector<Neighbourhood> neighbourhoodsByEvidence( Run &run, const ScoredAreas &scored,
                                                     const statistics::ScanSupport &support,
                                                     const std::vector<base::EvidenceStream> &streams,
                                                     const EvidenceSearch &search )
{
  statistics::EvidenceScanOptions options = search.scan;
  options.counts = [&]( const std::vector<statistics::ScanStream> &, const std::vector<std::uint32_t> &places )
  { return faultOf( places, scored, search ) == Fault::none; };
  const EvidenceScan scan = statistics::findFromEveryOrigin( support, base::viewsOf( streams ), search.squareSide,
                                                             options, run.progress( 0.2, 0.55 ) );
  std::vector<Fault> faults;
  for ( const EvidenceNeighbourhood &found : scan.neighbourhoods )
    faults.push_back( faultOf( found.places, scored, search ) );
  std::vector<std::vector<std::size_t>> members;
  std::vector<Proof> proofs;
  for ( std::size_t each = 0; each < faults.size(); ++each )
    if ( faults[each] == Fault::none )
    {
      const EvidenceNeighbourhood &found = scan.neighbourhoods[each];
      members.emplace_back( found.places.begin(), found.places.end() );
      proofs.push_back( proofOf( found, streams ) );
    }
  std::vector<Neighbourhood> neighbourhoods = neighbourhoodsOf( scored, members, run.progress( 0.55, 0.6 ) );
  for ( std::size_t each = 0; each < neighbourhoods.size(); ++each )
    neighbourhoods[each].proof = proofs[each];
  tellSnapping( run, scan, search.squareSide );
  tellDropped( run, faults, search );
  tellWhereItEnded( run, scan, neighbourhoods.size(), search );
  return neighbourhoods;
}

} // namespace communitysafety::priorityneighbourhoods
