// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/polygonclip.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace communitysafety::statistics
{

namespace
{

struct Box
{
  double xMinimum = std::numeric_limits<double>::infinity();
  double yMinimum = std::numeric_limits<double>::infinity();
  double xMaximum = -std::numeric_limits<double>::infinity();
  double yMaximum = -std::numeric_limits<double>::infinity();

  void include( const Corner &corner )
  {
    xMinimum = std::min( xMinimum, corner.x );
    yMinimum = std::min( yMinimum, corner.y );
    xMaximum = std::max( xMaximum, corner.x );
    yMaximum = std::max( yMaximum, corner.y );
  }

  double area() const { return std::max( 0.0, xMaximum - xMinimum ) * std::max( 0.0, yMaximum - yMinimum ); }

  //! False where they only touch.
  bool overlaps( const Box &other ) const
  {
    return xMinimum < other.xMaximum && other.xMinimum < xMaximum && yMinimum < other.yMaximum &&
           other.yMinimum < yMaximum;
  }
};

Box boxOf( const Ring &ring )
{
  Box box;
  for ( const Corner &corner : ring )
    box.include( corner );
  return box;
}

//! The side of a straight line on which a x + b y ≤ c.
struct HalfPlane
{
  double a;
  double b;
  double c;

  double beyond( const Corner &corner ) const { return a * corner.x + b * corner.y - c; }
};

//! The part of \a ring in the half-plane, into \a kept.
void cut( const Ring &ring, const HalfPlane &side, Ring &kept )
{
  kept.clear();
  if ( ring.empty() )
    return;
  Corner before = ring.back();
  double beyondBefore = side.beyond( before );
  for ( const Corner &corner : ring )
  {
    const double beyond = side.beyond( corner );
    if ( ( beyond > 0 ) != ( beyondBefore > 0 ) )
    {
      const double part = beyondBefore / ( beyondBefore - beyond );
      kept.push_back( { before.x + part * ( corner.x - before.x ), before.y + part * ( corner.y - before.y ) } );
    }
    if ( beyond <= 0 )
      kept.push_back( corner );
    before = corner;
    beyondBefore = beyond;
  }
}

std::vector<Ring> cut( const std::vector<Ring> &rings, const HalfPlane &side )
{
  std::vector<Ring> kept;
  Ring part;
  for ( const Ring &ring : rings )
  {
    cut( ring, side, part );
    if ( part.size() > 2 )
      kept.push_back( part );
  }
  return kept;
}

double areaOf( const std::vector<Ring> &rings )
{
  double area = 0;
  for ( const Ring &ring : rings )
    area += signedArea( ring );
  return area;
}

std::size_t cornersOf( const std::vector<Ring> &rings )
{
  std::size_t corners = 0;
  for ( const Ring &ring : rings )
    corners += ring.size();
  return corners;
}

//! The part of \a ring inside \a convex.
double areaWithin( const Ring &ring, const Ring &convex )
{
  Ring inside = ring;
  Ring next;
  Corner from = convex.back();
  for ( const Corner &to : convex )
  {
    // Anticlockwise: the inside lies to the left of every side.
    const double a = to.y - from.y;
    const double b = from.x - to.x;
    cut( inside, { a, b, a * from.x + b * from.y }, next );
    inside.swap( next );
    from = to;
  }
  return signedArea( inside );
}

class Divider
{
public:
  explicit Divider( const std::vector<const Ring *> &convex ) : mConvex( convex ), mGround( convex.size(), 0 )
  {
    for ( const Ring *ring : convex )
      mBoxes.push_back( boxOf( *ring ) );
  }

  std::vector<double> divide( const std::vector<Ring> &polygon )
  {
    Box box;
    for ( const Ring &ring : polygon )
      for ( const Corner &corner : ring )
        box.include( corner );
    divide( polygon, box, within( all(), box ) );
    for ( double &ground : mGround )
      ground = std::max( 0.0, ground );
    return std::move( mGround );
  }

private:
  using Members = std::vector<std::size_t>;

  Members all() const
  {
    Members members( mConvex.size() );
    for ( std::size_t member = 0; member < members.size(); ++member )
      members[member] = member;
    return members;
  }

  Members within( const Members &members, const Box &box ) const
  {
    Members inside;
    for ( const std::size_t member : members )
      if ( mBoxes[member].overlaps( box ) )
        inside.push_back( member );
    return inside;
  }

  //! \a part: what lies in \a box of the polygon.
  void divide( const std::vector<Ring> &part, const Box &box, const Members &members )
  {
    if ( part.empty() || members.empty() )
      return;
    if ( isFilled( part, box ) )
      return addWhole( box, members );
    if ( members.size() < fewMembers || members.size() * cornersOf( part ) < littleWork )
      return addCut( part, members );
    const bool wide = box.xMaximum - box.xMinimum > box.yMaximum - box.yMinimum;
    if ( !halve( part, box, members, wide ) && !halve( part, box, members, !wide ) )
      addCut( part, members );
  }

  static bool isFilled( const std::vector<Ring> &part, const Box &box )
  {
    constexpr double rounding = 1e-13;
    return areaOf( part ) >= box.area() * ( 1 - rounding );
  }

  void addWhole( const Box &box, const Members &members )
  {
    const Ring sides{ { box.xMinimum, box.yMinimum },
                      { box.xMaximum, box.yMinimum },
                      { box.xMaximum, box.yMaximum },
                      { box.xMinimum, box.yMaximum } };
    for ( const std::size_t member : members )
      mGround[member] += areaWithin( *mConvex[member], sides );
  }

  void addCut( const std::vector<Ring> &part, const Members &members )
  {
    for ( const std::size_t member : members )
      for ( const Ring &ring : part )
        mGround[member] += areaWithin( ring, *mConvex[member] );
  }

  //! Halves along the sides of the members, so that cells of a grid stay whole; false when that leaves no fewer of
  //! them.
  bool halve( const std::vector<Ring> &part, const Box &box, const Members &members, bool alongX )
  {
    const double line = middleSide( members, alongX );
    if ( !( line > ( alongX ? box.xMinimum : box.yMinimum ) && line < ( alongX ? box.xMaximum : box.yMaximum ) ) )
      return false;
    Box low = box;
    Box high = box;
    ( alongX ? low.xMaximum : low.yMaximum ) = line;
    ( alongX ? high.xMinimum : high.yMinimum ) = line;
    const Members lower = within( members, low );
    const Members higher = within( members, high );
    if ( lower.size() == members.size() || higher.size() == members.size() )
      return false;
    const double x = alongX ? 1 : 0;
    divide( cut( part, { x, 1 - x, line } ), low, lower );
    divide( cut( part, { -x, x - 1, -line } ), high, higher );
    return true;
  }

  double middleSide( const Members &members, bool alongX ) const
  {
    std::vector<double> sides;
    sides.reserve( members.size() );
    for ( const std::size_t member : members )
      sides.push_back( alongX ? mBoxes[member].xMinimum : mBoxes[member].yMinimum );
    const auto middle = sides.begin() + std::ptrdiff_t( sides.size() / 2 );
    std::nth_element( sides.begin(), middle, sides.end() );
    return *middle;
  }

  static constexpr std::size_t fewMembers = 3;
  static constexpr std::size_t littleWork = 64;

  const std::vector<const Ring *> &mConvex;
  std::vector<Box> mBoxes;
  std::vector<double> mGround;
};

} // namespace

double signedArea( const Ring &ring )
{
  if ( ring.size() < 3 )
    return 0;
  // From the first corner, so that small rings far from the origin lose no digits.
  const Corner origin = ring.front();
  double twice = 0;
  for ( std::size_t corner = 2; corner < ring.size(); ++corner )
    twice += ( ring[corner - 1].x - origin.x ) * ( ring[corner].y - origin.y ) -
             ( ring[corner].x - origin.x ) * ( ring[corner - 1].y - origin.y );
  return twice / 2;
}

bool isConvex( const Ring &ring )
{
  if ( !( signedArea( ring ) > 0 ) )
    return false;
  double turned = 0;
  const std::size_t corners = ring.size();
  for ( std::size_t corner = 0; corner < corners; ++corner )
  {
    const Corner &a = ring[corner];
    const Corner &b = ring[( corner + 1 ) % corners];
    const Corner &c = ring[( corner + 2 ) % corners];
    const double cross = ( b.x - a.x ) * ( c.y - b.y ) - ( b.y - a.y ) * ( c.x - b.x );
    if ( cross < 0 )
      return false;
    turned += std::atan2( cross, ( b.x - a.x ) * ( c.x - b.x ) + ( b.y - a.y ) * ( c.y - b.y ) );
  }
  // Once round, not twice as a pentagram runs.
  constexpr double threeHalvesRound = 9.42;
  return turned < threeHalvesRound;
}

std::vector<double> commonGround( const std::vector<Ring> &polygon, const std::vector<const Ring *> &convex )
{
  return Divider( convex ).divide( polygon );
}

} // namespace communitysafety::statistics
