// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "base/indexplan.h"
#include "statistics/indexsensitivity.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::base
{

//! "Counts", "Indicator weights" ...
QString wordsOf( statistics::IndexSwitch which );

//! "Never", "Sometimes", "Mostly", "Always".
QString wordsOf( statistics::TopMembership membership );

//! What the report on the firmness of an index is made of; everything must outlive the making.
struct SensitivityReport
{
  const IndexPlan &plan;
  const statistics::CompositeScore &score;
  const statistics::IndexSensitivity &sensitivity;
  //! What else could have been chosen, in the order of the switches.
  QStringList choices;
  //! Names of the areas, in the order of the columns.
  QStringList areas;
  //! The share of the areas that counts as the worst, 0 to 1.
  double worstShare;
};

/**
 * The page that says how firm the ranks are: the highest areas and how far they move, which choice moves them most,
 * what leaving out each indicator does, and what was not tested.
 */
HtmlReport reportOnSensitivity( const SensitivityReport &content );

} // namespace communitysafety::base
