// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/everyorigin.h"

#include "statistics/arguments.h"
#include "statistics/coarsegrid.h"
#include "statistics/evidencefigures.h"
#include "statistics/regionmatch.h"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>

namespace communitysafety::statistics
{
namespace
{

constexpr double nullMapsDone = 0.5;
constexpr std::size_t fewestResamples = 25;

//! What the search from one origin found, in cells.
struct Sighting
{
  std::size_t origin;
  EvidenceNeighbourhood found;
};

using Group = std::vector<const Sighting *>;

EvidenceScanOptions optionsOfOneOrigin( const EvidenceScanOptions &options, std::size_t origins )
{
  EvidenceScanOptions each = options;
  if ( options.resamples > 0 )
    each.resamples = std::max( fewestResamples, options.resamples / origins );
  // Some will be seen from too few origins.
  if ( options.targetCount > 0 )
    each.targetCount = options.targetCount + options.targetCount / 4 + 2;
  return each;
}

ClusterMembership inCells( const ClusterMembership &membership, const CoarseGrid &grid )
{
  ClusterMembership result = membership;
  result.places.clear();
  for ( const PlaceMembership &square : membership.places )
    for ( const std::uint32_t cell : grid.cellsOf[square.place] )
      result.places.push_back( { cell, square.share } );
  return result;
}

//! Goes through the origins and collects what is found from each.
class Searches
{
public:
  Searches( const ScanSupport &cells, const std::vector<ScanStream> &streams, std::size_t side,
            const EvidenceScanOptions &options )
    : mCells( cells ), mStreams( streams ), mSide( side ), mOptions( options )
  {
  }

  void run( const Progress &progress )
  {
    const std::size_t origins = mSide * mSide;
    std::optional<FamilyChoice> choice;
    for ( std::size_t origin = 0; origin < origins; ++origin )
    {
      const CoarseGrid grid = coarseGrid( mCells, mSide, origin % mSide, origin / mSide );
      const CoarseStreams coarse( grid, mStreams );
      const EvidenceScanOptions options = withCountsInCells( optionsOfOneOrigin( mOptions, origins ), grid );
      if ( !choice )
        choice = calibrateFamilies( grid.support, coarse.streams(), options, slice( progress, 0, nullMapsDone ) );
      const double done = nullMapsDone + ( 1 - nullMapsDone ) * double( origin ) / double( origins );
      const EvidenceScan scan =
        findByEvidence( grid.support, coarse.streams(), options, *choice,
                        slice( progress, done, done + ( 1 - nullMapsDone ) / double( origins ) ) );
      collect( scan, grid, origin );
    }
  }

  //! The most surprising first.
  const std::vector<Sighting> &sightings() const { return mSightings; }
  //! Families, null maps and the end of the search; without neighbourhoods.
  const EvidenceScan &common() const { return mCommon; }

private:
  EvidenceScanOptions withCountsInCells( EvidenceScanOptions options, const CoarseGrid &grid ) const
  {
    if ( mOptions.counts )
      options.counts = [this, &grid]( const std::vector<ScanStream> &, const std::vector<std::uint32_t> &squares )
      { return mOptions.counts( mStreams, grid.cells( squares ) ); };
    return options;
  }

  void collect( const EvidenceScan &scan, const CoarseGrid &grid, std::size_t origin )
  {
    for ( const EvidenceNeighbourhood &found : scan.neighbourhoods )
    {
      mSightings.push_back( { origin, found } );
      mSightings.back().found.places = grid.cells( found.places );
      mSightings.back().found.membership = inCells( found.membership, grid );
    }
    std::stable_sort( mSightings.begin(), mSightings.end(),
                      []( const Sighting &one, const Sighting &other )
                      { return one.found.statistic > other.found.statistic; } );
    if ( origin == 0 )
    {
      mCommon.families = scan.families;
      mCommon.nullMaxima = scan.nullMaxima;
    }
    mCommon.nextP = std::fmin( mCommon.nextP, scan.nextP );
    mCommon.snappedPlaces = std::max( mCommon.snappedPlaces, scan.snappedPlaces );
  }

  const ScanSupport &mCells;
  const std::vector<ScanStream> &mStreams;
  std::size_t mSide;
  const EvidenceScanOptions &mOptions;
  std::vector<Sighting> mSightings;
  EvidenceScan mCommon;
};

//! Per origin the sighting that shows the same as \a first, which stands at the front.
Group groupOf( std::size_t first, const std::vector<Sighting> &sightings, std::vector<char> &isTaken,
               std::size_t origins )
{
  std::vector<std::optional<std::size_t>> best( origins );
  std::vector<double> highest( origins, smallestJaccard );
  for ( std::size_t other = first; other < sightings.size(); ++other )
  {
    const std::size_t origin = sightings[other].origin;
    if ( isTaken[other] || ( other != first && origin == sightings[first].origin ) )
      continue;
    const double jaccard = jaccardOfPlaces( sightings[first].found.places, sightings[other].found.places );
    if ( jaccard < highest[origin] || ( best[origin] && jaccard == highest[origin] ) )
      continue;
    best[origin] = other;
    highest[origin] = jaccard;
  }
  Group group;
  for ( const std::optional<std::size_t> &each : best )
    if ( each )
    {
      isTaken[*each] = 1;
      group.push_back( &sightings[*each] );
    }
  return group;
}

using Cells = std::vector<std::uint32_t>;

//! The cells that more than half of the origins see, and those that exactly half see, by the origins that do.
struct Votes
{
  Cells most;
  std::map<std::uint64_t, Cells> half;
};

Votes votesOf( const Group &group, std::size_t origins, const std::vector<char> &taken )
{
  std::map<std::uint32_t, std::uint64_t> seenFrom;
  for ( const Sighting *sighting : group )
    for ( const std::uint32_t cell : sighting->found.places )
      seenFrom[cell] |= std::uint64_t( 1 ) << sighting->origin;
  Votes votes;
  for ( const auto &[cell, from] : seenFrom )
  {
    const std::size_t count = std::bitset<64>( from ).count();
    if ( taken[cell] || 2 * count < origins )
      continue;
    ( 2 * count > origins ? votes.most : votes.half[from] ).push_back( cell );
  }
  return votes;
}

Cells united( const Cells &one, const Cells &other )
{
  Cells both;
  std::merge( one.begin(), one.end(), other.begin(), other.end(), std::back_inserter( both ) );
  return both;
}

//! The cells of most votes, and of half of the votes each piece that makes their evidence stronger.
Cells agreedCells( const Votes &votes, const BorderGraph &borders, const std::vector<ScanStream> &streams )
{
  const double evidence = evidenceOf( streams, votes.most );
  Cells agreed = votes.most;
  for ( const auto &[from, cells] : votes.half )
    for ( const Cells &piece : borders.components( cells ) )
      if ( evidenceOf( streams, united( votes.most, piece ) ) > evidence )
        agreed = united( agreed, piece );
  return agreed;
}

double agreedP( const Group &group, std::size_t origins )
{
  std::vector<double> p( origins, 1.0 );
  for ( std::size_t row = 0; row < group.size(); ++row )
    p[row] = group[row]->found.p;
  std::sort( p.begin(), p.end() );
  return p[( origins - 1 ) / 2];
}

//! Mean over the group of one figure, or geometric mean; missing ones left out.
double averaged( const Group &group, double ClusterMembership::*figure, bool isRatio )
{
  double sum = 0;
  double count = 0;
  for ( const Sighting *sighting : group )
  {
    const double value = sighting->found.membership.*figure;
    if ( isMissing( value ) )
      continue;
    sum += isRatio ? std::log( value ) : value;
    ++count;
  }
  if ( count == 0 )
    return missing;
  return isRatio ? std::exp( sum / count ) : sum / count;
}

ClusterMembership agreedMembership( const Group &group )
{
  ClusterMembership agreed;
  std::map<std::uint32_t, double> shares;
  for ( const Sighting *sighting : group )
  {
    const ClusterMembership &membership = sighting->found.membership;
    for ( const PlaceMembership &cell : membership.places )
      shares[cell.place] += cell.share / double( group.size() );
    agreed.rankLow = std::fmin( agreed.rankLow, membership.rankLow );
    agreed.rankHigh = std::fmax( agreed.rankHigh, membership.rankHigh );
  }
  for ( const auto &[cell, share] : shares )
    agreed.places.push_back( { cell, share } );
  agreed.found = averaged( group, &ClusterMembership::found, false );
  agreed.jaccardMedian = averaged( group, &ClusterMembership::jaccardMedian, false );
  agreed.jaccardLow = averaged( group, &ClusterMembership::jaccardLow, false );
  agreed.correctedRisk = averaged( group, &ClusterMembership::correctedRisk, true );
  agreed.correctedRiskLow = averaged( group, &ClusterMembership::correctedRiskLow, true );
  agreed.correctedRiskHigh = averaged( group, &ClusterMembership::correctedRiskHigh, true );
  return agreed;
}

//! Puts together what the origins found.
class Agreement
{
public:
  Agreement( const ScanSupport &cells, const std::vector<ScanStream> &streams, std::size_t origins,
             const EvidenceScanOptions &options )
    : mCells( cells ), mStreams( streams ), mOrigins( origins ), mOptions( options ),
      mIsTaken( cells.borders.size(), 0 )
  {
  }

  //! Without places when the origins do not agree on one that qualifies.
  EvidenceNeighbourhood on( const Group &group, const EvidenceNeighbourhood &mostSurprising )
  {
    EvidenceNeighbourhood agreed;
    agreed.p = agreedP( group, mOrigins );
    if ( 2 * group.size() < mOrigins || agreed.p > mOptions.significance )
      return agreed;
    const Cells cells = agreedCells( votesOf( group, mOrigins, mIsTaken ), mCells.borders, mStreams );
    Cells places = strongestPart( cells, mCells.borders, mStreams ).places;
    if ( !qualifies( mCells, mStreams, places, mOptions ) )
      return agreed;
    for ( const std::uint32_t cell : places )
      mIsTaken[cell] = 1;
    agreed.places = std::move( places );
    agreed.family = mostSurprising.family;
    agreed.statistic = mostSurprising.statistic;
    agreed.evidence = evidenceOf( mStreams, agreed.places );
    agreed.membership = agreedMembership( group );
    describeEvidence( agreed, mStreams );
    return agreed;
  }

private:
  const ScanSupport &mCells;
  const std::vector<ScanStream> &mStreams;
  std::size_t mOrigins;
  const EvidenceScanOptions &mOptions;
  std::vector<char> mIsTaken;
};

} // namespace

EvidenceScan findFromEveryOrigin( const ScanSupport &cells, const std::vector<ScanStream> &streams, std::size_t side,
                                  const EvidenceScanOptions &options, const Progress &progress )
{
  requireBetween( "The side of a square in cells", double( side ), 1, 8 );
  if ( side == 1 )
    return findByEvidence( cells, streams, options, progress );
  Searches searches( cells, streams, side, options );
  searches.run( progress );
  EvidenceScan scan = searches.common();
  const std::vector<Sighting> &sightings = searches.sightings();
  const std::size_t origins = side * side;
  Agreement agreement( cells, streams, origins, options );
  std::vector<char> isUsed( sightings.size(), 0 );
  std::size_t counted = 0;
  for ( std::size_t first = 0; first < sightings.size(); ++first )
  {
    if ( isUsed[first] || ( options.targetCount > 0 && counted == options.targetCount ) )
      continue;
    EvidenceNeighbourhood agreed = agreement.on( groupOf( first, sightings, isUsed, origins ), sightings[first].found );
    if ( agreed.places.empty() )
      continue;
    counted += !options.counts || options.counts( streams, agreed.places ) ? 1 : 0;
    scan.neighbourhoods.push_back( std::move( agreed ) );
  }
  setFalseDiscoveryRates( scan );
  return scan;
}

} // namespace communitysafety::statistics
