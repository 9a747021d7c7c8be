// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/minimumcut.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace communitysafety::statistics
{
namespace
{

// The distance of a place from which nothing can flow to a weight below 0. One more is still a number.
constexpr std::uint32_t unreachable = std::numeric_limits<std::uint32_t>::max() / 2;

// The outline of one place times the penalty stays below 2³⁰, so that no sum of two capacities overflows.
constexpr int bitsOfAnOutline = 25;
constexpr double usualPenalty = 16;
constexpr double highestPenalty = 1e100;

// Shorter outlines have no say: quanta per unit stay a number.
constexpr double shortestOutline = 1e-100;

// Distances are measured anew after as many discharges as this part of the places.
constexpr std::size_t patience = 5;

//! The nearest whole number, halves away from 0; without a call, unlike std::round, so that loops run in parallel.
std::int32_t rounded( double number ) { return static_cast<std::int32_t>( number + std::copysign( 0.5, number ) ); }

//! A weight as a whole number of quanta within ±\a largest, never 0 unless it is 0.
std::int32_t inQuanta( double weight, double quantaPerUnit, double largest )
{
  const double quanta = std::max( -largest, std::min( largest, weight * quantaPerUnit ) );
  const std::int32_t whole = rounded( quanta );
  return whole != 0 ? whole : ( weight > 0 ) - ( weight < 0 );
}

} // namespace

MinimumCut::MinimumCut( const BorderGraph &borders ) : mPlaces( borders.size() )
{
  mNodes.resize( mPlaces + 1 );
  mOutlines.assign( mPlaces, 0 );
  std::uint32_t arcs = 0;
  for ( std::uint32_t place = 0; place < mPlaces; ++place )
  {
    mNodes[place].firstArc = arcs;
    arcs += static_cast<std::uint32_t>( borders.of( place ).size() );
  }
  mNodes[mPlaces].firstArc = arcs;
  mArcs.resize( arcs );
  mLengths.resize( arcs );
  mCapacities.assign( arcs, 0 );

  std::vector<std::uint32_t> next( mPlaces );
  for ( std::uint32_t place = 0; place < mPlaces; ++place )
    next[place] = mNodes[place].firstArc;
  // Rows ascend, so that going through them in order meets the sisters of every place in the order of its own row.
  for ( std::uint32_t place = 0; place < mPlaces; ++place )
  {
    std::uint32_t arc = mNodes[place].firstArc;
    for ( const BorderGraph::Neighbour &neighbour : borders.of( place ) )
    {
      mArcs[arc] = { neighbour.place, next[neighbour.place]++, 0 };
      mLengths[arc++] = neighbour.length;
      mOutlines[place] += neighbour.length;
    }
    mLargestOutline = std::max( mLargestOutline, mOutlines[place] );
  }
}

void MinimumCut::requireInput( Column weight, const std::vector<double> &penalties ) const
{
  requireSize( "the weights", weight.size(), mPlaces );
  requireFinite( "The weight", weight );
  for ( const double penalty : penalties )
    requireBetween( "The penalty", penalty, 0, highestPenalty );
  if ( !std::is_sorted( penalties.begin(), penalties.end() ) )
    refuse( "The order of the penalties", "another", "ascending" );
}

MinimumCut::Places MinimumCut::heaviestSet( Column weight, double penalty )
{
  return heaviestSets( weight, { penalty } ).front();
}

std::vector<MinimumCut::Places> MinimumCut::heaviestSets( Column weight, const std::vector<double> &penalties )
{
  requireInput( weight, penalties );
  std::vector<Places> sets( penalties.size() );
  if ( penalties.empty() )
    return sets;
  start( weight, penalties.back() );
  for ( std::size_t set = 0; set < penalties.size(); ++set )
  {
    raisePenalty( penalties[set] );
    maximiseFlow();
    sets[set] = placesWithinReach();
    if ( sets[set].empty() )
      break;
  }
  return sets;
}

void MinimumCut::start( Column weight, double largestPenalty )
{
  const double unit = std::max( mLargestOutline, shortestOutline ) * std::max( 1.0, largestPenalty / usualPenalty );
  mQuantaPerUnit = std::exp2( bitsOfAnOutline - std::ceil( std::log2( unit ) ) );
  // The flow of the last cut is taken back; its capacities stay until the penalty is set.
  for ( std::size_t arc = 0; arc < mArcs.size(); ++arc )
    mArcs[arc].residual = mCapacities[arc];
  const double quantaOfOutline = largestPenalty * mQuantaPerUnit;
  for ( std::uint32_t place = 0; place < mPlaces; ++place )
  {
    Node &node = mNodes[place];
    // More than its outline can cost decides a place as well as any weight: so weights of any size fit. Each border may
    // be rounded up by half a quantum.
    const double decisive = quantaOfOutline * mOutlines[place] + ( mNodes[place + 1].firstArc - node.firstArc ) + 2;
    node.excess =
      isMissing( weight[place] ) ? -rounded( decisive ) : inQuanta( weight[place], mQuantaPerUnit, decisive );
  }
}

void MinimumCut::raisePenalty( double penalty )
{
  const double quanta = penalty * mQuantaPerUnit;
  for ( std::size_t arc = 0; arc < mArcs.size(); ++arc )
  {
    const std::int32_t capacity = rounded( mLengths[arc] * quanta );
    mArcs[arc].residual += capacity - mCapacities[arc];
    mCapacities[arc] = capacity;
  }
}

void MinimumCut::push( Node &from, Arc &arc, std::int32_t flow )
{
  from.excess -= flow;
  mNodes[arc.head].excess += flow;
  arc.residual -= flow;
  mArcs[arc.sister].residual += flow;
}

//! Most of the flow goes no further than to a neighbour: that part needs no distances.
void MinimumCut::pushToNeighbours()
{
  for ( std::size_t place = 0; place < mPlaces; ++place )
  {
    Node &node = mNodes[place];
    for ( std::uint32_t index = node.firstArc; node.excess > 0 && index < mNodes[place + 1].firstArc; ++index )
    {
      Arc &arc = mArcs[index];
      const std::int32_t flow = std::min( { node.excess, arc.residual, -mNodes[arc.head].excess } );
      if ( flow > 0 )
        push( node, arc, flow );
    }
  }
}

void MinimumCut::maximiseFlow()
{
  pushToNeighbours();
  guessDistances();
  for ( queueExcess(); !mQueue.empty(); queueExcess() )
  {
    for ( std::size_t work = 0; !mQueue.empty() && work < mPlaces / patience + 1; work += mQueue.size() )
    {
      mNextQueue.clear();
      for ( const std::uint32_t place : mQueue )
        discharge( place );
      std::swap( mQueue, mNextQueue );
    }
    if ( mQueue.empty() )
      return;
    measureDistances();
  }
}

//! Distances that are too low by far are as right as measured ones, where most of the flow has a short way.
void MinimumCut::guessDistances()
{
  for ( std::size_t place = 0; place < mPlaces; ++place )
    mNodes[place].distance = mNodes[place].excess < 0 ? 0 : 1;
}

//! The distances as they are, by going from the weights below 0 against the arcs.
void MinimumCut::measureDistances()
{
  mQueue.clear();
  for ( std::size_t place = 0; place < mPlaces; ++place )
    mNodes[place].distance = mNodes[place].excess < 0 ? 0 : unreachable;
  for ( std::uint32_t place = 0; place < mPlaces; ++place )
  {
    Node &node = mNodes[place];
    for ( std::uint32_t index = node.firstArc; node.distance == unreachable && index < mNodes[place + 1].firstArc;
          ++index )
      if ( mArcs[index].residual > 0 && mNodes[mArcs[index].head].distance == 0 )
      {
        node.distance = 1;
        mQueue.push_back( place );
      }
  }
  for ( std::size_t next = 0; next < mQueue.size(); ++next )
  {
    const Node &node = mNodes[mQueue[next]];
    for ( std::uint32_t index = node.firstArc; index < mNodes[mQueue[next] + 1].firstArc; ++index )
    {
      const Arc &arc = mArcs[index];
      Node &other = mNodes[arc.head];
      if ( other.distance != unreachable || mArcs[arc.sister].residual == 0 )
        continue;
      other.distance = node.distance + 1;
      mQueue.push_back( arc.head );
    }
  }
}

//! The places that have something to send and a way for it.
void MinimumCut::queueExcess()
{
  mQueue.clear();
  for ( std::uint32_t place = 0; place < mPlaces; ++place )
  {
    mNodes[place].isQueued = mNodes[place].excess > 0 && mNodes[place].distance != unreachable;
    if ( mNodes[place].isQueued )
      mQueue.push_back( place );
  }
}

//! Sends the excess of a place downhill, and lifts the place until all has gone or there is no way.
void MinimumCut::discharge( std::uint32_t place )
{
  Node &node = mNodes[place];
  const std::uint32_t end = mNodes[place + 1].firstArc;
  node.isQueued = false;
  while ( node.distance != unreachable )
  {
    std::uint32_t lowest = unreachable;
    for ( std::uint32_t index = node.firstArc; index < end; ++index )
    {
      Arc &arc = mArcs[index];
      if ( arc.residual == 0 )
        continue;
      Node &other = mNodes[arc.head];
      if ( other.distance + 1 != node.distance )
      {
        lowest = std::min( lowest, other.distance );
        continue;
      }
      push( node, arc, std::min( node.excess, arc.residual ) );
      if ( other.excess > 0 && !other.isQueued )
      {
        other.isQueued = true;
        mNextQueue.push_back( arc.head );
      }
      if ( node.excess == 0 )
        return;
    }
    node.distance = lowest + 1 < mPlaces ? lowest + 1 : unreachable;
  }
}

//! Where what cannot flow off can get: the source's side of the cut.
MinimumCut::Places MinimumCut::placesWithinReach()
{
  mQueue.clear();
  for ( std::uint32_t place = 0; place < mPlaces; ++place )
  {
    mNodes[place].isQueued = mNodes[place].excess > 0;
    if ( mNodes[place].isQueued )
      mQueue.push_back( place );
  }
  for ( std::size_t next = 0; next < mQueue.size(); ++next )
    for ( std::uint32_t index = mNodes[mQueue[next]].firstArc; index < mNodes[mQueue[next] + 1].firstArc; ++index )
    {
      const Arc &arc = mArcs[index];
      if ( arc.residual == 0 || mNodes[arc.head].isQueued )
        continue;
      mNodes[arc.head].isQueued = true;
      mQueue.push_back( arc.head );
    }
  std::sort( mQueue.begin(), mQueue.end() );
  return mQueue;
}

} // namespace communitysafety::statistics
