// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/clustermembership.h"

#include "statistics/changedstreams.h"
#include "statistics/distribution.h"
#include "statistics/parallel.h"
#include "statistics/randomstream.h"
#include "statistics/regionmatch.h"
#include "statistics/sharedprogress.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <memory>

namespace communitysafety::statistics
{
namespace
{

using Places = RegionPlaces;

constexpr std::size_t fewestForRisk = 20;

//! The surroundings of one neighbourhood as a map of its own.
struct Surroundings
{
  ScanSupport support;
  //! Number of each place on the whole map, ascending.
  Places places;
  //! Local numbers of the places that only bound the others: the rim, and other neighbourhoods.
  Places bounding;
  std::vector<std::vector<double>> observed;
  std::vector<std::vector<double>> expected;
  std::unique_ptr<EvidenceFamilies> families;
};

//! Places within \a rings borders of \a start, that are in no other neighbourhood; ascending.
Places reachOf( const BorderGraph &borders, const Places &start, const std::vector<bool> &blocked, std::size_t rings )
{
  std::vector<std::uint32_t> reached = start;
  std::vector<bool> seen( borders.size(), false );
  for ( const std::uint32_t place : start )
    seen[place] = true;
  std::size_t from = 0;
  for ( std::size_t ring = 0; ring < rings; ++ring )
  {
    const std::size_t to = reached.size();
    for ( ; from < to; ++from )
      for ( const BorderGraph::Neighbour &neighbour : borders.of( reached[from] ) )
        if ( !seen[neighbour.place] && !blocked[neighbour.place] )
        {
          seen[neighbour.place] = true;
          reached.push_back( neighbour.place );
        }
  }
  std::sort( reached.begin(), reached.end() );
  return reached;
}

//! \a inside and all that borders it, ascending.
Places withRim( const BorderGraph &borders, const Places &inside )
{
  Places all = inside;
  for ( const std::uint32_t place : inside )
    for ( const BorderGraph::Neighbour &neighbour : borders.of( place ) )
      all.push_back( neighbour.place );
  std::sort( all.begin(), all.end() );
  all.erase( std::unique( all.begin(), all.end() ), all.end() );
  return all;
}

template <typename Value>
std::vector<Value> selected( const std::vector<Value> &values, const Places &places )
{
  std::vector<Value> result;
  if ( !values.empty() )
    for ( const std::uint32_t place : places )
      result.push_back( values[place] );
  return result;
}

std::uint32_t localNumber( const Places &places, std::uint32_t place )
{
  const auto found = std::lower_bound( places.begin(), places.end(), place );
  return static_cast<std::uint32_t>( found - places.begin() );
}

bool holds( const Places &places, std::uint32_t place )
{
  return std::binary_search( places.begin(), places.end(), place );
}

ScanSupport localSupport( const ScanSupport &support, const Places &places )
{
  std::vector<Border> borders;
  for ( const std::uint32_t place : places )
    for ( const BorderGraph::Neighbour &neighbour : support.borders.of( place ) )
      if ( place < neighbour.place && holds( places, neighbour.place ) )
        borders.push_back( { localNumber( places, place ), localNumber( places, neighbour.place ), neighbour.length } );
  ScanSupport local;
  local.borders = BorderGraph::fromBorders( places.size(), borders );
  local.layout = support.layout;
  local.columns = selected( support.columns, places );
  local.rows = selected( support.rows, places );
  local.x = selected( support.x, places );
  local.y = selected( support.y, places );
  local.size = selected( support.size, places );
  return local;
}

//! How high a stream is where no neighbourhood but \a own is: observed / expected, or the mean deviation.
double levelBeside( const ScanStream &stream, const std::vector<bool> &blocked )
{
  ScanSum sum;
  for ( std::size_t place = 0; place < blocked.size(); ++place )
    if ( !blocked[place] )
    {
      const ScanSum term = scanTerm( stream, place );
      sum.observed += term.observed;
      sum.expected += term.expected;
    }
  return sum.expected > 0 ? sum.observed / sum.expected : 0;
}

void readStreams( Surroundings &around, const std::vector<ScanStream> &streams, const std::vector<bool> &blocked )
{
  const std::vector<bool> nothing( blocked.size(), false );
  for ( const ScanStream &stream : streams )
  {
    const double level = levelBeside( stream, blocked );
    const double whole = levelBeside( stream, nothing );
    const bool isCount = stream.model == StreamModel::poisson;
    const double factor = isCount && level > 0 && whole > 0 ? level / whole : 1;
    const double shift = isCount ? 0 : whole - level;
    std::vector<double> &observed = around.observed.emplace_back();
    std::vector<double> &expected = around.expected.emplace_back();
    for ( const std::uint32_t place : around.places )
    {
      observed.push_back( stream.observed[place] + shift );
      expected.push_back( stream.expected[place] * factor );
    }
    for ( const std::uint32_t place : around.bounding )
      observed[place] = expected[place] = missing;
  }
}

//! A neighbourhood, where it lies, and what the resamples make of it.
class Resampled
{
public:
  //! What one resample finds.
  struct Outcome
  {
    Places places;
    double jaccard = 0;
    double excess = 0;
    //! ln of observed / expected in the outline found, of the resample and of the map as it is.
    double risk = missing;
    double riskAsIs = missing;
  };

  Resampled( const ScanSupport &support, const std::vector<ScanStream> &streams, const Places &own,
             const std::vector<bool> &blocked, const EvidenceShapes &shapes )
    : mStreams( streams ), mOwn( own )
  {
    const auto halfDiameter = static_cast<std::size_t>( std::ceil( std::sqrt( double( own.size() ) / 3.14159 ) ) );
    const Places inside = reachOf( support.borders, own, blocked, 3 + halfDiameter );
    mAround.places = withRim( support.borders, inside );
    for ( std::uint32_t local = 0; local < mAround.places.size(); ++local )
      if ( !holds( inside, mAround.places[local] ) )
        mAround.bounding.push_back( local );
    mAround.support = localSupport( support, mAround.places );
    readStreams( mAround, streams, blocked );
    EvidenceShapes localShapes = shapes;
    localShapes.largestZone =
      std::min( shapes.largestZone, std::size_t( shapes.largestShare * double( support.borders.size() ) ) );
    localShapes.largestShare = 1;
    // The search starts near what was found, which is where a resample finds it again.
    if ( !isMissing( ownRisk() ) )
    {
      const double excess = std::max( 0.2, std::exp( ownRisk() ) - 1 );
      localShapes.relativeRisks = { 1 + 0.6 * excess, 1 + excess };
    }
    localShapes.rounds = std::min<std::size_t>( shapes.rounds, 2 );
    mAround.families = std::make_unique<EvidenceFamilies>( mAround.support, localShapes );
  }

  //! One for each of \a resamples, which are searched side by side; \a random gives the numbers of each.
  std::vector<Outcome> outcomes( const FamilyChoice &choice, std::size_t resamples,
                                 const std::function<RandomStream( std::size_t resample )> &random,
                                 const Progress &progress ) const
  {
    const std::vector<ScanStream> streams = localStreams( mAround.observed );
    const auto draw = [&]( std::size_t resample, std::vector<std::vector<double>> &observed )
    {
      RandomStream numbers = random( resample );
      observed = resampledObserved( streams, numbers );
    };
    const std::vector<std::vector<ScanCandidate>> candidates =
      mAround.families->bestOfMaps( streams, mAround.bounding, resamples, draw, progress );
    std::vector<Outcome> outcomes;
    std::vector<std::vector<double>> observed;
    for ( std::size_t resample = 0; resample < resamples; ++resample )
    {
      draw( resample, observed );
      outcomes.push_back( outcomeOf( candidates[resample], choice, localStreams( observed ) ) );
    }
    return outcomes;
  }

  //! ln of observed / expected over the neighbourhood itself.
  double ownRisk() const
  {
    Places local;
    for ( const std::uint32_t place : mOwn )
      local.push_back( localNumber( mAround.places, place ) );
    return logRisk( counts( localStreams( mAround.observed ), local ) );
  }

  //! The same against the baselines as given, in which the other neighbourhoods raise what is expected.
  double riskAsGiven() const { return logRisk( counts( mStreams, mOwn ) ); }

private:
  static ScanSum counts( const std::vector<ScanStream> &streams, const Places &places )
  {
    return weightedCounts( streams, scanSums( streams, places ) );
  }

  static double logRisk( const ScanSum &sum )
  {
    return sum.observed > 0 && sum.expected > 0 ? std::log( sum.observed / sum.expected ) : missing;
  }

  //! The most surprising of the \a candidates that is this neighbourhood's.
  Outcome outcomeOf( const std::vector<ScanCandidate> &candidates, const FamilyChoice &choice,
                     const std::vector<ScanStream> &resampled ) const
  {
    Outcome best;
    double largest = -std::numeric_limits<double>::infinity();
    Places bestLocal;
    for ( std::size_t family = 0; family < candidates.size(); ++family )
    {
      const double statistic = choice.statistic( family, candidates[family].score );
      Places places = selected( mAround.places, candidates[family].places );
      const double jaccard = jaccardOfPlaces( places, mOwn );
      if ( !( statistic > largest ) || jaccard < smallestJaccard )
        continue;
      largest = statistic;
      best.places = std::move( places );
      best.jaccard = jaccard;
      bestLocal = candidates[family].places;
    }
    if ( !best.places.empty() )
      addRisks( best, bestLocal, resampled );
    return best;
  }

  void addRisks( Outcome &outcome, const Places &local, const std::vector<ScanStream> &resampled ) const
  {
    const ScanSum drawn = counts( resampled, local );
    outcome.excess = drawn.observed - drawn.expected;
    outcome.risk = logRisk( drawn );
    outcome.riskAsIs = logRisk( counts( localStreams( mAround.observed ), local ) );
  }

  std::vector<ScanStream> localStreams( const std::vector<std::vector<double>> &observed ) const
  {
    std::vector<ScanStream> streams = withObserved( mStreams, observed );
    for ( std::size_t stream = 0; stream < streams.size(); ++stream )
      streams[stream].expected = mAround.expected[stream];
    return streams;
  }

  const std::vector<ScanStream> &mStreams;
  Places mOwn;
  Surroundings mAround;
};

void correctRisk( ClusterMembership &membership, const std::vector<Resampled::Outcome> &outcomes, double ownRisk )
{
  std::vector<double> risks;
  double optimism = 0;
  for ( const Resampled::Outcome &outcome : outcomes )
    if ( !isMissing( outcome.risk ) && !isMissing( outcome.riskAsIs ) )
    {
      risks.push_back( outcome.risk );
      optimism += outcome.risk - outcome.riskAsIs;
    }
  if ( risks.size() < fewestForRisk || isMissing( ownRisk ) )
    return;
  optimism /= double( risks.size() );
  const double corrected = ownRisk - std::max( 0.0, optimism );
  const double reach = 1.959963984540054 * describe( risks ).standardDeviation;
  membership.correctedRisk = std::exp( corrected );
  membership.correctedRiskLow = std::exp( corrected - reach );
  membership.correctedRiskHigh = std::exp( corrected + reach );
}

ClusterMembership summaryOf( const std::vector<Resampled::Outcome> &outcomes )
{
  ClusterMembership membership;
  std::map<std::uint32_t, std::size_t> belongs;
  std::vector<double> jaccards;
  double found = 0;
  for ( const Resampled::Outcome &outcome : outcomes )
  {
    for ( const std::uint32_t place : outcome.places )
      ++belongs[place];
    jaccards.push_back( outcome.jaccard );
    found += outcome.places.empty() ? 0 : 1;
  }
  const double count = double( outcomes.size() );
  for ( const auto &[place, times] : belongs )
    membership.places.push_back( { place, double( times ) / count } );
  membership.found = found / count;
  membership.jaccardMedian = median( jaccards );
  membership.jaccardLow = quantile( sortedPresent( jaccards ), 0.05 );
  return membership;
}

//! Rank by excess of every neighbourhood in every resample; equal ones share the better rank.
void addRanks( std::vector<ClusterMembership> &memberships,
               const std::vector<std::vector<Resampled::Outcome>> &outcomes, std::size_t resamples )
{
  std::vector<std::vector<double>> ranks( memberships.size() );
  for ( std::size_t resample = 0; resample < resamples; ++resample )
    for ( std::size_t row = 0; row < memberships.size(); ++row )
    {
      double rank = 1;
      for ( const std::vector<Resampled::Outcome> &other : outcomes )
        rank += other[resample].excess > outcomes[row][resample].excess ? 1 : 0;
      ranks[row].push_back( rank );
    }
  for ( std::size_t row = 0; row < memberships.size(); ++row )
  {
    memberships[row].rankLow = quantile( sortedPresent( ranks[row] ), 0.025 );
    memberships[row].rankHigh = quantile( sortedPresent( ranks[row] ), 0.975 );
  }
}

} // namespace

MembershipZone membershipZone( double share )
{
  if ( share >= 0.8 )
    return MembershipZone::core;
  if ( share >= 0.5 )
    return MembershipZone::likely;
  return share >= 0.2 ? MembershipZone::fringe : MembershipZone::outside;
}

std::vector<ClusterMembership> clusterMemberships( const ScanSupport &support, const std::vector<ScanStream> &streams,
                                                   const std::vector<std::vector<std::uint32_t>> &neighbourhoods,
                                                   const EvidenceShapes &shapes, const FamilyChoice &choice,
                                                   const MembershipOptions &options, const Progress &progress )
{
  std::vector<std::unique_ptr<Resampled>> surroundings;
  for ( std::size_t row = 0; row < neighbourhoods.size(); ++row )
  {
    std::vector<bool> blocked( support.borders.size(), false );
    for ( std::size_t other = 0; other < neighbourhoods.size(); ++other )
      if ( other != row )
        for ( const std::uint32_t place : neighbourhoods[other] )
          blocked[place] = true;
    surroundings.push_back( std::make_unique<Resampled>( support, streams, neighbourhoods[row], blocked, shapes ) );
  }

  std::vector<std::vector<Resampled::Outcome>> outcomes( neighbourhoods.size() );
  SharedProgress shared( progress, neighbourhoods.size() );
  forEachInParallel(
    neighbourhoods.size(), options.threads,
    [&]( std::size_t row )
    {
      // Another family of random numbers than that of the null maps with the same seed.
      const auto random = [&]( std::size_t resample ) { return RandomStream( ~options.seed, resample, row ); };
      outcomes[row] = surroundings[row]->outcomes( choice, options.resamples, random, shared.withinStep() );
      shared.step();
    } );

  std::vector<ClusterMembership> memberships;
  for ( std::size_t row = 0; row < neighbourhoods.size(); ++row )
  {
    memberships.push_back( summaryOf( outcomes[row] ) );
    correctRisk( memberships.back(), outcomes[row], surroundings[row]->riskAsGiven() );
  }
  addRanks( memberships, outcomes, options.resamples );
  return memberships;
}

} // namespace communitysafety::statistics
