// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "samplecity.h"

#include <ogr_spatialref.h>

#include <memory>
#include <string>
#include <vector>

namespace communitysafety::samplecity
{

//! A place to which the police move crimes before they publish them.
struct MapPoint
{
  std::string longitude;
  std::string latitude;
  std::string location; //!< "On or near Foundry Street"
  int area = -1;        //!< the small area, or -1 outside the city
};

/**
 * The published map points of the city, one or two in each square, and a few in the towns around it.
 *
 * Longitude and latitude come from the seven-parameter transformation EPSG:1314, written out, because the result must
 * not depend on which correction grids a machine has.
 */
class StreetMap
{
public:
  explicit StreetMap( const SampleCity &city );

  //! The point to which the events at an address in a square are moved.
  const MapPoint &pointOf( std::size_t cell, std::size_t address ) const;
  const std::vector<MapPoint> &outside() const { return mOutside; }
  int size() const;

private:
  MapPoint place( Point where, const std::string &location, int area ) const;
  std::string locationName( const SampleCity &city, Point where, Random &random ) const;

  std::unique_ptr<OGRCoordinateTransformation> mToDegrees;
  std::vector<std::vector<MapPoint>> mPointsOfCell;
  std::vector<MapPoint> mOutside;
};

} // namespace communitysafety::samplecity
