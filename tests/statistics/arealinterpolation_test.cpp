// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/arealinterpolation.h"
#include "statistics/randomstream.h"

#include <algorithm>
#include <numeric>

using namespace communitysafety::statistics;

class ArealInterpolationTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void arealWeightingAgreesWithSf();
  // laws
  void nothingIsLost();
  void evenRateStaysThatRate();
  void rateOfCarriedCountsIsTheCarriedRate();
  // edges
  void targetWithoutSourceHasNoValueWithoutPeopleZero();
  void sourceWithoutCountIsTold();
  void sourceWithoutRateLeavesTheRest();
  // refused input
  void columnsThatDoNotFitAreRefused();
};

namespace
{

struct Box
{
  double x0, y0, x1, y1;
};

double area( const Box &box ) { return std::max( 0.0, box.x1 - box.x0 ) * std::max( 0.0, box.y1 - box.y0 ); }

Box common( const Box &a, const Box &b )
{
  return { std::max( a.x0, b.x0 ), std::max( a.y0, b.y0 ), std::min( a.x1, b.x1 ), std::min( a.y1, b.y1 ) };
}

MeasuredPieces groundOf( const std::vector<Box> &sources, const std::vector<Box> &targets )
{
  MeasuredPieces ground;
  for ( std::size_t source = 0; source < sources.size(); ++source )
  {
    ground.whole.push_back( area( sources[source] ) );
    for ( std::size_t target = 0; target < targets.size(); ++target )
      if ( const double both = area( common( sources[source], targets[target] ) ); both > 0 )
        ground.pieces.push_back( { source, target, both } );
  }
  return ground;
}

const std::vector<Box> sources = { { 0, 0, 3, 2 }, { 3, 0, 7, 2 }, { 0, 2, 4, 5 }, { 4, 2, 7, 5 } };
const std::vector<Box> targets = { { 0, 0, 2, 5 }, { 2, 1, 5, 4 }, { 5, 0, 9, 3 } };
const std::vector<double> people = { 100, 240, 60, 90 };
const std::vector<double> rate = { 10, 40, 25, 7 };

double sumOf( const std::vector<double> &values ) { return std::accumulate( values.begin(), values.end(), 0.0 ); }

//! A city of 2,000 sources in five pieces each, of which one in ten lies outside.
ArealShares randomShares()
{
  RandomStream stream( 11 );
  MeasuredPieces ground;
  ground.whole.assign( 2000, 0 );
  for ( std::size_t source = 0; source < 2000; ++source )
    for ( int piece = 0; piece < 5; ++piece )
    {
      const double size = stream.uniform();
      ground.whole[source] += size;
      if ( stream.uniform() > 0.1 )
        ground.pieces.push_back( { source, static_cast<std::size_t>( 300 * stream.uniform() ), size } );
    }
  return sharesByArea( ground, 300 );
}

} // namespace

void ArealInterpolationTest::arealWeightingAgreesWithSf()
{
  // R 4.2, sf 1.0-9: st_interpolate_aw( s, t, extensive = TRUE ) of n and ( extensive = FALSE ) of rate.
  const MeasuredPieces ground = groundOf( sources, targets );
  const ArealShares shares = sharesByArea( ground, 3 );
  QCOMPARE( differenceBetween( interpolateCounts( shares, people ).value,
                               { 96.6666666666667, 116.6666666666667, 140.0 }, 1e-12 ),
            QString() );
  QCOMPARE(
    differenceBetween( interpolateRates( shares, rate, ground.whole ).value, { 19.0, 22.6666666666667, 29.0 }, 1e-12 ),
    QString() );
}

void ArealInterpolationTest::nothingIsLost()
{
  const ArealShares shares = randomShares();
  RandomStream stream( 5 );
  std::vector<double> counts;
  for ( std::size_t source = 0; source < shares.sources(); ++source )
    counts.push_back( 3000 * stream.uniform() );
  for ( const ArealShares &method : { shares, wholeToLargest( shares ) } )
  {
    const InterpolatedCounts carried = interpolateCounts( method, counts );
    QVERIFY( carried.outside > 0 );
    QVERIFY( std::fabs( sumOf( carried.value ) + carried.outside - sumOf( counts ) ) < 1e-12 * sumOf( counts ) );
  }
}

void ArealInterpolationTest::evenRateStaysThatRate()
{
  const ArealShares shares = randomShares();
  const std::vector<double> same( shares.sources(), 0.37 );
  const std::vector<double> value = interpolateRates( shares, same, std::vector<double>( shares.sources(), 9 ) ).value;
  QCOMPARE( differenceBetween( value, std::vector<double>( 300, 0.37 ), 1e-12 ), QString() );
}

void ArealInterpolationTest::rateOfCarriedCountsIsTheCarriedRate()
{
  const ArealShares shares = sharesByArea( groundOf( sources, targets ), 3 );
  std::vector<double> events;
  for ( std::size_t source = 0; source < people.size(); ++source )
    events.push_back( rate[source] * people[source] );
  const std::vector<double> carried = interpolateCounts( shares, events ).value;
  const InterpolatedRates rates = interpolateRates( shares, rate, people );
  for ( std::size_t target = 0; target < 3; ++target )
    QVERIFY( std::fabs( rates.value[target] - carried[target] / rates.denominator[target] ) < 1e-12 );
}

void ArealInterpolationTest::targetWithoutSourceHasNoValueWithoutPeopleZero()
{
  const MeasuredPieces ground{ { { 0, 0, 1 }, { 0, 1, 1 } }, { 2 } };
  const MeasuredPieces points = piecesOfPoints( { 0 }, { 0 }, std::vector<double>{ 12 }, 1 );
  const ArealShares shares = sharesByAncillary( points, ground, 3 );
  const std::vector<double> counts{ 12 };
  QCOMPARE( differenceBetween( interpolateCounts( shares, counts ).value, { 12, 0, missing } ), QString() );
  QCOMPARE(
    differenceBetween( interpolateRates( shares, std::vector<double>{ 3 }, counts ).value, { 3, missing, missing } ),
    QString() );
}

void ArealInterpolationTest::sourceWithoutCountIsTold()
{
  const ArealShares shares = sharesByArea( { { { 0, 0, 1 }, { 1, 0, 1 }, { 1, 1, 3 } }, { 1, 4 } }, 2 );
  const InterpolatedCounts carried = interpolateCounts( shares, std::vector<double>{ 8, missing } );
  QCOMPARE( differenceBetween( carried.value, { 8, missing } ), QString() );
  QCOMPARE( differenceBetween( carried.unknownSources, { 0.25, 0.75 } ), QString() );
}

void ArealInterpolationTest::sourceWithoutRateLeavesTheRest()
{
  const ArealShares shares = sharesByArea( { { { 0, 0, 1 }, { 1, 0, 1 } }, { 1, 4 } }, 1 );
  const InterpolatedRates carried =
    interpolateRates( shares, std::vector<double>{ 0.3, missing }, std::vector<double>{ 30, 40 } );
  QCOMPARE( differenceBetween( carried.value, { 0.3 } ), QString() );
  QCOMPARE( differenceBetween( carried.denominator, { 40 } ), QString() );
  QCOMPARE( differenceBetween( carried.covered, { 0.75 } ), QString() );
}

void ArealInterpolationTest::columnsThatDoNotFitAreRefused()
{
  const ArealShares shares = sharesByArea( groundOf( sources, targets ), 3 );
  const std::vector<double> two{ 1, 2 };
  QCOMPARE( refusalOf( [&] { interpolateCounts( shares, two ); } ),
            QStringLiteral( "The length of counts is 2; it must be 4." ) );
  QCOMPARE( refusalOf( [&] { interpolateRates( shares, rate, two ); } ),
            QStringLiteral( "The length of denominators is 2; it must be 4." ) );
  const std::vector<double> negative{ 1, 2, -3, 4 };
  QVERIFY( !refusalOf( [&] { interpolateRates( shares, rate, negative ); } ).isEmpty() );
}

QTEST_GUILESS_MAIN( ArealInterpolationTest )
#include "arealinterpolation_test.moc"
