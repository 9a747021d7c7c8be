// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/changedstreams.h"

#include <boost/random/binomial_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>

#include <cmath>

namespace communitysafety::statistics
{
namespace
{

using Numbers = std::vector<double>;
using Columns = ChangedStreams::Columns;

bool isPresent( const ScanStream &stream, std::size_t place )
{
  return !isMissing( stream.observed[place] ) && !isMissing( stream.expected[place] );
}

Numbers numbersOf( Column column ) { return Numbers( column.begin(), column.end() ); }

//! φ times a Poisson number of mean c / φ.
double resampledCount( double count, double dispersion, RandomStream &random )
{
  return count > 0 ? dispersion * boost::random::poisson_distribution<int>( count / dispersion )( random ) : 0;
}

//! What falls to one half when whole blocks of φ, and the rest that is less than one, are tossed for.
double halfOfCount( double count, double dispersion, RandomStream &random )
{
  if ( !( count > 0 ) )
    return 0;
  const double blocks = std::floor( count / dispersion );
  const double rest = count - blocks * dispersion;
  const double tossed = blocks > 0 ? boost::random::binomial_distribution<int>( int( blocks ), 0.5 )( random ) : 0;
  return dispersion * tossed + ( random.uniform() < 0.5 ? rest : 0 );
}

//! The baseline at the level that it had: times \a observed ÷ the counts there were.
Numbers baselineFor( const Numbers &observed, const ScanStream &stream )
{
  double before = 0;
  double now = 0;
  for ( std::size_t place = 0; place < observed.size(); ++place )
    if ( isPresent( stream, place ) )
    {
      before += stream.observed[place];
      now += observed[place];
    }
  Numbers expected = numbersOf( stream.expected );
  for ( double &value : expected )
    value *= before > 0 ? now / before : 1;
  return expected;
}

Numbers resampledValues( const ScanStream &stream, RandomStream &random )
{
  Numbers values = numbersOf( stream.observed );
  for ( std::size_t place = 0; place < values.size(); ++place )
    if ( isPresent( stream, place ) )
      values[place] = stream.model == StreamModel::gaussian
                        ? values[place] + std::sqrt( stream.expected[place] ) * random.normal()
                        : resampledCount( values[place], stream.dispersion, random );
  return values;
}

//! Two halves of one stream, each with what is expected of it.
struct StreamHalves
{
  Numbers observed[2];
  Numbers expected[2];
};

StreamHalves halvesOfCounts( const ScanStream &stream, RandomStream &random )
{
  StreamHalves halves;
  halves.observed[0] = halves.observed[1] = numbersOf( stream.observed );
  for ( std::size_t place = 0; place < stream.observed.size(); ++place )
    if ( isPresent( stream, place ) )
    {
      halves.observed[0][place] = halfOfCount( stream.observed[place], stream.dispersion, random );
      halves.observed[1][place] = stream.observed[place] - halves.observed[0][place];
    }
  for ( const int half : { 0, 1 } )
    halves.expected[half] = baselineFor( halves.observed[half], stream );
  return halves;
}

StreamHalves halvesOfDeviations( const ScanStream &stream, RandomStream &random )
{
  StreamHalves halves;
  halves.observed[0] = halves.observed[1] = numbersOf( stream.observed );
  halves.expected[0] = numbersOf( stream.expected );
  for ( std::size_t place = 0; place < stream.observed.size(); ++place )
    if ( isPresent( stream, place ) )
    {
      const double noise = std::sqrt( stream.expected[place] ) * random.normal();
      halves.observed[0][place] += noise;
      halves.observed[1][place] -= noise;
      halves.expected[0][place] *= 2;
    }
  halves.expected[1] = halves.expected[0];
  return halves;
}

} // namespace

std::vector<ScanStream> ChangedStreams::views() const
{
  std::vector<ScanStream> views = mOriginal;
  for ( std::size_t stream = 0; stream < views.size(); ++stream )
  {
    views[stream].observed = mObserved[stream];
    views[stream].expected = mExpected[stream];
  }
  return views;
}

Columns resampledObserved( const std::vector<ScanStream> &streams, RandomStream &random )
{
  Columns observed;
  for ( const ScanStream &stream : streams )
    observed.push_back( resampledValues( stream, random ) );
  return observed;
}

ChangedStreams resampledStreams( const std::vector<ScanStream> &streams, RandomStream &random )
{
  Columns observed = resampledObserved( streams, random );
  Columns expected;
  for ( std::size_t stream = 0; stream < streams.size(); ++stream )
    expected.push_back( streams[stream].model == StreamModel::gaussian
                          ? numbersOf( streams[stream].expected )
                          : baselineFor( observed[stream], streams[stream] ) );
  return { streams, std::move( observed ), std::move( expected ) };
}

std::pair<ChangedStreams, ChangedStreams> halvesOfStreams( const std::vector<ScanStream> &streams,
                                                           RandomStream &random )
{
  Columns observed[2];
  Columns expected[2];
  for ( const ScanStream &stream : streams )
  {
    StreamHalves halves =
      stream.model == StreamModel::gaussian ? halvesOfDeviations( stream, random ) : halvesOfCounts( stream, random );
    for ( const int half : { 0, 1 } )
    {
      observed[half].push_back( std::move( halves.observed[half] ) );
      expected[half].push_back( std::move( halves.expected[half] ) );
    }
  }
  return { { streams, std::move( observed[0] ), std::move( expected[0] ) },
           { streams, std::move( observed[1] ), std::move( expected[1] ) } };
}

} // namespace communitysafety::statistics
