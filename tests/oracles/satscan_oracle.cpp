// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "sharedfile.h"
#include "statistics/clusterlist.h"

#include <QFile>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace communitysafety::statistics;

/**
 * All clusters that SaTScan 9.6 prints for the leukaemia cases of upstate New York 1978-1982 (281 tracts, 552 whole
 * cases): its results files of 2018-2022 as the package smerc keeps them in tests/ (jfrench/smerc, commit fb7d17c),
 * with the case, population and coordinate files they were made from. Coordinates are degrees taken for Cartesian,
 * latitude as x. Ratios are printed to six decimals, expected cases and risks to two.
 */
class SatscanOracle : public QObject
{
  Q_OBJECT

private slots:
  void printedClusters_data();
  void printedClusters();
  void likeliestClusters_data();
  void likeliestClusters();
  void wholeRingsFindTheSameWhereNoDistancesAreEqual();
  void giniKeepsTheClustersMarkedSo();
  void pValuesAreThoseOfMonteCarlo();
  void northHumbersideHasTheBestOfAllCircles();
};

Q_DECLARE_METATYPE( std::vector<double> )

namespace
{

const char *const absent = "the shared research data are not on this machine";

QStringList linesOf( const QString &name, const QString &folder = QStringLiteral( "smerc_ny_reference" ) )
{
  QFile file( communitysafety::test::sharedFile( QStringLiteral( "data/benchmarks/%1/%2" ).arg( folder, name ) ) );
  if ( !file.open( QIODevice::ReadOnly ) )
    return {};
  return QString::fromUtf8( file.readAll() ).remove( '\r' ).split( '\n' );
}

//! A column of a file without heading, separated by blanks.
std::vector<double> numbers( const QString &name, int column,
                             const QString &folder = QStringLiteral( "smerc_ny_reference" ) )
{
  std::vector<double> values;
  for ( const QString &line : linesOf( name, folder ) )
    if ( !line.trimmed().isEmpty() )
      values.push_back( line.simplified().section( ' ', column, column ).toDouble() );
  return values;
}

struct NewYork
{
  std::vector<double> x = numbers( QStringLiteral( "satscan_ny_coords.txt" ), 1 );
  std::vector<double> y = numbers( QStringLiteral( "satscan_ny_coords.txt" ), 2 );
  std::vector<double> cases = numbers( QStringLiteral( "satscan_ny_cases.txt" ), 1 );
  std::vector<double> population = numbers( QStringLiteral( "satscan_ny_pop.txt" ), 2 );

  ScanStream stream() const { return { StreamModel::poisson, cases, population }; }

  ClusterListOptions options( double largestShare ) const
  {
    ClusterListOptions options;
    options.runs = 0;
    options.scan.score = ScanScore::poisson;
    options.scan.size = population;
    options.scan.largestShare = largestShare;
    options.scan.order = ScanOrder::onePlace;
    options.scan.minimumObserved = 2;
    return options;
  }
};

//! One cluster of a results file: numbers as printed.
struct PrintedCluster
{
  std::vector<std::uint32_t> places;
  QHash<QString, QString> entries;

  double number( const QString &entry ) const { return entries.value( entry ).toDouble(); }
};

std::vector<PrintedCluster> printedClustersOf( const QString &name )
{
  std::vector<PrintedCluster> clusters;
  static const QRegularExpression start( QStringLiteral( "^\\d+\\.Location IDs included\\.: (.*)$" ) );
  static const QRegularExpression entry( QStringLiteral( "^  ([A-Z][^.]*)\\.*: (.*)$" ) );
  bool isInList = false;
  for ( const QString &line : linesOf( name ) )
  {
    if ( line.startsWith( QLatin1String( "PARAMETER SETTINGS" ) ) )
      break;
    const QRegularExpressionMatch first = start.match( line );
    const QRegularExpressionMatch other = entry.match( line );
    isInList = first.hasMatch() || ( isInList && !other.hasMatch() );
    if ( first.hasMatch() )
      clusters.emplace_back();
    if ( isInList )
      for ( const QString &id : ( first.hasMatch() ? first.captured( 1 ) : line ).split( ',', Qt::SkipEmptyParts ) )
        if ( id.trimmed().toUInt() > 0 )
          clusters.back().places.push_back( id.trimmed().toUInt() - 1 );
    if ( other.hasMatch() && !clusters.empty() )
      clusters.back().entries.insert( other.captured( 1 ), other.captured( 2 ) );
  }
  for ( PrintedCluster &cluster : clusters )
    std::sort( cluster.places.begin(), cluster.places.end() );
  return clusters;
}

//! Empty when \a cluster is the printed one to its last digit.
QString difference( const ScanCluster &cluster, const PrintedCluster &printed )
{
  if ( cluster.places != printed.places )
    return QStringLiteral( "%1 places instead of %2, or others; ratio %3 instead of %4" )
      .arg( cluster.places.size() )
      .arg( printed.places.size() )
      .arg( cluster.ratio, 0, 'f', 6 )
      .arg( printed.number( QStringLiteral( "Log likelihood ratio" ) ), 0, 'f', 6 );
  const bool isPenalised = printed.entries.contains( QStringLiteral( "Test statistic" ) );
  return differenceBetween( { cluster.ratio, cluster.score },
                            { printed.number( QStringLiteral( "Log likelihood ratio" ) ),
                              printed.number( isPenalised ? QStringLiteral( "Test statistic" )
                                                          : QStringLiteral( "Log likelihood ratio" ) ) },
                            5.1e-7 ) +
         differenceBetween(
           { cluster.size, cluster.observed },
           { printed.number( QStringLiteral( "Population" ) ), printed.number( QStringLiteral( "Number of cases" ) ) },
           1e-9 ) +
         differenceBetween( { cluster.expected, cluster.relativeRisk },
                            { printed.number( QStringLiteral( "Expected cases" ) ),
                              printed.number( QStringLiteral( "Relative risk" ) ) },
                            0.0051 );
}

void addFiles()
{
  QTest::addColumn<QString>( "file" );
  QTest::addColumn<double>( "largestShare" );
  QTest::addColumn<double>( "compactness" );
  QTest::addColumn<bool>( "isElliptic" );
  QTest::addColumn<std::vector<double>>( "scores" );
  QTest::newRow( "circles, half of the population" )
    << "circular_cartesian" << .5 << 0. << false << std::vector<double>{ 14.083511, 9.019716, 6.114140, 4.651839 };
  QTest::newRow( "circles, a tenth" ) << "circular_cartesian_ubpop_10percent" << .1 << 0. << false
                                      << std::vector<double>{ 11.577255, 9.019716, 6.114140, 4.651839, 4.169203 };
  QTest::newRow( "ellipses, no penalty" ) << "ellipse_a=0" << .5 << 0. << true << std::vector<double>{ 22.034279 };
  QTest::newRow( "ellipses, medium penalty" )
    << "ellipse_a=0.5" << .5 << .5 << true << std::vector<double>{ 17.627423 };
  QTest::newRow( "ellipses, strong penalty" ) << "ellipse_a=1" << .5 << 1. << true << std::vector<double>{ 15.504490 };
  QTest::newRow( "ellipses, a tenth, no penalty" )
    << "elliptical_ubpop_10percent_penalty_none" << .1 << 0. << true << std::vector<double>{ 15.416469, 11.061167 };
  QTest::newRow( "ellipses, a tenth, medium penalty" )
    << "elliptical_ubpop_10percent_penalty_medium" << .1 << .5 << true << std::vector<double>{ 14.474236, 9.296518 };
  QTest::newRow( "ellipses, a tenth, strong penalty" ) << "elliptical_ubpop_10percent_penalty_strong" << .1 << 1.
                                                       << true << std::vector<double>{ 14.181797, 9.019716, 7.388071 };
}

//! The analysis of a row of addFiles().
ClusterListOptions optionsOf( const NewYork &data, double largestShare, double compactness, bool isElliptic )
{
  ClusterListOptions options = data.options( largestShare );
  options.scan.compactness = compactness;
  if ( isElliptic )
    options.scan.axisRatios = { 1, 1.5, 2, 3, 4, 5 };
  return options;
}

} // namespace

void SatscanOracle::printedClusters_data() { addFiles(); }

void SatscanOracle::printedClusters()
{
  const NewYork data;
  if ( data.x.empty() )
    QSKIP( absent );
  QFETCH( QString, file );
  QFETCH( double, largestShare );
  QFETCH( double, compactness );
  QFETCH( bool, isElliptic );
  const std::vector<PrintedCluster> printed =
    printedClustersOf( QStringLiteral( "scan_test_ny_poisson_%1.txt" ).arg( file ) );
  QVERIFY( !printed.empty() );
  ClusterListOptions options = optionsOf( data, largestShare, compactness, isElliptic );
  // Runs without a Gini coefficient look at one zone around each centre only.
  if ( !printed.front().entries.contains( QStringLiteral( "Gini Cluster" ) ) )
    options.shares.clear();
  const std::vector<ScanCluster> clusters = listClusters( data.x, data.y, data.stream(), options ).clusters;
  QVERIFY( clusters.size() >= printed.size() );
  for ( std::size_t number = 0; number < printed.size(); ++number )
    QVERIFY2(
      difference( clusters[number], printed[number] ).isEmpty(),
      qPrintable(
        QStringLiteral( "cluster %1: %2" ).arg( number + 1 ).arg( difference( clusters[number], printed[number] ) ) ) );
}

void SatscanOracle::likeliestClusters_data() { addFiles(); }

void SatscanOracle::likeliestClusters()
{
  const NewYork data;
  if ( data.x.empty() )
    QSKIP( absent );
  QFETCH( double, largestShare );
  QFETCH( double, compactness );
  QFETCH( bool, isElliptic );
  QFETCH( std::vector<double>, scores );
  const std::vector<ScanCluster> clusters =
    listClusters( data.x, data.y, data.stream(), optionsOf( data, largestShare, compactness, isElliptic ) ).clusters;
  std::vector<double> found;
  for ( std::size_t number = 0; number < scores.size(); ++number )
    found.push_back( clusters[number].score );
  QCOMPARE( differenceBetween( found, scores, 5.1e-7 ), QString() );
}

void SatscanOracle::wholeRingsFindTheSameWhereNoDistancesAreEqual()
{
  const NewYork data;
  if ( data.x.empty() )
    QSKIP( absent );
  ClusterListOptions options = data.options( .5 );
  options.scan.order = ScanOrder::wholeRings;
  const std::vector<ScanCluster> clusters = listClusters( data.x, data.y, data.stream(), options ).clusters;
  QCOMPARE( differenceBetween( { clusters[0].score, clusters[1].score }, { 14.083511, 9.019716 }, 5.1e-7 ), QString() );
}

void SatscanOracle::giniKeepsTheClustersMarkedSo()
{
  const NewYork data;
  if ( data.x.empty() )
    QSKIP( absent );
  ClusterListOptions options = data.options( .5 );
  options.runs = 999;
  options.choice = ClusterChoice::gini;
  const ClusterList list = listClusters( data.x, data.y, data.stream(), options );
  std::vector<std::vector<std::uint32_t>> significant;
  for ( const ScanCluster &cluster : list.clusters )
    if ( cluster.p <= 0.05 )
      significant.push_back( cluster.places );
  std::vector<std::vector<std::uint32_t>> marked;
  for ( const PrintedCluster &cluster :
        printedClustersOf( QStringLiteral( "scan_test_ny_poisson_circular_cartesian.txt" ) ) )
    if ( cluster.entries.value( QStringLiteral( "Gini Cluster" ) ) == QLatin1String( "Yes" ) )
      marked.push_back( cluster.places );
  QCOMPARE( significant, marked );
}

void SatscanOracle::pValuesAreThoseOfMonteCarlo()
{
  const NewYork data;
  if ( data.x.empty() )
    QSKIP( absent );
  ClusterListOptions options = data.options( .5 );
  options.runs = 999;
  const std::vector<ScanCluster> clusters = listClusters( data.x, data.y, data.stream(), options ).clusters;
  // Printed .00015 (Gumbel), .016, .248, .645, .965, .982; both come from 999 maps.
  const std::vector<double> printed = { .00015, .016, .248, .645, .965, .982 };
  for ( std::size_t number = 0; number < printed.size(); ++number )
  {
    const double error = std::sqrt( 2 * printed[number] * ( 1 - printed[number] ) / 999 );
    QVERIFY2( std::fabs( clusters[number].p - printed[number] ) < 4 * error + 0.001,
              qPrintable( QStringLiteral( "cluster %1: p %2" ).arg( number + 1 ).arg( clusters[number].p ) ) );
  }
  QVERIFY2( clusters[0].gumbelP > .00005 && clusters[0].gumbelP < .0005,
            qPrintable( QString::number( clusters[0].gumbelP ) ) );
}

namespace
{

/**
 * The sample of SaTScan for its Bernoulli model: 62 children with leukaemia or lymphoma and 141 controls at 191 places
 * of North Humberside 1974-1986 (Cuzick and Edwards 1990). No printed results came with it, so that all circles are
 * looked at one by one below.
 */
struct NorthHumberside
{
  const QString folder = QStringLiteral( "satscan_sample_data" );
  std::vector<double> x = numbers( QStringLiteral( "NHumberside.geo" ), 1, folder );
  std::vector<double> y = numbers( QStringLiteral( "NHumberside.geo" ), 2, folder );
  std::vector<double> cases = numbers( QStringLiteral( "NHumberside.cas" ), 1, folder );
  std::vector<double> people = numbers( QStringLiteral( "NHumberside.ctl" ), 1, folder );

  NorthHumberside()
  {
    for ( std::size_t place = 0; place < people.size(); ++place )
      people[place] += cases[place];
  }
};

double logLikelihood( double cases, double people )
{
  const auto term = [people]( double part ) { return part > 0 ? part * std::log( part / people ) : 0; };
  return term( cases ) + term( people - cases );
}

//! The highest ratio of all circles around places up to half of the people, as Kulldorff 1997 has it for cases among
//! people; only circles with more cases than elsewhere.
double bestOfAllCircles( const NorthHumberside &data )
{
  const double allCases = std::accumulate( data.cases.begin(), data.cases.end(), 0.0 );
  const double allPeople = std::accumulate( data.people.begin(), data.people.end(), 0.0 );
  double best = 0;
  for ( std::size_t centre = 0; centre < data.x.size(); ++centre )
    for ( std::size_t border = 0; border < data.x.size(); ++border )
    {
      const auto squared = [&]( std::size_t place )
      { return std::pow( data.x[place] - data.x[centre], 2 ) + std::pow( data.y[place] - data.y[centre], 2 ); };
      double cases = 0, people = 0;
      for ( std::size_t place = 0; place < data.x.size(); ++place )
        if ( squared( place ) <= squared( border ) )
        {
          cases += data.cases[place];
          people += data.people[place];
        }
      if ( people <= allPeople / 2 && cases >= 2 && cases / people > ( allCases - cases ) / ( allPeople - people ) )
        best = std::max( best, logLikelihood( cases, people ) + logLikelihood( allCases - cases, allPeople - people ) -
                                 logLikelihood( allCases, allPeople ) );
    }
  return best;
}

} // namespace

void SatscanOracle::northHumbersideHasTheBestOfAllCircles()
{
  const NorthHumberside data;
  if ( data.x.empty() )
    QSKIP( absent );
  QCOMPARE( data.x.size(), std::size_t( 191 ) );
  QCOMPARE( std::accumulate( data.cases.begin(), data.cases.end(), 0.0 ), 62.0 );
  QCOMPARE( std::accumulate( data.people.begin(), data.people.end(), 0.0 ), 203.0 );
  ClusterListOptions options;
  options.scan.score = ScanScore::bernoulli;
  options.scan.size = data.people;
  options.scan.minimumObserved = 2;
  const ScanCluster best =
    listClusters( data.x, data.y, { StreamModel::poisson, data.cases, data.people }, options ).clusters.front();
  const double expected = bestOfAllCircles( data );
  QVERIFY2( std::fabs( best.ratio - expected ) < 1e-9,
            qPrintable( QStringLiteral( "%1 instead of %2" ).arg( best.ratio ).arg( expected ) ) );
}

QTEST_GUILESS_MAIN( SatscanOracle )
#include "satscan_oracle.moc"
