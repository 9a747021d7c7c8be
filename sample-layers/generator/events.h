// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "cellgrid.h"
#include "planted.h"

#include <string>
#include <vector>

namespace communitysafety::samplecity
{

class Random;

//! What draws events to a place.
enum class Siting
{
  Residents,  //!< in proportion to the people who live there
  Mixed,      //!< half by residents, half evenly
  Shops,      //!< mixed, with most at the shopping streets
  Everywhere, //!< nearly evenly, a little more in industrial zones
};

//! One kind of event: how many there are in the three years, of which theme, where and when.
struct EventKind
{
  const char *category;
  int count;
  Theme theme;
  Siting siting;
  double repeats;   //!< the chance that an address is struck once more
  double seasonal;  //!< the height of the yearly wave as a share of the mean
  int peakMonth;    //!< 1 = January
  double trend = 0; //!< yearly growth
};

//! One event. Those with the same \a address happened at the same place.
struct Event
{
  const EventKind *kind = nullptr;
  int month = 0; //!< 0 = the first month of the period
  int day = 1;
  int minute = 0;
  std::size_t cell = 0;
  std::size_t address = 0;
  Point place;
};

//! Three years from April 2021, counted in months from 0.
namespace period
{
inline constexpr int months = 36;
int year( int month );
int monthOfYear( int month );
int days( int month );
//! "2021-04".
std::string label( int month );
} // namespace period

/**
 * Events of one kind over the period: where they cluster follows the siting, the planted neighbourhoods and lasting
 * differences between places; repeats at the same address within a few months make counts vary more than by chance.
 */
std::vector<Event> simulateEvents( const EventKind &kind, const CityPlan &plan, const CellGrid &grid,
                                   const std::vector<Planted> &planted, Random &random );

} // namespace communitysafety::samplecity
