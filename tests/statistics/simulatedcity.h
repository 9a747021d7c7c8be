// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "squaremap.h"
#include "statistics/randomstream.h"
#include "statistics/selectionrule.h"

#include <boost/random/poisson_distribution.hpp>

#include <cmath>
#include <vector>

/**
 * A city of square cells with patches of high rates and differences between cells, and counts of five years: the first
 * three are those on which places are chosen. 8,640 events a year, as in a town.
 */
class SimulatedCity : public SquareMap
{
public:
  static constexpr int side = 24;
  static constexpr std::size_t cells = std::size_t( side ) * side;

  SimulatedCity( double phi, std::uint64_t number, double eventsPerCell = 15 )
    : SquareMap( side ), mPhi( phi ), mRandom( 2, number )
  {
    for ( std::size_t cell = 0; cell < cells; ++cell )
      population.push_back( 50 + 100 * mRandom.uniform() );
    drawRates( eventsPerCell );
    for ( int year = 0; year < 5; ++year )
      drawYear();
    neighbourhood.assign( cells, -1 );
  }

  //! The tenth of the people with the highest rates of three years, of patches (\a smoothing > 0) or of single cells.
  void choose( std::size_t smoothing )
  {
    std::vector<double> pooled( cells, 0.0 );
    for ( std::size_t cell = 0; cell < cells; ++cell )
      pooled[cell] = counts[0][cell] + counts[1][cell] + counts[2][cell];
    std::vector<bool> selected( cells, false );
    communitysafety::statistics::highestRates( { population }, { 1 }, 0.1, neighbours, smoothing )( { pooled },
                                                                                                    selected );
    for ( std::size_t cell = 0; cell < cells; ++cell )
      neighbourhood[cell] = selected[cell] ? 0 : -1;
  }

  //! From \a year on only the part \a left of what is too much inside happens.
  void reduceExcess( std::size_t from, double left )
  {
    double inside = 0, peopleInside = 0, outside = 0, peopleOutside = 0;
    for ( std::size_t cell = 0; cell < cells; ++cell )
    {
      ( neighbourhood[cell] < 0 ? outside : inside ) += mExpected[cell];
      ( neighbourhood[cell] < 0 ? peopleOutside : peopleInside ) += population[cell];
    }
    const double ratio = inside / peopleInside / ( outside / peopleOutside );
    for ( std::size_t cell = 0; cell < cells; ++cell )
      mExpected[cell] *= neighbourhood[cell] < 0 ? 1 : ( 1 + ( ratio - 1 ) * left ) / ratio;
    counts.resize( from );
    while ( counts.size() < 5 )
      drawYear();
  }

  communitysafety::statistics::GapStream stream() const
  {
    communitysafety::statistics::GapStream result;
    result.counts.assign( counts.begin(), counts.end() );
    result.exposures.assign( counts.size(), population );
    return result;
  }

  std::vector<double> population;
  std::vector<std::vector<double>> counts;
  std::vector<int> neighbourhood;

private:
  void drawRates( double eventsPerCell )
  {
    std::vector<double> noise( cells );
    for ( double &value : noise )
      value = mRandom.normal();
    std::vector<double> patches = noise;
    for ( int time = 0; time < 6; ++time )
      patches = communitysafety::statistics::meanOfNeighbours( patches, neighbours );
    double squares = 0, sum = 0;
    for ( const double value : patches )
      squares += value * value / double( cells );
    for ( std::size_t cell = 0; cell < cells; ++cell )
    {
      mExpected.push_back( population[cell] *
                           std::exp( 0.5 * patches[cell] / std::sqrt( squares ) + 0.3 * mRandom.normal() ) );
      sum += mExpected.back();
    }
    for ( double &value : mExpected )
      value *= eventsPerCell * double( cells ) / sum;
  }

  void drawYear()
  {
    counts.emplace_back();
    for ( const double expected : mExpected )
    {
      const double mean =
        mPhi > 1 ? communitysafety::statistics::GammaSampler( expected / ( mPhi - 1 ) )( mRandom ) * ( mPhi - 1 )
                 : expected;
      counts.back().push_back( mean > 0 ? boost::random::poisson_distribution<int>( mean )( mRandom ) : 0 );
    }
  }

  double mPhi;
  communitysafety::statistics::RandomStream mRandom;
  std::vector<double> mExpected;
};
