// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/placerate.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace communitysafety::statistics;

Q_DECLARE_METATYPE( communitysafety::statistics::AgainstReference )

//! The rate of a place beside that of the larger area.
class PlaceRateTest : public QObject
{
  Q_OBJECT

private slots:
  void fiveEventsHaveTheExactLimits();
  void theClassIsThatOfTheLimits_data();
  void theClassIsThatOfTheLimits();
  void dispersionWidensTheLimits();
  void fewPlacesWithoutDifferenceAreCalledDifferent_data();
  void fewPlacesWithoutDifferenceAreCalledDifferent();
  void withoutExposureThereIsNoRate();
  void withoutEventsInTheCityNothingIsCompared();
  void negativeCountsAreRefused();
};

namespace
{

bool isNear( double actual, double expected, double tolerance ) { return std::fabs( actual - expected ) <= tolerance; }

} // namespace

void PlaceRateTest::fiveEventsHaveTheExactLimits()
{
  // Garwood's limits of 5 are 1.6235 and 11.6683; the city has 1 per 1,000.
  const PlaceRate found = comparePlace( { 5, 1000 }, { 100, 100000 }, 0.95, 1 );
  QVERIFY( isNear( found.rate, 0.005, 1e-12 ) );
  QVERIFY( isNear( found.limits.lower, 0.0016235, 1e-7 ) );
  QVERIFY( isNear( found.limits.upper, 0.0116683, 1e-7 ) );
  QVERIFY( isNear( found.reference, 0.001, 1e-12 ) );
  QVERIFY( isNear( found.expected, 1, 1e-12 ) );
  QVERIFY( isNear( found.index, 500, 1e-9 ) );
  QVERIFY( isNear( found.indexLimits.lower, 162.35, 0.01 ) );
  QVERIFY( isNear( found.indexLimits.upper, 1166.83, 0.01 ) );
}

void PlaceRateTest::theClassIsThatOfTheLimits_data()
{
  QTest::addColumn<double>( "expected" );
  QTest::addColumn<AgainstReference>( "against" );
  QTest::newRow( "below the lower limit" ) << 1.62 << AgainstReference::higher;
  QTest::newRow( "just inside below" ) << 1.63 << AgainstReference::similar;
  QTest::newRow( "just inside above" ) << 11.66 << AgainstReference::similar;
  QTest::newRow( "above the upper limit" ) << 11.68 << AgainstReference::lower;
}

void PlaceRateTest::theClassIsThatOfTheLimits()
{
  QFETCH( double, expected );
  QFETCH( AgainstReference, against );
  QVERIFY( comparePlace( { 5, 1 }, { expected * 1000, 1000 }, 0.95, 1 ).against == against );
}

void PlaceRateTest::dispersionWidensTheLimits()
{
  const PlaceRate independent = comparePlace( { 40, 1 }, { 28000, 1000 }, 0.95, 1 );
  const PlaceRate repeated = comparePlace( { 40, 1 }, { 28000, 1000 }, 0.95, 3 );
  QVERIFY( independent.against == AgainstReference::higher );
  QVERIFY( repeated.against == AgainstReference::similar );
  QVERIFY( repeated.limits.lower < independent.limits.lower && repeated.limits.upper > independent.limits.upper );
}

void PlaceRateTest::fewPlacesWithoutDifferenceAreCalledDifferent_data()
{
  QTest::addColumn<double>( "expected" );
  QTest::addColumn<double>( "shareOfCity" );
  QTest::newRow( "few events, a small part of the city" ) << 4.0 << 0.01;
  QTest::newRow( "many events, a small part of the city" ) << 60.0 << 0.01;
  QTest::newRow( "many events, half of the city" ) << 60.0 << 0.5;
}

void PlaceRateTest::fewPlacesWithoutDifferenceAreCalledDifferent()
{
  QFETCH( double, expected );
  QFETCH( double, shareOfCity );
  std::mt19937_64 random( 7 );
  std::poisson_distribution<int> inside( expected ), outside( expected * ( 1 - shareOfCity ) / shareOfCity );
  constexpr int runs = 4000;
  int different = 0;
  for ( int run = 0; run < runs; ++run )
  {
    const double own = inside( random ), rest = outside( random );
    const AgainstReference against = comparePlace( { own, shareOfCity }, { own + rest, 1.0 }, 0.95, 1 ).against;
    different += against == AgainstReference::higher || against == AgainstReference::lower ? 1 : 0;
  }
  // Three standard errors above one in twenty.
  QVERIFY2( different < runs * 0.05 + 3 * std::sqrt( runs * 0.05 * 0.95 ), qPrintable( QString::number( different ) ) );
}

void PlaceRateTest::withoutExposureThereIsNoRate()
{
  const PlaceRate found = comparePlace( { 3, 0 }, { 100, 1000 }, 0.95, 1 );
  QVERIFY( isMissing( found.rate ) && isMissing( found.index ) );
  QVERIFY( isNear( found.expected, 0, 1e-12 ) );
  QVERIFY( found.against == AgainstReference::notKnown );
  QVERIFY( comparePlace( { missing, 10 }, { 100, 1000 }, 0.95, 1 ).against == AgainstReference::notKnown );
}

void PlaceRateTest::withoutEventsInTheCityNothingIsCompared()
{
  const PlaceRate found = comparePlace( { 0, 10 }, { 0, 1000 }, 0.95, 1 );
  QCOMPARE( found.rate, 0.0 );
  QVERIFY( isMissing( found.index ) );
  QVERIFY( found.against == AgainstReference::notKnown );
  QVERIFY( !isMissing( comparePlace( { 4, 10 }, {}, 0.95, 1 ).rate ) );
}

void PlaceRateTest::negativeCountsAreRefused()
{
  QVERIFY_EXCEPTION_THROWN( comparePlace( { -1, 10 }, { 100, 1000 }, 0.95, 1 ), std::invalid_argument );
}

QTEST_GUILESS_MAIN( PlaceRateTest )
#include "placerate_test.moc"
