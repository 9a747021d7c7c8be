// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/areacodes.h"
#include "sharedfile.h"

#include <QObject>
#include <QtTest>

#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

using namespace communitysafety::base;
using communitysafety::test::sharedFile;

class AreaCodesTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void officialLookupHasTheSameEditions();
  // laws
  void codesAreToldByTheirPattern_data();
  void codesAreToldByTheirPattern();
  void editionsOfCodes_data();
  void editionsOfCodes();
  void listsAreJudgedByTheirCodes_data();
  void listsAreJudgedByTheirCodes();
  // edges
  void wordsNameTheCounts();
};

//! Every code of the lookup LSOA (2011) to LSOA (2021) of the Office for National Statistics: 34,753 and 35,672.
void AreaCodesTest::officialLookupHasTheSameEditions()
{
  const QString file = sharedFile( QStringLiteral( "data/national/lookups/lookup_lsoa11_lsoa21_ltla22.csv.gz" ) );
  if ( file.isEmpty() )
    QSKIP( "The shared data are not on this machine." );
  GDALAllRegister();
  const GDALDatasetUniquePtr dataset(
    GDALDataset::Open( ( QStringLiteral( "/vsigzip/" ) + file ).toUtf8().constData(), GDAL_OF_VECTOR ) );
  QSet<QString> of2011, of2021;
  for ( const OGRFeatureUniquePtr &row : *dataset->GetLayer( 0 ) )
  {
    of2011.insert( row->GetFieldAsString( "lsoa11_code" ) );
    of2021.insert( row->GetFieldAsString( "lsoa21_code" ) );
  }
  QCOMPARE( of2011.size(), 34753 );
  QCOMPARE( of2021.size(), 35672 );
  QStringList wrong;
  for ( const QString &code : of2011 + of2021 )
  {
    const quint8 expected =
      ( of2011.contains( code ) ? editions::of2011 : 0 ) | ( of2021.contains( code ) ? editions::of2021 : 0 );
    if ( ( editionsOf( code ) & ( editions::of2011 | editions::of2021 ) ) != expected )
      wrong << code;
  }
  QCOMPARE( wrong, QStringList() );
}

void AreaCodesTest::codesAreToldByTheirPattern_data()
{
  QTest::addColumn<QString>( "cell" );
  QTest::addColumn<QString>( "code" );
  QTest::addColumn<int>( "level" );
  const auto row = []( const char *what, const char *cell, const char *code, AreaLevel level )
  { QTest::newRow( what ) << cell << code << int( level ); };
  row( "output area", "E00045678", "E00045678", AreaLevel::outputArea );
  row( "LSOA", "E01000001", "E01000001", AreaLevel::smallArea );
  row( "LSOA of Wales in small letters", " w01000012 ", "W01000012", AreaLevel::smallArea );
  row( "data zone", "S01006506", "S01006506", AreaLevel::smallArea );
  row( "with its name", "E01011949 : Hartlepool 009A", "E01011949", AreaLevel::smallArea );
  row( "MSOA", "E02001827", "E02001827", AreaLevel::middleArea );
  row( "ward", "E05011118", "E05011118", AreaLevel::ward );
  row( "local authority", "E08000025", "E08000025", AreaLevel::localAuthority );
  row( "England", "E92000001", "E92000001", AreaLevel::country );
  row( "ward of Northern Ireland, blanks after it", "95AA01   ", "95AA01", AreaLevel::ward );
  row( "super output area of Northern Ireland", "95AA01S1 ", "95AA01S1", AreaLevel::smallArea );
  row( "output area of Northern Ireland", "95AA010001", "95AA010001", AreaLevel::outputArea );
  row( "a digit too few", "E0100001", "", AreaLevel::none );
  row( "a letter among the digits", "E0100000I", "", AreaLevel::none );
  row( "a number", "950001", "", AreaLevel::none );
  row( "a name", "England", "", AreaLevel::none );
  row( "a kind of area that is not known", "E77000001", "", AreaLevel::none );
  row( "nothing", "", "", AreaLevel::none );
}

void AreaCodesTest::codesAreToldByTheirPattern()
{
  QFETCH( QString, cell );
  QFETCH( QString, code );
  QFETCH( int, level );
  QCOMPARE( areaCode( cell ).code, code );
  QCOMPARE( int( areaCode( cell ).level ), level );
}

void AreaCodesTest::editionsOfCodes_data()
{
  QTest::addColumn<QString>( "code" );
  QTest::addColumn<QString>( "expected" );
  QTest::newRow( "in all three" ) << "E01000001"
                                  << "2001, 2011, 2021";
  QTest::newRow( "the last of 2011" ) << "E01033768"
                                      << "2011, 2021";
  QTest::newRow( "the first of 2021" ) << "E01033769"
                                       << "2021";
  QTest::newRow( "split for 2021" ) << "E01000010"
                                    << "2001, 2011";
  QTest::newRow( "never given" ) << "E01099999" << QString();
  QTest::newRow( "the first new one of Wales" ) << "W01001959"
                                                << "2021";
  QTest::newRow( "data zone of 2001" ) << "S01006505"
                                       << "2001";
  QTest::newRow( "data zone of 2011" ) << "S01006506"
                                       << "2011";
  QTest::newRow( "data zone of 2022" ) << "S01013482"
                                       << "2021";
  QTest::newRow( "no small area" ) << "E02000001" << QString();
}

void AreaCodesTest::editionsOfCodes()
{
  QFETCH( QString, code );
  QFETCH( QString, expected );
  QCOMPARE( editionWords( editionsOf( code ) ), expected );
}

void AreaCodesTest::listsAreJudgedByTheirCodes_data()
{
  QTest::addColumn<QStringList>( "codes" );
  QTest::addColumn<int>( "verdict" );
  using Verdict = EditionTally::Verdict;
  QTest::newRow( "a code of 2021 alone" ) << QStringList{ "E01000001", "E01033769" } << int( Verdict::is2021 );
  QTest::newRow( "new in 2011, gone in 2021" ) << QStringList{ "E01033768", "E01000010" } << int( Verdict::is2011 );
  QTest::newRow( "both a split area and a part of 2021" )
    << QStringList{ "E01000010", "E01033769" } << int( Verdict::mixed );
  QTest::newRow( "nothing but shared codes" ) << QStringList{ "E01000001" } << int( Verdict::cannotBeTold );
  QTest::newRow( "wards" ) << QStringList{ "E05011118" } << int( Verdict::notSmallAreas );
}

void AreaCodesTest::listsAreJudgedByTheirCodes()
{
  QFETCH( QStringList, codes );
  QFETCH( int, verdict );
  EditionTally tally;
  for ( const QString &code : codes )
    tally.add( code );
  QCOMPARE( int( tally.verdict() ), verdict );
}

void AreaCodesTest::wordsNameTheCounts()
{
  EditionTally tally;
  for ( const char *code : { "E01000010", "E01033769", "E01000001" } )
    tally.add( QLatin1String( code ) );
  QCOMPARE( tally.words(), QStringLiteral( "it mixes the codes of several censuses (of 3 codes 1 not in 2001, 1 not in "
                                           "2011, 1 not in 2021)" ) );
}

QTEST_GUILESS_MAIN( AreaCodesTest )
#include "areacodes_test.moc"
