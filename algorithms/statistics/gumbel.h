// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

namespace communitysafety::statistics
{

/**
 * The distribution of the largest of many values, P( X ≤ x ) = exp( -exp( -( x - location ) / scale ) ): what the best
 * score of a random map follows closely, so that a tail can be read beyond what the maps at hand reach.
 */
struct Gumbel
{
  double location = 0;
  //! 0: all values were the same, and nothing can be said about the tail.
  double scale = 0;

  //! P( X > x ), 0 to 1. Without a scale: 1 up to the location, missing above it.
  double upperTail( double x ) const;

  //! -ln P( X > x ), exact also where the probability is too small for a number.
  double evidence( double x ) const;
};

/**
 * The Gumbel distribution under which the \a maxima are likeliest. Values up to \a floor count as censored: known to be
 * no higher than the floor, as scores are that have 0 for "nothing found".
 *
 * Solves scale = mean of the k values above the floor - Σ x e^(-x / scale) / Σ e^(-x / scale), censored values entering
 * the two sums with the floor, by bisection; location = scale ln( k / Σ e^(-x / scale) ).
 * Standard error of the scale about 0.78 scale / √n. Fewer than two different values above the floor: scale 0, location
 * the largest value. Missing values are left out. O(n).
 *
 * Source: maximum likelihood as in Johnson, Kotz and Balakrishnan 1995, Continuous univariate distributions 2, section
 * 22.9.2; Gumbel tails of scan statistics: Abrams, Kulldorff and Kleinman 2010, Gumbel based p-value approximations for
 * spatial scan statistics, International Journal of Health Geographics 9:61, doi:10.1186/1476-072X-9-61.
 */
Gumbel fitGumbel( Column maxima, double floor = 0 );

/**
 * The Gumbel distribution with the mean m and the standard deviation s of the \a maxima: scale s √6 / π, location m - γ
 * scale, γ = 0.5772...; as SaTScan prints its tail. Without missing values; fewer than two, or all alike: scale 0,
 * location the largest. Linear. Source: Abrams, Kulldorff and Kleinman 2010, as above.
 */
Gumbel gumbelByMoments( Column maxima );

} // namespace communitysafety::statistics
