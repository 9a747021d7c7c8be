// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "cellgrid.h"
#include "cityplan.h"
#include "planted.h"
#include "smallareas.h"

#include <cstdint>
#include <vector>

namespace communitysafety::samplecity
{

//! The city itself, before anything happens in it.
struct SampleCity
{
  explicit SampleCity( std::uint64_t citySeed )
    : seed( citySeed ), grid( plan ), areas( plan, citySeed ), planted( plantNeighbourhoods( plan, grid, areas ) )
  {
  }

  std::uint64_t seed;
  CityPlan plan;
  CellGrid grid;
  SmallAreas areas;
  std::vector<Planted> planted;
};

} // namespace communitysafety::samplecity
