// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "deprivation/deprivationareas.h"

namespace communitysafety::deprivation
{

/**
 * What is checked in a layer of deprivation areas before anything is computed from it. The require functions throw
 * QgsProcessingException with one sentence: what is wrong, where, and what to do.
 */

//! No rank of \a field is above the number of ranked areas, and they are not ranks within the layer.
void requireNationalRanks( const DeprivationAreas &deprivation, const std::vector<double> &ranks,
                           const QString &field );

/**
 * Whether the ranks are those of the country. Where they are not and no decile is given, the run is refused; with a
 * decile only the measures that need ranks are left out, which is warned of.
 */
bool areNationalRanks( base::Run &run, const DeprivationAreas &deprivation, const DeprivationFields &fields );

//! The income domain, where it is given, runs like the whole index: the two go together in every country.
void requireIncomeRunsAlong( const DeprivationAreas &deprivation );

//! Warns where the outlines have as few corners as ultra-generalised boundaries.
void warnAboutGeneralisedOutlines( base::Run &run, const DeprivationAreas &deprivation );

} // namespace communitysafety::deprivation
