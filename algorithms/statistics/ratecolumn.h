// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/compositescore.h"
#include "statistics/rateposterior.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * How the rates of one indicator enter the tree of a composite index, when a score has settled everything else: the
 * city's rate, the limit on one event, the recentring, what was imputed, direction and scale.
 *
 * A column stands by itself: it needs neither the score nor the indicator once it is made.
 */
class RateColumn
{
public:
  RateColumn() = default;

  //! REQUIRES: an \a indicator, counted from 0, that takes part in \a basis, which is made of \a source.
  RateColumn( const ScoreIndicator &source, const ScoreBasis &basis, std::size_t indicator );

  //! The column as the score has it.
  const std::vector<double> &settled() const { return mSettled; }

  //! Makes the \a rates that the areas might have, taken as shrunken already, into the column; where one is missing, or
  //! was imputed, the value of the score stands.
  void replaceRates( std::vector<double> &rates ) const;

private:
  void replaceByIndex( std::vector<double> &rates ) const;
  void replaceByNormalised( std::vector<double> &rates ) const;

  MethodSpec mScale;
  ScaleSteps mSteps;
  int mDirection = 1;
  double mToIndex = missing;
  double mStretch = 1;
  //! Of an index alone.
  std::vector<double> mLimit;
  //! Of other scales alone: the rates of the score.
  std::vector<double> mRates;
  std::vector<double> mSettled;
};

//! True where an indicator counts events, so that its rates are a matter of chance. A local concentration is not drawn.
bool isDrawn( const ScoreIndicator &indicator );

/**
 * What is known of the rates of \a indicator, to be drawn from; fixed where it is not drawn. What is not shrunk stays
 * centred on its own rate, and plain counts never are; \a overdispersion as ratePosterior() has it.
 */
RatePosterior posteriorOf( const ScoreIndicator &indicator, bool shrink, double overdispersion );

} // namespace communitysafety::statistics
