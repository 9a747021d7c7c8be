// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/gap.h"
#include "statistics/gapdecomposition.h"
#include "statistics/randomstream.h"

#include <numeric>

using namespace communitysafety::statistics;

class GapDecompositionTest : public QObject
{
  Q_OBJECT

private slots:
  // by hand
  void partIsTheExcessOverTheExposureInside();
  // laws
  void partsAddUpToTheGap();
  // edges
  void streamThatIsNotComparedHasNoPart();
  void noEventOutsideLeavesTheRatioMissing();
  // refused input
  void yearBeyondTheLastIsRefused();
};

namespace
{

GapStream streamOf( const std::vector<std::vector<double>> &counts, const std::vector<std::vector<double>> &exposures,
                    double weight = 1 )
{
  return { { counts.begin(), counts.end() }, { exposures.begin(), exposures.end() }, weight, 1 };
}

const std::vector<int> neighbourhood = { 0, 0, 1, 2, -1, -1, -1 };

//! Two streams of three years in which every place has another number.
struct Example
{
  Example()
  {
    RandomStream random( 5 );
    for ( std::vector<std::vector<double>> *columns : { &first, &second } )
      for ( int year = 0; year < 3; ++year )
      {
        columns->emplace_back();
        for ( std::size_t place = 0; place < neighbourhood.size(); ++place )
          columns->back().push_back( std::floor( 5 + 40 * random.uniform() ) );
      }
    for ( int year = 0; year < 3; ++year )
      exposures.push_back( { 100, 150.0 + 10 * year, 80, 60, 900, 700, 300 } );
  }

  GapCounts counts() const
  {
    return GapCounts( { streamOf( first, exposures ), streamOf( second, exposures, 2.5 ) }, neighbourhood );
  }

  std::vector<std::vector<double>> first, second, exposures;
};

double sumOf( const std::vector<double> &values ) { return std::accumulate( values.begin(), values.end(), 0.0 ); }

} // namespace

void GapDecompositionTest::partIsTheExcessOverTheExposureInside()
{
  // The rest has 0.1 per head: 30 - 10 and 20 - 10 events too many, over 200 heads.
  const std::vector<std::vector<double>> counts = { { 30, 20, 80 } }, exposures = { { 100, 100, 800 } };
  const GapDecomposition parts = decomposeGap( GapCounts( { streamOf( counts, exposures ) }, { 0, 1, -1 } ), 0 );
  QCOMPARE( differenceBetween( parts.difference.byNeighbourhood, { 0.1, 0.05 } ), QString() );
  QCOMPARE( differenceBetween( parts.ratio.byNeighbourhood, { 1, 0.5 } ), QString() );
}

void GapDecompositionTest::partsAddUpToTheGap()
{
  const Example example;
  const GapCounts counts = example.counts();
  const std::vector<Gap> gaps = gapByYear( counts );
  for ( std::size_t year = 0; year < 3; ++year )
  {
    const GapDecomposition parts = decomposeGap( counts, year );
    const double difference = gaps[year].difference.value, ratio = gaps[year].ratio.value - 1;
    QCOMPARE( differenceBetween( { parts.difference.sum, sumOf( parts.difference.byNeighbourhood ),
                                   sumOf( parts.difference.byStream ), parts.ratio.sum },
                                 { difference, difference, difference, ratio }, 1e-12 ),
              QString() );
  }
}

void GapDecompositionTest::streamThatIsNotComparedHasNoPart()
{
  const std::vector<std::vector<double>> counts = { { 30, 20, 80 } }, exposures = { { 100, 100, 800 } },
                                         absent = { { 0, 0, 0 } };
  const GapDecomposition parts =
    decomposeGap( GapCounts( { streamOf( counts, exposures ), streamOf( counts, absent ) }, { 0, 1, -1 } ), 0 );
  QCOMPARE( differenceBetween( parts.difference.byStream, { 0.15, 0 } ), QString() );
}

void GapDecompositionTest::noEventOutsideLeavesTheRatioMissing()
{
  const std::vector<std::vector<double>> counts = { { 30, 0 } }, exposures = { { 100, 100 } };
  const GapDecomposition parts = decomposeGap( GapCounts( { streamOf( counts, exposures ) }, { 0, -1 } ), 0 );
  QVERIFY( isMissing( parts.ratio.sum ) );
  QCOMPARE( parts.difference.sum, 0.3 );
}

void GapDecompositionTest::yearBeyondTheLastIsRefused()
{
  QCOMPARE( refusalOf( [] { decomposeGap( Example().counts(), 3 ); } ),
            QStringLiteral( "year is 3; it must be a number of a year from 0." ) );
}

QTEST_GUILESS_MAIN( GapDecompositionTest )
#include "gapdecomposition_test.moc"
