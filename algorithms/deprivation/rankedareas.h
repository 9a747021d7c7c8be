// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "deprivation/deprivationareas.h"

namespace communitysafety::deprivation
{

/**
 * How many areas the country has in the ranking that \a ranks, of one column of \a deprivation or several, are of: \a
 * chosen where that is above 0; else by the census of which the codes are, for the English indices. Where the codes do
 * not tell, the deciles may, and else a rank beyond the number of 2011; the choice is told, with a warning where
 * nothing confirms it. Throws QgsProcessingException for codes of other countries, whose rankings are as long as their
 * indices.
 */
double rankedAreas( base::Run &run, const DeprivationAreas &deprivation, statistics::Column ranks, double chosen );

//! \a areas where they are as many as England has small areas in some census; else missing.
double areasOfEngland( std::size_t areas );

//! Warns where ranks and deciles of one area do not agree, naming the first.
void warnAboutOtherDeciles( base::Run &run, const DeprivationAreas &deprivation );

} // namespace communitysafety::deprivation
