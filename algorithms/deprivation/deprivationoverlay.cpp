// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/deprivationoverlay.h"

#include "base/namelist.h"
#include "base/overlaps.h"
#include "base/partcover.h"
#include "deprivation/overlaydeprivation.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::deprivation
{
namespace
{

using base::AreaOverlap;
using statistics::isMissing;
using statistics::missing;

//! The share of every deprivation area in every target; refuses targets that overlap each other.
std::vector<statistics::Overlap> sharesOf( const DeprivationAreas &deprivation, const IndexedAreas &targets,
                                           const std::vector<AreaOverlap> &pairs )
{
  // Generalised borders overlap by slivers, which are shared out.
  constexpr double sliver = 0.02;
  std::vector<double> sum( deprivation.areas.size(), 0.0 );
  for ( const AreaOverlap &pair : pairs )
    sum[pair.source] += pair.share;
  std::vector<statistics::Overlap> shares;
  shares.reserve( pairs.size() );
  for ( const AreaOverlap &pair : pairs )
  {
    if ( sum[pair.source] > 1 + sliver )
      throw QgsProcessingException(
        OverlayDeprivation::tr( "Areas of ‘%1’ overlap each other inside ‘%2’ (one of them "
                                "is ‘%3’), so that people would count twice: remove the "
                                "overlap." )
          .arg( targets.layer, deprivation.areas.id[pair.source], targets.areas.id[pair.target] ) );
    shares.push_back( { pair.source, pair.target, pair.share / std::max( 1.0, sum[pair.source] ) } );
  }
  return shares;
}

std::vector<double> coveredShares( const DeprivationAreas &deprivation, const base::Areas &targets,
                                   std::vector<AreaOverlap> pairs )
{
  const auto isUnknown = [&deprivation]( const AreaOverlap &pair )
  { return isMissing( deprivation.severity[pair.source] ) || isMissing( deprivation.weight[pair.source] ); };
  pairs.erase( std::remove_if( pairs.begin(), pairs.end(), isUnknown ), pairs.end() );
  return base::coveredParts( pairs, targets.squareMetres );
}

/**
 * The official measures, every piece of a deprivation area being one with its share of the people. The proportion
 * counts areas, not people, so that each piece counts for its share.
 */
std::vector<statistics::AreaSummary> officialMeasures( const DeprivationAreas &deprivation,
                                                       const std::vector<statistics::Overlap> &shares,
                                                       std::size_t targets )
{
  std::vector<double> scores, ranks, people;
  std::vector<int> target;
  const bool hasScores = statistics::countPresent( deprivation.score ) > 0;
  for ( const statistics::Overlap &share : shares )
  {
    const double rank = deprivation.ranksAreNational ? deprivation.rank[share.source] : missing;
    ranks.push_back( rank );
    scores.push_back( hasScores ? deprivation.score[share.source] : rank );
    people.push_back( share.share * deprivation.weight[share.source] );
    target.push_back( int( share.target ) );
  }
  const double ranked = std::max( 1.0, deprivation.rankedAreas );
  auto summary = statistics::summariseAreas( scores, ranks, people, target, targets, ranked );
  const std::vector<double> oneEach( deprivation.areas.size(), 1.0 );
  const std::vector<double> unknown( targets, missing );
  const auto proportion =
    statistics::summariseTargets( shares, oneEach, deprivation.tenth, deprivation.tenth, 1, unknown ).shareInClass;
  for ( std::size_t row = 0; row < targets; ++row )
  {
    summary[row].proportion = proportion[row];
    if ( !hasScores )
      summary[row].averageScore = missing;
  }
  return summary;
}

double rootOf( double square ) { return std::sqrt( std::max( 0.0, square ) ); }

} // namespace

Overlay layOver( const DeprivationAreas &deprivation, const IndexedAreas &targets,
                 const statistics::Progress &progress )
{
  const auto pairs = base::overlaps( deprivation.areas.geometry, targets.areas.geometry, progress );
  Overlay overlay;
  overlay.shares = sharesOf( deprivation, targets, pairs );
  const std::vector<double> unknown( targets.areas.size(), missing );
  const auto summarise = [&]( const std::vector<double> &values, double limit )
  {
    return statistics::summariseTargets( overlay.shares, deprivation.weight, values, deprivation.tenth, limit,
                                         unknown );
  };
  statistics::TargetSummary scores = summarise( deprivation.score, 1 );
  statistics::TargetSummary ranks = summarise( deprivation.rank, 2 );
  statistics::TargetSummary severities = summarise( deprivation.severity, 3 );
  overlay.people = deprivation.weightIsPeople ? scores.population : unknown;
  overlay.weight = std::move( scores.population );
  overlay.score = std::move( scores.meanScore );
  overlay.rank = std::move( ranks.meanScore );
  overlay.severity = std::move( severities.meanScore );
  overlay.inMostDeprived[0] = std::move( scores.shareInClass );
  overlay.inMostDeprived[1] = std::move( ranks.shareInClass );
  overlay.inMostDeprived[2] = std::move( severities.shareInClass );
  overlay.covered = coveredShares( deprivation, targets.areas, pairs );
  overlay.withoutCrime =
    deprivation.withoutCrime.empty() ? unknown : summarise( deprivation.withoutCrime, 1 ).meanScore;
  overlay.summary = officialMeasures( deprivation, overlay.shares, targets.areas.size() );
  for ( const Domain &domain : deprivation.domains )
    overlay.domains.push_back( summarise( domain.profiled, 1 ).meanScore );
  return overlay;
}

Whole summariseWhole( const DeprivationAreas &deprivation, const std::vector<double> &parts )
{
  const std::vector<statistics::Overlap> shares = base::sharesOfWhole( parts );
  const std::vector<double> unknown{ missing };
  const auto summarise = [&]( const std::vector<double> &values, double limit )
  { return statistics::summariseTargets( shares, deprivation.weight, values, deprivation.tenth, limit, unknown ); };
  Whole whole;
  for ( const double limit : { 1.0, 2.0, 3.0 } )
    whole.inMostDeprived[std::size_t( limit ) - 1] = summarise( deprivation.tenth, limit ).shareInClass.front();
  const statistics::TargetSummary scores = summarise( deprivation.score, 1 );
  whole.weight = scores.population.front();
  whole.score = scores.meanScore.front();
  if ( !deprivation.withoutCrime.empty() )
    whole.withoutCrime = summarise( deprivation.withoutCrime, 1 ).meanScore.front();
  whole.summary = officialMeasures( deprivation, shares, 1 ).front();
  for ( const Domain &domain : deprivation.domains )
  {
    std::vector<double> squares = domain.profiled;
    for ( double &value : squares )
      value *= value;
    const double mean = summarise( domain.profiled, 1 ).meanScore.front();
    whole.domainMeans.push_back( mean );
    whole.domainDeviations.push_back( rootOf( summarise( squares, 1 ).meanScore.front() - mean * mean ) );
  }
  return whole;
}

int warnAboutNobody( base::Run &run, const IndexedAreas &areas, const Overlay &overlay )
{
  QStringList named;
  for ( std::size_t row = 0; row < overlay.weight.size(); ++row )
    if ( overlay.covered[row] > 0 && !( overlay.weight[row] > 0 ) )
      named << areas.areas.id[row];
  if ( !named.isEmpty() )
    run.warn( OverlayDeprivation::tr( "‘%1’: nobody lives in %2 of %3 areas, such as parks, by the deprivation data: "
                                      "%4. They stay in the output without figures." )
                .arg( areas.layer )
                .arg( named.size() )
                .arg( overlay.weight.size() )
                .arg( base::nameList( named ) ) );
  return int( named.size() );
}

} // namespace communitysafety::deprivation
