// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/overlaps.h"

#include <QTest>

using namespace communitysafety;
using base::AreaOverlap;
using base::overlaps;

class OverlapsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void sharesOfACoveredAreaAddUpToOne();
  void pairsComeBySourceThenTarget();
  void cellsAreCutAsPolygonsAre_data();
  void cellsAreCutAsPolygonsAre();
  // edges
  void touchingAreasHaveNoCommonGround();
  void areaInsideAnotherIsAllThere();
  void holeIsNoCommonGround();
  void emptyAreasHaveNoOverlaps();
  void noAreasHaveNoOverlaps();
  void cancelStopsTheWork();

private:
  static QgsGeometry rectangle( double x, double y, double width, double height )
  {
    return QgsGeometry::fromRect( QgsRectangle( x, y, x + width, y + height ) );
  }
  static QString inText( const std::vector<AreaOverlap> &pairs )
  {
    QStringList texts;
    for ( const AreaOverlap &pair : pairs )
      texts
        << QStringLiteral( "%1-%2 %3 (%4)" ).arg( pair.source ).arg( pair.target ).arg( pair.area ).arg( pair.share );
    return texts.join( QStringLiteral( ", " ) );
  }
};

void OverlapsTest::sharesOfACoveredAreaAddUpToOne()
{
  // A slanting area over seven unequal strips.
  const QgsGeometry source = QgsGeometry::fromWkt( QStringLiteral( "POLYGON((1 1,61 13,53 37,7 29,1 1))" ) );
  std::vector<QgsGeometry> strips;
  for ( int strip = 0; strip < 7; ++strip )
    strips.push_back( rectangle( 9.3 * strip, 0, 9.3, 40 ) );
  double shares = 0;
  double area = 0;
  for ( const AreaOverlap &pair : overlaps( { source }, strips, {} ) )
  {
    shares += pair.share;
    area += pair.area;
  }
  QVERIFY( std::abs( shares - 1 ) < 1e-12 );
  QVERIFY( std::abs( area - source.area() ) < 1e-9 );
}

void OverlapsTest::pairsComeBySourceThenTarget()
{
  const std::vector<QgsGeometry> sources{ rectangle( 0, 0, 2, 2 ), rectangle( 2, 0, 2, 2 ) };
  const std::vector<QgsGeometry> targets{ rectangle( 1, 1, 2, 1 ), rectangle( 0, 0, 4, 1 ) };
  QCOMPARE( inText( overlaps( sources, targets, {} ) ),
            QStringLiteral( "0-0 1 (0.25), 0-1 2 (0.5), 1-0 1 (0.25), 1-1 2 (0.5)" ) );
}

void OverlapsTest::cellsAreCutAsPolygonsAre_data()
{
  QTest::addColumn<QString>( "source" );
  QTest::newRow( "convex" ) << QStringLiteral( "POLYGON((1 1,61 13,53 37,7 29,1 1))" );
  QTest::newRow( "with a bay and a hole" )
    << QStringLiteral( "POLYGON((0 0,60 0,60 40,30 15,0 40,0 0),(5 5,5 12,12 12,12 5,5 5))" );
  QTest::newRow( "of two parts" ) << QStringLiteral(
    "MULTIPOLYGON(((0 0,20 0,20 20,0 20,0 0)),((31 3,57 7,44 33,31 3),(40 9,46 10,44 15,40 9)))" );
  QTest::newRow( "clockwise" ) << QStringLiteral( "POLYGON((0 0,3 33,51 29,44 2,0 0))" );
}

void OverlapsTest::cellsAreCutAsPolygonsAre()
{
  QFETCH( QString, source );
  const QgsGeometry area = QgsGeometry::fromWkt( source );
  std::vector<QgsGeometry> targets;
  for ( int cell = 0; cell < 180; ++cell )
    targets.push_back( rectangle( 4.1 * ( cell % 15 ), 3.7 * ( cell / 15 ), 4.1, 3.7 ) );
  // A hexagon, and a target that is no convex ring.
  targets.push_back( QgsGeometry::fromWkt( QStringLiteral( "POLYGON((10 10,20 5,30 10,30 20,20 25,10 20,10 10))" ) ) );
  targets.push_back( QgsGeometry::fromWkt( QStringLiteral( "POLYGON((0 0,60 0,30 10,60 40,0 40,0 0))" ) ) );
  std::vector<double> found( targets.size(), 0 );
  for ( const AreaOverlap &pair : overlaps( { area }, targets, {} ) )
    found[pair.target] = pair.area;
  for ( std::size_t target = 0; target < targets.size(); ++target )
  {
    const double expected = area.intersection( targets[target] ).area();
    QVERIFY2( std::abs( found[target] - expected ) < 1e-9,
              qPrintable(
                QStringLiteral( "target %1: %2 instead of %3" ).arg( target ).arg( found[target] ).arg( expected ) ) );
  }
}

void OverlapsTest::emptyAreasHaveNoOverlaps()
{
  const std::vector<QgsGeometry> areas{ QgsGeometry(), rectangle( 0, 0, 2, 2 ) };
  QCOMPARE( inText( overlaps( areas, areas, {} ) ), QStringLiteral( "1-1 4 (1)" ) );
}

void OverlapsTest::touchingAreasHaveNoCommonGround()
{
  QVERIFY( overlaps( { rectangle( 0, 0, 1, 1 ) }, { rectangle( 1, 0, 1, 1 ), rectangle( 1, 1, 1, 1 ) }, {} ).empty() );
}

void OverlapsTest::areaInsideAnotherIsAllThere()
{
  QCOMPARE( inText( overlaps( { rectangle( 1, 1, 1, 1 ) }, { rectangle( 0, 0, 4, 4 ) }, {} ) ),
            QStringLiteral( "0-0 1 (1)" ) );
  QCOMPARE( inText( overlaps( { rectangle( 0, 0, 4, 4 ) }, { rectangle( 1, 1, 1, 1 ) }, {} ) ),
            QStringLiteral( "0-0 1 (0.0625)" ) );
}

void OverlapsTest::holeIsNoCommonGround()
{
  const QgsGeometry ring =
    QgsGeometry::fromWkt( QStringLiteral( "POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,3 1,3 3,1 3,1 1))" ) );
  QVERIFY( overlaps( { ring }, { rectangle( 1.5, 1.5, 1, 1 ) }, {} ).empty() );
}

void OverlapsTest::noAreasHaveNoOverlaps()
{
  QVERIFY( overlaps( {}, { rectangle( 0, 0, 1, 1 ) }, {} ).empty() );
  QVERIFY( overlaps( { rectangle( 0, 0, 1, 1 ) }, {}, {} ).empty() );
}

void OverlapsTest::cancelStopsTheWork()
{
  const std::vector<QgsGeometry> squares( 50, rectangle( 0, 0, 1, 1 ) );
  QVERIFY_EXCEPTION_THROWN( overlaps( squares, squares, []( double done ) { return done < 0.5; } ),
                            statistics::Cancelled );
}

QTEST_GUILESS_MAIN( OverlapsTest )
#include "overlaps_test.moc"
