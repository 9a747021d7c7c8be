// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/regionstability.h"

#include "statistics/arguments.h"
#include "statistics/changedstreams.h"
#include "statistics/distribution.h"
#include "statistics/parallel.h"
#include "statistics/sharedprogress.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <memory>

namespace communitysafety::statistics
{
namespace
{

using Regions = std::vector<RegionPlaces>;

// Random numbers of their own: null maps and resamples of clusterMemberships() number their parts from 0.
constexpr std::uint64_t resamplePart = 1ULL << 32;
constexpr std::uint64_t halvesPart = resamplePart + 1;

RandomStream drawingOf( const StabilityOptions &options, std::size_t run, std::uint64_t part )
{
  return RandomStream( ~options.scan.seed, run, part );
}

//! All places of \a regions, ascending, each once.
RegionPlaces unionOf( const Regions &regions )
{
  RegionPlaces all;
  for ( const RegionPlaces &region : regions )
    all.insert( all.end(), region.begin(), region.end() );
  std::sort( all.begin(), all.end() );
  all.erase( std::unique( all.begin(), all.end() ), all.end() );
  return all;
}

StabilityRun runOf( StabilityChange change, const Regions &neighbourhoods, const Regions &found )
{
  StabilityRun run = heldAgainst( change, overlapsOf( neighbourhoods, found ) );
  for ( const std::uint32_t place : unionOf( found ) )
    run.covered.push_back( { place, 1.0 } );
  return run;
}

//! What the two halves of the data show of each neighbourhood, held against each other.
StabilityRun runOfHalves( const Regions &neighbourhoods, const Regions &one, const Regions &other )
{
  const std::vector<RegionMatch> inOne = matchRegions( overlapsOf( neighbourhoods, one ) );
  const std::vector<RegionMatch> inOther = matchRegions( overlapsOf( neighbourhoods, other ) );
  StabilityRun run;
  run.change = StabilityChange::halfAgainstHalf;
  for ( std::size_t each = 0; each < neighbourhoods.size(); ++each )
  {
    const bool isInBoth = inOne[each].region && inOther[each].region;
    run.jaccard.push_back( isInBoth ? jaccardOfPlaces( one[*inOne[each].region], other[*inOther[each].region] ) : 0 );
    run.rank.push_back( missing );
  }
  run.together = jaccardOfAll( overlapsOf( one, other ) );
  return run;
}

//! All runs on one map.
class Reruns
{
public:
  Reruns( const ScanSupport &support, const std::vector<ScanStream> &streams, const Regions &neighbourhoods,
          const StabilityOptions &options, const FamilyChoice &choice )
    : mSupport( support ), mStreams( streams ), mNeighbourhoods( neighbourhoods ), mOptions( options ),
      mChoice( choice )
  {
  }

  std::vector<StabilityRun> all( const Progress &progress )
  {
    const auto nullMaps = double( 3 * mOptions.scan.nullMaps );
    const double searches = double( 3 * mOptions.runs + 3 ) * double( mNeighbourhoods.size() + 1 );
    const double calibrated = nullMaps / ( nullMaps + searches );
    calibrate( slice( progress, 0, calibrated ) );
    const std::size_t items = 2 * mOptions.runs + 3;
    mRuns.assign( items, {} );
    const Progress searching = slice( progress, calibrated, 1 );
    SharedProgress shared( searching, items );
    forEachInParallel( items, mOptions.scan.threads,
                       [&]( std::size_t item )
                       {
                         mRuns[item] = runsOf( item, shared.withinStep() );
                         shared.step();
                       } );
    return inOrder();
  }

private:
  //! Null maps of half the incidents, and of the prices changed.
  void calibrate( const Progress &progress )
  {
    RandomStream random = drawingOf( mOptions, 0, halvesPart );
    const auto halves = halvesOfStreams( mStreams, random );
    mHalfChoice = std::make_unique<FamilyChoice>(
      calibrateFamilies( mSupport, halves.first.views(), mOptions.scan, slice( progress, 0, 1.0 / 3 ) ) );
    for ( const double change : { -mOptions.penaltyChange, mOptions.penaltyChange } )
    {
      EvidenceScanOptions &priced = mPriced.emplace_back( mOptions.scan );
      for ( double &penalty : priced.shapes.penalties )
        penalty *= 1 + change;
      const double from = double( mPriced.size() ) / 3;
      mPricedChoices.push_back(
        calibrateFamilies( mSupport, mStreams, priced, slice( progress, from, from + 1.0 / 3 ) ) );
    }
  }

  //! Item 0: as it is; 1 and 2: the prices; then the resamples, then the halves.
  std::vector<StabilityRun> runsOf( std::size_t item, const Progress &progress ) const
  {
    if ( item == 0 )
      return { runOf( StabilityChange::nothing, mNeighbourhoods,
                      found( mStreams, mOptions.scan, mChoice, progress ) ) };
    if ( item <= mPriced.size() )
      return { runOf( StabilityChange::penalty, mNeighbourhoods,
                      found( mStreams, mPriced[item - 1], mPricedChoices[item - 1], progress ) ) };
    const std::size_t run = ( item - 1 - mPriced.size() ) % mOptions.runs;
    return item <= mPriced.size() + mOptions.runs ? resample( run, progress ) : halve( run, progress );
  }

  std::vector<StabilityRun> resample( std::size_t run, const Progress &progress ) const
  {
    RandomStream random = drawingOf( mOptions, run, resamplePart );
    const ChangedStreams drawn = resampledStreams( mStreams, random );
    return { runOf( StabilityChange::bootstrap, mNeighbourhoods,
                    found( drawn.views(), mOptions.scan, mChoice, progress ) ) };
  }

  std::vector<StabilityRun> halve( std::size_t run, const Progress &progress ) const
  {
    RandomStream random = drawingOf( mOptions, run, halvesPart );
    const auto halves = halvesOfStreams( mStreams, random );
    const Regions one = found( halves.first.views(), mOptions.scan, *mHalfChoice, progress );
    const Regions other = found( halves.second.views(), mOptions.scan, *mHalfChoice, progress );
    return { runOf( StabilityChange::halfAgainstWhole, mNeighbourhoods, one ),
             runOf( StabilityChange::halfAgainstWhole, mNeighbourhoods, other ),
             runOfHalves( mNeighbourhoods, one, other ) };
  }

  Regions found( const std::vector<ScanStream> &streams, const EvidenceScanOptions &options, const FamilyChoice &choice,
                 const Progress &progress ) const
  {
    EvidenceScanOptions inOneThread = options;
    inOneThread.threads = 1;
    return searchRegions( mSupport, streams, inOneThread, choice, progress );
  }

  std::vector<StabilityRun> inOrder() const
  {
    std::vector<StabilityRun> ordered;
    for ( const StabilityChange change : stabilityChanges() )
      for ( const std::vector<StabilityRun> &runs : mRuns )
        std::copy_if( runs.begin(), runs.end(), std::back_inserter( ordered ),
                      [change]( const StabilityRun &run ) { return run.change == change; } );
    return ordered;
  }

  const ScanSupport &mSupport;
  const std::vector<ScanStream> &mStreams;
  const Regions &mNeighbourhoods;
  const StabilityOptions &mOptions;
  const FamilyChoice &mChoice;
  std::unique_ptr<FamilyChoice> mHalfChoice;
  std::vector<EvidenceScanOptions> mPriced;
  std::vector<FamilyChoice> mPricedChoices;
  std::vector<std::vector<StabilityRun>> mRuns;
};

void requireOptions( const StabilityOptions &options )
{
  requireBetween( "The number of runs", double( options.runs ), 1, 1e6 );
  requireBetween( "The change of the penalty", options.penaltyChange, 1e-6, 0.999 );
}

//! The numbers that \a number gives of the runs of one kind, lowest first.
std::vector<double> sortedOf( const std::vector<StabilityRun> &runs, StabilityChange change,
                              const std::function<double( const StabilityRun & )> &number )
{
  std::vector<double> numbers;
  for ( const StabilityRun &run : runs )
    if ( run.change == change )
      numbers.push_back( number( run ) );
  return sortedPresent( numbers );
}

StabilitySummary withQuantiles( const std::vector<double> &jaccards )
{
  StabilitySummary summary;
  summary.runs = jaccards.size();
  summary.jaccardMedian = quantile( jaccards, 0.5 );
  summary.jaccardLow = quantile( jaccards, 0.05 );
  summary.jaccardHigh = quantile( jaccards, 0.95 );
  return summary;
}

} // namespace

std::vector<StabilityChange> stabilityChanges()
{
  return { StabilityChange::nothing,         StabilityChange::bootstrap, StabilityChange::halfAgainstWhole,
           StabilityChange::halfAgainstHalf, StabilityChange::penalty,   StabilityChange::originShift };
}

StabilityRun heldAgainst( StabilityChange change, const RegionOverlaps &overlaps )
{
  const std::vector<RegionMatch> matches = matchRegions( overlaps );
  StabilityRun run;
  run.change = change;
  std::vector<bool> isKnown( overlaps.second.size(), false );
  for ( const RegionMatch &match : matches )
  {
    run.jaccard.push_back( match.jaccard );
    if ( match.region )
      isKnown[*match.region] = true;
  }
  run.rank = ranksOfMatches( matches );
  run.together = jaccardOfAll( overlaps );
  run.others = std::size_t( std::count( isKnown.begin(), isKnown.end(), false ) );
  return run;
}

std::vector<RegionPlaces> searchRegions( const ScanSupport &support, const std::vector<ScanStream> &streams,
                                         const EvidenceScanOptions &options, const FamilyChoice &choice,
                                         const Progress &progress )
{
  EvidenceScanOptions withoutResamples = options;
  withoutResamples.resamples = 0;
  const EvidenceScan scan = findByEvidence( support, streams, withoutResamples, choice, progress );
  std::vector<RegionPlaces> regions;
  for ( const EvidenceNeighbourhood &found : scan.neighbourhoods )
    if ( !options.counts || options.counts( streams, found.places ) )
      regions.push_back( found.places );
  return regions;
}

std::vector<StabilityRun> rerunChanged( const ScanSupport &support, const std::vector<ScanStream> &streams,
                                        const std::vector<RegionPlaces> &neighbourhoods,
                                        const StabilityOptions &options, const FamilyChoice &choice,
                                        const Progress &progress )
{
  requireOptions( options );
  return Reruns( support, streams, neighbourhoods, options, choice ).all( progress );
}

StabilitySummary summaryOf( const std::vector<StabilityRun> &runs, StabilityChange change, std::size_t neighbourhood )
{
  const std::vector<double> jaccards =
    sortedOf( runs, change, [neighbourhood]( const StabilityRun &run ) { return run.jaccard[neighbourhood]; } );
  StabilitySummary summary = withQuantiles( jaccards );
  if ( jaccards.empty() )
    return summary;
  const auto found = std::count_if( jaccards.begin(), jaccards.end(), []( double jaccard ) { return jaccard > 0; } );
  summary.found = double( found ) / double( jaccards.size() );
  const std::vector<double> ranks =
    sortedOf( runs, change, [neighbourhood]( const StabilityRun &run ) { return run.rank[neighbourhood]; } );
  summary.rankLow = quantile( ranks, 0.05 );
  summary.rankHigh = quantile( ranks, 0.95 );
  return summary;
}

StabilitySummary summaryOfAll( const std::vector<StabilityRun> &runs, StabilityChange change )
{
  return withQuantiles( sortedOf( runs, change, []( const StabilityRun &run ) { return run.together; } ) );
}

double othersPerRun( const std::vector<StabilityRun> &runs, StabilityChange change )
{
  return describe( sortedOf( runs, change, []( const StabilityRun &run ) { return double( run.others ); } ) ).mean;
}

std::vector<double> membershipOf( const std::vector<StabilityRun> &runs, StabilityChange change, std::size_t places )
{
  std::vector<double> shares;
  double count = 0;
  for ( const StabilityRun &run : runs )
  {
    if ( run.change != change )
      continue;
    shares.resize( places, 0.0 );
    count += 1;
    for ( const PlaceMembership &each : run.covered )
      shares[each.place] += each.share;
  }
  for ( double &share : shares )
    share /= count;
  return shares;
}

StabilityClass stabilityClass( double jaccard )
{
  if ( jaccard >= 0.85 )
    return StabilityClass::firm;
  if ( jaccard >= 0.75 )
    return StabilityClass::stable;
  return jaccard >= 0.6 ? StabilityClass::edgeUncertain : StabilityClass::uncertain;
}

double lowestMedian( const std::vector<StabilityRun> &runs, std::size_t neighbourhood )
{
  double lowest = missing;
  for ( const StabilityChange change :
        { StabilityChange::bootstrap, StabilityChange::penalty, StabilityChange::originShift } )
    lowest = std::fmin( lowest, summaryOf( runs, change, neighbourhood ).jaccardMedian );
  return lowest;
}

} // namespace communitysafety::statistics
