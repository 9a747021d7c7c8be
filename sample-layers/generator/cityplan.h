// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <vector>

namespace communitysafety::samplecity
{

//! Easting and northing on the British National Grid, in metres.
struct Point
{
  double x = 0;
  double y = 0;
};

double distance( Point a, Point b );

//! A round patch of the city, fading outwards: \a radius is where its effect has fallen to about a third.
struct Patch
{
  Point centre;
  double radius = 0;
  double strength = 0;
};

//! The lie of the land: everything that is decided by hand and not by chance.
class CityPlan
{
public:
  CityPlan();

  const std::vector<Point> &outline() const { return mOutline; }
  const std::vector<Point> &river() const { return mRiver; }
  Point centre() const { return mCentre; }
  Point hospital() const;
  Point policeStation() const;

  bool contains( Point place ) const;
  double distanceToRiver( Point place ) const;
  //! Residents per unit of area, on a scale of its own where the inner suburbs lie around 1.
  double residentDensity( Point place ) const;
  //! 1 in the middle of the shopping streets, falling to 0 within a kilometre.
  double centrality( Point place ) const;
  //! 1 in the middle of an industrial zone, 0 elsewhere.
  double industry( Point place ) const;

private:
  void drawOutline();
  void drawRiver();

  Point mCentre{ 430100, 300100 };
  std::vector<Point> mOutline;
  std::vector<Point> mRiver;
  std::vector<Patch> mEstates;
  std::vector<Patch> mIndustry;
  std::vector<Patch> mParks;
};

} // namespace communitysafety::samplecity
