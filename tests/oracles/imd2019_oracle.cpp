// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "shareddata.h"
#include "statistics/aggregation.h"
#include "statistics/areasummary.h"
#include "statistics/normalise.h"
#include "statistics/ranking.h"

#include <QRegularExpression>

using namespace communitysafety::statistics;

/**
 * The English Indices of Deprivation 2019: from the published ranks of the seven domains (file 2) to the published
 * overall rank, score and summaries of districts. Ministry of Housing, Communities and Local Government; Open
 * Government Licence v3.0.
 */
class Imd2019Oracle : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void ranksDifferOnlyWhereDomainsAreTied();
  void summariesOfDistrictsAreThoseOfTheMinistry_data();
  void summariesOfDistrictsAreThoseOfTheMinistry();

private:
  QStringList mAreas;
  std::vector<double> mRanks;
  std::vector<double> mScores;
  std::vector<std::vector<double>> mDomains;
  QStringList mDistrictOfArea;
};

namespace
{

constexpr double areasInEngland = 32844;

// "1,296"
std::vector<double> numbersWithCommas( const QStringList &texts )
{
  std::vector<double> numbers;
  for ( QString text : texts )
    numbers.push_back( text.remove( ',' ).toDouble() );
  return numbers;
}

std::vector<double> inOrderOf( const QStringList &keys, const QStringList &codes, const std::vector<double> &values )
{
  QHash<QString, double> valueOf;
  for ( int row = 0; row < codes.size(); ++row )
    valueOf.insert( codes[row], values[std::size_t( row )] );
  std::vector<double> ordered;
  for ( const QString &key : keys )
    ordered.push_back( valueOf.value( key, missing ) );
  return ordered;
}

} // namespace

void Imd2019Oracle::initTestCase()
{
  const SharedTable domains( "national/imd2019_official/File_2_-_IoD2019_Domains_of_Deprivation.csv.gz" );
  const SharedTable scores( "national/uk_imd_e_england_rows.csv.gz" );
  if ( domains.isEmpty() || scores.isEmpty() )
    QSKIP( "The folder of shared research data is not here." );
  const QStringList ranks = domains.header().filter( QRegularExpression( " Rank \\(" ) );
  QCOMPARE( ranks.size(), 8 );
  mAreas = domains.texts( "LSOA code (2011)" );
  mDistrictOfArea = domains.texts( "Local Authority District code (2019)" );
  mRanks = domains.numbers( ranks.first() );
  for ( const QString &rank : ranks.mid( 1 ) )
    mDomains.push_back( domains.numbers( rank ) );
  mScores = inOrderOf( mAreas, scores.texts( "lsoa" ), scores.numbers( "overall_local_score" ) );
  QCOMPARE( mAreas.size(), int( areasInEngland ) );
}

void Imd2019Oracle::ranksDifferOnlyWhereDomainsAreTied()
{
  std::vector<std::vector<double>> transformed;
  for ( std::vector<double> ranks : mDomains )
  {
    // 1 is the most deprived.
    std::transform( ranks.begin(), ranks.end(), ranks.begin(), std::negate<>() );
    transformed.push_back( exponentialRank( ranks ).values );
  }
  const std::vector<double> weights = { .225, .225, .135, .135, .093, .093, .093 };
  const Aggregated index = aggregate( { transformed.begin(), transformed.end() }, weights, { "sum", {} } );
  // The weights sum to 0.999 and are used as they are: printed to three decimals, ties in the domains apart.
  QCOMPARE( differenceBetween( index.values, mScores, 0.0015 ), QString() );

  const std::vector<double> ranks = rankDescending( index.values );
  int different = 0;
  for ( std::size_t area = 0; area < ranks.size(); ++area )
  {
    QVERIFY2( std::fabs( ranks[area] - mRanks[area] ) <= 2, qPrintable( mAreas[int( area )] ) );
    different += ranks[area] != mRanks[area];
  }
  QVERIFY2( different <= 108, qPrintable( QString::number( different ) ) );
}

void Imd2019Oracle::summariesOfDistrictsAreThoseOfTheMinistry_data()
{
  QTest::addColumn<QString>( "column" );
  QTest::addColumn<double>( "tolerance" );
  // Half of the last printed digit; the scores that are averaged are themselves printed to three decimals.
  QTest::newRow( "average score" ) << "Score" << 0.001;
  QTest::newRow( "proportion" ) << "Proportion" << 0.00005 + 1e-12;
  // In one district 2e-6 more than that.
  QTest::newRow( "extent" ) << "Extent" << 0.000052;
}

void Imd2019Oracle::summariesOfDistrictsAreThoseOfTheMinistry()
{
  QFETCH( QString, column );
  QFETCH( double, tolerance );
  const SharedTable districts( "national/imd2019_england_ltla19.csv" );
  const SharedTable people( "national/imd2019_official/File_6_-_IoD2019_Population_Denominators.csv.gz" );
  const QStringList codes = districts.texts( "ltla19_code" );
  QCOMPARE( codes.size(), 317 );
  std::vector<int> district;
  for ( const QString &code : mDistrictOfArea )
    district.push_back( codes.indexOf( code ) );
  const std::vector<double> populations =
    inOrderOf( mAreas, people.texts( "LSOA code (2011)" ),
               numbersWithCommas( people.texts( "Total population: mid 2015 (excluding prisoners)" ) ) );
  std::vector<double> found;
  for ( const AreaSummary &summary : summariseAreas( mScores, mRanks, populations, district, 317, areasInEngland ) )
    found.push_back( column == "Score"    ? summary.averageScore
                     : column == "Extent" ? summary.extent
                                          : summary.proportion );
  QCOMPARE( differenceBetween( found, districts.numbers( column ), tolerance ), QString() );
}

QTEST_GUILESS_MAIN( Imd2019Oracle )
#include "imd2019_oracle.moc"
