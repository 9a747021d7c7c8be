// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "sharesafely/counttable.h"
#include "statistics/progress.h"

#include <vector>

namespace communitysafety::sharesafely
{

//! How counts are protected.
struct Protection
{
  //! Whether other counts are hidden so that the small ones cannot be worked out.
  bool isSecondary = true;
  //! How wide the interval must be that a reader can work out.
  double width = 5;
  //! Multiples of this are written; 1: the counts themselves.
  double base = 1;
};

//! A table that withstood the attack.
struct ProtectedTable
{
  //! What is written for each cell; missing: hidden, or missing in the input.
  std::vector<double> written;
  //! Why each cell is hidden.
  std::vector<HiddenFor> reason;

  bool isHidden( std::uint32_t cell ) const { return reason[cell] != HiddenFor::nothing; }
};

/**
 * Hides what must be hidden in \a table, attacks the result with nothing but what is to be written, and rounds.
 *
 * Throws QgsProcessingException, naming the first cell, when a small count can still be worked out more closely than
 * the protection allows: then nothing may be written. Throws statistics::Cancelled.
 */
ProtectedTable protectTable( base::Run &run, const SharedRows &rows, const CountRules &rules, const CountTable &table,
                             const Protection &protection );

} // namespace communitysafety::sharesafely
