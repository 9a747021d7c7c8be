// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/arealweights.h"

#include "statistics/arguments.h"

namespace communitysafety::statistics
{

namespace
{

// Shares come from areas measured with rounding; a millionth of a source is nobody.
constexpr double shareTolerance = 1e-6;

void requireOverlaps( const std::vector<Overlap> &overlaps, std::size_t sources, std::size_t targets )
{
  std::vector<double> shareSum( sources, 0.0 );
  for ( const Overlap &overlap : overlaps )
  {
    requireOverlap( overlap, sources, targets );
    shareSum[overlap.source] += overlap.share;
    if ( shareSum[overlap.source] > 1 + shareTolerance )
      refuse( "The sum of the shares of source " + std::to_string( overlap.source + 1 ),
              inWords( shareSum[overlap.source] ), "at most 1" );
  }
}

double ratio( double part, double whole ) { return whole > 0 ? part / whole : missing; }

struct TargetSums
{
  double population = 0;
  double scored = 0;
  double scoreSum = 0;
  double classed = 0;
  double inClass = 0;
};

} // namespace

void requireOverlap( const Overlap &overlap, std::size_t sources, std::size_t targets )
{
  if ( overlap.source >= sources )
    refuse( "The source of an overlap", std::to_string( overlap.source ), "below " + std::to_string( sources ) );
  if ( overlap.target >= targets )
    refuse( "The target of an overlap", std::to_string( overlap.target ), "below " + std::to_string( targets ) );
  // The words are made only for a share that is refused: there may be millions of overlaps.
  if ( !( overlap.share >= 0 && overlap.share <= 1 ) )
    requireBetween( "The share of an overlap", overlap.share, 0, 1 );
}

TargetSummary summariseTargets( const std::vector<Overlap> &overlaps, Column sourcePopulation, Column sourceScore,
                                Column sourceClass, double classLimit, Column targetPopulation )
{
  requireSize( "sourceScore", sourceScore.size(), sourcePopulation.size() );
  requireSize( "sourceClass", sourceClass.size(), sourcePopulation.size() );
  requireNotNegative( "sourcePopulation", sourcePopulation );
  requireNotNegative( "targetPopulation", targetPopulation );
  requireOverlaps( overlaps, sourcePopulation.size(), targetPopulation.size() );

  std::vector<TargetSums> sums( targetPopulation.size() );
  for ( const Overlap &overlap : overlaps )
  {
    if ( isMissing( sourcePopulation[overlap.source] ) )
      continue;
    const double people = overlap.share * sourcePopulation[overlap.source];
    TargetSums &sum = sums[overlap.target];
    sum.population += people;
    if ( !isMissing( sourceScore[overlap.source] ) )
    {
      sum.scored += people;
      sum.scoreSum += people * sourceScore[overlap.source];
    }
    if ( !isMissing( sourceClass[overlap.source] ) )
    {
      sum.classed += people;
      sum.inClass += sourceClass[overlap.source] <= classLimit ? people : 0;
    }
  }

  TargetSummary summary;
  for ( std::size_t target = 0; target < sums.size(); ++target )
  {
    const TargetSums &sum = sums[target];
    summary.population.push_back( sum.population );
    summary.meanScore.push_back( ratio( sum.scoreSum, sum.scored ) );
    summary.shareInClass.push_back( ratio( sum.inClass, sum.classed ) );
    const double own = targetPopulation[target];
    summary.covered.push_back( ratio( sum.scored, isMissing( own ) ? sum.population : own ) );
  }
  return summary;
}

} // namespace communitysafety::statistics
