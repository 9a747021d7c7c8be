// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "assessandreport/comparedneighbourhoods.h"
#include "base/htmlreport.h"

namespace communitysafety::assessandreport
{

//! The page on what became of the neighbourhoods: how many of each kind, each in words, ranks, and how to read it.
base::HtmlReport reportOnAssessments( const ComparedAssessments &compared, const ComparisonRule &rule );

//! "New", "Kept", "Grown", "Shrunk", "Gone".
QString wordsOf( Fate fate );

//! How many rows have the \a fate.
int countOf( const ComparedAssessments &compared, Fate fate );

} // namespace communitysafety::assessandreport
