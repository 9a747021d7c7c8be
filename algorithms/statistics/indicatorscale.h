// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! How indicators are brought onto one scale before they are averaged.
enum class ScoreMethod
{
  indexByTotal,
  indexByMeanOfAreas,
  percentRank,
  zScore,
  minMax,
  exponentialRank
};

//! True for the methods in which 100 is the city and 200 twice the city.
bool isIndex( ScoreMethod method );

//! The value of an area that is neither high nor low: 100, 50, 0, 50 or 15.65.
double neutralScore( ScoreMethod method );

//! One indicator of the index, one value per area.
struct ScoreIndicator
{
  //! Events, or a measure of any kind (a percentage, a score) when isCount is false.
  std::vector<double> values;
  //! What the events are held against. Empty: the values as they are, which are then never shrunk.
  std::vector<double> denominator;
  bool isCount = true;
  //! +1 where more is worse, -1 where more is better.
  int direction = 1;
  //! Indicator weight among its siblings, 0 or more.
  double weight = 1;
  //! Position of the group to which it belongs.
  std::size_t group = 0;
  //! Number of the side (victim, offender, location), none where it has no side.
  int side = none;
  //! With fewer events in the whole city it is left out of the total. DEFAULT: none is left out for that.
  double minimumEvents = 0;
  //! Counts of 1 to 4 must not be found out, and it is never named as a driver.
  bool isSensitive = false;

  static constexpr int none = -1;
};

//! Why an indicator does not enter the total.
enum class LeftOut
{
  no,
  noData,
  noEvents,
  tooFewEvents,
  constant,
  noWeight
};

//! What is to be said about one indicator.
struct IndicatorRemarks
{
  LeftOut leftOut = LeftOut::no;
  //! In the whole city; missing where it is not a count.
  double events = 0;
  //! The areas differ no more than chance would make them: each has the city's rate in the total.
  bool noExcessVariance = false;
  //! Areas that have events but no denominator to hold them against.
  std::size_t eventsWithoutDenominator = 0;
  //! Areas whose denominator is less than a tenth of the mean one: their rates jump with every event.
  std::size_t smallDenominators = 0;
};

//! One indicator on the scale of the method, one value per area in every column.
struct ScaledIndicator
{
  //! An index is not yet mirrored where less is worse.
  std::vector<double> crude;
  //! From shrunken rates; empty for an index, which is drawn to the city by weightOnOwn.
  std::vector<double> shrunk;
  //! Expected events; empty unless the method is an index.
  std::vector<double> expected;
  //! Empirical Bayes weight on own data, 1 where nothing is to be shrunk; empty unless the method is an index.
  std::vector<double> weightOnOwn;
  IndicatorRemarks remarks;
};

/**
 * Brings one indicator onto the scale of \a method.
 *
 * Index methods: I = 100 O / E (see overrepresentation.h). Other methods: direction × rate, normalised (see
 * normalise.h; percent ranks × 100), once crude and once shrunk by empirical Bayes. Without a denominator the values
 * stand for themselves and are not shrunk; nor are any unless \a shrink.
 *
 * leftOut says whether the indicator says anything about the areas: not without data, without events, with fewer of
 * them than its minimum, or with the same rate everywhere. noWeight is for the caller to set.
 * Throws std::invalid_argument on negative counts, naming the row. O(areas log areas).
 */
ScaledIndicator scaleIndicator( const ScoreIndicator &indicator, ScoreMethod method, bool shrink );

} // namespace communitysafety::statistics
