// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/gumbel.h"

#include <vector>

namespace communitysafety::statistics
{

/**
 * Makes the scores of different families of shapes comparable, and says how rarely chance reaches one.
 *
 * Circles, ellipses and cuts at several penalties score on scales of their own: the same random map gives one family 8
 * and another 2. What they have in common is how far into its own tail a score lies. So the statistic of a candidate
 * with score x of family f is
 *   T = -ln p_f( x ) + ln( prior_f ),
 * p_f the upper tail of the Gumbel distribution fitted to the family's scores on the null maps. The best candidate is
 * that with the largest T, and its p is the rank of T among the largest T of each null map: looking into many families
 * is paid for, since the null maps had the same choice.
 * The priors say what is preferred among candidates that are about equally surprising, and cannot make p wrong, only
 * less or more sensitive to a family. A prior 4 times as high outweighs 4 times the p.
 *
 * \a nullScores: for each family, its best score on each of R maps, 0 = nothing found. \a priors: one per family, above
 * 0. Throws std::invalid_argument on different lengths, no family, fewer than 19 maps or a prior not above 0.
 *
 * Source: minimum p over scan windows by Monte Carlo, as in Zhang, Assunção and Kulldorff 2010, doi:10.1155/2010/642379
 * for the tail of later clusters; weighted p values as in Genovese, Roeder and Wasserman 2006, False discovery control
 * with p-value weighting, Biometrika 93 (3), doi:10.1093/biomet/93.3.509.
 */
class FamilyChoice
{
public:
  FamilyChoice( const std::vector<std::vector<double>> &nullScores, const std::vector<double> &priors );

  //! T of a score of \a family; 0 or less where nothing was found.
  double statistic( std::size_t family, double score ) const;

  /**
   * P( largest T of a null map ≥ T ): ( r + 1 ) / ( R + 1 ), r of the R null maps reaching it. Beyond all of them the
   * tail of the Gumbel distribution of their T, at most 1 / ( R + 1 ).
   */
  double p( double statistic ) const;

  //! The fitted distribution of each family.
  const std::vector<Gumbel> &families() const { return mFamilies; }
  //! The largest T of each null map, ascending.
  const std::vector<double> &nullMaxima() const { return mMaxima; }

private:
  std::vector<Gumbel> mFamilies;
  std::vector<double> mLogPriors;
  double mMaps = 0;
  std::vector<double> mMaxima;
  Gumbel mTail;
};

} // namespace communitysafety::statistics
