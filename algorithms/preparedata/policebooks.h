// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/hashsample.h"
#include "base/mappoints.h"
#include "base/monthgaps.h"
#include "base/policelayout.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace communitysafety::preparedata
{

//! What an import of police files has counted, for the log, the numbers and the report.
class PoliceBooks
{
public:
  explicit PoliceBooks( base::PoliceKind kind ) : mKind( kind ) {}

  struct Category
  {
    std::string name; //!< As it is written; empty for a blank one
    bool isOfficial = false;
    std::size_t number = 0;
  };

  //! The category of a row, under its official name. The reference is good until the next call.
  const Category &category( std::string_view written );

  void addUsed( const Category &category, int month );

  //! Categories in alphabetical order, each with its used records by month.
  std::map<QString, std::map<int, qint64>> categoriesByMonth() const;

  //! Categories that are none of the official ones, "Piracy (3), blank (1)"; empty where there is none.
  QString unknownCategories() const;

  //! "2011 (1), 2021 (3)", the blank one by name.
  static QString countList( const std::map<QString, qint64> &counts );

  base::MonthGaps months;
  base::MapPoints mapPoints;
  base::HashSample points;
  std::map<QString, qint64> editions;
  qint64 read = 0;
  qint64 used = 0;
  qint64 leftOut = 0;    //!< In files given twice
  qint64 located = 0;    //!< With a usable position
  qint64 otherMonth = 0; //!< Of another month than their file
  qint64 lateIds = 0;    //!< Of a month whose files had been read, so that nobody can tell whether they are repeated
  qint64 latinCells = 0;
  qint64 equalRows = 0; //!< Searches that are the same in all that was read

private:
  base::PoliceKind mKind;
  QHash<QByteArray, std::size_t> mNumbers; //!< By what is written
  std::vector<Category> mCategories;
  std::map<int, std::vector<qint64>> mUsed; //!< By month and category
  int mLastMonth = -1;
  std::vector<qint64> *mLastCounts = nullptr;
};

} // namespace communitysafety::preparedata
