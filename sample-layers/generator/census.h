// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <string>

namespace communitysafety::samplecity
{

struct SampleCity;
class Summary;

//! Writes census2021_tenure.csv and census2021_age.csv in the form of a Nomis download, with its lines at the foot.
void writeCensus( const SampleCity &city, const std::string &folder, Summary &summary );

} // namespace communitysafety::samplecity
