// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "statistics/regionstability.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::base
{

//! What the page on the stability of neighbourhoods is made of; everything must outlive the making.
struct AssessedStability
{
  //! In the order of their ranks.
  QStringList neighbourhoods;
  const std::vector<statistics::StabilityRun> &runs;
  //! The outlines were given, not found by the search itself.
  bool areGiven = false;
  //! By what part the prices of the outline were changed.
  double penaltyChange = 0.25;
};

/**
 * The page that says how far neighbourhoods can be trusted: each in words, how much of the outline comes again and in
 * how many runs by what was changed, how far its rank moves, what was not assessed, and how to read it.
 */
HtmlReport reportOnStability( const AssessedStability &assessed );

//! "Drawn anew", "Half of the incidents" ...
QString wordsOf( statistics::StabilityChange change );

//! "Firm", "Stable", "Edge uncertain", "Uncertain".
QString wordsOf( statistics::StabilityClass stability );

} // namespace communitysafety::base
