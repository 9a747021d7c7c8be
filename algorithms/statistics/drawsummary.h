// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/progress.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! Where a share of the worst areas ends: the largest rank that is still among them, at least 1.
double lastWorstRank( std::size_t rankedAreas, double worstShare );

//! The quantile \a probability (0 to 1) of \a sorted, interpolated (type 7 of R); missing when it is empty.
double quantileOfSorted( const std::vector<float> &sorted, double probability );

/**
 * One number per area for each of many draws (or runs of a method), kept as floats.
 *
 * Rows are draws; different rows may be set from different threads at the same time. Missing is kept as missing.
 */
class DrawTable
{
public:
  DrawTable( std::size_t draws, std::size_t areas );

  std::size_t draws() const { return mDraws; }
  std::size_t areas() const { return mAreas; }
  float at( std::size_t draw, std::size_t area ) const { return mCells[draw * mAreas + area]; }

  //! \a values: one per area.
  void setDraw( std::size_t draw, Column values );

  /**
   * The quantiles \a probabilities of each area over the draws in which it has a value: one column per probability.
   * O(draws × areas × log draws), on \a threads threads (0: all cores).
   */
  std::vector<std::vector<double>> quantiles( const std::vector<double> &probabilities, unsigned threads,
                                              const Progress &progress = {} ) const;

private:
  std::size_t mDraws;
  std::size_t mAreas;
  std::vector<float> mCells;
};

//! What of a draw is kept.
enum class Keep
{
  indexAndRanks,
  //! The index of the draw is on a scale of its own, and missing in the table.
  ranks
};

//! The indices and ranks of many draws, and how often each area was where.
class IndexDraws
{
public:
  IndexDraws( std::size_t draws, std::size_t areas );

  //! Ranks the areas of a draw by their \a index, 1 = highest, and keeps both or the ranks.
  void setDraw( std::size_t draw, Column index, Keep keep = Keep::indexAndRanks );

  const DrawTable &index() const { return mIndex; }
  const DrawTable &ranks() const { return mRanks; }

  //! Share (0 to 1) of the draws with an index in which it is above \a threshold.
  std::vector<double> shareAbove( double threshold ) const;

  //! Share of the draws with a rank in which the area is one of the worst; see lastWorstRank(). Of areas that share a
  //! rank and have not all a place there, each counts as the share that has.
  std::vector<double> shareInWorst( double worstShare ) const;

private:
  DrawTable mIndex;
  DrawTable mRanks;
  //! Areas with a rank, by draw.
  std::vector<std::size_t> mRanked;
};

} // namespace communitysafety::statistics
