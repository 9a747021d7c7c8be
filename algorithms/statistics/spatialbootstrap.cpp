// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/spatialbootstrap.h"

#include "statistics/arguments.h"
#include "statistics/distribution.h"
#include "statistics/parallel.h"
#include "statistics/randomstream.h"

#include <algorithm>
#include <utility>

namespace communitysafety::statistics
{
namespace
{

using Rows = std::vector<std::size_t>;

//! The areas that have a centre, to be laid out in blocks.
class BlockedMap
{
public:
  BlockedMap( Column eastings, Column northings, double side ) : mX( eastings ), mY( northings ), mSide( side )
  {
    for ( std::size_t row = 0; row < mX.size(); ++row )
    {
      if ( isMissing( mX[row] ) || isMissing( mY[row] ) )
        continue;
      mRows.push_back( row );
      mLeft = std::fmin( mLeft, mX[row] );
      mRight = std::fmax( mRight, mX[row] );
      mLow = std::fmin( mLow, mY[row] );
      mHigh = std::fmax( mHigh, mY[row] );
    }
    if ( !( mSide > 0 ) && mRows.size() > 1 )
      mSide = usualSide();
  }

  double side() const { return mSide; }

  //! The rows by block, when the grid starts \a shiftX and \a shiftY of a side before the corner.
  std::vector<Rows> blocks( double shiftX, double shiftY ) const
  {
    std::vector<std::pair<std::pair<double, double>, std::size_t>> places;
    for ( const std::size_t row : mRows )
      places.push_back(
        { { std::floor( ( mX[row] - mLeft ) / mSide + shiftX ), std::floor( ( mY[row] - mLow ) / mSide + shiftY ) },
          row } );
    std::sort( places.begin(), places.end() );
    std::vector<Rows> blocks;
    for ( std::size_t place = 0; place < places.size(); ++place )
    {
      if ( place == 0 || places[place].first != places[place - 1].first )
        blocks.emplace_back();
      blocks.back().push_back( places[place].second );
    }
    return blocks;
  }

private:
  //! √n blocks in the box around the areas; on a line, along it.
  double usualSide() const
  {
    const double width = mRight - mLeft, height = mHigh - mLow, blocks = std::sqrt( double( mRows.size() ) );
    const double byArea = std::sqrt( width * height / blocks ), byLength = std::max( width, height ) / blocks;
    const double side = std::max( byArea, byLength );
    return side > 0 ? side : 1;
  }

  Column mX;
  Column mY;
  double mSide;
  Rows mRows;
  double mLeft = missing, mRight = missing, mLow = missing, mHigh = missing;
};

Rows drawnRows( const BlockedMap &map, RandomStream &random )
{
  const double shiftX = random.uniform(), shiftY = random.uniform();
  const std::vector<Rows> blocks = map.blocks( shiftX, shiftY );
  Rows rows;
  for ( std::size_t draw = 0; draw < blocks.size(); ++draw )
  {
    const Rows &block = blocks[static_cast<std::size_t>( random.uniform() * double( blocks.size() ) )];
    rows.insert( rows.end(), block.begin(), block.end() );
  }
  return rows;
}

void requireOptions( const SpatialBootstrapOptions &options )
{
  if ( options.draws < 99 )
    refuse( "The number of draws", std::to_string( options.draws ), "99 or more" );
  if ( !( options.confidence > 0 && options.confidence < 1 ) )
    refuse( "confidence", inWords( options.confidence ), "above 0 and below 1" );
  if ( !( options.blockSide >= 0 ) || std::isinf( options.blockSide ) )
    refuse( "The side of the blocks", inWords( options.blockSide ), "0 or more, and finite" );
}

} // namespace

SpatialBootstrap spatialBootstrap( Column eastings, Column northings,
                                   const std::function<double( const std::vector<std::size_t> &rows )> &statistic,
                                   const SpatialBootstrapOptions &options, const Progress &progress )
{
  requireOptions( options );
  requireSize( "northings", northings.size(), eastings.size() );
  requireFinite( "eastings", eastings );
  requireFinite( "northings", northings );
  SpatialBootstrap result;
  const BlockedMap map( eastings, northings, options.blockSide );
  if ( !( map.side() > 0 ) )
    return result;
  result.blockSide = map.side();
  result.blocks = map.blocks( 0, 0 ).size();
  if ( result.blocks < 2 )
    return result;

  std::vector<double> values( options.draws );
  forEachInParallel(
    options.draws, options.threads,
    [&]( std::size_t draw )
    {
      RandomStream random( options.seed, draw );
      values[draw] = statistic( drawnRows( map, random ) );
    },
    progress );
  const std::vector<double> sorted = sortedPresent( values );
  result.draws = sorted.size();
  const double tail = ( 1 - options.confidence ) / 2;
  result.limits = { quantile( sorted, tail ), quantile( sorted, 1 - tail ) };
  result.standardError = describe( sorted ).standardDeviation;
  return result;
}

std::vector<double> valuesOf( Column column, const std::vector<std::size_t> &rows )
{
  std::vector<double> values;
  values.reserve( rows.size() );
  for ( const std::size_t row : rows )
    values.push_back( column[row] );
  return values;
}

} // namespace communitysafety::statistics
