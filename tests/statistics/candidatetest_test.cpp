// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/candidatetest.h"
#include "statistics/randomstream.h"

#include <QtTest>

#include <numeric>
#include <random>

using namespace communitysafety::statistics;

class CandidateTestTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void highPlacesStandOutAndOthersDoNot();
  void fivePercentOfQuietCandidatesAreRejected();
  void sameForAnyNumberOfThreads();
  // edges
  void emptyCandidateIsNoEvidence();
  // refused input
  void tooFewNullMapsAreRefused();
};

namespace
{

constexpr int side = 10;
constexpr std::size_t places = side * side;

BorderGraph grid()
{
  std::vector<int> columns, rows;
  for ( int cell = 0; cell < side * side; ++cell )
  {
    columns.push_back( cell % side );
    rows.push_back( cell / side );
  }
  return BorderGraph::onSquareGrid( columns, rows );
}

//! Poisson counts of mean 5, 15 in the first row.
std::vector<double> counts( std::uint64_t seed, bool isRaised )
{
  RandomStream stream( seed );
  std::vector<double> drawn;
  for ( std::size_t place = 0; place < places; ++place )
    drawn.push_back( std::poisson_distribution<int>( isRaised && place < side ? 15 : 5 )( stream ) );
  return drawn;
}

std::vector<double> evenBaseline( const std::vector<double> &observed )
{
  const double total = std::accumulate( observed.begin(), observed.end(), 0.0 );
  return std::vector<double>( places, total / places );
}

std::vector<std::uint32_t> row( std::uint32_t number )
{
  std::vector<std::uint32_t> members( side );
  std::iota( members.begin(), members.end(), number * side );
  return members;
}

std::vector<TestedCandidate> tested( const std::vector<double> &observed,
                                     const std::vector<std::vector<std::uint32_t>> &candidates, unsigned threads = 2 )
{
  const std::vector<double> expected = evenBaseline( observed );
  ScanStream stream;
  stream.observed = observed;
  stream.expected = expected;
  CandidateTestOptions options;
  options.nullMaps = 99;
  options.threads = threads;
  return testCandidates( grid(), { stream }, candidates, options );
}

} // namespace

void CandidateTestTest::highPlacesStandOutAndOthersDoNot()
{
  const auto result = tested( counts( 1, true ), { row( 0 ), row( 5 ) } );
  QCOMPARE( result[0].p, 0.01 );
  QVERIFY( result[0].relativeRisk > 2 );
  QVERIFY( result[0].excess > 60 );
  QCOMPARE( result[0].streamShares, std::vector<double>{ 1.0 } );
  QVERIFY( result[1].p > 0.05 );
  QVERIFY( result[0].q >= result[0].p && result[1].q >= result[1].p );
}

void CandidateTestTest::fivePercentOfQuietCandidatesAreRejected()
{
  std::vector<std::vector<std::uint32_t>> rows;
  for ( std::uint32_t number = 0; number < side; ++number )
    rows.push_back( row( number ) );
  int rejected = 0;
  for ( std::uint64_t seed = 1; seed <= 40; ++seed )
    for ( const TestedCandidate &candidate : tested( counts( seed, false ), rows ) )
      rejected += candidate.p <= 0.05 ? 1 : 0;
  // 20 of 400 on average; 4.4 is a standard deviation.
  QVERIFY2( rejected >= 7 && rejected <= 33, qPrintable( QString::number( rejected ) ) );
}

void CandidateTestTest::sameForAnyNumberOfThreads()
{
  const std::vector<double> observed = counts( 3, true );
  const auto one = tested( observed, { row( 0 ), row( 1 ), row( 2 ) }, 1 );
  const auto four = tested( observed, { row( 0 ), row( 1 ), row( 2 ) }, 4 );
  for ( std::size_t each = 0; each < one.size(); ++each )
    QCOMPARE( four[each].p, one[each].p );
}

void CandidateTestTest::emptyCandidateIsNoEvidence()
{
  const auto result = tested( counts( 1, true ), { {} } );
  QCOMPARE( result[0].p, 1.0 );
  QVERIFY( isMissing( result[0].relativeRisk ) );
}

void CandidateTestTest::tooFewNullMapsAreRefused()
{
  const std::vector<double> observed = counts( 1, false );
  const std::vector<double> expected = evenBaseline( observed );
  ScanStream stream;
  stream.observed = observed;
  stream.expected = expected;
  CandidateTestOptions options;
  options.nullMaps = 9;
  QCOMPARE( refusalOf( [&] { testCandidates( grid(), { stream }, {}, options ); } ),
            QStringLiteral( "The number of null maps is 9; it must be 19 or more." ) );
}

QTEST_GUILESS_MAIN( CandidateTestTest )
#include "candidatetest_test.moc"
