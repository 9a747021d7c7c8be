// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace communitysafety::base
{

class Run;

//! Months from one to another, both included, as monthNumber() counts them; without an end it is open there.
struct MonthRange
{
  std::optional<int> first;
  std::optional<int> last;

  bool contains( int month ) const { return month >= first.value_or( month ) && month <= last.value_or( month ); }
};

/**
 * The months that FIRST_MONTH and LAST_MONTH say; an empty text leaves that end open.
 * Throws QgsProcessingException when one is no month, or the first comes after the last.
 */
MonthRange monthRange( const QString &firstText, const QString &lastText );

//! \a months, in ascending order, in words: "2022-01, 2023-03 to 2024-12".
QString monthRuns( const std::vector<int> &months );

/**
 * Which months have records, in all and for each supplier of records (a police force). A month without any record is
 * absent, not zero.
 */
class MonthGaps
{
public:
  //! Notes a record of \a month. \param supplier empty where it is not known
  void add( const QString &supplier, int month );

  std::size_t count() const { return mMonths.size(); }

  //! The months with records, of all and by supplier.
  const std::set<int> &months() const { return mMonths; }
  const std::map<QString, std::set<int>> &monthsBySupplier() const { return mMonthsOfSupplier; }

  //! Months of \a range without any record; an open end of it is where the records begin or end.
  std::vector<int> missing( const MonthRange &range ) const;

  //! Months in which \a supplier has no record but another has.
  std::vector<int> lacking( const QString &supplier ) const;

  //! Warns of what is missing, and of every supplier that lacks a month in which another has records.
  void tell( Run &run, const MonthRange &range ) const;

private:
  std::set<int> mMonths;
  std::map<QString, std::set<int>> mMonthsOfSupplier;
};

} // namespace communitysafety::base
