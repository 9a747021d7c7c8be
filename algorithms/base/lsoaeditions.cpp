// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/lsoaeditions.h"

#include "base/areacodes.h"
#include "base/run.h"
#include "base/source.h"

namespace communitysafety::base
{
namespace
{

//! \returns 0 where the name hints at neither edition, or at both.
quint8 editionOfField( const QString &name )
{
  const bool hints2011 = name.contains( QLatin1String( "11" ) );
  const bool hints2021 = name.contains( QLatin1String( "21" ) );
  if ( hints2011 == hints2021 )
    return 0;
  return hints2011 ? editions::of2011 : editions::of2021;
}

QHash<int, quint8> candidateFields( const QgsFields &fields )
{
  QHash<int, quint8> candidates;
  for ( int field = 0; field < fields.count(); ++field )
    if ( const quint8 edition = editionOfField( fields.at( field ).name() ) )
      candidates.insert( field, edition );
  return candidates;
}

} // namespace

LsoaEditions LsoaEditions::read( Run &run, const Source &lookup )
{
  const QHash<int, quint8> candidates = candidateFields( lookup.fields() );
  Source::Reading reading;
  reading.attributes = candidates.keys();
  std::sort( reading.attributes.begin(), reading.attributes.end() );
  reading.geometry = false;

  LsoaEditions editions;
  quint8 found = 0;
  lookup.forEach( run, reading,
                  [&]( const QgsFeature &feature, qint64 )
                  {
                    Link link;
                    for ( const int field : std::as_const( reading.attributes ) )
                    {
                      const AreaCode area = areaCode( feature.attribute( field ).toString() );
                      if ( area.level != AreaLevel::smallArea )
                        continue;
                      editions.mEditions[area.code] |= candidates.value( field );
                      found |= candidates.value( field );
                      ( candidates.value( field ) == editions::of2011 ? link.of2011 : link.of2021 ) = area.code;
                    }
                    if ( !link.of2011.isEmpty() && !link.of2021.isEmpty() )
                      editions.mLinks.push_back( link );
                  } );
  if ( found != ( editions::of2011 | editions::of2021 ) )
    throw QgsProcessingException( Run::tr( "The table ‘%1’ needs one field of 2011 and one of 2021 LSOA codes (such as "
                                           "E01000001), with 11 and 21 in their names. Its fields are: %2." )
                                    .arg( lookup.name(), lookup.fields().names().join( QStringLiteral( ", " ) ) ) );
  return editions;
}

QString LsoaEditions::editionOf( const QString &code ) const
{
  if ( code.isEmpty() )
    return QString();
  switch ( mEditions.value( code ) )
  {
  case editions::of2011:
    return QStringLiteral( "2011" );
  case editions::of2021:
    return QStringLiteral( "2021" );
  case editions::of2011 | editions::of2021:
    return QStringLiteral( "both" );
  default:
    return QStringLiteral( "unknown" );
  }
}

} // namespace communitysafety::base
