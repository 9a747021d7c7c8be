// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/sharedrows.h"

#include "base/run.h"

#include <qgsexception.h>

#include <algorithm>
#include <numeric>

namespace communitysafety::sharesafely
{

using base::Run;

const QVariant &SharedRows::value( std::size_t place, const QString &field ) const
{
  return attributes[place].at( placeOf.value( field, -1 ) );
}

QString SharedRows::text( std::size_t place, const QString &field ) const
{
  if ( field.isEmpty() )
    return QString();
  const QVariant &cell = value( place, field );
  return compat::isNull( cell ) ? QString() : cell.toString().trimmed();
}

QString SharedRows::words( std::size_t place ) const
{
  return Run::tr( "‘%1’, row %2 (area ‘%3’)" ).arg( layer ).arg( row[place] ).arg( id[place] );
}

void SharedRows::add( const QString &newId, qint64 newRow, const QgsFeature &feature, const QgsAttributeList &indexes )
{
  QgsAttributes values;
  for ( const int index : indexes )
    values << feature.attribute( index );
  id.push_back( newId );
  row.push_back( newRow );
  attributes.push_back( values );
  geometry.push_back( feature.geometry() );
  // What every format makes of it.
  geometry.back().convertToMultiType();
}

namespace
{

template <typename Value>
std::vector<Value> inOrder( const std::vector<std::size_t> &order, const std::vector<Value> &values )
{
  std::vector<Value> sorted;
  sorted.reserve( values.size() );
  for ( const std::size_t place : order )
    sorted.push_back( values[place] );
  return sorted;
}

void sortById( SharedRows &rows )
{
  std::vector<std::size_t> order( rows.size() );
  std::iota( order.begin(), order.end(), 0 );
  std::sort( order.begin(), order.end(),
             [&rows]( std::size_t one, std::size_t other ) { return rows.id[one] < rows.id[other]; } );
  rows.row = inOrder( order, rows.row );
  rows.attributes = inOrder( order, rows.attributes );
  rows.geometry = inOrder( order, rows.geometry );
  rows.id = inOrder( order, rows.id );
}

void requireNewId( const SharedRows &rows, QHash<QString, qint64> &rowOfId, const QString &id, qint64 row )
{
  if ( rowOfId.contains( id ) )
    throw QgsProcessingException( Run::tr( "‘%1’: the id ‘%2’ stands in rows %3 and %4: every area needs one of its "
                                           "own; choose another AREA_ID." )
                                    .arg( rows.layer, id )
                                    .arg( rowOfId.value( id ) )
                                    .arg( row ) );
  rowOfId.insert( id, row );
}

} // namespace

SharedRows readSharedRows( Run &run, const base::Source &source, const QString &idField, const QStringList &fields,
                           double progressTo )
{
  SharedRows rows;
  rows.layer = source.name();
  base::Source::Reading reading;
  reading.geometry = source.hasPolygons();
  reading.crs = source.crs();
  reading.progressTo = progressTo;
  const int idIndex = idField.isEmpty() ? -1 : source.fieldIndex( idField );
  QgsAttributeList indexes;
  for ( const QString &field : fields )
  {
    indexes << source.fieldIndex( field );
    rows.placeOf.insert( source.fields().at( indexes.last() ).name(), int( indexes.size() ) - 1 );
  }
  reading.attributes = idIndex >= 0 ? indexes + QgsAttributeList{ idIndex } : indexes;
  QHash<QString, qint64> rowOfId;
  source.forEach( run, reading,
                  [&]( const QgsFeature &feature, qint64 row )
                  {
                    run.ledger.read( source.name() );
                    const QString id =
                      idIndex < 0 ? QString::number( feature.id() ) : feature.attribute( idIndex ).toString().trimmed();
                    if ( id.isEmpty() )
                      return run.ledger.reject( source.name(), row, id, idField, base::RejectReason::missingId );
                    requireNewId( rows, rowOfId, id, row );
                    run.ledger.used( source.name() );
                    rows.add( id, row, feature, indexes );
                  } );
  if ( rows.size() == 0 )
    throw QgsProcessingException(
      Run::tr( "‘%1’ has no row with an id: choose another AREA_ID." ).arg( source.name() ) );
  sortById( rows );
  return rows;
}

} // namespace communitysafety::sharesafely
