// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "shareddata.h"
#include "sharedsheet.h"
#include "statistics/areaclass.h"
#include "statistics/funnel.h"
#include "statistics/standardisedrate.h"

#include <algorithm>

using namespace communitysafety::statistics;

/**
 * The test data of PHEindicatormethods, the R package with which the Office for Health Improvement and Disparities
 * computes the figures of Fingertips (files of commit 093fd28, which version 2.0.0 of the package passes). Inputs and
 * expected outputs only; the limits are printed to 12 to 15 digits.
 */
class PheOracle : public QObject
{
  Q_OBJECT

private slots:
  void byarAndWilsonLimits();
  void ratesWithLimits();
  void ratesOfGroups();
  void proportionsWithLimits();
  void proportionsOfGroups();
  void indirectlyStandardised_data();
  void indirectlyStandardised();
  void directlyStandardised();
  void directlyStandardisedTo1976();
  void directlyStandardisedWithRepeatedEvents();
  void quantilesOfEveryIndicator();
  void funnelOfProportions();
  void funnelClassesOfProportions();
  void funnelOfRatios();
  void funnelClassesOfRatios();
  void funnelOfRates();
  void funnelClassesOfRates();
  void funnelClassesOfStandardisedRates();
};

namespace
{

const char *const absent = "the shared research data are not on this machine";

QString folder( const char *file ) { return QStringLiteral( "benchmarks/PHEindicatormethods/" ) + file; }

//! Empty when \a actual is \a expected to \a digits significant digits, or nothing is expected.
QString difference( double actual, double expected, double digits, const QString &what )
{
  if ( isMissing( expected ) || std::fabs( actual - expected ) <= std::fabs( expected ) * std::pow( 10, 1 - digits ) )
    return {};
  return QStringLiteral( "%1: %2 instead of %3" ).arg( what ).arg( actual, 0, 'g', 15 ).arg( expected, 0, 'g', 15 );
}

QString difference( const Interval &actual, double lower, double upper, double digits, const QString &what )
{
  const QString atLower = difference( actual.lower, lower, digits, what + QStringLiteral( ", lower" ) );
  return atLower.isEmpty() ? difference( actual.upper, upper, digits, what + QStringLiteral( ", upper" ) ) : atLower;
}

Interval scaled( const Interval &limits, double factor ) { return { factor * limits.lower, factor * limits.upper }; }

double confidenceOf( const QString &percent ) { return percent == QLatin1String( "95%" ) ? 0.95 : 0.998; }

//! The rows of \a texts that are \a text.
std::vector<std::size_t> rowsOf( const QStringList &texts, const QString &text )
{
  std::vector<std::size_t> rows;
  for ( int row = 0; row < texts.size(); ++row )
    if ( texts[row] == text )
      rows.push_back( std::size_t( row ) );
  return rows;
}

std::vector<double> at( const std::vector<double> &values, const std::vector<std::size_t> &rows )
{
  std::vector<double> chosen;
  for ( const std::size_t row : rows )
    chosen.push_back( values[row] );
  return chosen;
}

//! The European standard population 2013.
const std::vector<double> europe2013 = { 5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000,
                                         7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000 };

QString words( FunnelClass place )
{
  switch ( place )
  {
  case FunnelClass::wellBelow:
    return QStringLiteral( "Low (0.001)" );
  case FunnelClass::below:
    return QStringLiteral( "Low (0.025)" );
  case FunnelClass::notDifferent:
    return QStringLiteral( "Not significant" );
  case FunnelClass::above:
    return QStringLiteral( "High (0.025)" );
  case FunnelClass::wellAbove:
    return QStringLiteral( "High (0.001)" );
  case FunnelClass::notKnown:
    break;
  }
  return {};
}

} // namespace

void PheOracle::byarAndWilsonLimits()
{
  const SharedSheet table( folder( "testdata_Byars_Wilson.xlsx" ) );
  if ( table.isEmpty() )
    QSKIP( absent );
  const std::vector<double> x = table.numbers( "x" ), n = table.numbers( "n" );
  const std::vector<double> lower = table.numbers( "lowercl" ), upper = table.numbers( "uppercl" );
  const QStringList methods = table.texts( "method" ), confidences = table.texts( "confidence" );
  int compared = 0;
  for ( std::size_t row = 0; row < x.size(); ++row )
  {
    if ( isMissing( x[row] ) )
      continue;
    const double confidence = confidenceOf( confidences[int( row )] );
    const Interval limits = methods[int( row )] == QLatin1String( "Wilson" )
                              ? wilsonLimits( x[row], n[row], confidence )
                              : byarLimits( x[row], confidence );
    QCOMPARE( difference( limits, lower[row], upper[row], 12, QString::number( row + 1 ) ), QString() );
    ++compared;
  }
  QCOMPARE( compared, 13 );
}

void PheOracle::ratesWithLimits()
{
  const SharedSheet table( folder( "testdata_Rate.xlsx" ), QStringLiteral( "testdata_Rate" ) );
  if ( table.isEmpty() )
    QSKIP( absent );
  const std::vector<double> n = table.numbers( "Numerator" ), d = table.numbers( "Denominator" );
  const std::vector<double> multiplier = table.numbers( "multiplier" ), value = table.numbers( "value" );
  for ( std::size_t row = 0; row < n.size(); ++row )
  {
    const double scale = multiplier[row] / d[row];
    QCOMPARE( difference( n[row] * scale, value[row], 12, "value" ), QString() );
    QCOMPARE( difference( scaled( poissonLimits( n[row], 0.95 ), scale ), table.numbers( "lower95_0cl" )[row],
                          table.numbers( "upper95_0cl" )[row], 12, QStringLiteral( "95 %, row %1" ).arg( row + 1 ) ),
              QString() );
    QCOMPARE( difference( scaled( poissonLimits( n[row], 0.998 ), scale ), table.numbers( "lower99_8cl" )[row],
                          table.numbers( "upper99_8cl" )[row], 12, QStringLiteral( "99.8 %, row %1" ).arg( row + 1 ) ),
              QString() );
  }
  QCOMPARE( n.size(), std::size_t( 20 ) );
}

void PheOracle::ratesOfGroups()
{
  const SharedSheet table( folder( "testdata_Rate.xlsx" ), QStringLiteral( "testdata_Rate_g" ) );
  if ( table.isEmpty() )
    QSKIP( absent );
  const std::vector<double> n = table.numbers( "Numerator" ), d = table.numbers( "Denominator" );
  for ( std::size_t row = 0; row < n.size(); ++row )
    QCOMPARE( difference( scaled( poissonLimits( n[row], 0.95 ), 100000 / d[row] ), table.numbers( "lowercl" )[row],
                          table.numbers( "uppercl" )[row], 12, QStringLiteral( "row %1" ).arg( row + 1 ) ),
              QString() );
  QCOMPARE( n.size(), std::size_t( 12 ) );
}

void PheOracle::proportionsWithLimits()
{
  const SharedSheet table( folder( "testdata_Proportion.xlsx" ), QStringLiteral( "testdata_Prop" ) );
  if ( table.isEmpty() )
    QSKIP( absent );
  const std::vector<double> n = table.numbers( "Numerator" ), d = table.numbers( "Denominator" );
  const std::vector<double> multiplier = table.numbers( "multiplier" );
  for ( std::size_t row = 0; row < n.size(); ++row )
  {
    QCOMPARE( difference( scaled( wilsonLimits( n[row], d[row], 0.95 ), multiplier[row] ),
                          table.numbers( "lower95_0cl" )[row], table.numbers( "upper95_0cl" )[row], 12,
                          QStringLiteral( "95 %, row %1" ).arg( row + 1 ) ),
              QString() );
    QCOMPARE( difference( scaled( wilsonLimits( n[row], d[row], 0.998 ), multiplier[row] ),
                          table.numbers( "lower99_8cl" )[row], table.numbers( "upper99_8cl" )[row], 12,
                          QStringLiteral( "99.8 %, row %1" ).arg( row + 1 ) ),
              QString() );
  }
  QCOMPARE( n.size(), std::size_t( 19 ) );
}

void PheOracle::proportionsOfGroups()
{
  const SharedSheet table( folder( "testdata_Proportion.xlsx" ), QStringLiteral( "testdata_Prop_g" ) );
  if ( table.isEmpty() )
    QSKIP( absent );
  const std::vector<double> n = table.numbers( "Numerator" ), d = table.numbers( "Denominator" );
  for ( std::size_t row = 0; row < n.size(); ++row )
    QCOMPARE( difference( wilsonLimits( n[row], d[row], 0.95 ), table.numbers( "lowercl" )[row],
                          table.numbers( "uppercl" )[row], 12, QStringLiteral( "row %1" ).arg( row + 1 ) ),
              QString() );
  QCOMPARE( n.size(), std::size_t( 11 ) );
}

void PheOracle::indirectlyStandardised_data()
{
  QTest::addColumn<QString>( "area" );
  QTest::newRow( "many events" ) << "testdata_big";
  QTest::newRow( "some events" ) << "testdata_small";
  QTest::newRow( "fewer than ten events" ) << "testdata_tiny";
}

void PheOracle::indirectlyStandardised()
{
  const SharedSheet table( folder( "testdata_DSR_ISR.xlsx" ), QStringLiteral( "testdata_multiarea_isr" ) );
  const SharedSheet reference( folder( "testdata_DSR_ISR.xlsx" ), QStringLiteral( "refdata" ) );
  const SharedSheet results( folder( "testdata_DSR_ISR.xlsx" ), QStringLiteral( "testresults_ISR" ) );
  if ( results.isEmpty() )
    QSKIP( absent );
  QFETCH( QString, area );
  const std::vector<std::size_t> strata = rowsOf( table.texts( "area" ), area );
  const auto standardised = [&]( double confidence )
  {
    return indirectlyStandardisedRatio( at( table.numbers( "count" ), strata ), at( table.numbers( "pop" ), strata ),
                                        reference.numbers( "refcount" ), reference.numbers( "refpop" ), confidence );
  };
  const StandardisedRate inner = standardised( 0.95 ), outer = standardised( 0.998 );
  QCOMPARE( results.texts( "statistic" )[3], QStringLiteral( "indirectly standardised rate per 1000" ) );
  int compared = 0;
  for ( const std::size_t row : rowsOf( results.texts( "area" ), area ) )
  {
    // A rate is the ratio times the rate of the reference; the ratios are given with 1 and with 100 for equality.
    const double referenceRate = results.numbers( "ref_rate" )[row];
    const bool isOfHundred = results.texts( "statistic" )[int( row )].endsWith( QLatin1String( "x 100" ) );
    const double scale = !isMissing( referenceRate ) ? referenceRate : isOfHundred ? 100 : 1;
    QCOMPARE( difference( inner.expected, results.numbers( "expected" )[row], 12, "expected" ), QString() );
    QCOMPARE( difference( scale * inner.value, results.numbers( "value" )[row], 12, "value" ), QString() );
    QCOMPARE( difference( scaled( inner.limits, scale ), results.numbers( "lower95_0cl" )[row],
                          results.numbers( "upper95_0cl" )[row], 12, "95 %" ),
              QString() );
    QCOMPARE( difference( scaled( outer.limits, scale ), results.numbers( "lower99_8cl" )[row],
                          results.numbers( "upper99_8cl" )[row], 12, "99.8 %" ),
              QString() );
    ++compared;
  }
  QCOMPARE( compared, 4 );
}

void PheOracle::directlyStandardised()
{
  const SharedSheet table( folder( "testdata_DSR_ISR.xlsx" ), QStringLiteral( "testdata_multiarea" ) );
  const SharedSheet results( folder( "testdata_DSR_ISR.xlsx" ), QStringLiteral( "testresults_DSR" ) );
  if ( results.isEmpty() )
    QSKIP( absent );
  for ( const char *area : { "testdata_big", "testdata_small", "testdata_tiny" } )
    for ( const std::size_t row : rowsOf( results.texts( "area" ), area ) )
    {
      const std::vector<std::size_t> strata = rowsOf( table.texts( "area" ), area );
      const auto standardised = [&]( double confidence )
      {
        return directlyStandardisedRate( at( table.numbers( "count" ), strata ), at( table.numbers( "pop" ), strata ),
                                         europe2013, confidence );
      };
      const double scale = row < 4 ? 10000 : 100000;
      const StandardisedRate inner = standardised( 0.95 ), outer = standardised( 0.998 );
      QCOMPARE( inner.isSuppressed, isMissing( results.numbers( "value" )[row] ) );
      QCOMPARE( isMissing( inner.value ), inner.isSuppressed );
      QCOMPARE( difference( scale * inner.value, results.numbers( "value" )[row], 12, area ), QString() );
      QCOMPARE( difference( scaled( inner.limits, scale ), results.numbers( "lower95_0cl" )[row],
                            results.numbers( "upper95_0cl" )[row], 12, area ),
                QString() );
      QCOMPARE( difference( scaled( outer.limits, scale ), results.numbers( "lower99_8cl" )[row],
                            results.numbers( "upper99_8cl" )[row], 12, area ),
                QString() );
    }
}

void PheOracle::directlyStandardisedTo1976()
{
  const SharedSheet table( folder( "testdata_DSR_ISR.xlsx" ), QStringLiteral( "testdata_1976" ) );
  const SharedSheet results( folder( "testdata_DSR_ISR.xlsx" ), QStringLiteral( "testresults_DSR" ) );
  if ( results.isEmpty() )
    QSKIP( absent );
  // The sheet ends with blank rows.
  std::vector<std::size_t> strata( 18 );
  for ( std::size_t stratum = 0; stratum < strata.size(); ++stratum )
    strata[stratum] = stratum;
  for ( const double confidence : { 0.95, 0.998 } )
  {
    const StandardisedRate rate =
      directlyStandardisedRate( at( table.numbers( "count" ), strata ), at( table.numbers( "pop" ), strata ),
                                at( table.numbers( "esp1976" ), strata ), confidence );
    const std::size_t row = 7;
    QCOMPARE( results.texts( "area" )[int( row )], QStringLiteral( "testdata_1976" ) );
    QCOMPARE( difference( 1e5 * rate.value, results.numbers( "value" )[row], 12, "value" ), QString() );
    // The sheet prints the limits of 99.8 % ten times too large, in both units.
    QCOMPARE( difference( scaled( rate.limits, confidence == 0.95 ? 1e5 : 1e6 ),
                          results.numbers( confidence == 0.95 ? "lower95_0cl" : "lower99_8cl" )[row],
                          results.numbers( confidence == 0.95 ? "upper95_0cl" : "upper99_8cl" )[row], 12, "limits" ),
              QString() );
  }
}

void PheOracle::directlyStandardisedWithRepeatedEvents()
{
  const SharedSheet table( folder( "testdata_DSR_ISR.xlsx" ), QStringLiteral( "testdata_nonindepe" ) );
  const SharedSheet results( folder( "testdata_DSR_ISR.xlsx" ), QStringLiteral( "testresults_DSR" ) );
  if ( results.isEmpty() )
    QSKIP( absent );
  for ( const char *area :
        { "testdata_nonind_big", "testdata_nonind_dummy", "testdata_nonind_small", "testdata_nonind_tiny" } )
  {
    const std::vector<std::size_t> strata = rowsOf( table.texts( "area" ), area );
    std::vector<double> events( strata.size() ), variance( strata.size() );
    for ( std::size_t stratum = 0; stratum < strata.size(); ++stratum )
      for ( int times = 1; times <= 4; ++times )
      {
        const double persons = table.numbers( QStringLiteral( "f%1" ).arg( times ) )[strata[stratum]];
        events[stratum] += isMissing( persons ) ? 0 : times * persons;
        variance[stratum] += isMissing( persons ) ? 0 : times * times * persons;
      }
    for ( const double confidence : { 0.95, 0.998 } )
    {
      const StandardisedRate rate =
        directlyStandardisedRate( events, variance, at( table.numbers( "pop" ), strata ), europe2013, confidence );
      const std::size_t row = rowsOf( results.texts( "area" ), area ).front();
      QCOMPARE( rate.isSuppressed, isMissing( results.numbers( "value" )[row] ) );
      QCOMPARE( difference( 1e5 * rate.value, results.numbers( "value" )[row], 12, area ), QString() );
      QCOMPARE( difference( scaled( rate.limits, 1e5 ),
                            results.numbers( confidence == 0.95 ? "lower95_0cl" : "lower99_8cl" )[row],
                            results.numbers( confidence == 0.95 ? "upper95_0cl" : "upper99_8cl" )[row], 11, area ),
                QString() );
    }
  }
}

void PheOracle::quantilesOfEveryIndicator()
{
  const SharedSheet table( folder( "testdata_Quantiles.xlsx" ) );
  if ( table.isEmpty() )
    QSKIP( absent );
  const std::vector<double> values = table.numbers( "Value" ), expected = table.numbers( "QuantileInGrp" );
  const QHash<QString, int> classes = { { "Decile", 10 }, { "Septile", 7 }, { "Quartile", 4 } };
  // What was ranked together: everything; one indicator; or one indicator in one region. Only within one indicator of
  // one polarity may low values come first.
  QMap<QString, std::vector<std::size_t>> groups;
  for ( int row = 0; row < int( values.size() ); ++row )
  {
    const QString set = table.texts( "GroupSet" )[row], test = table.texts( "Test" )[row];
    const QString region = set == QLatin1String( "IndSexReg" ) ? table.texts( "ParentCode" )[row] : QString();
    const QString polarity = table.texts( "Polarity" )[row];
    const bool lowIsFirst = polarity == QLatin1String( "RAG - High is good" ) || polarity == QLatin1String( "0" );
    if ( set == QLatin1String( "None" ) )
      groups[QStringLiteral( "highest|Quartile" )].push_back( std::size_t( row ) );
    else
      groups[( lowIsFirst && test != QLatin1String( "BadPolarity" ) ? "lowest|" : "highest|" ) +
             table.texts( "QuantileNm" )[row] + '|' + table.texts( "IndSexRef" )[row] + '|' + test + '|' + region]
        .push_back( std::size_t( row ) );
  }
  int compared = 0;
  for ( auto group = groups.cbegin(); group != groups.cend(); ++group )
  {
    const std::vector<std::size_t> &rows = group.value();
    const QStringList key = group.key().split( '|' );
    const std::vector<double> found =
      quantileClasses( at( values, rows ), classes.value( key[1] ),
                       key[0] == QLatin1String( "lowest" ) ? FirstClass::lowest : FirstClass::highest );
    for ( std::size_t place = 0; place < rows.size(); ++place, ++compared )
      QCOMPARE( differenceBetween( { found[place] }, { expected[rows[place]] } ), QString() );
  }
  QCOMPARE( compared, 1017 );
}

void PheOracle::funnelOfProportions()
{
  const SharedTable lines( folder( "testdata_funnel_prop_outputs.csv" ) );
  if ( lines.isEmpty() )
    QSKIP( absent );
  const SharedTable areas( folder( "testdata_funnel_prop_inputs.csv" ) );
  double events = 0, people = 0;
  for ( std::size_t row = 0; row < areas.numbers( "numerator" ).size(); ++row )
  {
    events += areas.numbers( "numerator" )[row];
    people += areas.numbers( "denominator" )[row];
  }
  const std::vector<double> population = lines.numbers( "Population" );
  for ( std::size_t row = 0; row < population.size(); ++row )
  {
    const FunnelLimits inner = proportionFunnel( events / people, population[row], innerTail );
    const FunnelLimits outer = proportionFunnel( events / people, population[row], outerTail );
    // Six decimals printed.
    QCOMPARE( differenceBetween( { 100 * inner.lower, 100 * inner.upper, 100 * outer.lower, 100 * outer.upper },
                                 { lines.numbers( "Lower2s0025limit" )[row], lines.numbers( "Upper2s0025limit" )[row],
                                   lines.numbers( "Lower3s0001limit" )[row], lines.numbers( "Upper3s0001limit" )[row] },
                                 5.01e-7 ),
              QString() );
  }
  QCOMPARE( population.size(), std::size_t( 100 ) );
}

void PheOracle::funnelClassesOfProportions()
{
  const SharedTable areas( folder( "testdata_funnel_prop_inputs.csv" ) );
  if ( areas.isEmpty() )
    QSKIP( absent );
  const std::vector<double> n = areas.numbers( "numerator" ), d = areas.numbers( "denominator" );
  double events = 0, people = 0;
  for ( std::size_t row = 0; row < n.size(); ++row )
  {
    events += n[row];
    people += d[row];
  }
  for ( std::size_t row = 0; row < n.size(); ++row )
    QCOMPARE( words( funnelClassOfProportion( n[row], d[row], events / people ) ),
              areas.texts( "significance" )[int( row )] );
  QCOMPARE( n.size(), std::size_t( 303 ) );
}

void PheOracle::funnelOfRatios()
{
  // Read through GDAL: the heading of the first column holds a line break.
  const SharedSheet sheet( folder( "testdata_funnel_ratio_outputs.csv" ) );
  if ( sheet.isEmpty() )
    QSKIP( absent );
  const std::vector<double> lowerInner = sheet.numbers( "lower_2s_exp_events" );
  QCOMPARE( lowerInner.size(), std::size_t( 100 ) );
  for ( std::size_t row = 0; row < lowerInner.size(); ++row )
  {
    const double observed = std::round( sheet.numbers( "lower_2s_isr" )[row] * lowerInner[row] / 100 );
    const FunnelLimits inner = expectedFunnel( observed, innerTail );
    const FunnelLimits outer = expectedFunnel( observed, outerTail );
    // The package stops halving an interval at 1e-7 of (1 + observed), twice that for small counts.
    const QString what = QStringLiteral( "%1 events" ).arg( observed );
    QCOMPARE( difference( inner.upper, lowerInner[row], 6, what ), QString() );
    QCOMPARE( difference( inner.lower, sheet.numbers( "upper_2s_exp_events" )[row], 5, what ), QString() );
    QCOMPARE( difference( outer.upper, sheet.numbers( "lower_3s_exp_events" )[row], 6, what ), QString() );
    QCOMPARE( difference( outer.lower, sheet.numbers( "upper_3s_exp_events" )[row], 4, what ), QString() );
  }
}

void PheOracle::funnelClassesOfRatios()
{
  const SharedTable areas( folder( "testdata_funnel_ratio_inputs.csv" ) );
  if ( areas.isEmpty() )
    QSKIP( absent );
  const std::vector<double> observed = areas.numbers( "obs" ), expected = areas.numbers( "expected" );
  for ( std::size_t row = 0; row < observed.size(); ++row )
    QCOMPARE( words( funnelClassOfCount( observed[row], expected[row] ) ), areas.texts( "significance" )[int( row )] );
  QCOMPARE( observed.size(), std::size_t( 300 ) );
}

void PheOracle::funnelOfRates()
{
  const SharedTable areas( folder( "testdata_funnel_rate_input_funnels.csv" ) );
  const SharedTable lines( folder( "testdata_funnel_rate_outputs.csv" ) );
  if ( lines.isEmpty() )
    QSKIP( absent );
  // Three years of data; the people behind each rate per 100,000 follow from it.
  double events = 0, people = 0;
  for ( std::size_t row = 0; row < areas.numbers( "ev" ).size(); ++row )
  {
    events += areas.numbers( "ev" )[row];
    people += 1e5 * areas.numbers( "ev" )[row] / areas.numbers( "rate" )[row];
  }
  const double rate = events / people;
  const std::vector<double> observed = lines.numbers( "Events" );
  QCOMPARE( observed.size(), std::size_t( 100 ) );
  for ( std::size_t row = 0; row < observed.size(); ++row )
  {
    const FunnelLimits inner = expectedFunnel( observed[row], innerTail );
    const FunnelLimits outer = expectedFunnel( observed[row], outerTail );
    const QString what = QStringLiteral( "%1 events" ).arg( observed[row] );
    QCOMPARE( difference( 1e5 * rate, lines.numbers( "baseline" )[row], 9, what ), QString() );
    QCOMPARE( difference( inner.upper / rate / 3, lines.numbers( "lower_2s_population_1_year" )[row], 6, what ),
              QString() );
    QCOMPARE( difference( inner.lower / rate / 3, lines.numbers( "upper_2s_population_1_year" )[row], 5, what ),
              QString() );
    QCOMPARE( difference( outer.upper / rate / 3, lines.numbers( "lower_3s_population_1_year" )[row], 6, what ),
              QString() );
    QCOMPARE( difference( outer.lower / rate / 3, lines.numbers( "upper_3s_population_1_year" )[row], 4, what ),
              QString() );
  }
}

void PheOracle::funnelClassesOfStandardisedRates()
{
  const SharedTable areas( folder( "testdata_funnel_rate_dsr_inputs.csv" ) );
  if ( areas.isEmpty() )
    QSKIP( absent );
  // The people to whom a standardised rate and its events belong; no events, no people.
  const std::vector<double> count = areas.numbers( "count" ), rate = areas.numbers( "rate_dsr" );
  double events = 0, population = 0;
  for ( std::size_t row = 0; row < count.size(); ++row )
    if ( count[row] > 0 )
    {
      events += count[row];
      population += count[row] / rate[row];
    }
  for ( std::size_t row = 0; row < count.size(); ++row )
    if ( count[row] >= fewestForDirectStandardisation )
      QCOMPARE( words( funnelClassOfCount( count[row], count[row] / rate[row] * events / population ) ),
                areas.texts( "dsr_per_100000_with_0" )[int( row )] );
}

void PheOracle::funnelClassesOfRates()
{
  const SharedTable areas( folder( "testdata_funnel_rate_dsr_inputs.csv" ) );
  if ( areas.isEmpty() )
    QSKIP( absent );
  const std::vector<double> count = areas.numbers( "count" ), people = areas.numbers( "pop" );
  double events = 0, population = 0;
  for ( std::size_t row = 0; row < count.size(); ++row )
  {
    events += count[row];
    population += people[row];
  }
  for ( std::size_t row = 0; row < count.size(); ++row )
    QCOMPARE( words( funnelClassOfCount( count[row], people[row] * events / population ) ),
              areas.texts( "crude_per_100000_with_0" )[int( row )] );
  QCOMPARE( count.size(), std::size_t( 40 ) );
}

QTEST_GUILESS_MAIN( PheOracle )
#include "phe_oracle.moc"
