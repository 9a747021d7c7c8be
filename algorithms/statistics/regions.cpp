// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/regions.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

using Cells = std::vector<std::size_t>;

constexpr int none = -1;

struct Extent
{
  std::size_t cells = 0;
  double area = 0;
  double population = 0;

  void add( const Extent &other )
  {
    cells += other.cells;
    area += other.area;
    population += other.population;
  }
};

// The two nearest different parts of a cell, and how many steps away they are.
struct NearestParts
{
  int first = none;
  int second = none;
  std::size_t firstSteps = 0;
  std::size_t secondSteps = 0;

  bool add( int part, std::size_t steps )
  {
    if ( part == first || second != none )
      return false;
    ( first == none ? first : second ) = part;
    ( second == none ? firstSteps : secondSteps ) = steps;
    return true;
  }

  bool isOnChain( std::size_t longest ) const { return second != none && firstSteps + secondSteps <= longest + 1; }
};

double scoreOrLowest( double score ) { return isMissing( score ) ? std::numeric_limits<double>::lowest() : score; }

void requireTieOrder( const std::vector<std::size_t> &tieOrder, std::size_t cells )
{
  if ( tieOrder.empty() )
    return;
  requireSize( "tieOrder", tieOrder.size(), cells );
  std::vector<std::size_t> sorted = tieOrder;
  std::sort( sorted.begin(), sorted.end() );
  const auto repeated = std::adjacent_find( sorted.begin(), sorted.end() );
  if ( repeated != sorted.end() )
    refuse( "The rank " + std::to_string( *repeated ) + " in tieOrder", "given twice", "given once" );
}

void requireLimits( const char *name, double minimum, double maximum )
{
  requireBetween( std::string( "minimum" ) + name, minimum, 0, std::numeric_limits<double>::max() );
  if ( !( maximum >= minimum ) )
    refuse( std::string( "maximum" ) + name, inWords( maximum ), "at least the minimum, " + inWords( minimum ) );
}

void requireOptions( const RegionOptions &options, bool hasPopulation )
{
  if ( isMissing( options.threshold ) )
    refuse( "threshold", "missing", "a number" );
  requireLimits( "Area", options.minimumArea, options.maximumArea );
  requireLimits( "Population", options.minimumPopulation, options.maximumPopulation );
  const bool isLimited = options.minimumPopulation > 0 || std::isfinite( options.maximumPopulation );
  if ( isLimited && !hasPopulation )
    refuse( "population", "empty", "given when regions are limited by population" );
}

void requireCells( const RegionCells &cells )
{
  const std::size_t size = cells.smoothedScore.size();
  requireSize( "rawScore", cells.rawScore.size(), size );
  requireSize( "area", cells.area.size(), size );
  requireSize( "neighbours", cells.neighbours.size(), size );
  if ( !cells.population.empty() )
    requireSize( "population", cells.population.size(), size );
  requireNotNegative( "population", cells.population );
  requireNotNegative( "area", cells.area );
  for ( std::size_t cell = 0; cell < size; ++cell )
    if ( !( cells.area[cell] > 0 ) )
      refuse( "area in row " + std::to_string( cell + 1 ), inWords( cells.area[cell] ), "above 0" );
  requireTieOrder( cells.tieOrder, size );
}

//! One run from cells to regions: the steps of findRegions(), in their order.
class RegionFinder
{
public:
  RegionFinder( const RegionCells &cells, const RegionOptions &options );
  Regions find();

private:
  std::size_t size() const { return mCells.smoothedScore.size(); }
  Extent extentOf( std::size_t cell ) const;
  Extent extentOf( const Cells &region ) const;
  bool fits( const Extent &extent ) const;
  bool isBefore( std::size_t a, std::size_t b ) const { return mTieOrder[a] < mTieOrder[b]; }

  std::vector<bool> selectCells() const;
  std::vector<bool> bridgeGaps( const std::vector<bool> &selected ) const;
  std::vector<Cells> connect( const std::vector<bool> &members ) const;
  void labelRegions();
  void fillHoles();
  Cells holeAround( std::size_t cell ) const;
  int onlyRegionAround( const Cells &hole ) const;
  void dropSmall();
  void splitLarge();
  std::vector<Cells> partsOf( Cells region ) const;
  void rank();
  void keepTarget();
  void report();

  const RegionCells &mCells;
  const RegionOptions &mOptions;
  std::vector<std::size_t> mTieOrder;
  //! All cells, lowest tie order first.
  Cells mInTieOrder;
  std::vector<bool> mSelected;
  std::vector<Cells> mRegions;
  //! Which of mRegions a cell is in.
  std::vector<int> mRegionOf;
  Regions mResult;
};

/**
 * The component tree of one region, grown from its peaks downwards: sets of cells that merge as the threshold falls.
 * A set that would grow above the maximum is closed as a part just before.
 */
class ThresholdSplit
{
public:
  //! \a order: the cells of the region, strongest first.
  ThresholdSplit( const Neighbours &neighbours, const Cells &order );

  //! \a extents: of each cell, in that order; \a fits: whether an extent is within the maximum.
  template <typename Fits>
  std::vector<Cells> parts( const std::vector<Extent> &extents, Fits fits );

private:
  std::size_t rootOf( std::size_t position );
  std::vector<std::size_t> setsAround( std::size_t position );
  void merge( std::size_t into, std::size_t from );
  Cells cellsOf( std::size_t root ) const;

  struct Set
  {
    std::size_t parent = 0;
    Extent extent;
    std::vector<std::size_t> members;
    bool isTooLarge = false;
  };

  const Neighbours &mNeighbours;
  const Cells &mOrder;
  std::unordered_map<std::size_t, std::size_t> mPositionOf;
  std::vector<Set> mSets;
};

ThresholdSplit::ThresholdSplit( const Neighbours &neighbours, const Cells &order )
  : mNeighbours( neighbours ), mOrder( order ), mSets( order.size() )
{
  mPositionOf.reserve( order.size() );
  for ( std::size_t position = 0; position < order.size(); ++position )
    mPositionOf.emplace( order[position], position );
}

std::size_t ThresholdSplit::rootOf( std::size_t position )
{
  while ( mSets[position].parent != position )
  {
    mSets[position].parent = mSets[mSets[position].parent].parent;
    position = mSets[position].parent;
  }
  return position;
}

// The sets a cell touches among those grown so far.
std::vector<std::size_t> ThresholdSplit::setsAround( std::size_t position )
{
  std::vector<std::size_t> roots;
  for ( const std::size_t neighbour : mNeighbours.of( mOrder[position] ) )
  {
    const auto found = mPositionOf.find( neighbour );
    if ( found != mPositionOf.end() && found->second < position )
      roots.push_back( rootOf( found->second ) );
  }
  std::sort( roots.begin(), roots.end() );
  roots.erase( std::unique( roots.begin(), roots.end() ), roots.end() );
  return roots;
}

// The smaller list of members moves, which keeps the whole tree at n log n.
void ThresholdSplit::merge( std::size_t into, std::size_t from )
{
  Set &target = mSets[into];
  Set &source = mSets[from];
  source.parent = into;
  target.extent.add( source.extent );
  target.isTooLarge = target.isTooLarge || source.isTooLarge;
  if ( target.members.size() < source.members.size() )
    target.members.swap( source.members );
  target.members.insert( target.members.end(), source.members.begin(), source.members.end() );
  source.members = {};
}

Cells ThresholdSplit::cellsOf( std::size_t root ) const
{
  Cells cells;
  for ( const std::size_t position : mSets[root].members )
    cells.push_back( mOrder[position] );
  return cells;
}

template <typename Fits>
std::vector<Cells> ThresholdSplit::parts( const std::vector<Extent> &extents, Fits fits )
{
  std::vector<Cells> closed;
  for ( std::size_t position = 0; position < mOrder.size(); ++position )
  {
    const std::vector<std::size_t> around = setsAround( position );
    Set &own = mSets[position];
    own.parent = position;
    own.extent = extents[position];
    own.members = { position };
    Extent together = own.extent;
    bool isTooLarge = false;
    for ( const std::size_t root : around )
    {
      together.add( mSets[root].extent );
      isTooLarge = isTooLarge || mSets[root].isTooLarge;
    }
    isTooLarge = isTooLarge || !fits( together );
    for ( const std::size_t root : around )
    {
      if ( isTooLarge && !mSets[root].isTooLarge )
        closed.push_back( cellsOf( root ) );
      merge( position, root );
    }
    own.isTooLarge = isTooLarge;
  }
  return closed;
}

RegionFinder::RegionFinder( const RegionCells &cells, const RegionOptions &options )
  : mCells( cells ), mOptions( options ), mTieOrder( cells.tieOrder ), mInTieOrder( size() )
{
  if ( mTieOrder.empty() )
  {
    mTieOrder.resize( size() );
    std::iota( mTieOrder.begin(), mTieOrder.end(), std::size_t{ 0 } );
  }
  std::iota( mInTieOrder.begin(), mInTieOrder.end(), std::size_t{ 0 } );
  std::sort( mInTieOrder.begin(), mInTieOrder.end(),
             [this]( std::size_t a, std::size_t b ) { return isBefore( a, b ); } );
}

Regions RegionFinder::find()
{
  mSelected = selectCells();
  mRegions = connect( bridgeGaps( mSelected ) );
  fillHoles();
  dropSmall();
  splitLarge();
  dropSmall();
  rank();
  keepTarget();
  report();
  return std::move( mResult );
}

Extent RegionFinder::extentOf( std::size_t cell ) const
{
  const bool isPeopled = !mCells.population.empty() && !isMissing( mCells.population[cell] );
  return { 1, mCells.area[cell], isPeopled ? mCells.population[cell] : 0.0 };
}

Extent RegionFinder::extentOf( const Cells &region ) const
{
  Extent extent;
  for ( const std::size_t cell : region )
    extent.add( extentOf( cell ) );
  return extent;
}

bool RegionFinder::fits( const Extent &extent ) const
{
  return extent.area <= mOptions.maximumArea && extent.population <= mOptions.maximumPopulation;
}

std::vector<bool> RegionFinder::selectCells() const
{
  std::vector<bool> selected( size() );
  for ( std::size_t cell = 0; cell < size(); ++cell )
    selected[cell] = mCells.smoothedScore[cell] >= mOptions.threshold;
  return selected;
}

std::vector<bool> RegionFinder::bridgeGaps( const std::vector<bool> &selected ) const
{
  std::vector<std::pair<std::size_t, int>> reached;
  int part = 0;
  for ( const Cells &cells : connect( selected ) )
  {
    for ( const std::size_t cell : cells )
      reached.emplace_back( cell, part );
    ++part;
  }
  std::vector<NearestParts> nearest( size() );
  for ( std::size_t step = 1; step <= mOptions.bridgeSteps && !reached.empty(); ++step )
  {
    std::vector<std::pair<std::size_t, int>> next;
    for ( const auto &[cell, from] : reached )
      for ( const std::size_t neighbour : mCells.neighbours.of( cell ) )
        if ( !selected[neighbour] && nearest[neighbour].add( from, step ) )
          next.emplace_back( neighbour, from );
    reached.swap( next );
  }
  std::vector<bool> members = selected;
  for ( std::size_t cell = 0; cell < size(); ++cell )
    if ( nearest[cell].isOnChain( mOptions.bridgeSteps ) )
      members[cell] = true;
  return members;
}

std::vector<Cells> RegionFinder::connect( const std::vector<bool> &members ) const
{
  std::vector<Cells> components;
  std::vector<bool> visited( size(), false );
  for ( const std::size_t start : mInTieOrder )
  {
    if ( !members[start] || visited[start] )
      continue;
    Cells cells = { start };
    visited[start] = true;
    for ( std::size_t next = 0; next < cells.size(); ++next )
      for ( const std::size_t neighbour : mCells.neighbours.of( cells[next] ) )
        if ( members[neighbour] && !visited[neighbour] )
        {
          visited[neighbour] = true;
          cells.push_back( neighbour );
        }
    components.push_back( std::move( cells ) );
  }
  return components;
}

// Sums over a region run in tie order, so that not even their rounding depends on the order of the cells.
void RegionFinder::labelRegions()
{
  mRegionOf.assign( size(), none );
  for ( std::size_t region = 0; region < mRegions.size(); ++region )
  {
    Cells &cells = mRegions[region];
    std::sort( cells.begin(), cells.end(), [this]( std::size_t a, std::size_t b ) { return isBefore( a, b ); } );
    for ( const std::size_t cell : cells )
      mRegionOf[cell] = static_cast<int>( region );
  }
}

void RegionFinder::fillHoles()
{
  labelRegions();
  for ( const std::size_t cell : mInTieOrder )
  {
    if ( mOptions.fillHolesCells == 0 || mRegionOf[cell] != none )
      continue;
    const Cells hole = holeAround( cell );
    const int region = onlyRegionAround( hole );
    if ( region == none )
      continue;
    Cells &cells = mRegions[static_cast<std::size_t>( region )];
    const Extent before = extentOf( cells );
    Extent after = before;
    after.add( extentOf( hole ) );
    if ( fits( before ) && !fits( after ) )
      continue;
    cells.insert( cells.end(), hole.begin(), hole.end() );
    for ( const std::size_t filled : hole )
      mRegionOf[filled] = region;
  }
  labelRegions();
}

// The connected cells outside all regions around a cell; empty when they are too many to be a hole.
Cells RegionFinder::holeAround( std::size_t cell ) const
{
  Cells hole = { cell };
  for ( std::size_t next = 0; next < hole.size(); ++next )
    for ( const std::size_t neighbour : mCells.neighbours.of( hole[next] ) )
    {
      if ( mRegionOf[neighbour] != none || std::find( hole.begin(), hole.end(), neighbour ) != hole.end() )
        continue;
      if ( hole.size() == mOptions.fillHolesCells )
        return {};
      hole.push_back( neighbour );
    }
  return hole;
}

int RegionFinder::onlyRegionAround( const Cells &hole ) const
{
  int region = none;
  for ( const std::size_t cell : hole )
    for ( const std::size_t neighbour : mCells.neighbours.of( cell ) )
    {
      const int other = mRegionOf[neighbour];
      if ( other == none )
        continue;
      if ( region != none && other != region )
        return none;
      region = other;
    }
  return region;
}

void RegionFinder::dropSmall()
{
  std::vector<Cells> kept;
  for ( Cells &region : mRegions )
  {
    const Extent extent = extentOf( region );
    if ( extent.cells < mOptions.minimumCells || extent.area < mOptions.minimumArea )
      ++mResult.droppedTooSmall;
    else if ( extent.population < mOptions.minimumPopulation )
      ++mResult.droppedPopulation;
    else
      kept.push_back( std::move( region ) );
  }
  mRegions.swap( kept );
}

void RegionFinder::splitLarge()
{
  std::vector<Cells> regions;
  Cells cellsOfLarge;
  for ( Cells &region : mRegions )
  {
    if ( fits( extentOf( region ) ) )
    {
      regions.push_back( std::move( region ) );
      continue;
    }
    for ( Cells &part : partsOf( region ) )
    {
      regions.push_back( std::move( part ) );
      ++mResult.splitParts;
    }
    cellsOfLarge.insert( cellsOfLarge.end(), region.begin(), region.end() );
  }
  mRegions.swap( regions );
  fillHoles();
  for ( const std::size_t cell : cellsOfLarge )
    if ( mRegionOf[cell] == none )
      ++mResult.cellsShed;
}

std::vector<Cells> RegionFinder::partsOf( Cells region ) const
{
  std::sort( region.begin(), region.end(),
             [this]( std::size_t a, std::size_t b )
             {
               const double scoreA = scoreOrLowest( mCells.smoothedScore[a] );
               const double scoreB = scoreOrLowest( mCells.smoothedScore[b] );
               return scoreA != scoreB ? scoreA > scoreB : isBefore( a, b );
             } );
  ThresholdSplit split( mCells.neighbours, region );
  std::vector<Extent> extents;
  for ( const std::size_t cell : region )
    extents.push_back( extentOf( cell ) );
  return split.parts( extents, [this]( const Extent &extent ) { return fits( extent ); } );
}

void RegionFinder::rank()
{
  std::vector<std::pair<double, std::size_t>> keys;
  for ( std::size_t region = 0; region < mRegions.size(); ++region )
  {
    const double score = describeRegion( mCells, mRegions[region] ).meanScore;
    keys.emplace_back( scoreOrLowest( score ), region );
  }
  std::sort( keys.begin(), keys.end(),
             [this]( const auto &a, const auto &b )
             {
               return a.first != b.first ? a.first > b.first
                                         : isBefore( mRegions[a.second].front(), mRegions[b.second].front() );
             } );
  std::vector<Cells> ranked;
  for ( const auto &[score, region] : keys )
    ranked.push_back( std::move( mRegions[region] ) );
  mRegions.swap( ranked );
}

void RegionFinder::keepTarget()
{
  if ( mOptions.targetCount == 0 || mRegions.size() <= mOptions.targetCount )
    return;
  mResult.droppedBeyondTarget = mRegions.size() - mOptions.targetCount;
  mRegions.resize( mOptions.targetCount );
}

void RegionFinder::report()
{
  labelRegions();
  mResult.regionOfCell.resize( size() );
  mResult.isBridge.resize( size() );
  for ( std::size_t cell = 0; cell < size(); ++cell )
  {
    mResult.regionOfCell[cell] = mRegionOf[cell] + 1;
    mResult.isBridge[cell] = mRegionOf[cell] != none && !mSelected[cell];
  }
  for ( const Cells &region : mRegions )
    mResult.regions.push_back( describeRegion( mCells, region ) );
}

} // namespace

Regions findRegions( const RegionCells &cells, const RegionOptions &options )
{
  requireCells( cells );
  requireOptions( options, !cells.population.empty() );
  return RegionFinder( cells, options ).find();
}

} // namespace communitysafety::statistics
