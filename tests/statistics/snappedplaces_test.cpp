// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/nullmaps.h"
#include "statistics/snappedplaces.h"

#include <numeric>

using namespace communitysafety::statistics;

class SnappedPlacesTest : public QObject
{
  Q_OBJECT

private slots:
  // worked by hand
  void emptyPlacesBesideOthersAreFound();
  void baselineStandsWhereIncidentsAreRecorded();
  // laws
  void chanceIsNoSnapping_data();
  void chanceIsNoSnapping();
  void nullMapsRecordNextDoorToo();
  void streamThatIsMissingNextDoorLosesNothing();
  // edges
  void emptyGroundFarAwayIsLeft();
  void edgeOfATownIsNoSnapping();
  void deviationsSayNothing();
  void oneStreamWithIncidentsIsEnough();
};

namespace
{

using Numbers = std::vector<double>;

//! A row of cells.
BorderGraph street( int length )
{
  std::vector<int> columns( static_cast<std::size_t>( length ) );
  std::iota( columns.begin(), columns.end(), 0 );
  return BorderGraph::onSquareGrid( columns, std::vector<int>( columns.size(), 0 ) );
}

ScanStream counted( const Numbers &observed, const Numbers &expected, double dispersion = 1 )
{
  ScanStream stream{ StreamModel::poisson, observed, expected };
  stream.dispersion = dispersion;
  return stream;
}

// Ten houses with eight incidents each; the points stand at every other one.
const Numbers recorded{ 16, 0, 16, 0, 16, 0, 16, 0, 16, 0 };
const Numbers even( 10, 8 );

} // namespace

void SnappedPlacesTest::emptyPlacesBesideOthersAreFound()
{
  const std::vector<SnappedPlace> snapped = snappedPlaces( { counted( recorded, even ) }, street( 10 ) );
  QCOMPARE( snapped.size(), std::size_t( 5 ) );
  QCOMPARE( snapped[0].place, 1u );
  QCOMPARE( snapped[0].recordedAt, ( std::vector<std::uint32_t>{ 0, 2 } ) );
  QCOMPARE( snapped[4].place, 9u );
  QCOMPARE( snapped[4].recordedAt, ( std::vector<std::uint32_t>{ 8 } ) );
}

void SnappedPlacesTest::baselineStandsWhereIncidentsAreRecorded()
{
  const std::vector<ScanStream> streams{ counted( recorded, even ) };
  const Numbers moved = baselinesAsRecorded( streams, snappedPlaces( streams, street( 10 ) ) ).front();
  QCOMPARE( moved, ( Numbers{ 12, 0, 16, 0, 16, 0, 16, 0, 20, 0 } ) );
}

void SnappedPlacesTest::chanceIsNoSnapping_data()
{
  QTest::addColumn<double>( "expected" );
  QTest::addColumn<double>( "dispersion" );
  // Half of the places are empty: e^-0.7 = 0.50, and with a dispersion of 3, 3^-(1.3 / 2) = 0.49.
  QTest::newRow( "rare incidents" ) << 0.7 << 1.0;
  QTest::newRow( "repeated incidents" ) << 1.3 << 3.0;
}

void SnappedPlacesTest::chanceIsNoSnapping()
{
  QFETCH( double, expected );
  QFETCH( double, dispersion );
  const Numbers few( 10, expected );
  QVERIFY( snappedPlaces( { counted( recorded, few, dispersion ) }, street( 10 ) ).empty() );
}

void SnappedPlacesTest::nullMapsRecordNextDoorToo()
{
  const std::vector<ScanStream> streams{ counted( recorded, even ) };
  const BorderGraph graph = street( 10 );
  NullMapOptions options;
  options.snapped = snappedPlaces( streams, graph );
  const NullMaps maps( streams, graph, options );
  std::vector<Numbers> observed;
  Numbers mean( 10, 0 );
  constexpr int drawn = 400;
  for ( std::size_t map = 0; map < drawn; ++map )
  {
    maps.draw( map, observed );
    QCOMPARE( std::accumulate( observed[0].begin(), observed[0].end(), 0.0 ), 80.0 );
    for ( std::size_t place = 0; place < mean.size(); ++place )
      mean[place] += observed[0][place] / drawn;
  }
  const Numbers moved = baselinesAsRecorded( streams, options.snapped ).front();
  for ( std::size_t place = 0; place < mean.size(); ++place )
    QVERIFY2( std::fabs( mean[place] - moved[place] ) < 1, qPrintable( QString::number( mean[place] ) ) );
}

void SnappedPlacesTest::streamThatIsMissingNextDoorLosesNothing()
{
  // The second stream knows nothing of the first and the last point: the last house stays where it is.
  Numbers there = recorded, expected( 10, 48.0 / 8 );
  there[0] = expected[0] = there[8] = expected[8] = missing;
  const std::vector<ScanStream> streams{ counted( recorded, even ), counted( there, expected ) };
  const BorderGraph graph = street( 10 );
  NullMapOptions options;
  options.snapped = snappedPlaces( streams, graph );
  QCOMPARE( options.snapped.size(), std::size_t( 5 ) );
  const Numbers moved = baselinesAsRecorded( streams, options.snapped )[1];
  const NullMaps maps( streams, graph, options );
  std::vector<Numbers> observed;
  Numbers mean( 10, 0 );
  constexpr int drawn = 400;
  for ( std::size_t map = 0; map < drawn; ++map )
  {
    maps.draw( map, observed );
    double sum = 0;
    for ( std::size_t place = 0; place < mean.size(); ++place )
      if ( !isMissing( expected[place] ) )
      {
        sum += observed[1][place];
        mean[place] += observed[1][place] / drawn;
      }
    QCOMPARE( sum, 48.0 );
  }
  for ( std::size_t place = 0; place < mean.size(); ++place )
    if ( !isMissing( expected[place] ) )
      QVERIFY2( std::fabs( mean[place] - moved[place] ) < 1, qPrintable( QString::number( mean[place] ) ) );
}

void SnappedPlacesTest::emptyGroundFarAwayIsLeft()
{
  const Numbers townAndFields{ 16, 0, 16, 0, 16, 0, 0, 0, 0, 0 };
  const std::vector<ScanStream> streams{ counted( townAndFields, even ) };
  const std::vector<SnappedPlace> snapped = snappedPlaces( streams, street( 10 ) );
  QCOMPARE( snapped.size(), std::size_t( 3 ) );
  QCOMPARE( baselinesAsRecorded( streams, snapped ).front(), ( Numbers{ 12, 0, 16, 0, 20, 0, 8, 8, 8, 8 } ) );
}

void SnappedPlacesTest::edgeOfATownIsNoSnapping()
{
  const Numbers town{ 0, 0, 9, 7, 8, 8, 9, 7, 8, 0 };
  QVERIFY( snappedPlaces( { counted( town, even ) }, street( 10 ) ).empty() );
}

void SnappedPlacesTest::deviationsSayNothing()
{
  const Numbers deviations{ 1, 0, -1, 0, 2, 0, 1, 0, -2, 0 };
  const ScanStream field{ StreamModel::gaussian, deviations, even };
  QVERIFY( snappedPlaces( { field }, street( 10 ) ).empty() );
  const std::vector<ScanStream> both{ field, counted( recorded, even ) };
  QCOMPARE( baselinesAsRecorded( both, snappedPlaces( both, street( 10 ) ) ).front(), even );
}

void SnappedPlacesTest::oneStreamWithIncidentsIsEnough()
{
  const Numbers elsewhere{ 0, 16, 0, 16, 0, 16, 0, 16, 0, 16 };
  QVERIFY( snappedPlaces( { counted( recorded, even ), counted( elsewhere, even ) }, street( 10 ) ).empty() );
}

QTEST_GUILESS_MAIN( SnappedPlacesTest )
#include "snappedplaces_test.moc"
