// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/policelayout.h"

#include "base/policecategory.h"
#include "base/run.h"

#include <algorithm>

namespace communitysafety::base
{
namespace
{

QStringList plainNames( const QStringList &headings )
{
  QStringList plain;
  for ( const QString &heading : headings )
    plain << plainName( heading );
  return plain;
}

} // namespace

QString policeKindWords( PoliceKind kind )
{
  switch ( kind )
  {
  case PoliceKind::outcomes:
    return Run::tr( "outcomes file" );
  case PoliceKind::search:
    return Run::tr( "stop-and-search file" );
  default:
    return Run::tr( "street file" );
  }
}

std::optional<PoliceKind> PoliceLayout::kindOf( const QStringList &headings )
{
  const QStringList plain = plainNames( headings );
  if ( plain.contains( QStringLiteral( "objectofsearch" ) ) )
    return PoliceKind::search;
  if ( plain.contains( QStringLiteral( "crimetype" ) ) )
    return PoliceKind::street;
  return plain.contains( QStringLiteral( "outcometype" ) ) ? std::optional( PoliceKind::outcomes ) : std::nullopt;
}

PoliceLayout::PoliceLayout( const QStringList &headings, char separator, PoliceKind kind ) : mKind( kind )
{
  const QStringList plain = plainNames( headings );
  mColumns.fill( CsvLayout::unwanted );
  mCsv.separator = separator;
  const bool isSearch = kind == PoliceKind::search;
  find( PoliceColumn::month, plain, isSearch ? "date datetime month" : "month date" );
  findPosition( plain );
  find( PoliceColumn::place, plain, "location street locationstreetname streetname" );
  find( PoliceColumn::lsoa, plain, "lsoacode" );
  find( PoliceColumn::category, plain,
        isSearch                       ? "type"
        : kind == PoliceKind::outcomes ? "outcometype"
                                       : "crimetype category type" );
  if ( isSearch )
  {
    find( PoliceColumn::outcome, plain, "outcome" );
    find( PoliceColumn::object, plain, "objectofsearch" );
    find( PoliceColumn::legislation, plain, "legislation" );
    find( PoliceColumn::ageRange, plain, "agerange" );
    find( PoliceColumn::gender, plain, "gender" );
    find( PoliceColumn::selfEthnicity, plain, "selfdefinedethnicity" );
    find( PoliceColumn::officerEthnicity, plain, "officerdefinedethnicity" );
  }
  else
  {
    find( PoliceColumn::id, plain, "crimeid persistentid" );
    find( PoliceColumn::outcome, plain, "lastoutcomecategory outcomestatuscategory" );
  }
  arrange( static_cast<std::size_t>( headings.size() ) );
}

void PoliceLayout::find( PoliceColumn column, const QStringList &plainHeadings, const char *names )
{
  // In order of preference.
  for ( const QString &name : QString::fromLatin1( names ).split( ' ' ) )
    if ( const auto found = static_cast<int>( plainHeadings.indexOf( name ) ); found >= 0 )
    {
      mColumns[static_cast<std::size_t>( column )] = found;
      return;
    }
  mColumns[static_cast<std::size_t>( column )] = CsvLayout::unwanted;
}

void PoliceLayout::findPosition( const QStringList &plainHeadings )
{
  find( PoliceColumn::x, plainHeadings, "longitude locationlongitude long lon lng" );
  find( PoliceColumn::y, plainHeadings, "latitude locationlatitude lat" );
  mInDegrees = has( PoliceColumn::x ) && has( PoliceColumn::y );
  if ( mInDegrees )
    return;
  find( PoliceColumn::x, plainHeadings, "easting" );
  find( PoliceColumn::y, plainHeadings, "northing" );
}

void PoliceLayout::arrange( std::size_t headings )
{
  mCsv.placeOfColumn.assign( headings, CsvLayout::unwanted );
  mCsv.places = policeColumnCount;
  mCsv.capitals = static_cast<int>( PoliceColumn::lsoa );
  for ( int place = 0; place < policeColumnCount; ++place )
    if ( mColumns[std::size_t( place )] != CsvLayout::unwanted )
      mCsv.placeOfColumn[std::size_t( mColumns[std::size_t( place )] )] = place;
  for ( const PoliceColumn needed : { PoliceColumn::month, PoliceColumn::x, PoliceColumn::y, PoliceColumn::category } )
    if ( has( needed ) )
      mLastNeeded = std::max( mLastNeeded, std::size_t( mColumns[static_cast<std::size_t>( needed )] ) );
}

QStringList PoliceLayout::missing() const
{
  QStringList words;
  if ( !has( PoliceColumn::month ) )
    words << ( mKind == PoliceKind::search ? Run::tr( "the date (Date)" ) : Run::tr( "the month (Month)" ) );
  if ( !has( PoliceColumn::x ) || !has( PoliceColumn::y ) )
    words << Run::tr( "the position (Longitude and Latitude, or Easting and Northing)" );
  if ( has( PoliceColumn::category ) )
    return words;
  switch ( mKind )
  {
  case PoliceKind::street:
    return words << Run::tr( "the type of crime (Crime type)" );
  case PoliceKind::outcomes:
    return words << Run::tr( "the type of outcome (Outcome type)" );
  default:
    return words << Run::tr( "the type of search (Type)" );
  }
}

} // namespace communitysafety::base
