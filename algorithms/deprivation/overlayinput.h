// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "deprivation/deprivationoverlay.h"

namespace communitysafety::deprivation
{

struct IndexedReading
{
  //! Field with the ids; blank for the usual ones.
  QString idField;
  QString indexField;
  //! The index may be missing: then its column is missing throughout.
  bool indexIsOptional = false;
  //! Say so when it is.
  bool warnsWithoutIndex = false;
  //! Carry names and ranks over to the output.
  bool keepsFields = false;
};

/**
 * Reads neighbourhoods or the areas of the city. A layer without features gives no areas and a warning, so that a model
 * does not stop in a city where no neighbourhood was found; without a reference system it is refused all the same.
 */
IndexedAreas readIndexedAreas( base::Run &run, const base::Source &source, const IndexedReading &indexed,
                               base::AreasReading reading );

} // namespace communitysafety::deprivation
