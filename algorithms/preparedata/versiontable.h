// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/carriedfigures.h"
#include "base/source.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::preparedata
{

//! Figures of the areas of one boundary version, in the order of their codes.
struct VersionTable : base::CarriedFigures
{
  QString layer;
  //! Codes and rows; outlines where they were asked for.
  base::Areas areas;
};

struct VersionFields : base::CarriedFields
{
  QString code;
};

/**
 * Reads a table, or areas of which only the figures are needed. Blank codes are rejected through the ledger.
 * Throws QgsProcessingException on a code that stands twice (a table in long form), and as base::carriedFigures().
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
