// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/multiscalerates.h"

#include "statistics/arguments.h"

#include <algorithm>

namespace communitysafety::statistics
{
namespace
{

//! The first depths have too few halvings for a spread of their own; together they have 31.
constexpr std::size_t depthsTogether = 5;

//! With more the share would be all or nothing, which a finite count cannot show.
constexpr double largestSpread = 0.9;

//! With less the parts of a depth are all alike.
constexpr double smallestSpread = 1e-6;

double widthOf( Column values, std::vector<std::size_t>::const_iterator begin,
                std::vector<std::size_t>::const_iterator end )
{
  const auto [low, high] =
    std::minmax_element( begin, end, [&]( std::size_t a, std::size_t b ) { return values[a] < values[b]; } );
  return values[*high] - values[*low];
}

} // namespace

MultiscaleRates::MultiscaleRates( Column events, Column expected, Column x, Column y, double dispersion )
  : mEvents( events.begin(), events.end() ), mExpected( expected.begin(), expected.end() ), mDispersion( dispersion )
{
  requireSize( "expected", expected.size(), events.size() );
  requireSize( "x", x.size(), events.size() );
  requireSize( "y", y.size(), events.size() );
  requireNotNegative( "events", events );
  requireNotNegative( "expected", expected );
  requireFinite( "x", x );
  requireFinite( "y", y );
  if ( !( dispersion >= 1 ) || std::isinf( dispersion ) )
    refuse( "dispersion", inWords( dispersion ), "1 or more, and finite" );
  Places places;
  for ( std::size_t place = 0; place < events.size(); ++place )
    if ( !isMissing( events[place] ) && expected[place] > 0 && !isMissing( x[place] ) && !isMissing( y[place] ) )
      places.push_back( place );
  if ( places.empty() )
    return;
  mHasPlaces = true;
  mParts.reserve( places.size() );
  mRoot = places.size() == 1 ? isPlace + places.front() : 0;
  mTotal = halve( x, y, places.begin(), places.end(), 0 ).events;
  setPosteriors();
}

MultiscaleRates::Sums MultiscaleRates::halve( Column x, Column y, Places::iterator begin, Places::iterator end,
                                              std::size_t depth )
{
  const auto count = end - begin;
  if ( count == 1 )
    return { mEvents[*begin], mExpected[*begin] };
  const bool byX = widthOf( x, begin, end ) >= widthOf( y, begin, end );
  const Column along = byX ? x : y, across = byX ? y : x;
  const Places::iterator middle = begin + count / 2;
  // Equal coordinates are many on a grid; the other side, then the row, decide.
  std::nth_element( begin, middle, end,
                    [&]( std::size_t a, std::size_t b )
                    {
                      if ( along[a] < along[b] || along[b] < along[a] )
                        return along[a] < along[b];
                      return across[a] < across[b] || ( !( across[b] < across[a] ) && a < b );
                    } );
  const std::size_t number = mParts.size();
  mParts.push_back( {} );
  mDepths = std::max( mDepths, depth + 1 );
  const std::size_t leftNumber = count / 2 == 1 ? isPlace + *begin : mParts.size();
  const Sums left = halve( x, y, begin, middle, depth + 1 );
  const std::size_t rightNumber = count - count / 2 == 1 ? isPlace + *middle : mParts.size();
  const Sums right = halve( x, y, middle, end, depth + 1 );
  const Sums both{ left.events + right.events, left.expected + right.expected };
  mParts[number] = { depth, leftNumber, rightNumber, both.events, left.events, left.expected / both.expected, 0, 0 };
  return both;
}

double MultiscaleRates::independentEvents( double events ) const
{
  return events > 1 ? 1 + ( events - 1 ) / mDispersion : events;
}

double MultiscaleRates::spreadAt( std::size_t firstDepth, std::size_t lastDepth ) const
{
  // Of the variance of a share in units of e (1 - e): 1/n by chance, and the rest times the spread. The weights are
  // those of the variance that results, so a few rounds are needed.
  double spread = 0.05;
  for ( int round = 0; round < 20; ++round )
  {
    double found = 0, possible = 0;
    for ( const Part &part : mParts )
    {
      if ( part.depth < firstDepth || part.depth > lastDepth || !( part.events > 1 ) )
        continue;
      const double chance = 1 / independentEvents( part.events ), weight = std::pow( chance + spread, -2 );
      const double distance = part.eventsLeft / part.events - part.share;
      found += weight * ( distance * distance / ( part.share * ( 1 - part.share ) ) - chance );
      possible += weight * ( 1 - chance );
    }
    spread = possible > 0 ? std::clamp( found / possible, 0.0, largestSpread ) : 0;
  }
  return spread;
}

void MultiscaleRates::setPosteriors()
{
  std::vector<double> spreads( mDepths, spreadAt( 0, depthsTogether - 1 ) );
  for ( std::size_t depth = depthsTogether; depth < mDepths; ++depth )
    spreads[depth] = spreadAt( depth, depth );
  for ( Part &part : mParts )
  {
    const double spread = spreads[part.depth];
    if ( !( spread > smallestSpread ) )
      continue;
    const double prior = 1 / spread - 1;
    const double each = part.events > 0 ? independentEvents( part.events ) / part.events : 0;
    part.alpha = prior * part.share + each * part.eventsLeft;
    part.beta = prior * ( 1 - part.share ) + each * ( part.events - part.eventsLeft );
  }
}

//! Hands the events down from the whole to the places, by the share of each left half.
template <typename ShareOf>
void MultiscaleRates::hand( std::vector<double> &rates, ShareOf shareOf ) const
{
  rates.assign( mEvents.size(), missing );
  std::vector<double> events( mParts.size(), 0.0 );
  const auto give = [&]( std::size_t half, double amount )
  {
    if ( half >= isPlace )
      rates[half - isPlace] = amount / mExpected[half - isPlace];
    else
      events[half] = amount;
  };
  if ( mHasPlaces )
    give( mRoot, mTotal );
  for ( std::size_t number = 0; number < mParts.size(); ++number )
  {
    const double share = shareOf( mParts[number] );
    give( mParts[number].left, events[number] * share );
    give( mParts[number].right, events[number] * ( 1 - share ) );
  }
}

std::vector<double> MultiscaleRates::mean() const
{
  std::vector<double> rates;
  hand( rates,
        []( const Part &part ) { return part.alpha > 0 ? part.alpha / ( part.alpha + part.beta ) : part.share; } );
  return rates;
}

void MultiscaleRates::draw( RandomStream &random, std::vector<double> &rates ) const
{
  hand( rates,
        [&]( const Part &part )
        {
          if ( !( part.alpha > 0 ) )
            return part.share;
          const double left = GammaSampler( part.alpha )( random ), right = GammaSampler( part.beta )( random );
          return left + right > 0 ? left / ( left + right ) : part.share;
        } );
}

} // namespace communitysafety::statistics
