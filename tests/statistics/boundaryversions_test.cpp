// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/boundaryversions.h"
#include "statistics/randomstream.h"

#include <algorithm>
#include <numeric>

using namespace communitysafety::statistics;

class BoundaryVersionsTest : public QObject
{
  Q_OBJECT

private slots:
  // hand-worked
  void changeFollowsFromTheRows();
  void countsAreSplitByPeople();
  void mergedRateIsByTheDenominator();
  void ratesWithoutDenominatorAreMeansAndEstimates();
  void ratioGoesThroughBothParts();
  void twoStepsAreOne();
  // laws
  void sumsAreKept();
  void thereAndBackIsTheSameWhereNothingIsIrregular();
  void orderOfTheRowsDoesNotMatter();
  // edges
  void unknownWeightsGiveEqualPartsAndAreTold();
  void rowGivenTwiceIsOneRow();
  void areaWithoutRowIsNotLost();
  void areaWithoutValueIsTold();
  void emptyAreasAreEstimatedByTheirOrigins();
  // refused input
  void ranksAndDecilesAreRefusedWithTheReason();
  void linksThatCannotBeAreRefused();
};

namespace
{

// 0 unchanged; 1 split into 1 and 2; 2 and 3 merged into 3; 4 and 5 irregular.
const std::vector<VersionLink> links = { { 0, 0, missing }, { 1, 1, 300 }, { 1, 2, 100 }, { 2, 3, 7 },
                                         { 3, 3, 9 },       { 4, 4, 50 },  { 4, 5, 50 },  { 5, 5, 80 } };
const std::vector<double> people = { 10, 200, 30, 50, 40, 60 };

VersionShares versions() { return shareBetweenVersions( links, 6, 6 ); }

const std::vector<double> unknownDenominators;

ConvertedValues counts( const VersionShares &between, const std::vector<double> &values )
{
  return convertValues( between, ValueKind::count, values, unknownDenominators );
}

double sumOf( const std::vector<double> &values ) { return std::accumulate( values.begin(), values.end(), 0.0 ); }

} // namespace

void BoundaryVersionsTest::changeFollowsFromTheRows()
{
  using Change = BoundaryChange;
  const std::vector<Change> expected = { Change::unchanged, Change::split,     Change::split,     Change::merged,
                                         Change::merged,    Change::irregular, Change::irregular, Change::irregular };
  QVERIFY( versions().change == expected );
}

void BoundaryVersionsTest::countsAreSplitByPeople()
{
  const ConvertedValues converted = counts( versions(), people );
  QCOMPARE( differenceBetween( converted.value, { 10, 150, 50, 80, 20, 80 } ), QString() );
  QCOMPARE( differenceBetween( converted.estimated, { 0, 1, 1, 0, 1, 1 } ), QString() );
  QCOMPARE( differenceBetween( converted.unknown, std::vector<double>( 6, 0 ) ), QString() );
}

void BoundaryVersionsTest::mergedRateIsByTheDenominator()
{
  const std::vector<double> rates = { 0.1, 0.2, 0.3, 0.5, 0.4, 0.6 };
  const ConvertedValues converted = convertValues( versions(), ValueKind::rate, rates, people );
  QCOMPARE( differenceBetween( converted.value, { 0.1, 0.2, 0.2, ( 9.0 + 25 ) / 80, 0.4, ( 8.0 + 36 ) / 80 } ),
            QString() );
  QCOMPARE( differenceBetween( converted.estimated, { 0, 1, 1, 0, 1, 1 } ), QString() );
  QCOMPARE( converted.outside, 0.0 );
}

void BoundaryVersionsTest::ratesWithoutDenominatorAreMeansAndEstimates()
{
  const std::vector<double> rates = { 0.1, 0.2, 0.3, 0.5, 0.4, 0.6 };
  const ConvertedValues converted = convertValues( versions(), ValueKind::rate, rates, unknownDenominators );
  QCOMPARE( differenceBetween( converted.value, { 0.1, 0.2, 0.2, 0.4, 0.4, ( 0.2 + 0.6 ) / 1.5 } ), QString() );
  QCOMPARE( differenceBetween( converted.estimated, { 0, 1, 1, 1, 1, 1 } ), QString() );
}

void BoundaryVersionsTest::ratioGoesThroughBothParts()
{
  const std::vector<double> burglaries = { 1, 8, 3, 7, 2, 6 };
  const ConvertedValues converted = convertRatio( versions(), burglaries, people );
  QCOMPARE( differenceBetween( converted.value, { 0.1, 0.04, 0.04, 10.0 / 80, 0.05, 7.0 / 80 } ), QString() );
  QCOMPARE( differenceBetween( converted.estimated, { 0, 1, 1, 0, 1, 1 } ), QString() );
}

void BoundaryVersionsTest::twoStepsAreOne()
{
  // The second step splits the merged area and leaves the others.
  const std::vector<VersionLink> next = { { 0, 0, 1 }, { 1, 1, 1 }, { 2, 2, 1 },      { 3, 3, 1 },
                                          { 3, 6, 3 }, { 4, 4, 1 }, { 5, 5, missing } };
  const VersionShares second = shareBetweenVersions( next, 6, 7 );
  const VersionShares through = throughVersions( versions(), second );
  const std::vector<double> stepwise = counts( second, counts( versions(), people ).value ).value;
  const ConvertedValues converted = counts( through, people );
  QCOMPARE( differenceBetween( converted.value, stepwise ), QString() );
  QCOMPARE( differenceBetween( converted.estimated, { 0, 1, 1, 1, 1, 1, 1 } ), QString() );
  QVERIFY( through.change.front() == BoundaryChange::unchanged );
  QVERIFY( through.change[3] == BoundaryChange::irregular );
}

void BoundaryVersionsTest::sumsAreKept()
{
  RandomStream stream( 9 );
  std::vector<VersionLink> many;
  std::vector<double> values;
  for ( std::size_t from = 0; from < 5000; ++from )
  {
    values.push_back( std::floor( 3000 * stream.uniform() ) );
    for ( int link = stream.uniform() < 0.1 ? 4 : 1; link > 0; --link )
      many.push_back( { from, static_cast<std::size_t>( 5200 * stream.uniform() ), stream.uniform() } );
  }
  const ConvertedValues converted = counts( shareBetweenVersions( many, 5000, 5200 ), values );
  double sum = 0;
  for ( const double value : converted.value )
    sum += isMissing( value ) ? 0 : value;
  QVERIFY( std::fabs( sum + converted.outside - sumOf( values ) ) < 1e-12 * sumOf( values ) );
}

void BoundaryVersionsTest::thereAndBackIsTheSameWhereNothingIsIrregular()
{
  std::vector<VersionLink> back;
  for ( const VersionLink &link : links )
    if ( link.from < 4 )
      back.push_back( { link.to, link.from, link.from == 2 ? 30.0 : link.from == 3 ? 50.0 : 1.0 } );
  const std::vector<double> there = counts( versions(), people ).value;
  const ConvertedValues again = counts( shareBetweenVersions( back, 6, 4 ), there );
  QCOMPARE( differenceBetween( again.value, { 10, 200, 30, 50 } ), QString() );
  // A split read backwards is a merger: exact. The merger read backwards is not.
  QCOMPARE( differenceBetween( again.estimated, { 0, 0, 1, 1 } ), QString() );
  QCOMPARE( again.outside, 100.0 );
}

void BoundaryVersionsTest::orderOfTheRowsDoesNotMatter()
{
  std::vector<VersionLink> turned = links;
  std::reverse( turned.begin(), turned.end() );
  const VersionShares between = shareBetweenVersions( turned, 6, 6 );
  QVERIFY( between.change == versions().change );
  QVERIFY( counts( between, people ).value == counts( versions(), people ).value );
}

void BoundaryVersionsTest::unknownWeightsGiveEqualPartsAndAreTold()
{
  const std::vector<VersionLink> unweighted = { { 0, 0, missing }, { 0, 1, 5 }, { 1, 2, 0 }, { 1, 3, 0 }, { 2, 4, 0 } };
  const VersionShares between = shareBetweenVersions( unweighted, 3, 5 );
  QCOMPARE( differenceBetween( counts( between, { 6, 8, 3 } ).value, { 3, 3, 4, 4, 3 } ), QString() );
  QVERIFY( ( between.shares.fellBack == std::vector<std::size_t>{ 0, 1 } ) );
}

void BoundaryVersionsTest::rowGivenTwiceIsOneRow()
{
  const VersionShares between = shareBetweenVersions( { { 0, 0, 1 }, { 0, 0, 2 } }, 1, 1 );
  QVERIFY( ( between.change == std::vector<BoundaryChange>{ BoundaryChange::unchanged } ) );
  QCOMPARE( counts( between, { 5 } ).value.front(), 5.0 );
}

void BoundaryVersionsTest::areaWithoutRowIsNotLost()
{
  const ConvertedValues converted = counts( shareBetweenVersions( { { 0, 0, 1 } }, 2, 2 ), { 5, 7 } );
  QCOMPARE( differenceBetween( converted.value, { 5, missing } ), QString() );
  QCOMPARE( differenceBetween( converted.estimated, { 0, missing } ), QString() );
  QCOMPARE( converted.outside, 7.0 );
}

void BoundaryVersionsTest::areaWithoutValueIsTold()
{
  std::vector<double> gap = people;
  gap[2] = missing;
  QCOMPARE( differenceBetween( counts( versions(), gap ).value, { 10, 150, 50, 50, 20, 80 } ), QString() );
  QCOMPARE( differenceBetween( counts( versions(), gap ).unknown, { 0, 0, 0, 0.5, 0, 0 } ), QString() );
  const ConvertedValues rates = convertValues( versions(), ValueKind::rate, gap, people );
  QCOMPARE( rates.value[3], 50.0 );
  QCOMPARE( rates.unknown[3], 30.0 / 80 );
}

void BoundaryVersionsTest::emptyAreasAreEstimatedByTheirOrigins()
{
  const ConvertedValues converted = counts( versions(), { 0, 0, 0, 0, 0, 0 } );
  QCOMPARE( differenceBetween( converted.estimated, { 0, 1, 1, 0, 1, 1 } ), QString() );
  QCOMPARE( differenceBetween( converted.value, std::vector<double>( 6, 0 ) ), QString() );
}

void BoundaryVersionsTest::ranksAndDecilesAreRefusedWithTheReason()
{
  for ( const auto &[kind, word] : { std::pair( ValueKind::rank, "rank" ), std::pair( ValueKind::decile, "decile" ) } )
    QCOMPARE( refusalOf( [kind = kind] { convertValues( versions(), kind, people, unknownDenominators ); } ),
              QStringLiteral( "The kind of the values is %1; it must be count or rate: a %1 is a place among all areas "
                              "of its own version and has no meaning in another; convert the score and rank it anew, "
                              "or take the share of people in each tenth." )
                .arg( QLatin1String( word ) ) );
}

void BoundaryVersionsTest::linksThatCannotBeAreRefused()
{
  QCOMPARE( refusalOf(
              [] {
                shareBetweenVersions( { { 2, 0, 1 } }, 2, 1 );
              } ),
            QStringLiteral( "The old area of a link is 2; it must be below 2." ) );
  QCOMPARE( refusalOf(
              [] {
                shareBetweenVersions( { { 0, 1, 1 } }, 2, 1 );
              } ),
            QStringLiteral( "The new area of a link is 1; it must be below 1." ) );
  QCOMPARE( refusalOf(
              [] {
                shareBetweenVersions( { { 0, 0, -1 } }, 2, 1 );
              } ),
            QStringLiteral( "The weight of the link of area 1 is -1; it must be 0 or more." ) );
  QCOMPARE( refusalOf(
              [] {
                counts( versions(), { 1, 2 } );
              } ),
            QStringLiteral( "The length of values is 2; it must be 6." ) );
  QCOMPARE( refusalOf( [] { throughVersions( versions(), shareBetweenVersions( {}, 5, 1 ) ); } ),
            QStringLiteral( "The length of the second step is 5; it must be 6." ) );
}

QTEST_GUILESS_MAIN( BoundaryVersionsTest )
#include "boundaryversions_test.moc"
