// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/drawsummary.h"

using namespace communitysafety::statistics;

class DrawSummaryTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void quantilesAreThoseOfType7();
  // laws
  void threadsDoNotChangeTheQuantiles();
  void ranksAreThoseOfEachDraw();
  void worstAreasAreCountedByDraw();
  void areasThatShareARankShareThePlacesLeft();
  // edges
  void missingDrawsDoNotCount();
  void worstShareKeepsAtLeastOneArea_data();
  void worstShareKeepsAtLeastOneArea();
  void thresholdItselfIsNotAbove();
  // refused input
  void drawMustHaveAllAreas();
};

namespace
{

IndexDraws drawsOf( const std::vector<std::vector<double>> &index )
{
  IndexDraws draws( index.size(), index.front().size() );
  for ( std::size_t draw = 0; draw < index.size(); ++draw )
    draws.setDraw( draw, index[draw] );
  return draws;
}

} // namespace

void DrawSummaryTest::quantilesAreThoseOfType7()
{
  // R 4.2: quantile(c(1, 2, 4, 8, 16), c(0, .05, .5, .9, 1)) gives 1, 1.2, 4, 12.8, 16.
  DrawTable table( 5, 1 );
  const std::vector<double> values = { 8, 1, 16, 4, 2 };
  for ( std::size_t draw = 0; draw < 5; ++draw )
    table.setDraw( draw, Column( values.data() + draw, 1 ) );
  const auto quantiles = table.quantiles( { 0, 0.05, 0.5, 0.9, 1 }, 1 );
  std::vector<double> found;
  for ( const std::vector<double> &quantile : quantiles )
    found.push_back( quantile.front() );
  QCOMPARE( differenceBetween( found, { 1, 1.2, 4, 12.8, 16 } ), QString() );
}

void DrawSummaryTest::threadsDoNotChangeTheQuantiles()
{
  DrawTable table( 7, 100 );
  for ( std::size_t draw = 0; draw < 7; ++draw )
  {
    std::vector<double> values;
    for ( std::size_t area = 0; area < 100; ++area )
      values.push_back( static_cast<double>( ( draw * 31 + area * 17 ) % 23 ) );
    table.setDraw( draw, values );
  }
  for ( const unsigned threads : { 2U, 8U } )
    QCOMPARE( table.quantiles( { 0.5, 0.95 }, threads ), table.quantiles( { 0.5, 0.95 }, 1 ) );
}

void DrawSummaryTest::ranksAreThoseOfEachDraw()
{
  const IndexDraws draws = drawsOf( { { 10, 30, 20 }, { 5, 5, 1 } } );
  const auto range = draws.ranks().quantiles( { 0, 1 }, 1 );
  QCOMPARE( differenceBetween( range[0], { 1, 1, 2 } ), QString() );
  QCOMPARE( differenceBetween( range[1], { 3, 1, 3 } ), QString() );
}

void DrawSummaryTest::worstAreasAreCountedByDraw()
{
  const IndexDraws draws = drawsOf( { { 9, 8, 1, 0 }, { 9, 1, 8, 0 }, { 1, 9, 8, 0 }, { 9, 8, 1, 0 } } );
  QCOMPARE( differenceBetween( draws.shareInWorst( 0.5 ), { 0.75, 0.75, 0.5, 0 } ), QString() );
}

void DrawSummaryTest::areasThatShareARankShareThePlacesLeft()
{
  // Two places of eight: one is taken, three areas share the other.
  QCOMPARE( differenceBetween( drawsOf( { { 5, 9, 5, 1, 1, 5, 1, 1 } } ).shareInWorst( 0.25 ),
                               { 1.0 / 3, 1, 1.0 / 3, 0, 0, 1.0 / 3, 0, 0 } ),
            QString() );
}

void DrawSummaryTest::missingDrawsDoNotCount()
{
  const IndexDraws draws = drawsOf( { { 120, missing, 80 }, { 90, missing, missing } } );
  QCOMPARE( differenceBetween( draws.index().quantiles( { 0.5 }, 1 ).front(), { 105, missing, 80 } ), QString() );
  QCOMPARE( differenceBetween( draws.ranks().quantiles( { 0.5 }, 1 ).front(), { 1, missing, 2 } ), QString() );
  QCOMPARE( differenceBetween( draws.shareAbove( 100 ), { 0.5, missing, 0 } ), QString() );
  QCOMPARE( differenceBetween( draws.shareInWorst( 0.1 ), { 1, missing, 0 } ), QString() );
}

void DrawSummaryTest::worstShareKeepsAtLeastOneArea_data()
{
  QTest::addColumn<int>( "areas" );
  QTest::addColumn<double>( "share" );
  QTest::addColumn<double>( "last" );
  QTest::newRow( "a tenth of 100" ) << 100 << 0.1 << 10.0;
  QTest::newRow( "rounding loses none" ) << 100 << 0.29 << 29.0;
  QTest::newRow( "no area more than the share" ) << 19 << 0.1 << 1.0;
  QTest::newRow( "at least one" ) << 4 << 0.1 << 1.0;
  QTest::newRow( "all" ) << 4 << 1.0 << 4.0;
}

void DrawSummaryTest::worstShareKeepsAtLeastOneArea()
{
  QFETCH( int, areas );
  QFETCH( double, share );
  QTEST( lastWorstRank( static_cast<std::size_t>( areas ), share ), "last" );
}

void DrawSummaryTest::thresholdItselfIsNotAbove()
{
  QCOMPARE( differenceBetween( drawsOf( { { 100, 100.001 } } ).shareAbove( 100 ), { 0, 1 } ), QString() );
}

void DrawSummaryTest::drawMustHaveAllAreas()
{
  DrawTable table( 1, 3 );
  QCOMPARE( refusalOf( [&] { table.setDraw( 0, std::vector<double>( 2, 1 ) ); } ),
            QStringLiteral( "The length of values is 2; it must be 3." ) );
}

QTEST_GUILESS_MAIN( DrawSummaryTest )
#include "drawsummary_test.moc"
