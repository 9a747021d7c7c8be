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
#include <QStringList>

#include <vector>

namespace communitysafety::base
{

class Run;
class Source;

//! A year of the table; its months are empty where the table does not tell them.
struct CountedYear
{
  int number = 0;
  QString from;
  QString to;
};

//! The numbers of one indicator in one year, one per area in their order; missing where the table has none.
struct YearOfCounts
{
  std::vector<double> counts;
  std::vector<double> exposures;
};

/**
 * The counts of indicators by area and year, from the table LONG of buildindicators (fields area_id, code, year and n,
 * and where it has them d, year_from and year_to).
 */
class YearlyCounts
{
public:
  //! The indicators of \a plan.
  YearlyCounts( Run &run, const Source &table, const Areas &areas, const IndexPlan &plan );

  /**
   * Reads the rows of the indicators \a codes from \a table, which moves the progress of \a run from \a progressFrom to
   * \a progressTo (0 to 1; both 0: it stays). Rows of other areas or codes are not read as ours and
   * counted in the log; text is parsed strictly, and a number that cannot be read is missing, which is said.
   * Throws QgsProcessingException when a field is absent, no row fits the areas, a number is negative or an area has
   * an indicator twice in a year.
   */
  YearlyCounts( Run &run, const Source &table, const Areas &areas, const QStringList &codes, double progressFrom = 0,
                double progressTo = 0 );

  //! One column per year, the oldest first, each with one count per area in their order; valid as long as this.
  std::vector<statistics::Column> columnsOf( const QString &code ) const;

  /**
   * The years of the table, the oldest first.
   * Throws QgsProcessingException when a year has two beginnings or ends, or years overlap or are out of order.
   */
  std::vector<CountedYear> years() const;

  //! The numbers of the indicator \a code in the year \a number; null where the table has none. Valid as long as this.
  const YearOfCounts *inYear( const QString &code, int number ) const;

  //! The overdispersion of each indicator of \a plan; one without two years in the table is not estimated.
  std::vector<statistics::Overdispersion> overdispersion( Run &run, const IndexPlan &plan ) const;

private:
  struct Year
  {
    YearOfCounts numbers;
    //! Which areas have a row.
    std::vector<bool> isRead;
  };
  //! One indicator: year → its numbers.
  using Years = QMap<int, Year>;

  void add( const QgsFeature &feature, qint64 row );
  double number( const QgsFeature &feature, qint64 row, int field, const char *name );
  void noteSpan( int year, const QgsFeature &feature );
  void tellRows( Run &run ) const;

  QString mTable;
  int mArea;
  int mCode;
  int mYear;
  int mCount;
  //! -1 where the table has no such field.
  int mExposure;
  int mFrom;
  int mTo;
  QHash<QString, std::size_t> mPositions;
  QHash<QString, Years> mYears;
  //! Year → its months.
  QMap<int, CountedYear> mSpans;
  //! A year whose rows do not name the same months; 0 = none.
  int mContradictory = 0;
  qint64 mUsed = 0;
  qint64 mOthers = 0;
  qint64 mUnreadable = 0;
  QString mFirstUnreadable;
};

/**
 * Whether the columns of \a years are those of a stock, such as licensed premises: a source without dates, which stands
 * with the same counts in every year and must not be added up. At least two years, and some count above 0.
 */
bool isStock( const std::vector<statistics::Column> &years );

//! "Counts vary … times as much between years as independent events would", \a times being one or several of φ.
QString dispersionWords( const QString &times );

/**
 * φ of the counts of single years, one column per year; 1 where it cannot be estimated. Which of both is said in the
 * log. \param otherwise what follows where the years hold too few counts, as the end of a sentence
 */
double overdispersionOfYears( Run &run, const std::vector<std::vector<double>> &years, const QString &otherwise );

} // namespace communitysafety::base
