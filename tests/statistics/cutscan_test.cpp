// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/cutscan.h"
#include "statistics/randomstream.h"

#include <algorithm>
#include <random>

using namespace communitysafety::statistics;

class CutScanTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void connectedSetOfASmallMapIsTheBest();
  void scoreIsEvidenceLessOutline();
  void everyRoundRaisesTheScore();
  void severalPenaltiesAgreeWithEachAlone();
  void historyOfTheScanDoesNotMatter();
  void orderOfTheStreamsDoesNotMatter();
  void streamWithoutWeightIsNotHeard();
  // supports
  void plantedAreaIsFound_data();
  void plantedAreaIsFound();
  void weakStreamsFindTogetherWhatNoneFindsAlone();
  void outlineFollowsABarrier();
  void deviationsOfASurveyAreSearched();
  // limits of size
  void partIsWithinTheLimits_data();
  void partIsWithinTheLimits();
  void limitsThatHoldAnywayChangeNothing();
  void limitsThatCannotBeMetFindNothing();
  // edges
  void equalCountsGiveNothing();
  void oneIncidentOnASmallBaseline();
  void singleSpikeIsNotWorthItsOutline();
  void partsOfADisconnectedMapAreNotJoined();
  void placesLeftOutBelongToNoCandidate();
  void placesWithoutValuesAreNoObstacle();
  // refused input
  void optionsOutOfRangeAreRefused_data();
  void optionsOutOfRangeAreRefused();
  void inputThatCannotBeSearchedIsRefused();
};

namespace
{

using Places = std::vector<std::uint32_t>;

constexpr int side = 20;

struct Lattice
{
  Lattice()
  {
    for ( int cell = 0; cell < side * side; ++cell )
    {
      columns.push_back( cell % side );
      rows.push_back( cell / side );
    }
  }

  BorderGraph squares() const { return BorderGraph::onSquareGrid( columns, rows ); }
  BorderGraph hexagons() const { return BorderGraph::onHexagonGrid( columns, rows ); }

  //! The cells as polygons with sides of 250 m: only sides are borders.
  BorderGraph polygons() const
  {
    std::vector<Border> borders;
    for ( std::uint32_t cell = 0; cell < side * side; ++cell )
    {
      if ( cell % side + 1 < side )
        borders.push_back( { cell, cell + 1, 250 } );
      if ( cell + side < side * side )
        borders.push_back( { cell, cell + side, 250 } );
    }
    return BorderGraph::fromBorders( side * side, borders, 250 );
  }

  std::vector<int> columns, rows;
};

//! An L of two cells' breadth: what no circle fits.
Places angle()
{
  Places places;
  for ( int row = 4; row < 14; ++row )
    for ( int column = 5; column < 14; ++column )
      if ( column < 7 || row > 11 )
        places.push_back( static_cast<std::uint32_t>( row * side + column ) );
  return places;
}

//! Incidents drawn around a baseline, \a times as many in \a raised.
std::vector<double> drawn( const std::vector<double> &baseline, const Places &raised, double times, std::uint64_t map )
{
  RandomStream random( 11, map );
  std::vector<double> counts;
  for ( std::uint32_t place = 0; place < baseline.size(); ++place )
  {
    const bool isRaised = std::binary_search( raised.begin(), raised.end(), place );
    std::poisson_distribution<int> incidents( baseline[place] * ( isRaised ? times : 1 ) );
    counts.push_back( incidents( random ) );
  }
  return counts;
}

ScanStream poisson( const std::vector<double> &counts, const std::vector<double> &baseline )
{
  return { StreamModel::poisson, counts, baseline, 1, 1 };
}

double jaccard( const Places &a, const Places &b )
{
  Places common;
  std::set_intersection( a.begin(), a.end(), b.begin(), b.end(), std::back_inserter( common ) );
  return static_cast<double>( common.size() ) / static_cast<double>( a.size() + b.size() - common.size() );
}

CutScanOptions priced( double penalty )
{
  CutScanOptions options;
  options.penalty = penalty;
  return options;
}

bool isSame( const ScanCandidate &a, const ScanCandidate &b ) { return a.places == b.places && a.score == b.score; }

Places placesOf( std::uint32_t set )
{
  Places places;
  for ( std::uint32_t place = 0; set >> place; ++place )
    if ( set >> place & 1 )
      places.push_back( place );
  return places;
}

//! The set with the highest score of all, connected or not, found one by one.
Places bestByEnumeration( const BorderGraph &graph, const std::vector<ScanStream> &streams, double penalty )
{
  double highest = 0;
  Places best;
  for ( std::uint32_t set = 1; set < 1U << graph.size(); ++set )
  {
    const Places places = placesOf( set );
    const double score = evidenceOf( streams, places ) - penalty * graph.perimeter( places );
    if ( score > highest )
    {
      highest = score;
      best = places;
    }
  }
  return best;
}

} // namespace

void CutScanTest::connectedSetOfASmallMapIsTheBest()
{
  // The cut is exact for given levels; the levels themselves are climbed to from eight starts, which can miss the top.
  int found = 0, connected = 0;
  for ( int map = 0; map < 100; ++map )
  {
    RandomStream random( 3, static_cast<std::uint64_t>( map ) );
    std::vector<Border> borders;
    std::vector<double> baseline;
    for ( std::uint32_t a = 0; a < 10; ++a )
    {
      baseline.push_back( 1 + 4 * random.uniform() );
      for ( std::uint32_t b = 0; b < a; ++b )
        if ( random() % 3 == 0 )
          borders.push_back( { a, b, random.uniform() } );
    }
    const BorderGraph graph = BorderGraph::fromBorders( 10, borders );
    const std::vector<double> first = drawn( baseline, { 1, 2, 3 }, 2.5, 100 + static_cast<std::uint64_t>( map ) );
    const std::vector<double> second = drawn( baseline, { 2, 3, 4 }, 2.5, 200 + static_cast<std::uint64_t>( map ) );
    const std::vector<ScanStream> streams = { poisson( first, baseline ), poisson( second, baseline ) };
    const Places highest = bestByEnumeration( graph, streams, 0.5 );
    const ScanCandidate best = CutScan( graph, priced( 0.5 ) ).best( streams );
    QVERIFY( best.score <= evidenceOf( streams, highest ) - 0.5 * graph.perimeter( highest ) + 1e-9 );
    if ( graph.components( highest ).size() > 1 )
      continue;
    ++connected;
    found += best.places == highest;
  }
  QVERIFY2( connected > 30 && found >= 0.95 * connected,
            qPrintable( QStringLiteral( "%1 of %2" ).arg( found ).arg( connected ) ) );
}

void CutScanTest::scoreIsEvidenceLessOutline()
{
  const BorderGraph graph = Lattice().squares();
  const std::vector<double> baseline( graph.size(), 4.0 );
  for ( const double penalty : { 0.0, 0.5, 1.0, 2.0 } )
  {
    const std::vector<double> counts = drawn( baseline, angle(), 2, 1 );
    const std::vector<ScanStream> streams = { poisson( counts, baseline ) };
    const ScanCandidate best = CutScan( graph, priced( penalty ) ).best( streams );
    QVERIFY( std::is_sorted( best.places.begin(), best.places.end() ) );
    QCOMPARE( graph.components( best.places ).size(), std::size_t( 1 ) );
    QVERIFY( std::fabs( evidenceOf( streams, best.places ) - penalty * graph.perimeter( best.places ) - best.score ) <
             1e-9 * best.score );
  }
}

void CutScanTest::everyRoundRaisesTheScore()
{
  const BorderGraph graph = Lattice().squares();
  const std::vector<double> baseline( graph.size(), 2.0 );
  int raised = 0;
  for ( std::uint64_t map = 0; map < 10; ++map )
  {
    // Three streams with levels of their own: no common start is right.
    const std::vector<double> strong = drawn( baseline, angle(), 3, 3 * map ),
                              weak = drawn( baseline, angle(), 1.4, 3 * map + 1 ),
                              silent = drawn( baseline, {}, 1, 3 * map + 2 );
    const std::vector<ScanStream> streams = { poisson( strong, baseline ), poisson( weak, baseline ),
                                              poisson( silent, baseline ) };
    CutScanOptions options = priced( 0.5 );
    options.relativeRisks = { 1.5 };
    double before = 0;
    for ( options.rounds = 1; options.rounds <= 5; ++options.rounds )
    {
      const double score = CutScan( graph, options ).best( streams ).score;
      QVERIFY( score >= before );
      raised += options.rounds > 1 && score > before;
      before = score;
    }
  }
  QVERIFY( raised >= 10 );
}

void CutScanTest::severalPenaltiesAgreeWithEachAlone()
{
  const BorderGraph graph = Lattice().squares();
  const std::vector<double> baseline( graph.size(), 1.5 );
  const std::vector<double> penalties = { 0, 0.5, 0.75, 1, 1.5, 8 };
  CutScan scan( graph );
  for ( std::uint64_t map = 0; map < 6; ++map )
  {
    const std::vector<double> counts = drawn( baseline, angle(), 1 + static_cast<double>( map % 3 ) / 2, map );
    const std::vector<double> other = drawn( baseline, angle(), 1.5, 50 + map );
    const std::vector<ScanStream> streams = { poisson( counts, baseline ), poisson( other, baseline ) };
    const std::vector<ScanCandidate> together = scan.bestForEach( streams, penalties );
    for ( std::size_t index = 0; index < penalties.size(); ++index )
      QVERIFY( isSame( together[index], CutScan( graph, priced( penalties[index] ) ).best( streams ) ) );
  }
}

void CutScanTest::historyOfTheScanDoesNotMatter()
{
  const BorderGraph graph = Lattice().squares();
  const std::vector<double> baseline( graph.size(), 3.0 );
  const std::vector<double> first = drawn( baseline, angle(), 1.7, 1 ), second = drawn( baseline, {}, 1, 2 );
  CutScan used( graph );
  const ScanCandidate before = used.best( { poisson( first, baseline ) } );
  used.best( { poisson( second, baseline ), poisson( first, baseline ) } );
  QVERIFY( isSame( used.best( { poisson( first, baseline ) } ), before ) );
}

void CutScanTest::orderOfTheStreamsDoesNotMatter()
{
  const BorderGraph graph = Lattice().squares();
  const std::vector<double> baseline( graph.size(), 3.0 );
  const std::vector<double> first = drawn( baseline, angle(), 1.8, 1 ), second = drawn( baseline, angle(), 1.4, 2 );
  CutScan scan( graph );
  QCOMPARE( scan.best( { poisson( first, baseline ), poisson( second, baseline ) } ).places,
            scan.best( { poisson( second, baseline ), poisson( first, baseline ) } ).places );
}

void CutScanTest::streamWithoutWeightIsNotHeard()
{
  const BorderGraph graph = Lattice().squares();
  const std::vector<double> baseline( graph.size(), 3.0 );
  const std::vector<double> first = drawn( baseline, angle(), 1.8, 1 ), second = drawn( baseline, { 0, 1, 20 }, 9, 2 );
  ScanStream silent = poisson( second, baseline );
  silent.weight = 0;
  CutScan scan( graph );
  QVERIFY( isSame( scan.best( { poisson( first, baseline ), silent } ), scan.best( { poisson( first, baseline ) } ) ) );
}

void CutScanTest::plantedAreaIsFound_data()
{
  QTest::addColumn<int>( "support" );
  QTest::addColumn<double>( "times" );
  QTest::addColumn<double>( "atLeast" );
  QTest::newRow( "squares, twice" ) << 0 << 2.0 << 0.6;
  QTest::newRow( "squares, three times" ) << 0 << 3.0 << 0.8;
  QTest::newRow( "hexagons, twice" ) << 1 << 2.0 << 0.6;
  QTest::newRow( "hexagons, three times" ) << 1 << 3.0 << 0.8;
  QTest::newRow( "polygons, twice" ) << 2 << 2.0 << 0.6;
  QTest::newRow( "polygons, three times" ) << 2 << 3.0 << 0.8;
}

void CutScanTest::plantedAreaIsFound()
{
  QFETCH( int, support );
  QFETCH( double, times );
  QFETCH( double, atLeast );
  const Lattice lattice;
  const BorderGraph graph = support == 0 ? lattice.squares() : support == 1 ? lattice.hexagons() : lattice.polygons();
  const std::vector<double> baseline( graph.size(), 5.0 );
  CutScan scan( graph, priced( 0.75 ) );
  double sum = 0;
  for ( std::uint64_t map = 0; map < 10; ++map )
  {
    const std::vector<double> counts = drawn( baseline, angle(), times, map );
    sum += jaccard( scan.best( { poisson( counts, baseline ) } ).places, angle() );
  }
  QVERIFY2( sum / 10 > atLeast, qPrintable( QString::number( sum / 10 ) ) );
}

void CutScanTest::weakStreamsFindTogetherWhatNoneFindsAlone()
{
  const BorderGraph graph = Lattice().squares();
  const std::vector<double> baseline( graph.size(), 2.0 );
  CutScan scan( graph, priced( 0.75 ) );
  double together = 0, alone = 0;
  for ( std::uint64_t map = 0; map < 10; ++map )
  {
    std::vector<std::vector<double>> counts;
    for ( std::uint64_t stream = 0; stream < 3; ++stream )
      counts.push_back( drawn( baseline, angle(), 1.8, 10 * map + stream ) );
    std::vector<ScanStream> streams;
    for ( const std::vector<double> &stream : counts )
    {
      streams.push_back( poisson( stream, baseline ) );
      alone += jaccard( scan.best( { streams.back() } ).places, angle() ) / 3;
    }
    together += jaccard( scan.best( streams ).places, angle() );
  }
  QVERIFY2( together > 1.5 * alone, qPrintable( QStringLiteral( "%1 and %2" ).arg( together ).arg( alone ) ) );
}

void CutScanTest::outlineFollowsABarrier()
{
  // Columns 5 to 10 are raised, 11 and 12 a little: whether they belong is decided by the river east of them.
  const Lattice lattice;
  const BorderGraph graph = lattice.squares();
  const std::vector<double> baseline( graph.size(), 10.0 );
  std::vector<double> counts = baseline;
  std::vector<BorderGraph::Pair> river;
  for ( std::uint32_t place = 0; place < graph.size(); ++place )
  {
    const int column = lattice.columns[place];
    if ( column >= 5 && column <= 10 )
      counts[place] = 16;
    for ( const BorderGraph::Neighbour &neighbour : graph.of( place ) )
      if ( column == 12 && lattice.columns[neighbour.place] == 13 )
        river.emplace_back( place, neighbour.place );
    if ( column == 11 || column == 12 )
      counts[place] = 12.3;
  }
  const std::vector<ScanStream> streams = { poisson( counts, baseline ) };
  const BorderGraph withRiver = graph.withCheapened( river, 0.2 );
  const auto lastColumn = [&]( const BorderGraph &borders )
  {
    const ScanCandidate best = CutScan( borders, priced( 2 ) ).best( streams );
    int last = 0;
    for ( const std::uint32_t place : best.places )
      last = std::max( last, lattice.columns[place] );
    return last;
  };
  QCOMPARE( lastColumn( graph ), 10 );
  QCOMPARE( lastColumn( withRiver ), 12 );
}

void CutScanTest::deviationsOfASurveyAreSearched()
{
  const BorderGraph graph = Lattice().squares();
  const Places raised = angle();
  for ( const double unit : { 1e-3, 1.0, 1e3 } )
  {
    RandomStream random( 4 );
    std::vector<double> deviation, variance;
    for ( std::uint32_t place = 0; place < graph.size(); ++place )
    {
      const double spread = 0.5 + random.uniform();
      const double shift = std::binary_search( raised.begin(), raised.end(), place ) ? 2.5 : 0;
      deviation.push_back( unit * ( shift + spread * random.normal() ) );
      variance.push_back( unit * unit * spread * spread );
    }
    const ScanCandidate best =
      CutScan( graph, priced( 0.75 ) ).best( { { StreamModel::gaussian, deviation, variance, 1, 1 } } );
    QVERIFY2( jaccard( best.places, raised ) > 0.75, qPrintable( QString::number( jaccard( best.places, raised ) ) ) );
  }
}

void CutScanTest::partIsWithinTheLimits_data()
{
  QTest::addColumn<double>( "times" );
  QTest::addColumn<double>( "minimum" );
  QTest::addColumn<double>( "maximum" );
  QTest::newRow( "a strong area, smaller" ) << 3.0 << 0.0 << 2000.0;
  QTest::newRow( "a strong area, much smaller" ) << 3.0 << 0.0 << 500.0;
  QTest::newRow( "a strong area, larger" ) << 3.0 << 6000.0 << double( INFINITY );
  QTest::newRow( "a weak area, larger" ) << 1.5 << 4000.0 << 5000.0;
  QTest::newRow( "a weak area, a narrow window" ) << 1.5 << 1500.0 << 1600.0;
  QTest::newRow( "nothing planted, larger" ) << 1.0 << 2500.0 << double( INFINITY );
}

void CutScanTest::partIsWithinTheLimits()
{
  QFETCH( double, times );
  QFETCH( double, minimum );
  QFETCH( double, maximum );
  const BorderGraph graph = Lattice().squares();
  const std::vector<double> baseline( graph.size(), 6.0 );
  RandomStream random( 8 );
  CutScanOptions options = priced( 0.3 );
  for ( std::size_t place = 0; place < graph.size(); ++place )
    options.size.push_back( std::floor( 50 + 100 * random.uniform() ) );
  options.minimumSize = minimum;
  options.maximumSize = maximum;
  CutScan limited( graph, options );
  const std::vector<double> counts = drawn( baseline, angle(), times, 6 );
  const std::vector<ScanStream> streams = { poisson( counts, baseline ) };
  const ScanCandidate best = limited.best( streams );
  QVERIFY( !best.places.empty() );
  double size = 0;
  for ( const std::uint32_t place : best.places )
    size += options.size[place];
  QVERIFY2( size >= minimum && size <= maximum, qPrintable( QString::number( size ) ) );
  QCOMPARE( graph.components( best.places ).size(), std::size_t( 1 ) );
  QVERIFY( std::fabs( evidenceOf( streams, best.places ) - 0.3 * graph.perimeter( best.places ) - best.score ) < 1e-9 );
  QVERIFY( best.score <= CutScan( graph, priced( 0.3 ) ).best( streams ).score );
}

void CutScanTest::limitsThatHoldAnywayChangeNothing()
{
  const BorderGraph graph = Lattice().squares();
  const std::vector<double> baseline( graph.size(), 6.0 );
  const std::vector<double> counts = drawn( baseline, angle(), 2, 6 );
  CutScanOptions options = priced( 0.5 );
  options.size.assign( graph.size(), 1 );
  options.maximumSize = 400;
  QVERIFY( isSame( CutScan( graph, options ).best( { poisson( counts, baseline ) } ),
                   CutScan( graph, priced( 0.5 ) ).best( { poisson( counts, baseline ) } ) ) );
}

void CutScanTest::limitsThatCannotBeMetFindNothing()
{
  const BorderGraph graph = Lattice().squares();
  const std::vector<double> baseline( graph.size(), 6.0 );
  const std::vector<double> counts = drawn( baseline, angle(), 2, 6 );
  CutScanOptions options = priced( 0.5 );
  options.size.assign( graph.size(), 1 );
  options.minimumSize = 401;
  const ScanCandidate best = CutScan( graph, options ).best( { poisson( counts, baseline ) } );
  QVERIFY( best.places.empty() );
  QCOMPARE( best.score, 0.0 );
}

void CutScanTest::equalCountsGiveNothing()
{
  const BorderGraph graph = Lattice().squares();
  const std::vector<double> counts( graph.size(), 3.0 );
  for ( const double penalty : { 0.0, 1.0 } )
  {
    const ScanCandidate best = CutScan( graph, priced( penalty ) ).best( { poisson( counts, counts ) } );
    QVERIFY( best.places.empty() );
    QCOMPARE( best.score, 0.0 );
  }
  const std::vector<double> nothing( graph.size(), 0.0 );
  QVERIFY( CutScan( graph ).best( { poisson( nothing, nothing ) } ).places.empty() );
}

void CutScanTest::oneIncidentOnASmallBaseline()
{
  const BorderGraph graph = Lattice().squares();
  const std::vector<double> baseline( graph.size(), 1.0 / ( side * side ) );
  std::vector<double> counts( graph.size(), 0.0 );
  counts[210] = 1;
  const std::vector<ScanStream> streams = { poisson( counts, baseline ) };
  const ScanCandidate free = CutScan( graph, priced( 0 ) ).best( streams );
  QCOMPARE( free.places, Places( { 210 } ) );
  QVERIFY( std::fabs( free.score - ( std::log( 400.0 ) + 1.0 / 400 - 1 ) ) < 1e-12 );
  QVERIFY( CutScan( graph, priced( 3 ) ).best( streams ).places.empty() );
}

void CutScanTest::singleSpikeIsNotWorthItsOutline()
{
  const BorderGraph graph = Lattice().squares();
  const std::vector<double> baseline( graph.size(), 2.0 );
  std::vector<double> counts = baseline;
  counts[210] = 8;
  const std::vector<ScanStream> streams = { poisson( counts, baseline ) };
  // F = 8 ln 4 - 6 = 5.09; the outline of a cell is 2.68.
  QCOMPARE( CutScan( graph, priced( 1.5 ) ).best( streams ).places, Places( { 210 } ) );
  QVERIFY( CutScan( graph, priced( 2 ) ).best( streams ).places.empty() );
}

void CutScanTest::partsOfADisconnectedMapAreNotJoined()
{
  // Two towns of four places each; both are raised, the second more.
  const BorderGraph graph =
    BorderGraph::fromBorders( 9, { { 0, 1, 1 }, { 1, 2, 1 }, { 2, 3, 1 }, { 4, 5, 1 }, { 5, 6, 1 }, { 6, 7, 1 } } );
  const std::vector<double> baseline( 9, 10.0 );
  const std::vector<double> counts = { 20, 20, 5, 5, 24, 24, 5, 5, 10 };
  QCOMPARE( CutScan( graph ).best( { poisson( counts, baseline ) } ).places, Places( { 4, 5 } ) );
}

void CutScanTest::placesLeftOutBelongToNoCandidate()
{
  const BorderGraph graph = Lattice().squares();
  const std::vector<double> baseline( graph.size(), 6.0 );
  const std::vector<double> counts = drawn( baseline, angle(), 3, 6 );
  const std::vector<ScanStream> streams = { poisson( counts, baseline ) };
  CutScan scan( graph, priced( 0.3 ) );
  const ScanCandidate first = scan.best( streams );
  scan.leaveOut( first.places );
  const ScanCandidate next = scan.best( streams );
  QVERIFY( !next.places.empty() );
  QVERIFY( jaccard( first.places, next.places ) == 0 );
  QVERIFY( next.score < first.score );
  scan.leaveOut( {} );
  QVERIFY( isSame( scan.best( streams ), first ) );
}

void CutScanTest::placesWithoutValuesAreNoObstacle()
{
  // A place that says nothing inside a raised block is taken in, as its hole would cost an outline.
  const BorderGraph graph = Lattice().squares();
  std::vector<double> baseline( graph.size(), 6.0 ), counts = baseline;
  for ( const std::uint32_t place : { 189, 190, 191, 209, 210, 211, 229, 230, 231 } )
    counts[place] = 15;
  counts[210] = missing;
  const ScanCandidate best = CutScan( graph, priced( 1 ) ).best( { poisson( counts, baseline ) } );
  QCOMPARE( best.places.size(), std::size_t( 9 ) );
}

void CutScanTest::optionsOutOfRangeAreRefused_data()
{
  QTest::addColumn<int>( "which" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "penalty" ) << 0 << "The penalty is -1";
  QTest::newRow( "no risk" ) << 1 << "The number of relative risks is 0; it must be at least 1.";
  QTest::newRow( "risk of 1" ) << 2 << "A relative risk is 1; it must be above 1, and finite.";
  QTest::newRow( "no rounds" ) << 3 << "The number of rounds is 0; it must be at least 1.";
  QTest::newRow( "sizes" ) << 4 << "The length of the sizes is 3; it must be 400.";
  QTest::newRow( "limits" ) << 5 << "The maximum size is 1; it must be at least the minimum.";
}

void CutScanTest::optionsOutOfRangeAreRefused()
{
  QFETCH( int, which );
  QFETCH( QString, sentence );
  CutScanOptions options;
  if ( which == 0 )
    options.penalty = -1;
  else if ( which == 1 )
    options.relativeRisks.clear();
  else if ( which == 2 )
    options.relativeRisks = { 2, 1 };
  else if ( which == 3 )
    options.rounds = 0;
  else if ( which == 4 )
    options.size = { 1, 2, 3 };
  else
  {
    options.minimumSize = 2;
    options.maximumSize = 1;
  }
  const QString refusal = refusalOf( [&] { CutScan( Lattice().squares(), options ); } );
  QVERIFY2( refusal.startsWith( sentence ), qPrintable( refusal ) );
}

void CutScanTest::inputThatCannotBeSearchedIsRefused()
{
  const BorderGraph graph = BorderGraph::fromBorders( 2, { { 0, 1, 1 } } );
  const std::vector<double> counts = { 1, 2 }, baseline = { 3, 0 };
  CutScan scan( graph );
  QVERIFY( refusalOf( [&] { scan.best( { poisson( counts, baseline ) } ); } ).contains( "row 2" ) );
  QVERIFY( refusalOf( [&] { scan.best( {} ); } ).contains( "streams" ) );
  QCOMPARE( refusalOf( [&] { scan.leaveOut( { 2 } ); } ),
            QStringLiteral( "A place to leave out is 2; it must be below the number of places, 2." ) );
  QVERIFY( refusalOf(
             [&] {
               scan.bestForEach( { poisson( counts, counts ) }, { 1, 0.5 } );
             } )
             .contains( "ascending" ) );
}

QTEST_GUILESS_MAIN( CutScanTest )
#include "cutscan_test.moc"
