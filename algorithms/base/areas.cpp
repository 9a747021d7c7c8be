// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/areas.h"

#include "base/areaunits.h"
#include "base/run.h"
#include "statistics/boxindex.h"

#include <qgsgeometryengine.h>

#include <QHash>

#include <algorithm>
#include <numeric>

namespace communitysafety::base
{
namespace
{

QgsGeometry polygonsOnly( QgsGeometry geometry )
{
  geometry.convertGeometryCollectionToSubclass( compat::polygonGeometry );
  geometry.convertToMultiType();
  return geometry;
}

statistics::Box boxOf( const QgsGeometry &geometry )
{
  const QgsRectangle box = geometry.boundingBox();
  return { box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum() };
}

statistics::BoxIndex indexOf( const Areas &areas )
{
  std::vector<statistics::Box> boxes;
  boxes.reserve( areas.size() );
  for ( const QgsGeometry &geometry : areas.geometry )
    boxes.push_back( boxOf( geometry ) );
  return statistics::BoxIndex( boxes );
}

//! A column that was not filled stays empty.
template <typename Value>
std::vector<Value> inOrder( const std::vector<std::size_t> &order, const std::vector<Value> &column )
{
  std::vector<Value> sorted;
  for ( const std::size_t row : order )
    if ( row < column.size() )
      sorted.push_back( column[row] );
  return sorted;
}

QString firstTextField( const Source &source )
{
  for ( const QgsField &field : source.fields() )
    if ( field.type() == compat::textField )
      return field.name();
  return QString();
}

//! Takes the features of one layer, one by one, into an Areas.
class AreasBuilder
{
public:
  AreasBuilder( Run &run, const Source &source, const AreasReading &reading )
    : mRun( run ), mSource( source ), mReading( reading ),
      mIdField( reading.idField.isEmpty() ? -1 : source.fieldIndex( reading.idField ) )
  {
    for ( const QString &field : reading.fields )
      mFields << source.fieldIndex( field );
  }

  QgsAttributeList attributes() const
  {
    QgsAttributeList all = mFields;
    if ( mIdField >= 0 )
      all.prepend( mIdField );
    return all;
  }

  void add( const QgsFeature &feature, qint64 row )
  {
    mRun.ledger.read( mSource.name() );
    const QString id =
      mIdField < 0 ? QString::number( feature.id() ) : feature.attribute( mIdField ).toString().trimmed();
    if ( id.isEmpty() )
      return mRun.ledger.reject( mSource.name(), row, id, mReading.idField, RejectLedger::Reason::missingId );
    requireNewId( id, row );
    const QgsGeometry geometry = usable( feature, row, id );
    if ( geometry.isNull() )
      return;
    keep( feature, row, id, geometry );
    mRun.ledger.used( mSource.name() );
  }

  Areas result( const QgsCoordinateReferenceSystem &crs )
  {
    if ( mRepaired > 0 )
      mRun.warn( Run::tr( "%1: %n outline(s) crossed themselves and were repaired (%2).", nullptr, mRepaired )
                   .arg( mSource.name(), mRepairedIds.join( QStringLiteral( ", " ) ) ) );
    mAreas.crs = crs;
    return std::move( mAreas );
  }

private:
  void requireNewId( const QString &id, qint64 row )
  {
    if ( mRowOfId.contains( id ) )
      throw QgsProcessingException( Run::tr( "The layer ‘%1’ has the id ‘%2’ twice in field ‘%3’ (rows %4 and %5): "
                                             "choose a field whose values are unique." )
                                      .arg( mSource.name(), id, mReading.idField )
                                      .arg( mRowOfId.value( id ) )
                                      .arg( row ) );
    mRowOfId.insert( id, row );
  }

  //! The geometry to use, null when the area was rejected.
  QgsGeometry usable( const QgsFeature &feature, qint64 row, const QString &id )
  {
    const QgsGeometry geometry = feature.geometry();
    if ( geometry.isNull() || geometry.isEmpty() )
    {
      mRun.ledger.reject( mSource.name(), row, id, QString(), RejectLedger::Reason::emptyGeometry );
      return {};
    }
    if ( geometry.isGeosValid() )
      return polygonsOnly( geometry );
    if ( mReading.invalidGeometry == InvalidGeometry::stop )
      throw QgsProcessingException( Run::tr( "The layer ‘%1’ has an invalid outline: area ‘%2’ (row %3). Repair it, or "
                                             "let INVALID_GEOMETRY repair or skip it." )
                                      .arg( mSource.name(), id )
                                      .arg( row ) );
    const QgsGeometry repaired =
      mReading.invalidGeometry == InvalidGeometry::repair ? polygonsOnly( geometry.makeValid() ) : QgsGeometry();
    if ( repaired.isNull() || repaired.isEmpty() )
    {
      mRun.ledger.reject( mSource.name(), row, id, QString(), RejectLedger::Reason::invalidGeometry );
      return {};
    }
    noteRepair( id );
    return repaired;
  }

  void noteRepair( const QString &id )
  {
    constexpr int idsToName = 10;
    ++mRepaired;
    if ( mRepaired <= idsToName )
      mRepairedIds << id;
    else if ( mRepaired == idsToName + 1 )
      mRepairedIds << QStringLiteral( "…" );
  }

  void keep( const QgsFeature &feature, qint64 row, const QString &id, const QgsGeometry &geometry )
  {
    QgsAttributes attributes;
    for ( const int field : mFields )
      attributes << feature.attribute( field );
    mAreas.id.push_back( id );
    mAreas.row.push_back( row );
    mAreas.geometry.push_back( geometry );
    mAreas.squareMetres.push_back( geometry.area() );
    mAreas.attributes.push_back( attributes );
  }

  Run &mRun;
  const Source &mSource;
  const AreasReading &mReading;
  int mIdField;
  QgsAttributeList mFields;
  QHash<QString, qint64> mRowOfId;
  int mRepaired = 0;
  QStringList mRepairedIds;
  Areas mAreas;
};

} // namespace

Areas readAreas( Run &run, const Source &source, const AreasReading &reading )
{
  source.requireCrs();
  source.requireFeatures();
  const QgsCoordinateReferenceSystem crs =
    reading.crs.isValid() ? reading.crs : metricCrs( source.crs(), source.extent(), run.context().transformContext() );

  AreasBuilder builder( run, source, reading );
  Source::Reading plan;
  plan.attributes = builder.attributes();
  plan.crs = crs == source.crs() ? QgsCoordinateReferenceSystem() : crs;
  plan.progressFrom = reading.progressFrom;
  plan.progressTo = reading.progressTo;
  source.forEach( run, plan, [&builder]( const QgsFeature &feature, qint64 row ) { builder.add( feature, row ); } );
  Areas areas = builder.result( crs );
  if ( areas.size() == 0 )
    throw QgsProcessingException(
      Run::tr( "No area of the layer ‘%1’ can be used; see the reasons in the log." ).arg( source.name() ) );
  return areas;
}

QString areaIdField( Run &run, const Source &source, const QString &chosen, const QStringList &usual )
{
  if ( !chosen.isEmpty() )
    return chosen;
  for ( const QString &name : usual )
    if ( source.fields().lookupField( name ) >= 0 )
      return name;
  run.remark( Run::tr( "‘%1’ has no field %2: its areas are named by their feature number." )
                .arg( source.name(), usual.join( Run::tr( " or " ) ) ) );
  return QString();
}

QString areaIdOrTextField( Run &run, const Source &source, const QString &chosen, const QStringList &usual )
{
  const QString text = firstTextField( source );
  const QString id = areaIdField( run, source, chosen, text.isEmpty() ? usual : usual + QStringList{ text } );
  if ( !id.isEmpty() )
    run.remark( Run::tr( "The areas are named by the field ‘%1’." ).arg( id ) );
  return id;
}

std::vector<std::size_t> orderOfIds( const Areas &areas )
{
  std::vector<std::size_t> order( areas.size() );
  std::iota( order.begin(), order.end(), std::size_t( 0 ) );
  std::sort( order.begin(), order.end(),
             [&areas]( std::size_t a, std::size_t b ) { return areas.id[a] < areas.id[b]; } );
  return order;
}

void sortById( Areas &areas )
{
  std::vector<std::size_t> order( areas.size() );
  std::iota( order.begin(), order.end(), std::size_t( 0 ) );
  std::sort( order.begin(), order.end(),
             [&areas]( std::size_t a, std::size_t b ) { return areas.id[a] < areas.id[b]; } );
  areas.geometry = inOrder( order, areas.geometry );
  areas.id = inOrder( order, areas.id );
  areas.row = inOrder( order, areas.row );
  areas.attributes = inOrder( order, areas.attributes );
  areas.squareMetres = inOrder( order, areas.squareMetres );
}

QString areaText( const Areas &areas, std::size_t area, int attribute )
{
  const QVariant cell = attribute < 0 ? QVariant() : areas.attributes[area].at( attribute );
  return compat::isNull( cell ) ? QString() : cell.toString().trimmed();
}

std::vector<QString> areaTexts( const Areas &areas, int attribute )
{
  std::vector<QString> texts;
  for ( std::size_t area = 0; attribute >= 0 && area < areas.size(); ++area )
    texts.push_back( areaText( areas, area, attribute ) );
  return texts;
}

QString areaNameField( const Source &source, const QString &chosen )
{
  const QString usual = QStringLiteral( "area_name" );
  return chosen.isEmpty() && source.fields().lookupField( usual ) >= 0 ? usual : chosen;
}

QStringList areaNames( const Areas &areas, const std::vector<std::size_t> &order, int attribute )
{
  QStringList names;
  for ( const std::size_t area : order )
  {
    const QString name = areaText( areas, area, attribute );
    names << ( name.isEmpty() ? areas.id[area] : name );
  }
  return names;
}

std::vector<int> areaGroups( const Areas &areas, const std::vector<std::size_t> &order, int attribute )
{
  QHash<QString, int> numbers;
  std::vector<int> groups;
  for ( const std::size_t area : order )
  {
    const QString name = areaText( areas, area, attribute );
    if ( !name.isEmpty() && !numbers.contains( name ) )
      numbers.insert( name, static_cast<int>( numbers.size() ) );
    groups.push_back( numbers.value( name, -1 ) );
  }
  return groups;
}

AreaCentres areaCentres( const Areas &areas )
{
  AreaCentres centres;
  for ( const QgsGeometry &geometry : areas.geometry )
  {
    const QgsPointXY centre = geometry.centroid().asPoint();
    centres.x.push_back( centre.x() );
    centres.y.push_back( centre.y() );
  }
  return centres;
}

QgsGeometry dissolved( const Areas &areas, const std::vector<std::size_t> &members )
{
  QVector<QgsGeometry> parts;
  for ( const std::size_t member : members )
    parts << areas.geometry[member];
  QgsGeometry outline = QgsGeometry::unaryUnion( parts );
  outline.convertGeometryCollectionToSubclass( compat::polygonGeometry );
  outline.convertToMultiType();
  return outline;
}

class AreaLocator::PreparedAreas
{
public:
  explicit PreparedAreas( const Areas &areas ) : mGeometries( areas.geometry ), mIndex( indexOf( areas ) )
  {
    mEngines.resize( areas.size() );
  }

  int areaAt( const QgsPointXY &point )
  {
    const QgsPoint position( point );
    for ( const std::size_t candidate : mIndex.touching( { point.x(), point.y(), point.x(), point.y() } ) )
      if ( engineOf( candidate ).intersects( &position ) )
        return static_cast<int>( candidate );
    return nowhere;
  }

private:
  //! Prepared when it is first needed: of half a million cells most are never asked for.
  const QgsGeometryEngine &engineOf( std::size_t area )
  {
    if ( !mEngines[area] )
    {
      mEngines[area].reset( QgsGeometry::createGeometryEngine( mGeometries[area].constGet() ) );
      mEngines[area]->prepareGeometry();
    }
    return *mEngines[area];
  }

  //! Shared with the areas, not copied.
  std::vector<QgsGeometry> mGeometries;
  statistics::BoxIndex mIndex;
  std::vector<std::unique_ptr<QgsGeometryEngine>> mEngines;
};

AreaLocator::AreaLocator( const Areas &areas ) : mPrepared( std::make_unique<PreparedAreas>( areas ) ) {}

AreaLocator::~AreaLocator() = default;

int AreaLocator::areaAt( const QgsPointXY &point ) const { return mPrepared->areaAt( point ); }

statistics::Neighbours touchingNeighbours( const Areas &areas, const statistics::Progress &progress )
{
  const statistics::BoxIndex index = indexOf( areas );
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for ( std::size_t row = 0; row < areas.size(); ++row )
  {
    statistics::report( progress, double( row ) / double( areas.size() ) );
    const std::unique_ptr<QgsGeometryEngine> engine(
      QgsGeometry::createGeometryEngine( areas.geometry[row].constGet() ) );
    engine->prepareGeometry();
    for ( const std::size_t other : index.touching( boxOf( areas.geometry[row] ) ) )
    {
      if ( other > row && engine->intersects( areas.geometry[other].constGet() ) )
        pairs.emplace_back( row, other );
    }
  }
  return statistics::Neighbours::fromPairs( areas.size(), pairs );
}

} // namespace communitysafety::base
