// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/placerate.h"

namespace communitysafety::statistics
{
namespace
{

constexpr double city = 100;

AgainstReference classOf( const Interval &limits, double reference )
{
  if ( limits.lower > reference )
    return AgainstReference::higher;
  return limits.upper < reference ? AgainstReference::lower : AgainstReference::similar;
}

} // namespace

PlaceRate comparePlace( const PlaceCount &place, const PlaceCount &larger, double confidence, double dispersion )
{
  PlaceRate result;
  if ( larger.hasRate() )
  {
    result.reference = larger.events / larger.exposure;
    result.expected = result.reference * place.exposure;
  }
  if ( !place.hasRate() )
    return result;
  const Interval limits = poissonLimits( place.events, confidence, dispersion );
  result.rate = place.events / place.exposure;
  result.limits = { limits.lower / place.exposure, limits.upper / place.exposure };
  if ( !( result.reference > 0 ) )
    return result;
  result.index = city * result.rate / result.reference;
  result.indexLimits = { city * result.limits.lower / result.reference, city * result.limits.upper / result.reference };
  result.against = classOf( result.limits, result.reference );
  return result;
}

} // namespace communitysafety::statistics
