// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/correlation.h"
#include "statistics/distribution.h"
#include "statistics/indicatorscale.h"
#include "statistics/principalcomponents.h"
#include "statistics/progress.h"
#include "statistics/reliability.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! One indicator to be audited, one value per area in every column.
struct AuditInput
{
  //! As measured: rates, or values that stand for themselves.
  std::vector<double> rate;
  //! As it enters the index: on its scale, and more is worse. Decides correlations between indicators.
  std::vector<double> scaled;
  //! The size of the areas (people, dwellings), of which a rate should not depend. Empty: not known.
  std::vector<double> size;
  //! Its theme, from 0.
  std::size_t group = 0;
};

/**
 * What there is to audit of \a indicator: its rate, the crude value with which it would enter an index made with
 * \a options (mirrored where more is better), and its denominator as the size of the areas, if the areas differ in it.
 * Throws std::invalid_argument as scaleIndicator() does.
 */
AuditInput auditInput( const ScoreIndicator &indicator, const ScaleOptions &options );

//! When an indicator or a pair of them is flagged. The defaults are those of COINr, but for `negative` and
//! `dominance`, which it has not.
struct AuditLimits
{
  //! Least share of the areas with a value.
  double complete = 0.65;
  //! Least share of the present values that are not 0.
  double nonZero = 0.5;
  //! Least share of the present values that differ from each other.
  double unique = 0.5;
  //! Outliers: skewness (of either sign) and kurtosis at or above these.
  double skewness = 2;
  double kurtosis = 3.5;
  //! Two indicators that correlate more than this tell the same thing.
  double redundant = 0.9;
  //! Two indicators of one theme that correlate less than this cancel each other.
  double negative = -0.4;
  //! A rate that correlates with the size of the areas more than this, in either direction, still measures size.
  double size = 0.6;
  //! An indicator with a larger share of the variance of the plain mean of three or more carries it alone.
  double dominance = 0.5;
  //! Which coefficient is held against the limits.
  CorrelationKind kind = CorrelationKind::pearson;

  double coefficient( const ColumnPair &pair ) const;
};

//! What is wrong with an indicator, or may be.
struct AuditFlags
{
  bool isIncomplete = false;
  //! No values, or the same everywhere: it says nothing about the areas, and takes part in no correlation.
  bool isConstant = false;
  bool hasManyZeros = false;
  bool hasFewDistinctValues = false;
  bool hasOutliers = false;
  bool isRedundant = false;
  bool isNegative = false;
  bool measuresSize = false;
  bool dominates = false;

  bool any() const;
};

struct AuditedIndicator
{
  //! Of the rates.
  Distribution shape;
  //! Share of the areas with a value.
  double complete = 0;
  //! Shares of the present values: those that are 0, and those that differ from each other.
  double zero = missing;
  double unique = missing;
  //! Pearson's correlation of the rate with the size of the areas; missing where that is not known.
  double withSize = missing;
  //! Pearson's correlation with the mean of the others in its theme, each standardised; missing when it is alone.
  double withTheme = missing;
  //! Cronbach's alpha of its theme without it; missing with fewer than three in the theme.
  double alphaIfDropped = missing;
  //! See varianceShares(); of the values on their scales.
  double varianceShare = missing;
  //! See samplingAdequacy().
  double adequacy = missing;
  AuditFlags flags;
};

struct IndicatorAudit
{
  std::vector<AuditedIndicator> indicators;
  //! All pairs of indicators that are not constant; a and b count in the order of the indicators.
  std::vector<ColumnPair> pairs;
  //! Cronbach's alpha of all indicators, each standardised, and of each theme.
  double alpha = missing;
  std::vector<double> alphaOfGroup;
  //! Kaiser, Meyer and Olkin; missing as samplingAdequacy() tells, or with too few areas.
  double adequacy = missing;
  //! Empty where fewer areas have all indicators than there are indicators.
  PrincipalComponents components;
  //! The areas in which all indicators that are not constant are present.
  std::size_t completeAreas = 0;
};

//! Whether the pair of \a indicators tells the same thing, in one theme or in two.
bool isRedundant( const ColumnPair &pair, const AuditLimits &limits );

//! Whether the pair stands in one theme and cancels each other.
bool isNegative( const ColumnPair &pair, const std::vector<AuditInput> &indicators, const AuditLimits &limits );

/**
 * Looks at the indicators of an index before they are combined: are they complete, do they vary, do they tell one thing
 * within a theme and different things between themes, and does one of them carry the index alone?
 *
 * Throws std::invalid_argument when columns differ in length; Cancelled through \a progress.
 * O(indicators² × areas log areas), on all cores.
 * Source: Becker et al., COINr 2022, doi:10.21105/joss.04567 (get_stats, get_corr_flags, get_denom_corr, get_cronbach);
 * OECD/JRC Handbook 2008, step 4.
 */
IndicatorAudit auditIndicators( const std::vector<AuditInput> &indicators, const AuditLimits &limits,
                                const Progress &progress = {} );

} // namespace communitysafety::statistics
