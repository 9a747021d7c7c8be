// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/multipletesting.h"

#include "statistics/arguments.h"

#include <algorithm>

namespace communitysafety::statistics
{

std::vector<double> falseDiscoveryRate( Column p )
{
  requireShares( "p", p );
  std::vector<std::size_t> rising;
  for ( std::size_t row = 0; row < p.size(); ++row )
    if ( !isMissing( p[row] ) )
      rising.push_back( row );
  std::sort( rising.begin(), rising.end(), [p]( std::size_t a, std::size_t b ) { return p[a] < p[b]; } );

  std::vector<double> q( p.size(), missing );
  const double tests = double( rising.size() );
  double smallest = 1.0;
  for ( std::size_t place = rising.size(); place > 0; --place )
  {
    const std::size_t row = rising[place - 1];
    smallest = std::min( smallest, tests * p[row] / double( place ) );
    q[row] = smallest;
  }
  return q;
}

} // namespace communitysafety::statistics
