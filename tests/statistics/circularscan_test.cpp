// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/circularscan.h"
#include "statistics/nullmaps.h"
#include "statistics/randomstream.h"
#include "statistics/scanstatistic.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace communitysafety::statistics;

using Places = std::vector<std::uint32_t>;

class CircularScanTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void bestIsTheBestOfAllZones_data();
  void bestIsTheBestOfAllZones();
  void severalStreamsAddTheirEvidence();
  void aPlantedDiscIsFound();
  void aPlantedEllipseIsFoundByEllipses();
  void kulldorffScalesTheExpectation();
  void bestAroundKeepsToEachShare();
  void highestScoresAreThoseOfSingleScans_data();
  void highestScoresAreThoseOfSingleScans();
  // edges
  void missingPlacesAreNotThere();
  void nothingAboveExpectationIsNoCandidate();
  void singleCasesAreNoClusterWhenTwoAreAsked();
  void wholeRingsAndSinglePlacesDiffer();
  void emptyMap();
  // refused input
  void badInputIsRefused_data();
  void badInputIsRefused();
  // chance
  void nullMapsAreRejectedAtTheNominalRate();
  // threads
  void threadsDoNotChangeTheResult();
  void cancelStops();
};

namespace
{

//! A square map with uneven baselines and counts that follow them.
struct City
{
  explicit City( int side, double meanBaseline = 3, std::uint64_t seed = 1 )
  {
    RandomStream random( seed );
    for ( int row = 0; row < side; ++row )
      for ( int column = 0; column < side; ++column )
      {
        columns.push_back( column );
        rows.push_back( row );
        baseline.push_back( meanBaseline * ( 0.2 + 1.6 * random.uniform() ) );
        count.push_back( std::floor( baseline.back() * ( 0.2 + 2.2 * random.uniform() ) + 0.5 ) );
        deviation.push_back( random.normal() );
        variance.push_back( 0.5 + random.uniform() );
      }
    const double all = std::accumulate( baseline.begin(), baseline.end(), 0.0 );
    for ( double &value : baseline )
      value *= std::accumulate( count.begin(), count.end(), 0.0 ) / all;
  }

  ScanStream counts() const { return { StreamModel::poisson, count, baseline }; }
  ScanStream deviations() const { return { StreamModel::gaussian, deviation, variance, 0.7, 2 }; }

  std::vector<int> columns;
  std::vector<int> rows;
  std::vector<double> baseline;
  std::vector<double> count;
  std::vector<double> deviation;
  std::vector<double> variance;
};

//! Scores by definition, zone by zone.
double scoreOf( const std::vector<ScanStream> &streams, const Places &places, ScanScore score )
{
  const ScanStream &stream = streams.front();
  double observed = 0, expected = 0, allObserved = 0, allExpected = 0, squares = 0;
  for ( const std::uint32_t place : places )
  {
    observed += stream.observed[place];
    expected += stream.expected[place];
  }
  for ( std::size_t place = 0; place < stream.observed.size(); ++place )
  {
    allObserved += stream.observed[place];
    allExpected += stream.expected[place];
    squares += stream.observed[place] * stream.observed[place];
  }
  switch ( score )
  {
  case ScanScore::expectationBased:
    return evidenceOf( streams, places );
  case ScanScore::poisson:
    return poissonRatio( observed, expected * allObserved / allExpected, allObserved );
  case ScanScore::bernoulli:
    return bernoulliRatio( observed, expected, allObserved, allExpected );
  case ScanScore::normal:
    return normalRatio( observed, static_cast<double>( places.size() ),
                        { static_cast<double>( stream.observed.size() ), static_cast<double>( stream.observed.size() ),
                          allObserved, squares } );
  }
  return 0;
}

} // namespace

void CircularScanTest::bestIsTheBestOfAllZones_data()
{
  QTest::addColumn<int>( "score" );
  QTest::addColumn<int>( "streams" );
  QTest::newRow( "expectation-based" ) << int( ScanScore::expectationBased ) << 1;
  QTest::newRow( "counts and deviations" ) << int( ScanScore::expectationBased ) << 2;
  QTest::newRow( "Kulldorff" ) << int( ScanScore::poisson ) << 1;
  QTest::newRow( "Bernoulli" ) << int( ScanScore::bernoulli ) << 1;
  QTest::newRow( "normal" ) << int( ScanScore::normal ) << 1;
}

void CircularScanTest::bestIsTheBestOfAllZones()
{
  QFETCH( int, score );
  QFETCH( int, streams );
  const City city( 9 );
  std::vector<ScanStream> data = { city.counts() };
  if ( streams == 2 )
    data.push_back( city.deviations() );
  const std::vector<double> atRisk( city.count.size(), 20 );
  if ( score == int( ScanScore::bernoulli ) )
    data.front().expected = atRisk;
  if ( score == int( ScanScore::normal ) )
    data.front() = { StreamModel::poisson, city.deviation, city.variance };
  CircularScanOptions options;
  options.score = ScanScore( score );
  options.axisRatios = { 1, 2 };
  options.compactness = 0.5;
  const CircularScan scan = CircularScan::onSquareGrid( city.columns, city.rows, options );

  double highest = 0;
  ScanWalk walk;
  for ( std::size_t shape = 0; shape < scan.zones().shapes().size(); ++shape )
    for ( std::uint32_t centre = 0; centre < scan.zones().size(); ++centre )
    {
      scan.zones().around( centre, shape, walk );
      for ( const std::uint32_t end : walk.ends )
        highest =
          std::max( highest, scoreOf( data, { walk.places.begin(), walk.places.begin() + end }, ScanScore( score ) ) *
                               ellipsePenalty( scan.zones().shapes()[shape].axisRatio, 0.5 ) );
    }
  QVERIFY( highest > 1 );
  QVERIFY( std::fabs( scan.best( data ).score - highest ) < 1e-9 );
  const ScanZone zone = scan.bestZone( data );
  QVERIFY( std::fabs( scoreOf( data, scan.best( data ).places, ScanScore( score ) ) *
                        ellipsePenalty( scan.zones().shapes()[zone.shape].axisRatio, 0.5 ) -
                      highest ) < 1e-9 );
}

void CircularScanTest::severalStreamsAddTheirEvidence()
{
  const City city( 8 );
  const CircularScan scan = CircularScan::onSquareGrid( city.columns, city.rows );
  ScanStream half = city.counts();
  half.weight = 0.5;
  const ScanCandidate one = scan.best( { city.counts() } );
  const ScanCandidate two = scan.best( { half, half } );
  QCOMPARE( one.places, two.places );
  QVERIFY( std::fabs( one.score - two.score ) < 1e-12 );
}

void CircularScanTest::aPlantedDiscIsFound()
{
  City city( 20 );
  Places planted;
  for ( std::uint32_t place = 0; place < city.count.size(); ++place )
    if ( std::hypot( city.columns[place] - 12, city.rows[place] - 6 ) <= 2.9 )
    {
      city.count[place] = std::ceil( city.baseline[place] * 4 );
      planted.push_back( place );
    }
  QCOMPARE( CircularScan::onSquareGrid( city.columns, city.rows ).best( { city.counts() } ).places, planted );
}

void CircularScanTest::aPlantedEllipseIsFoundByEllipses()
{
  City city( 24 );
  Places planted;
  for ( std::uint32_t place = 0; place < city.count.size(); ++place )
  {
    const double along = ( city.columns[place] - 12 + city.rows[place] - 12 ) / std::sqrt( 2.0 );
    const double across = ( city.rows[place] - city.columns[place] ) / std::sqrt( 2.0 );
    if ( std::hypot( along, 4 * across ) <= 9 )
    {
      city.count[place] = std::ceil( city.baseline[place] * 5 );
      planted.push_back( place );
    }
  }
  CircularScanOptions options;
  options.axisRatios = { 1, 1.5, 2, 3, 4, 5 };
  const CircularScan scan = CircularScan::onSquareGrid( city.columns, city.rows, options );
  const ScanZone zone = scan.bestZone( { city.counts() } );
  QCOMPARE( scan.zones().shapes()[zone.shape].axisRatio, 4.0 );
  QCOMPARE( scan.zones().shapes()[zone.shape].angle, 45.0 );
  QCOMPARE( scan.placesOf( zone ), planted );
}

void CircularScanTest::kulldorffScalesTheExpectation()
{
  City city( 8 );
  CircularScanOptions options;
  options.score = ScanScore::poisson;
  const CircularScan scan = CircularScan::onSquareGrid( city.columns, city.rows, options );
  const ScanCandidate counts = scan.best( { city.counts() } );
  for ( double &baseline : city.baseline )
    baseline *= 1000;
  const ScanCandidate people = scan.best( { city.counts() } );
  QCOMPARE( people.places, counts.places );
  QVERIFY( std::fabs( people.score - counts.score ) < 1e-9 );
}

void CircularScanTest::bestAroundKeepsToEachShare()
{
  const City city( 10 );
  CircularScanOptions options;
  options.size = city.baseline;
  const CircularScan scan = CircularScan::onSquareGrid( city.columns, city.rows, options );
  const auto around = scan.bestAround( { city.counts() }, { .05, .2, .9 } );
  options.largestShare = 0.2;
  const auto small = CircularScan::onSquareGrid( city.columns, city.rows, options ).bestAround( { city.counts() } );
  const auto all = scan.bestAround( { city.counts() } );
  for ( std::size_t centre = 0; centre < city.count.size(); ++centre )
  {
    QCOMPARE( around[1][centre].score, small[0][centre].score );
    QCOMPARE( around[2][centre].places, all[0][centre].places );
    QVERIFY( around[0][centre].score <= around[1][centre].score );
  }
}

void CircularScanTest::highestScoresAreThoseOfSingleScans_data() { bestIsTheBestOfAllZones_data(); }

void CircularScanTest::highestScoresAreThoseOfSingleScans()
{
  QFETCH( int, score );
  QFETCH( int, streams );
  const City city( 10 );
  std::vector<ScanStream> data = { city.counts() };
  if ( streams == 2 )
    data.push_back( city.deviations() );
  const std::vector<double> atRisk( city.count.size(), 20 );
  if ( score == int( ScanScore::bernoulli ) )
    data.front().expected = atRisk;
  if ( score == int( ScanScore::normal ) )
    data.front() = { StreamModel::poisson, city.deviation, city.variance };
  CircularScanOptions options;
  options.score = ScanScore( score );
  options.axisRatios = { 1, 3 };
  options.compactness = 1;
  const CircularScan scan = CircularScan::onSquareGrid( city.columns, city.rows, options );
  // Maps with their values turned round by one place more each.
  const auto draw = [&data]( std::size_t map, std::vector<std::vector<double>> &observed )
  {
    for ( std::size_t stream = 0; stream < data.size(); ++stream )
    {
      observed[stream].assign( data[stream].observed.begin(), data[stream].observed.end() );
      const auto turn = static_cast<std::ptrdiff_t>( map % observed[stream].size() );
      std::rotate( observed[stream].begin(), observed[stream].begin() + turn, observed[stream].end() );
    }
  };
  const std::vector<double> highest = scan.highestScores( data, 150, draw );
  std::vector<double> single;
  std::vector<std::vector<double>> observed( data.size() );
  for ( std::size_t map = 0; map < 150; ++map )
  {
    draw( map, observed );
    std::vector<ScanStream> drawn = data;
    for ( std::size_t stream = 0; stream < data.size(); ++stream )
      drawn[stream].observed = observed[stream];
    single.push_back( scan.best( drawn ).score );
  }
  // Counts are exact in single precision, deviations are good to seven digits.
  QCOMPARE( differenceBetween( highest, single, streams == 2 || score == int( ScanScore::normal ) ? 1e-4 : 1e-12 ),
            QString() );
}

void CircularScanTest::missingPlacesAreNotThere()
{
  City city( 12 );
  for ( std::uint32_t place = 0; place < city.count.size(); ++place )
    if ( std::hypot( city.columns[place] - 6, city.rows[place] - 6 ) <= 2 )
      city.count[place] = 60;
  const CircularScan scan = CircularScan::onSquareGrid( city.columns, city.rows );
  const ScanCandidate first = scan.best( { city.counts() } );
  for ( const std::uint32_t place : first.places )
    city.count[place] = missing;
  const ScanCandidate second = scan.best( { city.counts() } );
  QVERIFY( !second.places.empty() );
  QVERIFY( second.score < first.score );
  Places both;
  std::set_intersection( first.places.begin(), first.places.end(), second.places.begin(), second.places.end(),
                         std::back_inserter( both ) );
  QVERIFY( both.empty() );
}

void CircularScanTest::nothingAboveExpectationIsNoCandidate()
{
  City city( 4 );
  city.count = city.baseline;
  const ScanCandidate candidate = CircularScan::onSquareGrid( city.columns, city.rows ).best( { city.counts() } );
  QVERIFY( candidate.places.empty() );
  QCOMPARE( candidate.score, 0.0 );
}

void CircularScanTest::singleCasesAreNoClusterWhenTwoAreAsked()
{
  const std::vector<double> count = { 1, 0, 0, 0, 0, 0 };
  const std::vector<double> baseline( 6, 1.0 / 6 );
  CircularScanOptions options;
  options.minimumObserved = 2;
  const CircularScan scan = CircularScan::ofCentres( { 0, 1, 2, 3, 4, 5 }, { 0, 0, 0, 0, 0, 0 }, options );
  QVERIFY( scan.best( { { StreamModel::poisson, count, baseline } } ).places.empty() );
}

void CircularScanTest::wholeRingsAndSinglePlacesDiffer()
{
  // Eight of the nine cells of a square stand out: place by place a scan leaves out the ninth, by rings it cannot.
  City city( 9, 10 );
  city.count = city.baseline;
  for ( std::uint32_t place = 0; place < city.count.size(); ++place )
    if ( std::abs( city.columns[place] - 4 ) <= 1 && std::abs( city.rows[place] - 4 ) <= 1 )
      city.count[place] = city.columns[place] == 5 && city.rows[place] == 5 ? 0 : 40;
  CircularScanOptions options;
  const ScanCandidate rings = CircularScan::onSquareGrid( city.columns, city.rows, options ).best( { city.counts() } );
  options.order = ScanOrder::onePlace;
  const ScanCandidate places = CircularScan::onSquareGrid( city.columns, city.rows, options ).best( { city.counts() } );
  QCOMPARE( places.places.size(), std::size_t{ 8 } );
  QCOMPARE( rings.places.size(), std::size_t{ 9 } );
  QVERIFY( places.score > rings.score );
}

void CircularScanTest::emptyMap()
{
  const std::vector<double> nothing;
  const ScanStream stream{ StreamModel::poisson, nothing, nothing };
  QVERIFY( CircularScan::onSquareGrid( {}, {} ).best( { stream } ).places.empty() );
  QVERIFY( CircularScan::ofCentres( {}, {} ).best( { stream } ).places.empty() );
}

void CircularScanTest::badInputIsRefused_data()
{
  QTest::addColumn<int>( "score" );
  QTest::addColumn<double>( "observed" );
  QTest::addColumn<double>( "expected" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "incidents where none can be" )
    << int( ScanScore::poisson ) << 1. << 0.
    << "The baseline of stream 1 in row 2 is 0; it must be above 0 where there are incidents, here 1.";
  QTest::newRow( "more cases than people" ) << int( ScanScore::bernoulli ) << 3. << 2.
                                            << "The number at risk in row 2 is 2; it must be at least the number of "
                                               "cases, 3.";
}

void CircularScanTest::badInputIsRefused()
{
  QFETCH( int, score );
  QFETCH( double, observed );
  QFETCH( double, expected );
  QFETCH( QString, sentence );
  const std::vector<double> observedColumn = { 1, observed };
  const std::vector<double> expectedColumn = { 4, expected };
  CircularScanOptions options;
  options.score = ScanScore( score );
  const CircularScan scan = CircularScan::ofCentres( { 0, 1 }, { 0, 1 }, options );
  QCOMPARE( refusalOf( [&] { scan.best( { { StreamModel::poisson, observedColumn, expectedColumn } } ); } ), sentence );
}

void CircularScanTest::nullMapsAreRejectedAtTheNominalRate()
{
  City city( 12 );
  const CircularScan scan = CircularScan::onSquareGrid( city.columns, city.rows );
  const auto graph = BorderGraph::fromBorders( city.count.size(), {} );
  const auto maximaOf = [&]( std::uint64_t seed, std::size_t maps )
  {
    NullMapOptions drawing;
    drawing.seed = seed;
    const NullMaps nullMaps( { city.counts() }, graph, drawing );
    return scan.highestScores( { city.counts() }, maps,
                               [&nullMaps]( std::size_t map, std::vector<std::vector<double>> &observed )
                               { nullMaps.draw( map, observed ); } );
  };
  const std::vector<double> maxima = maximaOf( 1, 999 );
  int rejected = 0;
  for ( const double score : maximaOf( 2, 400 ) )
    rejected += monteCarloP( maxima, score ) <= 0.05 ? 1 : 0;
  // 20 expected, standard deviation 4.4 and as much again from the 999 maps.
  QVERIFY2( rejected >= 5 && rejected <= 38, qPrintable( QString::number( rejected ) ) );
}

void CircularScanTest::threadsDoNotChangeTheResult()
{
  City city( 12 );
  CircularScanOptions options;
  options.axisRatios = { 1, 2 };
  const CircularScan scan = CircularScan::onSquareGrid( city.columns, city.rows, options );
  const NullMaps nullMaps( { city.counts() }, BorderGraph::fromBorders( city.count.size(), {} ) );
  const auto draw = [&nullMaps]( std::size_t map, std::vector<std::vector<double>> &observed )
  { nullMaps.draw( map, observed ); };
  const std::vector<double> one = scan.highestScores( { city.counts() }, 150, draw, 1 );
  for ( const unsigned threads : { 2U, 8U } )
    QCOMPARE( scan.highestScores( { city.counts() }, 150, draw, threads ), one );
}

void CircularScanTest::cancelStops()
{
  City city( 12 );
  const CircularScan scan = CircularScan::onSquareGrid( city.columns, city.rows );
  const auto draw = [&city]( std::size_t, std::vector<std::vector<double>> &observed )
  { observed.front() = city.count; };
  int asked = 0;
  QVERIFY_EXCEPTION_THROWN( scan.highestScores( { city.counts() }, 1000, draw, 2,
                                                [&asked]( double done ) { return ++asked < 3 && done <= 1; } ),
                            Cancelled );
  QCOMPARE( asked, 3 );
}

QTEST_GUILESS_MAIN( CircularScanTest )
#include "circularscan_test.moc"
