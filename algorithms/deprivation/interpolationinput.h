// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/carriedfigures.h"
#include "base/source.h"

#include <qgspointxy.h>

#include <QString>
#include <QStringList>

#include <cstddef>
#include <vector>

namespace communitysafety::deprivation
{

//! The areas whose figures are known, in the order of their ids.
struct InterpolationSources : base::CarriedFigures
{
  QString layer;
  base::Areas areas;
  //! The next larger area of each source; empty when no field was chosen.
  std::vector<QString> parents;
};

struct SourceFields : base::CarriedFields
{
  QString id;
  QString parent;
};

/**
 * Throws QgsProcessingException as base::carriedFigures().
 * \param reading how; its fields are set here
 */
InterpolationSources readSources( base::Run &run, const base::Source &source, const SourceFields &fields,
                                  base::AreasReading reading );

//! The areas that get the figures, in the order of their ids.
struct InterpolationTargets
{
  QString layer;
  base::Areas areas;
  //! One per area; empty when no field was chosen.
  std::vector<QString> names;
};

InterpolationTargets readTargets( base::Run &run, const base::Source &source, const QString &nameField,
                                  base::AreasReading reading );

//! Points at which people live, each inside a source.
struct ControlPoints
{
  std::vector<QgsPointXY> position;
  std::vector<std::size_t> source;
  //! People or addresses, 0 or more.
  std::vector<double> count;

  std::size_t size() const { return position.size(); }
};

struct ControlFields
{
  //! Empty: each point counts 1.
  QString weight;
  //! The id of the source area in which the point lies, as its publisher says; empty: found by its position.
  QString source;
};

/**
 * Points, tables with coordinates, and small areas, of each of which a point inside is taken. Where the points name
 * their sources, that is believed before their position: generalised borders put a tenth of all points on the wrong
 * side. How often the two disagree is told, with a warning where it is often. All records are booked.
 */
ControlPoints readControlPoints( base::Run &run, const base::Source &source, const InterpolationSources &sources,
                                 const ControlFields &fields, double progressFrom, double progressTo );

} // namespace communitysafety::deprivation
