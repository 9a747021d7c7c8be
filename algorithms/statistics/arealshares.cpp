// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/arealshares.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace communitysafety::statistics
{

namespace
{

// Generalised borders overlap by slivers.
constexpr double sliver = 0.02;
// What the intersection of polygons leaves over of a source that is wholly inside.
constexpr double rounding = 1e-9;

//! Pieces side by side for each source, each pair once.
struct GroupedPieces
{
  std::vector<Piece> pieces;
  //! Where each source begins, and the end.
  std::vector<std::size_t> start;

  const Piece *begin( std::size_t source ) const { return pieces.data() + start[source]; }
  const Piece *end( std::size_t source ) const { return pieces.data() + start[source + 1]; }
};

void requirePieces( const MeasuredPieces &measured, std::size_t targets )
{
  requireNotNegative( "whole", measured.whole );
  for ( const Piece &piece : measured.pieces )
  {
    if ( piece.source >= measured.whole.size() )
      refuse( "The source of a piece", std::to_string( piece.source ),
              "below " + std::to_string( measured.whole.size() ) );
    if ( piece.target >= targets )
      refuse( "The target of a piece", std::to_string( piece.target ), "below " + std::to_string( targets ) );
    if ( !( piece.measure >= 0 ) || std::isinf( piece.measure ) )
      refuse( "The measure of a piece of source " + std::to_string( piece.source + 1 ), inWords( piece.measure ),
              "0 or more" );
  }
}

//! The order of the input plays no part, not even in the last bit of the sums.
bool inOrder( const Piece &a, const Piece &b )
{
  return std::tie( a.target, a.measure ) < std::tie( b.target, b.measure );
}

GroupedPieces bySource( const MeasuredPieces &measured )
{
  const std::size_t sources = measured.whole.size();
  GroupedPieces grouped;
  grouped.start.assign( sources + 1, 0 );
  for ( const Piece &piece : measured.pieces )
    ++grouped.start[piece.source + 1];
  for ( std::size_t source = 0; source < sources; ++source )
    grouped.start[source + 1] += grouped.start[source];

  grouped.pieces.resize( measured.pieces.size() );
  std::vector<std::size_t> next( grouped.start.begin(), grouped.start.end() - 1 );
  for ( const Piece &piece : measured.pieces )
    grouped.pieces[next[piece.source]++] = piece;
  for ( std::size_t source = 0; source < sources; ++source )
    std::sort( grouped.pieces.begin() + std::ptrdiff_t( grouped.start[source] ),
               grouped.pieces.begin() + std::ptrdiff_t( grouped.start[source + 1] ), inOrder );
  return grouped;
}

class ShareWriter
{
public:
  ShareWriter( std::size_t sources, std::size_t targets, std::size_t pieces )
  {
    mShares.targets = targets;
    mShares.outside.assign( sources, 1 );
    mShares.overlaps.reserve( pieces );
  }

  //! Shares the source out by its pieces; without a whole it stays outside.
  void add( std::size_t source, double whole, const Piece *begin, const Piece *end )
  {
    double inside = 0;
    for ( const Piece *piece = begin; piece != end; ++piece )
      inside += piece->measure;
    if ( isMissing( whole ) )
      whole = 0;
    if ( inside > whole * ( 1 + sliver ) )
      refuse( "The sum of the pieces of source " + std::to_string( source + 1 ), inWords( inside ),
              "at most its whole, " + inWords( whole ) + ": the targets overlap each other" );
    const bool wholly = whole > 0 && inside >= whole * ( 1 - rounding );
    const double all = wholly ? inside : whole;
    append( source, all, begin, end );
    mShares.outside[source] = wholly ? 0 : 1 - ( whole > 0 ? inside / whole : 0 );
  }

  void fallBack( std::size_t source ) { mShares.fellBack.push_back( source ); }

  ArealShares take() { return std::move( mShares ); }

private:
  void append( std::size_t source, double all, const Piece *begin, const Piece *end )
  {
    const std::size_t first = mShares.overlaps.size();
    for ( const Piece *piece = begin; piece != end; ++piece )
    {
      const double share = all > 0 ? std::min( 1.0, piece->measure / all ) : 0;
      if ( mShares.overlaps.size() > first && mShares.overlaps.back().target == piece->target )
        mShares.overlaps.back().share = std::min( 1.0, mShares.overlaps.back().share + share );
      else
        mShares.overlaps.push_back( { source, piece->target, share } );
    }
  }

  ArealShares mShares;
};

//! The measured pieces, and with 0 those that have nothing but ground in common.
std::vector<Piece> withGround( const Piece *begin, const Piece *end, const Piece *ground, const Piece *groundEnd )
{
  std::vector<Piece> pieces( begin, end );
  for ( ; ground != groundEnd; ++ground )
    pieces.push_back( { ground->source, ground->target, 0 } );
  std::sort( pieces.begin(), pieces.end(), inOrder );
  return pieces;
}

} // namespace

MeasuredPieces piecesOfPoints( const std::vector<std::size_t> &source, const std::vector<std::size_t> &target,
                               Column count, std::size_t sources )
{
  requireSize( "target", target.size(), source.size() );
  if ( !count.empty() )
    requireSize( "count", count.size(), source.size() );
  requireNotNegative( "count", count );

  MeasuredPieces measured;
  measured.whole.assign( sources, 0 );
  for ( std::size_t point = 0; point < source.size(); ++point )
  {
    if ( source[point] == noArea )
      continue;
    if ( source[point] >= sources )
      refuse( "The source of point " + std::to_string( point + 1 ), std::to_string( source[point] ),
              "below " + std::to_string( sources ) );
    const double people = count.empty() ? 1 : isMissing( count[point] ) ? 0 : count[point];
    measured.whole[source[point]] += people;
    if ( target[point] != noArea )
      measured.pieces.push_back( { source[point], target[point], people } );
  }
  return measured;
}

ArealShares sharesByArea( const MeasuredPieces &ground, std::size_t targets )
{
  requirePieces( ground, targets );
  const GroupedPieces grouped = bySource( ground );
  ShareWriter writer( ground.whole.size(), targets, ground.pieces.size() );
  for ( std::size_t source = 0; source < ground.whole.size(); ++source )
    writer.add( source, ground.whole[source], grouped.begin( source ), grouped.end( source ) );
  return writer.take();
}

ArealShares sharesByAncillary( const MeasuredPieces &ancillary, const MeasuredPieces &ground, std::size_t targets )
{
  const std::size_t sources = ancillary.whole.size();
  MeasuredPieces noGround;
  noGround.whole.assign( sources, 0 );
  const MeasuredPieces &below = ground.whole.empty() ? noGround : ground;
  requireSize( "the whole of the ground", below.whole.size(), sources );
  requirePieces( ancillary, targets );
  requirePieces( below, targets );
  const GroupedPieces measured = bySource( ancillary );
  const GroupedPieces covered = bySource( below );

  ShareWriter writer( sources, targets, std::max( ancillary.pieces.size(), below.pieces.size() ) );
  for ( std::size_t source = 0; source < sources; ++source )
  {
    if ( ancillary.whole[source] > 0 )
    {
      const std::vector<Piece> pieces =
        withGround( measured.begin( source ), measured.end( source ), covered.begin( source ), covered.end( source ) );
      writer.add( source, ancillary.whole[source], pieces.data(), pieces.data() + pieces.size() );
      continue;
    }
    writer.add( source, below.whole[source], covered.begin( source ), covered.end( source ) );
    writer.fallBack( source );
  }
  return writer.take();
}

ArealShares wholeToLargest( ArealShares shares )
{
  std::vector<Overlap> &overlaps = shares.overlaps;
  for ( std::size_t first = 0; first < overlaps.size(); )
  {
    const std::size_t source = overlaps[first].source;
    double largest = shares.outside[source];
    std::size_t winner = noArea;
    std::size_t last = first;
    for ( ; last < overlaps.size() && overlaps[last].source == source; ++last )
    {
      // At a tie with the outside the target wins, since nobody is lost.
      if ( overlaps[last].share > largest || ( winner == noArea && overlaps[last].share == largest && largest > 0 ) )
      {
        largest = overlaps[last].share;
        winner = last;
      }
      overlaps[last].share = 0;
    }
    if ( winner != noArea )
      overlaps[winner].share = 1;
    shares.outside[source] = winner == noArea ? 1 : 0;
    first = last;
  }
  return shares;
}

} // namespace communitysafety::statistics
