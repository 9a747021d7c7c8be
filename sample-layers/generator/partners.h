// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <string>

namespace communitysafety::samplecity
{

struct SampleCity;
class Summary;

//! Writes partners.gpkg: a table of points per partner, dirt included.
void writePartners( const SampleCity &city, const std::string &folder, Summary &summary );

} // namespace communitysafety::samplecity
