// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/pointmasking.h"

#include "statistics/arguments.h"
#include "statistics/nearestplace.h"
#include "statistics/parallel.h"
#include "statistics/randomstream.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

namespace communitysafety::statistics
{
namespace
{

constexpr double fullTurn = 6.283185307179586;

//! The different places of points, in the order of their coordinates, and the place of each point.
struct DistinctPlaces
{
  std::vector<double> x;
  std::vector<double> y;
  std::vector<std::size_t> ofPoint;
};

DistinctPlaces distinctPlaces( Column x, Column y )
{
  std::vector<std::size_t> order( x.size() );
  std::iota( order.begin(), order.end(), 0 );
  std::sort( order.begin(), order.end(),
             [&]( std::size_t one, std::size_t other )
             { return std::make_pair( x[one], y[one] ) < std::make_pair( x[other], y[other] ); } );
  DistinctPlaces places;
  places.ofPoint.resize( x.size() );
  for ( const std::size_t point : order )
  {
    if ( places.x.empty() || places.x.back() != x[point] || places.y.back() != y[point] )
    {
      places.x.push_back( x[point] );
      places.y.push_back( y[point] );
    }
    places.ofPoint[point] = places.x.size() - 1;
  }
  return places;
}

struct MaskedPlace
{
  double x = missing;
  double y = missing;
  double anonymity = missing;
  double nearer = missing;
};

//! Coordinates as a whole number of centimetres: the same place draws the same numbers whatever its last digits.
std::uint64_t centimetres( double coordinate ) { return std::uint64_t( std::llround( coordinate * 100 ) ); }

struct Ring
{
  double inner = 0;
  double outer = 0;

  void widen()
  {
    inner *= wider;
    outer *= wider;
  }
  bool holds( double distance ) const { return inner <= distance && distance <= outer; }

  static constexpr double wider = 1.25;
};

//! The rings of all places, and with them who could be meant by a masked place.
class Donut
{
public:
  Donut( const PeopleIndex &people, const DonutOptions &options, const MayBeShown &mayBeShown,
         const Progress &progress )
    : mPeople( people ), mOptions( options ), mMayBeShown( mayBeShown ), mRings( people.places().size() )
  {
    const auto addRing = [this]( std::size_t place )
    { mRings[place] = ringAround( mPeople.places()[place].x, mPeople.places()[place].y ); };
    forEachInParallel( mRings.size(), options.threads, addRing, progress );
  }

  MaskedPlace masked( double x, double y ) const;

private:
  Ring ringAround( double x, double y ) const
  {
    Ring ring;
    ring.inner = mPeople.radiusWith( x, y, mOptions.least );
    const double most = std::min( mPeople.total(), mOptions.least * mOptions.outerFactor );
    // Many people at one address: a ring has to have a width.
    ring.outer = std::max( { mPeople.radiusWith( x, y, most ), ring.inner * Ring::wider, 1.0 } );
    return ring;
  }

  double anonymity( double x, double y ) const
  {
    const double most = std::min( mPeople.total(), 4 * mOptions.least * mOptions.outerFactor );
    double sum = 0;
    for ( const std::size_t place : mPeople.placesNear( x, y, mPeople.radiusWith( x, y, most ) ) )
    {
      const PeopleIndex::Place &home = mPeople.places()[place];
      sum += mRings[place].holds( std::hypot( home.x - x, home.y - y ) ) ? home.count : 0;
    }
    return sum;
  }

  const PeopleIndex &mPeople;
  const DonutOptions &mOptions;
  const MayBeShown &mMayBeShown;
  std::vector<Ring> mRings;
};

MaskedPlace Donut::masked( double x, double y ) const
{
  constexpr int drawsPerRing = 50, rings = 40;
  RandomStream stream( mOptions.seed, centimetres( x ), centimetres( y ) );
  Ring ring = ringAround( x, y );
  for ( int draw = 0; draw < drawsPerRing * rings; ++draw )
  {
    if ( draw > 0 && draw % drawsPerRing == 0 )
      ring.widen();
    const double squared = ring.inner * ring.inner;
    const double distance = std::sqrt( squared + stream.uniform() * ( ring.outer * ring.outer - squared ) );
    const double angle = fullTurn * stream.uniform();
    const double newX = x + distance * std::cos( angle ), newY = y + distance * std::sin( angle );
    if ( mMayBeShown && !mMayBeShown( newX, newY ) )
      continue;
    // Rounding must not leave out those who live at the true place.
    const double nearer = mPeople.within( newX, newY, std::hypot( newX - x, newY - y ) + 1e-6 );
    if ( nearer < mOptions.least )
      continue;
    if ( const double possible = anonymity( newX, newY ); possible >= mOptions.least )
      return { newX, newY, possible, nearer };
  }
  return {};
}

} // namespace

void MaskedPoints::add( double newX, double newY, double possible, double nearerOnes )
{
  x.push_back( newX );
  y.push_back( newY );
  anonymity.push_back( possible );
  nearer.push_back( nearerOnes );
}

MaskedPoints donutMask( Column x, Column y, const PeopleIndex &people, const DonutOptions &options,
                        const MayBeShown &mayBeShown, const Progress &progress )
{
  requirePlaces( "the points", x, y );
  if ( !( options.least > 0 ) || people.total() < options.least )
    refuse( "The number of people", inWords( people.total() ), "at least " + inWords( options.least ) );
  if ( !( options.outerFactor > 1 ) )
    refuse( "outerFactor", inWords( options.outerFactor ), "above 1" );
  const DistinctPlaces places = distinctPlaces( x, y );
  std::vector<MaskedPlace> found( places.x.size() );
  const Donut donut( people, options, mayBeShown, slice( progress, 0, 0.3 ) );
  const auto addMasked = [&]( std::size_t place ) { found[place] = donut.masked( places.x[place], places.y[place] ); };
  forEachInParallel( found.size(), mayBeShown ? 1 : options.threads, addMasked, slice( progress, 0.3, 1 ) );
  MaskedPoints masked;
  for ( const std::size_t place : places.ofPoint )
    masked.add( found[place].x, found[place].y, found[place].anonymity, found[place].nearer );
  return masked;
}

namespace
{

//! The squares that hold enough people of those whom no smaller one holds.
class NestedSquares
{
public:
  NestedSquares( const MaskPeople &people, double cell, double least, const Progress &progress ) : mCell( cell )
  {
    std::vector<std::size_t> left( people.size() );
    std::iota( left.begin(), left.end(), 0 );
    for ( int size = 0; size < mostSizes && !left.empty(); ++size )
    {
      report( progress, double( size ) / mostSizes );
      if ( takeSquares( people, std::ldexp( cell, size ), least, left ) == 1 )
        break;
    }
    if ( mCentres.empty() )
      mCentres.push_back( middleOf( people ) );
    std::vector<std::pair<double, double>> places;
    for ( const MaskedPlace &centre : mCentres )
      places.emplace_back( centre.x, centre.y );
    mNearest.emplace( std::move( places ) );
    for ( const std::size_t place : left )
      mCentres[mNearest->nearest( people.x[place], people.y[place] )].anonymity += people.count[place];
  }

  const MaskedPlace &centreFor( double x, double y ) const
  {
    for ( std::size_t size = 0; size < mUsed.size(); ++size )
    {
      const auto used = mUsed[size].find( squareAt( x, y, std::ldexp( mCell, int( size ) ) ) );
      if ( used != mUsed[size].end() )
        return mCentres[used->second];
    }
    return mCentres[mNearest->nearest( x, y )];
  }

private:
  std::size_t addCentre( const Square &square, double side, double count )
  {
    mCentres.push_back(
      { ( double( square.first ) + 0.5 ) * side, ( double( square.second ) + 0.5 ) * side, count, missing } );
    return mCentres.size() - 1;
  }

  static constexpr int mostSizes = 40;

  //! Adds the squares of one size that hold enough of those \a left, and takes their people out. \returns how many
  //! squares there were.
  std::size_t takeSquares( const MaskPeople &people, double side, double least, std::vector<std::size_t> &left )
  {
    std::map<Square, double> counts;
    for ( const std::size_t place : left )
      counts[squareAt( people.x[place], people.y[place], side )] += people.count[place];
    std::map<Square, std::size_t> &used = mUsed.emplace_back();
    for ( const auto &[square, count] : counts )
      if ( count >= least )
        used.emplace( square, addCentre( square, side, count ) );
    const auto isTaken = [&]( std::size_t place )
    { return used.count( squareAt( people.x[place], people.y[place], side ) ) > 0; };
    left.erase( std::remove_if( left.begin(), left.end(), isTaken ), left.end() );
    return counts.size();
  }

  //! Squares never grow across the axes, so that people on both sides of one may be too few on each.
  static MaskedPlace middleOf( const MaskPeople &people )
  {
    MaskedPlace middle{ 0, 0, 0, missing };
    double total = 0;
    for ( std::size_t place = 0; place < people.size(); ++place )
    {
      middle.x += people.count[place] * people.x[place];
      middle.y += people.count[place] * people.y[place];
      total += people.count[place];
    }
    middle.x /= total;
    middle.y /= total;
    return middle;
  }

  double mCell;
  std::vector<MaskedPlace> mCentres;
  //! For each size the centres of the squares in use.
  std::vector<std::map<Square, std::size_t>> mUsed;
  //! Of the centres; there from the constructor on.
  std::optional<NearestPlace> mNearest;
};

} // namespace

MaskedPoints gridMask( Column x, Column y, const MaskPeople &people, double cell, double least,
                       const Progress &progress )
{
  requirePlaces( "the points", x, y );
  requirePeople( people, least );
  if ( !( cell > 0 ) )
    refuse( "cell", inWords( cell ), "above 0" );
  const MaskPeople sorted = inOrderOfPlace( people );
  const NestedSquares squares( sorted, cell, least, slice( progress, 0, 0.5 ) );
  MaskedPoints masked;
  for ( std::size_t point = 0; point < x.size(); ++point )
  {
    report( progress, 0.5 + 0.5 * double( point ) / double( x.size() ) );
    const MaskedPlace &centre = squares.centreFor( x[point], y[point] );
    masked.add( centre.x, centre.y, centre.anonymity );
  }
  return masked;
}

} // namespace communitysafety::statistics
