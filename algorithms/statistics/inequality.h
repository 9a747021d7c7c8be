// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/rateinterval.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * How unevenly a rate, an index or events fall on the people of a city, from the least to the most deprived: over all
 * areas, weighted by who lives there. Common to all:
 *
 * \a values y, one per area: a rate, a share or an index per head (for events: events ÷ population); \a deprivation:
 * any scale on which more is more deprived (reverse a rank of which 1 is the most deprived); \a population: weights, 0
 * or more. Areas with a missing value or without people are left out; areas of equal deprivation are one group, with
 * the mean of their rank. The relative rank (ridit) of an area is the share of the people in less deprived groups plus
 * half the share of its own: from 0, least deprived, to 1.
 *
 * Standard errors take areas to be independent. Neighbouring areas are not; give the function to spatialBootstrap() for
 * limits that allow for it.
 * All throw std::invalid_argument on different lengths, negative weights and infinite values, naming the row, and on a
 * confidence outside 0 to 1. O(n log n).
 */
struct RelativeRank
{
  //! Rows that take part, in their order.
  std::vector<std::size_t> rows;
  //! Of these rows: relative rank, and share of all people.
  std::vector<double> rank;
  std::vector<double> share;
};

RelativeRank relativeRanks( Column values, Column deprivation, Column population );

//! A point of the concentration curve: the \c people up to here, from the least deprived, have this share of the
//! burden.
struct CurvePoint
{
  double people = 0;
  double burden = 0;
};

struct ConcentrationIndex
{
  //! Above 0: the burden falls on the deprived; below 0: on the least deprived; 0: evenly.
  double value = missing;
  double standardError = missing;
  Interval limits;
  std::size_t areas = 0;
  //! From (0, 0) to (1, 1), a point per group of equal deprivation. Below the diagonal: the burden falls on the
  //! deprived.
  std::vector<CurvePoint> curve;
};

/**
 * Concentration index C = 2 cov(y, R) / μ, over people, R the relative rank and μ the mean of y; twice the area between
 * curve and diagonal.
 *
 * Ranked from the least deprived, so that what falls on the deprived is positive; ranked from the poorest, as in much
 * of the literature, the sign is the other. Values: 0 or more, else std::invalid_argument. -1 to 1. No burden at all,
 * or fewer than two groups: missing (a single group: no curve either). Standard error from grouped data, var = (Σ f a²
 * - (1 + C)²) / n with a = (y/μ)(2R - 1 - C) + 2 - q' - q'', q the ordinates of the curve before and after the group, n
 * areas: each area as one observation of weight n × its share.
 *
 * Source: Kakwani, Wagstaff and van Doorslaer 1997, Socioeconomic inequalities in health, Journal of Econometrics 77,
 * eq. 7, 13 and 14.
 */
ConcentrationIndex concentrationIndex( Column values, Column deprivation, Column population, double confidence = 0.95 );

struct SlopeIndex
{
  //! Slope index (SII): how much more y is at the most deprived end than at the least; the unit of y.
  double slope = missing;
  double standardError = missing;
  Interval limits;
  //! y at the two ends of the line.
  double atLeastDeprived = missing;
  double atMostDeprived = missing;
  //! Relative index (RII): the ratio of these two; missing where the line reaches 0 at the least deprived end and where
  //! a value is below 0. Limits by Fieller's theorem; missing where they are not two ends.
  double relative = missing;
  Interval relativeLimits;
  std::size_t areas = 0;
};

/**
 * Slope and relative index of inequality: the line y = a + b R by least squares weighted by population, b the slope
 * index, (a + b) / a the relative one.
 *
 * Limits by Student's t with n - 2 degrees of freedom, n areas. Fewer than three areas or two groups: missing.
 * Pamuk's relative index, which some print, is the slope divided by the mean of y.
 * Source: Preston, Haines and Pamuk 1981; Mackenbach and Kunst 1997, Measuring the magnitude of socio-economic
 * inequalities in health, Social Science & Medicine 44; as lm( weights = ) of R, against which it is checked, and the
 * untransformed slope of phe_sii of PHEindicatormethods. Relative limits: Fieller 1954.
 */
SlopeIndex slopeIndex( Column values, Column deprivation, Column population, double confidence = 0.95 );

//! Priority areas of one class of deprivation, such as a decile.
struct PriorityOdds
{
  //! Areas, or people, in priority neighbourhoods and not.
  double priority = 0;
  double others = 0;
  double share = missing;
  //! Odds of being priority over those of the reference class, 1 there.
  double oddsRatio = missing;
  Interval limits;
};

/**
 * Odds of being in a priority neighbourhood by class of deprivation, against a reference class.
 *
 * \a isPriority: 0 or 1, or the share of the area that is, one per area; \a deprivationClass: 1 to \a classes (deciles:
 * 10), missing for none; \a weights: 1 for areas, or their population; \a reference: 1 to classes, the custom is the
 * least deprived. Limits: ln odds ratio ∓ z √(inflation Σ 1/n) over the four counts; a half is added to all four when
 * one is 0 (Haldane, Anscombe). A class without areas has none,
 * and no class has any when the reference is one.
 * \a inflation, 1 or more: how many times more the counts vary than independent areas would. Priority areas lie
 * together: take varianceInflation( neighbourCorrelation( isPriority ) ), times the mean weight where weights are
 * people. Throws std::invalid_argument as above, on shares outside 0 to 1 and classes outside their range. Linear.
 * Source: Woolf 1955, Annals of Human Genetics 19.
 */
std::vector<PriorityOdds> priorityOdds( Column isPriority, Column deprivationClass, Column weights, std::size_t classes,
                                        std::size_t reference, double confidence = 0.95, double inflation = 1 );

} // namespace communitysafety::statistics
