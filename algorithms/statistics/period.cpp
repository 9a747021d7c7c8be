// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/period.h"

#include "statistics/arguments.h"

namespace communitysafety::statistics
{
namespace
{

constexpr int monthsPerYear = 12;

} // namespace

Period::Period( int lastMonth, int years ) : mLastMonth( lastMonth ), mYears( years )
{
  if ( years < 1 )
    refuse( "The number of years", std::to_string( years ), "at least 1" );
}

int Period::firstMonth() const { return mLastMonth - mYears * monthsPerYear + 1; }

MonthSet Period::months() const { return MonthSet::fromTo( firstMonth(), mLastMonth ); }

MonthSet Period::year( int year ) const
{
  requireBetween( "the year", year, 0, mYears - 1 );
  const int first = firstMonth() + year * monthsPerYear;
  return MonthSet::fromTo( first, first + monthsPerYear - 1 );
}

int Period::yearOf( int month ) const
{
  const bool isInside = month >= firstMonth() && month <= mLastMonth;
  return isInside ? ( month - firstMonth() ) / monthsPerYear : outside;
}

} // namespace communitysafety::statistics
