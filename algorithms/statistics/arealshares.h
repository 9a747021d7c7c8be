// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/arealweights.h"
#include "statistics/column.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

/**
 * How much of each source area (e.g. a census area) goes to each target area (any other polygons): the first half of
 * areal interpolation, the second being interpolateCounts() and interpolateRates().
 *
 * The methods differ by what is measured in the pieces that sources and targets have in common:
 * - areal weighting: ground (sharesByArea());
 * - control points: people or addresses at points (piecesOfPoints(), then sharesByAncillary()), the best of them where
 *   the points follow where people live;
 * - dasymetric: ground that is lived on, people known for it, or ground times a density for each class of land use
 *   (sharesByAncillary(); a pair given once for each class is added up);
 * - pycnophylactic: the people of a smooth surface, its cells being points (smoothSurface(), then as control points);
 * - best fit, as official figures of larger areas are made: control points with one point for each source, its
 *   population-weighted centre; or wholeToLargest() of any other shares.
 */

//! The number of no area, e.g. the target of a point that lies outside every target.
inline constexpr std::size_t noArea = SIZE_MAX;

//! What a source and a target have in common.
struct Piece
{
  std::size_t source = 0;
  std::size_t target = 0;
  //! Ground, people, addresses ...: 0 or more.
  double measure = 0;
};

//! Pieces and what they are pieces of, all measured in the same unit.
struct MeasuredPieces
{
  //! Any order; a pair given several times is added up.
  std::vector<Piece> pieces;
  //! Each source as a whole, in and outside the targets: sets the number of sources. Missing or 0 = not measured.
  std::vector<double> whole;
};

struct ArealShares
{
  /**
   * By source, then by target; each pair once. A share of 0 says that they have common ground on which nobody is, which
   * is not the same as no pair: the target has data and they say zero.
   */
  std::vector<Overlap> overlaps;
  //! For each source the share that lies in no target; with it the shares of a source add up to 1.
  std::vector<double> outside;
  //! Sources that were shared by ground since the measure of the method says nothing about them, in rising order.
  std::vector<std::size_t> fellBack;
  std::size_t targets = 0;

  std::size_t sources() const { return outside.size(); }
};

/**
 * Points with counts inside source and target as pieces.
 *
 * \a source, \a target: for each point the area that holds it, noArea where there is none (a point without source is
 * left out; one without target counts towards the whole of its source). \a count: people or addresses at the point, 0
 * or more, or an empty column for 1 each; a missing count is 0. \a sources: how many there are.
 * Throws std::invalid_argument on different lengths, a negative count and an unknown source. Linear.
 */
MeasuredPieces piecesOfPoints( const std::vector<std::size_t> &source, const std::vector<std::size_t> &target,
                               Column count, std::size_t sources );

/**
 * Areal weighting: share = ground of the piece / ground of the source, as if people were spread evenly over it.
 *
 * Overlaps of the targets by slivers, which make more than the whole of a source (up to 2 %), are shared out in
 * proportion, and a source inside the targets but for rounding (1e-9) is wholly inside. A source without ground is
 * wholly outside.
 * Throws std::invalid_argument on a negative or infinite measure, an unknown source or target and pieces that exceed
 * their source by more than 2 %: the targets overlap and people would count twice.
 * Time: linear, but for a sort within each source. Memory: 48 bytes for each piece besides the input.
 * The least accurate of the methods: see interpolationerror.h.
 * Source: Goodchild & Lam 1980, Geo-Processing 1; equal to st_interpolate_aw of the R package sf.
 */
ArealShares sharesByArea( const MeasuredPieces &ground, std::size_t targets );

/**
 * share = measure of the piece / measure of the source. Sources whose whole is 0 or missing (no point, nobody known to
 * live there) are shared by \a ground and listed in fellBack; pairs with ground and without measure get the share 0.
 *
 * \a ancillary and \a ground: of the same sources. An empty whole in \a ground stands for "no ground known": nothing to
 * fall back on, such sources are wholly outside.
 * Throws, time and memory as sharesByArea(), for both.
 * Source: control points: Martin, Tate & Langford 2000, Transactions in GIS 4; dasymetric: Wright 1936, Geographical
 * Review 26; Mennis 2003, The Professional Geographer 55.
 */
ArealShares sharesByAncillary( const MeasuredPieces &ancillary, const MeasuredPieces &ground, std::size_t targets );

/**
 * Best fit: every source goes whole to the target with its largest share, or to none when more of it lies outside than
 * in any target; between equal shares to the first target. Its other pairs get the share 0.
 *
 * Agrees with figures that are published for best-fit areas, not with the areas themselves: at the size of
 * neighbourhoods people are off by a fifth and more. Linear.
 * Source: Office for National Statistics, A guide to the best-fit policy for outputs.
 */
ArealShares wholeToLargest( ArealShares shares );

} // namespace communitysafety::statistics
