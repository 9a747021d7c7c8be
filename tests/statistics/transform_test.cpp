// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "stackloss.h"
#include "statistics/transform.h"

using namespace communitysafety::statistics;

Q_DECLARE_METATYPE( std::vector<double> )

class TransformTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void boxCoxLambdaIsThatOfR();
  // laws
  void formulasGiveTheirHandValues_data();
  void formulasGiveTheirHandValues();
  void boxCoxFindsThePowerThatMakesTheColumnNormal_data();
  void boxCoxFindsThePowerThatMakesTheColumnNormal();
  void boxCoxLambdaDoesNotDependOnTheUnit();
  // edges
  void missingStaysMissing();
  void constantColumnHasNoPower();
  // refused input
  void valuesWithoutAResultAreRefused_data();
  void valuesWithoutAResultAreRefused();
};

namespace
{

std::vector<double> transformed( const std::vector<double> &values, const QString &method )
{
  return transform( values, parseMethodSpec( method.toStdString() ) );
}

} // namespace

void TransformTest::boxCoxLambdaIsThatOfR()
{
  // R 4.2.2: optimize() of the profile likelihood.
  QVERIFY( std::fabs( boxCoxLambda( stackLoss[3] ) + 0.404313224926889 ) < 1e-6 );
}

void TransformTest::formulasGiveTheirHandValues_data()
{
  QTest::addColumn<QString>( "method" );
  QTest::addColumn<std::vector<double>>( "expected" );
  const double e = std::exp( 1.0 );
  // Of 1 and 4.
  const auto add = []( const char *method, const std::vector<double> &expected )
  { QTest::newRow( method ) << QString( method ) << expected; };
  add( "log", { 0, 2 * std::log( 2.0 ) } );
  add( "log1p", { std::log( 2.0 ), std::log( 5.0 ) } );
  add( "log10", { 0, 0.602059991327962 } );
  add( "sqrt", { 1, 2 } );
  add( "square", { 1, 16 } );
  add( "power(-0.5)", { 1, 0.5 } );
  add( "power(3)", { 1, 64 } );
  add( "asinh", { 0.881373587019543, 2.09471254726110 } );
  add( "boxcox(0)", { 0, std::log( 4 ) / std::log( e ) } );
  add( "boxcox(0.5)", { 0, 2 } );
  add( "boxcox(-1)", { 0, 0.75 } );
  add( "reciprocal", { 1, 0.25 } );
  add( "none", { 1, 4 } );
}

void TransformTest::formulasGiveTheirHandValues()
{
  QFETCH( QString, method );
  QFETCH( std::vector<double>, expected );
  QCOMPARE( differenceBetween( transformed( { 1, 4 }, method ), expected, 1e-12 ), QString() );
}

void TransformTest::boxCoxFindsThePowerThatMakesTheColumnNormal_data()
{
  QTest::addColumn<double>( "power" );
  QTest::newRow( "logarithm" ) << 0.0;
  QTest::newRow( "square root" ) << 0.5;
  QTest::newRow( "reciprocal" ) << -1.0;
  QTest::newRow( "nothing to do" ) << 1.0;
}

void TransformTest::boxCoxFindsThePowerThatMakesTheColumnNormal()
{
  QFETCH( double, power );
  // A symmetric column, bent by the inverse of the transformation.
  std::vector<double> values;
  for ( int step = -20; step <= 20; ++step )
  {
    const double normal = 5 + 0.01 * step * std::sqrt( std::fabs( step ) );
    values.push_back( power == 0 ? std::exp( normal ) : std::pow( normal, 1 / power ) );
  }
  QVERIFY( std::fabs( boxCoxLambda( values ) - power ) < 0.2 );
}

void TransformTest::boxCoxLambdaDoesNotDependOnTheUnit()
{
  std::vector<double> perThousand = stackLoss[3];
  for ( double &value : perThousand )
    value *= 1000;
  QVERIFY( std::fabs( boxCoxLambda( perThousand ) - boxCoxLambda( stackLoss[3] ) ) < 1e-6 );
}

void TransformTest::missingStaysMissing()
{
  for ( const MethodSignature &signature : transformSignatures() )
  {
    MethodSpec spec{ signature.name, std::vector<double>( signature.leastArguments, 0.5 ) };
    const std::vector<double> result = transform( std::vector<double>{ missing, 0.25, 0.5 }, spec );
    QVERIFY2( isMissing( result[0] ) && !isMissing( result[1] ), signature.name );
  }
}

void TransformTest::constantColumnHasNoPower()
{
  QCOMPARE( boxCoxLambda( std::vector<double>{ 3, 3, missing } ), 1.0 );
  QCOMPARE( boxCoxLambda( std::vector<double>{ missing } ), 1.0 );
  QCOMPARE( differenceBetween( transformed( { 3, 3 }, "boxcox" ), { 2, 2 } ), QString() );
}

void TransformTest::valuesWithoutAResultAreRefused_data()
{
  QTest::addColumn<QString>( "method" );
  QTest::addColumn<double>( "value" );
  QTest::addColumn<QString>( "part" );
  const auto add = []( const char *method, double value, const char *part )
  { QTest::newRow( method ) << QString( method ) << value << QString( part ); };
  add( "log", 0, "row 2 is 0; it must be above 0 for ‘log’" );
  add( "log10", -1, "above 0" );
  add( "log1p", -1, "above -1" );
  add( "sqrt", -4, "0 or more" );
  add( "power(0.5)", -4, "‘power(0.5)’" );
  add( "power(-1)", 0, "‘power(-1)’" );
  add( "power(0)", 1, "The power is 0" );
  add( "boxcox", 0, "above 0 for ‘boxcox’" );
  add( "boxcox(2)", -1, "above 0 for ‘boxcox(2)’" );
  add( "reciprocal", 0, "above or below 0" );
  add( "logit", 1, "a share between 0 and 1" );
  add( "square", 1e200, "whose square is a number" );
  add( "none", std::numeric_limits<double>::infinity(), "infinite" );
  add( "logs", 1, "is not a method of transformation" );
}

void TransformTest::valuesWithoutAResultAreRefused()
{
  QFETCH( QString, method );
  QFETCH( double, value );
  QFETCH( QString, part );
  const QString refusal = refusalOf( [&] { transformed( { 0.5, value, 0.25 }, method ); } );
  QVERIFY2( refusal.contains( part ), qPrintable( refusal ) );
}

QTEST_GUILESS_MAIN( TransformTest )
#include "transform_test.moc"
