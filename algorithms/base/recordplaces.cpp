// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/recordplaces.h"

#include "base/run.h"
#include "base/strictparse.h"

#include <cmath>

namespace communitysafety::base
{
namespace
{

struct CoordinateColumns
{
  const char *x;
  const char *y;
  const char *crs;
};

constexpr CoordinateColumns knownColumns[] = { { "easting", "northing", "EPSG:27700" },
                                               { "longitude", "latitude", "EPSG:4326" } };

struct CoordinatePlan
{
  QgsAttributeList columns;
  QgsCoordinateReferenceSystem crs;
};

//! How the records of \a source are placed; without a valid system where they cannot be.
CoordinatePlan planFor( const Source &source )
{
  if ( source.hasGeometry() )
    return { {}, source.crs() };
  for ( const CoordinateColumns &known : knownColumns )
  {
    const int x = source.fields().lookupField( QLatin1String( known.x ) );
    const int y = source.fields().lookupField( QLatin1String( known.y ) );
    if ( x >= 0 && y >= 0 )
      return { { x, y }, QgsCoordinateReferenceSystem( QLatin1String( known.crs ) ) };
  }
  return {};
}

RecordPlace refused( RejectReason reason, const QString &value = QString() )
{
  RecordPlace place;
  place.problem = reason;
  place.value = value;
  return place;
}

} // namespace

QString coordinateText( double x, double y )
{
  constexpr int digits = 10;
  return QStringLiteral( "%1, %2" ).arg( QString::number( x, 'g', digits ), QString::number( y, 'g', digits ) );
}

void RecordPlace::reject( RejectLedger &ledger, const QString &source, qint64 row, const QString &id ) const
{
  if ( value.isEmpty() )
    ledger.reject( source, row, id, QString(), *problem );
  else
    ledger.rejectValue( source, row, id, QString(), *problem, value );
}

void RecordPlaces::requirePositions( const Source &source )
{
  if ( source.hasGeometry() )
    source.requireCrs();
  else if ( planFor( source ).columns.isEmpty() )
    throw QgsProcessingException( Run::tr( "The table ‘%1’ has no points and no columns easting and northing, or "
                                           "longitude and latitude: rename its columns, or give a layer of points." )
                                    .arg( source.name() ) );
}

RecordPlaces::RecordPlaces( Run &run, const Source &source, const Areas &areas, const AreaLocator &locator )
  : mLocator( locator )
{
  const CoordinatePlan plan = planFor( source );
  mColumns = plan.columns;
  mTransform = QgsCoordinateTransform( plan.crs, areas.crs, run.context().transformContext() );
  if ( !mTransform.isShortCircuited() )
    run.remark( Run::tr( "‘%1’ was transformed from %2 to %3." )
                  .arg( source.name(), plan.crs.userFriendlyIdentifier(), areas.crs.userFriendlyIdentifier() ) );
}

RecordPlace RecordPlaces::of( const QgsFeature &feature )
{
  return mColumns.isEmpty() ? ofGeometry( feature.geometry() ) : ofColumns( feature );
}

RecordPlace RecordPlaces::ofGeometry( const QgsGeometry &geometry )
{
  if ( geometry.isNull() || geometry.isEmpty() )
    return refused( RejectReason::noLocation );
  const bool isOnePoint = geometry.type() == compat::pointGeometry && geometry.constGet()->nCoordinates() == 1;
  if ( !isOnePoint )
    return refused( RejectReason::wrongGeometryType );
  const QgsPoint point = geometry.vertexAt( 0 );
  return at( point.x(), point.y() );
}

RecordPlace RecordPlaces::ofColumns( const QgsFeature &feature )
{
  const QVariant xCell = feature.attribute( mColumns.at( 0 ) );
  const QVariant yCell = feature.attribute( mColumns.at( 1 ) );
  const ParsedNumber x = parseNumber( xCell );
  const ParsedNumber y = parseNumber( yCell );
  if ( x.isNumber() && y.isNumber() )
    return at( x.value, y.value );
  if ( x.kind == ParsedNumber::Kind::NotANumber || y.kind == ParsedNumber::Kind::NotANumber )
    return refused( RejectReason::coordinateNotReadable, xCell.toString() + QStringLiteral( ", " ) + yCell.toString() );
  return refused( RejectReason::noLocation );
}

RecordPlace RecordPlaces::at( double x, double y )
{
  const QPair<double, double> position( x, y );
  const auto known = mKnown.constFind( position );
  if ( known != mKnown.constEnd() )
    return *known;
  constexpr int mostKnown = 65536;
  if ( mKnown.size() >= mostKnown )
    mKnown.clear();
  return *mKnown.insert( position, locate( x, y ) );
}

RecordPlace RecordPlaces::locate( double x, double y ) const
{
  if ( x == 0.0 && y == 0.0 )
    return refused( RejectReason::zeroCoordinate, coordinateText( x, y ) );
  if ( !std::isfinite( x ) || !std::isfinite( y ) )
    return refused( RejectReason::coordinateNotReadable, coordinateText( x, y ) );
  RecordPlace place;
  try
  {
    place.position = mTransform.transform( QgsPointXY( x, y ) );
    place.area = mLocator.areaAt( place.position );
  }
  catch ( const QgsCsException & )
  {
    return refused( RejectReason::coordinateNotReadable, coordinateText( x, y ) );
  }
  place.hasPosition = true;
  if ( place.area == AreaLocator::nowhere )
    place.problem = RejectReason::outsideStudyArea;
  return place;
}

} // namespace communitysafety::base
