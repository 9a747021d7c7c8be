// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "originshift.h"

#include "peers.h"
#include "plantedmaps.h"
#include "statistics/everyorigin.h"
#include "statistics/parallel.h"

#include <array>
#include <cstdio>

namespace planted
{
namespace
{

constexpr std::size_t events = 5000;
//! Points of the raster on which incidents lie, for each side of a cell of the planted maps.
constexpr int fine = 4;
constexpr int extent = side * fine;

using Points = std::vector<double>;

std::uint32_t pointAt( int x, int y ) { return static_cast<std::uint32_t>( y * extent + x ); }

//! The points of planted cells.
Places pointsOfCells( const Places &places )
{
  Places points;
  for ( const std::uint32_t cell : places )
    for ( int y = 0; y < fine; ++y )
      for ( int x = 0; x < fine; ++x )
        points.push_back( pointAt( int( cell ) % side * fine + x, int( cell ) / side * fine + y ) );
  std::sort( points.begin(), points.end() );
  return points;
}

Points evenlySpread( const std::vector<double> &cells )
{
  Points points( std::size_t( extent * extent ) );
  for ( int y = 0; y < extent; ++y )
    for ( int x = 0; x < extent; ++x )
      points[pointAt( x, y )] = cells[cellAt( x / fine, y / fine )] / ( fine * fine );
  return points;
}

//! Incidents in cells by \a places, each anywhere in its cell.
Points scattered( const PlaceSampler &places, RandomStream &random )
{
  Points points( std::size_t( extent * extent ), 0.0 );
  for ( std::size_t event = 0; event < events; ++event )
  {
    const int cell = int( places( random ) );
    const int x = cell % side * fine + int( random.uniform() * fine );
    const int y = cell / side * fine + int( random.uniform() * fine );
    ++points[pointAt( x, y )];
  }
  return points;
}

//! Cells of \a size points, the first of which begins \a shift points before the raster; one more than fit.
class MovedGrid
{
public:
  MovedGrid( int size, int shift ) : mSize( size ), mShift( shift ), mAcross( extent / size + 1 ) {}

  ScanSupport support() const { return squareGrid( mAcross, mAcross ); }

  std::vector<double> sums( const Points &points ) const
  {
    std::vector<double> sums( std::size_t( mAcross * mAcross ), 0.0 );
    for ( std::uint32_t point = 0; point < points.size(); ++point )
      sums[cellOf( point )] += points[point];
    return sums;
  }

  Places points( const Places &cells ) const
  {
    std::vector<char> isIn( std::size_t( mAcross * mAcross ), 0 );
    for ( const std::uint32_t cell : cells )
      isIn[cell] = 1;
    Places inside;
    for ( std::uint32_t point = 0; point < std::uint32_t( extent * extent ); ++point )
      if ( isIn[cellOf( point )] )
        inside.push_back( point );
    return inside;
  }

private:
  std::size_t cellOf( std::uint32_t point ) const
  {
    const int column = ( int( point ) % extent + mShift ) / mSize;
    const int row = ( int( point ) / extent + mShift ) / mSize;
    return std::size_t( row * mAcross + column );
  }

  int mSize;
  int mShift;
  int mAcross;
};

//! A way to draw neighbourhoods: in cells of \a size points, in squares of \a squareSide cells a side.
struct Way
{
  const char *name;
  int size;
  std::size_t squareSide;
  int shift;
};

const std::array<Way, 5> ways{ { { "cells, moved by half a cell", 4, 1, 2 },
                                 { "2 x 2 half cells, moved by half a square", 2, 2, 2 },
                                 { "2 x 2 half cells, moved by a quarter", 2, 2, 1 },
                                 { "4 x 4 quarter cells, moved by half a square", 1, 4, 2 },
                                 { "4 x 4 quarter cells, moved by a quarter", 1, 4, 1 } } };

Places foundBy( const MovedGrid &grid, const Way &way, const Points &incidents, const Points &people,
                std::uint64_t seed )
{
  EvidenceScanOptions options;
  options.targetCount = 1;
  options.minimumRelativeRisk = 1;
  options.nullMaps = 99;
  options.seed = seed;
  options.threads = 1;
  const std::vector<double> counts = grid.sums( incidents );
  const std::vector<double> baseline = flooredBaseline( grid.sums( people ), 0.01 );
  const std::vector<double> expected = scaledTo( events, baseline );
  const EvidenceScan scan =
    findFromEveryOrigin( grid.support(), { stream( counts, expected ) }, way.squareSide, options );
  return scan.neighbourhoods.empty() ? Places() : grid.points( scan.neighbourhoods.front().places );
}

//! The cells of which at least half are in \a truth.
Places drawnInCells( const MovedGrid &grid, int size, const Places &truth )
{
  Points inside( std::size_t( extent * extent ), 0.0 );
  for ( const std::uint32_t point : truth )
    inside[point] = 1;
  const std::vector<double> sums = grid.sums( inside );
  Places cells;
  for ( std::uint32_t cell = 0; cell < sums.size(); ++cell )
    if ( 2 * sums[cell] >= size * size )
      cells.push_back( cell );
  return grid.points( cells );
}

double meanOf( const std::vector<double> &values )
{
  double sum = 0;
  for ( const double value : values )
    sum += value;
  return sum / double( values.size() );
}

void printWay( const Way &way, const Shape &shape, double relativeRisk, std::size_t maps, std::uint64_t seed )
{
  const std::vector<double> people = population( seed );
  const Points spread = evenlySpread( people );
  const Places truth = pointsOfCells( shape.places );
  const MovedGrid here( way.size, 0 );
  const MovedGrid moved( way.size, way.shift );
  const PlaceSampler places( raised( people, shape.places, relativeRisk ) );
  std::vector<double> agreement( maps );
  std::vector<double> quality( maps );
  forEachInParallel( maps, 0,
                     [&]( std::size_t map )
                     {
                       RandomStream random( seed, map, 800 );
                       const Points incidents = scattered( places, random );
                       const Places first = foundBy( here, way, incidents, spread, seed );
                       const Places second = foundBy( moved, way, incidents, spread, seed );
                       agreement[map] = jaccard( first, second );
                       quality[map] = jaccard( second, truth );
                     } );
  std::printf( "  %-44s %-6s %.1f: %.2f; planted area itself %.2f; found on the moved grid and planted %.2f\n",
               way.name, shape.name.c_str(), relativeRisk, meanOf( agreement ),
               jaccard( drawnInCells( here, way.size, truth ), drawnInCells( moved, way.size, truth ) ),
               meanOf( quality ) );
  std::fflush( stdout );
}

} // namespace

void printOriginShift( std::size_t maps, std::uint64_t seed )
{
  std::printf( "\nthe same incidents on a moved grid: Jaccard index of the two areas (bar 0.90)\n" );
  for ( const Way &way : ways )
    for ( const Shape &shape : comparedShapes() )
      for ( const double relativeRisk : { 2.0, 3.0 } )
        printWay( way, shape, relativeRisk, maps, seed );
}

} // namespace planted
