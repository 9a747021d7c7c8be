// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/recordweight.h"
#include "base/source.h"
#include "testrun.h"

using namespace communitysafety;
using namespace communitysafety::test;

class RecordWeightTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void cellSaysHowMuch_data();
  void cellSaysHowMuch();
  void fieldOfOtherLayersMeansSomethingElse();
  // refused input
  void unreadableWeightRejectsTheRecord_data();
  void unreadableWeightRejectsTheRecord();
};

namespace
{

const QString incidents =
  QStringLiteral( "Point?crs=EPSG:27700&field=inc_id:string&field=inc_date:string&field=category:"
                  "string&field=source:string&field=side:string&field=weight:string&field="
                  "precision:string" );

std::optional<double> weightIn( TestRun &test, const QString &definition, const QString &row )
{
  const auto layer = memoryLayer( definition, QStringLiteral( "records" ), { row } );
  const base::Source source( QStringLiteral( "INPUT" ), *layer );
  QgsFeature record;
  layer->getFeatures().nextFeature( record );
  test.run.ledger.read( QStringLiteral( "records" ) );
  return base::RecordWeight( source ).of( record, test.run.ledger, QStringLiteral( "records" ), 1, QString() );
}

QString rowWith( const QString &weight )
{
  return QStringLiteral( "POINT(1 1);1;2024-01-01;asb;police;location;%1;" ).arg( weight );
}

} // namespace

void RecordWeightTest::cellSaysHowMuch_data()
{
  QTest::addColumn<QString>( "cell" );
  QTest::addColumn<double>( "weight" );
  QTest::newRow( "half" ) << "0.5" << 0.5;
  QTest::newRow( "none" ) << "0" << 0.0;
  QTest::newRow( "empty" ) << "" << 1.0;
}

void RecordWeightTest::cellSaysHowMuch()
{
  QFETCH( QString, cell );
  QFETCH( double, weight );
  TestRun test;
  QCOMPARE( weightIn( test, incidents, rowWith( cell ) ), std::optional<double>( weight ) );
}

void RecordWeightTest::fieldOfOtherLayersMeansSomethingElse()
{
  TestRun test;
  QCOMPARE( weightIn( test, QStringLiteral( "Point?crs=EPSG:27700&field=weight:string" ), "POINT(1 1);80" ),
            std::optional<double>( 1.0 ) );
}

void RecordWeightTest::unreadableWeightRejectsTheRecord_data()
{
  QTest::addColumn<QString>( "cell" );
  QTest::newRow( "negative" ) << "-1";
  QTest::newRow( "words" ) << "heavy";
  QTest::newRow( "suppressed" ) << "<5";
}

void RecordWeightTest::unreadableWeightRejectsTheRecord()
{
  QFETCH( QString, cell );
  TestRun test;
  QCOMPARE( weightIn( test, incidents, rowWith( cell ) ), std::optional<double>() );
  QVERIFY( test.run.ledger.summary().first().startsWith( "records: 1 read = 0 used + 1 rejected" ) );
}

COMMUNITYSAFETY_TEST_MAIN( RecordWeightTest )
#include "recordweight_test.moc"
