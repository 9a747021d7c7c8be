// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/associationclass.h"

#include "statistics/arguments.h"

#include <algorithm>

namespace communitysafety::statistics
{
namespace
{

//! The limits of the degrees 3, 2 and 1.
constexpr double degreeLimits[] = { 0.01, 0.05, 0.10 };

void requireTails( const TailProbabilities &tails, Column q )
{
  requireSize( "the high tail", tails.high.size(), q.size() );
  requireSize( "the low tail", tails.low.size(), q.size() );
}

double degreeOf( double q )
{
  for ( int degree = 3; degree > 0; --degree )
    if ( q <= degreeLimits[3 - degree] )
      return degree;
  return 0;
}

double numberOf( AssociationKind kind ) { return static_cast<double>( kind ); }

double meanOf( Column values )
{
  double sum = 0, count = 0;
  for ( const double value : values )
    if ( !isMissing( value ) )
    {
      sum += value;
      count += 1;
    }
  return sum / count;
}

//! The quadrant of an area by itself and by its Moran, whatever its significance.
AssociationKind quadrantOf( double deviation, double moran )
{
  if ( deviation == 0 || moran == 0 )
    return AssociationKind::none;
  if ( moran > 0 )
    return deviation > 0 ? AssociationKind::highAmongHigh : AssociationKind::lowAmongLow;
  return deviation > 0 ? AssociationKind::highAmongLow : AssociationKind::lowAmongHigh;
}

} // namespace

std::vector<double> hotAndCold( Column q, const TailProbabilities &tails )
{
  requireTails( tails, q );
  std::vector<double> classes( q.size(), missing );
  for ( std::size_t area = 0; area < q.size(); ++area )
    if ( !isMissing( q[area] ) )
      classes[area] = tails.low[area] < tails.high[area] ? 0 - degreeOf( q[area] ) : degreeOf( q[area] );
  return classes;
}

std::vector<double> moranQuadrants( Column q, double significance, Column values, const LocalAssociation &moran )
{
  requireSize( "values", values.size(), q.size() );
  requireSize( "moran", moran.value.size(), q.size() );
  const double mean = meanOf( values );
  std::vector<double> classes( q.size(), missing );
  for ( std::size_t area = 0; area < q.size(); ++area )
    if ( !isMissing( q[area] ) )
      classes[area] = q[area] <= significance ? numberOf( quadrantOf( values[area] - mean, moran.value[area] ) ) : 0;
  return classes;
}

std::vector<double> gearyKinds( Column q, double significance, const TailProbabilities &tails, Column values,
                                const LocalAssociation &moran )
{
  requireTails( tails, q );
  std::vector<double> classes( q.size(), missing );
  if ( !values.empty() )
    classes = moranQuadrants( q, significance, values, moran );
  for ( std::size_t area = 0; area < q.size(); ++area )
  {
    if ( isMissing( q[area] ) )
      continue;
    const bool bothLevels = classes[area] == numberOf( AssociationKind::highAmongHigh ) ||
                            classes[area] == numberOf( AssociationKind::lowAmongLow );
    if ( q[area] > significance )
      classes[area] = 0;
    else if ( tails.high[area] < tails.low[area] )
      classes[area] = numberOf( AssociationKind::unlike );
    else if ( !bothLevels )
      classes[area] = numberOf( AssociationKind::alike );
  }
  return classes;
}

std::vector<std::vector<std::size_t>> connectedParts( Column classes, const Neighbours &touching )
{
  requireSize( "classes", classes.size(), touching.size() );
  std::vector<std::vector<std::size_t>> parts;
  std::vector<bool> isPlaced( classes.size(), false );
  for ( std::size_t first = 0; first < classes.size(); ++first )
  {
    if ( isPlaced[first] || isMissing( classes[first] ) || classes[first] == 0 )
      continue;
    std::vector<std::size_t> part = { first };
    isPlaced[first] = true;
    for ( std::size_t place = 0; place < part.size(); ++place )
      for ( const std::size_t neighbour : touching.of( part[place] ) )
        if ( !isPlaced[neighbour] && classes[neighbour] == classes[first] )
        {
          isPlaced[neighbour] = true;
          part.push_back( neighbour );
        }
    std::sort( part.begin(), part.end() );
    parts.push_back( std::move( part ) );
  }
  std::stable_sort( parts.begin(), parts.end(), []( const auto &a, const auto &b ) { return a.size() > b.size(); } );
  return parts;
}

} // namespace communitysafety::statistics
