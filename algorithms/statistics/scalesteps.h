// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/methodspec.h"
#include "statistics/outliers.h"

#include <vector>

namespace communitysafety::statistics
{

/**
 * What is done with one row of an index before it is combined with its siblings, in this order: the values are
 * transformed, outliers are treated, and the result is normalised. A step that is not given is left out.
 */
struct ScaleSteps
{
  MethodSpec transform;
  MethodSpec treat;
  MethodSpec normalise;

  bool isGiven() const { return transform.isGiven() || treat.isGiven() || normalise.isGiven(); }
};

//! A column after its steps.
struct SteppedColumn
{
  std::vector<double> values;
  //! What the treatment of outliers did; without a treatment only its values are filled.
  Treated treated;
  //! All values were equal, so that normalising gave each the neutral value.
  bool isConstant = false;
};

/**
 * Takes \a values through the steps. \a direction: +1 where more is worse, -1 where more is better; the values are
 * multiplied by it after the outliers are treated and before they are normalised, as COINr does.
 * Throws std::invalid_argument as transform(), treatOutliers() and normalise() do.
 */
SteppedColumn takeSteps( std::vector<double> values, const ScaleSteps &steps, int direction = 1 );

} // namespace communitysafety::statistics
