// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/svgchart.h"

#include <array>
#include <vector>

namespace communitysafety::deprivation
{

//! A number for each third of deprivation, in each third of the index; low first.
using Square = std::array<std::array<double, 3>, 3>;

/**
 * The two-way legend of the bivariate map: index upwards, deprivation to the right, in the colours of the map, each
 * field with its \a shares (0 to 1) in per cent.
 */
QString bivariateSquare( const base::chart::Words &words, const Square &shares );

/**
 * A field for each row and column, in standard deviations from the city: vermilion above (more deprived), blue below,
 * white at the city, full colour at two. Values are written. \a values: row by row.
 */
QString deviationTable( const base::chart::Words &words, const QStringList &rows, const QStringList &columns,
                        const std::vector<std::vector<double>> &values );

} // namespace communitysafety::deprivation
