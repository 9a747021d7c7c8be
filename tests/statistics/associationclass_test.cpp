// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/associationclass.h"

#include "expectations.h"

using namespace communitysafety::statistics;

class AssociationClassTest : public QObject
{
  Q_OBJECT

private slots:
  // by hand
  void degreesFollowTheLimits();
  void quadrantsFollowLevelAndNeighbours();
  void gearyTellsAlikeFromUnlike();
  void severalVariablesHaveNoLevel();
  void partsAreConnectedAndOfOneClass();
  // edges
  void untestedAreaHasNoClass();
  void nothingSignificantHasNoParts();
  // refused input
  void lengthsMustMatch();
};

namespace
{

SpatialWeights rowOfFour() { return SpatialWeights( Neighbours::fromPairs( 4, { { 0, 1 }, { 1, 2 }, { 2, 3 } } ) ); }

} // namespace

void AssociationClassTest::degreesFollowTheLimits()
{
  const std::vector<double> q = { 0.01, 0.011, 0.05, 0.0501, 0.1, 0.11, 0.001 };
  const std::vector<double> high = { 0, 0, 0, 0, 0, 0, 1 }, low = { 1, 1, 1, 1, 1, 1, 0 };
  QCOMPARE( hotAndCold( q, { high, low } ), ( std::vector<double>{ 3, 2, 2, 1, 1, 0, -3 } ) );
}

void AssociationClassTest::quadrantsFollowLevelAndNeighbours()
{
  // Mean 5.25: the third has one neighbour high and one not so low.
  const std::vector<double> values = { 9, 8, 1, 3 }, q = { 0.01, 0.2, 0.01, 0.01 };
  QCOMPARE( moranQuadrants( q, 0.05, values, localMoran( values, rowOfFour() ) ),
            ( std::vector<double>{ 1, 0, 4, 2 } ) );
  const std::vector<double> alternating = { 9, 1, 9, 1 };
  QCOMPARE( moranQuadrants( q, 0.05, alternating, localMoran( alternating, rowOfFour() ) )[0], 3.0 );
}

void AssociationClassTest::gearyTellsAlikeFromUnlike()
{
  const std::vector<double> values = { 9, 8, 1, 2 }, q = { 0.01, 0.01, 0.01, 0.2 };
  const TailProbabilities tails{ { 0.9, 0.01, 0.9, 0.9 }, { 0.01, 0.9, 0.01, 0.01 } };
  QCOMPARE( gearyKinds( q, 0.05, tails, values, localMoran( values, rowOfFour() ) ),
            ( std::vector<double>{ 1, 6, 5, 0 } ) );
}

void AssociationClassTest::severalVariablesHaveNoLevel()
{
  const std::vector<double> q = { 0.01, 0.01, 0.5 };
  const TailProbabilities tails{ { 0.9, 0.01, 0.5 }, { 0.01, 0.9, 0.6 } };
  QCOMPARE( gearyKinds( q, 0.05, tails, std::vector<double>{}, {} ), ( std::vector<double>{ 5, 6, 0 } ) );
}

void AssociationClassTest::partsAreConnectedAndOfOneClass()
{
  // 1 1 -1 1 1 1 0 1 in a row.
  const std::vector<double> classes = { 1, 1, -1, 1, 1, 1, 0, 1 };
  std::vector<Neighbours::Pair> pairs;
  for ( std::size_t area = 1; area < classes.size(); ++area )
    pairs.emplace_back( area - 1, area );
  const std::vector<std::vector<std::size_t>> expected = { { 3, 4, 5 }, { 0, 1 }, { 2 }, { 7 } };
  QCOMPARE( connectedParts( classes, Neighbours::fromPairs( 8, pairs ) ), expected );
}

void AssociationClassTest::untestedAreaHasNoClass()
{
  const std::vector<double> q = { missing }, values = { 3 };
  QVERIFY( isMissing( hotAndCold( q, { { missing }, { missing } } )[0] ) );
  QVERIFY( isMissing( moranQuadrants( q, 0.05, values, { values, values, values, values } )[0] ) );
}

void AssociationClassTest::nothingSignificantHasNoParts()
{
  QVERIFY( connectedParts( std::vector<double>{ 0, missing }, Neighbours::fromPairs( 2, { { 0, 1 } } ) ).empty() );
}

void AssociationClassTest::lengthsMustMatch()
{
  QCOMPARE( refusalOf( [] { connectedParts( std::vector<double>{ 1 }, Neighbours::fromPairs( 2, {} ) ); } ),
            QStringLiteral( "The length of classes is 1; it must be 2." ) );
}

QTEST_GUILESS_MAIN( AssociationClassTest )
#include "associationclass_test.moc"
