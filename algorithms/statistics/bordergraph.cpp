// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/bordergraph.h"

#include "statistics/arguments.h"
#include "statistics/neighbours.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace communitysafety::statistics
{
namespace
{

const double pi = std::acos( -1.0 );

// Area × angle between directions / (2 × distance of the centres).
const double sideOfSquare = pi / 8;
const double cornerOfSquare = pi / ( 8 * std::sqrt( 2.0 ) );
const double sideOfHexagon = std::sqrt( pi * pi / ( 24 * std::sqrt( 3.0 ) ) );

constexpr std::size_t notAMember = std::numeric_limits<std::size_t>::max();

std::size_t positionIn( const std::vector<std::uint32_t> &members, std::uint32_t place )
{
  const auto found = std::lower_bound( members.begin(), members.end(), place );
  return found != members.end() && *found == place ? static_cast<std::size_t>( found - members.begin() ) : notAMember;
}

void requireBorders( std::size_t places, const std::vector<Border> &borders )
{
  for ( const Border &border : borders )
  {
    const std::uint32_t last = std::max( border.first, border.second );
    if ( last >= places )
      refuse( "The place of a border", std::to_string( last ),
              "below the number of places, " + std::to_string( places ) );
    requireBetween( "The length of a border", border.length, 0, std::numeric_limits<double>::max() );
  }
}

//! Both directions of every border, sorted; stable, so that pieces of one border are added in the order given.
std::vector<Border> inBothDirections( const std::vector<Border> &borders )
{
  std::vector<Border> directed;
  directed.reserve( 2 * borders.size() );
  for ( const Border &border : borders )
    if ( border.first != border.second )
    {
      directed.push_back( border );
      directed.push_back( { border.second, border.first, border.length } );
    }
  std::stable_sort( directed.begin(), directed.end(),
                    []( const Border &a, const Border &b )
                    { return a.first != b.first ? a.first < b.first : a.second < b.second; } );
  return directed;
}

//! The borders of a grid's neighbours, with the length that \a lengthOf gives to two of them.
template <typename LengthOf>
BorderGraph onGrid( const Neighbours &neighbours, LengthOf lengthOf )
{
  std::vector<Border> borders;
  for ( std::size_t place = 0; place < neighbours.size(); ++place )
    for ( const std::size_t neighbour : neighbours.of( place ) )
      if ( place < neighbour )
        borders.push_back( { static_cast<std::uint32_t>( place ), static_cast<std::uint32_t>( neighbour ),
                             lengthOf( place, neighbour ) } );
  return BorderGraph::fromBorders( neighbours.size(), borders );
}

} // namespace

BorderGraph BorderGraph::onSquareGrid( const std::vector<int> &columns, const std::vector<int> &rows )
{
  return onGrid( Neighbours::onSquareGrid( columns, rows ), [&]( std::size_t a, std::size_t b )
                 { return columns[a] == columns[b] || rows[a] == rows[b] ? sideOfSquare : cornerOfSquare; } );
}

BorderGraph BorderGraph::onHexagonGrid( const std::vector<int> &q, const std::vector<int> &r )
{
  return onGrid( Neighbours::onHexagonGrid( q, r ), []( std::size_t, std::size_t ) { return sideOfHexagon; } );
}

BorderGraph BorderGraph::fromBorders( std::size_t places, const std::vector<Border> &borders, double unit )
{
  requireBorders( places, borders );
  if ( !( unit > 0 ) || std::isinf( unit ) )
    refuse( "The unit of the border lengths", inWords( unit ), "above 0, and finite" );

  BorderGraph graph;
  graph.mOffsets.assign( places + 1, 0 );
  std::uint32_t from = 0;
  for ( const Border &border : inBothDirections( borders ) )
  {
    const bool another =
      graph.mOffsets[border.first + 1] == 0 || from != border.first || graph.mNeighbours.back().place != border.second;
    from = border.first;
    if ( another )
    {
      ++graph.mOffsets[border.first + 1];
      graph.mNeighbours.push_back( { border.second, 0 } );
    }
    graph.mNeighbours.back().length += border.length / unit;
  }
  for ( std::size_t place = 0; place < places; ++place )
    graph.mOffsets[place + 1] += graph.mOffsets[place];
  return graph;
}

std::vector<Border> BorderGraph::borders() const
{
  std::vector<Border> list;
  list.reserve( mNeighbours.size() / 2 );
  for ( std::uint32_t place = 0; place < size(); ++place )
    for ( const Neighbour &neighbour : of( place ) )
      if ( place < neighbour.place )
        list.push_back( { place, neighbour.place, neighbour.length } );
  return list;
}

BorderGraph BorderGraph::withCheapened( const std::vector<Pair> &barriers, double factor ) const
{
  requireBetween( "The factor of a barrier", factor, 0, 1 );
  std::vector<Pair> directed;
  for ( const auto &[a, b] : barriers )
  {
    directed.emplace_back( a, b );
    directed.emplace_back( b, a );
  }
  std::sort( directed.begin(), directed.end() );
  directed.erase( std::unique( directed.begin(), directed.end() ), directed.end() );

  BorderGraph cheapened = *this;
  for ( const auto &[from, to] : directed )
  {
    const Row row = from < size() ? of( from ) : Row( nullptr, nullptr );
    const Neighbour *found =
      std::lower_bound( row.begin(), row.end(), to,
                        []( const Neighbour &neighbour, std::uint32_t place ) { return neighbour.place < place; } );
    if ( found == row.end() || found->place != to )
      refuse( "A barrier", "between places " + std::to_string( from ) + " and " + std::to_string( to ),
              "between places that border each other" );
    cheapened.mNeighbours[static_cast<std::size_t>( found - mNeighbours.data() )].length *= factor;
  }
  return cheapened;
}

double BorderGraph::perimeter( const std::vector<std::uint32_t> &members ) const
{
  double length = 0;
  for ( const std::uint32_t member : members )
    for ( const Neighbour &neighbour : of( member ) )
      if ( positionIn( members, neighbour.place ) == notAMember )
        length += neighbour.length;
  return length;
}

std::vector<std::vector<std::uint32_t>> BorderGraph::components( const std::vector<std::uint32_t> &members ) const
{
  std::vector<std::vector<std::uint32_t>> parts;
  std::vector<bool> reached( members.size(), false );
  for ( std::size_t start = 0; start < members.size(); ++start )
  {
    if ( reached[start] )
      continue;
    reached[start] = true;
    std::vector<std::uint32_t> part = { members[start] };
    // The part grows while it is walked along: its end is the queue.
    for ( std::size_t next = 0; next < part.size(); ++next )
      for ( const Neighbour &neighbour : of( part[next] ) )
      {
        const std::size_t position = positionIn( members, neighbour.place );
        if ( position == notAMember || reached[position] )
          continue;
        reached[position] = true;
        part.push_back( neighbour.place );
      }
    std::sort( part.begin(), part.end() );
    parts.push_back( std::move( part ) );
  }
  return parts;
}

} // namespace communitysafety::statistics
