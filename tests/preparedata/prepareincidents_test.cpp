// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "incidentfiles.h"

/**
 * Partners' tables with the dirt they have. What dates, grid references and postcodes can be is tested with their
 * parsers; real files are in realincidents_test.
 */
class PrepareIncidentsTest : public QObject
{
  Q_OBJECT

private slots:
  void init() { mFiles = std::make_unique<IncidentFiles>(); }

  // laws
  void rowIsUsedOrRejectedForAReason_data();
  void rowIsUsedOrRejectedForAReason();
  void incidentCarriesTheContractAndWhatWasChosen();
  void coordinatesOfEveryKindArriveAtOnePlace_data();
  void coordinatesOfEveryKindArriveAtOnePlace();
  void repeatedIdsFollowTheRule_data();
  void repeatedIdsFollowTheRule();
  void madeIdsDoNotDependOnTheOrderOfTheRows();
  // edges
  void exchangedMetresAreFoundByTheStudyArea_data();
  void exchangedMetresAreFoundByTheStudyArea();
  void studyAreaOfTheSameNameHasBooksOfItsOwn();
  void kindsOfCoordinatesMayBeMixed();
  void postcodeStandsInForCoordinates();
  void precisionComesFromTheRounding_data();
  void precisionComesFromTheRounding();
  void precisionFieldSpeaksInMetresAndWords();
  void pointsJustOutsideTheStudyAreaAreTaken();
  void roundedPointsLieInTheCentreOfTheirSquare();
  void categoriesAreLookedUpAndTheUnknownNamed();
  void heapedRecordsAreWarnedOf();
  void orderOfDayAndMonthIsTold();
  void lowHitRateIsWarnedOf();
  void reportTellsThePartner();

private:
  std::unique_ptr<IncidentFiles> mFiles;
};

void PrepareIncidentsTest::rowIsUsedOrRejectedForAReason_data()
{
  QTest::addColumn<QByteArray>( "row" );
  QTest::addColumn<QString>( "reason" );
  const auto row = []( const char *name, const char *cells, const char *reason = "" )
  { QTest::newRow( name ) << QByteArray( cells ) << QString::fromLatin1( reason ); };
  row( "good", "1,406600,286900,31/01/2024,,Fire" );
  row( "thousands separators", "1,\"406,600\",\"286,900\",31/01/2024,,Fire" );
  row( "month alone", "1,406600,286900,2024-01,,Fire" );
  row( "serial date", "1,406600,286900,45292,,Fire" );
  row( "end on the same day", "1,406600,286900,31/01/2024,31/01/2024,Fire" );
  row( "no coordinates", "1,,,31/01/2024,,Fire", "no location" );
  row( "marks for coordinates", "1,NULL,n/a,31/01/2024,,Fire", "no location" );
  row( "one coordinate", "1,406600,,31/01/2024,,Fire", "coordinate not readable" );
  row( "words for coordinates", "1,unknown,unknown,31/01/2024,,Fire", "coordinate not readable" );
  row( "zero", "1,0,0,31/01/2024,,Fire", "coordinate is zero" );
  row( "lost digit", "1,40660,2869000,31/01/2024,,Fire", "coordinate out of range" );
  row( "no date", "1,406600,286900,,,Fire", "no date" );
  row( "no such date", "1,406600,286900,31/02/2024,,Fire", "date not readable" );
  row( "future", "1,406600,286900,31/01/2099,,Fire", "date in the future" );
  row( "end before the start", "1,406600,286900,31/01/2024,30/01/2024,Fire", "end before the start" );
  row( "earlier time on one day", "1,406600,286900,31/01/2024 22:00,31/01/2024 02:00,Fire", "end before the start" );
  row( "end not readable", "1,406600,286900,31/01/2024,later,Fire", "date not readable" );
}

void PrepareIncidentsTest::rowIsUsedOrRejectedForAReason()
{
  QFETCH( QByteArray, row );
  QFETCH( QString, reason );
  const QByteArray header = "Ref,X,Y,Start,End,Type\n";
  const QByteArray others = "2,406600,286900,30/01/2024,,Fire\n3,406600,286900,29/01/2024,,Fire\n";
  const RunResult result = mFiles->prepare( header + row + "\n" + others, { { "X_FIELD", "X" },
                                                                            { "Y_FIELD", "Y" },
                                                                            { "DATE_FIELD", "Start" },
                                                                            { "DATE_END_FIELD", "End" },
                                                                            { "ID_FIELD", "Ref" } } );
  checkBooks( result );
  QCOMPARE( reasons( result ), reason );
  QCOMPARE( result.number( QStringLiteral( "N_USED" ) ), reason.isEmpty() ? 3.0 : 2.0 );
}

void PrepareIncidentsTest::incidentCarriesTheContractAndWhatWasChosen()
{
  const RunResult result =
    mFiles->prepare( "Ref,X,Y,From,To,Type,Name,Station,side\n"
                     "F1,406600,286900,31/01/2024 22:00,02/02/2024,Bin fire,A. Person,Aston,left\n",
                     { { "X_FIELD", "X" },
                       { "Y_FIELD", "Y" },
                       { "DATE_FIELD", "From" },
                       { "DATE_END_FIELD", "To" },
                       { "CATEGORY_FIELD", "Type" },
                       { "ID_FIELD", "Ref" },
                       { "SIDE", 1 },
                       { "SOURCE_NAME", "fire" },
                       { "KEEP_FIELDS", QStringList{ "Station", "side", "Name" } },
                       { "DROP_FIELDS", QStringList{ "Name" } } } );
  checkBooks( result );
  QCOMPARE( result.layer()->fields().names(),
            ( QStringList{ "inc_id", "inc_date", "inc_end", "category", "source", "side", "weight", "precision",
                           "prec_words", "Station", "side_2" } ) );
  QCOMPARE( sortedRows( *result.layer() ).join( '|' ),
            sortedRows( *memoryLayer( "Point?crs=EPSG:27700&field=inc_id:string&field=inc_date:date&field=inc_end:date"
                                      "&field=category:string&field=source:string&field=side:string&field=weight:double"
                                      "&field=precision:double&field=prec_words:string&field=Station:string"
                                      "&field=side_2:string",
                                      "expected",
                                      { "POINT(406600 286900);F1;2024-01-31;2024-02-02;Bin "
                                        "fire;fire;victim;1;1;Exact;Aston;left" } ) )
              .join( '|' ) );
  QCOMPARE( result.layer()->crs().authid(), QStringLiteral( "EPSG:27700" ) );
}

// Birmingham Council House, 52.48012 N 1.90287 W; 406,694 286,914 on the British grid.
void PrepareIncidentsTest::coordinatesOfEveryKindArriveAtOnePlace_data()
{
  QTest::addColumn<QByteArray>( "cells" );
  QTest::addColumn<QVariantMap>( "parameters" );
  const QVariantMap pair{ { "X_FIELD", "X" }, { "Y_FIELD", "Y" } };
  QTest::newRow( "British metres" ) << QByteArray( "406694,286914" ) << pair;
  QTest::newRow( "degrees" ) << QByteArray( "-1.90287,52.48012" ) << pair;
  QTest::newRow( "exchanged degrees" ) << QByteArray( "52.48012,-1.90287" ) << pair;
  QTest::newRow( "web map" ) << QByteArray( "-211826.5,6887407.2" ) << pair;
  QTest::newRow( "stated UTM" ) << QByteArray( "574509,5815006.5" )
                                << QVariantMap{ { "X_FIELD", "X" },
                                                { "Y_FIELD", "Y" },
                                                { "COORDINATES_CRS", "EPSG:32630" } };
  QTest::newRow( "grid reference" ) << QByteArray( "SP 0669 8691," ) << QVariantMap{ { "GRID_REFERENCE_FIELD", "X" } };
}

void PrepareIncidentsTest::coordinatesOfEveryKindArriveAtOnePlace()
{
  QFETCH( QByteArray, cells );
  QFETCH( QVariantMap, parameters );
  const QString area = QStringLiteral( "Polygon?crs=EPSG:27700" );
  const auto city =
    memoryLayer( area, "city", { "POLYGON((406000 286000,407000 286000,407000 288000,406000 286000))" } );
  parameters.insert( "STUDY_AREA", QVariant::fromValue( city.get() ) );
  parameters.insert( "TOLERANCE", 5000 );
  const RunResult result = mFiles->prepare( "X,Y,Day\n" + cells + ",2024-01-31\n", parameters );
  checkBooks( result );
  QCOMPARE( result.number( QStringLiteral( "N_USED" ) ), 1.0 );
  const double distance = pointOf( result ).distance( QgsPointXY( 406694, 286914 ) );
  QVERIFY2( distance < 5.0, qPrintable( QString::number( distance ) ) );
}

void PrepareIncidentsTest::repeatedIdsFollowTheRule_data()
{
  QTest::addColumn<int>( "rule" );
  QTest::addColumn<QString>( "ids" );
  QTest::newRow( "keep the first that is usable" ) << 0 << "a b";
  QTest::newRow( "keep all and flag" ) << 1 << "a a b";
  QTest::newRow( "reject all" ) << 2 << "b";
}

void PrepareIncidentsTest::repeatedIdsFollowTheRule()
{
  QFETCH( int, rule );
  const RunResult result = mFiles->prepare(
    "Ref,X,Y\na,,\na,406600,286900\na,406700,286900\nb,406600,286900\n,406600,286900\n,406600,286900\n",
    { { "X_FIELD", "X" }, { "Y_FIELD", "Y" }, { "ID_FIELD", "Ref" }, { "DUPLICATES", rule } } );
  checkBooks( result );
  QStringList ids;
  for ( const QVariant &id : values( *result.layer(), QStringLiteral( "inc_id" ) ) )
    if ( id.toString().size() == 1 )
      ids << id.toString();
  QTEST( ids.join( ' ' ), "ids" );
  // Records without an id are all kept, under ids of their own.
  QCOMPARE( result.layer()->featureCount(), long( ids.size() + 2 ) );
  QCOMPARE( QSet<QString>( ids.begin(), ids.end() ).size() + 2,
            toSet( values( *result.layer(), QStringLiteral( "inc_id" ) ) ).size() );
}

void PrepareIncidentsTest::madeIdsDoNotDependOnTheOrderOfTheRows()
{
  const QVariantMap parameters{
    { "X_FIELD", "X" }, { "Y_FIELD", "Y" }, { "CATEGORY_FIELD", "T" }, { "SOURCE_NAME", "asb" }
  };
  const RunResult one =
    mFiles->prepare( "X,Y,T\n406600,286900,noise\n406700,286900,noise\n406600,286900,noise\n", parameters );
  const RunResult two =
    mFiles->prepare( "X,Y,T\n406600,286900,noise\n406600,286900,noise\n406700,286900,noise\n", parameters );
  const QSet<QString> ids = toSet( values( *one.layer(), QStringLiteral( "inc_id" ) ) );
  QCOMPARE( ids.size(), 3 );
  QCOMPARE( toSet( values( *two.layer(), QStringLiteral( "inc_id" ) ) ), ids );
  for ( const QString &id : ids )
    QVERIFY2( id.startsWith( QLatin1String( "asb-" ) ), qPrintable( id ) );
}

void PrepareIncidentsTest::exchangedMetresAreFoundByTheStudyArea_data()
{
  QTest::addColumn<QString>( "definition" );
  QTest::addColumn<QString>( "outline" );
  QTest::newRow( "British grid" ) << "Polygon?crs=EPSG:27700"
                                  << "POLYGON((400000 280000,410000 280000,410000 290000,400000 290000,400000 280000))";
  QTest::newRow( "UTM" ) << "Polygon?crs=EPSG:32630"
                         << "POLYGON((565000 5805000,585000 5805000,585000 5825000,565000 5825000,565000 5805000))";
}

void PrepareIncidentsTest::exchangedMetresAreFoundByTheStudyArea()
{
  QFETCH( QString, definition );
  QFETCH( QString, outline );
  const auto city = memoryLayer( definition, "city", { outline } );
  QByteArray rows = "X,Y\n";
  for ( int i = 0; i < 30; ++i )
    rows += "286" + QByteArray::number( 100 + i ) + ",4066" + QByteArray::number( 10 + i ) + "\n";
  const RunResult result = mFiles->prepare(
    rows, { { "X_FIELD", "X" }, { "Y_FIELD", "Y" }, { "STUDY_AREA", QVariant::fromValue( city.get() ) } } );
  checkBooks( result );
  QCOMPARE( result.number( QStringLiteral( "N_USED" ) ), 30.0 );
  QVERIFY( hasWarning( result, QStringLiteral( "Easting and northing are exchanged" ) ) );
}

void PrepareIncidentsTest::studyAreaOfTheSameNameHasBooksOfItsOwn()
{
  const auto city =
    memoryLayer( "Polygon?crs=EPSG:27700", "records1",
                 { "POLYGON((400000 280000,410000 280000,410000 290000,400000 290000,400000 280000))" } );
  const RunResult result =
    mFiles->prepare( "X,Y\n406692,286966\n406693,286966\n,\n",
                     { { "X_FIELD", "X" }, { "Y_FIELD", "Y" }, { "STUDY_AREA", QVariant::fromValue( city.get() ) } } );
  checkBooks( result );
  QVERIFY2( result.feedback->everything().contains( QStringLiteral( "records1 (2): 3 read = 2 used + 1 rejected" ) ),
            qPrintable( result.feedback->everything() ) );
}

void PrepareIncidentsTest::kindsOfCoordinatesMayBeMixed()
{
  const RunResult result = mFiles->prepare( "X,Y\n406692,286966\n-1.90287,52.48012\n52.48012,-1.90287\n",
                                            { { "X_FIELD", "X" }, { "Y_FIELD", "Y" } } );
  checkBooks( result );
  QCOMPARE( result.number( QStringLiteral( "N_USED" ) ), 3.0 );
  QVERIFY( hasWarning( result, QStringLiteral( "two kinds: 2 in degrees and 1 in metres" ) ) );
  QVERIFY( hasWarning( result, QStringLiteral( "1 record(s) have longitude and latitude exchanged" ) ) );
}

void PrepareIncidentsTest::postcodeStandsInForCoordinates()
{
  const QString directory =
    mFiles->put( "directory.csv", "pcds,oseast1m,osnrth1m\nB1 1AA,406600,286900\nB1 1AB,406700,286900\n" );
  const RunResult result = mFiles->prepare(
    "Ref,X,Y,Home\n1,406650,286950,B1 1AA\n2,,,b11aa\n3,abc,def,B1 1AB\n4,,,B1 1\n5,,,B99 9ZZ\n6,,,nonsense\n"
    "7,,,ZZ99 3VZ\n",
    { { "X_FIELD", "X" },
      { "Y_FIELD", "Y" },
      { "ID_FIELD", "Ref" },
      { "POSTCODE_FIELD", "Home" },
      { "POSTCODE_DIRECTORY", directory } } );
  checkBooks( result );
  QCOMPARE( listOf( result, QStringLiteral( "prec_words" ) ),
            QStringLiteral( "Exact; Postcode; Postcode; Postcode sector" ) );
  QCOMPARE( listOf( result, QStringLiteral( "precision" ) ), QStringLiteral( "1; 100; 100; 100" ) );
  QCOMPARE( reasons( result ), QStringLiteral( "postcode not in the directory; postcode not readable; no location" ) );
  QCOMPARE( mFiles->textOf( result, QStringLiteral( "REJECTS" ) ).count( QStringLiteral( "B99" ) ), 0 );
}

void PrepareIncidentsTest::precisionComesFromTheRounding_data()
{
  QTest::addColumn<int>( "step" );
  QTest::addColumn<int>( "offset" );
  QTest::addColumn<QString>( "words" );
  QTest::newRow( "metres" ) << 7 << 0 << "Exact";
  QTest::newRow( "corners of 100 m" ) << 100 << 0 << "100 m";
  QTest::newRow( "centres of 100 m" ) << 100 << 50 << "100 m";
  QTest::newRow( "kilometres" ) << 1000 << 0 << "1,000 m";
}

void PrepareIncidentsTest::precisionComesFromTheRounding()
{
  QFETCH( int, step );
  QFETCH( int, offset );
  QFETCH( QString, words );
  QByteArray rows = "X,Y\n";
  for ( int i = 0; i < 30; ++i )
    rows += QByteArray::number( 400000 + offset + i * step ) + "," +
            QByteArray::number( 280000 + offset + i * i % 7 * step ) + "\n";
  const RunResult result = mFiles->prepare( rows, { { "X_FIELD", "X" }, { "Y_FIELD", "Y" } } );
  checkBooks( result );
  QCOMPARE( toSet( values( *result.layer(), QStringLiteral( "prec_words" ) ) ), QSet<QString>{ words } );
}

void PrepareIncidentsTest::precisionFieldSpeaksInMetresAndWords()
{
  const RunResult result = mFiles->prepare(
    "X,Y,G,P\n406600,286900,,exact\n406600,286900,,250\n406600,286900,,Postcode sector\n406600,286900,,about\n,,SP 06 "
    "86,exact\n",
    { { "X_FIELD", "X" }, { "Y_FIELD", "Y" }, { "GRID_REFERENCE_FIELD", "G" }, { "PRECISION_FIELD", "P" } } );
  checkBooks( result );
  QCOMPARE( listOf( result, QStringLiteral( "precision" ) ), QStringLiteral( "1; 250; 1000; ; 1000" ) );
  QCOMPARE( listOf( result, QStringLiteral( "prec_words" ) ),
            QStringLiteral( "Exact; 250 m; 1,000 m; Unknown; 1,000 m" ) );
  QVERIFY( hasWarning( result, QStringLiteral( "1 cell(s) of ‘P’ tell no precision" ) ) );
  QCOMPARE( result.number( QStringLiteral( "N_COARSE" ) ), 4.0 );
}

void PrepareIncidentsTest::pointsJustOutsideTheStudyAreaAreTaken()
{
  const auto city =
    memoryLayer( "Polygon?crs=EPSG:27700", "city",
                 { "POLYGON((400000 280000,410000 280000,410000 290000,400000 290000,400000 280000))" } );
  const RunResult result = mFiles->prepare( "Ref,X,Y\nin,405000,285000\nnear,410030,285000\nfar,410070,285000\n",
                                            { { "X_FIELD", "X" },
                                              { "Y_FIELD", "Y" },
                                              { "ID_FIELD", "Ref" },
                                              { "STUDY_AREA", QVariant::fromValue( city.get() ) } } );
  checkBooks( result );
  QCOMPARE( listOf( result, QStringLiteral( "inc_id" ) ), QStringLiteral( "in; near" ) );
  QCOMPARE( reasons( result ), QStringLiteral( "outside the study area" ) );
}

void PrepareIncidentsTest::roundedPointsLieInTheCentreOfTheirSquare()
{
  const RunResult result =
    mFiles->prepare( "X,Y\n406692,286966\n", { { "X_FIELD", "X" }, { "Y_FIELD", "Y" }, { "ROUND_TO", 100 } } );
  QCOMPARE( pointOf( result ), QgsPointXY( 406650, 286950 ) );
  QCOMPARE( listOf( result, QStringLiteral( "precision" ) ), QStringLiteral( "100" ) );
}

void PrepareIncidentsTest::categoriesAreLookedUpAndTheUnknownNamed()
{
  const auto lookup = memoryLayer( "None?field=From:string&field=To:string", "groups",
                                   { ";Theft & handling;Theft", ";Bin fire;Secondary fire" } );
  const RunResult result = mFiles->prepare(
    "X,Y,T\n406600,286900,theft and  Handling\n406600,286900,BIN FIRE\n406600,286900,Bin fires\n406600,286900,\n",
    { { "X_FIELD", "X" },
      { "Y_FIELD", "Y" },
      { "CATEGORY_FIELD", "T" },
      { "CATEGORY", "Bin fire" },
      { "CATEGORY_LOOKUP", QVariant::fromValue( lookup.get() ) } } );
  checkBooks( result );
  QCOMPARE( listOf( result, QStringLiteral( "category" ) ),
            QStringLiteral( "Theft; Secondary fire; Bin fires; Secondary fire" ) );
  QVERIFY( hasWarning( result, QStringLiteral( "‘Bin fires’ (1, perhaps ‘Bin fire’)" ) ) );
  QCOMPARE( result.number( QStringLiteral( "N_UNKNOWN_CATEGORIES" ) ), 1.0 );
}

void PrepareIncidentsTest::heapedRecordsAreWarnedOf()
{
  QByteArray rows = "X,Y,When,Place\n";
  for ( int i = 0; i < 40; ++i )
    rows += ( i % 2 == 0 ? QByteArray( "406600,286900" ) : "40" + QByteArray::number( 1000 + 20 * i ) + ",285900" ) +
            ",0" + QByteArray::number( 1 + i % 9 ) + "/01/2024 00:00," +
            ( i % 2 == 0 ? "Custody suite\n" : "Street\n" );
  const RunResult result = mFiles->prepare(
    rows, { { "X_FIELD", "X" }, { "Y_FIELD", "Y" }, { "DATE_FIELD", "When" }, { "PLACE_FIELD", "Place" } } );
  checkBooks( result );
  QVERIFY( hasWarning( result, QStringLiteral( "20 incidents (50.0 %) lie at one place (Custody suite)" ) ) );
  QVERIFY( hasWarning( result, QStringLiteral( "All times are 00:00" ) ) );
  QCOMPARE( result.number( QStringLiteral( "TOP_PLACE_SHARE" ) ), 50.0 );
}

void PrepareIncidentsTest::orderOfDayAndMonthIsTold()
{
  const QVariantMap parameters{ { "X_FIELD", "X" }, { "Y_FIELD", "Y" }, { "DATE_FIELD", "D" } };
  const RunResult undecided = mFiles->prepare( "X,Y,D\n406600,286900,03/04/2024\n", parameters );
  QVERIFY( hasWarning( undecided, QStringLiteral( "Nothing in 1 date(s) tells day from month" ) ) );
  QCOMPARE( listOf( undecided, QStringLiteral( "inc_date" ) ), QStringLiteral( "2024-04-03" ) );
  const RunResult american =
    mFiles->prepare( "X,Y,D\n406600,286900,03/04/2024\n406600,286900,03/14/2024\n", parameters );
  QVERIFY( hasWarning( american, QStringLiteral( "month before the day" ) ) );
  QCOMPARE( listOf( american, QStringLiteral( "inc_date" ) ), QStringLiteral( "2024-03-04; 2024-03-14" ) );
}

void PrepareIncidentsTest::lowHitRateIsWarnedOf()
{
  const QVariantMap parameters{ { "X_FIELD", "X" }, { "Y_FIELD", "Y" } };
  const RunResult low = mFiles->prepare( "X,Y\n406600,286900\n406600,286900\n,\n", parameters );
  QVERIFY( hasWarning( low, QStringLiteral( "Only 66.7 % of the records have a usable position" ) ) );
  const RunResult high = mFiles->prepare( "X,Y\n406600,286900\n406600,286900\n", parameters );
  QVERIFY( !hasWarning( high, QStringLiteral( "usable position" ) ) );
}

void PrepareIncidentsTest::reportTellsThePartner()
{
  const QString path = mFiles->path( QStringLiteral( "report.html" ) );
  const RunResult result = mFiles->prepare(
    "X,Y,D\n406600,286900,31/01/2024\n406600,286900,31/03/2024\n0,0,31/03/2024\n", { { "X_FIELD", "X" },
                                                                                     { "Y_FIELD", "Y" },
                                                                                     { "DATE_FIELD", "D" },
                                                                                     { "SOURCE_NAME", "asb <team>" },
                                                                                     { "REPORT", path } } );
  checkBooks( result );
  QFile file( path );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QString page = QString::fromUtf8( file.readAll() );
  for ( const char *words :
        { "asb &lt;team&gt;", "Rejected: coordinate is zero", "66.7", "406605, 286905", "2024-02" } )
    QVERIFY2( page.contains( QString::fromUtf8( words ) ), words );
}

COMMUNITYSAFETY_TEST_MAIN( PrepareIncidentsTest )
#include "prepareincidents_test.moc"
