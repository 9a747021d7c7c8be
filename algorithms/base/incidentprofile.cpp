// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/incidentprofile.h"

#include "base/nearestname.h"

#include <qgsexception.h>

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>
#include <cmath>

namespace communitysafety::base
{
namespace
{

struct ProfileText
{
  Q_DECLARE_TR_FUNCTIONS( IncidentProfile )
};

using Kind = ProfileKey::Kind;

const QString versionKey = QStringLiteral( "version" );

const ProfileKey *keyOf( const QString &name )
{
  const std::vector<ProfileKey> &keys = IncidentProfile::keys();
  const auto found =
    std::find_if( keys.begin(), keys.end(), [&name]( const ProfileKey &key ) { return key.name == name; } );
  return found == keys.end() ? nullptr : &*found;
}

QgsProcessingException refusal( const QString &profile, const QString &fault )
{
  return QgsProcessingException( ProfileText::tr( "The profile ‘%1’ %2" ).arg( profile, fault ) );
}

bool areTexts( const QJsonArray &list )
{
  return std::all_of( list.begin(), list.end(), []( const QJsonValue &value ) { return value.isString(); } );
}

bool areTexts( const QJsonObject &pairs )
{
  return std::all_of( pairs.begin(), pairs.end(), []( const QJsonValue &value ) { return value.isString(); } );
}

//! What is wrong with \a value; empty when nothing is.
QString faultOf( const ProfileKey &key, const QJsonValue &value )
{
  switch ( key.kind )
  {
  case Kind::text:
    return value.isString() ? QString() : ProfileText::tr( "a text in quotation marks" );
  case Kind::texts:
    return value.isArray() && areTexts( value.toArray() ) ? QString() : ProfileText::tr( "a list of texts" );
  case Kind::number:
    return value.isDouble() && value.toDouble() >= 0.0 ? QString() : ProfileText::tr( "a number, 0 or more" );
  case Kind::choice:
    return value.isString() && key.choices.contains( value.toString() )
             ? QString()
             : ProfileText::tr( "one of: %1" ).arg( key.choices.join( QStringLiteral( ", " ) ) );
  case Kind::pairs:
    return value.isObject() && areTexts( value.toObject() ) ? QString()
                                                            : ProfileText::tr( "texts under texts in braces" );
  }
  return QString();
}

void requireVersion( const QJsonObject &values, const QString &name )
{
  if ( !values.contains( versionKey ) )
    throw refusal( name, ProfileText::tr( "has no version: add \"version\": %1." ).arg( IncidentProfile::version ) );
  if ( values.value( versionKey ) != QJsonValue( IncidentProfile::version ) )
    throw refusal( name, ProfileText::tr( "is of another version than %1: save it again with this one." )
                           .arg( IncidentProfile::version ) );
}

void requireKnownKeys( const QJsonObject &values, const QString &name )
{
  QStringList known;
  for ( const ProfileKey &key : IncidentProfile::keys() )
    known << key.name;
  for ( auto value = values.begin(); value != values.end(); ++value )
  {
    constexpr int longestQuotation = 40;
    const ProfileKey *key = keyOf( value.key() );
    const QString quoted = value.key().left( longestQuotation );
    if ( !key )
      throw refusal( name, ProfileText::tr( "has an unknown key ‘%1’." ).arg( quoted ) + didYouMean( quoted, known ) );
    const QString expected = faultOf( *key, value.value() );
    if ( !expected.isEmpty() )
      throw refusal( name, ProfileText::tr( "has under ‘%1’ a wrong value: write %2." ).arg( quoted, expected ) );
  }
}

} // namespace

const std::vector<ProfileKey> &IncidentProfile::keys()
{
  static const std::vector<ProfileKey> all{
    { QStringLiteral( "source_name" ), Kind::text, {} },
    { QStringLiteral( "x_field" ), Kind::text, {} },
    { QStringLiteral( "y_field" ), Kind::text, {} },
    { QStringLiteral( "coordinates_crs" ), Kind::text, {} },
    { QStringLiteral( "grid_reference_field" ), Kind::text, {} },
    { QStringLiteral( "postcode_field" ), Kind::text, {} },
    { QStringLiteral( "precision" ),
      Kind::choice,
      { QStringLiteral( "from the coordinates" ), QStringLiteral( "exact" ), QStringLiteral( "100 m" ),
        QStringLiteral( "postcode" ), QStringLiteral( "postcode sector" ), QStringLiteral( "unknown" ) } },
    { QStringLiteral( "precision_field" ), Kind::text, {} },
    { QStringLiteral( "place_field" ), Kind::text, {} },
    { QStringLiteral( "date_field" ), Kind::text, {} },
    { QStringLiteral( "date_end_field" ), Kind::text, {} },
    { QStringLiteral( "date_format" ),
      Kind::choice,
      { QStringLiteral( "find out" ), QStringLiteral( "year-month-day" ), QStringLiteral( "day/month/year" ),
        QStringLiteral( "month/day/year" ), QStringLiteral( "serial number" ), QStringLiteral( "month only" ) } },
    { QStringLiteral( "category_field" ), Kind::text, {} },
    { QStringLiteral( "category" ), Kind::text, {} },
    { QStringLiteral( "categories" ), Kind::pairs, {} },
    { QStringLiteral( "id_field" ), Kind::text, {} },
    { QStringLiteral( "duplicates" ),
      Kind::choice,
      { QStringLiteral( "keep the first" ), QStringLiteral( "keep all and flag" ), QStringLiteral( "reject all" ) } },
    { QStringLiteral( "side" ),
      Kind::choice,
      { QStringLiteral( "location" ), QStringLiteral( "victim" ), QStringLiteral( "offender" ) } },
    { QStringLiteral( "weight_field" ), Kind::text, {} },
    { QStringLiteral( "keep_fields" ), Kind::texts, {} },
    { QStringLiteral( "drop_fields" ), Kind::texts, {} },
    { QStringLiteral( "round_to" ), Kind::number, {} },
    { QStringLiteral( "tolerance" ), Kind::number, {} },
  };
  return all;
}

IncidentProfile IncidentProfile::fromJson( const QByteArray &json, const QString &name )
{
  QJsonParseError error;
  const QJsonDocument document = QJsonDocument::fromJson( json, &error );
  if ( document.isNull() )
    throw refusal( name, ProfileText::tr( "is no JSON: the fault lies at character %1." ).arg( error.offset ) );
  if ( !document.isObject() )
    throw refusal( name, ProfileText::tr( "is no profile: it must be one pair of braces with keys in it." ) );
  IncidentProfile profile;
  profile.mValues = document.object();
  requireVersion( profile.mValues, name );
  profile.mValues.remove( versionKey );
  requireKnownKeys( profile.mValues, name );
  return profile;
}

IncidentProfile IncidentProfile::read( const QString &path )
{
  constexpr qint64 largest = 10'000'000;
  const QString name = QFileInfo( path ).fileName();
  QFile file( path );
  if ( !file.open( QIODevice::ReadOnly ) )
    throw refusal( name, ProfileText::tr( "cannot be opened: choose a file that SAVE_PROFILE has written." ) );
  if ( file.size() > largest )
    throw refusal( name, ProfileText::tr( "is too large: choose a file that SAVE_PROFILE has written." ) );
  return fromJson( file.readAll(), name );
}

QByteArray IncidentProfile::toJson() const
{
  QJsonObject values = mValues;
  values.insert( versionKey, version );
  return QJsonDocument( values ).toJson( QJsonDocument::Indented );
}

void IncidentProfile::write( const QString &path ) const
{
  QSaveFile file( path );
  const QByteArray json = toJson();
  if ( !file.open( QIODevice::WriteOnly ) || file.write( json ) != json.size() || !file.commit() )
    throw refusal( path, ProfileText::tr( "cannot be written: choose another folder or free some space." ) );
}

QString IncidentProfile::text( const QString &key ) const { return mValues.value( key ).toString(); }

QStringList IncidentProfile::texts( const QString &key ) const
{
  QStringList texts;
  const QJsonArray list = mValues.value( key ).toArray();
  for ( const QJsonValue &value : list )
    texts << value.toString();
  return texts;
}

std::optional<double> IncidentProfile::number( const QString &key ) const
{
  return has( key ) ? std::make_optional( mValues.value( key ).toDouble() ) : std::nullopt;
}

std::optional<int> IncidentProfile::choice( const QString &key ) const
{
  const ProfileKey *described = keyOf( key );
  if ( !has( key ) || !described )
    return std::nullopt;
  return static_cast<int>( described->choices.indexOf( text( key ) ) );
}

QMap<QString, QString> IncidentProfile::pairs( const QString &key ) const
{
  QMap<QString, QString> pairs;
  const QJsonObject values = mValues.value( key ).toObject();
  for ( auto value = values.begin(); value != values.end(); ++value )
    pairs.insert( value.key(), value.value().toString() );
  return pairs;
}

void IncidentProfile::set( const QString &key, const QString &text )
{
  if ( text.isEmpty() )
    mValues.remove( key );
  else
    mValues.insert( key, text );
}

void IncidentProfile::set( const QString &key, const QStringList &texts )
{
  if ( texts.isEmpty() )
    mValues.remove( key );
  else
    mValues.insert( key, QJsonArray::fromStringList( texts ) );
}

void IncidentProfile::set( const QString &key, double number ) { mValues.insert( key, number ); }

void IncidentProfile::setChoice( const QString &key, int choice )
{
  if ( const ProfileKey *described = keyOf( key ) )
    mValues.insert( key, described->choices.value( choice ) );
}

void IncidentProfile::set( const QString &key, const QMap<QString, QString> &pairs )
{
  QJsonObject values;
  for ( auto pair = pairs.begin(); pair != pairs.end(); ++pair )
    values.insert( pair.key(), pair.value() );
  if ( values.isEmpty() )
    mValues.remove( key );
  else
    mValues.insert( key, values );
}

} // namespace communitysafety::base
