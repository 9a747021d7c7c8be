// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/denominators.h"

#include "base/nearestname.h"
#include "base/recordplaces.h"
#include "base/run.h"
#include "base/strictparse.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace communitysafety::base
{
namespace
{

const QString sizeName = QStringLiteral( "area" );
const QString insideField = QStringLiteral( "inside" );
constexpr double squareMetresPerKm2 = 1e6;
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::optional<RejectReason> problemWith( const ParsedNumber &number )
{
  switch ( number.kind )
  {
  case ParsedNumber::Kind::Missing:
    return RejectReason::missingNumber;
  case ParsedNumber::Kind::Suppressed:
    return RejectReason::suppressedNumber;
  case ParsedNumber::Kind::NotANumber:
    return RejectReason::numberNotReadable;
  case ParsedNumber::Kind::Number:
    break;
  }
  return number.value < 0 ? std::make_optional( RejectReason::numberOutOfRange ) : std::nullopt;
}

//! Who a value belongs to, for the ledger.
struct Origin
{
  const QString &account;
  qint64 row;
  const QString &id;
  const QString &field;
};

//! The number in \a cell, missing and booked with the reason where there is none that can be used.
double bookedNumber( RejectLedger &ledger, const Origin &origin, const QVariant &cell )
{
  const ParsedNumber number = parseNumber( cell );
  const std::optional<RejectReason> problem = problemWith( number );
  if ( !problem )
  {
    ledger.used( origin.account );
    return number.value;
  }
  if ( *problem == RejectReason::missingNumber )
    ledger.reject( origin.account, origin.row, origin.id, origin.field, *problem );
  else
    ledger.rejectValue( origin.account, origin.row, origin.id, origin.field, *problem, cell.toString() );
  return missing;
}

} // namespace

std::size_t Denominators::add( const QString &name, const QString &asker )
{
  const auto known =
    std::find_if( mColumns.begin(), mColumns.end(), [&name]( const Column &column ) { return column.name == name; } );
  if ( known != mColumns.end() )
    return static_cast<std::size_t>( known - mColumns.begin() );
  mColumns.push_back( resolved( name, asker ) );
  return mColumns.size() - 1;
}

Denominators::Column Denominators::resolved( const QString &name, const QString &asker )
{
  if ( name == sizeName )
    return { name, Kind::size, QString(), NamedSource(), {} };
  if ( mAreasSource.fields().lookupField( name ) >= 0 )
    return { name, Kind::areaField, name, NamedSource(), {} };
  const int dot = name.lastIndexOf( '.' );
  if ( dot <= 0 )
    throw QgsProcessingException(
      Run::tr( "%1: the denominator ‘%2’ is neither ‘area’, nor a field of ‘%3’, nor of the form source.field." )
        .arg( asker, name, mAreasSource.name() ) +
      didYouMean( name, mAreasSource.fields().names() ) );
  const NamedSource points = mCatalogue.find( name.left( dot ), asker );
  const QString field = name.mid( dot + 1 );
  if ( points.source->fields().lookupField( field ) < 0 )
    throw QgsProcessingException( Run::tr( "%1: the denominator uses the field ‘%2’, which ‘%3’ does not have." )
                                    .arg( asker, field, name.left( dot ) ) +
                                  didYouMean( field, points.source->fields().names() ) );
  RecordPlaces::requirePositions( *points.source );
  return { name, Kind::pointSum, field, points, {} };
}

QStringList Denominators::areaFields() const
{
  QStringList fields;
  for ( const Column &column : mColumns )
  {
    if ( column.kind == Kind::areaField )
      fields << column.field;
    else if ( column.kind == Kind::size && mAreasSource.fields().lookupField( insideField ) >= 0 )
      fields << insideField;
  }
  return fields;
}

void Denominators::read( Run &run, const Areas &areas, const AreaLocator &locator, int firstField, double progressFrom,
                         double progressTo )
{
  const bool knowsInside = mAreasSource.fields().lookupField( insideField ) >= 0;
  int field = firstField;
  for ( Column &column : mColumns )
  {
    if ( column.kind == Kind::areaField )
      readAreaField( run, areas, field++, column );
    else if ( column.kind == Kind::size )
      readSize( areas, knowsInside ? field++ : -1, column );
  }
  const std::vector<const Source *> sources = pointSources();
  const double slice = ( progressTo - progressFrom ) / std::max<double>( 1.0, double( sources.size() ) );
  for ( std::size_t i = 0; i < sources.size(); ++i )
  {
    const double from = progressFrom + slice * double( i );
    sumPoints( run, areas, locator, *sources[i], from, from + slice );
  }
}

void Denominators::readSize( const Areas &areas, int insideField, Column &column ) const
{
  column.values.resize( areas.size() );
  for ( std::size_t row = 0; row < areas.size(); ++row )
  {
    // A share that cannot be read leaves the size missing: NaN carries through the product.
    const double share = insideField < 0 ? 1.0 : parseNumber( areas.attributes[row].at( insideField ) ).value;
    column.values[row] = areas.squareMetres[row] / squareMetresPerKm2 * share;
  }
}

void Denominators::readAreaField( Run &run, const Areas &areas, int field, Column &column ) const
{
  const QString account = mAreasSource.name() + '.' + column.field;
  column.values.resize( areas.size() );
  for ( std::size_t row = 0; row < areas.size(); ++row )
  {
    run.ledger.read( account );
    const Origin origin{ account, areas.row[row], areas.id[row], column.field };
    column.values[row] = bookedNumber( run.ledger, origin, areas.attributes[row].at( field ) );
  }
}

std::vector<const Source *> Denominators::pointSources() const
{
  std::vector<const Source *> sources;
  for ( const Column &column : mColumns )
  {
    if ( column.kind == Kind::pointSum &&
         std::find( sources.begin(), sources.end(), column.points.source ) == sources.end() )
      sources.push_back( column.points.source );
  }
  return sources;
}

void Denominators::sumPoints( Run &run, const Areas &areas, const AreaLocator &locator, const Source &points,
                              double from, double to )
{
  RecordPlaces places( run, points, areas, locator );
  Source::Reading reading;
  reading.attributes = places.attributes();
  reading.geometry = points.hasGeometry();
  reading.progressFrom = from;
  reading.progressTo = to;
  std::vector<std::pair<Column *, int>> sums;
  for ( Column &column : mColumns )
  {
    if ( column.points.source != &points )
      continue;
    column.values.assign( areas.size(), 0.0 );
    sums.emplace_back( &column, points.fieldIndex( column.field ) );
    reading.attributes << sums.back().second << column.points.attributes();
  }
  points.forEach( run, reading,
                  [&]( const QgsFeature &feature, qint64 row )
                  {
                    const RecordPlace place = places.of( feature );
                    for ( const auto &[column, field] : sums )
                    {
                      if ( !column->points.holds( feature ) )
                        continue;
                      run.ledger.read( column->name );
                      if ( place.problem )
                        place.reject( run.ledger, column->name, row, QString() );
                      else
                        column->values[static_cast<std::size_t>( place.area )] += bookedNumber(
                          run.ledger, { column->name, row, QString(), column->field }, feature.attribute( field ) );
                    }
                  } );
}

} // namespace communitysafety::base
