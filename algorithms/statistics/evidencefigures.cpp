// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/evidencefigures.h"

#include "statistics/multipletesting.h"

namespace communitysafety::statistics
{

void describeEvidence( EvidenceNeighbourhood &found, const std::vector<ScanStream> &streams )
{
  found.sums = scanSums( streams, found.places );
  found.streamShares = streamShares( streams, found.places );
  const ScanSum weighted = weightedCounts( streams, found.sums );
  if ( !( weighted.expected > 0 ) )
    return;
  found.relativeRisk = weighted.observed / weighted.expected;
  found.excess = excessOf( streams, found.sums );
}

bool isHighEnough( const std::vector<ScanStream> &streams, const std::vector<std::uint32_t> &places,
                   const EvidenceScanOptions &options )
{
  const ScanSum weighted = weightedCounts( streams, scanSums( streams, places ) );
  return !( weighted.expected > 0 ) || weighted.observed >= options.minimumRelativeRisk * weighted.expected;
}

bool qualifies( const ScanSupport &support, const std::vector<ScanStream> &streams,
                const std::vector<std::uint32_t> &places, const EvidenceScanOptions &options )
{
  if ( places.empty() || !isHighEnough( streams, places, options ) )
    return false;
  double size = support.size.empty() ? double( places.size() ) : 0;
  if ( !support.size.empty() )
    for ( const std::uint32_t place : places )
      size += isMissing( support.size[place] ) ? 0 : support.size[place];
  return size >= options.shapes.minimumSize && size <= options.shapes.maximumSize;
}

ScanCandidate strongestPart( const std::vector<std::uint32_t> &places, const BorderGraph &borders,
                             const std::vector<ScanStream> &streams )
{
  ScanCandidate strongest;
  for ( std::vector<std::uint32_t> &part : borders.components( places ) )
  {
    const double score = evidenceOf( streams, part );
    if ( score > strongest.score )
      strongest = { std::move( part ), score };
  }
  return strongest;
}

void setFalseDiscoveryRates( EvidenceScan &scan )
{
  std::vector<double> p;
  for ( const EvidenceNeighbourhood &neighbourhood : scan.neighbourhoods )
    p.push_back( neighbourhood.p );
  p.push_back( scan.nextP );
  const std::vector<double> q = falseDiscoveryRate( p );
  for ( std::size_t row = 0; row < scan.neighbourhoods.size(); ++row )
    scan.neighbourhoods[row].q = q[row];
}

} // namespace communitysafety::statistics
