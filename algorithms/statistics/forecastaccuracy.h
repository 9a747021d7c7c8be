// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! What is needed to judge hot spots of one period by the events of the next.
struct ForecastInput
{
  //! a and A: the area of the hot spots within the study area, and that of the study area, in the same unit.
  double hotArea = missing;
  double studyArea = missing;
  //! n and N: events of the next period in the hot spots, and in the study area.
  double hits = missing;
  double events = missing;
  //! The same of the period from which the hot spots were made; missing: no RRI.
  double previousHits = missing;
  double previousEvents = missing;
  //! n*: the most events of the next period that any choice of so much area could hold, see mostEventsWithin();
  //! missing: no PEI.
  double mostHits = missing;
};

//! Missing where it is not defined.
struct ForecastAccuracy
{
  //! a / A.
  double areaShare = missing;
  //! n / N, with its limits of 95 % (Wilson).
  double hitRate = missing;
  double hitRateLower = missing;
  double hitRateUpper = missing;
  //! Prediction accuracy index, (n / N) / (a / A): 1 = no better than chance.
  double pai = missing;
  //! Prediction efficiency index, PAI / best PAI of the same area = n / n*: 1 = no choice could have done better.
  double pei = missing;
  //! Recapture rate index, (n / previous n) / (N / previous N) = PAI / previous PAI: 1 = the hot spots hold as large a
  //! part of the events as before, less = they moved on.
  double rri = missing;
};

/**
 * How well hot spots foretold the events of the next period.
 *
 * No events in the next period: hit rate, PAI, PEI and RRI are missing, not 0. No area: area share and hit rate are 0,
 * PAI is missing. A PEI above 1, possible when hot spots are not made of whole cells, is kept at 1. An RRI needs events
 * in the hot spots before. The limits of the hit rate take the events to be independent; repeats make them wider.
 * Compare PAI between methods of about the same area only: it grows as the area shrinks, so that a single address with
 * two events can outdo every map. Throws std::invalid_argument on negative numbers, a > A, n > N, and A that is not
 * positive.
 *
 * Source: Chainey, Tompson and Uhlig 2008, Security Journal 21, doi:10.1057/palgrave.sj.8350066 (PAI); Hunt 2016, Do
 * crime hot spots move?, thesis, American University (PEI); Levine 2008, Security Journal 21,
 * doi:10.1057/palgrave.sj.8350069 (RRI).
 */
ForecastAccuracy forecastAccuracy( const ForecastInput &input );

/**
 * The most events that cells of together at most \a area can hold: n* of the PEI.
 *
 * Cells are taken by falling events per area, the last one in part when it no longer fits (with cells of one size the
 * exact best of whole cells, plus that part). \a events and \a areas: one per cell, 0 or more; a cell without area, or
 * with a missing value, is left out. Throws std::invalid_argument on different lengths and negative values. O(cells log
 * cells).
 */
double mostEventsWithin( Column events, Column areas, double area );

/**
 * Jaccard's index of two areas: what they share, divided by what they cover together. 1 = the same, 0 = apart; missing
 * when both are empty. Throws std::invalid_argument on negative numbers or more in common than either has.
 */
double jaccardIndex( double first, double second, double common );

} // namespace communitysafety::statistics
