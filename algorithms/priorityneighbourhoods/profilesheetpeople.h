// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "priorityneighbourhoods/profilelayers.h"

namespace communitysafety::priorityneighbourhoods
{

//! Whether \a place has people whose deprivation can be told; where their number is not given the ground stands for it.
bool hasDeprivedPeople( const ProfileFindings &findings, std::size_t place );

//! The section on deprivation and census; none where nothing of them is given.
void tellPeople( base::HtmlReport &report, const ProfileFindings &findings, std::size_t place );

} // namespace communitysafety::priorityneighbourhoods
