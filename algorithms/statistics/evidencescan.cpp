// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/evidencescan.h"

#include "statistics/arguments.h"
#include "statistics/evidencefigures.h"
#include "statistics/familychoice.h"
#include "statistics/snappedplaces.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::statistics
{
namespace
{

// The part of the progress bar that the null maps take.
constexpr double nullMapsDone = 0.7;

/**
 * What is left of the map once the neighbourhoods found so far are taken out: their places are missing, and the others
 * are as high on average as the whole map was.
 */
class RemainingMap
{
public:
  explicit RemainingMap( const std::vector<ScanStream> &streams ) : mAll( streams )
  {
    for ( const ScanStream &stream : streams )
    {
      mObserved.emplace_back( stream.observed.begin(), stream.observed.end() );
      mExpected.emplace_back( stream.expected.begin(), stream.expected.end() );
    }
    for ( std::size_t stream = 0; stream < streams.size(); ++stream )
      mLevels.push_back( levelOf( stream ) );
  }

  //! Valid until the next takeOut().
  std::vector<ScanStream> streams() const
  {
    std::vector<ScanStream> left = mAll;
    for ( std::size_t stream = 0; stream < left.size(); ++stream )
    {
      left[stream].observed = mObserved[stream];
      left[stream].expected = mExpected[stream];
    }
    return left;
  }

  void takeOut( const std::vector<std::uint32_t> &places )
  {
    mTaken.insert( mTaken.end(), places.begin(), places.end() );
    std::sort( mTaken.begin(), mTaken.end() );
    for ( std::size_t stream = 0; stream < mAll.size(); ++stream )
    {
      for ( const std::uint32_t place : places )
        mObserved[stream][place] = mExpected[stream][place] = missing;
      restoreLevel( stream );
    }
  }

  const std::vector<std::uint32_t> &taken() const { return mTaken; }

private:
  //! Poisson: observed / expected; Gaussian: the mean deviation.
  double levelOf( std::size_t stream ) const
  {
    ScanSum sum;
    for ( std::size_t place = 0; place < mObserved[stream].size(); ++place )
    {
      const ScanSum term = scanTerm( streamOf( stream ), place );
      sum.observed += term.observed;
      sum.expected += term.expected;
    }
    return sum.expected > 0 ? sum.observed / sum.expected : 0;
  }

  ScanStream streamOf( std::size_t stream ) const
  {
    ScanStream left = mAll[stream];
    left.observed = mObserved[stream];
    left.expected = mExpected[stream];
    return left;
  }

  void restoreLevel( std::size_t stream )
  {
    const double level = levelOf( stream );
    if ( mAll[stream].model == StreamModel::gaussian )
      for ( double &value : mObserved[stream] )
        value += mLevels[stream] - level;
    else if ( level > 0 && mLevels[stream] > 0 )
      for ( double &value : mExpected[stream] )
        value *= level / mLevels[stream];
  }

  std::vector<ScanStream> mAll;
  std::vector<std::vector<double>> mObserved;
  std::vector<std::vector<double>> mExpected;
  std::vector<double> mLevels;
  std::vector<std::uint32_t> mTaken;
};

//! Finds one neighbourhood after the other.
class Search
{
public:
  Search( const ScanSupport &support, const std::vector<ScanStream> &streams, const EvidenceFamilies &families,
          const FamilyChoice &choice, const EvidenceScanOptions &options )
    : mSupport( support ), mStreams( streams ), mFamilies( families ), mChoice( choice ), mOptions( options ),
      mLeft( streams ), mMemory( families.newMemory() ), mNames( families.names() )
  {
  }

  //! The next neighbourhood, with p; without places when nothing qualifies.
  EvidenceNeighbourhood next()
  {
    const std::vector<ScanStream> left = mLeft.streams();
    std::vector<ScanCandidate> candidates = mFamilies.bestOfEach( left, mLeft.taken(), mOptions.threads, &mMemory );
    makeSteeper( candidates, left );
    EvidenceNeighbourhood best;
    best.statistic = -std::numeric_limits<double>::infinity();
    for ( std::size_t family = 0; family < candidates.size(); ++family )
    {
      const double statistic = mChoice.statistic( family, candidates[family].score );
      if ( !( statistic > best.statistic ) || !qualifies( mSupport, mStreams, candidates[family].places, mOptions ) )
        continue;
      best.statistic = statistic;
      best.places = candidates[family].places;
      best.family = mNames[family];
    }
    if ( best.places.empty() )
      return best;
    best.p = mChoice.p( best.statistic );
    best.evidence = evidenceOf( left, best.places );
    describeEvidence( best, mStreams );
    return best;
  }

  void takeOut( const std::vector<std::uint32_t> &places ) { mLeft.takeOut( places ); }

private:
  //! In place of cuts that are too faint, the best of the steeper ones.
  void makeSteeper( std::vector<ScanCandidate> &candidates, const std::vector<ScanStream> &left ) const
  {
    const std::size_t first = mFamilies.zoneFamilies();
    const auto isFaint = [this]( const ScanCandidate &candidate )
    { return !candidate.places.empty() && !isHighEnough( mStreams, candidate.places, mOptions ); };
    if ( std::none_of( candidates.begin() + std::ptrdiff_t( first ), candidates.end(), isFaint ) )
      return;
    constexpr int mostSteps = 12;
    double risk = std::max( 1.2, mOptions.minimumRelativeRisk );
    for ( int step = 0; step < mostSteps; ++step, risk *= 1.5 )
    {
      const std::vector<ScanCandidate> steeper = mFamilies.steeperCuts( left, mLeft.taken(), risk );
      bool allDone = true;
      for ( std::size_t cut = 0; cut < steeper.size(); ++cut )
      {
        ScanCandidate &candidate = candidates[first + cut];
        if ( isFaint( candidate ) )
          candidate = steeper[cut];
        allDone = allDone && !isFaint( candidate );
      }
      if ( allDone )
        return;
    }
  }

  const ScanSupport &mSupport;
  const std::vector<ScanStream> &mStreams;
  const EvidenceFamilies &mFamilies;
  const FamilyChoice &mChoice;
  const EvidenceScanOptions &mOptions;
  RemainingMap mLeft;
  EvidenceFamilies::Memory mMemory;
  std::vector<std::string> mNames;
};

//! The streams with baselines that stand where the incidents are recorded.
class RecordedStreams
{
public:
  RecordedStreams( const ScanSupport &support, const std::vector<ScanStream> &streams,
                   const EvidenceScanOptions &options )
  {
    if ( options.followsSnapping )
      mSnapped = statistics::snappedPlaces( streams, support.borders );
    mBaselines = baselinesAsRecorded( streams, mSnapped );
    mStreams = withExpected( streams, mBaselines );
  }
  RecordedStreams( const RecordedStreams & ) = delete;
  RecordedStreams &operator=( const RecordedStreams & ) = delete;

  const std::vector<SnappedPlace> &snapped() const { return mSnapped; }
  const std::vector<ScanStream> &streams() const { return mStreams; }

private:
  std::vector<SnappedPlace> mSnapped;
  std::vector<std::vector<double>> mBaselines;
  std::vector<ScanStream> mStreams;
};

void requireOptions( const EvidenceScanOptions &options )
{
  requireBetween( "The significance", options.significance, 0, 1 );
  requireBetween( "The minimum relative risk", options.minimumRelativeRisk, 0, std::numeric_limits<double>::max() );
}

void setMemberships( EvidenceScan &scan, const ScanSupport &support, const std::vector<ScanStream> &streams,
                     const FamilyChoice &choice, const EvidenceScanOptions &options, const Progress &progress )
{
  std::vector<std::vector<std::uint32_t>> places;
  for ( const EvidenceNeighbourhood &neighbourhood : scan.neighbourhoods )
    places.push_back( neighbourhood.places );
  MembershipOptions membership;
  membership.resamples = options.resamples;
  membership.seed = options.seed;
  membership.threads = options.threads;
  std::vector<ClusterMembership> memberships =
    clusterMemberships( support, streams, places, options.shapes, choice, membership, progress );
  for ( std::size_t row = 0; row < memberships.size(); ++row )
    scan.neighbourhoods[row].membership = std::move( memberships[row] );
}

} // namespace

EvidenceScan findByEvidence( const ScanSupport &support, const std::vector<ScanStream> &streams,
                             const EvidenceScanOptions &options, const Progress &progress )
{
  requireOptions( options );
  const FamilyChoice choice = calibrateFamilies( support, streams, options, slice( progress, 0, nullMapsDone ) );
  return findByEvidence( support, streams, options, choice, slice( progress, nullMapsDone, 1 ) );
}

FamilyChoice calibrateFamilies( const ScanSupport &support, const std::vector<ScanStream> &streams,
                                const EvidenceScanOptions &options, const Progress &progress )
{
  requireStreams( streams, support.borders.size() );
  const RecordedStreams recorded( support, streams, options );
  NullMapOptions nullMapOptions{ options.shared, options.seed, recorded.snapped() };
  if ( options.shared.empty() && options.estimatesShared )
    nullMapOptions.shared = estimateSharedEvents( recorded.streams(), support.borders );
  const NullMaps nullMaps( streams, support.borders, nullMapOptions );
  const EvidenceFamilies families( support, options.shapes );
  return FamilyChoice( families.nullScores( recorded.streams(), nullMaps, options.nullMaps, options.threads, progress ),
                       families.priors() );
}

EvidenceScan findByEvidence( const ScanSupport &support, const std::vector<ScanStream> &given,
                             const EvidenceScanOptions &options, const FamilyChoice &choice, const Progress &progress )
{
  requireOptions( options );
  requireStreams( given, support.borders.size() );
  const RecordedStreams recorded( support, given, options );
  const std::vector<ScanStream> &streams = recorded.streams();
  const EvidenceFamilies families( support, options.shapes );
  EvidenceScan scan;
  scan.snappedPlaces = recorded.snapped().size();
  scan.families = families.names();
  scan.nullMaxima = choice.nullMaxima();
  Search search( support, streams, families, choice, options );
  const double searchDone = options.resamples > 0 ? 0.5 : 1;
  std::size_t counted = 0;
  while ( options.targetCount == 0 || counted < options.targetCount )
  {
    const double target = options.targetCount > 0 ? double( options.targetCount ) : double( counted + 10 );
    report( progress, searchDone * double( counted ) / target );
    EvidenceNeighbourhood found = search.next();
    if ( found.places.empty() )
      break;
    if ( found.p > options.significance )
    {
      scan.nextP = found.p;
      break;
    }
    search.takeOut( found.places );
    counted += !options.counts || options.counts( streams, found.places ) ? 1 : 0;
    scan.neighbourhoods.push_back( std::move( found ) );
  }
  setFalseDiscoveryRates( scan );
  if ( options.resamples > 0 && !scan.neighbourhoods.empty() )
    setMemberships( scan, support, streams, choice, options, slice( progress, searchDone, 1 ) );
  report( progress, 1 );
  return scan;
}

} // namespace communitysafety::statistics
