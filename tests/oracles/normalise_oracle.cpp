// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "shareddata.h"
#include "statistics/normalise.h"

using namespace communitysafety::statistics;

//! Normalised columns that official indices publish beside what they were made from.
class NormaliseOracle : public QObject
{
  Q_OBJECT

private slots:
  void percentRankReproducesTheSocialVulnerabilityIndex();
  void exponentialRankReproducesTheEnglishIndices();
};

namespace
{

const char *absent = "The shared research data are not at hand; set COMMUNITYSAFETY_SHARED to their folder.";

} // namespace

void NormaliseOracle::percentRankReproducesTheSocialVulnerabilityIndex()
{
  // CDC/ATSDR SVI 2020, Pennsylvania: EPL_x is the percent rank of EP_x, rounded to four decimals.
  const SharedTable table( QStringLiteral( "benchmarks/svi/2020svi_pa_co_cdc.csv" ) );
  if ( table.isEmpty() )
    QSKIP( absent );
  int checked = 0;
  for ( const QString &name : table.header().filter( QRegularExpression( "^EPL_" ) ) )
  {
    const std::vector<double> values = table.numbers( QString( name ).replace( "EPL_", "EP_" ) );
    const Normalised normalised = normalise( values, parseMethodSpec( "percentrank(1, 4)" ) );
    QCOMPARE( differenceBetween( normalised.values, table.numbers( name ), 1e-12 ), QString() );
    ++checked;
  }
  QCOMPARE( checked, 16 );
}

void NormaliseOracle::exponentialRankReproducesTheEnglishIndices()
{
  // IMD 2019: the published score (three decimals) from the published domain ranks and the official weights. The
  // largest difference, 0.0014, comes from ties that the ranks no longer show.
  const SharedTable ranks(
    QStringLiteral( "national/imd2019_official/File_2_-_IoD2019_Domains_of_Deprivation.csv.gz" ) );
  const SharedTable published( QStringLiteral( "national/uk_imd_e_england_rows.csv.gz" ) );
  if ( ranks.isEmpty() || published.isEmpty() )
    QSKIP( absent );
  const std::vector<double> weights = { .225, .225, .135, .135, .093, .093, .093 };
  const QStringList domains = ranks.header().filter( QRegularExpression( " Rank \\(" ) ).mid( 1 );
  QCOMPARE( domains.size(), 7 );
  std::vector<double> score( ranks.texts( domains.first() ).size(), 0.0 );
  for ( int domain = 0; domain < 7; ++domain )
  {
    std::vector<double> deprivation = ranks.numbers( domains[domain] );
    for ( double &rank : deprivation )
      rank = -rank;
    const std::vector<double> transformed = exponentialRank( deprivation ).values;
    for ( std::size_t area = 0; area < score.size(); ++area )
      score[area] += weights[static_cast<std::size_t>( domain )] * transformed[area];
  }
  QHash<QString, double> scoreOf;
  const QStringList codes = published.texts( QStringLiteral( "lsoa" ) );
  const std::vector<double> scores = published.numbers( QStringLiteral( "overall_local_score" ) );
  for ( int row = 0; row < codes.size(); ++row )
    scoreOf.insert( codes[row], scores[static_cast<std::size_t>( row )] );
  std::vector<double> expected;
  for ( const QString &code : ranks.texts( QStringLiteral( "LSOA code (2011)" ) ) )
    expected.push_back( scoreOf.value( code, missing ) );
  QCOMPARE( expected.size(), std::size_t( 32844 ) );
  QCOMPARE( differenceBetween( score, expected, 0.0015 ), QString() );
}

QTEST_GUILESS_MAIN( NormaliseOracle )
#include "normalise_oracle.moc"
