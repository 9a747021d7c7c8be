// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "cityplan.h"
#include "voronoi.h"

#include <cstdint>
#include <string>
#include <vector>

namespace communitysafety::samplecity
{

class Random;

//! A census area in the manner of a Lower layer Super Output Area.
struct SmallArea
{
  std::string code;
  std::string name;
  Point site;
  Ring ring;
  int residents = 0;
  int households = 0;
  int dwellings = 0;
  int ward = 0;
  int constituency = 0;
};

//! A block of addresses at one point, as a postcode is.
struct AddressBlock
{
  Point place;
  int area = 0;
  int residents = 0;
  int households = 0;
};

/**
 * The census areas of the city, which tile it without gap or overlap, and the address blocks within them.
 *
 * Areas are the Voronoi cells of sites that are dense where people live; pairs of sites on both banks make the river
 * a boundary. A place therefore belongs to the area of the nearest site.
 */
class SmallAreas
{
public:
  static constexpr int count = 180;
  static constexpr int wardCount = 24;
  static constexpr int constituencyCount = 4;
  static constexpr int residents = 290000;

  SmallAreas( const CityPlan &plan, std::uint64_t seed );

  const std::vector<SmallArea> &areas() const { return mAreas; }
  const std::vector<AddressBlock> &addressBlocks() const { return mBlocks; }
  int areaAt( Point place ) const;
  int wardAt( Point place ) const { return mAreas[areaAt( place )].ward; }

private:
  struct Pixel
  {
    Point centre;
    double residents = 0;
    int area = 0;
  };

  std::vector<Point> riverBanks() const;
  void layPixels();
  void spreadSites( std::uint64_t seed );
  //! One round of Lloyd's iteration, which makes areas compact: each free site moves to the centre of its residents.
  void moveToResidents( std::size_t firstFree );
  void drawRings();
  void countResidents( std::uint64_t seed );
  void formBlocks( std::uint64_t seed );
  void addBlock( const std::vector<Pixel> &pixels, Random &random );
  void shareAmongBlocks();
  void formWards();
  void nameAreas();

  const CityPlan &mPlan;
  std::vector<Pixel> mPixels;
  std::vector<Point> mSites;
  std::vector<SmallArea> mAreas;
  std::vector<AddressBlock> mBlocks;
};

} // namespace communitysafety::samplecity
