// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/arealshares.h"
#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Small areas are redrawn from census to census (LSOAs of 2001, 2011 and 2021). An official lookup says which area of
 * one version goes to which of another; what happened follows from it alone, in either direction.
 */
enum class BoundaryChange
{
  //! U: one to one.
  unchanged,
  //! S: one area into several that have no other origin. What each of them gets is an estimate.
  split,
  //! M: several areas, whole, into one. Exact.
  merged,
  //! X: anything else; all of it is an estimate, since such lookups say little about the ground.
  irregular
};

//! The letter of the official lookups: U, S, M or X.
char letterOf( BoundaryChange change );

//! One row of a lookup.
struct VersionLink
{
  std::size_t from = 0;
  std::size_t to = 0;
  //! People (or addresses) of \a from who live in \a to, 0 or more; missing = not known.
  double weight = missing;
};

struct VersionShares
{
  //! Sources: the areas of the one version; targets: those of the other. fellBack: divided into equal parts.
  ArealShares shares;
  //! For each overlap of the shares.
  std::vector<BoundaryChange> change;
};

/**
 * Turns the rows of a lookup into shares: weight / sum of the weights of the area; equal parts where a weight of the
 * area is missing or all are 0.
 *
 * Any order; a row given twice is one row with the sum of the weights. An area without row is wholly outside: shares
 * says 1 there, and conversion returns what it holds. The change is found from the rows and agrees with the codes of
 * the official lookup LSOA 2011 to 2021 in all of its 35,795 rows.
 * Throws std::invalid_argument on an unknown area and a negative or infinite weight. O(rows log rows).
 * Source: Office for National Statistics, LSOA (2011) to LSOA (2021) exact fit lookup, change indicator.
 */
VersionShares shareBetweenVersions( const std::vector<VersionLink> &links, std::size_t fromAreas, std::size_t toAreas );

/**
 * Two steps as one: 2001 to 2011, then 2011 to 2021. Changed in one step only: that change; in both alike: the same;
 * otherwise irregular.
 *
 * Throws std::invalid_argument when the targets of \a first are not as many as the sources of \a second.
 */
VersionShares throughVersions( const VersionShares &first, const VersionShares &second );

//! What the values of a column are, which decides whether and how they can be converted.
enum class ValueKind
{
  //! People, households, events: they add up.
  count,
  //! Rates, shares, means and scores: means by those they refer to.
  rate,
  //! Refused, see convertValues().
  rank,
  decile
};

//! One value per area of the new version in every column.
struct ConvertedValues
{
  //! Missing where no area with a value goes.
  std::vector<double> value;
  //! The part of the value, 0 to 1, that comes from splits and irregular changes and so is an estimate.
  std::vector<double> estimated;
  //! The part of its origins, 0 to 1, that has no value: above 0, a count is too low and a rate stands for the rest.
  std::vector<double> unknown;
  //! What areas without row hold; of rates always 0.
  double outside = 0;
};

/**
 * Carries a column to the other version. Counts: Σ share × value, so that values and outside add up to what was given
 * (1e-12). Rates: Σ share × denominator × value / Σ share × denominator; a merged rate is then exact.
 *
 * \a values: one per area of the old version, finite; missing = not known. \a denominators: for rates, one per area, 0
 * or more, missing = nobody; or empty when they are not known: then every area weighs the same and whatever is a mean
 * of several is an estimate as a whole.
 * Throws std::invalid_argument on other lengths and infinite values, and on ranks and deciles: a rank is a place among
 * all areas of its own version, and neither half a place nor the mean of two is anybody's place in the other. Convert
 * the score and rank it anew, or take the share of people in each tenth. Linear.
 */
ConvertedValues convertValues( const VersionShares &versions, ValueKind kind, Column values, Column denominators );

/**
 * Rates of which both parts are at hand: Σ share × numerator / Σ share × denominator; the estimated and unknown parts
 * are those of the denominators. An area lacking one of the two counts as unknown. No denominator: missing.
 */
ConvertedValues convertRatio( const VersionShares &versions, Column numerators, Column denominators );

} // namespace communitysafety::statistics
