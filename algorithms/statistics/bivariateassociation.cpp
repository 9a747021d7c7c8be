// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/bivariateassociation.h"

#include "statistics/arguments.h"
#include "statistics/distribution.h"

namespace communitysafety::statistics
{
namespace
{

//! x in standard deviations (divisor n) from its mean; all missing when x is constant.
std::vector<double> standardDeviates( Column x )
{
  const Distribution all = describe( x );
  std::vector<double> deviates( x.size(), missing );
  if ( all.count < 2 || all.isConstant() )
    return deviates;
  const double deviation = all.standardDeviation * std::sqrt( double( all.count - 1 ) / double( all.count ) );
  for ( std::size_t area = 0; area < x.size(); ++area )
    deviates[area] = ( x[area] - all.mean ) / deviation;
  return deviates;
}

//! From the sum of y around an area to I: the sum of the deviations of y, times that of x.
void carryOver( LocalAssociation &found, const std::vector<double> &deviates, Column y, const SpatialWeights &weights )
{
  const SpatialWeights among = weights.among( y );
  const Distribution all = describe( y );
  const double deviation =
    all.count < 2 ? missing : all.standardDeviation * std::sqrt( double( all.count - 1 ) / double( all.count ) );
  for ( std::size_t area = 0; area < deviates.size(); ++area )
  {
    const double members = double( among.of( area ).size() );
    const double middle = among.weightOfEach( among.of( area ).size() ) * members * all.mean;
    const double each = deviation > 0 ? deviates[area] / deviation : missing;
    found.value[area] = each * ( found.value[area] - middle );
    found.expected[area] = each * ( found.expected[area] - middle );
    found.deviation[area] *= std::fabs( each );
    found.z[area] = deviates[area] == 0 ? missing : found.z[area] * std::copysign( 1.0, deviates[area] );
    if ( isMissing( each ) )
      found.z[area] = missing;
  }
}

} // namespace

BivariateAssociation bivariateMoran( Column x, Column y, const SpatialWeights &weights, const BivariateOptions &options,
                                     const Progress &progress )
{
  requireSize( "x", x.size(), weights.size() );
  requireFinite( "x", x );
  requireBetween( "significance", options.significance, 0, 1 );
  BivariateAssociation result;
  result.tails = permuteNeighbourSums( y, weights, options.permutations, progress );
  result.moran = localG( y, weights );
  const std::vector<double> deviates = standardDeviates( x );
  carryOver( result.moran, deviates, y, weights );
  for ( std::size_t area = 0; area < x.size(); ++area )
    if ( isMissing( deviates[area] ) || deviates[area] == 0 )
      result.tails.high[area] = result.tails.low[area] = missing;
  result.p = result.tails.twoSided();
  result.q = corrected( result.p, options.correction );
  result.kind = moranQuadrants( result.q, options.significance, x, result.moran );
  return result;
}

} // namespace communitysafety::statistics
