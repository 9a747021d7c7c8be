// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <string>
#include <vector>

namespace communitysafety::samplecity
{

struct SampleCity;
class Summary;

/**
 * Writes imd2019_aldermouth.csv with the headings of the official Indices of Deprivation 2019 (Files 2, 6 and 7).
 *
 * The city is more deprived than England. Planted neighbourhoods tend to be deprived, but so are other places, and the
 * city centre is not.
 */
void writeDeprivation( const SampleCity &city, const std::string &folder, Summary &summary );

//! 0 = least to 1 = most deprived of the city's small areas, by area; distinct values.
std::vector<double> deprivationShares( const SampleCity &city );

} // namespace communitysafety::samplecity
