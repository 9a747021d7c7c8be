// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/exposure.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace communitysafety::statistics
{

int monthNumber( int year, int month )
{
  requireBetween( "month", month, 1, 12 );
  return year * 12 + month - 1;
}

MonthSet::MonthSet( std::vector<int> months ) : mMonths( std::move( months ) )
{
  std::sort( mMonths.begin(), mMonths.end() );
  mMonths.erase( std::unique( mMonths.begin(), mMonths.end() ), mMonths.end() );
}

MonthSet MonthSet::fromTo( int first, int last )
{
  if ( last < first )
    refuse( "The last month", std::to_string( last ), "at least the first, " + std::to_string( first ) );
  std::vector<int> months( static_cast<std::size_t>( last - first ) + 1 );
  std::iota( months.begin(), months.end(), first );
  return MonthSet( std::move( months ) );
}

int MonthSet::first() const
{
  if ( empty() )
    refuse( "The set of months", "empty", "filled to have a first month" );
  return mMonths.front();
}

int MonthSet::last() const
{
  if ( empty() )
    refuse( "The set of months", "empty", "filled to have a last month" );
  return mMonths.back();
}

bool MonthSet::contains( int month ) const { return std::binary_search( mMonths.begin(), mMonths.end(), month ); }

std::vector<int> MonthSet::missingMonths() const
{
  std::vector<int> gaps;
  if ( empty() )
    return gaps;
  const MonthSet all = fromTo( first(), last() );
  std::set_difference( all.mMonths.begin(), all.mMonths.end(), mMonths.begin(), mMonths.end(),
                       std::back_inserter( gaps ) );
  return gaps;
}

MonthSet MonthSet::shifted( int months ) const
{
  MonthSet result = *this;
  for ( int &month : result.mMonths )
    month += months;
  return result;
}

MonthSet commonMonths( const MonthSet &a, const MonthSet &b )
{
  std::vector<int> common;
  std::set_intersection( a.months().begin(), a.months().end(), b.months().begin(), b.months().end(),
                         std::back_inserter( common ) );
  return MonthSet( std::move( common ) );
}

double exposureFactor( const MonthSet &present, const MonthSet &period )
{
  if ( period.empty() )
    refuse( "The period", "empty", "one month or more" );
  return static_cast<double>( commonMonths( present, period ).count() ) / static_cast<double>( period.count() );
}

} // namespace communitysafety::statistics
