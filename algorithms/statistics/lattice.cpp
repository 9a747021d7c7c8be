// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/lattice.h"

#include <cmath>
#include <sstream>
#include <stdexcept>

namespace communitysafety::statistics
{
namespace
{

const double sqrt3 = std::sqrt( 3.0 );

std::int64_t floorIndex( double value ) { return static_cast<std::int64_t>( std::floor( value ) ); }

bool isOdd( std::int64_t column ) { return ( column & 1 ) != 0; }

std::string number( double value )
{
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  text.precision( 12 );
  text << value;
  return text.str();
}

double squaredDistance( LatticePoint a, LatticePoint b )
{
  return ( a.x - b.x ) * ( a.x - b.x ) + ( a.y - b.y ) * ( a.y - b.y );
}

} // namespace

Lattice::Lattice( CellShape shape, double size, LatticePoint shift ) : mShape( shape ), mSize( size ), mShift( shift )
{
  if ( !( size >= minimumSize ) || !std::isfinite( size ) )
    throw std::invalid_argument( "The cell size is " + number( size ) + "; it must be at least " +
                                 number( minimumSize ) + " m" );
  if ( !std::isfinite( shift.x ) || !std::isfinite( shift.y ) )
    throw std::invalid_argument( "The shift of the origin is not finite" );
}

LatticePoint Lattice::shifted( LatticePoint point ) const { return { point.x + mShift.x, point.y + mShift.y }; }

double Lattice::cellArea() const { return mShape == CellShape::square ? mSize * mSize : mSize * mSize * sqrt3 / 2.0; }

// A hexagon with sides `size` apart has corners size / sqrt(3) from its centre; columns stand one and a half of that
// apart.
double Lattice::columnSpacing() const { return mShape == CellShape::square ? mSize : mSize * sqrt3 / 2.0; }

Lattice::Range Lattice::rangeCovering( const Extent &extent ) const
{
  const std::int64_t margin = mShape == CellShape::square ? 0 : 1;
  return { floorIndex( ( extent.xMinimum - mShift.x ) / columnSpacing() ) - margin,
           floorIndex( ( extent.xMaximum - mShift.x ) / columnSpacing() ) + margin,
           floorIndex( ( extent.yMinimum - mShift.y ) / mSize ) - margin,
           floorIndex( ( extent.yMaximum - mShift.y ) / mSize ) + margin };
}

double Lattice::countCovering( const Extent &extent ) const
{
  const Range range = rangeCovering( extent );
  return double( range.lastColumn - range.firstColumn + 1 ) * double( range.lastRow - range.firstRow + 1 );
}

std::vector<LatticeCell> Lattice::cellsCovering( const Extent &extent ) const
{
  const Range range = rangeCovering( extent );
  std::vector<LatticeCell> cells;
  cells.reserve( static_cast<std::size_t>( countCovering( extent ) ) );
  for ( std::int64_t row = range.firstRow; row <= range.lastRow; ++row )
    for ( std::int64_t column = range.firstColumn; column <= range.lastColumn; ++column )
      cells.push_back( { column, row } );
  return cells;
}

LatticeCell Lattice::cellAt( LatticePoint point ) const
{
  const LatticeCell guess{ floorIndex( ( point.x - mShift.x ) / columnSpacing() ),
                           floorIndex( ( point.y - mShift.y ) / mSize ) };
  if ( mShape == CellShape::square )
    return guess;
  LatticeCell nearest = guess;
  for ( std::int64_t column = guess.column; column <= guess.column + 1; ++column )
    for ( std::int64_t row = guess.row - 1; row <= guess.row + 1; ++row )
      if ( squaredDistance( centre( { column, row } ), point ) < squaredDistance( centre( nearest ), point ) )
        nearest = { column, row };
  return nearest;
}

LatticePoint Lattice::centre( LatticeCell cell ) const
{
  if ( mShape == CellShape::square )
    return shifted( { ( double( cell.column ) + 0.5 ) * mSize, ( double( cell.row ) + 0.5 ) * mSize } );
  return shifted( { double( cell.column ) * columnSpacing(),
                    double( 2 * cell.row + ( isOdd( cell.column ) ? 1 : 0 ) ) * ( mSize / 2.0 ) } );
}

std::vector<LatticePoint> Lattice::corners( LatticeCell cell ) const
{
  if ( mShape == CellShape::square )
  {
    const auto corner = [&]( std::int64_t column, std::int64_t row ) {
      return shifted( { double( column ) * mSize, double( row ) * mSize } );
    };
    const std::int64_t left = cell.column, lower = cell.row;
    return { corner( left, lower ), corner( left + 1, lower ), corner( left + 1, lower + 1 ),
             corner( left, lower + 1 ) };
  }
  // Whole numbers of half radii and half heights: neighbours arrive at the same product for a shared corner.
  const double halfRadius = mSize / ( 2.0 * sqrt3 ), halfHeight = mSize / 2.0;
  const std::int64_t x = 3 * cell.column, y = 2 * cell.row + ( isOdd( cell.column ) ? 1 : 0 );
  const auto corner = [&]( int dx, int dy ) {
    return shifted( { double( x + dx ) * halfRadius, double( y + dy ) * halfHeight } );
  };
  return { corner( 2, 0 ), corner( 1, 1 ), corner( -1, 1 ), corner( -2, 0 ), corner( -1, -1 ), corner( 1, -1 ) };
}

std::string Lattice::id( LatticeCell cell ) const
{
  const bool square = mShape == CellShape::square;
  const LatticePoint anchor =
    square ? shifted( { double( cell.column ) * mSize, double( cell.row ) * mSize } ) : centre( cell );
  const double x = square ? anchor.x : std::round( anchor.x );
  const double y = square ? anchor.y : std::round( anchor.y );
  return number( mSize ) + ( square ? "mE" : "hE" ) + number( x ) + "N" + number( y );
}

} // namespace communitysafety::statistics
