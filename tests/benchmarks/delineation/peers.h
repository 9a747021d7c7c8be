// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "plantedmaps.h"
#include "statistics/multipletesting.h"

#include <cmath>
#include <vector>

//! What common practice makes of the same maps.
namespace planted
{

//! The connected part of \a places with the most evidence.
inline Places strongestPart( const BorderGraph &borders, const std::vector<ScanStream> &streams, const Places &places )
{
  Places best;
  double highest = -1;
  for ( const Places &part : borders.components( places ) )
  {
    const double evidence = evidenceOf( streams, part );
    if ( evidence > highest )
    {
      highest = evidence;
      best = part;
    }
  }
  return best;
}

//! Gi* of \a values over the neighbours with shared sides and corners, normal p, false discovery rate 5 %.
inline Places giStarPlaces( const BorderGraph &borders, const std::vector<double> &values )
{
  const double n = double( values.size() );
  double mean = 0;
  double squares = 0;
  for ( const double value : values )
  {
    mean += value / n;
    squares += value * value / n;
  }
  const double deviation = std::sqrt( squares - mean * mean );
  std::vector<double> p;
  for ( std::uint32_t place = 0; place < values.size(); ++place )
  {
    double sum = values[place];
    double count = 1;
    for ( const BorderGraph::Neighbour &neighbour : borders.of( place ) )
    {
      sum += values[neighbour.place];
      ++count;
    }
    const double z = ( sum - count * mean ) / ( deviation * std::sqrt( ( n * count - count * count ) / ( n - 1 ) ) );
    p.push_back( 0.5 * std::erfc( z / std::sqrt( 2.0 ) ) );
  }
  const std::vector<double> q = falseDiscoveryRate( p );
  Places hot;
  for ( std::uint32_t place = 0; place < q.size(); ++place )
    if ( q[place] <= 0.05 )
      hot.push_back( place );
  return hot;
}

//! Rates or indices against expectation, averaged over the streams.
inline std::vector<double> meanRate( const std::vector<ScanStream> &streams )
{
  std::vector<double> rates( streams.front().observed.size(), 0.0 );
  for ( const ScanStream &stream : streams )
    for ( std::size_t place = 0; place < rates.size(); ++place )
      rates[place] += stream.observed[place] / stream.expected[place] / double( streams.size() );
  return rates;
}

//! Cells with twice the mean count, averaged over the streams: the index of counts at 200 and more.
inline Places indexPlaces( const std::vector<ScanStream> &streams )
{
  std::vector<double> index( streams.front().observed.size(), 0.0 );
  for ( const ScanStream &stream : streams )
  {
    double sum = 0;
    for ( const double count : stream.observed )
      sum += count;
    for ( std::size_t place = 0; place < index.size(); ++place )
      index[place] += 100 * stream.observed[place] * double( index.size() ) / sum / double( streams.size() );
  }
  Places high;
  for ( std::uint32_t place = 0; place < index.size(); ++place )
    if ( index[place] >= 200 )
      high.push_back( place );
  return high;
}

} // namespace planted
