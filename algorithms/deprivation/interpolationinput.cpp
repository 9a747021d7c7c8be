// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/interpolationinput.h"

#include "base/recordplaces.h"
#include "base/run.h"
#include "base/strictparse.h"

#include <QHash>

#include <algorithm>
#include <optional>
#include <tuple>

namespace communitysafety::deprivation
{

using base::AreaLocator;
using base::ParsedNumber;
using base::RejectReason;
using base::Run;
using base::Source;

InterpolationSources readSources( Run &run, const Source &source, const SourceFields &fields,
                                  base::AreasReading reading )
{
  reading.idField = fields.id;
  reading.fields = fields.names();
  if ( !fields.parent.isEmpty() )
    reading.fields << fields.parent;
  base::Areas areas = base::readAreas( run, source, reading );
  base::sortById( areas );
  InterpolationSources sources{
    base::carriedFigures( run, areas, source.name(), reading.fields, fields ), source.name(), std::move( areas ), {}
  };
  if ( !fields.parent.isEmpty() )
    sources.parents = base::areaTexts( sources.areas, int( reading.fields.indexOf( fields.parent ) ) );
  // What was read stands in columns now; half of the memory of a country would be kept otherwise.
  std::vector<QgsAttributes>().swap( sources.areas.attributes );
  return sources;
}

InterpolationTargets readTargets( Run &run, const Source &source, const QString &nameField, base::AreasReading reading )
{
  if ( !nameField.isEmpty() )
    reading.fields = QStringList{ nameField };
  InterpolationTargets targets{ source.name(), base::readAreas( run, source, reading ), {} };
  base::sortById( targets.areas );
  if ( !nameField.isEmpty() )
    targets.names = base::areaTexts( targets.areas, 0 );
  std::vector<QgsAttributes>().swap( targets.areas.attributes );
  return targets;
}

namespace
{

//! How the positions of the points agree with the sources.
struct Agreement
{
  qint64 points = 0;
  //! In no source, though within their extent.
  qint64 inNone = 0;
  //! In another source than they name, or in none.
  qint64 elsewhere = 0;
};

class ControlReader
{
public:
  ControlReader( Run &run, const Source &source, const InterpolationSources &sources, const ControlFields &fields )
    : mRun( run ), mSource( source ), mLocator( sources.areas ), mPlaces( run, source, sources.areas, mLocator ),
      mWeightField( fields.weight.isEmpty() ? -1 : source.fieldIndex( fields.weight ) ),
      mSourceField( fields.source.isEmpty() ? -1 : source.fieldIndex( fields.source ) )
  {
    for ( std::size_t area = 0; area < sources.areas.size(); ++area )
    {
      mExtent.combineExtentWith( sources.areas.geometry[area].boundingBox() );
      if ( mSourceField >= 0 )
        mAreaOfId.insert( sources.areas.id[area], static_cast<int>( area ) );
    }
  }

  QgsAttributeList attributes() const
  {
    QgsAttributeList all = mPlaces.attributes();
    for ( const int field : { mWeightField, mSourceField } )
      if ( field >= 0 )
        all << field;
    return all;
  }

  void add( QgsFeature feature, qint64 row )
  {
    mRun.ledger.read( mSource.name() );
    if ( mSource.hasPolygons() && !feature.geometry().isEmpty() )
      feature.setGeometry( feature.geometry().pointOnSurface() );
    const base::RecordPlace place = mPlaces.of( feature );
    if ( place.problem && !place.hasPosition )
      return place.reject( mRun.ledger, mSource.name(), row, QString() );
    const int area = areaOf( feature, place );
    if ( area == AreaLocator::nowhere )
    {
      const bool isNamed = mSourceField >= 0 && !place.problem;
      return mRun.ledger.reject( mSource.name(), row, QString(), QString(),
                                 isNamed ? RejectReason::noCounterpart : RejectReason::outsideStudyArea );
    }
    const std::optional<double> count = countOf( feature, row );
    if ( !count )
      return;
    mRun.ledger.used( mSource.name() );
    mPoints.push_back( { place.position, static_cast<std::size_t>( area ), *count } );
  }

  //! In an order of their own: sums do not depend on the order of the layer.
  ControlPoints points()
  {
    std::sort( mPoints.begin(), mPoints.end(),
               []( const Point &one, const Point &other )
               {
                 return std::make_tuple( one.source, one.position.x(), one.position.y(), one.count ) <
                        std::make_tuple( other.source, other.position.x(), other.position.y(), other.count );
               } );
    ControlPoints points;
    for ( const Point &point : mPoints )
    {
      points.position.push_back( point.position );
      points.source.push_back( point.source );
      points.count.push_back( point.count );
    }
    return points;
  }

  const Agreement &agreement() const { return mAgreement; }
  bool namesItsSources() const { return mSourceField >= 0; }

private:
  struct Point
  {
    QgsPointXY position;
    std::size_t source;
    double count;
  };

  //! The named source before the one at the position.
  int areaOf( const QgsFeature &feature, const base::RecordPlace &place )
  {
    const QString named = mSourceField < 0 ? QString() : feature.attribute( mSourceField ).toString().trimmed();
    const bool isNear = mExtent.contains( place.position );
    mAgreement.points += isNear ? 1 : 0;
    mAgreement.inNone += isNear && place.area == AreaLocator::nowhere ? 1 : 0;
    if ( named.isEmpty() )
      return place.area;
    const int area = mAreaOfId.value( named, AreaLocator::nowhere );
    mAgreement.elsewhere += isNear && area != AreaLocator::nowhere && area != place.area ? 1 : 0;
    return area;
  }

  //! What the point counts, or nothing when it was rejected.
  std::optional<double> countOf( const QgsFeature &feature, qint64 row )
  {
    if ( mWeightField < 0 )
      return 1.0;
    const QVariant cell = feature.attribute( mWeightField );
    const QString field = mSource.fields().at( mWeightField ).name();
    const ParsedNumber parsed = base::parseNumber( cell );
    if ( parsed.isNumber() && parsed.value >= 0 )
      return parsed.value;
    if ( parsed.kind == ParsedNumber::Kind::Missing || parsed.kind == ParsedNumber::Kind::Suppressed )
      mRun.ledger.reject( mSource.name(), row, QString(), field,
                          parsed.kind == ParsedNumber::Kind::Missing ? RejectReason::missingNumber
                                                                     : RejectReason::suppressedNumber );
    else
      mRun.ledger.rejectValue( mSource.name(), row, QString(), field,
                               parsed.isNumber() ? RejectReason::numberOutOfRange : RejectReason::numberNotReadable,
                               cell.toString() );
    return std::nullopt;
  }

  Run &mRun;
  const Source &mSource;
  AreaLocator mLocator;
  base::RecordPlaces mPlaces;
  int mWeightField;
  int mSourceField;
  QgsRectangle mExtent;
  QHash<QString, int> mAreaOfId;
  std::vector<Point> mPoints;
  Agreement mAgreement;
};

QString percent( qint64 part, qint64 whole )
{
  return QString::number( 100.0 * double( part ) / double( std::max<qint64>( 1, whole ) ), 'f', 1 );
}

//! A tenth of all points fall wrong with ultra-generalised boundaries, one in two hundred with full ones.
void tellAgreement( Run &run, const Source &source, const InterpolationSources &sources, const ControlReader &reader )
{
  constexpr double generalised = 0.03;
  const Agreement &agreement = reader.agreement();
  const qint64 wrong = reader.namesItsSources() ? agreement.elsewhere : agreement.inNone;
  if ( wrong == 0 )
    return;
  const QString what =
    reader.namesItsSources()
      ? Run::tr( "%L1 of %L2 points of ‘%3’ (%4 %) lie in another area of ‘%5’ than they name, or in none" )
      : Run::tr( "%L1 of %L2 points of ‘%3’ within the extent of ‘%5’ (%4 %) lie in none of its areas" );
  const QString told =
    what.arg( wrong ).arg( agreement.points ).arg( source.name(), percent( wrong, agreement.points ), sources.layer );
  if ( double( wrong ) > generalised * double( agreement.points ) )
    run.warn( told + ( reader.namesItsSources()
                         ? Run::tr( ": the boundaries seem to be generalised. The names are believed; their places in "
                                    "the targets are as good as the boundaries of these." )
                         : Run::tr( ": either the layer has gaps, or its boundaries are generalised, and then about as "
                                    "many points again lie in a wrong area. Take the boundaries of full resolution, or "
                                    "name the area of each point in CONTROL_SOURCE." ) ) );
  else
    run.remark( told + '.' );
}

} // namespace

ControlPoints readControlPoints( Run &run, const Source &source, const InterpolationSources &sources,
                                 const ControlFields &fields, double progressFrom, double progressTo )
{
  source.requireFeatures();
  base::RecordPlaces::requirePositions( source );
  ControlReader reader( run, source, sources, fields );
  Source::Reading reading;
  reading.attributes = reader.attributes();
  reading.geometry = source.hasGeometry();
  reading.progressFrom = progressFrom;
  reading.progressTo = progressTo;
  source.forEach( run, reading, [&]( const QgsFeature &feature, qint64 row ) { reader.add( feature, row ); } );
  ControlPoints points = reader.points();
  if ( points.size() == 0 )
    throw QgsProcessingException(
      Run::tr( "No point of ‘%1’ can be used: %2. Check the layer and its reference system." )
        .arg( source.name(), run.ledger.summary().join( QStringLiteral( "; " ) ) ) );
  tellAgreement( run, source, sources, reader );
  return points;
}

} // namespace communitysafety::deprivation
