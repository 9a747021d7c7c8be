// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/copeland.h"

#include "statistics/arguments.h"
#include "statistics/parallel.h"
#include "statistics/ranking.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

namespace communitysafety::statistics
{

namespace
{

// So many opponents fit into the nearest cache together with their margins.
constexpr std::size_t blockSize = 1024;
// So many areas are one piece of work for a thread: a cancel is noticed in between.
constexpr std::size_t areasPerItem = 32;
// All weights together, as whole numbers: sums are exact and compilers can compare several areas at once.
constexpr double wholeWeight = 1 << 30;

// One part with weight, as ranks. A missing value is neither above nor below any other.
struct Contest
{
  std::int32_t weight = 0;
  std::vector<bool> isPresent;
  //! Rank of each area; where it is missing nobody stands above this one ...
  std::vector<std::int32_t> toBeat;
  //! ... and nobody below this one.
  std::vector<std::int32_t> toLoseTo;
};

Contest contestIn( Column part, double shareOfWeight )
{
  Contest contest;
  contest.weight = static_cast<std::int32_t>( std::lround( shareOfWeight * wholeWeight ) );
  for ( const double rank : rankAscending( part ) )
  {
    const bool isPresent = !isMissing( rank );
    contest.isPresent.push_back( isPresent );
    contest.toBeat.push_back( isPresent ? static_cast<std::int32_t>( rank ) : INT32_MAX );
    contest.toLoseTo.push_back( isPresent ? static_cast<std::int32_t>( rank ) : INT32_MIN );
  }
  return contest;
}

class Tournament
{
public:
  Tournament( const std::vector<Column> &parts, const std::vector<double> &weights ) : mAreas( parts.front().size() )
  {
    const double total = std::accumulate( weights.begin(), weights.end(), 0.0 );
    for ( std::size_t part = 0; part < parts.size(); ++part )
      if ( weights[part] > 0 )
        mContests.push_back( contestIn( parts[part], weights[part] / total ) );
    // Each weight is rounded by half a unit at most.
    mLevel = static_cast<std::int32_t>( mContests.size() );
  }

  double scoreOf( std::size_t area ) const
  {
    const auto takesPart = [area]( const Contest &contest ) { return contest.isPresent[area]; };
    if ( std::none_of( mContests.begin(), mContests.end(), takesPart ) )
      return missing;
    int score = 0;
    for ( std::size_t begin = 0; begin < mAreas; begin += blockSize )
      score += scoreAgainst( area, begin, std::min( blockSize, mAreas - begin ) );
    return score;
  }

private:
  int scoreAgainst( std::size_t area, std::size_t begin, std::size_t count ) const
  {
    std::array<std::int32_t, blockSize> margins;
    margins.fill( 0 );
    for ( const Contest &contest : mContests )
    {
      if ( !contest.isPresent[area] )
        continue;
      const std::int32_t own = contest.toBeat[area];
      const std::int32_t weight = contest.weight;
      const std::int32_t *toBeat = contest.toBeat.data() + begin;
      const std::int32_t *toLoseTo = contest.toLoseTo.data() + begin;
      for ( std::size_t other = 0; other < count; ++other )
        margins[other] += ( own > toBeat[other] ? weight : 0 ) - ( own < toLoseTo[other] ? weight : 0 );
    }
    int score = 0;
    for ( std::size_t other = 0; other < count; ++other )
      score += ( margins[other] > mLevel ? 1 : 0 ) - ( margins[other] < -mLevel ? 1 : 0 );
    return score;
  }

  std::size_t mAreas;
  std::vector<Contest> mContests;
  std::int32_t mLevel = 0;
};

} // namespace

std::vector<double> copelandScores( const std::vector<Column> &parts, const std::vector<double> &weights,
                                    const Progress &progress )
{
  if ( parts.empty() )
    refuse( "The number of parts", "0", "1 or more" );
  requireSize( "weights", weights.size(), parts.size() );
  for ( const Column &part : parts )
    requireSize( "a part", part.size(), parts.front().size() );

  const Tournament tournament( parts, weights );
  std::vector<double> scores( parts.front().size() );
  const std::size_t items = ( scores.size() + areasPerItem - 1 ) / areasPerItem;
  forEachInParallel(
    items, 0,
    [&]( std::size_t item )
    {
      const std::size_t end = std::min( scores.size(), ( item + 1 ) * areasPerItem );
      for ( std::size_t area = item * areasPerItem; area < end; ++area )
        scores[area] = tournament.scoreOf( area );
    },
    progress );
  return scores;
}

} // namespace communitysafety::statistics
