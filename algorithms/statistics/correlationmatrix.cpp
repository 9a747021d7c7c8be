// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/correlationmatrix.h"

#include "statistics/arguments.h"
#include "statistics/distribution.h"

namespace communitysafety::statistics
{

Eigen::MatrixXd correlationMatrix( const CompleteRows &complete )
{
  const auto rows = static_cast<Eigen::Index>( complete.rows.size() );
  Eigen::MatrixXd standardised( rows, static_cast<Eigen::Index>( complete.columns.size() ) );
  for ( std::size_t column = 0; column < complete.columns.size(); ++column )
  {
    Eigen::VectorXd centred = Eigen::Map<const Eigen::VectorXd>( complete.columns[column].data(), rows );
    centred.array() -= centred.mean();
    standardised.col( static_cast<Eigen::Index>( column ) ) = centred / centred.norm();
  }
  return standardised.transpose() * standardised;
}

void requireVariation( const CompleteRows &complete )
{
  for ( std::size_t column = 0; column < complete.columns.size(); ++column )
    if ( describe( complete.columns[column] ).isConstant() )
      refuse( "Indicator " + std::to_string( column + 1 ), "the same in all areas", "different between areas" );
}

} // namespace communitysafety::statistics
