// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/compat.h"
#include "qgistest.h"

#include <algorithm>
#include <cmath>

using namespace communitysafety::test;

class ConvertBoundariesTest : public QObject
{
  Q_OBJECT

private slots:
  // hand-worked
  void lookupIsFollowed();
  void ratesAreMeansOverThoseTheyReferTo();
  void weightsAndPeopleDivideASplit_data();
  void weightsAndPeopleDivideASplit();
  void outlinesAreLaidOverEachOther();
  void twoLookupsAreOneRun();
  // laws
  void sumsAreKept();
  void thereAndBackChangesNothingThatIsWhole();
  // edges
  void unknownCodesAreIssuesOnBothSides();
  void areaThatIsNotInTheTableMakesAGap();
  void areaPartlyOutsideKeepsItsRest();
  void areasPartlyOutsideHaveNothingToDoWithEachOther();
  void rowsOfOneWayAreOneWay();
  void nationalLookupServesForACity();
  // refused input
  void refuses_data();
  void refuses();
  // real lookups
  void officialLookupOfEngland();
  void outlinesOfOtherResolutionShowTheOfficialChanges();
};

namespace
{

using Layer = std::unique_ptr<QgsVectorLayer>;

QString box( double x, double y, double width, double height )
{
  return QgsGeometry::fromRect( QgsRectangle( 400000 + x, 300000 + y, 400000 + x + width, 300000 + y + height ) )
    .asWkt();
}

Layer table( const QStringList &rows )
{
  return memoryLayer(
    QStringLiteral( "None?field=code:string&field=people:string&field=poor:string&field=imd_rank:int" ),
    QStringLiteral( "figures" ), rows );
}

//! U: A stays. S: B becomes B1 and B2. M: C and D become C. X: E and F become G and H.
Layer lookup()
{
  return memoryLayer(
    QStringLiteral( "None?field=old:string&field=new:string&field=kind:string&field=people:string" ),
    QStringLiteral( "lookup" ),
    { ";A;A;U;100", ";B;B1;S;300", ";B;B2;S;100", ";C;C;M;50", ";D;C;M;50", ";E;G;X;10", ";E;H;X;10", ";F;H;X;10" } );
}

QStringList sixAreas()
{
  return { ";A;100;0.1;1", ";B;400;0.2;2", ";C;60;0.3;3", ";D;40;0.8;4", ";E;20;0.5;5", ";F;30;0.6;6" };
}

RunResult convert( QgsVectorLayer *input, QgsVectorLayer *lookupTable, const QVariantMap &more = {} )
{
  QVariantMap parameters{ { "INPUT", QVariant::fromValue( input ) },
                          { "CODE_FIELD", "code" },
                          { "COUNT_FIELDS", "people" },
                          { "OUTPUT", "TEMPORARY_OUTPUT" },
                          { "ISSUES", "TEMPORARY_OUTPUT" } };
  if ( lookupTable )
  {
    parameters.insert( "LOOKUP", QVariant::fromValue( lookupTable ) );
    parameters.insert( "LOOKUP_FROM", "old" );
    parameters.insert( "LOOKUP_TO", "new" );
  }
  for ( auto value = more.constBegin(); value != more.constEnd(); ++value )
    parameters.insert( value.key(), value.value() );
  return run( QStringLiteral( "convertboundaries" ), parameters );
}

QString texts( const RunResult &result, const QString &field, const QString &output = QStringLiteral( "OUTPUT" ) )
{
  if ( !result.succeeded )
    return result.error;
  QStringList all;
  for ( const QVariant &value : values( *result.layer( output ), field ) )
    all << ( value.isNull()                          ? QStringLiteral( "NULL" )
             : value.userType() == QMetaType::Double ? QString::number( value.toDouble(), 'g', 9 )
                                                     : value.toString() );
  return all.join( '|' );
}

//! One point inside each area of a file, or nothing.
Layer pointsIn( const QString &file )
{
  const QgsVectorLayer areas( file, QStringLiteral( "areas" ) );
  QStringList rows;
  QgsFeatureIterator features = areas.getFeatures();
  QgsFeature feature;
  while ( features.nextFeature( feature ) )
    rows << feature.geometry().pointOnSurface().asWkt() + QStringLiteral( ";1" );
  return memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=n:double" ), QStringLiteral( "homes" ), rows );
}

double sumOf( const RunResult &result, const QString &field )
{
  double sum = 0;
  for ( const QVariant &value : values( *result.layer(), field ) )
    sum += value.toDouble();
  return sum;
}

} // namespace

void ConvertBoundariesTest::lookupIsFollowed()
{
  const Layer input = table( sixAreas() );
  const Layer ways = lookup();
  const RunResult result =
    convert( input.get(), ways.get(), { { "LOOKUP_WEIGHT", "people" }, { "LOOKUP_CHANGE", "kind" } } );
  QCOMPARE( texts( result, "area_id" ), QStringLiteral( "A|B1|B2|C|G|H" ) );
  QCOMPARE( texts( result, "people" ), QStringLiteral( "100|300|100|100|10|40" ) );
  QCOMPARE( texts( result, "people_s" ), QStringLiteral( "0|1|1|0|1|1" ) );
  QCOMPARE( texts( result, "cert_class" ), QStringLiteral( "3|1|1|3|1|1" ) );
  QCOMPARE( texts( result, "bnd_change" ), QStringLiteral( "U|S|S|M|X|X" ) );
  QCOMPARE( texts( result, "origins" ), QStringLiteral( "A|B|B|C, D|E|E, F" ) );
  QCOMPARE( result.number( "N_ESTIMATED" ), 4.0 );
  QCOMPARE( result.layer( "ISSUES" )->featureCount(), 0LL );
}

void ConvertBoundariesTest::ratesAreMeansOverThoseTheyReferTo()
{
  const Layer input = table( sixAreas() );
  const Layer ways = lookup();
  const RunResult result =
    convert( input.get(), ways.get(),
             { { "COUNT_FIELDS", QVariant() }, { "RATE_FIELDS", "poor" }, { "DENOMINATOR", "people" } } );
  // C: (60 × 0.3 + 40 × 0.8) / 100, exact; B1 and B2 are taken to be like B; H: (10 × 0.5 + 30 × 0.6) / 40.
  QCOMPARE( texts( result, "poor" ), QStringLiteral( "0.1|0.2|0.2|0.5|0.5|0.575" ) );
  QCOMPARE( texts( result, "cert_words" ),
            QStringLiteral( "Certain|Estimated|Estimated|Certain|Estimated|Estimated" ) );
}

void ConvertBoundariesTest::weightsAndPeopleDivideASplit_data()
{
  QTest::addColumn<bool>( "weights" );
  QTest::addColumn<bool>( "people" );
  QTest::addColumn<QString>( "parts" );
  QTest::addColumn<QString>( "issues" );
  QTest::newRow( "equal parts" ) << false << false << "200|200"
                                 << "divided into equal parts";
  QTest::newRow( "weights of the lookup" ) << true << false << "300|100" << QString();
  QTest::newRow( "people at points" ) << false << true << "80|320" << QString();
  QTest::newRow( "weights come before people" ) << true << true << "300|100" << QString();
}

void ConvertBoundariesTest::weightsAndPeopleDivideASplit()
{
  QFETCH( bool, weights );
  QFETCH( bool, people );
  QFETCH( QString, parts );
  QFETCH( QString, issues );
  const Layer input = table( { ";B;400;0.2;1" } );
  const Layer ways = lookup();
  const Layer target = memoryLayer( "Polygon?crs=EPSG:27700&field=code:string", "new areas",
                                    { box( 0, 0, 100, 100 ) + ";B1", box( 100, 0, 100, 100 ) + ";B2" } );
  const Layer points = memoryLayer( "Point?crs=EPSG:27700&field=n:double", "homes",
                                    { "POINT(400050 300050);5", "POINT(400150 300050);20" } );
  QVariantMap more{ { "TARGET", QVariant::fromValue( target.get() ) } };
  if ( weights )
    more.insert( "LOOKUP_WEIGHT", "people" );
  if ( people )
  {
    more.insert( "PEOPLE", QVariant::fromValue( points.get() ) );
    more.insert( "PEOPLE_WEIGHT", "n" );
  }
  const RunResult result = convert( input.get(), ways.get(), more );
  QCOMPARE( texts( result, "people" ), parts );
  QCOMPARE( texts( result, "issue", "ISSUES" ), issues );
  QVERIFY( result.layer()->getFeature( 1 ).hasGeometry() );
}

void ConvertBoundariesTest::outlinesAreLaidOverEachOther()
{
  // A stays but for a strip of half a metre; B is cut in two, with three quarters of the people in the north.
  const Layer input = memoryLayer( "Polygon?crs=EPSG:27700&field=code:string&field=people:int", "old areas",
                                   { box( 0, 0, 100, 100 ) + ";A;50", box( 100, 0, 100, 100 ) + ";B;400" } );
  const Layer target = memoryLayer(
    "Polygon?crs=EPSG:27700&field=code:string", "new areas",
    { box( 0, 0, 100.5, 100 ) + ";A", box( 100.5, 0, 99.5, 20 ) + ";S", box( 100.5, 20, 99.5, 80 ) + ";N" } );
  const Layer points = memoryLayer( "Point?crs=EPSG:27700&field=n:double", "homes",
                                    { "POINT(400150 300010);1", "POINT(400150 300050);3", "POINT(400050 300050);9" } );
  const QVariantMap areas{ { "TARGET", QVariant::fromValue( target.get() ) } };
  QVariantMap people = areas;
  people.insert( "PEOPLE", QVariant::fromValue( points.get() ) );
  people.insert( "PEOPLE_WEIGHT", "n" );
  const RunResult byPeople = convert( input.get(), nullptr, people );
  QCOMPARE( texts( byPeople, "area_id" ), QStringLiteral( "A|N|S" ) );
  QCOMPARE( texts( byPeople, "people" ), QStringLiteral( "50|300|100" ) );
  QCOMPARE( texts( byPeople, "bnd_change" ), QStringLiteral( "U|S|S" ) );
  const RunResult byGround = convert( input.get(), nullptr, areas );
  QCOMPARE( texts( byGround, "people" ), QStringLiteral( "50|320|80" ) );
  QVERIFY( byGround.feedback->warnings.join( '\n' ).contains( QStringLiteral( "shared out by ground" ) ) );
}

void ConvertBoundariesTest::twoLookupsAreOneRun()
{
  // First B is split, then B1 and A are merged; C keeps its place, and nobody knows what became of B2.
  const Layer input = table( { ";A;100;0.1;1", ";B;400;0.2;2", ";C;60;0.3;3" } );
  const Layer first = memoryLayer( "None?field=old:string&field=new:string&field=people:string", "2001 to 2011",
                                   { ";A;A;", ";B;B1;300", ";B;B2;100", ";C;C;", ";Z;Z1;" } );
  const Layer second = memoryLayer( "None?field=code11:string&field=code21:string", "2011 to 2021",
                                    { ";A;AB;", ";B1;AB;", ";C;C;", ";Z1;C9;" } );
  const RunResult result = convert( input.get(), first.get(),
                                    { { "LOOKUP_WEIGHT", "people" },
                                      { "LOOKUP_2", QVariant::fromValue( second.get() ) },
                                      { "LOOKUP_2_FROM", "code11" },
                                      { "LOOKUP_2_TO", "code21" } } );
  QCOMPARE( texts( result, "area_id" ), QStringLiteral( "AB|C" ) );
  QCOMPARE( texts( result, "people" ), QStringLiteral( "400|60" ) );
  // The 300 of B1 come from a split.
  QCOMPARE( texts( result, "people_s" ), QStringLiteral( "0.75|0" ) );
  QCOMPARE( texts( result, "bnd_change" ), QStringLiteral( "X|U" ) );
  QCOMPARE( result.number( "OUTSIDE" ), 100.0 );
  QCOMPARE( texts( result, "version", "ISSUES" ) + ' ' + texts( result, "area_id", "ISSUES" ),
            QStringLiteral( "between B2" ) );
}

void ConvertBoundariesTest::sumsAreKept()
{
  const Layer input = table( { ";A;0.1;0;1", ";B;7.7;0;2", ";C;1e6;0;3", ";D;3;0;4", ";E;1e-3;0;5", ";Total;9;0;6" } );
  const Layer ways = lookup();
  const RunResult result = convert( input.get(), ways.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const double total = result.number( "TOTAL" );
  QVERIFY( std::abs( sumOf( result, "people" ) + result.number( "OUTSIDE" ) - total ) <= 1e-12 * total );
  QCOMPARE( result.number( "OUTSIDE" ), 9.0 );
}

void ConvertBoundariesTest::thereAndBackChangesNothingThatIsWhole()
{
  const Layer input = table( { ";A;100;0;1", ";B;400;0;2" } );
  const Layer ways = lookup();
  const RunResult there = convert( input.get(), ways.get(), { { "LOOKUP_WEIGHT", "people" } } );
  QVERIFY( there.succeeded );
  const RunResult back = convert( there.layer(), ways.get(),
                                  { { "CODE_FIELD", "area_id" }, { "LOOKUP_FROM", "new" }, { "LOOKUP_TO", "old" } } );
  QCOMPARE( texts( back, "area_id" ), QStringLiteral( "A|B" ) );
  QCOMPARE( texts( back, "people" ), QStringLiteral( "100|400" ) );
  QCOMPARE( texts( back, "cert_class" ), QStringLiteral( "3|3" ) );
}

void ConvertBoundariesTest::unknownCodesAreIssuesOnBothSides()
{
  const Layer input = table( { ";A;100;0;1", ";B;400;0;2", ";City;500;0;3" } );
  const Layer ways = lookup();
  const Layer target =
    memoryLayer( "Polygon?crs=EPSG:27700&field=code:string", "new areas",
                 { box( 0, 0, 100, 100 ) + ";A", box( 100, 0, 100, 100 ) + ";B1", box( 200, 0, 100, 100 ) + ";Z" } );
  const RunResult result = convert(
    input.get(), ways.get(), { { "LOOKUP_WEIGHT", "people" }, { "TARGET", QVariant::fromValue( target.get() ) } } );
  // B2 has no outline but keeps its figure; nothing goes to Z.
  QCOMPARE( texts( result, "area_id" ), QStringLiteral( "A|B1|B2|Z" ) );
  QCOMPARE( texts( result, "people" ), QStringLiteral( "100|300|100|NULL" ) );
  QCOMPARE( texts( result, "area_id", "ISSUES" ), QStringLiteral( "City|B2|Z" ) );
  QCOMPARE( texts( result, "version", "ISSUES" ), QStringLiteral( "old|new|new" ) );
  QCOMPARE( texts( result, "issue", "ISSUES" ),
            QStringLiteral( "not in the lookup|not among the new areas|not in the lookup" ) );
  QCOMPARE( result.number( "N_UNKNOWN_OLD" ), 1.0 );
  QCOMPARE( result.number( "N_UNKNOWN_NEW" ), 2.0 );
  QCOMPARE( result.number( "OUTSIDE" ), 500.0 );
}

void ConvertBoundariesTest::areaThatIsNotInTheTableMakesAGap()
{
  const Layer input = table( { ";C;60;0;1" } );
  const Layer ways = lookup();
  const RunResult result = convert( input.get(), ways.get() );
  QCOMPARE( texts( result, "people" ), QStringLiteral( "60" ) );
  QCOMPARE( texts( result, "gap" ), QStringLiteral( "0.5" ) );
  QCOMPARE( texts( result, "area_id", "ISSUES" ), QStringLiteral( "D" ) );
  QCOMPARE( texts( result, "issue", "ISSUES" ), QStringLiteral( "not in the table" ) );
  QCOMPARE( result.number( "N_INCOMPLETE" ), 1.0 );
}

void ConvertBoundariesTest::areaPartlyOutsideKeepsItsRest()
{
  const Layer input = memoryLayer( "Polygon?crs=EPSG:27700&field=code:string&field=people:int", "old areas",
                                   { box( 0, 0, 100, 100 ) + ";A;50", box( 500, 0, 10, 10 ) + ";B;7" } );
  const Layer target =
    memoryLayer( "Polygon?crs=EPSG:27700&field=code:string", "new areas", { box( 0, 0, 60, 100 ) + ";A" } );
  const RunResult result = convert( input.get(), nullptr, { { "TARGET", QVariant::fromValue( target.get() ) } } );
  QCOMPARE( texts( result, "people" ), QStringLiteral( "30" ) );
  QCOMPARE( result.number( "OUTSIDE" ), 27.0 );
  QCOMPARE( texts( result, "issue", "ISSUES" ), QStringLiteral( "partly outside|in no new area" ) );
}

void ConvertBoundariesTest::areasPartlyOutsideHaveNothingToDoWithEachOther()
{
  const Layer input = memoryLayer( "Polygon?crs=EPSG:27700&field=code:string&field=people:int", "old areas",
                                   { box( 0, 0, 100, 100 ) + ";A;50", box( 500, 0, 100, 100 ) + ";B;40" } );
  const Layer target = memoryLayer( "Polygon?crs=EPSG:27700&field=code:string", "new areas",
                                    { box( 0, 0, 60, 100 ) + ";A", box( 500, 0, 50, 100 ) + ";B" } );
  const RunResult result = convert( input.get(), nullptr, { { "TARGET", QVariant::fromValue( target.get() ) } } );
  QCOMPARE( texts( result, "people" ), QStringLiteral( "30|20" ) );
  QCOMPARE( texts( result, "bnd_change" ), QStringLiteral( "S|S" ) );
  QCOMPARE( result.number( "OUTSIDE" ), 40.0 );
}

void ConvertBoundariesTest::rowsOfOneWayAreOneWay()
{
  const Layer input = table( { ";B;400;0;2" } );
  // A lookup of output areas has a row for each of them.
  const Layer ways =
    memoryLayer( "None?field=old:string&field=new:string", "output areas", { ";B;B1", ";B;B1", ";B;B1", ";B;B2" } );
  const Layer target = memoryLayer( "Polygon?crs=EPSG:27700&field=code:string", "new areas",
                                    { box( 0, 0, 50, 100 ) + ";B1", box( 50, 0, 50, 100 ) + ";B2" } );
  const Layer homes = memoryLayer( "Point?crs=EPSG:27700&field=n:double", "homes",
                                   { "POINT(400010 300010);1", "POINT(400060 300010);3" } );
  const RunResult result = convert( input.get(), ways.get(),
                                    { { "TARGET", QVariant::fromValue( target.get() ) },
                                      { "PEOPLE", QVariant::fromValue( homes.get() ) },
                                      { "PEOPLE_WEIGHT", "n" } } );
  QCOMPARE( texts( result, "people" ), QStringLiteral( "100|300" ) );
}

void ConvertBoundariesTest::nationalLookupServesForACity()
{
  const Layer input = table( { ";A;100;0;1" } );
  const Layer ways = lookup();
  const RunResult result = convert( input.get(), ways.get() );
  QCOMPARE( texts( result, "area_id" ), QStringLiteral( "A" ) );
  QCOMPARE( result.layer( "ISSUES" )->featureCount(), 0LL );
}

void ConvertBoundariesTest::refuses_data()
{
  QTest::addColumn<QStringList>( "rows" );
  QTest::addColumn<QVariantMap>( "more" );
  QTest::addColumn<QString>( "sentence" );
  const QVariantMap rank{ { "COUNT_FIELDS", QVariant() }, { "RATE_FIELDS", "imd_rank" } };
  QTest::newRow( "rank" ) << sixAreas() << rank << "a rank is a place among the areas of its own layer";
  QTest::newRow( "nothing to convert" ) << sixAreas() << QVariantMap{ { "COUNT_FIELDS", QVariant() } }
                                        << "There is nothing to convert";
  QTest::newRow( "long table" ) << QStringList{ ";A;1;0;1", ";A;2;0;2" } << QVariantMap()
                                << "has the code ‘A’ twice in field ‘code’ (rows 1 and 2)";
  QTest::newRow( "wrong way round" ) << QStringList{ ";B1;1;0;1" } << QVariantMap()
                                     << "stand in LOOKUP_TO, not in LOOKUP_FROM: exchange the two fields";
  QTest::newRow( "other codes" ) << QStringList{ ";Q;1;0;1" } << QVariantMap()
                                 << "None of the codes of ‘figures’ (such as ‘Q’)";
  QTest::newRow( "no field of the lookup" )
    << sixAreas() << QVariantMap{ { "LOOKUP_TO", QVariant() } } << "LOOKUP_TO is empty";
  QTest::newRow( "nothing to convert by" )
    << sixAreas() << QVariantMap{ { "LOOKUP", QVariant() } } << "Give a LOOKUP, or the outlines of the new areas";
  QTest::newRow( "negative count" ) << QStringList{ ";A;-1;0;1" } << QVariantMap() << "is -1 in area ‘A’";
}

void ConvertBoundariesTest::refuses()
{
  QFETCH( QStringList, rows );
  QFETCH( QVariantMap, more );
  QFETCH( QString, sentence );
  const Layer input = table( rows );
  const Layer ways = lookup();
  const RunResult result = convert( input.get(), ways.get(), more );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

void ConvertBoundariesTest::officialLookupOfEngland()
{
  const QString file = sharedFile( QStringLiteral( "data/birmingham/census/population20_lsoa11_birmingham.csv" ) );
  if ( file.isEmpty() )
    QSKIP( "The shared data are not on this machine." );
  const Layer homes = pointsIn( sharedFile( "data/birmingham/oa11_birmingham.gpkg" ) );
  const RunResult result =
    run( QStringLiteral( "convertboundaries" ),
         { { "INPUT", file },
           { "CODE_FIELD", "lsoa11_code" },
           { "COUNT_FIELDS", "total_population" },
           { "LOOKUP", sharedFile( "data/national/lookups/lookup_lsoa11_lsoa21_ltla22.csv.gz" ) },
           { "LOOKUP_FROM", "lsoa11_code" },
           { "LOOKUP_TO", "lsoa21_code" },
           { "LOOKUP_CHANGE", "change_code" },
           { "TARGET", sharedFile( "data/birmingham/lsoa21_birmingham.gpkg" ) },
           { "PEOPLE", QVariant::fromValue( homes.get() ) },
           { "OUTPUT", "TEMPORARY_OUTPUT" },
           { "ISSUES", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "N_OLD" ), 639.0 );
  QCOMPARE( result.number( "N_NEW" ), 659.0 );
  QCOMPARE( result.number( "OUTSIDE" ), 0.0 );
  const double total = result.number( "TOTAL" );
  QVERIFY( std::abs( sumOf( result, "total_popu" ) - total ) < 1e-12 * total );
  // 42 rows of the lookup are splits.
  QCOMPARE( result.number( "N_ESTIMATED" ), 42.0 );
  QCOMPARE( texts( result, "issue", "ISSUES" ).count( "change code differs" ), 0 );
}

void ConvertBoundariesTest::outlinesOfOtherResolutionShowTheOfficialChanges()
{
  const QString folder = sharedFile( QStringLiteral( "data/birmingham" ) );
  if ( folder.isEmpty() )
    QSKIP( "The shared data are not on this machine." );
  const auto old = std::make_unique<QgsVectorLayer>( folder + "/lsoa11_birmingham.gpkg", QStringLiteral( "old" ) );
  old->addExpressionField( QStringLiteral( "1000" ),
                           QgsField( QStringLiteral( "people" ), communitysafety::compat::realField ) );
  const RunResult result =
    run( QStringLiteral( "convertboundaries" ), { { "INPUT", QVariant::fromValue( old.get() ) },
                                                  { "CODE_FIELD", "LSOA11" },
                                                  { "COUNT_FIELDS", "people" },
                                                  { "TARGET", folder + "/lsoa21_birmingham.gpkg" },
                                                  { "OUTPUT", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  // The lookup has 42 ways of splits and one merger into this city.
  const QStringList changes = texts( result, "bnd_change" ).split( '|' );
  QCOMPARE( changes.count( QStringLiteral( "S" ) ), 42 );
  QCOMPARE( changes.count( QStringLiteral( "M" ) ), 1 );
  QCOMPARE( changes.count( QStringLiteral( "U" ) ), 616 );
  QVERIFY( std::abs( sumOf( result, "people" ) + result.number( "OUTSIDE" ) - 639000 ) < 1e-6 );
}

COMMUNITYSAFETY_TEST_MAIN( ConvertBoundariesTest )
#include "convertboundaries_test.moc"
