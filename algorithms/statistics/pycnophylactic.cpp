// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/pycnophylactic.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace communitysafety::statistics
{

namespace
{

//! A step that can never raise the roughness: one over the largest curvature of four neighbours.
constexpr double step = 1.0 / 8;

//! The cells with a count, zone by zone; a cell that is not there is itself or, at a zero edge, the last number.
struct ZonedCells
{
  //! Number in the frame.
  std::vector<std::uint32_t> cell;
  std::vector<std::size_t> start;
  std::vector<std::array<std::uint32_t, 4>> neighbours;

  std::size_t size() const { return cell.size(); }
};

void requireSurface( const GridFrame &frame, const std::vector<std::uint32_t> &zoneOfCell, Column counts,
                     const SurfaceOptions &options )
{
  if ( frame.size() >= GridFrame::nowhere )
    refuse( "The number of cells", std::to_string( frame.size() ), "below " + std::to_string( GridFrame::nowhere ) );
  requireSize( "zoneOfCell", zoneOfCell.size(), frame.size() );
  requireNotNegative( "counts", counts );
  for ( std::size_t cell = 0; cell < zoneOfCell.size(); ++cell )
    if ( zoneOfCell[cell] != GridFrame::nowhere && zoneOfCell[cell] >= counts.size() )
      refuse( "The zone of cell " + std::to_string( cell + 1 ), std::to_string( zoneOfCell[cell] ),
              "below " + std::to_string( counts.size() ) );
  requireBetween( "tolerance", options.tolerance, std::numeric_limits<double>::min(), 1 );
  if ( options.maximumIterations < 1 )
    refuse( "maximumIterations", "0", "1 or more" );
}

std::vector<std::uint32_t> placesOf( const ZonedCells &cells, std::size_t all )
{
  std::vector<std::uint32_t> places( all, GridFrame::nowhere );
  for ( std::size_t place = 0; place < cells.size(); ++place )
    places[cells.cell[place]] = static_cast<std::uint32_t>( place );
  return places;
}

void findNeighbours( ZonedCells &cells, const GridFrame &frame, SurfaceEdge edge )
{
  const std::vector<std::uint32_t> places = placesOf( cells, frame.size() );
  const auto beyond = static_cast<std::uint32_t>( cells.size() );
  cells.neighbours.resize( cells.size() );
  for ( std::size_t place = 0; place < cells.size(); ++place )
  {
    const std::size_t cell = cells.cell[place];
    const std::size_t column = cell % frame.columns;
    const std::size_t row = cell / frame.columns;
    const auto neighbour = [&]( bool exists, std::size_t other )
    {
      if ( exists && places[other] != GridFrame::nowhere )
        return places[other];
      return edge == SurfaceEdge::level ? static_cast<std::uint32_t>( place ) : beyond;
    };
    cells.neighbours[place] = { neighbour( column > 0, cell - 1 ), neighbour( column + 1 < frame.columns, cell + 1 ),
                                neighbour( row > 0, cell - frame.columns ),
                                neighbour( row + 1 < frame.rows, cell + frame.columns ) };
  }
}

ZonedCells cellsByZone( const GridFrame &frame, const std::vector<std::uint32_t> &zoneOfCell, Column counts,
                        SurfaceEdge edge )
{
  const auto hasCount = [&]( std::uint32_t zone ) { return zone != GridFrame::nowhere && !isMissing( counts[zone] ); };
  ZonedCells cells;
  cells.start.assign( counts.size() + 1, 0 );
  for ( const std::uint32_t zone : zoneOfCell )
    if ( hasCount( zone ) )
      ++cells.start[zone + 1];
  std::partial_sum( cells.start.begin(), cells.start.end(), cells.start.begin() );
  cells.cell.resize( cells.start.back() );
  std::vector<std::size_t> next( cells.start.begin(), cells.start.end() - 1 );
  for ( std::size_t cell = 0; cell < zoneOfCell.size(); ++cell )
    if ( hasCount( zoneOfCell[cell] ) )
      cells.cell[next[zoneOfCell[cell]]++] = static_cast<std::uint32_t>( cell );
  findNeighbours( cells, frame, edge );
  return cells;
}

//! A surface with its slope; one value more than cells, which is 0, for what lies beyond a zero edge.
struct Surface
{
  std::vector<double> value;
  //! Sum of the differences to the neighbours.
  std::vector<double> slope;
  double roughness = 0;
};

void measure( Surface &surface, const ZonedCells &cells )
{
  double sum = 0;
  for ( std::size_t cell = 0; cell < cells.size(); ++cell )
  {
    const auto &[west, east, north, south] = cells.neighbours[cell];
    const std::vector<double> &z = surface.value;
    surface.slope[cell] = 4 * z[cell] - ( z[west] + z[east] + z[north] + z[south] );
    sum += z[cell] * surface.slope[cell];
  }
  surface.roughness = sum / 2;
}

/**
 * The nearest values that are not below 0 and add up to \a total: all are lowered by the same amount, those that would
 * fall below 0 end there. Source: Michelot 1986, Journal of Optimization Theory and Applications 50.
 */
void project( double *begin, double *end, double total )
{
  double above = -std::numeric_limits<double>::infinity();
  std::size_t kept = 0;
  for ( ;; )
  {
    double sum = 0;
    std::size_t left = 0;
    for ( const double *value = begin; value != end; ++value )
      if ( *value > above )
      {
        sum += *value;
        ++left;
      }
    if ( left == kept || left == 0 )
      break;
    kept = left;
    above = ( sum - total ) / double( left );
  }
  for ( double *value = begin; value != end; ++value )
    *value = total > 0 ? std::max( 0.0, *value - above ) : 0;
}

//! Rounding in the projection leaves the sums a little off; \a total is kept to the last digits.
void scaleTo( double *begin, double *end, double total )
{
  const double sum = std::accumulate( begin, end, 0.0 );
  // A count far below those of its neighbours can be lost in the projection altogether.
  if ( sum <= 0 )
    std::fill( begin, end, total / double( end - begin ) );
  else
    std::for_each( begin, end, [factor = total / sum]( double &value ) { value *= factor; } );
}

class Smoother
{
public:
  Smoother( const ZonedCells &cells, Column counts ) : mCells( cells ), mCounts( counts )
  {
    mBest.value.assign( cells.size() + 1, 0 );
    mBest.slope.assign( cells.size() + 1, 0 );
    for ( std::size_t zone = 0; zone < counts.size(); ++zone )
      for ( std::size_t cell = cells.start[zone]; cell < cells.start[zone + 1]; ++cell )
      {
        mBest.value[cell] = counts[zone] / double( cells.start[zone + 1] - cells.start[zone] );
        mDensest = std::max( mDensest, mBest.value[cell] );
      }
    measure( mBest, cells );
    mAhead = mNext = mBest;
  }

  double roughness() const { return mBest.roughness; }

  //! One iteration; true when the surface has come to rest.
  bool advance( double tolerance )
  {
    for ( std::size_t cell = 0; cell < mCells.size(); ++cell )
      mNext.value[cell] = mAhead.value[cell] - step * mAhead.slope[cell];
    eachZone( project );
    measure( mNext, mCells );
    if ( mNext.roughness > mBest.roughness )
    {
      // Without momentum only rounding can make it rise: nothing is left to gain.
      if ( mMomentum == 1 )
        return true;
      mAhead = mBest;
      mMomentum = 1;
      return false;
    }
    return moveOn() <= tolerance * mDensest;
  }

  const std::vector<double> &finish()
  {
    mNext = mBest;
    eachZone( scaleTo );
    measure( mNext, mCells );
    mBest = mNext;
    return mBest.value;
  }

private:
  template <typename Work>
  void eachZone( Work work )
  {
    double *values = mNext.value.data();
    for ( std::size_t zone = 0; zone < mCounts.size(); ++zone )
      if ( mCells.start[zone] < mCells.start[zone + 1] )
        work( values + mCells.start[zone], values + mCells.start[zone + 1], mCounts[zone] );
  }

  //! Takes the next surface and looks ahead in the direction it came from; returns the largest change of a cell.
  double moveOn()
  {
    const double momentum = ( 1 + std::sqrt( 1 + 4 * mMomentum * mMomentum ) ) / 2;
    const double further = ( mMomentum - 1 ) / momentum;
    double change = 0;
    for ( std::size_t cell = 0; cell < mCells.size(); ++cell )
    {
      change = std::max( change, std::fabs( mNext.value[cell] - mAhead.value[cell] ) );
      mAhead.value[cell] = mNext.value[cell] + further * ( mNext.value[cell] - mBest.value[cell] );
      mAhead.slope[cell] = mNext.slope[cell] + further * ( mNext.slope[cell] - mBest.slope[cell] );
    }
    mMomentum = momentum;
    std::swap( mBest, mNext );
    return change;
  }

  const ZonedCells &mCells;
  Column mCounts;
  Surface mBest;
  Surface mAhead;
  Surface mNext;
  double mMomentum = 1;
  double mDensest = 0;
};

void listZonesWithoutCells( SmoothSurface &surface, const ZonedCells &cells, Column counts )
{
  for ( std::size_t zone = 0; zone < counts.size(); ++zone )
    if ( !isMissing( counts[zone] ) && cells.start[zone] == cells.start[zone + 1] )
    {
      surface.zonesWithoutCells.push_back( zone );
      surface.notPlaced += counts[zone];
    }
}

} // namespace

SmoothSurface smoothSurface( const GridFrame &frame, const std::vector<std::uint32_t> &zoneOfCell, Column counts,
                             const SurfaceOptions &options, const Progress &progress )
{
  requireSurface( frame, zoneOfCell, counts, options );
  const ZonedCells cells = cellsByZone( frame, zoneOfCell, counts, options.edge );
  Smoother smoother( cells, counts );
  SmoothSurface surface;
  surface.evenRoughness = smoother.roughness();
  while ( !surface.converged && surface.iterations < options.maximumIterations )
  {
    report( progress, double( surface.iterations ) / double( options.maximumIterations ) );
    surface.converged = smoother.advance( options.tolerance );
    ++surface.iterations;
  }
  const std::vector<double> &values = smoother.finish();
  surface.roughness = smoother.roughness();
  surface.value.assign( frame.size(), missing );
  for ( std::size_t place = 0; place < cells.size(); ++place )
    surface.value[cells.cell[place]] = values[place];
  listZonesWithoutCells( surface, cells, counts );
  return surface;
}

} // namespace communitysafety::statistics
