// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "cellgrid.h"
#include "smallareas.h"

#include <array>
#include <string>
#include <vector>

namespace communitysafety::samplecity
{

//! The themes of the composite index; \a planted neighbourhoods stand out in some of them.
enum class Theme
{
  Violence,
  Acquisitive,
  Antisocial,
  Fire,
  Drugs,
  Youth,
  Vulnerable,
  None //!< no planted neighbourhood stands out
};
inline constexpr int themeCount = 8;

//! A neighbourhood with a known excess: the truth that an analysis of the sample city should find again.
struct Planted
{
  std::string name;
  double relativeRisk = 1;
  std::vector<Theme> themes;
  std::vector<int> cells;
};

/**
 * Lays the twelve neighbourhoods onto the grid, each as near to its intended place as these rules allow: inside the
 * city, at least three cells from the others, and with a fifth of its cells or more beyond a ward line.
 * Throws std::logic_error if one of them finds no such place.
 */
std::vector<Planted> plantNeighbourhoods( const CityPlan &plan, const CellGrid &grid, const SmallAreas &areas );

//! The relative risk of each cell in each theme; 1 outside the planted neighbourhoods.
std::vector<std::array<double, themeCount>> relativeRisks( const CellGrid &grid, const std::vector<Planted> &planted );

//! The theme's code in the recipe; empty for None.
std::string themeCode( Theme theme );

} // namespace communitysafety::samplecity
