// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/compat.h"
#include "priorityneighbourhoods/outlinesnapper.h"
#include "qgistest.h"

#include <algorithm>
#include <cmath>
#include <random>

using namespace communitysafety::priorityneighbourhoods;

namespace
{

constexpr double cell = 200;
constexpr SnapOptions options{ 50, 0.2 };

//! Cells of a block, in columns and rows from a corner.
QgsGeometry block( int column, int row, int columns, int rows )
{
  return QgsGeometry::fromRect(
    QgsRectangle( column * cell, row * cell, ( column + columns ) * cell, ( row + rows ) * cell ) );
}

QgsGeometry line( const QString &points ) { return QgsGeometry::fromWkt( "LINESTRING(" + points + ")" ); }

SnappedOutline snap( const QgsGeometry &outline, const std::vector<QgsGeometry> &lines,
                     const SnapOptions &by = options )
{
  return snapOutlines( { outline }, lines, by, {} ).front();
}

double jaccard( const QgsGeometry &a, const QgsGeometry &b )
{
  return a.intersection( b ).area() / a.combine( b ).area();
}

//! Streets that are crooked and meet at odd angles, some with dead ends.
std::vector<QgsGeometry> town( unsigned seed )
{
  std::mt19937 random( seed );
  std::uniform_real_distribution<double> wobble( -45, 45 );
  std::vector<QgsGeometry> streets;
  for ( int street = 0; street <= 20; ++street )
  {
    QStringList across, along;
    const int last = street % 3 == 0 ? 7 : 16;
    for ( int place = 0; place <= last; ++place )
    {
      across << QStringLiteral( "%1 %2" ).arg( place * 100 + wobble( random ) ).arg( street * 80 + wobble( random ) );
      along << QStringLiteral( "%1 %2" ).arg( street * 80 + wobble( random ) ).arg( place * 100 + wobble( random ) );
    }
    streets.push_back( line( across.join( ',' ) ) );
    streets.push_back( line( along.join( ',' ) ) );
  }
  return streets;
}

} // namespace

class OutlineSnapperTest : public QObject
{
  Q_OBJECT

private slots:
  // what it does
  void outlineMovesToTheLine_data();
  void outlineMovesToTheLine();
  void lineThatEndsIsLeftAgain();
  void sideStreetsMakeNoDetour();
  // laws
  void outlinesStayValidAndApart_data();
  void outlinesStayValidAndApart();
  void orderOfTheLinesDoesNotMatter();
  // edges
  void holeStays();
  void narrowPartStays();
  void tooMuchLossIsNotDone();
  void nothingNearByChangesNothing();
};

void OutlineSnapperTest::outlineMovesToTheLine_data()
{
  QTest::addColumn<QString>( "street" );
  QTest::addColumn<double>( "top" );
  QTest::newRow( "outside" ) << "-500 830, 1500 830" << 830.0;
  QTest::newRow( "inside" ) << "-500 770, 1500 770" << 770.0;
  QTest::newRow( "on the outline" ) << "-500 800, 1500 800" << 800.0;
  QTest::newRow( "too far away" ) << "-500 851, 1500 851" << 800.0;
}

void OutlineSnapperTest::outlineMovesToTheLine()
{
  QFETCH( QString, street );
  QFETCH( double, top );
  const SnappedOutline snapped = snap( block( 0, 0, 4, 4 ), { line( street ) } );
  QVERIFY( snapped.isDone );
  QVERIFY2( std::fabs( snapped.outline.area() - 800 * top ) < 1, qPrintable( snapped.outline.asWkt( 1 ) ) );
  QVERIFY( std::fabs( snapped.outline.boundingBox().yMaximum() - top ) < 1e-6 );
  QVERIFY( std::fabs( snapped.jaccard - std::min( top, 800.0 ) / std::max( top, 800.0 ) ) < 1e-6 );
}

void OutlineSnapperTest::lineThatEndsIsLeftAgain()
{
  const SnappedOutline snapped = snap( block( 0, 0, 4, 4 ), { line( "-500 830, 400 830" ) } );
  const double gained = snapped.outline.area() - 800 * 800;
  QVERIFY2( gained > 30 * 250 && gained < 30 * 420, qPrintable( snapped.outline.asWkt( 1 ) ) );
}

void OutlineSnapperTest::sideStreetsMakeNoDetour()
{
  std::vector<QgsGeometry> streets;
  for ( int street = 0; street < 8; ++street )
    streets.push_back( line( QStringLiteral( "%1 -500, %1 1500" ).arg( 60 + street * 97 ) ) );
  QVERIFY( snap( block( 0, 0, 4, 4 ), streets ).jaccard > 0.9999 );
  streets.push_back( line( "-500 840, 1500 840" ) );
  // Along the street from the first side street to the last, past all others.
  const QgsGeometry snapped = snap( block( 0, 0, 4, 4 ), streets ).outline;
  QVERIFY2( std::fabs( snapped.area() - ( 800 * 800 + 40 * 679 ) ) < 1, qPrintable( snapped.asWkt( 1 ) ) );
}

void OutlineSnapperTest::outlinesStayValidAndApart_data()
{
  QTest::addColumn<unsigned>( "seed" );
  for ( const unsigned seed : { 1U, 2U, 3U, 4U } )
    QTest::addRow( "town %u", seed ) << seed;
}

void OutlineSnapperTest::outlinesStayValidAndApart()
{
  QFETCH( unsigned, seed );
  // Two that share a border, one that touches both in a corner, and one of two parts near by.
  const std::vector<QgsGeometry> outlines{ block( 0, 0, 3, 2 ), block( 3, 0, 2, 3 ).combine( block( 4, 3, 2, 1 ) ),
                                           block( 1, 2, 2, 3 ), block( 0, 6, 2, 1 ).combine( block( 2, 7, 1, 1 ) ) };
  const std::vector<SnappedOutline> snapped = snapOutlines( outlines, town( seed ), options, {} );
  int moved = 0;
  for ( std::size_t each = 0; each < outlines.size(); ++each )
  {
    const QgsGeometry &outline = snapped[each].outline;
    QVERIFY2( outline.isGeosValid(), qPrintable( outline.lastError() ) );
    QVERIFY( outline.wkbType() == communitysafety::compat::multiPolygon || !snapped[each].isDone ||
             snapped[each].jaccard == 1 );
    if ( snapped[each].isDone )
      QVERIFY( std::fabs( snapped[each].jaccard - jaccard( outline, outlines[each] ) ) < 1e-9 );
    moved += snapped[each].isDone && snapped[each].jaccard < 0.99 ? 1 : 0;
    const QgsGeometry limit = outlines[each].buffer( options.distance + 1, 12 );
    const QgsGeometry least = outlines[each].buffer( -options.distance - 1, 12 );
    QVERIFY( outline.difference( limit ).area() < 1e-3 );
    QVERIFY( least.difference( outline ).area() < 1e-3 );
    for ( std::size_t other = 0; other < each; ++other )
      QVERIFY( outline.intersection( snapped[other].outline ).area() < 1e-3 );
  }
  QVERIFY2( moved >= 3, qPrintable( QString::number( moved ) ) );
}

void OutlineSnapperTest::orderOfTheLinesDoesNotMatter()
{
  std::vector<QgsGeometry> streets = town( 5 );
  const QgsGeometry once = snap( block( 1, 1, 4, 3 ), streets ).outline;
  std::reverse( streets.begin(), streets.end() );
  QVERIFY( jaccard( snap( block( 1, 1, 4, 3 ), streets ).outline, once ) > 0.999999 );
}

void OutlineSnapperTest::holeStays()
{
  const QgsGeometry ring = block( 0, 0, 5, 5 ).difference( block( 2, 2, 1, 1 ) );
  const QgsGeometry snapped = snap( ring, { line( "-500 1030, 1500 1030" ) } ).outline;
  QVERIFY( std::fabs( snapped.area() - ( 1000 * 1030 - 200 * 200 ) ) < 1 );
}

void OutlineSnapperTest::narrowPartStays()
{
  // A street that cuts the neck of one cell off is no reason to lose what lies behind.
  const QgsGeometry shape = block( 0, 0, 4, 2 ).combine( block( 3, 2, 1, 3 ) );
  const SnappedOutline snapped = snap( shape, { line( "-500 410, 1500 410" ), line( "-500 560, 1500 560" ) } );
  QVERIFY( snapped.outline.intersects( block( 3, 4, 1, 1 ).pointOnSurface() ) );
  QVERIFY( snapped.jaccard > 0.9 );
}

void OutlineSnapperTest::tooMuchLossIsNotDone()
{
  const QgsGeometry small = block( 0, 0, 1, 1 );
  const QgsGeometry inside = QgsGeometry::fromWkt( "LINESTRING(40 40, 160 40, 160 160, 40 160, 40 40)" );
  const SnappedOutline strict = snap( small, { inside } );
  QVERIFY( !strict.isDone );
  QVERIFY( strict.outline.equals( small ) );
  QVERIFY2( std::fabs( strict.jaccard - 0.36 ) < 1e-6, qPrintable( QString::number( strict.jaccard ) ) );
  const SnappedOutline lenient = snap( small, { inside }, { 50, 0.7 } );
  QVERIFY( lenient.isDone );
  QVERIFY( std::fabs( lenient.outline.area() - 120 * 120 ) < 1 );
}

void OutlineSnapperTest::nothingNearByChangesNothing()
{
  const SnappedOutline far = snap( block( 0, 0, 2, 2 ), { line( "5000 5000, 6000 6000" ) } );
  QVERIFY( far.isDone );
  QCOMPARE( far.jaccard, 1.0 );
  QVERIFY( far.outline.equals( block( 0, 0, 2, 2 ) ) );
  QVERIFY( snapOutlines( {}, {}, options, {} ).empty() );
}

COMMUNITYSAFETY_TEST_MAIN( OutlineSnapperTest )
#include "outlinesnapper_test.moc"
