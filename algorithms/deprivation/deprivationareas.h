// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/deprivationmeasures.h"
#include "statistics/column.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::deprivation
{

//! One domain of an index of deprivation, or another measure that is profiled.
struct Domain
{
  QString field;
  //! For the reader: "Crime", or the name of the field where it is not one of the seven English domains.
  QString label;
  //! Short, for the name of an output field.
  QString code;
  //! Of an official index, as officialColumn() says: inc, emp, edu, hea, cri, hou, env ...; else empty.
  QString subject;
  base::Measure measure = base::Measure::score;
  //! As the layer says.
  std::vector<double> values;
  //! What is profiled: scores as they are, ranks as tenths of the country, deciles as they are.
  std::vector<double> profiled;
};

//! What each deprivation area says.
struct DeprivationAreas : base::DeprivationMeasures
{
  QString layer;
  base::Areas areas;
  //! Tenth of the country, 1 = most deprived: the decile, or else by the rank.
  std::vector<double> tenth;
  //! How many areas the country has in the ranking; missing where there are no ranks.
  double rankedAreas = statistics::missing;
  //! The ranks are those among \c rankedAreas.
  bool ranksAreNational = false;
  //! The score, or else rank or decile turned round: high = deprived.
  std::vector<double> severity;
  std::vector<Domain> domains;
  //! The English score without its crime domain; empty where it cannot be worked out.
  std::vector<double> withoutCrime;

  bool hasTenths() const { return statistics::countPresent( tenth ) > 0; }
};

//! Which fields to read; an empty name stands for none.
struct DeprivationFields : base::MeasureFields
{
  QStringList domains;
  //! 0: found from the codes.
  double rankedAreas = 0;
};

/**
 * Reads \a source and checks it before anything is computed: scores, ranks and deciles are what they are said to be and
 * run the right way, ranks are those of the country. Throws QgsProcessingException with one sentence where they do not.
 */
DeprivationAreas readDeprivationAreas( base::Run &run, const base::Source &source, const DeprivationFields &fields,
                                       base::AreasReading reading );

} // namespace communitysafety::deprivation
