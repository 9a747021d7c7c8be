// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/censuscounts.h"
#include "deprivation/deprivationoverlay.h"

namespace communitysafety::deprivation
{

//! A share of the census with its short code, for the names of output fields.
struct CensusShare : base::CensusShare
{
  QString code;
};

/**
 * Carries the counts of \a census over to \a targets by ground and sets their shares against those of the city: the
 * areas of \a city, or the whole census layer where that is null. \param taken codes in use
 */
std::vector<CensusShare> carryCensusOver( base::Run &run, const base::CensusAreas &census, const IndexedAreas &targets,
                                          const IndexedAreas *city, QStringList taken,
                                          const statistics::Progress &progress );

} // namespace communitysafety::deprivation
