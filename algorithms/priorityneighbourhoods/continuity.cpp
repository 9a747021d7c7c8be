// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/continuity.h"

#include "base/overlaps.h"
#include "base/run.h"
#include "statistics/concordance.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace communitysafety::priorityneighbourhoods
{

using base::Areas;
using base::Run;

namespace
{

struct ContinuityText
{
  Q_DECLARE_TR_FUNCTIONS( Continuity )
};

void handOn( Run &run, const Areas &previous, const QStringList &fields, std::vector<Neighbourhood> &neighbourhoods )
{
  const std::vector<QgsGeometry> outlines = outlinesOf( neighbourhoods );
  std::vector<double> area;
  for ( const QgsGeometry &outline : outlines )
    area.push_back( outline.area() );
  std::vector<statistics::CommonGround> common;
  for ( const base::AreaOverlap &overlap : base::overlaps( outlines, previous.geometry, run.progress( 0.6, 0.7 ) ) )
    common.push_back(
      { static_cast<int>( overlap.source ) + 1, static_cast<int>( overlap.target ) + 1, overlap.area } );
  const auto matches = statistics::bestMatches( common, area, previous.squareMetres );
  for ( const statistics::RegionMatch &match : matches )
  {
    Neighbourhood &neighbourhood = neighbourhoods[static_cast<std::size_t>( match.now - 1 )];
    const auto before = static_cast<std::size_t>( match.before - 1 );
    neighbourhood.id = neighbourhood.previousId = previous.id[before];
    neighbourhood.previousJaccard = match.jaccard;
    neighbourhood.localName = base::areaText( previous, before, fields.indexOf( QStringLiteral( "local_name" ) ) );
    neighbourhood.note = base::areaText( previous, before, fields.indexOf( QStringLiteral( "note" ) ) );
  }
  run.remark( ContinuityText::tr(
                "Of %1 previous neighbourhoods %2 continue; %3 are gone or changed beyond recognition; %4 are new." )
                .arg( previous.size() )
                .arg( matches.size() )
                .arg( previous.size() - matches.size() )
                .arg( neighbourhoods.size() - matches.size() ) );
}

//! The highest number among ids of the form N01.
int highestNumber( const std::vector<QString> &ids )
{
  static const QRegularExpression form( QStringLiteral( "^N(\\d{1,8})$" ) );
  int highest = 0;
  for ( const QString &id : ids )
    highest = std::max( highest, form.match( id ).captured( 1 ).toInt() );
  return highest;
}

} // namespace

void continuePrevious( Run &run, const base::Source *source, base::AreasReading reading,
                       std::vector<Neighbourhood> &neighbourhoods )
{
  int lastNumber = 0;
  if ( source )
  {
    for ( const QString &kept : { QStringLiteral( "local_name" ), QStringLiteral( "note" ) } )
      if ( source->fields().lookupField( kept ) >= 0 )
        reading.fields << kept;
    Areas previous = base::readAreas( run, *source, reading );
    base::sortById( previous );
    lastNumber = highestNumber( previous.id );
    handOn( run, previous, reading.fields, neighbourhoods );
  }
  for ( Neighbourhood &neighbourhood : neighbourhoods )
    if ( neighbourhood.id.isEmpty() )
      neighbourhood.id = QStringLiteral( "N%1" ).arg( ++lastNumber, 2, 10, QLatin1Char( '0' ) );
}

} // namespace communitysafety::priorityneighbourhoods
