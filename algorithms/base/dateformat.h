// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/strictparse.h"

#include <QString>
#include <QStringList>
#include <QVariant>

#include <array>

/**
 * Dates in the forms in which partners send them. Where strictparse.h takes only what can mean one thing, the order of
 * day and month, and what a bare number stands for, is here a property of the column: stated by the user, or found in
 * all its values and said.
 */
namespace communitysafety::base
{

//! How the dates of a column are written. The order is that of the parameters that offer it.
enum class DateFormat
{
  yearFirst,   //!< 2024-01-31, 2024/01/31, 20240131
  dayFirst,    //!< 31/01/2024, 31.1.24, 31-Jan-24, 31 January 2024
  monthFirst,  //!< 01/31/2024, Jan 31, 2024
  excelSerial, //!< 45322 or 45322.5: days since 1899-12-30
  monthAlone   //!< 2024-01, 202401, 01/2024, Jan-24, January 2024
};

inline constexpr int dateFormatCount = 5;

//! "day/month/year" and the like, for sentences.
QString dateFormatText( DateFormat format );

/**
 * Which forms of a column are read. Day and month of 03/04/2024 change places with `monthBeforeDay`; a form that is
 * not accepted is "not readable".
 */
struct DateRule
{
  bool monthBeforeDay = false;
  std::array<bool, dateFormatCount> accepts{ true, true, true, true, true };

  //! Only \a format; day first and month first both take months in words, whose order is plain.
  static DateRule only( DateFormat format );
};

/**
 * Reads \a cell by \a rule. A time after a full date is read as 22:10, 22:10:05 or 10:10 pm, with or without a time
 * zone, which is read over; a weekday before it is skipped. Years of two digits are 2000 to 2049 and 1950 to 1999.
 * Serial numbers are taken from 18264 (1950) on. Otherwise as parseDate(): 1900 to 2100, and the same marks of no date.
 */
ParsedDate parseDateAs( const QVariant &cell, const DateRule &rule );

//! What the values of one column say about the way it is written.
class DateEvidence
{
public:
  void add( const QVariant &cell );

  //! All forms, day and month in the order that more of the values ask for; day first where none does.
  DateRule rule() const;

  //! Values of numbers alone whose first two could be exchanged, so that nothing tells day from month.
  qint64 nAmbiguous() const { return mAmbiguous; }
  //! True if some values can only have the day first and others only the month.
  bool isMixed() const { return mDayFirst > 0 && mMonthFirst > 0; }
  //! True if nothing but the custom of the country decides between day and month.
  bool isUndecided() const { return mAmbiguous > 0 && mDayFirst == 0 && mMonthFirst == 0; }

  //! "day/month/year 1,204 (first 31/01/2024), year-month 3": what was found, the most frequent first.
  QString inWords() const;
  qint64 nDayFirst() const { return mDayFirst; }
  qint64 nMonthFirst() const { return mMonthFirst; }

private:
  struct Seen
  {
    qint64 n = 0;
    QString first;
  };

  std::array<Seen, dateFormatCount> mForms;
  Seen mUnreadable;
  qint64 mDayFirst = 0;
  qint64 mMonthFirst = 0;
  qint64 mAmbiguous = 0;
};

} // namespace communitysafety::base
