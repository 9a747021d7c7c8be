// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <string>

namespace communitysafety::samplecity
{

//! Writes \a content as it is, or compressed when \a path ends in .gz; makes the folders on the way.
void writeTextFile( const std::string &path, const std::string &content );

} // namespace communitysafety::samplecity
