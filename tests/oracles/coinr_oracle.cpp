// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "shareddata.h"
#include "statistics/distribution.h"
#include "statistics/imputation.h"
#include "statistics/normalise.h"
#include "statistics/outliers.h"
#include "statistics/reliability.h"

using namespace communitysafety::statistics;

/**
 * The steps of COINr 1.1.14 (R) on its own example, 49 indicators of 51 countries of Asia and Europe: every step starts
 * from the file the step before left, so that a difference shows where it arises.
 */
class CoinrOracle : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();
  void describesTheIndicators();
  void dividesByTheDenominators();
  void imputesTheMeanOfTheGroup();
  void treatsOutliers();
  void logsTheTreatment();
  void normalises_data();
  void normalises();
  void tellsHowWellAThemeHangsTogether();

private:
  std::vector<double> column( const SharedTable &table, const QString &name ) const;
  int directionOf( const QString &indicator ) const;
  double detail( const QString &indicator, const QString &name ) const;

  QStringList mIndicators;
  QStringList mCountries;
};

namespace
{

const QString folder = QStringLiteral( "benchmarks/COINr/" );

SharedTable expectedTable( const QString &name ) { return SharedTable( folder + "expected/" + name ); }

SharedTable metadata() { return SharedTable( folder + "ASEM_iMeta.csv" ); }

// The files hold values of up to 1e6: nine digits after the first.
double toleranceFor( const std::vector<double> &values )
{
  double largest = 0;
  for ( const double value : values )
    largest = std::fmax( largest, std::fabs( value ) );
  return 1e-9 * std::fmax( 1e-6, largest );
}

// Half a unit of the third digit, which is how many the table of statistics prints.
double halfOfThirdDigit( double value )
{
  return value == 0 ? 5e-4 : 0.50001 * std::pow( 10, std::floor( std::log10( std::fabs( value ) ) ) - 2 );
}

} // namespace

void CoinrOracle::initTestCase()
{
  const SharedTable denominated = expectedTable( QStringLiteral( "asem_denominated.csv" ) );
  if ( denominated.isEmpty() )
    QSKIP( "The shared research data are not at hand; set COMMUNITYSAFETY_SHARED to their folder." );
  mIndicators = denominated.header().mid( 1 );
  mCountries = denominated.texts( QStringLiteral( "uCode" ) );
  QCOMPARE( mIndicators.size(), 49 );
  QCOMPARE( mCountries.size(), 51 );
}

// In the order of the countries of the expected files: that of the raw data differs.
std::vector<double> CoinrOracle::column( const SharedTable &table, const QString &name ) const
{
  const QStringList countries = table.texts( QStringLiteral( "uCode" ) );
  const std::vector<double> values = table.numbers( name );
  std::vector<double> ordered;
  for ( const QString &country : mCountries )
    ordered.push_back( values[static_cast<std::size_t>( countries.indexOf( country ) )] );
  return ordered;
}

int CoinrOracle::directionOf( const QString &indicator ) const
{
  const SharedTable meta = metadata();
  const int row = static_cast<int>( meta.texts( QStringLiteral( "iCode" ) ).indexOf( indicator ) );
  return static_cast<int>( meta.numbers( QStringLiteral( "Direction" ) )[static_cast<std::size_t>( row )] );
}

double CoinrOracle::detail( const QString &indicator, const QString &name ) const
{
  const SharedTable details = expectedTable( QStringLiteral( "asem_treatment_details.csv" ) );
  const auto row = static_cast<std::size_t>( details.texts( QStringLiteral( "iCode" ) ).indexOf( indicator ) );
  return details.numbers( name )[row];
}

void CoinrOracle::describesTheIndicators()
{
  const SharedTable raw( folder + "ASEM_iData.csv" );
  const SharedTable published = expectedTable( QStringLiteral( "asem_stats_raw.csv" ) );
  const QStringList codes = published.texts( QStringLiteral( "iCode" ) );
  for ( int row = 0; row < codes.size(); ++row )
  {
    const std::vector<double> values = raw.numbers( codes[row] );
    const Distribution found = describe( values );
    const QList<QPair<QString, double>> figures = {
      { "Min", found.lowest },    { "Max", found.highest },
      { "Mean", found.mean },     { "Median", quantile( sortedPresent( values ), 0.5 ) },
      { "Skew", found.skewness }, { "Std", found.standardDeviation },
      { "Kurt", found.kurtosis }, { "N.Avail", static_cast<double>( found.count ) }
    };
    for ( const auto &[name, value] : figures )
    {
      const double expected = published.numbers( name )[static_cast<std::size_t>( row )];
      QVERIFY2( std::fabs( value - expected ) <= halfOfThirdDigit( value ),
                qPrintable( QStringLiteral( "%1 %2: %3 instead of %4" )
                              .arg( codes[row], name )
                              .arg( value, 0, 'g', 9 )
                              .arg( expected ) ) );
    }
  }
}

void CoinrOracle::dividesByTheDenominators()
{
  const SharedTable raw( folder + "ASEM_iData.csv" );
  const SharedTable expected = expectedTable( QStringLiteral( "asem_denominated.csv" ) );
  const SharedTable meta = metadata();
  const QStringList codes = meta.texts( QStringLiteral( "iCode" ) );
  const QStringList denominators = meta.texts( QStringLiteral( "Denominator" ) );
  for ( const QString &indicator : mIndicators )
  {
    std::vector<double> values = column( raw, indicator );
    const QString denominator = denominators[codes.indexOf( indicator )];
    const std::vector<double> divisors =
      denominator.isEmpty() ? std::vector<double>( values.size(), 1.0 ) : column( raw, denominator );
    for ( std::size_t row = 0; row < values.size(); ++row )
      values[row] /= divisors[row];
    QCOMPARE( differenceBetween( values, expected.numbers( indicator ), toleranceFor( values ) ), QString() );
  }
}

void CoinrOracle::imputesTheMeanOfTheGroup()
{
  const SharedTable raw( folder + "ASEM_iData.csv" );
  const SharedTable denominated = expectedTable( QStringLiteral( "asem_denominated.csv" ) );
  const SharedTable expected = expectedTable( QStringLiteral( "asem_imputed_group_mean.csv" ) );
  const QStringList countries = raw.texts( QStringLiteral( "uCode" ) );
  const QStringList continents = raw.texts( QStringLiteral( "EurAsia_group" ) );
  std::vector<int> group;
  for ( const QString &country : mCountries )
    group.push_back( continents[countries.indexOf( country )] == QLatin1String( "Europe" ) ? 0 : 1 );
  for ( const QString &indicator : mIndicators )
  {
    const std::vector<double> filled = impute( denominated.numbers( indicator ), Imputation::groupMean, group );
    QCOMPARE( differenceBetween( filled, expected.numbers( indicator ), toleranceFor( filled ) ), QString() );
  }
}

void CoinrOracle::treatsOutliers()
{
  const SharedTable imputed = expectedTable( QStringLiteral( "asem_imputed_group_mean.csv" ) );
  const SharedTable expected = expectedTable( QStringLiteral( "asem_treated.csv" ) );
  for ( const QString &indicator : mIndicators )
  {
    const Treated treated = treatOutliers( imputed.numbers( indicator ), parseMethodSpec( "auto" ) );
    QCOMPARE( differenceBetween( treated.values, expected.numbers( indicator ), toleranceFor( treated.values ) ),
              QString() );
  }
}

void CoinrOracle::logsTheTreatment()
{
  const SharedTable imputed = expectedTable( QStringLiteral( "asem_imputed_group_mean.csv" ) );
  int treatedIndicators = 0;
  for ( const QString &indicator : mIndicators )
  {
    const Treated treated = treatOutliers( imputed.numbers( indicator ), parseMethodSpec( "auto" ) );
    QCOMPARE( differenceBetween( { treated.skewBefore, treated.kurtosisBefore },
                                 { detail( indicator, QStringLiteral( "check_SkewKurt0.Skew" ) ),
                                   detail( indicator, QStringLiteral( "check_SkewKurt0.Kurt" ) ) },
                                 1e-9 ),
              QString() );
    const double points = detail( indicator, QStringLiteral( "winsorise.nwin" ) );
    QCOMPARE( treated.points.size(), static_cast<std::size_t>( isMissing( points ) ? 0 : points ) );
    if ( isMissing( points ) )
      continue;
    QCOMPARE( QString::fromStdString( treated.done ), QStringLiteral( "winsorised %1" ).arg( points ) );
    QCOMPARE( differenceBetween( { treated.skewAfter, treated.kurtosisAfter },
                                 { detail( indicator, QStringLiteral( "check_SkewKurt1.Skew" ) ),
                                   detail( indicator, QStringLiteral( "check_SkewKurt1.Kurt" ) ) },
                                 1e-9 ),
              QString() );
    ++treatedIndicators;
  }
  QCOMPARE( treatedIndicators, 15 );
}

void CoinrOracle::normalises_data()
{
  QTest::addColumn<QString>( "file" );
  QTest::addColumn<QString>( "method" );
  QTest::newRow( "n_zscore" ) << "asem_n_zscore.csv"
                              << "zscore";
  QTest::newRow( "n_minmax between 1 and 100" ) << "asem_minmax_1_100.csv"
                                                << "minmax(1, 100)";
  QTest::newRow( "n_dist2max" ) << "asem_n_dist2max.csv"
                                << "minmax(0, 1)";
}

void CoinrOracle::normalises()
{
  QFETCH( QString, file );
  QFETCH( QString, method );
  const SharedTable treated = expectedTable( QStringLiteral( "asem_treated.csv" ) );
  const SharedTable expected = expectedTable( file );
  for ( const QString &indicator : mIndicators )
  {
    std::vector<double> values = treated.numbers( indicator );
    for ( double &value : values )
      value *= directionOf( indicator );
    const Normalised normalised = normalise( values, parseMethodSpec( method.toStdString() ) );
    QCOMPARE( differenceBetween( normalised.values, expected.numbers( indicator ), 1e-9 ), QString() );
  }
}

void CoinrOracle::tellsHowWellAThemeHangsTogether()
{
  // COINr 1.1.14: get_cronbach() of the theme P2P on the raw data.
  const SharedTable raw( folder + "ASEM_iData.csv" );
  const SharedTable meta = metadata();
  const QStringList codes = meta.texts( QStringLiteral( "iCode" ) );
  const QStringList parents = meta.texts( QStringLiteral( "Parent" ) );
  std::vector<std::vector<double>> theme;
  for ( int row = 0; row < codes.size(); ++row )
    if ( parents[row] == QLatin1String( "P2P" ) )
      theme.push_back( raw.numbers( codes[row] ) );
  QCOMPARE( theme.size(), std::size_t( 8 ) );
  QVERIFY( std::fabs( cronbachAlpha( { theme.begin(), theme.end() } ) - 0.0512665883 ) < 5e-11 );
}

QTEST_GUILESS_MAIN( CoinrOracle )
#include "coinr_oracle.moc"
