// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "../benchmarks/delineation/plantedmaps.h"
#include "expectations.h"
#include "statistics/nullmaps.h"

using namespace planted;

class NullMapsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void sumIsThatOfTheStream();
  void countsFollowTheBaselineAndVaryByTheDispersion_data();
  void countsFollowTheBaselineAndVaryByTheDispersion();
  void sharedEventsLieInTheSamePlaces();
  void sharedEventsLeaveTheBaselinesAsTheyAre();
  void sharedEventsAreFoundInTheCounts_data();
  void sharedEventsAreFoundInTheCounts();
  void neighbourhoodHighInBothStreamsIsNoSharedEvent();
  void deviationsStayPatchy();
  void seedAndNumberDecideTheMap();
  // edges
  void missingStaysMissing();
  void streamWithoutEventsStaysEmpty();
  // refused input
  void groupsThatCannotBeAreRefused();
};

namespace
{

struct Moments
{
  std::vector<double> mean;
  std::vector<double> variance;
};

//! Over 400 maps, of the stream number \a row.
Moments moments( const NullMaps &maps, std::size_t row )
{
  constexpr double draws = 400;
  Moments result{ std::vector<double>( cells, 0.0 ), std::vector<double>( cells, 0.0 ) };
  std::vector<std::vector<double>> observed;
  for ( std::size_t map = 0; map < std::size_t( draws ); ++map )
  {
    maps.draw( map, observed );
    for ( std::size_t cell = 0; cell < cells; ++cell )
    {
      result.mean[cell] += observed[row][cell] / draws;
      result.variance[cell] += observed[row][cell] * observed[row][cell] / draws;
    }
  }
  for ( std::size_t cell = 0; cell < cells; ++cell )
    result.variance[cell] -= result.mean[cell] * result.mean[cell];
  return result;
}

double sum( const std::vector<double> &values )
{
  double total = 0;
  for ( const double value : values )
    total += value;
  return total;
}

//! Baselines of two streams that lie in different parts of the city.
struct TwoStreams
{
  std::vector<double> first = scaledTo( 1500, population( 1 ) );
  std::vector<double> second = scaledTo( 800, population( 2 ) );
  std::vector<ScanStream> streams( double dispersion = 1 ) const
  {
    return { stream( first, first, dispersion ), stream( second, second, dispersion ) };
  }
};

} // namespace

void NullMapsTest::sumIsThatOfTheStream()
{
  const TwoStreams two;
  const NullMaps maps( two.streams( 2 ), squareGrid().borders, { { { { 0, 1 }, 0.3 } }, 1 } );
  std::vector<std::vector<double>> observed;
  for ( std::size_t map = 0; map < 5; ++map )
  {
    maps.draw( map, observed );
    QCOMPARE( sum( observed[0] ), 1500.0 );
    QCOMPARE( sum( observed[1] ), 800.0 );
  }
}

void NullMapsTest::countsFollowTheBaselineAndVaryByTheDispersion_data()
{
  QTest::addColumn<double>( "dispersion" );
  QTest::addColumn<double>( "share" );
  QTest::newRow( "independent" ) << 1.0 << 0.0;
  QTest::newRow( "repeats" ) << 2.0 << 0.0;
  QTest::newRow( "many repeats" ) << 5.0 << 0.0;
  QTest::newRow( "shared" ) << 1.0 << 0.3;
  QTest::newRow( "repeats, shared" ) << 2.0 << 0.3;
}

void NullMapsTest::countsFollowTheBaselineAndVaryByTheDispersion()
{
  QFETCH( double, dispersion );
  QFETCH( double, share );
  const TwoStreams two;
  NullMapOptions options;
  if ( share > 0 )
    options.shared = { { { 0, 1 }, share } };
  const NullMaps maps( two.streams( dispersion ), squareGrid().borders, options );
  const Moments seen = moments( maps, 0 );
  double chi = 0;
  double ratio = 0;
  for ( std::size_t cell = 0; cell < cells; ++cell )
  {
    chi += std::pow( seen.mean[cell] - two.first[cell], 2 ) / ( dispersion * two.first[cell] / 400 ) / double( cells );
    ratio += seen.variance[cell] / two.first[cell] / double( cells );
  }
  // Means are off by their standard error, and the variance is the dispersion times the mean.
  QVERIFY2( chi > 0.8 && chi < 1.2, qPrintable( QString::number( chi ) ) );
  QVERIFY2( std::fabs( ratio / dispersion - 1 ) < 0.05, qPrintable( QString::number( ratio ) ) );
}

void NullMapsTest::sharedEventsLieInTheSamePlaces()
{
  const TwoStreams two;
  const NullMaps maps( two.streams(), squareGrid().borders, { { { { 0, 1 }, 0.3 } }, 1 } );
  std::vector<std::vector<double>> observed;
  double covariance = 0;
  for ( std::size_t map = 0; map < 100; ++map )
  {
    maps.draw( map, observed );
    for ( std::size_t cell = 0; cell < cells; ++cell )
      covariance += ( observed[0][cell] - two.first[cell] ) * ( observed[1][cell] - two.second[cell] ) / 100;
  }
  // The covariance of two Poisson counts is the mean of what they share: in all, 0.3 of 800.
  QVERIFY2( std::fabs( covariance - 240 ) < 15, qPrintable( QString::number( covariance ) ) );
}

void NullMapsTest::sharedEventsLeaveTheBaselinesAsTheyAre()
{
  // Two streams with nothing in common have no events to share.
  std::vector<double> west( cells, 0.0 );
  std::vector<double> east( cells, 0.0 );
  for ( std::size_t cell = 0; cell < cells; ++cell )
    ( cell % side < side / 2 ? west : east )[cell] = 1;
  const NullMaps maps( { stream( west, west ), stream( east, east ) }, squareGrid().borders,
                       { { { { 0, 1 }, 1 } }, 1 } );
  std::vector<std::vector<double>> observed;
  maps.draw( 0, observed );
  for ( std::size_t cell = 0; cell < cells; ++cell )
    QVERIFY( observed[cell % side < side / 2 ? 1 : 0][cell] == 0 );
}

void NullMapsTest::sharedEventsAreFoundInTheCounts_data()
{
  QTest::addColumn<double>( "share" );
  QTest::addColumn<double>( "dispersion" );
  QTest::newRow( "none" ) << 0.0 << 1.0;
  QTest::newRow( "a third" ) << 0.3 << 1.0;
  QTest::newRow( "two thirds" ) << 0.65 << 1.0;
  QTest::newRow( "none, repeats" ) << 0.0 << 2.0;
  QTest::newRow( "a third, repeats" ) << 0.3 << 2.0;
}

void NullMapsTest::sharedEventsAreFoundInTheCounts()
{
  QFETCH( double, share );
  QFETCH( double, dispersion );
  const BorderGraph graph = squareGrid().borders;
  const TwoStreams two;
  const NullMaps maps( two.streams( dispersion ), graph, { { { { 0, 1 }, share } }, 1 } );
  std::vector<std::vector<double>> observed;
  double found = 0;
  for ( std::size_t map = 0; map < 20; ++map )
  {
    maps.draw( map, observed );
    const std::vector<SharedEvents> shared = estimateSharedEvents(
      { stream( observed[0], two.first, dispersion ), stream( observed[1], two.second, dispersion ) }, graph, 0 );
    found += shared.front().share / 20;
  }
  // Negative estimates are taken as 0, so that none is found a little above 0.
  QVERIFY2( std::fabs( found - share ) < 0.06, qPrintable( QString::number( found ) ) );
}

void NullMapsTest::neighbourhoodHighInBothStreamsIsNoSharedEvent()
{
  const BorderGraph graph = squareGrid().borders;
  const TwoStreams two;
  double found = 0;
  for ( std::uint64_t map = 0; map < 20; ++map )
  {
    RandomStream random( 6, map );
    const Places disc = comparedShapes().front().places;
    const std::vector<double> first = drawn( raised( two.first, disc, 2.5 ), 1500, random );
    const std::vector<double> second = drawn( raised( two.second, disc, 2.5 ), 800, random );
    found +=
      estimateSharedEvents( { stream( first, two.first ), stream( second, two.second ) }, graph, 0 ).front().share / 20;
  }
  QVERIFY2( found < 0.12, qPrintable( QString::number( found ) ) );
}

void NullMapsTest::deviationsStayPatchy()
{
  const BorderGraph graph = squareGrid().borders;
  std::vector<double> deviation;
  for ( int cell = 0; cell < int( cells ); ++cell )
    deviation.push_back( std::sin( cell % side / 4.0 ) );
  const std::vector<double> variance( cells, 0.25 );
  ScanStream field{ StreamModel::gaussian, deviation, variance };
  const NullMaps maps( { field }, graph );
  std::vector<std::vector<double>> observed;
  maps.draw( 3, observed );
  double differences = 0;
  double freely = 0;
  for ( const Border &border : graph.borders() )
  {
    differences += std::pow( observed[0][border.first] - observed[0][border.second], 2 );
    freely += std::pow( observed[0][border.first] - observed[0][( border.second * 7 + 100 ) % cells], 2 );
  }
  QVERIFY( differences < 0.3 * freely );
}

void NullMapsTest::seedAndNumberDecideTheMap()
{
  const TwoStreams two;
  const BorderGraph graph = squareGrid().borders;
  std::vector<std::vector<double>> first;
  std::vector<std::vector<double>> again;
  NullMaps( two.streams( 2 ), graph, { {}, 5 } ).draw( 7, first );
  NullMaps( two.streams( 2 ), graph, { {}, 5 } ).draw( 7, again );
  QVERIFY( first == again );
  NullMaps( two.streams( 2 ), graph, { {}, 5 } ).draw( 8, again );
  QVERIFY( first != again );
  NullMaps( two.streams( 2 ), graph, { {}, 6 } ).draw( 7, again );
  QVERIFY( first != again );
}

void NullMapsTest::missingStaysMissing()
{
  TwoStreams two;
  std::vector<double> counts = two.first;
  counts[5] = missing;
  const NullMaps maps( { stream( counts, two.first ) }, squareGrid().borders );
  std::vector<std::vector<double>> observed;
  maps.draw( 0, observed );
  QVERIFY( isMissing( observed[0][5] ) );
  QVERIFY( !isMissing( observed[0][6] ) );
}

void NullMapsTest::streamWithoutEventsStaysEmpty()
{
  const std::vector<double> nothing( cells, 0.0 );
  const TwoStreams two;
  const NullMaps maps( { stream( nothing, nothing ), stream( two.first, two.first ) }, squareGrid().borders,
                       { { { { 0, 1 }, 0.5 } }, 1 } );
  std::vector<std::vector<double>> observed;
  maps.draw( 0, observed );
  QCOMPARE( sum( observed[0] ), 0.0 );
  QCOMPARE( sum( observed[1] ), 1500.0 );
}

void NullMapsTest::groupsThatCannotBeAreRefused()
{
  const TwoStreams two;
  const BorderGraph graph = squareGrid().borders;
  QCOMPARE( refusalOf(
              [&] {
                NullMaps( two.streams(), graph, { { { { 0, 2 }, 0.5 } }, 1 } );
              } ),
            QStringLiteral( "A stream that shares events is 2; it must be from 0 to 1." ) );
  QVERIFY( !refusalOf( [&] { NullMaps( two.streams(), graph, { { { { 0, 1 }, 1.5 } }, 1 } ); } ).isEmpty() );
  QVERIFY( !refusalOf( [&] { NullMaps( two.streams(), graph, { { { { 0 }, 0.5 } }, 1 } ); } ).isEmpty() );
}

QTEST_GUILESS_MAIN( NullMapsTest )
#include "nullmaps_test.moc"
