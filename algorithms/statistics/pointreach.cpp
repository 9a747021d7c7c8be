// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/pointreach.h"

#include "statistics/arealshares.h"
#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace communitysafety::statistics
{

namespace
{

std::vector<double> peopleOfSources( const PointReach &points, std::size_t sources )
{
  std::vector<double> people( sources, 0 );
  for ( std::size_t point = 0; point < points.source.size(); ++point )
    if ( points.source[point] != noArea && !isMissing( points.count[point] ) )
      people[points.source[point]] += points.count[point];
  return people;
}

//! h - q of one point for each target that either of them names.
std::map<std::size_t, double> misplacedPart( const PointReach &points, std::size_t point, std::size_t places )
{
  const std::size_t first = point * places;
  std::size_t counted = 0;
  for ( std::size_t place = first; place < first + places; ++place )
    counted += points.isInSource[place] ? 1 : 0;
  std::map<std::size_t, double> parts;
  if ( counted == 0 )
    return parts;
  parts[points.target[point]] = 1;
  for ( std::size_t place = first; place < first + places; ++place )
    if ( points.isInSource[place] )
      parts[points.placeTarget[place]] -= 1.0 / double( counted );
  parts.erase( noArea );
  return parts;
}

bool goesBefore( const Overlap &a, const Overlap &b )
{
  return std::tie( a.source, a.target, a.share ) < std::tie( b.source, b.target, b.share );
}

std::vector<Overlap> joined( std::vector<Overlap> parts )
{
  std::sort( parts.begin(), parts.end(), goesBefore );
  std::vector<Overlap> pairs;
  for ( const Overlap &part : parts )
    if ( !pairs.empty() && pairs.back().source == part.source && pairs.back().target == part.target )
      pairs.back().share += part.share;
    else
      pairs.push_back( part );
  return pairs;
}

} // namespace

std::vector<Overlap> reachVariance( const PointReach &points, std::size_t sources )
{
  const std::size_t number = points.source.size();
  requireSize( "target", points.target.size(), number );
  requireSize( "count", points.count.size(), number );
  const std::size_t places = number == 0 ? 0 : points.placeTarget.size() / number;
  requireSize( "placeTarget", points.placeTarget.size(), places * number );
  requireSize( "isInSource", points.isInSource.size(), points.placeTarget.size() );
  const std::vector<double> people = peopleOfSources( points, sources );
  // What is left of equal parts.
  constexpr double rounding = 1e-12;
  std::vector<Overlap> parts;
  for ( std::size_t point = 0; point < number; ++point )
  {
    if ( points.source[point] == noArea || !( points.count[point] > 0 ) )
      continue;
    const double share = points.count[point] / people[points.source[point]];
    for ( const auto &[target, part] : misplacedPart( points, point, places ) )
      if ( std::fabs( part ) > rounding )
        parts.push_back( { points.source[point], target, share * share * part * part } );
  }
  return joined( std::move( parts ) );
}

std::vector<double> reachCountErrors( const std::vector<Overlap> &variance, Column counts, std::size_t targets )
{
  std::vector<double> errors( targets, 0 );
  for ( const Overlap &pair : variance )
    if ( !isMissing( counts[pair.source] ) )
      errors[pair.target] += counts[pair.source] * counts[pair.source] * pair.share;
  for ( double &error : errors )
    error = std::sqrt( error );
  return errors;
}

std::vector<double> reachRateErrors( const std::vector<Overlap> &variance, Column rates, Column denominators,
                                     Column targetRates, Column targetDenominators )
{
  requireSize( "targetDenominators", targetDenominators.size(), targetRates.size() );
  std::vector<double> errors( targetRates.size(), 0 );
  for ( const Overlap &pair : variance )
  {
    const double off = denominators[pair.source] * ( rates[pair.source] - targetRates[pair.target] );
    errors[pair.target] += isMissing( off ) ? 0 : off * off * pair.share;
  }
  for ( std::size_t target = 0; target < errors.size(); ++target )
    errors[target] = targetDenominators[target] > 0 && !isMissing( targetRates[target] )
                       ? std::sqrt( errors[target] ) / targetDenominators[target]
                       : missing;
  return errors;
}

DiscPlaces placesInDisc( std::size_t number )
{
  // The golden angle: no two seeds lie behind each other.
  constexpr double goldenAngle = 2.399963229728653;
  DiscPlaces places;
  for ( std::size_t seed = 0; seed < number; ++seed )
  {
    const double radius = std::sqrt( ( double( seed ) + 0.5 ) / double( number ) );
    places.x.push_back( radius * std::cos( goldenAngle * double( seed ) ) );
    places.y.push_back( radius * std::sin( goldenAngle * double( seed ) ) );
  }
  return places;
}

} // namespace communitysafety::statistics
