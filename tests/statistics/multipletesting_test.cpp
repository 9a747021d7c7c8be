// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/multipletesting.h"

#include "expectations.h"

#include <algorithm>

using namespace communitysafety::statistics;

class MultipleTestingTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void fifteenHypothesesOfThePaper();
  // laws
  void orderOfTheTestsPlaysNoPart();
  void qIsNeverBelowPAndKeepsItsOrder();
  // edges
  void missingTestsDoNotCount();
  void oneTestIsItsOwnRate();
  void noTestGivesNothing();
  // refused input
  void numberThatIsNoProbabilityIsRefused();
};

namespace
{

// Benjamini & Hochberg 1995, section 3.2: the p values of 15 hypotheses on the treatment of myocardial infarction.
const std::vector<double> published{ 0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                     0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000 };

} // namespace

void MultipleTestingTest::fifteenHypothesesOfThePaper()
{
  const std::vector<double> q = falseDiscoveryRate( published );
  // The paper rejects four hypotheses at 5 %, where Bonferroni's rule rejects three.
  QCOMPARE( std::count_if( q.begin(), q.end(), []( double value ) { return value <= 0.05; } ), 4 );
  // p.adjust( p, "BH" ) of R 4.2.2 prints twelve digits.
  QCOMPARE( differenceBetween( q,
                               { 0.0015, 0.0030, 0.0095, 0.035625, 0.0603, 0.0638571428571, 0.0638571428571, 0.0645,
                                 0.0765, 0.4860, 0.5811818181818, 0.7148750, 0.7532307692308, 0.8132142857143, 1 },
                               5e-13 ),
            QString() );
}

void MultipleTestingTest::orderOfTheTestsPlaysNoPart()
{
  std::vector<double> reversed( published.rbegin(), published.rend() );
  std::vector<double> q = falseDiscoveryRate( reversed );
  std::reverse( q.begin(), q.end() );
  QCOMPARE( q, falseDiscoveryRate( published ) );
}

void MultipleTestingTest::qIsNeverBelowPAndKeepsItsOrder()
{
  const std::vector<double> q = falseDiscoveryRate( published );
  QVERIFY( std::is_sorted( q.begin(), q.end() ) );
  for ( std::size_t row = 0; row < q.size(); ++row )
    QVERIFY( q[row] >= published[row] );
}

void MultipleTestingTest::missingTestsDoNotCount()
{
  QCOMPARE(
    differenceBetween( falseDiscoveryRate( std::vector<double>{ 0.01, missing, 0.04 } ), { 0.02, missing, 0.04 } ),
    QString() );
}

void MultipleTestingTest::oneTestIsItsOwnRate()
{
  QCOMPARE( falseDiscoveryRate( std::vector<double>{ 0.03 } ), std::vector<double>{ 0.03 } );
}

void MultipleTestingTest::noTestGivesNothing() { QVERIFY( falseDiscoveryRate( std::vector<double>{} ).empty() ); }

void MultipleTestingTest::numberThatIsNoProbabilityIsRefused()
{
  const QString refusal = refusalOf( [] { falseDiscoveryRate( std::vector<double>{ 0.5, 1.5 } ); } );
  QVERIFY2( refusal.contains( QStringLiteral( "p in row 2" ) ), qPrintable( refusal ) );
}

QTEST_GUILESS_MAIN( MultipleTestingTest )
#include "multipletesting_test.moc"
