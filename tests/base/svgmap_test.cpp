// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/svgmap.h"

#include "qgistest.h"

#include "statistics/column.h"

#include <QPolygonF>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <cmath>

using namespace communitysafety::base;

//! The small map of a page.
class SvgMapTest : public QObject
{
  Q_OBJECT

private slots:
  void northIsUpAndMetresAreEqual();
  void holesStayOpen();
  void whatLiesOutsideIsLeftOut();
  void textIsEscapedAndThePageIsWellFormed();
  void shapesLeadSomewhere();
  void labelsDoNotHideEachOther();
  void theScaleBarIsARoundNumber_data();
  void theScaleBarIsARoundNumber();
  void bandsOfTheIndex_data();
  void bandsOfTheIndex();
  void aPointlessExtentIsDrawnAllTheSame();
};

namespace
{

QgsGeometry square( double x, double y, double side )
{
  return QgsGeometry::fromRect( QgsRectangle( x, y, x + side, y + side ) );
}

MapDrawing drawingOf( const std::vector<MapShape> &shapes, const QgsRectangle &extent )
{
  return { QStringLiteral( "Map" ), QStringLiteral( "A map." ), extent, shapes, {} };
}

MapShape filled( const QgsGeometry &geometry, const char *fill )
{
  return { geometry, QLatin1String( fill ), { QLatin1String( ink::text ), 1, false } };
}

//! The corners of the path with this fill.
QVector<QPointF> cornersOf( const QString &svg, const QString &fill )
{
  const QRegularExpression path( QStringLiteral( "fill=\"%1\"[^>]* d=\"([^\"]*)\"" ).arg( fill ) );
  QVector<QPointF> corners;
  for ( const QString &place : path.match( svg ).captured( 1 ).remove( 'M' ).remove( 'Z' ).split( ' ' ) )
    corners << QPointF( place.section( ',', 0, 0 ).toDouble(), place.section( ',', 1, 1 ).toDouble() );
  return corners;
}

QRectF boxOf( const QVector<QPointF> &corners ) { return QPolygonF( corners ).boundingRect(); }

} // namespace

void SvgMapTest::northIsUpAndMetresAreEqual()
{
  const QString svg =
    svgMap( drawingOf( { filled( square( 0, 0, 100 ), "red" ), filled( square( 200, 300, 100 ), "blue" ) },
                       QgsRectangle( 0, 0, 400, 400 ) ) );
  const QRectF south = boxOf( cornersOf( svg, QStringLiteral( "red" ) ) );
  const QRectF north = boxOf( cornersOf( svg, QStringLiteral( "blue" ) ) );
  QVERIFY( south.width() > 0 && std::fabs( south.width() - south.height() ) < 0.3 );
  QVERIFY( north.top() < south.top() && north.left() > south.left() );
  QVERIFY( std::fabs( ( south.top() - north.top() ) - 3 * south.height() ) < 0.5 );
}

void SvgMapTest::holesStayOpen()
{
  const QgsGeometry ring = square( 0, 0, 100 ).difference( square( 40, 40, 20 ) );
  const QString svg = svgMap( drawingOf( { filled( ring, "red" ) }, QgsRectangle( 0, 0, 100, 100 ) ) );
  QCOMPARE( cornersOf( svg, QStringLiteral( "red" ) ).size(), 7 );
  QCOMPARE( svg.count( 'Z' ), 2 );
  QVERIFY( svg.contains( QLatin1String( "evenodd" ) ) );
}

void SvgMapTest::whatLiesOutsideIsLeftOut()
{
  const QString svg =
    svgMap( drawingOf( { filled( square( 5000, 0, 100 ), "red" ), filled( square( -5000, -5000, 10000 ), "blue" ) },
                       QgsRectangle( 0, 0, 400, 400 ) ) );
  QVERIFY( !svg.contains( QLatin1String( "\"red\"" ) ) );
  const QRectF cut = boxOf( cornersOf( svg, QStringLiteral( "blue" ) ) );
  QVERIFY( cut.left() > -1 && cut.right() < 721 && cut.top() > -1 );
}

void SvgMapTest::textIsEscapedAndThePageIsWellFormed()
{
  MapDrawing drawing = drawingOf( { filled( square( 0, 0, 100 ), "red" ) }, QgsRectangle( 0, 0, 100, 100 ) );
  drawing.title = QStringLiteral( "<Mill & Co>" );
  drawing.shapes.front().label = QStringLiteral( "a<b" );
  drawing.shapes.front().hint = QStringLiteral( "\"x\" & y" );
  drawing.key = indexKey( QStringLiteral( "Index <1>" ) );
  const QString svg = svgMap( drawing );
  QXmlStreamReader reader( svg );
  while ( !reader.atEnd() )
    reader.readNext();
  QVERIFY2( !reader.hasError(), qPrintable( reader.errorString() ) );
  QVERIFY( svg.contains( QLatin1String( "a&lt;b" ) ) && svg.contains( QLatin1String( "North is up" ) ) );
}

void SvgMapTest::shapesLeadSomewhere()
{
  MapDrawing drawing = drawingOf( { filled( square( 0, 0, 100 ), "red" ) }, QgsRectangle( 0, 0, 100, 100 ) );
  drawing.shapes.front().address = QStringLiteral( "n1.html" );
  QCOMPARE( svgMap( drawing ).count( QLatin1String( "<a href=\"n1.html\">" ) ), 1 );
}

void SvgMapTest::labelsDoNotHideEachOther()
{
  MapDrawing drawing = drawingOf( {}, QgsRectangle( 0, 0, 1000, 1000 ) );
  for ( int number = 0; number < 6; ++number )
  {
    MapShape shape = filled( square( 500 + 5 * number, 500, 5 ), "red" );
    shape.label = QStringLiteral( "Aldermouth Centre" );
    drawing.shapes.push_back( shape );
  }
  const QString svg = svgMap( drawing );
  static const QRegularExpression box( QStringLiteral(
    "<rect x=\"([\\d.]+)\" y=\"([\\d.]+)\" width=\"([\\d.]+)\" height=\"([\\d.]+)\" fill=\"#ffffff\"" ) );
  std::vector<QRectF> boxes;
  QRegularExpressionMatchIterator found = box.globalMatch( svg );
  while ( found.hasNext() )
  {
    const QRegularExpressionMatch match = found.next();
    boxes.emplace_back( match.captured( 1 ).toDouble(), match.captured( 2 ).toDouble(), match.captured( 3 ).toDouble(),
                        match.captured( 4 ).toDouble() - 0.2 );
  }
  QCOMPARE( boxes.size(), std::size_t( 6 ) );
  for ( std::size_t one = 0; one < boxes.size(); ++one )
    for ( std::size_t other = 0; other < one; ++other )
      QVERIFY( !boxes[one].intersects( boxes[other] ) );
}

void SvgMapTest::theScaleBarIsARoundNumber_data()
{
  QTest::addColumn<double>( "side" );
  QTest::addColumn<QString>( "words" );
  QTest::newRow( "a street" ) << 400.0 << ">100 m<";
  QTest::newRow( "a city" ) << 12000.0 << ">5 km<";
}

void SvgMapTest::theScaleBarIsARoundNumber()
{
  QFETCH( double, side );
  QFETCH( QString, words );
  const QString svg =
    svgMap( drawingOf( { filled( square( 0, 0, side ), "red" ) }, QgsRectangle( 0, 0, side, side ) ) );
  QVERIFY2( svg.contains( words ), qPrintable( svg ) );
}

void SvgMapTest::bandsOfTheIndex_data()
{
  QTest::addColumn<double>( "index" );
  QTest::addColumn<int>( "key" );
  QTest::newRow( "none" ) << 0.0 << 0;
  QTest::newRow( "city" ) << 100.0 << 2;
  QTest::newRow( "priority" ) << 200.0 << 4;
  QTest::newRow( "missing" ) << communitysafety::statistics::missing << 5;
}

void SvgMapTest::bandsOfTheIndex()
{
  QFETCH( double, index );
  QFETCH( int, key );
  QCOMPARE( indexFill( index ), indexKey( QStringLiteral( "Index" ) ).at( std::size_t( key ) ).fill );
}

void SvgMapTest::aPointlessExtentIsDrawnAllTheSame()
{
  const QString svg = svgMap( drawingOf( {}, QgsRectangle( 5, 5, 5, 5 ) ) );
  QVERIFY( svg.contains( QLatin1String( "</svg>" ) ) && !svg.contains( QLatin1String( "nan" ) ) );
}

COMMUNITYSAFETY_TEST_MAIN( SvgMapTest )
#include "svgmap_test.moc"
