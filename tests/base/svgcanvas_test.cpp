// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/svgcanvas.h"

#include <QDomDocument>
#include <QTest>

using namespace communitysafety::base;

class SvgCanvasTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void scaleCoversItsValuesWithRoundMarks_data();
  void scaleCoversItsValuesWithRoundMarks();
  void scaleIsStraight();
  void textThatFitsIsNotCut();
  // edges
  void equalValuesHaveRoomOnBothSides();
  void anyTextIsEscaped();
  void holesOfAPolygonAreRingsOfOnePath();
  void linksHoldWhatIsDrawnInThem();
};

void SvgCanvasTest::scaleCoversItsValuesWithRoundMarks_data()
{
  QTest::addColumn<double>( "lowest" );
  QTest::addColumn<double>( "highest" );
  QTest::addColumn<QString>( "marks" );
  QTest::newRow( "index" ) << 0.0 << 412.0 << "0 100 200 300 400 500";
  QTest::newRow( "across zero" ) << -0.8 << 0.9 << "−1.0 −0.5 0.0 0.5 1.0";
  QTest::newRow( "ends on marks" ) << 0.0 << 0.3 << "0.00 0.05 0.10 0.15 0.20 0.25 0.30";
  QTest::newRow( "thousands" ) << 1200.0 << 6900.0 << "1,000 2,000 3,000 4,000 5,000 6,000 7,000";
  QTest::newRow( "small" ) << 0.0012 << 0.0041 << "0.0010 0.0015 0.0020 0.0025 0.0030 0.0035 0.0040 0.0045";
}

void SvgCanvasTest::scaleCoversItsValuesWithRoundMarks()
{
  QFETCH( double, lowest );
  QFETCH( double, highest );
  const AxisScale scale( lowest, highest, 0, 100 );
  QStringList marks;
  for ( const double mark : scale.marks() )
    marks << scale.markText( mark );
  QTEST( marks.join( ' ' ), "marks" );
  QVERIFY( scale.lowest() <= lowest + 1e-9 && scale.highest() >= highest - 1e-9 );
}

void SvgCanvasTest::scaleIsStraight()
{
  const AxisScale downwards( 0, 10, 300, 100 );
  QCOMPARE( downwards.place( 0 ), 300.0 );
  QCOMPARE( downwards.place( 5 ), 200.0 );
  QCOMPARE( downwards.place( 10 ), 100.0 );
}

void SvgCanvasTest::textThatFitsIsNotCut()
{
  const QString text = QStringLiteral( "Stockland Green" );
  QCOMPARE( fittingText( text, widthOfText( text ) ), text );
  const QString cut = fittingText( text, widthOfText( text ) / 2 );
  QVERIFY( cut.endsWith( QStringLiteral( "…" ) ) && widthOfText( cut ) <= widthOfText( text ) / 2 );
}

void SvgCanvasTest::equalValuesHaveRoomOnBothSides()
{
  for ( const double value : { 0.0, 100.0, -3.0 } )
  {
    const AxisScale scale( value, value, 0, 100 );
    QVERIFY( scale.place( value ) > 0 && scale.place( value ) < 100 );
  }
}

void SvgCanvasTest::anyTextIsEscaped()
{
  const QString nasty = QStringLiteral( "<script>\"A\" & 'B'</script>" );
  SvgCanvas canvas( 100, 100, nasty, nasty );
  canvas.text( { 1, 1 }, nasty );
  canvas.dot( { 1, 1 }, 2, QStringLiteral( "#000000" ), nasty );
  QDomDocument document;
  QVERIFY( document.setContent( canvas.finished() ) );
  const QDomElement svg = document.documentElement();
  QVERIFY( svg.elementsByTagName( QStringLiteral( "script" ) ).isEmpty() );
  for ( const char *name : { "title", "desc", "text" } )
    QCOMPARE( svg.firstChildElement( QLatin1String( name ) ).text(), nasty );
  QCOMPARE( svg.firstChildElement( QStringLiteral( "circle" ) ).text(), nasty );
}

void SvgCanvasTest::holesOfAPolygonAreRingsOfOnePath()
{
  SvgCanvas canvas( 100, 100, QStringLiteral( "Map" ), QStringLiteral( "A map." ) );
  canvas.polygon( { { { 0, 0 }, { 10, 0 }, { 10, 10 } }, { { 4, 2 }, { 6, 2 }, { 6, 4 } } }, QStringLiteral( "none" ),
                  {}, QStringLiteral( "a & b" ) );
  const QString svg = canvas.finished();
  QVERIFY2( svg.contains( QStringLiteral( "d=\"M0,0 10,0 10,10ZM4,2 6,2 6,4Z\"" ) ), qPrintable( svg ) );
  QVERIFY( svg.contains( QStringLiteral( "fill-rule=\"evenodd\"" ) ) );
  QDomDocument document;
  QVERIFY( document.setContent( svg ) );
}

void SvgCanvasTest::linksHoldWhatIsDrawnInThem()
{
  SvgCanvas canvas( 100, 100, QStringLiteral( "Map" ), QStringLiteral( "A map." ) );
  canvas.beginLink( QStringLiteral( "a&b.html" ) );
  canvas.rectangle( QRectF( 0, 0, 5, 5 ), QStringLiteral( "red" ) );
  canvas.endLink();
  QDomDocument document;
  QVERIFY( document.setContent( canvas.finished() ) );
  const QDomElement link = document.documentElement().firstChildElement( QStringLiteral( "a" ) );
  QCOMPARE( link.attribute( QStringLiteral( "href" ) ), QStringLiteral( "a&b.html" ) );
  QVERIFY( !link.firstChildElement( QStringLiteral( "rect" ) ).isNull() );
}

QTEST_GUILESS_MAIN( SvgCanvasTest )
#include "svgcanvas_test.moc"
