// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/bivariateassociation.h"

#include <algorithm>
#include <numeric>

using namespace communitysafety::statistics;

class BivariateAssociationTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void momentsAreThoseOfAllArrangements();
  void ofAColumnWithItselfIsLocalMoran();
  void unitsDoNotChangeZ();
  // edges
  void areaWithoutXHasNoTestButServesAsNeighbour();
  void constantXTellsNothing();
  void kindsTellOwnXAndNeighboursY();
  // refused input
  void significanceOutOfRangeIsRefused();
};

namespace
{

//! Six areas, one corner to the next, and two chords.
const SpatialWeights &sixAreas()
{
  static const SpatialWeights weights(
    Neighbours::fromPairs( 6, { { 0, 1 }, { 1, 2 }, { 2, 3 }, { 3, 4 }, { 4, 5 }, { 1, 4 }, { 2, 4 } } ),
    WeightStyle::rowStandardised );
  return weights;
}

const std::vector<double> score = { 2, 7, 1, 8, 2.5, 0 };
const std::vector<double> deprivation = { 30, 12, 45, 9, 22, 50 };

BivariateOptions fewPermutations()
{
  BivariateOptions options;
  options.permutations.permutations = 9999;
  return options;
}

BivariateAssociation of( const std::vector<double> &x, const std::vector<double> &y )
{
  return bivariateMoran( x, y, sixAreas(), fewPermutations() );
}

} // namespace

void BivariateAssociationTest::momentsAreThoseOfAllArrangements()
{
  const BivariateAssociation found = of( score, deprivation );
  for ( std::size_t area = 0; area < 6; ++area )
  {
    std::vector<double> others;
    for ( std::size_t other = 0; other < 6; ++other )
      if ( other != area )
        others.push_back( deprivation[other] );
    std::sort( others.begin(), others.end() );
    double count = 0, sum = 0, squares = 0;
    do
    {
      std::vector<double> dealt = others;
      dealt.insert( dealt.begin() + static_cast<std::ptrdiff_t>( area ), deprivation[area] );
      double around = 0;
      for ( const std::size_t neighbour : sixAreas().of( area ) )
        around += dealt[neighbour] / double( sixAreas().of( area ).size() );

      const double meanX = 20.5 / 6, meanY = 28;
      double squareX = 0, squareY = 0;
      for ( std::size_t row = 0; row < 6; ++row )
      {
        squareX += ( score[row] - meanX ) * ( score[row] - meanX ) / 6;
        squareY += ( deprivation[row] - meanY ) * ( deprivation[row] - meanY ) / 6;
      }
      const double value = ( score[area] - meanX ) * ( around - meanY ) / std::sqrt( squareX * squareY );
      count += 1;
      sum += value;
      squares += value * value;
    } while ( std::next_permutation( others.begin(), others.end() ) );
    const double mean = sum / count, deviation = std::sqrt( squares / count - mean * mean );
    QCOMPARE( differenceBetween( { found.moran.expected[area], found.moran.deviation[area] }, { mean, deviation } ),
              QString() );
    QVERIFY( std::fabs( found.moran.z[area] - ( found.moran.value[area] - mean ) / deviation ) < 1e-9 );
  }
}

void BivariateAssociationTest::ofAColumnWithItselfIsLocalMoran()
{
  const BivariateAssociation found = of( score, score );
  const LocalAssociation moran = localMoran( score, sixAreas() );
  QCOMPARE( differenceBetween( found.moran.value, moran.value ), QString() );
  QCOMPARE( differenceBetween( found.moran.z, moran.z ), QString() );
}

void BivariateAssociationTest::unitsDoNotChangeZ()
{
  std::vector<double> scaled;
  for ( const double value : deprivation )
    scaled.push_back( 1000 + 7 * value );
  QCOMPARE( differenceBetween( of( score, scaled ).moran.z, of( score, deprivation ).moran.z ), QString() );
  QCOMPARE( differenceBetween( of( score, scaled ).moran.value, of( score, deprivation ).moran.value ), QString() );
}

void BivariateAssociationTest::areaWithoutXHasNoTestButServesAsNeighbour()
{
  std::vector<double> gappy = score;
  gappy[2] = missing;
  const BivariateAssociation found = of( gappy, deprivation );
  QVERIFY( isMissing( found.p[2] ) && isMissing( found.q[2] ) && isMissing( found.kind[2] ) );
  QVERIFY( isMissing( found.moran.value[2] ) && isMissing( found.moran.z[2] ) );
  QCOMPARE( found.p[1], of( score, deprivation ).p[1] );
}

void BivariateAssociationTest::constantXTellsNothing()
{
  const BivariateAssociation found = of( std::vector<double>( 6, 3.0 ), deprivation );
  QCOMPARE( differenceBetween( found.p, std::vector<double>( 6, missing ) ), QString() );
}

void BivariateAssociationTest::kindsTellOwnXAndNeighboursY()
{
  // Everything is significant at 1: the quadrants alone are left.
  BivariateOptions options = fewPermutations();
  options.significance = 1;
  const BivariateAssociation found = bivariateMoran( score, deprivation, sixAreas(), options );
  for ( std::size_t area = 0; area < 6; ++area )
  {
    double around = 0;
    for ( const std::size_t neighbour : sixAreas().of( area ) )
      around += deprivation[neighbour] / double( sixAreas().of( area ).size() );
    const bool high = score[area] > 20.5 / 6, amongHigh = around > 28;
    const AssociationKind kind = high ? ( amongHigh ? AssociationKind::highAmongHigh : AssociationKind::highAmongLow )
                                      : ( amongHigh ? AssociationKind::lowAmongHigh : AssociationKind::lowAmongLow );
    QCOMPARE( found.kind[area], double( static_cast<int>( kind ) ) );
  }
}

void BivariateAssociationTest::significanceOutOfRangeIsRefused()
{
  BivariateOptions options;
  options.significance = 2;
  QCOMPARE( refusalOf( [&] { bivariateMoran( score, deprivation, sixAreas(), options ); } ),
            QStringLiteral( "significance is 2; it must be between 0 and 1." ) );
}

QTEST_GUILESS_MAIN( BivariateAssociationTest )
#include "bivariateassociation_test.moc"
