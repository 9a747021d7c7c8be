// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/evidencescan.h"
#include "statistics/placesampler.h"
#include "statistics/randomstream.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

//! Maps in which it is known where the neighbourhoods are, because they were planted.
namespace planted
{

using namespace communitysafety::statistics;
using Places = std::vector<std::uint32_t>;

constexpr int side = 32;
constexpr std::size_t cells = side * side;

inline std::uint32_t cellAt( int column, int row ) { return static_cast<std::uint32_t>( row * side + column ); }

//! Square cells, row by row.
inline ScanSupport squareGrid( int columns = side, int rows = side )
{
  ScanSupport support;
  for ( int row = 0; row < rows; ++row )
    for ( int column = 0; column < columns; ++column )
    {
      support.columns.push_back( column );
      support.rows.push_back( row );
    }
  support.borders = BorderGraph::onSquareGrid( support.columns, support.rows );
  return support;
}

//! Hexagons in rows of \a side, every other row half a cell to the right.
inline ScanSupport hexagonGrid()
{
  ScanSupport support;
  support.layout = ScanLayout::hexagonGrid;
  for ( int row = 0; row < side; ++row )
    for ( int column = 0; column < side; ++column )
    {
      support.columns.push_back( column - row / 2 );
      support.rows.push_back( row );
    }
  support.borders = BorderGraph::onHexagonGrid( support.columns, support.rows );
  return support;
}

struct Shape
{
  std::string name;
  //! Ascending.
  Places places;
};

inline Places cellsWhere( const std::function<bool( int column, int row )> &isInside )
{
  Places places;
  for ( int row = 0; row < side; ++row )
    for ( int column = 0; column < side; ++column )
      if ( isInside( column, row ) )
        places.push_back( cellAt( column, row ) );
  return places;
}

inline bool isWithin( int value, int first, int last ) { return first <= value && value <= last; }

//! Rows of the winding band, one per column from 5 to 26; two rows thick.
inline int riverRow( int column ) { return static_cast<int>( 16 + 5 * std::sin( ( column - 5 ) / 3.5 ) ); }

//! The four shapes of the published comparison: disc (37 cells), L (52), river (44) and U (60).
inline std::vector<Shape> comparedShapes()
{
  return {
    { "disc", cellsWhere( []( int x, int y ) { return ( x - 14 ) * ( x - 14 ) + ( y - 16 ) * ( y - 16 ) <= 12; } ) },
    { "L", cellsWhere(
             []( int x, int y ) {
               return ( isWithin( x, 10, 11 ) && isWithin( y, 8, 23 ) ) ||
                      ( isWithin( x, 10, 21 ) && isWithin( y, 22, 23 ) );
             } ) },
    { "river", cellsWhere( []( int x, int y )
                           { return isWithin( x, 5, 26 ) && isWithin( y, riverRow( x ), riverRow( x ) + 1 ); } ) },
    { "U", cellsWhere(
             []( int x, int y )
             {
               return isWithin( y, 10, 21 ) &&
                      ( isWithin( x, 10, 11 ) || isWithin( x, 18, 19 ) || ( y >= 20 && isWithin( x, 10, 19 ) ) );
             } ) }
  };
}

//! Shapes that no setting was chosen on.
inline std::vector<Shape> otherShapes()
{
  return { { "small disc",
             cellsWhere( []( int x, int y ) { return ( x - 9 ) * ( x - 9 ) + ( y - 20 ) * ( y - 20 ) <= 4; } ) },
           { "square", cellsWhere( []( int x, int y ) { return isWithin( x, 15, 21 ) && isWithin( y, 9, 15 ); } ) },
           { "diagonal", cellsWhere( []( int x, int y ) { return std::abs( x - y ) <= 1 && isWithin( x, 6, 24 ); } ) },
           { "ring", cellsWhere( []( int x, int y )
                                 { return isWithin( ( x - 16 ) * ( x - 16 ) + ( y - 16 ) * ( y - 16 ), 16, 36 ); } ) },
           { "T", cellsWhere(
                    []( int x, int y ) {
                      return ( isWithin( y, 7, 9 ) && isWithin( x, 8, 23 ) ) ||
                             ( isWithin( x, 15, 17 ) && isWithin( y, 7, 20 ) );
                    } ) },
           { "at the edge", cellsWhere( []( int x, int y ) { return x <= 3 && isWithin( y, 8, 19 ); } ) } };
}

//! Log-normal with sigma 0.6, smoothed by a Gaussian of one cell, mean 100, whole people.
inline std::vector<double> population( std::uint64_t seed )
{
  RandomStream random( seed, 0, 77 );
  std::vector<double> rough( cells );
  for ( double &people : rough )
    people = std::exp( 0.6 * random.normal() );
  const auto mirrored = []( int place ) {
    return place < 0 ? -1 - place : place >= side ? 2 * side - 1 - place : place;
  };
  for ( const bool alongRows : { true, false } )
  {
    std::vector<double> smooth( cells, 0.0 );
    double weights = 0;
    for ( int step = -4; step <= 4; ++step )
      weights += std::exp( -0.5 * step * step );
    for ( int row = 0; row < side; ++row )
      for ( int column = 0; column < side; ++column )
        for ( int step = -4; step <= 4; ++step )
          smooth[cellAt( column, row )] += std::exp( -0.5 * step * step ) / weights *
                                           ( alongRows ? rough[cellAt( mirrored( column + step ), row )]
                                                       : rough[cellAt( column, mirrored( row + step ) )] );
    rough = smooth;
  }
  double sum = 0;
  for ( const double people : rough )
    sum += people;
  for ( double &people : rough )
    people = std::max( 1.0, std::round( people * 100 * cells / sum ) );
  return rough;
}

//! The values in proportion, with the sum \a total.
inline std::vector<double> scaledTo( double total, std::vector<double> values )
{
  double sum = 0;
  for ( const double value : values )
    sum += value;
  for ( double &value : values )
    value *= total / sum;
  return values;
}

//! Population times the relative risk inside \a places.
inline std::vector<double> raised( std::vector<double> people, const Places &places, double relativeRisk )
{
  for ( const std::uint32_t place : places )
    people[place] *= relativeRisk;
  return people;
}

//! \a events at random with probabilities in proportion to \a rates, varying \a dispersion times as independent ones.
inline std::vector<double> drawn( const std::vector<double> &rates, std::size_t events, RandomStream &random,
                                  double dispersion = 1 )
{
  std::vector<double> means = scaledTo( double( events ), rates );
  if ( dispersion > 1 )
    for ( double &mean : means )
      mean = mean > 0 ? ( dispersion - 1 ) * GammaSampler( mean / ( dispersion - 1 ) )( random ) : 0;
  const PlaceSampler places( means );
  std::vector<double> counts( rates.size(), 0.0 );
  for ( std::size_t event = 0; event < events; ++event )
    ++counts[places( random )];
  return counts;
}

inline ScanStream stream( const std::vector<double> &counts, const std::vector<double> &baseline,
                          double dispersion = 1 )
{
  ScanStream result{ StreamModel::poisson, counts, baseline };
  result.dispersion = dispersion;
  return result;
}

inline std::size_t common( const Places &one, const Places &other )
{
  Places both;
  std::set_intersection( one.begin(), one.end(), other.begin(), other.end(), std::back_inserter( both ) );
  return both.size();
}

inline double jaccard( const Places &one, const Places &other )
{
  const double both = double( common( one, other ) );
  return one.empty() && other.empty() ? 0 : both / ( double( one.size() + other.size() ) - both );
}

} // namespace planted
