// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/rateinterval.h"

namespace communitysafety::statistics
{

//! Where the rate of a place lies against that of a larger area; the numbers are those of output fields.
enum class AgainstReference
{
  lower = -1,
  similar = 0,
  higher = 1,
  notKnown = 9
};

//! What was counted in a place, and against what.
struct PlaceCount
{
  double events = missing;
  //! People, dwellings, area ... times the years, 0 or more.
  double exposure = missing;

  bool hasRate() const { return !isMissing( events ) && exposure > 0; }
};

//! The rate of a place beside that of the larger area it belongs to.
struct PlaceRate
{
  //! Events / exposure, and its limits.
  double rate = missing;
  Interval limits;
  //! The rate of the larger area, what the place would have at it, and the index 100 × events / expected with limits.
  double reference = missing;
  double expected = missing;
  double index = missing;
  Interval indexLimits;
  AgainstReference against = AgainstReference::notKnown;
};

/**
 * Compares the rate of a \a place with that of the \a larger area, the place itself being part of it.
 *
 * The limits are poissonLimits() of the events divided by the exposure. The place is higher (lower) when they lie above
 * (below) the rate of the larger area, which is taken as known. That is the custom of public health (Fingertips); where
 * the place makes up much of the larger area, it is cautious: the rate of the whole moves with that of the place, so
 * that fewer than 1 - confidence of places without any difference are called higher or lower.
 *
 * Events, 0 or more; \a confidence, \a dispersion: see poissonLimits(). A place without exposure has no rate, and one
 * whose larger area has no event, or no exposure, is not compared; what is known is given all the same. Missing values
 * give missing figures. Throws std::invalid_argument as poissonLimits(). Constant time.
 */
PlaceRate comparePlace( const PlaceCount &place, const PlaceCount &larger, double confidence, double dispersion );

} // namespace communitysafety::statistics
