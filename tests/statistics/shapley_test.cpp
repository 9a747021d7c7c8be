// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/shapley.h"

#include <algorithm>

using namespace communitysafety::statistics;

class ShapleyTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void glovesAreWorthWhatShapleySays();
  // laws
  void sumIsSharedByItsParts_data();
  void sumIsSharedByItsParts();
  void allIsGivenOut_data();
  void allIsGivenOut();
  void alikePartsGetAlike();
  void partThatChangesNothingGetsNothing_data();
  void partThatChangesNothingGetsNothing();
  void drawnOrdersComeNearTheTruth();
  void sameAnswerEveryTime();
  // edges
  void onePartGetsAll();
  void noPartsNoValues();
  void missingValueStaysInItsArea();
  // refused input
  void otherLengthIsRefused();
  void cancelStops();
};

namespace
{

using Values = std::vector<double>;

// The highest of the parts present, 0 without any: area a multiplies them by a + 1.
Values highest( const std::vector<bool> &isPresent, const Values &worth )
{
  double most = 0;
  for ( std::size_t player = 0; player < worth.size(); ++player )
    if ( isPresent[player] )
      most = std::max( most, worth[player] );
  return { most, 2 * most };
}

Values rising( std::size_t players )
{
  Values worth;
  for ( std::size_t player = 0; player < players; ++player )
    worth.push_back( double( player + 1 ) );
  return worth;
}

void addSizes()
{
  QTest::addColumn<int>( "players" );
  QTest::newRow( "exact" ) << 7;
  QTest::newRow( "largest exact" ) << int( mostExactPlayers );
  QTest::newRow( "drawn orders" ) << 20;
}

} // namespace

// Two left gloves and one right one, a pair is worth 1: 1/6, 1/6 and 2/3 (the glove game of the textbooks).
void ShapleyTest::glovesAreWorthWhatShapleySays()
{
  const auto pairs = []( const std::vector<bool> &has ) -> Values
  { return { ( has[0] || has[1] ) && has[2] ? 1.0 : 0.0 }; };
  const std::vector<Values> shares = shapleyValues( 3, 1, pairs );
  QCOMPARE( differenceBetween( { shares[0][0], shares[1][0], shares[2][0] }, { 1.0 / 6, 1.0 / 6, 2.0 / 3 } ),
            QString() );
}

void ShapleyTest::sumIsSharedByItsParts_data() { addSizes(); }

void ShapleyTest::sumIsSharedByItsParts()
{
  QFETCH( int, players );
  const Values worth = rising( std::size_t( players ) );
  const auto sum = [&]( const std::vector<bool> &isPresent ) -> Values
  {
    double total = 100;
    for ( std::size_t player = 0; player < worth.size(); ++player )
      total += isPresent[player] ? worth[player] : 0.0;
    return { total };
  };
  const std::vector<Values> shares = shapleyValues( worth.size(), 1, sum );
  for ( std::size_t player = 0; player < worth.size(); ++player )
    QVERIFY( std::fabs( shares[player][0] - worth[player] ) < 1e-9 );
}

void ShapleyTest::allIsGivenOut_data() { addSizes(); }

void ShapleyTest::allIsGivenOut()
{
  QFETCH( int, players );
  const Values worth = rising( std::size_t( players ) );
  const std::vector<Values> shares =
    shapleyValues( worth.size(), 2, [&]( const std::vector<bool> &isPresent ) { return highest( isPresent, worth ); } );
  for ( std::size_t area = 0; area < 2; ++area )
  {
    double sum = 0;
    for ( const Values &share : shares )
      sum += share[area];
    QVERIFY( std::fabs( sum - double( players ) * double( area + 1 ) ) < 1e-9 );
  }
}

void ShapleyTest::alikePartsGetAlike()
{
  const std::vector<Values> shares = shapleyValues( 4, 2,
                                                    []( const std::vector<bool> &isPresent ) {
                                                      return highest( isPresent, { 3, 8, 3, 8 } );
                                                    } );
  QCOMPARE( differenceBetween( shares[0], shares[2] ), QString() );
  QCOMPARE( differenceBetween( shares[1], shares[3] ), QString() );
}

void ShapleyTest::partThatChangesNothingGetsNothing_data() { addSizes(); }

void ShapleyTest::partThatChangesNothingGetsNothing()
{
  QFETCH( int, players );
  Values worth = rising( std::size_t( players ) );
  worth[2] = 0;
  const std::vector<Values> shares =
    shapleyValues( worth.size(), 2, [&]( const std::vector<bool> &isPresent ) { return highest( isPresent, worth ); } );
  QVERIFY( std::fabs( shares[2][0] ) < 1e-12 );
}

void ShapleyTest::drawnOrdersComeNearTheTruth()
{
  // Littlechild and Owen 1973: of the highest, part k gets Σ_{j <= k} (x_j - x_{j-1}) / (n - j + 1).
  const std::size_t players = 20;
  const Values worth = rising( players );
  const std::vector<Values> shares =
    shapleyValues( players, 2, [&]( const std::vector<bool> &isPresent ) { return highest( isPresent, worth ); } );
  double exact = 0;
  for ( std::size_t player = 0; player < players; ++player )
  {
    exact += 1 / double( players - player );
    // Four standard errors of a mean of 400 orders; no part adds more than its worth.
    const double error = 4 * worth[player] / 2 / std::sqrt( 400.0 );
    QVERIFY2( std::fabs( shares[player][0] - exact ) < error, qPrintable( QString::number( player ) ) );
  }
}

void ShapleyTest::sameAnswerEveryTime()
{
  const Values worth = rising( 15 );
  const auto value = [&]( const std::vector<bool> &isPresent ) { return highest( isPresent, worth ); };
  QCOMPARE( shapleyValues( 15, 2, value ), shapleyValues( 15, 2, value ) );
}

void ShapleyTest::onePartGetsAll()
{
  const auto value = []( const std::vector<bool> &isPresent ) -> Values { return { isPresent[0] ? 7.0 : 2.0 }; };
  QCOMPARE( shapleyValues( 1, 1, value ), std::vector<Values>{ { 5.0 } } );
}

void ShapleyTest::noPartsNoValues()
{
  QVERIFY( shapleyValues( 0, 3, []( const std::vector<bool> & ) -> Values { return { 1, 2, 3 }; } ).empty() );
}

void ShapleyTest::missingValueStaysInItsArea()
{
  const auto value = []( const std::vector<bool> &isPresent ) -> Values {
    return { isPresent[0] ? missing : 0.0, isPresent[1] ? 4.0 : 0.0 };
  };
  const std::vector<Values> shares = shapleyValues( 2, 2, value );
  QCOMPARE( differenceBetween( shares[0], { missing, 0 } ), QString() );
  QCOMPARE( differenceBetween( shares[1], { missing, 4 } ), QString() );
}

void ShapleyTest::otherLengthIsRefused()
{
  const auto value = []( const std::vector<bool> & ) -> Values { return { 1 }; };
  QCOMPARE( refusalOf( [&] { shapleyValues( 2, 3, value ); } ),
            QStringLiteral( "The length of the values of a coalition is 1; it must be 3." ) );
}

void ShapleyTest::cancelStops()
{
  const auto value = []( const std::vector<bool> & ) -> Values { return { 1 }; };
  for ( const std::size_t players : { std::size_t( 5 ), std::size_t( 15 ) } )
    QVERIFY_EXCEPTION_THROWN( shapleyValues( players, 1, value, []( double done ) { return done < 0.5; } ), Cancelled );
}

QTEST_GUILESS_MAIN( ShapleyTest )
#include "shapley_test.moc"
