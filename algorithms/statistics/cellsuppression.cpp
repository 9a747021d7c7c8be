// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/cellsuppression.h"

#include "statistics/arguments.h"
#include "statistics/disclosureattack.h"
#include "statistics/linearprogramme.h"
#include "statistics/parallel.h"
#include "statistics/protectionflow.h"
#include "statistics/sharedprogress.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <tuple>

namespace communitysafety::statistics
{
namespace
{

using Cell = std::uint32_t;
using Cells = CellList;

//! Values of tables with gaps come out of the simplex method.
constexpr double tolerance = 1e-6;

//! Tables that show how far an unsafe cell can be from its value.
struct Witness
{
  TableChange up;
  TableChange down;
  double upBy = 0;
  double downBy = 0;

  double width() const { return upBy + downBy; }
};

bool needs( const Witness &witness, Cell cell )
{
  return changeOf( witness.up, cell ) != 0 || changeOf( witness.down, cell ) != 0;
}

class Suppression
{
public:
  Suppression( const TableToProtect &table, const SuppressionOptions &options )
    : mTable( table ), mOptions( options ), mValue( leastTable( { table.value, table.lowest, table.relations } ) ),
      mRelationsOf( table.value.size(), table.relations ), mIsHidden( table.value.size(), 0 ),
      mWitness( table.value.size() )
  {
    for ( std::size_t cell = 0; cell < mIsHidden.size(); ++cell )
      mIsHidden[cell] = isUnsafe( Cell( cell ) ) || isMissing( table.value[cell] ) ? 1 : 0;
  }

  SuppressionPattern run( const Progress &progress );

private:
  bool isUnsafe( Cell cell ) const { return mTable.status[cell] == CellStatus::unsafe; }
  bool isProtected( Cell cell ) const { return mWitness[cell].width() >= mOptions.protection - tolerance; }
  bool isSecondary( Cell cell ) const
  {
    return mIsHidden[cell] && !isUnsafe( cell ) && !isMissing( mTable.value[cell] );
  }
  double price( Cell cell ) const { return mIsHidden[cell] ? 0 : mTable.weight[cell]; }

  std::vector<char> movableCells( bool withMiddleTotals ) const;
  std::vector<char> middleTotals() const;

  template <typename Wanted>
  void protectGroups( const std::vector<char> &movable, bool isLast, const Progress &progress, const Wanted &wanted );
  void protectGroup( const Cells &group, const Cells &targets, bool isLast, SharedProgress &shared );
  bool protectCell( ProtectionFlow &flow, Cell cell, bool isLast, ProtectionFlow *other );
  bool protectBothWays( ProtectionFlow &flow, Cell cell, ProtectionFlow *other );
  void accept( const TableChange &change, ProtectionFlow &flow, ProtectionFlow *other );
  ProtectionFlow flowThrough( const Cells &cells ) const;
  Cells partners( const AdditiveRelation &relation, const Cells &group, const std::vector<char> &isFound ) const;
  Cells around( Cell cell, const Cells &group, std::size_t mostCells ) const;

  void showSuperfluous( const Progress &progress );
  ProtectionFlow flowThroughHidden( const Cells &cells ) const;
  void showSuperfluousOf( const Cells &group, SharedProgress &shared );
  bool showAgain( Cell cell, const Cells &unsafeOnes, ProtectionFlow &flow );
  std::optional<Witness> witnessWithout( ProtectionFlow &flow, Cell unsafe ) const;

  unsigned threads() const { return LinearProgramme::threadsAllowed() ? mOptions.threads : 1; }

  const TableToProtect &mTable;
  const SuppressionOptions &mOptions;
  std::vector<double> mValue;
  RelationsOfCells mRelationsOf;
  std::vector<char> mIsHidden;
  std::vector<Witness> mWitness;
};

//! Totals that are parts of other totals: through them all of a large table hangs together.
std::vector<char> Suppression::middleTotals() const
{
  std::vector<char> isTotal( mTable.value.size(), 0 ), isMiddle( mTable.value.size(), 0 );
  for ( const AdditiveRelation &relation : mTable.relations )
    isTotal[relation.total] = 1;
  for ( const AdditiveRelation &relation : mTable.relations )
    for ( const Cell part : relation.parts )
      isMiddle[part] = isMiddle[part] || isTotal[part];
  return isMiddle;
}

std::vector<char> Suppression::movableCells( bool withMiddleTotals ) const
{
  const std::vector<char> isMiddle = middleTotals();
  std::vector<char> movable( mTable.value.size(), 0 );
  for ( std::size_t cell = 0; cell < movable.size(); ++cell )
  {
    // A zero that is always shown cannot be hidden, and what cannot be hidden cannot differ.
    const bool canHide = mIsHidden[cell] || mValue[cell] >= mTable.lowest[cell];
    movable[cell] = mTable.status[cell] != CellStatus::known && canHide && ( withMiddleTotals || !isMiddle[cell] );
  }
  return movable;
}

SuppressionPattern Suppression::run( const Progress &progress )
{
  const std::vector<char> all = movableCells( true ), narrow = movableCells( false );
  const std::vector<char> isMiddle = middleTotals();
  protectGroups( all, false, slice( progress, 0, 0.2 ), [&]( Cell cell ) { return isMiddle[cell] != 0; } );
  protectGroups( narrow, false, slice( progress, 0.2, 0.6 ), []( Cell ) { return true; } );
  protectGroups( all, true, slice( progress, 0.6, 0.7 ), []( Cell ) { return true; } );
  showSuperfluous( slice( progress, 0.7, 1 ) );
  SuppressionPattern pattern;
  for ( Cell cell = 0; cell < mIsHidden.size(); ++cell )
    if ( isUnsafe( cell ) && !isProtected( cell ) )
      pattern.unprotected.push_back( cell );
  pattern.isHidden = mIsHidden;
  return pattern;
}

//! Protects the unsafe cells that \a wanted names, in separate groups of \a movable cells.
template <typename Wanted>
void Suppression::protectGroups( const std::vector<char> &movable, bool isLast, const Progress &progress,
                                 const Wanted &wanted )
{
  const std::vector<Cells> groups = groupsOf( connectedCells( mTable.relations, movable ) );
  std::vector<Cells> targets( groups.size() );
  std::size_t steps = 0;
  for ( std::size_t group = 0; group < groups.size(); ++group )
  {
    for ( const Cell cell : groups[group] )
      if ( isUnsafe( cell ) && !isProtected( cell ) && wanted( cell ) )
        targets[group].push_back( cell );
    steps += targets[group].size();
  }
  SharedProgress shared( progress, std::max<std::size_t>( 1, steps ) );
  forEachInParallel( groups.size(), threads(),
                     [&]( std::size_t group ) { protectGroup( groups[group], targets[group], isLast, shared ); } );
}

ProtectionFlow Suppression::flowThrough( const Cells &cells ) const
{
  const std::vector<std::uint32_t> relations = mRelationsOf.ofAll( cells );
  ProtectionFlow flow( { mValue, mTable.lowest, mTable.relations }, cells, relations );
  for ( const Cell cell : cells )
    flow.setPrice( cell, price( cell ) );
  return flow;
}

//! The cells of \a relation in \a group that were not found yet: of many parts the ones that can give way, cheapest
//! first.
Cells Suppression::partners( const AdditiveRelation &relation, const Cells &group,
                             const std::vector<char> &isFound ) const
{
  constexpr std::size_t mostParts = 12;
  const auto isNew = [&]( Cell cell )
  { return !isFound[cell] && std::binary_search( group.begin(), group.end(), cell ); };
  Cells found;
  std::copy_if( relation.parts.begin(), relation.parts.end(), std::back_inserter( found ), isNew );
  const auto rank = [this]( Cell cell )
  {
    const bool hasRoom = mValue[cell] - mTable.lowest[cell] >= mOptions.protection;
    return std::make_tuple( !hasRoom, price( cell ), cell );
  };
  if ( found.size() > mostParts )
  {
    std::partial_sort( found.begin(), found.begin() + mostParts, found.end(),
                       [&rank]( Cell one, Cell other ) { return rank( one ) < rank( other ); } );
    found.resize( mostParts );
  }
  if ( isNew( relation.total ) )
    found.push_back( relation.total );
  return found;
}

//! The part of \a group that is nearest to \a cell by relations.
Cells Suppression::around( Cell cell, const Cells &group, std::size_t mostCells ) const
{
  Cells found{ cell };
  std::vector<char> isFound( mTable.value.size(), 0 ), isRead( mTable.relations.size(), 0 );
  isFound[cell] = 1;
  for ( std::size_t next = 0; next < found.size() && found.size() < mostCells; ++next )
    for ( const std::uint32_t *place = mRelationsOf.begin( found[next] ); place != mRelationsOf.end( found[next] );
          ++place )
    {
      if ( isRead[*place] )
        continue;
      isRead[*place] = 1;
      const Cells added = partners( mTable.relations[*place], group, isFound );
      for ( const Cell one : added )
        isFound[one] = 1;
      found.insert( found.end(), added.begin(), added.end() );
    }
  std::sort( found.begin(), found.end() );
  return found;
}

void Suppression::protectGroup( const Cells &group, const Cells &targets, bool isLast, SharedProgress &shared )
{
  if ( targets.empty() )
    return;
  const bool isSmall = group.size() <= mOptions.largestWhole;
  std::optional<ProtectionFlow> whole;
  const auto throughAll = [&]() -> ProtectionFlow &
  {
    if ( !whole )
      whole.emplace( flowThrough( group ) );
    return *whole;
  };
  for ( const Cell cell : targets )
  {
    shared.step();
    if ( isProtected( cell ) )
      continue;
    if ( !isSmall )
    {
      ProtectionFlow near = flowThrough( around( cell, group, mOptions.largestWhole / 4 ) );
      if ( protectCell( near, cell, false, whole ? &*whole : nullptr ) )
        continue;
    }
    protectCell( throughAll(), cell, isLast, nullptr );
  }
}

bool Suppression::protectCell( ProtectionFlow &flow, Cell cell, bool isLast, ProtectionFlow *other )
{
  const TableChange change = flow.cheapest( cell, mOptions.protection );
  if ( change.empty() )
    return isLast && protectBothWays( flow, cell, other );
  accept( change, flow, other );
  return true;
}

//! A cell that cannot grow by all of the protection: as far as it can, and the rest downwards.
bool Suppression::protectBothWays( ProtectionFlow &flow, Cell cell, ProtectionFlow *other )
{
  const double up = flow.most( cell, mOptions.protection );
  const double down = flow.most( cell, up - mOptions.protection );
  // What cannot be protected is not worth hiding other cells for.
  if ( up + down < mOptions.protection - tolerance )
    return false;
  if ( up > 0 )
    accept( flow.cheapest( cell, up ), flow, other );
  if ( down > 0 )
    accept( flow.cheapest( cell, -down ), flow, other );
  return isProtected( cell );
}

//! Hides all that differs; every unsafe cell that differs more than it was known to takes the change as its witness.
void Suppression::accept( const TableChange &change, ProtectionFlow &flow, ProtectionFlow *other )
{
  for ( const CellChange &one : change )
  {
    if ( !mIsHidden[one.cell] )
    {
      mIsHidden[one.cell] = 1;
      flow.setPrice( one.cell, 0 );
      if ( other )
        other->setPrice( one.cell, 0 );
    }
    if ( !isUnsafe( one.cell ) || isProtected( one.cell ) )
      continue;
    Witness &witness = mWitness[one.cell];
    if ( one.by > witness.upBy )
    {
      witness.up = change;
      witness.upBy = one.by;
    }
    if ( -one.by > witness.downBy )
    {
      witness.down = change;
      witness.downBy = -one.by;
    }
  }
}

void Suppression::showSuperfluous( const Progress &progress )
{
  const std::vector<Cells> groups = groupsOf( connectedCells( mTable.relations, mIsHidden ) );
  std::size_t steps = 1;
  for ( const Cells &group : groups )
    steps +=
      std::size_t( std::count_if( group.begin(), group.end(), [this]( Cell cell ) { return isSecondary( cell ); } ) );
  SharedProgress shared( progress, steps );
  forEachInParallel( groups.size(), threads(),
                     [&]( std::size_t group ) { showSuperfluousOf( groups[group], shared ); } );
}

//! New witnesses should need as few other secondary cells as possible.
ProtectionFlow Suppression::flowThroughHidden( const Cells &cells ) const
{
  ProtectionFlow flow = flowThrough( cells );
  for ( const Cell cell : cells )
    if ( isSecondary( cell ) )
      flow.setPrice( cell, mTable.weight[cell] );
  return flow;
}

void Suppression::showSuperfluousOf( const Cells &group, SharedProgress &shared )
{
  Cells secondary, unsafeOnes;
  for ( const Cell cell : group )
  {
    if ( isSecondary( cell ) )
      secondary.push_back( cell );
    if ( isUnsafe( cell ) && isProtected( cell ) )
      unsafeOnes.push_back( cell );
  }
  std::stable_sort( secondary.begin(), secondary.end(),
                    [this]( Cell one, Cell other ) { return mTable.weight[one] > mTable.weight[other]; } );
  const std::size_t largest = mOptions.largestWhole / 4;
  std::optional<ProtectionFlow> whole;
  if ( group.size() <= largest && !secondary.empty() )
    whole.emplace( flowThroughHidden( group ) );
  for ( const Cell cell : secondary )
  {
    shared.step();
    if ( whole )
    {
      if ( !showAgain( cell, unsafeOnes, *whole ) )
        whole->setKept( cell, false );
      continue;
    }
    Cells hiddenOnes;
    for ( const Cell one : around( cell, group, largest ) )
      if ( mIsHidden[one] )
        hiddenOnes.push_back( one );
    ProtectionFlow near = flowThroughHidden( hiddenOnes );
    showAgain( cell, unsafeOnes, near );
  }
}

//! Shows \a cell when all that it protects are protected without it; else \a flow is left with it kept.
bool Suppression::showAgain( Cell cell, const Cells &unsafeOnes, ProtectionFlow &flow )
{
  flow.setKept( cell, true );
  std::vector<std::pair<Cell, Witness>> replaced;
  for ( const Cell unsafe : unsafeOnes )
  {
    if ( !needs( mWitness[unsafe], cell ) )
      continue;
    std::optional<Witness> witness;
    if ( flow.holds( unsafe ) )
      witness = witnessWithout( flow, unsafe );
    if ( !witness )
      return false;
    replaced.emplace_back( unsafe, std::move( *witness ) );
  }
  for ( std::pair<Cell, Witness> &one : replaced )
    mWitness[one.first] = std::move( one.second );
  mIsHidden[cell] = 0;
  return true;
}

std::optional<Witness> Suppression::witnessWithout( ProtectionFlow &flow, Cell unsafe ) const
{
  Witness witness;
  witness.up = flow.cheapest( unsafe, mOptions.protection );
  witness.upBy = changeOf( witness.up, unsafe );
  if ( !witness.up.empty() )
    return witness;
  witness.upBy = flow.most( unsafe, mOptions.protection );
  witness.downBy = flow.most( unsafe, witness.upBy - mOptions.protection );
  if ( witness.width() < mOptions.protection - tolerance )
    return std::nullopt;
  if ( witness.upBy > 0 )
    witness.up = flow.cheapest( unsafe, witness.upBy );
  if ( witness.downBy > 0 )
    witness.down = flow.cheapest( unsafe, -witness.downBy );
  return witness;
}

} // namespace

SuppressionPattern suppressCells( const TableToProtect &table, const SuppressionOptions &options,
                                  const Progress &progress )
{
  requireBetween( "protection", options.protection, 1, 1e9 );
  requireProtectable( table );
  return Suppression( table, options ).run( progress );
}

} // namespace communitysafety::statistics
