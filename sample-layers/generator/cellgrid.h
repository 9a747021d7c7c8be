// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "cityplan.h"

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace communitysafety::samplecity
{

class Random;

//! A 200 m square of the national grid; column and row count from the grid's origin.
struct Cell
{
  int column = 0;
  int row = 0;
  Point centre;
};

//! The squares whose centre lies in the city, from south-west to north-east.
class CellGrid
{
public:
  static constexpr double side = 200;

  explicit CellGrid( const CityPlan &plan );

  const std::vector<Cell> &cells() const { return mCells; }
  //! The position of a square in cells(), or -1 outside the city.
  int find( int column, int row ) const;
  //! The square's corners all lie in the city.
  bool isWhole( int cell ) const { return mWhole[cell]; }
  //! A place in the square and in the city, to the metre.
  Point randomPlace( std::size_t cell, Random &random ) const;

private:
  const CityPlan &mPlan;
  std::vector<Cell> mCells;
  std::vector<bool> mWhole;
  std::map<std::pair<int, int>, int> mIndex;
};

} // namespace communitysafety::samplecity
