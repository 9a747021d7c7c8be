// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/yearlycounts.h"

#include <QString>

#include <optional>
#include <vector>

namespace communitysafety::priorityneighbourhoods
{

/**
 * Which of \a years neighbourhoods were chosen on, as \a text says it: "1", "1-2", "1, 3", "2021-03 to 2022-02" (every
 * year with a month of that time), "all", or "none" when these counts had no say. Nothing when \a text is blank.
 * Throws QgsProcessingException on anything else and on a year that is not there.
 */
std::optional<std::vector<bool>> selectionYears( const QString &text, const std::vector<base::CountedYear> &years );

} // namespace communitysafety::priorityneighbourhoods
