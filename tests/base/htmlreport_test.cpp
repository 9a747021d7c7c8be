// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/htmlreport.h"
#include "base/svgchart.h"
#include "testrun.h"

#include <QDir>
#include <QDomDocument>
#include <QFile>
#include <QTemporaryDir>

#include <stdexcept>

using namespace communitysafety;
using namespace communitysafety::test;

class HtmlReportTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void pageNeedsNothingElse();
  void pageTellsItsLanguageAndItsAudience();
  void anyTextIsEscaped();
  void headingsAreListedAndLinked();
  void linksLeadToPagesBesideThisOne();
  void tablesNameTheirRowsAndColumns();
  void columnsOfNumbersStandToTheRight_data();
  void columnsOfNumbersStandToTheRight();
  void recordStandsAtTheFoot();
  void secondReportReplacesTheFirst();
  // refused input
  void rowLongerThanTheHeaderIsRefused();
  void placeThatCannotBeWrittenIsNamed();
};

namespace
{

QString pageOf( const base::HtmlReport &report )
{
  TestRun test( { { QStringLiteral( "SIZE" ), 200 } } );
  test.run.record.addInput( QStringLiteral( "INPUT" ), QStringLiteral( "/home/ann/wards.shp" ), 69,
                            QStringLiteral( "abc123" ) );
  test.run.record.addRemark( QStringLiteral( "69 read = 69 used + 0 rejected" ) );
  return report.page( test.run.record );
}

base::HtmlReport fullReport( const QString &text )
{
  base::HtmlReport report( text, text );
  report.heading( text );
  report.paragraph( text );
  report.note( text );
  report.list( { text } );
  report.table( text, { text, text }, { { text, text } } );
  report.chart( base::chart::barChart( { text, text, text, text }, { { text, 1 } }, { 2, text } ), text );
  return report;
}

QDomElement parsed( const QString &page )
{
  QDomDocument document;
  QString problem;
  if ( !document.setContent( page, &problem ) )
    qWarning( "%s", qPrintable( problem ) );
  return document.documentElement();
}

QByteArray contentOf( const QString &path )
{
  QFile file( path );
  return file.open( QIODevice::ReadOnly ) ? file.readAll() : QByteArray();
}

} // namespace

void HtmlReportTest::pageNeedsNothingElse()
{
  QString page = pageOf( fullReport( QStringLiteral( "Wards" ) ) );
  // The name of a notation, not an address from which anything is fetched.
  page.remove( QStringLiteral( "http://www.w3.org/2000/svg" ) );
  for ( const char *outside : { "http:", "https:", "<script", "<link", "src=", "@import", "url(" } )
    QVERIFY2( !page.contains( QLatin1String( outside ) ), outside );
}

void HtmlReportTest::pageTellsItsLanguageAndItsAudience()
{
  const QString page = pageOf( base::HtmlReport( QStringLiteral( "Wards" ) ) );
  QCOMPARE( parsed( page ).attribute( QStringLiteral( "lang" ) ), QStringLiteral( "en" ) );
  QVERIFY( page.contains( QStringLiteral( "For internal use" ) ) );
}

void HtmlReportTest::anyTextIsEscaped()
{
  const QString nasty = QStringLiteral( "<script>alert(\"A\")</script> & 'B' é" );
  const QString page = pageOf( fullReport( nasty ) );
  QVERIFY( !page.contains( QStringLiteral( "<script" ) ) );
  const QDomElement html = parsed( page );
  for ( const char *name : { "h1", "h2", "caption", "figcaption", "li" } )
    QCOMPARE( html.elementsByTagName( QLatin1String( name ) ).at( 0 ).toElement().text(), nasty );
}

void HtmlReportTest::headingsAreListedAndLinked()
{
  base::HtmlReport report( QStringLiteral( "Wards" ) );
  report.heading( QStringLiteral( "First" ) );
  report.heading( QStringLiteral( "Second" ) );
  const QDomElement html = parsed( pageOf( report ) );
  const QDomNodeList links = html.elementsByTagName( QStringLiteral( "a" ) );
  const QDomNodeList headings = html.elementsByTagName( QStringLiteral( "h2" ) );
  QCOMPARE( links.size(), 3 );
  for ( int index = 0; index < links.size(); ++index )
  {
    QCOMPARE( links.at( index ).toElement().text(), headings.at( index ).toElement().text() );
    QCOMPARE( links.at( index ).toElement().attribute( QStringLiteral( "href" ) ),
              '#' + headings.at( index ).toElement().attribute( QStringLiteral( "id" ) ) );
  }
}

void HtmlReportTest::linksLeadToPagesBesideThisOne()
{
  base::HtmlReport report( QStringLiteral( "Index" ) );
  report.links( { { QStringLiteral( "Mill & End" ), QStringLiteral( "n1.html" ) } } );
  QVERIFY( pageOf( report ).contains( QStringLiteral( "<li><a href=\"n1.html\">Mill &amp; End</a></li>" ) ) );
}

void HtmlReportTest::tablesNameTheirRowsAndColumns()
{
  base::HtmlReport report( QStringLiteral( "Wards" ) );
  report.table( QStringLiteral( "Rates" ), { QStringLiteral( "Ward" ), QStringLiteral( "Rate" ) },
                { { QStringLiteral( "West" ), QStringLiteral( "2" ) }, { QStringLiteral( "East" ) } } );
  const QDomElement table =
    parsed( pageOf( report ) ).elementsByTagName( QStringLiteral( "table" ) ).at( 0 ).toElement();
  QCOMPARE( table.firstChildElement().tagName(), QStringLiteral( "caption" ) );
  QStringList scopes;
  const QDomNodeList heads = table.elementsByTagName( QStringLiteral( "th" ) );
  for ( int index = 0; index < heads.size(); ++index )
    scopes << heads.at( index ).toElement().attribute( QStringLiteral( "scope" ) );
  QCOMPARE( scopes.join( ' ' ), QStringLiteral( "col col row row" ) );
  QCOMPARE( table.elementsByTagName( QStringLiteral( "td" ) ).size(), 2 );
}

void HtmlReportTest::columnsOfNumbersStandToTheRight_data()
{
  QTest::addColumn<QStringList>( "cells" );
  QTest::addColumn<bool>( "isNumber" );
  QTest::newRow( "numbers" ) << QStringList{ "6,931", "−0.25", "+12.3", "5 %" } << true;
  QTest::newRow( "a dash for none" ) << QStringList{ "1", "–", "" } << true;
  QTest::newRow( "words" ) << QStringList{ "1", "Higher than city" } << false;
  QTest::newRow( "codes" ) << QStringList{ "E01000001" } << false;
  QTest::newRow( "dashes alone" ) << QStringList{ "–" } << false;
}

void HtmlReportTest::columnsOfNumbersStandToTheRight()
{
  QFETCH( QStringList, cells );
  base::HtmlReport report( QStringLiteral( "Wards" ) );
  std::vector<QStringList> rows;
  for ( const QString &cell : cells )
    rows.push_back( { QStringLiteral( "row" ), cell } );
  report.table( QStringLiteral( "Values" ), { QStringLiteral( "Row" ), QStringLiteral( "Value" ) }, rows );
  const QDomElement cell = parsed( pageOf( report ) ).elementsByTagName( QStringLiteral( "td" ) ).at( 0 ).toElement();
  QTEST( cell.attribute( QStringLiteral( "class" ) ) == QLatin1String( "number" ), "isNumber" );
}

void HtmlReportTest::recordStandsAtTheFoot()
{
  const QDomElement html = parsed( pageOf( base::HtmlReport( QStringLiteral( "Wards" ) ) ) );
  const QString foot = html.elementsByTagName( QStringLiteral( "footer" ) ).at( 0 ).toElement().text();
  for ( const char *part : { "communitysafety:createanalysisgrid", "SIZE", "200", "wards.shp", "69", "abc123",
                             "69 read = 69 used + 0 rejected" } )
    QVERIFY2( foot.contains( QLatin1String( part ) ), part );
  QVERIFY( !foot.contains( QStringLiteral( "ann" ) ) );
}

void HtmlReportTest::secondReportReplacesTheFirst()
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "report.html" ) );
  const TestRun test;
  base::HtmlReport( QStringLiteral( "A first and much longer title" ) ).write( path, test.run.record );
  const base::HtmlReport second( QStringLiteral( "Second" ) );
  second.write( path, test.run.record );
  QCOMPARE( QString::fromUtf8( contentOf( path ) ), second.page( test.run.record ) );
  QCOMPARE( QDir( folder.path() ).entryList( QDir::Files ).size(), 1 );
}

void HtmlReportTest::rowLongerThanTheHeaderIsRefused()
{
  base::HtmlReport report( QStringLiteral( "Wards" ) );
  QVERIFY_EXCEPTION_THROWN( report.table( QStringLiteral( "Rates" ), { QStringLiteral( "Ward" ) },
                                          { { QStringLiteral( "West" ), QStringLiteral( "2" ) } } ),
                            std::invalid_argument );
  QVERIFY_EXCEPTION_THROWN( report.table( QStringLiteral( "Rates" ), {}, {} ), std::invalid_argument );
}

void HtmlReportTest::placeThatCannotBeWrittenIsNamed()
{
  const TestRun test;
  const QString path = QStringLiteral( "/nowhere/report.html" );
  const QString sentence =
    refusal( [&] { base::HtmlReport( QStringLiteral( "Wards" ) ).write( path, test.run.record ); } );
  QVERIFY2( sentence.contains( path ), qPrintable( sentence ) );
}

COMMUNITYSAFETY_TEST_MAIN( HtmlReportTest )
#include "htmlreport_test.moc"
