// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/hotspoteffect.h"

using namespace communitysafety::statistics;

class HotSpotEffectTest : public QObject
{
  Q_OBJECT

private slots:
  void handWorkedCells();
  void nothingMovedChangesNothing();
  void cellsWithoutEventsAreNeverHot();
  void firstOfEqualsIsHot();
  void shareIsNoCellMoreForItsLastDigit();
  void withoutEventsItIsMissing();
  void refuses();
};

void HotSpotEffectTest::handWorkedCells()
{
  // Ten cells, one outside; a third of nine is hot: 3 cells. True events 20 + 10 + 6 of 45 there. The mask takes the
  // second one's place for the seventh: 20 + 6 + 1 caught.
  const std::vector<double> before{ 20, 10, 6, 3, 2, 2, 1, 1, 0, 99 };
  const std::vector<double> after{ 18, 2, 7, 3, 2, 2, 9, 1, 1, 0 };
  const std::vector<double> ground{ 1, 1, 1, 1, 1, 1, 1, 1, 1, 0 };
  const HotSpotEffect effect = hotSpotEffect( before, after, ground, 1.0 / 3 );
  QCOMPARE( effect.cells, std::size_t( 9 ) );
  QCOMPARE( effect.hotCells, std::size_t( 3 ) );
  QCOMPARE( effect.jaccard, 0.5 );
  QCOMPARE( effect.paiBefore, 36.0 / 45 * 3 );
  QCOMPARE( effect.paiAfter, 27.0 / 45 * 3 );
}

void HotSpotEffectTest::nothingMovedChangesNothing()
{
  const std::vector<double> counts{ 5, 1, 0, 7 }, ground{ 1, 1, 0.5, 1 };
  const HotSpotEffect effect = hotSpotEffect( counts, counts, ground, 0.5 );
  QCOMPARE( effect.jaccard, 1.0 );
  QCOMPARE( effect.spearman, 1.0 );
  QCOMPARE( effect.paiAfter, effect.paiBefore );
}

void HotSpotEffectTest::cellsWithoutEventsAreNeverHot()
{
  // The only event leaves its cell: the cells that stay empty are not the same hot ones.
  const std::vector<double> before{ 1, 0, 0, 0 }, after{ 0, 1, 0, 0 }, ground{ 1, 1, 1, 1 };
  const HotSpotEffect effect = hotSpotEffect( before, after, ground, 0.5 );
  QCOMPARE( effect.hotCells, std::size_t( 2 ) );
  QCOMPARE( effect.jaccard, 0.0 );
  QCOMPARE( effect.paiBefore, 4.0 );
  QCOMPARE( effect.paiAfter, 0.0 );
}

void HotSpotEffectTest::firstOfEqualsIsHot()
{
  const std::vector<double> before{ 1, 1, 1, 0 }, after{ 0, 1, 1, 1 }, ground{ 1, 1, 1, 1 };
  QCOMPARE( hotSpotEffect( before, after, ground, 0.25 ).jaccard, 0.0 );
  QCOMPARE( hotSpotEffect( before, after, ground, 0.5 ).jaccard, 1.0 / 3 );
}

void HotSpotEffectTest::shareIsNoCellMoreForItsLastDigit()
{
  const std::vector<double> counts( 70, 1 ), ground( 70, 1 );
  QCOMPARE( hotSpotEffect( counts, counts, ground, 0.1 ).hotCells, std::size_t( 7 ) );
}

void HotSpotEffectTest::withoutEventsItIsMissing()
{
  const std::vector<double> none{ 0, 0 }, ground{ 1, 1 };
  QVERIFY( isMissing( hotSpotEffect( none, none, ground, 0.5 ).jaccard ) );
}

void HotSpotEffectTest::refuses()
{
  const std::vector<double> two{ 1, 2 }, three{ 1, 2, 3 };
  QVERIFY( refusalOf( [&] { hotSpotEffect( two, three, two, 0.5 ); } ).contains( QStringLiteral( "after" ) ) );
  QVERIFY( refusalOf( [&] { hotSpotEffect( two, two, two, 0 ); } ).contains( QStringLiteral( "hotShare" ) ) );
}

QTEST_GUILESS_MAIN( HotSpotEffectTest )
#include "hotspoteffect_test.moc"
