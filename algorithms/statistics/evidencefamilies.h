// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/bordergraph.h"
#include "statistics/circularscan.h"
#include "statistics/cutscan.h"
#include "statistics/nullmaps.h"
#include "statistics/progress.h"
#include "statistics/repeatedscan.h"
#include "statistics/scanstream.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace communitysafety::statistics
{

//! What the places of a map are.
enum class ScanLayout
{
  squareGrid,  //!< columns and rows
  hexagonGrid, //!< axial coordinates q and r
  centres      //!< any polygons, by a point in each
};

//! The map that is searched: its places, who borders whom, and how large each place is.
struct ScanSupport
{
  BorderGraph borders;
  ScanLayout layout = ScanLayout::squareGrid;
  //! Grids: one number per place; column and row, or q and r.
  std::vector<int> columns;
  std::vector<int> rows;
  //! Centres: coordinates in one unit.
  std::vector<double> x;
  std::vector<double> y;
  //! Population or area of each place, for the limits of size; empty = each place counts one.
  std::vector<double> size;
};

//! Which shapes compete.
struct EvidenceShapes
{
  /**
   * Prices of the outline of free shapes, in nats per side of a typical place; empty = no free shapes. The lowest finds
   * thin and winding areas, the highest compact ones that are very high. Below 0.2 random maps are full of winding
   * areas and nothing weak is found any more.
   */
  std::vector<double> penalties = { 0.25, 0.35, 0.5, 0.75, 1.5 };
  //! Relative risks at which the search for free shapes starts, and how often each is then fitted to what was found;
  //! see CutScanOptions.
  std::vector<double> relativeRisks = { 1.2, 1.4, 1.7, 2.2, 3 };
  std::size_t rounds = 3;
  bool circles = true;
  //! Long axis ÷ short axis of the ellipses; empty = none.
  std::vector<double> axisRatios = { 2, 4 };
  //! Circles hold at most this share of all places, and at most so many places; ellipses a half of either.
  double largestShare = 0.25;
  std::size_t largestZone = 600;
  /**
   * How much a circle, and an ellipse, is preferred to free shapes that are as surprising; see FamilyChoice. A circle
   * is told by three numbers and a free shape by its whole outline, so that of two that explain the map equally well
   * the circle is likelier to be found again.
   */
  double circlePrior = 5;
  double ellipsePrior = 2;
  //! The summed size of a neighbourhood lies between these.
  double minimumSize = 0;
  double maximumSize = std::numeric_limits<double>::infinity();

  //! Fewer prices, levels and directions, in about half the time: for maps of more than some 10,000 places.
  static EvidenceShapes forLargeMaps();
};

/**
 * Circles, ellipses and cuts over one map: the best candidate of each family.
 *
 * Holds the scans and a store of cut scans, one for each thread at work. \a support must outlive it. Safe to use from
 * several threads. Throws as the scans do.
 */
class EvidenceFamilies
{
public:
  EvidenceFamilies( const ScanSupport &support, const EvidenceShapes &shapes );

  //! "circle", "ellipse", "cut 0.75" ...; none when no family is chosen.
  std::vector<std::string> names() const;
  //! In the same order.
  std::vector<double> priors() const;

  //! What searches of maps that differ little can tell each other: the list of one map.
  using Memory = std::vector<RepeatedScan>;
  Memory newMemory() const;

  /**
   * The best candidate of each family on \a streams without the places \a taken (ascending), each connected; empty
   * where nothing is above expectation. \a threads as forEachInParallel(). A \a memory of the searches before changes
   * nothing but the time.
   */
  std::vector<ScanCandidate> bestOfEach( const std::vector<ScanStream> &streams,
                                         const std::vector<std::uint32_t> &taken, unsigned threads,
                                         Memory *memory = nullptr ) const;

  //! [map][family]: the same for each of \a maps maps in which \a draw exchanges the observed values; in one thread.
  std::vector<std::vector<ScanCandidate>> bestOfMaps( const std::vector<ScanStream> &streams,
                                                      const std::vector<std::uint32_t> &taken, std::size_t maps,
                                                      const CircularScan::DrawMap &draw,
                                                      const Progress &progress ) const;

  /**
   * The best candidate of each cut family among sets whose places are at least about \a relativeRisk times as high as
   * expected: the search starts at that risk and is not fitted downwards.
   */
  std::vector<ScanCandidate> steeperCuts( const std::vector<ScanStream> &streams,
                                          const std::vector<std::uint32_t> &taken, double relativeRisk ) const;

  //! [family][map]: the best score of every family on each of \a maps null maps.
  std::vector<std::vector<double>> nullScores( const std::vector<ScanStream> &streams, const NullMaps &nullMaps,
                                               std::size_t maps, unsigned threads, const Progress &progress ) const;

  //! Families before the cuts: circle, ellipse.
  std::size_t zoneFamilies() const { return mZones.size(); }

private:
  struct ZoneFamily
  {
    std::string name;
    double prior;
    std::unique_ptr<CircularScan> scan;
  };

  void addZones( const std::string &name, double prior, const std::vector<double> &axisRatios, double part );
  std::unique_ptr<CutScan> takeCutScan() const;
  void giveBack( std::unique_ptr<CutScan> scan ) const;
  ScanCandidate connected( ScanCandidate candidate, const std::vector<ScanStream> &streams ) const;
  std::vector<ScanCandidate> cuts( const std::vector<ScanStream> &streams,
                                   const std::vector<std::uint32_t> &taken ) const;

  const ScanSupport &mSupport;
  EvidenceShapes mShapes;
  std::vector<ZoneFamily> mZones;
  mutable std::mutex mMutex;
  mutable std::vector<std::unique_ptr<CutScan>> mIdle;
};

} // namespace communitysafety::statistics
