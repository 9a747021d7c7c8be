// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "../benchmarks/delineation/plantedmaps.h"
#include "expectations.h"
#include "statistics/coarsegrid.h"

#include <numeric>

using namespace planted;

class CoarseGridTest : public QObject
{
  Q_OBJECT

private slots:
  // worked by hand
  void cellsAreGatheredFromTheOrigin();
  void sumsAndPrecisionsAreKept();
  // laws
  void outlineIsThatOfTheCells();
  void squaresBeforeTheOriginAreWhole();
  // edges
  void absentCellsLeaveTheSquareToTheOthers();
  // refused input
  void hexagonsAndEmptySquaresAreRefused();
};

namespace
{

//! Four columns, two rows.
ScanSupport smallGrid() { return squareGrid( 4, 2 ); }

} // namespace

void CoarseGridTest::cellsAreGatheredFromTheOrigin()
{
  const CoarseGrid here = coarseGrid( smallGrid(), 2, 0, 0 );
  QCOMPARE( here.cellsOf, ( std::vector<Places>{ { 0, 1, 4, 5 }, { 2, 3, 6, 7 } } ) );
  const CoarseGrid moved = coarseGrid( smallGrid(), 2, 1, 0 );
  QCOMPARE( moved.cellsOf, ( std::vector<Places>{ { 0, 4 }, { 1, 2, 5, 6 }, { 3, 7 } } ) );
  QCOMPARE( moved.support.columns, ( std::vector<int>{ -1, 0, 1 } ) );
  QCOMPARE( moved.support.size, ( std::vector<double>{ 2, 4, 2 } ) );
  QCOMPARE( moved.cells( { 0, 2 } ), ( Places{ 0, 3, 4, 7 } ) );
}

void CoarseGridTest::sumsAndPrecisionsAreKept()
{
  const std::vector<double> counts{ 1, 2, 3, 4, 5, 6, 7, 8 }, baseline{ 2, 2, 2, 2, 4, 4, 4, 4 };
  const std::vector<double> deviations{ 1, -1, 0, 0, 3, 1, 0, 0 }, variances{ 1, 1, 1, 1, 2, 2, 2, 2 };
  const CoarseGrid grid = coarseGrid( smallGrid(), 2, 0, 0 );
  const CoarseStreams coarse( grid, { stream( counts, baseline ), { StreamModel::gaussian, deviations, variances } } );
  QCOMPARE( coarse.streams()[0].observed[0], 14.0 );
  QCOMPARE( coarse.streams()[0].expected[1], 12.0 );
  // Precisions 1, 1, 1/2, 1/2: mean (1 - 1 + 3/2 + 1/2) / 3, variance 1/3.
  QCOMPARE( coarse.streams()[1].observed[0], 2.0 / 3 );
  QCOMPARE( coarse.streams()[1].expected[0], 1.0 / 3 );
}

void CoarseGridTest::outlineIsThatOfTheCells()
{
  const ScanSupport cells = squareGrid( 12, 12 );
  const CoarseGrid grid = coarseGrid( cells, 3, 1, 2 );
  const Places squares{ 6, 7, 11 };
  QVERIFY( std::fabs( 3 * grid.support.borders.perimeter( squares ) -
                      cells.borders.perimeter( grid.cells( squares ) ) ) < 1e-12 );
}

void CoarseGridTest::squaresBeforeTheOriginAreWhole()
{
  ScanSupport west = squareGrid( 4, 2 );
  for ( int &column : west.columns )
    column -= 4;
  QCOMPARE( coarseGrid( west, 2, 0, 0 ).cellsOf, coarseGrid( smallGrid(), 2, 0, 0 ).cellsOf );
}

void CoarseGridTest::absentCellsLeaveTheSquareToTheOthers()
{
  const std::vector<double> counts{ 1, missing, missing, missing, 5, 6, missing, missing }, baseline( 8, 2.0 );
  const CoarseGrid grid = coarseGrid( smallGrid(), 2, 0, 0 );
  const CoarseStreams coarse( grid, { stream( counts, baseline ) } );
  QCOMPARE( coarse.streams()[0].observed[0], 12.0 );
  QCOMPARE( coarse.streams()[0].expected[0], 6.0 );
  QVERIFY( isMissing( coarse.streams()[0].observed[1] ) );
}

void CoarseGridTest::hexagonsAndEmptySquaresAreRefused()
{
  QVERIFY_EXCEPTION_THROWN( coarseGrid( hexagonGrid(), 2, 0, 0 ), std::invalid_argument );
  QVERIFY_EXCEPTION_THROWN( coarseGrid( smallGrid(), 0, 0, 0 ), std::invalid_argument );
}

QTEST_GUILESS_MAIN( CoarseGridTest )
#include "coarsegrid_test.moc"
