// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/scanstream.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::statistics
{
namespace
{

std::string nameOf( const char *column, std::size_t stream )
{
  return "The " + std::string( column ) + " of stream " + std::to_string( stream + 1 );
}

void requirePoissonPlaces( const ScanStream &stream, std::size_t number )
{
  requireNotNegative( nameOf( "count", number ), stream.observed );
  requireNotNegative( nameOf( "baseline", number ), stream.expected );
  for ( std::size_t place = 0; place < stream.observed.size(); ++place )
    if ( stream.observed[place] > 0 && stream.expected[place] == 0 )
      refuse( nameOf( "baseline", number ) + " in row " + std::to_string( place + 1 ), "0",
              "above 0 where there are incidents, here " + inWords( stream.observed[place] ) );
}

void requireGaussianPlaces( const ScanStream &stream, std::size_t number )
{
  requireFinite( nameOf( "deviation", number ), stream.observed );
  requireNotNegative( nameOf( "variance", number ), stream.expected );
  for ( std::size_t place = 0; place < stream.expected.size(); ++place )
    if ( stream.expected[place] == 0 )
      refuse( nameOf( "variance", number ) + " in row " + std::to_string( place + 1 ), "0", "above 0" );
}

void requireStream( const ScanStream &stream, std::size_t number, std::size_t places )
{
  constexpr double largest = std::numeric_limits<double>::max();
  requireSize( "the observed values of stream " + std::to_string( number + 1 ), stream.observed.size(), places );
  requireSize( "the expected values of stream " + std::to_string( number + 1 ), stream.expected.size(), places );
  requireBetween( nameOf( "weight", number ), stream.weight, 0, largest );
  requireBetween( nameOf( "dispersion", number ), stream.dispersion, 1, largest );
  if ( stream.model == StreamModel::poisson )
    requirePoissonPlaces( stream, number );
  else
    requireGaussianPlaces( stream, number );
}

} // namespace

ScanSum scanTerm( const ScanStream &stream, std::size_t place )
{
  const double observed = stream.observed[place], expected = stream.expected[place];
  if ( isMissing( observed ) || isMissing( expected ) )
    return {};
  if ( stream.model == StreamModel::poisson )
    return { observed, expected };
  return { observed / expected, 1 / expected };
}

ScanSum scanSum( const ScanStream &stream, const std::vector<std::uint32_t> &places )
{
  ScanSum sum;
  for ( const std::uint32_t place : places )
  {
    const ScanSum term = scanTerm( stream, place );
    sum.observed += term.observed;
    sum.expected += term.expected;
  }
  return sum;
}

std::vector<ScanSum> scanSums( const std::vector<ScanStream> &streams, const std::vector<std::uint32_t> &places )
{
  std::vector<ScanSum> sums;
  for ( const ScanStream &stream : streams )
    sums.push_back( scanSum( stream, places ) );
  return sums;
}

ScanSum weightedCounts( const std::vector<ScanStream> &streams, const std::vector<ScanSum> &sums )
{
  ScanSum all;
  for ( std::size_t stream = 0; stream < streams.size(); ++stream )
    if ( streams[stream].model == StreamModel::poisson )
    {
      all.observed += streams[stream].weight * sums[stream].observed;
      all.expected += streams[stream].weight * sums[stream].expected;
    }
  return all;
}

double excessOf( const std::vector<ScanStream> &streams, const std::vector<ScanSum> &sums )
{
  double excess = 0;
  for ( std::size_t stream = 0; stream < streams.size(); ++stream )
    if ( streams[stream].model == StreamModel::poisson && streams[stream].weight > 0 )
      excess += sums[stream].observed - sums[stream].expected;
  return excess;
}

std::vector<ScanStream> withObserved( std::vector<ScanStream> streams,
                                      const std::vector<std::vector<double>> &observed )
{
  for ( std::size_t stream = 0; stream < streams.size(); ++stream )
    streams[stream].observed = observed[stream];
  return streams;
}

std::vector<ScanStream> withExpected( std::vector<ScanStream> streams,
                                      const std::vector<std::vector<double>> &expected )
{
  for ( std::size_t stream = 0; stream < streams.size(); ++stream )
    streams[stream].expected = expected[stream];
  return streams;
}

double streamEvidence( const ScanStream &stream, double observed, double expected )
{
  const bool poisson = stream.model == StreamModel::poisson;
  if ( !( expected > 0 ) || !( observed > ( poisson ? expected : 0 ) ) )
    return 0;
  const double ratio =
    poisson ? observed * std::log( observed / expected ) + expected - observed : observed * observed / ( 2 * expected );
  // Rounding can leave a trace below 0 where the two sums are nearly equal.
  return stream.weight * std::max( ratio, 0.0 ) / stream.dispersion;
}

double evidenceOf( const std::vector<ScanStream> &streams, const std::vector<std::uint32_t> &places )
{
  double evidence = 0;
  for ( const ScanStream &stream : streams )
  {
    const ScanSum sum = scanSum( stream, places );
    evidence += streamEvidence( stream, sum.observed, sum.expected );
  }
  return evidence;
}

std::vector<double> streamShares( const std::vector<ScanStream> &streams, const std::vector<std::uint32_t> &places )
{
  std::vector<double> shares;
  double evidence = 0;
  for ( const ScanStream &stream : streams )
  {
    const ScanSum sum = scanSum( stream, places );
    shares.push_back( streamEvidence( stream, sum.observed, sum.expected ) );
    evidence += shares.back();
  }
  if ( evidence > 0 )
    for ( double &share : shares )
      share /= evidence;
  return shares;
}

double likeliestEffect( StreamModel model, const ScanSum &sum )
{
  if ( !( sum.expected > 0 ) || !( sum.observed > 0 ) )
    return 0;
  const double ratio = sum.observed / sum.expected;
  return model == StreamModel::poisson ? std::max( 0.0, std::log( ratio ) ) : ratio;
}

double effectGain( const ScanStream &stream, const ScanSum &sum, double effect )
{
  const double cost = stream.model == StreamModel::poisson ? std::expm1( effect ) : effect * effect / 2;
  return stream.weight * ( sum.observed * effect - sum.expected * cost ) / stream.dispersion;
}

void requireStreams( const std::vector<ScanStream> &streams, std::size_t places )
{
  if ( streams.empty() )
    refuse( "The number of streams", "0", "at least 1" );
  for ( std::size_t number = 0; number < streams.size(); ++number )
    requireStream( streams[number], number, places );
}

std::vector<double> flooredBaseline( Column baseline, double floor )
{
  requireNotNegative( "The baseline", baseline );
  requireBetween( "The floor of the baseline", floor, 0, 1 );
  double sum = 0;
  std::size_t known = 0;
  for ( const double value : baseline )
    if ( !isMissing( value ) )
    {
      sum += value;
      ++known;
    }

  std::vector<double> floored( baseline.begin(), baseline.end() );
  double flooredSum = 0;
  for ( double &value : floored )
    if ( !isMissing( value ) )
    {
      value = std::max( value, floor * sum / static_cast<double>( known ) );
      flooredSum += value;
    }
  if ( flooredSum > sum )
    for ( double &value : floored )
      value *= sum / flooredSum;
  return floored;
}

} // namespace communitysafety::statistics
