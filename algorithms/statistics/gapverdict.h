// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/gaptrend.h"
#include "statistics/neighbours.h"
#include "statistics/progress.h"
#include "statistics/selectionfall.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace communitysafety::statistics
{

//! What a verdict on the gap rests on.
enum class GapEvidence
{
  //! The years that had no say in the choice of the places, two or more.
  otherYears,
  //! The change from the years of the choice to those after them, less the fall that the choice alone explains.
  fallAllowedFor,
  //! Nothing: no year lies outside the choice, or it is not known when these places were chosen.
  none
};

struct GapVerdict
{
  GapChange change = GapChange::cannotTell;
  GapDoubt doubt = GapDoubt::tooFewYears;
  GapEvidence evidence = GapEvidence::none;
  //! The places look as if they were chosen by the counts of these very years, but it is not said which.
  bool isChoiceUnknown = false;
  //! The years that had no say in the choice, ascending.
  std::vector<std::size_t> otherYears;
  //! Over otherYears.
  GapTrend ratio;
  GapTrend difference;
  //! How far the places are those that had the highest rates in the years of the choice (of all years where it is not
  //! known), 0 to 1. Missing: there was no choice by these counts.
  double overlap = missing;
  //! Only where the places were chosen on some of the years.
  std::optional<SelectionFall> fall;
};

/**
 * Whether the gap narrows or widens, by the strongest evidence that the choice of the places does not spoil.
 *
 * \a chosenOn: per year whether the places were chosen on it; all false: the counts had no say. Nothing: not known;
 * then the places are held against those of the highest rates, and where they overlap by a third no verdict is given,
 * since they would fall by themselves.
 * With two years or more outside the choice the verdict is gapTrend() over them; with fewer, or where these cannot
 * tell, it is fallFromSelection() with the rule of closestRule(). Where that rule finds less than a third of the
 * places, it does not know how they were chosen: any fall from none to twice the expected one is then allowed for. \a
 * neighbours: of the places. Throws as the functions it calls. Checked in simulations without change of φ 1, 2 and 5
 * (see its test).
 */
GapVerdict judgeGap( const std::vector<GapStream> &streams, const std::vector<int> &neighbourhood, Column x, Column y,
                     const Neighbours &neighbours, const std::optional<std::vector<bool>> &chosenOn,
                     const SelectionFallOptions &options = {}, const Progress &progress = {} );

//! The overlap below which places do not look chosen by the counts.
inline constexpr double leastOverlapOfChoice = 1.0 / 3;

} // namespace communitysafety::statistics
