// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/lsoaeditions.h"

#include "base/run.h"
#include "base/source.h"

namespace communitysafety::base
{
namespace
{

constexpr quint8 in2011 = 1;
constexpr quint8 in2021 = 2;

//! \returns 0 where the name hints at neither edition, or at both.
quint8 editionOfField( const QString &name )
{
  const bool hints2011 = name.contains( QLatin1String( "11" ) );
  const bool hints2021 = name.contains( QLatin1String( "21" ) );
  if ( hints2011 == hints2021 )
    return 0;
  return hints2011 ? in2011 : in2021;
}

bool isLsoaCode( const QString &value )
{
  constexpr int length = 9;
  if ( value.size() != length ||
       !( value.startsWith( QLatin1String( "E01" ) ) || value.startsWith( QLatin1String( "W01" ) ) ) )
    return false;
  return std::all_of( value.begin() + 3, value.end(), []( QChar letter ) { return letter.isDigit(); } );
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
                    for ( const int field : std::as_const( reading.attributes ) )
                    {
                      const QString code = feature.attribute( field ).toString().trimmed().toUpper();
                      if ( !isLsoaCode( code ) )
                        continue;
                      editions.mEditions[code] |= candidates.value( field );
                      found |= candidates.value( field );
                    }
                  } );
  if ( found != ( in2011 | in2021 ) )
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
  case in2011:
    return QStringLiteral( "2011" );
  case in2021:
    return QStringLiteral( "2021" );
  case in2011 | in2021:
    return QStringLiteral( "both" );
  default:
    return QStringLiteral( "unknown" );
  }
}

} // namespace communitysafety::base
