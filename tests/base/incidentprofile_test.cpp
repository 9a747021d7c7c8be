// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/incidentprofile.h"
#include "testrun.h"

#include <QTemporaryDir>

using namespace communitysafety;
using namespace communitysafety::base;

class IncidentProfileTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void writtenProfileIsReadAgain();
  void everyKeyTakesItsKind();
  // edges
  void absentKeysAreBlank();
  // refused input
  void refuses_data();
  void refuses();
  void missingFileIsNamed();
};

void IncidentProfileTest::writtenProfileIsReadAgain()
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "fire.json" ) );
  IncidentProfile profile;
  profile.set( QStringLiteral( "source_name" ), QStringLiteral( "fire" ) );
  profile.set( QStringLiteral( "keep_fields" ), QStringList{ "Station", "É" } );
  profile.set( QStringLiteral( "round_to" ), 100.0 );
  profile.setChoice( QStringLiteral( "date_format" ), 2 );
  profile.set( QStringLiteral( "categories" ), QMap<QString, QString>{ { "FDR1", "Primary fire" } } );
  profile.write( path );
  const IncidentProfile again = IncidentProfile::read( path );
  QVERIFY( again == profile );
  QCOMPARE( again.text( "date_format" ), QStringLiteral( "day/month/year" ) );
  QCOMPARE( again.pairs( "categories" ).value( "FDR1" ), QStringLiteral( "Primary fire" ) );
}

void IncidentProfileTest::everyKeyTakesItsKind()
{
  for ( const ProfileKey &key : IncidentProfile::keys() )
  {
    const QString value = key.kind == ProfileKey::Kind::text     ? QStringLiteral( "\"x\"" )
                          : key.kind == ProfileKey::Kind::texts  ? QStringLiteral( "[\"x\"]" )
                          : key.kind == ProfileKey::Kind::number ? QStringLiteral( "5" )
                          : key.kind == ProfileKey::Kind::choice ? '"' + key.choices.last() + '"'
                                                                 : QStringLiteral( "{\"x\": \"y\"}" );
    const QString json = QStringLiteral( "{\"version\": 1, \"%1\": %2}" ).arg( key.name, value );
    QVERIFY2( IncidentProfile::fromJson( json.toUtf8(), "p" ).has( key.name ), qPrintable( json ) );
    const QString wrong = QStringLiteral( "{\"version\": 1, \"%1\": true}" ).arg( key.name );
    QVERIFY2( test::refusal( [&wrong] { IncidentProfile::fromJson( wrong.toUtf8(), "p" ); } )
                .contains( QStringLiteral( "‘%1’" ).arg( key.name ) ),
              qPrintable( wrong ) );
  }
}

void IncidentProfileTest::absentKeysAreBlank()
{
  const IncidentProfile profile = IncidentProfile::fromJson( "{\"version\": 1}", "p" );
  QVERIFY( profile.text( "x_field" ).isEmpty() );
  QVERIFY( profile.texts( "keep_fields" ).isEmpty() );
  QVERIFY( !profile.number( "round_to" ) );
  QVERIFY( !profile.choice( "side" ) );
  QVERIFY( profile.pairs( "categories" ).isEmpty() );
}

void IncidentProfileTest::refuses_data()
{
  QTest::addColumn<QByteArray>( "json" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "no JSON" ) << QByteArray( "version 1" )
                             << "The profile ‘fire.json’ is no JSON: the fault lies at character 1.";
  QTest::newRow( "broken off" ) << QByteArray( "{\"version\": 1," )
                                << "The profile ‘fire.json’ is no JSON: the fault lies at character 14.";
  QTest::newRow( "a list" ) << QByteArray( "[1]" )
                            << "The profile ‘fire.json’ is no profile: it must be one pair of braces with keys in it.";
  QTest::newRow( "no version" ) << QByteArray( "{}" ) << "The profile ‘fire.json’ has no version: add \"version\": 1.";
  QTest::newRow( "other version" )
    << QByteArray( "{\"version\": 2}" )
    << "The profile ‘fire.json’ is of another version than 1: save it again with this one.";
  QTest::newRow( "unknown key" )
    << QByteArray( "{\"version\": 1, \"data_field\": \"x\"}" )
    << "The profile ‘fire.json’ has an unknown key ‘data_field’. Did you mean ‘date_field’?";
  QTest::newRow( "unknown word" ) << QByteArray( "{\"version\": 1, \"side\": \"both\"}" )
                                  << "The profile ‘fire.json’ has under ‘side’ a wrong value: write one of: location, "
                                     "victim, offender.";
  QTest::newRow( "negative" )
    << QByteArray( "{\"version\": 1, \"round_to\": -1}" )
    << "The profile ‘fire.json’ has under ‘round_to’ a wrong value: write a number, 0 or more.";
}

void IncidentProfileTest::refuses()
{
  QFETCH( QByteArray, json );
  QTEST( test::refusal( [&json] { IncidentProfile::fromJson( json, "fire.json" ); } ), "sentence" );
}

void IncidentProfileTest::missingFileIsNamed()
{
  QCOMPARE(
    test::refusal( [] { IncidentProfile::read( "/nowhere/fire.json" ); } ),
    QStringLiteral( "The profile ‘fire.json’ cannot be opened: choose a file that SAVE_PROFILE has written." ) );
}

QTEST_GUILESS_MAIN( IncidentProfileTest )
#include "incidentprofile_test.moc"
