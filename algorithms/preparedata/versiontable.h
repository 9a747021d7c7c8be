// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/source.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::preparedata
{

//! One field of the old areas that is converted.
struct VersionFigure
{
  QString field;
  bool isRate = false;
  //! One per old area of the table, missing where it is not known.
  std::vector<double> values;
};

//! Figures of the areas of one boundary version, in the order of their codes.
struct VersionTable
{
  QString layer;
  //! Codes and rows; outlines where they were asked for.
  base::Areas areas;
  //! Counts first, then rates.
  std::vector<VersionFigure> figures;
  //! What the rates are rates of; empty when no field was chosen.
  std::vector<double> denominators;
};

struct VersionFields
{
  QString code;
  QStringList counts;
  QStringList rates;
  QString denominator;
};

/**
 * Reads a table, or areas of which only the figures are needed. Blank codes are rejected through the ledger.
 * Throws QgsProcessingException on a code that stands twice (a table in long form), ranks, deciles and negative counts;
 * warns of counts that seem to be rates.
 * \param outlines how to read the outlines; null: they are not needed
 */
VersionTable readVersionTable( base::Run &run, const base::Source &source, const VersionFields &fields,
                               const base::AreasReading *outlines );

//! One row of a lookup, as it stands there.
struct LookupRow
{
  QString from;
  QString to;
  //! U, S, M or X; empty where there is none.
  QString change;
  double weight = 0;
};

struct LookupFields
{
  QString from;
  QString to;
  QString change;
  QString weight;
};

/**
 * Rows with a blank code are rejected through the ledger. A weight that is missing, suppressed or no number is missing;
 * a negative one throws QgsProcessingException, and so does a table without a row that can be used.
 */
std::vector<LookupRow> readLookup( base::Run &run, const base::Source &source, const LookupFields &fields );

} // namespace communitysafety::preparedata
