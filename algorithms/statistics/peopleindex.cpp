// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/peopleindex.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

namespace communitysafety::statistics
{

void requirePlaces( const std::string &name, Column x, Column y )
{
  requireSize( name + " y", y.size(), x.size() );
  for ( const Column &column : { x, y } )
    for ( const double value : column )
      if ( !std::isfinite( value ) )
        refuse( "A coordinate of " + name, "missing", "a number" );
}

void requirePeople( const MaskPeople &people, double least )
{
  requireSize( "people", people.count.size(), people.x.size() );
  requirePlaces( "people", people.x, people.y );
  requireNotNegative( "people", people.count );
  if ( !( least > 0 ) )
    refuse( "least", inWords( least ), "above 0" );
  const double total = sumPresent( people.count );
  if ( total < least )
    refuse( "The number of people", inWords( total ), "at least " + inWords( least ) );
}

std::vector<std::size_t> orderOfPlaces( Column x, Column y, Column weight )
{
  std::vector<std::size_t> order( x.size() );
  std::iota( order.begin(), order.end(), std::size_t( 0 ) );
  const auto key = [&]( std::size_t row ) { return std::make_tuple( x[row], y[row], weight[row] ); };
  std::sort( order.begin(), order.end(),
             [&key]( std::size_t one, std::size_t other ) { return key( one ) < key( other ); } );
  return order;
}

MaskPeople inOrderOfPlace( const MaskPeople &people )
{
  MaskPeople sorted;
  for ( const std::size_t place : orderOfPlaces( people.x, people.y, people.count ) )
  {
    sorted.x.push_back( people.x[place] );
    sorted.y.push_back( people.y[place] );
    sorted.count.push_back( people.count[place] );
  }
  return sorted;
}

PeopleIndex::PeopleIndex( const MaskPeople &people )
{
  requirePeople( people, std::numeric_limits<double>::min() );
  const auto [xLow, xHigh] = std::minmax_element( people.x.begin(), people.x.end() );
  const auto [yLow, yHigh] = std::minmax_element( people.y.begin(), people.y.end() );
  mXMinimum = *xLow;
  mYMinimum = *yLow;
  mExtent = std::hypot( *xHigh - *xLow, *yHigh - *yLow );
  const double area = std::max( 1.0, ( *xHigh - *xLow ) * ( *yHigh - *yLow ) );
  mSide = std::max( std::sqrt( 2 * area / double( people.size() ) ), mExtent / 4000 + 1e-9 );
  mColumns = std::size_t( ( *xHigh - *xLow ) / mSide ) + 1;
  mRows = std::size_t( ( *yHigh - *yLow ) / mSide ) + 1;
  const auto bucketOf = [this, &people]( std::size_t place )
  {
    return std::size_t( ( people.y[place] - mYMinimum ) / mSide ) * mColumns +
           std::size_t( ( people.x[place] - mXMinimum ) / mSide );
  };
  mFirst.assign( mColumns * mRows + 1, 0 );
  for ( std::size_t place = 0; place < people.size(); ++place )
    ++mFirst[bucketOf( place ) + 1];
  std::partial_sum( mFirst.begin(), mFirst.end(), mFirst.begin() );
  std::vector<std::size_t> next( mFirst.begin(), mFirst.end() - 1 );
  mPlaces.resize( people.size() );
  for ( std::size_t place = 0; place < people.size(); ++place )
    mPlaces[next[bucketOf( place )]++] = { people.x[place], people.y[place], people.count[place] };
  // Sums must not depend on the order in which people were given.
  for ( std::size_t bucket = 0; bucket + 1 < mFirst.size(); ++bucket )
    std::sort( mPlaces.begin() + std::ptrdiff_t( mFirst[bucket] ),
               mPlaces.begin() + std::ptrdiff_t( mFirst[bucket + 1] ),
               []( const Place &one, const Place &other )
               { return std::tie( one.x, one.y, one.count ) < std::tie( other.x, other.y, other.count ); } );
  for ( const Place &place : mPlaces )
    mTotal += place.count;
}

template <typename Visitor>
void PeopleIndex::forEachNear( double x, double y, double radius, const Visitor &visit ) const
{
  const auto step = [this]( double offset, std::size_t steps )
  { return std::size_t( std::min( std::max( 0.0, std::floor( offset / mSide ) ), double( steps - 1 ) ) ); };
  const std::size_t west = step( x - radius - mXMinimum, mColumns ), east = step( x + radius - mXMinimum, mColumns );
  const std::size_t south = step( y - radius - mYMinimum, mRows ), north = step( y + radius - mYMinimum, mRows );
  for ( std::size_t row = south; row <= north; ++row )
    for ( std::size_t place = mFirst[row * mColumns + west]; place < mFirst[row * mColumns + east + 1]; ++place )
      if ( const double distance = std::hypot( mPlaces[place].x - x, mPlaces[place].y - y ); distance <= radius )
        visit( mPlaces[place], distance );
}

std::vector<std::size_t> PeopleIndex::placesNear( double x, double y, double radius ) const
{
  std::vector<std::size_t> found;
  forEachNear( x, y, radius,
               [&]( const Place &place, double ) { found.push_back( std::size_t( &place - mPlaces.data() ) ); } );
  return found;
}

double PeopleIndex::within( double x, double y, double radius ) const
{
  double sum = 0;
  forEachNear( x, y, radius, [&sum]( const Place &place, double ) { sum += place.count; } );
  return sum;
}

double PeopleIndex::radiusWith( double x, double y, double count ) const
{
  double reach = mSide;
  // Away from all people the first reach is that of the nearest corner of their extent, at least.
  const double farthest = std::hypot( x - mXMinimum, y - mYMinimum ) + 2 * mExtent + mSide;
  while ( reach < farthest && within( x, y, reach ) < count )
    reach *= 1.5;
  std::vector<std::pair<double, double>> near;
  forEachNear( x, y, reach,
               [&near]( const Place &place, double distance ) { near.emplace_back( distance, place.count ); } );
  std::sort( near.begin(), near.end() );
  double sum = 0;
  for ( const auto &[distance, people] : near )
    if ( ( sum += people ) >= count )
      return distance;
  return reach;
}

} // namespace communitysafety::statistics
