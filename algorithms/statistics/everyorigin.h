// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/evidencescan.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Neighbourhoods that do not hang on where the grid begins: findByEvidence() in squares of \a side × \a side cells,
 * laid from each of the side² origins, and what at least half of these searches agree on, cell by cell.
 *
 * The outline of any search follows its cells: the same shape drawn in cells that begin half a cell further overlaps
 * itself by only 0.60 to 0.79 (see tests/benchmarks/delineation), so that no search in cells can do better. Here a
 * grid that begins a whole cell further is searched in the same squares, and gives the same neighbourhoods, apart from
 * what other null maps change.
 *
 * What the searches find is put together from the most surprising on: with it goes, of every other origin, what has the
 * largest Jaccard index with it, at least smallestJaccard. What fewer than half of the origins see is left out. A cell
 * belongs if it does in more than half of the origins; of the cells in just half of them, a piece that the same origins
 * see belongs if it makes the evidence stronger. Of parts that do not touch the one with the most evidence is kept; no
 * two neighbourhoods share a cell.
 * p: median over the origins, those that do not see it counting as 1 (of an even number the smaller middle one). Risk,
 * excess, sums and shares are those of the cells. Membership: the resamples are shared out among the origins, at least
 * 25 each, and their shares, Jaccard indices and (logarithms of) risks averaged; the range of ranks is the widest.
 * The null maps are drawn for the first origin and serve all.
 *
 * \a side 1 is findByEvidence() itself. Throws as that and coarseGrid() do, and on a side outside 1 to 8. Cost: one
 * search of null maps, and side² times the search and the resamples, all in 1 / side² as many places.
 *
 * Source: averaging over the origins of a grid as in Scott 1985, Averaged shifted histograms: effective nonparametric
 * density estimators in several dimensions, Annals of Statistics 13 (3), doi:10.1214/aos/1176349654; the agreement of
 * outlines is ours.
 */
EvidenceScan findFromEveryOrigin( const ScanSupport &cells, const std::vector<ScanStream> &streams, std::size_t side,
                                  const EvidenceScanOptions &options = {}, const Progress &progress = {} );

} // namespace communitysafety::statistics
