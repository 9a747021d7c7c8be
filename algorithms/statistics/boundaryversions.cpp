// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/boundaryversions.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace communitysafety::statistics
{

namespace
{

//! The links without repetitions, by source and target, with how many each area has.
struct LinkTable
{
  std::vector<VersionLink> links;
  std::vector<std::size_t> perFrom;
  std::vector<std::size_t> perTo;
};

void requireLink( const VersionLink &link, std::size_t fromAreas, std::size_t toAreas )
{
  if ( link.from >= fromAreas )
    refuse( "The old area of a link", std::to_string( link.from ), "below " + std::to_string( fromAreas ) );
  if ( link.to >= toAreas )
    refuse( "The new area of a link", std::to_string( link.to ), "below " + std::to_string( toAreas ) );
  if ( link.weight < 0 || std::isinf( link.weight ) )
    refuse( "The weight of the link of area " + std::to_string( link.from + 1 ), inWords( link.weight ), "0 or more" );
}

LinkTable tableOf( std::vector<VersionLink> links, std::size_t fromAreas, std::size_t toAreas )
{
  for ( const VersionLink &link : links )
    requireLink( link, fromAreas, toAreas );
  std::stable_sort( links.begin(), links.end(),
                    []( const VersionLink &a, const VersionLink &b )
                    { return std::tie( a.from, a.to ) < std::tie( b.from, b.to ); } );
  LinkTable table;
  table.perFrom.assign( fromAreas, 0 );
  table.perTo.assign( toAreas, 0 );
  for ( const VersionLink &link : links )
  {
    if ( !table.links.empty() && table.links.back().from == link.from && table.links.back().to == link.to )
    {
      table.links.back().weight += link.weight;
      continue;
    }
    table.links.push_back( link );
    ++table.perFrom[link.from];
    ++table.perTo[link.to];
  }
  return table;
}

//! The change of every link: of areas that are tied together beyond one origin or one destination it is irregular.
std::vector<BoundaryChange> changesOf( const LinkTable &table )
{
  std::vector<bool> sharesItsTargets( table.perFrom.size(), false );
  std::vector<bool> hasDividedSources( table.perTo.size(), false );
  for ( const VersionLink &link : table.links )
  {
    if ( table.perTo[link.to] > 1 )
      sharesItsTargets[link.from] = true;
    if ( table.perFrom[link.from] > 1 )
      hasDividedSources[link.to] = true;
  }
  std::vector<BoundaryChange> changes;
  for ( const VersionLink &link : table.links )
  {
    const bool divided = table.perFrom[link.from] > 1;
    const bool joined = table.perTo[link.to] > 1;
    if ( ( divided && sharesItsTargets[link.from] ) || ( joined && hasDividedSources[link.to] ) )
      changes.push_back( BoundaryChange::irregular );
    else
      changes.push_back( divided  ? BoundaryChange::split
                         : joined ? BoundaryChange::merged
                                  : BoundaryChange::unchanged );
  }
  return changes;
}

BoundaryChange together( BoundaryChange first, BoundaryChange second )
{
  if ( first == second || second == BoundaryChange::unchanged )
    return first;
  return first == BoundaryChange::unchanged ? second : BoundaryChange::irregular;
}

//! From an area of the first version to one of the third, by one area between.
struct Way
{
  Overlap overlap;
  BoundaryChange change;
};

bool goesBefore( const Way &a, const Way &b )
{
  return std::tie( a.overlap.source, a.overlap.target ) < std::tie( b.overlap.source, b.overlap.target );
}

std::vector<Way> waysThrough( const VersionShares &first, const VersionShares &second )
{
  std::vector<std::size_t> start( second.shares.sources() + 1, 0 );
  for ( const Overlap &overlap : second.shares.overlaps )
    ++start[overlap.source + 1];
  std::partial_sum( start.begin(), start.end(), start.begin() );

  std::vector<Way> ways;
  for ( std::size_t row = 0; row < first.shares.overlaps.size(); ++row )
  {
    const auto &[from, between, share] = first.shares.overlaps[row];
    for ( std::size_t next = start[between]; next < start[between + 1]; ++next )
    {
      const Overlap &onward = second.shares.overlaps[next];
      ways.push_back(
        { { from, onward.target, share * onward.share }, together( first.change[row], second.change[next] ) } );
    }
  }
  std::stable_sort( ways.begin(), ways.end(), goesBefore );
  return ways;
}

//! Ways come in order; those between the same two areas become one.
void append( VersionShares &through, const Way &way )
{
  std::vector<Overlap> &overlaps = through.shares.overlaps;
  const Overlap &added = way.overlap;
  if ( !overlaps.empty() && overlaps.back().source == added.source && overlaps.back().target == added.target )
  {
    overlaps.back().share = std::min( 1.0, overlaps.back().share + added.share );
    through.change.back() = together( through.change.back(), way.change );
    return;
  }
  overlaps.push_back( added );
  through.change.push_back( way.change );
}

bool isEstimate( BoundaryChange change )
{
  return change == BoundaryChange::split || change == BoundaryChange::irregular;
}

//! What goes into a new area, in the unit that weighs its parts.
struct Parts
{
  double all = 0;
  double estimated = 0;
  double unknown = 0;
  std::size_t number = 0;
  std::size_t estimatedNumber = 0;

  void add( double part, bool estimate )
  {
    all += part;
    estimated += estimate ? part : 0;
    ++number;
    estimatedNumber += estimate ? 1 : 0;
  }

  //! Of nothing at all, that part of the origins counts which is an estimate.
  double estimatedShare() const
  {
    if ( number == 0 )
      return missing;
    return all > 0 ? estimated / all : double( estimatedNumber ) / double( number );
  }
};

void writeShares( ConvertedValues &result, const std::vector<Parts> &parts )
{
  for ( const Parts &part : parts )
  {
    result.estimated.push_back( part.estimatedShare() );
    const double origins = part.all + part.unknown;
    result.unknown.push_back( origins > 0 ? part.unknown / origins : 0 );
  }
}

ConvertedValues convertCounts( const VersionShares &versions, Column counts )
{
  const ArealShares &shares = versions.shares;
  ConvertedValues result;
  result.value.assign( shares.targets, missing );
  std::vector<Parts> sizes( shares.targets );
  std::vector<Parts> origins( shares.targets );
  for ( std::size_t row = 0; row < shares.overlaps.size(); ++row )
  {
    const auto &[from, to, share] = shares.overlaps[row];
    if ( isMissing( counts[from] ) )
    {
      origins[to].unknown += share;
      continue;
    }
    const double part = share * counts[from];
    result.value[to] = ( isMissing( result.value[to] ) ? 0 : result.value[to] ) + part;
    // Counts below 0, such as changes, are as large an estimate as those above.
    sizes[to].add( std::fabs( part ), isEstimate( versions.change[row] ) );
    origins[to].all += share;
  }
  for ( std::size_t from = 0; from < counts.size(); ++from )
    result.outside += isMissing( counts[from] ) ? 0 : shares.outside[from] * counts[from];
  writeShares( result, sizes );
  for ( std::size_t to = 0; to < shares.targets; ++to )
  {
    const double all = origins[to].all + origins[to].unknown;
    result.unknown[to] = all > 0 ? origins[to].unknown / all : 0;
  }
  return result;
}

//! numerators / denominators of the new areas; the parts are measured in denominators.
ConvertedValues convertQuotient( const VersionShares &versions, Column numerators, Column denominators )
{
  const ArealShares &shares = versions.shares;
  std::vector<double> sums( shares.targets, 0 );
  std::vector<Parts> parts( shares.targets );
  for ( std::size_t row = 0; row < shares.overlaps.size(); ++row )
  {
    const auto &[from, to, share] = shares.overlaps[row];
    if ( isMissing( denominators[from] ) )
      continue;
    const double people = share * denominators[from];
    if ( isMissing( numerators[from] ) )
    {
      parts[to].unknown += people;
      continue;
    }
    sums[to] += share * numerators[from];
    parts[to].add( people, isEstimate( versions.change[row] ) );
  }
  ConvertedValues result;
  for ( std::size_t to = 0; to < shares.targets; ++to )
    result.value.push_back( parts[to].all > 0 ? sums[to] / parts[to].all : missing );
  writeShares( result, parts );
  return result;
}

void requireQuotient( const VersionShares &versions, Column values, const std::string &name, Column denominators )
{
  requireSize( name, values.size(), versions.shares.sources() );
  requireSize( "denominators", denominators.size(), versions.shares.sources() );
  requireFinite( name, values );
  requireNotNegative( "denominators", denominators );
}

ConvertedValues convertRates( const VersionShares &versions, Column rates, Column denominators )
{
  requireQuotient( versions, rates, "values", denominators );
  std::vector<double> numerators( rates.size() );
  for ( std::size_t from = 0; from < rates.size(); ++from )
    numerators[from] = rates[from] * ( isMissing( denominators[from] ) ? 0 : denominators[from] );
  return convertQuotient( versions, numerators, denominators );
}

ConvertedValues convertRatesEqually( const VersionShares &versions, Column rates )
{
  ConvertedValues result = convertRates( versions, rates, std::vector<double>( rates.size(), 1 ) );
  std::vector<std::size_t> origins( versions.shares.targets, 0 );
  for ( const Overlap &overlap : versions.shares.overlaps )
    ++origins[overlap.target];
  for ( std::size_t to = 0; to < origins.size(); ++to )
    if ( origins[to] > 1 && !isMissing( result.value[to] ) )
      result.estimated[to] = 1;
  return result;
}

void refuseOrder( const std::string &what )
{
  refuse( "The kind of the values", what,
          "count or rate: a " + what +
            " is a place among all areas of its own version and has no meaning in another; convert the score and rank "
            "it anew, or take the share of people in each tenth" );
}

} // namespace

char letterOf( BoundaryChange change )
{
  switch ( change )
  {
  case BoundaryChange::unchanged:
    return 'U';
  case BoundaryChange::split:
    return 'S';
  case BoundaryChange::merged:
    return 'M';
  case BoundaryChange::irregular:
    break;
  }
  return 'X';
}

VersionShares shareBetweenVersions( const std::vector<VersionLink> &links, std::size_t fromAreas, std::size_t toAreas )
{
  const LinkTable table = tableOf( links, fromAreas, toAreas );
  MeasuredPieces people;
  MeasuredPieces equalParts;
  people.whole.assign( fromAreas, 0 );
  equalParts.whole.assign( fromAreas, 0 );
  for ( const VersionLink &link : table.links )
    people.whole[link.from] += link.weight;
  for ( const VersionLink &link : table.links )
  {
    equalParts.whole[link.from] += 1;
    equalParts.pieces.push_back( { link.from, link.to, 1 } );
    if ( !isMissing( people.whole[link.from] ) )
      people.pieces.push_back( { link.from, link.to, link.weight } );
  }
  VersionShares versions{ sharesByAncillary( people, equalParts, toAreas ), changesOf( table ) };
  std::vector<std::size_t> &equally = versions.shares.fellBack;
  equally.erase(
    std::remove_if( equally.begin(), equally.end(), [&table]( std::size_t from ) { return table.perFrom[from] < 2; } ),
    equally.end() );
  return versions;
}

VersionShares throughVersions( const VersionShares &first, const VersionShares &second )
{
  requireSize( "the second step", second.shares.sources(), first.shares.targets );
  VersionShares through;
  through.shares.targets = second.shares.targets;
  through.shares.outside = first.shares.outside;
  std::vector<bool> equally( first.shares.sources(), false );
  for ( const std::size_t from : first.shares.fellBack )
    equally[from] = true;
  std::vector<bool> equallyNext( second.shares.sources(), false );
  for ( const std::size_t between : second.shares.fellBack )
    equallyNext[between] = true;
  for ( const auto &[from, between, share] : first.shares.overlaps )
  {
    through.shares.outside[from] += share * second.shares.outside[between];
    equally[from] = equally[from] || equallyNext[between];
  }
  for ( std::size_t from = 0; from < equally.size(); ++from )
    if ( equally[from] )
      through.shares.fellBack.push_back( from );
  for ( const Way &way : waysThrough( first, second ) )
    append( through, way );
  return through;
}

ConvertedValues convertValues( const VersionShares &versions, ValueKind kind, Column values, Column denominators )
{
  if ( kind == ValueKind::rank || kind == ValueKind::decile )
    refuseOrder( kind == ValueKind::rank ? "rank" : "decile" );
  requireSize( "values", values.size(), versions.shares.sources() );
  requireFinite( "values", values );
  if ( kind == ValueKind::count )
    return convertCounts( versions, values );
  return denominators.empty() ? convertRatesEqually( versions, values )
                              : convertRates( versions, values, denominators );
}

ConvertedValues convertRatio( const VersionShares &versions, Column numerators, Column denominators )
{
  requireQuotient( versions, numerators, "numerators", denominators );
  return convertQuotient( versions, numerators, denominators );
}

} // namespace communitysafety::statistics
