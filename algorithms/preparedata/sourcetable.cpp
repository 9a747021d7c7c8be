// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/sourcetable.h"

#include "base/incidentlayer.h"
#include "base/nearestname.h"
#include "base/run.h"

#include <algorithm>

namespace communitysafety::preparedata
{

using base::Run;
using base::textIn;

namespace
{

CombinedLayer &layerNamed( std::vector<CombinedLayer> &layers, const QString &name, const QString &where )
{
  QStringList names;
  CombinedLayer *found = nullptr;
  for ( CombinedLayer &layer : layers )
  {
    names << layer.layer->tableName();
    if ( layer.layer->tableName().compare( name, Qt::CaseInsensitive ) != 0 )
      continue;
    if ( found )
      throw QgsProcessingException(
        Run::tr( "%1: two of the layers are called ‘%2’, so that they cannot be told apart; rename one of the tables." )
          .arg( where, name ) );
    found = &layer;
  }
  if ( !found )
    throw QgsProcessingException( Run::tr( "%1: there is no layer ‘%2’ among those given." ).arg( where, name ) +
                                  base::didYouMean( name, names ) );
  return *found;
}

QString checkedSide( const QString &side, const QString &where )
{
  const QStringList sides = base::incidentSides();
  if ( side.isEmpty() || sides.contains( side, Qt::CaseInsensitive ) )
    return side.toLower();
  throw QgsProcessingException( Run::tr( "%1: ‘%2’ is no side." ).arg( where, side ) +
                                base::didYouMean( side, sides ) );
}

} // namespace

void applySourceTable( Run &run, const base::Source &table, std::vector<CombinedLayer> &layers )
{
  const int layerColumn = table.fieldIndex( QStringLiteral( "layer" ) );
  const int sourceColumn = table.fieldIndex( QStringLiteral( "source" ) );
  const int sideColumn = table.fields().lookupField( QStringLiteral( "side" ) );
  base::Source::Reading reading;
  reading.geometry = false;
  reading.attributes = { layerColumn, sourceColumn };
  if ( sideColumn >= 0 )
    reading.attributes << sideColumn;
  QStringList seen;
  table.forEach( run, reading,
                 [&]( const QgsFeature &row, qint64 number )
                 {
                   const QString where = Run::tr( "SOURCES ‘%1’, row %2" ).arg( table.name() ).arg( number );
                   const QString name = textIn( row, layerColumn );
                   if ( name.isEmpty() )
                     return;
                   CombinedLayer &layer = layerNamed( layers, name, where );
                   if ( seen.contains( name, Qt::CaseInsensitive ) )
                     throw QgsProcessingException(
                       Run::tr( "%1: the layer ‘%2’ has a row already." ).arg( where, name ) );
                   seen << name;
                   layer.source = textIn( row, sourceColumn );
                   layer.side = checkedSide( textIn( row, sideColumn ), where );
                 } );
}

} // namespace communitysafety::preparedata
