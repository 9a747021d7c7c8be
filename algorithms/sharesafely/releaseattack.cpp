// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/releaseattack.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <unordered_map>

namespace communitysafety::sharesafely
{

using statistics::AdditiveRelation;
using statistics::CellInterval;
using statistics::CellList;
using statistics::isMissing;
using statistics::PublishedTable;

namespace
{

//! Some sums of a table, with the cells that they hold numbered anew.
class PartOfTable
{
public:
  PartOfTable( const PublishedTable &whole, const std::vector<std::uint32_t> &relations ) : mWhole( whole )
  {
    for ( const std::uint32_t place : relations )
    {
      AdditiveRelation sum{ cell( whole.relations[place].total ), {} };
      for ( const std::uint32_t part : whole.relations[place].parts )
        sum.parts.push_back( cell( part ) );
      mPart.relations.push_back( std::move( sum ) );
    }
  }

  const PublishedTable &table() const { return mPart; }

  //! The number of a cell of the whole.
  std::uint32_t cell( std::uint32_t ofWhole )
  {
    const auto [place, isNew] = mCells.try_emplace( ofWhole, std::uint32_t( mPart.value.size() ) );
    if ( isNew )
    {
      mPart.value.push_back( mWhole.value[ofWhole] );
      mPart.lowest.push_back( mWhole.lowest[ofWhole] );
    }
    return place->second;
  }

private:
  const PublishedTable &mWhole;
  PublishedTable mPart;
  std::unordered_map<std::uint32_t, std::uint32_t> mCells;
};

void markKnown( const std::vector<CellInterval> &intervals, const PublishedTable &table, double enough,
                std::vector<char> &isKnown )
{
  for ( std::size_t cell = 0; cell < intervals.size(); ++cell )
    isKnown[cell] = isMissing( table.value[cell] ) && intervals[cell].width() < enough ? 1 : 0;
}

//! Hidden cells that sums connect, one group after the other.
void attackGroups( const PublishedTable &table, const statistics::AttackOptions &options,
                   const statistics::Progress &progress, ReleaseAttack &result )
{
  std::vector<char> isHidden( table.value.size() );
  std::transform( table.value.begin(), table.value.end(), isHidden.begin(), isMissing );
  const std::vector<CellList> groups = statistics::groupsOf( statistics::connectedCells( table.relations, isHidden ) );
  const statistics::RelationsOfCells relations( table.value.size(), table.relations );
  for ( std::size_t group = 0; group < groups.size(); ++group )
  {
    const statistics::Progress ofGroup = statistics::slice( progress, double( group ) / double( groups.size() ),
                                                            double( group + 1 ) / double( groups.size() ) );
    statistics::report( ofGroup, 0 );
    PartOfTable part( table, relations.ofAll( groups[group] ) );
    try
    {
      // A cell that no sum holds is no part, and stays unknown.
      if ( part.table().relations.empty() )
        continue;
      const std::vector<CellInterval> intervals = statistics::attackTable( part.table(), options, ofGroup );
      for ( const std::uint32_t cell : groups[group] )
        result.isKnown[cell] = intervals[part.cell( cell )].width() < options.enoughWidth ? 1 : 0;
    }
    catch ( const std::invalid_argument & )
    {
      for ( const std::uint32_t cell : groups[group] )
        result.isUnchecked[cell] = 1;
    }
  }
}

} // namespace

Fit fitOf( const PublishedTable &table, const AdditiveRelation &sum )
{
  // Figures need not be whole: estimated populations for instance.
  constexpr double tolerance = 1e-6;
  const double total = table.value[sum.total];
  if ( isMissing( total ) )
    return Fit::unknown;
  double rest = total;
  bool anyHidden = false;
  for ( const std::uint32_t part : sum.parts )
  {
    const bool isHidden = isMissing( table.value[part] );
    anyHidden = anyHidden || isHidden;
    rest -= isHidden ? table.lowest[part] : table.value[part];
  }
  const double noise = tolerance * std::max( 1.0, std::abs( total ) );
  if ( rest < -noise || ( !anyHidden && rest > noise ) )
    return Fit::contradicts;
  return anyHidden ? Fit::unknown : Fit::fits;
}

ReleaseAttack attackRelease( const PublishedTable &table, double enough, const statistics::Progress &progress )
{
  const std::size_t n = table.value.size();
  ReleaseAttack result{ std::vector<char>( n ), std::vector<char>( n ), std::vector<char>( n ) };
  for ( const AdditiveRelation &sum : table.relations )
    result.disagrees[sum.total] |= fitOf( table, sum ) == Fit::contradicts ? 1 : 0;
  statistics::AttackOptions options;
  options.enoughWidth = enough;
  try
  {
    markKnown( statistics::attackTable( table, options, statistics::slice( progress, 0, 0.5 ) ), table, enough,
               result.isKnown );
  }
  catch ( const std::invalid_argument & )
  {
    attackGroups( table, options, statistics::slice( progress, 0.5, 1 ), result );
  }
  return result;
}

} // namespace communitysafety::sharesafely
