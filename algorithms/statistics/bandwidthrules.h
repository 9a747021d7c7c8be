// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

namespace communitysafety::statistics
{

/**
 * The search radius of a quartic kernel for hot spots, as ArcGIS chooses it: 0.9 min( SD, √(1 / ln 2) D ) n^(-1/5).
 *
 * SD the standard distance of the points from their mean centre, D the median of the distances, n the number of points.
 * With weights both are weighted and n is the effective number (Σw)² / Σw²: with all weights alike their number,
 * whatever the unit of the weights (ArcGIS takes Σw). It is a rule for one bell-shaped cloud of points: with several
 * centres far apart it smooths more than needed, and it knows nothing of streets.
 * When half the points share the middle, D is 0 and SD stands alone; 0 when all points share one place; missing without
 * points. Rows with a missing coordinate or a weight that is 0 or missing are left out.
 * Throws std::invalid_argument on different lengths and negative weights. O(n log n).
 *
 * Source: Esri, How Kernel Density works; after Silverman 1986, Density estimation, equation 3.31.
 *
 * \param weights one per point, or empty
 */
double searchRadius( Column x, Column y, Column weights = Column( nullptr, 0 ) );

/**
 * The largest bandwidth of a Gaussian kernel that a density of this spread can call for; for relative risk, where
 * unsteady estimates do more harm than smooth ones: h = s ( 2 R(K) / (n V) )^(1/6).
 *
 * R(K) = 1 / 4π, V = 16 Γ(5) 8 / (10⁴ π) and s the smaller of the mean of the two standard deviations and the mean of
 * the two interquartile ranges / 1.34 (quartiles by linear interpolation); the standard deviations alone when the
 * latter is 0. 0 when all points share one place; missing with fewer than two points.
 * \param events n: for cases and controls √(cases × controls); 0: the number of points
 * Throws std::invalid_argument on different lengths. O(n log n).
 *
 * Source: Terrell 1990, Journal of the American Statistical Association 85, doi:10.1080/01621459.1990.10476223; as OS()
 * of the R package sparr.
 */
double oversmoothingBandwidth( Column x, Column y, double events = 0 );

} // namespace communitysafety::statistics
