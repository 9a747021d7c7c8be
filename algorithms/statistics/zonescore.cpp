// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/zonescore.h"

#include "statistics/arguments.h"

#include <string>

namespace communitysafety::statistics
{
namespace
{

void requireBernoulli( const ScanStream &stream )
{
  requireNotNegative( "The number of cases", stream.observed );
  for ( std::size_t place = 0; place < stream.observed.size(); ++place )
    if ( stream.expected[place] < stream.observed[place] )
      refuse( "The number at risk in row " + std::to_string( place + 1 ), inWords( stream.expected[place] ),
              "at least the number of cases, " + inWords( stream.observed[place] ) );
}

} // namespace

void requireScored( const std::vector<ScanStream> &streams, std::size_t places, ScanScore score )
{
  if ( score == ScanScore::expectationBased || score == ScanScore::poisson )
  {
    requireStreams( streams, places );
    return;
  }
  requireSize( "the list of streams", streams.size(), 1 );
  requireSize( "the observed values", streams.front().observed.size(), places );
  requireSize( "the expected values", streams.front().expected.size(), places );
  if ( score == ScanScore::bernoulli )
    requireBernoulli( streams.front() );
  else
    requireFinite( "The value", streams.front().observed );
}

bool isPresentIn( const ScanStream &stream, std::size_t place, ScanScore score )
{
  const bool isValue = score == ScanScore::normal && stream.model != StreamModel::gaussian;
  return !isMissing( stream.observed[place] ) && ( isValue || !isMissing( stream.expected[place] ) );
}

} // namespace communitysafety::statistics
