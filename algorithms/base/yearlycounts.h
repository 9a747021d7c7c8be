// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/indexplan.h"
#include "statistics/overdispersion.h"

#include <vector>

namespace communitysafety::base
{

class Run;
class Source;

/**
 * The overdispersion of each indicator of \a plan, from the \a table of counts by year (LONG of buildindicators, with
 * the fields area_id, code, year and n). An indicator without two years in the table is not estimated.
 *
 * Rows of other areas or codes are not read as ours and counted in the log; text is parsed strictly, and a count that
 * is no number is missing. Throws QgsProcessingException when a field is absent or no row fits the areas.
 */
std::vector<statistics::Overdispersion> overdispersionOfIndicators( Run &run, const Source &table, const Areas &areas,
                                                                    const IndexPlan &plan );

} // namespace communitysafety::base
