// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/joincount.h"

#include "statistics/arguments.h"

#include <boost/math/distributions/hypergeometric.hpp>

#include <map>

namespace communitysafety::statistics
{
namespace
{

void requireZeroOrOne( Column values )
{
  for ( std::size_t row = 0; row < values.size(); ++row )
    if ( values[row] != 0 && values[row] != 1 && !isMissing( values[row] ) )
      refuse( "values in row " + std::to_string( row + 1 ), inWords( values[row] ), "0 or 1" );
}

//! How many of the other areas have the property, and the tails of how many of the neighbours then do.
class OtherAreas
{
public:
  explicit OtherAreas( Column values )
  {
    for ( const double value : values )
    {
      mAreas += isMissing( value ) ? 0 : 1;
      mWithProperty += value == 1 ? 1 : 0;
    }
    // But for the area that is asked about, which has it.
    --mAreas;
    --mWithProperty;
  }

  struct Tails
  {
    double high;
    double low;
  };

  const Tails &tails( unsigned neighbours, unsigned count )
  {
    const auto [entry, isNew] = mKnown.try_emplace( { neighbours, count } );
    if ( isNew )
    {
      const boost::math::hypergeometric distribution( mWithProperty, neighbours, mAreas );
      const unsigned fewest = neighbours + mWithProperty > mAreas ? neighbours + mWithProperty - mAreas : 0;
      entry->second = { count > fewest ? cdf( complement( distribution, count - 1 ) ) : 1, cdf( distribution, count ) };
    }
    return entry->second;
  }

private:
  unsigned mAreas = 0;
  unsigned mWithProperty = 0;
  std::map<std::pair<unsigned, unsigned>, Tails> mKnown;
};

} // namespace

LocalAssociation localJoinCount( Column values, const SpatialWeights &weights )
{
  LocalAssociation found = localG( values, weights );
  requireZeroOrOne( values );
  for ( std::size_t area = 0; area < values.size(); ++area )
    if ( values[area] == 0 && !isMissing( found.value[area] ) )
    {
      found.value[area] = found.expected[area] = found.deviation[area] = 0;
      found.z[area] = missing;
    }
  return found;
}

TailProbabilities joinCountTails( Column values, const SpatialWeights &weights )
{
  requireSize( "values", values.size(), weights.size() );
  requireZeroOrOne( values );
  TailProbabilities tails{ std::vector<double>( values.size(), missing ),
                           std::vector<double>( values.size(), missing ) };
  OtherAreas others( values );
  for ( std::size_t area = 0; area < values.size(); ++area )
  {
    if ( values[area] != 1 )
      continue;
    unsigned neighbours = 0, count = 0;
    for ( const std::size_t neighbour : weights.of( area ) )
    {
      neighbours += isMissing( values[neighbour] ) ? 0 : 1;
      count += values[neighbour] == 1 ? 1 : 0;
    }
    if ( neighbours == 0 )
      continue;
    tails.high[area] = others.tails( neighbours, count ).high;
    tails.low[area] = others.tails( neighbours, count ).low;
  }
  return tails;
}

} // namespace communitysafety::statistics
