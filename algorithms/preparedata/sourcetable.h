// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "preparedata/combinedrecords.h"

#include <vector>

namespace communitysafety::preparedata
{

/**
 * Reads a table of sources, with the columns `layer`, `source` and, optionally, `side`, and enters what it says into
 * \a layers. A layer is named by its table or file, whatever the capitals; layers that the table does not name stay as
 * they are. Throws QgsProcessingException naming the row where a layer is not known or named twice, or a side is none.
 */
void applySourceTable( base::Run &run, const base::Source &table, std::vector<CombinedLayer> &layers );

} // namespace communitysafety::preparedata
