// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/cellsuppression.h"

#include "statistics/arguments.h"
#include "statistics/disclosureattack.h"
#include "statistics/linearprogramme.h"
#include "statistics/nearcells.h"
#include "statistics/parallel.h"
#include "statistics/protectionflow.h"
#include "statistics/sharedprogress.h"

#include <algorithm>
#include <cmath>
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

//! So many cells are solved in no time.
constexpr std::size_t smallProgramme = 100;

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

//! Cells that may differ in one step of the work, in groups that no relation connects.
struct MovableCells
{
  std::vector<std::uint32_t> groupOf;
  std::vector<Cells> groups;
  //! For each relation by how much its parts can become smaller together.
  std::vector<double> room;
};

class Suppression
{
public:
  Suppression( const TableToProtect &table, const SuppressionOptions &options );

  SuppressionPattern run( const Progress &progress );

private:
  //! The programmes of one group, made when they are needed.
  struct Programmes
  {
    const MovableCells &movable;
    const Cells &group;
    Progress stop;
    std::optional<NearCells> near;
    std::optional<ProtectionFlow> whole;
  };

  bool isUnsafe( Cell cell ) const { return mTable.status[cell] == CellStatus::unsafe; }
  bool isProtected( Cell cell ) const { return mWitness[cell].width() >= enough(); }
  bool isSecondary( Cell cell ) const
  {
    return mIsHidden[cell] && !isUnsafe( cell ) && !isMissing( mTable.value[cell] );
  }
  double enough() const { return mOptions.protection - tolerance; }
  double price( Cell cell ) const { return mIsHidden[cell] ? 0 : mTable.weight[cell]; }
  double room( Cell cell ) const { return std::max( 0.0, mValue[cell] - mTable.lowest[cell] ); }

  std::vector<char> middleTotals() const;
  template <typename Wanted>
  MovableCells cellsThat( const Wanted &isWanted ) const;
  void findInterchangeable();
  bool comesFirst( Cell one, Cell other ) const;

  template <typename Wanted>
  void protectGroups( const MovableCells &movable, bool isLast, const Progress &progress, const Wanted &wanted );
  void protectGroup( const MovableCells &movable, const Cells &group, const Cells &targets, bool isLast,
                     SharedProgress &shared );
  double mostGain( const MovableCells &movable, Cell cell ) const;
  bool protectByExchange( Cell cell );
  bool protectByProgrammes( Programmes &programmes, Cell cell, bool isLast );
  bool protectThroughNear( Programmes &programmes, Cell cell, bool isLast );
  bool protectCell( ProtectionFlow &flow, Cell cell, bool isLast );
  bool protectBothWays( ProtectionFlow &flow, Cell cell );
  void accept( const TableChange &change, ProtectionFlow *flow );
  void hide( Cell cell );
  TableChange exchange( Cell cell, double by, Cell without ) const;
  std::optional<Witness> witnessByExchange( Cell cell, Cell without ) const;

  ProtectionFlow flowThrough( const Cells &cells, const Progress &stop ) const;
  NearCells nearCells() const { return NearCells( mTable.relations, mRelationsOf, mTable.value.size() ); }
  NearCells::Choice hiddenOnes( const MovableCells &movable, Cell cell ) const;
  NearCells::Choice cheapOnes( const MovableCells &movable, Cell cell ) const;

  void showSuperfluous( const Progress &progress );
  void showSuperfluousOf( MovableCells &hidden, const Cells &group, SharedProgress &shared );
  ProtectionFlow flowThroughHidden( const Cells &cells, const Progress &stop ) const;
  bool showAgain( Programmes &programmes, Cell cell );
  bool isNeeded( const MovableCells &hidden, Cell cell, Cell unsafe ) const;
  std::optional<Witness> witnessWithout( Programmes &programmes, Cell cell, Cell unsafe ) const;
  std::optional<Witness> witness( ProtectionFlow &flow, Cell unsafe ) const;
  void noteNeeds( Cell unsafe );
  void show( MovableCells &hidden, Cell cell );

  unsigned threads() const { return LinearProgramme::threadsAllowed() ? mOptions.threads : 1; }

  const TableToProtect &mTable;
  const SuppressionOptions &mOptions;
  std::vector<double> mValue;
  RelationsOfCells mRelationsOf;
  std::vector<char> mIsHidden;
  std::vector<Witness> mWitness;
  //! The set of interchangeable cells that each is in, and the hidden ones of each set in the order of their use.
  std::vector<std::uint32_t> mSetOf;
  std::vector<Cells> mHiddenOfSet;
  //! For each secondary cell the unsafe ones whose witness has, or had, it.
  std::vector<Cells> mNeededBy;
};

Suppression::Suppression( const TableToProtect &table, const SuppressionOptions &options )
  : mTable( table ), mOptions( options ), mValue( leastTable( { table.value, table.lowest, table.relations } ) ),
    mRelationsOf( table.value.size(), table.relations ), mIsHidden( table.value.size(), 0 ),
    mWitness( table.value.size() )
{
  for ( std::size_t cell = 0; cell < mIsHidden.size(); ++cell )
    mIsHidden[cell] = isUnsafe( Cell( cell ) ) || isMissing( table.value[cell] ) ? 1 : 0;
}

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

template <typename Wanted>
MovableCells Suppression::cellsThat( const Wanted &isWanted ) const
{
  std::vector<char> chosen( mTable.value.size(), 0 );
  for ( Cell cell = 0; cell < chosen.size(); ++cell )
    chosen[cell] = isWanted( cell ) ? 1 : 0;
  MovableCells movable;
  movable.groupOf = connectedCells( mTable.relations, chosen );
  movable.groups = groupsOf( movable.groupOf );
  for ( const AdditiveRelation &relation : mTable.relations )
  {
    double sum = 0;
    for ( const Cell part : relation.parts )
      sum += chosen[part] ? room( part ) : 0;
    movable.room.push_back( sum );
  }
  return movable;
}

SuppressionPattern Suppression::run( const Progress &progress )
{
  const std::vector<char> isMiddle = middleTotals();
  // A zero that is always shown cannot be hidden, and what cannot be hidden cannot differ.
  const auto canDiffer = [this]( Cell cell )
  { return mTable.status[cell] != CellStatus::known && ( mIsHidden[cell] || mValue[cell] >= mTable.lowest[cell] ); };
  const MovableCells all = cellsThat( canDiffer );
  const MovableCells narrow = cellsThat( [&]( Cell cell ) { return canDiffer( cell ) && !isMiddle[cell]; } );
  findInterchangeable();
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

void Suppression::findInterchangeable()
{
  std::vector<char> chosen;
  for ( const CellStatus status : mTable.status )
    chosen.push_back( status != CellStatus::known ? 1 : 0 );
  mSetOf = interchangeableCells( mTable.relations, mRelationsOf, chosen );
  mHiddenOfSet = groupsOf( mSetOf );
  for ( Cells &set : mHiddenOfSet )
  {
    set.erase( std::remove_if( set.begin(), set.end(), [this]( Cell cell ) { return !mIsHidden[cell]; } ), set.end() );
    std::sort( set.begin(), set.end(), [this]( Cell one, Cell other ) { return comesFirst( one, other ); } );
  }
}

//! Unsafe cells are hidden whatever happens, so that a witness had better be made of them; then of as few as possible.
bool Suppression::comesFirst( Cell one, Cell other ) const
{
  return std::make_tuple( !isUnsafe( one ), -room( one ), one ) <
         std::make_tuple( !isUnsafe( other ), -room( other ), other );
}

//! Protects the unsafe cells that \a wanted names, in separate groups of \a movable cells.
template <typename Wanted>
void Suppression::protectGroups( const MovableCells &movable, bool isLast, const Progress &progress,
                                 const Wanted &wanted )
{
  const std::vector<Cells> &groups = movable.groups;
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
                     [&]( std::size_t group )
                     { protectGroup( movable, groups[group], targets[group], isLast, shared ); } );
}

void Suppression::protectGroup( const MovableCells &movable, const Cells &group, const Cells &targets, bool isLast,
                                SharedProgress &shared )
{
  Programmes programmes{ movable, group, shared.withinStep(), {}, {} };
  for ( const Cell cell : targets )
  {
    shared.step();
    if ( isProtected( cell ) || protectByExchange( cell ) )
      continue;
    const double most = mostGain( movable, cell ) + ( isLast ? room( cell ) : 0 );
    if ( most >= enough() )
      protectByProgrammes( programmes, cell, isLast );
  }
}

//! No table has more in \a cell: what the other parts of its sums can give, where the total cannot change.
double Suppression::mostGain( const MovableCells &movable, Cell cell ) const
{
  double most = LinearProgramme::noLimit;
  for ( const std::uint32_t *place = mRelationsOf.begin( cell ); place != mRelationsOf.end( cell ); ++place )
  {
    const Cell total = mTable.relations[*place].total;
    if ( total != cell && movable.groupOf[total] == unconnected )
      most = std::min( most, movable.room[*place] - room( cell ) );
  }
  return most;
}

//! Without hiding more, and without a programme.
bool Suppression::protectByExchange( Cell cell )
{
  const std::optional<Witness> found = witnessByExchange( cell, cell );
  if ( !found )
    return false;
  accept( found->up, nullptr );
  accept( found->down, nullptr );
  return true;
}

//! \a cell larger \a by, and hidden cells that are interchangeable with it smaller; empty when they cannot be.
TableChange Suppression::exchange( Cell cell, double by, Cell without ) const
{
  TableChange change{ { cell, by } };
  double left = by;
  for ( const Cell other : mHiddenOfSet[mSetOf[cell]] )
    if ( const double given = std::min( left, room( other ) ); given > 0 && other != cell && other != without )
    {
      change.push_back( { other, -given } );
      left -= given;
    }
  if ( left > tolerance )
    return {};
  std::sort( change.begin(), change.end(),
             []( const CellChange &one, const CellChange &other ) { return one.cell < other.cell; } );
  return change;
}

//! A witness of \a cell and of hidden cells that are interchangeable with it, other than \a without.
std::optional<Witness> Suppression::witnessByExchange( Cell cell, Cell without ) const
{
  if ( mSetOf[cell] == unconnected )
    return std::nullopt;
  double most = 0;
  std::optional<Cell> taker;
  for ( const Cell other : mHiddenOfSet[mSetOf[cell]] )
    if ( other != cell && other != without )
    {
      taker = taker.value_or( other );
      most += room( other );
      if ( most >= mOptions.protection )
        break;
    }
  Witness witness;
  // Whole numbers are what a reader counts with.
  witness.upBy = std::min( mOptions.protection, std::floor( most + tolerance ) );
  witness.downBy = mOptions.protection - witness.upBy;
  if ( !taker || witness.downBy > room( cell ) )
    return std::nullopt;
  if ( witness.upBy > 0 )
    witness.up = exchange( cell, witness.upBy, without );
  if ( witness.downBy > 0 )
    witness.down = { { std::min( cell, *taker ), 0 }, { std::max( cell, *taker ), 0 } };
  for ( CellChange &one : witness.down )
    one.by = one.cell == cell ? -witness.downBy : witness.downBy;
  return witness;
}

ProtectionFlow Suppression::flowThrough( const Cells &cells, const Progress &stop ) const
{
  const ProtectionFlow::Table table{ mValue, mTable.lowest, mTable.relations, mRelationsOf };
  ProtectionFlow flow( table, cells, stop );
  for ( const Cell cell : cells )
    flow.setPrice( cell, price( cell ) );
  return flow;
}

//! Hidden cells that may differ with \a cell, which cost nothing; unsafe ones first.
NearCells::Choice Suppression::hiddenOnes( const MovableCells &movable, Cell cell ) const
{
  const std::uint32_t group = movable.groupOf[cell];
  return { [this, &movable, group]( Cell other ) { return mIsHidden[other] && movable.groupOf[other] == group; },
           [this]( Cell other ) { return isUnsafe( other ) ? -room( other ) : mTable.weight[other]; },
           [this]( Cell other ) { return room( other ); }, 2 * mOptions.protection, smallProgramme };
}

//! Cells that may differ with \a cell, those first that give most for their price.
NearCells::Choice Suppression::cheapOnes( const MovableCells &movable, Cell cell ) const
{
  const std::uint32_t group = movable.groupOf[cell];
  return { [&movable, group]( Cell other ) { return movable.groupOf[other] == group; },
           [this]( Cell other )
           {
             return mIsHidden[other] ? -room( other )
                                     : price( other ) / std::clamp( room( other ), tolerance, mOptions.protection );
           },
           [this]( Cell other ) { return room( other ); }, 2 * mOptions.protection, mOptions.largestWhole / 4 };
}

//! Through more and more cells: first through those that cost nothing, at last through the whole group.
bool Suppression::protectByProgrammes( Programmes &programmes, Cell cell, bool isLast )
{
  const std::size_t size = programmes.group.size();
  if ( size > smallProgramme )
  {
    if ( !programmes.near )
      programmes.near.emplace( nearCells() );
    ProtectionFlow free =
      flowThroughHidden( programmes.near->around( cell, hiddenOnes( programmes.movable, cell ) ), programmes.stop );
    if ( protectCell( free, cell, true ) )
      return true;
  }
  if ( size > mOptions.largestWhole )
    return protectThroughNear( programmes, cell, isLast );
  if ( !programmes.whole )
    programmes.whole.emplace( flowThrough( programmes.group, programmes.stop ) );
  return protectCell( *programmes.whole, cell, isLast );
}

//! In a group that is too large to be solved as a whole: where little does not help, in the end through more of it.
bool Suppression::protectThroughNear( Programmes &programmes, Cell cell, bool isLast )
{
  NearCells::Choice choice = cheapOnes( programmes.movable, cell );
  const std::size_t most = isLast ? 4 * mOptions.largestWhole : choice.mostCells;
  for ( ; choice.mostCells <= most; choice.mostCells *= 4 )
  {
    ProtectionFlow flow = flowThrough( programmes.near->around( cell, choice ), programmes.stop );
    if ( protectCell( flow, cell, isLast ) )
      return true;
  }
  return false;
}

bool Suppression::protectCell( ProtectionFlow &flow, Cell cell, bool isLast )
{
  const TableChange change = flow.cheapest( cell, mOptions.protection );
  if ( change.empty() )
    return isLast && protectBothWays( flow, cell );
  accept( change, &flow );
  return true;
}

//! A cell that cannot grow by all of the protection: as far as it can, and the rest downwards.
bool Suppression::protectBothWays( ProtectionFlow &flow, Cell cell )
{
  const double up = flow.most( cell, mOptions.protection );
  // What cannot be protected is not worth hiding other cells for.
  if ( up + room( cell ) < enough() )
    return false;
  const double down = flow.most( cell, up - mOptions.protection );
  if ( up + down < enough() )
    return false;
  if ( up > 0 )
    accept( flow.cheapest( cell, up ), &flow );
  if ( down > 0 )
    accept( flow.cheapest( cell, -down ), &flow );
  return isProtected( cell );
}

//! Hides all that differs; every unsafe cell that differs more than it was known to takes the change as its witness.
void Suppression::accept( const TableChange &change, ProtectionFlow *flow )
{
  for ( const CellChange &one : change )
  {
    if ( !mIsHidden[one.cell] )
    {
      hide( one.cell );
      if ( flow )
        flow->setPrice( one.cell, 0 );
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

void Suppression::hide( Cell cell )
{
  mIsHidden[cell] = 1;
  if ( mSetOf[cell] == unconnected )
    return;
  Cells &set = mHiddenOfSet[mSetOf[cell]];
  set.insert( std::upper_bound( set.begin(), set.end(), cell,
                                [this]( Cell one, Cell other ) { return comesFirst( one, other ); } ),
              cell );
}

void Suppression::show( MovableCells &hidden, Cell cell )
{
  mIsHidden[cell] = 0;
  for ( const std::uint32_t *place = mRelationsOf.begin( cell ); place != mRelationsOf.end( cell ); ++place )
    if ( mTable.relations[*place].total != cell )
      hidden.room[*place] -= room( cell );
  if ( mSetOf[cell] == unconnected )
    return;
  Cells &set = mHiddenOfSet[mSetOf[cell]];
  set.erase( std::find( set.begin(), set.end(), cell ) );
}

void Suppression::showSuperfluous( const Progress &progress )
{
  MovableCells hidden = cellsThat( [this]( Cell cell ) { return mIsHidden[cell] != 0; } );
  mNeededBy.assign( mTable.value.size(), {} );
  std::size_t steps = 1;
  for ( Cell cell = 0; cell < mIsHidden.size(); ++cell )
    steps += isSecondary( cell ) ? 1 : 0;
  SharedProgress shared( progress, steps );
  forEachInParallel( hidden.groups.size(), threads(),
                     [&]( std::size_t group ) { showSuperfluousOf( hidden, hidden.groups[group], shared ); } );
}

//! New witnesses should need as few other secondary cells as possible.
ProtectionFlow Suppression::flowThroughHidden( const Cells &cells, const Progress &stop ) const
{
  ProtectionFlow flow = flowThrough( cells, stop );
  for ( const Cell cell : cells )
    if ( isSecondary( cell ) )
      flow.setPrice( cell, mTable.weight[cell] );
  return flow;
}

void Suppression::showSuperfluousOf( MovableCells &hidden, const Cells &group, SharedProgress &shared )
{
  Cells secondary;
  for ( const Cell cell : group )
  {
    if ( isSecondary( cell ) )
      secondary.push_back( cell );
    if ( isUnsafe( cell ) && isProtected( cell ) )
      noteNeeds( cell );
  }
  std::stable_sort( secondary.begin(), secondary.end(),
                    [this]( Cell one, Cell other ) { return mTable.weight[one] > mTable.weight[other]; } );
  Programmes programmes{ hidden, group, shared.withinStep(), {}, {} };
  for ( const Cell cell : secondary )
  {
    shared.step();
    const bool isShown = showAgain( programmes, cell );
    if ( isShown )
      show( hidden, cell );
    if ( programmes.whole )
      programmes.whole->setKept( cell, isShown );
  }
}

//! Which secondary cells the witness of \a unsafe has.
void Suppression::noteNeeds( Cell unsafe )
{
  for ( const TableChange *change : { &mWitness[unsafe].up, &mWitness[unsafe].down } )
    for ( const CellChange &one : *change )
      if ( isSecondary( one.cell ) )
        mNeededBy[one.cell].push_back( unsafe );
}

//! Whether all that \a cell protects are protected without it as well; then they have other witnesses now.
bool Suppression::showAgain( Programmes &programmes, Cell cell )
{
  Cells protectedByIt = std::move( mNeededBy[cell] );
  std::sort( protectedByIt.begin(), protectedByIt.end() );
  protectedByIt.erase( std::unique( protectedByIt.begin(), protectedByIt.end() ), protectedByIt.end() );
  protectedByIt.erase( std::remove_if( protectedByIt.begin(), protectedByIt.end(),
                                       [&]( Cell unsafe ) { return !needs( mWitness[unsafe], cell ); } ),
                       protectedByIt.end() );
  if ( std::any_of( protectedByIt.begin(), protectedByIt.end(),
                    [&]( Cell unsafe ) { return isNeeded( programmes.movable, cell, unsafe ); } ) )
    return false;
  std::vector<std::pair<Cell, Witness>> replaced;
  for ( const Cell unsafe : protectedByIt )
  {
    std::optional<Witness> witness = witnessByExchange( unsafe, cell );
    if ( !witness )
      witness = witnessWithout( programmes, cell, unsafe );
    if ( !witness )
      return false;
    replaced.emplace_back( unsafe, std::move( *witness ) );
  }
  for ( std::pair<Cell, Witness> &one : replaced )
  {
    mWitness[one.first] = std::move( one.second );
    noteNeeds( one.first );
  }
  return true;
}

//! Whether a sum of \a unsafe leaves too little without \a cell, so that no programme has to be asked.
bool Suppression::isNeeded( const MovableCells &hidden, Cell cell, Cell unsafe ) const
{
  return std::any_of( mRelationsOf.begin( unsafe ), mRelationsOf.end( unsafe ),
                      [&]( std::uint32_t place )
                      {
                        const Cell total = mTable.relations[place].total;
                        if ( total == unsafe || ( mIsHidden[total] && total != cell ) )
                          return false;
                        const bool holdsBoth = total != cell && std::binary_search( mRelationsOf.begin( cell ),
                                                                                    mRelationsOf.end( cell ), place );
                        return hidden.room[place] - ( holdsBoth ? room( cell ) : 0 ) < enough();
                      } );
}

std::optional<Witness> Suppression::witnessWithout( Programmes &programmes, Cell cell, Cell unsafe ) const
{
  NearCells::Choice others = hiddenOnes( programmes.movable, unsafe );
  others.isWanted = [this, cell]( Cell other ) { return mIsHidden[other] && other != cell; };
  for ( others.mostCells = smallProgramme; others.mostCells < programmes.group.size(); others.mostCells *= 4 )
  {
    if ( others.mostCells > mOptions.largestWhole / 4 )
      return std::nullopt;
    if ( !programmes.near )
      programmes.near.emplace( nearCells() );
    ProtectionFlow flow = flowThroughHidden( programmes.near->around( unsafe, others ), programmes.stop );
    if ( std::optional<Witness> found = witness( flow, unsafe ) )
      return found;
  }
  if ( !programmes.whole )
  {
    programmes.whole.emplace( flowThroughHidden( programmes.group, programmes.stop ) );
    for ( const Cell other : programmes.group )
      programmes.whole->setKept( other, !mIsHidden[other] );
  }
  programmes.whole->setKept( cell, true );
  return witness( *programmes.whole, unsafe );
}

std::optional<Witness> Suppression::witness( ProtectionFlow &flow, Cell unsafe ) const
{
  Witness witness;
  witness.up = flow.cheapest( unsafe, mOptions.protection );
  witness.upBy = changeOf( witness.up, unsafe );
  if ( !witness.up.empty() )
    return witness;
  witness.upBy = flow.most( unsafe, mOptions.protection );
  if ( witness.upBy + room( unsafe ) < enough() )
    return std::nullopt;
  witness.downBy = flow.most( unsafe, witness.upBy - mOptions.protection );
  if ( witness.width() < enough() )
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
  requireBetween( "largestWhole", double( options.largestWhole ), 4, 1e18 );
  requireProtectable( table );
  return Suppression( table, options ).run( progress );
}

} // namespace communitysafety::statistics
