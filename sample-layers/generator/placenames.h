// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <string>
#include <vector>

namespace communitysafety::samplecity
{

class Random;

//! The 24 ward names and the 4 constituency names.
const std::vector<std::string> &wardNames();
const std::vector<std::string> &constituencyNames();

//! Invented names of localities, each once.
std::vector<std::string> localityNames( std::size_t count, Random &random );

//! "Foundry Street"; names may come back, as they do in a real city.
std::string streetName( Random &random );

} // namespace communitysafety::samplecity
