// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/placedpoints.h"
#include "preparedata/versiontable.h"
#include "statistics/boundaryversions.h"
#include "statistics/progress.h"

#include <QString>

#include <vector>

namespace communitysafety::preparedata
{

//! The areas of the new version, in the order of their codes.
struct NewAreas
{
  QString layer;
  base::Areas areas;
  //! One per area; empty when no field was chosen.
  std::vector<QString> names;
};

//! Something that a reader should look at before using the result.
struct VersionIssue
{
  QString code;
  bool isOld = false;
  QString issue;
  QString detail;
  //! Of the version between two lookups.
  bool isBetween = false;
};

//! Which old area goes to which new one.
struct VersionLinks
{
  //! Those of the table first, in its order; then those that only the lookup knows, whose figures are not known.
  std::vector<QString> oldCodes;
  std::vector<QString> newCodes;
  //! Whether a new area belongs into the result: others of the lookup, and the place of what lies outside, do not.
  std::vector<bool> isWanted;
  statistics::VersionShares versions;
  std::vector<VersionIssue> issues;
  std::size_t unknownOld = 0;
  std::size_t unknownNew = 0;
  std::size_t fragmented = 0;
};

/**
 * Links by a lookup, of which new areas are wanted that an area of the table goes to, and those in \a newAreas: a
 * lookup of the country may be used for a city. Where it has no weights, \a points give them: people inside the new
 * area, and inside the old one where the table has outlines. A way that stands in several rows is one way with the sum
 * of their weights.
 *
 * Throws QgsProcessingException when no code of the table is in the lookup, and says so when they are on its other
 * side; statistics::Cancelled. \param newAreas, points may be null
 */
VersionLinks linksByLookup( const VersionTable &table, const std::vector<LookupRow> &rows, const NewAreas *newAreas,
                            const base::PlacedPoints *points, const statistics::Progress &progress );

/**
 * Two lookups as one: 2001 to 2011 by \a rows, then 2011 to 2021 by \a nextRows. \a points divide the second step.
 * Throws QgsProcessingException as linksByLookup(), and when the second lookup knows no area that the first leads to.
 */
VersionLinks linksByTwoLookups( const VersionTable &table, const std::vector<LookupRow> &rows,
                                const std::vector<LookupRow> &nextRows, const NewAreas *newAreas,
                                const base::PlacedPoints *points, const statistics::Progress &progress );

/**
 * Links by the outlines of both versions: pieces below \a sliver of both of their areas are taken for differences in
 * drawing. Weights are people at the points where the old area has any, else ground.
 * Throws QgsProcessingException when nothing fits, and statistics::Cancelled.
 * \param points may be null
 */
VersionLinks linksByOutlines( const VersionTable &table, const NewAreas &newAreas, const base::PlacedPoints *points,
                              double sliver, const statistics::Progress &progress );

} // namespace communitysafety::preparedata
