// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/countuncertainty.h"
#include "statistics/ratecolumn.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

//! One choice in the making of an index that could have been made otherwise.
enum class IndexSwitch
{
  counts,
  weights,
  scale,
  aggregation,
  denominator,
  shrinkage,
  dropped
};

inline constexpr std::size_t indexSwitches = 7;

/**
 * How an index is made, switch by switch: 0 is the index as it is, other numbers the alternatives.
 *
 * counts: the draw, from 1; weights: the draw, from 1; scale and aggregation: the place among VariationOptions, from 1;
 * denominator: 1 = plain counts, 2 = the other of the two indices; shrinkage: 1 = the opposite; dropped: the indicator
 * that is left out, counted from 1 among those of IndexVariants::used().
 */
struct IndexVariant
{
  std::array<std::size_t, indexSwitches> choice{};

  std::size_t of( IndexSwitch which ) const { return choice[static_cast<std::size_t>( which )]; }
  std::size_t &of( IndexSwitch which ) { return choice[static_cast<std::size_t>( which )]; }
};

//! What may be chosen otherwise.
struct VariationOptions
{
  //! Different draws of the counts. 0: they are taken as the truth.
  std::size_t countDraws = 1000;
  //! Every indicator weight is multiplied by a number between 1 - f and 1 + f. 0: fixed; below 1.
  double weightRange = 0.25;
  //! Scales that take the place of all normalisations. Empty: fixed. None may be an index.
  std::vector<MethodSpec> scales = { { "percentrank", {} }, { "zscore", { 100, 15 } }, { "minmax", {} } };
  //! Ways to combine, in place of those of the groups. Empty: fixed.
  std::vector<MethodSpec> aggregations = { { "mean", {} }, { "geometric", {} }, { "median", {} } };
  //! Plain counts, and the index with 100 = mean of the areas instead of 100 = city total or the other way round.
  bool denominators = true;
  //! Small numbers as they are instead of drawn to the city, or the other way round.
  bool shrinkage = true;
  //! Each indicator left out in turn.
  bool dropped = true;
  //! By indicator, 1 or more; empty: 1 for all. See overdispersionBetweenYears().
  std::vector<double> overdispersion;
  std::uint64_t seed = 1;
};

/**
 * One composite index in all the variants that other choices would have given.
 *
 * The variant without any change is exactly compositeScore(). In the others:
 * - a scale replaces the normalisation of every indicator, not the steps of the groups;
 * - a way to combine replaces that of every group that is a mean, a median or an extreme and has nothing but such below
 *   it, without steps of their own; in geometric means values below 1 count as 1, since zeros have none;
 * - the limit on what one event may add is that of the weights and means of the index as it is;
 * - an area without a score has none in any variant.
 * A switch whose alternatives would change nothing is left out of switches().
 *
 * The score is computed once for every combination of scale, denominator and shrinkage: time and memory of as many
 * scores, on all cores. After that total() is safe to call from several threads.
 */
class IndexVariants
{
public:
  /**
   * The arguments are those of compositeScore(); \a indicators must outlive the variants, the rest is copied.
   * Throws as compositeScore() does, std::invalid_argument on options out of range, and Cancelled.
   */
  IndexVariants( const std::vector<ScoreIndicator> &indicators, const std::vector<ScoreGroup> &groups,
                 std::size_t sides, const ScoreOptions &score, const VariationOptions &options,
                 const Progress &progress = {} );

  //! The index as it is.
  const CompositeScore &nominal() const { return mNominal; }
  //! The indicators that take part in it.
  const std::vector<std::size_t> &used() const { return mNominal.basis.remaining.used; }

  //! The switches that make a difference.
  const std::vector<IndexSwitch> &switches() const { return mSwitches; }
  //! How many values the switch has, the index as it is among them.
  std::size_t choices( IndexSwitch which ) const;
  //! The alternatives of the scale and the aggregation, from 1; place 0 is not used.
  const std::vector<MethodSpec> &scales() const { return mScales; }
  const std::vector<MethodSpec> &aggregations() const { return mAggregations; }

  /**
   * The variant at a point of the unit cube with one coordinate, 0 to below 1, for each of switches(). All values of a
   * switch are equally likely; counts and weights are always drawn.
   */
  IndexVariant at( const std::vector<double> &point ) const;

  //! The total of each area, rounded to nine decimals so that ties are ties.
  std::vector<double> total( const IndexVariant &variant ) const;

private:
  //! What scale, denominator and shrinkage give.
  struct Basis
  {
    std::vector<bool> isKept;
    //! By indicator; nothing for one that is not kept.
    std::vector<RateColumn> columns;
  };

  void requireSound() const;
  void findSwitches();
  void makeBases( const Progress &progress );
  Basis settle( const IndexVariant &variant ) const;
  std::vector<ScoreIndicator> indicatorsOf( const IndexVariant &variant ) const;
  ScoreOptions optionsOf( const IndexVariant &variant ) const;
  void makeDraws();
  std::vector<RatePosterior> posteriorsOf( const IndexVariant &variant ) const;
  const RateDraws *drawsOf( const IndexVariant &variant ) const;
  std::size_t placeOfBasis( const IndexVariant &variant ) const;
  RemainingTree treeOf( const IndexVariant &variant, const Basis &basis ) const;
  void varyWeights( const IndexVariant &variant, RemainingTree &tree ) const;
  void varyAggregation( const IndexVariant &variant, RemainingTree &tree ) const;

  const std::vector<ScoreIndicator> &mIndicators;
  std::vector<ScoreGroup> mGroups;
  std::size_t mSides;
  ScoreOptions mScore;
  VariationOptions mOptions;
  CompositeScore mNominal;
  std::vector<IndexSwitch> mSwitches;
  std::vector<MethodSpec> mScales;
  std::vector<MethodSpec> mAggregations;
  //! By placeOfBasis().
  std::vector<Basis> mBases;
  //! With and without shrinkage, for denominators as they are and for plain counts.
  std::vector<RateDraws> mDraws;
};

} // namespace communitysafety::statistics
