// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/sobol.h"

#include "statistics/arguments.h"
#include "statistics/column.h"
#include "statistics/randomstream.h"

#include <boost/random/sobol.hpp>

#include <algorithm>
#include <cmath>

namespace communitysafety::statistics
{

namespace
{

constexpr std::size_t mostDimensions = 3667;

//! Streams of one seed that must not be the same.
enum Purpose : std::uint64_t
{
  shiftOfPoints,
  randomPoints,
  bootstrapSamples
};

//! The leading 53 bits as a number from 0 to below 1.
double unitNumber( std::uint64_t bits ) { return static_cast<double>( bits >> 11 ) * 0x1p-53; }

std::vector<std::vector<double>> randomPointsOf( std::size_t points, std::size_t dimensions, std::uint64_t seed )
{
  RandomStream stream( seed, randomPoints );
  std::vector<std::vector<double>> rows( points, std::vector<double>( dimensions ) );
  for ( std::vector<double> &row : rows )
    for ( double &coordinate : row )
      coordinate = stream.uniform();
  return rows;
}

//! The outcomes of a design, or of a sample of its rows.
class Outcomes
{
public:
  Outcomes( const std::vector<double> &outcomes, std::size_t base ) : mOutcomes( outcomes ), mBase( base )
  {
    for ( std::size_t row = 0; row < base; ++row )
      mRows.push_back( row );
  }

  //! Takes as many rows as there are, with replacement.
  void resample( RandomStream &stream )
  {
    for ( std::size_t &row : mRows )
      row = std::min( mBase - 1, static_cast<std::size_t>( stream.uniform() * static_cast<double>( mBase ) ) );
  }

  void describe( SensitivityIndices &indices ) const
  {
    const auto count = static_cast<double>( 2 * mBase );
    indices.mean = 0;
    for ( const std::size_t row : mRows )
      indices.mean += ( a( row ) + b( row ) ) / count;
    indices.variance = 0;
    for ( const std::size_t row : mRows )
      for ( const double outcome : { a( row ), b( row ) } )
        indices.variance += ( outcome - indices.mean ) * ( outcome - indices.mean ) / ( count - 1 );
  }

  //! \a origin is taken off the outcomes of B.
  double firstOrder( std::size_t factor, double variance, double origin ) const
  {
    double sum = 0;
    for ( const std::size_t row : mRows )
      sum += ( b( row ) - origin ) * ( ab( row, factor ) - a( row ) );
    return sum / ( static_cast<double>( mBase ) * variance );
  }

  double totalOrder( std::size_t factor, double variance ) const
  {
    double sum = 0;
    for ( const std::size_t row : mRows )
      sum += ( a( row ) - ab( row, factor ) ) * ( a( row ) - ab( row, factor ) );
    return sum / ( 2 * static_cast<double>( mBase ) * variance );
  }

private:
  double a( std::size_t row ) const { return mOutcomes[row]; }
  double b( std::size_t row ) const { return mOutcomes[mBase + row]; }
  double ab( std::size_t row, std::size_t factor ) const { return mOutcomes[( 2 + factor ) * mBase + row]; }

  const std::vector<double> &mOutcomes;
  std::size_t mBase;
  std::vector<std::size_t> mRows;
};

SensitivityIndices indicesOf( const Outcomes &outcomes, std::size_t factors, FirstOrderEstimator estimator )
{
  SensitivityIndices indices;
  outcomes.describe( indices );
  for ( std::size_t factor = 0; factor < factors; ++factor )
  {
    FactorSensitivity shares{ missing, missing, missing, missing, missing, missing };
    if ( indices.variance > 0 )
    {
      const double origin = estimator == FirstOrderEstimator::plain ? 0 : indices.mean;
      shares.firstOrder = outcomes.firstOrder( factor, indices.variance, origin );
      shares.totalOrder = outcomes.totalOrder( factor, indices.variance );
    }
    indices.factors.push_back( shares );
  }
  return indices;
}

//! The percentile of \a values, which are brought into order; values that are missing (a sample without variance) do
//! not count.
double percentile( std::vector<double> values, double probability )
{
  values.erase( std::remove_if( values.begin(), values.end(), isMissing ), values.end() );
  if ( values.empty() )
    return missing;
  std::sort( values.begin(), values.end() );
  const double place = probability * static_cast<double>( values.size() - 1 );
  const auto below = static_cast<std::size_t>( place );
  const std::size_t above = std::min( below + 1, values.size() - 1 );
  return values[below] + ( place - static_cast<double>( below ) ) * ( values[above] - values[below] );
}

void setLimits( SensitivityIndices &indices, Outcomes outcomes, const SensitivityOptions &options )
{
  const std::size_t factors = indices.factors.size();
  std::vector<std::vector<double>> first( factors );
  std::vector<std::vector<double>> total( factors );
  RandomStream stream( options.seed, bootstrapSamples );
  for ( std::size_t sample = 0; sample < options.bootstrap; ++sample )
  {
    outcomes.resample( stream );
    const SensitivityIndices sampled = indicesOf( outcomes, factors, options.estimator );
    for ( std::size_t factor = 0; factor < factors; ++factor )
    {
      first[factor].push_back( sampled.factors[factor].firstOrder );
      total[factor].push_back( sampled.factors[factor].totalOrder );
    }
  }
  const double tail = ( 1 - options.confidence ) / 2;
  for ( std::size_t factor = 0; factor < factors; ++factor )
  {
    FactorSensitivity &shares = indices.factors[factor];
    shares.firstLower = percentile( first[factor], tail );
    shares.firstUpper = percentile( first[factor], 1 - tail );
    shares.totalLower = percentile( total[factor], tail );
    shares.totalUpper = percentile( total[factor], 1 - tail );
  }
}

} // namespace

std::vector<std::vector<double>> sobolPoints( std::size_t points, std::size_t dimensions, std::uint64_t seed )
{
  if ( points < 1 )
    refuse( "points", "0", "1 or more" );
  if ( dimensions < 1 || dimensions > mostDimensions )
    refuse( "dimensions", std::to_string( dimensions ), "1 to " + std::to_string( mostDimensions ) );
  RandomStream stream( seed, shiftOfPoints );
  std::vector<std::uint64_t> shift( dimensions );
  std::generate( shift.begin(), shift.end(), [&stream] { return stream(); } );

  boost::random::sobol sequence( dimensions );
  std::vector<std::vector<double>> rows( points, std::vector<double>( dimensions ) );
  for ( std::size_t point = 0; point < points; ++point )
    for ( std::size_t dimension = 0; dimension < dimensions; ++dimension )
    {
      // Boost leaves out the first point, the origin, without which a power of two is no longer evenly spread.
      const std::uint64_t bits = point == 0 ? 0 : sequence();
      rows[point][dimension] = unitNumber( bits ^ shift[dimension] );
    }
  return rows;
}

std::vector<std::vector<double>> saltelliDesign( std::size_t base, std::size_t factors, SensitivitySample sample,
                                                 std::uint64_t seed )
{
  if ( base < 2 )
    refuse( "base", std::to_string( base ), "2 or more" );
  if ( factors < 1 )
    refuse( "factors", "0", "1 or more" );
  const auto points = sample == SensitivitySample::quasiRandom ? sobolPoints( base, 2 * factors, seed )
                                                               : randomPointsOf( base, 2 * factors, seed );
  const auto width = static_cast<std::ptrdiff_t>( factors );
  std::vector<std::vector<double>> runs;
  for ( const std::vector<double> &point : points )
    runs.emplace_back( point.begin(), point.begin() + width );
  for ( const std::vector<double> &point : points )
    runs.emplace_back( point.begin() + width, point.end() );
  for ( std::size_t factor = 0; factor < factors; ++factor )
  {
    for ( std::size_t row = 0; row < base; ++row )
    {
      runs.push_back( runs[row] );
      runs.back()[factor] = runs[base + row][factor];
    }
  }
  return runs;
}

SensitivityIndices sobolIndices( const std::vector<double> &outcomes, std::size_t base, std::size_t factors,
                                 const SensitivityOptions &options )
{
  if ( base < 2 )
    refuse( "base", std::to_string( base ), "2 or more" );
  requireSize( "outcomes", outcomes.size(), base * ( factors + 2 ) );
  if ( !( options.confidence > 0 ) || !( options.confidence < 1 ) )
    refuse( "confidence", inWords( options.confidence ), "above 0 and below 1" );
  for ( std::size_t run = 0; run < outcomes.size(); ++run )
    if ( !std::isfinite( outcomes[run] ) )
      refuse( "The outcome of run " + std::to_string( run + 1 ), inWords( outcomes[run] ), "a finite number" );
  const Outcomes all( outcomes, base );
  SensitivityIndices indices = indicesOf( all, factors, options.estimator );
  if ( options.bootstrap > 0 )
    setLimits( indices, all, options );
  return indices;
}

} // namespace communitysafety::statistics
