// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/combinedrecords.h"

#include "base/dateformat.h"
#include "base/hash64.h"
#include "base/recordweight.h"
#include "base/run.h"
#include "base/sourcecatalogue.h"
#include "preparedata/incidentcategories.h"

#include <QTime>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace communitysafety::preparedata
{

using base::RejectReason;
using base::Run;
using base::textIn;
using statistics::LinkageRecord;

namespace
{

constexpr int minutesPerDay = 1440;

int columnOf( const base::Source &layer, const char *field )
{
  return layer.fields().lookupField( QLatin1String( field ) );
}

//! Sums are taken of it.
quint64 hashOf( const QByteArray &bytes )
{
  return base::mixed64( base::hash64( { bytes.constData(), static_cast<std::size_t>( bytes.size() ) } ) );
}

int minuteOf( const QTime &time ) { return time.hour() * 60 + time.minute(); }

//! The time of day in a field of its own, in all forms that a time after a date can have; invalid where there is none.
QTime timeIn( const QgsFeature &record, int column )
{
  if ( column < 0 )
    return {};
  const QVariant cell = record.attribute( column );
  if ( cell.userType() == QMetaType::QTime )
    return cell.toTime();
  const base::ParsedDate at = base::parseDateAs( QStringLiteral( "2000-01-01 " ) + cell.toString().trimmed(), {} );
  return at.hasTime ? at.time : QTime();
}

//! When it happened, in minutes since 1900; false where the date cannot be read.
bool readSpan( const QgsFeature &feature, const CombinedColumns &columns, base::ParsedDate &date,
               LinkageRecord &record )
{
  static const QDate origin( 1900, 1, 1 );
  date = base::parseDate( feature.attribute( columns.date ) );
  if ( !date.valid )
    return false;
  base::ParsedDate end;
  if ( columns.end >= 0 )
    end = base::parseDate( feature.attribute( columns.end ) );
  const QDate last = std::max( end.valid ? end.lastDay() : date.lastDay(), date.date );
  const QTime time = date.hasTime ? date.time : timeIn( feature, columns.time );
  record.tellsTime = time.isValid() && ( last == date.date || end.hasTime );
  const int firstDay = int( origin.daysTo( date.date ) ) * minutesPerDay;
  const int lastDay = int( origin.daysTo( last ) ) * minutesPerDay;
  record.from = firstDay + ( record.tellsTime ? minuteOf( time ) : 0 );
  record.to = record.tellsTime ? std::max( record.from, lastDay + ( end.hasTime ? minuteOf( end.time ) : 0 ) )
                               : lastDay + minutesPerDay - 1;
  return true;
}

} // namespace

CombinedColumns::CombinedColumns( const base::Source &layer, const QString &timeField )
  : id( columnOf( layer, "inc_id" ) ), date( columnOf( layer, "inc_date" ) ), end( columnOf( layer, "inc_end" ) ),
    category( columnOf( layer, "category" ) ), source( columnOf( layer, "source" ) ), side( columnOf( layer, "side" ) ),
    weight( columnOf( layer, "weight" ) ), precision( columnOf( layer, "precision" ) ),
    time( timeField.isEmpty() ? -1 : layer.fields().lookupField( timeField ) )
{
  if ( !base::isIncidentLayer( layer ) )
    throw QgsProcessingException( Run::tr( "‘%1’ is no incident layer, since it has no fields inc_id and inc_date: run "
                                           "Prepare incidents on it first." )
                                    .arg( layer.name() ) );
}

QgsAttributeList CombinedColumns::all() const
{
  QgsAttributeList columns;
  for ( const int column : { id, date, end, category, source, side, weight, precision, time } )
    if ( column >= 0 )
      columns << column;
  return columns;
}

CombinedRecords::CombinedRecords( Run &run, std::vector<CombinedLayer> layers,
                                  const QgsCoordinateReferenceSystem &metric, const QString &timeField )
  : mRun( run ), mLayers( std::move( layers ) ), mMetric( metric ), mTimeField( timeField )
{
}

std::uint16_t CombinedRecords::sourceNumber( const QString &name )
{
  const QString key = name.toLower();
  const auto known = mSourceNumbers.constFind( key );
  if ( known != mSourceNumbers.constEnd() )
  {
    // Of several spellings one is taken, whichever comes first.
    QString &spelling = mSources[*known];
    if ( name < spelling )
      spelling = name;
    return *known;
  }
  const auto number = static_cast<std::uint16_t>( mSources.size() );
  mSources << name;
  mLayerOfSource.push_back( mFirstRow.size() - 1 );
  return *mSourceNumbers.insert( key, number );
}

std::uint32_t CombinedRecords::categoryNumber( const QString &name )
{
  const QString key = plainCategory( name );
  if ( key.isEmpty() )
    return 0;
  const auto known = mCategoryNumbers.constFind( key );
  if ( known != mCategoryNumbers.constEnd() )
    return *known;
  mCategories.push_back( { name, 0 } );
  return *mCategoryNumbers.insert( key, static_cast<std::uint32_t>( mCategories.size() - 1 ) );
}

std::optional<RejectReason> CombinedRecords::place( const QgsGeometry &geometry,
                                                    const QgsCoordinateTransform &transform,
                                                    LinkageRecord &record ) const
{
  if ( geometry.isNull() || geometry.isEmpty() )
    return RejectReason::noLocation;
  if ( geometry.type() != compat::pointGeometry || geometry.constGet()->nCoordinates() != 1 )
    return RejectReason::wrongGeometryType;
  QgsPointXY point( geometry.vertexAt( 0 ) );
  if ( point.x() == 0 && point.y() == 0 )
    return RejectReason::zeroCoordinate;
  try
  {
    point = transform.transform( point );
  }
  catch ( const QgsCsException & )
  {
    return RejectReason::coordinateNotReadable;
  }
  if ( !std::isfinite( point.x() ) || !std::isfinite( point.y() ) )
    return RejectReason::coordinateNotReadable;
  record.x = point.x();
  record.y = point.y();
  return {};
}

//! \returns why the record cannot take part; it is among mRecords when it can.
std::optional<RejectReason> CombinedRecords::take( const QgsFeature &feature, const CombinedColumns &columns,
                                                   std::size_t layer, const QgsCoordinateTransform &transform )
{
  LinkageRecord record;
  if ( const std::optional<RejectReason> fault = place( feature.geometry(), transform, record ) )
    return fault;
  base::ParsedDate date;
  if ( !readSpan( feature, columns, date, record ) )
    return date.missing ? RejectReason::noDate : RejectReason::dateNotReadable;
  if ( const std::optional<RejectReason> fault =
         base::weightFault( base::parseNumber( textIn( feature, columns.weight ) ) ) )
    return fault;
  const QString id = textIn( feature, columns.id );
  record.id = id.isEmpty() ? 0 : std::max<quint64>( 1, hashOf( id.toUtf8() ) );
  const QString said = mLayers[layer].source.isEmpty() ? textIn( feature, columns.source ) : mLayers[layer].source;
  record.source = sourceNumber( said.isEmpty() ? mLayers[layer].layer->tableName() : said );
  record.category = categoryNumber( textIn( feature, columns.category ) );
  ++mCategories[record.category].n;
  mRecords.push_back( record );
  return {};
}

void CombinedRecords::note( std::optional<RejectReason> fault )
{
  mFaults.push_back( fault ? static_cast<quint8>( static_cast<quint8>( *fault ) + 1 ) : quint8( 0 ) );
  mRecordOfRow.push_back( fault ? 0 : static_cast<Row>( mRecords.size() - 1 ) );
}

std::optional<RejectReason> CombinedRecords::faultOf( std::size_t row ) const
{
  if ( mFaults[row] == 0 )
    return {};
  return static_cast<RejectReason>( mFaults[row] - 1 );
}

void CombinedRecords::readLayer( std::size_t layer, double progressFrom, double progressTo )
{
  const base::Source &source = *mLayers[layer].layer;
  const CombinedColumns columns( source, mTimeField );
  const QgsCoordinateTransform transform( source.crs(), mMetric, mRun.context().transformContext() );
  base::Source::Reading reading;
  reading.attributes = columns.all();
  reading.progressFrom = progressFrom;
  reading.progressTo = progressTo;
  reading.isRecorded = false;
  mFirstRow.push_back( mFaults.size() );
  mContent.push_back( 0 );
  source.forEach( mRun, reading,
                  [&]( const QgsFeature &feature, qint64 )
                  {
                    QByteArray content = feature.geometry().asWkb();
                    for ( const int column : { columns.id, columns.date, columns.end, columns.category, columns.side } )
                      content += textIn( feature, column ).toUtf8() + '\0';
                    mContent.back() += hashOf( content );
                    note( take( feature, columns, layer, transform ) );
                  } );
  if ( mFaults.size() > std::numeric_limits<Row>::max() - 1 )
    throw QgsProcessingException( Run::tr( "More than four thousand million records cannot be combined." ) );
}

void CombinedRecords::read( double progressFrom, double progressTo )
{
  const double step = ( progressTo - progressFrom ) / std::max( 1.0, double( mLayers.size() ) );
  for ( std::size_t layer = 0; layer < mLayers.size(); ++layer )
    readLayer( layer, progressFrom + step * double( layer ), progressFrom + step * double( layer + 1 ) );
  mFirstRow.push_back( mFaults.size() );
  orderSources();
}

//! The order in which records name their sources must play no part.
void CombinedRecords::orderSources()
{
  std::vector<std::uint16_t> order( std::size_t( mSources.size() ) );
  std::iota( order.begin(), order.end(), std::uint16_t( 0 ) );
  std::sort( order.begin(), order.end(),
             [this]( std::uint16_t a, std::uint16_t b )
             {
               return mLayerOfSource[a] != mLayerOfSource[b] ? mLayerOfSource[a] < mLayerOfSource[b]
                                                             : mSources[a].toLower() < mSources[b].toLower();
             } );
  std::vector<std::uint16_t> place( order.size() );
  QStringList ordered;
  for ( std::size_t next = 0; next < order.size(); ++next )
  {
    place[order[next]] = static_cast<std::uint16_t>( next );
    ordered << mSources[order[next]];
  }
  for ( LinkageRecord &record : mRecords )
    record.source = place[record.source];
  mSources = ordered;
}

void CombinedRecords::leaveOutRows( const std::function<bool( std::size_t row )> &isRefused, RejectReason reason )
{
  std::size_t kept = 0;
  for ( std::size_t row = 0; row < mFaults.size(); ++row )
  {
    if ( mFaults[row] != 0 )
      continue;
    const Row record = mRecordOfRow[row];
    if ( isRefused( row ) )
    {
      --mCategories[mRecords[record].category].n;
      mFaults[row] = static_cast<quint8>( static_cast<quint8>( reason ) + 1 );
      continue;
    }
    // Records stand in the order of the rows, so that no place is read after it was filled anew.
    mRecords[kept] = mRecords[record];
    mRecordOfRow[row] = static_cast<Row>( kept++ );
  }
  mRecords.resize( kept );
}

bool CombinedRecords::isRepeated( std::size_t layer ) const
{
  const auto nRows = [this]( std::size_t l ) { return mFirstRow[l + 1] - mFirstRow[l]; };
  for ( std::size_t before = 0; nRows( layer ) > 0 && before < layer; ++before )
    if ( nRows( layer ) == nRows( before ) && mContent[layer] == mContent[before] &&
         mLayers[layer].side == mLayers[before].side )
      return true;
  return false;
}

std::vector<std::size_t> CombinedRecords::leaveOutRepeatedLayers()
{
  std::vector<std::size_t> repeated;
  for ( std::size_t layer = 1; layer < mLayers.size(); ++layer )
    if ( isRepeated( layer ) )
      repeated.push_back( layer );
  for ( const std::size_t layer : repeated )
  {
    leaveOutRows( [this, layer]( std::size_t row ) { return row >= mFirstRow[layer] && row < mFirstRow[layer + 1]; },
                  RejectReason::duplicateFile );
    std::fill( mFaults.begin() + std::ptrdiff_t( mFirstRow[layer] ),
               mFaults.begin() + std::ptrdiff_t( mFirstRow[layer + 1] ),
               static_cast<quint8>( static_cast<quint8>( RejectReason::duplicateFile ) + 1 ) );
  }
  return repeated;
}

void CombinedRecords::leaveOut( const std::function<bool( std::uint32_t category )> &isRefused, RejectReason reason )
{
  leaveOutRows( [&]( std::size_t row ) { return isRefused( mRecords[mRecordOfRow[row]].category ); }, reason );
}

} // namespace communitysafety::preparedata
