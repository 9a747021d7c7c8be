// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/texttable.h"

#include <QObject>
#include <QtTest>

using namespace communitysafety::base;

class TextTableTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void textIsTakenApart_data();
  void textIsTakenApart();
  // edges
  void shortRowsHaveEmptyCells();
  void quoteThatIsNeverClosedIsTold();
};

namespace
{

//! Rows joined by bars, cells by slashes.
QString shown( const TextTable &table )
{
  QStringList rows;
  for ( std::size_t row = 0; row < table.rows(); ++row )
  {
    QStringList cells;
    for ( int column = 0; column < table.cellsIn( row ); ++column )
      cells << table.cell( row, column );
    rows << cells.join( '/' );
  }
  return rows.join( '|' );
}

QByteArray utf16( const QString &text )
{
  return QByteArray( "\xFF\xFE" ) +
         QByteArray( reinterpret_cast<const char *>( text.utf16() ), static_cast<int>( 2 * text.size() ) );
}

} // namespace

void TextTableTest::textIsTakenApart_data()
{
  QTest::addColumn<QByteArray>( "bytes" );
  QTest::addColumn<QString>( "expected" );
  QTest::newRow( "commas" ) << QByteArray( "a,b\n1,2\n" ) << "a/b|1/2";
  QTest::newRow( "no end of the last line" ) << QByteArray( "a,b\n1,2" ) << "a/b|1/2";
  QTest::newRow( "Windows line ends" ) << QByteArray( "a,b\r\n1,2\r\n" ) << "a/b|1/2";
  QTest::newRow( "byte order mark" ) << QByteArray( "\xEF\xBB\xBF"
                                                    "a,b\n" )
                                     << "a/b";
  QTest::newRow( "thousands in quotes" ) << QByteArray( "a,b\n\"29,199\",2\n" ) << "a/b|29,199/2";
  QTest::newRow( "quotes in quotes" ) << QByteArray( "\"the \"\"West\"\"\",2\n" ) << "the \"West\"/2";
  QTest::newRow( "empty quotes" ) << QByteArray( "\"\",\"a\"\n" ) << "/a";
  QTest::newRow( "a line end in quotes" ) << QByteArray( "\"a\nb\",2\n3,4" ) << "a\nb/2|3/4";
  QTest::newRow( "semicolons" ) << QByteArray( "a;b\n1,5;2\n" ) << "a/b|1,5/2";
  QTest::newRow( "tabs" ) << QByteArray( "a\tb\n1\t2\n" ) << "a/b|1/2";
  QTest::newRow( "empty lines keep their place" ) << QByteArray( "title\n\na,b\n" ) << "title||a/b";
  QTest::newRow( "empty cells" ) << QByteArray( "a,,c\n,,\n" ) << "a//c|//";
  QTest::newRow( "blanks around" ) << QByteArray( " a , b \n" ) << "a/b";
  QTest::newRow( "Latin-1" ) << QByteArray( "Ynys M\xF4n,1\n" ) << QString::fromUtf8( "Ynys Môn/1" );
  QTest::newRow( "UTF-16" ) << utf16( QString::fromUtf8( "Môn\t1\n" ) ) << QString::fromUtf8( "Môn/1" );
}

void TextTableTest::textIsTakenApart()
{
  QFETCH( QByteArray, bytes );
  QFETCH( QString, expected );
  const DelimitedText text = readDelimitedText( bytes );
  QCOMPARE( shown( text.table ), expected );
  QCOMPARE( text.unclosedRow, std::size_t{ 0 } );
}

void TextTableTest::shortRowsHaveEmptyCells()
{
  const TextTable table = readDelimitedText( "a,b,c\n1\n" ).table;
  QCOMPARE( table.columns(), 3 );
  QCOMPARE( table.cellsIn( 1 ), 1 );
  QCOMPARE( table.cell( 1, 2 ), QString() );
}

void TextTableTest::quoteThatIsNeverClosedIsTold()
{
  QCOMPARE( readDelimitedText( "a,b\n1,2\n\"3,4\n5,6\n" ).unclosedRow, std::size_t{ 3 } );
}

QTEST_GUILESS_MAIN( TextTableTest )
#include "texttable_test.moc"
