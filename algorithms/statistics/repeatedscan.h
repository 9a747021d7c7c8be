// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/circularscan.h"
#include "statistics/scanstream.h"

#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

/**
 * The best zone of a map from which one neighbourhood after the other is taken: what CircularScan::bestZone() says of
 * each map, without looking again at zones of which the last search has already told enough.
 *
 * Keeps, for every centre and shape, a number that no zone around it exceeds. Where nothing was taken away near a
 * centre its counts are the same and only the baselines were rescaled. With d = -ln f, f the factor, a ratio s over an
 * expected B rises by at most x d + B (d - 1 + f), x = s / 3 + √(s² / 9 + 2 s B) (Bernstein's bound of C - B); a
 * Gaussian ratio C² / 2 B whose deviations rise by δ rises by at most δ √(2 s B) + δ² B / 2. So the centres are gone
 * through by their numbers, highest first, until the best zone found exceeds the next number: the same zone and score
 * to the last bit.
 *
 * Any streams may follow each other, the fewer of their values change the faster. For expectation-based scores; the
 * other scores are searched anew each time. One object per list. Memory: shapes × centres × (streams + 3) numbers.
 */
class RepeatedScan
{
public:
  //! \a scan must outlive it.
  explicit RepeatedScan( const CircularScan &scan ) : mScan( scan ) {}

  ScanZone bestZone( const std::vector<ScanStream> &streams, unsigned threads );

private:
  //! What is known of the zones of one shape around one centre.
  struct Around
  {
    ScanZone best;
    //! No zone has a higher score.
    double highest = 0;
    //! Distance of the farthest place in a zone.
    double reach = 0;
  };

  void start( const std::vector<ScanStream> &streams );
  void compare( const std::vector<ScanStream> &streams );
  void raiseBounds();
  double rise( std::size_t stream, double ratio, double expected ) const;
  void forgetNear( const std::vector<std::uint32_t> &changed );
  void remember( const std::vector<ScanStream> &streams );

  const CircularScan &mScan;
  std::vector<ScanStream> mStreams;
  //! Per stream, what the places add to the sums of the last map.
  std::vector<std::vector<ScanSum>> mTerms;
  //! Per stream: the smallest factor of what is expected, or the largest rise of a deviation.
  std::vector<double> mFactors;
  std::vector<double> mShifts;
  //! Shape by shape, one for each centre; of those, per stream, the most that a zone is expected to have.
  std::vector<Around> mAround;
  std::vector<double> mMostExpected;
};

} // namespace communitysafety::statistics
