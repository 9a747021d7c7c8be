// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/placesampler.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::statistics
{

PlaceSampler::PlaceSampler( Column weights )
{
  requireNotNegative( "The weight of a place", weights );
  double sum = 0;
  mCumulated.reserve( weights.size() );
  for ( const double weight : weights )
    mCumulated.push_back( sum += isMissing( weight ) ? 0 : weight );
  if ( !( sum > 0 ) || !std::isfinite( sum ) )
    refuse( "The sum of the weights of the places", inWords( sum ), "above 0 and finite" );
  mGuide.reserve( weights.size() );
  std::uint32_t place = 0;
  for ( std::size_t step = 0; step < weights.size(); ++step )
  {
    while ( mCumulated[place] <= sum * double( step ) / double( weights.size() ) )
      ++place;
    mGuide.push_back( place );
  }
}

std::uint32_t PlaceSampler::operator()( RandomStream &stream ) const
{
  const double share = stream.uniform();
  const double sought = share * mCumulated.back();
  std::uint32_t place = mGuide[static_cast<std::size_t>( share * double( mGuide.size() ) )];
  // Rounding may put the guide one step too far.
  while ( place > 0 && mCumulated[place - 1] > sought )
    --place;
  while ( place + 1 < mCumulated.size() && mCumulated[place] <= sought )
    ++place;
  return place;
}

} // namespace communitysafety::statistics
