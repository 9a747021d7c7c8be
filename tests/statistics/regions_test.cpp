// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/regions.h"

#include <algorithm>
#include <numeric>
#include <random>

using namespace communitysafety::statistics;

class RegionsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void orderOfTheCellsDoesNotMatter();
  void everySelectedCellIsAccountedFor();
  void noRegionIsAboveTheMaximum();
  void regionsAreNumberedByTheirMeanScore();
  void severalCallsOnTheSameMapAgree();
  // edges
  void cellsAreSelectedBridgedAndFilled_data();
  void cellsAreSelectedBridgedAndFilled();
  void bridgeMayCrossCellsWithoutScore();
  void smallRegionsAreDroppedWithTheReason();
  void largeRegionIsCutBetweenItsPeaks();
  void plateauIsCutByTheOrderOfItsIds();
  void holeIsNotFilledBeyondTheMaximum();
  void cellAboveTheMaximumIsShed();
  void onlyTheHighestRankedAreKept();
  void populationCountsInTheMeanScore();
  void areaCountsWhereNobodyLives();
  void equalScoresAreSettledByTheIds();
  void withoutSelectedCellsThereAreNoRegions();
  // refused input
  void optionsThatCannotBeMetAreRefused();
  void cellsThatCannotBeUsedAreRefused();
};

namespace
{

/**
 * A map drawn as text, one letter per cell: a digit is a score in hundreds, '.' a score of 0, ' ' no score. The same
 * score serves as smoothed and raw; every cell is 1 large and has 10 people, until a test changes it.
 */
struct Map
{
  explicit Map( const QStringList &drawing )
  {
    for ( int row = 0; row < drawing.size(); ++row )
      for ( int column = 0; column < drawing[row].size(); ++column )
      {
        const QChar letter = drawing[row][column];
        columns.push_back( column );
        rows.push_back( row );
        score.push_back( letter == ' ' ? missing : letter == '.' ? 0 : 100 * letter.digitValue() );
      }
    raw = score;
    population.assign( score.size(), 10.0 );
    area.assign( score.size(), 1.0 );
    tieOrder.resize( score.size() );
    std::iota( tieOrder.begin(), tieOrder.end(), std::size_t( 0 ) );
  }

  Regions find( const RegionOptions &options ) const
  {
    return findRegions( { score, raw, population, area, Neighbours::onSquareGrid( columns, rows ), tieOrder },
                        options );
  }

  //! The regions drawn as text: the number of the region, '+' for a bridge, '.' for no region.
  QStringList draw( const Regions &regions ) const
  {
    QStringList drawing;
    for ( std::size_t cell = 0; cell < score.size(); ++cell )
    {
      if ( columns[cell] == 0 )
        drawing << QString();
      const int region = regions.regionOfCell[cell];
      drawing.last() += regions.isBridge[cell] ? QStringLiteral( "+" )
                        : region == 0          ? QStringLiteral( "." )
                                               : QString::number( region );
    }
    return drawing;
  }

  void shuffle( unsigned seed )
  {
    std::vector<std::size_t> order( score.size() );
    std::iota( order.begin(), order.end(), std::size_t( 0 ) );
    std::shuffle( order.begin(), order.end(), std::mt19937( seed ) );
    const Map before = *this;
    for ( std::size_t cell = 0; cell < order.size(); ++cell )
    {
      columns[cell] = before.columns[order[cell]];
      rows[cell] = before.rows[order[cell]];
      score[cell] = before.score[order[cell]];
      raw[cell] = before.raw[order[cell]];
      population[cell] = before.population[order[cell]];
      area[cell] = before.area[order[cell]];
      tieOrder[cell] = before.tieOrder[order[cell]];
    }
  }

  std::vector<int> columns;
  std::vector<int> rows;
  std::vector<double> score;
  std::vector<double> raw;
  std::vector<double> population;
  std::vector<double> area;
  std::vector<std::size_t> tieOrder;
};

RegionOptions aboveHundred()
{
  RegionOptions options;
  options.threshold = 150;
  return options;
}

// A rough surface of 30 × 30 cells with many ties.
Map roughMap( unsigned seed )
{
  Map map( QVector<QString>( 30, QString( 30, '.' ) ).toList() );
  std::mt19937 generator( seed );
  for ( std::size_t cell = 0; cell < map.score.size(); ++cell )
  {
    map.score[cell] = static_cast<double>( generator() % 30 ) * 10;
    map.raw[cell] = static_cast<double>( generator() % 300 );
    map.population[cell] = static_cast<double>( generator() % 1000 ) / 7;
  }
  return map;
}

RegionOptions demanding()
{
  RegionOptions options;
  options.threshold = 190;
  options.minimumCells = 3;
  options.minimumPopulation = 250;
  options.maximumPopulation = 1500;
  options.maximumArea = 25;
  options.bridgeSteps = 0;
  return options;
}

} // namespace

void RegionsTest::orderOfTheCellsDoesNotMatter()
{
  for ( unsigned seed = 1; seed <= 5; ++seed )
  {
    const Map map = roughMap( seed );
    Map shuffled = map;
    shuffled.shuffle( seed + 100 );
    const Regions expected = map.find( demanding() );
    const Regions actual = shuffled.find( demanding() );
    QVERIFY( expected.regions.size() > 2 );
    QVERIFY( expected.splitParts > 0 );
    for ( std::size_t cell = 0; cell < shuffled.score.size(); ++cell )
    {
      QCOMPARE( actual.regionOfCell[cell], expected.regionOfCell[shuffled.tieOrder[cell]] );
      QCOMPARE( actual.isBridge[cell], expected.isBridge[shuffled.tieOrder[cell]] );
    }
    QCOMPARE( actual.cellsShed, expected.cellsShed );
    QCOMPARE( actual.droppedTooSmall, expected.droppedTooSmall );
    QCOMPARE( actual.regions.front().meanScore, expected.regions.front().meanScore );
  }
}

void RegionsTest::everySelectedCellIsAccountedFor()
{
  RegionOptions options = demanding();
  options.minimumCells = 0;
  options.minimumPopulation = 0;
  options.fillHolesCells = 0;
  const Map map = roughMap( 7 );
  const Regions found = map.find( options );
  std::size_t selected = 0;
  std::size_t inRegions = 0;
  for ( const double score : map.score )
    selected += score >= options.threshold ? 1 : 0;
  for ( const Region &region : found.regions )
    inRegions += region.cells;
  QVERIFY( found.cellsShed > 0 );
  QCOMPARE( inRegions + found.cellsShed, selected );
}

void RegionsTest::noRegionIsAboveTheMaximum()
{
  const RegionOptions options = demanding();
  for ( unsigned seed = 1; seed <= 20; ++seed )
    for ( const Region &region : roughMap( seed ).find( options ).regions )
    {
      QVERIFY( region.population <= options.maximumPopulation && region.area <= options.maximumArea );
      QVERIFY( region.population >= options.minimumPopulation && region.cells >= options.minimumCells );
    }
}

void RegionsTest::regionsAreNumberedByTheirMeanScore()
{
  const Regions found = roughMap( 3 ).find( demanding() );
  for ( std::size_t next = 1; next < found.regions.size(); ++next )
    QVERIFY( found.regions[next - 1].meanScore >= found.regions[next].meanScore );
}

void RegionsTest::severalCallsOnTheSameMapAgree()
{
  const Map map = roughMap( 9 );
  QCOMPARE( map.draw( map.find( demanding() ) ), map.draw( map.find( demanding() ) ) );
}

void RegionsTest::cellsAreSelectedBridgedAndFilled_data()
{
  QTest::addColumn<int>( "bridgeSteps" );
  QTest::addColumn<int>( "fillHolesCells" );
  QTest::addColumn<QStringList>( "drawing" );
  QTest::addColumn<QStringList>( "expected" );

  QTest::newRow( "corners connect" ) << 0 << 0 << QStringList{ "3..", ".3.", "..." }
                                     << QStringList{ "1..", ".1.", "..." };
  QTest::newRow( "a gap of one cell is bridged" ) << 1 << 0 << QStringList{ "33.33" } << QStringList{ "11+11" };
  QTest::newRow( "without bridges the gap stays" ) << 0 << 0 << QStringList{ "33.22" } << QStringList{ "11.22" };
  QTest::newRow( "a gap of two cells is too wide for one" ) << 1 << 0 << QStringList{ "3..2" } << QStringList{ "1..2" };
  QTest::newRow( "and not for two" ) << 2 << 0 << QStringList{ "3..2" } << QStringList{ "1++1" };
  QTest::newRow( "a gap of three cells is too wide for two" )
    << 2 << 0 << QStringList{ "3...2" } << QStringList{ "1...2" };
  QTest::newRow( "a bay within one part is not bridged" )
    << 1 << 0 << QStringList{ "3.3", "333" } << QStringList{ "1.1", "111" };
  QTest::newRow( "all chains of the shortest kind count" )
    << 1 << 0 << QStringList{ "3.3", "3.3" } << QStringList{ "1+1", "1+1" };
  QTest::newRow( "a bridged pair does not bridge further" )
    << 1 << 0 << QStringList{ "2.2..3" } << QStringList{ "2+2..1" };
  QTest::newRow( "a hole of one cell is filled" )
    << 0 << 2 << QStringList{ ".....", ".333.", ".3.3.", ".333.", "....." }
    << QStringList{ ".....", ".111.", ".1+1.", ".111.", "....." };
  QTest::newRow( "a hole of two cells stays when one is allowed" )
    << 0 << 1 << QStringList{ "......", ".3333.", ".3..3.", ".3333.", "......" }
    << QStringList{ "......", ".1111.", ".1..1.", ".1111.", "......" };
  QTest::newRow( "a cell between two regions is no hole" ) << 0 << 2 << QStringList{ "3.2" } << QStringList{ "1.2" };
}

void RegionsTest::cellsAreSelectedBridgedAndFilled()
{
  QFETCH( int, bridgeSteps );
  QFETCH( int, fillHolesCells );
  QFETCH( QStringList, drawing );
  QFETCH( QStringList, expected );
  RegionOptions options = aboveHundred();
  options.bridgeSteps = static_cast<std::size_t>( bridgeSteps );
  options.fillHolesCells = static_cast<std::size_t>( fillHolesCells );
  const Map map( drawing );
  QCOMPARE( map.draw( map.find( options ) ), expected );
}

void RegionsTest::bridgeMayCrossCellsWithoutScore()
{
  const Map map( { "33 33" } );
  const Regions found = map.find( aboveHundred() );
  QCOMPARE( map.draw( found ), QStringList{ "11+11" } );
  QCOMPARE( found.regions.front().meanScore, 300.0 );
}

void RegionsTest::smallRegionsAreDroppedWithTheReason()
{
  Map map( { "33...2...44444" } );
  map.population[5] = 0;
  RegionOptions options = aboveHundred();
  options.minimumCells = 2;
  Regions found = map.find( options );
  QCOMPARE( map.draw( found ), QStringList{ "22.......11111" } );
  QCOMPARE( found.droppedTooSmall, std::size_t( 1 ) );
  QCOMPARE( found.droppedPopulation, std::size_t( 0 ) );

  options.minimumCells = 1;
  options.minimumPopulation = 30;
  found = map.find( options );
  QCOMPARE( map.draw( found ), QStringList{ ".........11111" } );
  QCOMPARE( found.droppedTooSmall, std::size_t( 0 ) );
  QCOMPARE( found.droppedPopulation, std::size_t( 2 ) );
}

void RegionsTest::largeRegionIsCutBetweenItsPeaks()
{
  const Map map( { "2797325862" } );
  RegionOptions options = aboveHundred();
  options.maximumArea = 4;
  options.fillHolesCells = 0;
  const Regions found = map.find( options );
  // Falling from 9 and from 8 the two parts first meet at the cell with 2, where together they would be too large.
  QCOMPARE( map.draw( found ), QStringList{ ".1111.222." } );
  QCOMPARE( found.splitParts, std::size_t( 2 ) );
  QCOMPARE( found.cellsShed, std::size_t( 3 ) );
  QCOMPARE( found.regions[0].peakScore, 900.0 );
}

void RegionsTest::plateauIsCutByTheOrderOfItsIds()
{
  const Map map( { "333333" } );
  RegionOptions options = aboveHundred();
  options.maximumPopulation = 40;
  const Regions found = map.find( options );
  QCOMPARE( map.draw( found ), QStringList{ "1111.." } );
  QCOMPARE( found.cellsShed, std::size_t( 2 ) );
}

void RegionsTest::holeIsNotFilledBeyondTheMaximum()
{
  const Map map( { ".....", ".333.", ".3.3.", ".333.", "....." } );
  RegionOptions options = aboveHundred();
  options.maximumArea = 8;
  const Regions found = map.find( options );
  QCOMPARE( found.regions.front().cells, std::size_t( 8 ) );
  QCOMPARE( found.splitParts, std::size_t( 0 ) );
}

void RegionsTest::cellAboveTheMaximumIsShed()
{
  Map map( { "3.2" } );
  map.population[0] = 500;
  RegionOptions options = aboveHundred();
  options.bridgeSteps = 0;
  options.maximumPopulation = 100;
  const Regions found = map.find( options );
  QCOMPARE( map.draw( found ), QStringList{ "..1" } );
  QCOMPARE( found.cellsShed, std::size_t( 1 ) );
}

void RegionsTest::onlyTheHighestRankedAreKept()
{
  const Map map( { "2..9..4" } );
  RegionOptions options = aboveHundred();
  options.targetCount = 2;
  Regions found = map.find( options );
  QCOMPARE( map.draw( found ), QStringList{ "...1..2" } );
  QCOMPARE( found.droppedBeyondTarget, std::size_t( 1 ) );

  options.targetCount = 42;
  found = map.find( options );
  QCOMPARE( found.regions.size(), std::size_t( 3 ) );
  QCOMPARE( found.droppedBeyondTarget, std::size_t( 0 ) );
}

void RegionsTest::populationCountsInTheMeanScore()
{
  Map map( { "29" } );
  map.population = { 30, 10 };
  map.area = { 1, 3 };
  const Region region = map.find( aboveHundred() ).regions.front();
  QCOMPARE( region.meanScore, 375.0 );
  QCOMPARE( region.population, 40.0 );
  QCOMPARE( region.area, 4.0 );
}

void RegionsTest::areaCountsWhereNobodyLives()
{
  Map map( { "29" } );
  map.area = { 1, 3 };
  map.population = { 0, 0 };
  QCOMPARE( map.find( aboveHundred() ).regions.front().meanScore, 725.0 );
  map.population.clear();
  const Region region = map.find( aboveHundred() ).regions.front();
  QCOMPARE( region.meanScore, 725.0 );
  QVERIFY( isMissing( region.population ) );
}

void RegionsTest::equalScoresAreSettledByTheIds()
{
  Map map( { "3..3" } );
  map.tieOrder = { 9, 3, 4, 1 };
  QCOMPARE( map.draw( map.find( aboveHundred() ) ), QStringList{ "2..1" } );
  map.tieOrder.clear();
  QCOMPARE( map.draw( map.find( aboveHundred() ) ), QStringList{ "1..2" } );
}

void RegionsTest::withoutSelectedCellsThereAreNoRegions()
{
  const Map map( { ".. ..", "1.1.1" } );
  const Regions found = map.find( aboveHundred() );
  QVERIFY( found.regions.empty() );
  QCOMPARE( map.draw( found ), ( QStringList{ ".....", "....." } ) );
}

void RegionsTest::optionsThatCannotBeMetAreRefused()
{
  Map map( { "33" } );
  QCOMPARE( refusalOf( [&] { map.find( RegionOptions() ); } ),
            QStringLiteral( "threshold is missing; it must be a number." ) );
  RegionOptions options = aboveHundred();
  options.minimumArea = 5;
  options.maximumArea = 4;
  QCOMPARE( refusalOf( [&] { map.find( options ); } ),
            QStringLiteral( "maximumArea is 4; it must be at least the minimum, 5." ) );
  options = aboveHundred();
  options.minimumPopulation = 5;
  map.population.clear();
  QCOMPARE( refusalOf( [&] { map.find( options ); } ),
            QStringLiteral( "population is empty; it must be given when regions are limited by population." ) );
}

void RegionsTest::cellsThatCannotBeUsedAreRefused()
{
  Map map( { "33" } );
  map.area[1] = 0;
  QCOMPARE( refusalOf( [&] { map.find( aboveHundred() ); } ),
            QStringLiteral( "area in row 2 is 0; it must be above 0." ) );
  map = Map( { "33" } );
  map.tieOrder = { 4, 4 };
  QCOMPARE( refusalOf( [&] { map.find( aboveHundred() ); } ),
            QStringLiteral( "The rank 4 in tieOrder is given twice; it must be given once." ) );
  map = Map( { "33" } );
  map.population[0] = -1;
  QCOMPARE( refusalOf( [&] { map.find( aboveHundred() ); } ),
            QStringLiteral( "population in row 1 is -1; it must be 0 or more, and finite." ) );
}

QTEST_GUILESS_MAIN( RegionsTest )
#include "regions_test.moc"
