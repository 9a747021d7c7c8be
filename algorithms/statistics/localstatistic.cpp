// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/localstatistic.h"

#include "statistics/arguments.h"
#include "statistics/localassociation.h"
#include "statistics/parallel.h"

#include <cstdint>
#include <unordered_map>

namespace communitysafety::statistics
{
namespace
{

//! Events and denominators of the areas that take part, 0 for the others, and their sums.
struct Exposed
{
  std::vector<double> events;
  std::vector<double> denominator;
  double eventSum = 0;
  double denominatorSum = 0;

  bool isUsed( std::size_t area ) const { return denominator[area] > 0; }

  void leaveOut( std::size_t area )
  {
    events[area] = 0;
    denominator[area] = 0;
  }

  void addUp()
  {
    for ( std::size_t area = 0; area < events.size(); ++area )
    {
      eventSum += events[area];
      denominatorSum += denominator[area];
    }
  }

  //! 100 = city; missing where the city has no event.
  double ratio( double localEvents, double localDenominator ) const
  {
    return eventSum > 0 ? 100 * ( localEvents / eventSum ) / ( localDenominator / denominatorSum ) : missing;
  }
};

Exposed exposedAreas( Column events, Column denominator )
{
  requireSize( "denominator", denominator.size(), events.size() );
  requireNotNegative( "events", events );
  requireNotNegative( "denominator", denominator );
  Exposed areas{ { events.begin(), events.end() }, { denominator.begin(), denominator.end() }, 0, 0 };
  for ( std::size_t area = 0; area < events.size(); ++area )
    if ( isMissing( events[area] ) || !( denominator[area] > 0 ) )
      areas.leaveOut( area );
  return areas;
}

//! Centres in squares with the bandwidth as side: what is within it lies in the square of a centre or next to it.
class Squares
{
public:
  Squares( Column x, Column y, double side, const Exposed &areas ) : mX( x ), mY( y ), mSide( side )
  {
    for ( std::size_t area = 0; area < x.size(); ++area )
      if ( areas.isUsed( area ) )
        mSquares[key( index( x[area] ), index( y[area] ) )].push_back( area );
  }

  //! Calls \a visit with each area within the side of \a centre, and the square of the share of the side it is away.
  template <typename Visitor>
  void forEachWithin( std::size_t centre, Visitor visit ) const
  {
    for ( std::int64_t column = -1; column <= 1; ++column )
      for ( std::int64_t row = -1; row <= 1; ++row )
      {
        const auto found = mSquares.find( key( index( mX[centre] ) + column, index( mY[centre] ) + row ) );
        if ( found == mSquares.end() )
          continue;
        for ( const std::size_t area : found->second )
        {
          const double dx = ( mX[area] - mX[centre] ) / mSide, dy = ( mY[area] - mY[centre] ) / mSide;
          if ( dx * dx + dy * dy < 1 )
            visit( area, dx * dx + dy * dy );
        }
      }
  }

private:
  std::int64_t index( double coordinate ) const
  {
    return static_cast<std::int64_t>( std::floor( coordinate / mSide ) );
  }
  static std::uint64_t key( std::int64_t column, std::int64_t row )
  {
    return ( static_cast<std::uint64_t>( column ) << 32 ) ^ ( static_cast<std::uint64_t>( row ) & 0xffffffffU );
  }

  Column mX;
  Column mY;
  double mSide;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> mSquares;
};

} // namespace

std::vector<double> giStar( Column values, const Neighbours &neighbours )
{
  return localGStar( values, SpatialWeights( neighbours ) ).z;
}

std::vector<double> localQuotient( Column events, Column denominator, const Neighbours &neighbours )
{
  requireSize( "events", events.size(), neighbours.size() );
  Exposed areas = exposedAreas( events, denominator );
  areas.addUp();
  std::vector<double> quotient( events.size(), missing );
  for ( std::size_t area = 0; area < events.size(); ++area )
  {
    if ( !areas.isUsed( area ) )
      continue;
    double localEvents = areas.events[area], localDenominator = areas.denominator[area];
    for ( const std::size_t neighbour : neighbours.of( area ) )
    {
      localEvents += areas.events[neighbour];
      localDenominator += areas.denominator[neighbour];
    }
    quotient[area] = areas.ratio( localEvents, localDenominator );
  }
  return quotient;
}

std::vector<double> kernelRatio( Column events, Column denominator, Column x, Column y, double bandwidth,
                                 const Progress &progress )
{
  if ( !( bandwidth > 0 ) || std::isinf( bandwidth ) )
    refuse( "bandwidth", inWords( bandwidth ), "above 0, and finite" );
  requireSize( "x", x.size(), events.size() );
  requireSize( "y", y.size(), events.size() );
  Exposed areas = exposedAreas( events, denominator );
  for ( std::size_t area = 0; area < events.size(); ++area )
    if ( !std::isfinite( x[area] ) || !std::isfinite( y[area] ) )
      areas.leaveOut( area );
  areas.addUp();

  const Squares squares( x, y, bandwidth, areas );
  std::vector<double> ratio( events.size(), missing );
  const auto computeArea = [&]( std::size_t area )
  {
    if ( !areas.isUsed( area ) )
      return;
    double localEvents = 0, localDenominator = 0;
    squares.forEachWithin( area,
                           [&]( std::size_t other, double squaredShare )
                           {
                             const double weight = ( 1 - squaredShare ) * ( 1 - squaredShare );
                             localEvents += weight * areas.events[other];
                             localDenominator += weight * areas.denominator[other];
                           } );
    ratio[area] = areas.ratio( localEvents, localDenominator );
  };
  forEachInParallel( events.size(), 0, computeArea, progress );
  return ratio;
}

} // namespace communitysafety::statistics
