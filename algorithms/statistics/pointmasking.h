// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/peopleindex.h"
#include "statistics/progress.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Masks of point locations: each point is moved so that at least K people (or addresses) could be meant. Coordinates
 * are in metres. All are deterministic: what becomes of a location depends on its coordinates, the people, the options
 * and the seed, not on the order of the points or on threads; points at the same place stay together, because several
 * masked positions of one place have their middle near it.
 */

//! Where each point goes.
struct MaskedPoints
{
  std::vector<double> x;
  std::vector<double> y;
  /**
   * Spatial k-anonymity that was reached: how many people could be meant, for a reader who has the masked points, the
   * people, the options and this page, but not the seed. It follows from the masked place alone, so that it may be
   * published with it.
   */
  std::vector<double> anonymity;
  /**
   * Donut only: how many people live nearer to the masked place than the true one does, as the literature counts. NEVER
   * to be published with the point: who has the people counts out the true place with it.
   */
  std::vector<double> nearer;

  void add( double newX, double newY, double possible, double nearerOnes = missing );
};

//! Whether a place may be shown, for instance because it lies in the study area; empty: every place. Never asked by two
//! threads at once.
using MayBeShown = std::function<bool( double x, double y )>;

struct DonutOptions
{
  //! People that live nearer to the masked place than the true one does. REQUIRES: above 0.
  double least = 8;
  //! The outer radius is where this many times as many people live. REQUIRES: above 1. 2 keeps points nearer, 10 leaves
  //! a follower more to guess.
  double outerFactor = 5;
  std::uint64_t seed = 1;
  //! 0 = all. Places are drawn by one alone where there is a MayBeShown.
  unsigned threads = 0;
};

/**
 * Donut masking: a random place in the ring between an inner and an outer radius around the point, by area.
 *
 * The inner radius is the distance within which \a least people live around the true place, the outer one that of \a
 * outerFactor times as many. A place counts only when as many people live within its distance from the true place
 * around it, and as many could be meant, which uneven population can prevent; then another is drawn, and after every 50
 * in vain the ring is made a quarter wider. anonymity: the people at places near the masked one in whose ring it lies.
 *
 * A point for which nothing is found in 40 rings gets missing values. Throws std::invalid_argument on different lengths
 * and options outside their range, and when there are fewer than \a least people; Cancelled.
 *
 * Source: Hampton et al. 2010, Mapping health data: improved privacy protection with donut method geomasking, American
 * Journal of Epidemiology 172, 1062-1069, doi:10.1093/aje/kwq248; that the people around the masked place must be
 * counted, not estimated: Allshouse et al. 2010, Geocarto International 25, 443-452,
 * doi:10.1080/10106049.2010.496496.
 */
MaskedPoints donutMask( Column x, Column y, const PeopleIndex &people, const DonutOptions &options,
                        const MayBeShown &mayBeShown = {}, const Progress &progress = {} );

/**
 * Grid masking: the centre of the smallest square with \a least people around the point, of squares with sides \a cell,
 * 2 cell, 4 cell ... that lie in each other.
 *
 * A square that holds \a least people keeps them; only what is left over goes to the square around it, so that people
 * in one square are never counted for another one. Left over at the end: the nearest square that is in use, or the
 * middle of all people where no square holds enough because an axis of the coordinates parts them. anonymity: the
 * people whose homes would go to the same centre.
 *
 * Throws as donutMask(). O(people + points) for each size of squares.
 */
MaskedPoints gridMask( Column x, Column y, const MaskPeople &people, double cell, double least,
                       const Progress &progress = {} );

} // namespace communitysafety::statistics
