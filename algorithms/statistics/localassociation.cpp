// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/localassociation.h"

#include "statistics/arguments.h"
#include "statistics/completerows.h"
#include "statistics/normalise.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::statistics
{
namespace
{

//! A variance that is a difference of sums is computed afresh below this share of them: the rest would be rounding.
constexpr double doubtfulShare = 1e-4;

//! What the neighbours of an area are drawn from: how many, their mean and their variance (divisor N).
struct Population
{
  double size = 0;
  double mean = 0;
  double variance = 0;
};

//! The population of \a values, passing over missing ones; in two passes, and 0 for equal values whatever the rounding.
Population populationOf( Column values )
{
  Population population;
  double lowest = missing, highest = missing;
  for ( const double value : values )
  {
    if ( isMissing( value ) )
      continue;
    population.size += 1;
    population.mean += value;
    lowest = std::fmin( lowest, value );
    highest = std::fmax( highest, value );
  }
  population.mean /= population.size;
  if ( !( highest - lowest > 1e-14 * std::max( std::fabs( lowest ), std::fabs( highest ) ) ) )
    return population;
  for ( const double value : values )
    if ( !isMissing( value ) )
      population.variance += ( value - population.mean ) * ( value - population.mean ) / population.size;
  return population;
}

//! The map of one statistic while it is filled, area by area.
class Findings
{
public:
  explicit Findings( std::size_t areas )
  {
    for ( std::vector<double> *column : { &mFound.value, &mFound.expected, &mFound.deviation, &mFound.z } )
      column->assign( areas, missing );
  }

  //! A sum of \a draws from \a population, each counting \a weight.
  void set( std::size_t area, double value, double draws, double weight, const Population &population )
  {
    mFound.value[area] = value;
    mFound.expected[area] = weight * draws * population.mean;
    const double variance =
      population.variance * std::max( 0.0, draws * ( population.size - draws ) / ( population.size - 1 ) );
    mFound.deviation[area] = population.size > 1 ? std::fabs( weight ) * std::sqrt( variance ) : 0;
    if ( mFound.deviation[area] > 0 )
      mFound.z[area] = ( value - mFound.expected[area] ) / mFound.deviation[area];
  }

  LocalAssociation take() { return std::move( mFound ); }

private:
  LocalAssociation mFound;
};

//! One variable around its mean, and what is left of it when an area is taken out.
class CentredValues
{
public:
  explicit CentredValues( Column values ) : mDeviations( values.begin(), values.end() ), mAll( populationOf( values ) )
  {
    for ( double &value : mDeviations )
      value -= mAll.mean;
  }

  const std::vector<double> &deviations() const { return mDeviations; }
  double operator[]( std::size_t area ) const { return mDeviations[area]; }
  const Population &all() const { return mAll; }

  //! The deviations of the other areas. At most one area can hold nearly all of the variance.
  Population others( std::size_t area ) const
  {
    const double own = mDeviations[area];
    Population population{ mAll.size - 1, -own / ( mAll.size - 1 ), 0 };
    if ( !( mAll.variance > 0 ) )
      return population;
    population.variance =
      ( mAll.size * mAll.variance - own * own ) / population.size - population.mean * population.mean;
    return population.variance > doubtfulShare * mAll.variance ? population : othersOneByOne( area );
  }

private:
  Population othersOneByOne( std::size_t area ) const
  {
    std::vector<double> others = mDeviations;
    others[area] = missing;
    return populationOf( others );
  }

  std::vector<double> mDeviations;
  Population mAll;
};

double sumOver( const Neighbours::Row &neighbours, const std::vector<double> &values )
{
  double sum = 0;
  for ( const std::size_t neighbour : neighbours )
    sum += values[neighbour];
  return sum;
}

void requireFiniteOf( Column values, const SpatialWeights &weights )
{
  requireSize( "values", values.size(), weights.size() );
  requireFinite( "values", values );
}

/**
 * Several standardised variables, with the sums from which the moments of the squared differences to any area follow.
 * With a the values of one area, b those of another and t = |b|², the sum of squared differences is
 * |a|² - 2 a·b + t; it is 0 for the area itself, so that sums over all areas are those over the others.
 */
class SquaredDifferences
{
public:
  explicit SquaredDifferences( std::vector<std::vector<double>> variables )
    : mVariables( std::move( variables ) ), mProducts( mVariables.size() * mVariables.size() ),
      mWeighted( mVariables.size() )
  {
    for ( std::size_t area = 0; area < mVariables.front().size(); ++area )
      if ( !isMissing( mVariables.front()[area] ) )
        addUp( area );
  }

  //! The mean over the variables.
  double between( std::size_t a, std::size_t b ) const
  {
    double sum = 0;
    for ( const std::vector<double> &variable : mVariables )
      sum += ( variable[a] - variable[b] ) * ( variable[a] - variable[b] );
    return sum / double( mVariables.size() );
  }

  double sumOver( const Neighbours::Row &neighbours, std::size_t area ) const
  {
    double sum = 0;
    for ( const std::size_t neighbour : neighbours )
      sum += between( area, neighbour );
    return sum;
  }

  //! Those between \a area and each of the others.
  Population toOthers( std::size_t area ) const
  {
    const double own = squareOf( area ), count = double( mVariables.size() );
    double quadratic = 0, skewed = 0;
    for ( std::size_t first = 0; first < mVariables.size(); ++first )
    {
      skewed += mVariables[first][area] * mWeighted[first];
      for ( std::size_t second = 0; second < mVariables.size(); ++second )
        quadratic += mVariables[first][area] * mVariables[second][area] * product( first, second );
    }
    const double ofSquares = mAreas * own * own + 4 * quadratic + mFourth + 2 * own * mSquares - 4 * skewed;
    const double meanSquare = ofSquares / ( mAreas - 1 ) / ( count * count );
    Population population{ mAreas - 1, ( mAreas * own + mSquares ) / ( mAreas - 1 ) / count, 0 };
    population.variance = meanSquare - population.mean * population.mean;
    const bool isSure = population.variance > doubtfulShare * meanSquare || meanSquare == 0;
    return isSure ? population : toOthersOneByOne( area );
  }

private:
  double product( std::size_t first, std::size_t second ) const
  {
    return mProducts[first * mVariables.size() + second];
  }

  double squareOf( std::size_t area ) const
  {
    double square = 0;
    for ( const std::vector<double> &variable : mVariables )
      square += variable[area] * variable[area];
    return square;
  }

  void addUp( std::size_t area )
  {
    const double square = squareOf( area );
    mAreas += 1;
    mSquares += square;
    mFourth += square * square;
    for ( std::size_t first = 0; first < mVariables.size(); ++first )
    {
      mWeighted[first] += square * mVariables[first][area];
      for ( std::size_t second = 0; second < mVariables.size(); ++second )
        mProducts[first * mVariables.size() + second] += mVariables[first][area] * mVariables[second][area];
    }
  }

  Population toOthersOneByOne( std::size_t area ) const
  {
    std::vector<double> differences;
    for ( std::size_t other = 0; other < mVariables.front().size(); ++other )
      if ( other != area && !isMissing( mVariables.front()[other] ) )
        differences.push_back( between( area, other ) );
    return populationOf( differences );
  }

  std::vector<std::vector<double>> mVariables;
  double mAreas = 0;
  double mSquares = 0;
  double mFourth = 0;
  //! Σ b bᵀ, row by row, and Σ t b.
  std::vector<double> mProducts;
  std::vector<double> mWeighted;
};

} // namespace

LocalAssociation localG( Column values, const SpatialWeights &weights )
{
  requireFiniteOf( values, weights );
  const SpatialWeights among = weights.among( values );
  const CentredValues centred( values );
  Findings findings( values.size() );
  for ( std::size_t area = 0; area < values.size(); ++area )
  {
    const Neighbours::Row neighbours = among.of( area );
    if ( neighbours.size() == 0 )
      continue;
    const double k = double( neighbours.size() ), weight = among.weightOfEach( neighbours.size() );
    Population others = centred.others( area );
    others.mean += centred.all().mean;
    findings.set( area, weight * ( sumOver( neighbours, centred.deviations() ) + k * centred.all().mean ), k, weight,
                  others );
  }
  return findings.take();
}

LocalAssociation localGStar( Column values, const SpatialWeights &weights )
{
  requireFiniteOf( values, weights );
  const SpatialWeights among = weights.among( values );
  const CentredValues centred( values );
  Findings findings( values.size() );
  for ( std::size_t area = 0; area < values.size(); ++area )
  {
    if ( isMissing( values[area] ) )
      continue;
    const Neighbours::Row neighbours = among.of( area );
    const double members = double( neighbours.size() + 1 ), weight = among.weightOfEach( neighbours.size() + 1 );
    const double sum = centred[area] + sumOver( neighbours, centred.deviations() );
    findings.set( area, weight * ( sum + members * centred.all().mean ), members, weight, centred.all() );
  }
  return findings.take();
}

LocalAssociation localMoran( Column values, const SpatialWeights &weights )
{
  requireFiniteOf( values, weights );
  const SpatialWeights among = weights.among( values );
  const CentredValues centred( values );
  Findings findings( values.size() );
  for ( std::size_t area = 0; area < values.size(); ++area )
  {
    const Neighbours::Row neighbours = among.of( area );
    if ( neighbours.size() == 0 || !( centred.all().variance > 0 ) )
      continue;
    // Given the area's own value, I is its neighbours' sum times a constant.
    const double weight = among.weightOfEach( neighbours.size() ) * centred[area] / centred.all().variance;
    findings.set( area, weight * sumOver( neighbours, centred.deviations() ), double( neighbours.size() ), weight,
                  centred.others( area ) );
  }
  return findings.take();
}

std::vector<std::vector<double>> standardisedVariables( const std::vector<Column> &variables,
                                                        const SpatialWeights &weights )
{
  if ( variables.empty() )
    refuse( "The number of variables", "0", "1 or more" );
  for ( const Column &variable : variables )
    requireFiniteOf( variable, weights );
  const CompleteRows complete = completeRows( variables );
  std::vector<std::vector<double>> standardised;
  for ( const std::vector<double> &column : complete.columns )
  {
    const std::vector<double> scores = zScore( column ).values;
    standardised.emplace_back( weights.size(), missing );
    for ( std::size_t place = 0; place < scores.size(); ++place )
      standardised.back()[complete.rows[place]] = scores[place];
  }
  return standardised;
}

LocalAssociation localGeary( const std::vector<Column> &variables, const SpatialWeights &weights )
{
  const std::vector<std::vector<double>> standardised = standardisedVariables( variables, weights );
  const SpatialWeights among = weights.among( standardised.front() );
  const SquaredDifferences differences( standardised );
  Findings findings( weights.size() );
  for ( std::size_t area = 0; area < weights.size(); ++area )
  {
    const Neighbours::Row neighbours = among.of( area );
    if ( neighbours.size() == 0 )
      continue;
    const double weight = among.weightOfEach( neighbours.size() );
    findings.set( area, weight * differences.sumOver( neighbours, area ), double( neighbours.size() ), weight,
                  differences.toOthers( area ) );
  }
  return findings.take();
}

} // namespace communitysafety::statistics
