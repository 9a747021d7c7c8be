// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/neighbourhoodlayers.h"

#include "base/compat.h"
#include "base/numbercolumn.h"
#include "statistics/ranking.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <map>

namespace communitysafety::priorityneighbourhoods
{

using statistics::isMissing;
using statistics::missing;

namespace
{

struct LayerText
{
  Q_DECLARE_TR_FUNCTIONS( NeighbourhoodLayers )
};

//! Ranks of the neighbourhoods by \a value, 1 = highest.
template <typename Value>
std::vector<double> ranksBy( const std::vector<Neighbourhood> &neighbourhoods, Value value )
{
  std::vector<double> values;
  for ( const Neighbourhood &each : neighbourhoods )
    values.push_back( value( each ) );
  return statistics::rankDescending( values );
}

//! The words for a zone, and its field zone_class.
QString wordsOf( statistics::MembershipZone zone )
{
  switch ( zone )
  {
  case statistics::MembershipZone::core:
    return LayerText::tr( "core" );
  case statistics::MembershipZone::likely:
    return LayerText::tr( "likely" );
  case statistics::MembershipZone::fringe:
    return LayerText::tr( "fringe" );
  case statistics::MembershipZone::outside:
    break;
  }
  return QString();
}

QVector<QVariant> proofCells( const Proof &proof, double rankByIndex, double rankByExcess )
{
  const statistics::ClusterMembership &resampled = proof.membership;
  return { base::wholeOrNull( rankByIndex ),
           base::wholeOrNull( rankByExcess ),
           base::orNull( resampled.rankLow ),
           base::orNull( resampled.rankHigh ),
           base::orNull( proof.p ),
           base::orNull( proof.q ),
           base::orNull( proof.relativeRisk ),
           base::orNull( resampled.correctedRisk ),
           base::orNull( resampled.correctedRiskLow ),
           base::orNull( resampled.correctedRiskHigh ),
           base::orNull( proof.excess ),
           base::orNull( proof.drivers ),
           base::orNull( proof.shape ),
           base::orNull( resampled.found ),
           base::orNull( resampled.jaccardMedian ),
           base::orNull( resampled.jaccardLow ) };
}

//! What all neighbourhoods have.
QVector<QVariant> commonCells( const Neighbourhood &each, int rank )
{
  return { each.id,
           rank,
           each.name,
           each.localName,
           each.note,
           base::orNull( each.figures.meanScore ),
           base::orNull( each.figures.peakScore ),
           base::orNull( each.figures.population ),
           static_cast<qlonglong>( each.figures.cells ),
           each.figures.area / 1e6,
           each.touches,
           each.previousId,
           base::orNull( each.previousJaccard ) };
}

//! How often a member belongs; missing where the map was not resampled.
double shareOf( const std::map<std::size_t, double> &shares, std::size_t member )
{
  if ( shares.empty() )
    return missing;
  const auto share = shares.find( member );
  return share == shares.end() ? 0 : share->second;
}

void addProvenMembers( const ScoredAreas &scored, const Neighbourhood &each, std::vector<LayerRow> &rows )
{
  std::map<std::size_t, double> shares;
  for ( const statistics::PlaceMembership &place : each.proof->membership.places )
    shares.emplace( place.place, place.share );
  for ( const std::size_t area : each.members )
  {
    const double share = shareOf( shares, area );
    const QString zone = isMissing( share ) ? QString() : wordsOf( statistics::membershipZone( share ) );
    rows.push_back( { { each.id, scored.areas.id[area], base::orNull( scored.score[area] ), base::orNull( share ),
                        base::orNull( zone ) },
                      {} } );
  }
}

} // namespace

QStringList neighbourhoodFields( const NeighbourhoodColumns &columns )
{
  QStringList names{ "nbhd_id", "rank",  "name",     "local_name", "note",    "idx",      "peak",
                     "pop",     "cells", "area_km2", "touches",    "prev_id", "prev_jacc" };
  if ( columns.proof )
    names << QStringList{ "rank_idx", "rank_ex", "rank_ex_lo", "rank_ex_hi", "p",     "q",     "rr",   "rr_corr",
                          "rr_lo",    "rr_hi",   "excess",     "drivers",    "shape", "found", "stab", "stab_lo" };
  if ( columns.snap )
    names << "snap_jacc";
  return names;
}

std::vector<LayerRow> neighbourhoodRows( const std::vector<Neighbourhood> &neighbourhoods,
                                         const NeighbourhoodColumns &columns )
{
  const std::vector<double> byIndex =
    ranksBy( neighbourhoods, []( const Neighbourhood &each ) { return each.figures.meanScore; } );
  const std::vector<double> byExcess =
    ranksBy( neighbourhoods, []( const Neighbourhood &each ) { return each.proof ? each.proof->excess : missing; } );
  std::vector<LayerRow> rows;
  for ( std::size_t row = 0; row < neighbourhoods.size(); ++row )
  {
    const Neighbourhood &each = neighbourhoods[row];
    QVector<QVariant> cells = commonCells( each, int( row + 1 ) );
    if ( columns.proof )
      cells += proofCells( *each.proof, byIndex[row], byExcess[row] );
    if ( columns.snap )
      cells << ( each.snap->isDone ? each.snap->jaccard : 1.0 );
    rows.push_back( { cells, each.outline } );
  }
  return rows;
}

QStringList zoneFields() { return { "nbhd_id", "name", "zone_class", "zone", "cells", "pop", "area_km2" }; }

std::vector<LayerRow> zoneRows( const ScoredAreas &scored, const std::vector<Neighbourhood> &neighbourhoods )
{
  constexpr std::array zones{ statistics::MembershipZone::core, statistics::MembershipZone::likely,
                              statistics::MembershipZone::fringe };
  std::vector<LayerRow> rows;
  for ( const Neighbourhood &each : neighbourhoods )
  {
    std::array<std::vector<std::size_t>, zones.size()> members;
    if ( each.proof )
      for ( const statistics::PlaceMembership &place : each.proof->membership.places )
        if ( const auto zone = std::size_t( statistics::membershipZone( place.share ) ); zone < zones.size() )
          members.at( zone ).push_back( place.place );
    for ( std::size_t zone = 0; zone < zones.size(); ++zone )
    {
      if ( members.at( zone ).empty() )
        continue;
      const Neighbourhood part = neighbourhoodsOf( scored, { members.at( zone ) }, {} ).front();
      rows.push_back( { { each.id, each.name, int( zone + 1 ), wordsOf( zones.at( zone ) ),
                          static_cast<qlonglong>( part.figures.cells ), base::orNull( part.figures.population ),
                          part.figures.area / 1e6 },
                        part.outline } );
    }
  }
  return rows;
}

QStringList memberFields( bool isProven )
{
  return isProven ? QStringList{ "nbhd_id", "area_id", "idx", "member", "zone" }
                  : QStringList{ "nbhd_id", "area_id", "idx", "idx_smooth", "bridge" };
}

std::vector<LayerRow> memberRows( const ScoredAreas &scored, const std::vector<double> &smoothed,
                                  const std::vector<Neighbourhood> &neighbourhoods )
{
  std::vector<LayerRow> rows;
  for ( const Neighbourhood &each : neighbourhoods )
  {
    if ( smoothed.empty() )
    {
      addProvenMembers( scored, each, rows );
      continue;
    }
    for ( const std::size_t area : each.members )
      rows.push_back(
        { { each.id, scored.areas.id[area], base::orNull( scored.score[area] ), base::orNull( smoothed[area] ),
            std::binary_search( each.bridges.begin(), each.bridges.end(), area ) ? 1 : 0 },
          {} } );
  }
  return rows;
}

} // namespace communitysafety::priorityneighbourhoods
