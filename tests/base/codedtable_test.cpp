// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/codedtable.h"
#include "testrun.h"

using namespace communitysafety;
using namespace communitysafety::test;
using base::AreaLevel;
using base::CodedTable;
using base::CodedTableRequest;

class CodedTableTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void partsAreToldApart();
  void codeColumnIsFoundByItsValues();
  void headingsInTwoRowsAreJoined();
  void headingsBelowTheFirstOnesAreJoined();
  void headingsMayBeNumbers();
  void sheetWithMostCodesIsTaken();
  void namedSheetIsTakenOrRefused();
  void codesThatAreNotOfficialAreKnownByTheBoundaries();
  void headingOverNamesIsNoName();
  // edges
  void headingOfTheCodesMayBeBlank();
  void blankAndRepeatedHeadingsGetNamesOfTheirOwn();
  void totalsAboveTheCodesAreTotals();
  // refused input
  void refuses_data();
  void refuses();
  void codeTwiceIsRefused();
};

namespace
{

CodedTableRequest lsoas()
{
  CodedTableRequest request;
  request.name = QStringLiteral( "persons.csv" );
  request.level = AreaLevel::smallArea;
  request.known = { QStringLiteral( "E01000001" ), QStringLiteral( "E01000002" ) };
  return request;
}

std::vector<base::TextTable> sheet( const QByteArray &text ) { return { base::readDelimitedText( text ).table }; }

CodedTable found( const QByteArray &text, const CodedTableRequest &request = lsoas() )
{
  TestRun test;
  return base::findCodedTable( test.run, sheet( text ), request );
}

} // namespace

//! The shape of a download of Nomis.
void CodedTableTest::partsAreToldApart()
{
  TestRun test;
  const CodedTable table = base::findCodedTable( test.run,
                                                 sheet( "TS001 - Number of usual residents\n"
                                                        "ONS Crown Copyright Reserved\n"
                                                        "\n"
                                                        "Date,2021\n"
                                                        "\n"
                                                        "area,mnemonic,Total,In households\n"
                                                        "Town 001A,E01000001,\"1,296\",1200\n"
                                                        "Town 001B,E01000002,900,880\n"
                                                        "Town,,2196,2080\n"
                                                        "\n"
                                                        "\"In order to protect against disclosure, records\"\n" ),
                                                 lsoas() );
  QCOMPARE( table.headings, ( QStringList{ "area", "mnemonic", "Total", "In households" } ) );
  QCOMPARE( table.codeColumn, 1 );
  QCOMPARE( table.rows.size(), std::size_t{ 2 } );
  QCOMPARE( table.rows[1].code, QStringLiteral( "E01000002" ) );
  QCOMPARE( table.number( 0, 2 ).value, 1296.0 );
  QCOMPARE( table.totals.size(), std::size_t{ 1 } );
  QCOMPARE( table.totals[0].words, QStringLiteral( "Town" ) );
  QCOMPARE( table.titles.first(), QStringLiteral( "TS001 - Number of usual residents" ) );
  QCOMPARE( table.notes, QStringList{ "In order to protect against disclosure, records" } );
  QVERIFY2( test.feedback.warnings.join( '\n' ).contains( QStringLiteral( "row 9 (Town)" ) ),
            qPrintable( test.feedback.everything() ) );
  QVERIFY2(
    test.feedback.infos.join( '\n' ).contains( QStringLiteral( "the column ‘mnemonic’, below the headings in row "
                                                               "6: 2 rows" ) ),
    qPrintable( test.feedback.everything() ) );
}

void CodedTableTest::codeColumnIsFoundByItsValues()
{
  const CodedTable table = found( "district,small area,n\nE08000025,E01000001,3\nE08000025,E01000002,4\n" );
  QCOMPARE( table.headings[table.codeColumn], QStringLiteral( "small area" ) );
  CodedTableRequest districts = lsoas();
  districts.level = AreaLevel::localAuthority;
  districts.known = { QStringLiteral( "E08000025" ) };
  QCOMPARE( found( "district,small area,n\nE08000025,E01000001,3\nE08000025,E01000002,4\n", districts ).codeColumn, 0 );
}

void CodedTableTest::headingsInTwoRowsAreJoined()
{
  const CodedTable table =
    found( "Tenure by area\n,Owned,,Rented,\nmnemonic,number,%,number,%\nE01000001,30,60,20,40\n" );
  QCOMPARE( table.headings, ( QStringList{ "mnemonic", "Owned: number", "Owned: %", "Rented: number", "Rented: %" } ) );
}

void CodedTableTest::headingsBelowTheFirstOnesAreJoined()
{
  const CodedTable table =
    found( "Code,Name,Tenure,,\n,,Owned,Rented,Other\n,(as of 2021),,,\nE01000001,Mill,3,2,1\n" );
  QCOMPARE( table.headings, ( QStringList{ "Code", "Name", "Tenure: Owned", "Tenure: Rented", "Tenure: Other" } ) );
  QCOMPARE( table.notes, QStringList{ "(as of 2021)" } );
  // A row with the numbers of the city is none of the headings.
  QCOMPARE( found( "Code,Name,Owned\n,City,30\nE01000001,Mill,3\n" ).headings,
            ( QStringList{ "Code", "Name", "Owned" } ) );
}

void CodedTableTest::headingsMayBeNumbers()
{
  const CodedTable table = found( "lsoa,0,1,90+\nE01000001,3,4,5\n" );
  QCOMPARE( table.headings, ( QStringList{ "lsoa", "0", "1", "90+" } ) );
  QCOMPARE( found( "lsoa,0,1\nE01000001,3,4\n" ).headings, ( QStringList{ "lsoa", "0", "1" } ) );
}

namespace
{

base::TextTable namedSheet( const char *name, const std::vector<std::vector<std::string>> &rows )
{
  base::TextTable table( QString::fromLatin1( name ) );
  for ( const auto &row : rows )
  {
    table.startRow();
    for ( const std::string &cell : row )
      table.add( cell );
  }
  return table;
}

} // namespace

void CodedTableTest::sheetWithMostCodesIsTaken()
{
  const std::vector<base::TextTable> sheets{
    namedSheet( "Notes", { { "About" }, { "for example", "E01000001" } } ),
    namedSheet( "IMD", { { "code", "rank" }, { "E01000001", "5" }, { "E01000002", "7" } } )
  };
  TestRun test;
  const CodedTable table = base::findCodedTable( test.run, sheets, lsoas() );
  QCOMPARE( table.sheet.name(), QStringLiteral( "IMD" ) );
  QCOMPARE( table.rows.size(), std::size_t{ 2 } );
  QVERIFY( test.feedback.warnings.join( '\n' ).contains( QStringLiteral( "codes in other sheets as well" ) ) );
}

void CodedTableTest::namedSheetIsTakenOrRefused()
{
  const std::vector<base::TextTable> sheets{
    namedSheet( "Notes", { { "About" } } ), namedSheet( "2011", { { "code", "n" }, { "E01000001", "5" } } ),
    namedSheet( "2021", { { "code", "n" }, { "E01000001", "7" }, { "E01000002", "8" } } )
  };
  const auto numberIn = [&sheets]( const char *sheet )
  {
    TestRun test;
    CodedTableRequest request = lsoas();
    request.sheet = QLatin1String( sheet );
    return base::findCodedTable( test.run, sheets, request ).number( 0, 1 ).value;
  };
  QCOMPARE( numberIn( "2011" ), 5.0 );
  QCOMPARE( numberIn( "" ), 7.0 );
  QCOMPARE( refusal( [&] { numberIn( "2101" ); } ),
            QStringLiteral( "‘persons.csv’ has no sheet ‘2101’. Did you mean ‘2011’?" ) );
  QCOMPARE( refusal( [&] { numberIn( "notes" ); } ),
            QStringLiteral( "The sheet ‘Notes’ of ‘persons.csv’ has no codes of the boundaries: leave SHEET empty to "
                            "take the sheet with most of them (‘2021’), or name another one." ) );
}

void CodedTableTest::headingOverNamesIsNoName()
{
  CodedTableRequest request;
  request.name = QStringLiteral( "wards" );
  request.known = { QStringLiteral( "Mill" ), QStringLiteral( "Ward 21" ) };
  const CodedTable names = found( "Name,n\nMill,3\nHill,4\n", request );
  QCOMPARE( names.headings.first(), QStringLiteral( "Name" ) );
  QCOMPARE( names.rows.size(), std::size_t{ 1 } );
  QCOMPARE( names.totals.size(), std::size_t{ 1 } );
  QCOMPARE( found( "Year 21,n\nWard 21,3\nWard 22,4\n", request ).headings.first(), QStringLiteral( "Year 21" ) );
  QCOMPARE(
    refusal( [&] { found( "Name,n\nHill,4\n", request ); } ),
    QStringLiteral( "The table ‘wards’ has no column with the codes or names of the boundaries (such as ‘Mill’): "
                    "choose another table, or name the column with them." ) );
}

void CodedTableTest::headingOfTheCodesMayBeBlank()
{
  const CodedTable table = found( ",n\nE01000001,3\nE01000002,4\n" );
  QCOMPARE( table.headings, ( QStringList{ "column 1", "n" } ) );
  QCOMPARE( table.rows.size(), std::size_t{ 2 } );
}

void CodedTableTest::codesThatAreNotOfficialAreKnownByTheBoundaries()
{
  CodedTableRequest request;
  request.name = QStringLiteral( "beats" );
  request.known = { QStringLiteral( "B1" ), QStringLiteral( "B2" ) };
  const CodedTable table = found( "name,beat,n\nMill,B1,3\nHill,B9,4\nTown,Total,7\n", request );
  QCOMPARE( table.codeColumn, 1 );
  QCOMPARE( table.rows.size(), std::size_t{ 2 } );
  QCOMPARE( table.totals.size(), std::size_t{ 1 } );
}

void CodedTableTest::blankAndRepeatedHeadingsGetNamesOfTheirOwn()
{
  QCOMPARE( found( ",code,n,N\n1,E01000001,3,4\n" ).headings, ( QStringList{ "column 1", "code", "n", "N (2)" } ) );
}

void CodedTableTest::totalsAboveTheCodesAreTotals()
{
  const CodedTable table = found( "area,code,n\nEngland,E92000001,70\nTown 001A,E01000001,3\n" );
  QCOMPARE( table.headings.first(), QStringLiteral( "area" ) );
  QCOMPARE( table.totals.size(), std::size_t{ 1 } );
  QCOMPARE( table.totals[0].words, QStringLiteral( "England E92000001" ) );
}

void CodedTableTest::refuses_data()
{
  QTest::addColumn<QByteArray>( "text" );
  QTest::addColumn<QString>( "codeColumn" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "no codes" ) << QByteArray( "a,b\n1,2\n" ) << QString()
                              << "The table ‘persons.csv’ has no column with area codes such as E01000001: choose "
                                 "another table, or name the column with the codes.";
  QTest::newRow( "another kind of area" )
    << QByteArray( "a,b\nE08000025,2\n" ) << QString()
    << "The boundaries are LSOAs or data zones, but the table ‘persons.csv’ has codes of local authorities: choose the "
       "table or the boundaries of the same kind of area.";
  QTest::newRow( "no headings" ) << QByteArray( "E01000001,2\nE01000002,3\n" ) << QString()
                                 << "The table ‘persons.csv’ has no headings above its first code in row 1: write a "
                                    "line with the names of the columns there.";
  QTest::newRow( "heading that is not there" )
    << QByteArray( "lsoa,n\nE01000001,2\n" ) << "lsao"
    << "The table ‘persons.csv’ has no column ‘lsao’ with codes of the boundaries. Did you mean ‘lsoa’?";
}

void CodedTableTest::refuses()
{
  QFETCH( QByteArray, text );
  QFETCH( QString, codeColumn );
  QFETCH( QString, sentence );
  CodedTableRequest request = lsoas();
  request.codeColumn = codeColumn;
  QCOMPARE( refusal( [&] { found( text, request ); } ), sentence );
}

void CodedTableTest::codeTwiceIsRefused()
{
  const CodedTable table = found( "lsoa,n\nE01000001,2\nE01000002,2\nE01000001,3\n" );
  QCOMPARE( refusal( [&table] { table.requireSingleRows(); } ),
            QStringLiteral( "The table ‘persons.csv’ has the code ‘E01000001’ twice (rows 2 and 4), so that it is not "
                            "known which row counts: take one of them out." ) );
}

COMMUNITYSAFETY_TEST_MAIN( CodedTableTest )
#include "codedtable_test.moc"
