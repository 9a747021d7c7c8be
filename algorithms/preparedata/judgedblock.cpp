// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/judgedblock.h"

#include "base/hash64.h"
#include "base/rejects.h"

#include <algorithm>

namespace communitysafety::preparedata
{

using base::PoliceColumn;

namespace
{

bool isSameText( std::string_view text, std::string_view small )
{
  return text.size() == small.size() &&
         std::equal( text.begin(), text.end(), small.begin(),
                     []( char a, char b ) { return a == b || ( ( a | 0x20 ) == b && a >= 'A' && a <= 'Z' ); } );
}

} // namespace

base::PolicePosition JudgedBlock::positionOf( std::size_t row, const base::PoliceLayout &layout,
                                              const base::PolicePositions &positions,
                                              base::PolicePositions::Memory &memory ) const
{
  base::PolicePosition position =
    positions.at( cell( row, PoliceColumn::x ), cell( row, PoliceColumn::y ), layout.inDegrees(), memory );
  // Neither a street nor an LSOA: such rows share one point in the sea.
  const bool isPlaceholder = layout.has( PoliceColumn::lsoa ) && cell( row, PoliceColumn::lsoa ).empty() &&
                             isSameText( cell( row, PoliceColumn::place ), "on or near" );
  if ( isPlaceholder && !position.fault )
    position.fault = base::RejectReason::noLocation;
  return position;
}

void JudgedBlock::judge( const base::PoliceLayout &layout, const base::PolicePositions &positions,
                         base::PolicePositions::Memory &memory )
{
  mRows.assign( cells.rows(), JudgedRow() );
  PoliceDateReader dates;
  for ( std::size_t row = 0; row < mRows.size(); ++row )
  {
    JudgedRow &judged = mRows[row];
    judged.isComplete = layout.isComplete( cells.columns( row ) );
    if ( !judged.isComplete )
      continue;
    judged.position = positionOf( row, layout, positions, memory );
    judged.date = dates.read( cell( row, PoliceColumn::month ) );
    judged.idHash = base::hash64( cell( row, PoliceColumn::id ) );
  }
}

} // namespace communitysafety::preparedata
