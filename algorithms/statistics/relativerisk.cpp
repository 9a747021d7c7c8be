// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/relativerisk.h"

#include "statistics/arguments.h"
#include "statistics/parallel.h"
#include "statistics/randomstream.h"

#include <boost/math/distributions/normal.hpp>
#include <boost/random/discrete_distribution.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <mutex>
#include <numeric>

namespace communitysafety::statistics
{

namespace
{

//! Below this part of the mean density an estimate is noise of the transforms.
constexpr double nothing = 1e-10;

//! Cells with fewer effective events take no part in the test of the whole map.
constexpr double enoughEvents = 10;

//! What is known when the densities stand; every column per cell.
struct Comparison
{
  //! The standard deviation of f - g for independent events.
  std::vector<double> deviation;
  //! The density that cases and controls share under the null hypothesis; missing where there is none.
  std::vector<double> common;
  //! The number of cases per cell of one map drawn under the null hypothesis.
  std::function<std::vector<double>( RandomStream & )> draw;
  //! g of such a map, from its density of cases at the cell and the integral of it.
  std::function<double( double density, std::size_t cell, double integral )> controlsOf;
};

double sumOf( const std::vector<double> &values ) { return std::accumulate( values.begin(), values.end(), 0.0 ); }

void requirePoints( const std::string &argument, const KernelSmoother &smoother, const GridPoints &points )
{
  if ( points.size() == 0 )
    refuse( "The number of " + argument, "0", "at least 1" );
  if ( !points.weight.empty() )
    requireSize( "weights of " + argument, points.weight.size(), points.size() );
  for ( std::size_t point = 0; point < points.size(); ++point )
  {
    if ( points.cell[point] >= smoother.frame().size() )
      refuse( "The place of " + argument + " " + std::to_string( point + 1 ), "outside the frame", "inside" );
    if ( !( points.weightOf( point ) > 0 ) )
      refuse( "The weight of " + argument + " " + std::to_string( point + 1 ), inWords( points.weightOf( point ) ),
              "above 0" );
  }
}

void requireOptions( const RelativeRiskOptions &options )
{
  if ( !( options.dispersion >= 1 ) || !std::isfinite( options.dispersion ) )
    refuse( "dispersion", inWords( options.dispersion ), "at least 1 and finite" );
}

//! The density with sum 1 over the area.
std::vector<double> normalised( const KernelSmoother &smoother, std::vector<double> density )
{
  const double integral = smoother.integral( density );
  for ( double &value : density )
    value /= integral;
  return density;
}

void setRatios( RelativeRisk &risk, const Comparison &comparison )
{
  const std::size_t cells = risk.cases.size();
  risk.ratio.assign( cells, missing );
  risk.logRatio.assign( cells, missing );
  for ( std::size_t cell = 0; cell < cells; ++cell )
  {
    if ( isMissing( comparison.common[cell] ) || !( risk.controls[cell] > 0 ) )
      continue;
    risk.ratio[cell] = risk.cases[cell] / risk.controls[cell];
    if ( risk.cases[cell] > 0 )
      risk.logRatio[cell] = std::log( risk.cases[cell] ) - std::log( risk.controls[cell] );
  }
}

//! Leaves only what is more than noise in a \a density of sum 1.
void removeNoise( const KernelSmoother &smoother, std::vector<double> &density )
{
  const double limit = nothing / ( sumOf( smoother.share() ) * smoother.frame().cellArea() );
  for ( double &value : density )
    if ( !( value > limit ) )
      value = missing;
}

void setNormalScores( RelativeRisk &risk, const Comparison &comparison, double dispersion )
{
  const boost::math::normal normal;
  const std::size_t cells = comparison.common.size();
  risk.z.assign( cells, missing );
  risk.pHigher.assign( cells, missing );
  risk.pLower.assign( cells, missing );
  for ( std::size_t cell = 0; cell < cells; ++cell )
  {
    if ( isMissing( comparison.common[cell] ) || !( comparison.deviation[cell] > 0 ) )
      continue;
    risk.z[cell] =
      ( risk.cases[cell] - risk.controls[cell] ) / ( std::sqrt( dispersion ) * comparison.deviation[cell] );
    risk.pHigher[cell] = boost::math::cdf( boost::math::complement( normal, risk.z[cell] ) );
    risk.pLower[cell] = boost::math::cdf( normal, risk.z[cell] );
  }
}

//! The highest standard score of a map among the cells with enough events.
double highestScore( const RelativeRisk &risk, const std::function<double( std::size_t )> &score )
{
  double highest = -std::numeric_limits<double>::infinity();
  for ( std::size_t cell = 0; cell < risk.z.size(); ++cell )
    if ( !isMissing( risk.z[cell] ) && risk.effectiveEvents[cell] >= enoughEvents )
      highest = std::max( highest, score( cell ) );
  return highest;
}

//! How many simulated maps reach what was found; whole numbers, so that the order of adding does not matter.
class Ranks
{
public:
  Ranks( const Comparison &comparison, const RelativeRisk &risk, double dispersion )
    : mComparison( comparison ), mRisk( risk ),
      mHighest( highestScore( risk, [&risk]( std::size_t cell ) { return risk.z[cell]; } ) ),
      mHigher( risk.z.size(), 0 ), mLower( risk.z.size(), 0 )
  {
    for ( std::size_t cell = 0; cell < risk.z.size(); ++cell )
      mFound.push_back( std::pow( risk.cases[cell] / risk.controls[cell], 1 / std::sqrt( dispersion ) ) );
  }

  void add( const std::vector<double> &density, double integral )
  {
    std::vector<double> cases( density.size(), 0 );
    std::vector<double> controls( density.size(), 0 );
    for ( std::size_t cell = 0; cell < density.size(); ++cell )
      if ( !isMissing( mRisk.z[cell] ) )
      {
        cases[cell] = density[cell] / integral;
        controls[cell] = mComparison.controlsOf( density[cell], cell, integral );
      }
    const double highest = highestScore( mRisk, [&]( std::size_t cell )
                                         { return ( cases[cell] - controls[cell] ) / mComparison.deviation[cell]; } );
    const std::lock_guard<std::mutex> lock( mMutex );
    mMapsAsHigh += highest >= mHighest ? 1 : 0;
    for ( std::size_t cell = 0; cell < cases.size(); ++cell )
      count( cell, cases[cell], controls[cell] );
  }

  void enter( RelativeRisk &risk, std::size_t simulations ) const
  {
    const auto p = [simulations]( std::uint32_t reached ) { return ( reached + 1.0 ) / double( simulations + 1 ); };
    for ( std::size_t cell = 0; cell < mHigher.size(); ++cell )
      if ( !isMissing( risk.z[cell] ) )
      {
        risk.pHigher[cell] = p( mHigher[cell] );
        risk.pLower[cell] = p( mLower[cell] );
      }
    if ( std::isfinite( mHighest ) )
      risk.pAnywhere = p( mMapsAsHigh );
  }

private:
  void count( std::size_t cell, double cases, double controls )
  {
    if ( controls <= equal * mComparison.common[cell] )
    {
      ++mHigher[cell];
      mLower[cell] += std::isinf( mFound[cell] ) ? 1 : 0;
      return;
    }
    const double limit = mFound[cell] * controls;
    mHigher[cell] += cases >= limit * ( 1 - equal ) ? 1 : 0;
    mLower[cell] += cases <= limit * ( 1 + equal ) ? 1 : 0;
  }

  //! What differs by rounding only is equal.
  static constexpr double equal = 1e-9;

  const Comparison &mComparison;
  const RelativeRisk &mRisk;
  double mHighest;
  //! The ratio, made less extreme by the dispersion.
  std::vector<double> mFound;
  std::mutex mMutex;
  std::vector<std::uint32_t> mHigher;
  std::vector<std::uint32_t> mLower;
  std::uint32_t mMapsAsHigh = 0;
};

//! Two maps at a time, as transforms carry them.
void simulate( RelativeRisk &risk, const KernelSmoother &smoother, const Comparison &comparison,
               const RelativeRiskOptions &options, const Progress &progress )
{
  Ranks ranks( comparison, risk, options.dispersion );
  const auto simulatePair = [&]( std::size_t pair )
  {
    RandomStream first( options.seed, 2 * pair );
    RandomStream second( options.seed, 2 * pair + 1 );
    const GridConvolution::Layers densities =
      smoother.densities( comparison.draw( first ), comparison.draw( second ), 1 );
    ranks.add( densities.first, smoother.integral( densities.first ) );
    if ( 2 * pair + 1 < options.simulations )
      ranks.add( densities.second, smoother.integral( densities.second ) );
  };
  forEachInParallel( ( options.simulations + 1 ) / 2, options.threads, simulatePair, progress );
  ranks.enter( risk, options.simulations );
}

//! The result for \a densities of cases and controls.
RelativeRisk compared( std::vector<double> effectiveEvents, const KernelSmoother &smoother,
                       const GridConvolution::Layers &densities, const Comparison &comparison,
                       const RelativeRiskOptions &options, const Progress &progress )
{
  RelativeRisk risk;
  risk.effectiveEvents = std::move( effectiveEvents );
  risk.cases = normalised( smoother, densities.first );
  risk.controls = normalised( smoother, densities.second );
  setRatios( risk, comparison );
  setNormalScores( risk, comparison, options.dispersion );
  report( progress, 0.1 );
  if ( options.simulations > 0 )
    simulate( risk, smoother, comparison, options, slice( progress, 0.1, 1 ) );
  report( progress, 1 );
  return risk;
}

//! Cases and controls in one list, the cases first.
GridPoints pooled( const GridPoints &cases, const GridPoints &controls )
{
  GridPoints all = cases;
  all.cell.insert( all.cell.end(), controls.cell.begin(), controls.cell.end() );
  if ( !cases.weight.empty() || !controls.weight.empty() )
  {
    all.weight.clear();
    for ( const GridPoints *points : { &cases, &controls } )
      for ( std::size_t point = 0; point < points->size(); ++point )
        all.weight.push_back( points->weightOf( point ) );
  }
  return all;
}

//! A random selection of \a cases of the points, by the number of each cell: one pass (Knuth's algorithm S).
std::vector<double> relabelled( const GridPoints &all, std::size_t cases, std::size_t cells, RandomStream &stream )
{
  std::vector<double> counts( cells, 0 );
  std::size_t toChoose = cases;
  for ( std::size_t point = 0; point < all.size() && toChoose > 0; ++point )
    if ( double( all.size() - point ) * stream.uniform() < double( toChoose ) )
    {
      counts[all.cell[point]] += all.weightOf( point );
      --toChoose;
    }
  return counts;
}

/**
 * Σ v (k - F I)² over the cells, for each place: how much events of weights \a counts scatter around the density \a
 * mean F, I being what each adds to the integral.
 */
std::vector<double> scatter( const KernelSmoother &smoother, const std::vector<double> &counts,
                             const std::vector<double> &squaredKernels, const std::vector<double> &mean )
{
  std::vector<double> kept( counts.size(), 0 );
  double squaresKept = 0;
  for ( std::size_t cell = 0; cell < counts.size(); ++cell )
    if ( counts[cell] > 0 )
    {
      kept[cell] = counts[cell] * smoother.keptPart()[cell];
      squaresKept += kept[cell] * smoother.keptPart()[cell];
    }
  std::vector<double> result = smoother.density( kept );
  for ( std::size_t cell = 0; cell < counts.size(); ++cell )
    result[cell] =
      std::max( 0.0, squaredKernels[cell] - 2 * mean[cell] * result[cell] + mean[cell] * mean[cell] * squaresKept );
  return result;
}

//! (Σ k)² / Σ k², times \a factor.
std::vector<double> effectiveEvents( const std::vector<double> &sum, const std::vector<double> &squares, double factor )
{
  std::vector<double> events( sum.size(), missing );
  for ( std::size_t cell = 0; cell < sum.size(); ++cell )
    if ( squares[cell] > 0 )
      events[cell] = factor * sum[cell] * sum[cell] / squares[cell];
  return events;
}

} // namespace

RelativeRisk riskAgainstControls( const KernelSmoother &smoother, const GridPoints &cases, const GridPoints &controls,
                                  const RelativeRiskOptions &options, const Progress &progress )
{
  requirePoints( "cases", smoother, cases );
  requirePoints( "controls", smoother, controls );
  requireOptions( options );
  const std::size_t cells = smoother.frame().size();
  const GridConvolution::Layers densities =
    smoother.densities( countsOnGrid( cases, cells ), countsOnGrid( controls, cells ), smoother.options().threads );
  std::vector<double> sum( cells );
  for ( std::size_t cell = 0; cell < cells; ++cell )
    sum[cell] = densities.first[cell] + densities.second[cell];
  const double whole = smoother.integral( sum );

  const GridPoints all = pooled( cases, controls );
  const std::vector<double> squaredWeights = countsOnGrid( all, cells, 2 );
  const std::vector<double> squares = smoother.squaredKernelSum( squaredWeights );
  Comparison comparison;
  comparison.draw = [&all, &cases, cells]( RandomStream &stream )
  { return relabelled( all, cases.size(), cells, stream ); };
  comparison.controlsOf = [&sum, whole]( double density, std::size_t cell, double integral )
  { return ( sum[cell] - density ) / ( whole - integral ); };
  comparison.common = normalised( smoother, sum );
  comparison.deviation = scatter( smoother, squaredWeights, squares, comparison.common );
  // Σ e² / (N - 1) × N / (n₁ n₂), e in units of the mean of w I.
  const double n = double( all.size() );
  const double labellings = n / ( double( cases.size() ) * double( controls.size() ) * ( n - 1 ) );
  for ( double &deviation : comparison.deviation )
    deviation = std::sqrt( deviation * labellings ) * n / whole;
  removeNoise( smoother, comparison.common );
  return compared( effectiveEvents( sum, squares, 1 ), smoother, densities, comparison, options, progress );
}

RelativeRisk riskAgainstPopulation( const KernelSmoother &smoother, const GridPoints &cases,
                                    const std::vector<double> &population, const RelativeRiskOptions &options,
                                    const Progress &progress )
{
  requirePoints( "cases", smoother, cases );
  requireOptions( options );
  requireSize( "population", population.size(), smoother.frame().size() );
  requireNotNegative( "population", population );
  const double people = sumOf( population );
  if ( !( people > 0 ) )
    refuse( "The sum of population", inWords( people ), "above 0" );
  const std::size_t cells = smoother.frame().size();
  const std::vector<double> caseCounts = countsOnGrid( cases, cells );
  const double weight = sumOf( caseCounts );
  const double evenness = sumOf( countsOnGrid( cases, cells, 2 ) ) / ( weight * weight );
  const GridConvolution::Layers densities = smoother.densities( caseCounts, population, smoother.options().threads );
  const std::vector<double> squares = smoother.squaredKernelSum( population );
  const double whole = smoother.integral( densities.second );

  const boost::random::discrete_distribution<std::uint32_t> place( population.begin(), population.end() );
  Comparison comparison;
  comparison.draw = [&cases, &place, cells]( RandomStream &stream )
  {
    std::vector<double> counts( cells, 0 );
    for ( std::size_t point = 0; point < cases.size(); ++point )
      counts[place( stream )] += cases.weightOf( point );
    return counts;
  };
  comparison.controlsOf = [&densities, whole]( double, std::size_t cell, double )
  { return densities.second[cell] / whole; };
  comparison.common = normalised( smoother, densities.second );
  comparison.deviation = scatter( smoother, population, squares, comparison.common );
  for ( double &deviation : comparison.deviation )
    deviation = std::sqrt( deviation * people * evenness ) / whole;
  removeNoise( smoother, comparison.common );
  const std::vector<double> events = effectiveEvents( densities.second, squares, 1 / ( people * evenness ) );
  return compared( events, smoother, densities, comparison, options, progress );
}

} // namespace communitysafety::statistics
