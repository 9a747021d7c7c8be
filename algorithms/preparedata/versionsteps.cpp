// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/run.h"
#include "preparedata/versionlinks.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace communitysafety::preparedata
{

using base::Run;
using statistics::Overlap;

namespace
{

//! The areas between as a table of their own: those that areas of the first table go to.
VersionTable tableBetween( const VersionTable &table, const VersionLinks &first,
                           const std::vector<LookupRow> &nextRows )
{
  VersionTable between;
  between.layer = table.layer;
  QSet<QString> known;
  for ( const LookupRow &row : nextRows )
    known.insert( row.from );
  bool isKnown = false;
  for ( std::size_t area = 0; area < first.newCodes.size(); ++area )
    if ( first.isWanted[area] )
    {
      between.areas.id.push_back( first.newCodes[area] );
      isKnown = isKnown || known.contains( first.newCodes[area] );
    }
  between.areas.geometry.resize( between.areas.id.size() );
  if ( !isKnown )
    throw QgsProcessingException(
      Run::tr(
        "None of the codes that LOOKUP leads to (such as ‘%1’) stands in LOOKUP_2_FROM (such as ‘%2’): choose the "
        "lookup that goes on from there, or exchange its fields." )
        .arg( between.areas.id.front(), nextRows.front().from ) );
  return between;
}

//! Numbers the areas between as the second step does; those that it does not know are wholly outside.
void renumber( VersionLinks &first, VersionLinks &second )
{
  QHash<QString, std::size_t> numbers;
  for ( std::size_t area = 0; area < second.oldCodes.size(); ++area )
    numbers.insert( second.oldCodes[area], area );
  std::vector<std::size_t> places;
  for ( const QString &code : first.newCodes )
  {
    if ( !numbers.contains( code ) )
    {
      numbers.insert( code, second.oldCodes.size() );
      second.oldCodes.push_back( code );
      second.versions.shares.outside.push_back( 1 );
    }
    places.push_back( numbers.value( code ) );
  }
  for ( Overlap &overlap : first.versions.shares.overlaps )
    overlap.target = places[overlap.target];
  first.versions.shares.targets = second.oldCodes.size();
}

//! Areas of the table that fall into parts none of which holds a half.
std::size_t fragmentedAreas( const VersionLinks &links, std::size_t inTable )
{
  std::vector<double> largest( links.oldCodes.size(), 1 );
  for ( const Overlap &overlap : links.versions.shares.overlaps )
    largest[overlap.source] = 0;
  for ( const Overlap &overlap : links.versions.shares.overlaps )
    largest[overlap.source] = std::max( largest[overlap.source], overlap.share );
  constexpr double half = 0.5;
  return static_cast<std::size_t>( std::count_if( largest.begin(), largest.begin() + std::ptrdiff_t( inTable ),
                                                  []( double share ) { return share < half; } ) );
}

} // namespace

VersionLinks linksByTwoLookups( const VersionTable &table, const std::vector<LookupRow> &rows,
                                const std::vector<LookupRow> &nextRows, const NewAreas *newAreas,
                                const base::PlacedPoints *points, const statistics::Progress &progress )
{
  VersionLinks links = linksByLookup( table, rows, nullptr, nullptr, {} );
  VersionLinks next = linksByLookup( tableBetween( table, links, nextRows ), nextRows, newAreas, points, progress );
  renumber( links, next );
  links.versions = statistics::throughVersions( links.versions, next.versions );
  links.newCodes = next.newCodes;
  links.isWanted = next.isWanted;
  links.unknownNew = next.unknownNew;
  links.fragmented = fragmentedAreas( links, table.areas.size() );
  for ( VersionIssue &issue : next.issues )
  {
    issue.isBetween = issue.isOld;
    links.issues.push_back( issue );
  }
  return links;
}

} // namespace communitysafety::preparedata
