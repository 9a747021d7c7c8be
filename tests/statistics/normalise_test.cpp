// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/normalise.h"

using namespace communitysafety::statistics;

Q_DECLARE_METATYPE( std::vector<double> )

class NormaliseTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void formulasGiveTheirHandValues_data();
  void formulasGiveTheirHandValues();
  void everyMethodIsInTheTable();
  void scaleAndOriginDoNotMatter_data();
  void scaleAndOriginDoNotMatter();
  void ordersAreKept_data();
  void ordersAreKept();
  void mirroredValuesMirrorTheScale_data();
  void mirroredValuesMirrorTheScale();
  void valuesOfTheReferenceKeepTheirPlace_data();
  void valuesOfTheReferenceKeepTheirPlace();
  void laterYearsPassTheEndsOfTheBaseYear();
  void laterYearsStandBeyondTheRanksOfTheBaseYear();
  // edges
  void tiesShareTheirPlace();
  void constantColumnGetsTheNeutralValue_data();
  void constantColumnGetsTheNeutralValue();
  void fixedScalesHoldInAConstantColumn();
  void singleValueCountsAsConstant();
  void equalButForTheLastDigitsCountsAsConstant();
  void missingValuesStayMissingAndDoNotCount_data();
  void missingValuesStayMissingAndDoNotCount();
  void columnOfMissingValuesStaysMissing_data();
  void columnOfMissingValuesStaysMissing();
  void withoutABaseYearThereIsNoValue();
  void shortFormsAreTheMethods();
  // refused input
  void scalesThatCannotBeAreRefused_data();
  void scalesThatCannotBeAreRefused();
  void numbersThatMakeNoScaleAreRefusedBeforeThereAreData_data();
  void numbersThatMakeNoScaleAreRefusedBeforeThereAreData();
};

namespace
{

// Mean 6, squares of distances 9 + 16 + 4 + 1, median 5.5, median distance from it 2, q05 3.15, q95 9.55.
const std::vector<double> sample = { 3, 10, 4, 7 };

MethodSpec spec( const QString &text ) { return parseMethodSpec( text.toStdString() ); }

// Every method, with numbers that suit the sample.
const QStringList everyMethod = { "percentrank",
                                  "percentrankmid",
                                  "percentrankmax",
                                  "rank",
                                  "borda",
                                  "exponentialrank",
                                  "normalscore",
                                  "rankit",
                                  "zscore",
                                  "standardised(4, 2)",
                                  "robust",
                                  "robustrange",
                                  "minmax",
                                  "scaled(2, 12)",
                                  "goalposts(2, 12)",
                                  "target(5)",
                                  "fractionofmax",
                                  "reference(5)",
                                  "ratiotomean",
                                  "logindex",
                                  "ampi",
                                  "flag(5)",
                                  "none" };

void addMethods( const QStringList &methods )
{
  QTest::addColumn<QString>( "method" );
  for ( const QString &method : methods )
    QTest::newRow( qPrintable( method ) ) << method;
}

std::vector<double> scaled( const std::vector<double> &values, const QString &method )
{
  return normalise( values, spec( method ) ).values;
}

} // namespace

void NormaliseTest::formulasGiveTheirHandValues_data()
{
  QTest::addColumn<QString>( "method" );
  QTest::addColumn<std::vector<double>>( "expected" );
  const auto add = []( const char *method, const std::vector<double> &expected )
  { QTest::newRow( method ) << QString( method ) << expected; };
  add( "percentrank", { 0, 100, 100.0 / 3, 200.0 / 3 } );
  add( "percentrank(1)", { 0, 1, 1.0 / 3, 2.0 / 3 } );
  add( "percentrank(1, 4)", { 0, 1, 0.3333, 0.6667 } );
  add( "rank", { 1, 4, 2, 3 } );
  add( "borda", { 0, 3, 1, 2 } );
  add( "exponentialrank", { 6.517733263680379, 100, 15.646790072602894, 31.009143532807215 } );
  add( "normalscore", { -0.8416212335729143, 0.8416212335729143, -0.2533471031357998, 0.2533471031357998 } );
  add( "rankit", { -1.1503493803760083, 1.1503493803760083, -0.3186393639643752, 0.3186393639643752 } );
  const double deviation = std::sqrt( 10.0 );
  add( "zscore", { -3 / deviation, 4 / deviation, -2 / deviation, 1 / deviation } );
  add( "zscore(100, 10)", { 100 - 3 * deviation, 100 + 4 * deviation, 100 - 2 * deviation, 100 + deviation } );
  add( "standardised(4, 2)", { -0.5, 3, 0, 1.5 } );
  add( "robust", { -2.5 / 2.9652, 4.5 / 2.9652, -1.5 / 2.9652, 1.5 / 2.9652 } );
  add( "robustrange", { -2.5 / 6.4, 4.5 / 6.4, -1.5 / 6.4, 1.5 / 6.4 } );
  add( "minmax", { 0, 100, 100.0 / 7, 400.0 / 7 } );
  add( "minmax(1, 8)", { 1, 8, 2, 5 } );
  add( "scaled(2, 12)", { 10, 80, 20, 50 } );
  add( "goalposts(4, 8, 10)", { 0, 10, 0, 7.5 } );
  add( "target(5)", { 0, 3.5, 0.5, 2 } );
  add( "target(5, 1)", { 0, 1, 0.5, 1 } );
  add( "fractionofmax", { 0.3, 1, 0.4, 0.7 } );
  add( "reference(5)", { 60, 200, 80, 140 } );
  add( "ratiotomean", { 50, 1000.0 / 6, 400.0 / 6, 700.0 / 6 } );
  add( "logindex(50)", { 100 + 50 * std::log( 0.5 ), 100 + 50 * std::log( 10.0 / 6 ), 100 + 50 * std::log( 4.0 / 6 ),
                         100 + 50 * std::log( 7.0 / 6 ) } );
  add( "ampi", { 100 - 180.0 / 7, 100 + 240.0 / 7, 100 - 120.0 / 7, 100 + 60.0 / 7 } );
  add( "ampi(6.5)", { 70, 130, 100 - 150.0 / 7, 100 + 30.0 / 7 } );
  add( "flag(7)", { 0, 1, 0, 1 } );
  add( "none", sample );
}

void NormaliseTest::formulasGiveTheirHandValues()
{
  QFETCH( QString, method );
  QFETCH( std::vector<double>, expected );
  QCOMPARE( differenceBetween( scaled( sample, method ), expected, 1e-12 ), QString() );
}

void NormaliseTest::everyMethodIsInTheTable()
{
  QCOMPARE( static_cast<int>( normalisationSignatures().size() ), everyMethod.size() );
  for ( int row = 0; row < everyMethod.size(); ++row )
    QCOMPARE( findMethod( spec( everyMethod[row] ), normalisationSignatures(), "normalisation" ), std::size_t( row ) );
}

void NormaliseTest::scaleAndOriginDoNotMatter_data()
{
  addMethods( { "percentrank", "percentrankmid", "percentrankmax", "rank", "borda", "exponentialrank", "normalscore",
                "rankit", "zscore", "robust", "robustrange", "minmax", "ampi" } );
}

void NormaliseTest::scaleAndOriginDoNotMatter()
{
  QFETCH( QString, method );
  std::vector<double> moved = sample;
  for ( double &value : moved )
    value = 2.5 * value - 40;
  QCOMPARE( differenceBetween( scaled( moved, method ), scaled( sample, method ) ), QString() );
}

void NormaliseTest::ordersAreKept_data()
{
  QStringList methods = everyMethod;
  methods.removeAll( "flag(5)" );
  addMethods( methods );
}

void NormaliseTest::ordersAreKept()
{
  QFETCH( QString, method );
  const std::vector<double> values = scaled( sample, method );
  QVERIFY( values[0] < values[2] && values[2] < values[3] && values[3] < values[1] );
}

void NormaliseTest::mirroredValuesMirrorTheScale_data()
{
  // Where the scale has a middle, values × -1 lie as far on the other side of it.
  addMethods( { "percentrank", "percentrankmid", "rank", "normalscore", "rankit", "zscore(100, 10)",
                "standardised(4, 2)", "robust", "robustrange", "minmax(1, 8)", "scaled(2, 12)", "goalposts(4, 8, 10)",
                "reference(5)", "ratiotomean", "logindex(50)", "ampi", "ampi(5)" } );
}

void NormaliseTest::mirroredValuesMirrorTheScale()
{
  QFETCH( QString, method );
  std::vector<double> values = sample;
  for ( double &value : values )
    value = -value;
  std::vector<double> mirror = normalise( values, mirrored( spec( method ) ) ).values;
  for ( double &value : mirror )
    value = 2 * neutralValue( spec( method ), sample.size() ) - value;
  QCOMPARE( differenceBetween( mirror, scaled( sample, method ) ), QString() );
}

void NormaliseTest::valuesOfTheReferenceKeepTheirPlace_data() { addMethods( everyMethod ); }

void NormaliseTest::valuesOfTheReferenceKeepTheirPlace()
{
  QFETCH( QString, method );
  const std::vector<double> all = scaled( sample, method );
  const std::vector<double> some = { 7, missing, 3 };
  QCOMPARE( differenceBetween( normalise( some, sample, spec( method ) ).values, { all[3], missing, all[0] } ),
            QString() );
}

void NormaliseTest::laterYearsPassTheEndsOfTheBaseYear()
{
  const std::vector<double> later = { 17, 3 };
  const auto scaledByBase = [&]( const char *method ) { return normalise( later, sample, spec( method ) ).values; };
  QCOMPARE( differenceBetween( scaledByBase( "minmax" ), { 200, 0 } ), QString() );
  QCOMPARE( differenceBetween( scaledByBase( "zscore" ), { 11 / std::sqrt( 10.0 ), -3 / std::sqrt( 10.0 ) } ),
            QString() );
  QCOMPARE( differenceBetween( scaledByBase( "ratiotomean" ), { 1700.0 / 6, 50 } ), QString() );
}

void NormaliseTest::laterYearsStandBeyondTheRanksOfTheBaseYear()
{
  const std::vector<double> later = { 1, 5, 17 };
  const auto scaledByBase = [&]( const char *method ) { return normalise( later, sample, spec( method ) ).values; };
  QCOMPARE( differenceBetween( scaledByBase( "percentrank" ), { 0, 200.0 / 3, 100 } ), QString() );
  QCOMPARE( differenceBetween( scaledByBase( "rank" ), { 1, 3, 5 } ), QString() );
  QCOMPARE( differenceBetween( scaledByBase( "exponentialrank" ), { 0, 15.646790072602894, 100 } ), QString() );
  const std::vector<double> rankits = scaledByBase( "rankit" );
  QCOMPARE( differenceBetween( rankits, { -1.1503493803760083, 0, 1.1503493803760083 } ), QString() );
}

void NormaliseTest::tiesShareTheirPlace()
{
  const std::vector<double> ties = { 1, 5, 5, 9 };
  QCOMPARE( differenceBetween( scaled( ties, "percentrank(3)" ), { 0, 1, 1, 3 } ), QString() );
  QCOMPARE( differenceBetween( scaled( ties, "percentrankmid(3)" ), { 0, 1.5, 1.5, 3 } ), QString() );
  QCOMPARE( differenceBetween( scaled( ties, "percentrankmax(3)" ), { 0, 2, 2, 3 } ), QString() );
  QCOMPARE( differenceBetween( scaled( ties, "rank" ), { 1, 2, 2, 4 } ), QString() );
  QCOMPARE( scaled( ties, "normalscore" )[1], 0.0 );
  // Counted from the highest, as the English Indices do: both have the second place.
  QCOMPARE( scaled( ties, "exponentialrank" )[1], scaled( { 1, 4, 5, 9 }, "exponentialrank" )[2] );
}

void NormaliseTest::constantColumnGetsTheNeutralValue_data()
{
  QTest::addColumn<QString>( "method" );
  QTest::addColumn<double>( "neutral" );
  const auto add = []( const char *method, double neutral )
  { QTest::newRow( method ) << QString( method ) << neutral; };
  add( "percentrank", 50 );
  add( "percentrank(1, 4)", 0.5 );
  add( "rank", 1.5 );
  add( "borda", 0.5 );
  add( "exponentialrank", 15.646790072602894 );
  add( "normalscore", 0 );
  add( "rankit", 0 );
  add( "zscore(100, 15)", 100 );
  add( "robust", 0 );
  add( "robustrange", 0 );
  add( "minmax(1, 100)", 50.5 );
  add( "target(5)", 0.5 );
  add( "fractionofmax", 0.5 );
  add( "ratiotomean", 100 );
  add( "logindex", 100 );
  add( "ampi", 100 );
}

void NormaliseTest::constantColumnGetsTheNeutralValue()
{
  QFETCH( QString, method );
  QFETCH( double, neutral );
  const std::vector<double> constant = { 4, missing, 4 };
  const Normalised result = normalise( constant, spec( method ) );
  QVERIFY( result.isConstant );
  QCOMPARE( differenceBetween( result.values, { neutral, missing, neutral } ), QString() );
  QVERIFY( std::fabs( neutralValue( spec( method ), 2 ) - neutral ) < 1e-10 );
  QVERIFY( !normalise( sample, spec( method ) ).isConstant );
}

void NormaliseTest::fixedScalesHoldInAConstantColumn()
{
  const std::vector<double> constant = { 4, 4 };
  QVERIFY( normalise( constant, spec( "reference(5)" ) ).isConstant );
  QCOMPARE( differenceBetween( scaled( constant, "reference(5)" ), { 80, 80 } ), QString() );
  QCOMPARE( differenceBetween( scaled( constant, "goalposts(0, 8)" ), { 50, 50 } ), QString() );
  QCOMPARE( differenceBetween( scaled( constant, "scaled(0, 16)" ), { 25, 25 } ), QString() );
  QCOMPARE( differenceBetween( scaled( constant, "standardised(2, 1)" ), { 2, 2 } ), QString() );
  QCOMPARE( differenceBetween( scaled( constant, "flag(3)" ), { 1, 1 } ), QString() );
  QCOMPARE( differenceBetween( scaled( constant, "none" ), { 4, 4 } ), QString() );
}

void NormaliseTest::singleValueCountsAsConstant()
{
  const std::vector<double> single = { missing, 8 };
  QVERIFY( normalise( single, spec( "zscore" ) ).isConstant );
  QCOMPARE( differenceBetween( scaled( single, "percentrank" ), { missing, 50 } ), QString() );
}

void NormaliseTest::equalButForTheLastDigitsCountsAsConstant()
{
  const std::vector<double> rates = { 0.3, 0.1 + 0.2 };
  QVERIFY( rates[0] != rates[1] );
  QVERIFY( normalise( rates, spec( "minmax" ) ).isConstant );
}

void NormaliseTest::missingValuesStayMissingAndDoNotCount_data() { addMethods( everyMethod ); }

void NormaliseTest::missingValuesStayMissingAndDoNotCount()
{
  QFETCH( QString, method );
  std::vector<double> expected = scaled( sample, method );
  expected.insert( expected.begin() + 2, missing );
  QCOMPARE( differenceBetween( scaled( { 3, 10, missing, 4, 7 }, method ), expected ), QString() );
}

void NormaliseTest::columnOfMissingValuesStaysMissing_data() { addMethods( everyMethod ); }

void NormaliseTest::columnOfMissingValuesStaysMissing()
{
  QFETCH( QString, method );
  const std::vector<double> nothing = { missing, missing };
  QCOMPARE( differenceBetween( scaled( nothing, method ), nothing ), QString() );
  QVERIFY( !normalise( nothing, spec( method ) ).isConstant );
}

void NormaliseTest::withoutABaseYearThereIsNoValue()
{
  const std::vector<double> nothing = { missing };
  const std::vector<double> values = { 1, 2 };
  QCOMPARE( differenceBetween( normalise( values, nothing, spec( "zscore" ) ).values, { missing, missing } ),
            QString() );
}

void NormaliseTest::shortFormsAreTheMethods()
{
  QCOMPARE( differenceBetween( percentRank( sample ).values, scaled( sample, "percentrank" ) ), QString() );
  QCOMPARE( differenceBetween( percentRank( sample, 1 ).values, scaled( sample, "percentrank(1)" ) ), QString() );
  QCOMPARE( differenceBetween( zScore( sample, 5, 2 ).values, scaled( sample, "zscore(5, 2)" ) ), QString() );
  QCOMPARE( differenceBetween( minMax( sample, 1, 2 ).values, scaled( sample, "minmax(1, 2)" ) ), QString() );
  QCOMPARE( differenceBetween( exponentialRank( sample, 9 ).values, scaled( sample, "exponentialrank(9)" ) ),
            QString() );
}

void NormaliseTest::scalesThatCannotBeAreRefused_data()
{
  QTest::addColumn<QString>( "method" );
  QTest::addColumn<std::vector<double>>( "values" );
  QTest::addColumn<QString>( "part" );
  const auto add = []( const char *name, const char *method, const std::vector<double> &values, const char *part )
  { QTest::newRow( name ) << QString( method ) << values << QString( part ); };
  const double infinite = std::numeric_limits<double>::infinity();
  add( "infinite", "none", { 1, infinite }, "to be normalised in row 2 is infinite" );
  add( "unknown", "zscores", { 1, 2 }, "is not a method of normalisation" );
  add( "mostly equal", "robust", { 0, 0, 0, 5, 9 }, "more than half" );
  std::vector<double> nearlyAllEqual( 40, 0.0 );
  nearlyAllEqual[0] = 1;
  add( "nearly all equal", "robustrange", nearlyAllEqual, "nine in ten" );
  add( "target below", "target(3)", sample, "the target, 3, is not above the lowest, 3" );
  add( "no fraction", "fractionofmax", { -1, 0 }, "none is above 0" );
  add( "mean of 0", "ratiotomean", { -1, 1 }, "their mean is 0" );
  add( "logarithm of 0", "logindex", { 0, 2 }, "shrink the rates first" );
}

void NormaliseTest::scalesThatCannotBeAreRefused()
{
  QFETCH( QString, method );
  QFETCH( std::vector<double>, values );
  QFETCH( QString, part );
  const QString refusal = refusalOf( [&] { normalise( values, spec( method ) ); } );
  QVERIFY2( refusal.contains( part ), qPrintable( refusal ) );
}

void NormaliseTest::numbersThatMakeNoScaleAreRefusedBeforeThereAreData_data()
{
  addMethods( { "percentrank(0)", "percentrank(1, -1)", "exponentialrank(0)", "zscore(0, 0)", "standardised(0, -1)",
                "standardised(0)", "minmax(5, 5)", "minmax(200)", "scaled(3, 1)", "goalposts(0, 1, 0)", "goalposts(0)",
                "reference(0)", "logindex(0)", "flag", "target", "rank(1)" } );
}

void NormaliseTest::numbersThatMakeNoScaleAreRefusedBeforeThereAreData()
{
  QFETCH( QString, method );
  QVERIFY( !refusalOf( [&] { neutralValue( spec( method ) ); } ).isEmpty() );
  QVERIFY( !refusalOf( [&] { normalise( sample, spec( method ) ); } ).isEmpty() );
}

QTEST_GUILESS_MAIN( NormaliseTest )
#include "normalise_test.moc"
