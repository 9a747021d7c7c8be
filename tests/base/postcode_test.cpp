// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/postcode.h"
#include "sharedfile.h"

#include <QtTest>

#include <cpl_conv.h>
#include <cpl_vsi.h>

using namespace communitysafety;
using namespace communitysafety::base;

class PostcodeTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void postcodeIsNormalised_data();
  void postcodeIsNormalised();
  void everyPostcodeOfBirminghamIsValid();
  // laws
  void normalisedPostcodeStays();
  void unitNamesItsSectorAndDistrict();
};

Q_DECLARE_METATYPE( Postcode::Kind )

// The six forms are those of the table of valid formats in Ordnance Survey's Code-Point documentation, with its
// examples; ZZ99 3VZ is "no fixed abode" in the NHS data dictionary.
void PostcodeTest::postcodeIsNormalised_data()
{
  using Kind = Postcode::Kind;
  QTest::addColumn<QString>( "written" );
  QTest::addColumn<Kind>( "kind" );
  QTest::addColumn<QString>( "text" );
  QTest::newRow( "AN NAA" ) << "M2 5BQ" << Kind::unit << "M2 5BQ";
  QTest::newRow( "ANN NAA" ) << "M34 3AB" << Kind::unit << "M34 3AB";
  QTest::newRow( "AAN NAA" ) << "DN5 7XY" << Kind::unit << "DN5 7XY";
  QTest::newRow( "AANN NAA" ) << "DN16 9AA" << Kind::unit << "DN16 9AA";
  QTest::newRow( "ANA NAA" ) << "W1A 4WW" << Kind::unit << "W1A 4WW";
  QTest::newRow( "AANA NAA" ) << "EC1A 1HQ" << Kind::unit << "EC1A 1HQ";
  QTest::newRow( "girobank" ) << "gir0aa" << Kind::unit << "GIR 0AA";
  QTest::newRow( "small, no blank" ) << "b11aa" << Kind::unit << "B1 1AA";
  QTest::newRow( "seven characters" ) << "B1  1AA" << Kind::unit << "B1 1AA";
  QTest::newRow( "blank in the wrong place" ) << "B11 AA" << Kind::unit << "B1 1AA";
  QTest::newRow( "hyphen" ) << "B1-1AA" << Kind::unit << "B1 1AA";
  QTest::newRow( "letter O for zero" ) << "B10 OAA" << Kind::unit << "B10 0AA";
  QTest::newRow( "sector" ) << "B1 1" << Kind::sector << "B1 1";
  QTest::newRow( "sector of a long district" ) << "EC1A 1" << Kind::sector << "EC1A 1";
  QTest::newRow( "district" ) << "B11" << Kind::district << "B11";
  QTest::newRow( "district of letters and digits" ) << "ec1a" << Kind::district << "EC1A";
  QTest::newRow( "no fixed abode" ) << "ZZ99 3VZ" << Kind::missing << "";
  QTest::newRow( "blank" ) << " " << Kind::missing << "";
  QTest::newRow( "mark" ) << "NULL" << Kind::missing << "";
  QTest::newRow( "letter that does not occur" ) << "B1 1CV" << Kind::invalid << "";
  QTest::newRow( "first letter that does not occur" ) << "QB1 1AA" << Kind::invalid << "";
  QTest::newRow( "area alone" ) << "B" << Kind::invalid << "";
  QTest::newRow( "too long" ) << "B1 1AAA B" << Kind::invalid << "";
  QTest::newRow( "words" ) << "UNKNOWN" << Kind::invalid << "";
  QTest::newRow( "digits" ) << "12345" << Kind::invalid << "";
}

void PostcodeTest::postcodeIsNormalised()
{
  QFETCH( QString, written );
  const Postcode postcode = parsePostcode( written );
  QTEST( postcode.kind, "kind" );
  QTEST( postcode.text, "text" );
}

void PostcodeTest::everyPostcodeOfBirminghamIsValid()
{
  const QString file = test::sharedFile( QStringLiteral( "data/birmingham/postcodes_birmingham_latlong.csv.gz" ) );
  if ( file.isEmpty() )
    QSKIP( "The postcodes of Birmingham are not on this machine." );
  VSILFILE *lines = VSIFOpenL( ( QStringLiteral( "/vsigzip/" ) + file ).toUtf8().constData(), "rb" );
  QVERIFY( lines );
  int n = 0;
  CPLReadLineL( lines );
  while ( const char *line = CPLReadLineL( lines ) )
  {
    const QString written = QString::fromUtf8( line ).section( ',', 0, 0 ).remove( '"' );
    const Postcode postcode = parsePostcode( QString( written ).remove( ' ' ).toLower() );
    QVERIFY2( postcode.kind == Postcode::Kind::unit && postcode.text == written, qPrintable( written ) );
    ++n;
  }
  VSIFCloseL( lines );
  QCOMPARE( n, 34742 );
}

void PostcodeTest::normalisedPostcodeStays()
{
  for ( const char *written : { "ec1a1hq", "B1 1", "b11", "W1A 4WW" } )
  {
    const Postcode once = parsePostcode( QLatin1String( written ) );
    const Postcode twice = parsePostcode( once.text );
    QVERIFY( twice.kind == once.kind );
    QCOMPARE( twice.text, once.text );
  }
}

void PostcodeTest::unitNamesItsSectorAndDistrict()
{
  QCOMPARE( postcodeSector( "EC1A 1HQ" ), QStringLiteral( "EC1A 1" ) );
  QCOMPARE( postcodeSector( "B1 1" ), QStringLiteral( "B1 1" ) );
  QCOMPARE( postcodeDistrict( "EC1A 1HQ" ), QStringLiteral( "EC1A" ) );
}

QTEST_GUILESS_MAIN( PostcodeTest )
#include "postcode_test.moc"
