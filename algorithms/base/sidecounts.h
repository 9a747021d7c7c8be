// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/source.h"

#include <QDate>
#include <QString>

#include <vector>

namespace communitysafety::base
{

class Run;

//! What is counted of one layer of records.
struct SideReading
{
  //! Under which name the records are booked.
  QString account;
  //! Field that names a person: each counts once per area. Empty: every record counts.
  QString personField;
  //! Empty: dates play no part.
  QString dateField;
  //! First and last day that count; invalid: no limit.
  QDate from;
  QDate to;
  double progressFrom = 0;
  double progressTo = 0;
};

//! How many records or persons each area has.
struct SideCounts
{
  std::vector<double> counts;
  double used = 0;
  //! The largest share of the used records that lie on one and the same point, and the area that holds it. 0 in a
  //! table, whose positions are columns.
  double heapShare = 0;
  int heapArea = AreaLocator::nowhere;
};

/**
 * Counts the records of \a source in \a areas, each record used or rejected with its reason: no position, outside, a
 * date that cannot be read or lies outside the period, no person. In a layer of the importers the weights are summed
 * where records count.
 *
 * The ids of persons are compared and forgotten: they reach neither the counts nor the books, even where the field is
 * that by which records are usually named.
 * REQUIRES: RecordPlaces::requirePositions(). Throws QgsProcessingException for a field that is not there.
 */
SideCounts countSide( Run &run, const Source &source, const Areas &areas, const AreaLocator &locator,
                      const SideReading &reading );

} // namespace communitysafety::base
