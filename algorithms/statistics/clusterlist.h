// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/circularscan.h"
#include "statistics/column.h"
#include "statistics/progress.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

//! Which of the many overlapping zones become the list of clusters.
enum class ClusterChoice
{
  mostLikely, //!< the most likely zone, then the most likely of those that share no place with it, and so on
  gini,       //!< the same for a largest size that is chosen by the Gini coefficient: several small or one large
  iterative   //!< the most likely zone; then the map without its places is scanned anew, and so on
};

struct ClusterListOptions
{
  //! Score, shapes and sizes. The size is people at risk, expected incidents or whatever limits a cluster.
  CircularScanOptions scan;
  ClusterChoice choice = ClusterChoice::mostLikely;
  //! Maps without clusters that give p. 0 = no p. REQUIRES 0 or at least 9.
  std::size_t runs = 999;
  std::uint64_t seed = 1;
  //! Clusters count as significant up to this p: for the Gini coefficient, and to go on iterating.
  double significance = 0.05;
  //! Shares of the size, ascending: the best zone around a centre within each of them is a candidate, and the Gini
  //! coefficient chooses among them. Those from the largest share of the scan on are left out; empty = that one alone.
  std::vector<double> shares = { .01, .02, .03, .04, .05, .06, .08, .1, .12, .15, .2, .25, .3, .4, .5 };
  //! Most clusters of the iterative choice.
  std::size_t mostIterations = 10;
  //! 0 = all.
  unsigned threads = 0;
};

struct ScanCluster
{
  //! Ascending; centre is one of them.
  std::vector<std::uint32_t> places;
  std::uint32_t centre = 0;
  ScanShape shape;
  //! Half the long axis: distance from the centre to the outermost place. 0 for a single place.
  double radius = 0;
  //! Summed size of the places.
  double size = 0;
  double observed = 0;
  double expected = 0;
  //! Risk inside ÷ risk outside; expectation-based: observed ÷ expected. Missing for the normal score.
  double relativeRisk = missing;
  //! Normal score only.
  double meanInside = missing;
  double meanOutside = missing;
  //! Log-likelihood ratio ÷ dispersion, and the same with the penalty of the shape, by which clusters are compared.
  double ratio = 0;
  double score = 0;
  //! Among the highest scores of the maps without clusters: by rank, and by the tail of a Gumbel distribution. Missing
  //! without runs.
  double p = missing;
  double gumbelP = missing;
};

struct ClusterList
{
  //! Highest score first; iterative: in the order found.
  std::vector<ScanCluster> clusters;
  //! The highest score of each map without clusters; iterative: of the first scan.
  std::vector<double> nullMaxima;
  //! Gini choice: the largest share that was chosen and the coefficient of each; missing when nothing is significant.
  double chosenShare = missing;
  std::vector<double> gini;
};

/**
 * The clusters of a map of points in the form that users of SaTScan know.
 *
 * Poisson expectations are scaled to the sum of the counts, so that a population will do, and so is what is left
 * between iterations. Around each centre only its best zone within each share is a candidate. Maps without clusters:
 * Poisson scores draw the incidents of the stream again (NullMaps, with its dispersion); Bernoulli deals the cases out
 * among those at risk; normal exchanges the values of places. Every cluster, the first or a later one, is compared with
 * the highest score of each such map, which makes the later ones conservative; iterative clusters are compared with
 * maps of what was left, given the clusters before them. The Gini coefficient of a largest size is that of the
 * significant clusters it allows and the rest of the map: twice the area between the diagonal and the curve of observed
 * against expected incidents. The first largest coefficient wins; without any significant cluster the list is that of
 * ClusterChoice::mostLikely. Normal scores have none.
 *
 * \a x, \a y: as ScanZones::ofCentres(). Throws what CircularScan throws, and std::invalid_argument on 1 to 8 runs and
 * where a Bernoulli count is not whole.
 * The same seed gives the same list for any number of threads.
 *
 * Source: Kulldorff, SaTScan user guide; Han, Zhu, Kulldorff et al. 2016, Using Gini coefficient to determining optimal
 * cluster reporting sizes for spatial scan statistics, International Journal of Health Geographics 15:27,
 * doi:10.1186/s12942-016-0056-6; Zhang, Assunção and Kulldorff 2010, Spatial scan statistics adjusted for multiple
 * clusters, Journal of Probability and Statistics, doi:10.1155/2010/642379.
 */
ClusterList listClusters( const std::vector<double> &x, const std::vector<double> &y, const ScanStream &stream,
                          const ClusterListOptions &options, const Progress &progress = {} );

/**
 * Twice the area between the diagonal and the curve of cumulated \a observed against cumulated \a expected shares,
 * parts in falling order of observed ÷ expected: 0 when all parts have the same risk, towards 1 the more unequal they
 * are.
 *
 * Parts make up the whole map. 0 when nothing is observed or expected.
 */
double giniCoefficient( const std::vector<double> &observed, const std::vector<double> &expected );

} // namespace communitysafety::statistics
