// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "statistics/column.h"
#include "statistics/scorecomparison.h"

#include <QString>
#include <QStringList>

namespace communitysafety::base
{

//! What the page on two editions of a score is made of; one value per area in all columns.
struct ComparedScores
{
  //! What the user calls the two layers.
  QString before;
  QString after;
  QStringList names;
  statistics::Column scoresBefore;
  statistics::Column scoresAfter;
  const statistics::ScoreComparison &comparison;
  statistics::ComparisonOptions options;
  //! Areas that only one of the layers has.
  std::size_t unmatched = 0;
};

/**
 * A page on what has moved: the main figures, the ranks of the twenty worst areas before and now, all areas in one
 * chart, and the areas that moved most, with what chance says about them.
 */
HtmlReport reportOnComparison( const ComparedScores &compared );

//! "Much worse", "Worse", "Little change", "Better", "Much better"; empty when it is unknown.
QString wordsOf( statistics::ChangeClass changeClass );

//! "More, beyond chance", "Fewer, beyond chance", "Within chance"; empty when not tested.
QString significanceWords( double significant );

} // namespace communitysafety::base
