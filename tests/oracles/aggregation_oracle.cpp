// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "shareddata.h"
#include "statistics/aggregation.h"

using namespace communitysafety::statistics;

/**
 * The composite index of the ASEM Sustainable Connectivity Portal, 49 indicators of 51 countries, in four levels.
 *
 * COINr 1.1.14 (github.com/bluefoxr/COINr, MIT) with R 4.2.2: build_example_coin(), normalised by min-max to 1 to 100,
 * Aggregate( f_ag = "a_amean" | "a_gmean" | "a_hmean" ); 15 digits printed.
 */
class AggregationOracle : public QObject
{
  Q_OBJECT

private slots:
  void everyLevelIsThatOfCOINr_data();
  void everyLevelIsThatOfCOINr();
};

namespace
{

struct Part
{
  QString code;
  double weight;
};

// The children of each aggregate, in the order of the table.
QMap<QString, QList<Part>> childrenOfGroups( const SharedTable &framework )
{
  const QStringList codes = framework.texts( "iCode" );
  const QStringList parents = framework.texts( "Parent" );
  const std::vector<double> weights = framework.numbers( "Weight" );
  QMap<QString, QList<Part>> children;
  for ( int row = 0; row < codes.size(); ++row )
    if ( !parents[row].isEmpty() )
      children[parents[row]].append( { codes[row], weights[static_cast<std::size_t>( row )] } );
  return children;
}

} // namespace

void AggregationOracle::everyLevelIsThatOfCOINr_data()
{
  QTest::addColumn<QString>( "file" );
  QTest::addColumn<QString>( "method" );
  QTest::newRow( "arithmetic" ) << "asem_aggregated_a_amean.csv"
                                << "mean";
  QTest::newRow( "geometric" ) << "asem_aggregated_a_gmean.csv"
                               << "geometric";
  QTest::newRow( "harmonic" ) << "asem_aggregated_a_hmean.csv"
                              << "harmonic";
}

void AggregationOracle::everyLevelIsThatOfCOINr()
{
  QFETCH( QString, file );
  QFETCH( QString, method );
  const SharedTable framework( "benchmarks/COINr/ASEM_iMeta.csv" );
  const SharedTable published( "benchmarks/COINr/expected/" + file );
  if ( framework.isEmpty() || published.isEmpty() )
    QSKIP( "The folder of shared research data is not here." );
  const QMap<QString, QList<Part>> children = childrenOfGroups( framework );
  QCOMPARE( children.size(), 11 );
  for ( const QString &group : children.keys() )
  {
    std::vector<std::vector<double>> values;
    std::vector<double> weights;
    for ( const Part &part : children[group] )
    {
      values.push_back( published.numbers( part.code ) );
      weights.push_back( part.weight );
    }
    const Aggregated result =
      aggregate( { values.begin(), values.end() }, weights, parseMethodSpec( method.toStdString() ) );
    QCOMPARE( result.values.size(), std::size_t( 51 ) );
    const QString difference = differenceBetween( result.values, published.numbers( group ), 1e-12 );
    QVERIFY2( difference.isEmpty(), qPrintable( group + ": " + difference ) );
  }
}

QTEST_GUILESS_MAIN( AggregationOracle )
#include "aggregation_oracle.moc"
