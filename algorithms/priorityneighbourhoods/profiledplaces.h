// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "priorityneighbourhoods/profiledcells.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::priorityneighbourhoods
{

//! The share (0 to 1) of a cell's ground in a place.
struct CellPart
{
  std::size_t cell = 0;
  double share = 0;
};

//! A neighbourhood that is profiled.
struct ProfiledPlace
{
  static constexpr int noParent = -1;

  QString id;
  //! Its local name, else its name, else empty.
  QString name;
  QgsGeometry outline;
  double squareMetres = 0;
  //! As the layer has them; missing where it does not.
  double index = statistics::missing;
  double rank = statistics::missing;
  std::vector<CellPart> cells;
  //! Share of its ground that has cells.
  double covered = 0;
  //! Missing where the cells have no population.
  double people = statistics::missing;
  //! The larger area that holds most of its ground, and what share it holds.
  int parent = noParent;
  double parentShare = statistics::missing;
  //! "Ward A 62 %, Ward B 38 %"; empty where no areas are given.
  QString touches;

  QString words() const { return name.isEmpty() ? id : name; }
};

//! A larger area, such as a district: all outlines of one name.
struct ParentArea
{
  QString name;
  QgsGeometry outline;
  std::vector<CellPart> cells;
};

struct ProfiledPlaces
{
  QString layer;
  //! By id.
  std::vector<ProfiledPlace> places;
  //! By name.
  std::vector<ParentArea> parents;

  std::vector<QgsGeometry> outlines() const;
};

struct PlaceLayers
{
  const base::Source &outlines;
  QString outlineId;
  const base::Source *parents = nullptr;
  QString parentName;
  const base::Source *admin = nullptr;
  QString adminName;
  base::InvalidGeometry invalidGeometry = base::InvalidGeometry::repair;
};

/**
 * Reads the neighbourhoods and lays them over the cells: a cell counts in a neighbourhood with the share of its ground
 * that lies inside, in each of several that overlap.
 *
 * Told, and nothing left out: neighbourhoods that overlap, lie partly or wholly outside of the cells, in which
 * nobody lives, or which no larger area holds; larger areas that hold one and that the cells do not cover. A layer
 * without neighbourhoods gives none and a warning, so that a model does not stop in a city where none was found.
 */
ProfiledPlaces readProfiledPlaces( base::Run &run, const PlaceLayers &layers, const ProfiledCells &cells );

} // namespace communitysafety::priorityneighbourhoods
