// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/csvrows.h"

#include <qgsexception.h>

#include <QFile>
#include <QObject>
#include <QTemporaryDir>
#include <QtTest>

#include <cpl_vsi.h>

#include <numeric>

using namespace communitysafety::base;

class CsvRowsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void rowsAreTakenApart_data();
  void rowsAreTakenApart();
  void encodingIsTold_data();
  void encodingIsTold();
  void rowsDoNotDependOnBlocks();
  // edges
  void onlyWantedColumnsAreKept();
  void cellInLatin1IsCounted();
  // refused input
  void refuses_data();
  void refuses();
  void fileThatGrowsIsRefused();

private:
  QString put( const QByteArray &content ) const
  {
    QFile csv( mFolder.filePath( QStringLiteral( "test.csv" ) ) );
    if ( csv.open( QIODevice::WriteOnly ) )
      csv.write( content );
    return csv.fileName();
  }

  //! All columns of \a reader in their order.
  static CsvLayout layoutOf( const CsvReader &reader )
  {
    CsvLayout layout;
    layout.separator = reader.separator();
    layout.places = static_cast<int>( reader.headings().size() );
    layout.placeOfColumn.resize( std::size_t( layout.places ) );
    std::iota( layout.placeOfColumn.begin(), layout.placeOfColumn.end(), 0 );
    return layout;
  }

  //! "a|b / c|d": the cells of all rows below the headings.
  static QString rowsOf( CsvReader &reader, std::size_t *latin = nullptr )
  {
    QStringList rows;
    CsvBlock block;
    while ( reader.next( block ) )
    {
      block.split( layoutOf( reader ) );
      for ( std::size_t row = 0; row < block.rows(); ++row )
      {
        QStringList cells;
        for ( int place = 0; place < reader.headings().size(); ++place )
          cells << QString::fromUtf8( block.cell( row, place ).data() );
        rows << cells.join( '|' );
      }
      if ( latin )
        *latin += block.latinCells();
    }
    reader.requireSound( rows.size() );
    return rows.join( QStringLiteral( " / " ) );
  }

  QString read( const QByteArray &content ) const
  {
    CsvReader reader( put( content ), QStringLiteral( "test.csv" ) );
    return rowsOf( reader );
  }

  QTemporaryDir mFolder;
};

void CsvRowsTest::rowsAreTakenApart_data()
{
  QTest::addColumn<QByteArray>( "content" );
  QTest::addColumn<QString>( "rows" );
  const auto row = []( const char *name, const char *content, const char *rows )
  { QTest::newRow( name ) << QByteArray( content ) << QString::fromUtf8( rows ); };
  row( "plain", "a,b\n1,2\n3,4\n", "1|2 / 3|4" );
  row( "no line end at the end", "a,b\n1,2", "1|2" );
  row( "CRLF", "a,b\r\n1,2\r\n3,4\r\n", "1|2 / 3|4" );
  row( "line ends of an old Mac", "a,b\r1,2\r3,4", "1|2 / 3|4" );
  row( "blank lines", "\n\na,b\n\n1,2\n\r\n\n3,4\n\n", "1|2 / 3|4" );
  row( "semicolons", "a;b\n1,5;2\n", "1,5|2" );
  row( "tabs", "a\tb\n1\t2\n", "1|2" );
  row( "quotes", "\"a\",\"b\"\n\"x, y\",\"2\"\n", "x, y|2" );
  row( "line end in quotes", "a,b\n\"x\ny\",2\n3,4\n", "x\ny|2 / 3|4" );
  row( "doubled quotes", "a,b\n\"say \"\"no\"\"\",2\n", "say \"no\"|2" );
  row( "quote inside a cell is a letter", "a,b\n6\" pipe,2\n3,4\n", "6\" pipe|2 / 3|4" );
  row( "letters behind a closing quote", "a,b\n\"x\"y,2\n", "xy|2" );
  row( "blanks around", "a,b\n  x y , 2\t\n", "x y|2" );
  row( "marks of no value", "a,b\nNA,null\nn/a,NaN\nNone,Nan tucket\n", "| / | / |Nan tucket" );
  row( "line too short", "a,b\n1\n3,4\n", "1| / 3|4" );
  row( "line too long", "a,b\n1,2,3\n", "1|2" );
  row( "empty cells", "a,b\n,\n,4\n", "| / |4" );
  row( "headings alone", "a,b\n", "" );
}

void CsvRowsTest::rowsAreTakenApart()
{
  QFETCH( QByteArray, content );
  QFETCH( QString, rows );
  QCOMPARE( read( content ), rows );
}

void CsvRowsTest::encodingIsTold_data()
{
  QTest::addColumn<QByteArray>( "content" );
  const QString text = QStringLiteral( "straße,b\nCafé,2\n𝄞,4\n" );
  const auto utf16 = [&text]( bool isBig, bool hasMark )
  {
    QByteArray bytes;
    for ( const QChar letter : ( hasMark ? QString( QChar( 0xFEFF ) ) : QString( "x" ) ) + text )
    {
      bytes += char( isBig ? letter.unicode() >> 8 : letter.unicode() & 0xFF );
      bytes += char( isBig ? letter.unicode() & 0xFF : letter.unicode() >> 8 );
    }
    return bytes;
  };
  QTest::newRow( "UTF-8" ) << text.toUtf8();
  QTest::newRow( "UTF-8 with mark" ) << "\xEF\xBB\xBF" + text.toUtf8();
  QTest::newRow( "UTF-16, little end first" ) << utf16( false, true );
  QTest::newRow( "UTF-16, big end first" ) << utf16( true, true );
  QTest::newRow( "UTF-16 without mark" ) << utf16( false, false );
}

void CsvRowsTest::encodingIsTold()
{
  QFETCH( QByteArray, content );
  CsvReader reader( put( content ), QStringLiteral( "test.csv" ) );
  QVERIFY( reader.headings().first().endsWith( QStringLiteral( "straße" ) ) );
  QCOMPARE( rowsOf( reader ), QStringLiteral( "Café|2 / 𝄞|4" ) );
}

// Rows of many lengths, some with line ends in quotes, over several megabytes: blocks end anywhere.
void CsvRowsTest::rowsDoNotDependOnBlocks()
{
  QByteArray content = "number,text\n";
  QStringList expected;
  for ( int row = 0; row < 60000; ++row )
  {
    const QByteArray text = QByteArray( row % 97, 'x' ) + ( row % 5 == 0 ? "\"\"\n," : "" ) + "y";
    const QByteArray number = QByteArray::number( row );
    content += number + ",\"" + text + ( row % 2 ? "\"\n" : "\"\r\n" );
    expected << QString::fromLatin1( number + '|' + QByteArray( text ).replace( "\"\"", "\"" ) );
  }
  QVERIFY( content.size() > 3000000 );
  QCOMPARE( read( content ), expected.join( QStringLiteral( " / " ) ) );
}

void CsvRowsTest::onlyWantedColumnsAreKept()
{
  CsvReader reader( put( "a,code,b\n1,e01,2\n3\n" ), QStringLiteral( "test.csv" ) );
  CsvLayout layout;
  layout.placeOfColumn = { CsvLayout::unwanted, 1, 0 };
  layout.places = 2;
  layout.capitals = 1;
  CsvBlock block;
  QVERIFY( reader.next( block ) );
  block.split( layout );
  QCOMPARE( block.rows(), std::size_t{ 2 } );
  QCOMPARE( QString::fromUtf8( block.cell( 0, 0 ).data() ), QStringLiteral( "2" ) );
  QCOMPARE( QString::fromUtf8( block.cell( 0, 1 ).data() ), QStringLiteral( "E01" ) );
  QCOMPARE( block.columns( 0 ), std::size_t{ 3 } );
  QCOMPARE( block.columns( 1 ), std::size_t{ 1 } );
  QVERIFY( block.cell( 1, 0 ).empty() );
}

void CsvRowsTest::cellInLatin1IsCounted()
{
  CsvReader reader( put( "a,b\nCaf\xE9,2\nCaf\xC3\xA9,4\n" ), QStringLiteral( "test.csv" ) );
  std::size_t latin = 0;
  QCOMPARE( rowsOf( reader, &latin ), QStringLiteral( "Café|2 / Café|4" ) );
  QCOMPARE( latin, std::size_t{ 1 } );
}

void CsvRowsTest::refuses_data()
{
  QTest::addColumn<QByteArray>( "content" );
  QTest::addColumn<QString>( "sentence" );
  const QByteArray rows = "a,b\n1,2\n3,4\n";
  QTest::newRow( "empty" ) << QByteArray() << "‘test.csv’ cannot be read as a table";
  QTest::newRow( "blank lines alone" ) << QByteArray( "\n\n" ) << "‘test.csv’ cannot be read as a table";
  QTest::newRow( "zero bytes alone" ) << QByteArray( 100, '\0' ) << "‘test.csv’ cannot be read as a table";
  QTest::newRow( "headings without end" ) << QByteArray( 3000000, 'x' ) << "‘test.csv’ cannot be read as a table";
  QTest::newRow( "a line of three million letters" ) << rows + QByteArray( 3000000, 'x' ) + "\n5,6\n"
                                                     << "a line of more than a million letters after row 2";
  QTest::newRow( "quote that is never closed" ) << rows + "5,\"6\n7,8\n"
                                                << "opens a quote somewhere after row 2";
  QTest::newRow( "quote that is never closed in a long file" )
    << rows + "5,\"6\n" + QByteArray( "7,8\n" ).repeated( 700000 ) << "opens a quote somewhere after row 2";
  QTest::newRow( "zero bytes" ) << rows + QByteArray( 2000000, '\n' ) + QByteArray( 100, '\0' ) + "\n"
                                << "is damaged after row 2, where it holds zero bytes";
}

void CsvRowsTest::refuses()
{
  QFETCH( QByteArray, content );
  QFETCH( QString, sentence );
  QString said;
  try
  {
    read( content );
  }
  catch ( const QgsProcessingException &refusal )
  {
    said = refusal.what();
  }
  QVERIFY2( said.contains( sentence ), qPrintable( said ) );
}

void CsvRowsTest::fileThatGrowsIsRefused()
{
  const QString path = put( "a,b\n" + QByteArray( "1,2\n" ).repeated( 500000 ) );
  CsvReader reader( path, QStringLiteral( "test.csv" ) );
  QFile csv( path );
  QVERIFY( csv.open( QIODevice::Append ) && csv.write( "3,4\n" ) == 4 );
  csv.close();
  QString said;
  try
  {
    rowsOf( reader );
  }
  catch ( const QgsProcessingException &refusal )
  {
    said = refusal.what();
  }
  QVERIFY2( said.contains( QStringLiteral( "‘test.csv’ changed while it was read" ) ), qPrintable( said ) );
}

QTEST_GUILESS_MAIN( CsvRowsTest )
#include "csvrows_test.moc"
