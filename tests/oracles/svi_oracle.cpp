// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "shareddata.h"
#include "statistics/aggregation.h"
#include "statistics/normalise.h"

#include <algorithm>

using namespace communitysafety::statistics;

/**
 * The Social Vulnerability Index of CDC/ATSDR (United States, public domain), from the percentages of the indicators to
 * sums, ranks and flags of the themes and of the whole, exact to the printed digits.
 *
 * In the table of all counties of 2020 the ranks of the housing burden do not follow from its percentages: they were
 * made from others. There the published ranks of the indicators are the start.
 */
class SviOracle : public QObject
{
  Q_OBJECT

private slots:
  void indicatorsAreRankedAsPublished_data();
  void indicatorsAreRankedAsPublished();
  void themesAndTotalAreThoseOfTheCdc_data();
  void themesAndTotalAreThoseOfTheCdc();
  void flagsAreThoseOfTheCdc_data();
  void flagsAreThoseOfTheCdc();
};

namespace
{

// The indicators of each theme.
using Themes = QList<QStringList>;

const Themes themes2018 = { { "POV", "UNEMP", "PCI", "NOHSDP" },
                            { "AGE65", "AGE17", "DISABL", "SNGPNT" },
                            { "MINRTY", "LIMENG" },
                            { "MUNIT", "MOBILE", "CROWD", "NOVEH", "GROUPQ" } };
const Themes themes2020 = { { "POV150", "UNEMP", "HBURD", "NOHSDP", "UNINSUR" },
                            { "AGE65", "AGE17", "DISABL", "SNGPNT", "LIMENG" },
                            { "MINRTY" },
                            { "MUNIT", "MOBILE", "CROWD", "NOVEH", "GROUPQ" } };

const MethodSpec ranked = { "percentrank", { 1, 4 } };
const MethodSpec rankedFromAbove = { "percentrankmax", { 1, 4 } };
const MethodSpec sum = { "sum", {} };

const Themes &themesOf( int year ) { return year == 2018 ? themes2018 : themes2020; }

void addTables()
{
  QTest::addColumn<QString>( "file" );
  QTest::addColumn<int>( "year" );
  QTest::addColumn<int>( "areas" );
  QTest::newRow( "Pennsylvania 2018" ) << "benchmarks/svi/2018svi_pa_co_cdc.csv" << 2018 << 67;
  QTest::newRow( "Pennsylvania 2020" ) << "benchmarks/svi/2020svi_pa_co_cdc.csv" << 2020 << 67;
  QTest::newRow( "United States 2020" ) << "benchmarks/svi/SVI2020_US_COUNTY.csv.gz" << 2020 << 3143;
}

using Table = std::vector<std::vector<double>>;

Table columnsOf( const SharedTable &table, const QString &prefix, const QStringList &names )
{
  Table columns;
  for ( const QString &name : names )
    columns.push_back( table.numbers( prefix + name ) );
  return columns;
}

std::vector<double> combined( const Table &columns, const MethodSpec &method )
{
  return aggregate( { columns.begin(), columns.end() }, std::vector<double>( columns.size(), 1.0 ), method ).values;
}

} // namespace

void SviOracle::indicatorsAreRankedAsPublished_data() { addTables(); }

void SviOracle::indicatorsAreRankedAsPublished()
{
  QFETCH( QString, file );
  QFETCH( int, year );
  QFETCH( int, areas );
  const SharedTable table( file );
  if ( table.isEmpty() )
    QSKIP( "The folder of shared research data is not here." );
  for ( const QStringList &theme : themesOf( year ) )
    for ( const QString &indicator : theme )
    {
      std::vector<double> values = table.numbers( "EP_" + indicator );
      QCOMPARE( values.size(), std::size_t( areas ) );
      // Of income per head less is worse, and the published rank is 1 - that of the income: ties share the upper end.
      if ( indicator == "PCI" )
        std::transform( values.begin(), values.end(), values.begin(), std::negate<>() );
      const MethodSpec &method = indicator == "PCI" ? rankedFromAbove : ranked;
      const QString difference =
        differenceBetween( normalise( values, method ).values, table.numbers( "EPL_" + indicator ), 1e-12 );
      if ( areas == 3143 && indicator == "HBURD" )
        QVERIFY( !difference.isEmpty() );
      else
        QVERIFY2( difference.isEmpty(), qPrintable( indicator + ": " + difference ) );
    }
}

void SviOracle::themesAndTotalAreThoseOfTheCdc_data() { addTables(); }

void SviOracle::themesAndTotalAreThoseOfTheCdc()
{
  QFETCH( QString, file );
  QFETCH( int, year );
  const SharedTable table( file );
  if ( table.isEmpty() )
    QSKIP( "The folder of shared research data is not here." );
  Table sums;
  for ( const QStringList &theme : themesOf( year ) )
  {
    const QString number = QString::number( sums.size() + 1 );
    sums.push_back( combined( columnsOf( table, "EPL_", theme ), sum ) );
    QCOMPARE( differenceBetween( sums.back(), table.numbers( "SPL_THEME" + number ) ), QString() );
    QCOMPARE( differenceBetween( normalise( sums.back(), ranked ).values, table.numbers( "RPL_THEME" + number ) ),
              QString() );
  }
  const std::vector<double> total = combined( sums, sum );
  QCOMPARE( differenceBetween( total, table.numbers( "SPL_THEMES" ) ), QString() );
  QCOMPARE( differenceBetween( normalise( total, ranked ).values, table.numbers( "RPL_THEMES" ) ), QString() );
}

void SviOracle::flagsAreThoseOfTheCdc_data() { addTables(); }

void SviOracle::flagsAreThoseOfTheCdc()
{
  QFETCH( QString, file );
  QFETCH( int, year );
  const SharedTable table( file );
  if ( table.isEmpty() )
    QSKIP( "The folder of shared research data is not here." );
  Table flags;
  for ( const QStringList &theme : themesOf( year ) )
  {
    flags.push_back( combined( columnsOf( table, "EPL_", theme ), { "flags", { 0.9 } } ) );
    // The CDC gives the District of Columbia ranks but no flags.
    const int district = table.texts( "ST_ABBR" ).indexOf( "DC" );
    if ( district >= 0 )
      flags.back()[std::size_t( district )] = missing;
    QCOMPARE( differenceBetween( flags.back(), table.numbers( QStringLiteral( "F_THEME%1" ).arg( flags.size() ) ) ),
              QString() );
  }
  QCOMPARE( differenceBetween( combined( flags, sum ), table.numbers( "F_TOTAL" ) ), QString() );
}

QTEST_GUILESS_MAIN( SviOracle )
#include "svi_oracle.moc"
