// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "base/monthgaps.h"

namespace communitysafety::base
{
class Run;
}

namespace communitysafety::preparedata
{

class PoliceBooks;
struct PoliceRules;

//! Tells in the log what an import has counted, and warns of what a reader of the map must know.
void tellPoliceBooks( base::Run &run, const PoliceBooks &books, const PoliceRules &rules );

//! Sets the numeric outputs.
void setPoliceNumbers( base::Run &run, const PoliceBooks &books, const PoliceRules &rules );

//! Rows with a usable position in per cent, files given twice aside; 0 where nothing was read.
double policeHitRate( const PoliceBooks &books );

/**
 * The page on an import: what was read and rejected, months with their records and those that were never delivered,
 * categories by year, and what was done to the LSOA codes.
 */
base::HtmlReport reportOnPolice( const base::Run &run, const PoliceBooks &books, const PoliceRules &rules );

} // namespace communitysafety::preparedata
