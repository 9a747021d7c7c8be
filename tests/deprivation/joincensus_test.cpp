// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "joinedtables.h"
#include "qgistest.h"

using namespace communitysafety::test;

class JoinCensusTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void realTablesJoinWhole_data();
  void realTablesJoinWhole();
  // laws
  void downloadOfNomisGivesCountsAndShares();
  void bulkFileIsUnderstood();
  void longTableIsTurnedRound();
  void twoColumnsOfCategoriesAreTakenTogether();
  void countsAndPercentagesOfOneColumnAreToldApart();
  void percentagesBecomeShares();
  void countsBesidePercentagesStayCounts();
  void percentagesOfAWorkbookAreShares();
  void totalIsFoundAsTheSumOfTheOthers();
  void figuresAreWrittenAsAsked();
  void totalRowOfACityIsNotJoined();
  // edges
  void tableWithoutTotalGivesCountsAlone();
  void suppressedNumbersStayMissing();
  void shareAboveItsTotalIsWarnedOf();
  // refused input
  void refuses_data();
  void refuses();

private:
  RunResult join( const QString &table, const QVariantMap &more = {} );
  RunResult joinText( const QByteArray &table, const QVariantMap &more = {} )
  {
    return join( mTables.file( "census.csv", table ), more );
  }

  JoinedTables mTables;
};

namespace
{

QString fieldNames( const RunResult &result ) { return result.layer()->fields().names().join( ' ' ); }

QVariantList column( const RunResult &result, const char *field )
{
  return values( *result.layer(), QLatin1String( field ) );
}

} // namespace

RunResult JoinCensusTest::join( const QString &table, const QVariantMap &more )
{
  return run( QStringLiteral( "joincensus" ), mTables.parameters( table, more ) );
}

void JoinCensusTest::realTablesJoinWhole_data()
{
  QTest::addColumn<QString>( "boundaries" );
  QTest::addColumn<QString>( "table" );
  QTest::addColumn<int>( "matched" );
  QTest::addColumn<int>( "rows" );
  QTest::addColumn<int>( "columns" );
  const QString of2021 = QStringLiteral( "birmingham/lsoa21_birmingham.gpkg" );
  const auto row = [&of2021]( const char *table, int rows, int columns )
  {
    QTest::newRow( table ) << of2021 << QStringLiteral( "birmingham/census/%1_birmingham.csv.gz" ).arg( table ) << 659
                           << rows << columns;
  };
  QTest::newRow( "Nomis with footnotes" )
    << of2021 << "national/census/TS001_usual_residents_LSOA2021.csv.gz" << 659 << 35672 << 1;
  QTest::newRow( "single years of age" ) << "birmingham/lsoa11_birmingham_generalised.gpkg"
                                         << "birmingham/census/population20_lsoa11_birmingham.csv" << 639 << 639 << 91;
  row( "disability21_lsoa21_ew", 1318, 2 );
  row( "ethnicity21_lsoa21", 3295, 5 );
  row( "household_deprivation21_lsoa21", 3295, 5 );
  row( "household_tenure21_lsoa21", 5272, 8 );
}

void JoinCensusTest::realTablesJoinWhole()
{
  QFETCH( QString, boundaries );
  QFETCH( QString, table );
  QFETCH( int, matched );
  QFETCH( int, rows );
  QFETCH( int, columns );
  const QString boundaryFile = sharedFile( QStringLiteral( "data/" ) + boundaries );
  const QString tableFile = sharedFile( QStringLiteral( "data/" ) + table );
  if ( boundaryFile.isEmpty() || tableFile.isEmpty() )
    QSKIP( "The shared data are not on this machine." );
  const RunResult result = join( tableFile, { { "BOUNDARIES", boundaryFile } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( int( result.number( QStringLiteral( "N_MATCHED" ) ) ), matched );
  QCOMPARE( int( result.number( QStringLiteral( "N_TABLE_ROWS" ) ) ), rows );
  QCOMPARE( int( result.number( QStringLiteral( "N_COLUMNS" ) ) ), columns );
  QCOMPARE( int( result.number( QStringLiteral( "N_TOTALS" ) ) ), 0 );
}

void JoinCensusTest::downloadOfNomisGivesCountsAndShares()
{
  const RunResult result = joinText( "TS054 - Tenure\n\nDate,2021\n\n"
                                     "area,mnemonic,Total: All households,Owned,Social rented\n"
                                     "Town 001A,E01000001,\"1,000\",400,600\nTown 001B,E01000002,500,500,0\n"
                                     "Town 001C,E01000003,0,0,0\n\nHouseholds were swapped between areas\n" );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( fieldNames( result ), QStringLiteral( "area_id has_row lsoa_vint total_n owned_n owned_s socirent_n "
                                                  "socirent_s" ) );
  QCOMPARE( column( result, "owned_n" ), ( QVariantList{ 400.0, 500.0, 0.0 } ) );
  QCOMPARE( column( result, "owned_s" ).mid( 0, 2 ), ( QVariantList{ 0.4, 1.0 } ) );
  QVERIFY( column( result, "owned_s" ).at( 2 ).isNull() );
  const QString said = result.feedback->everything();
  QVERIFY2( said.contains( QStringLiteral( "The total is ‘Total: All households’." ) ), qPrintable( said ) );
  QVERIFY2( said.contains( QStringLiteral( "holds 2 columns of counts" ) ), qPrintable( said ) );
}

void JoinCensusTest::bulkFileIsUnderstood()
{
  const RunResult result =
    joinText( "date,geography,geography code,\"Sex: All persons; measures: Value\",\"Sex: Female; measures: Value\"\n"
              "2021,Town 001A,E01000001,10,6\n2021,Town 001B,E01000002,20,9\n" );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( column( result, "total_n" ).mid( 0, 2 ), ( QVariantList{ 10.0, 20.0 } ) );
  QVERIFY2( result.feedback->everything().contains( QStringLiteral( "were left out: date; geography." ) ),
            qPrintable( result.feedback->everything() ) );
  QCOMPARE( int( result.number( QStringLiteral( "N_COLUMNS" ) ) ), 1 );
}

void JoinCensusTest::longTableIsTurnedRound()
{
  const RunResult result = joinText( "lsoa21_code,total_residents,group,n,prop\n"
                                     "E01000001,10,White,4,0.4\nE01000001,10,Asian,6,0.6\n"
                                     "E01000002,20,White,15,0.75\nE01000002,20,Asian,5,0.25\n" );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( fieldNames( result ),
            QStringLiteral( "area_id has_row lsoa_vint total_n white_n white_s asian_n asian_s" ) );
  QCOMPARE( column( result, "asian_n" ).mid( 0, 2 ), ( QVariantList{ 6.0, 5.0 } ) );
  QCOMPARE( column( result, "asian_s" ).mid( 0, 2 ), ( QVariantList{ 0.6, 0.25 } ) );
  QVERIFY2( result.feedback->everything().contains( QStringLiteral( "its 2 categories (column ‘group’) became columns "
                                                                    "with the numbers of ‘n’" ) ),
            qPrintable( result.feedback->everything() ) );
}

void JoinCensusTest::twoColumnsOfCategoriesAreTakenTogether()
{
  const RunResult result = joinText( "code,sex,age,Observation\n"
                                     "E01000001,Male,Young,1\nE01000001,Male,Old,2\n"
                                     "E01000001,Female,Young,3\nE01000001,Female,Old,4\n" );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( int( result.number( QStringLiteral( "N_COLUMNS" ) ) ), 4 );
  QCOMPARE( column( result, "femaold_n" ).first(), QVariant( 4.0 ) );
  // Everybody is in one category, so that all together are the total.
  QCOMPARE( column( result, "total_n" ).first(), QVariant( 10.0 ) );
  QCOMPARE( column( result, "femaold_s" ).first(), QVariant( 0.4 ) );
}

//! The shape in which the programming interface of Nomis answers.
void JoinCensusTest::countsAndPercentagesOfOneColumnAreToldApart()
{
  const RunResult result =
    joinText( "DATE,GEOGRAPHY_NAME,GEOGRAPHY_CODE,C2021_TENURE_9_NAME,MEASURES_NAME,OBS_VALUE\n"
              "2021,Town 001A,E01000001,Total,Value,40\n2021,Town 001A,E01000001,Total,Percent,100\n"
              "2021,Town 001A,E01000001,Owned,Value,10\n2021,Town 001A,E01000001,Owned,Percent,25\n" );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( column( result, "total_n" ).first(), QVariant( 40.0 ) );
  QCOMPARE( column( result, "ownevalu_n" ).first(), QVariant( 10.0 ) );
  QCOMPARE( column( result, "ownevalu_s" ).first(), QVariant( 0.25 ) );
  QCOMPARE( column( result, "owneperc_s" ).first(), QVariant( 0.25 ) );
}

void JoinCensusTest::percentagesBecomeShares()
{
  const RunResult result = joinText( "code,Owned,Rented\nE01000001,40.5,59.5\nE01000002,10.2,89.8\n" );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( fieldNames( result ), QStringLiteral( "area_id has_row lsoa_vint owned_s rented_s" ) );
  QCOMPARE( column( result, "owned_s" ).first(), QVariant( 0.405 ) );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "holds 2 columns of percentages" ) ) );
}

void JoinCensusTest::countsBesidePercentagesStayCounts()
{
  const RunResult result = joinText( "Tenure, number and per cent\n,Owned,,Rented,\n"
                                     "code,number,per cent,number,per cent\n"
                                     "E01000001,30,60,20,40\nE01000002,10,20,40,80\n" );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY2(
    result.feedback->everything().contains( QStringLiteral( "holds 2 columns of counts, 2 columns of percentages" ) ),
    qPrintable( result.feedback->everything() ) );
  QVERIFY2( !result.feedback->everything().contains( QStringLiteral( "per cent | Owned" ) ),
            qPrintable( result.feedback->everything() ) );
  const RunResult titled = joinText( "Persons per cent\ncode,All,Students\nE01000001,1500,30\nE01000002,900,20\n" );
  QVERIFY2( titled.feedback->everything().contains( QStringLiteral( "holds 1 columns of counts" ) ),
            qPrintable( titled.feedback->everything() ) );
}

void JoinCensusTest::percentagesOfAWorkbookAreShares()
{
  const RunResult result = joinText( "code,Owned (%),Rented (%)\nE01000001,0.35,0.65\nE01000002,1,0\n" );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( column( result, "owned_s" ).mid( 0, 2 ), ( QVariantList{ 0.35, 1.0 } ) );
  QVERIFY2( result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "are taken for shares from 0 to 1" ) ),
            qPrintable( result.feedback->everything() ) );
}

void JoinCensusTest::totalIsFoundAsTheSumOfTheOthers()
{
  const RunResult result =
    joinText( "code,Owned,Rented,Households\nE01000001,400,600,1001\nE01000002,50,700,749\nE01000003,90,80,170\n" );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( column( result, "total_n" ), ( QVariantList{ 1001.0, 749.0, 170.0 } ) );
}

void JoinCensusTest::figuresAreWrittenAsAsked()
{
  const QByteArray table = "code,Total,Owned,Rented\nE01000001,10,4,6\n";
  QCOMPARE( fieldNames( joinText( table, { { "FIGURES", 1 } } ) ),
            QStringLiteral( "area_id has_row lsoa_vint total_n owned_n rented_n" ) );
  QCOMPARE( fieldNames( joinText( table, { { "FIGURES", 2 } } ) ),
            QStringLiteral( "area_id has_row lsoa_vint total_n owned_s rented_s" ) );
  const RunResult result = joinText( table, { { "COLUMNS", "Rented" }, { "SHOW", "Rented" } } );
  QCOMPARE( fieldNames( result ), QStringLiteral( "area_id has_row lsoa_vint total_n rented_n rented_s" ) );
  QVERIFY( result.feedback->everything().contains( QStringLiteral( "The map shows the field ‘rented_s’." ) ) );
}

void JoinCensusTest::totalRowOfACityIsNotJoined()
{
  const RunResult result = joinText( "code,Total,Owned\nE01000001,10,4\nE01000002,20,5\nE01000099,5,5\nCity,35,14\n" );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( int( result.number( QStringLiteral( "N_TOTALS" ) ) ), 1 );
  QVERIFY2( result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "row 5 (City)" ) ),
            qPrintable( result.feedback->everything() ) );
  QCOMPARE( values( *result.layer( QStringLiteral( "UNMATCHED" ) ), QStringLiteral( "area_id" ) ).mid( 0, 2 ),
            ( QVariantList{ "E01000003", "E01000099" } ) );
}

void JoinCensusTest::tableWithoutTotalGivesCountsAlone()
{
  const RunResult result = joinText( "code,Owned,Cars\nE01000001,10,400\nE01000002,200,5\n" );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( fieldNames( result ), QStringLiteral( "area_id has_row lsoa_vint owned_n cars_n" ) );
  QVERIFY( result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "name it in TOTAL" ) ) );
}

void JoinCensusTest::suppressedNumbersStayMissing()
{
  const RunResult result = joinText( "code,Total,Owned\nE01000001,10,c\nE01000002,20,5\n" );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( column( result, "owned_n" ).first().isNull() );
  QVERIFY( column( result, "owned_s" ).first().isNull() );
  QVERIFY2( result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "the first being ‘Owned’ of E01000001" ) ),
            qPrintable( result.feedback->everything() ) );
}

void JoinCensusTest::shareAboveItsTotalIsWarnedOf()
{
  const RunResult result =
    joinText( "code,Owned,Rented\nE01000001,10,400\nE01000002,200,50\n", { { "TOTAL", "Owned" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY2( result.feedback->warnings.join( '\n' ).contains(
              QStringLiteral( "‘Rented’ is more than its total in the area ‘E01000001’ (share 40.00)" ) ),
            qPrintable( result.feedback->everything() ) );
}

void JoinCensusTest::refuses_data()
{
  QTest::addColumn<QByteArray>( "table" );
  QTest::addColumn<QVariantMap>( "more" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "a code twice in a wide table" )
    << QByteArray( "code,n\nE01000001,1\nE01000002,2\nE01000003,2\nE01000001,3\n" ) << QVariantMap()
    << "has the code ‘E01000001’ twice (rows 2 and 5)";
  QTest::newRow( "a category twice" ) << QByteArray( "code,group,n\nE01000001,White,1\nE01000001,White,2\n" )
                                      << QVariantMap{ { "CATEGORY", "group" } }
                                      << "has the category ‘White’ of the area ‘E01000001’ twice (rows 2 and 3)";
  QTest::newRow( "a long table without categories" )
    << QByteArray( "code,n\nE01000001,1\nE01000001,2\n" ) << QVariantMap()
    << "has several rows for an area (such as ‘E01000001’), but no column with categories";
  QTest::newRow( "no numbers" ) << QByteArray( "code,name\nE01000001,Town\n" ) << QVariantMap()
                                << "has no column with numbers (its columns: code; name)";
  QTest::newRow( "a total that is not there" )
    << QByteArray( "code,Owned,Rented\nE01000001,1,2\n" ) << QVariantMap{ { "TOTAL", "Ownd" } }
    << "has no column or category ‘Ownd’ with numbers. Did you mean ‘Owned’?";
}

void JoinCensusTest::refuses()
{
  QFETCH( QByteArray, table );
  QFETCH( QVariantMap, more );
  QFETCH( QString, sentence );
  const RunResult result = joinText( table, more );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( JoinCensusTest )
#include "joincensus_test.moc"
