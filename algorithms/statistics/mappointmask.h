// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/pointmasking.h"

namespace communitysafety::statistics
{

/**
 * Nearest map point: of points that all are nearest to at least \a least people, the one nearest to the true place, as
 * police.uk does with eight addresses.
 *
 * Of \a mapX, \a mapY the one with fewest people nearest to it is struck out, the first of equals by its coordinates,
 * until all have enough: each merges into its surroundings. anonymity: the people who have the same nearest map point.
 * Without map points: the mean places of the people in squares of side \a cell, so that no home is pointed at as long
 * as a square holds two.
 *
 * Throws as donutMask(). About O(people × √map points).
 *
 * Source: data.police.uk, About, Location anonymisation; merging cells of a Voronoi diagram until they hold K: Polzin
 * and Kounadi 2021, Adaptive Voronoi masking, LIPIcs 208, 1:1-1:17, doi:10.4230/LIPIcs.GIScience.2021.II.1, who move to
 * street corners, which can be given here as map points.
 */
MaskedPoints mapPointMask( Column x, Column y, const MaskPeople &people, Column mapX, Column mapY, double cell,
                           double least, const Progress &progress = {} );

} // namespace communitysafety::statistics
