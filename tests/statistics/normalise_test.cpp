// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "shareddata.h"
#include "statistics/normalise.h"

using namespace communitysafety::statistics;

class NormaliseTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void percentRankReproducesTheSocialVulnerabilityIndex();
  void zScoreReproducesTheReferencePackage();
  void minMaxReproducesTheReferencePackage();
  void exponentialRankReproducesTheEnglishIndices();
  // laws
  void scaleAndOriginDoNotMatter_data();
  void scaleAndOriginDoNotMatter();
  void ordersAreKept_data();
  void ordersAreKept();
  void scaleEndsWhereItShould();
  // edges
  void tableFollowsTheEnumeration();
  void constantColumnGetsTheNeutralValue_data();
  void constantColumnGetsTheNeutralValue();
  void singleValueCountsAsConstant();
  void missingValuesStayMissingAndDoNotCount();
  void tiesGetTheSameValue();
  void columnOfMissingValuesStaysMissing();

private:
  void compareWithReferencePackage( const QString &path, Normalised ( *method )( Column ), double origin,
                                    double scale );
};

namespace
{

const char *absent = "The shared research data are not at hand; set COMMUNITYSAFETY_SHARED to their folder.";

const std::vector<double> sample = { 3, 10, 4, 7 };

void addMethods()
{
  QTest::addColumn<int>( "row" );
  for ( std::size_t row = 0; row < normalisationMethods().size(); ++row )
    QTest::newRow( normalisationMethods()[row].name.c_str() ) << static_cast<int>( row );
}

const NormalisationMethod &methodOf( int row ) { return normalisationMethods()[static_cast<std::size_t>( row )]; }

} // namespace

void NormaliseTest::percentRankReproducesTheSocialVulnerabilityIndex()
{
  // CDC/ATSDR SVI 2020, Pennsylvania: EPL_x is the percent rank of EP_x, printed to four decimals.
  const SharedTable table( QStringLiteral( "benchmarks/svi/2020svi_pa_co_cdc.csv" ) );
  if ( table.isEmpty() )
    QSKIP( absent );
  int checked = 0;
  for ( const QString &name : table.header().filter( QRegularExpression( "^EPL_" ) ) )
  {
    const std::vector<double> values = table.numbers( QString( name ).replace( "EPL_", "EP_" ) );
    QCOMPARE( differenceBetween( percentRank( values ).values, table.numbers( name ), 5.000001e-5 ), QString() );
    ++checked;
  }
  QCOMPARE( checked, 16 );
}

void NormaliseTest::zScoreReproducesTheReferencePackage()
{
  // COINr 1.1.14, Normalise() with n_zscore (mean 0, standard deviation 1) on the treated ASEM data.
  compareWithReferencePackage( QStringLiteral( "benchmarks/COINr/expected/asem_n_zscore.csv" ), zScore, 0, 1 );
}

void NormaliseTest::minMaxReproducesTheReferencePackage()
{
  // COINr 1.1.14, Normalise() with n_minmax between 1 and 100 on the same data; ours runs from 0 to 100.
  compareWithReferencePackage( QStringLiteral( "benchmarks/COINr/expected/asem_minmax_1_100.csv" ), minMax, 1, 0.99 );
}

void NormaliseTest::compareWithReferencePackage( const QString &path, Normalised ( *method )( Column ), double origin,
                                                 double scale )
{
  const SharedTable treated( QStringLiteral( "benchmarks/COINr/expected/asem_treated.csv" ) );
  const SharedTable metadata( QStringLiteral( "benchmarks/COINr/ASEM_iMeta.csv" ) );
  const SharedTable expected( path );
  if ( treated.isEmpty() || metadata.isEmpty() || expected.isEmpty() )
    QSKIP( absent );
  const QStringList codes = metadata.texts( QStringLiteral( "iCode" ) );
  const std::vector<double> directions = metadata.numbers( QStringLiteral( "Direction" ) );
  const QStringList indicators = expected.header().mid( 1 );
  QCOMPARE( indicators.size(), 49 );
  for ( const QString &indicator : indicators )
  {
    std::vector<double> values = treated.numbers( indicator );
    for ( double &value : values )
      value *= directions[static_cast<std::size_t>( codes.indexOf( indicator ) )];
    std::vector<double> normalised = method( values ).values;
    for ( double &value : normalised )
      value = origin + scale * value;
    QCOMPARE( differenceBetween( normalised, expected.numbers( indicator ), 1e-10 ), QString() );
  }
}

void NormaliseTest::exponentialRankReproducesTheEnglishIndices()
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

void NormaliseTest::scaleAndOriginDoNotMatter_data() { addMethods(); }

void NormaliseTest::scaleAndOriginDoNotMatter()
{
  QFETCH( int, row );
  std::vector<double> moved = sample;
  for ( double &value : moved )
    value = 2.5 * value - 40;
  QCOMPARE( differenceBetween( methodOf( row ).apply( moved ).values, methodOf( row ).apply( sample ).values ),
            QString() );
}

void NormaliseTest::ordersAreKept_data() { addMethods(); }

void NormaliseTest::ordersAreKept()
{
  QFETCH( int, row );
  const std::vector<double> values = methodOf( row ).apply( sample ).values;
  QVERIFY( values[0] < values[2] && values[2] < values[3] && values[3] < values[1] );
}

void NormaliseTest::scaleEndsWhereItShould()
{
  QCOMPARE( differenceBetween( percentRank( sample ).values, { 0, 1, 1.0 / 3, 2.0 / 3 } ), QString() );
  QCOMPARE( differenceBetween( minMax( sample ).values, { 0, 100, 100.0 / 7, 400.0 / 7 } ), QString() );
  // Mean 6, squares 9 + 16 + 4 + 1, divisor 3.
  const double deviation = std::sqrt( 10.0 );
  QCOMPARE(
    differenceBetween( zScore( sample ).values, { -3 / deviation, 4 / deviation, -2 / deviation, 1 / deviation } ),
    QString() );
  QVERIFY( std::fabs( exponentialRank( sample ).values[1] - 100 ) < 1e-10 );
}

void NormaliseTest::tableFollowsTheEnumeration()
{
  const std::vector<Normalisation> all = { Normalisation::percentRank, Normalisation::zScore, Normalisation::minMax,
                                           Normalisation::exponentialRank };
  QCOMPARE( normalisationMethods().size(), all.size() );
  for ( std::size_t row = 0; row < all.size(); ++row )
  {
    QVERIFY( normalisationMethods()[row].method == all[row] );
    QCOMPARE(
      differenceBetween( normalise( sample, all[row] ).values, normalisationMethods()[row].apply( sample ).values ),
      QString() );
  }
}

void NormaliseTest::constantColumnGetsTheNeutralValue_data()
{
  QTest::addColumn<int>( "row" );
  QTest::addColumn<double>( "neutral" );
  QTest::newRow( "percent rank" ) << 0 << 0.5;
  QTest::newRow( "z score" ) << 1 << 0.0;
  QTest::newRow( "min-max" ) << 2 << 50.0;
  QTest::newRow( "exponential rank" ) << 3 << 15.6468;
}

void NormaliseTest::constantColumnGetsTheNeutralValue()
{
  QFETCH( int, row );
  QFETCH( double, neutral );
  const std::vector<double> constant = { 4, missing, 4 };
  const Normalised result = methodOf( row ).apply( constant );
  QVERIFY( result.isConstant );
  QCOMPARE( differenceBetween( result.values, { neutral, missing, neutral }, 5e-5 ), QString() );
  QVERIFY( !methodOf( row ).apply( sample ).isConstant );
}

void NormaliseTest::singleValueCountsAsConstant()
{
  const std::vector<double> single = { missing, 8 };
  QVERIFY( zScore( single ).isConstant );
  QCOMPARE( differenceBetween( percentRank( single ).values, { missing, 0.5 } ), QString() );
}

void NormaliseTest::missingValuesStayMissingAndDoNotCount()
{
  const std::vector<double> withGap = { 3, 10, missing, 4, 7 };
  for ( const NormalisationMethod &method : normalisationMethods() )
  {
    std::vector<double> expected = method.apply( sample ).values;
    expected.insert( expected.begin() + 2, missing );
    QCOMPARE( differenceBetween( method.apply( withGap ).values, expected ), QString() );
  }
}

void NormaliseTest::tiesGetTheSameValue()
{
  const std::vector<double> ties = { 1, 5, 5, 9 };
  QCOMPARE( differenceBetween( percentRank( ties ).values, { 0, 1.0 / 3, 1.0 / 3, 1 } ), QString() );
  const std::vector<double> untied = { 1, 4, 5, 9 };
  QCOMPARE( exponentialRank( ties ).values[1], exponentialRank( untied ).values[2] );
}

void NormaliseTest::columnOfMissingValuesStaysMissing()
{
  const std::vector<double> nothing = { missing, missing };
  for ( const NormalisationMethod &method : normalisationMethods() )
  {
    QCOMPARE( differenceBetween( method.apply( nothing ).values, nothing ), QString() );
    QVERIFY( !method.apply( nothing ).isConstant );
  }
}

QTEST_GUILESS_MAIN( NormaliseTest )
#include "normalise_test.moc"
