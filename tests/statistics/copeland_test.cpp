// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/copeland.h"

#include <numeric>

using namespace communitysafety::statistics;

class CopelandTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void majorityOfTheWeightWins();
  // laws
  void scoresAddUpToZero();
  void largeTableEqualsPairByPair();
  void onlyTheOrderMatters();
  // edges
  void halvesOfTheWeightAreADraw();
  void weightsThatAddUpInexactlyAreADraw();
  void onlyPartsPresentInBothCount();
  void areaWithoutPartsHasNoScore();
  // refused input
  void differentLengthsAreRefused();
  void cancelStopsTheTournament();
};

namespace
{

// A plain generator: the same numbers on every machine, with many ties and some holes.
std::vector<std::vector<double>> table( std::size_t parts, std::size_t areas )
{
  std::vector<std::vector<double>> columns( parts, std::vector<double>( areas ) );
  unsigned state = 12345;
  for ( std::vector<double> &column : columns )
    for ( double &value : column )
    {
      state = state * 1664525u + 1013904223u;
      const unsigned draw = state >> 24;
      value = draw < 12 ? missing : draw % 50;
    }
  return columns;
}

std::vector<Column> views( const std::vector<std::vector<double>> &columns )
{
  return { columns.begin(), columns.end() };
}

// The definition, pair by pair, with shares of the weight present in both.
double scorePairByPair( const std::vector<std::vector<double>> &columns, const std::vector<double> &weights,
                        std::size_t area )
{
  double score = 0;
  for ( std::size_t other = 0; other < columns.front().size(); ++other )
  {
    double wins = 0;
    double present = 0;
    for ( std::size_t part = 0; part < columns.size(); ++part )
    {
      const double a = columns[part][area];
      const double b = columns[part][other];
      if ( isMissing( a ) || isMissing( b ) )
        continue;
      wins += a > b ? weights[part] : a == b ? weights[part] / 2 : 0;
      present += weights[part];
    }
    const double share = present > 0 ? wins / present : 0.5;
    score += share > 0.5 + 1e-9 ? 1 : share < 0.5 - 1e-9 ? -1 : 0;
  }
  return score;
}

} // namespace

void CopelandTest::majorityOfTheWeightWins()
{
  // The first beats both others in two of three parts; the third beats the second in two.
  const std::vector<std::vector<double>> columns = { { 3, 1, 2 }, { 3, 1, 2 }, { 1, 3, 2 } };
  QCOMPARE( differenceBetween( copelandScores( views( columns ), { 1, 1, 1 } ), { 2, -2, 0 } ), QString() );
  // The third part alone outweighs the two others.
  QCOMPARE( differenceBetween( copelandScores( views( columns ), { 1, 1, 3 } ), { -2, 2, 0 } ), QString() );
}

void CopelandTest::scoresAddUpToZero()
{
  const std::vector<std::vector<double>> columns = table( 7, 300 );
  const std::vector<double> scores = copelandScores( views( columns ), std::vector<double>( 7, 1.0 ) );
  QCOMPARE( std::accumulate( scores.begin(), scores.end(), 0.0 ), 0.0 );
}

void CopelandTest::largeTableEqualsPairByPair()
{
  // More areas than one block holds.
  const std::vector<std::vector<double>> columns = table( 9, 1300 );
  const std::vector<double> weights = { 1, 2, 1, 0.5, 3, 1, 1, 2, 0.7 };
  const std::vector<double> scores = copelandScores( views( columns ), weights );
  for ( std::size_t area = 0; area < scores.size(); area += 13 )
    QCOMPARE( scores[area], scorePairByPair( columns, weights, area ) );
}

void CopelandTest::onlyTheOrderMatters()
{
  const std::vector<std::vector<double>> columns = table( 4, 60 );
  std::vector<std::vector<double>> stretched = columns;
  for ( double &value : stretched[1] )
    value = std::exp( value );
  QCOMPARE( differenceBetween( copelandScores( views( stretched ), { 1, 2, 1, 1 } ),
                               copelandScores( views( columns ), { 1, 2, 1, 1 } ) ),
            QString() );
}

void CopelandTest::halvesOfTheWeightAreADraw()
{
  const std::vector<std::vector<double>> columns = { { 1, 2 }, { 2, 1 } };
  QCOMPARE( differenceBetween( copelandScores( views( columns ), { 1, 1 } ), { 0, 0 } ), QString() );
}

void CopelandTest::weightsThatAddUpInexactlyAreADraw()
{
  // 0.1 + 0.2 is not 0.3 in floating point.
  const std::vector<std::vector<double>> columns = { { 1, 2 }, { 1, 2 }, { 2, 1 } };
  QCOMPARE( differenceBetween( copelandScores( views( columns ), { 0.1, 0.2, 0.3 } ), { 0, 0 } ), QString() );
}

void CopelandTest::onlyPartsPresentInBothCount()
{
  const std::vector<std::vector<double>> columns = { { 5, 1, missing }, { 1, missing, 3 }, { 1, 2, 2 } };
  // First and second: 1 against 1; first and third: lost; second and third: only the last part, level.
  QCOMPARE( differenceBetween( copelandScores( views( columns ), { 1, 1, 1 } ), { -1, 0, 1 } ), QString() );
}

void CopelandTest::areaWithoutPartsHasNoScore()
{
  const std::vector<std::vector<double>> columns = { { 5, missing, 7 }, { 1, 9, 3 } };
  QCOMPARE( differenceBetween( copelandScores( views( columns ), { 1, 0 } ), { -1, missing, 1 } ), QString() );
}

void CopelandTest::differentLengthsAreRefused()
{
  const std::vector<std::vector<double>> columns = { { 5, 1 }, { 1 } };
  QCOMPARE( refusalOf(
              [&] {
                copelandScores( views( columns ), { 1, 1 } );
              } ),
            QStringLiteral( "The length of a part is 1; it must be 2." ) );
}

void CopelandTest::cancelStopsTheTournament()
{
  const std::vector<std::vector<double>> columns = table( 4, 400 );
  QVERIFY_EXCEPTION_THROWN(
    copelandScores( views( columns ), { 1, 1, 1, 1 }, []( double done ) { return done < 0.5; } ), Cancelled );
}

QTEST_GUILESS_MAIN( CopelandTest )
#include "copeland_test.moc"
