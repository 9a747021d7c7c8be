// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/areasummary.h"

using namespace communitysafety::statistics;

class AreaSummaryTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void extentWeighsByPercentile_data();
  void extentWeighsByPercentile();
  void averagesAreByPopulation();
  void localConcentrationCutsTheLastArea();
  // laws
  void orderOfTheAreasDoesNotMatter();
  void wholeInTheWorstTenthIsAllOfIt();
  // edges
  void areaThatLacksAnythingIsLeftOut();
  void largerAreaWithoutAreasHasNoMeasures();
  void placeWithoutPeopleHasAProportionAlone();
  void scaleIsTheSumOfWhatIsPresent();
  // refused input
  void whatCannotBeSummarisedIsRefused();
};

namespace
{

// Ten areas of a country of 100, in two districts.
const std::vector<double> ranks = { 1, 5, 12, 31, 90, 2, 10, 30, 50, 99 };
const std::vector<double> scores = { 80, 70, 60, 30, 5, 78, 65, 32, 20, 1 };
const std::vector<double> people = { 100, 100, 200, 100, 500, 40, 60, 100, 100, 100 };
const std::vector<int> district = { 0, 0, 0, 0, 0, 1, 1, 1, 1, 1 };

AreaSummary firstDistrict() { return summariseAreas( scores, ranks, people, district, 2, 100 )[0]; }

} // namespace

void AreaSummaryTest::extentWeighsByPercentile_data()
{
  // The English Indices: all of the worst tenth, 95 % of the 11th percentile, falling evenly to 5 % of the 30th.
  QTest::addColumn<double>( "rank" );
  QTest::addColumn<double>( "extent" );
  QTest::newRow( "worst" ) << 1.0 << 1.0;
  QTest::newRow( "last of the worst tenth" ) << 3284.0 << 1.0;
  QTest::newRow( "just outside" ) << 3285.0 << 0.95;
  QTest::newRow( "30th percentile" ) << 9853.0 << 0.05;
  QTest::newRow( "beyond" ) << 9854.0 << 0.0;
}

void AreaSummaryTest::extentWeighsByPercentile()
{
  QFETCH( double, rank );
  QFETCH( double, extent );
  const std::vector<AreaSummary> summary =
    summariseAreas( std::vector<double>{ 1 }, std::vector<double>{ rank }, std::vector<double>{ 10 }, { 0 }, 1, 32844 );
  QVERIFY( std::fabs( summary[0].extent - extent ) < 1e-12 );
}

void AreaSummaryTest::averagesAreByPopulation()
{
  const AreaSummary summary = firstDistrict();
  QCOMPARE( summary.areas, std::size_t( 5 ) );
  QCOMPARE( summary.population, 1000.0 );
  QCOMPARE( summary.averageScore, ( 8000 + 7000 + 12000 + 3000 + 2500 ) / 1000.0 );
  QCOMPARE( summary.averageRank, ( 100 * 100 + 96 * 100 + 89 * 200 + 70 * 100 + 11 * 500 ) / 1000.0 );
  QCOMPARE( summary.proportion, 0.4 );
  // Ranks 1 and 5 in full, rank 12 in the 12th percentile.
  QVERIFY( std::fabs( summary.extent - ( 200 + 200 * ( 0.95 - 0.9 / 19 ) ) / 1000 ) < 1e-12 );
}

void AreaSummaryTest::localConcentrationCutsTheLastArea()
{
  // A tenth of the first district is its worst area; of the second, 40 people, all of rank 2.
  QCOMPARE( firstDistrict().localConcentration, 100.0 );
  const std::vector<double> fewer = { 30, 100, 270, 100, 500, 40, 60, 100, 100, 100 };
  const std::vector<AreaSummary> summaries = summariseAreas( scores, ranks, fewer, district, 2, 100 );
  QVERIFY( std::fabs( summaries[0].localConcentration - ( 30 * 100 + 70 * 96 ) / 100.0 ) < 1e-12 );
  QCOMPARE( summaries[1].localConcentration, 99.0 );
}

void AreaSummaryTest::orderOfTheAreasDoesNotMatter()
{
  const std::vector<double> turnedRanks( ranks.rbegin(), ranks.rend() );
  const std::vector<double> turnedScores( scores.rbegin(), scores.rend() );
  const std::vector<double> turnedPeople( people.rbegin(), people.rend() );
  const std::vector<int> turnedDistrict( district.rbegin(), district.rend() );
  const AreaSummary turned = summariseAreas( turnedScores, turnedRanks, turnedPeople, turnedDistrict, 2, 100 )[0];
  const AreaSummary straight = firstDistrict();
  QCOMPARE( turned.averageScore, straight.averageScore );
  QCOMPARE( turned.extent, straight.extent );
  QCOMPARE( turned.localConcentration, straight.localConcentration );
}

void AreaSummaryTest::wholeInTheWorstTenthIsAllOfIt()
{
  const AreaSummary summary = summariseAreas( std::vector<double>{ 9, 8, 7 }, std::vector<double>{ 1, 2, 3 },
                                              std::vector<double>{ 5, 6, 7 }, { 0, 0, 0 }, 1, 30 )[0];
  QCOMPARE( summary.proportion, 1.0 );
  QCOMPARE( summary.extent, 1.0 );
}

void AreaSummaryTest::areaThatLacksAnythingIsLeftOut()
{
  std::vector<double> someScores = scores;
  std::vector<double> someRanks = ranks;
  std::vector<double> somePeople = people;
  someScores[0] = missing;
  someRanks[1] = missing;
  somePeople[2] = missing;
  const AreaSummary summary = summariseAreas( someScores, someRanks, somePeople, district, 2, 100 )[0];
  QCOMPARE( summary.areas, std::size_t( 2 ) );
  QCOMPARE( summary.averageScore, ( 3000 + 2500 ) / 600.0 );
  const AreaSummary outside = summariseAreas( scores, ranks, people, { -1, -1, -1, 0, 0, 1, 1, 1, 1, 1 }, 2, 100 )[0];
  QCOMPARE( outside.averageScore, summary.averageScore );
}

void AreaSummaryTest::largerAreaWithoutAreasHasNoMeasures()
{
  const AreaSummary summary = summariseAreas( scores, ranks, people, district, 3, 100 )[2];
  QCOMPARE( summary.areas, std::size_t( 0 ) );
  QVERIFY( isMissing( summary.averageScore ) && isMissing( summary.proportion ) && isMissing( summary.extent ) &&
           isMissing( summary.localConcentration ) );
}

void AreaSummaryTest::placeWithoutPeopleHasAProportionAlone()
{
  const std::vector<double> nobody( 10, 0.0 );
  const AreaSummary summary = summariseAreas( scores, ranks, nobody, district, 2, 100 )[0];
  QCOMPARE( summary.proportion, 0.4 );
  QVERIFY( isMissing( summary.averageRank ) && isMissing( summary.extent ) && isMissing( summary.localConcentration ) );
}

void AreaSummaryTest::scaleIsTheSumOfWhatIsPresent()
{
  const std::vector<double> counts = { 1, 2, missing, 4, missing };
  QCOMPARE( differenceBetween( sumWithin( counts, { 0, 1, 1, -1, 2 }, 3 ), { 1, 2, missing } ), QString() );
}

void AreaSummaryTest::whatCannotBeSummarisedIsRefused()
{
  QCOMPARE( refusalOf( [] { summariseAreas( scores, ranks, people, district, 1, 100 ); } ),
            QStringLiteral( "The larger area in row 6 is 1; it must be below their number, 1." ) );
  QCOMPARE( refusalOf( [] { summariseAreas( scores, ranks, people, district, 2, 98 ); } ),
            QStringLiteral( "The rank in row 10 is 99; it must be between 1 and 98." ) );
  QCOMPARE( refusalOf( [] { summariseAreas( scores, ranks, people, { 0 }, 2, 100 ); } ),
            QStringLiteral( "The length of the larger areas is 1; it must be 10." ) );
  std::vector<double> negative = people;
  negative[3] = -1;
  QCOMPARE( refusalOf( [&] { summariseAreas( scores, ranks, negative, district, 2, 100 ); } ),
            QStringLiteral( "The population in row 4 is -1; it must be 0 or more, and finite." ) );
}

QTEST_GUILESS_MAIN( AreaSummaryTest )
#include "areasummary_test.moc"
