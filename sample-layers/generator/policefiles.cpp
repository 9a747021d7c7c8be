// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "policefiles.h"
#include "events.h"
#include "random.h"
#include "streetmap.h"
#include "summary.h"
#include "textfile.h"

#include <algorithm>
#include <tuple>

namespace communitysafety::samplecity
{

namespace
{
constexpr const char *force = "Aldershire Police";
constexpr const char *header = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,"
                               "LSOA name,Crime type,Last outcome category,Context\r\n";
constexpr const char *antisocial = "Anti-social behaviour";
//! August 2022: the force delivered nothing.
constexpr int absentMonth = 16;
//! From January 2023 some rows carry the codes of the 2021 census, in which a few areas were split.
constexpr int newCodesFrom = 21;

const std::vector<EventKind> &categories()
{
  using T = Theme;
  using S = Siting;
  static const std::vector<EventKind> kinds{
    { "Violence and sexual offences", 15300, T::Violence, S::Mixed, 0.20, 0.10, 7, 0.02 },
    { antisocial, 8000, T::Antisocial, S::Mixed, 0.25, 0.25, 7, -0.06 },
    { "Criminal damage and arson", 4100, T::Antisocial, S::Mixed, 0.15, 0.08, 6 },
    { "Public order", 3900, T::Violence, S::Shops, 0.15, 0.12, 7, 0.05 },
    { "Shoplifting", 3600, T::Acquisitive, S::Shops, 0.30, 0.08, 11, 0.15 },
    { "Other theft", 3100, T::Acquisitive, S::Shops, 0.12, 0.05, 8, 0.03 },
    { "Vehicle crime", 2900, T::Acquisitive, S::Mixed, 0.15, 0.10, 11, 0.08 },
    { "Burglary", 2200, T::Acquisitive, S::Mixed, 0.20, 0.15, 12, -0.05 },
    { "Drugs", 1300, T::Drugs, S::Mixed, 0.15, 0.05, 5 },
    { "Other crime", 1150, T::None, S::Mixed, 0.08, 0.00, 1 },
    { "Robbery", 600, T::Violence, S::Shops, 0.12, 0.10, 11, 0.04 },
    { "Bicycle theft", 600, T::Acquisitive, S::Shops, 0.15, 0.35, 8, -0.08 },
    { "Theft from the person", 550, T::Acquisitive, S::Shops, 0.12, 0.15, 12, 0.10 },
    { "Possession of weapons", 520, T::Violence, S::Mixed, 0.08, 0.05, 6, 0.05 }
  };
  return kinds;
}

struct Row
{
  std::string id;
  std::string category;
  std::string outcome;
  MapPoint point;
  std::string areaCode;
  std::string areaName;
};

//! The dirt of one delivery, by kind.
struct Dirt
{
  int withoutLocation = 0;
  int outsideCity = 0;
  int repeatedIds = 0;
  int newCodes = 0;
};

class Delivery
{
public:
  explicit Delivery( const SampleCity &city ) : mCity( city ), mStreets( city ), mRandom( city.seed, "police delivery" )
  {
  }

  std::vector<Row> rowsOfMonth( const std::vector<Event> &events );
  const Dirt &dirt() const { return mDirt; }
  int mapPoints() const { return mStreets.size(); }

private:
  Row rowOf( const Event &event );
  void nameArea( Row &row, int month );
  std::string outcomeOf( const Event &event );

  const SampleCity &mCity;
  StreetMap mStreets;
  Random mRandom;
  Dirt mDirt;
};

std::vector<Row> Delivery::rowsOfMonth( const std::vector<Event> &events )
{
  std::vector<Row> rows;
  for ( const Event &event : events )
  {
    rows.push_back( rowOf( event ) );
    if ( rows.back().id.empty() || !mRandom.chance( 1.0 / 900 ) )
      continue;
    Row again = rows.back();
    again.outcome = "Status update unavailable";
    rows.push_back( again );
    ++mDirt.repeatedIds;
  }
  std::stable_sort( rows.begin(), rows.end(),
                    []( const Row &a, const Row &b )
                    { return std::tie( a.areaCode, a.category ) < std::tie( b.areaCode, b.category ); } );
  return rows;
}

Row Delivery::rowOf( const Event &event )
{
  Row row;
  row.category = event.kind->category;
  if ( row.category != antisocial )
  {
    row.id = mRandom.hexadecimal( 64 );
    row.outcome = outcomeOf( event );
  }
  if ( mRandom.chance( 0.008 ) )
  {
    row.point.location = "No Location";
    ++mDirt.withoutLocation;
    return row;
  }
  if ( mRandom.chance( 0.004 ) )
  {
    row.point = mStreets.outside()[mRandom.below( mStreets.outside().size() )];
    row.areaCode = "E01998001";
    row.areaName = "Barrowdene 001A";
    ++mDirt.outsideCity;
    return row;
  }
  row.point = mStreets.pointOf( event.cell, event.address );
  nameArea( row, event.month );
  return row;
}

void Delivery::nameArea( Row &row, int month )
{
  const SmallArea &area = mCity.areas.areas()[row.point.area];
  row.areaCode = area.code;
  row.areaName = area.name;
  const bool wasSplit = row.point.area % 45 == 20;
  if ( !wasSplit || month < newCodesFrom || !mRandom.chance( 0.6 ) )
    return;
  const int half = mRandom.chance( 0.5 ) ? 1 : 2;
  row.areaCode = "E019992" + std::to_string( row.point.area / 45 ) + std::to_string( half );
  row.areaName.back() = half == 1 ? 'F' : 'G';
  ++mDirt.newCodes;
}

std::string Delivery::outcomeOf( const Event &event )
{
  static const std::vector<std::string> outcomes{ "Investigation complete; no suspect identified",
                                                  "Unable to prosecute suspect",
                                                  "Court result unavailable",
                                                  "Awaiting court outcome",
                                                  "Local resolution",
                                                  "Status update unavailable",
                                                  "Offender given a caution" };
  static const WeightedChoice choice( { 48, 33, 5, 4, 4, 3, 2 } );
  const bool isRecent = event.month >= period::months - 3;
  return isRecent && mRandom.chance( 0.35 ) ? "Under investigation" : outcomes[choice.pick( mRandom )];
}

std::string toCsv( const std::vector<Row> &rows, const std::string &month )
{
  std::string text = header;
  for ( const Row &row : rows )
    for ( const std::string &part :
          { row.id + ",", month + ",", std::string( force ) + ",", std::string( force ) + ",",
            row.point.longitude + ",", row.point.latitude + ",", row.point.location + ",", row.areaCode + ",",
            row.areaName + ",", row.category + ",", row.outcome + ",", std::string( "\r\n" ) } )
      text += part;
  return text;
}

std::vector<std::vector<Event>> eventsByMonth( const SampleCity &city )
{
  std::vector<std::vector<Event>> months( period::months );
  for ( const EventKind &kind : categories() )
  {
    Random random( city.seed, std::string( "police " ) + kind.category );
    for ( const Event &event : simulateEvents( kind, city.plan, city.grid, city.planted, random ) )
      months[event.month].push_back( event );
  }
  return months;
}
} // namespace

void writePoliceFiles( const SampleCity &city, const std::string &folder, Summary &summary )
{
  Delivery delivery( city );
  const std::vector<std::vector<Event>> months = eventsByMonth( city );
  int rows = 0;
  for ( int month = 0; month < period::months; ++month )
  {
    if ( month == absentMonth )
      continue;
    const std::vector<Row> delivered = delivery.rowsOfMonth( months[month] );
    const std::string label = period::label( month );
    const std::string path = folder + "/police/" + label + "/" + label + "-aldershire-street.csv.gz";
    writeTextFile( path, toCsv( delivered, label ) );
    rows += static_cast<int>( delivered.size() );
  }
  summary.add( "police rows in " + std::to_string( period::months - 1 ) + " months, without " +
                 period::label( absentMonth ),
               rows );
  summary.add( "police map points", delivery.mapPoints() );
  summary.add( "police dirt: rows without location", delivery.dirt().withoutLocation );
  summary.add( "police dirt: rows outside the city", delivery.dirt().outsideCity );
  summary.add( "police dirt: crime IDs given twice", delivery.dirt().repeatedIds );
  summary.add( "police dirt: rows with LSOA codes of 2021", delivery.dirt().newCodes );
}

} // namespace communitysafety::samplecity
