// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/additiverelation.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace communitysafety::statistics
{
namespace
{

//! Groups of numbers that belong together.
class Groups
{
public:
  explicit Groups( std::size_t size ) : mParent( size ) { std::iota( mParent.begin(), mParent.end(), 0 ); }

  std::uint32_t of( std::uint32_t member )
  {
    while ( mParent[member] != member )
      member = mParent[member] = mParent[mParent[member]];
    return member;
  }

  void join( std::uint32_t one, std::uint32_t other ) { mParent[of( other )] = of( one ); }

private:
  std::vector<std::uint32_t> mParent;
};

} // namespace

void requireCellsOf( const std::vector<AdditiveRelation> &relations, std::size_t cells )
{
  const auto require = [cells]( const char *role, std::uint32_t cell )
  {
    if ( cell >= cells )
      refuse( role, std::to_string( cell ), "a cell of the table" );
  };
  for ( const AdditiveRelation &relation : relations )
  {
    require( "A total", relation.total );
    for ( const std::uint32_t part : relation.parts )
      require( "A part", part );
  }
}

std::vector<std::uint32_t> connectedCells( const std::vector<AdditiveRelation> &relations,
                                           const std::vector<char> &chosen )
{
  Groups groups( chosen.size() );
  for ( const AdditiveRelation &relation : relations )
  {
    std::uint32_t first = chosen[relation.total] ? relation.total : unconnected;
    for ( const std::uint32_t part : relation.parts )
    {
      if ( !chosen[part] )
        continue;
      if ( first == unconnected )
        first = part;
      groups.join( first, part );
    }
  }
  std::vector<std::uint32_t> number( chosen.size(), unconnected ), result( chosen.size(), unconnected );
  std::uint32_t count = 0;
  for ( std::uint32_t cell = 0; cell < chosen.size(); ++cell )
  {
    if ( !chosen[cell] )
      continue;
    std::uint32_t &ofGroup = number[groups.of( cell )];
    if ( ofGroup == unconnected )
      ofGroup = count++;
    result[cell] = ofGroup;
  }
  return result;
}

std::vector<CellList> groupsOf( const std::vector<std::uint32_t> &numbers )
{
  std::vector<CellList> groups;
  for ( std::uint32_t cell = 0; cell < numbers.size(); ++cell )
  {
    if ( numbers[cell] == unconnected )
      continue;
    if ( numbers[cell] >= groups.size() )
      groups.resize( numbers[cell] + 1 );
    groups[numbers[cell]].push_back( cell );
  }
  return groups;
}

std::vector<std::vector<std::uint32_t>> relationsOfGroups( const std::vector<AdditiveRelation> &relations,
                                                           const std::vector<std::uint32_t> &numbers,
                                                           std::size_t groups )
{
  std::vector<std::vector<std::uint32_t>> found( groups );
  for ( std::uint32_t place = 0; place < relations.size(); ++place )
  {
    // All cells of a relation that are in any group are in the same one.
    std::uint32_t group = numbers[relations[place].total];
    for ( const std::uint32_t part : relations[place].parts )
      group = std::min( group, numbers[part] );
    if ( group != unconnected )
      found[group].push_back( place );
  }
  return found;
}

RelationsOfCells::RelationsOfCells( std::size_t cells, const std::vector<AdditiveRelation> &relations )
  : mFirst( cells + 1, 0 )
{
  const auto forEachEntry = [&relations]( const auto &visit )
  {
    for ( std::uint32_t place = 0; place < relations.size(); ++place )
    {
      visit( relations[place].total, place );
      for ( const std::uint32_t part : relations[place].parts )
        visit( part, place );
    }
  };
  forEachEntry( [this]( std::uint32_t cell, std::uint32_t ) { ++mFirst[cell + 1]; } );
  std::partial_sum( mFirst.begin(), mFirst.end(), mFirst.begin() );
  mRelations.resize( mFirst.back() );
  std::vector<std::size_t> next( mFirst.begin(), mFirst.end() - 1 );
  forEachEntry( [&]( std::uint32_t cell, std::uint32_t place ) { mRelations[next[cell]++] = place; } );
}

std::vector<std::uint32_t> RelationsOfCells::ofAll( const CellList &cells ) const
{
  std::vector<std::uint32_t> all;
  for ( const std::uint32_t cell : cells )
    all.insert( all.end(), begin( cell ), end( cell ) );
  std::sort( all.begin(), all.end() );
  all.erase( std::unique( all.begin(), all.end() ), all.end() );
  return all;
}

std::vector<std::uint32_t> interchangeableCells( const std::vector<AdditiveRelation> &relations,
                                                 const RelationsOfCells &relationsOf, const std::vector<char> &chosen )
{
  std::vector<char> isTotal( chosen.size(), 0 );
  for ( const AdditiveRelation &relation : relations )
    isTotal[relation.total] = 1;
  std::map<std::vector<std::uint32_t>, std::uint32_t> numberOf;
  std::vector<std::uint32_t> numbers( chosen.size(), unconnected );
  for ( std::uint32_t cell = 0; cell < chosen.size(); ++cell )
    if ( chosen[cell] && !isTotal[cell] )
      numbers[cell] =
        numberOf.try_emplace( { relationsOf.begin( cell ), relationsOf.end( cell ) }, std::uint32_t( numberOf.size() ) )
          .first->second;
  return numbers;
}

} // namespace communitysafety::statistics
