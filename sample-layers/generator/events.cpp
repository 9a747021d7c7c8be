// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "events.h"
#include "random.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace communitysafety::samplecity
{

namespace
{
constexpr double pi = 3.14159265358979323846;

double attraction( Siting siting, Point place, const CityPlan &plan )
{
  const double residents = plan.residentDensity( place );
  const double mixed = 0.5 + 0.5 * residents;
  switch ( siting )
  {
  case Siting::Residents:
    return residents;
  case Siting::Mixed:
    return mixed;
  case Siting::Shops:
    return 0.7 * mixed + 3 * plan.centrality( place );
  case Siting::Everywhere:
    return 0.75 + 0.25 * residents + 0.3 * plan.industry( place );
  }
  return mixed;
}

std::vector<double> cellWeights( const EventKind &kind, const CityPlan &plan, const CellGrid &grid,
                                 const std::vector<Planted> &planted, Random &random )
{
  const auto risks = relativeRisks( grid, planted );
  std::vector<double> weights;
  for ( std::size_t cell = 0; cell < grid.cells().size(); ++cell )
    weights.push_back( attraction( kind.siting, grid.cells()[cell].centre, plan ) *
                       risks[cell][static_cast<int>( kind.theme )] * std::exp( 0.35 * random.normal() ) );
  return weights;
}

std::vector<double> monthWeights( const EventKind &kind )
{
  std::vector<double> weights;
  for ( int month = 0; month < period::months; ++month )
  {
    const double wave = std::cos( 2 * pi * ( period::monthOfYear( month ) - kind.peakMonth ) / 12 );
    weights.push_back( ( 1 + kind.seasonal * wave ) * ( 1 + kind.trend * month / 12 ) * period::days( month ) );
  }
  return weights;
}
} // namespace

namespace period
{
int year( int month ) { return 2021 + ( month + 3 ) / 12; }

int monthOfYear( int month ) { return ( month + 3 ) % 12 + 1; }

int days( int month )
{
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  const bool leapDay = monthOfYear( month ) == 2 && year( month ) % 4 == 0;
  return lengths[monthOfYear( month ) - 1] + ( leapDay ? 1 : 0 );
}

std::string label( int month )
{
  char text[32];
  std::snprintf( text, sizeof text, "%d-%02d", year( month ), monthOfYear( month ) );
  return text;
}
} // namespace period

std::vector<Event> simulateEvents( const EventKind &kind, const CityPlan &plan, const CellGrid &grid,
                                   const std::vector<Planted> &planted, Random &random )
{
  const WeightedChoice cells( cellWeights( kind, plan, grid, planted, random ) );
  const WeightedChoice months( monthWeights( kind ) );
  std::vector<Event> events;
  std::size_t address = 0;
  while ( static_cast<int>( events.size() ) < kind.count )
  {
    Event event;
    event.kind = &kind;
    event.month = static_cast<int>( months.pick( random ) );
    event.cell = cells.pick( random );
    event.address = address++;
    event.place = grid.randomPlace( event.cell, random );
    const int strikes = 1 + random.runLength( kind.repeats );
    for ( int strike = 0; strike < strikes && static_cast<int>( events.size() ) < kind.count; ++strike )
    {
      event.day = 1 + static_cast<int>( random.below( period::days( event.month ) ) );
      event.minute = static_cast<int>( random.below( 24 * 60 ) );
      events.push_back( event );
      event.month = std::min( event.month + static_cast<int>( random.below( 3 ) ), period::months - 1 );
    }
  }
  return events;
}

} // namespace communitysafety::samplecity
