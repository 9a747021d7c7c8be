// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <vector>

namespace communitysafety::statistics
{

/**
 * The false discovery rate at which each test becomes significant: calling all areas with q ≤ 5 % significant, at most
 * one in twenty of them is expected to be called so by chance alone.
 *
 * With the m present p values in rising order, q₍ᵢ₎ = min over k ≥ i of m p₍ₖ₎ / k, at most 1. Equal p get equal q, the
 * order of p is that of q, and q ≥ p. A missing p gets a missing q and does not count in m.
 *
 * Holds for independent tests and for such as neighbouring areas give, which rise and fall together (Benjamini &
 * Yekutieli 2001); not for any dependence whatever.
 * Throws std::invalid_argument on a p outside 0 to 1. O(n log n).
 *
 * Source: Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x; as p.adjust( , "BH") of R.
 */
std::vector<double> falseDiscoveryRate( Column p );

} // namespace communitysafety::statistics
