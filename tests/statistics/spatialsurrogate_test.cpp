// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "expectations.h"
#include "statistics/spatialsurrogate.h"

using namespace communitysafety::statistics;

class SpatialSurrogateTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void meanAndVarianceStay_data();
  void meanAndVarianceStay();
  void patchinessStays_data();
  void patchinessStays();
  void correlationOfFieldsStays_data();
  void correlationOfFieldsStays();
  void highsMoveElsewhere();
  // refused input
  void fieldOfAnotherLengthIsRefused();
};

namespace
{

constexpr int side = 24;
constexpr std::size_t places = side * side;

BorderGraph grid()
{
  std::vector<int> columns;
  std::vector<int> rows;
  for ( int row = 0; row < side; ++row )
    for ( int column = 0; column < side; ++column )
    {
      columns.push_back( column );
      rows.push_back( row );
    }
  return BorderGraph::onSquareGrid( columns, rows );
}

//! Waves of some eight cells and a little noise.
std::vector<double> patchy( std::uint64_t seed )
{
  RandomStream random( seed );
  const double shift = 6 * random.uniform();
  std::vector<double> field;
  for ( int place = 0; place < int( places ); ++place )
    field.push_back( 10 + 3 * std::sin( place % side * 0.8 + shift ) * std::cos( place / side * 0.7 - shift ) +
                     random.normal() );
  return field;
}

double mean( const std::vector<double> &values )
{
  double sum = 0;
  for ( const double value : values )
    sum += value / double( values.size() );
  return sum;
}

double covariance( const std::vector<double> &one, const std::vector<double> &other )
{
  double sum = 0;
  for ( std::size_t place = 0; place < one.size(); ++place )
    sum += ( one[place] - mean( one ) ) * ( other[place] - mean( other ) ) / double( one.size() );
  return sum;
}

double correlation( const std::vector<double> &one, const std::vector<double> &other )
{
  return covariance( one, other ) / std::sqrt( covariance( one, one ) * covariance( other, other ) );
}

double moran( const BorderGraph &graph, const std::vector<double> &values )
{
  const double centre = mean( values );
  double products = 0;
  double weights = 0;
  for ( const Border &border : graph.borders() )
  {
    products += border.length * ( values[border.first] - centre ) * ( values[border.second] - centre );
    weights += border.length;
  }
  return products / weights / covariance( values, values );
}

void addMethods()
{
  QTest::addColumn<int>( "exactUpTo" );
  QTest::addColumn<double>( "tolerance" );
  QTest::newRow( "eigenvectors" ) << 1000 << 1e-9;
  QTest::newRow( "bands" ) << 0 << 0.12;
}

//! The mean of a figure over 40 draws.
template <typename Figure>
double overDraws( const SpatialSurrogate &surrogate, Figure figure )
{
  double sum = 0;
  for ( std::uint64_t draw = 0; draw < 40; ++draw )
  {
    RandomStream random( 9, draw );
    sum += figure( surrogate.draw( random ) ) / 40;
  }
  return sum;
}

} // namespace

void SpatialSurrogateTest::meanAndVarianceStay_data() { addMethods(); }

void SpatialSurrogateTest::meanAndVarianceStay()
{
  QFETCH( int, exactUpTo );
  QFETCH( double, tolerance );
  const std::vector<double> field = patchy( 1 );
  const SpatialSurrogate surrogate( grid(), { field }, std::size_t( exactUpTo ) );
  const double meanDrawn = overDraws( surrogate, []( const auto &fields ) { return mean( fields[0] ); } );
  const double varianceDrawn =
    overDraws( surrogate, []( const auto &fields ) { return covariance( fields[0], fields[0] ); } );
  QVERIFY( std::fabs( meanDrawn - mean( field ) ) < tolerance );
  const double ratio = varianceDrawn / covariance( field, field );
  QVERIFY2( std::fabs( ratio - 1 ) < tolerance, qPrintable( QString::number( ratio ) ) );
}

void SpatialSurrogateTest::patchinessStays_data() { addMethods(); }

void SpatialSurrogateTest::patchinessStays()
{
  QFETCH( int, exactUpTo );
  QFETCH( double, tolerance );
  const BorderGraph graph = grid();
  const std::vector<double> field = patchy( 2 );
  const SpatialSurrogate surrogate( graph, { field }, std::size_t( exactUpTo ) );
  const double drawn = overDraws( surrogate, [&graph]( const auto &fields ) { return moran( graph, fields[0] ); } );
  QVERIFY( moran( graph, field ) > 0.4 );
  QVERIFY2( std::fabs( drawn - moran( graph, field ) ) < tolerance, qPrintable( QString::number( drawn ) ) );
}

void SpatialSurrogateTest::correlationOfFieldsStays_data() { addMethods(); }

void SpatialSurrogateTest::correlationOfFieldsStays()
{
  QFETCH( int, exactUpTo );
  QFETCH( double, tolerance );
  const std::vector<double> one = patchy( 3 );
  std::vector<double> other = patchy( 4 );
  for ( std::size_t place = 0; place < places; ++place )
    other[place] += one[place];
  const SpatialSurrogate surrogate( grid(), { one, other }, std::size_t( exactUpTo ) );
  const double drawn = overDraws( surrogate, []( const auto &fields ) { return correlation( fields[0], fields[1] ); } );
  const double observed = correlation( one, other );
  QVERIFY2( std::fabs( drawn - observed ) < tolerance,
            qPrintable( QStringLiteral( "%1 instead of %2" ).arg( drawn ).arg( observed ) ) );
}

void SpatialSurrogateTest::highsMoveElsewhere()
{
  const std::vector<double> field = patchy( 5 );
  for ( const std::size_t exactUpTo : { 0, 1000 } )
  {
    const SpatialSurrogate surrogate( grid(), { field }, exactUpTo );
    const double likeness =
      overDraws( surrogate, [&field]( const auto &fields ) { return correlation( fields[0], field ); } );
    QVERIFY2( std::fabs( likeness ) < 0.2, qPrintable( QString::number( likeness ) ) );
  }
}

void SpatialSurrogateTest::fieldOfAnotherLengthIsRefused()
{
  QCOMPARE( refusalOf(
              [] {
                SpatialSurrogate( grid(), { { 1, 2, 3 } } );
              } ),
            QStringLiteral( "The length of a field is 3; it must be 576." ) );
}

QTEST_GUILESS_MAIN( SpatialSurrogateTest )
#include "spatialsurrogate_test.moc"
