// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/placenames.h"

#include "base/rejects.h"
#include "base/run.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace communitysafety::base
{
namespace
{

//! Most common ground first, then a place inside the outline, then the one nearest to its representative point.
QString bestName( const QgsGeometry &outline, const std::vector<PlaceName> &names )
{
  const QgsGeometry centre = outline.pointOnSurface();
  std::tuple<double, bool, double> best{ -1.0, false, 0.0 };
  QString name;
  for ( const PlaceName &candidate : names )
  {
    const bool meets = outline.intersects( candidate.place );
    const double common = meets ? std::max( 0.0, outline.intersection( candidate.place ).area() ) : 0.0;
    const std::tuple<double, bool, double> fit{ common, meets, -centre.distance( candidate.place ) };
    if ( fit > best )
    {
      best = fit;
      name = candidate.name;
    }
  }
  return name;
}

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
  std::vector<QString> found;
  QSet<QString> taken;
  for ( std::size_t place = 0; place < outlines.size(); ++place )
  {
    statistics::report( progress, double( place ) / double( outlines.size() ) );
    found.push_back( notTaken( names.empty() ? otherwise[place] : bestName( outlines[place], names ), taken ) );
    taken << found.back();
  }
  return found;
}

} // namespace communitysafety::base
