// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/incidentprofile.h"
#include "fuzz.h"

#include <qgsexception.h>

using namespace communitysafety::base;
using communitysafety::fuzz::law;

namespace
{

//! Every value can be asked for, and is what its key promises.
void checkValues( const IncidentProfile &profile )
{
  for ( const ProfileKey &key : IncidentProfile::keys() )
  {
    if ( key.kind == ProfileKey::Kind::choice && profile.has( key.name ) )
      law( key.choices.contains( profile.text( key.name ) ), "a choice is one of its words" );
    if ( key.kind == ProfileKey::Kind::number )
      law( !profile.has( key.name ) || profile.number( key.name ).value() >= 0.0, "a number is zero or more" );
    if ( !profile.has( key.name ) )
      law( profile.text( key.name ).isEmpty() && profile.texts( key.name ).isEmpty() &&
             profile.pairs( key.name ).isEmpty(),
           "an absent key is blank" );
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput( const std::uint8_t *data, std::size_t size )
{
  const QByteArray json( reinterpret_cast<const char *>( data ), static_cast<int>( size ) );
  try
  {
    const IncidentProfile profile = IncidentProfile::fromJson( json, QStringLiteral( "fire.json" ) );
    checkValues( profile );
    law( IncidentProfile::fromJson( profile.toJson(), QStringLiteral( "again" ) ) == profile,
         "a profile that is written is read again" );
  }
  catch ( const QgsProcessingException &refusal )
  {
    const QString sentence = refusal.what();
    law( sentence.startsWith( QStringLiteral( "The profile ‘fire.json’" ) ), "a refusal names the profile" );
    law( sentence.endsWith( '.' ) || sentence.endsWith( '?' ), "a refusal is a whole sentence" );
  }
  return 0;
}
