// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/source.h"
#include "statistics/progress.h"
#include "testrun.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace communitysafety;
using namespace communitysafety::test;
using base::Source;

class SourceTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void rowsAreVisitedInOrderAndCountedFromOne();
  void hashTellsTheContentAndNotTheName();
  void coordinatesAreTransformedWhenAsked();
  void distinctTextsAreTrimmedAndSorted();
  void firstLookIsNotRecorded();
  // edges
  void blankColumnsHaveNoText();
  void fieldIsFoundWhateverItsCapitals();
  void cancelStopsTheReading();
  // refused input
  void wrongFieldIsRefusedWithTheNearest();
  void missingReferenceSystemIsRefused();
  void emptyLayerIsRefused();
};

namespace
{

const QString definition = QStringLiteral( "Point?crs=EPSG:27700&field=kind:string&field=category:string" );

std::unique_ptr<QgsVectorLayer> calls( const QStringList &rows, const QString &name = QStringLiteral( "calls" ) )
{
  return memoryLayer( definition, name, rows );
}

Source sourceOf( QgsVectorLayer &layer ) { return Source( QStringLiteral( "INCIDENTS" ), layer ); }

Source::Reading everything()
{
  Source::Reading reading;
  reading.attributes = { 0, 1 };
  return reading;
}

//! What the record says of the only input.
QJsonObject inputOf( const TestRun &test )
{
  const QStringList history = test.run.record.layerMetadata( QString() ).history();
  return QJsonDocument::fromJson( history.first().toUtf8() )
    .object()
    .value( QStringLiteral( "inputs" ) )
    .toArray()
    .first()
    .toObject();
}

QString hashOf( QgsVectorLayer &layer )
{
  TestRun test;
  sourceOf( layer ).forEach( test.run, everything(), []( const QgsFeature &, qint64 ) {} );
  return inputOf( test ).value( QStringLiteral( "sha256" ) ).toString();
}

} // namespace

void SourceTest::rowsAreVisitedInOrderAndCountedFromOne()
{
  TestRun test;
  const auto layer = calls( { QStringLiteral( "POINT(1 2);a;x" ), QStringLiteral( "POINT(3 4);b;y" ) } );
  QStringList visited;
  sourceOf( *layer ).forEach(
    test.run, everything(),
    [&]( const QgsFeature &feature, qint64 row )
    {
      visited
        << QStringLiteral( "%1 %2 %3" ).arg( row ).arg( feature.attribute( 0 ).toString(), feature.geometry().asWkt() );
    } );
  QCOMPARE( visited, ( QStringList{ QStringLiteral( "1 a Point (1 2)" ), QStringLiteral( "2 b Point (3 4)" ) } ) );
  QCOMPARE( inputOf( test ).value( QStringLiteral( "features" ) ).toInt(), 2 );
  QCOMPARE( inputOf( test ).value( QStringLiteral( "parameter" ) ).toString(), QStringLiteral( "INCIDENTS" ) );
}

void SourceTest::hashTellsTheContentAndNotTheName()
{
  const QString row = QStringLiteral( "POINT(1 2);a;x" );
  const QString hash = hashOf( *calls( { row } ) );
  QCOMPARE( hash.size(), 64 );
  QCOMPARE( hashOf( *calls( { row }, QStringLiteral( "other" ) ) ), hash );
  QVERIFY( hashOf( *calls( { QStringLiteral( "POINT(1 2);b;x" ) } ) ) != hash );
  QVERIFY( hashOf( *calls( { QStringLiteral( "POINT(1 3);a;x" ) } ) ) != hash );
  QVERIFY( hashOf( *calls( { row, row } ) ) != hash );
}

void SourceTest::coordinatesAreTransformedWhenAsked()
{
  TestRun test;
  const auto layer = calls( { QStringLiteral( "POINT(406000 287000);a;x" ) } );
  Source::Reading reading = everything();
  reading.crs = QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:4326" ) );
  QgsPointXY place;
  sourceOf( *layer ).forEach( test.run, reading,
                              [&place]( const QgsFeature &feature, qint64 ) { place = feature.geometry().asPoint(); } );
  // The centre of Birmingham.
  QVERIFY2( std::abs( place.x() + 1.913 ) < 0.005 && std::abs( place.y() - 52.481 ) < 0.005,
            qPrintable( place.toString( 4 ) ) );
}

void SourceTest::distinctTextsAreTrimmedAndSorted()
{
  TestRun test;
  const auto layer = calls( { QStringLiteral( "POINT(1 2);b;x" ), QStringLiteral( "POINT(1 2); a ;x" ),
                              QStringLiteral( "POINT(1 2);NULL;x" ), QStringLiteral( "POINT(1 2);b;y" ) } );
  QCOMPARE( sourceOf( *layer ).distinctTexts( test.run, QStringLiteral( "kind" ) ),
            ( QStringList{ QStringLiteral( "a" ), QStringLiteral( "b" ) } ) );
}

void SourceTest::firstLookIsNotRecorded()
{
  const auto layer = calls( { "POINT(1 1);a;b" } );
  TestRun test;
  Source::Reading reading = everything();
  reading.isRecorded = false;
  int rows = 0;
  sourceOf( *layer ).forEach( test.run, reading, [&rows]( const QgsFeature &, qint64 ) { ++rows; } );
  QCOMPARE( rows, 1 );
  QVERIFY( inputOf( test ).isEmpty() );
}

void SourceTest::blankColumnsHaveNoText()
{
  const auto layer = calls( { "POINT(1 1); a ;" } );
  const QgsFeature first = layer->getFeature( 1 );
  QCOMPARE( base::textIn( first, 0 ), QStringLiteral( "a" ) );
  QCOMPARE( base::textIn( first, -1 ), QString() );
}

void SourceTest::fieldIsFoundWhateverItsCapitals()
{
  const auto layer = calls( {} );
  QCOMPARE( sourceOf( *layer ).fieldIndex( QStringLiteral( "CATEGORY" ) ), 1 );
}

void SourceTest::cancelStopsTheReading()
{
  TestRun test;
  test.feedback.cancel();
  const auto layer = calls( { QStringLiteral( "POINT(1 2);a;x" ) } );
  QVERIFY_EXCEPTION_THROWN( sourceOf( *layer ).forEach( test.run, everything(), []( const QgsFeature &, qint64 ) {} ),
                            statistics::Cancelled );
  QVERIFY_EXCEPTION_THROWN( sourceOf( *layer ).distinctTexts( test.run, QStringLiteral( "kind" ) ),
                            statistics::Cancelled );
}

void SourceTest::wrongFieldIsRefusedWithTheNearest()
{
  const auto layer = calls( {} );
  const QString error = refusal( [&] { sourceOf( *layer ).fieldIndex( QStringLiteral( "categry" ) ); } );
  QVERIFY2( error.startsWith( QStringLiteral( "The layer ‘calls’ has no field ‘categry’." ) ), qPrintable( error ) );
  QVERIFY2( error.contains( QStringLiteral( "‘category’" ) ), qPrintable( error ) );
}

void SourceTest::missingReferenceSystemIsRefused()
{
  const auto layer = calls( {} );
  layer->setCrs( QgsCoordinateReferenceSystem() );
  const QString error = refusal( [&] { sourceOf( *layer ).requireCrs(); } );
  QVERIFY2( error.contains( QStringLiteral( "‘calls’ has no coordinate reference system" ) ), qPrintable( error ) );
}

void SourceTest::emptyLayerIsRefused()
{
  const auto layer = calls( {} );
  const QString error = refusal( [&] { sourceOf( *layer ).requireFeatures(); } );
  QVERIFY2( error.contains( QStringLiteral( "‘calls’ has no features" ) ), qPrintable( error ) );
}

COMMUNITYSAFETY_TEST_MAIN( SourceTest )
#include "source_test.moc"
