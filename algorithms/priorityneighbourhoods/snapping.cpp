// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/snapping.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "statistics/distribution.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace communitysafety::priorityneighbourhoods
{

using base::Run;
using base::Source;

namespace
{

struct SnappingText
{
  Q_DECLARE_TR_FUNCTIONS( Snapping )
};

//! The lines that an outline could reach; of polygons their edges.
std::vector<QgsGeometry> readLines( Run &run, const Source &source, const QgsCoordinateReferenceSystem &crs,
                                    const QgsRectangle &extent )
{
  source.requireCrs();
  source.requireFeatures();
  std::vector<QgsGeometry> lines;
  Source::Reading reading;
  reading.crs = crs == source.crs() ? QgsCoordinateReferenceSystem() : crs;
  source.forEach(
    run, reading,
    [&]( const QgsFeature &feature, qint64 row )
    {
      run.ledger.read( source.name() );
      if ( !feature.hasGeometry() || feature.geometry().isEmpty() )
        return run.ledger.reject( source.name(), row, QString(), QString(), base::RejectReason::emptyGeometry );
      run.ledger.used( source.name() );
      if ( feature.geometry().type() == compat::pointGeometry )
        throw QgsProcessingException(
          SnappingText::tr( "‘%1’ has points: outlines can follow lines or the edges of polygons, so choose such a "
                            "layer as SNAP_TO." )
            .arg( source.name() ) );
      if ( !feature.geometry().boundingBoxIntersects( extent ) )
        return;
      lines.push_back( feature.geometry().type() == compat::polygonGeometry
                         ? QgsGeometry( feature.geometry().constGet()->boundary() )
                         : feature.geometry() );
    } );
  return lines;
}

} // namespace

double snapDistance( const ScoredAreas &scored, double wanted )
{
  const double side = std::sqrt( statistics::median( scored.areas.squareMetres ) );
  if ( wanted >= side / 2 )
    throw QgsProcessingException(
      SnappingText::tr( "SNAP_DISTANCE is %1 m, half the side of a typical area of ‘%2’ (%3 m) or more, so that narrow "
                        "parts of neighbourhoods could be lost: give less than %4 m, or 0 for a quarter of the side." )
        .arg( wanted )
        .arg( scored.layer )
        .arg( side, 0, 'f', 0 )
        .arg( side / 2, 0, 'f', 0 ) );
  return wanted > 0 ? wanted : side / 4;
}

void snapNeighbourhoods( Run &run, const Source &source, const ScoredAreas &scored, const SnapOptions &options,
                         std::vector<Neighbourhood> &neighbourhoods )
{
  const std::vector<QgsGeometry> outlines = outlinesOf( neighbourhoods );
  QgsRectangle extent;
  for ( const QgsGeometry &outline : outlines )
    extent.combineExtentWith( outline.boundingBox().buffered( 2 * options.distance ) );
  const std::vector<QgsGeometry> lines = readLines( run, source, scored.areas.crs, extent );
  const std::vector<SnappedOutline> snapped = snapOutlines( outlines, lines, options, run.progress( 0.6, 0.65 ) );
  for ( std::size_t each = 0; each < neighbourhoods.size(); ++each )
  {
    if ( snapped[each].isDone )
      neighbourhoods[each].outline = withoutStraightCorners( snapped[each].outline );
    neighbourhoods[each].snap = Snap{ snapped[each].jaccard, snapped[each].isDone };
  }
}

void tellSnapped( Run &run, const SnapOptions &options, const std::vector<Neighbourhood> &neighbourhoods )
{
  std::vector<double> kept;
  QStringList refused;
  for ( const Neighbourhood &each : neighbourhoods )
    if ( each.snap->isDone )
      kept.push_back( each.snap->jaccard );
    else
      refused << SnappingText::tr( "%1 (%2)" ).arg( each.id, base::numberText( each.snap->jaccard, 2 ) );
  run.setNumber( QStringLiteral( "N_SNAPPED" ), double( kept.size() ) );
  if ( !kept.empty() )
  {
    const double lowest = *std::min_element( kept.begin(), kept.end() );
    run.setNumber( QStringLiteral( "SNAP_JACCARD" ), lowest );
    run.remark( SnappingText::tr( "Outlines follow the lines up to %1 m away. Overlap with the outlines of the cells "
                                  "(Jaccard): lowest %2, median %3. Members and figures are those of the cells." )
                  .arg( base::numberText( options.distance, 0 ), base::numberText( lowest, 2 ),
                        base::numberText( statistics::median( kept ), 2 ) ) );
  }
  if ( !refused.isEmpty() )
    run.warn( SnappingText::tr( "Not snapped, because more than %1 % would be lost (SNAP_LOSS), with the overlap that "
                                "would remain: %2." )
                .arg( base::numberText( 100 * options.largestLoss, 0 ), refused.join( QStringLiteral( ", " ) ) ) );
}

} // namespace communitysafety::priorityneighbourhoods
