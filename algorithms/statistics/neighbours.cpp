// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/neighbours.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

namespace communitysafety::statistics
{

namespace
{

using Step = std::pair<int, int>;
using CellIndex = std::unordered_map<std::uint64_t, std::size_t>;

// One of each two opposite directions: the pair is entered from both sides later.
const std::vector<Step> queenSteps = { { 1, 0 }, { 0, 1 }, { 1, 1 }, { 1, -1 } };
const std::vector<Step> hexagonSteps = { { 1, 0 }, { 0, 1 }, { 1, -1 } };

// Unsigned arithmetic wraps around, so that a cell at the end of the number range is no special case.
std::uint64_t cellKey( std::uint32_t first, std::uint32_t second )
{
  return ( static_cast<std::uint64_t>( first ) << 32 ) | second;
}

std::uint64_t cellKey( int first, int second, const Step &step )
{
  return cellKey( static_cast<std::uint32_t>( first ) + static_cast<std::uint32_t>( step.first ),
                  static_cast<std::uint32_t>( second ) + static_cast<std::uint32_t>( step.second ) );
}

CellIndex indexCells( const std::vector<int> &first, const std::vector<int> &second )
{
  CellIndex cells;
  cells.reserve( first.size() );
  for ( std::size_t cell = 0; cell < first.size(); ++cell )
    if ( !cells.emplace( cellKey( first[cell], second[cell], { 0, 0 } ), cell ).second )
      refuse( "The grid cell in row " + std::to_string( cell + 1 ), "the same as an earlier one", "given once" );
  return cells;
}

Neighbours onLattice( const std::vector<int> &first, const std::vector<int> &second, const std::vector<Step> &steps )
{
  requireSize( "the second coordinates", second.size(), first.size() );
  const CellIndex cells = indexCells( first, second );
  std::vector<Neighbours::Pair> pairs;
  pairs.reserve( first.size() * steps.size() );
  for ( std::size_t cell = 0; cell < first.size(); ++cell )
    for ( const Step &step : steps )
    {
      const auto found = cells.find( cellKey( first[cell], second[cell], step ) );
      if ( found != cells.end() )
        pairs.emplace_back( cell, found->second );
    }
  return Neighbours::fromPairs( first.size(), pairs );
}

std::vector<Neighbours::Pair> inBothDirections( std::size_t areas, const std::vector<Neighbours::Pair> &pairs )
{
  std::vector<Neighbours::Pair> directed;
  directed.reserve( 2 * pairs.size() );
  for ( const auto &[a, b] : pairs )
  {
    if ( std::max( a, b ) >= areas )
      refuse( "The area of a neighbour pair", std::to_string( std::max( a, b ) ),
              "below the number of areas, " + std::to_string( areas ) );
    if ( a == b )
      continue;
    directed.emplace_back( a, b );
    directed.emplace_back( b, a );
  }
  return directed;
}

} // namespace

Neighbours Neighbours::fromPairs( std::size_t areas, const std::vector<Pair> &pairs )
{
  std::vector<Pair> directed = inBothDirections( areas, pairs );
  std::sort( directed.begin(), directed.end() );
  directed.erase( std::unique( directed.begin(), directed.end() ), directed.end() );

  Neighbours neighbours;
  neighbours.mOffsets.assign( areas + 1, 0 );
  neighbours.mIndices.reserve( directed.size() );
  for ( const auto &[from, to] : directed )
  {
    ++neighbours.mOffsets[from + 1];
    neighbours.mIndices.push_back( to );
  }
  for ( std::size_t area = 0; area < areas; ++area )
    neighbours.mOffsets[area + 1] += neighbours.mOffsets[area];
  return neighbours;
}

Neighbours Neighbours::onSquareGrid( const std::vector<int> &columns, const std::vector<int> &rows )
{
  return onLattice( columns, rows, queenSteps );
}

Neighbours Neighbours::onHexagonGrid( const std::vector<int> &q, const std::vector<int> &r )
{
  return onLattice( q, r, hexagonSteps );
}

} // namespace communitysafety::statistics
