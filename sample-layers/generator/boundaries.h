// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <string>

namespace communitysafety::samplecity
{

struct SampleCity;
class Summary;

//! Writes boundaries.gpkg: the areas at every level, address blocks, place names, the river and the planted truth.
void writeBoundaries( const SampleCity &city, const std::string &folder, Summary &summary );

} // namespace communitysafety::samplecity
