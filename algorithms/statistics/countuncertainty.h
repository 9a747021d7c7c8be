// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/progress.h"
#include "statistics/randomstream.h"
#include "statistics/rateposterior.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Rates of many indicators, drawn again and again from what is known of them.
 *
 * A draw is fixed by the seed and its number, and within it an indicator by its place: threads and the number of draws
 * change nothing, and an indicator that is later passed over leaves the others as they were. Two areas, and two
 * indicators, are drawn independently: what would lift all areas alike is not in it.
 */
class RateDraws
{
public:
  //! \a indicators: one posterior each, all of the same number of areas.
  //! Throws std::invalid_argument when lengths differ, or a shape or rate is out of range.
  RateDraws( const std::vector<RatePosterior> &indicators, std::uint64_t seed );

  std::size_t indicators() const { return mIndicators.size(); }
  std::size_t areas() const { return mAreas; }

  //! The rates of the draw \a number, by indicator, each with one value per area; \a rates is resized as needed.
  void draw( std::uint64_t number, std::vector<std::vector<double>> &rates ) const;

private:
  struct DrawnArea
  {
    std::size_t area;
    GammaSampler sampler;
    double scale;
  };
  struct Indicator
  {
    std::vector<double> fixed;
    std::vector<DrawnArea> drawn;
  };

  std::vector<Indicator> mIndicators;
  std::size_t mAreas = 0;
  std::uint64_t mSeed;
};

/**
 * The index of each area from the rates of all indicators, missing where there is none.
 *
 * \a rates: one column per indicator, to work in; \a index comes with one value per area, to be overwritten. Called
 * from several threads at the same time.
 */
using IndexOfRates = std::function<void( std::vector<std::vector<double>> &rates, std::vector<double> &index )>;

struct CountDrawOptions
{
  //! DEFAULT: quantiles of 5 and 95 % are then good to about a tenth of a standard deviation.
  std::size_t draws = 1000;
  std::uint64_t seed = 1;
  //! 0: all cores.
  unsigned threads = 0;
  //! P(index > threshold) is told. DEFAULT: the city.
  double threshold = 100;
  //! The share of the areas that counts as the worst, above 0 to 1.
  double worstShare = 0.1;
  //! The part of all draws between lower and upper, above 0 and below 1. DEFAULT: from 5 to 95 %.
  double confidence = 0.9;
};

//! How sure the index and the rank of each area are; one value per area in every column.
struct IndexUncertainty
{
  std::vector<double> median, lower, upper;
  //! 1 = highest.
  std::vector<double> rankMedian, rankLower, rankUpper;
  //! Share of the draws, 0 to 1, in which the index lies above the threshold.
  std::vector<double> shareAbove;
  //! Share of the draws in which the area is one of the worst.
  std::vector<double> shareInWorst;
};

/**
 * Carries the uncertainty of counts through to the index and its ranks.
 *
 * In each draw every rate is taken from its posterior and \a indexOf computes the index of all areas anew; ranks are
 * those of the draw (1 = highest, ties share the smallest). An area is one of the worst when its rank is at most
 * worstShare × ranked areas, and at most 1 where that is less than 1; areas that share a rank share the places left, so
 * that each draw has as many worst areas as another. Quantiles are interpolated between draws. Draws in which an area
 * has no index do not count for it; an area that never has one is missing throughout.
 *
 * The same seed gives the same numbers on any number of threads (with the same build: another version of Boost or of
 * the mathematical library may round otherwise). Draws are kept as floats of seven digits: 8 bytes per area and draw,
 * and besides 8 bytes per area, indicator and thread.
 * Throws std::invalid_argument on options out of range and on differing lengths, whatever \a indexOf throws, and
 * Cancelled. O(draws × areas × (indicators + log areas)), on all cores.
 *
 * Checked against quantiles of the gamma distribution by Boost.Math.
 */
IndexUncertainty propagateCounts( const std::vector<RatePosterior> &indicators, const IndexOfRates &indexOf,
                                  const CountDrawOptions &options, const Progress &progress = {} );

} // namespace communitysafety::statistics
