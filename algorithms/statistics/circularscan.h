// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/cutscan.h"
#include "statistics/progress.h"
#include "statistics/scanstream.h"
#include "statistics/scanzones.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace communitysafety::statistics
{

//! What makes one zone better than another.
enum class ScanScore
{
  expectationBased, //!< streamEvidence(): Poisson counts above their baseline, Gaussian deviations
  poisson,          //!< Kulldorff's ratio: what is inside against what is outside. Gaussian streams as above
  bernoulli,        //!< observed = cases, expected = people at risk: cases and controls
  normal            //!< observed = a value per place, all equally sure; expected is not looked at
};

struct CircularScanOptions : ScanZoneOptions
{
  ScanScore score = ScanScore::expectationBased;
  //! Exponent of ellipsePenalty(). 0 = shapes compete on equal terms. REQUIRES 0 or more.
  double compactness = 0;
  //! A zone needs that much observed in some stream. 2 as in SaTScan keeps single cases from being clusters.
  double minimumObserved = 0;
};

class SharedProgress;
class ZoneScore;

//! One circle or ellipse.
struct ScanZone
{
  std::uint32_t centre = 0;
  //! Row of ScanZones::shapes().
  std::size_t shape = 0;
  //! How many of the places around the centre, nearest first; 0 = nothing is above expectation.
  std::uint32_t places = 0;
  //! In nats, ellipsePenalty() included.
  double score = 0;
};

//! The best of the zones of one shape around a centre, and what holds for all of them.
struct AroundCentre
{
  ScanZone best;
  //! Distance of the farthest place, as ScanZones::distance().
  double reach = 0;
  //! Per stream, what the largest zone is expected to have.
  std::vector<double> expected;
};

/**
 * The circular and elliptic scan: of all circles and ellipses around all places, the one in which the data are hardest
 * to explain by one level everywhere.
 *
 * Each zone is scored by the sum over the streams of weight × log-likelihood ratio ÷ dispersion (ScanScore), times the
 * penalty of its shape. Among equal scores the first wins: shapes in their order, centres in theirs, small before
 * large. With ScanScore::poisson the expectations are scaled to the sum of the counts. A place that is missing in every
 * stream is not there: it is no centre and in no candidate, which is how a second neighbourhood is looked for beside a
 * first.
 *
 * Immutable, so safe to use from several threads. One scan costs centres × places in the largest zone × streams, about
 * a nanosecond each, times the shapes (47 with all of SaTScan's).
 * Throws std::invalid_argument as requireStreams() does; Bernoulli and normal scores take a single stream, of at
 * least as many people at risk as cases or of finite values.
 *
 * Source: Kulldorff 1997, doi:10.1080/03610929708831995; several streams as in Kulldorff, Mostashari, Duczmal et al.
 * 2007, Multivariate scan statistics for disease surveillance, Statistics in Medicine 26, doi:10.1002/sim.2818. Checked
 * against SaTScan 9.6 on the leukaemia cases of upstate New York, all clusters of circles and ellipses to six decimals.
 */
class CircularScan
{
public:
  //! A null map: writes the values of all streams on map \a map, one column per stream; called from several threads.
  using DrawMap = std::function<void( std::size_t map, std::vector<std::vector<double>> &observed )>;

  static CircularScan onSquareGrid( const std::vector<int> &columns, const std::vector<int> &rows,
                                    const CircularScanOptions &options = {} );
  static CircularScan onHexagonGrid( const std::vector<int> &q, const std::vector<int> &r,
                                     const CircularScanOptions &options = {} );
  static CircularScan ofCentres( const std::vector<double> &x, const std::vector<double> &y,
                                 const CircularScanOptions &options = {}, const Progress &progress = {} );

  const ScanZones &zones() const { return mZones; }

  const CircularScanOptions &options() const { return mOptions; }

  //! The places of the best zone and its score.
  ScanCandidate best( const std::vector<ScanStream> &streams ) const;

  //! The places of \a zone that are there, with its score.
  ScanCandidate candidateOf( const ScanZone &zone, const std::vector<ScanStream> &streams ) const;

  ScanZone bestZone( const std::vector<ScanStream> &streams ) const;

  //! The best zone of one shape around one centre, if that is there.
  AroundCentre bestAroundOne( const ZoneScore &score, std::uint32_t centre, std::size_t shape ) const;

  /**
   * The best zone around each centre, for each of several ascending \a shares of the size that it may have at most:
   * [share][centre]. A share above the largest of the options is like it. One pass for all shares.
   */
  std::vector<std::vector<ScanZone>> bestAround( const std::vector<ScanStream> &streams,
                                                 const std::vector<double> &shares = { 1 },
                                                 const Progress &progress = {} ) const;

  //! Ascending.
  std::vector<std::uint32_t> placesOf( const ScanZone &zone ) const;

  /**
   * The highest score of each of \a maps maps in which the observed values of \a streams are exchanged for drawn ones:
   * what chance alone reaches. \a draw may be called more than once for a map.
   *
   * A hundred and twenty-eight maps are scanned side by side: their sums are kept in 16 bits where all counts of a map
   * fit, otherwise in single precision, and a logarithm is taken only where a quadratic bound exceeds the highest score
   * so far. The bound is looked at for several zones at once while they grow by an eighth. All of that is exact for
   * counts. The same for any number of \a threads (0 = all). With ScanScore::poisson the drawn counts must keep the sum
   * of the stream.
   */
  std::vector<double> highestScores( const std::vector<ScanStream> &streams, std::size_t maps, const DrawMap &draw,
                                     unsigned threads = 0, const Progress &progress = {} ) const;

  //! The zones that have those scores.
  std::vector<ScanZone> bestZones( const std::vector<ScanStream> &streams, std::size_t maps, const DrawMap &draw,
                                   unsigned threads = 0, const Progress &progress = {} ) const;

private:
  //! Maps from \a begin up to, but not, \a end.
  struct MapRange
  {
    std::size_t begin;
    std::size_t end;
  };

  CircularScan( ScanZones zones, const CircularScanOptions &options );

  template <typename Value>
  bool addBestZones( const std::vector<ScanStream> &streams, const ZoneScore &score, const MapRange &range,
                     const DrawMap &draw, unsigned threads, SharedProgress &progress,
                     std::vector<ScanZone> &best ) const;

  ScanZones mZones;
  CircularScanOptions mOptions;
  //! Per shape.
  std::vector<double> mPenalty;
};

} // namespace communitysafety::statistics
