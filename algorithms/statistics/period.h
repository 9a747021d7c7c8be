// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/exposure.h"

namespace communitysafety::statistics
{

/**
 * The time over which events are pooled: whole years of twelve months, the last of which ends with a given month.
 *
 * Years are counted from 0, the oldest. They need not begin in January: with March as the last month each runs from
 * April to March. Months are numbers as of monthNumber().
 */
class Period
{
public:
  //! Throws std::invalid_argument when \a years is below 1.
  Period( int lastMonth, int years );

  int years() const { return mYears; }
  int lastMonth() const { return mLastMonth; }
  int firstMonth() const;
  MonthSet months() const;

  //! The twelve months of \a year; throws std::invalid_argument outside 0 to years() - 1.
  MonthSet year( int year ) const;

  static constexpr int outside = -1;

  //! The year in which \a month lies, or outside.
  int yearOf( int month ) const;

private:
  int mLastMonth;
  int mYears;
};

} // namespace communitysafety::statistics
