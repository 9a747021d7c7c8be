// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/spatialweights.h"

#include "statistics/arguments.h"
#include "statistics/parallel.h"

#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace communitysafety::statistics
{
namespace
{

namespace geometry = boost::geometry;
using Point = geometry::model::point<double, 2, geometry::cs::cartesian>;
using Box = geometry::model::box<Point>;

//! Centres that lie as near as one another are so but for rounding.
constexpr double sameDistance = 1 + 1e-9;

//! The centres of the areas, to be asked who is near whom.
class Centres
{
public:
  using Entry = std::pair<Point, std::size_t>;

  Centres( Column x, Column y ) : mX( x ), mY( y )
  {
    requireSize( "y", y.size(), x.size() );
    requireFinite( "x", x );
    requireFinite( "y", y );
    std::vector<Entry> entries;
    for ( std::size_t area = 0; area < x.size(); ++area )
      if ( isPresent( area ) )
        entries.emplace_back( at( area ), area );
    mTree = Tree( entries );
  }

  std::size_t size() const { return mX.size(); }
  bool isPresent( std::size_t area ) const { return !isMissing( mX[area] ) && !isMissing( mY[area] ); }

  //! The other areas at most \a distance away, in ascending order.
  std::vector<std::size_t> within( std::size_t area, double distance ) const
  {
    const Box box( Point( mX[area] - distance, mY[area] - distance ),
                   Point( mX[area] + distance, mY[area] + distance ) );
    std::vector<std::size_t> found;
    for ( auto entry = mTree.qbegin( geometry::index::intersects( box ) ); entry != mTree.qend(); ++entry )
      if ( entry->second != area && distanceBetween( area, entry->second ) <= distance )
        found.push_back( entry->second );
    std::sort( found.begin(), found.end() );
    return found;
  }

  //! How far the \a k th nearest other area is, or the farthest where there are fewer; 0 where there is none.
  double distanceToNearest( std::size_t area, std::size_t k ) const
  {
    // The area itself is the nearest, or one at the very same place, which does as well.
    const auto nearest = geometry::index::nearest( at( area ), static_cast<unsigned>( std::min( k, size() ) + 1 ) );
    double farthest = 0;
    for ( auto entry = mTree.qbegin( nearest ); entry != mTree.qend(); ++entry )
      farthest = std::max( farthest, distanceBetween( area, entry->second ) );
    return farthest;
  }

private:
  using Tree = geometry::index::rtree<Entry, geometry::index::rstar<16>>;

  Point at( std::size_t area ) const { return { mX[area], mY[area] }; }
  double distanceBetween( std::size_t a, std::size_t b ) const { return std::hypot( mX[a] - mX[b], mY[a] - mY[b] ); }

  Column mX;
  Column mY;
  Tree mTree;
};

//! The rows that \a find gives for each area with a centre, on all cores.
template <typename Find>
std::vector<std::vector<std::size_t>> rowsOf( const Centres &centres, Find find, const Progress &progress )
{
  std::vector<std::vector<std::size_t>> rows( centres.size() );
  const auto fill = [&]( std::size_t area )
  {
    if ( centres.isPresent( area ) )
      rows[area] = find( area );
  };
  forEachInParallel( rows.size(), 0, fill, progress );
  return rows;
}

} // namespace

SpatialWeights::SpatialWeights( const Rows &rows, WeightStyle style ) : mStyle( style )
{
  for ( const std::vector<std::size_t> &row : rows )
  {
    mIndices.insert( mIndices.end(), row.begin(), row.end() );
    mOffsets.push_back( mIndices.size() );
  }
}

SpatialWeights::SpatialWeights( const Neighbours &touching, WeightStyle style ) : mStyle( style )
{
  for ( std::size_t area = 0; area < touching.size(); ++area )
  {
    const Neighbours::Row row = touching.of( area );
    mIndices.insert( mIndices.end(), row.begin(), row.end() );
    mOffsets.push_back( mIndices.size() );
  }
}

SpatialWeights SpatialWeights::withinDistance( Column x, Column y, double distance, WeightStyle style,
                                               const Progress &progress )
{
  if ( !( distance > 0 ) || std::isinf( distance ) )
    refuse( "distance", inWords( distance ), "above 0, and finite" );
  const Centres centres( x, y );
  const auto find = [&]( std::size_t area ) { return centres.within( area, distance * sameDistance ); };
  return { rowsOf( centres, find, progress ), style };
}

SpatialWeights SpatialWeights::nearest( Column x, Column y, std::size_t k, WeightStyle style, const Progress &progress )
{
  if ( k == 0 )
    refuse( "The number of nearest neighbours", "0", "1 or more" );
  const Centres centres( x, y );
  const auto find = [&]( std::size_t area )
  { return centres.within( area, centres.distanceToNearest( area, k ) * sameDistance ); };
  return { rowsOf( centres, find, progress ), style };
}

SpatialWeights SpatialWeights::among( Column values ) const
{
  requireSize( "values", values.size(), size() );
  Rows rows( size() );
  for ( std::size_t area = 0; area < size(); ++area )
    if ( !isMissing( values[area] ) )
      std::copy_if( of( area ).begin(), of( area ).end(), std::back_inserter( rows[area] ),
                    [values]( std::size_t neighbour ) { return !isMissing( values[neighbour] ); } );
  return { rows, mStyle };
}

Neighbours rookOnSquareGrid( const std::vector<int> &columns, const std::vector<int> &rows )
{
  const Neighbours queen = Neighbours::onSquareGrid( columns, rows );
  std::vector<Neighbours::Pair> pairs;
  for ( std::size_t cell = 0; cell < queen.size(); ++cell )
    for ( const std::size_t neighbour : queen.of( cell ) )
      if ( neighbour > cell && ( columns[cell] == columns[neighbour] || rows[cell] == rows[neighbour] ) )
        pairs.emplace_back( cell, neighbour );
  return Neighbours::fromPairs( queen.size(), pairs );
}

} // namespace communitysafety::statistics
