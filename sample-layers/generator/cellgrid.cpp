// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "cellgrid.h"
#include "random.h"

#include <cmath>

namespace communitysafety::samplecity
{

CellGrid::CellGrid( const CityPlan &plan ) : mPlan( plan )
{
  const int reach = 40;
  const int middleColumn = static_cast<int>( plan.centre().x / side );
  const int middleRow = static_cast<int>( plan.centre().y / side );
  for ( int row = middleRow - reach; row <= middleRow + reach; ++row )
    for ( int column = middleColumn - reach; column <= middleColumn + reach; ++column )
    {
      const Point centre{ ( column + 0.5 ) * side, ( row + 0.5 ) * side };
      if ( !plan.contains( centre ) )
        continue;
      bool whole = true;
      for ( const Point corner : { Point{ -1, -1 }, Point{ -1, 1 }, Point{ 1, -1 }, Point{ 1, 1 } } )
        whole = whole && plan.contains( { centre.x + corner.x * side / 2, centre.y + corner.y * side / 2 } );
      mIndex[{ column, row }] = static_cast<int>( mCells.size() );
      mCells.push_back( { column, row, centre } );
      mWhole.push_back( whole );
    }
}

int CellGrid::find( int column, int row ) const
{
  const auto found = mIndex.find( { column, row } );
  return found == mIndex.end() ? -1 : found->second;
}

Point CellGrid::randomPlace( std::size_t cell, Random &random ) const
{
  const Point centre = mCells[cell].centre;
  while ( true )
  {
    // Kept off the square's edge, where a rounded coordinate would fall into the neighbour.
    const Point place{ std::round( centre.x + random.between( -96, 96 ) ),
                       std::round( centre.y + random.between( -96, 96 ) ) };
    if ( mPlan.contains( place ) )
      return place;
  }
}

} // namespace communitysafety::samplecity
