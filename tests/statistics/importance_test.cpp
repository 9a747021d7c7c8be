// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/importance.h"
#include "statistics/randomstream.h"

using namespace communitysafety::statistics;

class ImportanceTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void straightLineExplainsAll();
  void bentCurveExplainsMoreThanALine_data();
  void bentCurveExplainsMoreThanALine();
  void independentIndicatorsShareTheVariance();
  void unitsAndOrderDoNotMatter();
  void equalValuesAreOnePoint();
  // edges
  void fewAreasOrAConstantHaveNoShare_data();
  void fewAreasOrAConstantHaveNoShare();
  void areasWithAGapTakeNoPart();
  // refused input
  void differentLengthsAreRefused();
};

namespace
{

std::vector<double> uniform( std::size_t count, std::uint64_t item )
{
  RandomStream stream( 2013, item );
  std::vector<double> values( count );
  for ( double &value : values )
    value = stream.uniform();
  return values;
}

} // namespace

void ImportanceTest::straightLineExplainsAll()
{
  const std::vector<double> x = uniform( 50, 1 );
  std::vector<double> y;
  for ( const double value : x )
    y.push_back( 3 - 2 * value );
  const Importance found = importance( x, y );
  QVERIFY( std::fabs( found.share - 1 ) < 1e-6 );
  QVERIFY( std::fabs( found.linearShare - 1 ) < 1e-12 );
  QCOMPARE( found.areas, std::size_t( 50 ) );
}

void ImportanceTest::bentCurveExplainsMoreThanALine_data()
{
  QTest::addColumn<int>( "areas" );
  QTest::newRow( "every area a point" ) << 300;
  QTest::newRow( "gathered in steps" ) << 5000;
}

void ImportanceTest::bentCurveExplainsMoreThanALine()
{
  QFETCH( int, areas );
  // y = (x - 1/2)²: no line explains any of it, x all of it.
  const std::vector<double> x = uniform( std::size_t( areas ), 2 );
  std::vector<double> y;
  for ( const double value : x )
    y.push_back( ( value - 0.5 ) * ( value - 0.5 ) );
  const Importance found = importance( x, y );
  QVERIFY2( found.share > 0.98, qPrintable( QString::number( found.share ) ) );
  QVERIFY( found.linearShare < 0.05 );
}

void ImportanceTest::independentIndicatorsShareTheVariance()
{
  // Var(3 x1 + x2) = (9 + 1) / 12: nine tenths and one tenth.
  const std::vector<double> first = uniform( 4000, 3 );
  const std::vector<double> second = uniform( 4000, 4 );
  std::vector<double> index;
  for ( std::size_t area = 0; area < first.size(); ++area )
    index.push_back( 3 * first[area] + second[area] );
  QVERIFY( std::fabs( importance( first, index ).share - 0.9 ) < 0.02 );
  QVERIFY( std::fabs( importance( second, index ).share - 0.1 ) < 0.02 );
}

void ImportanceTest::unitsAndOrderDoNotMatter()
{
  const std::vector<double> x = uniform( 200, 5 );
  const std::vector<double> noise = uniform( 200, 6 );
  std::vector<double> y, turnedX, turnedY;
  for ( std::size_t area = 0; area < x.size(); ++area )
    y.push_back( std::sin( 6 * x[area] ) + noise[area] );
  for ( std::size_t area = x.size(); area-- > 0; )
  {
    turnedX.push_back( 1000 - 50 * x[area] );
    turnedY.push_back( 7 * y[area] );
  }
  QVERIFY( std::fabs( importance( x, y ).share - importance( turnedX, turnedY ).share ) < 1e-9 );
}

void ImportanceTest::equalValuesAreOnePoint()
{
  // Two groups: the share is that of the variance between their means, 2 of 2 + 2 within.
  const std::vector<double> x = { 0, 0, 0, 0, 1, 1, 1, 1 };
  const std::vector<double> y = { 0, 2, 0, 2, 2, 4, 2, 4 };
  const Importance found = importance( x, y );
  QVERIFY( std::fabs( found.share - 0.5 ) < 1e-6 );
  QVERIFY( std::fabs( found.linearShare - 0.5 ) < 1e-12 );
}

void ImportanceTest::fewAreasOrAConstantHaveNoShare_data()
{
  QTest::addColumn<QVector<double>>( "x" );
  QTest::addColumn<QVector<double>>( "y" );
  QTest::newRow( "two areas" ) << QVector<double>{ 1, 2 } << QVector<double>{ 3, 4 };
  QTest::newRow( "indicator constant" ) << QVector<double>{ 1, 1, 1, 1 } << QVector<double>{ 3, 4, 5, 6 };
  QTest::newRow( "index constant" ) << QVector<double>{ 1, 2, 3, 4 } << QVector<double>{ 3, 3, 3, 3 };
}

void ImportanceTest::fewAreasOrAConstantHaveNoShare()
{
  QFETCH( QVector<double>, x );
  QFETCH( QVector<double>, y );
  const Importance found =
    importance( std::vector<double>( x.begin(), x.end() ), std::vector<double>( y.begin(), y.end() ) );
  QVERIFY( isMissing( found.share ) );
  QVERIFY( isMissing( found.linearShare ) );
}

void ImportanceTest::areasWithAGapTakeNoPart()
{
  std::vector<double> x = uniform( 60, 7 );
  std::vector<double> y = uniform( 60, 8 );
  const Importance without = importance( x, y );
  x.insert( x.end(), { missing, 40 } );
  y.insert( y.end(), { 40, missing } );
  const Importance with = importance( x, y );
  QCOMPARE( with.areas, std::size_t( 60 ) );
  QCOMPARE( with.share, without.share );
}

void ImportanceTest::differentLengthsAreRefused()
{
  QCOMPARE( refusalOf(
              [] {
                importance( std::vector<double>{ 1, 2, 3 }, std::vector<double>{ 1 } );
              } ),
            QStringLiteral( "The length of a column is 1; it must be 3." ) );
}

QTEST_GUILESS_MAIN( ImportanceTest )
#include "importance_test.moc"
