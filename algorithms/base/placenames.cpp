// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/placenames.h"

#include "base/compat.h"
#include "base/rejects.h"
#include "base/run.h"
#include "statistics/boxindex.h"

#include <qgsgeometryengine.h>

#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace communitysafety::base
{
namespace
{

statistics::Box boxOf( const QgsRectangle &extent )
{
  return { extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum() };
}

//! How far \a point is at least from anything in \a box.
double distanceTo( const statistics::Box &box, const QgsPointXY &point )
{
  const double x = std::max( { box.xMinimum - point.x(), 0.0, point.x() - box.xMaximum } );
  const double y = std::max( { box.yMinimum - point.y(), 0.0, point.y() - box.yMaximum } );
  return std::hypot( x, y );
}

//! Finds the name of an outline among many.
class NameFinder
{
public:
  explicit NameFinder( const std::vector<PlaceName> &names )
    : mNames( names ), mBoxes( boxesOf( names ) ), mIndex( mBoxes )
  {
  }

  //! Most common ground first, then a place inside the outline, then the one nearest to its representative point.
  QString bestName( const QgsGeometry &outline ) const
  {
    const QgsGeometry centre = outline.pointOnSurface();
    const std::unique_ptr<QgsGeometryEngine> engine( QgsGeometry::createGeometryEngine( outline.constGet() ) );
    engine->prepareGeometry();
    std::pair<double, double> best{ -1.0, 0.0 };
    const PlaceName *found = nullptr;
    for ( const std::size_t number : mIndex.touching( boxOf( outline.boundingBox() ) ) )
    {
      const QgsGeometry &place = mNames[number].place;
      if ( !engine->intersects( place.constGet() ) )
        continue;
      const bool hasGround = place.type() == compat::polygonGeometry;
      const double common = hasGround ? std::max( 0.0, outline.intersection( place ).area() ) : 0.0;
      const std::pair<double, double> fit{ common, -centre.distance( place ) };
      if ( found && fit <= best )
        continue;
      best = fit;
      found = &mNames[number];
    }
    return found ? found->name : nearestName( centre );
  }

private:
  static std::vector<statistics::Box> boxesOf( const std::vector<PlaceName> &names )
  {
    std::vector<statistics::Box> boxes;
    for ( const PlaceName &name : names )
      boxes.push_back( boxOf( name.place.boundingBox() ) );
    return boxes;
  }

  QString nearestName( const QgsGeometry &centre ) const
  {
    const QgsPointXY point = centre.asPoint();
    double nearest = std::numeric_limits<double>::infinity();
    QString name;
    for ( std::size_t number = 0; number < mNames.size(); ++number )
    {
      if ( distanceTo( mBoxes[number], point ) >= nearest )
        continue;
      const double distance = centre.distance( mNames[number].place );
      if ( distance >= nearest )
        continue;
      nearest = distance;
      name = mNames[number].name;
    }
    return name;
  }

  const std::vector<PlaceName> &mNames;
  std::vector<statistics::Box> mBoxes;
  statistics::BoxIndex mIndex;
};

QString notTaken( const QString &name, const QSet<QString> &taken )
{
  QString unique = name;
  for ( int number = 2; taken.contains( unique ); ++number )
    unique = QStringLiteral( "%1 %2" ).arg( name ).arg( number );
  return unique;
}

} // namespace

std::vector<PlaceName> readPlaceNames( Run &run, const Source &source, const QString &field,
                                       const QgsCoordinateReferenceSystem &crs )
{
  source.requireCrs();
  source.requireFeatures();
  const int attribute = source.fieldIndex( field );
  Source::Reading reading;
  reading.attributes = { attribute };
  reading.crs = crs == source.crs() ? QgsCoordinateReferenceSystem() : crs;
  std::vector<PlaceName> names;
  source.forEach( run, reading,
                  [&]( const QgsFeature &feature, qint64 row )
                  {
                    run.ledger.read( source.name() );
                    const QString name = feature.attribute( attribute ).toString().trimmed();
                    if ( name.isEmpty() )
                      return run.ledger.reject( source.name(), row, QString(), field, RejectReason::missingId );
                    if ( !feature.hasGeometry() || feature.geometry().isEmpty() )
                      return run.ledger.reject( source.name(), row, name, QString(), RejectReason::emptyGeometry );
                    names.push_back( { name, feature.geometry() } );
                    run.ledger.used( source.name() );
                  } );
  std::sort( names.begin(), names.end(), []( const PlaceName &a, const PlaceName &b ) { return a.name < b.name; } );
  return names;
}

std::vector<QString> namesOfPlaces( const std::vector<QgsGeometry> &outlines, const std::vector<PlaceName> &names,
                                    const std::vector<QString> &otherwise, const statistics::Progress &progress )
{
  const NameFinder finder( names );
  std::vector<QString> found;
  QSet<QString> taken;
  for ( std::size_t place = 0; place < outlines.size(); ++place )
  {
    statistics::report( progress, double( place ) / double( outlines.size() ) );
    found.push_back( notTaken( names.empty() ? otherwise[place] : finder.bestName( outlines[place] ), taken ) );
    taken << found.back();
  }
  return found;
}

} // namespace communitysafety::base
