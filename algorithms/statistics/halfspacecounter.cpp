// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/halfspacecounter.h"

#include <algorithm>
#include <numeric>

namespace communitysafety::statistics
{
namespace
{

constexpr std::size_t leafSize = 32;

} // namespace

HalfspaceCounter::HalfspaceCounter( std::vector<double> points, std::size_t dimensions )
  : mDimensions( dimensions ), mPoints( std::move( points ) )
{
  std::vector<std::uint32_t> order( mPoints.size() / mDimensions );
  if ( order.empty() )
    return;
  std::iota( order.begin(), order.end(), 0U );
  build( order, 0, order.size() );

  std::vector<double> sorted;
  sorted.reserve( mPoints.size() );
  for ( const std::uint32_t point : order )
    for ( std::size_t side = 0; side < mDimensions; ++side )
      sorted.push_back( mPoints[point * mDimensions + side] );
  mPoints = std::move( sorted );
}

std::size_t HalfspaceCounter::build( std::vector<std::uint32_t> &order, std::size_t begin, std::size_t end )
{
  const std::size_t node = mNodes.size();
  mNodes.push_back( { begin, end } );
  for ( std::size_t side = 0; side < mDimensions; ++side )
  {
    double lowest = mPoints[order[begin] * mDimensions + side], highest = lowest;
    for ( std::size_t place = begin; place < end; ++place )
    {
      const double coordinate = mPoints[order[place] * mDimensions + side];
      lowest = std::min( lowest, coordinate );
      highest = std::max( highest, coordinate );
    }
    mBoxes.push_back( lowest );
    mBoxes.push_back( highest );
  }
  if ( end - begin <= leafSize )
    return node;

  const std::size_t side = widestSide( node ), middle = begin + ( end - begin ) / 2;
  const auto at = [&order]( std::size_t place ) { return order.begin() + static_cast<std::ptrdiff_t>( place ); };
  std::nth_element( at( begin ), at( middle ), at( end ),
                    [this, side]( std::uint32_t a, std::uint32_t b )
                    { return mPoints[a * mDimensions + side] < mPoints[b * mDimensions + side]; } );
  const std::size_t left = build( order, begin, middle );
  const std::size_t right = build( order, middle, end );
  mNodes[node].left = left;
  mNodes[node].right = right;
  return node;
}

std::size_t HalfspaceCounter::widestSide( std::size_t node ) const
{
  const double *box = &mBoxes[2 * node * mDimensions];
  std::size_t widest = 0;
  for ( std::size_t side = 1; side < mDimensions; ++side )
    if ( box[2 * side + 1] - box[2 * side] > box[2 * widest + 1] - box[2 * widest] )
      widest = side;
  return widest;
}

HalfspaceCounter::Counts HalfspaceCounter::count( const std::vector<double> &normal, double lower, double upper ) const
{
  Counts counts;
  if ( !mNodes.empty() )
    countIn( 0, normal, lower, upper, counts );
  return counts;
}

void HalfspaceCounter::countIn( std::size_t node, const std::vector<double> &normal, double lower, double upper,
                                Counts &counts ) const
{
  const double *box = &mBoxes[2 * node * mDimensions];
  double lowest = 0, highest = 0;
  for ( std::size_t side = 0; side < mDimensions; ++side )
  {
    const double one = normal[side] * box[2 * side], other = normal[side] * box[2 * side + 1];
    lowest += std::min( one, other );
    highest += std::max( one, other );
  }
  const Node &part = mNodes[node];
  const bool allAtLeast = lowest >= lower, noneAtLeast = highest < lower;
  const bool allAtMost = highest <= upper, noneAtMost = lowest > upper;
  if ( ( allAtLeast || noneAtLeast ) && ( allAtMost || noneAtMost ) )
  {
    counts.atLeast += allAtLeast ? part.end - part.begin : 0;
    counts.atMost += allAtMost ? part.end - part.begin : 0;
    return;
  }
  if ( part.right == 0 )
    return countOneByOne( part, normal, lower, upper, counts );
  countIn( part.left, normal, lower, upper, counts );
  countIn( part.right, normal, lower, upper, counts );
}

void HalfspaceCounter::countOneByOne( const Node &node, const std::vector<double> &normal, double lower, double upper,
                                      Counts &counts ) const
{
  for ( std::size_t point = node.begin; point < node.end; ++point )
  {
    double product = 0;
    for ( std::size_t side = 0; side < mDimensions; ++side )
      product += normal[side] * mPoints[point * mDimensions + side];
    counts.atLeast += product >= lower ? 1 : 0;
    counts.atMost += product <= upper ? 1 : 0;
  }
}

} // namespace communitysafety::statistics
