// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <string>

namespace communitysafety::samplecity
{

struct SampleCity;
class Summary;

//! Writes police/YYYY-MM/YYYY-MM-aldershire-street.csv.gz for every month but the absent one, dirt included.
void writePoliceFiles( const SampleCity &city, const std::string &folder, Summary &summary );

} // namespace communitysafety::samplecity
