// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/placenames.h"
#include "testrun.h"

#include <QElapsedTimer>

using namespace communitysafety;
using namespace communitysafety::test;

class PlaceNamesTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void mostCommonGroundComesFirst();
  void pointInsideComesBeforeANearerOne();
  void nearestPointNamesAnOutlineWithoutAny();
  void takenNameGetsANumber();
  void withoutNamesOutlinesAreCalledOtherwise();
  // cost
  void manyNamesAreQuick();
  // refused input
  void blankNamesAndEmptyPlacesAreRejected();
};

namespace
{

QgsGeometry square( double x, double y, double side )
{
  return QgsGeometry::fromRect( QgsRectangle( x, y, x + side, y + side ) );
}

QgsGeometry point( double x, double y ) { return QgsGeometry::fromPointXY( QgsPointXY( x, y ) ); }

QString nameOf( const QgsGeometry &outline, const std::vector<base::PlaceName> &names )
{
  return base::namesOfPlaces( { outline }, names, { QStringLiteral( "?" ) }, {} ).front();
}

} // namespace

void PlaceNamesTest::mostCommonGroundComesFirst()
{
  QCOMPARE( nameOf( square( 0, 0, 10 ), { { "much", square( 0, 0, 8 ) }, { "little", square( 8, 8, 8 ) } } ),
            QStringLiteral( "much" ) );
}

void PlaceNamesTest::pointInsideComesBeforeANearerOne()
{
  // An L whose representative point lies in the left arm, beside the point outside it.
  const QgsGeometry outline = QgsGeometry::fromWkt( "POLYGON((0 0,100 0,100 10,10 10,10 100,0 100,0 0))" );
  QCOMPARE( nameOf( outline, { { "inside", point( 99, 1 ) }, { "outside", point( 12, 50 ) } } ),
            QStringLiteral( "inside" ) );
}

void PlaceNamesTest::nearestPointNamesAnOutlineWithoutAny()
{
  QCOMPARE( nameOf( square( 0, 0, 10 ), { { "far", point( 100, 0 ) }, { "near", point( 20, 5 ) } } ),
            QStringLiteral( "near" ) );
}

void PlaceNamesTest::takenNameGetsANumber()
{
  const std::vector<QgsGeometry> outlines = { square( 0, 0, 10 ), square( 30, 0, 10 ), square( 60, 0, 10 ) };
  const std::vector<QString> names =
    base::namesOfPlaces( outlines, { { "Aston", point( 0, 0 ) } }, { "1", "2", "3" }, {} );
  QCOMPARE( names, ( std::vector<QString>{ "Aston", "Aston 2", "Aston 3" } ) );
}

void PlaceNamesTest::withoutNamesOutlinesAreCalledOtherwise()
{
  QCOMPARE( nameOf( square( 0, 0, 10 ), {} ), QStringLiteral( "?" ) );
}

void PlaceNamesTest::manyNamesAreQuick()
{
  std::vector<base::PlaceName> names;
  for ( int column = 0; column < 200; ++column )
    for ( int row = 0; row < 150; ++row )
      names.push_back( { QStringLiteral( "%1/%2" ).arg( column ).arg( row ), point( 50 * column, 50 * row ) } );
  // Every other outline holds no name.
  std::vector<QgsGeometry> outlines;
  for ( int number = 0; number < 100; ++number )
    outlines.push_back( point( 100.0 * number + 10, 75.0 * number + 10 ).buffer( number % 2 == 0 ? 200 : 9, 50 ) );
  QElapsedTimer timer;
  timer.start();
  const std::vector<QString> found =
    base::namesOfPlaces( outlines, names, std::vector<QString>( outlines.size() ), {} );
  QVERIFY2( timer.elapsed() < 1000, qPrintable( QString::number( timer.elapsed() ) ) );
  QCOMPARE( found[0], QStringLiteral( "0/0" ) );
  QCOMPARE( found[3], QStringLiteral( "6/5" ) );
}

void PlaceNamesTest::blankNamesAndEmptyPlacesAreRejected()
{
  TestRun test;
  const auto layer = memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=name:string" ), QStringLiteral( "names" ),
                                  { "POINT(1 1);Aston", "POINT(2 2); ", ";Nechells" } );
  const base::Source source( QStringLiteral( "NAMES" ), *layer );
  const auto names = base::readPlaceNames( test.run, source, QStringLiteral( "name" ), layer->crs() );
  QCOMPARE( names.size(), std::size_t( 1 ) );
  QVERIFY( test.run.ledger.summary().first().startsWith( "names: 3 read = 1 used + 2 rejected" ) );
}

COMMUNITYSAFETY_TEST_MAIN( PlaceNamesTest )
#include "placenames_test.moc"
