// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/indicatorcolumns.h"
#include "testrun.h"

#include <cmath>

using namespace communitysafety;
using namespace communitysafety::test;
using base::IndicatorColumns;

class IndicatorColumnsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void columnsFollowTheOrderOfTheIds();
  void booksAreKeptOncePerField();
  void onlyWholeNumbersAreCounts_data();
  void onlyWholeNumbersAreCounts();
  // edges
  void unreadableAndSuppressedAreToldApart();
  void expressionIsEvaluatedInEveryArea();
  // refused input
  void refusesAnExpressionThatGivesNoNumber();
  void refusesANegativeCountByItsRow();
};

namespace
{

const QStringList fields{ QStringLiteral( "x" ) };

//! Areas without outlines, of which row 1 is b, row 2 is a, and so on down the values.
base::Areas areasWith( const QVariantList &values )
{
  const QStringList ids{ QStringLiteral( "b" ), QStringLiteral( "a" ), QStringLiteral( "d" ), QStringLiteral( "c" ) };
  base::Areas areas;
  for ( int row = 0; row < values.size(); ++row )
  {
    areas.id.push_back( ids.at( row ) );
    areas.row.push_back( row + 1 );
    areas.geometry.emplace_back();
    areas.squareMetres.push_back( 1 );
    QgsAttributes attributes;
    attributes << values.at( row );
    areas.attributes.push_back( attributes );
  }
  return areas;
}

} // namespace

void IndicatorColumnsTest::columnsFollowTheOrderOfTheIds()
{
  TestRun test;
  const base::Areas areas = areasWith( { 2, "1", 4, "3,000" } );
  IndicatorColumns columns( test.run, areas, fields, QStringLiteral( "city" ) );
  QCOMPARE( columns.order(), ( std::vector<std::size_t>{ 1, 0, 3, 2 } ) );
  QCOMPARE( columns.numbers( fields.first() ), ( std::vector<double>{ 1, 2, 3000, 4 } ) );
}

void IndicatorColumnsTest::booksAreKeptOncePerField()
{
  TestRun test;
  const base::Areas areas = areasWith( { 2, "<5", QVariant(), "abc" } );
  IndicatorColumns columns( test.run, areas, fields, QStringLiteral( "city" ) );
  columns.numbers( fields.first() );
  columns.counts( fields.first() );
  QCOMPARE(
    test.run.ledger.summary().first(),
    QStringLiteral( "city, values: 3 read = 1 used + 2 rejected (number suppressed 1, number not readable 1)" ) );
}

void IndicatorColumnsTest::onlyWholeNumbersAreCounts_data()
{
  QTest::addColumn<QVariantList>( "values" );
  QTest::addColumn<bool>( "isCount" );
  QTest::newRow( "whole" ) << QVariantList{ 1, 0, 3 } << true;
  QTest::newRow( "whole with gaps" ) << QVariantList{ 1, QVariant(), 3 } << true;
  QTest::newRow( "fractions" ) << QVariantList{ 1, 0.5, 3 } << false;
  QTest::newRow( "negative" ) << QVariantList{ 1, -2, 3 } << false;
}

void IndicatorColumnsTest::onlyWholeNumbersAreCounts()
{
  QFETCH( QVariantList, values );
  QFETCH( bool, isCount );
  TestRun test;
  const base::Areas areas = areasWith( values );
  IndicatorColumns columns( test.run, areas, fields, QStringLiteral( "city" ) );
  base::IndexPlan plan;
  plan.indicators.resize( 1 );
  plan.indicators[0].valueField = fields.first();
  const auto read = base::readIndicators( columns, plan, { "zscore", {} }, {} );
  QCOMPARE( read.at( 0 ).isCount, isCount );
  QVERIFY( read.at( 0 ).denominator.empty() );
}

void IndicatorColumnsTest::unreadableAndSuppressedAreToldApart()
{
  TestRun test;
  const base::Areas areas = areasWith( { "12abc", "*", 7, 8 } );
  IndicatorColumns columns( test.run, areas, fields, QStringLiteral( "city" ) );
  const std::vector<double> numbers = columns.numbers( fields.first() );
  QVERIFY( std::isnan( numbers[0] ) && std::isnan( numbers[1] ) );
  columns.tellGaps();
  const QString said = test.feedback.everything();
  QVERIFY2( said.contains( QStringLiteral( "count as missing: 1 (row 1, field ‘x’: 12abc" ) ), qPrintable( said ) );
  QVERIFY2( said.contains( QStringLiteral( "suppressed values count as missing: 1." ) ), qPrintable( said ) );
}

void IndicatorColumnsTest::expressionIsEvaluatedInEveryArea()
{
  TestRun test;
  const base::Areas areas = areasWith( { 2, "*", "3,000", -999 } );
  IndicatorColumns columns( test.run, areas, fields, QStringLiteral( "city" ) );
  const std::vector<double> doubled = columns.evaluated( QStringLiteral( "2 * nullif(\"x\", -999)" ) );
  QVERIFY( std::isnan( doubled[0] ) && std::isnan( doubled[2] ) );
  QCOMPARE( doubled[1], 4.0 );
  QCOMPARE( doubled[3], 6000.0 );
}

void IndicatorColumnsTest::refusesAnExpressionThatGivesNoNumber()
{
  TestRun test;
  const base::Areas areas = areasWith( { 2, 3, 4 } );
  IndicatorColumns columns( test.run, areas, fields, QStringLiteral( "city" ) );
  const QString sentence = refusal( [&] { columns.evaluated( QStringLiteral( "'many'" ) ); } );
  QVERIFY2( sentence.contains( QStringLiteral( "The value ‘'many'’ gives no number in row 2 of ‘city’" ) ),
            qPrintable( sentence ) );
}

void IndicatorColumnsTest::refusesANegativeCountByItsRow()
{
  TestRun test;
  const base::Areas areas = areasWith( { 1, 2, -3 } );
  IndicatorColumns columns( test.run, areas, fields, QStringLiteral( "city" ) );
  const QString sentence = refusal( [&] { columns.counts( fields.first() ); } );
  QVERIFY2( sentence.contains( QStringLiteral( "negative number in field ‘x’, row 3 (-3)" ) ), qPrintable( sentence ) );
}

COMMUNITYSAFETY_TEST_MAIN( IndicatorColumnsTest )
#include "indicatorcolumns_test.moc"
