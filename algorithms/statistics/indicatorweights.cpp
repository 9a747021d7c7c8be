// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/indicatorweights.h"

#include "statistics/arguments.h"
#include "statistics/correlationmatrix.h"
#include "statistics/distribution.h"
#include "statistics/leastsquares.h"
#include "statistics/principalcomponents.h"

#include <Eigen/Dense>

#include <algorithm>
#include <array>
#include <numeric>

namespace communitysafety::statistics
{

namespace
{

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

std::vector<double> toVector( const VectorXd &values ) { return { values.data(), values.data() + values.size() }; }

double sumOf( const std::vector<double> &values ) { return std::accumulate( values.begin(), values.end(), 0.0 ); }

void divideBySum( std::vector<double> &weights )
{
  const double sum = sumOf( weights );
  for ( double &weight : weights )
    weight /= sum;
}

std::string entryName( std::size_t row, std::size_t column )
{
  return "The comparison in row " + std::to_string( row + 1 ) + ", column " + std::to_string( column + 1 );
}

// Saaty 1980: mean of (λ - n) / (n - 1) over random matrices of n = 1 to 15.
constexpr std::array<double, 15> randomIndex = { 0,    0,    0.58, 0.90, 1.12, 1.24, 1.32, 1.41,
                                                 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59 };

void requireReciprocal( const std::vector<std::vector<double>> &comparisons )
{
  const std::size_t size = comparisons.size();
  for ( std::size_t row = 0; row < size; ++row )
    requireSize( "row " + std::to_string( row + 1 ) + " of the comparisons", comparisons[row].size(), size );
  for ( std::size_t row = 0; row < size; ++row )
    for ( std::size_t column = 0; column < size; ++column )
    {
      const double entry = comparisons[row][column];
      if ( !( entry > 0 ) || std::isinf( entry ) )
        refuse( entryName( row, column ), inWords( entry ), "above 0" );
      // People write 0.33 for a third.
      if ( column <= row && std::fabs( entry * comparisons[column][row] - 1 ) > 0.02 )
        refuse( entryName( row, column ), inWords( entry ),
                "the inverse of that in row " + std::to_string( column + 1 ) + ", column " +
                  std::to_string( row + 1 ) );
    }
}

MatrixXd toMatrix( const std::vector<std::vector<double>> &rows )
{
  MatrixXd matrix( static_cast<Index>( rows.size() ), static_cast<Index>( rows.size() ) );
  for ( Index row = 0; row < matrix.rows(); ++row )
    for ( Index column = 0; column < matrix.cols(); ++column )
      matrix( row, column ) = rows[static_cast<std::size_t>( row )][static_cast<std::size_t>( column )];
  return matrix;
}

// 1 - entropy of one part.
double redundancy( Column values, std::size_t part )
{
  double sum = 0;
  double count = 0;
  for ( std::size_t row = 0; row < values.size(); ++row )
  {
    if ( values[row] < 0 || std::isinf( values[row] ) )
      refuse( "Part " + std::to_string( part + 1 ) + " in row " + std::to_string( row + 1 ), inWords( values[row] ),
              "0 or more, and finite, for a weight by entropy" );
    sum += isMissing( values[row] ) ? 0.0 : values[row];
    count += isMissing( values[row] ) ? 0.0 : 1.0;
  }
  if ( count < 2 )
    refuse( "The number of values in part " + std::to_string( part + 1 ), inWords( count ), "2 or more" );
  double entropy = 0;
  for ( const double value : values )
    if ( value > 0 )
      entropy -= value / sum * std::log( value / sum );
  return sum > 0 ? std::max( 0.0, 1 - entropy / std::log( count ) ) : 0.0;
}

void requireImportances( const CompleteRows &complete, const std::vector<double> &importance )
{
  const std::size_t parts = complete.columns.size();
  if ( parts < 2 )
    refuse( "The number of parts", std::to_string( parts ), "2 or more" );
  requireSize( "importance", importance.size(), parts );
  for ( std::size_t part = 0; part < parts; ++part )
    if ( !( importance[part] > 0 ) || std::isinf( importance[part] ) )
      refuse( "The importance of part " + std::to_string( part + 1 ), inWords( importance[part] ),
              "above 0, and finite" );
  if ( complete.rows.size() <= parts )
    refuse( "The number of areas with all parts", std::to_string( complete.rows.size() ),
            "more than the number of parts, " + std::to_string( parts ) );
  requireVariation( complete );
}

// The direction of u >= 0 in which |R u / c'u - t|² is smallest, c = R 1. With M = R - t c', the least of
// |M u|² + (c'u - 1)² over the length of u alone is m / (1 + m), m = |M u|² / (c'u)²: the same direction is best.
VectorXd standardisedWeights( const MatrixXd &correlations, const VectorXd &target )
{
  const VectorXd sums = correlations.rowwise().sum();
  MatrixXd system( correlations.rows() + 1, correlations.cols() );
  system << correlations - target * sums.transpose(), sums.transpose();
  return nonNegativeLeastSquares( system, VectorXd::Unit( system.rows(), correlations.rows() ) );
}

} // namespace

std::vector<double> equalWeights( std::size_t parts )
{
  return std::vector<double>( parts, 1 / static_cast<double>( parts ) );
}

std::vector<double> budgetWeights( const std::vector<std::vector<double>> &pointsOfExpert )
{
  if ( pointsOfExpert.empty() )
    refuse( "The number of experts", "0", "1 or more" );
  std::vector<double> weights( pointsOfExpert.front().size(), 0.0 );
  for ( std::size_t expert = 0; expert < pointsOfExpert.size(); ++expert )
  {
    const std::string name = "the points of expert " + std::to_string( expert + 1 );
    std::vector<double> shares = pointsOfExpert[expert];
    requireSize( name, shares.size(), weights.size() );
    requireNotNegative( name, shares );
    if ( !( sumOf( shares ) > 0 ) )
      refuse( "The sum of " + name, inWords( sumOf( shares ) ), "above 0" );
    divideBySum( shares );
    std::transform( weights.begin(), weights.end(), shares.begin(), weights.begin(), std::plus<>() );
  }
  divideBySum( weights );
  return weights;
}

ComparisonWeights comparisonWeights( const std::vector<std::vector<double>> &comparisons )
{
  const std::size_t size = comparisons.size();
  if ( size < 1 || size > randomIndex.size() )
    refuse( "The number of indicators compared", std::to_string( size ),
            "1 to " + std::to_string( randomIndex.size() ) );
  requireReciprocal( comparisons );
  // A positive matrix has one real largest eigenvalue with a positive eigenvector (Perron 1907).
  const Eigen::EigenSolver<MatrixXd> solver( toMatrix( comparisons ) );
  Index largest = 0;
  solver.eigenvalues().real().maxCoeff( &largest );
  ComparisonWeights result;
  result.weights = toVector( solver.eigenvectors().col( largest ).real().cwiseAbs() );
  divideBySum( result.weights );
  result.eigenvalue = solver.eigenvalues()[largest].real();
  const double count = static_cast<double>( size );
  result.consistencyRatio = size < 3 ? 0.0 : ( result.eigenvalue - count ) / ( count - 1 ) / randomIndex[size - 1];
  return result;
}

ComponentWeights componentWeights( const std::vector<Column> &parts )
{
  const PrincipalComponents components = principalComponents( parts );
  ComponentWeights result;
  result.loadings = components.vectors.front();
  result.varianceShare = components.shareOfVariance( 1 );
  for ( std::size_t part = 0; part < parts.size(); ++part )
  {
    result.weights.push_back( result.loadings[part] * result.loadings[part] );
    if ( result.loadings[part] < 0 )
      result.opposed.push_back( part );
  }
  divideBySum( result.weights );
  return result;
}

std::vector<double> entropyWeights( const std::vector<Column> &parts )
{
  std::vector<double> weights;
  for ( std::size_t part = 0; part < parts.size(); ++part )
    weights.push_back( redundancy( parts[part], part ) );
  if ( !( sumOf( weights ) > 0 ) )
    return equalWeights( parts.size() );
  divideBySum( weights );
  return weights;
}

ImportanceWeights importanceWeights( const std::vector<Column> &parts, const std::vector<double> &importance )
{
  const CompleteRows complete = completeRows( parts );
  requireImportances( complete, importance );
  const MatrixXd correlations = correlationMatrix( complete );
  VectorXd target = Eigen::Map<const VectorXd>( importance.data(), static_cast<Index>( importance.size() ) );
  target /= target.sum();
  const VectorXd standardised = standardisedWeights( correlations, target );
  const VectorXd correlation = correlations * standardised;

  ImportanceWeights result;
  for ( std::size_t part = 0; part < parts.size(); ++part )
    result.weights.push_back( standardised[static_cast<Index>( part )] /
                              describe( complete.columns[part] ).standardDeviation );
  divideBySum( result.weights );
  result.importance = toVector( correlation / correlation.sum() );
  result.largestMiss = ( correlation / correlation.sum() - target ).cwiseAbs().maxCoeff();
  return result;
}

} // namespace communitysafety::statistics
