// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/incidentwriter.h"

#include "base/incidentlayer.h"
#include "base/numbercolumn.h"
#include "base/run.h"

#include <utility>

namespace communitysafety::preparedata
{
namespace
{

//! The places of the fields in base::incidentFieldNames().
enum Field
{
  id,
  date,
  end,
  category,
  source,
  side,
  weight,
  precision,
  firstFurther
};

QString textOf( std::string_view utf8 ) { return QString::fromUtf8( utf8.data(), static_cast<int>( utf8.size() ) ); }

} // namespace

IncidentWriter::IncidentWriter( std::unique_ptr<base::OutputLayer> layer, const QString &source, double precision )
  : mSource( source ), mPrecision( precision ), mLayer( std::move( layer ) )
{
  const QString destination = mLayer ? mLayer->destination() : QString();
  const QString path = destination.section( '|', 0, 0 );
  if ( !path.endsWith( QLatin1String( ".gpkg" ), Qt::CaseInsensitive ) )
    return;
  // An empty table, made and remembered by QGIS, which removes it when the run fails.
  mLayer->finish();
  mLayer.reset();
  mTable = base::PointTable::open( destination );
  if ( !mTable )
    throw QgsProcessingException(
      base::Run::tr( "The table of OUTPUT cannot be written (%1): another program may have the file open." )
        .arg( destination ) );
  const base::Incident incident;
  mTable->setText( Field::source, mSource.toStdString() );
  mTable->setText( Field::side, incident.side.toStdString() );
  mTable->setNumber( Field::weight, incident.weight );
  mTable->setNumber( Field::precision, mPrecision );
}

IncidentWriter::~IncidentWriter() = default;

void IncidentWriter::writeToTable( const Row &row )
{
  mTable->setText( Field::id, row.id );
  if ( row.date != mDate )
    mTable->setDate( Field::date, row.date );
  if ( row.end != mEnd )
    mTable->setDate( Field::end, row.end );
  mDate = row.date;
  mEnd = row.end;
  mTable->setText( Field::category, row.category );
  for ( std::size_t further = 0; further < row.further.size(); ++further )
    mTable->setText( Field::firstFurther + static_cast<int>( further ), row.further[further] );
  mTable->add( row.point.x(), row.point.y() );
}

void IncidentWriter::write( const Row &row )
{
  if ( mTable )
    return writeToTable( row );
  if ( !mLayer )
    return;
  base::Incident incident;
  incident.id = textOf( row.id );
  incident.date = row.date;
  incident.end = row.end;
  incident.category = textOf( row.category );
  incident.source = mSource;
  incident.precision = mPrecision;
  QVector<QVariant> values = base::incidentValues( incident );
  for ( const std::string_view text : row.further )
    values << base::orNull( textOf( text ) );
  mLayer->add( values, QgsGeometry::fromPointXY( row.point ) );
}

void IncidentWriter::finish()
{
  if ( mTable )
    mTable->finish();
  if ( mLayer )
    mLayer->finish();
  mTable.reset();
  mLayer.reset();
}

} // namespace communitysafety::preparedata
