// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/placedpoints.h"

#include "base/recordplaces.h"
#include "base/run.h"
#include "base/strictparse.h"
#include "statistics/peopleindex.h"

#include <qgsexception.h>

#include <optional>

namespace communitysafety::base
{

namespace
{

//! The weight of one record, or nothing when it was rejected.
std::optional<double> weightOf( Run &run, const Source &source, const QgsFeature &feature, qint64 row, int field )
{
  if ( field < 0 )
    return 1.0;
  const QString name = source.fields().at( field ).name();
  const ParsedNumber number = parseNumber( feature.attribute( field ) );
  if ( number.isNumber() && number.value > 0 )
    return number.value;
  const auto rejectValue = [&]( RejectReason reason )
  { run.ledger.rejectValue( source.name(), row, QString(), name, reason, feature.attribute( field ).toString() ); };
  if ( number.kind == ParsedNumber::Kind::Missing )
    run.ledger.reject( source.name(), row, QString(), name, RejectReason::missingNumber );
  else if ( number.kind == ParsedNumber::Kind::Suppressed )
    run.ledger.reject( source.name(), row, QString(), name, RejectReason::suppressedNumber );
  else
    rejectValue( number.isNumber() ? RejectReason::numberOutOfRange : RejectReason::numberNotReadable );
  return std::nullopt;
}

PlacedPoints sorted( const PlacedPoints &points )
{
  PlacedPoints result;
  for ( const std::size_t point : statistics::orderOfPlaces( points.x, points.y, points.weight ) )
  {
    result.x.push_back( points.x[point] );
    result.y.push_back( points.y[point] );
    result.weight.push_back( points.weight[point] );
  }
  return result;
}

} // namespace

PlacedPoints readPoints( Run &run, const Source &source, const Areas &areas, const AreaLocator &locator,
                         const PointsReading &reading )
{
  source.requireFeatures();
  RecordPlaces::requirePositions( source );
  RecordPlaces places( run, source, areas, locator );
  const int field = reading.weightField.isEmpty() ? -1 : source.fieldIndex( reading.weightField );
  Source::Reading wanted;
  wanted.attributes = places.attributes();
  if ( field >= 0 )
    wanted.attributes << field;
  wanted.geometry = source.hasGeometry();
  wanted.progressFrom = reading.progressFrom;
  wanted.progressTo = reading.progressTo;
  PlacedPoints points;
  source.forEach( run, wanted,
                  [&]( const QgsFeature &feature, qint64 row )
                  {
                    run.ledger.read( source.name() );
                    const RecordPlace place = places.of( feature );
                    if ( place.problem )
                      return place.reject( run.ledger, source.name(), row, QString() );
                    const std::optional<double> weight = weightOf( run, source, feature, row, field );
                    if ( !weight )
                      return;
                    run.ledger.used( source.name() );
                    points.x.push_back( place.position.x() );
                    points.y.push_back( place.position.y() );
                    points.weight.push_back( *weight );
                  } );
  if ( points.size() == 0 )
    throw QgsProcessingException(
      Run::tr( "No record of ‘%1’ can be used: %2. Check the layer, its reference system and the study area." )
        .arg( source.name(), run.ledger.summary().join( QStringLiteral( "; " ) ) ) );
  return sorted( points );
}

} // namespace communitysafety::base
