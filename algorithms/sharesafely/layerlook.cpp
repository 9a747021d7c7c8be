// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/layerlook.h"

#include "base/run.h"
#include "sharesafely/filetexts.h"

#include <qgsattributetableconfig.h>
#include <qgseditorwidgetsetup.h>
#include <qgsvectorlayer.h>

#include <QDomDocument>

namespace communitysafety::sharesafely
{

using base::Run;

namespace
{

QStringList hiddenColumns( const QgsVectorLayer &layer )
{
  QStringList hidden;
  const QVector<QgsAttributeTableConfig::ColumnConfig> columns = layer.attributeTableConfig().columns();
  for ( const QgsAttributeTableConfig::ColumnConfig &column : columns )
    if ( column.hidden && column.type == QgsAttributeTableConfig::Field )
      hidden << column.name;
  for ( int field = 0; field < layer.fields().count(); ++field )
    if ( layer.editorWidgetSetup( field ).type() == QLatin1String( "Hidden" ) )
      hidden << layer.fields().at( field ).name();
  hidden.removeDuplicates();
  hidden.removeAll( QStringLiteral( "fid" ) );
  return hidden;
}

} // namespace

std::vector<Finding> findingsAround( const QgsVectorLayer &layer )
{
  std::vector<Finding> found;
  for ( const QString &column : hiddenColumns( layer ) )
    found.push_back( { QString(), column, FindingKind::hiddenColumn, 1 } );
  if ( !layer.subsetString().isEmpty() )
    found.push_back( { QString(), Run::tr( "the rows" ), FindingKind::filteredRows, 1 } );
  QDomDocument style;
  QString problem;
  layer.exportNamedStyle( style, problem, QgsReadWriteContext(),
                          QgsMapLayer::Symbology | QgsMapLayer::Labeling | QgsMapLayer::Fields | QgsMapLayer::Forms );
  const qint64 nPaths = countPaths( style.toString() );
  if ( nPaths > 0 )
    found.push_back( { QString(), Run::tr( "the style" ), FindingKind::pathInStyle, nPaths } );
  const QStringList history = layer.metadata().history();
  const auto nRuns = history.filter( QStringLiteral( "\"algorithm\"" ) ).size();
  if ( nRuns > 0 )
    found.push_back( { QString(), Run::tr( "the metadata" ), FindingKind::internalRecord, qint64( nRuns ) } );
  return found;
}

} // namespace communitysafety::sharesafely
