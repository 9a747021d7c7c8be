// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/indexplan.h"
#include "statistics/compositescore.h"

namespace communitysafety::base
{

class Run;

/**
 * Warns, by label, of the indicators that are left out of the total and why, and of the themes that are empty then.
 * Throws QgsProcessingException when nothing is left.
 */
void tellLeftOut( Run &run, const IndexPlan &plan, const statistics::CompositeScore &score );

//! Warns, by label, of the indicators whose numbers are too few or too uneven for the scale.
void tellDoubts( Run &run, const IndexPlan &plan, const statistics::CompositeScore &score );

} // namespace communitysafety::base
