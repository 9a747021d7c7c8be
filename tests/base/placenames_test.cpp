// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/placenames.h"
#include "testrun.h"

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
