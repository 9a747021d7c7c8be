// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/principalcomponents.h"

#include "statistics/arguments.h"
#include "statistics/correlationmatrix.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <numeric>
#include <string>

namespace communitysafety::statistics
{

namespace
{

std::vector<double> withPositiveSum( const Eigen::VectorXd &vector )
{
  const double sign = vector.sum() < 0 ? -1 : 1;
  std::vector<double> result;
  for ( const double weight : vector )
    result.push_back( sign * weight );
  return result;
}

} // namespace

double PrincipalComponents::loading( std::size_t component, std::size_t indicator ) const
{
  return vectors[component][indicator] * std::sqrt( eigenvalues[component] );
}

double PrincipalComponents::shareOfVariance( std::size_t components ) const
{
  const auto end = eigenvalues.begin() + static_cast<std::ptrdiff_t>( std::min( components, eigenvalues.size() ) );
  return std::accumulate( eigenvalues.begin(), end, 0.0 ) / static_cast<double>( eigenvalues.size() );
}

PrincipalComponents principalComponents( const std::vector<Column> &indicators )
{
  const CompleteRows complete = completeRows( indicators );
  if ( complete.rows.size() < 2 )
    refuse( "The number of areas with all indicators", std::to_string( complete.rows.size() ), "2 or more" );
  requireVariation( complete );
  // In rising order of the eigenvalues.
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver( correlationMatrix( complete ) );
  PrincipalComponents result;
  result.areas = complete.rows.size();
  for ( Eigen::Index component = solver.eigenvalues().size() - 1; component >= 0; --component )
  {
    // Where one indicator follows from the others rounding can bring an eigenvalue below 0.
    result.eigenvalues.push_back( std::max( 0.0, solver.eigenvalues()[component] ) );
    result.vectors.push_back( withPositiveSum( solver.eigenvectors().col( component ) ) );
  }
  return result;
}

} // namespace communitysafety::statistics
