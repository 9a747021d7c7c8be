// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/interpolationshares.h"

#include "base/overlaps.h"
#include "base/separateoutlines.h"
#include "statistics/pointreach.h"
#include "statistics/pycnophylactic.h"

#include <qgsspatialindex.h>

#include <algorithm>
#include <cmath>

namespace communitysafety::deprivation
{

using base::AreaLocator;
using base::Run;
using statistics::ArealShares;
using statistics::GridFrame;
using statistics::MeasuredPieces;
using statistics::noArea;
using statistics::Progress;

namespace
{

std::size_t areaNumber( int area ) { return area == AreaLocator::nowhere ? noArea : static_cast<std::size_t>( area ); }

//! Many slivers in one source, or one on the ground that people live on, count them twice as well.
void requireSliversAlone( const InterpolationSources &sources, const InterpolationTargets &targets,
                          const std::vector<base::AreaOverlap> &pairs )
{
  constexpr double sliver = 0.02;
  std::vector<double> sum( sources.areas.size(), 0 );
  for ( const base::AreaOverlap &pair : pairs )
    if ( ( sum[pair.source] += pair.share ) > 1 + sliver )
      throw QgsProcessingException(
        Run::tr(
          "Areas of ‘%1’ overlap each other inside area ‘%2’ of ‘%3’ (one of them is ‘%4’), so that people would "
          "count twice: remove the overlap, or run the algorithm for each of them alone." )
          .arg( targets.layer, sources.areas.id[pair.source], sources.layer, targets.areas.id[pair.target] ) );
}

//! Gives sources that measure nothing as much as their \a other measure is worth in all the rest.
std::vector<double> filledUp( std::vector<double> sizes, const std::vector<double> &other )
{
  double measured = 0, worth = 0;
  for ( std::size_t source = 0; source < other.size(); ++source )
    if ( sizes[source] > 0 )
    {
      measured += sizes[source];
      worth += other[source];
    }
  for ( std::size_t source = 0; source < other.size(); ++source )
    if ( !( sizes[source] > 0 ) && worth > 0 )
      sizes[source] = other[source] * measured / worth;
  return sizes;
}

MeasuredPieces piecesOf( const std::vector<base::AreaOverlap> &pairs, const std::vector<double> &whole )
{
  MeasuredPieces pieces;
  pieces.whole = whole;
  pieces.pieces.reserve( pairs.size() );
  for ( const base::AreaOverlap &pair : pairs )
    pieces.pieces.push_back( { pair.source, pair.target, pair.area } );
  return pieces;
}

} // namespace

InterpolationShares::InterpolationShares( Run &run, const InterpolationSources &sources,
                                          const InterpolationTargets &targets, const Progress &progress )
  : mRun( run ), mSources( sources ), mTargets( targets ), mCover( targets.areas.size(), 0 )
{
  base::requireNoCommonGround( targets.areas, targets.layer, Run::tr( "people would count twice" ),
                               statistics::slice( progress, 0, 0.3 ) );
  const std::vector<base::AreaOverlap> pairs =
    base::overlaps( sources.areas.geometry, targets.areas.geometry, statistics::slice( progress, 0.3, 1 ) );
  if ( pairs.empty() )
    throw QgsProcessingException( Run::tr( "‘%1’ and ‘%2’ have no ground in common: check their reference systems." )
                                    .arg( sources.layer, targets.layer ) );
  requireSliversAlone( sources, targets, pairs );
  for ( const base::AreaOverlap &pair : pairs )
    mCover[pair.target] += pair.area / targets.areas.squareMetres[pair.target];
  constexpr double sliver = 0.02;
  const auto twice = std::find_if( mCover.begin(), mCover.end(), []( double cover ) { return cover > 1 + sliver; } );
  if ( twice != mCover.end() )
    run.warn(
      Run::tr( "Areas of ‘%1’ overlap each other, for instance inside ‘%2’ of ‘%3’: what they hold is taken to "
               "lie side by side." )
        .arg( sources.layer, targets.areas.id[static_cast<std::size_t>( twice - mCover.begin() )], targets.layer ) );
  mGround = piecesOf( pairs, sources.areas.squareMetres );
  mSizes = mGround.whole;
  mByGround = statistics::sharesByArea( mGround, targets.areas.size() );
}

void InterpolationShares::measurePoints( const ControlPoints &points, const Progress &progress )
{
  const AreaLocator locator( mTargets.areas );
  std::vector<std::size_t> target( points.size() );
  for ( std::size_t point = 0; point < points.size(); ++point )
  {
    if ( point % 256 == 0 )
      statistics::report( progress, 0.2 * double( point ) / double( points.size() ) );
    target[point] = areaNumber( locator.areaAt( points.position[point] ) );
  }
  MeasuredPieces measured = statistics::piecesOfPoints( points.source, target, points.count, mSources.areas.size() );
  // Where a source has no point, the mask stands for how many there would be, or else its ground.
  mSizes = filledUp( filledUp( measured.whole, mMasked.whole ), mGround.whole );
  mSizesInWords = Run::tr( "the points in them" );
  // A source without a point is shared by the ground in it that is lived on, where that is known.
  for ( const statistics::Piece &piece : mMasked.pieces )
    if ( !( measured.whole[piece.source] > 0 ) )
      measured.pieces.push_back( piece );
  for ( std::size_t source = 0; source < mMasked.whole.size(); ++source )
    if ( !( measured.whole[source] > 0 ) )
      measured.whole[source] = mMasked.whole[source];
  mByMeasure = statistics::sharesByAncillary( measured, mGround, mTargets.areas.size() );
  measureReach( points, target, locator, statistics::slice( progress, 0.2, 1 ) );
  // Dwellings of a mask come before control points and stand in for them.
  mMasked = std::move( measured );
}

//! A point stands for as much of the ground of its source as it has of the people there.
void InterpolationShares::measureReach( const ControlPoints &points, const std::vector<std::size_t> &target,
                                        const AreaLocator &targets, const Progress &progress )
{
  constexpr std::size_t places = 12;
  constexpr double pi = 3.141592653589793;
  const statistics::DiscPlaces disc = statistics::placesInDisc( places );
  const AreaLocator sources( mSources.areas );
  statistics::PointReach reach{ points.source, target, points.count, {}, {} };
  reach.placeTarget.reserve( places * points.size() );
  reach.isInSource.reserve( places * points.size() );
  for ( std::size_t point = 0; point < points.size(); ++point )
  {
    if ( point % 64 == 0 )
      statistics::report( progress, double( point ) / double( points.size() ) );
    const std::size_t source = points.source[point];
    const double share = mSizes[source] > 0 ? points.count[point] / mSizes[source] : 0;
    const double radius = std::sqrt( mSources.areas.squareMetres[source] * share / pi );
    for ( std::size_t place = 0; place < places; ++place )
    {
      const QgsPointXY position( points.position[point].x() + radius * disc.x[place],
                                 points.position[point].y() + radius * disc.y[place] );
      reach.isInSource.push_back( areaNumber( sources.areaAt( position ) ) == source );
      reach.placeTarget.push_back( areaNumber( targets.areaAt( position ) ) );
    }
  }
  mReach = statistics::reachVariance( reach, mSources.areas.size() );
}

namespace
{

//! The part of each source that lies in any polygon of the mask; null where there is none.
std::vector<QgsGeometry> maskedSources( const std::vector<QgsGeometry> &sources, const std::vector<QgsGeometry> &mask,
                                        const Progress &progress )
{
  // A dissolved mask is one geometry with parts all over the city.
  std::vector<QgsGeometry> polygons;
  for ( const QgsGeometry &geometry : mask )
    for ( const QgsGeometry &polygon : geometry.asGeometryCollection() )
      polygons.push_back( polygon );
  QgsSpatialIndex index;
  for ( std::size_t polygon = 0; polygon < polygons.size(); ++polygon )
    index.addFeature( static_cast<QgsFeatureId>( polygon ), polygons[polygon].boundingBox() );
  std::vector<QgsGeometry> masked( sources.size() );
  for ( std::size_t source = 0; source < sources.size(); ++source )
  {
    QList<QgsFeatureId> candidates = index.intersects( sources[source].boundingBox() );
    std::sort( candidates.begin(), candidates.end() );
    QVector<QgsGeometry> parts;
    for ( const QgsFeatureId candidate : std::as_const( candidates ) )
    {
      statistics::report( progress, double( source ) / double( sources.size() ) );
      QgsGeometry part = sources[source].intersection( polygons[static_cast<std::size_t>( candidate )] );
      part.convertGeometryCollectionToSubclass( compat::polygonGeometry );
      if ( !part.isEmpty() && part.area() > 0 )
        parts << part;
    }
    // Polygons of a mask may overlap each other: ground counts once.
    masked[source] = parts.size() == 1 ? parts.first() : QgsGeometry::unaryUnion( parts );
  }
  return masked;
}

} // namespace

void InterpolationShares::measureMask( const std::vector<QgsGeometry> &mask, const Progress &progress )
{
  const std::vector<QgsGeometry> masked =
    maskedSources( mSources.areas.geometry, mask, statistics::slice( progress, 0, 0.5 ) );
  std::vector<double> whole;
  for ( const QgsGeometry &part : masked )
    whole.push_back( part.isEmpty() ? 0 : part.area() );
  mSizes = filledUp( whole, mGround.whole );
  mSizesInWords = Run::tr( "the ground in them that is lived on" );
  const std::vector<base::AreaOverlap> pairs =
    base::overlaps( masked, mTargets.areas.geometry, statistics::slice( progress, 0.5, 1 ) );
  requireSliversAlone( mSources, mTargets, pairs );
  mMasked = piecesOf( pairs, whole );
  mByMeasure = statistics::sharesByAncillary( mMasked, mGround, mTargets.areas.size() );
}

void InterpolationShares::measureCentres( const ControlPoints *points )
{
  const std::size_t sources = mSources.areas.size();
  std::vector<double> x( sources, 0 );
  std::vector<double> y( sources, 0 );
  std::vector<double> people( sources, 0 );
  for ( std::size_t point = 0; points && point < points->size(); ++point )
  {
    const std::size_t source = points->source[point];
    x[source] += points->count[point] * points->position[point].x();
    y[source] += points->count[point] * points->position[point].y();
    people[source] += points->count[point];
  }
  const AreaLocator locator( mTargets.areas );
  std::vector<std::size_t> numbers( sources );
  std::vector<std::size_t> target( sources );
  for ( std::size_t source = 0; source < sources; ++source )
  {
    const QgsPointXY centre = people[source] > 0 ? QgsPointXY( x[source] / people[source], y[source] / people[source] )
                                                 : mSources.areas.geometry[source].centroid().asPoint();
    numbers[source] = source;
    target[source] = areaNumber( locator.areaAt( centre ) );
  }
  mByCentres = statistics::sharesByAncillary(
    statistics::piecesOfPoints( numbers, target, std::vector<double>(), sources ), mGround, mTargets.areas.size() );
}

void InterpolationShares::prepareSurface( const Progress &progress )
{
  mSurface = surfaceGrid( mRun, mSources, mTargets, mCover, progress );
}

ArealShares InterpolationShares::bySurface( const QString &figure, const std::vector<double> &counts,
                                            const Progress &progress ) const
{
  const statistics::SmoothSurface surface =
    statistics::smoothSurface( mSurface.frame, mSurface.sourceOfCell, counts, {}, progress );
  if ( !surface.converged )
    mRun.warn(
      Run::tr( "‘%1’: the smooth surface had not come to rest after %L2 rounds: its sums are right, but it could "
               "be smoother." )
        .arg( figure )
        .arg( qulonglong( surface.iterations ) ) );
  return statistics::sharesByAncillary( piecesOfSurface( mSurface, surface.value, mSources.areas.size() ), mGround,
                                        mTargets.areas.size() );
}

ArealShares InterpolationShares::ofParents( const std::vector<std::size_t> &parentOf, std::size_t parents ) const
{
  MeasuredPieces pieces;
  pieces.whole.assign( parents, 0 );
  for ( std::size_t source = 0; source < parentOf.size(); ++source )
  {
    pieces.whole[parentOf[source]] += mSizes[source];
    pieces.pieces.push_back( { parentOf[source], source, mSizes[source] } );
  }
  return statistics::sharesByArea( pieces, parentOf.size() );
}

ArealShares InterpolationShares::ofParentsBySurface( const std::vector<std::size_t> &parentOf,
                                                     const std::vector<double> &parentCounts,
                                                     const Progress &progress ) const
{
  std::vector<std::uint32_t> zones( mSurface.sourceOfCell );
  for ( std::uint32_t &zone : zones )
    if ( zone != GridFrame::nowhere )
      zone = static_cast<std::uint32_t>( parentOf[zone] );
  const statistics::SmoothSurface surface =
    statistics::smoothSurface( mSurface.frame, zones, parentCounts, {}, progress );
  std::vector<std::size_t> parent;
  std::vector<std::size_t> source;
  std::vector<double> people;
  for ( std::size_t cell = 0; cell < zones.size(); ++cell )
    if ( !statistics::isMissing( surface.value[cell] ) )
    {
      parent.push_back( zones[cell] );
      source.push_back( mSurface.sourceOfCell[cell] );
      people.push_back( surface.value[cell] );
    }
  return statistics::sharesByAncillary( statistics::piecesOfPoints( parent, source, people, parentCounts.size() ),
                                        MeasuredPieces(), parentOf.size() );
}

} // namespace communitysafety::deprivation
