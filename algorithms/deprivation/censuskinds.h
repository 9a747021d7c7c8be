// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "deprivation/censusfigures.h"

#include <vector>

namespace communitysafety::deprivation
{

/**
 * Settles what the numbers of \a columns are. Percentages are those whose label says so, or all where only the title of
 * the table does and no number contradicts it; without any number above 1 they are shares, as workbooks keep
 * percentages, which is warned of. Fractions that add up to 100 in every area are percentages, whatever they are
 * called.
 */
void settleKinds( base::Run &run, const base::CodedTable &table, std::vector<CensusColumn> &columns );

//! Says in the log how many columns of which kind there are.
void tellKinds( base::Run &run, const base::CodedTable &table, const std::vector<CensusColumn> &columns );

} // namespace communitysafety::deprivation
