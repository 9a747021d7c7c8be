// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/overlaps.h"
#include "statistics/carriedshares.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::base
{

//! A count of the census, such as lone parents, and of what it is a share, such as all households; one per area each.
struct CensusCount
{
  QString field;
  QString totalField;
  std::vector<double> count;
  std::vector<double> total;
};

//! Areas of the census in the order of their ids.
struct CensusAreas
{
  QString layer;
  Areas areas;
  std::vector<CensusCount> counts;
};

//! A share of the census carried over to larger areas.
struct CensusShare : statistics::CarriedShares
{
  QString field;
  QString totalField;
};

/**
 * Reads \a counts and what they are shares of from \a source: one of \a totals for all counts, or one for each in their
 * order. A field whose values are shares (0 to 1), or that is named as a percentage, is taken times its total, which is
 * told.
 *
 * Throws QgsProcessingException when totals do not fit the counts in number, on ranks, deciles and negative numbers,
 * and on a count above its total: then the total is the wrong one.
 */
CensusAreas readCensusAreas( Run &run, const Source &source, const QStringList &counts, const QStringList &totals,
                             AreasReading reading );

//! Carries each count over by \a pairs, see statistics::carryShares().
std::vector<CensusShare> carryCensusOver( const CensusAreas &census, const std::vector<AreaOverlap> &pairs,
                                          std::size_t targets, const std::vector<double> &partsInCity );

} // namespace communitysafety::base
