// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <QtTest>

#include <cmath>
#include <stdexcept>
#include <vector>

//! The sentence with which a computation refuses its input; empty when it does not.
template <typename Computation>
QString refusalOf( Computation computation )
{
  try
  {
    computation();
  }
  catch ( const std::invalid_argument &refusal )
  {
    return QString::fromUtf8( refusal.what() );
  }
  return {};
}

//! Empty when the two lists agree within \a tolerance, missing with missing; else where and how they differ.
inline QString differenceBetween( const std::vector<double> &actual, const std::vector<double> &expected,
                                  double tolerance )
{
  if ( actual.size() != expected.size() )
    return QStringLiteral( "%1 values instead of %2" ).arg( actual.size() ).arg( expected.size() );
  for ( std::size_t row = 0; row < actual.size(); ++row )
  {
    if ( std::isnan( actual[row] ) && std::isnan( expected[row] ) )
      continue;
    if ( !( std::fabs( actual[row] - expected[row] ) <= tolerance ) )
      return QStringLiteral( "row %1: %2 instead of %3" )
        .arg( row + 1 )
        .arg( actual[row], 0, 'g', 15 )
        .arg( expected[row], 0, 'g', 15 );
  }
  return {};
}

// Twelve digits: rounding in sums passes, a wrong formula does not.
inline QString differenceBetween( const std::vector<double> &actual, const std::vector<double> &expected )
{
  return differenceBetween( actual, expected, 1e-10 );
}
