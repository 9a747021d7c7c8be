// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/reliability.h"

#include "statistics/arguments.h"
#include "statistics/completerows.h"
#include "statistics/correlationmatrix.h"

#include <Eigen/LU>

#include <string>

namespace communitysafety::statistics
{

namespace
{

// Over the areas with both values; 0 where there are fewer than two.
double covariance( Column x, Column y )
{
  const CompleteRows complete = completeRows( { x, y } );
  const auto n = static_cast<Eigen::Index>( complete.rows.size() );
  if ( n < 2 )
    return 0;
  const Eigen::Map<const Eigen::VectorXd> first( complete.columns[0].data(), n );
  const Eigen::Map<const Eigen::VectorXd> second( complete.columns[1].data(), n );
  return ( first.array() - first.mean() ).matrix().dot( ( second.array() - second.mean() ).matrix() ) /
         static_cast<double>( n - 1 );
}

Eigen::MatrixXd covariances( const std::vector<Column> &indicators )
{
  const auto k = static_cast<Eigen::Index>( indicators.size() );
  Eigen::MatrixXd result( k, k );
  for ( Eigen::Index a = 0; a < k; ++a )
    for ( Eigen::Index b = 0; b <= a; ++b )
    {
      const auto &first = indicators[static_cast<std::size_t>( a )];
      result( a, b ) = result( b, a ) = covariance( first, indicators[static_cast<std::size_t>( b )] );
    }
  return result;
}

double alphaOf( double sum, double trace, double k )
{
  if ( k < 2 || !( sum > 0 ) )
    return missing;
  const double meanBetween = ( sum - trace ) / ( k * ( k - 1 ) );
  return k * k * meanBetween / sum;
}

// q = -P_ij / √(P_ii P_jj), P the inverse of the correlations, with 0 on the diagonal.
Eigen::MatrixXd partialCorrelations( const Eigen::MatrixXd &inverse )
{
  const Eigen::VectorXd scale = inverse.diagonal().cwiseSqrt().cwiseInverse();
  Eigen::MatrixXd partial = -( scale.asDiagonal() * inverse * scale.asDiagonal() );
  partial.diagonal().setZero();
  return partial;
}

} // namespace

double cronbachAlpha( const std::vector<Column> &indicators )
{
  const Eigen::MatrixXd matrix = covariances( indicators );
  return alphaOf( matrix.sum(), matrix.trace(), static_cast<double>( indicators.size() ) );
}

std::vector<double> alphaIfDropped( const std::vector<Column> &indicators )
{
  const Eigen::MatrixXd matrix = covariances( indicators );
  std::vector<double> alphas;
  for ( Eigen::Index dropped = 0; dropped < matrix.rows(); ++dropped )
  {
    const double own = matrix( dropped, dropped );
    const double sum = matrix.sum() - 2 * matrix.row( dropped ).sum() + own;
    alphas.push_back( alphaOf( sum, matrix.trace() - own, static_cast<double>( indicators.size() ) - 1 ) );
  }
  return alphas;
}

SamplingAdequacy samplingAdequacy( const std::vector<Column> &indicators )
{
  if ( indicators.size() < 2 )
    refuse( "The number of indicators", std::to_string( indicators.size() ), "2 or more" );
  const CompleteRows complete = completeRows( indicators );
  if ( complete.rows.size() < 2 )
    refuse( "The number of areas with all indicators", std::to_string( complete.rows.size() ), "2 or more" );
  requireVariation( complete );
  SamplingAdequacy result;
  result.areas = complete.rows.size();
  result.ofIndicator.assign( indicators.size(), missing );
  Eigen::MatrixXd correlations = correlationMatrix( complete );
  const Eigen::FullPivLU<Eigen::MatrixXd> decomposition( correlations );
  if ( !decomposition.isInvertible() )
    return result;
  const Eigen::MatrixXd partial = partialCorrelations( decomposition.inverse() ).cwiseAbs2();
  correlations.diagonal().setZero();
  const Eigen::MatrixXd squared = correlations.cwiseAbs2();
  result.overall = squared.sum() / ( squared.sum() + partial.sum() );
  for ( Eigen::Index row = 0; row < squared.rows(); ++row )
    result.ofIndicator[static_cast<std::size_t>( row )] =
      squared.row( row ).sum() / ( squared.row( row ).sum() + partial.row( row ).sum() );
  return result;
}

std::vector<double> varianceShares( const std::vector<Column> &indicators )
{
  const CompleteRows complete = completeRows( indicators );
  std::vector<double> sums( complete.rows.size(), 0.0 );
  for ( const std::vector<double> &column : complete.columns )
    for ( std::size_t row = 0; row < sums.size(); ++row )
      sums[row] += column[row];
  const double variance = covariance( sums, sums );
  std::vector<double> shares;
  for ( const std::vector<double> &column : complete.columns )
    shares.push_back( variance > 0 ? covariance( column, sums ) / variance : missing );
  return shares;
}

} // namespace communitysafety::statistics
