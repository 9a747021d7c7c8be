// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstddef>
#include <cstdint>

namespace planted
{

//! Prints how far two answers agree that are found among the same incidents on grids with different origins.
void printOriginShift( std::size_t maps, std::uint64_t seed );

} // namespace planted
