// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/boxindex.h"

#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/iterator/function_output_iterator.hpp>

#include <algorithm>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

namespace geometry = boost::geometry;

using Point = geometry::model::point<double, 2, geometry::cs::cartesian>;
using Rectangle = geometry::model::box<Point>;
using Numbered = std::pair<Rectangle, std::size_t>;

Rectangle rectangleOf( const Box &box ) { return { { box.xMinimum, box.yMinimum }, { box.xMaximum, box.yMaximum } }; }

bool isEmpty( const Box &box ) { return !( box.xMinimum <= box.xMaximum && box.yMinimum <= box.yMaximum ); }

std::vector<Numbered> numbered( const std::vector<Box> &boxes )
{
  std::vector<Numbered> values;
  values.reserve( boxes.size() );
  for ( std::size_t number = 0; number < boxes.size(); ++number )
    if ( !isEmpty( boxes[number] ) )
      values.emplace_back( rectangleOf( boxes[number] ), number );
  return values;
}

} // namespace

class BoxIndex::Tree
{
public:
  explicit Tree( const std::vector<Box> &boxes ) : mTree( numbered( boxes ) ) {}

  std::vector<std::size_t> touching( const Box &box ) const
  {
    std::vector<std::size_t> numbers;
    if ( isEmpty( box ) )
      return numbers;
    mTree.query( geometry::index::intersects( rectangleOf( box ) ),
                 boost::make_function_output_iterator( [&numbers]( const Numbered &value )
                                                       { numbers.push_back( value.second ); } ) );
    std::sort( numbers.begin(), numbers.end() );
    return numbers;
  }

private:
  geometry::index::rtree<Numbered, geometry::index::quadratic<16>> mTree;
};

BoxIndex::BoxIndex( const std::vector<Box> &boxes ) : mTree( std::make_unique<Tree>( boxes ) ) {}

BoxIndex::~BoxIndex() = default;
BoxIndex::BoxIndex( BoxIndex &&other ) noexcept = default;
BoxIndex &BoxIndex::operator=( BoxIndex &&other ) noexcept = default;

std::vector<std::size_t> BoxIndex::touching( const Box &box ) const { return mTree->touching( box ); }

} // namespace communitysafety::statistics
