// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/protectionflow.h"

#include "statistics/linearprogramme.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::statistics
{
namespace
{

//! Below this a change is the noise of the simplex method.
constexpr double noise = 1e-6;

} // namespace

double changeOf( const TableChange &change, std::uint32_t cell )
{
  const auto place =
    std::lower_bound( change.begin(), change.end(), cell,
                      []( const CellChange &one, std::uint32_t wanted ) { return one.cell < wanted; } );
  return place != change.end() && place->cell == cell ? place->by : 0;
}

ProtectionFlow::ProtectionFlow( const Table &table, CellList cells, const Progress &stop )
  : mCells( std::move( cells ) ), mPrice( mCells.size(), 0 ), mIsKept( mCells.size(), 0 )
{
  mRoomBelow.reserve( mCells.size() );
  for ( const std::uint32_t cell : mCells )
    mRoomBelow.push_back( std::max( 0.0, table.value[cell] - table.lowest[cell] ) );
  const std::vector<std::uint32_t> relations = table.relationsOf.ofAll( mCells );
  std::vector<LinearProgramme::Term> terms;
  for ( std::size_t place = 0; place < mCells.size(); ++place )
    for ( const std::uint32_t *relation = table.relationsOf.begin( mCells[place] );
          relation != table.relationsOf.end( mCells[place] ); ++relation )
    {
      const auto row =
        std::size_t( std::lower_bound( relations.begin(), relations.end(), *relation ) - relations.begin() );
      const double factor = table.relations[*relation].total == mCells[place] ? -1 : 1;
      terms.push_back( { row, 2 * place, factor } );
      terms.push_back( { row, 2 * place + 1, -factor } );
    }
  mProgramme =
    std::make_unique<LinearProgramme>( 2 * mCells.size(), std::vector<double>( relations.size(), 0 ), terms );
  mProgramme->listenTo( stop );
  for ( std::size_t place = 0; place < mCells.size(); ++place )
    releaseColumn( place );
}

ProtectionFlow::~ProtectionFlow() = default;
ProtectionFlow::ProtectionFlow( ProtectionFlow &&other ) noexcept = default;

std::size_t ProtectionFlow::column( std::uint32_t cell ) const
{
  return std::size_t( std::lower_bound( mCells.begin(), mCells.end(), cell ) - mCells.begin() );
}

void ProtectionFlow::setPrice( std::uint32_t cell, double price )
{
  mPrice[column( cell )] = price;
  mProgramme->setCost( 2 * column( cell ), price );
  mProgramme->setCost( 2 * column( cell ) + 1, price );
}

void ProtectionFlow::setKept( std::uint32_t cell, bool isKept )
{
  mIsKept[column( cell )] = isKept ? 1 : 0;
  releaseColumn( column( cell ) );
}

bool ProtectionFlow::holds( std::uint32_t cell ) const
{
  return std::binary_search( mCells.begin(), mCells.end(), cell );
}

//! Back to the bounds that a cell has when nothing is asked of it.
void ProtectionFlow::releaseColumn( std::size_t place )
{
  const bool isKept = mIsKept[place] != 0;
  mProgramme->setBounds( 2 * place, 0, isKept ? 0 : LinearProgramme::noLimit );
  mProgramme->setBounds( 2 * place + 1, 0, isKept ? 0 : mRoomBelow[place] );
}

TableChange ProtectionFlow::cheapest( std::uint32_t cell, double by )
{
  const double amount = std::fabs( by );
  if ( mIsKept[column( cell )] || ( by < 0 && mRoomBelow[column( cell )] < amount ) )
    return {};
  mProgramme->setBounds( along( cell, by ), amount, amount );
  mProgramme->setBounds( against( cell, by ), 0, 0 );
  TableChange change;
  if ( mProgramme->minimise( LinearProgramme::Start::anew ) == LinearProgramme::Outcome::solved )
    for ( std::size_t place = 0; place < mCells.size(); ++place )
    {
      const double difference = mProgramme->value( 2 * place ) - mProgramme->value( 2 * place + 1 );
      if ( std::fabs( difference ) > noise )
        change.push_back( { mCells[place], difference } );
    }
  releaseColumn( column( cell ) );
  return change;
}

double ProtectionFlow::most( std::uint32_t cell, double by )
{
  double limit = std::fabs( by );
  if ( by < 0 )
    limit = std::min( limit, mRoomBelow[column( cell )] );
  if ( mIsKept[column( cell )] || limit <= 0 )
    return 0;
  mProgramme->setBounds( along( cell, by ), 0, limit );
  mProgramme->setBounds( against( cell, by ), 0, 0 );
  for ( std::size_t place = 0; place < mCells.size(); ++place )
  {
    mProgramme->setCost( 2 * place, 0 );
    mProgramme->setCost( 2 * place + 1, 0 );
  }
  // The greatest change as the least of its negative: the dual simplex begins where a bounded column stands at its end.
  mProgramme->setCost( along( cell, by ), -1 );
  mProgramme->minimise( LinearProgramme::Start::anew );
  const double reached = mProgramme->value( along( cell, by ) );
  for ( std::size_t place = 0; place < mCells.size(); ++place )
  {
    mProgramme->setCost( 2 * place, mPrice[place] );
    mProgramme->setCost( 2 * place + 1, mPrice[place] );
  }
  releaseColumn( column( cell ) );
  // Whole numbers are what a reader counts with.
  return std::floor( reached + noise );
}

} // namespace communitysafety::statistics
