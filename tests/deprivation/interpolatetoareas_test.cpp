// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/compat.h"
#include "qgistest.h"

#include <algorithm>
#include <cmath>

using namespace communitysafety::test;

class InterpolateToAreasTest : public QObject
{
  Q_OBJECT

private slots:
  // hand-worked
  void everyMethodDividesAsWorkedByHand_data();
  void everyMethodDividesAsWorkedByHand();
  void ratesAreMeansOverThoseTheyReferTo();
  void smoothSurfaceLeansTowardsTheDenserNeighbour();
  void bestFitShowsWhatItPutsElsewhere();
  void bestFitShowsPeopleWhoChangePlaces();
  void smallTargetGetsItsPartOfTheSmoothSurface();
  void dwellingsOfAMaskServeSourcesWithoutPoints();
  void ratesOfSourcesWithoutPointsAreKept();
  void pointsBelieveTheAreaTheyName();
  void pointsReachAcrossBorders();
  // laws
  void targetsAndOutsideMakeTheWhole_data();
  void targetsAndOutsideMakeTheWhole();
  void orderOfTheFeaturesDoesNotMatter();
  // edges
  void parkHoldsNobody();
  void targetPartlyOutsideIsTold();
  void missingValuesAreAGapNotAZero();
  void longAndTakenNamesAreKeptApart();
  void smallAreasServeAsPoints();
  // refused input and warnings
  void refuses_data();
  void refuses();
  void targetsThatOverlapAreRefused();
  void layersWithoutCommonGroundAreRefused();
  void warns_data();
  void warns();
  // real boundaries
  void birminghamWardsByPeopleAndByGround();
  void newcastleGeneralisedBoundariesAreTold();
};

namespace
{

QString box( double x, double y, double width, double height )
{
  return QgsGeometry::fromRect( QgsRectangle( 400000 + x, 300000 + y, 400000 + x + width, 300000 + y + height ) )
    .asWkt();
}

QString point( double x, double y ) { return QStringLiteral( "POINT(%1 %2)" ).arg( 400000 + x ).arg( 300000 + y ); }

using Layer = std::unique_ptr<QgsVectorLayer>;

//! Two areas of 1 km² side by side: 1,000 people at 10 %, 3,000 at 30 %.
Layer twoAreas( const QString &first = QStringLiteral( "1000;0.1" ),
                const QString &second = QStringLiteral( "3000;0.3" ) )
{
  return memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=code:string&field=people:string&field=poor:string" ),
    QStringLiteral( "census" ),
    { box( 0, 0, 1000, 1000 ) + ";E1;" + first, box( 1000, 0, 1000, 1000 ) + ";E2;" + second } );
}

//! West: a quarter of the first area. Middle: the rest of it and half of the second. The last half is outside.
Layer twoTargets()
{
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string" ), QStringLiteral( "places" ),
                      { box( 0, 0, 250, 1000 ) + ";West", box( 250, 0, 1250, 1000 ) + ";Middle" } );
}

//! In the first area four of five people live in the west; in the second all live in the eastern half.
Layer homes()
{
  return memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=n:double&field=code:string" ),
                      QStringLiteral( "homes" ),
                      { point( 100, 500 ) + ";80;E1", point( 600, 500 ) + ";20;E1", point( 1900, 500 ) + ";50;E2" } );
}

//! The same as ground that is lived on.
Layer estates()
{
  return memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=id:string" ), QStringLiteral( "estates" ),
    { box( 0, 0, 200, 400 ) + ";a", box( 500, 0, 200, 100 ) + ";b", box( 1600, 0, 300, 300 ) + ";c" } );
}

RunResult interpolate( QgsVectorLayer *source, QgsVectorLayer *target, const QVariantMap &more = {} )
{
  QVariantMap parameters{ { QStringLiteral( "SOURCE" ), QVariant::fromValue( source ) },
                          { QStringLiteral( "TARGET" ), QVariant::fromValue( target ) },
                          { QStringLiteral( "COUNT_FIELDS" ), QStringLiteral( "people" ) },
                          { QStringLiteral( "OUTPUT" ), QStringLiteral( "TEMPORARY_OUTPUT" ) } };
  for ( auto value = more.constBegin(); value != more.constEnd(); ++value )
    parameters.insert( value.key(), value.value() );
  return run( QStringLiteral( "interpolatetoareas" ), parameters );
}

QString texts( const RunResult &result, const QString &field, const QString &output = QStringLiteral( "OUTPUT" ) )
{
  if ( !result.succeeded )
    return result.error;
  QStringList all;
  for ( const QVariant &value : values( *result.layer( output ), field ) )
    all << ( value.isNull() ? QStringLiteral( "NULL" ) : QString::number( value.toDouble(), 'g', 9 ) );
  return all.join( '|' );
}

QVariantMap with( const char *parameter, const QVariant &value ) { return { { QLatin1String( parameter ), value } }; }

} // namespace

void InterpolateToAreasTest::everyMethodDividesAsWorkedByHand_data()
{
  QTest::addColumn<int>( "method" );
  QTest::addColumn<QString>( "given" );
  QTest::addColumn<QString>( "people" );
  // In the order of their ids: Middle, West.
  QTest::newRow( "areal weighting" ) << 2 << QString() << "2250|250";
  QTest::newRow( "control points" ) << 1 << "points"
                                    << "200|800";
  QTest::newRow( "the best is points" ) << 0 << "points mask"
                                        << "200|800";
  QTest::newRow( "dasymetric" ) << 3 << "mask"
                                << "200|800";
  QTest::newRow( "the best is the mask" ) << 0 << "mask"
                                          << "200|800";
  QTest::newRow( "dwellings as mask" ) << 3 << "dwellings"
                                       << "500|500";
  QTest::newRow( "the best is ground" ) << 0 << QString() << "2250|250";
  // The centres of the people: 200 m and 1900 m from the west.
  QTest::newRow( "best fit" ) << 5 << "points"
                              << "0|1000";
  QTest::newRow( "best fit by centres of ground" ) << 5 << QString() << "4000|0";
}

void InterpolateToAreasTest::everyMethodDividesAsWorkedByHand()
{
  QFETCH( int, method );
  QFETCH( QString, given );
  QFETCH( QString, people );
  const Layer source = twoAreas();
  const Layer target = twoTargets();
  const Layer points = homes();
  const Layer mask = estates();
  QVariantMap more = with( "METHOD", method );
  if ( given.contains( QStringLiteral( "points" ) ) )
    more = { { "METHOD", method }, { "CONTROL", QVariant::fromValue( points.get() ) }, { "CONTROL_WEIGHT", "n" } };
  if ( given.contains( QStringLiteral( "mask" ) ) )
    more.insert( QStringLiteral( "MASK" ), QVariant::fromValue( mask.get() ) );
  if ( given == QStringLiteral( "dwellings" ) )
    more.insert( QStringLiteral( "MASK" ), QVariant::fromValue( points.get() ) );
  QCOMPARE( texts( interpolate( source.get(), target.get(), more ), QStringLiteral( "people" ) ), people );
}

void InterpolateToAreasTest::ratesAreMeansOverThoseTheyReferTo()
{
  const Layer source = twoAreas();
  const Layer target = twoTargets();
  const RunResult result =
    interpolate( source.get(), target.get(),
                 { { "COUNT_FIELDS", QVariant() }, { "RATE_FIELDS", "poor" }, { "DENOMINATOR", "people" } } );
  // Middle: (750 × 0.1 + 1500 × 0.3) / 2250.
  QCOMPARE( texts( result, QStringLiteral( "poor" ) ), QStringLiteral( "0.233333333|0.1" ) );
  QCOMPARE( texts( result, QStringLiteral( "d" ) ), QStringLiteral( "2250|250" ) );
  // One rate is divided only by chance of who lives where: √(0.09 × 1000 × 0.25 × 0.75) / 250 at least.
  const double error = values( *result.layer(), QStringLiteral( "poor_e" ) ).at( 1 ).toDouble();
  QVERIFY2( error >= std::sqrt( 0.09 * 1000 * 0.25 * 0.75 ) / 250 - 1e-12, qPrintable( QString::number( error ) ) );
}

void InterpolateToAreasTest::smoothSurfaceLeansTowardsTheDenserNeighbour()
{
  const Layer source = twoAreas();
  const Layer target = twoTargets();
  const RunResult result = interpolate( source.get(), target.get(), with( "METHOD", 4 ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const double west = values( *result.layer(), QStringLiteral( "people" ) ).at( 1 ).toDouble();
  QVERIFY2( west > 50 && west < 200, qPrintable( QString::number( west ) ) );
  QVERIFY( std::abs( result.number( QStringLiteral( "TOTAL" ) ) - 4000 ) < 1e-9 );
}

void InterpolateToAreasTest::bestFitShowsWhatItPutsElsewhere()
{
  const Layer source = twoAreas();
  const Layer target = twoTargets();
  const Layer points = homes();
  const RunResult result =
    interpolate( source.get(), target.get(),
                 { { "METHOD", 5 }, { "CONTROL", QVariant::fromValue( points.get() ) }, { "CONTROL_WEIGHT", "n" } } );
  // Points: 200 and 800; best fit: 0 and 1,000. 200 of 4,000 are elsewhere.
  QCOMPARE( result.number( QStringLiteral( "MISPLACED" ) ), 5.0 );
  for ( const QVariant &error : values( *result.layer(), QStringLiteral( "people_e" ) ) )
    QVERIFY2( error.toDouble() >= 200, qPrintable( error.toString() ) );
  QVERIFY2( result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "best fit puts 5.0 %" ) ),
            qPrintable( result.feedback->everything() ) );
}

void InterpolateToAreasTest::bestFitShowsPeopleWhoChangePlaces()
{
  const Layer source = twoAreas( "1000;0.1", "1000;0.3" );
  const Layer halves =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string" ), QStringLiteral( "halves" ),
                 { box( 0, 500, 2000, 500 ) + ";North", box( 0, 0, 2000, 500 ) + ";South" } );
  // Four of five of the first area live in the south, of the second in the north: so do their centres.
  const Layer points = memoryLayer(
    QStringLiteral( "Point?crs=EPSG:27700&field=n:double" ), QStringLiteral( "homes" ),
    { point( 500, 300 ) + ";80", point( 500, 700 ) + ";20", point( 1500, 300 ) + ";20", point( 1500, 700 ) + ";80" } );
  const RunResult result =
    interpolate( source.get(), halves.get(),
                 { { "METHOD", 5 }, { "CONTROL", QVariant::fromValue( points.get() ) }, { "CONTROL_WEIGHT", "n" } } );
  QCOMPARE( texts( result, QStringLiteral( "people" ) ), QStringLiteral( "1000|1000" ) );
  QCOMPARE( result.number( QStringLiteral( "MISPLACED" ) ), 20.0 );
}

void InterpolateToAreasTest::smallTargetGetsItsPartOfTheSmoothSurface()
{
  const Layer source = twoAreas();
  const Layer target = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string" ), QStringLiteral( "places" ),
    { box( 0, 0, 250, 1000 ) + ";West", box( 300, 0, 1200, 1000 ) + ";Middle", box( 270, 520, 4, 5 ) + ";Tiny" } );
  const RunResult result = interpolate( source.get(), target.get(), with( "METHOD", 4 ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY2( result.feedback->infos.join( '\n' ).contains(
              QStringLiteral( "1 areas lie between the centres of the cells of the smooth surface" ) ),
            qPrintable( result.feedback->everything() ) );
  // 20 m² at some 700 people per km², between the centres of cells of 170 m.
  const double tiny = values( *result.layer(), QStringLiteral( "people" ) ).at( 1 ).toDouble();
  QVERIFY2( tiny > 0.005 && tiny < 0.03, qPrintable( QString::number( tiny ) ) );
}

void InterpolateToAreasTest::dwellingsOfAMaskServeSourcesWithoutPoints()
{
  const Layer source = twoAreas();
  const Layer target = twoTargets();
  const Layer points = memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=n:double" ), QStringLiteral( "homes" ),
                                    { point( 100, 500 ) + ";80" } );
  const Layer dwellings = memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=n:double" ),
                                       QStringLiteral( "dwellings" ), { point( 1100, 500 ) + ";1" } );
  QCOMPARE( texts( interpolate( source.get(), target.get(),
                                { { "CONTROL", QVariant::fromValue( points.get() ) },
                                  { "MASK", QVariant::fromValue( dwellings.get() ) } } ),
                   QStringLiteral( "people" ) ),
            QStringLiteral( "3000|1000" ) );
}

void InterpolateToAreasTest::ratesOfSourcesWithoutPointsAreKept()
{
  const Layer source = twoAreas();
  const Layer whole = memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string" ),
                                   QStringLiteral( "city" ), { box( 0, 0, 2000, 1000 ) + ";City" } );
  const Layer points = memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=n:double" ), QStringLiteral( "homes" ),
                                    { point( 100, 500 ) + ";80" } );
  const RunResult result = interpolate(
    source.get(), whole.get(),
    { { "COUNT_FIELDS", QVariant() }, { "RATE_FIELDS", "poor" }, { "CONTROL", QVariant::fromValue( points.get() ) } } );
  // Both areas are equally large.
  QCOMPARE( texts( result, QStringLiteral( "poor" ) ), QStringLiteral( "0.2" ) );
  QVERIFY2(
    result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "weighted and shared out by ground: E2" ) ),
    qPrintable( result.feedback->everything() ) );
}

void InterpolateToAreasTest::pointsBelieveTheAreaTheyName()
{
  const Layer source = twoAreas();
  const Layer target = twoTargets();
  // The first lies just across the border of the area it names, as with generalised boundaries.
  const Layer points =
    memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=n:double&field=code:string" ), QStringLiteral( "homes" ),
                 { point( 1001, 500 ) + ";1;E1", point( 100, 500 ) + ";1;E1", point( 1900, 500 ) + ";1;E2" } );
  QVariantMap more{ { "CONTROL", QVariant::fromValue( points.get() ) } };
  QCOMPARE( texts( interpolate( source.get(), target.get(), more ), QStringLiteral( "people" ) ),
            QStringLiteral( "1500|1000" ) );
  more.insert( QStringLiteral( "CONTROL_SOURCE" ), QStringLiteral( "code" ) );
  const RunResult named = interpolate( source.get(), target.get(), more );
  QCOMPARE( texts( named, QStringLiteral( "people" ) ), QStringLiteral( "500|500" ) );
  QVERIFY2( named.feedback->warnings.join( '\n' ).contains( QStringLiteral( "1 of 3 points" ) ),
            qPrintable( named.feedback->everything() ) );
}

void InterpolateToAreasTest::pointsReachAcrossBorders()
{
  // One point stands for all 1,000 people of the first area, some of whom live in the strip without a point.
  const Layer source = twoAreas();
  const Layer target =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string" ), QStringLiteral( "places" ),
                 { box( 0, 0, 400, 1000 ) + ";Strip", box( 400, 0, 1600, 1000 ) + ";Town" } );
  const Layer points = memoryLayer( QStringLiteral( "Point?crs=EPSG:27700&field=n:double" ), QStringLiteral( "homes" ),
                                    { point( 500, 500 ) + ";1", point( 1500, 500 ) + ";1" } );
  const RunResult result =
    interpolate( source.get(), target.get(), with( "CONTROL", QVariant::fromValue( points.get() ) ) );
  QCOMPARE( texts( result, QStringLiteral( "people" ) ), QStringLiteral( "0|4000" ) );
  const QVariantList errors = values( *result.layer(), QStringLiteral( "people_e" ) );
  // Four of ten live in a strip of four tenths, but for the corners that a disc leaves out.
  QVERIFY2( errors.at( 0 ).toDouble() > 250 && errors.at( 0 ).toDouble() < 500,
            qPrintable( errors.at( 0 ).toString() ) );
  QCOMPARE( errors.at( 0 ).toDouble(), errors.at( 1 ).toDouble() );
}

void InterpolateToAreasTest::targetsAndOutsideMakeTheWhole_data()
{
  QTest::addColumn<int>( "method" );
  for ( int method = 1; method <= 5; ++method )
    QTest::addRow( "method %d", method ) << method;
}

void InterpolateToAreasTest::targetsAndOutsideMakeTheWhole()
{
  QFETCH( int, method );
  // A slanting band over seven unequal areas.
  QStringList areas;
  for ( int area = 0; area < 7; ++area )
    areas << box( area * 301.7, 0, 301.7, 900 ) + QStringLiteral( ";E%1;%2;0" ).arg( area ).arg( 17.3 + 31 * area );
  const Layer source =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=code:string&field=people:string&field=poor:string" ),
                 QStringLiteral( "census" ), areas );
  const Layer target = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string" ), QStringLiteral( "band" ),
    { QStringLiteral( "POLYGON((400013 300029,401777 300333,401801 300777,400057 300411,400013 300029));band" ) } );
  const Layer points = homes();
  const Layer mask = estates();
  const RunResult result = interpolate( source.get(), target.get(),
                                        { { "METHOD", method },
                                          { "CONTROL", QVariant::fromValue( points.get() ) },
                                          { "MASK", QVariant::fromValue( mask.get() ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const double whole = result.number( QStringLiteral( "TOTAL" ) );
  const double inside = values( *result.layer(), QStringLiteral( "people" ) ).first().toDouble();
  QCOMPARE( whole, 7 * 17.3 + 31 * 21 );
  QVERIFY2( std::abs( inside + result.number( QStringLiteral( "OUTSIDE" ) ) - whole ) <= 1e-9 * whole,
            qPrintable( QString::number( inside + result.number( QStringLiteral( "OUTSIDE" ) ) - whole ) ) );
}

void InterpolateToAreasTest::orderOfTheFeaturesDoesNotMatter()
{
  const Layer source = twoAreas();
  const Layer reversed =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=code:string&field=people:string&field=poor:string" ),
                 QStringLiteral( "census" ),
                 { box( 1000, 0, 1000, 1000 ) + ";E2;3000;0.3", box( 0, 0, 1000, 1000 ) + ";E1;1000;0.1" } );
  const Layer target = twoTargets();
  const RunResult one = interpolate( source.get(), target.get() );
  const RunResult other = interpolate( reversed.get(), target.get() );
  QVERIFY( one.succeeded && other.succeeded );
  QCOMPARE( sortedRows( *one.layer() ), sortedRows( *other.layer() ) );
}

void InterpolateToAreasTest::parkHoldsNobody()
{
  const Layer source = twoAreas();
  const Layer target =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string" ), QStringLiteral( "places" ),
                 { box( 1000, 0, 500, 1000 ) + ";Park", box( 0, 0, 1000, 1000 ) + ";Town" } );
  const Layer points = homes();
  const RunResult result = interpolate(
    source.get(), target.get(),
    { { "CONTROL", QVariant::fromValue( points.get() ) }, { "RATE_FIELDS", "poor" }, { "DENOMINATOR", "people" } } );
  QCOMPARE( texts( result, QStringLiteral( "people" ) ), QStringLiteral( "0|1000" ) );
  QCOMPARE( texts( result, QStringLiteral( "poor" ) ), QStringLiteral( "NULL|0.1" ) );
  QCOMPARE( result.number( QStringLiteral( "N_EMPTY" ) ), 1.0 );
  QVERIFY( result.feedback->infos.join( '\n' ).contains(
    QStringLiteral( "1 areas hold nobody by this method (no point with people lies in them" ) ) );
}

void InterpolateToAreasTest::targetPartlyOutsideIsTold()
{
  const Layer source = twoAreas();
  const Layer target =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string" ), QStringLiteral( "places" ),
                 { box( -500, 0, 1000, 1000 ) + ";Edge", box( 5000, 0, 10, 10 ) + ";Far" } );
  const RunResult result = interpolate( source.get(), target.get() );
  QCOMPARE( texts( result, QStringLiteral( "people" ) ), QStringLiteral( "500|NULL" ) );
  QCOMPARE( texts( result, QStringLiteral( "cover" ) ), QStringLiteral( "0.5|0" ) );
  QCOMPARE( result.number( QStringLiteral( "N_PARTLY_COVERED" ) ), 1.0 );
  const QString said = result.feedback->warnings.join( '\n' );
  QVERIFY2( said.contains( QStringLiteral( "1 of 2 areas lie partly outside" ) ), qPrintable( said ) );
  QVERIFY2( said.contains( QStringLiteral( "wholly outside of ‘census’ and get no figures: Far" ) ),
            qPrintable( said ) );
}

void InterpolateToAreasTest::missingValuesAreAGapNotAZero()
{
  const Layer source = twoAreas( QStringLiteral( ";0.1" ) );
  const Layer target = twoTargets();
  const RunResult result = interpolate( source.get(), target.get() );
  QCOMPARE( texts( result, QStringLiteral( "people" ) ), QStringLiteral( "1500|NULL" ) );
  // 0.75 of the first area and 0.5 of the second go to Middle.
  QCOMPARE( texts( result, QStringLiteral( "gap" ) ), QStringLiteral( "0.6|1" ) );
  QVERIFY(
    result.feedback->warnings.join( '\n' ).contains( QStringLiteral( "1 of 2 areas of ‘census’ have no value" ) ) );
}

void InterpolateToAreasTest::longAndTakenNamesAreKeptApart()
{
  const Layer source = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=code:string&field=total_residents:int&field=total_resigned:int"
                    "&field=cover:int" ),
    QStringLiteral( "census" ), { box( 0, 0, 1000, 1000 ) + ";E1;100;7;3" } );
  const Layer target = twoTargets();
  const RunResult result = interpolate(
    source.get(), target.get(), with( "COUNT_FIELDS", QVariantList{ "total_residents", "total_resigned", "cover" } ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.layer()->fields().names().mid( 3, 6 ).join( ' ' ),
            QStringLiteral( "total_resi total_re_e total_res2 total_r2_e cover2 cover_e" ) );
  QCOMPARE( result.layer()->fields().field( 3 ).alias(), QStringLiteral( "total_residents" ) );
}

void InterpolateToAreasTest::smallAreasServeAsPoints()
{
  const Layer source = twoAreas();
  const Layer target = twoTargets();
  const Layer small = memoryLayer(
    QStringLiteral( "Polygon?crs=EPSG:27700&field=n:double" ), QStringLiteral( "oas" ),
    { box( 50, 50, 100, 100 ) + ";80", box( 550, 50, 100, 100 ) + ";20", box( 1850, 50, 100, 100 ) + ";50" } );
  QCOMPARE( texts( interpolate( source.get(), target.get(),
                                { { "CONTROL", QVariant::fromValue( small.get() ) }, { "CONTROL_WEIGHT", "n" } } ),
                   QStringLiteral( "people" ) ),
            QStringLiteral( "200|800" ) );
}

void InterpolateToAreasTest::refuses_data()
{
  QTest::addColumn<QVariantMap>( "more" );
  QTest::addColumn<QString>( "first" );
  QTest::addColumn<QString>( "sentence" );
  const QString people = QStringLiteral( "1000;0.1" );
  QTest::newRow( "nothing to carry" ) << with( "COUNT_FIELDS", QVariant() ) << people
                                      << "There is nothing to carry over";
  QTest::newRow( "count and rate at once" ) << with( "RATE_FIELDS", "people" ) << people << "as a count and as a rate";
  QTest::newRow( "points without points" ) << with( "METHOD", 1 ) << people << "The method needs control points";
  QTest::newRow( "mask without mask" ) << with( "METHOD", 3 ) << people << "The method needs a mask";
  QTest::newRow( "negative count" ) << QVariantMap() << "-3;0.1"
                                    << "‘people’ of ‘census’ is -3 in area ‘E1’ (row 1), which no count can be";
}

void InterpolateToAreasTest::refuses()
{
  QFETCH( QVariantMap, more );
  QFETCH( QString, first );
  QFETCH( QString, sentence );
  const Layer source = twoAreas( first );
  const Layer target = twoTargets();
  const RunResult result = interpolate( source.get(), target.get(), more );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

void InterpolateToAreasTest::targetsThatOverlapAreRefused()
{
  const Layer source = twoAreas();
  // Together they make less than the source.
  const Layer target =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string" ), QStringLiteral( "places" ),
                 { box( 0, 0, 300, 1000 ) + ";N01", box( 0, 0, 300, 1000 ) + ";N02" } );
  const RunResult result = interpolate( source.get(), target.get() );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( QStringLiteral( "‘N01’ and ‘N02’ of the layer ‘places’ overlap each other" ) ),
            qPrintable( result.error ) );
}

void InterpolateToAreasTest::layersWithoutCommonGroundAreRefused()
{
  const Layer source = twoAreas();
  const Layer target = memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string" ),
                                    QStringLiteral( "places" ), { box( 9000, 0, 300, 1000 ) + ";Far" } );
  const RunResult result = interpolate( source.get(), target.get() );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( QStringLiteral( "‘census’ and ‘places’ have no ground in common" ) ),
            qPrintable( result.error ) );
}

void InterpolateToAreasTest::warns_data()
{
  QTest::addColumn<QString>( "field" );
  QTest::addColumn<QString>( "values" );
  QTest::addColumn<bool>( "asRate" );
  QTest::addColumn<bool>( "succeeds" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "rate as count by name" ) << "pct_poor"
                                           << "12" << false << true << "seems to be a rate or a share";
  QTest::newRow( "rate as count by values" ) << "poor"
                                             << "0.12" << false << true << "seems to be a rate or a share";
  QTest::newRow( "count as rate" ) << "poor"
                                   << "1200" << true << true << "that no rate or share can have";
  QTest::newRow( "rank" ) << "imd_rank"
                          << "1200" << true << false << "holds ranks";
  QTest::newRow( "decile as count" ) << "IMDDecile"
                                     << "10" << false << false << "holds deciles";
}

void InterpolateToAreasTest::warns()
{
  QFETCH( QString, field );
  QFETCH( QString, values );
  QFETCH( bool, asRate );
  QFETCH( bool, succeeds );
  QFETCH( QString, sentence );
  const Layer source =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=code:string&field=%1:double" ).arg( field ),
                 QStringLiteral( "census" ), { box( 0, 0, 1000, 1000 ) + ";E1;" + values } );
  const Layer target = twoTargets();
  const RunResult result =
    interpolate( source.get(), target.get(),
                 { { "COUNT_FIELDS", asRate ? QVariant() : field }, { "RATE_FIELDS", asRate ? field : QVariant() } } );
  QCOMPARE( result.succeeded, succeeds );
  const QString said = result.error + result.feedback->warnings.join( '\n' );
  QVERIFY2( said.contains( sentence ), qPrintable( said ) );
}

void InterpolateToAreasTest::birminghamWardsByPeopleAndByGround()
{
  const QString folder = sharedFile( QStringLiteral( "data/birmingham" ) );
  if ( folder.isEmpty() )
    QSKIP( "The shared data are not on this machine." );
  const auto lsoas = std::make_unique<QgsVectorLayer>( folder + "/lsoa21_birmingham.gpkg", QStringLiteral( "lsoas" ) );
  // People of an LSOA: twice the number of its code, for want of a population in the layer.
  lsoas->addExpressionField( QStringLiteral( "to_int(right(\"LSOA21\", 3)) + 1000" ),
                             QgsField( QStringLiteral( "people" ), communitysafety::compat::realField ) );
  const RunResult result =
    run( QStringLiteral( "interpolatetoareas" ), { { "SOURCE", QVariant::fromValue( lsoas.get() ) },
                                                   { "TARGET", folder + "/ward_birmingham.gpkg" },
                                                   { "TARGET_ID", "WardCode" },
                                                   { "CONTROL", folder + "/oa11_birmingham.gpkg" },
                                                   { "COUNT_FIELDS", "people" },
                                                   { "OUTPUT", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  double all = result.number( QStringLiteral( "OUTSIDE" ) );
  for ( const QVariant &people : values( *result.layer(), QStringLiteral( "people" ) ) )
    all += people.toDouble();
  const double total = result.number( QStringLiteral( "TOTAL" ) );
  QVERIFY2( std::abs( all - total ) < 1e-9 * total, qPrintable( QString::number( all - total ) ) );
  QCOMPARE( result.layer()->featureCount(), 69LL );
  const double difference = result.number( QStringLiteral( "DIFFERENCE_FROM_GROUND" ) );
  QVERIFY2( difference > 0.5 && difference < 15, qPrintable( QString::number( difference ) ) );
}

void InterpolateToAreasTest::newcastleGeneralisedBoundariesAreTold()
{
  const QString folder = sharedFile( QStringLiteral( "data/newcastle" ) );
  if ( folder.isEmpty() )
    QSKIP( "The shared data are not on this machine." );
  const RunResult result = run( QStringLiteral( "interpolatetoareas" ),
                                { { "SOURCE", folder + "/lsoa21_newcastle_imd2025_ultrageneralised.gpkg" },
                                  { "TARGET", folder + "/lsoa11_newcastle_generalised.gpkg" },
                                  { "CONTROL", folder + "/oa11_newcastle_generalised.gpkg" },
                                  { "COUNT_FIELDS", "total_residents" },
                                  { "RATE_FIELDS", "IMD_score" },
                                  { "DENOMINATOR", "total_residents" },
                                  { "FIGURES", 2 },
                                  { "OUTPUT", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.layer()->featureCount(), 175LL );
  QVERIFY2( result.feedback->everything().contains( QStringLiteral( "lie in none of its areas" ) ),
            qPrintable( result.feedback->everything() ) );
}

COMMUNITYSAFETY_TEST_MAIN( InterpolateToAreasTest )
#include "interpolatetoareas_test.moc"
