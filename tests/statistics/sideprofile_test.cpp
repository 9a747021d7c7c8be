// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/sideprofile.h"

#include "expectations.h"

using namespace communitysafety::statistics;

class SideProfileTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void fourAreasByHand();
  // laws
  void sharesSumToOne();
  void orderOfTheSidesPlaysNoPart();
  void geometricMeanIsNeverAboveTheMean();
  // edges
  void missingSideGivesNoProfile();
  void areaWithoutAnyEventHasNoDominantSide();
  void equalSidesHaveNoMargin();
  // refused input
  void impossibleSidesAreRefused();
};

namespace
{

const std::vector<double> victims{ 200, 50, 100, 0 }, offenders{ 100, 50, 0, 0 }, locations{ 100, 300, 0, 0 };

SideProfile profileOfThree( SideCombination combination = SideCombination::mean )
{
  return profileSides( { victims, offenders, locations }, combination );
}

} // namespace

void SideProfileTest::fourAreasByHand()
{
  const SideProfile profile = profileOfThree();
  QCOMPARE( differenceBetween( profile.combined, { 400. / 3, 400. / 3, 100. / 3, 0 } ), QString() );
  QCOMPARE( differenceBetween( profile.share[0], { 0.5, 0.125, 1, missing } ), QString() );
  QCOMPARE( differenceBetween( profile.share[2], { 0.25, 0.75, 0, missing } ), QString() );
  QCOMPARE( profile.dominant, ( std::vector<int>{ 0, 2, 0, SideProfile::noSide } ) );
  QCOMPARE( differenceBetween( profile.margin, { 0.25, 0.625, 1, missing } ), QString() );
  QCOMPARE( differenceBetween( profileOfThree( SideCombination::geometric ).combined,
                               { std::cbrt( 200. * 100 * 100 ), std::cbrt( 50. * 50 * 300 ), 0, 0 } ),
            QString() );
}

void SideProfileTest::sharesSumToOne()
{
  const SideProfile profile = profileOfThree();
  for ( std::size_t area = 0; area < 3; ++area )
    QVERIFY( std::abs( profile.share[0][area] + profile.share[1][area] + profile.share[2][area] - 1 ) < 1e-12 );
}

void SideProfileTest::orderOfTheSidesPlaysNoPart()
{
  const SideProfile turned = profileSides( { locations, victims, offenders }, SideCombination::mean );
  const SideProfile profile = profileOfThree();
  QCOMPARE( differenceBetween( turned.combined, profile.combined ), QString() );
  QCOMPARE( differenceBetween( turned.margin, profile.margin ), QString() );
  QCOMPARE( differenceBetween( turned.share[1], profile.share[0] ), QString() );
  QCOMPARE( turned.dominant, ( std::vector<int>{ 1, 0, 1, SideProfile::noSide } ) );
}

void SideProfileTest::geometricMeanIsNeverAboveTheMean()
{
  const SideProfile mean = profileOfThree(), geometric = profileOfThree( SideCombination::geometric );
  for ( std::size_t area = 0; area < victims.size(); ++area )
    QVERIFY( geometric.combined[area] <= mean.combined[area] + 1e-12 );
}

void SideProfileTest::missingSideGivesNoProfile()
{
  const std::vector<double> gap{ missing }, full{ 100 };
  const SideProfile profile = profileSides( { full, gap }, SideCombination::mean );
  QVERIFY( isMissing( profile.combined[0] ) && isMissing( profile.share[0][0] ) && isMissing( profile.margin[0] ) );
  QCOMPARE( profile.dominant[0], SideProfile::noSide );
}

void SideProfileTest::areaWithoutAnyEventHasNoDominantSide()
{
  const SideProfile profile = profileOfThree();
  QCOMPARE( profile.combined[3], 0.0 );
  QCOMPARE( profile.dominant[3], SideProfile::noSide );
}

void SideProfileTest::equalSidesHaveNoMargin()
{
  const std::vector<double> one{ 80 };
  const SideProfile profile = profileSides( { one, one, one }, SideCombination::geometric );
  QCOMPARE( profile.dominant[0], 0 );
  QCOMPARE( profile.margin[0], 0.0 );
  QVERIFY( std::abs( profile.combined[0] - 80 ) < 1e-9 );
}

void SideProfileTest::impossibleSidesAreRefused()
{
  const std::vector<double> one{ 80 }, two{ 1, 2 }, negative{ -1 };
  const auto refusal = []( const std::vector<Column> &sides )
  { return refusalOf( [&sides] { profileSides( sides, SideCombination::mean ); } ); };
  QVERIFY( refusal( { one } ).contains( "number of sides" ) );
  QVERIFY( refusal( { one, two } ).contains( "side 2" ) );
  QVERIFY( refusal( { one, negative } ).contains( "side 2" ) );
}

QTEST_GUILESS_MAIN( SideProfileTest )
#include "sideprofile_test.moc"
