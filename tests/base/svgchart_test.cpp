// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/svgchart.h"
#include "expectations.h"

#include <QDomDocument>
#include <QTest>

using namespace communitysafety;
using namespace communitysafety::base;
using statistics::missing;

class SvgChartTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void everyChartIsAPictureWithNameAndDescription_data() { addCharts(); }
  void everyChartIsAPictureWithNameAndDescription();
  void everyChartStandsWithoutData_data() { addCharts(); }
  void everyChartStandsWithoutData();
  void lengthsOfBarsFollowTheirValues();
  void classesOfAHistogramHoldEveryValueOnce_data();
  void classesOfAHistogramHoldEveryValueOnce();
  void worseAndBetterRanksDifferInMoreThanColour();
  void namesInASlopeChartDoNotOverlap();
  void coloursOfAHeatMapFollowTheSign();
  // edges
  void missingValueIsSaid();
  void missingValueInterruptsALine();
  void keyOfYearsNamesWhatIsDrawn();
  void yearsThatWereNotCountedKeepTheirPlace();
  void manyPointsAreDrawnWithoutHints();
  // refused input
  void matrixOfAnotherShapeIsRefused();
  void lineOfUnequalColumnsIsRefused();

private:
  static void addCharts();
};

namespace
{

const chart::Words words{ QStringLiteral( "Burglary & theft" ), QStringLiteral( "Highest in <A>." ),
                          QStringLiteral( "Index" ), QStringLiteral( "Areas" ) };

QString someChart( int kind, bool hasData )
{
  const chart::Reference city{ 100, QStringLiteral( "City" ) };
  const double value = hasData ? 1.0 : missing;
  const std::vector<double> column{ value, value * 2, value * 5 };
  switch ( kind )
  {
  case 0:
    return chart::barChart( words, { { "A", value }, { "B", -value } }, city );
  case 1:
    return chart::histogram( words, column, 0, city );
  case 2:
    return hasData ? chart::heatMap( words, { "A", "B" }, { "A", "B" }, { { 1, -0.9 }, { -0.9, missing } } )
                   : chart::heatMap( words, {}, {}, {} );
  case 3:
    return chart::scatterChart( words, { { "A", value, value, true }, { "B", value, missing, false } },
                                { true, city, city } );
  case 4:
    return chart::slopeChart( words, "2023", "2024", { { "A", value, 2 * value }, { "B", missing, value } } );
  case 5:
    return chart::lineChart( words, { { "A", { 1, 2, 3 }, column }, { "B", { 1, 2, 3 }, column } }, city );
  case 6:
    return chart::rangeChart( words, { { "A", value, value, value } }, city );
  default:
    return chart::yearChart( words,
                             { { "2022", value, value, value, missing, missing, missing, true },
                               { "2023", value, value, 2 * value, value, value, value, false } },
                             { "Observed", "Expected", "Chosen" }, city );
  }
}

QDomElement parsed( const QString &svg )
{
  QDomDocument document;
  QString problem;
  if ( !document.setContent( svg, &problem ) )
    qWarning( "%s", qPrintable( problem ) );
  return document.documentElement();
}

std::vector<QDomElement> elementsOf( const QString &svg, const char *name )
{
  std::vector<QDomElement> elements;
  const QDomNodeList nodes = parsed( svg ).elementsByTagName( QLatin1String( name ) );
  for ( int index = 0; index < nodes.size(); ++index )
    elements.push_back( nodes.at( index ).toElement() );
  return elements;
}

double numberOf( const QDomElement &element, const char *attribute )
{
  return element.attribute( QLatin1String( attribute ) ).toDouble();
}

QStringList textsOf( const QString &svg )
{
  QStringList texts;
  for ( const QDomElement &text : elementsOf( svg, "text" ) )
    texts << text.text();
  return texts;
}

} // namespace

void SvgChartTest::addCharts()
{
  QTest::addColumn<int>( "kind" );
  int kind = 0;
  for ( const char *name : { "bars", "histogram", "heat map", "scatter", "slope", "lines", "ranges", "years" } )
    QTest::newRow( name ) << kind++;
}

void SvgChartTest::everyChartIsAPictureWithNameAndDescription()
{
  QFETCH( int, kind );
  const QDomElement svg = parsed( someChart( kind, true ) );
  QCOMPARE( svg.tagName(), QStringLiteral( "svg" ) );
  QCOMPARE( svg.attribute( QStringLiteral( "role" ) ), QStringLiteral( "img" ) );
  // The name must come first to be read as the name of the picture.
  QCOMPARE( svg.firstChildElement().tagName(), QStringLiteral( "title" ) );
  QCOMPARE( svg.firstChildElement().text(), words.title );
  QCOMPARE( svg.firstChildElement( QStringLiteral( "desc" ) ).text(), words.description );
  QVERIFY( !someChart( kind, true ).contains( QStringLiteral( "nan" ) ) );
}

void SvgChartTest::everyChartStandsWithoutData()
{
  QFETCH( int, kind );
  const QString svg = someChart( kind, false );
  QVERIFY2( textsOf( svg ).contains( QStringLiteral( "No data" ) ), qPrintable( svg ) );
  QVERIFY( !svg.contains( QStringLiteral( "nan" ) ) );
}

void SvgChartTest::lengthsOfBarsFollowTheirValues()
{
  const QString svg = chart::barChart( words, { { "A", 30 }, { "B", -10 }, { "C", 0 } } );
  const std::vector<QDomElement> bars = elementsOf( svg, "rect" );
  QCOMPARE( bars.size(), std::size_t( 3 ) );
  const double ofA = numberOf( bars[0], "width" ), ofB = numberOf( bars[1], "width" );
  QVERIFY( std::abs( ofA - 3 * ofB ) < 0.5 );
  QCOMPARE( numberOf( bars[2], "width" ), 0.0 );
  // Bars below zero end where those above it begin.
  QVERIFY( std::abs( numberOf( bars[1], "x" ) + ofB - numberOf( bars[0], "x" ) ) < 0.2 );
}

void SvgChartTest::classesOfAHistogramHoldEveryValueOnce_data()
{
  QTest::addColumn<QVector<double>>( "values" );
  QTest::newRow( "spread" ) << QVector<double>{ 1, 2, 2.5, 7, 9, 10 };
  QTest::newRow( "equal" ) << QVector<double>{ 4, 4, 4 };
  QTest::newRow( "one" ) << QVector<double>{ 0 };
  QTest::newRow( "below zero, one missing" ) << QVector<double>{ -3, -1, 0, missing, 2 };
}

void SvgChartTest::classesOfAHistogramHoldEveryValueOnce()
{
  QFETCH( QVector<double>, values );
  const std::vector<double> column( values.begin(), values.end() );
  int counted = 0, present = 0;
  for ( const QDomElement &bar : elementsOf( chart::histogram( words, column ), "rect" ) )
    counted += bar.text().section( ':', 1 ).trimmed().toInt();
  for ( const double value : column )
    present += statistics::isMissing( value ) ? 0 : 1;
  QCOMPARE( counted, present );
}

void SvgChartTest::worseAndBetterRanksDifferInMoreThanColour()
{
  const QString svg = chart::slopeChart( words, "2023", "2024", { { "A", 2, 1 }, { "B", 1, 2 }, { "C", 3, 3 } } );
  std::map<QString, QDomElement> lines;
  for ( const QDomElement &line : elementsOf( svg, "line" ) )
    lines[line.text().left( 1 )] = line;
  QVERIFY( !lines["A"].hasAttribute( QStringLiteral( "stroke-dasharray" ) ) );
  QVERIFY( lines["B"].hasAttribute( QStringLiteral( "stroke-dasharray" ) ) );
  const QString stroke = QStringLiteral( "stroke" );
  QVERIFY( lines["A"].attribute( stroke ) != lines["B"].attribute( stroke ) );
  QVERIFY( lines["C"].attribute( stroke ) != lines["A"].attribute( stroke ) );
}

void SvgChartTest::namesInASlopeChartDoNotOverlap()
{
  const QString svg =
    chart::slopeChart( words, "2023", "2024", { { "A", 5, 1 }, { "B", 5, 2 }, { "C", 5.5, 900 }, { "D", 7000, 3 } } );
  std::map<double, int> labelsAt;
  for ( const QDomElement &text : elementsOf( svg, "text" ) )
    if ( text.attribute( QStringLiteral( "text-anchor" ) ) == QLatin1String( "end" ) )
      ++labelsAt[numberOf( text, "y" )];
  // The head of the column and the four names.
  QCOMPARE( labelsAt.size(), std::size_t( 5 ) );
}

void SvgChartTest::coloursOfAHeatMapFollowTheSign()
{
  const QString svg = chart::heatMap( words, { "A" }, { "A", "B", "C" }, { { 1, 0, -1 } } );
  const std::vector<QDomElement> fields = elementsOf( svg, "rect" );
  const QString fill = QStringLiteral( "fill" );
  QCOMPARE( fields[0].attribute( fill ), QStringLiteral( "#d55e00" ) );
  QCOMPARE( fields[1].attribute( fill ), QStringLiteral( "#ffffff" ) );
  QCOMPARE( fields[2].attribute( fill ), QStringLiteral( "#0072b2" ) );
  QVERIFY( textsOf( svg ).contains( QStringLiteral( "−1.00" ) ) );
}

void SvgChartTest::missingValueIsSaid()
{
  const QStringList texts = textsOf( chart::barChart( words, { { "A", 3 }, { "B", missing } } ) );
  QVERIFY( texts.contains( QStringLiteral( "no data" ) ) );
  QVERIFY( textsOf( chart::rangeChart( words, { { "A", 1, 2, 3 }, { "B", 1, missing, 3 } } ) )
             .contains( QStringLiteral( "no data" ) ) );
}

void SvgChartTest::missingValueInterruptsALine()
{
  const QString svg = chart::lineChart( words, { { "A", { 1, 2, 3, 4, 5 }, { 1, 2, missing, 2, 1 } } } );
  QCOMPARE( elementsOf( svg, "polyline" ).size(), std::size_t( 2 ) );
  QCOMPARE( elementsOf( svg, "circle" ).size(), std::size_t( 4 ) );
}

void SvgChartTest::keyOfYearsNamesWhatIsDrawn()
{
  const chart::YearKey key{ "Observed", "Expected", "Chosen" };
  const chart::Year chosen{ "2022", 3, 2, 4, missing, missing, missing, true };
  const chart::Year later{ "2023", 2, 1, 3, 2.5, 2, 3, false };
  const QStringList both = textsOf( chart::yearChart( words, { chosen, later }, key ) );
  for ( const char *text : { "2022", "2023", "Observed", "Expected", "Chosen" } )
    QVERIFY2( both.contains( QLatin1String( text ) ), text );
  chart::Year plain = chosen;
  plain.isMarked = false;
  const QStringList alone = textsOf( chart::yearChart( words, { plain }, key ) );
  QVERIFY( alone.contains( "Observed" ) && !alone.contains( "Expected" ) && !alone.contains( "Chosen" ) );
}

void SvgChartTest::yearsThatWereNotCountedKeepTheirPlace()
{
  std::vector<chart::Year> years;
  for ( const double time : { 1.0, 2.0, 6.0 } )
  {
    years.push_back( { QString::number( time ), 3, 2, 4 } );
    years.back().time = time;
  }
  std::vector<double> x;
  for ( const QDomElement &dot : elementsOf( chart::yearChart( words, years, { "Observed", {}, {} } ), "circle" ) )
    x.push_back( dot.attribute( "cx" ).toDouble() );
  QCOMPARE( x.size(), std::size_t( 3 ) );
  QVERIFY( std::fabs( ( x[2] - x[1] ) - 4 * ( x[1] - x[0] ) ) < 0.5 );
}

void SvgChartTest::manyPointsAreDrawnWithoutHints()
{
  const std::vector<chart::ScatterPoint> points( 5000, { QStringLiteral( "A" ), 1, 2, false } );
  const QString svg = chart::scatterChart( words, points );
  QCOMPARE( svg.count( QStringLiteral( "<circle" ) ), 5000 );
  QVERIFY( svg.size() < 500000 );
}

void SvgChartTest::matrixOfAnotherShapeIsRefused()
{
  const QString refusal = refusalOf( [] { chart::heatMap( words, { "A" }, { "A", "B" }, { { 1 } } ); } );
  QVERIFY2( refusal.contains( QStringLiteral( "heat map" ) ), qPrintable( refusal ) );
}

void SvgChartTest::lineOfUnequalColumnsIsRefused()
{
  const QString refusal = refusalOf( [] { chart::lineChart( words, { { "A", { 1, 2 }, { 1 } } } ); } );
  QVERIFY2( refusal.contains( QStringLiteral( "same length" ) ), qPrintable( refusal ) );
}

QTEST_GUILESS_MAIN( SvgChartTest )
#include "svgchart_test.moc"
