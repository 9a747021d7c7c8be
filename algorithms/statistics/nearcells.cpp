// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/nearcells.h"

#include <algorithm>
#include <utility>

namespace communitysafety::statistics
{
namespace
{

//! Fewer would leave a programme no choice.
constexpr std::size_t fewestParts = 12;

} // namespace

NearCells::NearCells( const std::vector<AdditiveRelation> &relations, const RelationsOfCells &relationsOf,
                      std::size_t cells )
  : mRelations( relations ), mRelationsOf( relationsOf ), mSearchOfCell( cells, 0 ),
    mSearchOfRelation( relations.size(), 0 )
{
}

CellList NearCells::around( std::uint32_t cell, const Choice &choice )
{
  ++mSearch;
  CellList found;
  add( cell, found );
  for ( std::size_t next = 0; next < found.size() && found.size() < choice.mostCells; ++next )
    for ( const std::uint32_t *place = mRelationsOf.begin( found[next] ); place != mRelationsOf.end( found[next] );
          ++place )
    {
      if ( std::exchange( mSearchOfRelation[*place], mSearch ) == mSearch )
        continue;
      const AdditiveRelation &relation = mRelations[*place];
      addParts( relation, choice, found );
      if ( mSearchOfCell[relation.total] != mSearch && choice.isWanted( relation.total ) )
        add( relation.total, found );
    }
  std::sort( found.begin(), found.end() );
  return found;
}

void NearCells::add( std::uint32_t cell, CellList &found )
{
  mSearchOfCell[cell] = mSearch;
  found.push_back( cell );
}

void NearCells::addParts( const AdditiveRelation &relation, const Choice &choice, CellList &found )
{
  std::vector<std::pair<double, std::uint32_t>> parts;
  for ( const std::uint32_t part : relation.parts )
    if ( mSearchOfCell[part] != mSearch && choice.isWanted( part ) )
      parts.emplace_back( choice.rank( part ), part );
  double room = 0;
  std::size_t taken = 0, sorted = 0;
  for ( ; taken < parts.size() && ( taken < fewestParts || room < choice.enoughRoom ); ++taken )
  {
    if ( taken == sorted )
    {
      sorted = std::min( parts.size(), 2 * sorted + fewestParts );
      std::partial_sort( parts.begin() + taken, parts.begin() + sorted, parts.end() );
    }
    add( parts[taken].second, found );
    room += choice.room( parts[taken].second );
  }
}

} // namespace communitysafety::statistics
