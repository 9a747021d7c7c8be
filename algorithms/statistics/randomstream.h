// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstdint>
#include <limits>

namespace communitysafety::statistics
{

/**
 * Random numbers of one item of work: the same for the same seed and item, whichever thread asks and whatever the other
 * items drew.
 *
 * \a item and \a part number the work, for instance the draw and its indicator; streams with different numbers are
 * independent for all practical purposes (256 bits of state, each spread from seed, item and part). Any seed is as good
 * as any other, 0 included. Serves as generator of the distributions of the standard library and of Boost. Not
 * thread-safe: one stream, one thread. About 2 ns a number. No good for secrets.
 *
 * Source: xoshiro256++, Blackman and Vigna 2021, Scrambled linear pseudorandom number generators, ACM Transactions on
 * Mathematical Software 47 (4), doi:10.1145/3460772; state filled by SplitMix64 as they advise.
 */
class RandomStream
{
public:
  using result_type = std::uint64_t;

  explicit RandomStream( std::uint64_t seed, std::uint64_t item = 0, std::uint64_t part = 0 );

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

  result_type operator()()
  {
    const result_type number = rotated( mState[0] + mState[3], 23 ) + mState[0];
    const result_type shifted = mState[1] << 17;
    mState[2] ^= mState[0];
    mState[3] ^= mState[1];
    mState[1] ^= mState[2];
    mState[0] ^= mState[3];
    mState[2] ^= shifted;
    mState[3] = rotated( mState[3], 45 );
    return number;
  }

  //! Uniform from 0 up to, but not, 1; a multiple of 2⁻⁵³.
  double uniform() { return static_cast<double>( static_cast<std::int64_t>( ( *this )() >> 11 ) ) * 0x1p-53; }

  //! Normal with mean 0 and variance 1, by the ziggurat of Boost.Random.
  double normal();

private:
  static constexpr result_type rotated( result_type bits, int by ) { return ( bits << by ) | ( bits >> ( 64 - by ) ); }

  result_type mState[4];
};

/**
 * Draws from a gamma distribution with scale 1, of which all that depends on the shape is worked out once.
 *
 * shape k > 0: density x^(k-1) e^-x / Γ(k), mean and variance k. For a rate parameter r divide the draw by r.
 * Below 1 a draw of shape k + 1 is multiplied by U^(1/k), which for very small k can underflow to 0; otherwise draws
 * are positive. About 15 ns from shape 1 up and twice that below it: less than half the time of the standard library's
 * distribution, a fourth of Boost's from shape 1 up and half of it below, which is why this one stands here (see
 * tests/benchmarks).
 * Throws std::invalid_argument unless the shape is positive and finite.
 *
 * Source: Marsaglia and Tsang 2000, A simple method for generating gamma variables, ACM Transactions on Mathematical
 * Software 26 (3), doi:10.1145/358407.358414; the shape below 1 as in their section 6.
 */
class GammaSampler
{
public:
  explicit GammaSampler( double shape );

  double operator()( RandomStream &stream ) const;

private:
  //! d and c of the paper, of the shape or, below 1, of the shape + 1.
  double mCentre;
  double mSpread;
  //! 1 / shape where the shape is below 1, else 0.
  double mPower;
};

} // namespace communitysafety::statistics
