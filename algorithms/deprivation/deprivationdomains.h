// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "deprivation/deprivationareas.h"

namespace communitysafety::deprivation
{

/**
 * The seven domains of the English Indices of Deprivation, told from the names of their fields (officialcolumns.h).
 */

/**
 * A domain with label and code: that of an official index where \a field names one, else by its own name.
 * \param taken codes in use already
 */
Domain namedDomain( const QString &field, const QStringList &taken );

/**
 * The score of the English index of 2019 or 2025 with its crime domain left out: police records would else stand on
 * both sides of a comparison with an index that is made of them.
 *
 * As the official score, a sum of exponentially transformed ranks of the domains, the six remaining weights raised in
 * proportion so that they add up to what all seven do (0.999): it stays on the scale of the published score.
 *
 * \returns one value per area, missing where a domain is; empty, with the reason in the log, where the ranks of the
 * domains are not at hand.
 * Source: English Indices of Deprivation 2019, Technical report, weights and transformation.
 */
std::vector<double> scoreWithoutCrime( base::Run &run, const DeprivationAreas &deprivation );

} // namespace communitysafety::deprivation
