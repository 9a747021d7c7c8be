// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/snappedplaces.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::statistics
{
namespace
{

constexpr double shareOfLongestBorder = 0.8;
constexpr double standardDeviations = 3;
constexpr double smallestExcess = 0.3;

//! What the Poisson streams say of every place.
struct Counts
{
  std::vector<double> incidents;
  //! Whether there is a baseline at all.
  std::vector<char> isExpected;
  //! The probability that chance leaves it without incidents.
  std::vector<double> emptyByChance;
};

double probabilityOfNone( double expected, double dispersion )
{
  return dispersion > 1 ? std::pow( dispersion, -expected / ( dispersion - 1 ) ) : std::exp( -expected );
}

Counts countsOf( const std::vector<ScanStream> &streams, std::size_t places )
{
  Counts counts{ std::vector<double>( places, 0.0 ), std::vector<char>( places, 0 ),
                 std::vector<double>( places, 1.0 ) };
  for ( const ScanStream &stream : streams )
  {
    if ( stream.model != StreamModel::poisson )
      continue;
    for ( std::size_t place = 0; place < places; ++place )
    {
      const ScanSum term = scanTerm( stream, place );
      if ( !( term.expected > 0 ) )
        continue;
      counts.incidents[place] += term.observed;
      counts.isExpected[place] = 1;
      counts.emptyByChance[place] *= probabilityOfNone( term.expected, stream.dispersion );
    }
  }
  return counts;
}

//! The neighbours with incidents that lie next to the place, not only at a corner of it.
std::vector<std::uint32_t> nearestWithIncidents( std::uint32_t place, const Counts &counts, const BorderGraph &graph )
{
  double longest = 0;
  for ( const BorderGraph::Neighbour &neighbour : graph.of( place ) )
    if ( counts.incidents[neighbour.place] > 0 )
      longest = std::max( longest, neighbour.length );
  std::vector<std::uint32_t> nearest;
  for ( const BorderGraph::Neighbour &neighbour : graph.of( place ) )
    if ( counts.incidents[neighbour.place] > 0 && neighbour.length >= shareOfLongestBorder * longest )
      nearest.push_back( neighbour.place );
  return nearest;
}

std::vector<SnappedPlace> emptyBesideOthers( const Counts &counts, const BorderGraph &graph )
{
  std::vector<SnappedPlace> empty;
  for ( std::uint32_t place = 0; place < graph.size(); ++place )
  {
    if ( !counts.isExpected[place] || counts.incidents[place] > 0 )
      continue;
    SnappedPlace candidate{ place, nearestWithIncidents( place, counts, graph ) };
    if ( !candidate.recordedAt.empty() )
      empty.push_back( std::move( candidate ) );
  }
  return empty;
}

//! Whether so many more places are empty than chance leaves.
bool areFarTooMany( const std::vector<SnappedPlace> &empty, const Counts &counts )
{
  double expected = 0;
  double variance = 0;
  double withIncidents = 0;
  for ( std::size_t place = 0; place < counts.isExpected.size(); ++place )
  {
    if ( !counts.isExpected[place] )
      continue;
    withIncidents += counts.incidents[place] > 0 ? 1 : 0;
    expected += counts.emptyByChance[place];
    variance += counts.emptyByChance[place] * ( 1 - counts.emptyByChance[place] );
  }
  const double excess = double( empty.size() ) - expected;
  return excess > standardDeviations * std::sqrt( variance ) && excess >= smallestExcess * withIncidents;
}

} // namespace

std::vector<SnappedPlace> snappedPlaces( const std::vector<ScanStream> &streams, const BorderGraph &graph )
{
  requireStreams( streams, graph.size() );
  const Counts counts = countsOf( streams, graph.size() );
  std::vector<SnappedPlace> empty = emptyBesideOthers( counts, graph );
  if ( !areFarTooMany( empty, counts ) )
    empty.clear();
  return empty;
}

std::vector<std::uint32_t> recordingPlaces( const ScanStream &stream, const SnappedPlace &snapped )
{
  std::vector<std::uint32_t> recorders;
  if ( stream.model == StreamModel::poisson )
    for ( const std::uint32_t place : snapped.recordedAt )
      if ( scanTerm( stream, place ).expected > 0 )
        recorders.push_back( place );
  return recorders;
}

std::vector<std::vector<double>> baselinesAsRecorded( const std::vector<ScanStream> &streams,
                                                      const std::vector<SnappedPlace> &snapped )
{
  std::vector<std::vector<double>> baselines;
  for ( const ScanStream &stream : streams )
  {
    std::vector<double> &baseline = baselines.emplace_back( stream.expected.begin(), stream.expected.end() );
    for ( const SnappedPlace &each : snapped )
    {
      if ( !( scanTerm( stream, each.place ).expected > 0 ) )
        continue;
      const std::vector<std::uint32_t> recorders = recordingPlaces( stream, each );
      if ( recorders.empty() )
        continue;
      for ( const std::uint32_t place : recorders )
        baseline[place] += stream.expected[each.place] / double( recorders.size() );
      baseline[each.place] = 0;
    }
  }
  return baselines;
}

} // namespace communitysafety::statistics
