// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/versionlinks.h"

#include "base/overlaps.h"
#include "base/run.h"

#include <QHash>

#include <algorithm>
#include <optional>
#include <set>

namespace communitysafety::preparedata
{

using base::AreaLocator;
using base::Run;
using statistics::isMissing;
using statistics::missing;
using statistics::Overlap;
using statistics::VersionLink;

namespace
{

using Numbers = QHash<QString, std::size_t>;

Numbers numbersOf( const std::vector<QString> &codes )
{
  Numbers numbers;
  for ( std::size_t number = 0; number < codes.size(); ++number )
    numbers.insert( codes[number], number );
  return numbers;
}

void requireKnownCodes( const VersionTable &table, const std::vector<LookupRow> &rows )
{
  const Numbers old = numbersOf( table.areas.id );
  const auto knows = [&old]( const QString &code ) { return old.contains( code ); };
  if ( std::any_of( rows.begin(), rows.end(), [&]( const LookupRow &row ) { return knows( row.from ); } ) )
    return;
  if ( std::any_of( rows.begin(), rows.end(), [&]( const LookupRow &row ) { return knows( row.to ); } ) )
    throw QgsProcessingException(
      Run::tr( "The codes of ‘%1’ stand in LOOKUP_TO, not in LOOKUP_FROM: exchange the two fields." )
        .arg( table.layer ) );
  throw QgsProcessingException(
    Run::tr( "None of the codes of ‘%1’ (such as ‘%2’) stands in LOOKUP_FROM (such as ‘%3’): "
             "choose another CODE_FIELD, or the lookup of this version." )
      .arg( table.layer, table.areas.id.front(), rows.front().from ) );
}

//! Adds codes that are not there yet, in the order of their text.
void append( std::vector<QString> &codes, const std::set<QString> &further )
{
  const Numbers known = numbersOf( codes );
  for ( const QString &code : further )
    if ( !known.contains( code ) )
      codes.push_back( code );
}

//! People at the points in each new area and, where the table has outlines, in each pair of areas.
class PeopleInAreas
{
public:
  PeopleInAreas( const VersionTable &table, const NewAreas &newAreas, const base::PlacedPoints &points,
                 const statistics::Progress &progress )
    : mHasOutlines( !table.areas.geometry.front().isNull() )
  {
    const AreaLocator newLocator( newAreas.areas );
    const std::optional<AreaLocator> oldLocator =
      mHasOutlines ? std::optional<AreaLocator>( std::in_place, table.areas ) : std::nullopt;
    for ( std::size_t point = 0; point < points.size(); ++point )
    {
      if ( point % 256 == 0 )
        statistics::report( progress, double( point ) / double( points.size() ) );
      const QgsPointXY position( points.x[point], points.y[point] );
      const int to = newLocator.areaAt( position );
      const int from = oldLocator ? oldLocator->areaAt( position ) : 0;
      if ( to != AreaLocator::nowhere && from != AreaLocator::nowhere )
        mPeople[key( mHasOutlines ? table.areas.id[std::size_t( from )] : QString(),
                     newAreas.areas.id[std::size_t( to )] )] += points.weight[point];
    }
  }

  double in( const QString &oldCode, const QString &newCode ) const
  {
    return mPeople.value( key( mHasOutlines ? oldCode : QString(), newCode ), 0 );
  }

private:
  static QString key( const QString &oldCode, const QString &newCode ) { return oldCode + '\n' + newCode; }

  bool mHasOutlines;
  QHash<QString, double> mPeople;
};

//! Each way once, with the sum of the weights of its rows; missing where one is.
std::vector<LookupRow> uniqueWays( const std::vector<LookupRow> &rows )
{
  QHash<QPair<QString, QString>, std::size_t> places;
  std::vector<LookupRow> unique;
  for ( const LookupRow &row : rows )
  {
    const auto place = places.constFind( { row.from, row.to } );
    if ( place != places.constEnd() )
    {
      unique[*place].weight += row.weight;
      continue;
    }
    places.insert( { row.from, row.to }, unique.size() );
    unique.push_back( row );
  }
  return unique;
}

void fillWeights( std::vector<LookupRow> &rows, const VersionTable &table, const NewAreas *newAreas,
                  const base::PlacedPoints *points, const statistics::Progress &progress )
{
  if ( !newAreas || !points )
    return;
  const PeopleInAreas people( table, *newAreas, *points, progress );
  for ( LookupRow &row : rows )
    if ( isMissing( row.weight ) )
      row.weight = people.in( row.from, row.to );
}

//! Collects the issues of one conversion.
class IssueWriter
{
public:
  explicit IssueWriter( VersionLinks &links ) : mLinks( links ) {}

  void old( const QString &code, const QString &issue, const QString &detail = QString() )
  {
    mLinks.issues.push_back( { code, true, issue, detail } );
  }
  void young( const QString &code, const QString &issue, const QString &detail = QString() )
  {
    mLinks.issues.push_back( { code, false, issue, detail } );
  }

private:
  VersionLinks &mLinks;
};

//! Old areas that are divided: none of whose parts holds a half of it, or whose parts are a guess.
void tellDivided( VersionLinks &links, std::size_t inTable )
{
  constexpr double half = 0.5;
  IssueWriter issues( links );
  std::vector<std::size_t> parts( links.oldCodes.size(), 0 );
  std::vector<double> largest( links.oldCodes.size(), 0 );
  for ( const Overlap &overlap : links.versions.shares.overlaps )
  {
    ++parts[overlap.source];
    largest[overlap.source] = std::max( largest[overlap.source], overlap.share );
  }
  for ( std::size_t area = 0; area < inTable; ++area )
    if ( parts[area] > 1 && largest[area] < half )
    {
      ++links.fragmented;
      issues.old(
        links.oldCodes[area], Run::tr( "fragmented" ),
        Run::tr( "into %1 areas, the largest part %2 %" ).arg( parts[area] ).arg( 100 * largest[area], 0, 'f', 0 ) );
    }
  for ( const std::size_t area : links.versions.shares.fellBack )
    if ( area < inTable )
      issues.old( links.oldCodes[area], Run::tr( "divided into equal parts" ),
                  Run::tr( "nobody knows how many people went where: give weights or population points" ) );
}

void tellOtherChange( VersionLinks &links, const std::vector<LookupRow> &rows, std::size_t inTable )
{
  IssueWriter issues( links );
  QHash<QPair<std::size_t, std::size_t>, QString> found;
  for ( std::size_t row = 0; row < links.versions.change.size(); ++row )
  {
    const Overlap &overlap = links.versions.shares.overlaps[row];
    found.insert( { overlap.source, overlap.target }, QChar( statistics::letterOf( links.versions.change[row] ) ) );
  }
  const Numbers old = numbersOf( links.oldCodes );
  const Numbers young = numbersOf( links.newCodes );
  for ( const LookupRow &row : rows )
  {
    const std::size_t from = old.value( row.from );
    const QString change = found.value( { from, young.value( row.to ) } );
    if ( !row.change.isEmpty() && from < inTable && row.change != change )
      issues.old(
        row.from, Run::tr( "change code differs" ),
        Run::tr( "the lookup says %1 for its way to %2, its rows amount to %3" ).arg( row.change, row.to, change ) );
  }
}

void tellUnknown( VersionLinks &links, const std::vector<LookupRow> &rows, const NewAreas *newAreas,
                  std::size_t inTable )
{
  IssueWriter issues( links );
  std::set<QString> from;
  std::set<QString> to;
  QHash<QString, QString> lacking;
  const Numbers old = numbersOf( links.oldCodes );
  const Numbers young = numbersOf( links.newCodes );
  for ( const LookupRow &row : rows )
  {
    from.insert( row.from );
    to.insert( row.to );
    if ( old.value( row.from ) >= inTable && links.isWanted[young.value( row.to )] )
      lacking.insert( row.from, row.to );
  }
  for ( std::size_t area = 0; area < inTable; ++area )
    if ( from.count( links.oldCodes[area] ) == 0 )
    {
      ++links.unknownOld;
      issues.old( links.oldCodes[area], Run::tr( "not in the lookup" ), Run::tr( "its figures were not converted" ) );
    }
  for ( std::size_t area = inTable; area < links.oldCodes.size(); ++area )
    if ( lacking.contains( links.oldCodes[area] ) )
      issues.old( links.oldCodes[area], Run::tr( "not in the table" ),
                  Run::tr( "it goes to %1, whose figures lack it" ).arg( lacking.value( links.oldCodes[area] ) ) );
  const Numbers given = newAreas ? numbersOf( newAreas->areas.id ) : Numbers();
  for ( std::size_t area = 0; newAreas && area < links.newCodes.size(); ++area )
  {
    const QString &code = links.newCodes[area];
    if ( !links.isWanted[area] || ( given.contains( code ) && to.count( code ) > 0 ) )
      continue;
    ++links.unknownNew;
    issues.young( code, given.contains( code ) ? Run::tr( "not in the lookup" ) : Run::tr( "not among the new areas" ),
                  given.contains( code ) ? Run::tr( "no figures" ) : Run::tr( "a row without outline" ) );
  }
}

} // namespace

VersionLinks linksByLookup( const VersionTable &table, const std::vector<LookupRow> &given, const NewAreas *newAreas,
                            const base::PlacedPoints *points, const statistics::Progress &progress )
{
  requireKnownCodes( table, given );
  std::vector<LookupRow> rows = uniqueWays( given );
  fillWeights( rows, table, newAreas, points, progress );
  const std::size_t inTable = table.areas.size();
  VersionLinks links;
  links.oldCodes = table.areas.id;
  std::set<QString> from;
  std::set<QString> to;
  for ( const LookupRow &row : rows )
  {
    from.insert( row.from );
    to.insert( row.to );
  }
  if ( newAreas )
    to.insert( newAreas->areas.id.begin(), newAreas->areas.id.end() );
  append( links.oldCodes, from );
  append( links.newCodes, to );

  const Numbers old = numbersOf( links.oldCodes );
  const Numbers young = numbersOf( links.newCodes );
  links.isWanted.assign( links.newCodes.size(), false );
  std::vector<VersionLink> pairs;
  for ( const LookupRow &row : rows )
  {
    pairs.push_back( { old.value( row.from ), young.value( row.to ), row.weight } );
    if ( pairs.back().from < inTable )
      links.isWanted[pairs.back().to] = true;
  }
  for ( std::size_t area = 0; newAreas && area < newAreas->areas.size(); ++area )
    links.isWanted[young.value( newAreas->areas.id[area] )] = true;
  links.versions = statistics::shareBetweenVersions( pairs, links.oldCodes.size(), links.newCodes.size() );
  tellUnknown( links, rows, newAreas, inTable );
  tellOtherChange( links, rows, inTable );
  tellDivided( links, inTable );
  return links;
}

namespace
{

//! The pieces of one old area that are more than differences in drawing.
struct OldArea
{
  std::vector<VersionLink> byGround;
  double people = 0;
  //! The part of its ground in no new area.
  double outside = 1;
};

std::vector<OldArea> oldAreas( const VersionTable &table, const NewAreas &newAreas, double sliver,
                               const statistics::Progress &progress )
{
  std::vector<OldArea> areas( table.areas.size() );
  for ( const base::AreaOverlap &pair : base::overlaps( table.areas.geometry, newAreas.areas.geometry, progress ) )
  {
    areas[pair.source].outside -= pair.share;
    if ( pair.share >= sliver || pair.area >= sliver * newAreas.areas.squareMetres[pair.target] )
      areas[pair.source].byGround.push_back( { pair.source, pair.target, pair.area } );
  }
  return areas;
}

//! The links of one old area, by people where they are known and the area lies inside the new ones.
std::vector<VersionLink> linksOf( const OldArea &area, bool isPartlyOutside, const PeopleInAreas *people,
                                  const VersionTable &table, const NewAreas &newAreas )
{
  std::vector<VersionLink> byPeople = area.byGround;
  double all = 0;
  for ( VersionLink &link : byPeople )
  {
    link.weight = people ? people->in( table.areas.id[link.from], newAreas.areas.id[link.to] ) : 0;
    all += link.weight;
  }
  return all > 0 && !isPartlyOutside ? byPeople : area.byGround;
}

//! Collects the links of all old areas. What lies in no new area has a place of its own, so that sums are kept.
class OutlineLinker
{
public:
  OutlineLinker( const VersionTable &table, const NewAreas &newAreas, const PeopleInAreas *people, double sliver )
    : mTable( table ), mNewAreas( newAreas ), mPeople( people ), mSliver( sliver ),
      mReached( newAreas.areas.size(), false )
  {
    mLinks.oldCodes = table.areas.id;
    mLinks.newCodes = newAreas.areas.id;
    mLinks.isWanted.assign( mLinks.newCodes.size(), true );
  }

  void add( std::size_t place, const OldArea &area )
  {
    IssueWriter issues( mLinks );
    if ( area.byGround.empty() )
    {
      ++mLinks.unknownOld;
      return issues.old( mLinks.oldCodes[place], Run::tr( "in no new area" ),
                         Run::tr( "its figures were not converted" ) );
    }
    const bool isPartlyOutside = area.outside > mSliver;
    for ( const VersionLink &link : linksOf( area, isPartlyOutside, mPeople, mTable, mNewAreas ) )
    {
      mPairs.push_back( link );
      mReached[link.to] = true;
    }
    if ( !isPartlyOutside )
      return;
    // A place for all of them would tie old areas together that have nothing to do with each other.
    mPairs.push_back( { place, mLinks.newCodes.size(), area.outside * mTable.areas.squareMetres[place] } );
    mLinks.newCodes.push_back( QString() );
    mLinks.isWanted.push_back( false );
    issues.old( mLinks.oldCodes[place], Run::tr( "partly outside" ),
                Run::tr( "%1 % of its ground is in no new area; it was divided by ground" )
                  .arg( 100 * area.outside, 0, 'f', 1 ) );
  }

  VersionLinks links()
  {
    if ( mPairs.empty() )
      throw QgsProcessingException( Run::tr( "‘%1’ and ‘%2’ have no ground in common: check their reference systems." )
                                      .arg( mTable.layer, mNewAreas.layer ) );
    for ( std::size_t area = 0; area < mReached.size(); ++area )
      if ( !mReached[area] )
      {
        ++mLinks.unknownNew;
        IssueWriter( mLinks ).young( mLinks.newCodes[area], Run::tr( "no old area in it" ), Run::tr( "no figures" ) );
      }
    mLinks.versions = statistics::shareBetweenVersions( mPairs, mLinks.oldCodes.size(), mLinks.newCodes.size() );
    tellDivided( mLinks, mTable.areas.size() );
    return std::move( mLinks );
  }

private:
  const VersionTable &mTable;
  const NewAreas &mNewAreas;
  const PeopleInAreas *mPeople;
  double mSliver;
  VersionLinks mLinks;
  std::vector<VersionLink> mPairs;
  std::vector<bool> mReached;
};

} // namespace

VersionLinks linksByOutlines( const VersionTable &table, const NewAreas &newAreas, const base::PlacedPoints *points,
                              double sliver, const statistics::Progress &progress )
{
  const std::vector<OldArea> areas = oldAreas( table, newAreas, sliver, statistics::slice( progress, 0, 0.7 ) );
  const std::optional<PeopleInAreas> people =
    points
      ? std::optional<PeopleInAreas>( std::in_place, table, newAreas, *points, statistics::slice( progress, 0.7, 1 ) )
      : std::nullopt;
  OutlineLinker linker( table, newAreas, people ? &*people : nullptr, sliver );
  for ( std::size_t area = 0; area < areas.size(); ++area )
    linker.add( area, areas[area] );
  return linker.links();
}

} // namespace communitysafety::preparedata
