// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/areas.h"
#include "base/indexplan.h"
#include "base/indicatorcolumns.h"
#include "statistics/compositescore.h"

#include <cstdint>

namespace communitysafety::base
{

/**
 * What all algorithms that read an index have in common: areas with indicators, and what they are made into an index
 * by, a recipe or chosen fields.
 */
class IndexAlgorithm : public Algorithm
{
public:
  bool checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context,
                             QString *message ) const override;

protected:
  //! Adds INPUT, RECIPE, FIELDS and DENOMINATOR; exactly one of RECIPE and FIELDS must be given.
  void addIndexInputs();
  //! Adds METHOD, the scale of the indicators that have none of their own.
  void addScale();
  //! Adds SHRINK, MAX_EVENT_POINTS and MIN_SHARE, all advanced.
  void addScoring();
  //! Adds AREA_ID, advanced.
  void addAreaId();
  //! Adds LONG, the counts by year, and SEED, both advanced: what draws of the counts ask for.
  void addYearsAndSeed();

  void prepare( Run &run ) override;

  //! From RECIPE or FIELDS. Says in the log where weights do not sum to 1.
  IndexPlan indexPlan( Run &run, const Source &input ) const;
  statistics::MethodSpec scale( Run &run ) const;
  //! The scale and what addScoring() asked for.
  statistics::ScoreOptions scoreOptions( Run &run ) const;
  std::uint64_t seed( const Run &run ) const;
  //! The φ of each indicator of \a plan by the table of LONG; 1 for all when none is given, which is said in the log.
  std::vector<double> overdispersion( Run &run, const Areas &areas, const IndexPlan &plan ) const;
  //! Reads the areas with the fields of \a plan and \a further ones.
  AreasReading areasReading( Run &run, const Source &input, const IndexPlan &plan, const QStringList &further ) const;

private:
  //! Empty when exactly one of RECIPE and FIELDS is given.
  QString problemOfChoice( const QVariantMap &parameters, QgsProcessingContext &context ) const;
  QStringList chosenFields( const QVariantMap &parameters, QgsProcessingContext &context ) const;
};

/**
 * Who is next to whom, and where the centres are, for those indicators and imputations that ask for it: fills
 * \a options for columns in the order of orderOfIds().
 * Throws QgsProcessingException when distances are asked for in a system that measures in degrees.
 */
void setSurroundings( statistics::ScaleOptions &options, const Areas &areas, const IndexPlan &plan,
                      const statistics::Progress &progress );

} // namespace communitysafety::base
