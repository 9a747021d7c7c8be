// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/progress.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace communitysafety::statistics
{

//! In which steps a zone grows around its centre.
enum class ScanOrder
{
  wholeRings, //!< all places at one distance at once: a zone is a complete disc or ellipse
  onePlace    //!< place by place, equal distances in the order of x, then y: half-finished rings are zones too
};

//! Which zones are looked at.
struct ScanZoneOptions
{
  //! Long axis ÷ short axis of the shapes; 1 = circle. Without 1 there are no circles. A ratio s is turned through
  //! ⌊3 s⌋ directions, so that 1.5, 2, 3, 4, 5 have 4, 6, 9, 12, 15. REQUIRES 1 or more.
  std::vector<double> axisRatios = { 1 };
  //! How much size a zone may have, as a share of all. REQUIRES above 0, at most 1.
  double largestShare = 0.5;
  //! Size of each place: its expected incidents, population or area. Empty = each place counts one. REQUIRES 0 or more.
  std::vector<double> size;
  ScanOrder order = ScanOrder::wholeRings;
};

struct ScanShape
{
  double axisRatio = 1;
  //! Direction of the long axis in degrees, anticlockwise from the x axis, above -90 to 90.
  double angle = 0;
};

/**
 * The nested zones around one centre in one shape: zone k is the first ends[k] of the places. Reused from centre to
 * centre, so that nothing is allocated in the loop.
 */
struct ScanWalk
{
  std::vector<std::uint32_t> places;
  std::vector<std::uint32_t> ends;
  //! Kept from the centre before, where the next search is likely to end; has no influence on the result.
  double reach = 0;
  std::vector<std::pair<double, std::uint32_t>> candidates;

  void clear()
  {
    places.clear();
    ends.clear();
  }
};

/**
 * All circles and ellipses around the places of a map, from one place up to the largest share of the size: which places
 * each of them holds.
 *
 * A place belongs to a zone when its point (the centre of a cell, the point given) does. On a grid the zones are found
 * by offsets sorted by distance, the same around every cell, so that no lists of neighbours are kept: memory grows with
 * the bounding box of the grid, not with cells × zone. Gaps and masks are allowed. A grid that fills less than a tenth
 * of its bounding box is treated as scattered points. Around points the places are gathered from a bucket index and
 * sorted, O(m log m) for m places in the largest zone, and kept as long as all lists together stay below about
 * 256 MB.
 *
 * Immutable, so safe to read from several threads. Distances that differ by less than 1e-9 of themselves are equal.
 */
class ScanZones
{
public:
  //! Cells by column and row. Throws std::invalid_argument when lengths differ, a cell is given twice or an option is
  //! out of its range.
  static ScanZones onSquareGrid( const std::vector<int> &columns, const std::vector<int> &rows,
                                 const ScanZoneOptions &options );

  //! Hexagons in axial coordinates; q points along the x axis, r 60° anticlockwise of it. Errors as onSquareGrid().
  static ScanZones onHexagonGrid( const std::vector<int> &q, const std::vector<int> &r,
                                  const ScanZoneOptions &options );

  //! Points with coordinates in one unit, metres as a rule; several may coincide. Throws std::invalid_argument when
  //! lengths differ or a coordinate is missing or infinite. \a progress: of finding the lists; throws Cancelled.
  static ScanZones ofCentres( const std::vector<double> &x, const std::vector<double> &y,
                              const ScanZoneOptions &options, const Progress &progress = {} );

  //! The number of places, each of which is also a centre.
  std::size_t size() const;

  const std::vector<ScanShape> &shapes() const;

  //! Fills \a walk with the zones around \a centre. A single place above the largest share is no zone.
  void around( std::uint32_t centre, std::size_t shape, ScanWalk &walk ) const;

  //! Distance from \a centre to \a place as \a shape measures it: half the long axis of the zone that ends there, in
  //! cell sides (square), cell distances (hexagon) or the unit of the points.
  double distance( std::uint32_t centre, std::uint32_t place, std::size_t shape ) const;

  //! Distances of all places from one.
  std::vector<double> distances( std::uint32_t place, std::size_t shape ) const;

private:
  struct Support;
  explicit ScanZones( std::shared_ptr<const Support> support );

  std::shared_ptr<const Support> mSupport;
};

} // namespace communitysafety::statistics
