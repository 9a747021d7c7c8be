// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/continuity.h"

#include "base/areacontinuity.h"
#include "base/overlaps.h"
#include "base/run.h"

#include <QCoreApplication>

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
  const std::vector<base::Continuation> matches = base::continuations(
    base::overlaps( outlines, previous.geometry, run.progress( 0.6, 0.7 ) ), area, previous.squareMetres );
  for ( const base::Continuation &match : matches )
  {
    Neighbourhood &neighbourhood = neighbourhoods[match.now];
    const std::size_t before = match.before;
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

} // namespace

void continuePrevious( Run &run, const base::Source *source, base::AreasReading reading,
                       std::vector<Neighbourhood> &neighbourhoods )
{
  std::vector<QString> idsInUse;
  if ( source )
  {
    for ( const QString &kept : { QStringLiteral( "local_name" ), QStringLiteral( "note" ) } )
      if ( source->fields().lookupField( kept ) >= 0 )
        reading.fields << kept;
    Areas previous = base::readAreas( run, *source, reading );
    base::sortById( previous );
    idsInUse = previous.id;
    handOn( run, previous, reading.fields, neighbourhoods );
  }
  base::NewIds ids( idsInUse );
  for ( Neighbourhood &neighbourhood : neighbourhoods )
    if ( neighbourhood.id.isEmpty() )
      neighbourhood.id = ids.next();
}

} // namespace communitysafety::priorityneighbourhoods
