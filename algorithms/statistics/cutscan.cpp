// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/cutscan.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace communitysafety::statistics
{
namespace
{

// Halvings of the tilt by size.
constexpr int tiltSteps = 12;

// A part that is too small may grow among places with this many times the smallest size.
constexpr double windowSize = 5;

constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

} // namespace

CutScan::CutScan( const BorderGraph &borders, CutScanOptions options )
  : mBorders( borders ), mOptions( std::move( options ) ), mCut( borders ), mLeftOut( borders.size(), 0 ),
    mWeight( borders.size(), 0 ), mState( borders.size(), State::outside )
{
  requireOptions();
}

void CutScan::requireOptions() const
{
  constexpr double largest = std::numeric_limits<double>::max();
  requireBetween( "The penalty", mOptions.penalty, 0, largest );
  if ( mOptions.relativeRisks.empty() )
    refuse( "The number of relative risks", "0", "at least 1" );
  for ( const double risk : mOptions.relativeRisks )
    if ( !( risk > 1 ) || std::isinf( risk ) )
      refuse( "A relative risk", inWords( risk ), "above 1, and finite" );
  if ( mOptions.rounds == 0 )
    refuse( "The number of rounds", "0", "at least 1" );
  if ( !mOptions.size.empty() )
    requireSize( "the sizes", mOptions.size.size(), mBorders.size() );
  requireNotNegative( "The size", mOptions.size );
  requireBetween( "The minimum size", mOptions.minimumSize, 0, largest );
  if ( !( mOptions.maximumSize >= mOptions.minimumSize ) )
    refuse( "The maximum size", inWords( mOptions.maximumSize ), "at least the minimum" );
}

ScanCandidate CutScan::best( const std::vector<ScanStream> &streams )
{
  return bestForEach( streams, { mOptions.penalty } ).front();
}

std::vector<ScanCandidate> CutScan::bestForEach( const std::vector<ScanStream> &streams,
                                                 const std::vector<double> &penalties )
{
  requireStreams( streams, mBorders.size() );
  readStreams( streams );
  std::vector<Search> searches;
  for ( const double penalty : penalties )
    searches.push_back( { penalty, {}, {} } );
  for ( const double risk : mOptions.relativeRisks )
  {
    weigh( startingEffects( risk ) );
    std::vector<Places> cuts = mCut.heaviestSets( mWeight, penalties );
    for ( std::size_t index = 0; index < penalties.size(); ++index )
    {
      // Limits of size are fitted at these weights, which a search may have changed.
      if ( index > 0 && !mOptions.size.empty() )
        weigh( startingEffects( risk ) );
      climb( std::move( cuts[index] ), searches[index] );
    }
  }

  std::vector<ScanCandidate> best;
  for ( Search &search : searches )
  {
    std::sort( search.best.places.begin(), search.best.places.end() );
    best.push_back( std::move( search.best ) );
  }
  return best;
}

void CutScan::leaveOut( const std::vector<std::uint32_t> &places )
{
  mLeftOut.assign( mLeftOut.size(), 0 );
  for ( const std::uint32_t place : places )
  {
    if ( place >= mLeftOut.size() )
      refuse( "A place to leave out", std::to_string( place ),
              "below the number of places, " + std::to_string( mLeftOut.size() ) );
    mLeftOut[place] = 1;
  }
}

void CutScan::readStreams( const std::vector<ScanStream> &streams )
{
  const std::size_t places = mBorders.size();
  mStreams = streams;
  mObserved.resize( streams.size() );
  mExpected.resize( streams.size() );
  mMeanExpected.assign( streams.size(), 0 );
  for ( std::size_t stream = 0; stream < streams.size(); ++stream )
  {
    mObserved[stream].resize( places );
    mExpected[stream].resize( places );
    for ( std::size_t place = 0; place < places; ++place )
    {
      const ScanSum term = scanTerm( streams[stream], place );
      mObserved[stream][place] = term.observed;
      mExpected[stream][place] = term.expected;
      mMeanExpected[stream] += term.expected / static_cast<double>( places );
    }
  }
}

CutScan::Effects CutScan::startingEffects( double relativeRisk ) const
{
  Effects effects;
  for ( std::size_t stream = 0; stream < mStreams.size(); ++stream )
  {
    const bool inDeviations = mStreams[stream].model == StreamModel::gaussian && mMeanExpected[stream] > 0;
    effects.push_back( std::log( relativeRisk ) / ( inDeviations ? std::sqrt( mMeanExpected[stream] ) : 1 ) );
  }
  return effects;
}

CutScan::Effects CutScan::likeliestEffects( const std::vector<ScanSum> &sums ) const
{
  Effects effects;
  for ( std::size_t stream = 0; stream < mStreams.size(); ++stream )
    effects.push_back( likeliestEffect( mStreams[stream].model, sums[stream] ) );
  return effects;
}

void CutScan::weigh( const Effects &effects )
{
  for ( std::size_t place = 0; place < mWeight.size(); ++place )
    mWeight[place] = mLeftOut[place] ? missing : 0;
  for ( std::size_t stream = 0; stream < mStreams.size(); ++stream )
  {
    // The gain is linear in the two sums.
    const double perObserved = effectGain( mStreams[stream], { 1, 0 }, effects[stream] );
    const double perExpected = effectGain( mStreams[stream], { 0, 1 }, effects[stream] );
    const std::vector<double> &observed = mObserved[stream], &expected = mExpected[stream];
    for ( std::size_t place = 0; place < mWeight.size(); ++place )
      mWeight[place] += observed[place] * perObserved + expected[place] * perExpected;
  }
}

void CutScan::climb( Places cut, Search &search )
{
  double reached = 0;
  for ( std::size_t round = 1;; ++round )
  {
    walkParts( cut, search.penalty );
    if ( !isWithinLimits( mBestPart ) && mBestPart.score > std::max( mBestFitting.score, search.best.score ) )
      fitSize( search.penalty );
    const Part &part = mBestFitting;
    if ( !( part.score > reached ) )
      return;
    reached = part.score;
    if ( std::find( search.climbed.begin(), search.climbed.end(), part.places ) != search.climbed.end() )
      return;
    search.climbed.push_back( part.places );
    if ( reached > search.best.score )
      search.best = { part.places, reached };
    if ( round == mOptions.rounds )
      return;
    weigh( likeliestEffects( part.sums ) );
    cut = mCut.heaviestSet( mWeight, search.penalty );
  }
}

//! Leaves the connected parts of \a cut with the highest scores in mBestPart and mBestFitting; a score of 0: none.
void CutScan::walkParts( const Places &cut, double penalty )
{
  mBestPart = {};
  mBestFitting = {};
  for ( const std::uint32_t place : cut )
    mState[place] = State::waiting;
  for ( const std::uint32_t place : cut )
    if ( mState[place] == State::waiting )
    {
      walkPart( place, penalty );
      if ( mPart.score > mBestPart.score )
        mBestPart = mPart;
      if ( mPart.score > mBestFitting.score && isWithinLimits( mPart ) )
        mBestFitting = mPart;
    }
  for ( const std::uint32_t place : cut )
    mState[place] = State::outside;
}

//! The connected part of the cut around \a start.
void CutScan::walkPart( std::uint32_t start, double penalty )
{
  mPart.places.assign( 1, start );
  mPart.sums.assign( mStreams.size(), {} );
  mPart.perimeter = mPart.size = 0;
  mState[start] = State::walked;
  // The part grows while it is walked along: its end is the queue.
  for ( std::size_t next = 0; next < mPart.places.size(); ++next )
  {
    add( mPart.places[next], mPart );
    for ( const BorderGraph::Neighbour &neighbour : mBorders.of( mPart.places[next] ) )
      if ( mState[neighbour.place] == State::outside )
        mPart.perimeter += neighbour.length;
      else if ( mState[neighbour.place] == State::waiting )
      {
        mState[neighbour.place] = State::walked;
        mPart.places.push_back( neighbour.place );
      }
  }
  rate( mPart, penalty );
}

void CutScan::add( std::uint32_t place, Part &part ) const
{
  for ( std::size_t stream = 0; stream < mStreams.size(); ++stream )
  {
    part.sums[stream].observed += mObserved[stream][place];
    part.sums[stream].expected += mExpected[stream][place];
  }
  if ( !mOptions.size.empty() )
    part.size += mOptions.size[place];
}

void CutScan::rate( Part &part, double penalty ) const
{
  part.score = -penalty * part.perimeter;
  for ( std::size_t stream = 0; stream < mStreams.size(); ++stream )
    part.score += streamEvidence( mStreams[stream], part.sums[stream].observed, part.sums[stream].expected );
}

bool CutScan::isWithinLimits( const Part &part ) const
{
  return mOptions.size.empty() || ( part.size >= mOptions.minimumSize && part.size <= mOptions.maximumSize );
}

/**
 * Brings mBestPart into the limits of size: a prize (or price) on every unit of size is raised until the part has grown
 * (or shrunk) enough, as little as possible; the cuts are nested in it. Where they jump across both limits, the smaller
 * set is grown place by place instead. The best part met on the way is left in mBestFitting.
 */
void CutScan::fitSize( double penalty )
{
  const Part anchor = mBestPart;
  const bool shrink = anchor.size > mOptions.maximumSize;
  const Window window = windowOf( anchor, shrink, penalty );
  MinimumCut cut( window.borders );
  const double before = mBestFitting.score, limit = tiltLimit( window, shrink );
  Places inner = shrink ? Places() : anchor.places, outer = shrink ? anchor.places : Places();
  double tooLittle = 0, enough = 1;
  for ( int step = 0; step < tiltSteps; ++step )
  {
    const double share = ( tooLittle + enough ) / 2;
    Part part = partWhenTilted( limit * share * share, window, cut, penalty );
    const bool isTooSmall = part.size<mOptions.minimumSize, isTooLarge = part.size> mOptions.maximumSize;
    ( ( shrink ? isTooLarge : isTooSmall ) ? tooLittle : enough ) = share;
    if ( isTooSmall )
      inner = std::move( part.places );
    else if ( isTooLarge )
      outer = std::move( part.places );
  }
  if ( !( mBestFitting.score > before ) && !outer.empty() )
    growBetween( inner, outer, penalty );
}

/**
 * The places among which a part is fitted: its own when it is to shrink, since the cuts are nested; else those around
 * it until they have several times the size that is asked for, since nobody looks further.
 */
CutScan::Window CutScan::windowOf( const Part &anchor, bool shrink, double penalty )
{
  Window window;
  window.places = shrink ? anchor.places : surroundings( anchor );
  std::sort( window.places.begin(), window.places.end() );
  window.follows = shrink ? nowhere : *std::min_element( anchor.places.begin(), anchor.places.end() );
  std::vector<Border> borders;
  for ( std::uint32_t inside = 0; inside < window.places.size(); ++inside )
  {
    const std::uint32_t place = window.places[inside];
    // What lies outside is never a member: its border is paid for with the place.
    double weight = mWeight[place];
    for ( const BorderGraph::Neighbour &neighbour : mBorders.of( place ) )
    {
      const auto found = std::lower_bound( window.places.begin(), window.places.end(), neighbour.place );
      if ( found == window.places.end() || *found != neighbour.place )
        weight -= penalty * neighbour.length;
      else if ( neighbour.place > place )
        borders.push_back( { inside, static_cast<std::uint32_t>( found - window.places.begin() ), neighbour.length } );
    }
    window.weight.push_back( weight );
    window.size.push_back( mOptions.size[place] );
  }
  window.borders = BorderGraph::fromBorders( window.places.size(), borders );
  return window;
}

CutScan::Places CutScan::surroundings( const Part &anchor )
{
  Places places = anchor.places;
  double size = anchor.size;
  for ( const std::uint32_t place : places )
    mState[place] = State::walked;
  for ( std::size_t next = 0; next < places.size() && size < windowSize * mOptions.minimumSize; ++next )
    for ( const BorderGraph::Neighbour &neighbour : mBorders.of( places[next] ) )
      if ( mState[neighbour.place] == State::outside && !mLeftOut[neighbour.place] )
      {
        mState[neighbour.place] = State::walked;
        places.push_back( neighbour.place );
        size += mOptions.size[neighbour.place];
      }
  for ( const std::uint32_t place : places )
    mState[place] = State::outside;
  return places;
}

//! The prize on a unit of size at which every place is in, or the price (below 0) at which none is.
double CutScan::tiltLimit( const Window &window, bool shrink ) const
{
  double limit = 0;
  for ( std::size_t place = 0; place < window.places.size(); ++place )
    if ( window.size[place] > 0 )
    {
      const double decisive = -window.weight[place] / window.size[place];
      limit = shrink ? std::min( limit, decisive ) : std::max( limit, decisive );
    }
  return limit;
}

/**
 * What becomes of the part in the \a window when every unit of size is worth \a tilt more: the part that holds it, or
 * the largest one left of it.
 */
CutScan::Part CutScan::partWhenTilted( double tilt, const Window &window, MinimumCut &cut, double penalty )
{
  std::vector<double> weight = window.weight;
  for ( std::size_t place = 0; place < weight.size(); ++place )
    weight[place] += tilt * window.size[place];

  Part followed;
  for ( Places &places : window.borders.components( cut.heaviestSet( weight, penalty ) ) )
  {
    for ( std::uint32_t &place : places )
      place = window.places[place];
    Part part = partOf( places, penalty );
    keepIfFitting( part );
    if ( window.follows == nowhere ? part.size > followed.size
                                   : std::binary_search( places.begin(), places.end(), window.follows ) )
      followed = std::move( part );
  }
  return followed;
}

//! Grows \a inner inside \a outer by the place that gains most, until the limits are reached and nothing is gained.
void CutScan::growBetween( const Places &inner, const Places &outer, double penalty )
{
  for ( const std::uint32_t place : outer )
    mState[place] = State::waiting;
  Part part = partOf( inner.empty() ? placeToStart( outer ) : inner, penalty );
  for ( const std::uint32_t place : part.places )
    mState[place] = State::walked;
  keepIfFitting( part );
  for ( std::uint32_t place = bestToAdd( part, penalty ); place != nowhere; place = bestToAdd( part, penalty ) )
  {
    part.perimeter += outlineGrowth( place );
    part.places.push_back( place );
    add( place, part );
    rate( part, penalty );
    mState[place] = State::walked;
    keepIfFitting( part );
  }
  for ( const std::uint32_t place : outer )
    mState[place] = State::outside;
}

CutScan::Places CutScan::placeToStart( const Places &outer ) const
{
  Places heaviest;
  for ( const std::uint32_t place : outer )
    if ( mOptions.size[place] <= mOptions.maximumSize &&
         ( heaviest.empty() || mWeight[place] > mWeight[heaviest.front()] ) )
      heaviest.assign( 1, place );
  return heaviest;
}

std::uint32_t CutScan::bestToAdd( const Part &part, double penalty ) const
{
  std::uint32_t best = nowhere;
  double highest = part.size < mOptions.minimumSize ? -std::numeric_limits<double>::infinity() : 0;
  for ( const std::uint32_t member : part.places )
    for ( const BorderGraph::Neighbour &neighbour : mBorders.of( member ) )
    {
      if ( mState[neighbour.place] != State::waiting ||
           part.size + mOptions.size[neighbour.place] > mOptions.maximumSize )
        continue;
      const double gain = mWeight[neighbour.place] - penalty * outlineGrowth( neighbour.place );
      if ( gain > highest )
      {
        highest = gain;
        best = neighbour.place;
      }
    }
  return best;
}

//! By how much the outline of the walked places grows when \a place joins them.
double CutScan::outlineGrowth( std::uint32_t place ) const
{
  double growth = 0;
  for ( const BorderGraph::Neighbour &neighbour : mBorders.of( place ) )
    growth += mState[neighbour.place] == State::walked ? -neighbour.length : neighbour.length;
  return growth;
}

void CutScan::keepIfFitting( const Part &part )
{
  if ( part.score > mBestFitting.score && isWithinLimits( part ) )
    mBestFitting = part;
}

CutScan::Part CutScan::partOf( const Places &places, double penalty ) const
{
  Part part;
  part.places = places;
  part.sums.resize( mStreams.size() );
  for ( const std::uint32_t place : places )
    add( place, part );
  std::sort( part.places.begin(), part.places.end() );
  part.perimeter = mBorders.perimeter( part.places );
  rate( part, penalty );
  return part;
}

} // namespace communitysafety::statistics
