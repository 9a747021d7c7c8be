// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/gridreference.h"

#include <QtTest>

using namespace communitysafety::base;

class GridReferenceTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void referenceHasItsSquare_data();
  void referenceHasItsSquare();
  // laws
  void capitalsAndBlanksMeanNothing();
  void longerReferenceLiesInTheSquareOfTheShorter();
  // refused input
  void refuses_data();
  void refuses();
};

// Caister water tower, TG 51409 13177 = 651409 313177, and SU 387 148 = 438700 114800 are the worked examples of
// Ordnance Survey, A guide to coordinate systems in Great Britain, and Using the National Grid; SV 00 is its origin and
// HU 44 in Shetland. X 622 997 = 262200 99700 on the Irish Grid. They are the corners of squares: half a side is added.
void GridReferenceTest::referenceHasItsSquare_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<double>( "easting" );
  QTest::addColumn<double>( "northing" );
  QTest::addColumn<double>( "size" );
  QTest::addColumn<bool>( "isIrish" );
  QTest::newRow( "ten digits" ) << "TG 51409 13177" << 651409.5 << 313177.5 << 1.0 << false;
  QTest::newRow( "eight digits" ) << "TG 5140 1317" << 651405.0 << 313175.0 << 10.0 << false;
  QTest::newRow( "six digits" ) << "SU 387 148" << 438750.0 << 114850.0 << 100.0 << false;
  QTest::newRow( "four digits" ) << "SP0686" << 406500.0 << 286500.0 << 1000.0 << false;
  QTest::newRow( "two digits, origin" ) << "SV00" << 5000.0 << 5000.0 << 10000.0 << false;
  QTest::newRow( "Shetland" ) << "HU44" << 445000.0 << 1145000.0 << 10000.0 << false;
  QTest::newRow( "letters alone" ) << "TQ" << 550000.0 << 150000.0 << 100000.0 << false;
  QTest::newRow( "Irish" ) << "X 622 997" << 262250.0 << 99750.0 << 100.0 << true;
}

void GridReferenceTest::referenceHasItsSquare()
{
  QFETCH( QString, text );
  QFETCH( bool, isIrish );
  const GridReference reference = parseGridReference( text );
  QVERIFY2( reference.isValid(), qPrintable( reference.reason ) );
  QTEST( reference.easting, "easting" );
  QTEST( reference.northing, "northing" );
  QTEST( reference.size, "size" );
  QCOMPARE( reference.grid == NationalGrid::irish, isIrish );
}

void GridReferenceTest::capitalsAndBlanksMeanNothing()
{
  const GridReference plain = parseGridReference( "TG5140913177" );
  for ( const char *text : { "tg 51409 13177", " TG 5140913177 ", "TG51409 13177", "Tg 51409,13177" } )
  {
    const GridReference other = parseGridReference( QLatin1String( text ) );
    QVERIFY2( other.isValid(), text );
    QCOMPARE( other.easting, plain.easting );
    QCOMPARE( other.northing, plain.northing );
  }
}

void GridReferenceTest::longerReferenceLiesInTheSquareOfTheShorter()
{
  const GridReference exact = parseGridReference( "SP 06789 86543" );
  for ( const char *text : { "SP 0678 8654", "SP 067 865", "SP 06 86", "SP08", "SP" } )
  {
    const GridReference square = parseGridReference( QLatin1String( text ) );
    QVERIFY( qAbs( exact.easting - square.easting ) <= square.size / 2 );
    QVERIFY( qAbs( exact.northing - square.northing ) <= square.size / 2 );
  }
}

void GridReferenceTest::refuses_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<QString>( "reason" );
  QTest::newRow( "blank" ) << "  "
                           << "no grid reference";
  QTest::newRow( "odd number of digits" ) << "SP 123"
                                          << "SP 123 has an odd number of digits";
  QTest::newRow( "unequal groups" ) << "SP 123 4"
                                    << "SP 123 4 has unequal groups of digits";
  QTest::newRow( "twelve digits" ) << "SP 123456 123456"
                                   << "SP 123456 123456 has more than ten digits";
  QTest::newRow( "letter I" ) << "SI 12 34"
                              << "SI 12 34 names no square of the British or Irish grid";
  QTest::newRow( "beyond the grid" ) << "AA 12 34"
                                     << "AA 12 34 names no square of the British or Irish grid";
  QTest::newRow( "three letters" ) << "SPX 12 34"
                                   << "SPX 12 34 names no square of the British or Irish grid";
  QTest::newRow( "one letter alone" ) << "J"
                                      << "J has no digits";
  QTest::newRow( "digits alone" ) << "1234 5678"
                                  << "1234 5678 is not a grid reference";
  QTest::newRow( "letters after digits" ) << "SP 12 E4"
                                          << "SP 12 E4 is not a grid reference";
  QTest::newRow( "three groups" ) << "SP 12 34 56"
                                  << "SP 12 34 56 is not a grid reference";
}

void GridReferenceTest::refuses()
{
  QFETCH( QString, text );
  const GridReference reference = parseGridReference( text );
  QVERIFY( !reference.isValid() );
  QTEST( reference.reason, "reason" );
}

QTEST_GUILESS_MAIN( GridReferenceTest )
#include "gridreference_test.moc"
