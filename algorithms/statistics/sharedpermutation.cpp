// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/sharedpermutation.h"

#include "statistics/arguments.h"
#include "statistics/halfspacecounter.h"
#include "statistics/localassociation.h"
#include "statistics/parallel.h"
#include "statistics/shareddraws.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace communitysafety::statistics
{
namespace
{

//! Sums of the same numbers in another order differ by rounding; relative to the largest sum that can be.
constexpr double roundingOfSums = 1e-12;

//! How many sums of squared differences are kept at a time, in numbers of 8 bytes.
constexpr std::size_t numbersAtATime = std::size_t( 1 ) << 26;

//! The areas that can be drawn, numbered from 0, and how many neighbours each of them has.
struct DrawnAreas
{
  DrawnAreas( Column values, const SpatialWeights &weights ) : number( values.size() )
  {
    for ( std::size_t row = 0; row < values.size(); ++row )
      if ( !isMissing( values[row] ) )
      {
        number[row] = static_cast<std::uint32_t>( rows.size() );
        rows.push_back( row );
      }
    for ( const std::size_t row : rows )
      neighbours.push_back( static_cast<std::uint32_t>( weights.of( row ).size() ) );
    sizes = neighbours;
    std::sort( sizes.begin(), sizes.end() );
    sizes.erase( std::unique( sizes.begin(), sizes.end() ), sizes.end() );
    sizes.erase( sizes.begin(), std::upper_bound( sizes.begin(), sizes.end(), 0U ) );
  }

  std::size_t size() const { return rows.size(); }

  //! The place of \a neighbourhood among the sizes.
  std::size_t placeOf( std::uint32_t neighbourhood ) const
  {
    return static_cast<std::size_t>( std::lower_bound( sizes.begin(), sizes.end(), neighbourhood ) - sizes.begin() );
  }

  //! A draw for the largest neighbourhood, and one more to take the place of the area itself.
  SharedDraws draws( const PermutationOptions &options ) const
  {
    return { size(), sizes.back() + std::size_t( 1 ), options.permutations, options.seed };
  }

  std::vector<std::size_t> rows;
  std::vector<std::uint32_t> number;
  std::vector<std::uint32_t> neighbours;
  //! The distinct numbers of neighbours from 1, ascending.
  std::vector<std::uint32_t> sizes;
};

//! For each area how many draws gave as much or more, and as much or less; differences while draws are corrected.
struct Counts
{
  explicit Counts( std::size_t areas ) : high( areas, 0 ), low( areas, 0 ) {}

  void compare( std::uint32_t area, double drawn, double found, double tie, std::int32_t by )
  {
    high[area] += drawn >= found - tie ? by : 0;
    low[area] += drawn <= found + tie ? by : 0;
  }

  void add( const Counts &other )
  {
    for ( std::size_t area = 0; area < high.size(); ++area )
    {
      high[area] += other.high[area];
      low[area] += other.low[area];
    }
  }

  std::vector<std::int32_t> high;
  std::vector<std::int32_t> low;
};

TailProbabilities tailsOf( const Counts &counts, const DrawnAreas &areas, std::size_t permutations )
{
  const std::size_t rows = areas.number.size();
  TailProbabilities tails{ std::vector<double>( rows, missing ), std::vector<double>( rows, missing ) };
  for ( std::size_t area = 0; area < areas.size(); ++area )
    if ( areas.neighbours[area] > 0 )
    {
      tails.high[areas.rows[area]] = double( counts.high[area] + 1 ) / double( permutations + 1 );
      tails.low[areas.rows[area]] = double( counts.low[area] + 1 ) / double( permutations + 1 );
    }
  return tails;
}

void requirePermutations( const PermutationOptions &options )
{
  if ( options.permutations < 1 || options.permutations > 10000000 )
    refuse( "The number of permutations", std::to_string( options.permutations ), "from 1 to 10000000" );
}

double largestOf( const std::vector<double> &values )
{
  double largest = 0;
  for ( const double value : values )
    largest = std::max( largest, std::fabs( value ) );
  return largest;
}

//! Compares the sum of each area's neighbours with those of the draws.
class SumTest
{
public:
  SumTest( Column values, const SpatialWeights &weights, const PermutationOptions &options )
    : mAreas( values, weights ), mOptions( options ), mCounts( mAreas.size() )
  {
    for ( const std::size_t row : mAreas.rows )
    {
      double sum = 0;
      for ( const std::size_t neighbour : weights.of( row ) )
        sum += values[neighbour];
      mValues.push_back( values[row] );
      mSums.push_back( sum );
    }
    mAscending.resize( mAreas.sizes.size() );
    for ( std::uint32_t area = 0; area < mAreas.size(); ++area )
      if ( mAreas.neighbours[area] > 0 )
        mAscending[mAreas.placeOf( mAreas.neighbours[area] )].push_back( area );
    for ( std::vector<std::uint32_t> &areas : mAscending )
      std::sort( areas.begin(), areas.end(),
                 [this]( std::uint32_t a, std::uint32_t b ) { return mSums[a] < mSums[b]; } );
    mTie = roundingOfSums * largestOf( mValues ) * ( mAreas.sizes.empty() ? 0 : mAreas.sizes.back() );
  }

  TailProbabilities run( const Progress &progress )
  {
    if ( !mAreas.sizes.empty() )
    {
      const SharedDraws draws = mAreas.draws( mOptions );
      forEachInParallel(
        draws.blocks(), mOptions.threads, [&]( std::size_t block ) { compareBlock( draws, block ); }, progress );
    }
    return tailsOf( mCounts, mAreas, mOptions.permutations );
  }

private:
  void compareBlock( const SharedDraws &draws, std::size_t block )
  {
    Counts counts( mAreas.size() );
    std::vector<std::vector<double>> sums( mAreas.sizes.size() );
    std::vector<double> upTo( mAreas.sizes.back() + std::size_t( 1 ) );
    draws.forEachOf( block,
                     [&]( const std::uint32_t *drawn )
                     {
                       for ( std::size_t place = 0; place + 1 < upTo.size(); ++place )
                         upTo[place + 1] = upTo[place] + mValues[drawn[place]];
                       for ( std::size_t size = 0; size < sums.size(); ++size )
                         sums[size].push_back( upTo[mAreas.sizes[size]] );
                       correctOwn( drawn, upTo, counts );
                     } );
    for ( std::size_t size = 0; size < sums.size(); ++size )
      compareSorted( sums[size], mAscending[size], counts );
    const std::lock_guard<std::mutex> lock( mMutex );
    mCounts.add( counts );
  }

  //! Where a draw holds an area itself, the area is compared with the draw in which the next one takes its place.
  void correctOwn( const std::uint32_t *drawn, const std::vector<double> &upTo, Counts &counts ) const
  {
    for ( std::size_t place = 0; place + 1 < upTo.size(); ++place )
    {
      const std::uint32_t area = drawn[place], neighbours = mAreas.neighbours[area];
      if ( place >= neighbours )
        continue;
      const double sum = upTo[neighbours];
      counts.compare( area, sum, mSums[area], mTie, -1 );
      counts.compare( area, sum - mValues[area] + mValues[drawn[neighbours]], mSums[area], mTie, 1 );
    }
  }

  //! Both lists ascending, so that one walk along them counts for all areas.
  void compareSorted( std::vector<double> &sums, const std::vector<std::uint32_t> &areas, Counts &counts ) const
  {
    std::sort( sums.begin(), sums.end() );
    std::size_t below = 0, notAbove = 0;
    for ( const std::uint32_t area : areas )
    {
      while ( below < sums.size() && sums[below] < mSums[area] - mTie )
        ++below;
      while ( notAbove < sums.size() && sums[notAbove] <= mSums[area] + mTie )
        ++notAbove;
      counts.high[area] += static_cast<std::int32_t>( sums.size() - below );
      counts.low[area] += static_cast<std::int32_t>( notAbove );
    }
  }

  DrawnAreas mAreas;
  PermutationOptions mOptions;
  std::vector<double> mValues;
  std::vector<double> mSums;
  //! Per distinct number of neighbours the areas that have it, in the order of their sums.
  std::vector<std::vector<std::uint32_t>> mAscending;
  double mTie = 0;
  Counts mCounts;
  std::mutex mMutex;
};

/**
 * Compares the sum of squared differences to each area's neighbours with those to the areas drawn.
 *
 * With u the area's values and v one drawn, Σ |u - v|² = k |u|² - 2 u·Σv + Σ|v|²: a draw is a point (Σv, Σ|v|²), and
 * those that give as much as the neighbours do lie on one side of a plane with normal (-2u, 1).
 */
class DifferenceTest
{
public:
  DifferenceTest( const std::vector<std::vector<double>> &variables, const SpatialWeights &weights,
                  const PermutationOptions &options )
    : mAreas( variables.front(), weights ), mOptions( options ), mDimensions( variables.size() + 1 ),
      mCounts( mAreas.size() )
  {
    for ( const std::size_t row : mAreas.rows )
    {
      double square = 0;
      for ( const std::vector<double> &variable : variables )
      {
        mPoints.push_back( variable[row] );
        square += variable[row] * variable[row];
      }
      mPoints.push_back( square );
    }
    for ( const std::size_t row : mAreas.rows )
    {
      double sum = 0;
      for ( const std::size_t neighbour : weights.of( row ) )
        sum += difference( mAreas.number[row], mAreas.number[neighbour] );
      mSums.push_back( sum );
    }
    mTie = 4 * roundingOfSums * largestOf( mPoints ) * ( mAreas.sizes.empty() ? 0 : mAreas.sizes.back() );
  }

  TailProbabilities run( const Progress &progress )
  {
    const std::size_t atATime = std::max<std::size_t>( 1, numbersAtATime / ( mOptions.permutations * mDimensions ) );
    for ( std::size_t from = 0; from < mAreas.sizes.size(); from += atATime )
    {
      const std::size_t to = std::min( mAreas.sizes.size(), from + atATime );
      const double all = double( mAreas.sizes.size() );
      compareSizes( from, to, slice( progress, double( from ) / all, double( to ) / all ) );
    }
    return tailsOf( mCounts, mAreas, mOptions.permutations );
  }

private:
  double difference( std::uint32_t a, std::uint32_t b ) const
  {
    double sum = 0;
    for ( std::size_t side = 0; side + 1 < mDimensions; ++side )
    {
      const double apart = mPoints[a * mDimensions + side] - mPoints[b * mDimensions + side];
      sum += apart * apart;
    }
    return sum;
  }

  //! All areas whose number of neighbours is among the sizes \a from up to, but not, \a to.
  void compareSizes( std::size_t from, std::size_t to, const Progress &progress )
  {
    std::vector<std::vector<double>> points( to - from );
    for ( std::vector<double> &ofSize : points )
      ofSize.resize( mOptions.permutations * mDimensions );
    const SharedDraws draws = mAreas.draws( mOptions );
    forEachInParallel(
      draws.blocks(), mOptions.threads, [&]( std::size_t block ) { drawBlock( draws, block, from, points ); },
      slice( progress, 0, 0.3 ) );

    std::vector<HalfspaceCounter> counters( points.size(), HalfspaceCounter( {}, mDimensions ) );
    forEachInParallel(
      points.size(), mOptions.threads,
      [&]( std::size_t size ) { counters[size] = HalfspaceCounter( std::move( points[size] ), mDimensions ); },
      slice( progress, 0.3, 0.5 ) );
    forEachInParallel(
      mAreas.size(), mOptions.threads,
      [&]( std::size_t area )
      {
        const std::size_t size = mAreas.placeOf( mAreas.neighbours[area] );
        if ( mAreas.neighbours[area] > 0 && size >= from && size < to )
          countFor( area, counters[size - from] );
      },
      slice( progress, 0.5, 1 ) );
  }

  void drawBlock( const SharedDraws &draws, std::size_t block, std::size_t from,
                  std::vector<std::vector<double>> &points )
  {
    Counts counts( mAreas.size() );
    const std::size_t first = mAreas.sizes[from], last = mAreas.sizes[from + points.size() - 1];
    std::vector<double> upTo( ( last + 1 ) * mDimensions );
    std::size_t draw = draws.firstOf( block );
    draws.forEachOf( block,
                     [&]( const std::uint32_t *drawn )
                     {
                       addUp( drawn, upTo );
                       for ( std::size_t size = 0; size < points.size(); ++size )
                         std::copy_n( &upTo[mAreas.sizes[from + size] * mDimensions], mDimensions,
                                      &points[size][draw * mDimensions] );
                       ++draw;
                       correctOwn( drawn, upTo, first, last, counts );
                     } );
    const std::lock_guard<std::mutex> lock( mMutex );
    mCounts.add( counts );
  }

  void addUp( const std::uint32_t *drawn, std::vector<double> &upTo ) const
  {
    for ( std::size_t at = 0; at + mDimensions < upTo.size(); at += mDimensions, ++drawn )
      for ( std::size_t side = 0; side < mDimensions; ++side )
        upTo[at + mDimensions + side] = upTo[at + side] + mPoints[*drawn * mDimensions + side];
  }

  //! The sum of squared differences between \a area and what adds up to \a point, \a neighbours areas.
  double differenceTo( std::size_t area, const double *point, double neighbours ) const
  {
    const double *own = &mPoints[area * mDimensions];
    double sum = neighbours * own[mDimensions - 1] + point[mDimensions - 1];
    for ( std::size_t side = 0; side + 1 < mDimensions; ++side )
      sum -= 2 * own[side] * point[side];
    return sum;
  }

  //! As with sums; the difference of an area to itself, which falls away, is 0.
  void correctOwn( const std::uint32_t *drawn, const std::vector<double> &upTo, std::size_t first, std::size_t last,
                   Counts &counts ) const
  {
    for ( std::size_t place = 0; place < last; ++place )
    {
      const std::uint32_t area = drawn[place], neighbours = mAreas.neighbours[area];
      if ( place >= neighbours || neighbours < first || neighbours > last )
        continue;
      const double sum = differenceTo( area, &upTo[neighbours * mDimensions], neighbours );
      counts.compare( area, sum, mSums[area], mTie, -1 );
      counts.compare( area, sum + difference( area, drawn[neighbours] ), mSums[area], mTie, 1 );
    }
  }

  void countFor( std::size_t area, const HalfspaceCounter &counter )
  {
    const double *own = &mPoints[area * mDimensions];
    std::vector<double> normal( mDimensions, 1.0 );
    for ( std::size_t side = 0; side + 1 < mDimensions; ++side )
      normal[side] = -2 * own[side];
    const double limit = mSums[area] - mAreas.neighbours[area] * own[mDimensions - 1];
    const HalfspaceCounter::Counts counts = counter.count( normal, limit - mTie, limit + mTie );
    mCounts.high[area] += static_cast<std::int32_t>( counts.atLeast );
    mCounts.low[area] += static_cast<std::int32_t>( counts.atMost );
  }

  DrawnAreas mAreas;
  PermutationOptions mOptions;
  std::size_t mDimensions;
  //! Per area its values and the sum of their squares.
  std::vector<double> mPoints;
  std::vector<double> mSums;
  double mTie = 0;
  Counts mCounts;
  std::mutex mMutex;
};

} // namespace

double smallestPermutationP( std::size_t permutations ) { return std::min( 1.0, 2 / ( double( permutations ) + 1 ) ); }

TailProbabilities permuteNeighbourSums( Column values, const SpatialWeights &weights, const PermutationOptions &options,
                                        const Progress &progress )
{
  requireSize( "values", values.size(), weights.size() );
  requireFinite( "values", values );
  requirePermutations( options );
  return SumTest( values, weights.among( values ), options ).run( progress );
}

TailProbabilities permuteSquaredDifferences( const std::vector<Column> &variables, const SpatialWeights &weights,
                                             const PermutationOptions &options, const Progress &progress )
{
  requirePermutations( options );
  const std::vector<std::vector<double>> standardised = standardisedVariables( variables, weights );
  return DifferenceTest( standardised, weights.among( standardised.front() ), options ).run( progress );
}

} // namespace communitysafety::statistics
