// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/lsoarepair.h"

#include "base/areacodes.h"
#include "base/csvrows.h"
#include "base/numbertext.h"
#include "base/run.h"
#include "statistics/boundaryversions.h"

#include <QStringList>

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace communitysafety::preparedata
{

using base::Run;

QString lsoaWayWords( LsoaWay way )
{
  switch ( way )
  {
  case LsoaWay::asPublished:
    return Run::tr( "as published" );
  case LsoaWay::certain:
    return Run::tr( "one area" );
  case LsoaWay::byPosition:
    return Run::tr( "position" );
  case LsoaWay::notResolved:
    return Run::tr( "not resolved" );
  default:
    return Run::tr( "unknown code" );
  }
}

namespace
{

//! A key that borrows the bytes of \a code.
QByteArray keyOf( std::string_view code )
{
  return QByteArray::fromRawData( code.data(), static_cast<int>( code.size() ) );
}

QByteArray ownKey( const std::string &code ) { return QByteArray( code.data(), static_cast<int>( code.size() ) ); }

} // namespace

LsoaRepair::LsoaRepair( int edition, const base::LsoaEditions *editions, std::unique_ptr<base::Areas> boundaries )
  : mEdition( edition ), mEditions( editions ), mBoundaries( std::move( boundaries ) )
{
  if ( mEditions )
    readLinks( *mEditions );
  if ( !mBoundaries )
    return;
  mLocator = std::make_unique<base::AreaLocator>( *mBoundaries );
  for ( const QString &code : mBoundaries->id )
  {
    mBoundaryCodes.push_back( code.toStdString() );
    mAreaOfCode.insert( ownKey( mBoundaryCodes.back() ), static_cast<int>( mBoundaryCodes.size() ) - 1 );
  }
}

LsoaRepair::~LsoaRepair() = default;

void LsoaRepair::readLinks( const base::LsoaEditions &editions )
{
  std::map<QString, std::size_t> from;
  std::map<QString, std::size_t> to;
  const auto numberOf = []( std::map<QString, std::size_t> &numbers, const QString &code )
  { return numbers.emplace( code, numbers.size() ).first->second; };
  std::vector<statistics::VersionLink> links;
  std::vector<std::pair<QString, QString>> codes;
  for ( const base::LsoaEditions::Link &link : editions.links() )
  {
    codes.emplace_back( link.of2011, link.of2021 );
    if ( mEdition == 2011 )
      std::swap( codes.back().first, codes.back().second );
    links.push_back( { numberOf( from, codes.back().first ), numberOf( to, codes.back().second ) } );
  }
  const statistics::VersionShares versions = statistics::shareBetweenVersions( links, from.size(), to.size() );
  std::vector<QString> letters( from.size() );
  for ( std::size_t way = 0; way < versions.change.size(); ++way )
    letters[versions.shares.overlaps[way].source] = QChar( statistics::letterOf( versions.change[way] ) );
  for ( const auto &[old, young] : codes )
  {
    Origin &origin = mOrigins[ownKey( old.toStdString() )];
    origin.change = letters[from[old]];
    const std::string target = young.toStdString();
    if ( std::find( origin.targets.begin(), origin.targets.end(), target ) == origin.targets.end() )
      origin.targets.push_back( target );
  }
}

bool LsoaRepair::isOfEdition( std::string_view code ) const
{
  const QString text = base::textOf( code );
  if ( mEditions )
  {
    const QString edition = mEditions->editionOf( text );
    return edition == QLatin1String( "both" ) || edition == QString::number( mEdition );
  }
  return mAreaOfCode.contains( keyOf( code ) );
}

int LsoaRepair::areaOf( const std::string &code ) const { return mAreaOfCode.value( keyOf( code ), -1 ); }

LsoaRepair::Code LsoaRepair::byPosition( std::string_view published, const Origin *origin,
                                         const QgsPointXY &point ) const
{
  const int place = mLocator->areaAt( point );
  if ( !origin )
    return place == base::AreaLocator::nowhere ? Code{ published, LsoaWay::unknown }
                                               : Code{ mBoundaryCodes[std::size_t( place )], LsoaWay::byPosition };
  const QgsGeometry position = QgsGeometry::fromPointXY( point );
  double nearest = std::numeric_limits<double>::infinity();
  int best = base::AreaLocator::nowhere;
  for ( const std::string &target : origin->targets )
  {
    const int area = areaOf( target );
    if ( area < 0 )
      return { published, LsoaWay::notResolved };
    const double distance = area == place ? 0 : mBoundaries->geometry[std::size_t( area )].distance( position );
    if ( distance >= nearest )
      continue;
    nearest = distance;
    best = area;
  }
  return { mBoundaryCodes[std::size_t( best )], LsoaWay::byPosition };
}

LsoaRepair::Code LsoaRepair::repaired( std::string_view published, const QgsPointXY &point )
{
  Code result{ published, LsoaWay::asPublished };
  auto known = mIsOfEdition.constFind( keyOf( published ) );
  if ( known == mIsOfEdition.constEnd() )
  {
    // There are some 70,000 codes in all; a column of something else must not fill the memory.
    constexpr int mostRemembered = 200000;
    if ( mIsOfEdition.size() == mostRemembered )
      mIsOfEdition.clear();
    known = mIsOfEdition.insert( ownKey( std::string( published ) ), isOfEdition( published ) );
  }
  if ( !*known )
  {
    const auto origin = mOrigins.find( keyOf( published ) );
    const bool isKnown = origin != mOrigins.end();
    if ( isKnown )
      ++origin->records;
    if ( isKnown && origin->targets.size() == 1 )
      result = { origin->targets.front(), LsoaWay::certain };
    else if ( mLocator )
      result = byPosition( published, isKnown ? &*origin : nullptr, point );
    else
      result.way = isKnown ? LsoaWay::notResolved : LsoaWay::unknown;
  }
  ++mCounts[static_cast<std::size_t>( result.way )];
  return result;
}

QString LsoaRepair::changesInWords() const
{
  std::map<QString, qint64> records;
  for ( const Origin &origin : mOrigins )
    if ( origin.records > 0 )
      records[origin.change] += origin.records;
  QStringList words;
  for ( const auto &[change, count] : records )
    words << QStringLiteral( "%1 %2" ).arg( change, base::countText( count ) );
  return words.join( QStringLiteral( ", " ) );
}

} // namespace communitysafety::preparedata
