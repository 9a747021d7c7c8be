// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace communitysafety::samplecity
{

/**
 * The generator's source of chance: SplitMix64 (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195).
 *
 * The distributions of the standard library may differ between compilers; these do not. Each table draws from its own
 * stream, so that a change to one leaves the others as they were.
 */
class Random
{
public:
  Random( std::uint64_t seed, const std::string &stream );

  std::uint64_t next();
  //! Uniform on [0, 1).
  double uniform();
  double between( double low, double high ) { return low + ( high - low ) * uniform(); }
  //! A whole number from 0 to \a count - 1; \a count must be positive.
  std::size_t below( std::size_t count );
  bool chance( double probability ) { return uniform() < probability; }
  //! Close to the standard normal: the sum of twelve uniforms, which needs no library function.
  double normal();
  //! How many times a thing goes on when each time it goes on with \a probability.
  int runLength( double probability );
  //! \a length hexadecimal digits.
  std::string hexadecimal( std::size_t length );

private:
  std::uint64_t mState;
};

//! Picks rows in proportion to their weights, which are not negative and not all zero.
class WeightedChoice
{
public:
  explicit WeightedChoice( const std::vector<double> &weights );
  std::size_t pick( Random &random ) const;

private:
  std::vector<double> mCumulative;
};

} // namespace communitysafety::samplecity
