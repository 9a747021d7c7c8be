// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

//! One piece of a source area (e.g. a census area) inside a target area (e.g. a priority neighbourhood).
struct Overlap
{
  std::size_t source = 0;
  std::size_t target = 0;
  //! Share (0 to 1) of the source's population that lives in the target.
  double share = 0;
};

//! Throws std::invalid_argument unless \a overlap names areas that are there and its share is 0 to 1.
void requireOverlap( const Overlap &overlap, std::size_t sources, std::size_t targets );

//! What the sources say about each target; one value per target in every column.
struct TargetSummary
{
  //! People of the sources in the target: Σ share × population.
  std::vector<double> population;
  //! Mean score of the people in the target whose source has a score.
  std::vector<double> meanScore;
  //! Share of those with a class whose class is at most the limit, e.g. who live in the most deprived tenth.
  std::vector<double> shareInClass;
  //! Share of the target's own population that lives in a source with a score: below 1, the summary is incomplete.
  std::vector<double> covered;
};

/**
 * Carries scores of source areas over to target areas by where people live.
 *
 * With p = share × population of the source: population = Σ p; meanScore = Σ p score / Σ p over the sources with a
 * score; shareInClass = Σ p [class ≤ limit] / Σ p over the sources with a class; covered = Σ p over the sources with a
 * score / the target's own population. The score is taken to be the same everywhere in a source.
 *
 * \a overlaps: any order, a pair given twice is added up; a source may lie in several targets or in none.
 * \a sourcePopulation, \a sourceScore, \a sourceClass: one value per source; a missing population counts as nobody.
 * \a targetPopulation: people of each target from another count (it sets the number of targets); where the two counts
 * disagree covered may be above 1. A missing value stands for "not known": covered then refers to the sources' people.
 * A target nobody lives in has population 0 and the rest missing.
 * Throws std::invalid_argument when lengths differ, an overlap names an unknown area, a share is outside 0 to 1 or a
 * source's shares add up to more than 1 (people would count twice). Linear.
 */
TargetSummary summariseTargets( const std::vector<Overlap> &overlaps, Column sourcePopulation, Column sourceScore,
                                Column sourceClass, double classLimit, Column targetPopulation );

} // namespace communitysafety::statistics
