// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

using namespace communitysafety::test;

namespace
{

using Layer = std::unique_ptr<QgsVectorLayer>;

QVariant value( const Layer &layer ) { return QVariant::fromValue( layer.get() ); }

constexpr double cellSize = 200.0;

QString rectangle( double column, double row, double columns = 1, double rows = 1 )
{
  const double x = 400000 + column * cellSize, y = 300000 + row * cellSize;
  return QgsGeometry::fromRect( QgsRectangle( x, y, x + columns * cellSize, y + rows * cellSize ) ).asWkt();
}

Layer areasOf( int side, const QString &crs = QStringLiteral( "EPSG:27700" ) )
{
  QStringList rows;
  for ( int column = 0; column < side; ++column )
    for ( int row = 0; row < side; ++row )
      rows << QStringLiteral( "%1;c%2_%3" ).arg( rectangle( column, row ) ).arg( column ).arg( row );
  return memoryLayer( QStringLiteral( "Polygon?crs=%1&field=area_id:string" ).arg( crs ), QStringLiteral( "areas" ),
                      rows );
}

Layer outlinesOf( const QStringList &rows )
{
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=nbhd_id:string&field=name:string" ),
                      QStringLiteral( "neighbourhoods" ), rows );
}

Layer longOf( const QStringList &rows )
{
  return memoryLayer( QStringLiteral( "None?field=area_id:string&field=code:string&field=year:integer&"
                                      "field=year_from:string&field=year_to:string&field=n:string&field=d:string" ),
                      QStringLiteral( "long" ), rows );
}

//! A row of the table by year; year 1 is March 2019 to February 2020.
QString longRow( const QString &area, const QString &code, int year, const QString &n, const QString &d )
{
  return QStringLiteral( ";%1;%2;%3;%4-03;%5-02;%6;%7" )
    .arg( area, code )
    .arg( year )
    .arg( 2018 + year )
    .arg( 2019 + year )
    .arg( n, d );
}

//! The counts of a cell in a year.
using Counts = std::function<double( int column, int row, int year )>;

QStringList longRows( int side, int years, const QString &code, const Counts &counts, double people = 100 )
{
  QStringList rows;
  for ( int column = 0; column < side; ++column )
    for ( int row = 0; row < side; ++row )
      for ( int year = 1; year <= years; ++year )
        rows << longRow( QStringLiteral( "c%1_%2" ).arg( column ).arg( row ), code, year,
                         QString::number( counts( column, row, year ) ), QString::number( people ) );
  return rows;
}

/**
 * A town of two by two cells of 100 people each: two neighbourhoods below, N1 with 30 and 20 thefts and N2 with 50 and
 * 40 in the two years, and 10 in either cell above.
 */
QStringList smallTown()
{
  return longRows( 2, 2, QStringLiteral( "theft" ),
                   []( int column, int row, int year )
                   { return row == 1 ? 10 : ( column == 0 ? 30 : 50 ) - 10 * ( year - 1 ); } );
}

Layer smallNeighbourhoods() { return outlinesOf( { rectangle( 0, 0 ) + ";N1;Mill End", rectangle( 1, 0 ) + ";N2;" } ); }

constexpr int side = 16;

//! Where the rate is three times that of the rest.
bool isBusy( int column, int row ) { return column >= 4 && column < 8 && row >= 6 && row < 10; }

Layer busyNeighbourhoods()
{
  return outlinesOf( { rectangle( 4, 6, 2, 4 ) + ";N1;West", rectangle( 6, 6, 2, 4 ) + ";N2;East" } );
}

//! Counts of variance φ × mean: 20 in a cell, three times as many in the busy part, \a later as many from year 3 on.
QStringList simulatedTown( double phi, double later, int years, unsigned seed )
{
  std::mt19937 random( seed );
  return longRows( side, years, QStringLiteral( "theft" ),
                   [&]( int column, int row, int year )
                   {
                     const double mean = isBusy( column, row ) ? 60 * ( year > 2 ? later : 1 ) : 20;
                     const double drawn =
                       phi > 1 ? std::gamma_distribution<>( mean / ( phi - 1 ), phi - 1 )( random ) : mean;
                     return double( std::poisson_distribution<>( drawn )( random ) );
                   } );
}

RunResult track( const Layer &areas, const Layer &table, const Layer &neighbourhoods, QVariantMap parameters = {} )
{
  const QVariantMap usual{ { "AREAS", value( areas ) },
                           { "LONG", value( table ) },
                           { "NEIGHBOURHOODS", value( neighbourhoods ) },
                           { "SELECTION_YEARS", "none" },
                           { "RUNS", 99 },
                           { "OUTPUT", "TEMPORARY_OUTPUT" },
                           { "SERIES", "TEMPORARY_OUTPUT" },
                           { "DECOMPOSITION", "TEMPORARY_OUTPUT" } };
  for ( auto each = usual.constBegin(); each != usual.constEnd(); ++each )
    if ( !parameters.contains( each.key() ) )
      parameters.insert( each.key(), each.value() );
  return run( QStringLiteral( "trackgap" ), parameters );
}

RunResult trackSmall( const QStringList &rows, const QVariantMap &parameters = {} )
{
  return track( areasOf( 2 ), longOf( rows ), smallNeighbourhoods(), parameters );
}

RunResult trackTown( const QStringList &rows, const QVariantMap &parameters = {} )
{
  return track( areasOf( side ), longOf( rows ), busyNeighbourhoods(), parameters );
}

//! The value of \a field in the first row of which \a where holds.
QVariant cell( const QgsVectorLayer &layer, const QString &field, const QString &where )
{
  QgsFeatureRequest request;
  request.setFilterExpression( where );
  QgsFeature feature;
  return layer.getFeatures( request ).nextFeature( feature ) ? feature.attribute( field ) : QVariant();
}

bool says( const RunResult &result, const QString &sentence )
{
  const bool isSaid = result.feedback->everything().contains( sentence );
  if ( !isSaid )
    qInfo( "%s", qPrintable( result.feedback->everything() ) );
  return isSaid;
}

} // namespace

class TrackGapTest : public QObject
{
  Q_OBJECT

private slots:
  // by hand
  void gapOfASmallTown();
  void partsAddUpToTheGap();
  void indexOfTheRecipeHasTheCityAtHundred();
  // laws
  void noChangeIsUnchanged_data();
  void noChangeIsUnchanged();
  void vanishingExcessIsNarrowing();
  void risingExcessIsWidening();
  void oneYearAfterTheChoiceIsHeldAgainstTheFall();
  void selectionYearsCanBeMonths();
  void unknownChoiceOfHighPlacesGivesNoVerdict();
  void unknownChoiceOfOtherPlacesIsComparedOverAllYears();
  void yearsThatWereNotCountedTakeTheirTime();
  void smallCountsOfSensitiveIndicatorsAreWithheld();
  void withheldNeighbourhoodCannotBeWorkedOut();
  void withheldThemeCannotBeWorkedOut();
  void nothingIsMeasuredByAWithheldGap();
  void themesAreTheGroupsUnderTheIndex();
  void manyPartsAreCutInTheChartAndTold();
  void membersSayTheSameAsOutlines();
  void featureOrderDoesNotMatter();
  void reportIsAPageOfItsOwn();
  // edges
  void oneYearCannotTell();
  void neighbourhoodWithoutAreasIsKept();
  void areasWithoutDenominatorTakeNoPart();
  void areasThatAreNeverCompleteAreNotNothing();
  void indicatorThatLacksAYearIsLeftOut();
  void yearWithoutMostIndicatorsIsLeftOut();
  void yearOfTheChoiceMayBeLeftOut();
  void withheldCountsLeaveTheIndicatorOut();
  void stocksSayNothing();
  void betterWhenHigherStandsByItself();
  void withoutDenominatorsTheGroundCounts();
  void neighbourhoodWithoutIncidentsHasAGap();
  void selfCrossingOutlineIsRepaired();
  // refused input
  void refuses_data();
  void refuses();
  void refusesLayers();
  // cancel
  void cancelLeavesNothing();
};

void TrackGapTest::gapOfASmallTown()
{
  const RunResult result = trackSmall( smallTown() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  // 80 of 200 people against 20 of 200; then 60 against 20.
  QCOMPARE( result.number( "RATIO_FIRST" ), 4.0 );
  QCOMPARE( result.number( "RATIO_LAST" ), 3.0 );
  QCOMPARE( result.number( "DIFFERENCE_FIRST" ), 300.0 );
  QCOMPARE( result.number( "DIFFERENCE_LAST" ), 200.0 );
  QCOMPARE( values( *result.layer(), "ratio_from" ), QVariantList( { 3.0, 5.0 } ) );
  QCOMPARE( values( *result.layer(), "ratio_to" ), QVariantList( { 2.0, 4.0 } ) );
  QCOMPARE( values( *result.layer(), "name" ).first().toString(), QStringLiteral( "Mill End" ) );
  const QgsVectorLayer &series = *result.layer( "SERIES" );
  // Two years each of all together, two neighbourhoods and one indicator.
  QCOMPARE( series.featureCount(), 8LL );
  QCOMPARE( cell( series, "gap_ratio", "nbhd_id = 'N2' and year = 2" ).toDouble(), 4.0 );
  QCOMPARE( cell( series, "rate_in", "nbhd_id = 'N1' and year = 1" ).toDouble(), 300.0 );
  QCOMPARE( cell( series, "year_from", "year = 2" ).toString(), QStringLiteral( "2020-03" ) );
}

void TrackGapTest::partsAddUpToTheGap()
{
  QStringList rows = smallTown();
  rows << longRows( 2, 2, QStringLiteral( "noise" ),
                    []( int column, int row, int year ) { return 5.0 + 3 * column + 2 * row + 4 * year; } );
  const RunResult result = trackSmall( rows );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QgsVectorLayer &parts = *result.layer( "DECOMPOSITION" );
  for ( const char *scope : { "Indicator", "Neighbourhood", "Neighbourhood and indicator" } )
    for ( const char *field : { "part_from", "part_to", "part_chg" } )
    {
      double sum = 0;
      for ( const QVariant &part : values( parts, field ) )
        sum += part.toDouble();
      // The whole gap stands in the table once, and once more in each of the three ways to take it apart.
      const double whole = cell( parts, field, "scope = 'Whole gap'" ).toDouble();
      QVERIFY2( std::fabs( sum - 4 * whole ) < 1e-9, scope );
    }
  QCOMPARE( cell( parts, "part_from", "scope = 'Whole gap'" ).toDouble(), result.number( "DIFFERENCE_FIRST" ) );
  QCOMPARE( cell( parts, "part_to", "scope = 'Whole gap'" ).toDouble(), result.number( "DIFFERENCE_LAST" ) );
}

void TrackGapTest::indexOfTheRecipeHasTheCityAtHundred()
{
  QStringList rows = smallTown();
  rows << longRows( 2, 2, QStringLiteral( "noise" ), []( int, int row, int ) { return row == 0 ? 300.0 : 100.0; } );
  // Noise is no stock: one more in the last year.
  rows.last() = longRow( "c1_1", "noise", 2, "101", "100" );
  const Layer recipe = memoryLayer( "None?field=code:string&field=parent:string&field=type:string&field=label:string&"
                                    "field=weight:double",
                                    "recipe",
                                    { ";acq;;group;Acquisitive;1", ";theft;acq;indicator;Theft;1",
                                      ";env;;group;Environment;3", ";noise;env;indicator;Noise;1" } );
  const RunResult result = trackSmall( rows, { { "RECIPE", value( recipe ) }, { "MEASURE", 1 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QgsVectorLayer &series = *result.layer( "SERIES" );
  // Year 1: theft 40 inside and 10 outside per cell, the city's mean over both years 22.5; noise 300 and 100, mean
  // 200.125; weights a quarter and three quarters.
  const double inside = 100 * ( 0.25 * 40 / 22.5 + 0.75 * 300 / 200.125 );
  const double outside = 100 * ( 0.25 * 10 / 22.5 + 0.75 * 100 / 200.125 );
  const QString all = QStringLiteral( "scope = 'All neighbourhoods' and year = 1" );
  QVERIFY( std::fabs( cell( series, "rate_in", all ).toDouble() - inside ) < 1e-9 );
  QVERIFY( std::fabs( cell( series, "rate_out", all ).toDouble() - outside ) < 1e-9 );
  QVERIFY( !cell( *result.layer( "DECOMPOSITION" ), "part_to", "theme = 'Environment'" ).isNull() );
}

void TrackGapTest::noChangeIsUnchanged_data()
{
  QTest::addColumn<double>( "phi" );
  QTest::newRow( "independent incidents" ) << 1.0;
  QTest::newRow( "some repeats" ) << 2.0;
  QTest::newRow( "many repeats" ) << 5.0;
}

//! Twenty towns of each kind, of which one at most is not called unchanged.
void TrackGapTest::noChangeIsUnchanged()
{
  QFETCH( double, phi );
  int others = 0;
  for ( unsigned seed = 1; seed <= 20; ++seed )
  {
    const RunResult result = trackTown( simulatedTown( phi, 1, 5, seed ), { { "DECOMPOSITION", QVariant() } } );
    QVERIFY2( result.succeeded, qPrintable( result.error ) );
    others += result.results.contains( "VERDICT" ) && result.number( "VERDICT" ) == 0 ? 0 : 1;
  }
  QVERIFY2( others <= 1, qPrintable( QString::number( others ) ) );
}

void TrackGapTest::vanishingExcessIsNarrowing()
{
  // 60 against 20 becomes 30 against 20.
  const RunResult result = trackTown( simulatedTown( 2, 0.5, 5, 3 ) );
  QCOMPARE( result.number( "VERDICT" ), -1.0 );
  QVERIFY( says( result, QStringLiteral( "The gap is narrowing." ) ) );
  QCOMPARE( values( *result.layer(), "gap_words" ).first().toString(), QStringLiteral( "Narrowing" ) );
  QCOMPARE( result.number( "N_NARROWING" ), 2.0 );
}

void TrackGapTest::risingExcessIsWidening()
{
  const RunResult result = trackTown( simulatedTown( 2, 1.5, 5, 3 ) );
  QCOMPARE( result.number( "VERDICT" ), 1.0 );
  QVERIFY( says( result, QStringLiteral( "The gap is widening." ) ) );
}

void TrackGapTest::oneYearAfterTheChoiceIsHeldAgainstTheFall()
{
  const RunResult result = trackTown( simulatedTown( 2, 1, 3, 3 ), { { "SELECTION_YEARS", "1-2" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "VERDICT" ), 0.0 );
  QVERIFY( result.number( "EXPECTED_FACTOR" ) < 1 );
  QVERIFY( result.number( "OVERLAP_OF_CHOICE" ) > 0.5 );
  QVERIFY( says( result, QStringLiteral( "Places chosen because they were high fall by themselves" ) ) );
  const QgsVectorLayer &series = *result.layer( "SERIES" );
  const QString all = QStringLiteral( "scope = 'All neighbourhoods' and year = %1" );
  QCOMPARE( cell( series, "chosen", all.arg( 2 ) ).toInt(), 1 );
  QCOMPARE( cell( series, "chosen", all.arg( 3 ) ).toInt(), 0 );
  QVERIFY( cell( series, "exp_ratio", all.arg( 2 ) ).isNull() );
  QVERIFY( cell( series, "exp_ratio", all.arg( 3 ) ).toDouble() > 1 );
}

void TrackGapTest::selectionYearsCanBeMonths()
{
  const QStringList rows = simulatedTown( 2, 1, 3, 3 );
  const RunResult months = trackTown( rows, { { "SELECTION_YEARS", "2019-03 to 2021-02" } } );
  const RunResult numbers = trackTown( rows, { { "SELECTION_YEARS", "1, 2" } } );
  QCOMPARE( sortedRows( *months.layer( "SERIES" ) ), sortedRows( *numbers.layer( "SERIES" ) ) );
  QCOMPARE( months.number( "P_VALUE" ), numbers.number( "P_VALUE" ) );
}

void TrackGapTest::unknownChoiceOfHighPlacesGivesNoVerdict()
{
  const RunResult result = trackTown( simulatedTown( 1, 0.5, 5, 3 ), { { "SELECTION_YEARS", QVariant() } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( !result.results.contains( "VERDICT" ) );
  QVERIFY( says( result, QStringLiteral( "say in SELECTION_YEARS" ) ) );
  for ( const QVariant &each : values( *result.layer(), "gap_class" ) )
    QCOMPARE( each.toInt(), 9 );
  for ( const QVariant &each : values( *result.layer(), "gap_doubt" ) )
    QVERIFY2( each.toString().contains( "SELECTION_YEARS does not say on which" ), qPrintable( each.toString() ) );
}

void TrackGapTest::unknownChoiceOfOtherPlacesIsComparedOverAllYears()
{
  const Layer outlines = outlinesOf( { rectangle( 0, 0, 4, 4 ) + ";N1;" } );
  const RunResult result =
    track( areasOf( side ), longOf( simulatedTown( 1, 1, 5, 3 ) ), outlines, { { "SELECTION_YEARS", QVariant() } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( says( result, QStringLiteral( "Over all 5 years the ratio" ) ) );
}

void TrackGapTest::yearsThatWereNotCountedTakeTheirTime()
{
  // The ratio falls by a tenth a year, and the years 3 to 5 are not there.
  QStringList rows = longRows( side, 6, QStringLiteral( "theft" ),
                               []( int column, int row, int year )
                               { return isBusy( column, row ) ? 3000 * std::pow( 0.9, year ) : 1000.0; } );
  rows = rows.filter( QRegularExpression( QStringLiteral( ";theft;[126];" ) ) );
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "gap.html" ) );
  const RunResult result = trackTown( rows, { { "REPORT", path } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "N_YEARS" ), 3.0 );
  QVERIFY( std::fabs( result.number( "CHANGE_FACTOR" ) - std::pow( 0.9, 5 ) ) < 1e-4 );
  QVERIFY( !result.feedback->everything().contains( "further from a straight line" ) );
}

void TrackGapTest::smallCountsOfSensitiveIndicatorsAreWithheld()
{
  // Abuse: 1 in each of two areas inside; noise is the rarer of the two others.
  QStringList rows = smallTown();
  rows << longRows( 2, 2, QStringLiteral( "abuse" ),
                    []( int, int row, int year ) { return row == 0 ? 1.0 : 4.0 + year; } )
       << longRows( 2, 2, QStringLiteral( "noise" ), []( int, int, int year ) { return 9.0 + year; } );
  const Layer recipe = memoryLayer(
    "None?field=code:string&field=parent:string&field=type:string&field=label:string&field=sensitive:string", "recipe",
    { ";crime;;group;Crime;", ";harm;crime;group;Harm;", ";theft;crime;indicator;Theft;no",
      ";abuse;harm;indicator;Abuse;yes", ";noise;;indicator;Noise;no" } );
  const RunResult result = trackSmall( rows, { { "RECIPE", value( recipe ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "N_INDICATORS" ), 3.0 );
  const QgsVectorLayer &series = *result.layer( "SERIES" ), &parts = *result.layer( "DECOMPOSITION" );
  for ( const char *year : { "1", "2" } )
    for ( const char *field : { "n_in", "n_out", "rate_in", "in_lo", "rate_out", "gap_ratio", "diff_hi" } )
      for ( const char *code : { "abuse", "noise" } )
        QVERIFY2( cell( series, field, QStringLiteral( "code = '%1' and year = %2" ).arg( code, year ) ).isNull(),
                  field );
  QCOMPARE( cell( series, "n_in", "code = 'theft' and year = 1" ).toInt(), 80 );
  QCOMPARE( cell( parts, "label", "scope = 'Neighbourhood and indicator' and code in ( 'abuse', 'noise' )" ),
            QVariant() );
  QVERIFY( !cell( parts, "part_to", "scope = 'Neighbourhood and indicator' and code = 'theft'" ).isNull() );
  // A theme with one indicator that is withheld would tell.
  QCOMPARE( cell( parts, "scope", "scope = 'Theme'" ), QVariant() );
  QVERIFY( says( result, QStringLiteral( "could be known from it: Abuse, Noise." ) ) );
}

void TrackGapTest::withheldNeighbourhoodCannotBeWorkedOut()
{
  // Abuse: 3, 20 and 30 in the neighbourhoods below, none in a fourth; more in each cell above, another number each
  // year.
  const QStringList rows = longRows( 4, 2, QStringLiteral( "abuse" ),
                                     []( int column, int row, int year )
                                     {
                                       const double below[] = { 3, 20, 30, 0 };
                                       return row == 0 ? below[column] : 10.0 + year;
                                     } );
  const Layer recipe = memoryLayer( "None?field=code:string&field=parent:string&field=type:string&"
                                    "field=label:string&field=sensitive:string",
                                    "recipe", { ";abuse;;indicator;Abuse;yes" } );
  const Layer four = outlinesOf( { rectangle( 0, 0 ) + ";N1;", rectangle( 1, 0 ) + ";N2;", rectangle( 2, 0 ) + ";N3;",
                                   rectangle( 3, 0 ) + ";N4;" } );
  const RunResult result = track( areasOf( 4 ), longOf( rows ), four, { { "RECIPE", value( recipe ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QgsVectorLayer &series = *result.layer( "SERIES" ), &parts = *result.layer( "DECOMPOSITION" );
  // N2 would give N1 away, since the sum of all is known; N4 has nothing that could hide it.
  for ( const char *id : { "N1", "N2" } )
  {
    const QString its = QStringLiteral( "nbhd_id = '%1'" ).arg( id );
    QCOMPARE( cell( *result.layer(), "gap_words", its ).toString(), QStringLiteral( "Withheld" ) );
    QVERIFY( cell( *result.layer(), "gap_share", its ).isNull() );
    QVERIFY( cell( series, "n_in", its ).isNull() );
    QCOMPARE( cell( parts, "scope", its ), QVariant() );
  }
  for ( const char *id : { "N3", "N4" } )
    QVERIFY( !cell( parts, "part_to", QStringLiteral( "nbhd_id = '%1'" ).arg( id ) ).isNull() );
  QCOMPARE( cell( series, "n_in", "nbhd_id = 'N3'" ).toInt(), 30 );
  QVERIFY( says( result, QStringLiteral( "Withheld for the same reason are the figures of these neighbourhoods: N1, "
                                         "N2." ) ) );
}

void TrackGapTest::withheldThemeCannotBeWorkedOut()
{
  QStringList rows = smallTown();
  for ( const char *code : { "abuse", "slavery", "stalking" } )
    rows << longRows( 2, 2, QLatin1String( code ),
                      []( int, int row, int year ) { return row == 0 ? 1.0 : 9.0 + year; } );
  rows << longRows( 2, 2, QStringLiteral( "noise" ), []( int, int, int year ) { return 9.0 + year; } );
  const Layer recipe = memoryLayer(
    "None?field=code:string&field=parent:string&field=type:string&field=label:string&field=sensitive:string", "recipe",
    { ";all;;group;All;", ";a;all;group;Theme A;", ";b;all;group;Theme B;", ";c;all;group;Theme C;",
      ";theft;a;indicator;Theft;no", ";abuse;a;indicator;Abuse;yes", ";slavery;b;indicator;Slavery;yes",
      ";stalking;b;indicator;Stalking;yes", ";noise;c;indicator;Noise;no" } );
  const RunResult result = trackSmall( rows, { { "RECIPE", value( recipe ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QgsVectorLayer &parts = *result.layer( "DECOMPOSITION" );
  // The whole less B, C and theft would be abuse.
  for ( const char *theme : { "Theme A", "Theme B" } )
    QCOMPARE( cell( parts, "scope", QStringLiteral( "scope = 'Theme' and theme = '%1'" ).arg( theme ) ), QVariant() );
  QVERIFY( !cell( parts, "part_to", "scope = 'Theme' and theme = 'Theme C'" ).isNull() );
}

void TrackGapTest::nothingIsMeasuredByAWithheldGap()
{
  // Inside: nothing in N1, 3 in N2.
  const QStringList rows = longRows( 2, 2, QStringLiteral( "abuse" ),
                                     []( int column, int row, int year ) {
                                       return row == 1 ? 10.0 + year : column == 0 ? 0.0 : 3.0;
                                     } );
  const Layer recipe = memoryLayer( "None?field=code:string&field=parent:string&field=type:string&"
                                    "field=label:string&field=sensitive:string",
                                    "recipe", { ";abuse;;indicator;Abuse;yes" } );
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "gap.html" ) );
  const RunResult result = trackSmall( rows, { { "RECIPE", value( recipe ) }, { "REPORT", path } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  for ( const char *name : { "RATIO_FIRST", "RATIO_LAST", "DIFFERENCE_FIRST", "DIFFERENCE_LAST", "CHANGE_FACTOR",
                             "EXPECTED_FACTOR", "P_VALUE" } )
    QVERIFY2( !result.results.contains( QLatin1String( name ) ), name );
  QCOMPARE( result.layer( "DECOMPOSITION" )->featureCount(), 0LL );
  for ( const char *field : { "n_in", "rate_in", "gap_ratio" } )
    for ( const QVariant &shown : values( *result.layer( "SERIES" ), field ) )
      QVERIFY2( shown.isNull(), field );
  for ( const QVariant &share : values( *result.layer(), "gap_share" ) )
    QVERIFY( share.isNull() );
  QVERIFY( !result.feedback->everything().contains( QStringLiteral( "the ratio" ) ) );
  QVERIFY( says( result, QStringLiteral( "The figures behind this are withheld" ) ) );
}

void TrackGapTest::themesAreTheGroupsUnderTheIndex()
{
  QStringList rows = smallTown();
  for ( const char *code : { "noise", "knife" } )
    rows << longRows( 2, 2, QLatin1String( code ), []( int column, int, int year ) { return 9.0 + year + column; } );
  const Layer recipe =
    memoryLayer( "None?field=code:string&field=parent:string&field=type:string&field=label:string", "recipe",
                 { ";crime;;group;Crime", ";harm;crime;group;Harm", ";theft;crime;indicator;Theft",
                   ";knife;harm;indicator;Knives", ";noise;;indicator;Noise" } );
  const RunResult result = trackSmall( rows, { { "RECIPE", value( recipe ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QgsVectorLayer &parts = *result.layer( "DECOMPOSITION" );
  const auto part = [&]( const QString &where ) { return cell( parts, "part_to", where ).toDouble(); };
  const double crime = part( "scope = 'Theme' and theme = 'Crime'" ),
               other = part( "scope = 'Theme' and theme = 'Without a theme'" );
  QVERIFY( std::fabs( crime - part( "scope = 'Indicator' and code = 'theft'" ) -
                      part( "scope = 'Indicator' and code = 'knife'" ) ) < 1e-9 );
  QVERIFY( std::fabs( crime + other - part( "scope = 'Whole gap'" ) ) < 1e-9 );
  QVERIFY( std::fabs( cell( parts, "rel_to", "scope = 'Whole gap'" ).toDouble() + 1 - result.number( "RATIO_LAST" ) ) <
           1e-9 );
}

void TrackGapTest::manyPartsAreCutInTheChartAndTold()
{
  QStringList rows = smallTown();
  for ( int number = 1; number <= 32; ++number )
    rows << longRows( 2, 2, QStringLiteral( "kind%1" ).arg( number ),
                      [number]( int column, int row, int year ) { return 50.0 + year + number * ( column - row ); } );
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "gap.html" ) );
  const RunResult result = trackSmall( rows, { { "REPORT", path } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QFile file( path );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QString page = QString::fromUtf8( file.readAll() );
  for ( const char *words : { "All others", "The first 30 of 33: all are in the table." } )
    QVERIFY2( page.contains( QLatin1String( words ) ), words );
}

void TrackGapTest::membersSayTheSameAsOutlines()
{
  const Layer members =
    memoryLayer( "None?field=nbhd_id:string&field=area_id:string", "members", { ";N1;c0_0", ";N2;c1_0", ";N2;c9_9" } );
  const RunResult byMembers =
    trackSmall( smallTown(), { { "NEIGHBOURHOODS", QVariant() }, { "MEMBERS", value( members ) } } );
  QVERIFY2( byMembers.succeeded, qPrintable( byMembers.error ) );
  QVERIFY( says( byMembers, QStringLiteral( "the first ‘c9_9’ in row 3" ) ) );
  const RunResult byOutlines = trackSmall( smallTown() );
  QCOMPARE( values( *byMembers.layer(), "ratio_to" ), values( *byOutlines.layer(), "ratio_to" ) );
  QgsFeatureIterator features = byMembers.layer()->getFeatures();
  QgsFeature feature;
  while ( features.nextFeature( feature ) )
    QVERIFY( std::fabs( feature.geometry().area() - cellSize * cellSize ) < 1e-6 );
}

void TrackGapTest::featureOrderDoesNotMatter()
{
  QStringList rows = simulatedTown( 2, 1, 3, 3 );
  const QVariantMap chosen{ { "SELECTION_YEARS", "1-2" } };
  const RunResult result = trackTown( rows, chosen );
  std::reverse( rows.begin(), rows.end() );
  const RunResult reversed = trackTown( rows, chosen );
  for ( const char *output : { "OUTPUT", "SERIES", "DECOMPOSITION" } )
    QCOMPARE( sortedRows( *reversed.layer( output ) ), sortedRows( *result.layer( output ) ) );
}

void TrackGapTest::reportIsAPageOfItsOwn()
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "gap.html" ) );
  const RunResult result =
    trackTown( simulatedTown( 2, 1, 3, 3 ), { { "SELECTION_YEARS", "1-2" }, { "REPORT", path } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QFile file( path );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QString page = QString::fromUtf8( file.readAll() );
  for ( const char *words :
        { "The gap is unchanged", "Expected without any change", "Years of the choice", "2021-03 to 2022-02",
          "By neighbourhood", "Limits of 95 %, those of what was expected of 98 %", "How to read this", "<svg" } )
    QVERIFY2( page.contains( QLatin1String( words ) ), words );
  QVERIFY( !page.contains( QLatin1String( "nan" ), Qt::CaseSensitive ) );
}

void TrackGapTest::oneYearCannotTell()
{
  const RunResult result = trackSmall( smallTown().filter( QStringLiteral( ";theft;1;" ) ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "RATIO_LAST" ), 4.0 );
  QVERIFY( !result.results.contains( "VERDICT" ) );
  QVERIFY( says( result, QStringLiteral( "LONG has one year that can be used" ) ) );
}

void TrackGapTest::neighbourhoodWithoutAreasIsKept()
{
  const Layer outlines =
    outlinesOf( { rectangle( 0, 0 ) + ";N1;", rectangle( 1, 0, 0.3, 0.3 ) + ";N0;Park", rectangle( 9, 9 ) + ";N9;" } );
  const RunResult result = track( areasOf( 2 ), longOf( smallTown() ), outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.layer()->featureCount(), 3LL );
  QVERIFY( cell( *result.layer(), "gap_class", "nbhd_id = 'N9'" ).isNull() );
  QCOMPARE( cell( *result.layer(), "gap_words", "nbhd_id = 'N1'" ).toString().isEmpty(), false );
  QVERIFY( says( result, QStringLiteral( "hold no area of ‘areas’, so that nothing can be said of them (N0, N9)" ) ) );
}

void TrackGapTest::areasWithoutDenominatorTakeNoPart()
{
  QStringList rows = smallTown();
  rows.replaceInStrings( QRegularExpression( "^(;c1_0;.*);100$" ), "\\1;0" );
  const RunResult result = trackSmall( rows );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "RATIO_FIRST" ), 3.0 );
  QVERIFY( says( result, QStringLiteral( "take no part in that indicator: 1 in all, with 90 incidents" ) ) );
  for ( const char *field : { "gap_class", "n" } )
    QVERIFY2( cell( *result.layer(), field, "nbhd_id = 'N2'" ).isNull(), field );
  QVERIFY( cell( *result.layer( "SERIES" ), "n_in", "nbhd_id = 'N2'" ).isNull() );
}

void TrackGapTest::areasThatAreNeverCompleteAreNotNothing()
{
  // Half of the areas have people in the first year alone, the others in the second.
  QStringList rows = smallTown(),
              lamps = longRows( 2, 2, QStringLiteral( "lamps" ), []( int, int, int ) { return 9.0; } );
  lamps.replaceInStrings( QRegularExpression( "^(;c\\d_0;lamps;1;.*);100$" ), "\\1;NULL" );
  lamps.replaceInStrings( QRegularExpression( "^(;c\\d_1;lamps;2;.*);100$" ), "\\1;NULL" );
  const RunResult result = trackSmall( rows << lamps );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( says( result, QStringLiteral( "no area has a count and a denominator in all of the years: lamps." ) ) );
}

void TrackGapTest::indicatorThatLacksAYearIsLeftOut()
{
  QStringList rows = smallTown();
  rows << longRows( 2, 2, QStringLiteral( "noise" ), []( int, int, int year ) { return 5.0 * year; } )
            .filter( QStringLiteral( ";noise;2;" ) );
  const RunResult result = trackSmall( rows );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "N_INDICATORS" ), 1.0 );
  QCOMPARE( result.number( "RATIO_LAST" ), 3.0 );
  QVERIFY( says( result, QStringLiteral( "Left out, since they have no data in some of the years: noise." ) ) );
}

void TrackGapTest::yearWithoutMostIndicatorsIsLeftOut()
{
  const Counts counts = []( int column, int row, int year ) { return 20.0 + column - row * 4 + year; };
  QStringList rows = longRows( 2, 3, QStringLiteral( "a" ), counts );
  for ( const char *code : { "b", "c" } )
    rows << longRows( 2, 3, QLatin1String( code ), counts )
              .filter( QRegularExpression( QStringLiteral( ";%1;[23];" ).arg( QLatin1String( code ) ) ) );
  const RunResult result = trackSmall( rows );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "N_YEARS" ), 2.0 );
  QCOMPARE( result.number( "N_INDICATORS" ), 3.0 );
  QVERIFY( says( result, QStringLiteral( "fewer than half of the indicators have data: 2019-03 to 2020-02" ) ) );
}

void TrackGapTest::yearOfTheChoiceMayBeLeftOut()
{
  const Counts counts = []( int column, int row, int year ) { return 200.0 + column - row * 40 + year; };
  QStringList rows = longRows( 2, 3, QStringLiteral( "a" ), counts );
  for ( const char *code : { "b", "c" } )
    rows << longRows( 2, 3, QLatin1String( code ), counts )
              .filter( QRegularExpression( QStringLiteral( ";%1;[23];" ).arg( QLatin1String( code ) ) ) );
  const RunResult result = trackSmall( rows, { { "SELECTION_YEARS", "1" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( values( *result.layer( "SERIES" ), "chosen" ).count( 1 ), 0 );
  QCOMPARE( result.number( "VERDICT" ), 0.0 );
}

void TrackGapTest::withheldCountsLeaveTheIndicatorOut()
{
  QStringList rows = smallTown();
  QStringList withheld = longRows( 2, 2, QStringLiteral( "abuse" ), []( int, int, int year ) { return 9.0 + year; } );
  withheld.replaceInStrings( QRegularExpression( "^(;c1_1;abuse;2;.*);\\d+;100$" ), "\\1;*;100" );
  const RunResult result = trackSmall( rows << withheld );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "N_INDICATORS" ), 1.0 );
  QVERIFY( says( result, QStringLiteral( "withheld or missing: abuse" ) ) );
}

void TrackGapTest::stocksSayNothing()
{
  QStringList rows = smallTown();
  rows << longRows( 2, 2, QStringLiteral( "pubs" ), []( int column, int, int ) { return 3.0 + column; } );
  const RunResult result = trackSmall( rows );
  QCOMPARE( result.number( "N_INDICATORS" ), 1.0 );
  QVERIFY( says( result, QStringLiteral( "Left out as stocks" ) ) );
}

void TrackGapTest::betterWhenHigherStandsByItself()
{
  QStringList rows = smallTown();
  rows << longRows( 2, 2, QStringLiteral( "solved" ), []( int, int, int year ) { return 10.0 * year; } );
  const Layer recipe = memoryLayer( "None?field=code:string&field=label:string&field=direction:string", "recipe",
                                    { ";theft;Theft;+", ";solved;Solved cases;-" } );
  const RunResult result = trackSmall( rows, { { "RECIPE", value( recipe ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "N_INDICATORS" ), 1.0 );
  QCOMPARE( result.number( "RATIO_FIRST" ), 4.0 );
  QCOMPARE( cell( *result.layer( "SERIES" ), "gap_ratio", "scope = 'Indicator, more is better'" ).toDouble(), 1.0 );
}

void TrackGapTest::withoutDenominatorsTheGroundCounts()
{
  QStringList rows = smallTown();
  rows.replaceInStrings( QRegularExpression( ";100$" ), ";NULL" );
  const RunResult result = trackSmall( rows, { { "PER", 1 } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  // 40 and 10 on 0.04 km².
  QVERIFY( std::fabs( result.number( "DIFFERENCE_FIRST" ) - 750 ) < 1e-6 );
}

void TrackGapTest::neighbourhoodWithoutIncidentsHasAGap()
{
  QStringList rows = smallTown();
  rows.replaceInStrings( QRegularExpression( "^(;c0_0;.*);\\d+;100$" ), "\\1;0;100" );
  const RunResult result = trackSmall( rows );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( cell( *result.layer(), "ratio_to", "nbhd_id = 'N1'" ).toDouble(), 0.0 );
  QCOMPARE( cell( *result.layer(), "gap_words", "nbhd_id = 'N1'" ).toString(), QStringLiteral( "Cannot tell" ) );
  QVERIFY( cell( *result.layer(), "gap_doubt", "nbhd_id = 'N1'" ).toString().contains( "fewer than ten" ) );
}

void TrackGapTest::selfCrossingOutlineIsRepaired()
{
  const Layer outlines = outlinesOf( { "POLYGON((400000 300000,400200 300200,400200 300000,400000 300200,400000 "
                                       "300000));N1;",
                                       rectangle( 1, 0 ) + ";N2;" } );
  const RunResult result = track( areasOf( 2 ), longOf( smallTown() ), outlines );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( says( result, QStringLiteral( "crossed themselves and were repaired (N1)" ) ) );
}

void TrackGapTest::refuses_data()
{
  QTest::addColumn<QStringList>( "rows" );
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );

  const QVariantMap none;
  const QStringList town = smallTown();
  QStringList rows = town;
  rows << town.first();
  QTest::newRow( "a row twice" ) << rows << none
                                 << "has the area ‘c0_0’ twice for the indicator ‘theft’ in year 1 (the second time in "
                                    "row 9)";
  rows = town;
  rows[0] = longRow( "c0_0", "theft", 1, "-3", "100" );
  QTest::newRow( "negative count" ) << rows << none << "negative number in row 1 of field n (-3)";
  rows = town;
  rows.replaceInStrings( "2020-02", "2020-06" );
  QTest::newRow( "years that overlap" ) << rows << none << "years 1 (to 2020-06) and 2 (from 2020-03)";
  rows = town;
  rows[0].replace( "2020-02", "2020-01" );
  QTest::newRow( "two ends of a year" ) << rows << none << "rows of year 1 with different months";
  rows = town;
  rows.replaceInStrings( QRegularExpression( ";100$" ), ";0" );
  QTest::newRow( "no denominator" ) << rows << none << "no count with a denominator above 0";
  rows = town;
  rows.replaceInStrings( QRegularExpression( "^(;c\\d_0;.*);100$" ), "\\1;0" );
  rows << longRow( "c0_1", "noise", 1, "5", "100" ) << longRow( "c0_1", "noise", 2, "6", "100" );
  QTest::newRow( "no denominator inside" ) << rows << none << "both inside the neighbourhoods and in the rest";
  rows = town;
  rows.replaceInStrings( QRegularExpression( ";\\d+;100$" ), ";0;100" );
  QTest::newRow( "no incidents" ) << rows << none << "No indicator of ‘long’ can be compared over the years";
  rows = town;
  rows.replaceInStrings( ";c", ";x" );
  QTest::newRow( "other areas" ) << rows << none << "has no row for these areas and indicators";
  QTest::newRow( "unknown year" ) << town << QVariantMap{ { "SELECTION_YEARS", "3" } }
                                  << "SELECTION_YEARS: ‘3’ is no year of LONG, which has the years 1, 2";
  QTest::newRow( "years as words" ) << town << QVariantMap{ { "SELECTION_YEARS", "the first" } }
                                    << "‘the first’ is no year of LONG";
  QTest::newRow( "no neighbourhoods" ) << town << QVariantMap{ { "NEIGHBOURHOODS", QVariant() } }
                                       << "Neither NEIGHBOURHOODS nor MEMBERS is given";
}

void TrackGapTest::refuses()
{
  QFETCH( QStringList, rows );
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const RunResult result = trackSmall( rows, parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

void TrackGapTest::refusesLayers()
{
  const Layer table = longOf( smallTown() );
  const auto refusal = [&]( const Layer &areas, const Layer &outlines )
  { return track( areas, table, outlines ).error; };
  const auto outline = []( const QStringList &rows ) { return outlinesOf( rows ); };
  QVERIFY( refusal( areasOf( 2, QString() ), smallNeighbourhoods() ).contains( "coordinate reference system" ) );
  QVERIFY( refusal( areasOf( 2 ), outline( { rectangle( 0, 0 ) + ";N1;", rectangle( 0, 0 ) + ";N2;" } ) )
             .contains( "‘N1’ and ‘N2’ of the layer ‘neighbourhoods’ share 100 % of the smaller one" ) );
  QVERIFY( refusal( areasOf( 2 ), outline( { rectangle( 0, 0 ) + ";N1;", rectangle( 1, 0 ) + ";N1;" } ) )
             .contains( "has the id ‘N1’ twice" ) );
  QVERIFY( refusal( areasOf( 2 ), outline( { rectangle( 9, 9 ) + ";N1;" } ) ).contains( "No neighbourhood holds" ) );
  QVERIFY( refusal( areasOf( 2 ), outline( { rectangle( 0, 0, 2, 2 ) + ";N1;" } ) )
             .contains( "no rest of the city to compare with" ) );
  QVERIFY( refusal( areasOf( 2 ), outline( {} ) ).contains( "neighbourhoods" ) );
  const Layer members =
    memoryLayer( "None?field=nbhd_id:string&field=area_id:string", "members", { ";N1;c0_0", ";N2;c0_0" } );
  QVERIFY( trackSmall( smallTown(), { { "MEMBERS", value( members ) } } )
             .error.contains( "has the area ‘c0_0’ in two neighbourhoods, ‘N1’ and ‘N2’ (row 2)" ) );
}

void TrackGapTest::cancelLeavesNothing()
{
  const Layer areas = areasOf( side ), table = longOf( simulatedTown( 1, 1, 3, 1 ) );
  const Layer neighbourhoods = busyNeighbourhoods();
  const RunResult result = run( QStringLiteral( "trackgap" ),
                                { { "AREAS", value( areas ) },
                                  { "LONG", value( table ) },
                                  { "NEIGHBOURHOODS", value( neighbourhoods ) },
                                  { "SELECTION_YEARS", "1" },
                                  { "OUTPUT", "TEMPORARY_OUTPUT" } },
                                60 );
  QVERIFY( !result.succeeded );
  QVERIFY( !result.layer() );
}

COMMUNITYSAFETY_TEST_MAIN( TrackGapTest )
#include "trackgap_test.moc"
