// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/gridlayout.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace communitysafety::base
{
namespace
{

//! Coordinates are written with about so much of a cell's size lost.
constexpr double tolerance = 1e-4;

bool isNearly( double value, double wanted ) { return std::abs( value - wanted ) <= tolerance * wanted; }

//! False when two areas would lie in one cell.
bool areDistinct( const GridLayout &layout )
{
  std::set<std::pair<int, int>> taken;
  for ( std::size_t area = 0; area < layout.columns.size(); ++area )
    if ( !taken.emplace( layout.columns[area], layout.rows[area] ).second )
      return false;
  return true;
}

//! The number of the interval of length \a size that holds \a from to \a to; nothing when no single one does.
std::optional<int> interval( double from, double to, double origin, double size )
{
  const double first = std::floor( ( from - origin ) / size + tolerance );
  const double last = std::ceil( ( to - origin ) / size - tolerance ) - 1;
  return first == last ? std::optional<int>( int( first ) ) : std::nullopt;
}

} // namespace

std::optional<GridLayout> squareLayout( const Areas &areas )
{
  double size = 0;
  for ( const QgsGeometry &geometry : areas.geometry )
    size = std::max( size, geometry.boundingBox().width() );
  QgsRectangle whole;
  std::size_t wholeCells = 0;
  for ( std::size_t area = 0; area < areas.size(); ++area )
  {
    const QgsRectangle box = areas.geometry[area].boundingBox();
    if ( !isNearly( box.width(), size ) || !isNearly( box.height(), size ) ||
         !isNearly( areas.geometry[area].area(), size * size ) )
      continue;
    whole = wholeCells++ == 0 ? box : whole;
  }
  if ( wholeCells == 0 || 2 * wholeCells < areas.size() )
    return std::nullopt;
  GridLayout layout;
  for ( const QgsGeometry &geometry : areas.geometry )
  {
    const QgsRectangle box = geometry.boundingBox();
    const auto column = interval( box.xMinimum(), box.xMaximum(), whole.xMinimum(), size );
    const auto row = interval( box.yMinimum(), box.yMaximum(), whole.yMinimum(), size );
    if ( !column || !row )
      return std::nullopt;
    layout.columns.push_back( *column );
    layout.rows.push_back( *row );
  }
  return areDistinct( layout ) ? std::optional<GridLayout>( layout ) : std::nullopt;
}

std::optional<GridLayout> hexagonLayout( const Areas &areas )
{
  if ( areas.geometry.empty() )
    return std::nullopt;
  const QgsRectangle first = areas.geometry.front().boundingBox();
  const double height = first.height();
  const double side = height / std::sqrt( 3.0 );
  const double area = 1.5 * std::sqrt( 3.0 ) * side * side;
  GridLayout layout;
  for ( const QgsGeometry &geometry : areas.geometry )
  {
    const QgsRectangle box = geometry.boundingBox();
    if ( !isNearly( box.height(), height ) || !isNearly( box.width(), 2 * side ) || !isNearly( geometry.area(), area ) )
      return std::nullopt;
    const double column = ( box.center().x() - first.center().x() ) / ( 1.5 * side );
    const double row = ( box.center().y() - first.center().y() ) / height - std::round( column ) / 2;
    // What is no grid misses a half of the numbers by more.
    if ( std::abs( column - std::round( column ) ) > 0.01 || std::abs( row - std::round( row ) ) > 0.01 )
      return std::nullopt;
    layout.columns.push_back( int( std::round( column ) ) );
    layout.rows.push_back( int( std::round( row ) ) );
  }
  return areDistinct( layout ) ? std::optional<GridLayout>( layout ) : std::nullopt;
}

} // namespace communitysafety::base
