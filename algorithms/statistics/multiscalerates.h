// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"
#include "statistics/randomstream.h"

#include <cstddef>
#include <vector>

namespace communitysafety::statistics
{

/**
 * What is known of the true rate of each small place from counts of one period, where neighbouring places are alike at
 * some scales and not at others.
 *
 * Shrinking each place to the mean of the city would take a whole neighbourhood of a thousand events for chance because
 * each of its cells has but ten. Therefore the city is halved again and again (at the middle place of the wider side),
 * and at every halving the share of the events that falls to the one half is shrunk towards its share e of what is
 * expected there: beta prior κ e, κ (1 - e), posterior with the events of the halves added. 1/(κ + 1) is estimated from
 * all halvings of a depth (the first five depths together), as the variance of the shares beyond chance. So a large
 * patch keeps its level, and a single cell is drawn to its surroundings as far as cells of this city differ little.
 *
 * With overdispersion φ the n events of a part count as 1 + (n - 1)/φ, which is what counts whose variance is φ times
 * their mean tell about the share: one event can show no repeats, many tell as much as n / φ.
 *
 * \a events: 0 or more, fractions allowed; \a expected: in the same unit or any other (a denominator); \a x, \a y:
 * centres. A place with a missing value or nothing expected has no rate. The total is not in doubt: rates are relative,
 * events over expected with Σ rate × expected = Σ events in every draw.
 * Limits. Beyond the borders of the halves neighbours do not share what they know. One spread for all parts of a depth.
 * Immutable after construction, so safe to draw from in several threads.
 * Throws std::invalid_argument on different lengths, negative values and φ below 1. O(n log n); O(n) a draw.
 *
 * Source: Kolaczyk 1999, Bayesian multiscale models for Poisson processes, Journal of the American Statistical
 * Association 94, doi:10.1080/01621459.1999.10474197; estimated spreads and φ are our own.
 */
class MultiscaleRates
{
public:
  MultiscaleRates( Column events, Column expected, Column x, Column y, double dispersion = 1 );

  //! The expectation of each place's rate; missing where it has none.
  std::vector<double> mean() const;

  //! One set of rates that could be true; \a rates is resized as needed.
  void draw( RandomStream &random, std::vector<double> &rates ) const;

private:
  //! A part of the city that is halved. The halves are parts, or single places where they number beyond the parts.
  struct Part
  {
    std::size_t depth = 0;
    std::size_t left = 0;
    std::size_t right = 0;
    double events = 0;
    double eventsLeft = 0;
    //! The left half's share of what is expected.
    double share = 0;
    //! Parameters of the posterior; 0 where the share is not in doubt and \c share holds.
    double alpha = 0;
    double beta = 0;
  };
  struct Sums
  {
    double events = 0;
    double expected = 0;
  };
  static constexpr std::size_t isPlace = std::size_t( 1 ) << 62;

  using Places = std::vector<std::size_t>;
  Sums halve( Column x, Column y, Places::iterator begin, Places::iterator end, std::size_t depth );
  double independentEvents( double events ) const;
  double spreadAt( std::size_t firstDepth, std::size_t lastDepth ) const;
  void setPosteriors();
  template <typename ShareOf>
  void hand( std::vector<double> &rates, ShareOf shareOf ) const;

  std::vector<double> mEvents;
  std::vector<double> mExpected;
  double mDispersion;
  //! Each before its halves.
  std::vector<Part> mParts;
  std::size_t mDepths = 0;
  bool mHasPlaces = false;
  //! The number of the whole.
  std::size_t mRoot = 0;
  double mTotal = 0;
};

} // namespace communitysafety::statistics
