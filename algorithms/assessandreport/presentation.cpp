// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "assessandreport/presentation.h"

#include "base/algorithm.h"

#include <qgsvectorlayer.h>

#include <QCoreApplication>
#include <QRegularExpression>

namespace communitysafety::assessandreport
{
namespace
{

struct PresentationText
{
  Q_DECLARE_TR_FUNCTIONS( Presentation )
};

constexpr const char *outlines = "outlines";
constexpr const char *others = "others";
constexpr const char *tables = "tables";

// Topmost first. Background outlines are drawn between the neighbourhoods and the index.
constexpr Presentation presentations[] = {
  { "delineatepriorityneighbourhoods", "priorityneighbourhoods", true },
  { "profileneighbourhoods", "priorityneighbourhoods", false },
  { "trackgap", "priorityneighbourhoods", false },
  { "assessstability", "priorityneighbourhoods", false },
  { "compareassessments", "assessandreport", false },
  { outlines, "background", true },
  { "overlaydeprivation", "deprivation", false },
  { "joindeprivation", "deprivation", false },
  { "joincensus", "deprivation", false },
  { "interpolatetoareas", "deprivation", false },
  { "scorecompositeindex", "compositeindex", true },
  { "testindexsensitivity", "compositeindex", false },
  { "comparescores", "compositeindex", false },
  { "scorevictimoffenderlocation", "compositeindex", false },
  { "calculaterates", "compositeindex", false },
  { "buildindicators", "compositeindex", false },
  { "scanclusters", "hotspots", false },
  { "detecthotspots", "hotspots", false },
  { "comparehotspots", "hotspots", false },
  { "estimatedensity", "hotspots", false },
  { "suppresssmallnumbers", "sharesafely", false },
  { "maskpoints", "sharesafely", false },
  { "combineincidents", "preparedata", false },
  { "prepareincidents", "preparedata", false },
  { "importpolicedata", "preparedata", false },
  { "checkdatacoverage", "preparedata", false },
  { "convertboundaries", "preparedata", false },
  { "createanalysisgrid", "preparedata", false },
  { others, "background", false },
  { tables, "tables", false },
};

const Presentation &presentationNamed( const QString &algorithm )
{
  for ( const Presentation &presentation : presentations )
    if ( algorithm == QLatin1String( presentation.algorithm ) )
      return presentation;
  return presentationNamed( QLatin1String( others ) );
}

} // namespace

QString makerOf( const QgsVectorLayer &layer )
{
  static const QRegularExpression maker( QStringLiteral( "^communitysafety:([a-z]+) " ) );
  return maker.match( layer.metadata().abstract() ).captured( 1 );
}

const Presentation &presentationOf( const QgsVectorLayer &layer )
{
  if ( !layer.isSpatial() )
    return presentationNamed( QLatin1String( tables ) );
  const QString maker = makerOf( layer );
  const bool isOutline = maker.isEmpty() && layer.geometryType() == compat::polygonGeometry;
  return presentationNamed( isOutline ? QString::fromLatin1( outlines ) : maker );
}

bool hasPresentation( const QString &algorithm )
{
  return algorithm == QLatin1String( presentationNamed( algorithm ).algorithm );
}

bool isOutline( const Presentation &presentation ) { return presentation.algorithm == outlines; }

QString groupWords( const Presentation &presentation )
{
  const QString group = QString::fromLatin1( presentation.group );
  if ( group == QLatin1String( "background" ) )
    return PresentationText::tr( "Background" );
  if ( group == QLatin1String( "tables" ) )
    return PresentationText::tr( "Tables" );
  // The number orders the toolbox; here the order of drawing decides.
  static const QRegularExpression number( QStringLiteral( "^\\d+ " ) );
  return base::groupName( group ).remove( number );
}

} // namespace communitysafety::assessandreport
