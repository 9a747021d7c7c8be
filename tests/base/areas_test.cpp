// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/areas.h"
#include "testrun.h"

using namespace communitysafety;
using namespace communitysafety::test;
using base::Areas;
using base::InvalidGeometry;

class AreasTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void rowsBecomeAreasInTheirOrder();
  void degreesBecomeMetres();
  void sortingKeepsEveryColumnTogether();
  void namesFallBackToIds();
  void groupsAreNumberedAsTheyAppear();
  void pointOnABorderBelongsToTheFirst();
  void bordersAndCornersMakeNeighbours();
  // edges
  void invalidOutlineIsTreatedAsAsked_data();
  void invalidOutlineIsTreatedAsAsked();
  void emptyGeometryAndBlankIdAreRejected();
  void idFieldIsTheFirstOfTheUsualOnes_data();
  void idFieldIsTheFirstOfTheUsualOnes();
  // refused input
  void refuses_data();
  void refuses();
};

namespace
{

const QString definition = QStringLiteral( "MultiPolygon?crs=EPSG:27700&field=area_id:string&field=pop:integer" );

QString square( int column, int row )
{
  return QStringLiteral( "MULTIPOLYGON(((%1 %2,%3 %2,%3 %4,%1 %4,%1 %2)))" )
    .arg( column * 100 )
    .arg( row * 100 )
    .arg( column * 100 + 100 )
    .arg( row * 100 + 100 );
}

const QString bowTie = QStringLiteral( "MULTIPOLYGON(((0 0,100 100,100 0,0 100,0 0)))" );

Areas read( TestRun &test, QgsVectorLayer &layer, const base::AreasReading &reading )
{
  return base::readAreas( test.run, base::Source( QStringLiteral( "INPUT" ), layer ), reading );
}

base::AreasReading byId()
{
  base::AreasReading reading;
  reading.idField = QStringLiteral( "area_id" );
  reading.fields = QStringList{ QStringLiteral( "pop" ) };
  return reading;
}

} // namespace

void AreasTest::rowsBecomeAreasInTheirOrder()
{
  TestRun test;
  const auto layer =
    memoryLayer( definition, QStringLiteral( "wards" ), { square( 1, 0 ) + ";b;20", square( 0, 0 ) + ";a;10" } );
  const Areas areas = read( test, *layer, byId() );
  QCOMPARE( areas.id, ( std::vector<QString>{ QStringLiteral( "b" ), QStringLiteral( "a" ) } ) );
  QCOMPARE( areas.row, ( std::vector<qint64>{ 1, 2 } ) );
  QCOMPARE( areas.attributes[1].at( 0 ).toInt(), 10 );
  QCOMPARE( areas.squareMetres[0], 10000.0 );
  QCOMPARE( test.run.ledger.summary(), QStringList{ QStringLiteral( "wards: 2 read = 2 used + 0 rejected" ) } );
}

void AreasTest::degreesBecomeMetres()
{
  TestRun test;
  const auto layer = memoryLayer(
    QStringLiteral( "MultiPolygon?crs=EPSG:4326&field=area_id:string&field=pop:integer" ), QStringLiteral( "wards" ),
    { QStringLiteral( "MULTIPOLYGON(((-1.9 52.47,-1.89 52.47,-1.89 52.48,-1.9 52.48,-1.9 52.47)));a;1" ) } );
  const Areas areas = read( test, *layer, byId() );
  QCOMPARE( areas.crs.authid(), QStringLiteral( "EPSG:27700" ) );
  // A hundredth of a degree is 1,113 m to the north and 678 m to the east here.
  QVERIFY2( std::abs( areas.squareMetres[0] / 755000.0 - 1 ) < 0.01,
            qPrintable( QString::number( areas.squareMetres[0] ) ) );
  QVERIFY( test.feedback.everything().contains( QStringLiteral( "‘wards’ was transformed from EPSG:4326" ) ) );
}

void AreasTest::sortingKeepsEveryColumnTogether()
{
  TestRun test;
  const auto layer = memoryLayer( definition, QStringLiteral( "wards" ),
                                  { square( 2, 0 ) + ";c;30", square( 0, 0 ) + ";a;10", square( 1, 0 ) + ";b;20" } );
  Areas areas = read( test, *layer, byId() );
  base::sortById( areas );
  QCOMPARE( areas.id, ( std::vector<QString>{ QStringLiteral( "a" ), QStringLiteral( "b" ), QStringLiteral( "c" ) } ) );
  QCOMPARE( areas.row, ( std::vector<qint64>{ 2, 3, 1 } ) );
  for ( std::size_t area = 0; area < 3; ++area )
  {
    QCOMPARE( areas.attributes[area].at( 0 ).toInt(), 10 * int( area + 1 ) );
    QCOMPARE( areas.geometry[area].boundingBox().xMinimum(), 100.0 * double( area ) );
  }
}

void AreasTest::namesFallBackToIds()
{
  TestRun test;
  const auto layer = memoryLayer( QStringLiteral( "MultiPolygon?crs=EPSG:27700&field=area_id:string&field=pop:string" ),
                                  QStringLiteral( "wards" ),
                                  { square( 0, 0 ) + ";a;  Aston ", square( 1, 0 ) + ";b; ", square( 2, 0 ) + ";c;" } );
  const Areas areas = read( test, *layer, byId() );
  QCOMPARE( base::areaNames( areas, { 2, 0, 1 }, 0 ), ( QStringList{ "c", "Aston", "b" } ) );
  QCOMPARE( base::areaNames( areas, { 0, 1, 2 }, -1 ), ( QStringList{ "a", "b", "c" } ) );
}

void AreasTest::groupsAreNumberedAsTheyAppear()
{
  TestRun test;
  const auto layer = memoryLayer( QStringLiteral( "MultiPolygon?crs=EPSG:27700&field=area_id:string&field=pop:string" ),
                                  QStringLiteral( "wards" ),
                                  { square( 0, 0 ) + ";a;north", square( 1, 0 ) + ";b;south",
                                    square( 2, 0 ) + ";c; north", square( 3, 0 ) + ";d; " } );
  const Areas areas = read( test, *layer, byId() );
  QCOMPARE( base::areaGroups( areas, { 0, 1, 2, 3 }, 0 ), ( std::vector<int>{ 0, 1, 0, -1 } ) );
  QCOMPARE( base::areaGroups( areas, { 1, 0, 3, 2 }, 0 ), ( std::vector<int>{ 0, 1, -1, 1 } ) );
}

void AreasTest::pointOnABorderBelongsToTheFirst()
{
  TestRun test;
  const auto layer =
    memoryLayer( definition, QStringLiteral( "wards" ), { square( 1, 0 ) + ";b;20", square( 0, 0 ) + ";a;10" } );
  const Areas areas = read( test, *layer, byId() );
  const base::AreaLocator locator( areas );
  QCOMPARE( locator.areaAt( QgsPointXY( 50, 50 ) ), 1 );
  QCOMPARE( locator.areaAt( QgsPointXY( 100, 50 ) ), 0 );
  QCOMPARE( locator.areaAt( QgsPointXY( 250, 50 ) ), int( base::AreaLocator::nowhere ) );
}

void AreasTest::bordersAndCornersMakeNeighbours()
{
  TestRun test;
  const auto layer = memoryLayer(
    definition, QStringLiteral( "wards" ),
    { square( 0, 0 ) + ";a;1", square( 1, 0 ) + ";b;1", square( 1, 1 ) + ";c;1", square( 3, 0 ) + ";d;1" } );
  const statistics::Neighbours neighbours = base::touchingNeighbours( read( test, *layer, byId() ), {} );
  QCOMPARE( neighbours.of( 0 ).size(), std::size_t( 2 ) );
  QCOMPARE( neighbours.of( 2 ).size(), std::size_t( 2 ) );
  QCOMPARE( neighbours.of( 3 ).size(), std::size_t( 0 ) );
}

void AreasTest::invalidOutlineIsTreatedAsAsked_data()
{
  QTest::addColumn<int>( "choice" );
  QTest::addColumn<int>( "areas" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "repair" ) << int( InvalidGeometry::repair ) << 2
                            << "wards: 1 outline(s) crossed themselves and were repaired (tie).";
  QTest::newRow( "skip" ) << int( InvalidGeometry::skip ) << 1
                          << "wards: 2 read = 1 used + 1 rejected (invalid geometry 1)";
  QTest::newRow( "stop" ) << int( InvalidGeometry::stop ) << 0 << "‘wards’ has an invalid outline: area ‘tie’ (row 1)";
}

void AreasTest::invalidOutlineIsTreatedAsAsked()
{
  QFETCH( int, choice );
  QFETCH( int, areas );
  QFETCH( QString, sentence );
  TestRun test;
  const auto layer =
    memoryLayer( definition, QStringLiteral( "wards" ), { bowTie + ";tie;1", square( 3, 0 ) + ";a;1" } );
  base::AreasReading reading = byId();
  reading.invalidGeometry = static_cast<InvalidGeometry>( choice );
  int used = 0;
  const QString error = refusal( [&] { used = int( read( test, *layer, reading ).size() ); } );
  QCOMPARE( used, areas );
  const QString said = error + test.feedback.everything() + test.run.ledger.summary().join( '\n' );
  QVERIFY2( said.contains( sentence ), qPrintable( said ) );
}

void AreasTest::emptyGeometryAndBlankIdAreRejected()
{
  TestRun test;
  const auto layer = memoryLayer(
    definition, QStringLiteral( "wards" ),
    { square( 0, 0 ) + ";a;1", QStringLiteral( ";b;1" ), square( 1, 0 ) + "; ;1", square( 2, 0 ) + ";NULL;1" } );
  QCOMPARE( read( test, *layer, byId() ).size(), std::size_t( 1 ) );
  QCOMPARE( test.run.ledger.summary(),
            QStringList{ QStringLiteral( "wards: 4 read = 1 used + 3 rejected (no id 2, empty geometry 1)" ) } );
}

void AreasTest::idFieldIsTheFirstOfTheUsualOnes_data()
{
  QTest::addColumn<QString>( "fields" );
  QTest::addColumn<QString>( "chosen" );
  QTest::addColumn<QString>( "expected" );
  QTest::newRow( "chosen" ) << "&field=area_id:string&field=code:string"
                            << "code"
                            << "code";
  QTest::newRow( "area_id before cell_id" ) << "&field=cell_id:string&field=area_id:string"
                                            << ""
                                            << "area_id";
  QTest::newRow( "cell_id" ) << "&field=cell_id:string"
                             << ""
                             << "cell_id";
  QTest::newRow( "none" ) << "&field=code:string"
                          << ""
                          << "";
}

void AreasTest::idFieldIsTheFirstOfTheUsualOnes()
{
  QFETCH( QString, fields );
  QFETCH( QString, chosen );
  QFETCH( QString, expected );
  TestRun test;
  const auto layer =
    memoryLayer( QStringLiteral( "MultiPolygon?crs=EPSG:27700" ) + fields, QStringLiteral( "wards" ), {} );
  QCOMPARE( base::areaIdField( test.run, base::Source( QStringLiteral( "INPUT" ), *layer ), chosen ), expected );
  QCOMPARE( test.feedback.everything().contains( QStringLiteral( "feature number" ) ), expected.isEmpty() );
}

void AreasTest::refuses_data()
{
  QTest::addColumn<QString>( "system" );
  QTest::addColumn<QStringList>( "rows" );
  QTest::addColumn<QString>( "sentence" );
  const QString grid = QStringLiteral( "EPSG:27700" );
  QTest::newRow( "no reference system" ) << QString() << QStringList{ square( 0, 0 ) + ";a;1" }
                                         << "‘wards’ has no coordinate reference system";
  QTest::newRow( "no features" ) << grid << QStringList() << "‘wards’ has no features";
  QTest::newRow( "repeated id" ) << grid << QStringList{ square( 0, 0 ) + ";a;1", square( 1, 0 ) + ";a;1" }
                                 << "has the id ‘a’ twice in field ‘area_id’ (rows 1 and 2)";
  QTest::newRow( "nothing left" ) << grid << QStringList{ QStringLiteral( ";a;1" ) }
                                  << "No area of the layer ‘wards’ can be used";
}

void AreasTest::refuses()
{
  QFETCH( QString, system );
  QFETCH( QStringList, rows );
  QFETCH( QString, sentence );
  TestRun test;
  const auto layer = memoryLayer( definition, QStringLiteral( "wards" ), rows );
  layer->setCrs( QgsCoordinateReferenceSystem( system ) );
  const QString error = refusal( [&] { read( test, *layer, byId() ); } );
  QVERIFY2( error.contains( sentence ), qPrintable( error ) );
}

COMMUNITYSAFETY_TEST_MAIN( AreasTest )
#include "areas_test.moc"
