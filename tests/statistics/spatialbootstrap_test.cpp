// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "squaremap.h"
#include "statistics/spatialbootstrap.h"

#include <numeric>

using namespace communitysafety::statistics;

class SpatialBootstrapTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void singleAreasAsBlocksGiveTheOrdinaryStandardError();
  void blocksOfPatchyValuesGiveALargerOne();
  // edges
  void areasWithoutCentreAreNeverDrawn();
  void oneBlockGivesNoLimits();
  // refused input
  void optionsOutOfRangeAreRefused_data();
  void optionsOutOfRangeAreRefused();
  // chance
  void standardErrorOfAPatchyMeanIsFound();
  // threads
  void sameOnAnyNumberOfThreads();
};

namespace
{

constexpr int side = 24;

double meanOf( const std::vector<double> &values )
{
  return std::accumulate( values.begin(), values.end(), 0.0 ) / double( values.size() );
}

SpatialBootstrap meanWith( const SquareMap &map, const std::vector<double> &values, double blockSide,
                           unsigned threads = 0 )
{
  SpatialBootstrapOptions options;
  options.draws = 400;
  options.blockSide = blockSide;
  options.threads = threads;
  return spatialBootstrap(
    map.x, map.y, [&]( const std::vector<std::size_t> &rows ) { return meanOf( valuesOf( values, rows ) ); }, options );
}

} // namespace

void SpatialBootstrapTest::singleAreasAsBlocksGiveTheOrdinaryStandardError()
{
  const SquareMap map( side, 100 );
  const SpatialBootstrap found = meanWith( map, map.patches( 1, 0 ), 100 );
  QCOMPARE( found.blocks, std::size_t( side * side ) );
  QVERIFY2( std::fabs( found.standardError * side - 1 ) < 0.12, qPrintable( QString::number( found.standardError ) ) );
  QVERIFY( found.limits.lower < found.limits.upper );
}

void SpatialBootstrapTest::blocksOfPatchyValuesGiveALargerOne()
{
  const SquareMap map( side, 100 );
  const std::vector<double> patchy = map.patches( 1, 2 );
  QVERIFY( meanWith( map, patchy, 0 ).standardError > 1.8 * meanWith( map, patchy, 100 ).standardError );
}

void SpatialBootstrapTest::areasWithoutCentreAreNeverDrawn()
{
  SquareMap map( side, 100 );
  map.x[7] = missing;
  std::vector<double> values( map.x.size(), 1.0 );
  values[7] = 1000;
  const SpatialBootstrap found = meanWith( map, values, 0 );
  QCOMPARE( found.limits.upper, 1.0 );
}

void SpatialBootstrapTest::oneBlockGivesNoLimits()
{
  const SquareMap map( side, 100 );
  QVERIFY( isMissing( meanWith( map, map.patches( 1, 0 ), 1e6 ).limits.lower ) );
}

void SpatialBootstrapTest::optionsOutOfRangeAreRefused_data()
{
  QTest::addColumn<int>( "draws" );
  QTest::addColumn<double>( "blockSide" );
  QTest::addColumn<double>( "confidence" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "draws" ) << 98 << 0.0 << 0.9 << "The number of draws is 98; it must be 99 or more.";
  QTest::newRow( "side" ) << 99 << -1.0 << 0.9 << "The side of the blocks is -1; it must be 0 or more, and finite.";
  QTest::newRow( "confidence" ) << 99 << 0.0 << 1.0 << "confidence is 1; it must be above 0 and below 1.";
}

void SpatialBootstrapTest::optionsOutOfRangeAreRefused()
{
  QFETCH( int, draws );
  QFETCH( double, blockSide );
  QFETCH( double, confidence );
  QFETCH( QString, sentence );
  SpatialBootstrapOptions options;
  options.draws = std::size_t( draws );
  options.blockSide = blockSide;
  options.confidence = confidence;
  const std::vector<double> none;
  QCOMPARE( refusalOf(
              [&]
              {
                spatialBootstrap(
                  none, none, []( const std::vector<std::size_t> & ) { return 0.0; }, options );
              } ),
            sentence );
}

void SpatialBootstrapTest::standardErrorOfAPatchyMeanIsFound()
{
  // What the mean of such maps really scatters by, against what the bootstrap of single maps says.
  const SquareMap map( side, 100 );
  double squares = 0, told = 0;
  constexpr int maps = 60;
  for ( std::uint64_t number = 0; number < maps; ++number )
  {
    const std::vector<double> values = map.patches( number, 1 );
    squares += meanOf( values ) * meanOf( values ) / maps;
    told += number < 20 ? meanWith( map, values, 0 ).standardError / 20 : 0;
  }
  // The scatter of 60 maps is itself known to a tenth; blocks tell a little too little.
  QVERIFY2( told / std::sqrt( squares ) > 0.7 && told / std::sqrt( squares ) < 1.3,
            qPrintable( QString( "%1, %2" ).arg( told ).arg( std::sqrt( squares ) ) ) );
}

void SpatialBootstrapTest::sameOnAnyNumberOfThreads()
{
  const SquareMap map( side, 100 );
  const std::vector<double> values = map.patches( 3, 1 );
  QCOMPARE( meanWith( map, values, 0, 1 ).standardError, meanWith( map, values, 0, 4 ).standardError );
}

QTEST_GUILESS_MAIN( SpatialBootstrapTest )
#include "spatialbootstrap_test.moc"
