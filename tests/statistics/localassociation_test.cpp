// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/localassociation.h"

#include "expectations.h"

#include <algorithm>
#include <limits>
#include <numeric>

using namespace communitysafety::statistics;

class LocalAssociationTest : public QObject
{
  Q_OBJECT

private slots:
  // by hand
  void gearyByHand();
  // laws
  void momentsAreThoseOfAllArrangements_data();
  void momentsAreThoseOfAllArrangements();
  void weightStyleDoesNotChangeZ();
  void unitDoesNotChangeZ();
  void moranFollowsLocalG();
  void gearyOfOneVariableTwiceIsThatOfOne();
  // edges
  void cornerIsHeldToAWiderLimit();
  void missingValueIsLeftOut();
  void islandHasNoTestButInGStar();
  void equalValuesTellNothing();
  void oneOutlierLeavesTheOthersTheirSpread();
  void variableWithoutSpreadAddsNothing();
  // refused input
  void noVariableIsRefused();
  void infiniteValueIsNamedByItsRow();
};

namespace
{

using Statistic = LocalAssociation ( * )( Column, const SpatialWeights & );

LocalAssociation gearyOfOne( Column values, const SpatialWeights &weights )
{
  return localGeary( { values }, weights );
}

//! Six areas, one corner to the next, and two chords.
Neighbours sixAreas()
{
  return Neighbours::fromPairs( 6, { { 0, 1 }, { 1, 2 }, { 2, 3 }, { 3, 4 }, { 4, 5 }, { 1, 4 }, { 2, 4 } } );
}

const std::vector<double> values = { 2, 7, 1, 8, 2.5, 0 };

//! The mean and the standard deviation of what the statistic of \a area is in every arrangement of the other values.
std::pair<double, double> ofAllArrangements( Statistic statistic, std::size_t area, bool ownStays )
{
  const SpatialWeights weights( sixAreas(), WeightStyle::rowStandardised );
  std::vector<std::size_t> order( values.size() );
  std::iota( order.begin(), order.end(), std::size_t( 0 ) );
  double count = 0, sum = 0, squares = 0;
  do
  {
    if ( ownStays && order[area] != area )
      continue;
    std::vector<double> dealt;
    for ( const std::size_t from : order )
      dealt.push_back( values[from] );
    const double value = statistic( dealt, weights ).value[area];
    count += 1;
    sum += value;
    squares += value * value;
  } while ( std::next_permutation( order.begin(), order.end() ) );
  return { sum / count, std::sqrt( squares / count - sum / count * sum / count ) };
}

} // namespace

Q_DECLARE_METATYPE( Statistic )

void LocalAssociationTest::gearyByHand()
{
  // 0 2 4: standard deviation 2, standardised -1 0 1. The middle one is one away from both, the first from its only
  // one.
  const LocalAssociation found = localGeary( { std::vector<double>{ 0, 2, 4 } },
                                             SpatialWeights( Neighbours::fromPairs( 3, { { 0, 1 }, { 1, 2 } } ) ) );
  QCOMPARE( differenceBetween( found.value, { 1, 2, 1 } ), QString() );
  // To the first the others are 1 and 4: mean 2.5, deviation 1.5 when one is drawn.
  QCOMPARE( differenceBetween( { found.expected[0], found.deviation[0], found.z[0] }, { 2.5, 1.5, -1 } ), QString() );
  // Both others of the middle one are its neighbours.
  QVERIFY( isMissing( found.z[1] ) );
}

void LocalAssociationTest::momentsAreThoseOfAllArrangements_data()
{
  QTest::addColumn<Statistic>( "statistic" );
  QTest::addColumn<bool>( "ownStays" );
  QTest::newRow( "Gi" ) << Statistic( &localG ) << true;
  QTest::newRow( "Gi*" ) << Statistic( &localGStar ) << false;
  QTest::newRow( "Moran" ) << Statistic( &localMoran ) << true;
  QTest::newRow( "Geary" ) << Statistic( &gearyOfOne ) << true;
}

void LocalAssociationTest::momentsAreThoseOfAllArrangements()
{
  QFETCH( Statistic, statistic );
  QFETCH( bool, ownStays );
  const LocalAssociation found = statistic( values, SpatialWeights( sixAreas(), WeightStyle::rowStandardised ) );
  for ( std::size_t area = 0; area < values.size(); ++area )
  {
    const auto [mean, deviation] = ofAllArrangements( statistic, area, ownStays );
    QCOMPARE( differenceBetween( { found.expected[area], found.deviation[area] }, { mean, deviation }, 1e-7 ),
              QString() );
    QVERIFY( std::fabs( found.z[area] - ( found.value[area] - mean ) / deviation ) < 1e-6 );
  }
}

void LocalAssociationTest::weightStyleDoesNotChangeZ()
{
  for ( const Statistic statistic : { &localG, &localGStar, &localMoran, &gearyOfOne } )
    QCOMPARE( differenceBetween( statistic( values, SpatialWeights( sixAreas() ) ).z,
                                 statistic( values, SpatialWeights( sixAreas(), WeightStyle::rowStandardised ) ).z ),
              QString() );
}

void LocalAssociationTest::unitDoesNotChangeZ()
{
  std::vector<double> others = values;
  for ( double &value : others )
    value = 1e6 + 250 * value;
  for ( const Statistic statistic : { &localG, &localGStar, &localMoran, &gearyOfOne } )
    QCOMPARE( differenceBetween( statistic( others, SpatialWeights( sixAreas() ) ).z,
                                 statistic( values, SpatialWeights( sixAreas() ) ).z, 1e-9 ),
              QString() );
}

void LocalAssociationTest::moranFollowsLocalG()
{
  // Given the area's own value, I rises with its neighbours' sum above the mean and falls with it below.
  const LocalAssociation moran = localMoran( values, SpatialWeights( sixAreas() ) );
  LocalAssociation g = localG( values, SpatialWeights( sixAreas() ) );
  const double mean = std::accumulate( values.begin(), values.end(), 0.0 ) / 6;
  for ( std::size_t area = 0; area < values.size(); ++area )
    g.z[area] *= values[area] < mean ? -1 : 1;
  QCOMPARE( differenceBetween( moran.z, g.z ), QString() );
}

void LocalAssociationTest::gearyOfOneVariableTwiceIsThatOfOne()
{
  const SpatialWeights weights( sixAreas() );
  const LocalAssociation once = localGeary( { values }, weights ), twice = localGeary( { values, values }, weights );
  QCOMPARE( differenceBetween( twice.value, once.value ), QString() );
  QCOMPARE( differenceBetween( twice.z, once.z ), QString() );
}

void LocalAssociationTest::cornerIsHeldToAWiderLimit()
{
  // Area 0 has one neighbour, area 4 has four: the mean of one scatters more.
  const LocalAssociation found = localG( values, SpatialWeights( sixAreas(), WeightStyle::rowStandardised ) );
  QVERIFY( found.deviation[0] > 1.5 * found.deviation[4] );
}

void LocalAssociationTest::missingValueIsLeftOut()
{
  std::vector<double> gappy = values;
  gappy.push_back( missing );
  std::vector<Neighbours::Pair> pairs = { { 0, 1 }, { 1, 2 }, { 2, 3 }, { 3, 4 }, { 4, 5 }, { 1, 4 }, { 2, 4 } };
  pairs.insert( pairs.end(), { { 6, 0 }, { 6, 3 } } );
  const SpatialWeights weights( Neighbours::fromPairs( 7, pairs ) );
  for ( const Statistic statistic : { &localG, &localGStar, &localMoran, &gearyOfOne } )
  {
    std::vector<double> expected = statistic( values, SpatialWeights( sixAreas() ) ).z;
    expected.push_back( missing );
    QCOMPARE( differenceBetween( statistic( gappy, weights ).z, expected ), QString() );
  }
}

void LocalAssociationTest::islandHasNoTestButInGStar()
{
  const SpatialWeights weights( Neighbours::fromPairs( 4, { { 0, 1 }, { 1, 2 } } ) );
  const std::vector<double> four = { 1, 2, 4, 9 };
  QVERIFY( isMissing( localG( four, weights ).z[3] ) );
  QVERIFY( isMissing( localMoran( four, weights ).value[3] ) );
  QVERIFY( isMissing( gearyOfOne( four, weights ).value[3] ) );
  // (9 - 4) over the deviation of one draw, √((9 + 4 + 0 + 25) / 4).
  QCOMPARE( differenceBetween( { localGStar( four, weights ).z[3] }, { 5 / std::sqrt( 9.5 ) } ), QString() );
}

void LocalAssociationTest::equalValuesTellNothing()
{
  // Equal but for the last digits, as equal rates of different denominators are.
  const std::vector<double> equal = { 0.1, 0.1, 0.3 / 3, 0.7 / 7, 0.1, 0.1 };
  for ( const Statistic statistic : { &localG, &localGStar, &localMoran, &gearyOfOne } )
    for ( const double z : statistic( equal, SpatialWeights( sixAreas() ) ).z )
      QVERIFY( isMissing( z ) );
}

void LocalAssociationTest::oneOutlierLeavesTheOthersTheirSpread()
{
  // Seen from the outlier the others are 0 and 1; sums over the whole map would drown them.
  const std::vector<double> outlier = { 0, 1, 0, 1, 0, 1e9 };
  const SpatialWeights weights( Neighbours::fromPairs( 6, { { 5, 1 }, { 5, 3 } } ) );
  const LocalAssociation g = localG( outlier, weights );
  // Two drawn from 0 1 0 1 0: mean 0.8, variance 0.24 · 2 · 3/4.
  QVERIFY( std::fabs( g.z[5] - 1.2 / std::sqrt( 0.36 ) ) < 1e-6 );
  QVERIFY( std::fabs( localMoran( outlier, weights ).z[5] - 1.2 / std::sqrt( 0.36 ) ) < 1e-6 );
}

void LocalAssociationTest::variableWithoutSpreadAddsNothing()
{
  const std::vector<double> constant( 6, 3.0 );
  const LocalAssociation found = localGeary( { values, constant }, SpatialWeights( sixAreas() ) );
  std::vector<double> half = localGeary( { values }, SpatialWeights( sixAreas() ) ).value;
  for ( double &value : half )
    value /= 2;
  QCOMPARE( differenceBetween( found.value, half ), QString() );
}

void LocalAssociationTest::noVariableIsRefused()
{
  QCOMPARE( refusalOf( [] { localGeary( {}, SpatialWeights( sixAreas() ) ); } ),
            QStringLiteral( "The number of variables is 0; it must be 1 or more." ) );
}

void LocalAssociationTest::infiniteValueIsNamedByItsRow()
{
  std::vector<double> infinite = values;
  infinite[2] = std::numeric_limits<double>::infinity();
  const QString refusal = refusalOf( [&] { localMoran( infinite, SpatialWeights( sixAreas() ) ); } );
  QVERIFY2( refusal.contains( QStringLiteral( "values in row 3" ) ), qPrintable( refusal ) );
}

QTEST_GUILESS_MAIN( LocalAssociationTest )
#include "localassociation_test.moc"
