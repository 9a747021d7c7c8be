// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/deprivationchecks.h"

#include "base/figurekind.h"
#include "deprivation/overlaydeprivation.h"
#include "statistics/distribution.h"

#include <qgsabstractgeometry.h>

#include <algorithm>
#include <cmath>

namespace communitysafety::deprivation
{
namespace
{

using statistics::isMissing;
using statistics::median;

//! What is wrong with ranks that are not those of the country; empty where nothing is.
QString complaintAboutRanks( const DeprivationAreas &deprivation, const std::vector<double> &ranks,
                             const QString &field )
{
  const std::vector<double> known = statistics::sortedPresent( ranks );
  if ( known.empty() )
    return QString();
  const double ranked = deprivation.rankedAreas;
  const double last = known.back();
  if ( last > ranked )
    return OverlayDeprivation::tr( "‘%1’ has the rank %L2 in field ‘%4’, but only %L3 areas are ranked "
                                   "(RANKED_AREAS): set it to their number (33,755 for the English indices of 2025)." )
      .arg( deprivation.layer )
      .arg( last, 0, 'f', 0 )
      .arg( ranked, 0, 'f', 0 )
      .arg( field );
  if ( base::isWholeRanking( known ) && double( known.size() ) < ranked )
    return OverlayDeprivation::tr( "The ranks of ‘%1’ in field ‘%4’ run from 1 to %L2, so they are ranks within this "
                                   "layer and not among the %L3 of RANKED_AREAS: set RANKED_AREAS to %2, or choose the "
                                   "national rank." )
      .arg( deprivation.layer )
      .arg( known.size() )
      .arg( ranked, 0, 'f', 0 )
      .arg( field );
  return QString();
}

//! Cells of a grid have few corners because that is their shape.
bool areOfOneSize( const std::vector<double> &squareMetres )
{
  const auto [least, most] = std::minmax_element( squareMetres.begin(), squareMetres.end() );
  return *most <= 1.01 * *least;
}

} // namespace

void requireNationalRanks( const DeprivationAreas &deprivation, const std::vector<double> &ranks, const QString &field )
{
  const QString complaint = complaintAboutRanks( deprivation, ranks, field );
  if ( !complaint.isEmpty() )
    throw QgsProcessingException( complaint );
}

bool areNationalRanks( base::Run &run, const DeprivationAreas &deprivation, const DeprivationFields &fields )
{
  const QString complaint = complaintAboutRanks( deprivation, deprivation.rank, fields.rank );
  if ( complaint.isEmpty() )
    return true;
  if ( fields.decile.isEmpty() )
    throw QgsProcessingException( complaint );
  run.warn( complaint + ' ' +
            OverlayDeprivation::tr( "Until then average rank, extent and local concentration are not given." ) );
  return false;
}

void requireIncomeRunsAlong( const DeprivationAreas &deprivation )
{
  for ( const Domain &domain : deprivation.domains )
    if ( domain.subject == QLatin1String( "inc" ) )
      base::requireDirection(
        domain.values, deprivation.severity,
        domain.measure == base::Measure::score ? base::Direction::same : base::Direction::opposite,
        OverlayDeprivation::tr( "‘%1’: the domain ‘%2’ does not run like the whole index; rank and "
                                "decile 1 must be the most deprived and a high score must mean "
                                "deprived: check which way the fields run." )
          .arg( deprivation.layer, domain.field ) );
}

void warnAboutGeneralisedOutlines( base::Run &run, const DeprivationAreas &deprivation )
{
  // Measured on Birmingham and Newcastle: 0.55 to 0.60 and 7 or 8 corners for ultra-generalised LSOAs, 0.17 and 36 for
  // generalised ones; output areas, which are small, have 0.37 and 15.
  constexpr double coarse = 0.45;
  constexpr double fewCorners = 12;
  constexpr std::size_t fewestAreas = 20;
  const base::Areas &areas = deprivation.areas;
  if ( areas.size() < fewestAreas || areOfOneSize( areas.squareMetres ) )
    return;
  std::vector<double> corners, sides, relative;
  for ( std::size_t row = 0; row < areas.size(); ++row )
  {
    corners.push_back( double( areas.geometry[row].constGet()->nCoordinates() ) );
    sides.push_back( areas.geometry[row].length() / corners.back() );
    relative.push_back( sides.back() / std::sqrt( areas.squareMetres[row] ) );
  }
  if ( median( corners ) > fewCorners || median( relative ) < coarse )
    return;
  run.warn( OverlayDeprivation::tr( "The outlines of ‘%1’ have a corner only every %2 m (median), as ultra-generalised "
                                    "boundaries have; if they are that, a tenth of all points fall on the wrong side "
                                    "of them: take full-resolution boundaries, or those generalised to 20 m." )
              .arg( deprivation.layer )
              .arg( median( sides ), 0, 'f', 0 ) );
}

} // namespace communitysafety::deprivation
