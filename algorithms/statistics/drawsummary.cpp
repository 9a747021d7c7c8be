// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/drawsummary.h"

#include "statistics/arguments.h"
#include "statistics/parallel.h"
#include "statistics/ranking.h"

#include <boost/sort/spreadsort/float_sort.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

namespace communitysafety::statistics
{

namespace
{

//! Areas whose draws are gathered at a time: one cache line of every draw.
constexpr std::size_t areasAtOnce = 16;

//! The present draws of \a area, smallest first.
void gatherSorted( const DrawTable &table, std::size_t area, std::vector<float> &sorted )
{
  sorted.clear();
  for ( std::size_t draw = 0; draw < table.draws(); ++draw )
    if ( !std::isnan( table.at( draw, area ) ) )
      sorted.push_back( table.at( draw, area ) );
  boost::sort::spreadsort::float_sort( sorted.begin(), sorted.end() );
}

//! The mean over the present draws of each area of what \a worth says of the value, 0 to 1.
std::vector<double> shares( const DrawTable &table,
                            const std::function<double( std::size_t draw, double value )> &worth )
{
  std::vector<double> sum( table.areas(), 0 );
  std::vector<double> present( table.areas(), 0 );
  for ( std::size_t draw = 0; draw < table.draws(); ++draw )
  {
    for ( std::size_t area = 0; area < table.areas(); ++area )
    {
      const double value = static_cast<double>( table.at( draw, area ) );
      if ( isMissing( value ) )
        continue;
      present[area] += 1;
      sum[area] += worth( draw, value );
    }
  }
  for ( std::size_t area = 0; area < table.areas(); ++area )
    sum[area] = present[area] > 0 ? sum[area] / present[area] : missing;
  return sum;
}

//! Where the worst of one draw end: the last rank among them, and the share of the areas with this rank that have a
//! place there.
struct Boundary
{
  double rank = 0;
  double share = 1;
};

Boundary boundaryOf( const DrawTable &ranks, std::size_t draw, double last )
{
  Boundary boundary;
  double level = 0;
  for ( std::size_t area = 0; area < ranks.areas(); ++area )
  {
    const double rank = static_cast<double>( ranks.at( draw, area ) );
    if ( !( rank <= last ) || rank < boundary.rank )
      continue;
    level = rank > boundary.rank ? 1 : level + 1;
    boundary.rank = rank;
  }
  if ( level > 0 )
    boundary.share = std::min( 1.0, ( last - boundary.rank + 1 ) / level );
  return boundary;
}

} // namespace

double lastWorstRank( std::size_t rankedAreas, double worstShare )
{
  // A share such as 0.29 of 100 areas must not lose one to rounding.
  constexpr double rounding = 1e-9;
  return std::max( 1.0, std::floor( worstShare * static_cast<double>( rankedAreas ) + rounding ) );
}

double quantileOfSorted( const std::vector<float> &sorted, double probability )
{
  if ( sorted.empty() )
    return missing;
  const double place = probability * static_cast<double>( sorted.size() - 1 );
  const auto below = static_cast<std::size_t>( place );
  const auto above = std::min( below + 1, sorted.size() - 1 );
  const double from = static_cast<double>( sorted[below] );
  const double to = static_cast<double>( sorted[above] );
  return from + ( place - static_cast<double>( below ) ) * ( to - from );
}

DrawTable::DrawTable( std::size_t draws, std::size_t areas )
  : mDraws( draws ), mAreas( areas ), mCells( draws * areas, std::numeric_limits<float>::quiet_NaN() )
{
}

void DrawTable::setDraw( std::size_t draw, Column values )
{
  requireSize( "values", values.size(), mAreas );
  float *cells = mCells.data() + draw * mAreas;
  for ( std::size_t area = 0; area < mAreas; ++area )
    cells[area] = static_cast<float>( values[area] );
}

std::vector<std::vector<double>> DrawTable::quantiles( const std::vector<double> &probabilities, unsigned threads,
                                                       const Progress &progress ) const
{
  std::vector<std::vector<double>> result( probabilities.size(), std::vector<double>( mAreas ) );
  const auto summarise = [&]( std::size_t block )
  {
    std::vector<float> sorted;
    const std::size_t end = std::min( mAreas, ( block + 1 ) * areasAtOnce );
    for ( std::size_t area = block * areasAtOnce; area < end; ++area )
    {
      gatherSorted( *this, area, sorted );
      for ( std::size_t which = 0; which < probabilities.size(); ++which )
        result[which][area] = quantileOfSorted( sorted, probabilities[which] );
    }
  };
  forEachInParallel( ( mAreas + areasAtOnce - 1 ) / areasAtOnce, threads, summarise, progress );
  return result;
}

IndexDraws::IndexDraws( std::size_t draws, std::size_t areas )
  : mIndex( draws, areas ), mRanks( draws, areas ), mRanked( draws, 0 )
{
}

void IndexDraws::setDraw( std::size_t draw, Column index, Keep keep )
{
  mRanks.setDraw( draw, rankDescending( index ) );
  if ( keep == Keep::indexAndRanks )
    mIndex.setDraw( draw, index );
  mRanked[draw] = countPresent( index );
}

std::vector<double> IndexDraws::shareAbove( double threshold ) const
{
  return shares( mIndex, [threshold]( std::size_t, double value ) { return value > threshold ? 1.0 : 0.0; } );
}

std::vector<double> IndexDraws::shareInWorst( double worstShare ) const
{
  std::vector<Boundary> boundaries;
  for ( std::size_t draw = 0; draw < mRanked.size(); ++draw )
    boundaries.push_back( boundaryOf( mRanks, draw, lastWorstRank( mRanked[draw], worstShare ) ) );
  return shares( mRanks,
                 [&boundaries]( std::size_t draw, double rank )
                 {
                   const Boundary &boundary = boundaries[draw];
                   return rank < boundary.rank ? 1.0 : rank > boundary.rank ? 0.0 : boundary.share;
                 } );
}

} // namespace communitysafety::statistics
