// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/incidentlayer.h"

#include "base/fields.h"
#include "base/numbercolumn.h"

namespace communitysafety::base
{

QStringList incidentFieldNames()
{
  return { QStringLiteral( "inc_id" ),   QStringLiteral( "inc_date" ), QStringLiteral( "inc_end" ),
           QStringLiteral( "category" ), QStringLiteral( "source" ),   QStringLiteral( "side" ),
           QStringLiteral( "weight" ),   QStringLiteral( "precision" ) };
}

QStringList incidentSides()
{
  return { QStringLiteral( "location" ), QStringLiteral( "victim" ), QStringLiteral( "offender" ) };
}

QVector<QVariant> incidentValues( const Incident &incident )
{
  const auto dateOrNull = []( const QDate &date ) { return date.isValid() ? QVariant( date ) : compat::null(); };
  return { orNull( incident.id ),       dateOrNull( incident.date ), dateOrNull( incident.end ),
           orNull( incident.category ), orNull( incident.source ),   orNull( incident.side ),
           orNull( incident.weight ),   orNull( incident.precision ) };
}

OutputSpec incidentLayer( const QString &style, const QgsCoordinateReferenceSystem &crs, const QgsFields &further )
{
  OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = fields::list( incidentFieldNames() );
  for ( const QgsField &field : further )
    spec.fields.append( field );
  spec.geometryType = compat::point;
  spec.crs = crs;
  spec.style = style;
  return spec;
}

} // namespace communitysafety::base
