// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "squaremap.h"
#include "statistics/association.h"
#include "statistics/spatialcorrelation.h"

using namespace communitysafety::statistics;

class SpatialCorrelationTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void coefficientIsThatWithoutSpace();
  void effectiveAreasFollowFromWholeMatrices();
  void independentAreasAreWorthThemselves();
  void orderOfAreasDoesNotMatter();
  // edges
  void areasWithAMissingValueTakeNoPart();
  void constantColumnHasNoCorrelation();
  void perfectCorrelationIsCertain();
  // refused input
  void optionsOutOfRangeAreRefused();
  // chance
  void patchyColumnsThatHaveNothingInCommonAreRarelySignificant();
  // threads
  void sameOnAnyNumberOfThreads();
};

namespace
{

SpatialCorrelationOptions pearsonWith( std::size_t classes )
{
  SpatialCorrelationOptions options;
  options.kind = CorrelationKind::pearson;
  options.classes = classes;
  return options;
}

using Matrix = std::vector<std::vector<double>>;

Matrix product( const Matrix &a, const Matrix &b )
{
  Matrix result( a.size(), std::vector<double>( a.size(), 0.0 ) );
  for ( std::size_t row = 0; row < a.size(); ++row )
    for ( std::size_t middle = 0; middle < a.size(); ++middle )
      for ( std::size_t column = 0; column < a.size(); ++column )
        result[row][column] += a[row][middle] * b[middle][column];
  return result;
}

double trace( const Matrix &matrix )
{
  double sum = 0;
  for ( std::size_t row = 0; row < matrix.size(); ++row )
    sum += matrix[row][row];
  return sum;
}

//! Moran's I of the class of each pair.
Matrix correlations( const SquareMap &map, const std::vector<double> &upper, const std::vector<double> &moran )
{
  Matrix result( map.x.size(), std::vector<double>( map.x.size(), 1.0 ) );
  for ( std::size_t a = 0; a < map.x.size(); ++a )
    for ( std::size_t b = 0; b < map.x.size(); ++b )
    {
      std::size_t number = 0;
      while ( number + 1 < upper.size() &&
              std::hypot( map.x[a] - map.x[b], map.y[a] - map.y[b] ) > upper[number] * ( 1 + 1e-12 ) )
        ++number;
      if ( a != b )
        result[a][b] = moran[number];
    }
  return result;
}

} // namespace

void SpatialCorrelationTest::coefficientIsThatWithoutSpace()
{
  const SquareMap map( 12 );
  const std::vector<double> a = map.patches( 1, 1 ), b = map.patches( 2, 1 );
  QVERIFY( std::fabs( spatialCorrelation( a, b, map.x, map.y ).coefficient - spearman( a, b ).coefficient ) < 1e-12 );
  QVERIFY( std::fabs( spatialCorrelation( a, b, map.x, map.y, pearsonWith( 13 ) ).coefficient -
                      pearson( a, b ).coefficient ) < 1e-12 );
}

void SpatialCorrelationTest::effectiveAreasFollowFromWholeMatrices()
{
  const SquareMap map( 8 );
  const SpatialCorrelation found =
    spatialCorrelation( map.patches( 1, 1 ), map.patches( 2, 2 ), map.x, map.y, pearsonWith( 7 ) );
  const std::size_t n = map.x.size();
  Matrix centring( n, std::vector<double>( n, -1.0 / double( n ) ) );
  for ( std::size_t row = 0; row < n; ++row )
    centring[row][row] += 1;
  const Matrix x = product( centring, correlations( map, found.upperDistance, found.moranX ) );
  const Matrix y = product( centring, correlations( map, found.upperDistance, found.moranY ) );
  const double expected = 1 + trace( x ) * trace( y ) / trace( product( x, y ) );
  QVERIFY( std::fabs( found.effectiveAreas / expected - 1 ) < 1e-10 );
}

void SpatialCorrelationTest::independentAreasAreWorthThemselves()
{
  const SquareMap map( 30 );
  const SpatialCorrelation found = spatialCorrelation( map.patches( 1, 0 ), map.patches( 2, 0 ), map.x, map.y );
  QVERIFY2( std::fabs( found.effectiveAreas / 900 - 1 ) < 0.1, qPrintable( QString::number( found.effectiveAreas ) ) );
  QVERIFY( spatialCorrelation( map.patches( 1, 4 ), map.patches( 2, 4 ), map.x, map.y ).effectiveAreas < 150 );
}

void SpatialCorrelationTest::orderOfAreasDoesNotMatter()
{
  const SquareMap map( 10 );
  const auto reversed = []( const std::vector<double> &values )
  { return std::vector<double>( values.rbegin(), values.rend() ); };
  const std::vector<double> a = map.patches( 1, 1 ), b = map.patches( 2, 1 );
  QVERIFY( std::fabs( spatialCorrelation( a, b, map.x, map.y ).p -
                      spatialCorrelation( reversed( a ), reversed( b ), reversed( map.x ), reversed( map.y ) ).p ) <
           1e-9 );
}

void SpatialCorrelationTest::areasWithAMissingValueTakeNoPart()
{
  const SquareMap map( 10 );
  std::vector<double> a = map.patches( 1, 1 );
  a[3] = missing;
  QCOMPARE( spatialCorrelation( a, map.patches( 2, 1 ), map.x, map.y ).areas, std::size_t{ 99 } );
}

void SpatialCorrelationTest::constantColumnHasNoCorrelation()
{
  const SquareMap map( 5 );
  QVERIFY(
    isMissing( spatialCorrelation( std::vector<double>( 25, 2.0 ), map.patches( 2, 1 ), map.x, map.y ).coefficient ) );
}

void SpatialCorrelationTest::perfectCorrelationIsCertain()
{
  const SquareMap map( 10 );
  const SpatialCorrelation found = spatialCorrelation( map.patches( 1, 0 ), map.patches( 1, 0 ), map.x, map.y );
  QCOMPARE( found.p, 0.0 );
  QVERIFY( found.limits.lower > 0.999 );
}

void SpatialCorrelationTest::optionsOutOfRangeAreRefused()
{
  const SquareMap map( 5 );
  QCOMPARE( refusalOf(
              [&] { spatialCorrelation( map.patches( 1, 1 ), map.patches( 2, 1 ), map.x, map.y, pearsonWith( 1 ) ); } ),
            QStringLiteral( "The number of distance classes is 1; it must be 2 or more." ) );
  SpatialCorrelationOptions options;
  options.kind = CorrelationKind::kendall;
  QCOMPARE( refusalOf( [&] { spatialCorrelation( map.x, map.y, map.x, map.y, options ); } ),
            QStringLiteral( "The coefficient is Kendall's; it must be Pearson's or Spearman's." ) );
}

void SpatialCorrelationTest::patchyColumnsThatHaveNothingInCommonAreRarelySignificant()
{
  const SquareMap map( 16 );
  int modified = 0, limitsWithoutZero = 0, ordinary = 0;
  constexpr int pairs = 300;
  for ( int pair = 0; pair < pairs; ++pair )
  {
    const std::vector<double> a = map.patches( std::uint64_t( 2 * pair ), 3 ),
                              b = map.patches( std::uint64_t( 2 * pair + 1 ), 3 );
    const SpatialCorrelation found = spatialCorrelation( a, b, map.x, map.y );
    modified += found.p <= 0.05 ? 1 : 0;
    limitsWithoutZero += found.limits.lower > 0 || found.limits.upper < 0 ? 1 : 0;
    ordinary += std::fabs( std::atanh( found.coefficient ) ) * std::sqrt( 253.0 ) > 1.96 ? 1 : 0;
  }
  // Allowed: 5 % and three standard errors.
  QVERIFY2( modified <= 0.088 * pairs, qPrintable( QString::number( modified ) ) );
  QVERIFY2( limitsWithoutZero <= 0.088 * pairs, qPrintable( QString::number( limitsWithoutZero ) ) );
  QVERIFY2( ordinary > 0.3 * pairs, qPrintable( QString::number( ordinary ) ) );
}

void SpatialCorrelationTest::sameOnAnyNumberOfThreads()
{
  const SquareMap map( 12 );
  SpatialCorrelationOptions one, four;
  one.threads = 1;
  four.threads = 4;
  QCOMPARE( spatialCorrelation( map.patches( 1, 1 ), map.patches( 2, 1 ), map.x, map.y, one ).effectiveAreas,
            spatialCorrelation( map.patches( 1, 1 ), map.patches( 2, 1 ), map.x, map.y, four ).effectiveAreas );
}

QTEST_GUILESS_MAIN( SpatialCorrelationTest )
#include "spatialcorrelation_test.moc"
