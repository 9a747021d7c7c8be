// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>

#include <array>

namespace communitysafety::preparedata
{

/**
 * What a pair of numbers can be in the United Kingdom. The ranges of degrees and of metres do not meet, so that every
 * pair can be told by itself; only whether two British metres were exchanged cannot.
 */
enum class PairKind
{
  britishGrid,    //!< Easting and northing, in metres
  degrees,        //!< Longitude and latitude
  swappedDegrees, //!< Latitude and longitude
  webMercator,    //!< Metres of web maps, EPSG:3857
  zero,           //!< 0, 0: no position
  elsewhere
};

inline constexpr int pairKindCount = 6;

PairKind pairKind( double x, double y );

/**
 * Whether the coordinates of a layer are rounded, from its pairs: to squares of 1,000 m or 100 m, given by a corner or
 * by the centre, or to two or three decimals of a degree, which are about as much.
 */
class RoundingEvidence
{
public:
  void add( double x, double y, bool inDegrees );

  //! 1,000, 100 or 10 where at least 99 of 100 pairs, and at least twenty, are so rounded; else 1. In metres.
  double step() const;

private:
  static constexpr std::array<double, 3> steps{ 1000.0, 100.0, 10.0 };

  qint64 mPairs = 0;
  std::array<qint64, steps.size()> mRounded{};
};

} // namespace communitysafety::preparedata
