// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/outlinesnapper.h"

#include "base/compat.h"
#include "statistics/minimumcut.h"
#include "statistics/regionmatch.h"

#include <qgsgeometryengine.h>
#include <qgsspatialindex.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>

namespace communitysafety::priorityneighbourhoods
{
namespace
{

// Cost of a metre of outline. The last one keeps outlines from running along the edge of the strip.
constexpr double alongLine = 0.1;
constexpr double alongOutline = 1;
constexpr double alongConnector = 1.5;
constexpr double alongStrip = 20;

// Nodes are rounded to the precision of coordinates, which is far finer.
constexpr double samePlace = 1e-4;

QgsGeometry boundaryOf( const QgsGeometry &polygon )
{
  return polygon.isEmpty() ? QgsGeometry() : QgsGeometry( polygon.constGet()->boundary() );
}

//! Asks one geometry many times.
class Prepared
{
public:
  explicit Prepared( const QgsGeometry &geometry ) : mGeometry( geometry )
  {
    if ( mGeometry.isEmpty() )
      return;
    mEngine.reset( QgsGeometry::createGeometryEngine( mGeometry.constGet() ) );
    mEngine->prepareGeometry();
  }

  bool holds( const QgsPoint &point ) const { return mEngine && mEngine->intersects( &point ); }
  bool isAt( const QgsPoint &point ) const { return mEngine && mEngine->distance( &point ) < samePlace; }

private:
  QgsGeometry mGeometry;
  std::unique_ptr<QgsGeometryEngine> mEngine;
};

//! Across the outline, to both sides: where it may leave a line or go over to one.
QVector<QgsGeometry> connectors( const QgsGeometry &boundary, double distance )
{
  QVector<QgsGeometry> across;
  const QVector<QgsGeometry> rings = boundary.asGeometryCollection();
  for ( const QgsGeometry &ring : rings )
  {
    const QgsPolylineXY corners = ring.asPolyline();
    for ( int corner = 0; corner + 1 < corners.size(); ++corner )
    {
      const QgsVector side = corners.at( corner + 1 ) - corners.at( corner );
      const QgsVector normal = side.perpVector().normalized() * distance;
      const int steps = std::max( 1, int( std::ceil( side.length() / ( 2 * distance ) ) ) );
      for ( int step = 0; step <= steps; ++step )
      {
        const QgsPointXY from = corners.at( corner ) + side * ( double( step ) / steps );
        across << QgsGeometry::fromPolylineXY( { from - normal, from, from + normal } );
      }
    }
  }
  return across;
}

//! One outline with the strip around it.
class Strip
{
public:
  /**
   * \param taken the ground of other outlines near by
   * \param lines those near by
   */
  Strip( const QgsGeometry &outline, const QgsGeometry &taken, const QVector<QgsGeometry> &lines, double distance )
    : mDistance( distance ), mOutline( outline )
  {
    constexpr int segments = 3;
    mCore = outline.buffer( -distance, segments );
    mGround = outline.buffer( distance, segments );
    const QgsGeometry old = boundaryOf( outline );
    if ( !taken.isEmpty() )
      mGround = mGround.difference( taken );
    const QgsGeometry strip = mCore.isEmpty() ? mGround : mGround.difference( mCore );
    QgsGeometry along = QgsGeometry::unaryUnion( lines ).intersection( strip );
    const QgsGeometry across = QgsGeometry::unaryUnion( connectors( old, distance ) ).intersection( strip );
    mHasLines = !along.isEmpty();
    if ( !mHasLines )
      return;
    if ( !taken.isEmpty() )
      along = QgsGeometry::unaryUnion( { along, old.intersection( taken ) } );
    mLines = std::make_unique<Prepared>( along );
    mOld = std::make_unique<Prepared>( old );
    mEdge = std::make_unique<Prepared>( boundaryOf( strip ) );
    cutIntoFaces( { along, old, across, boundaryOf( strip ) } );
  }

  //! Without, the outline has nothing to follow.
  bool hasLines() const { return mHasLines; }

  //! The cheapest outline. REQUIRES lines.
  QgsGeometry cheapest() const
  {
    std::vector<double> weights = mWeights;
    std::vector<statistics::Border> borders;
    for ( const auto &[ends, sides] : mSides )
    {
      const double cost = costOf( ends );
      if ( sides.second == nobody )
        weights[sides.first] -= cost;
      else
        borders.push_back( { sides.first, sides.second, cost } );
    }
    statistics::MinimumCut cut( statistics::BorderGraph::fromBorders( mFaces.size(), borders ) );
    QVector<QgsGeometry> inside;
    for ( const std::uint32_t face : cut.heaviestSet( weights, 1 ) )
      inside << mFaces[face];
    QgsGeometry outline = QgsGeometry::unaryUnion( inside );
    outline.convertGeometryCollectionToSubclass( compat::polygonGeometry );
    return outline;
  }

private:
  //! Ends of a straight piece of line, the lower one first.
  using Ends = std::array<double, 4>;
  static constexpr std::uint32_t nobody = std::uint32_t( -1 );

  void cutIntoFaces( const QVector<QgsGeometry> &linework )
  {
    QVector<QgsGeometry> present;
    for ( const QgsGeometry &each : linework )
      if ( !each.isEmpty() )
        present << each;
    const QgsGeometry faces = QgsGeometry::polygonize( { QgsGeometry::unaryUnion( present ) } );
    const Prepared ground( mGround ), core( mCore ), inside( mOutline );
    // What a metre along a line saves, it pays for at twice the distance.
    const double priceOfGround = ( alongOutline - alongLine ) / ( 2 * mDistance );
    constexpr double decisive = 1e12;
    for ( const QgsGeometry &face : faces.asGeometryCollection() )
    {
      const QgsGeometry somewhere = face.pointOnSurface();
      const QgsPoint point( somewhere.asPoint() );
      if ( !ground.holds( point ) )
        continue;
      const double price = core.holds( point ) ? decisive : priceOfGround * face.area();
      mWeights.push_back( inside.holds( point ) ? price : -price );
      mFaces.push_back( face );
      noteSides( face );
    }
  }

  void noteSides( const QgsGeometry &face )
  {
    const auto number = std::uint32_t( mFaces.size() - 1 );
    for ( const QgsPolylineXY &ring : face.asPolygon() )
      for ( int corner = 0; corner + 1 < ring.size(); ++corner )
      {
        const QgsPointXY &a = ring.at( corner ), &b = ring.at( corner + 1 );
        const bool isAscending = std::make_pair( a.x(), a.y() ) < std::make_pair( b.x(), b.y() );
        const Ends ends = isAscending ? Ends{ a.x(), a.y(), b.x(), b.y() } : Ends{ b.x(), b.y(), a.x(), a.y() };
        const auto [known, isNew] = mSides.emplace( ends, std::make_pair( number, nobody ) );
        if ( !isNew )
          known->second.second = number;
      }
  }

  double costOf( const Ends &ends ) const
  {
    const double length = std::hypot( ends[2] - ends[0], ends[3] - ends[1] );
    const QgsPoint middle( ( ends[0] + ends[2] ) / 2, ( ends[1] + ends[3] ) / 2 );
    return length * ( mLines->isAt( middle )  ? alongLine
                      : mOld->isAt( middle )  ? alongOutline
                      : mEdge->isAt( middle ) ? alongStrip
                                              : alongConnector );
  }

  double mDistance;
  bool mHasLines = false;
  QgsGeometry mOutline;
  QgsGeometry mCore;
  //! Where the outline may go, and all that is inside.
  QgsGeometry mGround;
  std::unique_ptr<Prepared> mLines;
  std::unique_ptr<Prepared> mOld;
  std::unique_ptr<Prepared> mEdge;
  std::vector<QgsGeometry> mFaces;
  //! What a face is worth inside.
  std::vector<double> mWeights;
  std::map<Ends, std::pair<std::uint32_t, std::uint32_t>> mSides;
};

//! Geometries found by place.
class Nearby
{
public:
  explicit Nearby( const std::vector<QgsGeometry> &geometries )
  {
    for ( std::size_t each = 0; each < geometries.size(); ++each )
      mIndex.addFeature( QgsFeatureId( each ), geometries[each].boundingBox() );
  }

  //! Ascending, so that nothing depends on the index.
  std::vector<std::size_t> within( const QgsRectangle &extent ) const
  {
    QList<QgsFeatureId> found = mIndex.intersects( extent );
    std::sort( found.begin(), found.end() );
    return { found.begin(), found.end() };
  }

private:
  QgsSpatialIndex mIndex;
};

double jaccardOf( const QgsGeometry &a, const QgsGeometry &b )
{
  return statistics::jaccardOfSizes( a.area(), b.area(), a.intersection( b ).area() );
}

} // namespace

std::vector<SnappedOutline> snapOutlines( const std::vector<QgsGeometry> &outlines,
                                          const std::vector<QgsGeometry> &lines, const SnapOptions &options,
                                          const statistics::Progress &progress )
{
  const Nearby nearLines( lines ), nearOutlines( outlines );
  std::vector<QgsGeometry> ground = outlines;
  std::vector<SnappedOutline> all( outlines.size() );
  for ( std::size_t each = 0; each < outlines.size(); ++each )
  {
    statistics::report( progress, double( each ) / double( outlines.size() ) );
    all[each].outline = outlines[each];
    // Others may have moved towards this one by as much as this one can towards them.
    const QgsRectangle reach = outlines[each].boundingBox().buffered( 2 * options.distance );
    QVector<QgsGeometry> followed, taken;
    for ( const std::size_t line : nearLines.within( reach ) )
      followed << lines[line];
    for ( const std::size_t other : nearOutlines.within( reach ) )
      if ( other != each )
        taken << ground[other];
    if ( followed.isEmpty() )
      continue;
    const Strip strip( outlines[each], QgsGeometry::unaryUnion( taken ), followed, options.distance );
    if ( !strip.hasLines() )
      continue;
    QgsGeometry moved = strip.cheapest();
    moved.convertToMultiType();
    all[each].jaccard = jaccardOf( moved, outlines[each] );
    all[each].isDone = 1 - all[each].jaccard <= options.largestLoss;
    if ( all[each].isDone )
      ground[each] = all[each].outline = moved;
  }
  return all;
}

} // namespace communitysafety::priorityneighbourhoods
