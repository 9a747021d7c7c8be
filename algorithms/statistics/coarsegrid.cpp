// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/coarsegrid.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <map>
#include <utility>

namespace communitysafety::statistics
{
namespace
{

int squareAt( int position, std::size_t side, std::size_t offset )
{
  const int length = static_cast<int>( side );
  const int moved = position - static_cast<int>( offset );
  return moved >= 0 ? moved / length : -( ( -moved + length - 1 ) / length );
}

void gatherCells( CoarseGrid &grid, const ScanSupport &cells, std::size_t side, std::size_t right, std::size_t down )
{
  // By row and column, so that the order of the squares does not depend on that of the cells.
  std::map<std::pair<int, int>, std::vector<std::uint32_t>> squares;
  for ( std::uint32_t cell = 0; cell < cells.columns.size(); ++cell )
    squares[{ squareAt( cells.rows[cell], side, down ), squareAt( cells.columns[cell], side, right ) }].push_back(
      cell );
  grid.squareOf.resize( cells.columns.size() );
  for ( auto &[position, members] : squares )
  {
    for ( const std::uint32_t cell : members )
      grid.squareOf[cell] = static_cast<std::uint32_t>( grid.cellsOf.size() );
    grid.support.rows.push_back( position.first );
    grid.support.columns.push_back( position.second );
    grid.cellsOf.push_back( std::move( members ) );
  }
}

BorderGraph bordersOf( const CoarseGrid &grid, const BorderGraph &cells, std::size_t side )
{
  std::vector<Border> borders;
  for ( const Border &border : cells.borders() )
  {
    const std::uint32_t first = grid.squareOf[border.first];
    const std::uint32_t second = grid.squareOf[border.second];
    if ( first != second )
      borders.push_back( { first, second, border.length } );
  }
  return BorderGraph::fromBorders( grid.cellsOf.size(), borders, double( side ) );
}

double sizeOf( const std::vector<std::uint32_t> &members, const std::vector<double> &sizes )
{
  if ( sizes.empty() )
    return double( members.size() );
  double sum = 0;
  for ( const std::uint32_t cell : members )
    sum += isMissing( sizes[cell] ) ? 0 : sizes[cell];
  return sum;
}

} // namespace

std::vector<std::uint32_t> CoarseGrid::cells( const std::vector<std::uint32_t> &squares ) const
{
  std::vector<std::uint32_t> all;
  for ( const std::uint32_t square : squares )
    all.insert( all.end(), cellsOf[square].begin(), cellsOf[square].end() );
  std::sort( all.begin(), all.end() );
  return all;
}

CoarseGrid coarseGrid( const ScanSupport &cells, std::size_t side, std::size_t right, std::size_t down )
{
  if ( cells.layout != ScanLayout::squareGrid || cells.columns.size() != cells.borders.size() )
    refuse( "A map that is seen in larger squares", "no square grid", "a square grid" );
  if ( side == 0 )
    refuse( "The side of a square", "0 cells", "1 or more" );
  CoarseGrid grid;
  gatherCells( grid, cells, side, right, down );
  grid.support.borders = bordersOf( grid, cells.borders, side );
  for ( const std::vector<std::uint32_t> &members : grid.cellsOf )
    grid.support.size.push_back( sizeOf( members, cells.size ) );
  return grid;
}

CoarseStreams::CoarseStreams( const CoarseGrid &grid, const std::vector<ScanStream> &streams ) : mStreams( streams )
{
  for ( const ScanStream &stream : streams )
  {
    std::vector<double> &observed = mObserved.emplace_back();
    std::vector<double> &expected = mExpected.emplace_back();
    for ( const std::vector<std::uint32_t> &members : grid.cellsOf )
    {
      const ScanSum sum = scanSum( stream, members );
      const bool isGaussian = stream.model == StreamModel::gaussian;
      const bool isAbsent =
        std::none_of( members.begin(), members.end(),
                      [&stream]( std::uint32_t cell )
                      { return !isMissing( stream.observed[cell] ) && !isMissing( stream.expected[cell] ); } );
      observed.push_back( isAbsent ? missing : isGaussian ? sum.observed / sum.expected : sum.observed );
      expected.push_back( isAbsent ? missing : isGaussian ? 1 / sum.expected : sum.expected );
    }
  }
  for ( std::size_t row = 0; row < mStreams.size(); ++row )
  {
    mStreams[row].observed = mObserved[row];
    mStreams[row].expected = mExpected[row];
  }
}

} // namespace communitysafety::statistics
