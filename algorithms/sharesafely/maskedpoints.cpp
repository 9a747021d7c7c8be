// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/maskedpoints.h"

#include "base/geometryunion.h"
#include "base/gridcover.h"
#include "base/numbercolumn.h"
#include "base/placedpoints.h"
#include "base/recordplaces.h"
#include "base/run.h"
#include "statistics/gridframe.h"

#include <qgsexception.h>

#include <QHash>

#include <cmath>

namespace communitysafety::sharesafely
{

using base::Run;
using statistics::MaskedPoints;
using statistics::MaskPeople;

PointsToMask readPointsToMask( Run &run, const base::Source &source, const base::Areas &areas,
                               const base::AreaLocator &locator, const QgsAttributeList &fields )
{
  base::RecordPlaces places( run, source, areas, locator );
  base::Source::Reading reading;
  reading.attributes = places.attributes() + fields;
  reading.geometry = source.hasGeometry();
  reading.progressFrom = 0.1;
  reading.progressTo = 0.3;
  PointsToMask points;
  points.layer = source.name();
  source.forEach( run, reading,
                  [&]( const QgsFeature &feature, qint64 row )
                  {
                    run.ledger.read( source.name() );
                    const base::RecordPlace place = places.of( feature );
                    if ( place.problem )
                      return place.reject( run.ledger, source.name(), row, QString() );
                    run.ledger.used( source.name() );
                    points.x.push_back( place.position.x() );
                    points.y.push_back( place.position.y() );
                    QgsAttributes attributes;
                    for ( const int field : fields )
                      attributes << feature.attribute( field );
                    points.attributes.push_back( attributes );
                  } );
  if ( points.size() == 0 )
    throw QgsProcessingException(
      Run::tr( "No point of ‘%1’ can be used: %2. Check the layer, its reference system and the study area." )
        .arg( source.name(), run.ledger.summary().join( QStringLiteral( "; " ) ) ) );
  return points;
}

namespace
{

MaskPeople peopleOfAreas( Run &run, const base::Source &source, const QString &field, const base::Areas &studyArea,
                          base::InvalidGeometry invalidGeometry, double cell )
{
  if ( field.isEmpty() )
    throw QgsProcessingException(
      Run::tr( "POPULATION_FIELD is empty: choose the field of ‘%1’ with the people or addresses of each area." )
        .arg( source.name() ) );
  base::AreasReading reading;
  reading.fields = QStringList{ field };
  reading.invalidGeometry = invalidGeometry;
  reading.crs = studyArea.crs;
  reading.progressFrom = 0.3;
  reading.progressTo = 0.4;
  const base::Areas areas = base::readAreas( run, source, reading );
  const std::vector<double> count = base::numberColumn( run, areas, 0, source.name(), field );
  base::requireNotNegative( areas, count, source.name(), field );
  const statistics::GridFrame frame = base::frameOver( base::extentOf( studyArea.geometry ), cell );
  const std::vector<double> inCells = base::spreadOverCells( frame, areas, count );
  MaskPeople people;
  for ( std::size_t place = 0; place < inCells.size(); ++place )
    if ( inCells[place] > 0 )
    {
      people.x.push_back( frame.xOfColumn( place % frame.columns ) );
      people.y.push_back( frame.yOfRow( place / frame.columns ) );
      people.count.push_back( inCells[place] );
    }
  return people;
}

} // namespace

MaskPeople readMaskPeople( Run &run, const base::Source &source, const QString &field, const base::Areas &areas,
                           const base::AreaLocator &locator, base::InvalidGeometry invalidGeometry, double cell )
{
  if ( source.hasPolygons() )
    return peopleOfAreas( run, source, field, areas, invalidGeometry, cell );
  base::PointsReading reading;
  reading.weightField = field;
  reading.progressFrom = 0.3;
  reading.progressTo = 0.4;
  base::PlacedPoints points = base::readPoints( run, source, areas, locator, reading );
  return { std::move( points.x ), std::move( points.y ), std::move( points.weight ) };
}

void moveInside( const base::Areas &areas, const base::AreaLocator &locator, MaskedPoints &masked )
{
  QHash<QPair<double, double>, QgsPointXY> known;
  QgsGeometry whole;
  for ( std::size_t point = 0; point < masked.x.size(); ++point )
  {
    const QgsPointXY place( masked.x[point], masked.y[point] );
    if ( locator.areaAt( place ) != base::AreaLocator::nowhere )
      continue;
    if ( whole.isNull() )
      whole = base::unionOf( areas.geometry );
    const QPair<double, double> key( place.x(), place.y() );
    if ( !known.contains( key ) )
      known.insert( key, whole.nearestPoint( QgsGeometry::fromPointXY( place ) ).asPoint() );
    masked.x[point] = known.value( key ).x();
    masked.y[point] = known.value( key ).y();
  }
}

std::vector<double> displacements( const PointsToMask &points, const MaskedPoints &masked )
{
  std::vector<double> metres;
  for ( std::size_t point = 0; point < points.size(); ++point )
    metres.push_back( std::hypot( masked.x[point] - points.x[point], masked.y[point] - points.y[point] ) );
  return metres;
}

statistics::HotSpotEffect effectOnHotSpots( const base::Areas &areas, const PointsToMask &points,
                                            const MaskedPoints &masked, double cell, double hotShare )
{
  const statistics::GridFrame frame = base::frameOver( base::extentOf( areas.geometry ), cell );
  const auto counts = [&frame]( const std::vector<double> &x, const std::vector<double> &y )
  { return statistics::countsOnGrid( statistics::pointsOnGrid( frame, x, y ), frame.size() ); };
  const std::vector<double> before = counts( points.x, points.y ), after = counts( masked.x, masked.y );
  std::vector<double> ground = base::shareOfCells( frame, areas.geometry );
  for ( std::size_t place = 0; place < ground.size(); ++place )
    // A cell of which next to nothing lies inside can still hold a point.
    if ( before[place] > 0 || after[place] > 0 )
      ground[place] = std::max( ground[place], 1.0 / 16 );
  return statistics::hotSpotEffect( before, after, ground, hotShare );
}

} // namespace communitysafety::sharesafely
