// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/distribution.h"
#include "statistics/outliers.h"

#include <algorithm>

using namespace communitysafety::statistics;

class OutliersTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void harmlessColumnIsLeftAlone_data();
  void harmlessColumnIsLeftAlone();
  void oneOutlierIsDrawnInToTheNextValue();
  void aLongLowerTailIsDrawnInUpwards();
  void tiedOutliersAreDrawnInTogether();
  void winsorisingStopsAtTheNumberOfPoints();
  void withTooManyOutliersTheLogarithmOfTheUntouchedValuesIsTaken();
  void theLogarithmOfALowerTailIsMirrored();
  void percentilesFencesAndDeviationsCutOff();
  void boxCoxMakesTheColumnLessSkewed();
  void ordersAreKept_data();
  void ordersAreKept();
  // edges
  void winsorisingNeverMakesAColumnConstant();
  void constantAndEmptyColumnsAreLeftAlone_data();
  void constantAndEmptyColumnsAreLeftAlone();
  void missingStaysMissing();
  // refused input
  void numbersThatMakeNoTreatmentAreRefused_data();
  void numbersThatMakeNoTreatmentAreRefused();
};

namespace
{

// 1 to 20 and one area far above.
std::vector<double> withOutlier( double outlier )
{
  std::vector<double> values;
  for ( int value = 1; value <= 20; ++value )
    values.push_back( value );
  values.push_back( outlier );
  return values;
}

Treated treat( const std::vector<double> &values, const QString &method )
{
  return treatOutliers( values, parseMethodSpec( method.toStdString() ) );
}

std::vector<double> exponentials( double sign )
{
  std::vector<double> values;
  for ( int value = 1; value <= 60; ++value )
    values.push_back( sign * std::exp( 0.5 * value ) );
  return values;
}

void addMethods( const QStringList &methods )
{
  QTest::addColumn<QString>( "method" );
  for ( const QString &method : methods )
    QTest::newRow( qPrintable( method ) ) << method;
}

const QStringList everyMethod = { "auto", "winsorise", "percentile", "fences", "sigmas", "log", "boxcox", "none" };

} // namespace

void OutliersTest::harmlessColumnIsLeftAlone_data()
{
  addMethods( { "auto", "winsorise", "fences", "sigmas", "none" } );
}

void OutliersTest::harmlessColumnIsLeftAlone()
{
  QFETCH( QString, method );
  const Treated treated = treat( withOutlier( 21 ), method );
  QCOMPARE( differenceBetween( treated.values, withOutlier( 21 ) ), QString() );
  QVERIFY( treated.done.empty() && treated.points.empty() );
  QCOMPARE( treated.skewAfter, treated.skewBefore );
}

void OutliersTest::oneOutlierIsDrawnInToTheNextValue()
{
  const Treated treated = treat( withOutlier( 500 ), "auto" );
  QCOMPARE( differenceBetween( treated.values, withOutlier( 20 ) ), QString() );
  QCOMPARE( QString::fromStdString( treated.done ), QString( "winsorised 1" ) );
  QCOMPARE( treated.points.size(), std::size_t( 1 ) );
  QCOMPARE( treated.points[0].row, std::size_t( 20 ) );
  QCOMPARE( treated.points[0].before, 500.0 );
  QCOMPARE( treated.points[0].after, 20.0 );
  QVERIFY( treated.skewBefore > 4 && std::fabs( treated.skewAfter ) < 0.1 );
  QCOMPARE( treated.kurtosisAfter, describe( treated.values ).kurtosis );
}

void OutliersTest::aLongLowerTailIsDrawnInUpwards()
{
  const Treated treated = treat( withOutlier( -500 ), "auto" );
  QCOMPARE( differenceBetween( treated.values, withOutlier( 1 ) ), QString() );
}

void OutliersTest::tiedOutliersAreDrawnInTogether()
{
  std::vector<double> values = withOutlier( 500 );
  values.push_back( 500 );
  const Treated treated = treat( values, "winsorise(1)" );
  QCOMPARE( treated.points.size(), std::size_t( 2 ) );
  QCOMPARE( treated.values[21], 20.0 );
}

void OutliersTest::winsorisingStopsAtTheNumberOfPoints()
{
  const Treated treated = treat( exponentials( 1 ), "winsorise(3)" );
  QCOMPARE( treated.points.size(), std::size_t( 3 ) );
  QCOMPARE( treated.values[59], treated.values[56] );
  QCOMPARE( QString::fromStdString( treated.done ), QString( "winsorised 3" ) );
}

void OutliersTest::withTooManyOutliersTheLogarithmOfTheUntouchedValuesIsTaken()
{
  const std::vector<double> values = exponentials( 1 );
  const Treated treated = treat( values, "auto" );
  QCOMPARE( QString::fromStdString( treated.done ), QString( "log" ) );
  QVERIFY( treated.points.empty() );
  const double margin = 0.01 * ( values.back() - values.front() );
  std::vector<double> expected;
  for ( const double value : values )
    expected.push_back( std::log( value - values.front() + margin ) );
  QCOMPARE( differenceBetween( treated.values, expected ), QString() );
}

void OutliersTest::theLogarithmOfALowerTailIsMirrored()
{
  std::vector<double> expected = treat( exponentials( 1 ), "log" ).values;
  for ( double &value : expected )
    value = -value;
  QCOMPARE( differenceBetween( treat( exponentials( -1 ), "log" ).values, expected ), QString() );
}

void OutliersTest::percentilesFencesAndDeviationsCutOff()
{
  // 0 to 100: percentiles are the values themselves.
  std::vector<double> values;
  for ( int value = 0; value <= 100; ++value )
    values.push_back( value );
  const Treated percentiles = treat( values, "percentile(10, 95)" );
  QCOMPARE( percentiles.values[3], 10.0 );
  QCOMPARE( percentiles.values[97], 95.0 );
  QCOMPARE( QString::fromStdString( percentiles.done ), QString( "cut off 15" ) );
  // Quartiles 25 and 75: fences at 25 - 0.2 × 50 and 75 + 0.2 × 50.
  const Treated fences = treat( values, "fences(0.2)" );
  QCOMPARE( fences.values[0], 15.0 );
  QCOMPARE( fences.values[100], 85.0 );
  const double deviation = describe( values ).standardDeviation;
  QVERIFY( std::fabs( treat( values, "sigmas(1)" ).values[100] - ( 50 + deviation ) ) < 1e-10 );
}

void OutliersTest::boxCoxMakesTheColumnLessSkewed()
{
  const Treated treated = treat( exponentials( 1 ), "boxcox" );
  QVERIFY( treated.skewBefore > 2 && std::fabs( treated.skewAfter ) < 0.1 );
  QVERIFY( QString::fromStdString( treated.done ).startsWith( "boxcox(" ) );
  // Negative values are moved above 0 first.
  QVERIFY( !isMissing( treat( exponentials( -1 ), "boxcox" ).values[59] ) );
}

void OutliersTest::ordersAreKept_data() { addMethods( everyMethod ); }

void OutliersTest::ordersAreKept()
{
  QFETCH( QString, method );
  const std::vector<double> values = treat( exponentials( 1 ), method ).values;
  QVERIFY( std::is_sorted( values.begin(), values.end() ) );
}

void OutliersTest::winsorisingNeverMakesAColumnConstant()
{
  // One event in forty areas: the indicator says where, and would say nothing at all.
  std::vector<double> values( 40, 0.0 );
  values[7] = 1;
  QCOMPARE( differenceBetween( treat( values, "winsorise" ).values, values ), QString() );
  const Treated treated = treat( values, "auto" );
  QVERIFY( treated.values[7] > treated.values[0] );
}

void OutliersTest::constantAndEmptyColumnsAreLeftAlone_data() { addMethods( everyMethod ); }

void OutliersTest::constantAndEmptyColumnsAreLeftAlone()
{
  QFETCH( QString, method );
  for ( const std::vector<double> &values :
        { std::vector<double>{ 3, missing, 3, 3, 3 }, std::vector<double>{ missing, missing },
          std::vector<double>{ missing, 5 }, std::vector<double>{} } )
  {
    const Treated treated = treat( values, method );
    QCOMPARE( differenceBetween( treated.values, values ), QString() );
    QVERIFY( treated.done.empty() );
  }
}

void OutliersTest::missingStaysMissing()
{
  std::vector<double> values = withOutlier( 500 );
  values.insert( values.begin(), missing );
  for ( const QString &method : everyMethod )
  {
    std::vector<double> expected = treat( withOutlier( 500 ), method ).values;
    expected.insert( expected.begin(), missing );
    QCOMPARE( differenceBetween( treat( values, method ).values, expected ), QString() );
  }
  QCOMPARE( treat( values, "auto" ).points[0].row, std::size_t( 21 ) );
}

void OutliersTest::numbersThatMakeNoTreatmentAreRefused_data()
{
  addMethods( { "auto(0)", "winsorise(-1)", "auto(5, -1)", "percentile(90, 10)", "percentile(0, 101)", "fences(0)",
                "sigmas(-2)", "trim", "log(1)" } );
}

void OutliersTest::numbersThatMakeNoTreatmentAreRefused()
{
  QFETCH( QString, method );
  QVERIFY( !refusalOf( [&] { treat( withOutlier( 500 ), method ); } ).isEmpty() );
  const double infinite = std::numeric_limits<double>::infinity();
  QVERIFY( refusalOf( [&] { treat( { 1, infinite }, "auto" ); } ).contains( "row 2 is infinite" ) );
}

QTEST_GUILESS_MAIN( OutliersTest )
#include "outliers_test.moc"
