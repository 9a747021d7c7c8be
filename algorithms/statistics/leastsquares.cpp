// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/leastsquares.h"

#include <Eigen/QR>

#include <algorithm>
#include <vector>

namespace communitysafety::statistics
{

namespace
{

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

// Which elements are free to be above 0; the others stand at 0.
using Free = std::vector<bool>;

// The unbounded least squares over the free elements alone.
VectorXd solveFree( const MatrixXd &system, const VectorXd &wanted, const Free &free )
{
  std::vector<Index> places;
  for ( Index place = 0; place < system.cols(); ++place )
    if ( free[static_cast<std::size_t>( place )] )
      places.push_back( place );
  MatrixXd columns( system.rows(), static_cast<Index>( places.size() ) );
  for ( std::size_t column = 0; column < places.size(); ++column )
    columns.col( static_cast<Index>( column ) ) = system.col( places[column] );
  const VectorXd found = columns.colPivHouseholderQr().solve( wanted );
  VectorXd result = VectorXd::Zero( system.cols() );
  for ( std::size_t column = 0; column < places.size(); ++column )
    result[places[column]] = found[static_cast<Index>( column )];
  return result;
}

// The element that would lower the distance most if it were freed; -1 when none would.
Index mostPromising( const VectorXd &descent, const Free &free, double tolerance )
{
  Index best = -1;
  for ( Index place = 0; place < descent.size(); ++place )
    if ( !free[static_cast<std::size_t>( place )] && descent[place] > tolerance &&
         ( best < 0 || descent[place] > descent[best] ) )
      best = place;
  return best;
}

// Walks from x towards next until the first free elements meet 0; these are bound again.
VectorXd walkToBound( const VectorXd &x, const VectorXd &next, Free &free )
{
  VectorXd lengths = VectorXd::Constant( x.size(), 2.0 );
  for ( Index place = 0; place < x.size(); ++place )
    if ( free[static_cast<std::size_t>( place )] && next[place] <= 0 )
      lengths[place] = x[place] > 0 ? x[place] / ( x[place] - next[place] ) : 0.0;
  const double length = lengths.minCoeff();
  VectorXd there = x + length * ( next - x );
  for ( Index place = 0; place < x.size(); ++place )
    if ( lengths[place] <= length )
    {
      free[static_cast<std::size_t>( place )] = false;
      there[place] = 0;
    }
  return there;
}

bool isAllowed( const VectorXd &x, const Free &free )
{
  for ( Index place = 0; place < x.size(); ++place )
    if ( free[static_cast<std::size_t>( place )] && x[place] <= 0 )
      return false;
  return true;
}

} // namespace

VectorXd nonNegativeLeastSquares( const MatrixXd &system, const VectorXd &wanted )
{
  VectorXd x = VectorXd::Zero( system.cols() );
  Free free( static_cast<std::size_t>( system.cols() ), false );
  const double tolerance = 1e-12 * ( system.transpose() * wanted ).cwiseAbs().maxCoeff();
  // Every round lowers the distance, so that no set of free elements comes back; the limit is for rounding alone.
  for ( Index round = 0; round < 10 * system.cols(); ++round )
  {
    const Index place = mostPromising( system.transpose() * ( wanted - system * x ), free, tolerance );
    if ( place < 0 )
      break;
    free[static_cast<std::size_t>( place )] = true;
    VectorXd next = solveFree( system, wanted, free );
    while ( !isAllowed( next, free ) )
    {
      x = walkToBound( x, next, free );
      next = solveFree( system, wanted, free );
    }
    x = next;
  }
  return x;
}

} // namespace communitysafety::statistics
