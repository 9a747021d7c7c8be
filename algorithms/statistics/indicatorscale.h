// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/imputation.h"
#include "statistics/methodspec.h"
#include "statistics/scalesteps.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * The scales of an index, as a recipe names them: `index` (100 = city total) and `indexbymean` (100 = mean of the
 * areas' rates), see overrepresentation.h, and every normalisation of normalise.h.
 */

//! True for the scales in which 100 is the city and 200 twice the city.
bool isIndex( const MethodSpec &scale );

//! The value of an area that is neither high nor low on \a scale, among \a areas that have one.
double neutralScore( const MethodSpec &scale, std::size_t areas );

//! All scales and what they ask for, for the reader of recipes.
const std::vector<MethodSignature> &scaleSignatures();

/**
 * Ways to measure how events cluster, in place of a rate (see localstatistic.h): `locallq`, `gistar` and
 * `kernelratio(bandwidth)`. The first and the last have 100 = city.
 */
const std::vector<MethodSignature> &clusteringSignatures();

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
  //! How it clusters, instead of its rate. DEFAULT: the rate.
  MethodSpec clustering;
  //! Its own way onto a scale; without a normalisation it takes the scale of the whole index.
  ScaleSteps steps;
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
  //! The values are 1 to n, each once, and the scale takes their distances for real: ranks, it seems, not a score.
  bool looksLikeRanks = false;
  //! Areas that have events but no denominator to hold them against.
  std::size_t eventsWithoutDenominator = 0;
  //! Areas whose denominator is less than a tenth of the mean one: their rates jump with every event.
  std::size_t smallDenominators = 0;
  //! Its 100 is the mean of the areas' rates, which such areas can carry.
  bool isByMeanOfAreas = false;
  //! Areas without a value that were given one.
  std::size_t imputed = 0;
};

//! How the values of all indicators are brought onto a scale.
struct ScaleOptions
{
  //! For indicators without one of their own.
  MethodSpec scale = { "index", {} };
  //! Draw the rates of areas with few expected events towards the city's.
  bool shrink = true;
  //! What stands in for a missing value. DEFAULT: nothing; the indicator's weight passes to its siblings.
  Imputation imputation = Imputation::none;
  //! The group of each area, for an imputation by groups; see impute().
  std::vector<int> imputationGroup;
  //! Who is next to whom, for an imputation by neighbours and for clustering.
  Neighbours neighbours;
  //! Centres of the areas in metres, for a kernel ratio.
  std::vector<double> x;
  std::vector<double> y;
};

//! One indicator on its scale, one value per area in every column.
struct ScaledIndicator
{
  MethodSpec scale;
  //! An index is not yet mirrored where less is worse.
  std::vector<double> crude;
  //! From shrunken rates; empty for an index, which is drawn to the city by weightOnOwn.
  std::vector<double> shrunk;
  //! The rates from which shrunk was made, before all steps; empty for an index.
  std::vector<double> rate;
  //! Expected events; empty unless the scale is an index.
  std::vector<double> expected;
  //! Empirical Bayes weight on own data, 1 where nothing is to be shrunk; empty unless the scale is an index.
  std::vector<double> weightOnOwn;
  //! True where the value was imputed; empty when none was.
  std::vector<bool> isImputed;
  //! Of the crude values; see treatOutliers().
  Treated treated;
  IndicatorRemarks remarks;
};

/**
 * Brings one indicator onto its scale, its own or that of \a options.
 *
 * Index scales: I = 100 O / E (see overrepresentation.h), or the local concentration as it is. Other scales: the rate,
 * once crude and once shrunk by empirical Bayes, taken through its steps (see scalesteps.h). Without a denominator the
 * values stand for themselves and are not shrunk; nor are any unless options.shrink. Missing values are imputed before
 * the steps are taken.
 *
 * leftOut says whether the indicator says anything about the areas: not without data, without events, with fewer of
 * them than its minimum, or with the same rate everywhere. noWeight is for the caller to set.
 * Throws std::invalid_argument on negative counts, naming the row; when a transform or a treatment stands before an
 * index scale, which counts events and cannot count what they have become; when Gi*, whose mean is 0, is to be an
 * index; and as takeSteps() and the functions of localstatistic.h do. O(areas log areas).
 */
ScaledIndicator scaleIndicator( const ScoreIndicator &indicator, const ScaleOptions &options );

} // namespace communitysafety::statistics
