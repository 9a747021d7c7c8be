// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/associationclass.h"
#include "statistics/multipletesting.h"
#include "statistics/sharedpermutation.h"

#include <vector>

namespace communitysafety::statistics
{

struct BivariateOptions
{
  PermutationOptions permutations;
  //! DEFAULT: false discovery rate.
  Correction correction = Correction::benjaminiHochberg;
  //! The q up to which an area gets a kind, 0 to 1.
  double significance = 0.05;
};

//! One value per area in every column.
struct BivariateAssociation
{
  LocalAssociation moran;
  //! Of the sum of the neighbours' y.
  TailProbabilities tails;
  //! Two-sided.
  std::vector<double> p;
  std::vector<double> q;
  //! AssociationKind as a number; the first word is the area's x, the second its neighbours' y.
  std::vector<double> kind;
};

/**
 * Local bivariate Moran: whether an area's own x goes together with its neighbours' y, such as the index with the
 * deprivation around it.
 *
 * I = (x - x̄) w Σ (y_j - ȳ) / (sx sy), standard deviations with divisor n, over the areas that have the value; expected
 * value and variance were the other areas' y dealt out anew. Given x it is the local G of y times a constant: tails and
 * p are those of permuteNeighbourSums( y ), z and moments those of localG( y ), with the sign of x - x̄.
 *
 * It tells where high y lies around high x, not that the two go together in the area itself, for which see the
 * bivariate map of tertiles(); and since y alone is tested, an area may be significant because y is patchy. An area
 * without x, exactly at the mean of x, or without neighbours that have y, has none. Its own y may be missing: then it
 * is not tested either, as in localG(). Errors, cost, threads and seed as permuteNeighbourSums(); also throws when
 * significance is outside 0 to 1.
 *
 * Source: Anselin, Syabri and Smirnov 2002, Visualizing multivariate spatial correlation with dynamically linked
 * windows; Lee 2001 for its limits, doi:10.1007/s101090100064. Checked against all arrangements of a small map.
 */
BivariateAssociation bivariateMoran( Column x, Column y, const SpatialWeights &weights,
                                     const BivariateOptions &options = {}, const Progress &progress = {} );

} // namespace communitysafety::statistics
