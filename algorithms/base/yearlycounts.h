// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/indexplan.h"
#include "statistics/overdispersion.h"

#include <qgsfeature.h>

#include <QHash>
#include <QMap>
#include <QString>

#include <vector>

namespace communitysafety::base
{

class Run;
class Source;

/**
 * The counts of each indicator of a plan by area and year, from the table LONG of buildindicators (fields area_id,
 * code, year and n).
 */
class YearlyCounts
{
public:
  /**
   * Reads \a table. Rows of other areas or codes are not read as ours and counted in the log; text is parsed strictly,
   * and a count that is no number is missing.
   * Throws QgsProcessingException when a field is absent or no row fits the areas.
   */
  YearlyCounts( Run &run, const Source &table, const Areas &areas, const IndexPlan &plan );

  //! One column per year, the oldest first, each with one count per area in their order; valid as long as this.
  std::vector<statistics::Column> columnsOf( const QString &code ) const;

  //! The overdispersion of each indicator of \a plan; one without two years in the table is not estimated.
  std::vector<statistics::Overdispersion> overdispersion( Run &run, const IndexPlan &plan ) const;

private:
  //! Counts of one indicator: year → one count per area.
  using Years = QMap<int, std::vector<double>>;

  void add( const QgsFeature &row );

  int mArea;
  int mCode;
  int mYear;
  int mCount;
  QHash<QString, std::size_t> mPositions;
  QHash<QString, Years> mYears;
  qint64 mUsed = 0;
  qint64 mOthers = 0;
};

/**
 * φ of the counts of single years, one column per year; 1 where it cannot be estimated. Which of both is said in the
 * log. \param otherwise what follows where the years hold too few counts, as the end of a sentence
 */
double overdispersionOfYears( Run &run, const std::vector<std::vector<double>> &years, const QString &otherwise );

} // namespace communitysafety::base
