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

ProtectionFlow::ProtectionFlow( const Table &table, std::vector<std::uint32_t> cells,
                                const std::vector<std::uint32_t> &relations )
  : mCells( std::move( cells ) ), mPrice( mCells.size(), 0 ), mIsKept( mCells.size(), 0 )
{
  for ( const std::uint32_t cell : mCells )
    mRoomBelow.push_back( std::max( 0.0, table.value[cell] - table.lowest[cell] ) );
  std::vector<LinearProgramme::Term> terms;
  const auto addTerms = [&]( std::size_t row, std::uint32_t cell, double factor )
  {
    if ( !holds( cell ) )
      return;
    terms.push_back( { row, 2 * column( cell ), factor } );
    terms.push_back( { row, 2 * column( cell ) + 1, -factor } );
  };
  for ( std::size_t row = 0; row < relations.size(); ++row )
  {
    const AdditiveRelation &relation = table.relations[relations[row]];
    for ( const std::uint32_t part : relation.parts )
      addTerms( row, part, 1 );
    addTerms( row, relation.total, -1 );
  }
  mProgramme =
    std::make_unique<LinearProgramme>( 2 * mCells.size(), std::vector<double>( relations.size(), 0 ), terms );
  for ( const std::uint32_t cell : mCells )
    release( cell );
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
  release( cell );
}

bool ProtectionFlow::holds( std::uint32_t cell ) const
{
  return std::binary_search( mCells.begin(), mCells.end(), cell );
}

//! Back to the bounds that a cell has when nothing is asked of it.
void ProtectionFlow::release( std::uint32_t cell )
{
  const std::size_t place = column( cell );
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
  release( cell );
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
  for ( const std::uint32_t other : mCells )
    setPrice( other, mPrice[column( other )] );
  release( cell );
  // Whole numbers are what a reader counts with.
  return std::floor( reached + noise );
}

} // namespace communitysafety::statistics
