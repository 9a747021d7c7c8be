// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "sharesafely/suppressionlayers.h"

namespace communitysafety::sharesafely
{

//! How many cells are hidden for each reason, of one field or of all.
struct HiddenCounts
{
  qlonglong cells = 0;
  qlonglong smallCount = 0;
  qlonglong fewPeople = 0;
  qlonglong inputMark = 0;
  qlonglong others = 0;

  void add( HiddenFor reason );
  void add( const HiddenCounts &other );
  qlonglong hidden() const { return smallCount + fewPeople + inputMark + others; }
};

//! Of the rows, one per column.
std::vector<HiddenCounts> hiddenInRows( const CountTable &table, const ProtectedTable &result );
//! Of the totals without a row, in all columns.
HiddenCounts hiddenInTotals( const CountTable &table, const ProtectedTable &result );

//! What was hidden and why, and what holds now; no count of incidents stands in it, and no bound of one.
base::HtmlReport suppressionReport( const SuppressedRows &content, const Protection &protection,
                                    const QStringList &leftOut );

} // namespace communitysafety::sharesafely
