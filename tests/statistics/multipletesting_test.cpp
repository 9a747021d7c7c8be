// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/multipletesting.h"

#include "expectations.h"

#include <algorithm>

using namespace communitysafety::statistics;

Q_DECLARE_METATYPE( Correction )

class MultipleTestingTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void fifteenHypothesesOfThePaper();
  void fifteenHypothesesWhateverTheirDependence();
  // laws
  void orderOfTheTestsPlaysNoPart();
  void qIsNeverBelowPAndKeepsItsOrder_data();
  void qIsNeverBelowPAndKeepsItsOrder();
  void floorIsWhatTheCorrectionMakesOfIt_data();
  void floorIsWhatTheCorrectionMakesOfIt();
  void thousandPermutationsFindNothingOnAFineGrid();
  // edges
  void missingTestsDoNotCount();
  void oneTestIsItsOwnRate();
  void noTestGivesNothing();
  void floorLowEnoughNeedsOneArea();
  // refused input
  void floorOfZeroIsRefused();
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

void MultipleTestingTest::fifteenHypothesesWhateverTheirDependence()
{
  // p.adjust( p, "BY" ) and p.adjust( p, "bonferroni" ) of R 4.2.2, twelve digits.
  QCOMPARE(
    differenceBetween( falseDiscoveryRateAnyDependence( published ),
                       { 0.004977343489843, 0.009954686979687, 0.03152317543568, 0.1182119078838, 0.2000892082917,
                         0.2118926228533, 0.2118926228533, 0.2140257700633, 0.253844517982, 1, 1, 1, 1, 1, 1 },
                       5e-13 ),
    QString() );
  QCOMPARE( differenceBetween( familywiseErrorRate( published ),
                               { 0.0015, 0.006, 0.0285, 0.1425, 0.3015, 0.417, 0.447, 0.516, 0.6885, 1, 1, 1, 1, 1, 1 },
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

void MultipleTestingTest::qIsNeverBelowPAndKeepsItsOrder_data()
{
  QTest::addColumn<Correction>( "correction" );
  QTest::newRow( "none" ) << Correction::none;
  QTest::newRow( "Benjamini-Hochberg" ) << Correction::benjaminiHochberg;
  QTest::newRow( "Benjamini-Yekutieli" ) << Correction::benjaminiYekutieli;
  QTest::newRow( "Bonferroni" ) << Correction::bonferroni;
}

void MultipleTestingTest::qIsNeverBelowPAndKeepsItsOrder()
{
  QFETCH( Correction, correction );
  const std::vector<double> q = corrected( published, correction );
  QVERIFY( std::is_sorted( q.begin(), q.end() ) );
  for ( std::size_t row = 0; row < q.size(); ++row )
    QVERIFY( q[row] >= published[row] && q[row] <= 1 );
}

void MultipleTestingTest::floorIsWhatTheCorrectionMakesOfIt_data() { qIsNeverBelowPAndKeepsItsOrder_data(); }

void MultipleTestingTest::floorIsWhatTheCorrectionMakesOfIt()
{
  // 200 tests, so many at a floor of 0.002 and the others at 1.
  QFETCH( Correction, correction );
  const CorrectedFloor floor = correctedFloor( 0.002, 200, 0.05, correction );
  const auto smallestWith = [&]( std::size_t areas )
  {
    std::vector<double> p( 200, 1.0 );
    std::fill_n( p.begin(), areas, 0.002 );
    return corrected( p, correction ).front();
  };
  QCOMPARE( floor.smallestQ, smallestWith( 1 ) );
  if ( floor.areasNeeded > 0 )
    QVERIFY( smallestWith( floor.areasNeeded ) <= 0.05 * ( 1 + 1e-12 ) );
  for ( std::size_t fewer = 1; fewer < ( floor.areasNeeded > 0 ? floor.areasNeeded : 200 ); ++fewer )
    QVERIFY( smallestWith( fewer ) > 0.05 );
}

void MultipleTestingTest::thousandPermutationsFindNothingOnAFineGrid()
{
  const CorrectedFloor few = correctedFloor( 0.002, 99856, 0.05, Correction::benjaminiHochberg );
  QCOMPARE( few.smallestQ, 1.0 );
  QCOMPARE( few.areasNeeded, std::size_t( 3995 ) );
  QCOMPARE( correctedFloor( 0.002, 99856, 0.05, Correction::bonferroni ).areasNeeded, std::size_t( 0 ) );
  QVERIFY( std::fabs( few.floorNeeded - 0.05 / 99856 ) < 1e-18 );
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

void MultipleTestingTest::floorLowEnoughNeedsOneArea()
{
  for ( const Correction correction :
        { Correction::none, Correction::benjaminiHochberg, Correction::benjaminiYekutieli, Correction::bonferroni } )
  {
    const double needed = correctedFloor( 0.5, 700, 0.05, correction ).floorNeeded;
    QCOMPARE( correctedFloor( needed, 700, 0.05, correction ).areasNeeded, std::size_t( 1 ) );
  }
}

void MultipleTestingTest::floorOfZeroIsRefused()
{
  QCOMPARE( refusalOf( [] { correctedFloor( 0, 5, 0.05, Correction::none ); } ),
            QStringLiteral( "smallestP is 0; it must be above 0 and at most 1." ) );
  QVERIFY( !refusalOf( [] { correctedFloor( 0.1, 0, 0.05, Correction::none ); } ).isEmpty() );
  QVERIFY( !refusalOf( [] { correctedFloor( 0.1, 5, 1, Correction::none ); } ).isEmpty() );
}

void MultipleTestingTest::numberThatIsNoProbabilityIsRefused()
{
  const QString refusal = refusalOf( [] { falseDiscoveryRate( std::vector<double>{ 0.5, 1.5 } ); } );
  QVERIFY2( refusal.contains( QStringLiteral( "p in row 2" ) ), qPrintable( refusal ) );
}

QTEST_GUILESS_MAIN( MultipleTestingTest )
#include "multipletesting_test.moc"
