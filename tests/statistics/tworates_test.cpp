// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/tworates.h"

#include "expectations.h"

using namespace communitysafety::statistics;

class TwoRatesTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void exactTailsAreThoseOfTheBinomial_data();
  void exactTailsAreThoseOfTheBinomial();
  // laws
  void swappingBeforeAndAfterTurnsTheSign();
  void unitOfTheExposuresPlaysNoPart();
  void overdispersionMakesEveryChangeLessSurprising();
  void scoreHasTheProbabilityOfTheExactTest();
  // edges
  void noEventAtAllIsNoChange();
  void nothingBeforeHasNoRatio();
  void extremeChangeKeepsItsDirection();
  void missingNumbersGiveNothing();
  // refused input
  void impossibleNumbersAreRefused_data();
  void impossibleNumbersAreRefused();
};

void TwoRatesTest::exactTailsAreThoseOfTheBinomial_data()
{
  QTest::addColumn<double>( "before" );
  QTest::addColumn<double>( "exposureBefore" );
  QTest::addColumn<double>( "after" );
  QTest::addColumn<double>( "exposureAfter" );
  QTest::addColumn<double>( "phi" );
  QTest::addColumn<double>( "p" );
  // R 4.2.2, twelve digits: 2 * min( pbinom( after - 1, n, s, lower = FALSE ), pbinom( after, n, s ) ), s = E2/(E1+E2)
  QTest::newRow( "doubled" ) << 10. << 1. << 20. << 1. << 1. << 0.09873714670539;
  QTest::newRow( "from none to three" ) << 0. << 1. << 3. << 1. << 1. << 0.25;
  QTest::newRow( "three years against one" ) << 30. << 36. << 25. << 12. << 1. << 0.00155455161863;
  QTest::newRow( "same count in twice the exposure" ) << 40. << 1. << 40. << 2. << 1. << 0.00301198431514;
  QTest::newRow( "fewer" ) << 100. << 1. << 60. << 1. << 1. << 0.00195372803406;
  // the same with both counts divided by phi, through pbeta( s, k, n - k + 1 )
  QTest::newRow( "doubled, overdispersed" ) << 10. << 1. << 20. << 1. << 2. << 0.3017578125;
  QTest::newRow( "unequal, overdispersed" ) << 30. << 36. << 25. << 12. << 2. << 0.0313139573033;
  QTest::newRow( "not whole when divided" ) << 100. << 1. << 160. << 1. << 2.5 << 0.0236456357498;
}

void TwoRatesTest::exactTailsAreThoseOfTheBinomial()
{
  QFETCH( double, before );
  QFETCH( double, exposureBefore );
  QFETCH( double, after );
  QFETCH( double, exposureAfter );
  QFETCH( double, phi );
  QFETCH( double, p );
  const RateChange change = compareRates( before, exposureBefore, after, exposureAfter, phi );
  QVERIFY2( std::abs( change.p - p ) < 5e-13 * std::max( 1.0, p ), qPrintable( QString::number( change.p, 'g', 15 ) ) );
}

void TwoRatesTest::swappingBeforeAndAfterTurnsTheSign()
{
  const RateChange up = compareRates( 12, 3, 30, 4, 1.5 );
  const RateChange down = compareRates( 30, 4, 12, 3, 1.5 );
  QVERIFY( up.z > 0 );
  QVERIFY( std::abs( up.z + down.z ) < 1e-9 && std::abs( up.p - down.p ) < 1e-12 );
  QVERIFY( std::abs( up.ratio * down.ratio - 1 ) < 1e-12 );
}

void TwoRatesTest::unitOfTheExposuresPlaysNoPart()
{
  QVERIFY( std::abs( compareRates( 12, 3, 30, 4 ).p - compareRates( 12, 3000, 30, 4000 ).p ) < 1e-12 );
}

void TwoRatesTest::overdispersionMakesEveryChangeLessSurprising()
{
  double last = 0;
  for ( const double phi : { 1.0, 1.5, 2.0, 3.0, 10.0 } )
  {
    const double p = compareRates( 50, 1, 90, 1, phi ).p;
    QVERIFY( p > last );
    last = p;
  }
}

void TwoRatesTest::scoreHasTheProbabilityOfTheExactTest()
{
  const RateChange change = compareRates( 30, 36, 25, 12 );
  QVERIFY( std::abs( std::erfc( change.z / std::sqrt( 2.0 ) ) - change.p ) < 1e-12 );
}

void TwoRatesTest::noEventAtAllIsNoChange()
{
  const RateChange change = compareRates( 0, 1, 0, 1 );
  QCOMPARE( change.p, 1.0 );
  QCOMPARE( change.z, 0.0 );
  QVERIFY( isMissing( change.ratio ) );
}

void TwoRatesTest::nothingBeforeHasNoRatio() { QVERIFY( isMissing( compareRates( 0, 1, 5, 1 ).ratio ) ); }

void TwoRatesTest::extremeChangeKeepsItsDirection()
{
  const RateChange rise = compareRates( 0, 1, 100000, 1 ), fall = compareRates( 100000, 1, 0, 1 );
  QCOMPARE( rise.p, 0.0 );
  QVERIFY( rise.z > 37 && std::isfinite( rise.z ) );
  QCOMPARE( fall.z, -rise.z );
}

void TwoRatesTest::missingNumbersGiveNothing()
{
  for ( const RateChange &change : { compareRates( missing, 1, 5, 1 ), compareRates( 5, missing, 5, 1 ) } )
    QVERIFY( isMissing( change.p ) && isMissing( change.z ) && isMissing( change.ratio ) );
  const std::vector<double> column{ 1, missing }, ones{ 1, 1 };
  const std::vector<RateChange> changes = compareRates( column, ones, ones, ones );
  QVERIFY( !isMissing( changes[0].p ) && isMissing( changes[1].p ) );
}

void TwoRatesTest::impossibleNumbersAreRefused_data()
{
  QTest::addColumn<double>( "before" );
  QTest::addColumn<double>( "exposure" );
  QTest::addColumn<double>( "phi" );
  QTest::addColumn<QString>( "named" );
  QTest::newRow( "negative count" ) << -1. << 1. << 1. << "before";
  QTest::newRow( "no exposure" ) << 1. << 0. << 1. << "exposureBefore";
  QTest::newRow( "phi below 1" ) << 1. << 1. << 0.5 << "phi";
  QTest::newRow( "phi missing" ) << 1. << 1. << missing << "phi";
}

void TwoRatesTest::impossibleNumbersAreRefused()
{
  QFETCH( double, before );
  QFETCH( double, exposure );
  QFETCH( double, phi );
  QFETCH( QString, named );
  const QString refusal = refusalOf( [&] { compareRates( before, exposure, 1, 1, phi ); } );
  QVERIFY2( refusal.contains( named ), qPrintable( refusal ) );
}

QTEST_GUILESS_MAIN( TwoRatesTest )
#include "tworates_test.moc"
