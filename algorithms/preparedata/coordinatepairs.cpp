// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/coordinatepairs.h"

#include <cmath>

namespace communitysafety::preparedata
{
namespace
{

bool lies( double value, double low, double high ) { return value >= low && value <= high; }

bool isLongitude( double value ) { return lies( value, -9.0, 3.0 ); }
bool isLatitude( double value ) { return lies( value, 49.0, 61.5 ); }

//! A multiple of \a step, or in the middle between two.
bool isRounded( double value, double step )
{
  constexpr double tolerance = 1e-6;
  const double halves = value / ( step / 2.0 );
  return std::abs( halves - std::round( halves ) ) < tolerance;
}

} // namespace

PairKind pairKind( double x, double y )
{
  if ( x == 0.0 && y == 0.0 )
    return PairKind::zero;
  if ( isLongitude( x ) && isLatitude( y ) )
    return PairKind::degrees;
  if ( isLatitude( x ) && isLongitude( y ) )
    return PairKind::swappedDegrees;
  // Metres closer to the false origin than one kilometre lie in the open sea.
  constexpr double nearOrigin = 1000.0;
  const bool isOrigin = std::abs( x ) < nearOrigin && std::abs( y ) < nearOrigin;
  if ( !isOrigin && lies( x, -100000.0, 800000.0 ) && lies( y, 0.0, 1300000.0 ) )
    return PairKind::britishGrid;
  if ( lies( x, -1002000.0, 334000.0 ) && lies( y, 6275000.0, 8740000.0 ) )
    return PairKind::webMercator;
  return PairKind::elsewhere;
}

void RoundingEvidence::add( double x, double y, bool inDegrees )
{
  // A thousandth of a degree of latitude is 111 m.
  constexpr double metresPerDegree = 100000.0;
  ++mPairs;
  for ( std::size_t i = 0; i < steps.size(); ++i )
  {
    const double step = inDegrees ? steps[i] / metresPerDegree : steps[i];
    mRounded[i] += isRounded( x, step ) && isRounded( y, step ) ? 1 : 0;
  }
}

double RoundingEvidence::step() const
{
  constexpr qint64 fewest = 20;
  constexpr double share = 0.99;
  for ( std::size_t i = 0; i < steps.size(); ++i )
    if ( mPairs >= fewest && double( mRounded[i] ) >= share * double( mPairs ) )
      return steps[i];
  return 1.0;
}

} // namespace communitysafety::preparedata
