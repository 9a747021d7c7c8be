// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::base
{

//! One field of areas that is carried over to other areas.
struct CarriedFigure
{
  QString field;
  bool isRate = false;
  //! One per area, missing where it is not known.
  std::vector<double> values;
};

struct CarriedFields
{
  QStringList counts;
  QStringList rates;
  //! What the rates are rates of; may be empty.
  QString denominator;

  QStringList names() const;
};

struct CarriedFigures
{
  //! Counts first, then rates, each in the order in which they were chosen.
  std::vector<CarriedFigure> figures;
  //! What the rates are rates of; empty when no field was chosen.
  std::vector<double> denominators;
};

/**
 * Takes the figures from \a areas. Throws QgsProcessingException on ranks, deciles, negative counts and denominators;
 * warns of counts that seem to be rates.
 * \param read the fields that were asked for in AreasReading::fields, those of \a fields among them
 */
CarriedFigures carriedFigures( Run &run, const Areas &areas, const QString &layer, const QStringList &read,
                               const CarriedFields &fields );

} // namespace communitysafety::base
