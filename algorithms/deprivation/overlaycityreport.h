// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "deprivation/overlayreport.h"

namespace communitysafety::deprivation
{

//! The part of the page on index and deprivation over the whole city. REQUIRES: findings.city.
void tellCity( base::HtmlReport &report, const OverlayFindings &findings );

//! Its outcome in one sentence.
QString inShort( const CityFindings &city );

} // namespace communitysafety::deprivation
