// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/scanzones.h"

#include "statistics/arguments.h"
#include "statistics/column.h"

#include <boost/math/constants/constants.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();
constexpr double equalWithin = 1e-9;
constexpr std::uint32_t centresPerReport = 64;
//! Lists of places around points that are kept, in bytes.
constexpr double keptLists = 256e6;
//! A bounding box may have this many cells per cell of the grid.
constexpr std::size_t sparsestGrid = 10;

struct Vector
{
  double x = 0;
  double y = 0;
};

//! Turns and stretches the plane so that the ellipses of a shape become circles.
class ShapePlane
{
public:
  explicit ShapePlane( const ScanShape &shape ) : mStretch( shape.axisRatio )
  {
    const double radians = shape.angle * boost::math::double_constants::degree;
    mCosine = std::cos( radians );
    mSine = std::sin( radians );
  }

  Vector operator()( double x, double y ) const
  {
    return { x * mCosine + y * mSine, ( y * mCosine - x * mSine ) * mStretch };
  }

private:
  double mStretch;
  double mCosine = 1;
  double mSine = 0;
};

//! The order of places at one distance.
bool isBefore( const Vector &first, const Vector &second )
{
  return first.x != second.x ? first.x < second.x : first.y < second.y;
}

double squaredLength( const Vector &vector ) { return vector.x * vector.x + vector.y * vector.y; }

void requireOptions( const ScanZoneOptions &options, std::size_t places )
{
  for ( const double ratio : options.axisRatios )
    requireBetween( "An axis ratio", ratio, 1, 1000 );
  if ( !( options.largestShare > 0 ) || options.largestShare > 1 )
    refuse( "The largest share", inWords( options.largestShare ), "above 0 and at most 1" );
  if ( options.size.empty() )
    return;
  requireSize( "the size", options.size.size(), places );
  requireNotNegative( "the size", options.size );
}

std::vector<ScanShape> shapesOf( const std::vector<double> &axisRatios )
{
  std::vector<ScanShape> shapes;
  for ( const double ratio : axisRatios )
  {
    const int directions = ratio > 1 ? static_cast<int>( std::floor( 3 * ratio + equalWithin ) ) : 1;
    for ( int direction = 0; direction < directions; ++direction )
    {
      const double angle = 180.0 * direction / directions;
      shapes.push_back( { ratio, angle > 90 ? angle - 180 : angle } );
    }
  }
  return shapes;
}

void requireCellsOnce( const std::vector<int> &columns, const std::vector<int> &rows )
{
  std::vector<std::pair<int, int>> cells;
  for ( std::size_t place = 0; place < columns.size(); ++place )
    cells.emplace_back( columns[place], rows[place] );
  std::sort( cells.begin(), cells.end() );
  const auto twice = std::adjacent_find( cells.begin(), cells.end() );
  if ( twice != cells.end() )
    refuse( "The cell in column " + std::to_string( twice->first ) + ", row " + std::to_string( twice->second ),
            "given twice", "given once" );
}

struct CellStep
{
  std::int32_t column;
  std::int32_t row;
};

//! Steps from a cell to the cells around it, nearest first; ring k ends before ends[k].
struct Offsets
{
  std::vector<CellStep> steps;
  std::vector<std::uint32_t> ends;
};

//! A step that is still to be sorted, with the point it leads to and its squared distance in a shape.
struct MeasuredStep
{
  CellStep step;
  Vector point;
  double distance;
};

/**
 * Cuts \a sorted, in which \a distanceOf rises, into runs of equal distance, orders each by \a before and calls
 * \a endRing with the number of items up to its end.
 */
template <typename Item, typename Distance, typename Before, typename EndRing>
void cutIntoRings( std::vector<Item> &sorted, Distance distanceOf, Before before, EndRing endRing )
{
  for ( std::size_t begin = 0; begin < sorted.size(); )
  {
    std::size_t end = begin + 1;
    while ( end < sorted.size() && distanceOf( sorted[end] ) <= distanceOf( sorted[begin] ) * ( 1 + equalWithin ) )
      ++end;
    std::sort( sorted.begin() + static_cast<std::ptrdiff_t>( begin ),
               sorted.begin() + static_cast<std::ptrdiff_t>( end ), before );
    endRing( end );
    begin = end;
  }
}

//! Points in square buckets, about two in each.
class BucketIndex
{
public:
  explicit BucketIndex( std::vector<Vector> points ) : mPoints( std::move( points ) )
  {
    Vector lowest{ std::numeric_limits<double>::max(), std::numeric_limits<double>::max() };
    Vector highest{ std::numeric_limits<double>::lowest(), std::numeric_limits<double>::lowest() };
    for ( const Vector &point : mPoints )
    {
      lowest = { std::min( lowest.x, point.x ), std::min( lowest.y, point.y ) };
      highest = { std::max( highest.x, point.x ), std::max( highest.y, point.y ) };
    }
    mLowest = lowest;
    mExtent = { highest.x - lowest.x, highest.y - lowest.y };
    const double perBucket = 2 / static_cast<double>( mPoints.size() );
    // Points on a line have no area: their longer side alone sets the buckets then.
    mSide =
      std::max( std::sqrt( mExtent.x * mExtent.y * perBucket ), std::max( mExtent.x, mExtent.y ) * perBucket / 2 );
    if ( !( mSide > 0 ) )
      mSide = 1;
    mColumns = bucketAlong( mExtent.x ) + 1;
    mRows = bucketAlong( mExtent.y ) + 1;
    fillBuckets();
  }

  const Vector &operator[]( std::size_t point ) const { return mPoints[point]; }
  double side() const { return mSide; }
  //! No two points are farther apart.
  double diagonal() const { return std::sqrt( squaredLength( mExtent ) ); }

  //! Squared distance and number of all points at most \a radius from \a centre, in no order.
  void within( const Vector &centre, double radius, std::vector<std::pair<double, std::uint32_t>> &found ) const
  {
    found.clear();
    const std::size_t firstColumn = bucketAlong( centre.x - radius - mLowest.x );
    const std::size_t lastColumn = std::min( mColumns - 1, bucketAlong( centre.x + radius - mLowest.x ) );
    const std::size_t lastRow = std::min( mRows - 1, bucketAlong( centre.y + radius - mLowest.y ) );
    for ( std::size_t row = bucketAlong( centre.y - radius - mLowest.y ); row <= lastRow; ++row )
    {
      const std::size_t begin = mBegin[row * mColumns + firstColumn];
      const std::size_t end = mBegin[row * mColumns + lastColumn + 1];
      for ( std::size_t entry = begin; entry < end; ++entry )
      {
        const Vector &point = mPoints[mOrder[entry]];
        const double squared = squaredLength( { point.x - centre.x, point.y - centre.y } );
        if ( squared <= radius * radius )
          found.emplace_back( squared, mOrder[entry] );
      }
    }
  }

private:
  std::size_t bucketAlong( double length ) const
  {
    return length > 0 ? static_cast<std::size_t>( std::min( length / mSide, 1e9 ) ) : 0;
  }

  void fillBuckets()
  {
    std::vector<std::size_t> bucketOf;
    for ( const Vector &point : mPoints )
      bucketOf.push_back( bucketAlong( point.y - mLowest.y ) * mColumns + bucketAlong( point.x - mLowest.x ) );
    mBegin.assign( mColumns * mRows + 1, 0 );
    for ( const std::size_t bucket : bucketOf )
      ++mBegin[bucket + 1];
    std::partial_sum( mBegin.begin(), mBegin.end(), mBegin.begin() );
    std::vector<std::size_t> next( mBegin.begin(), mBegin.end() - 1 );
    mOrder.resize( mPoints.size() );
    for ( std::size_t point = 0; point < mPoints.size(); ++point )
      mOrder[next[bucketOf[point]]++] = static_cast<std::uint32_t>( point );
  }

  std::vector<Vector> mPoints;
  Vector mLowest;
  Vector mExtent;
  double mSide = 1;
  std::size_t mColumns = 1;
  std::size_t mRows = 1;
  std::vector<std::size_t> mBegin;
  std::vector<std::uint32_t> mOrder;
};

//! The zones around all centres in one shape, one after the other.
struct Lists
{
  std::vector<std::size_t> firstPlace = { 0 };
  std::vector<std::size_t> firstEnd = { 0 };
  std::vector<std::uint32_t> places;
  std::vector<std::uint32_t> ends;

  void add( const ScanWalk &walk )
  {
    places.insert( places.end(), walk.places.begin(), walk.places.end() );
    ends.insert( ends.end(), walk.ends.begin(), walk.ends.end() );
    firstPlace.push_back( places.size() );
    firstEnd.push_back( ends.size() );
  }

  void copy( std::size_t centre, ScanWalk &walk ) const
  {
    walk.places.assign( places.data() + firstPlace[centre], places.data() + firstPlace[centre + 1] );
    walk.ends.assign( ends.data() + firstEnd[centre], ends.data() + firstEnd[centre + 1] );
  }

  std::size_t bytes() const { return ( places.size() + ends.size() ) * sizeof( std::uint32_t ); }
};

} // namespace

struct ScanZones::Support
{
  std::vector<Vector> points;
  std::vector<double> size;
  double largestSize = 0;
  ScanOrder order = ScanOrder::wholeRings;
  std::vector<ScanShape> shapes;

  // A grid: the place in each cell of the bounding box, and the steps of each shape.
  std::size_t columns = 0;
  std::size_t rows = 0;
  std::vector<std::uint32_t> placeAt;
  std::vector<CellStep> cellOf;
  //! From one cell to the next in the same column; along a row the step is (1, 0).
  Vector rowStep;
  std::vector<Offsets> offsets;

  // Points: an index of each shape, and the lists of the first shapes, as far as they are kept.
  std::vector<BucketIndex> indices;
  std::vector<Lists> lists;

  void setOptions( const ScanZoneOptions &options );
  bool placeCells( const std::vector<int> &columnOf, const std::vector<int> &rowOf );
  Vector pointAfter( const CellStep &step ) const;
  void addOffsets( const ShapePlane &plane, double reach );
  double circleReach() const;
  void indexPoints();
  double expectedBytes( const BucketIndex &index ) const;
  void keepLists( const Progress &progress );
  bool addRing( ScanWalk &walk, std::size_t begin, double &sum ) const;
  std::uint32_t placeAfter( const CellStep &cell, const CellStep &step ) const;
  void aroundCell( std::uint32_t centre, const Offsets &steps, ScanWalk &walk ) const;
  void aroundPoint( std::uint32_t centre, const BucketIndex &index, ScanWalk &walk ) const;
  static std::shared_ptr<Support> onGrid( const std::vector<int> &columns, const std::vector<int> &rows,
                                          const Vector &rowStep, const ScanZoneOptions &options );
};

void ScanZones::Support::setOptions( const ScanZoneOptions &options )
{
  requireOptions( options, points.size() );
  size = options.size.empty() ? std::vector<double>( points.size(), 1.0 ) : options.size;
  double all = 0;
  for ( double &part : size )
  {
    part = isMissing( part ) ? 0 : part;
    all += part;
  }
  largestSize = all * options.largestShare * ( 1 + equalWithin );
  order = options.order;
  shapes = shapesOf( options.axisRatios );
}

//! Enters the cells into their bounding box; false when that would be nearly empty.
bool ScanZones::Support::placeCells( const std::vector<int> &columnOf, const std::vector<int> &rowOf )
{
  const auto columnRange = std::minmax_element( columnOf.begin(), columnOf.end() );
  const auto rowRange = std::minmax_element( rowOf.begin(), rowOf.end() );
  const double width = double( *columnRange.second ) - *columnRange.first + 1;
  const double height = double( *rowRange.second ) - *rowRange.first + 1;
  if ( width * height > static_cast<double>( sparsestGrid * columnOf.size() ) )
    return false;
  columns = static_cast<std::size_t>( width );
  rows = static_cast<std::size_t>( height );
  placeAt.assign( columns * rows, nobody );
  for ( std::size_t place = 0; place < columnOf.size(); ++place )
  {
    const CellStep cell{ columnOf[place] - *columnRange.first, rowOf[place] - *rowRange.first };
    placeAt[static_cast<std::size_t>( cell.row ) * columns + static_cast<std::size_t>( cell.column )] =
      static_cast<std::uint32_t>( place );
    cellOf.push_back( cell );
  }
  return true;
}

Vector ScanZones::Support::pointAfter( const CellStep &step ) const
{
  return { step.column + step.row * rowStep.x, step.row * rowStep.y };
}

//! The steps of one shape to all cells of the box that are not farther than \a reach.
void ScanZones::Support::addOffsets( const ShapePlane &plane, double reach )
{
  std::vector<MeasuredStep> measured;
  const auto lastColumn = static_cast<std::int32_t>( columns ) - 1;
  const auto lastRow = static_cast<std::int32_t>( rows ) - 1;
  for ( std::int32_t row = -lastRow; row <= lastRow; ++row )
    for ( std::int32_t column = -lastColumn; column <= lastColumn; ++column )
    {
      const Vector point = pointAfter( { column, row } );
      const double squared = squaredLength( plane( point.x, point.y ) );
      if ( squared <= reach * reach * ( 1 + equalWithin ) )
        measured.push_back( { { column, row }, point, squared } );
    }
  std::sort( measured.begin(), measured.end(),
             []( const MeasuredStep &first, const MeasuredStep &second ) { return first.distance < second.distance; } );
  Offsets added;
  cutIntoRings(
    measured, []( const MeasuredStep &step ) { return step.distance; },
    []( const MeasuredStep &first, const MeasuredStep &second ) { return isBefore( first.point, second.point ); },
    [&added]( std::size_t end ) { added.ends.push_back( static_cast<std::uint32_t>( end ) ); } );
  for ( const MeasuredStep &step : measured )
    added.steps.push_back( step.step );
  offsets.push_back( std::move( added ) );
}

//! A zone grows until it would be too large: adds the places from \a begin on, or takes them off again.
bool ScanZones::Support::addRing( ScanWalk &walk, std::size_t begin, double &sum ) const
{
  for ( std::size_t entry = begin; entry < walk.places.size(); ++entry )
  {
    sum += size[walk.places[entry]];
    if ( order == ScanOrder::wholeRings )
      continue;
    if ( sum > largestSize )
    {
      walk.places.resize( entry );
      return false;
    }
    walk.ends.push_back( static_cast<std::uint32_t>( entry + 1 ) );
  }
  if ( order == ScanOrder::onePlace )
    return true;
  if ( sum > largestSize )
  {
    walk.places.resize( begin );
    return false;
  }
  if ( walk.places.size() > begin )
    walk.ends.push_back( static_cast<std::uint32_t>( walk.places.size() ) );
  return true;
}

//! The place a step away from a cell, or nobody.
std::uint32_t ScanZones::Support::placeAfter( const CellStep &cell, const CellStep &step ) const
{
  // A negative number turns into a very large one, so that one comparison is enough.
  const auto column = static_cast<std::size_t>( std::int64_t{ cell.column } + step.column );
  const auto row = static_cast<std::size_t>( std::int64_t{ cell.row } + step.row );
  return column < columns && row < rows ? placeAt[row * columns + column] : nobody;
}

void ScanZones::Support::aroundCell( std::uint32_t centre, const Offsets &around, ScanWalk &walk ) const
{
  const CellStep cell = cellOf[centre];
  double sum = 0;
  std::size_t step = 0;
  for ( const std::uint32_t end : around.ends )
  {
    const std::size_t begin = walk.places.size();
    for ( ; step < end; ++step )
    {
      const std::uint32_t place = placeAfter( cell, around.steps[step] );
      if ( place != nobody )
        walk.places.push_back( place );
    }
    if ( !addRing( walk, begin, sum ) )
      return;
  }
}

void ScanZones::Support::aroundPoint( std::uint32_t centre, const BucketIndex &index, ScanWalk &walk ) const
{
  double reach = walk.reach > 0 ? walk.reach : 4 * index.side();
  for ( ;; )
  {
    index.within( index[centre], reach, walk.candidates );
    double sum = 0;
    for ( const auto &candidate : walk.candidates )
      sum += size[candidate.second];
    if ( sum > largestSize || reach > 2 * index.diagonal() )
      break;
    reach *= 1.5;
  }
  std::sort( walk.candidates.begin(), walk.candidates.end() );
  std::size_t entry = 0;
  double sum = 0;
  bool isOpen = true;
  cutIntoRings(
    walk.candidates, []( const auto &candidate ) { return candidate.first; },
    [this]( const auto &first, const auto &second )
    {
      const Vector &one = points[first.second];
      const Vector &other = points[second.second];
      return isBefore( one, other ) || ( !isBefore( other, one ) && first.second < second.second );
    },
    [&]( std::size_t end )
    {
      if ( !isOpen )
        return;
      const std::size_t begin = walk.places.size();
      for ( ; entry < end; ++entry )
        walk.places.push_back( walk.candidates[entry].second );
      isOpen = addRing( walk, begin, sum );
      walk.reach = 1.1 * std::sqrt( walk.candidates[end - 1].first );
    } );
}

//! The radius at which the circles around all cells have grown too large; infinite when one never does.
double ScanZones::Support::circleReach() const
{
  double farthest = 0;
  for ( const CellStep &cell : cellOf )
  {
    const auto isTooLarge = [&, sum = 0.0]( const CellStep &step ) mutable
    {
      const std::uint32_t place = placeAfter( cell, step );
      sum += place != nobody ? size[place] : 0;
      return sum > largestSize;
    };
    const auto last = std::find_if( offsets.front().steps.begin(), offsets.front().steps.end(), isTooLarge );
    if ( last == offsets.front().steps.end() )
      return std::numeric_limits<double>::infinity();
    farthest = std::max( farthest, squaredLength( pointAfter( *last ) ) );
  }
  return std::sqrt( farthest );
}

void ScanZones::Support::indexPoints()
{
  for ( const ScanShape &shape : shapes )
  {
    const ShapePlane plane( shape );
    std::vector<Vector> turned;
    for ( const Vector &point : points )
      turned.push_back( plane( point.x, point.y ) );
    indices.emplace_back( std::move( turned ) );
  }
}

//! About as many bytes as the lists of one shape take, from some of the centres.
double ScanZones::Support::expectedBytes( const BucketIndex &index ) const
{
  constexpr std::size_t tried = 32;
  const std::size_t step = std::max<std::size_t>( 1, points.size() / tried );
  Lists lists;
  ScanWalk walk;
  for ( std::size_t centre = 0; centre < points.size(); centre += step )
  {
    walk.clear();
    aroundPoint( static_cast<std::uint32_t>( centre ), index, walk );
    lists.add( walk );
  }
  return static_cast<double>( lists.bytes() ) * static_cast<double>( step );
}

void ScanZones::Support::keepLists( const Progress &progress )
{
  double bytes = 0;
  ScanWalk walk;
  for ( const BucketIndex &index : indices )
  {
    bytes += expectedBytes( index );
    if ( bytes > keptLists )
      return;
    Lists kept;
    for ( std::uint32_t centre = 0; centre < points.size(); ++centre )
    {
      if ( centre % centresPerReport == 0 )
        report( progress, ( static_cast<double>( lists.size() ) + double( centre ) / double( points.size() ) ) /
                            static_cast<double>( indices.size() ) );
      walk.clear();
      aroundPoint( centre, index, walk );
      kept.add( walk );
    }
    lists.push_back( std::move( kept ) );
  }
}

std::shared_ptr<ScanZones::Support> ScanZones::Support::onGrid( const std::vector<int> &columns,
                                                                const std::vector<int> &rows, const Vector &rowStep,
                                                                const ScanZoneOptions &options )
{
  requireSize( "the rows of the grid", rows.size(), columns.size() );
  auto support = std::make_shared<Support>();
  for ( std::size_t place = 0; place < columns.size(); ++place )
    support->points.push_back( { columns[place] + rowStep.x * rows[place], rowStep.y * rows[place] } );
  support->setOptions( options );
  requireCellsOnce( columns, rows );
  if ( columns.empty() )
    return support;
  if ( !support->placeCells( columns, rows ) )
  {
    support->indexPoints();
    support->keepLists( {} );
    return support;
  }
  support->rowStep = rowStep;
  support->addOffsets( ShapePlane( {} ), std::numeric_limits<double>::infinity() );
  const double reach = support->circleReach();
  support->offsets.clear();
  // An ellipse whose short axis is the circle's diameter holds the circle.
  for ( const ScanShape &shape : support->shapes )
    support->addOffsets( ShapePlane( shape ), reach * shape.axisRatio );
  return support;
}

ScanZones::ScanZones( std::shared_ptr<const Support> support ) : mSupport( std::move( support ) ) {}

ScanZones ScanZones::onSquareGrid( const std::vector<int> &columns, const std::vector<int> &rows,
                                   const ScanZoneOptions &options )
{
  return ScanZones( Support::onGrid( columns, rows, { 0, 1 }, options ) );
}

ScanZones ScanZones::onHexagonGrid( const std::vector<int> &q, const std::vector<int> &r,
                                    const ScanZoneOptions &options )
{
  const Vector sixtyDegrees{ 0.5, boost::math::double_constants::root_three / 2 };
  return ScanZones( Support::onGrid( q, r, sixtyDegrees, options ) );
}

ScanZones ScanZones::ofCentres( const std::vector<double> &x, const std::vector<double> &y,
                                const ScanZoneOptions &options, const Progress &progress )
{
  requireSize( "the y coordinates", y.size(), x.size() );
  auto support = std::make_shared<Support>();
  for ( std::size_t place = 0; place < x.size(); ++place )
  {
    if ( !std::isfinite( x[place] ) || !std::isfinite( y[place] ) )
      refuse( "The coordinate in row " + std::to_string( place + 1 ), "missing or infinite", "a finite number" );
    support->points.push_back( { x[place], y[place] } );
  }
  support->setOptions( options );
  if ( !x.empty() )
  {
    support->indexPoints();
    support->keepLists( progress );
  }
  return ScanZones( std::move( support ) );
}

std::size_t ScanZones::size() const { return mSupport->points.size(); }

const std::vector<ScanShape> &ScanZones::shapes() const { return mSupport->shapes; }

void ScanZones::around( std::uint32_t centre, std::size_t shape, ScanWalk &walk ) const
{
  walk.clear();
  if ( !mSupport->offsets.empty() )
    mSupport->aroundCell( centre, mSupport->offsets[shape], walk );
  else if ( shape < mSupport->lists.size() )
    mSupport->lists[shape].copy( centre, walk );
  else
    mSupport->aroundPoint( centre, mSupport->indices[shape], walk );
}

double ScanZones::distance( std::uint32_t centre, std::uint32_t place, std::size_t shape ) const
{
  const Vector &from = mSupport->points[centre];
  const Vector &to = mSupport->points[place];
  return std::sqrt( squaredLength( ShapePlane( mSupport->shapes[shape] )( to.x - from.x, to.y - from.y ) ) );
}

std::vector<double> ScanZones::distances( std::uint32_t place, std::size_t shape ) const
{
  const ShapePlane plane( mSupport->shapes[shape] );
  const Vector &from = mSupport->points[place];
  std::vector<double> distances;
  for ( const Vector &to : mSupport->points )
    distances.push_back( std::sqrt( squaredLength( plane( to.x - from.x, to.y - from.y ) ) ) );
  return distances;
}

} // namespace communitysafety::statistics
