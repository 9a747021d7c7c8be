// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/bordergraph.h"
#include "statistics/minimumcut.h"
#include "statistics/scanstream.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace communitysafety::statistics
{

//! A set of places found by a scan.
struct ScanCandidate
{
  //! Ascending; empty when nothing is above expectation.
  std::vector<std::uint32_t> places;
  //! In nats: the evidence F of the places; of a cut less penalty × perimeter.
  double score = 0;
};

struct CutScanOptions
{
  //! Price of the outline, in nats per side of a typical place. The higher, the rounder and larger what is found; 0
  //! takes every place above expectation. REQUIRES 0 or more.
  double penalty = 1;
  //! How much higher the level may be, at which the search starts. REQUIRES at least one, each above 1.
  std::vector<double> relativeRisks = { 1.2, 1.35, 1.5, 1.75, 2, 2.5, 3, 4 };
  //! Most cuts from one start. 1 = levels are not fitted to what was found. REQUIRES 1 or more.
  std::size_t rounds = 4;
  //! A size of each place, for instance its population or area, 0 or more; empty = no limits.
  std::vector<double> size;
  //! The summed size of a set lies between these. REQUIRES 0 <= minimum <= maximum.
  double minimumSize = 0;
  double maximumSize = std::numeric_limits<double>::infinity();
};

/**
 * The connected set of places with the most evidence for the length of its outline, of any shape: the maximum of
 * F( S ) − penalty × perimeter( S ).
 *
 * F( S ) is evidenceOf(). For given effects of the streams it is a sum over places (effectGain()), so that one minimum
 * cut finds the best of all 2ⁿ sets. From every relative risk (for a Gaussian stream: from a shift of its logarithm
 * times the typical noise) the search alternates: cut; take the connected part with the highest score; give each stream
 * the effect that fits this part best, at least 0; cut again. Every step raises the score, or ends the search.
 *
 * Limits of size: a part outside of them is fitted by a prize (or price) on every unit of size, raised until it has
 * grown (or shrunk) into the limits (a Lagrange multiplier; the cuts are nested in it, so halving finds it), a part
 * that is too small among the places around it. Where the cuts jump across both limits, the smaller set is grown place
 * by place.
 *
 * What it cannot do: be sure of the best effects of all streams, since it climbs from a few starts; join two raised
 * parts by ground that loses more than its outline saves, which no cut does. Which penalty fits an area is not known
 * before: try several, and let null maps tell which result is the least likely by chance.
 *
 * Holds working memory: one object per thread. The same streams give the same candidate, whatever was searched before.
 * A map of 26,780 cells with three streams and four penalties takes about a tenth of a second where nothing stands out
 * and a quarter where much does, some 30 to 60 cuts.
 *
 * Source: Sharpnack, Krishnamurthy and Singh 2013, Near-optimal anomaly detection in graphs using Lovász extended scan
 * statistic, Advances in Neural Information Processing Systems 26, for the cut; Neill 2012, Fast subset scan for
 * spatial pattern detection, Journal of the Royal Statistical Society B 74 (2), doi:10.1111/j.1467-9868.2011.01014.x,
 * for evidence that is a sum over places; the alternation over several streams, parts and sizes is ours.
 */
class CutScan
{
public:
  //! \a borders must outlive the scan. Throws std::invalid_argument when an option is out of its range.
  explicit CutScan( const BorderGraph &borders, CutScanOptions options = {} );

  //! The best candidate at the penalty of the options. Throws what requireStreams() throws.
  ScanCandidate best( const std::vector<ScanStream> &streams );

  //! One candidate for each of several ascending \a penalties, the same as one by one but in less time.
  std::vector<ScanCandidate> bestForEach( const std::vector<ScanStream> &streams,
                                          const std::vector<double> &penalties );

  //! From now on these \a places alone belong to no candidate: they are taken already. Throws std::invalid_argument
  //! when one is not on the map.
  void leaveOut( const std::vector<std::uint32_t> &places );

private:
  using Places = std::vector<std::uint32_t>;
  using Effects = std::vector<double>;

  enum class State : std::uint8_t
  {
    outside,
    waiting,
    walked
  };

  //! A connected part of a cut with all that its score needs.
  struct Part
  {
    Places places;
    std::vector<ScanSum> sums;
    double perimeter = 0;
    double size = 0;
    double score = 0;
  };

  //! A small map of its own, in which a part is fitted to the limits of size.
  struct Window
  {
    Places places;
    BorderGraph borders;
    std::vector<double> weight;
    std::vector<double> size;
    //! A place of the part that is to grow; nowhere when it is to shrink.
    std::uint32_t follows;
  };

  //! The search at one penalty: what it found, and the parts from which it went on, since it would again.
  struct Search
  {
    double penalty;
    ScanCandidate best;
    std::vector<Places> climbed;
  };

  void requireOptions() const;
  void readStreams( const std::vector<ScanStream> &streams );
  Effects startingEffects( double relativeRisk ) const;
  Effects likeliestEffects( const std::vector<ScanSum> &sums ) const;
  void weigh( const Effects &effects );

  void climb( Places cut, Search &search );
  void walkParts( const Places &cut, double penalty );
  void walkPart( std::uint32_t start, double penalty );
  void add( std::uint32_t place, Part &part ) const;
  void rate( Part &part, double penalty ) const;
  bool isWithinLimits( const Part &part ) const;

  void fitSize( double penalty );
  Window windowOf( const Part &anchor, bool shrink, double penalty );
  Places surroundings( const Part &anchor );
  double tiltLimit( const Window &window, bool shrink ) const;
  Part partWhenTilted( double tilt, const Window &window, MinimumCut &cut, double penalty );
  void growBetween( const Places &inner, const Places &outer, double penalty );
  Places placeToStart( const Places &outer ) const;
  std::uint32_t bestToAdd( const Part &part, double penalty ) const;
  void keepIfFitting( const Part &part );
  Part partOf( const Places &places, double penalty ) const;
  double outlineGrowth( std::uint32_t place ) const;

  const BorderGraph &mBorders;
  CutScanOptions mOptions;
  MinimumCut mCut;
  std::vector<std::uint8_t> mLeftOut;
  std::vector<ScanStream> mStreams;
  //! Per stream, what its places add to the sums, and the mean of what is expected.
  std::vector<std::vector<double>> mObserved;
  std::vector<std::vector<double>> mExpected;
  std::vector<double> mMeanExpected;
  std::vector<double> mWeight;
  //! Of every place: outside of the cut, in it and waiting for its part, or in a part.
  std::vector<State> mState;
  Part mPart;
  //! The parts with the highest score: of any size, and within the limits.
  Part mBestPart;
  Part mBestFitting;
};

} // namespace communitysafety::statistics
