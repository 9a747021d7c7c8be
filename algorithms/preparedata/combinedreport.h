// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "preparedata/combination.h"

namespace communitysafety::preparedata
{

//! The page on what was combined, what was counted twice and how it was weighted. It shows no record.
base::HtmlReport reportOnCombination( const Combination &combination );

} // namespace communitysafety::preparedata
