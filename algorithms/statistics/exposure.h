// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! The number of a calendar month on one line of time: year × 12 + month - 1, month 1 to 12. Throws otherwise.
int monthNumber( int year, int month );

//! A set of calendar months, e.g. those for which a source delivered; months may be absent in between.
class MonthSet
{
public:
  MonthSet() = default;
  //! From month numbers in any order; a month given twice counts once.
  explicit MonthSet( std::vector<int> months );
  //! Every month from \a first to \a last; throws std::invalid_argument when last is before first.
  static MonthSet fromTo( int first, int last );

  bool empty() const { return mMonths.empty(); }
  std::size_t count() const { return mMonths.size(); }
  //! The earliest and the latest month; throw std::invalid_argument on an empty set.
  int first() const;
  int last() const;
  bool contains( int month ) const;
  //! In ascending order.
  const std::vector<int> &months() const { return mMonths; }
  //! The months between first and last that are not in the set: the gaps of a source.
  std::vector<int> missingMonths() const;
  //! The same months \a months later (earlier if negative), to lay one period over another.
  MonthSet shifted( int months ) const;

private:
  std::vector<int> mMonths;
};

//! The months in both sets. Two periods are compared on commonMonths( before.shifted( 12 ), now ).
MonthSet commonMonths( const MonthSet &a, const MonthSet &b );

/**
 * What part of a period a source covers: months of the period that are present / months of the period.
 *
 * 0 = nothing (absent, which is not the same as no events), 1 = the whole period. A denominator times this factor is
 * exposure, so that a source with half the months is not read as half the rate. Months outside the period do not count;
 * all months count alike. Throws std::invalid_argument on an empty period.
 */
double exposureFactor( const MonthSet &present, const MonthSet &period );

} // namespace communitysafety::statistics
