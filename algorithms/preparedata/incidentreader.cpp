// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/incidentreader.h"

#include "base/fields.h"
#include "base/numbercolumn.h"
#include "base/recordweight.h"

#include <qgsgeometry.h>

#include <cmath>

namespace communitysafety::preparedata
{

using base::RejectReason;
using base::textIn;

namespace
{

//! Ten metres: the points of one building, written with other decimals, are one place.
constexpr double placeSide = 10.0;

QString freeName( const QString &name, const QgsFields &taken )
{
  QString candidate = name;
  for ( int number = 2; base::fields::holds( taken, candidate ); ++number )
    candidate = QStringLiteral( "%1_%2" ).arg( name ).arg( number );
  return candidate;
}

//! What QGIS puts in the place of a letter that is none in UTF-8.
bool isBroken( const QVariant &value )
{
  return value.userType() == QMetaType::QString && value.toString().contains( QChar( QChar::ReplacementCharacter ) );
}

QVariant cell( const QgsFeature &feature, int column )
{
  return column < 0 ? compat::null() : feature.attribute( column );
}

} // namespace

std::uint64_t placeKey( const QgsPointXY &point )
{
  const auto column = static_cast<std::int32_t>( std::floor( point.x() / placeSide ) );
  const auto row = static_cast<std::int32_t>( std::floor( point.y() / placeSide ) );
  return ( std::uint64_t( static_cast<std::uint32_t>( column ) ) << 32U ) | static_cast<std::uint32_t>( row );
}

QString placeText( std::uint64_t key )
{
  const auto column = static_cast<std::int32_t>( key >> 32U );
  const auto row = static_cast<std::int32_t>( key & 0xffffffffU );
  return QStringLiteral( "%1, %2" )
    .arg( ( column + 0.5 ) * placeSide, 0, 'f', 0 )
    .arg( ( row + 0.5 ) * placeSide, 0, 'f', 0 );
}

QgsFields addedFields( const QgsFields &input, const IncidentSettings &settings, const IncidentColumns &columns )
{
  QgsFields added = base::fields::list( { QStringLiteral( "prec_words" ) } );
  if ( columns.place >= 0 )
    added.append( base::fields::named( QStringLiteral( "place" ) ) );
  if ( settings.repeatedIds == RepeatedIds::keepAllAndFlag )
    added.append( base::fields::named( QStringLiteral( "repeat_no" ) ) );
  QgsFields taken = base::fields::list( base::incidentFieldNames() );
  for ( const QgsField &field : added )
    taken.append( field );
  // A GeoPackage has a column of this name of its own.
  taken.append( QgsField( QStringLiteral( "fid" ), compat::wholeField ) );
  for ( const int column : columns.kept )
  {
    QgsField field = input.at( column );
    field.setName( freeName( field.name(), taken ) );
    added.append( field );
    taken.append( field );
  }
  return added;
}

IncidentReader::IncidentReader( base::Run &run, const IncidentRules &rules, const QString &source,
                                base::OutputLayer *output )
  : mRun( run ), mRules( rules ), mSource( source ), mOutput( output )
{
}

void IncidentReader::take( const QgsFeature &feature, qint64 row )
{
  ++mTally.nRead;
  mRun.ledger.read( mSource );
  const IncidentColumns &columns = mRules.columns;
  const QString writtenId = textIn( feature, columns.id );
  const IncidentPosition position = mRules.positions.of( feature );
  mTally.nLocated += position.fault ? 0 : 1;
  const IncidentSpan span = mRules.dates.read( cell( feature, columns.date ), cell( feature, columns.dateEnd ) );
  if ( span.fault )
    return reject( row, writtenId, span.field, *span.fault, span.value );
  if ( span.first.isValid() )
    mTally.gaps.add( QString(), base::monthNumber( span.first ) );
  if ( position.fault )
    return reject( row, writtenId, position.field, *position.fault, position.value );
  const std::optional<double> weight = weightOf( feature, row, writtenId );
  if ( !weight )
    return;
  if ( !position.isInside )
    return reject( row, writtenId, QString(), RejectReason::outsideStudyArea );
  int before = 0;
  if ( isRejectedForId( writtenId, row, before ) )
    return;
  base::Incident incident;
  incident.id = idOf( feature, writtenId );
  incident.date = span.first;
  incident.end = span.last;
  incident.weight = *weight;
  write( feature, incident, position, before );
}

std::optional<double> IncidentReader::weightOf( const QgsFeature &feature, qint64 row, const QString &id )
{
  if ( mRules.columns.weight < 0 )
    return 1.0;
  const QVariant written = feature.attribute( mRules.columns.weight );
  const base::ParsedNumber weight = base::parseNumber( written );
  const QString &field = mRules.settings.weightField;
  if ( weight.kind == base::ParsedNumber::Kind::Missing )
    reject( row, id, field, RejectReason::missingNumber );
  else if ( const std::optional<RejectReason> fault = base::weightFault( weight ) )
    reject( row, id, field, *fault, written.toString() );
  else
    return weight.value;
  return std::nullopt;
}

bool IncidentReader::isRejectedForId( const QString &id, qint64 row, int &before )
{
  if ( id.isEmpty() )
    return false;
  const RepeatedIds rule = mRules.settings.repeatedIds;
  before = rule == RepeatedIds::rejectAll ? 0 : mIds.take( id );
  const bool isRepeated =
    rule == RepeatedIds::rejectAll ? mRules.survey.isRepeatedId( IncidentIds::hash( id ) ) : before > 0;
  mTally.nRepeated += isRepeated ? 1 : 0;
  if ( !isRepeated || rule == RepeatedIds::keepAllAndFlag )
    return false;
  reject( row, id, mRules.settings.idField, RejectReason::repeatedId );
  return true;
}

QString IncidentReader::idOf( const QgsFeature &feature, const QString &written )
{
  if ( !written.isEmpty() )
    return written;
  ++mTally.nMade;
  const IncidentColumns &columns = mRules.columns;
  QStringList content;
  for ( const int column :
        { columns.date, columns.dateEnd, columns.category, columns.gridReference, columns.postcode } )
    content << textIn( feature, column );
  if ( const std::optional<WrittenPair> pair = writtenPair( feature, columns ) )
    content << QString::number( pair->x, 'g', 10 ) << QString::number( pair->y, 'g', 10 );
  return mIds.made( mRules.settings.sourceName, content );
}

void IncidentReader::reject( qint64 row, const QString &id, const QString &field, RejectReason reason,
                             const QString &value )
{
  if ( value.isEmpty() )
    mRun.ledger.reject( mSource, row, id, field, reason );
  else
    mRun.ledger.rejectValue( mSource, row, id, field, reason, value );
}

void IncidentReader::write( const QgsFeature &feature, const base::Incident &known, const IncidentPosition &position,
                            int before )
{
  const IncidentColumns &columns = mRules.columns;
  base::Incident incident = known;
  incident.category = mRules.categories.nameOf( textIn( feature, columns.category ) );
  incident.source = mRules.settings.sourceName;
  incident.side = mRules.settings.side;
  incident.precision = position.precision;
  const QString precision = precisionText( position );
  const QString place = textIn( feature, columns.place );
  mTally.nBroken += isBroken( incident.category ) || isBroken( place ) ? 1 : 0;
  ++mTally.nUsed;
  constexpr double coarse = 100.0;
  mTally.nCoarse += std::isnan( position.precision ) || position.precision > coarse ? 1 : 0;
  ++mTally.precisions[precision];
  mRun.ledger.used( mSource );
  mTally.places.add( placeKey( position.point ), place.toStdString() );
  if ( incident.date.isValid() )
    ++mTally.months[base::monthNumber( incident.date )];
  if ( !mOutput )
    return;
  QVector<QVariant> values = base::incidentValues( incident );
  values << precision;
  if ( columns.place >= 0 )
    values << base::orNull( place );
  if ( mRules.settings.repeatedIds == RepeatedIds::keepAllAndFlag )
    values << before;
  for ( const int column : columns.kept )
  {
    values << feature.attribute( column );
    mTally.nBroken += isBroken( values.last() ) ? 1 : 0;
  }
  mOutput->add( values, QgsGeometry::fromPointXY( position.point ) );
}

} // namespace communitysafety::preparedata
