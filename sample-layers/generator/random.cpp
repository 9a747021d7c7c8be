// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "random.h"

#include <algorithm>
#include <stdexcept>

namespace communitysafety::samplecity
{

Random::Random( std::uint64_t seed, const std::string &stream ) : mState( seed )
{
  // FNV-1a turns the name of the stream into a starting point of its own.
  std::uint64_t hash = 14695981039346656037ULL;
  for ( const char letter : stream )
    hash = ( hash ^ static_cast<unsigned char>( letter ) ) * 1099511628211ULL;
  mState ^= hash;
}

std::uint64_t Random::next()
{
  mState += 0x9E3779B97F4A7C15ULL;
  std::uint64_t mixed = mState;
  mixed = ( mixed ^ ( mixed >> 30 ) ) * 0xBF58476D1CE4E5B9ULL;
  mixed = ( mixed ^ ( mixed >> 27 ) ) * 0x94D049BB133111EBULL;
  return mixed ^ ( mixed >> 31 );
}

double Random::uniform() { return static_cast<double>( next() >> 11 ) * ( 1.0 / 9007199254740992.0 ); }

std::size_t Random::below( std::size_t count )
{
  return std::min( count - 1, static_cast<std::size_t>( uniform() * static_cast<double>( count ) ) );
}

double Random::normal()
{
  double sum = -6;
  for ( int draw = 0; draw < 12; ++draw )
    sum += uniform();
  return sum;
}

int Random::runLength( double probability )
{
  int length = 0;
  while ( chance( probability ) )
    ++length;
  return length;
}

std::string Random::hexadecimal( std::size_t length )
{
  std::string digits;
  while ( digits.size() < length )
  {
    std::uint64_t bits = next();
    for ( int digit = 0; digit < 16 && digits.size() < length; ++digit, bits >>= 4 )
      digits += "0123456789abcdef"[bits & 15];
  }
  return digits;
}

WeightedChoice::WeightedChoice( const std::vector<double> &weights )
{
  double sum = 0;
  for ( const double weight : weights )
    mCumulative.push_back( sum += weight );
  if ( !( sum > 0 ) )
    throw std::invalid_argument( "There is nothing to choose from: all weights are zero." );
}

std::size_t WeightedChoice::pick( Random &random ) const
{
  const double target = random.uniform() * mCumulative.back();
  return std::upper_bound( mCumulative.begin(), mCumulative.end() - 1, target ) - mCumulative.begin();
}

} // namespace communitysafety::samplecity
