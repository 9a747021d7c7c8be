// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/areablocks.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace communitysafety::statistics
{

namespace
{

class Halving
{
public:
  Halving( Column x, Column y, std::size_t size ) : mX( x ), mY( y ), mSize( size ), mBlock( x.size() )
  {
    mOrder.resize( x.size() );
    std::iota( mOrder.begin(), mOrder.end(), std::size_t( 0 ) );
  }

  std::vector<std::size_t> blocks()
  {
    halve( 0, mOrder.size() );
    return std::move( mBlock );
  }

private:
  void halve( std::size_t begin, std::size_t end )
  {
    if ( end - begin <= mSize )
    {
      for ( std::size_t place = begin; place < end; ++place )
        mBlock[mOrder[place]] = mBlocks;
      ++mBlocks;
      return;
    }
    const std::size_t middle = begin + ( end - begin + 1 ) / 2;
    const bool wide = range( mX, begin, end ) >= range( mY, begin, end );
    const Column first = wide ? mX : mY;
    const Column second = wide ? mY : mX;
    const auto at = [this]( std::size_t place ) { return mOrder.begin() + std::ptrdiff_t( place ); };
    std::nth_element( at( begin ), at( middle ), at( end ),
                      [&]( std::size_t a, std::size_t b ) {
                        return std::make_tuple( first[a], second[a], a ) < std::make_tuple( first[b], second[b], b );
                      } );
    halve( begin, middle );
    halve( middle, end );
  }

  double range( Column values, std::size_t begin, std::size_t end ) const
  {
    double lowest = values[mOrder[begin]];
    double highest = lowest;
    for ( std::size_t place = begin; place < end; ++place )
    {
      lowest = std::min( lowest, values[mOrder[place]] );
      highest = std::max( highest, values[mOrder[place]] );
    }
    return highest - lowest;
  }

  Column mX;
  Column mY;
  std::size_t mSize;
  std::vector<std::size_t> mOrder;
  std::vector<std::size_t> mBlock;
  std::size_t mBlocks = 0;
};

void requireCentres( const std::string &name, Column centres )
{
  requireFinite( name, centres );
  for ( std::size_t place = 0; place < centres.size(); ++place )
    if ( isMissing( centres[place] ) )
      refuse( name + " in row " + std::to_string( place + 1 ), "missing", "a number" );
}

} // namespace

std::vector<std::size_t> blocksOfNeighbours( Column x, Column y, std::size_t size )
{
  requireSize( "y", y.size(), x.size() );
  requireCentres( "x", x );
  requireCentres( "y", y );
  if ( size == 0 )
    refuse( "size", "0", "1 or more" );
  return x.empty() ? std::vector<std::size_t>() : Halving( x, y, size ).blocks();
}

} // namespace communitysafety::statistics
