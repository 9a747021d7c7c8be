// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/incidentpositions.h"

#include "base/areaunits.h"
#include "base/gridreference.h"
#include "base/numbertext.h"
#include "base/postcode.h"
#include "base/recordplaces.h"
#include "base/run.h"
#include "base/strictparse.h"
#include "statistics/column.h"

#include <qgsexception.h>
#include <qgsgeometry.h>

#include <algorithm>
#include <cmath>

namespace communitysafety::preparedata
{

using base::RejectReason;
using base::Run;

namespace
{

constexpr double postcodePrecision = 100.0;
constexpr double sectorPrecision = 1000.0;

QgsCoordinateReferenceSystem systemOf( const char *name )
{
  return QgsCoordinateReferenceSystem( QLatin1String( name ) );
}

bool isNamed( const QgsCoordinateReferenceSystem &crs, const char *name )
{
  return crs.authid() == QLatin1String( name );
}

IncidentPosition faulty( RejectReason reason, const QString &field, const QString &value = QString() )
{
  IncidentPosition position;
  position.fault = reason;
  position.field = field;
  position.value = value;
  return position;
}

double statedPrecision( StatedPrecision stated, double fromRounding )
{
  switch ( stated )
  {
  case StatedPrecision::fromCoordinates:
    return fromRounding;
  case StatedPrecision::exact:
    return 1.0;
  case StatedPrecision::hundredMetres:
    return 100.0;
  case StatedPrecision::postcode:
    return postcodePrecision;
  case StatedPrecision::sector:
    return sectorPrecision;
  case StatedPrecision::unknown:
    return statistics::missing;
  }
  return statistics::missing;
}

//! What a cell of PRECISION_FIELD says in metres; missing where it says nothing.
double precisionIn( const QVariant &cell )
{
  static const QHash<QString, double> words{ { QStringLiteral( "exact" ), 1.0 },
                                             { QStringLiteral( "address" ), 1.0 },
                                             { QStringLiteral( "100 m" ), 100.0 },
                                             { QStringLiteral( "100m" ), 100.0 },
                                             { QStringLiteral( "postcode" ), postcodePrecision },
                                             { QStringLiteral( "postcode sector" ), sectorPrecision },
                                             { QStringLiteral( "sector" ), sectorPrecision } };
  const base::ParsedNumber metres = base::parseNumber( cell );
  if ( metres.isNumber() )
    return metres.value >= 0.0 ? metres.value : statistics::missing;
  return words.value( cell.toString().simplified().toLower(), statistics::missing );
}

} // namespace

QString positionFromText( PositionFrom from )
{
  switch ( from )
  {
  case PositionFrom::coordinates:
    return Run::tr( "Coordinates" );
  case PositionFrom::gridReference:
    return Run::tr( "Grid reference" );
  case PositionFrom::postcode:
    return Run::tr( "Postcode" );
  case PositionFrom::sector:
    return Run::tr( "Postcode sector" );
  case PositionFrom::district:
    return Run::tr( "Postcode district" );
  }
  return QString();
}

QString precisionText( const IncidentPosition &position )
{
  constexpr double nearlyExact = 10.0;
  const bool isOfPostcode = position.from == PositionFrom::postcode || position.from == PositionFrom::sector ||
                            position.from == PositionFrom::district;
  if ( isOfPostcode )
    return positionFromText( position.from );
  if ( std::isnan( position.precision ) )
    return Run::tr( "Unknown" );
  return position.precision <= nearlyExact ? Run::tr( "Exact" )
                                           : Run::tr( "%1 m" ).arg( base::numberText( position.precision ) );
}

IncidentPositions::IncidentPositions( Run &run, const IncidentSettings &settings, const IncidentColumns &columns,
                                      const IncidentSurvey &survey, const QgsCoordinateReferenceSystem &layerCrs,
                                      const base::PostcodeDirectory *directory, const StudyPolygon *studyArea )
  : mSettings( settings ), mColumns( columns ), mDirectory( directory ), mStudyArea( studyArea )
{
  chooseSystems( run, survey, columns.hasPair() ? QgsCoordinateReferenceSystem() : layerCrs, studyArea );
  choosePrecision( survey );
  const auto into = [this, &run]( const QgsCoordinateReferenceSystem &from )
  { return QgsCoordinateTransform( from, mCrs, run.context().transformContext() ); };
  mFromWritten = into( mWrittenCrs );
  mFromDegrees = into( systemOf( "EPSG:4326" ) );
  mFromBritishGrid = into( systemOf( "EPSG:27700" ) );
  // Each is looked up in the data base of systems, and noted by QGIS, only where it can be needed.
  if ( columns.gridReference >= 0 )
    mFromIrishGrid = into( systemOf( "EPSG:29903" ) );
  if ( survey.nOf( PairKind::webMercator ) > 0 )
    mFromWebMercator = into( systemOf( "EPSG:3857" ) );
}

void IncidentPositions::chooseSystems( Run &run, const IncidentSurvey &survey,
                                       const QgsCoordinateReferenceSystem &layerCrs, const StudyPolygon *studyArea )
{
  mWrittenCrs = mSettings.coordinatesCrs.isValid() ? mSettings.coordinatesCrs : layerCrs;
  const bool mayBeBritish =
    !mWrittenCrs.isValid() || isNamed( mWrittenCrs, "EPSG:27700" ) || isNamed( mWrittenCrs, "EPSG:4326" );
  mIsBritish = mayBeBritish && ( survey.isBritish() || survey.nPairs() == survey.nOf( PairKind::zero ) );
  if ( !mIsBritish && !mWrittenCrs.isValid() )
    throw QgsProcessingException(
      Run::tr( "The numbers in ‘%1’ and ‘%2’ are neither degrees nor metres in the United Kingdom: choose their "
               "system in COORDINATES_CRS." )
        .arg( mSettings.xField, mSettings.yField ) );
  mSwapsMetres = mIsBritish && survey.areMetresSwapped();
  if ( studyArea )
    mCrs = studyArea->crs;
  else if ( mIsBritish )
    mCrs = systemOf( "EPSG:27700" );
  else
    mCrs = base::metricCrs( mWrittenCrs, survey.extent(), run.context().transformContext() );
}

void IncidentPositions::choosePrecision( const IncidentSurvey &survey )
{
  mCoordinatePrecision = statedPrecision( mSettings.precision, survey.rounding().step() );
}

IncidentPosition IncidentPositions::of( const QgsFeature &feature )
{
  IncidentPosition position = fromCoordinates( feature );
  if ( position.fault && mColumns.gridReference >= 0 )
    if ( const IncidentPosition other = fromGridReference( feature );
         !other.fault || *position.fault == RejectReason::noLocation )
      position = other;
  if ( position.fault && mColumns.postcode >= 0 )
    if ( const IncidentPosition other = fromPostcode( feature );
         !other.fault || *position.fault == RejectReason::noLocation )
      position = other;
  if ( position.fault )
    return position;
  ++mFrom[static_cast<std::size_t>( position.from )];
  mRescued += position.from != PositionFrom::coordinates && writtenPair( feature, mColumns ) ? 1 : 0;
  position.precision = precisionOf( feature, position );
  position.isInside = !mStudyArea || mStudyArea->area.holds( position.point );
  round( position );
  return position;
}

QString IncidentPositions::pairFields() const
{
  return mColumns.hasPair() ? QStringLiteral( "%1, %2" ).arg( mSettings.xField, mSettings.yField ) : QString();
}

IncidentPosition IncidentPositions::withoutPair( const QgsFeature &feature ) const
{
  if ( !mColumns.hasPair() )
  {
    const QgsGeometry geometry = feature.geometry();
    const bool isBlank = geometry.isNull() || geometry.isEmpty();
    return faulty( isBlank ? RejectReason::noLocation : RejectReason::wrongGeometryType, QString() );
  }
  const QString x = feature.attribute( mColumns.x ).toString().trimmed();
  const QString y = feature.attribute( mColumns.y ).toString().trimmed();
  const bool isBlank = base::parseNumber( x ).kind == base::ParsedNumber::Kind::Missing &&
                       base::parseNumber( y ).kind == base::ParsedNumber::Kind::Missing;
  return isBlank ? faulty( RejectReason::noLocation, pairFields() )
                 : faulty( RejectReason::coordinateNotReadable, pairFields(), QStringLiteral( "%1, %2" ).arg( x, y ) );
}

IncidentPosition IncidentPositions::fromCoordinates( const QgsFeature &feature )
{
  constexpr int mostKnown = 65536;
  const std::optional<WrittenPair> pair = writtenPair( feature, mColumns );
  if ( !pair )
    return withoutPair( feature );
  const QPair<double, double> key( pair->x, pair->y );
  auto known = mKnown.constFind( key );
  if ( known == mKnown.constEnd() )
  {
    if ( mKnown.size() >= mostKnown )
      mKnown.clear();
    known = mKnown.insert( key, locate( pair->x, pair->y ) );
  }
  mKinds[static_cast<std::size_t>( known->kind )] += mIsBritish ? 1 : 0;
  if ( known->fault )
    return faulty( *known->fault, pairFields(), base::coordinateText( pair->x, pair->y ) );
  IncidentPosition position;
  position.point = known->point;
  return position;
}

IncidentPositions::Located IncidentPositions::locate( double x, double y ) const
{
  const PairKind kind = pairKind( x, y );
  Located located;
  located.kind = kind;
  try
  {
    if ( kind == PairKind::zero )
      located.fault = RejectReason::zeroCoordinate;
    else if ( mIsBritish )
      return ofKind( kind, x, y );
    else
      located.point = mFromWritten.transform( QgsPointXY( x, y ) );
  }
  catch ( const QgsCsException & )
  {
    located.fault = RejectReason::coordinateNotReadable;
  }
  if ( !located.fault && !( std::isfinite( located.point.x() ) && std::isfinite( located.point.y() ) ) )
    located.fault = RejectReason::coordinateNotReadable;
  return located;
}

IncidentPositions::Located IncidentPositions::ofKind( PairKind kind, double x, double y ) const
{
  Located located;
  located.kind = kind;
  switch ( kind )
  {
  case PairKind::britishGrid:
    located.point = mFromBritishGrid.transform( mSwapsMetres ? QgsPointXY( y, x ) : QgsPointXY( x, y ) );
    break;
  case PairKind::degrees:
    located.point = mFromDegrees.transform( QgsPointXY( x, y ) );
    break;
  case PairKind::swappedDegrees:
    located.point = mFromDegrees.transform( QgsPointXY( y, x ) );
    break;
  case PairKind::webMercator:
    located.point = mFromWebMercator.transform( QgsPointXY( x, y ) );
    break;
  default:
    located.fault = RejectReason::coordinateOutOfRange;
  }
  return located;
}

IncidentPosition IncidentPositions::fromGridReference( const QgsFeature &feature )
{
  const QString text = feature.attribute( mColumns.gridReference ).toString().trimmed();
  if ( base::parseNumber( text ).kind == base::ParsedNumber::Kind::Missing )
    return faulty( RejectReason::noLocation, mSettings.gridReferenceField );
  const base::GridReference reference = base::parseGridReference( text );
  if ( !reference.isValid() )
    return faulty( RejectReason::coordinateNotReadable, mSettings.gridReferenceField, text );
  IncidentPosition position;
  position.from = PositionFrom::gridReference;
  position.precision = reference.size;
  const QgsPointXY centre( reference.easting, reference.northing );
  try
  {
    const bool isIrish = reference.grid == base::NationalGrid::irish;
    position.point = ( isIrish ? mFromIrishGrid : mFromBritishGrid ).transform( centre );
  }
  catch ( const QgsCsException & )
  {
    return faulty( RejectReason::coordinateNotReadable, mSettings.gridReferenceField, text );
  }
  return position;
}

IncidentPosition IncidentPositions::fromPostcode( const QgsFeature &feature ) const
{
  const base::Postcode postcode = base::parsePostcode( feature.attribute( mColumns.postcode ).toString() );
  if ( postcode.kind == base::Postcode::Kind::missing )
    return faulty( RejectReason::noLocation, mSettings.postcodeField );
  if ( !postcode.hasPlace() )
    return faulty( RejectReason::postcodeNotReadable, mSettings.postcodeField );
  const std::optional<base::PostcodePlace> place = mDirectory ? mDirectory->placeOf( postcode.text ) : std::nullopt;
  if ( !place )
    return faulty( RejectReason::postcodeUnknown, mSettings.postcodeField );
  IncidentPosition position;
  position.from = postcode.kind == base::Postcode::Kind::unit     ? PositionFrom::postcode
                  : postcode.kind == base::Postcode::Kind::sector ? PositionFrom::sector
                                                                  : PositionFrom::district;
  position.precision = place->precision;
  try
  {
    position.point = mFromBritishGrid.transform( place->point );
  }
  catch ( const QgsCsException & )
  {
    return faulty( RejectReason::postcodeUnknown, mSettings.postcodeField );
  }
  return position;
}

double IncidentPositions::precisionOf( const QgsFeature &feature, const IncidentPosition &position )
{
  if ( mColumns.precision >= 0 )
  {
    const double given = precisionIn( feature.attribute( mColumns.precision ) );
    mUnknownPrecision += std::isnan( given ) ? 1 : 0;
    if ( position.from == PositionFrom::coordinates )
      return given;
    // A field that says "exact" does not make the centre of a postcode exact.
    return std::isnan( given ) ? position.precision : std::max( given, position.precision );
  }
  return position.from == PositionFrom::coordinates ? mCoordinatePrecision : position.precision;
}

void IncidentPositions::round( IncidentPosition &position ) const
{
  const double step = mSettings.roundTo;
  if ( step <= 0 )
    return;
  const auto rounded = [step]( double value ) { return ( std::floor( value / step ) + 0.5 ) * step; };
  position.point = QgsPointXY( rounded( position.point.x() ), rounded( position.point.y() ) );
  if ( !std::isnan( position.precision ) )
    position.precision = std::max( position.precision, step );
}

} // namespace communitysafety::preparedata
