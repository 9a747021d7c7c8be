// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "joinedtables.h"
#include "qgistest.h"

#include <qgsrenderer.h>

using namespace communitysafety::test;

class JoinDeprivationTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void officialFilesJoinWhole_data();
  void officialFilesJoinWhole();
  // laws
  void numbersAreThoseOfTheTable();
  void boundariesWithoutRowStayAndAreListed();
  void workbookIsReadBehindItsNotes();
  void titleInASheetIsNoHeading();
  void rankHeadedAsScoreIsWrittenAsRank();
  void whicheverWayDecilesRunTheFirstTenthIsTheMostDeprived();
  void tenthsAreWorkedOutFromAllRanks();
  void ranksThatRiseWithTheScoreAreTurnedRound();
  void quintileAloneBelongsToTheFirstMeasureNotToThePeople();
  void otherColumnsAreJoinedOnRequest();
  void editionsAreCompared();
  void fileThatMixesEditionsIsWarnedOf();
  void layerIsReadAsItIs();
  void keptFieldsComeAlong();
  void codesOfOnesOwnAreMatchedAsTheyAre();
  // edges
  void tableOfPeopleAloneShowsWhatIsJoined();
  void suppressedAndUnreadableNumbersAreCounted();
  // refused input
  void refuses_data();
  void refuses();

private:
  RunResult join( const QString &table, const QVariantMap &more = {} );

  JoinedTables mTables;
};

namespace
{

bool says( const QStringList &lines, const QString &words ) { return !lines.filter( words ).isEmpty(); }

//! Forty LSOAs, E01000101 to E01000140, with \a cells( number from 1 ) below \a headings.
template <typename Cells>
QByteArray fortyRows( const QString &headings, Cells cells )
{
  QString text = headings + '\n';
  for ( int number = 1; number <= 40; ++number )
    text += QStringLiteral( "E010001%1,%2\n" ).arg( number, 2, 10, QLatin1Char( '0' ) ).arg( cells( number ) );
  return text.toUtf8();
}

} // namespace

RunResult JoinDeprivationTest::join( const QString &table, const QVariantMap &more )
{
  return run( QStringLiteral( "joindeprivation" ), mTables.parameters( table, more ) );
}

void JoinDeprivationTest::officialFilesJoinWhole_data()
{
  QTest::addColumn<QString>( "boundaries" );
  QTest::addColumn<QString>( "table" );
  QTest::addColumn<int>( "areas" );
  QTest::addColumn<int>( "matched" );
  QTest::addColumn<int>( "rows" );
  QTest::addColumn<QStringList>( "fields" );
  const QString lsoas = QStringLiteral( "birmingham/lsoa11_birmingham_generalised.gpkg" );
  QTest::newRow( "file 1 of 2019" ) << lsoas
                                    << "national/imd2019_official/File_1_-_IMD2019_Index_of_Multiple_Deprivation.csv.gz"
                                    << 639 << 639 << 32844 << QStringList{ "imd_rank", "imd_decile", "dep_tenth" };
  QTest::newRow( "file 2 of 2019" ) << lsoas
                                    << "national/imd2019_official/File_2_-_IoD2019_Domains_of_Deprivation.csv.gz" << 639
                                    << 639 << 32844 << QStringList{ "imd_rank", "inc_rank", "env_decile", "dep_tenth" };
  QTest::newRow( "file 6 of 2019" ) << lsoas
                                    << "national/imd2019_official/File_6_-_IoD2019_Population_Denominators.csv.gz"
                                    << 639 << 639 << 32844 << QStringList{ "pop_total", "pop_child", "pop_work" };
  QTest::newRow( "the composite of the UK" ) << lsoas << "national/uk_imd_e_england_rows.csv.gz" << 639 << 639 << 32844
                                             << QStringList{ "imd_score", "imd_rank", "imd_decile" };
  QTest::newRow( "Townsend, small areas" ) << lsoas << "benchmarks/townsend/Scores- 2011 UK LSOA.csv.gz" << 639 << 639
                                           << 42619 << QStringList{ "tds_score", "tds_quint", "dep_fifth" };
  QTest::newRow( "Townsend, wards" ) << "birmingham/ward13_birmingham.gpkg"
                                     << "benchmarks/townsend/Scores- 2011 UK Ward.csv" << 40 << 40 << 9481
                                     << QStringList{ "tds_score", "tds_quint", "dep_fifth" };
  QTest::newRow( "2025" ) << "birmingham/lsoa21_birmingham.gpkg"
                          << "birmingham/imd/imd2025_england_lsoa21_birmingham.csv" << 659 << 659 << 659
                          << QStringList{ "imd_score", "hou_score", "dep_tenth" };
}

void JoinDeprivationTest::officialFilesJoinWhole()
{
  QFETCH( QString, boundaries );
  QFETCH( QString, table );
  QFETCH( int, areas );
  QFETCH( int, matched );
  QFETCH( int, rows );
  QFETCH( QStringList, fields );
  const QString boundaryFile = sharedFile( QStringLiteral( "data/" ) + boundaries );
  const QString tableFile = sharedFile( QStringLiteral( "data/" ) + table );
  if ( boundaryFile.isEmpty() || tableFile.isEmpty() )
    QSKIP( "The shared data are not on this machine." );
  const RunResult result = join( tableFile, { { "BOUNDARIES", boundaryFile } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( int( result.number( QStringLiteral( "N_AREAS" ) ) ), areas );
  QCOMPARE( int( result.number( QStringLiteral( "N_MATCHED" ) ) ), matched );
  QCOMPARE( int( result.number( QStringLiteral( "N_TABLE_ROWS" ) ) ), rows );
  QCOMPARE( int( result.number( QStringLiteral( "N_OUTSIDE" ) ) ), rows - matched );
  for ( const QString &field : fields )
    QVERIFY2( result.layer()->fields().lookupField( field ) >= 0,
              qPrintable( field + ": " + result.layer()->fields().names().join( ' ' ) ) );
}

void JoinDeprivationTest::numbersAreThoseOfTheTable()
{
  const RunResult result =
    join( mTables.file( "imd.csv", "\xEF\xBB\xBFLSOA code (2011),LSOA name (2011),Index of Multiple "
                                   "Deprivation (IMD) Rank,Index of Multiple Deprivation (IMD) "
                                   "Decile\r\nE01000001,Town 001A,\"29,199\",9\r\n"
                                   "E01000002,Town 001B,120,1\r\nE01000003,Town 001C,15000,5" ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "area_id" ) ),
            ( QVariantList{ "E01000001", "E01000002", "E01000003" } ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "imd_rank" ) ), ( QVariantList{ 29199.0, 120.0, 15000.0 } ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "dep_tenth" ) ), ( QVariantList{ 9, 1, 5 } ) );
  const int rank = result.layer()->fields().lookupField( QStringLiteral( "imd_rank" ) );
  QCOMPARE( result.layer()->attributeAlias( rank ), QStringLiteral( "Index of multiple deprivation, rank" ) );
  QVERIFY( says( result.feedback->infos, QStringLiteral( "stand in the column ‘LSOA code \\(2011\\)’" ) ) ||
           result.feedback->everything().contains( QStringLiteral( "stand in the column ‘LSOA code (2011)’" ) ) );
}

void JoinDeprivationTest::boundariesWithoutRowStayAndAreListed()
{
  const RunResult result = join( mTables.file( "gaps.csv", "code,IMD score\nE01000001,5.5\nE01000099,7\nTown,6\n"
                                                           "Source: the publisher,\n" ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.layer()->featureCount(), 3L );
  QCOMPARE( values( *result.layer(), QStringLiteral( "has_row" ) ), ( QVariantList{ 1, 0, 0 } ) );
  QVERIFY( values( *result.layer(), QStringLiteral( "imd_score" ) ).at( 1 ).isNull() );
  QCOMPARE( int( result.number( QStringLiteral( "N_WITHOUT_ROW" ) ) ), 2 );
  QCOMPARE( int( result.number( QStringLiteral( "N_OUTSIDE" ) ) ), 1 );
  QCOMPARE( int( result.number( QStringLiteral( "N_TOTALS" ) ) ), 1 );
  const QgsVectorLayer &unmatched = *result.layer( QStringLiteral( "UNMATCHED" ) );
  QCOMPARE( values( unmatched, QStringLiteral( "source" ) ),
            ( QVariantList{ "boundaries", "boundaries", "table", "table" } ) );
  QCOMPARE( values( unmatched, QStringLiteral( "area_id" ) ).mid( 0, 3 ),
            ( QVariantList{ "E01000002", "E01000003", "E01000099" } ) );
  QCOMPARE( values( unmatched, QStringLiteral( "value" ) ).at( 3 ), QVariant( "Town" ) );
  QVERIFY(
    result.feedback->everything().contains( QStringLiteral( "footnotes, not used as data: Source: the publisher" ) ) );
  QVERIFY(
    result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "2 of 3 boundaries of ‘lsoas’ have no row" ) ) );
}

void JoinDeprivationTest::workbookIsReadBehindItsNotes()
{
  const QString workbook =
    mTables.workbook( "imd.xlsx", { { "Notes", { { "About this file" }, { "The codes are those of 2011" } } },
                                    { "IMD2019",
                                      { { "LSOA code (2011)", "Index of Multiple Deprivation (IMD) Score" },
                                        { "E01000001", "61.5" },
                                        { "E01000002", "12.25" },
                                        { "E01000003", "30" } } } } );
  const RunResult result = join( workbook );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "imd_score" ) ), ( QVariantList{ 61.5, 12.25, 30.0 } ) );
  QVERIFY2( result.feedback->everything().contains( QStringLiteral( "the one with the codes is ‘IMD2019’" ) ),
            qPrintable( result.feedback->everything() ) );
}

void JoinDeprivationTest::titleInASheetIsNoHeading()
{
  const QString workbook = mTables.workbook( "titled.xlsx", { { "Table 1",
                                                                { { "Scores of 2019", "Source" },
                                                                  { "", "" },
                                                                  { "LSOA code (2011)", "IMD Score" },
                                                                  { "E01000001", "61.5" } } } } );
  const RunResult result = join( workbook );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "imd_score" ) ).first(), QVariant( 61.5 ) );
  QVERIFY2(
    result.feedback->everything().contains( QStringLiteral( "title lines above the headings: Scores of 2019" ) ),
    qPrintable( result.feedback->everything() ) );
}

void JoinDeprivationTest::rankHeadedAsScoreIsWrittenAsRank()
{
  const QString table = mTables.file(
    "rank.csv", fortyRows( "code,IMD score", []( int number ) { return QString::number( 41 - number ); } ) );
  const RunResult result = join( table, { { "BOUNDARIES", QVariant::fromValue( mTables.fortyBoundaries() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( result.layer()->fields().lookupField( QStringLiteral( "imd_score" ) ) < 0 );
  QVERIFY( result.layer()->fields().lookupField( QStringLiteral( "imd_rank" ) ) >= 0 );
  QVERIFY2( result.feedback->warnings.join( '\n' ).contains(
              QStringLiteral( "the column ‘IMD score’ is headed as a score but holds ranks" ) ),
            qPrintable( result.feedback->everything() ) );
}

void JoinDeprivationTest::whicheverWayDecilesRunTheFirstTenthIsTheMostDeprived()
{
  // The higher the number the more deprived, and decile 10 is the worst.
  const QString table = mTables.file(
    "turned.csv", fortyRows( "code,IMD score,IMD decile", []( int number )
                             { return QStringLiteral( "%1.5,%2" ).arg( number ).arg( ( number + 3 ) / 4 ); } ) );
  const RunResult result = join( table, { { "BOUNDARIES", QVariant::fromValue( mTables.fortyBoundaries() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "imd_decile" ) ).last().toInt(), 10 );
  QCOMPARE( values( *result.layer(), QStringLiteral( "dep_tenth" ) ).last().toInt(), 1 );
  QCOMPARE( values( *result.layer(), QStringLiteral( "dep_tenth" ) ).first().toInt(), 10 );
  QVERIFY2( result.feedback->warnings.join( '\n' ).contains(
              QStringLiteral( "by ‘IMD score’ decile 10 of ‘IMD decile’ is the most deprived" ) ),
            qPrintable( result.feedback->everything() ) );
}

void JoinDeprivationTest::tenthsAreWorkedOutFromAllRanks()
{
  const QString table =
    mTables.file( "ranks.csv", fortyRows( "code,WIMD 2019", []( int number ) { return QString::number( number ); } ) );
  const RunResult result = join( table, { { "BOUNDARIES", QVariant::fromValue( mTables.fortyBoundaries() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QVariantList tenths = values( *result.layer(), QStringLiteral( "dep_tenth" ) );
  QCOMPARE( tenths.first().toInt(), 1 );
  QCOMPARE( tenths.at( 4 ).toInt(), 2 );
  QCOMPARE( tenths.last().toInt(), 10 );
  QCOMPARE( int( result.number( QStringLiteral( "N_MOST_DEPRIVED" ) ) ), 4 );
}

void JoinDeprivationTest::ranksThatRiseWithTheScoreAreTurnedRound()
{
  const QString table = mTables.file( "risen.csv", fortyRows( "code,IMD score,IMD rank", []( int number )
                                                              { return QStringLiteral( "%1.5,%1" ).arg( number ); } ) );
  const RunResult result = join( table, { { "BOUNDARIES", QVariant::fromValue( mTables.fortyBoundaries() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QVariantList tenths = values( *result.layer(), QStringLiteral( "dep_tenth" ) );
  QCOMPARE( tenths.first().toInt(), 10 );
  QCOMPARE( tenths.last().toInt(), 1 );
  QVERIFY2( result.feedback->everything().contains( QStringLiteral( "its 40 ranks, 40 taken as the most deprived" ) ),
            qPrintable( result.feedback->everything() ) );
}

void JoinDeprivationTest::quintileAloneBelongsToTheFirstMeasureNotToThePeople()
{
  const QString table = mTables.file(
    "townsend.csv", fortyRows( "code,Total population: mid 2015,TDS,quintile", []( int number )
                               { return QStringLiteral( "1500,%1.5,%2" ).arg( number ).arg( ( number + 7 ) / 8 ); } ) );
  const RunResult result = join( table, { { "BOUNDARIES", QVariant::fromValue( mTables.fortyBoundaries() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY2( result.layer()->fields().lookupField( QStringLiteral( "tds_quint" ) ) >= 0,
            qPrintable( result.layer()->fields().names().join( ' ' ) ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "dep_fifth" ) ).last().toInt(), 1 );
}

void JoinDeprivationTest::otherColumnsAreJoinedOnRequest()
{
  const QString table = mTables.file( "other.csv", "code,District name,Mean rent,IMD score\nE01000001,Town,900,5.5\n" );
  const RunResult without = join( table );
  QVERIFY2( without.succeeded, qPrintable( without.error ) );
  QVERIFY( without.feedback->everything().contains(
    QStringLiteral( "which COLUMNS can ask for: District name; Mean rent" ) ) );
  const RunResult result = join( table, { { "COLUMNS", "District name; mean rent" } } );
  QCOMPARE( values( *result.layer(), QStringLiteral( "district_n" ) ).first(), QVariant( "Town" ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "mean_rent" ) ).first(), QVariant( 900.0 ) );
}

void JoinDeprivationTest::editionsAreCompared()
{
  // E01033769 is new in 2021; E01000010 was given up then.
  const QString table = mTables.file( "of2021.csv", "code,IMD score\nE01000001,5.5\nE01033769,7.5\n" );
  const auto boundaries =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=lsoa:string" ), QStringLiteral( "old" ),
                 { QStringLiteral( "POLYGON((0 0,1 0,1 1,0 0));E01000001" ),
                   QStringLiteral( "POLYGON((5 5,6 5,6 6,5 5));E01000010" ) } );
  const RunResult result = join( table, { { "BOUNDARIES", QVariant::fromValue( boundaries.get() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QString warned = result.feedback->warnings.join( '\n' );
  QVERIFY2( warned.contains( QStringLiteral( "The boundaries and the table are of different censuses" ) ),
            qPrintable( warned ) );
  const QVariantList reasons = values( *result.layer( QStringLiteral( "UNMATCHED" ) ), QStringLiteral( "reason" ) );
  QCOMPARE( reasons.first(), QVariant( "no row in the table; the code is not one of 2021" ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "lsoa_vint" ) ),
            ( QVariantList{ "2001, 2011, 2021", "2001, 2011" } ) );
}

void JoinDeprivationTest::fileThatMixesEditionsIsWarnedOf()
{
  const RunResult result = join( mTables.file( "mixed.csv", "code,IMD score\nE01000001,5.5\nE01000010,6.5\n"
                                                            "E01033769,7.5\n" ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY2( result.feedback->warnings.join( '\n' ).contains(
              QStringLiteral( "‘mixed.csv’: it mixes the codes of several censuses (of 3 codes 1 not in 2001, 1 not in "
                              "2011, 1 not in 2021)" ) ),
            qPrintable( result.feedback->everything() ) );
}

//! A selection or a filter is no longer the file.
void JoinDeprivationTest::layerIsReadAsItIs()
{
  const QString file = mTables.file( "layer.csv", "lsoa,imd_score\nE01000001,5.5\nE01000002,6.5\n" );
  QgsVectorLayer layer( file, QStringLiteral( "layer" ), QStringLiteral( "ogr" ) );
  const QVariant table = QVariant::fromValue( &layer );
  QCOMPARE( int( join( QString(), { { "TABLE", table } } ).number( QStringLiteral( "N_MATCHED" ) ) ), 2 );
  QVERIFY( layer.setSubsetString( QStringLiteral( "lsoa = 'E01000002'" ) ) );
  const RunResult filtered = join( QString(), { { "TABLE", table } } );
  QVERIFY2( filtered.succeeded, qPrintable( filtered.error ) );
  QCOMPARE( int( filtered.number( QStringLiteral( "N_MATCHED" ) ) ), 1 );
}

void JoinDeprivationTest::keptFieldsComeAlong()
{
  const auto boundaries = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=lsoa:string&field=name:string&field=police_district:string&field=IMD_"
                    "score:string&field=officers:integer" ),
    QStringLiteral( "named" ), { QStringLiteral( "POLYGON((0 0,1 0,1 1,0 0));E01000001;Mill End;North;old;12" ) } );
  const RunResult result = join( mTables.file( "kept.csv", "code,IMD score\nE01000001,5.5\n" ),
                                 { { "BOUNDARIES", QVariant::fromValue( boundaries.get() ) },
                                   { "AREA_NAME", "name" },
                                   { "KEEP_FIELDS", QStringList{ "police_district", "IMD_score", "officers" } } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "area_name" ) ).first(), QVariant( "Mill End" ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "police_dis" ) ).first(), QVariant( "North" ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "officers" ) ).first(), QVariant( 12 ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "IMD_score2" ) ).first(), QVariant( "old" ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "imd_score" ) ).first(), QVariant( 5.5 ) );
}

void JoinDeprivationTest::codesOfOnesOwnAreMatchedAsTheyAre()
{
  const auto boundaries = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=beat:string" ), QStringLiteral( "beats" ),
    { QStringLiteral( "POLYGON((0 0,1 0,1 1,0 0));B1" ), QStringLiteral( "POLYGON((5 5,6 5,6 6,5 5));B2" ) } );
  const RunResult result = join( mTables.file( "beats.csv", "beat,IMD score\nB1,5.5\nB7,6.5\nTotal,6\n" ),
                                 { { "BOUNDARIES", QVariant::fromValue( boundaries.get() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( int( result.number( QStringLiteral( "N_MATCHED" ) ) ), 1 );
  QCOMPARE( int( result.number( QStringLiteral( "N_OUTSIDE" ) ) ), 1 );
  QCOMPARE( int( result.number( QStringLiteral( "N_TOTALS" ) ) ), 1 );
}

void JoinDeprivationTest::tableOfPeopleAloneShowsWhatIsJoined()
{
  const RunResult result =
    join( mTables.file( "people.csv", "code,Total population: mid 2015\nE01000001,\"1,296\"\nE01000002,1156\n" ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( values( *result.layer(), QStringLiteral( "pop_total" ) ).first(), QVariant( 1296.0 ) );
  QVERIFY( result.layer()->fields().lookupField( QStringLiteral( "dep_tenth" ) ) < 0 );
}

void JoinDeprivationTest::suppressedAndUnreadableNumbersAreCounted()
{
  const RunResult result =
    join( mTables.file( "marks.csv", "code,IMD score,IMD decile\nE01000001,5.5,3\nE01000002,*,4\nE01000003,7,n/k\n" ) );
  QVERIFY2( !result.succeeded ||
              result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "1 cells are suppressed" ) ),
            qPrintable( result.feedback->everything() ) );
  QVERIFY( values( *result.layer(), QStringLiteral( "imd_score" ) ).at( 1 ).isNull() );
}

void JoinDeprivationTest::refuses_data()
{
  QTest::addColumn<QByteArray>( "table" );
  QTest::addColumn<QVariantMap>( "more" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "a code twice" ) << QByteArray( "code,IMD score\nE01000001,5\nE01000001,6\n" ) << QVariantMap()
                                  << "has the code ‘E01000001’ twice (rows 2 and 3)";
  QTest::newRow( "another kind of area" )
    << QByteArray( "code,IMD score\nE08000025,5\n" ) << QVariantMap() << "has codes of local authorities";
  QTest::newRow( "another place" ) << QByteArray( "code,IMD score\nE01000099,5\n" ) << QVariantMap()
                                   << "No code of the table ‘bad.csv’ (such as E01000099) is among the boundaries";
  QTest::newRow( "no index" ) << QByteArray( "code,rent\nE01000001,5\n" ) << QVariantMap()
                              << "has no column of an index of deprivation (its columns: code; rent)";
  QTest::newRow( "a decile of 11" ) << QByteArray( "code,IMD decile\nE01000001,11\n" ) << QVariantMap()
                                    << "is headed as deciles but holds 11 in row 2 (E01000001)";
  QTest::newRow( "a rank with a fraction" ) << QByteArray( "code,IMD rank\nE01000001,3.7\n" ) << QVariantMap()
                                            << "is headed as ranks but holds 3.7 in row 2 (E01000001)";
  QTest::newRow( "a column that is not there" )
    << QByteArray( "code,IMD score\nE01000001,5\n" ) << QVariantMap{ { "COLUMNS", "IMD scroe" } }
    << "has no column ‘IMD scroe’. Did you mean ‘IMD score’?";
  QTest::newRow( "a quote that is never closed" ) << QByteArray( "code,IMD score\n\"E01000001,5\n" ) << QVariantMap()
                                                  << "in row 2 a quotation mark is opened that nothing closes";
}

void JoinDeprivationTest::refuses()
{
  QFETCH( QByteArray, table );
  QFETCH( QVariantMap, more );
  QFETCH( QString, sentence );
  const RunResult result = join( mTables.file( "bad.csv", table ), more );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( JoinDeprivationTest )
#include "joindeprivation_test.moc"
