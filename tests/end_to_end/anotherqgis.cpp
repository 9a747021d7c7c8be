// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers

/**
 * The entry of the plugin as a build for the next minor version of QGIS would have it: what stands in a folder when a
 * library was copied or renamed by hand. It must refuse itself.
 */

#include "base/compat.h"

namespace communitysafety::compat
{

inline constexpr int builtForAnotherQgis = builtForQgis + 100;

} // namespace communitysafety::compat

#define builtForQgis builtForAnotherQgis
#include "entry.cpp"
