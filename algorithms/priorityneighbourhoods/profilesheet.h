// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "priorityneighbourhoods/profilelayers.h"

namespace communitysafety::priorityneighbourhoods
{

//! The page of one neighbourhood: what stands out, where it is, its figures by indicator and year, and its people.
base::HtmlReport sheetOf( const ProfileFindings &findings, std::size_t place );

} // namespace communitysafety::priorityneighbourhoods
