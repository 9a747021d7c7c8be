// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"

#include <QString>

#include <vector>

namespace communitysafety::base
{

/**
 * The administrative areas that each outline touches, with their shares of its ground: "Ward A 62 %, Ward B 38 %", the
 * largest first. Areas of the same name count together; shares below 1 % are left out.
 * \param attribute the place of the name among the fields that were asked for in AreasReading::fields
 * \param progress throws statistics::Cancelled
 */
std::vector<QString> touchedAreas( const std::vector<QgsGeometry> &outlines, const Areas &areas, int attribute,
                                   const statistics::Progress &progress );

//! Where people live, for touchedAreasByPeople(): cells in the order of their numbers of people, missing = nobody.
struct PeopledCells
{
  const std::vector<QgsGeometry> &cells;
  const std::vector<double> &people;
};

/**
 * The same with the shares of its people, who are taken to live evenly in each cell; by ground where nobody lives, or
 * where no cells are. People outside of all \a areas count in no share, so that shares can add up to less than 100 %.
 */
std::vector<QString> touchedAreasByPeople( const std::vector<QgsGeometry> &outlines, const Areas &areas, int attribute,
                                           const PeopledCells &cells, const statistics::Progress &progress );

} // namespace communitysafety::base
