// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "base/indexplan.h"
#include "statistics/compositescore.h"
#include "statistics/countuncertainty.h"

#include <QStringList>

namespace communitysafety::base
{

//! What the report on a scored index is made of; everything must outlive the making.
struct ScoreReport
{
  const IndexPlan &plan;
  const std::vector<statistics::ScoreIndicator> &indicators;
  const statistics::CompositeScore &score;
  //! Null when nothing was drawn.
  const statistics::IndexUncertainty *uncertainty;
  //! φ by indicator; empty when nothing was drawn.
  const std::vector<double> &overdispersion;
  //! Names of the areas, in the order of the columns.
  QStringList areas;
};

/**
 * The page that explains a composite index to those who have to answer for it: the highest areas and how sure their
 * ranks are, what dominates, what was left out, treated, imputed or missing, and how each row was made.
 */
HtmlReport reportOnScore( const ScoreReport &content );

} // namespace communitysafety::base
