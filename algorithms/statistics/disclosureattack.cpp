// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/disclosureattack.h"

#include "statistics/arguments.h"
#include "statistics/linearprogramme.h"
#include "statistics/parallel.h"
#include "statistics/sharedprogress.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <unordered_map>

namespace communitysafety::statistics
{
namespace
{

constexpr double unlimited = std::numeric_limits<double>::infinity();

//! Sums of whole numbers are exact; what the simplex method adds to them is less.
constexpr double tolerance = 1e-6;

//! Hidden cells that are connected, with the sums that hold them.
struct Component
{
  std::vector<std::uint32_t> cells;
  std::vector<std::uint32_t> relations;
};

//! One relation between hidden cells alone: Σ hidden parts - hidden total = value.
struct Equation
{
  std::vector<std::uint32_t> parts;
  bool hasTotal = false;
  double value = 0;
};

Equation equationOf( const PublishedTable &table, const AdditiveRelation &relation )
{
  Equation equation;
  for ( const std::uint32_t part : relation.parts )
    if ( isMissing( table.value[part] ) )
      equation.parts.push_back( part );
    else
      equation.value -= table.value[part];
  equation.hasTotal = isMissing( table.value[relation.total] );
  if ( !equation.hasTotal )
    equation.value += table.value[relation.total];
  return equation;
}

std::vector<Component> hiddenComponents( const PublishedTable &table )
{
  std::vector<char> isHidden( table.value.size() );
  for ( std::size_t cell = 0; cell < isHidden.size(); ++cell )
    isHidden[cell] = isMissing( table.value[cell] ) ? 1 : 0;
  const std::vector<std::uint32_t> numbers = connectedCells( table.relations, isHidden );
  std::vector<CellList> cells = groupsOf( numbers );
  std::vector<std::vector<std::uint32_t>> relations = relationsOfGroups( table.relations, numbers, cells.size() );
  std::vector<Component> components;
  for ( std::size_t group = 0; group < cells.size(); ++group )
    components.push_back( { std::move( cells[group] ), std::move( relations[group] ) } );
  return components;
}

[[noreturn]] void refuseSums()
{
  throw std::invalid_argument( "The shown cells contradict each other: no table has these sums." );
}

//! Without a sum that holds it, only the rules limit a cell.
void leaveOpen( const PublishedTable &table, const Component &component, std::vector<CellInterval> &intervals )
{
  for ( const std::uint32_t cell : component.cells )
    intervals[cell] = { table.lowest[cell], unlimited };
}

//! Cells of a single sum: what the others leave.
void solveSingleSum( const PublishedTable &table, const AdditiveRelation &relation,
                     std::vector<CellInterval> &intervals )
{
  const Equation equation = equationOf( table, relation );
  double least = 0;
  for ( const std::uint32_t part : equation.parts )
    least += table.lowest[part];
  if ( equation.hasTotal )
  {
    const double lowestTotal = least - equation.value;
    intervals[relation.total] = { std::max( table.lowest[relation.total], lowestTotal ),
                                  equation.parts.empty() ? lowestTotal : unlimited };
    for ( const std::uint32_t part : equation.parts )
      intervals[part] = { table.lowest[part], unlimited };
    return;
  }
  if ( least > equation.value + tolerance )
    refuseSums();
  for ( const std::uint32_t part : equation.parts )
  {
    const double highest = equation.value - ( least - table.lowest[part] );
    intervals[part] = { equation.parts.size() == 1 ? highest : table.lowest[part], highest };
  }
}

//! The attacker's problems of one component: one programme, solved with one cell after the other as its cost.
class ComponentAttack
{
public:
  ComponentAttack( const PublishedTable &table, const Component &component, const Progress &stop = {} )
    : mTable( table ), mCells( component.cells ), mSeen( component.cells.size(), { unlimited, -unlimited } )
  {
    std::vector<double> values;
    std::vector<LinearProgramme::Term> terms;
    for ( const std::uint32_t place : component.relations )
    {
      const AdditiveRelation &relation = table.relations[place];
      const Equation equation = equationOf( table, relation );
      for ( const std::uint32_t part : equation.parts )
        terms.push_back( { values.size(), column( part ), 1 } );
      if ( equation.hasTotal )
        terms.push_back( { values.size(), column( relation.total ), -1 } );
      values.push_back( equation.value );
    }
    mProgramme = std::make_unique<LinearProgramme>( mCells.size(), values, terms );
    mProgramme->listenTo( stop );
    for ( std::size_t cell = 0; cell < mCells.size(); ++cell )
      mProgramme->setBounds( cell, table.lowest[mCells[cell]], LinearProgramme::noLimit );
  }

  CellInterval interval( std::size_t cell, double enough )
  {
    if ( !std::isinf( enough ) && mSeen[cell].width() >= enough )
      return mSeen[cell];
    mProgramme->setCost( cell, 1 );
    const LinearProgramme::Outcome up = mProgramme->maximise( LinearProgramme::Start::fromLast );
    if ( up == LinearProgramme::Outcome::impossible )
      refuseSums();
    see();
    if ( up == LinearProgramme::Outcome::unlimited )
      mSeen[cell].highest = unlimited;
    if ( std::isinf( enough ) || mSeen[cell].width() < enough )
    {
      mProgramme->minimise( LinearProgramme::Start::fromLast );
      see();
    }
    mProgramme->setCost( cell, 0 );
    return mSeen[cell];
  }

  //! Sees one table that is possible, and what follows for cells that are interchangeable: numbers as
  //! interchangeableCells() gives them.
  void seeInterchangeable( const std::vector<std::uint32_t> &setOf )
  {
    if ( mProgramme->minimise( LinearProgramme::Start::anew ) != LinearProgramme::Outcome::solved )
      refuseSums();
    see();
    std::unordered_map<std::uint32_t, Shared> sets;
    for ( std::size_t cell = 0; cell < mCells.size(); ++cell )
      if ( const std::uint32_t set = setOf[mCells[cell]]; set != unconnected )
      {
        Shared &shared = sets[set];
        shared.room += mProgramme->value( cell ) - mTable.lowest[mCells[cell]];
        ++shared.cells;
      }
    for ( std::size_t cell = 0; cell < mCells.size(); ++cell )
      if ( const auto found = sets.find( setOf[mCells[cell]] ); found != sets.end() && found->second.cells > 1 )
      {
        const double lowest = mTable.lowest[mCells[cell]];
        mSeen[cell] = { lowest, std::max( mSeen[cell].highest, lowest + found->second.room ) };
      }
  }

  //! The values of the cells in the table with the least sum of them.
  void fillLeast( std::vector<double> &values )
  {
    for ( std::size_t cell = 0; cell < mCells.size(); ++cell )
      mProgramme->setCost( cell, 1 );
    if ( mProgramme->minimise( LinearProgramme::Start::anew ) != LinearProgramme::Outcome::solved )
      refuseSums();
    for ( std::size_t cell = 0; cell < mCells.size(); ++cell )
      values[mCells[cell]] = mProgramme->value( cell );
  }

private:
  //! What interchangeable cells have together above their lowest values.
  struct Shared
  {
    double room = 0;
    std::size_t cells = 0;
  };

  std::size_t column( std::uint32_t cell ) const
  {
    return std::size_t( std::lower_bound( mCells.begin(), mCells.end(), cell ) - mCells.begin() );
  }

  //! Every table that was met tells something about all cells.
  void see()
  {
    for ( std::size_t cell = 0; cell < mCells.size(); ++cell )
    {
      mSeen[cell].lowest = std::min( mSeen[cell].lowest, mProgramme->value( cell ) );
      mSeen[cell].highest = std::max( mSeen[cell].highest, mProgramme->value( cell ) );
    }
  }

  const PublishedTable &mTable;
  const std::vector<std::uint32_t> &mCells;
  std::vector<CellInterval> mSeen;
  std::unique_ptr<LinearProgramme> mProgramme;
};

CellInterval wholeNumbersIn( const CellInterval &interval )
{
  return { std::ceil( interval.lowest - tolerance ),
           std::isinf( interval.highest ) ? unlimited : std::floor( interval.highest + tolerance ) };
}

//! What is the same for all components.
struct Attack
{
  const PublishedTable &table;
  const AttackOptions &options;
  std::vector<std::uint32_t> setOf;
  std::vector<CellInterval> intervals;

  bool isWanted( std::uint32_t cell ) const { return options.wanted.empty() || options.wanted[cell]; }
};

void solveSeveralSums( Attack &attack, const Component &component, SharedProgress &shared )
{
  const Progress stop = shared.withinStep();
  ComponentAttack ofComponent( attack.table, component, stop );
  ofComponent.seeInterchangeable( attack.setOf );
  for ( std::size_t place = 0; place < component.cells.size(); ++place )
  {
    report( stop, 0 );
    const std::uint32_t cell = component.cells[place];
    attack.intervals[cell] = attack.isWanted( cell )
                               ? wholeNumbersIn( ofComponent.interval( place, attack.options.enoughWidth ) )
                               : CellInterval{ attack.table.lowest[cell], unlimited };
  }
}

void solveComponent( Attack &attack, const Component &component, SharedProgress &shared )
{
  try
  {
    if ( component.relations.empty() )
      leaveOpen( attack.table, component, attack.intervals );
    else if ( component.relations.size() == 1 )
      solveSingleSum( attack.table, attack.table.relations[component.relations.front()], attack.intervals );
    else
      solveSeveralSums( attack, component, shared );
  }
  catch ( const std::invalid_argument & )
  {
    if ( !attack.options.leavesContradictions )
      throw;
    for ( const std::uint32_t cell : component.cells )
      attack.intervals[cell] = { missing, missing };
  }
  shared.step();
}

//! The numbers of interchangeableCells() among the hidden ones.
std::vector<std::uint32_t> setsOfHidden( const PublishedTable &table )
{
  std::vector<char> isHidden;
  for ( const double value : table.value )
    isHidden.push_back( isMissing( value ) ? 1 : 0 );
  return interchangeableCells( table.relations, RelationsOfCells( table.value.size(), table.relations ), isHidden );
}

} // namespace

void requirePublished( const PublishedTable &table )
{
  requireSize( "lowest", table.lowest.size(), table.value.size() );
  requireCellsOf( table.relations, table.value.size() );
}

std::vector<CellInterval> attackTable( const PublishedTable &table, const AttackOptions &options,
                                       const Progress &progress )
{
  requirePublished( table );
  if ( !options.wanted.empty() )
    requireSize( "wanted", options.wanted.size(), table.value.size() );
  Attack attack{ table, options, setsOfHidden( table ), {} };
  for ( const double value : table.value )
    attack.intervals.push_back( { value, value } );
  const std::vector<Component> components = hiddenComponents( table );
  const unsigned threads = LinearProgramme::threadsAllowed() ? options.threads : 1;
  SharedProgress shared( progress, components.size() );
  forEachInParallel( components.size(), threads,
                     [&]( std::size_t component ) { solveComponent( attack, components[component], shared ); } );
  return std::move( attack.intervals );
}

std::vector<double> leastTable( const PublishedTable &table )
{
  requirePublished( table );
  std::vector<double> values = table.value;
  for ( const Component &component : hiddenComponents( table ) )
  {
    if ( component.relations.empty() )
      for ( const std::uint32_t cell : component.cells )
        values[cell] = table.lowest[cell];
    else
      ComponentAttack( table, component ).fillLeast( values );
  }
  return values;
}

} // namespace communitysafety::statistics
