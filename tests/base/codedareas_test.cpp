// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/codedareas.h"
#include "base/source.h"
#include "testrun.h"

using namespace communitysafety;
using namespace communitysafety::test;

class CodedAreasTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void fieldWithMostDifferentCodesIsTaken();
  void codesAreWrittenAlike();
  void nothingIsLostOnEitherSide();
  // edges
  void codesThatAreNotOfficialComeFromTheFirstText();
  // refused input
  void nothingInCommonIsRefused();
};

namespace
{

std::unique_ptr<QgsVectorLayer> layerOf( const QString &fields, const QStringList &values )
{
  QStringList rows;
  for ( int row = 0; row < values.size(); ++row )
    rows << QStringLiteral( "POLYGON((%1 0,%2 0,%2 1,%1 0));" ).arg( 10 * row ).arg( 10 * row + 5 ) + values[row];
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&" ) + fields, QStringLiteral( "areas" ), rows );
}

base::CodedAreas read( TestRun &test, QgsVectorLayer &layer )
{
  const base::Source source( QStringLiteral( "BOUNDARIES" ), layer );
  base::AreasReading reading;
  reading.idField = base::areaCodeField( test.run, source, QString() );
  return base::readCodedAreas( test.run, source, reading );
}

base::CodedTable tableOf( const QStringList &codes )
{
  base::CodedTable table;
  table.name = QStringLiteral( "scores" );
  for ( const QString &code : codes )
    table.rows.push_back( { table.rows.size() + 1, code } );
  return table;
}

} // namespace

void CodedAreasTest::fieldWithMostDifferentCodesIsTaken()
{
  TestRun test;
  const auto layer = layerOf( QStringLiteral( "field=name:string&field=district:string&field=lsoa:string" ),
                              { "Mill;E08000025;E01000002", "Hill;E08000025;E01000001" } );
  const base::CodedAreas areas = read( test, *layer );
  QCOMPARE( areas.codeField, QStringLiteral( "lsoa" ) );
  QCOMPARE( int( areas.level ), int( base::AreaLevel::smallArea ) );
  QCOMPARE( areas.areas.id, ( std::vector<QString>{ "E01000001", "E01000002" } ) );
  QVERIFY(
    test.feedback.everything().contains( QStringLiteral( "the codes of the boundaries stand in the field ‘lsoa’" ) ) );
}

void CodedAreasTest::codesAreWrittenAlike()
{
  TestRun test;
  const auto layer = layerOf( QStringLiteral( "field=lsoa:string" ), { " e01000001", "E01000002 : Town 001B" } );
  QCOMPARE( read( test, *layer ).areas.id, ( std::vector<QString>{ "E01000001", "E01000002" } ) );
}

void CodedAreasTest::nothingIsLostOnEitherSide()
{
  TestRun test;
  const auto layer = layerOf( QStringLiteral( "field=lsoa:string" ), { "E01000001", "E01000002", "E01000003" } );
  const base::CodedAreas areas = read( test, *layer );
  base::CodedTable table = tableOf( { "E01000003", "E01000009", "E01000003", "E01000009" } );
  table.totals.push_back( { 9, QStringLiteral( "Town" ) } );
  const base::CodeMatch match( areas, table );
  QCOMPARE( match.rowsOfArea()[2], ( std::vector<std::size_t>{ 0, 2 } ) );
  QCOMPARE( match.matchedAreas(), std::size_t{ 1 } );
  QCOMPARE( match.matchedRows(), std::size_t{ 2 } );
  QStringList unmatched;
  for ( const base::UnmatchedCode &one : match.unmatched() )
    unmatched << one.code + one.words +
                   ( one.isInTable ? QStringLiteral( " table" ) : QStringLiteral( " boundaries" ) );
  QCOMPARE( unmatched,
            ( QStringList{ "E01000001 boundaries", "E01000002 boundaries", "E01000009 table", "Town table" } ) );
  match.tell( test.run, true );
  QVERIFY( test.run.ledger.balances() );
  QCOMPARE( test.run.ledger.nRejected( base::RejectReason::noCounterpart ), qint64{ 2 } );
}

void CodedAreasTest::codesThatAreNotOfficialComeFromTheFirstText()
{
  TestRun test;
  const auto layer = layerOf( QStringLiteral( "field=beat:string" ), { "B2", "B1" } );
  const base::CodedAreas areas = read( test, *layer );
  QCOMPARE( areas.codeField, QStringLiteral( "beat" ) );
  QCOMPARE( int( areas.level ), int( base::AreaLevel::none ) );
}

void CodedAreasTest::nothingInCommonIsRefused()
{
  TestRun test;
  const auto layer = layerOf( QStringLiteral( "field=lsoa:string" ), { "E01000001" } );
  const base::CodedAreas areas = read( test, *layer );
  const base::CodedTable table = tableOf( { "E01000009" } );
  QCOMPARE(
    refusal( [&] { base::CodeMatch( areas, table ).tell( test.run, true ); } ),
    QStringLiteral( "No code of the table ‘scores’ (such as E01000009) is among the boundaries of ‘areas’ (such "
                    "as E01000001): choose the table of these boundaries." ) );
}

COMMUNITYSAFETY_TEST_MAIN( CodedAreasTest )
#include "codedareas_test.moc"
