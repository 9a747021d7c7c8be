// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "partners.h"
#include "geopackage.h"
#include "ogrgeometry.h"
#include "partnertables.h"
#include "random.h"
#include "samplecity.h"
#include "summary.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <tuple>

namespace communitysafety::samplecity
{

namespace
{
std::vector<Field> fieldsOf( const PartnerTable &table )
{
  const OGRFieldType dateType = table.dateStyle == DateStyle::DateTime ? OFTDateTime
                                : table.dateStyle == DateStyle::Date   ? OFTDate
                                                                       : OFTString;
  std::vector<Field> fields{ { table.idField, OFTString },
                             { table.dateField, dateType },
                             { table.typeField, OFTString },
                             { table.detailField, OFTString } };
  if ( table.scoreField )
    fields.push_back( { table.scoreField, OFTInteger } );
  return fields;
}

std::vector<Event> eventsOf( const SampleCity &city, const PartnerTable &table )
{
  std::vector<Event> events;
  for ( const EventKind &kind : table.kinds )
  {
    Random random( city.seed, std::string( table.name ) + " " + kind.category );
    for ( const Event &event : simulateEvents( kind, city.plan, city.grid, city.planted, random ) )
      if ( table.absentFrom < 0 || event.month < table.absentFrom || event.month >= table.absentFrom + 3 )
        events.push_back( event );
  }
  std::stable_sort( events.begin(), events.end(),
                    []( const Event &a, const Event &b )
                    { return std::tie( a.month, a.day, a.minute ) < std::tie( b.month, b.day, b.minute ); } );
  return events;
}

std::string dateText( DateStyle style, const Event &event )
{
  const int year = period::year( event.month );
  const int month = period::monthOfYear( event.month );
  const int hour = event.minute / 60;
  const int minute = event.minute % 60;
  char text[64];
  switch ( style )
  {
  case DateStyle::DateTime:
    std::snprintf( text, sizeof text, "%d/%02d/%02d %02d:%02d:00", year, month, event.day, hour, minute );
    break;
  case DateStyle::Date:
    std::snprintf( text, sizeof text, "%d/%02d/%02d", year, month, event.day );
    break;
  case DateStyle::IsoText:
    std::snprintf( text, sizeof text, "%d-%02d-%02d", year, month, event.day );
    break;
  case DateStyle::BritishText:
    std::snprintf( text, sizeof text, "%02d/%02d/%d", event.day, month, year );
    break;
  case DateStyle::BritishTimeText:
    std::snprintf( text, sizeof text, "%02d/%02d/%d %02d:%02d", event.day, month, year, hour, minute );
    break;
  }
  return text;
}

//! Writes one partner's table and counts the dirt put into it.
class PartnerWriter
{
public:
  PartnerWriter( const SampleCity &city, const PartnerTable &table )
    : mCity( city ), mTable( table ), mRandom( city.seed, std::string( table.name ) + " delivery" )
  {
  }

  void write( GeoPackage &file );
  const std::map<std::string, int> &dirt() const { return mDirt; }

private:
  bool happens( double share, const char *dirt );
  Value date( const Event &event );
  OGRGeometryUniquePtr place( const Event &event );
  Point outsidePlace();
  std::vector<Value> rowOf( const Event &event, int number );

  const SampleCity &mCity;
  const PartnerTable &mTable;
  Random mRandom;
  std::map<std::string, int> mDirt;
};

void PartnerWriter::write( GeoPackage &file )
{
  file.startTable( mTable.name, wkbPoint, fieldsOf( mTable ) );
  int number = 1;
  for ( const Event &event : eventsOf( mCity, mTable ) )
  {
    const std::vector<Value> row = rowOf( event, number++ );
    const OGRGeometryUniquePtr where = place( event );
    file.addRow( row, OGRGeometryUniquePtr( where ? where->clone() : nullptr ) );
    if ( happens( mTable.dirt.repeatedId, "ids given twice" ) )
      file.addRow( row, OGRGeometryUniquePtr( where ? where->clone() : nullptr ) );
  }
}

bool PartnerWriter::happens( double share, const char *dirt )
{
  if ( share <= 0 || !mRandom.chance( share ) )
    return false;
  ++mDirt[dirt];
  return true;
}

Value PartnerWriter::date( const Event &event )
{
  if ( happens( mTable.dirt.blankDate, "blank dates" ) )
    return std::monostate();
  if ( happens( mTable.dirt.impossibleDate, "impossible dates" ) )
    return mTable.dateStyle == DateStyle::IsoText ? "2023-02-31" : "31/02/2023";
  return dateText( mTable.dateStyle, event );
}

OGRGeometryUniquePtr PartnerWriter::place( const Event &event )
{
  if ( happens( mTable.dirt.withoutGeometry, "rows without geometry" ) )
    return nullptr;
  if ( happens( mTable.dirt.atZero, "points at 0, 0" ) )
    return toPoint( { 0, 0 } );
  if ( happens( mTable.dirt.outsideCity, "points outside the city" ) )
    return toPoint( outsidePlace() );
  if ( happens( mTable.dirt.stacked,
                mTable.stackAtHospital ? "points stacked at the hospital" : "points stacked at the police station" ) )
    return toPoint( mTable.stackAtHospital ? mCity.plan.hospital() : mCity.plan.policeStation() );
  return toPoint( event.place );
}

Point PartnerWriter::outsidePlace()
{
  while ( true )
  {
    const Point place{ std::round( mCity.plan.centre().x + mRandom.between( -9000, 9000 ) ),
                       std::round( mCity.plan.centre().y + mRandom.between( -9000, 9000 ) ) };
    if ( !mCity.plan.contains( place ) )
      return place;
  }
}

std::vector<Value> PartnerWriter::rowOf( const Event &event, int number )
{
  char id[32];
  std::snprintf( id, sizeof id, "%s%06d", mTable.idPrefix, number );
  const std::string &detail = mTable.details[mRandom.below( mTable.details.size() )];
  std::vector<Value> row( mTable.scoreField ? 5 : 4 );
  row[0] = std::string( id );
  row[1] = date( event );
  row[2] = std::string( event.kind->category );
  if ( !detail.empty() )
    row[3] = detail;
  if ( mTable.scoreField )
    row[4] = 1 + static_cast<int>( std::min( mRandom.below( 8 ), mRandom.below( 8 ) ) );
  return row;
}
} // namespace

void writePartners( const SampleCity &city, const std::string &folder, Summary &summary )
{
  GeoPackage file( folder + "/partners.gpkg" );
  for ( const PartnerTable &table : partnerTables() )
  {
    PartnerWriter writer( city, table );
    writer.write( file );
    const std::string name = std::string( "partners.gpkg " ) + table.name;
    summary.add( name, file.rowCount() );
    for ( const auto &[kind, count] : writer.dirt() )
      summary.add( name + " dirt: " + kind, count );
  }
  file.close();
}

} // namespace communitysafety::samplecity
