// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/bordergraph.h"
#include "statistics/randomstream.h"

#include <memory>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Random fields that are as patchy as observed ones: same mean and variance, same autocorrelation at all distances,
 * same correlation among the fields, but with their highs and lows elsewhere.
 *
 * Needed because indices, rates and survey shares of neighbouring places are alike: shuffling them freely would make
 * maps without any patches, beside which every observed patch looks like a finding.
 * Up to \a exactUpTo places: Moran spectral randomisation. A field is written in the eigenvectors of the doubly centred
 * border lengths, each of which is a pattern with a Moran's I of its own, and all coefficients get random signs. Mean,
 * variance and Moran's I stay exactly, and since the fields share the signs, so do their correlations.
 * Above: the same by octaves. White noise is taken apart into bands, the differences between the field smoothed over
 * 2ᵏ - 1 and 2ᵏ⁺¹ - 1 steps to its neighbours, and the bands are scaled so that the sum has the variance in every band
 * that the observed field has; fields are drawn from noises with the correlation of the observed ones. Variance and
 * autocorrelation then agree on average, not for each field.
 *
 * \a fields: one column per field, one value per place; missing values are taken as the mean for the reckoning, and
 * come back as values to be ignored. Isolated places are smoothed to themselves. A field without variance stays as it
 * is.
 * Draws are thread-safe. Exact: O(n³) once, O(n²) a draw; bands: O(n) a draw with about 190 passes over the graph.
 * Throws std::invalid_argument when a field has not one value per place or an infinite one.
 *
 * Source: Wagner and Dray 2015, Generating spatially constrained null models for irregularly spaced data using Moran
 * spectral randomization methods, Methods in Ecology and Evolution 6 (10), doi:10.1111/2041-210X.12407 (singleton);
 * the bands follow Burt et al. 2020, Generative modeling of brain maps with spatial autocorrelation, NeuroImage 220,
 * doi:10.1016/j.neuroimage.2020.117038, with variances of bands in place of a fitted variogram.
 */
class SpatialSurrogate
{
public:
  SpatialSurrogate( const BorderGraph &graph, const std::vector<std::vector<double>> &fields,
                    std::size_t exactUpTo = 700 );
  ~SpatialSurrogate();

  //! One random version of every field, in their order.
  std::vector<std::vector<double>> draw( RandomStream &stream ) const;

private:
  class Method;
  class Spectral;
  class Bands;
  std::unique_ptr<Method> mMethod;
};

} // namespace communitysafety::statistics
