// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <vector>

//! Brownlee 1965, oxidation of ammonia: 21 days of four measures (data set stackloss of R).
inline const std::vector<std::vector<double>> stackLoss = {
  { 80, 80, 75, 62, 62, 62, 62, 62, 58, 58, 58, 58, 58, 58, 50, 50, 50, 50, 50, 56, 70 },
  { 27, 27, 25, 24, 22, 23, 24, 24, 23, 18, 18, 17, 18, 19, 18, 18, 19, 19, 20, 20, 20 },
  { 89, 88, 90, 87, 87, 87, 93, 93, 87, 80, 89, 88, 82, 93, 89, 86, 72, 79, 80, 82, 91 },
  { 42, 37, 37, 28, 18, 18, 19, 20, 15, 14, 14, 13, 11, 12, 8, 7, 8, 8, 9, 15, 15 },
};

inline std::vector<communitysafety::statistics::Column> columnsOf( const std::vector<std::vector<double>> &values )
{
  return { values.begin(), values.end() };
}
