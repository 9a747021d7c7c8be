// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "deprivation/censusfigures.h"

namespace communitysafety::deprivation
{

//! True when there are half as many rows again as areas, or more.
bool isLongTable( const base::CodedTable &table );

//! Which columns of a long table play which part; -1: none.
struct LongColumns
{
  //! Several where only together they tell the rows of an area apart, such as sex and age.
  std::vector<int> categories;
  int value = -1;
  //! The same in all rows of an area.
  int total = -1;
};

//! Throws QgsProcessingException where no category or no value can be found.
LongColumns longColumns( const base::CodedTable &table, const CensusRequest &request );

/**
 * One column per category, in the order in which the categories first appear, and the total where the table has a
 * column for it.
 * Throws QgsProcessingException naming area, category and both rows where an area has a category twice.
 */
CensusFigures turnedRound( base::Run &run, const base::CodedTable &table, const base::CodeMatch &match,
                           const LongColumns &columns );

} // namespace communitysafety::deprivation
