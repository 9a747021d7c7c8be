// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/studyarea.h"

#include <QObject>
#include <QtTest>

#include <cmath>
#include <random>
#include <thread>

using namespace communitysafety::base;

class StudyAreaTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void agreesWithTheOutlineItself_data();
  void agreesWithTheOutlineItself();
  // edges
  void holeIsOutside();
  // threads
  void threadsGiveTheSame();

private:
  //! A star with a hole and an island far off.
  static QgsGeometry city()
  {
    QgsPolygonXY star( 2 );
    for ( int corner = 0; corner < 40; ++corner )
    {
      const double angle = corner * 0.15707963267948966;
      const double radius = corner % 2 ? 3000 : 9000;
      star[0] << QgsPointXY( 400000 + radius * std::cos( angle ), 300000 + radius * std::sin( angle ) );
    }
    star[0] << star[0].first();
    star[1] = { { 399500, 299500 }, { 400500, 299500 }, { 400500, 300500 }, { 399500, 300500 }, { 399500, 299500 } };
    const QgsPolygonXY island{ { { 420000, 300000 }, { 420100, 300000 }, { 420100, 300100 }, { 420000, 300000 } } };
    return QgsGeometry::fromMultiPolygonXY( { star, island } );
  }

  static std::vector<QgsPointXY> points( int count )
  {
    std::mt19937 random( 5 );
    std::uniform_real_distribution<double> x( 389000, 422000 );
    std::uniform_real_distribution<double> y( 289000, 311000 );
    std::vector<QgsPointXY> all;
    for ( int point = 0; point < count; ++point )
      all.emplace_back( x( random ), y( random ) );
    return all;
  }
};

void StudyAreaTest::agreesWithTheOutlineItself_data()
{
  QTest::addColumn<double>( "tolerance" );
  for ( const double tolerance : { 0.0, 50.0, 2000.0 } )
    QTest::newRow( qPrintable( QString::number( tolerance ) ) ) << tolerance;
}

void StudyAreaTest::agreesWithTheOutlineItself()
{
  QFETCH( double, tolerance );
  const QgsGeometry outline = city();
  const StudyArea area( outline, tolerance );
  int inside = 0;
  for ( const QgsPointXY &point : points( 4000 ) )
  {
    const bool expected = outline.distance( QgsGeometry::fromPointXY( point ) ) <= tolerance;
    if ( area.holds( point ) != expected )
      QFAIL( qPrintable( point.toString( 3 ) ) );
    inside += expected ? 1 : 0;
  }
  QVERIFY( inside > 400 && inside < 3600 );
}

void StudyAreaTest::holeIsOutside()
{
  const StudyArea area( city(), 50 );
  QVERIFY( !area.holds( { 400000, 300000 } ) );
  QVERIFY( area.holds( { 400460, 300000 } ) );
  QVERIFY( area.holds( { 420090, 300010 } ) );
  QVERIFY( !area.holds( { 1000, 1000 } ) );
}

void StudyAreaTest::threadsGiveTheSame()
{
  const StudyArea area( city(), 50 );
  const std::vector<QgsPointXY> all = points( 4000 );
  const auto answers = [&]( std::vector<char> &held )
  {
    for ( const QgsPointXY &point : all )
      held.push_back( area.holds( point ) ? 1 : 0 );
  };
  std::vector<char> alone;
  answers( alone );
  std::vector<std::vector<char>> together( 4 );
  std::vector<std::thread> threads;
  for ( std::vector<char> &held : together )
    threads.emplace_back( [&answers, &held] { answers( held ); } );
  for ( std::thread &thread : threads )
    thread.join();
  for ( const std::vector<char> &held : together )
    QVERIFY( held == alone );
}

QTEST_GUILESS_MAIN( StudyAreaTest )
#include "studyarea_test.moc"
