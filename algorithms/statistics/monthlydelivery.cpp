// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/monthlydelivery.h"

#include "statistics/distribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace communitysafety::statistics
{
namespace
{

constexpr double daysPerMonth = 30.4375;

//! Records per day against which the empty days of \a month are held.
double usualRate( const std::vector<MonthDelivery> &months, std::size_t month )
{
  constexpr std::size_t fewestOthers = 3;
  std::vector<double> rates;
  for ( std::size_t other = 0; other < months.size(); ++other )
    if ( other != month && months[other].records > 0 )
      rates.push_back( months[other].records / daysPerMonth );
  if ( rates.size() >= fewestOthers )
    return median( rates );
  const double covered = daysPerMonth - months[month].daysBefore - months[month].daysAfter;
  return months[month].records / std::max( 1.0, covered );
}

bool isPart( const std::vector<MonthDelivery> &months, std::size_t month, double chance )
{
  const int gap = std::max( months[month].daysBefore, months[month].daysAfter );
  return gap > 0 && std::exp( -usualRate( months, month ) * gap ) < chance;
}

double steadied( double records ) { return 2 * std::sqrt( records + 0.375 ); }

//! The robust score of \a month among the whole months.
double robustScore( const std::vector<MonthDelivery> &months, const std::vector<JudgedMonth> &judged, std::size_t month,
                    std::size_t fewest )
{
  std::vector<double> others;
  for ( std::size_t other = 0; other < months.size(); ++other )
    if ( other != month && judged[other].state == DeliveryState::present )
      others.push_back( steadied( months[other].records ) );
  if ( others.size() < fewest )
    return missing;
  const double middle = median( others );
  for ( double &other : others )
    other = std::fabs( other - middle );
  constexpr double normalPerMad = 1.4826;
  return ( steadied( months[month].records ) - middle ) / std::max( 1.0, normalPerMad * median( others ) );
}

} // namespace

std::vector<JudgedMonth> judgeDelivery( const std::vector<MonthDelivery> &months, const DeliveryRule &rule )
{
  std::vector<JudgedMonth> judged( months.size() );
  for ( std::size_t month = 0; month < months.size(); ++month )
    if ( months[month].records > 0 )
      judged[month].state = isPart( months, month, rule.chance ) ? DeliveryState::partMonth : DeliveryState::present;
  std::vector<std::size_t> drops;
  for ( std::size_t month = 0; month < months.size(); ++month )
  {
    if ( judged[month].state != DeliveryState::present )
      continue;
    judged[month].z = robustScore( months, judged, month, rule.fewestMonths );
    if ( judged[month].z <= -rule.dropBelow )
      drops.push_back( month );
  }
  // Marked at the end, so that each month is held against the same others whatever the order.
  for ( const std::size_t month : drops )
    judged[month].state = DeliveryState::drop;
  return judged;
}

std::vector<SilentRun> silentRuns( const std::vector<double> &records, const std::vector<bool> &delivered, double usual,
                                   const DeliveryRule &rule )
{
  if ( records.size() != delivered.size() )
    throw std::invalid_argument( "silent runs: records and delivered must be as many" );
  const double total = std::accumulate( records.begin(), records.end(), 0.0 );
  const auto nDelivered = static_cast<std::size_t>( std::count( delivered.begin(), delivered.end(), true ) );
  std::vector<SilentRun> runs;
  SilentRun run;
  const auto close = [&]()
  {
    const double outside = double( nDelivered - run.months );
    const double perMonth = total > 0 ? total / outside : usual;
    run.expected = perMonth * double( run.months );
    if ( run.months > 0 && std::exp( -run.expected ) < rule.silentChance )
      runs.push_back( run );
    run = SilentRun();
  };
  for ( std::size_t month = 0; month < records.size(); ++month )
  {
    if ( !delivered[month] )
      continue;
    if ( records[month] > 0 )
    {
      close();
      continue;
    }
    run.first = run.months == 0 ? month : run.first;
    run.last = month;
    ++run.months;
  }
  close();
  return runs;
}

} // namespace communitysafety::statistics
