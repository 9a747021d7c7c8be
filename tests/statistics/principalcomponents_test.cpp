// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "stackloss.h"
#include "statistics/principalcomponents.h"

using namespace communitysafety::statistics;

class PrincipalComponentsTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void componentsAreThoseOfR();
  // laws
  void varianceIsThatOfTheIndicators();
  void loadingsAreCorrelations();
  void twoIndicatorsByHand();
  void unitsDoNotMatter();
  // edges
  void areasWithGapsTakeNoPart();
  void oneIndicatorIsItsComponent();
  // refused input
  void whatCannotBeComparedIsRefused();
};

void PrincipalComponentsTest::componentsAreThoseOfR()
{
  // R 4.2.2: prcomp( stackloss, scale. = TRUE ), the first component turned to the positive side.
  const PrincipalComponents found = principalComponents( columnsOf( stackLoss ) );
  QCOMPARE( differenceBetween( found.eigenvalues,
                               { 2.9974717410873857, 0.7340444731762389, 0.2153114073072838, 0.0531723784290904 } ),
            QString() );
  QCOMPARE( differenceBetween( found.vectors[0],
                               { 0.546640774058140, 0.524133848115478, 0.349834349676727, 0.551437667540983 } ),
            QString() );
  QCOMPARE( differenceBetween( found.vectors[1],
                               { -0.0828686236328106, -0.2566121695500814, 0.9266751002236846, -0.2618324736953513 } ),
            QString() );
  QCOMPARE( found.areas, std::size_t( 21 ) );
}

void PrincipalComponentsTest::varianceIsThatOfTheIndicators()
{
  const PrincipalComponents found = principalComponents( columnsOf( stackLoss ) );
  QVERIFY( std::fabs( found.shareOfVariance( 4 ) - 1 ) < 1e-12 );
  QVERIFY( std::fabs( found.shareOfVariance( 9 ) - 1 ) < 1e-12 );
  QVERIFY( std::fabs( found.shareOfVariance( 1 ) - 2.9974717410873857 / 4 ) < 1e-12 );
  QCOMPARE( found.shareOfVariance( 0 ), 0.0 );
}

void PrincipalComponentsTest::loadingsAreCorrelations()
{
  // Over all components the squared correlations of an indicator add up to 1.
  const PrincipalComponents found = principalComponents( columnsOf( stackLoss ) );
  for ( std::size_t indicator = 0; indicator < 4; ++indicator )
  {
    double squares = 0;
    for ( std::size_t component = 0; component < 4; ++component )
      squares += std::pow( found.loading( component, indicator ), 2 );
    QVERIFY( std::fabs( squares - 1 ) < 1e-12 );
  }
}

void PrincipalComponentsTest::twoIndicatorsByHand()
{
  // Correlation r: eigenvalues 1 + r and 1 - r, weights ±√½.
  const std::vector<double> a = { 1, 2, 3 };
  const std::vector<double> b = { 1, 3, 2 };
  const PrincipalComponents found = principalComponents( { a, b } );
  QCOMPARE( differenceBetween( found.eigenvalues, { 1.5, 0.5 } ), QString() );
  QCOMPARE( differenceBetween( found.vectors[0], { std::sqrt( 0.5 ), std::sqrt( 0.5 ) } ), QString() );
}

void PrincipalComponentsTest::unitsDoNotMatter()
{
  std::vector<std::vector<double>> moved = stackLoss;
  for ( double &value : moved[1] )
    value = 1000 * value - 5;
  const PrincipalComponents found = principalComponents( columnsOf( moved ) );
  QCOMPARE( differenceBetween( found.eigenvalues, principalComponents( columnsOf( stackLoss ) ).eigenvalues ),
            QString() );
}

void PrincipalComponentsTest::areasWithGapsTakeNoPart()
{
  std::vector<std::vector<double>> longer = stackLoss;
  for ( std::size_t column = 0; column < 4; ++column )
    longer[column].push_back( column == 2 ? missing : 1e6 );
  const PrincipalComponents found = principalComponents( columnsOf( longer ) );
  QCOMPARE( found.areas, std::size_t( 21 ) );
  QCOMPARE( differenceBetween( found.eigenvalues, principalComponents( columnsOf( stackLoss ) ).eigenvalues ),
            QString() );
}

void PrincipalComponentsTest::oneIndicatorIsItsComponent()
{
  const PrincipalComponents found = principalComponents( { stackLoss[0] } );
  QCOMPARE( differenceBetween( found.eigenvalues, { 1 } ), QString() );
  QVERIFY( std::fabs( found.loading( 0, 0 ) - 1 ) < 1e-12 );
}

void PrincipalComponentsTest::whatCannotBeComparedIsRefused()
{
  const std::vector<double> rising = { 1, 2, 3 };
  const std::vector<double> constant = { 2, 2, 2 };
  const std::vector<double> gaps = { 1, missing, missing };
  const std::vector<double> shorter = { 1, 2 };
  QVERIFY( refusalOf( [&] { principalComponents( { rising, constant } ); } ).contains( "Indicator 2" ) );
  QVERIFY( refusalOf( [&] { principalComponents( { rising, gaps } ); } ).contains( "2 or more" ) );
  QVERIFY( !refusalOf( [&] { principalComponents( { rising, shorter } ); } ).isEmpty() );
}

QTEST_GUILESS_MAIN( PrincipalComponentsTest )
#include "principalcomponents_test.moc"
