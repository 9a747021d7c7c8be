// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/randomstream.h"

#include "statistics/arguments.h"

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>

#include <cmath>

namespace communitysafety::statistics
{

namespace
{

//! SplitMix64: a walk over all 64-bit numbers whose neighbours have nothing in common.
class SplitMix
{
public:
  explicit SplitMix( std::uint64_t start ) : mState( start ) {}

  std::uint64_t next()
  {
    std::uint64_t bits = ( mState += 0x9e3779b97f4a7c15U );
    bits = ( bits ^ ( bits >> 30 ) ) * 0xbf58476d1ce4e5b9U;
    bits = ( bits ^ ( bits >> 27 ) ) * 0x94d049bb133111ebU;
    return bits ^ ( bits >> 31 );
  }

private:
  std::uint64_t mState;
};

} // namespace

RandomStream::RandomStream( std::uint64_t seed, std::uint64_t item, std::uint64_t part )
{
  // One number after the other, so that (1, 2) and (2, 1) are different streams.
  SplitMix walk( SplitMix( SplitMix( seed ).next() ^ item ).next() ^ part );
  for ( result_type &word : mState )
    word = walk.next();
}

double RandomStream::normal() { return boost::random::normal_distribution<double>()( *this ); }

GammaSampler::GammaSampler( double shape )
{
  if ( !( shape > 0 ) || !std::isfinite( shape ) )
    refuse( "shape", inWords( shape ), "above 0 and finite" );
  mCentre = ( shape < 1 ? shape + 1 : shape ) - 1.0 / 3;
  mSpread = 1 / std::sqrt( 9 * mCentre );
  mPower = shape < 1 ? 1 / shape : 0;
}

double GammaSampler::operator()( RandomStream &stream ) const
{
  boost::random::normal_distribution<double> normal;
  for ( ;; )
  {
    const double x = normal( stream );
    const double root = 1 + mSpread * x;
    if ( root <= 0 )
      continue;
    const double v = root * root * root;
    const double u = stream.uniform();
    // The squeeze accepts nearly always and spares the logarithms.
    const double square = x * x;
    if ( u >= 1 - 0.0331 * square * square && std::log( u ) >= 0.5 * square + mCentre * ( 1 - v + std::log( v ) ) )
      continue;
    if ( mPower > 0 )
      return mCentre * v * std::exp( -mPower * boost::random::exponential_distribution<double>()( stream ) );
    return mCentre * v;
  }
}

} // namespace communitysafety::statistics
