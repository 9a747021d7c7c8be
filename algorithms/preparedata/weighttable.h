// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/texttable.h"
#include "preparedata/combinedrecords.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace communitysafety::preparedata
{

//! What the user says of the table of weights; empty texts are found out.
struct WeightChoice
{
  QString categoryColumn;
  QString weightColumn;
  //! Only the rows of this year, where the table has a column of years.
  QString year;
};

/**
 * Weights of severity or harm by category: a table with a row for each offence, by code or by name, as the data tool of
 * the Crime Severity Score or the lists of the Cambridge Crime Harm Index have them. Title lines above the headings and
 * notes below the rows are passed over; a sheet is found by its headings.
 */
class WeightTable
{
public:
  /**
   * Finds the table in \a sheets. The column of weights is the one chosen, or the only one whose heading speaks of
   * weight; that of categories is the one chosen, or the one that holds most of \a categories.
   * Throws QgsProcessingException when there is no such table, or a category has two weights.
   */
  WeightTable( base::Run &run, const QString &name, const std::vector<base::TextTable> &sheets,
               const WeightChoice &choice, const std::vector<CombinedRecords::Category> &categories );

  //! The weight of a category; nothing where the table has none.
  std::optional<double> weightOf( const QString &category ) const;

  //! The category of the table that \a category was perhaps meant to be; may be empty.
  QString nearestTo( const QString &category ) const;

private:
  struct Place
  {
    const base::TextTable *sheet = nullptr;
    std::size_t heading = 0;
    int weight = 0;
    int year = -1;
  };

  Place findHeadings( const std::vector<base::TextTable> &sheets, const WeightChoice &choice ) const;
  int findCategories( const Place &place, const WeightChoice &choice,
                      const std::vector<CombinedRecords::Category> &categories ) const;
  //! " of 2023", for sentences; empty where no year chose the rows.
  static QString ofYear( const Place &place, const WeightChoice &choice );
  void readRows( const Place &place, int categoryColumn, const WeightChoice &choice );

  QString mName;
  QHash<QString, double> mWeights;
  QStringList mCategories;
};

} // namespace communitysafety::preparedata
