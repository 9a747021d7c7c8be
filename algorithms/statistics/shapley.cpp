// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/shapley.h"

#include "statistics/arguments.h"
#include "statistics/randomstream.h"

#include <algorithm>
#include <numeric>

namespace communitysafety::statistics
{

namespace
{

constexpr std::size_t evaluationsSampled = 8000;
constexpr std::uint64_t seedOfOrders = 1953;

// The game with its answers checked.
class Game
{
public:
  Game( std::size_t players, std::size_t areas, const ValueOfCoalition &valueOf )
    : mPlayers( players ), mAreas( areas ), mValueOf( valueOf )
  {
  }

  std::size_t players() const { return mPlayers; }

  std::vector<double> value( const std::vector<bool> &isPresent ) const
  {
    std::vector<double> value = mValueOf( isPresent );
    requireSize( "the values of a coalition", value.size(), mAreas );
    return value;
  }

  std::vector<std::vector<double>> nothingAdded() const
  {
    return std::vector<std::vector<double>>( mPlayers, std::vector<double>( mAreas, 0.0 ) );
  }

private:
  std::size_t mPlayers;
  std::size_t mAreas;
  const ValueOfCoalition &mValueOf;
};

void addTimes( double factor, const std::vector<double> &values, std::vector<double> &sum )
{
  for ( std::size_t area = 0; area < sum.size(); ++area )
    sum[area] += factor * values[area];
}

// |S|! (n - |S| - 1)! / n!, for |S| = 0 to n - 1: 1 / (n × binomial(n - 1, |S|)).
std::vector<double> weightsBySize( std::size_t players )
{
  std::vector<double> weights;
  double ways = 1;
  for ( std::size_t size = 0; size < players; ++size )
  {
    weights.push_back( 1 / ( static_cast<double>( players ) * ways ) );
    ways *= static_cast<double>( players - 1 - size ) / static_cast<double>( size + 1 );
  }
  return weights;
}

// Each set is evaluated once: it speaks for those in it and against those outside.
std::vector<std::vector<double>> overAllSets( const Game &game, const Progress &progress )
{
  const std::vector<double> weights = weightsBySize( game.players() );
  std::vector<std::vector<double>> added = game.nothingAdded();
  const std::size_t sets = std::size_t( 1 ) << game.players();
  std::vector<bool> isPresent( game.players() );
  for ( std::size_t set = 0; set < sets; ++set )
  {
    for ( std::size_t player = 0; player < game.players(); ++player )
      isPresent[player] = ( set >> player ) & 1;
    const auto size = static_cast<std::size_t>( std::count( isPresent.begin(), isPresent.end(), true ) );
    const std::vector<double> value = game.value( isPresent );
    for ( std::size_t player = 0; player < game.players(); ++player )
      addTimes( isPresent[player] ? weights[size - 1] : -weights[size], value, added[player] );
    report( progress, static_cast<double>( set + 1 ) / static_cast<double>( sets ) );
  }
  return added;
}

// Lets the players come in one by one and notes what each adds.
void playOrder( const Game &game, const std::vector<std::size_t> &order, double share,
                std::vector<std::vector<double>> &added )
{
  std::vector<bool> isPresent( game.players(), false );
  std::vector<double> before = game.value( isPresent );
  for ( const std::size_t player : order )
  {
    isPresent[player] = true;
    std::vector<double> after = game.value( isPresent );
    addTimes( share, after, added[player] );
    addTimes( -share, before, added[player] );
    before = std::move( after );
  }
}

// std::shuffle draws differently from one standard library to the next.
void shuffle( std::vector<std::size_t> &order, RandomStream &stream )
{
  for ( std::size_t place = order.size() - 1; place > 0; --place )
    std::swap( order[place], order[static_cast<std::size_t>( stream.uniform() * static_cast<double>( place + 1 ) )] );
}

std::vector<std::vector<double>> overDrawnOrders( const Game &game, const Progress &progress )
{
  const std::size_t pairs = std::max<std::size_t>( 1, evaluationsSampled / ( 2 * game.players() ) );
  const double share = 0.5 / static_cast<double>( pairs );
  std::vector<std::vector<double>> added = game.nothingAdded();
  std::vector<std::size_t> order( game.players() );
  std::iota( order.begin(), order.end(), std::size_t( 0 ) );
  RandomStream stream( seedOfOrders );
  for ( std::size_t pair = 0; pair < pairs; ++pair )
  {
    shuffle( order, stream );
    playOrder( game, order, share, added );
    std::reverse( order.begin(), order.end() );
    playOrder( game, order, share, added );
    report( progress, static_cast<double>( pair + 1 ) / static_cast<double>( pairs ) );
  }
  return added;
}

} // namespace

std::vector<std::vector<double>> shapleyValues( std::size_t players, std::size_t areas, const ValueOfCoalition &valueOf,
                                                const Progress &progress )
{
  if ( players == 0 )
    return {};
  const Game game( players, areas, valueOf );
  return players <= mostExactPlayers ? overAllSets( game, progress ) : overDrawnOrders( game, progress );
}

} // namespace communitysafety::statistics
