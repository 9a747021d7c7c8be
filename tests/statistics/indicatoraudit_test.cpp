// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/indicatoraudit.h"
#include "statistics/normalise.h"

using namespace communitysafety::statistics;

class IndicatorAuditTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void soundIndicatorsHaveNoFlags();
  void valuesAreDescribed();
  void flagsTellWhatIsWrong_data();
  void flagsTellWhatIsWrong();
  void theSameThingTwiceIsRedundant();
  void opposedIndicatorsAreNegativeWithinATheme();
  void theChosenCoefficientDecides();
  void theRestOfTheThemeLeavesTheIndicatorOut();
  void themesAreAuditedApart();
  void theWidestScaleDominates();
  void inputIsTheIndexWithLessBeingBetterMirrored();
  // edges
  void constantIndicatorTakesPartInNothing();
  void withFewCompleteAreasThereAreNoComponents();
  void noIndicators();
  // refused input
  void columnsOfOtherLengthsAreRefused();
};

namespace
{

constexpr std::size_t areas = 64;

// Bit \a number of the place of each area as ±1: the columns are unrelated to each other.
std::vector<double> unrelated( unsigned number )
{
  std::vector<double> values;
  for ( unsigned area = 0; area < areas; ++area )
    values.push_back( ( area >> number ) & 1U ? 1 : -1 );
  return values;
}

// What areas have in common, their own place in the scale, and something of their own. All values differ.
std::vector<double> related( unsigned number, double own = 1 )
{
  std::vector<double> values = unrelated( number );
  for ( std::size_t area = 0; area < areas; ++area )
    values[area] = 40 + 0.1 * static_cast<double>( area * 29 % areas ) + own * values[area];
  return values;
}

AuditInput inputOf( const std::vector<double> &values, std::size_t group = 0 )
{
  AuditInput input;
  input.rate = values;
  input.scaled = zScore( values ).values;
  input.group = group;
  return input;
}

std::vector<AuditInput> soundInputs()
{
  return { inputOf( related( 0 ) ), inputOf( related( 1 ) ), inputOf( related( 2 ) ) };
}

QString wordsOf( const AuditFlags &flags )
{
  QStringList words;
  const auto add = [&words]( bool isSet, const char *word )
  {
    if ( isSet )
      words << QString( word );
  };
  add( flags.isIncomplete, "incomplete" );
  add( flags.isConstant, "constant" );
  add( flags.hasManyZeros, "zeros" );
  add( flags.hasFewDistinctValues, "few" );
  add( flags.hasOutliers, "outliers" );
  add( flags.isRedundant, "redundant" );
  add( flags.isNegative, "negative" );
  add( flags.measuresSize, "size" );
  add( flags.dominates, "dominates" );
  return words.join( ' ' );
}

} // namespace

void IndicatorAuditTest::soundIndicatorsHaveNoFlags()
{
  const IndicatorAudit audit = auditIndicators( soundInputs(), {} );
  for ( const AuditedIndicator &indicator : audit.indicators )
  {
    QCOMPARE( wordsOf( indicator.flags ), QString() );
    QVERIFY( !indicator.flags.any() );
  }
  QCOMPARE( audit.pairs.size(), std::size_t( 3 ) );
  QVERIFY( audit.alpha > 0.85 && audit.alpha < 1 );
  QVERIFY( audit.adequacy > 0.5 );
  QVERIFY( audit.components.shareOfVariance( 1 ) > 0.6 );
  QCOMPARE( audit.completeAreas, areas );
}

void IndicatorAuditTest::valuesAreDescribed()
{
  std::vector<double> values( areas, 0.0 );
  values[0] = missing;
  values[1] = 5;
  values[2] = 7;
  const AuditedIndicator audited = auditIndicators( { inputOf( values ) }, {} ).indicators[0];
  QCOMPARE( audited.complete, 63.0 / 64 );
  QCOMPARE( audited.zero, 61.0 / 63 );
  QCOMPARE( audited.unique, 3.0 / 63 );
  QCOMPARE( audited.shape.mean, 12.0 / 63 );
}

void IndicatorAuditTest::flagsTellWhatIsWrong_data()
{
  QTest::addColumn<int>( "first" );
  QTest::addColumn<int>( "last" );
  QTest::addColumn<double>( "value" );
  QTest::addColumn<QString>( "words" );
  QTest::newRow( "a third missing" ) << 0 << 24 << missing << "incomplete";
  QTest::newRow( "a third missing, but one" ) << 0 << 21 << missing << "";
  QTest::newRow( "all missing" ) << 0 << 63 << missing << "incomplete constant";
  QTest::newRow( "more than half 0" ) << 0 << 32 << 0.0 << "zeros few";
  QTest::newRow( "all the same" ) << 0 << 63 << 5.0 << "constant few";
  QTest::newRow( "one far out" ) << 5 << 5 << 400.0 << "outliers";
  QTest::newRow( "one far out below" ) << 5 << 5 << -400.0 << "outliers";
}

void IndicatorAuditTest::flagsTellWhatIsWrong()
{
  QFETCH( int, first );
  QFETCH( int, last );
  QFETCH( double, value );
  QFETCH( QString, words );
  std::vector<double> values = related( 3 );
  for ( int area = first; area <= last; ++area )
    values[static_cast<std::size_t>( area )] = value;
  AuditLimits limits;
  limits.negative = -2;
  std::vector<AuditInput> inputs = soundInputs();
  inputs.push_back( inputOf( values ) );
  const IndicatorAudit audit = auditIndicators( inputs, limits );
  QCOMPARE( wordsOf( audit.indicators[3].flags ), words );
  QCOMPARE( wordsOf( audit.indicators[0].flags ), QString() );
}

void IndicatorAuditTest::theSameThingTwiceIsRedundant()
{
  std::vector<AuditInput> inputs = soundInputs();
  inputs.push_back( inputOf( related( 0, 1.05 ), 1 ) );
  const IndicatorAudit audit = auditIndicators( inputs, {} );
  QCOMPARE( wordsOf( audit.indicators[0].flags ), QString( "redundant" ) );
  // In another theme it counts twice as well.
  QCOMPARE( wordsOf( audit.indicators[3].flags ), QString( "redundant" ) );
  QCOMPARE( wordsOf( audit.indicators[1].flags ), QString() );
}

void IndicatorAuditTest::opposedIndicatorsAreNegativeWithinATheme()
{
  std::vector<AuditInput> inputs = soundInputs();
  std::vector<double> opposed = related( 4 );
  for ( double &value : opposed )
    value = -value;
  inputs.push_back( inputOf( opposed, 0 ) );
  QCOMPARE( wordsOf( auditIndicators( inputs, {} ).indicators[3].flags ), QString( "negative" ) );
  inputs[3].group = 1;
  QCOMPARE( wordsOf( auditIndicators( inputs, {} ).indicators[3].flags ), QString() );
}

void IndicatorAuditTest::theChosenCoefficientDecides()
{
  // A rising curve: one rank order, but no straight line.
  std::vector<double> curve;
  for ( const double value : related( 0 ) )
    curve.push_back( std::exp( value ) );
  const std::vector<AuditInput> inputs = { inputOf( related( 0 ) ), inputOf( curve ) };
  AuditLimits limits;
  QVERIFY( !auditIndicators( inputs, limits ).indicators[0].flags.isRedundant );
  limits.kind = CorrelationKind::spearman;
  QVERIFY( auditIndicators( inputs, limits ).indicators[0].flags.isRedundant );
  limits.kind = CorrelationKind::kendall;
  QVERIFY( auditIndicators( inputs, limits ).indicators[0].flags.isRedundant );
}

void IndicatorAuditTest::theRestOfTheThemeLeavesTheIndicatorOut()
{
  // Unrelated to the others it would still correlate with a mean of which it is itself a part.
  const IndicatorAudit audit =
    auditIndicators( { inputOf( unrelated( 0 ) ), inputOf( unrelated( 1 ) ), inputOf( unrelated( 2 ) ) }, {} );
  for ( const AuditedIndicator &indicator : audit.indicators )
    QVERIFY( std::fabs( indicator.withTheme ) < 1e-12 );
  QVERIFY( std::fabs( audit.alpha ) < 1e-12 );
}

void IndicatorAuditTest::themesAreAuditedApart()
{
  std::vector<AuditInput> inputs = soundInputs();
  inputs.push_back( inputOf( unrelated( 4 ), 1 ) );
  inputs.push_back( inputOf( unrelated( 5 ), 1 ) );
  inputs.push_back( inputOf( unrelated( 3 ), 2 ) );
  const IndicatorAudit audit = auditIndicators( inputs, {} );
  QCOMPARE( audit.alphaOfGroup.size(), std::size_t( 3 ) );
  QVERIFY( audit.alphaOfGroup[0] > 0.85 );
  QVERIFY( std::fabs( audit.alphaOfGroup[1] ) < 1e-12 );
  QVERIFY( isMissing( audit.alphaOfGroup[2] ) );
  QVERIFY( isMissing( audit.indicators[5].withTheme ) );
  QVERIFY( isMissing( audit.indicators[3].alphaIfDropped ) );
  QVERIFY( audit.indicators[0].alphaIfDropped < audit.alphaOfGroup[0] );
}

void IndicatorAuditTest::theWidestScaleDominates()
{
  std::vector<AuditInput> inputs = { inputOf( unrelated( 0 ) ), inputOf( unrelated( 1 ) ), inputOf( unrelated( 2 ) ) };
  for ( double &value : inputs[1].scaled )
    value *= 3;
  const IndicatorAudit audit = auditIndicators( inputs, {} );
  QVERIFY( std::fabs( audit.indicators[1].varianceShare - 9.0 / 11 ) < 1e-12 );
  QVERIFY( audit.indicators[1].flags.dominates );
  QVERIFY( !audit.indicators[0].flags.dominates );
}

void IndicatorAuditTest::inputIsTheIndexWithLessBeingBetterMirrored()
{
  ScoreIndicator indicator;
  indicator.values = { 6, 2, 0 };
  indicator.denominator = { 10, 10, 0 };
  indicator.direction = -1;
  const AuditInput input = auditInput( indicator, ScaleOptions() );
  QCOMPARE( differenceBetween( input.rate, { 0.6, 0.2, missing } ), QString() );
  QCOMPARE( differenceBetween( input.scaled, { 50, 150, missing } ), QString() );
  QCOMPARE( differenceBetween( input.size, { 10, 10, 0 } ), QString() );
  indicator.denominator = { 1, 1, 1 };
  QVERIFY( auditInput( indicator, ScaleOptions() ).size.empty() );
}

void IndicatorAuditTest::constantIndicatorTakesPartInNothing()
{
  std::vector<AuditInput> inputs = soundInputs();
  inputs.insert( inputs.begin() + 1, inputOf( std::vector<double>( areas, 3.0 ) ) );
  const IndicatorAudit audit = auditIndicators( inputs, {} );
  const IndicatorAudit without = auditIndicators( soundInputs(), {} );
  QCOMPARE( audit.pairs.size(), std::size_t( 3 ) );
  QCOMPARE( audit.pairs[0].b, std::size_t( 2 ) );
  QCOMPARE( audit.alpha, without.alpha );
  QCOMPARE( audit.adequacy, without.adequacy );
  QVERIFY( isMissing( audit.indicators[1].varianceShare ) );
}

void IndicatorAuditTest::withFewCompleteAreasThereAreNoComponents()
{
  std::vector<AuditInput> inputs = soundInputs();
  for ( std::size_t area = 0; area < areas; ++area )
    if ( area > 2 )
      inputs[area % 3].scaled[area] = missing;
  const IndicatorAudit audit = auditIndicators( inputs, {} );
  QCOMPARE( audit.completeAreas, std::size_t( 3 ) );
  QVERIFY( audit.components.eigenvalues.empty() );
  QVERIFY( isMissing( audit.adequacy ) );
}

void IndicatorAuditTest::noIndicators()
{
  const IndicatorAudit audit = auditIndicators( {}, {} );
  QVERIFY( audit.indicators.empty() && audit.pairs.empty() && isMissing( audit.alpha ) );
}

void IndicatorAuditTest::columnsOfOtherLengthsAreRefused()
{
  std::vector<AuditInput> inputs = soundInputs();
  inputs[1].rate.pop_back();
  QVERIFY( refusalOf( [&] { auditIndicators( inputs, {} ); } ).contains( "length of rate is 63" ) );
}

QTEST_GUILESS_MAIN( IndicatorAuditTest )
#include "indicatoraudit_test.moc"
