// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "incidentfiles.h"

#include <qgsapplication.h>
#include <qgsprocessingregistry.h>

#include <cpl_vsi.h>

/**
 * Saved profiles, and input that cannot be read: one sentence each, and nothing written.
 */
class IncidentInputTest : public QObject
{
  Q_OBJECT

private slots:
  void init() { mFiles = std::make_unique<IncidentFiles>(); }

  // laws
  void profileGivesTheSameAgain();
  void parameterWinsOverTheProfile();
  // edges
  void markAndLineEndsMeanNothing_data();
  void markAndLineEndsMeanNothing();
  void cancelLeavesNothing();
  // refused input
  void refuses_data();
  void refuses();
  void brokenOffFileIsRefused();
  void otherLettersAreTold();

private:
  std::unique_ptr<IncidentFiles> mFiles;
};

namespace
{

const QByteArray table =
  "Ref,X,Y,D,T\n1,406600,286900,31/01/2024,FDR1\n2,406700,286900,01/02/2024,FDR3\n2,406700,286900,"
  "01/02/2024,FDR3\n3,0,0,01/02/2024,FDR3\n";

const QVariantMap fields{ { "X_FIELD", "X" }, { "Y_FIELD", "Y" }, { "DATE_FIELD", "D" }, { "ID_FIELD", "Ref" } };

} // namespace

void IncidentInputTest::profileGivesTheSameAgain()
{
  const auto lookup =
    memoryLayer( "None?field=from:string&field=to:string", "groups", { ";FDR1;Primary", ";FDR3;Secondary" } );
  QVariantMap full = fields;
  full.insert( "SOURCE_NAME", "fire" );
  full.insert( "CATEGORY_FIELD", "T" );
  full.insert( "CATEGORY_LOOKUP", QVariant::fromValue( lookup.get() ) );
  full.insert( "DATE_FORMAT", 2 );
  full.insert( "DUPLICATES", 1 );
  full.insert( "SIDE", 2 );
  full.insert( "KEEP_FIELDS", QStringList{ "T" } );
  full.insert( "ROUND_TO", 50 );
  full.insert( "SAVE_PROFILE", mFiles->path( "fire.json" ) );
  const RunResult first = mFiles->prepare( table, full );
  checkBooks( first );
  const RunResult second = mFiles->prepare( table, { { "PROFILE", mFiles->path( "fire.json" ) } } );
  checkBooks( second );
  QCOMPARE( second.layer()->fields().names(), first.layer()->fields().names() );
  QCOMPARE( sortedRows( *second.layer() ), sortedRows( *first.layer() ) );
  QVERIFY( IncidentFiles::textOf( second, "OUTPUT" ).contains( QStringLiteral( "Secondary" ) ) );
}

void IncidentInputTest::parameterWinsOverTheProfile()
{
  const QString profile =
    mFiles->put( "p.json", "{\"version\": 1, \"x_field\": \"X\", \"y_field\": \"Y\", \"side\": \"victim\", "
                           "\"keep_fields\": [\"T\", \"D\"], \"tolerance\": 0}" );
  const RunResult result =
    mFiles->prepare( table, { { "PROFILE", profile }, { "SIDE", 0 }, { "DROP_FIELDS", QStringList{ "D" } } } );
  checkBooks( result );
  QCOMPARE( toSet( values( *result.layer(), "side" ) ), QSet<QString>{ "location" } );
  QVERIFY( result.layer()->fields().lookupField( "T" ) >= 0 );
  QVERIFY( result.layer()->fields().lookupField( "D" ) < 0 );
}

void IncidentInputTest::markAndLineEndsMeanNothing_data()
{
  QTest::addColumn<QByteArray>( "content" );
  QTest::newRow( "byte order mark" ) << "\xEF\xBB\xBF" + table;
  QTest::newRow( "CRLF" ) << QByteArray( table ).replace( "\n", "\r\n" );
  QTest::newRow( "no line end" ) << table.trimmed();
  QTest::newRow( "semicolons" ) << QByteArray( table ).replace( ",", ";" );
}

void IncidentInputTest::markAndLineEndsMeanNothing()
{
  QFETCH( QByteArray, content );
  const RunResult result = mFiles->prepare( content, fields );
  checkBooks( result );
  QCOMPARE( listOf( result, "inc_id" ), QStringLiteral( "1; 2" ) );
  QCOMPARE( reasons( result ), QStringLiteral( "repeated id; coordinate is zero" ) );
}

void IncidentInputTest::cancelLeavesNothing()
{
  QByteArray rows = "X,Y\n";
  for ( int i = 0; i < 5000; ++i )
    rows += "406600,286900\n";
  const QString output = mFiles->path( "out.gpkg" );
  const RunResult result =
    run( QStringLiteral( "prepareincidents" ),
         { { "INPUT", mFiles->put( "long.csv", rows ) }, { "X_FIELD", "X" }, { "Y_FIELD", "Y" }, { "OUTPUT", output } },
         70.0 );
  QVERIFY( !result.succeeded );
  QVERIFY( !QFile::exists( output ) );
}

void IncidentInputTest::refuses_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  const auto row = []( const char *name, const QVariantMap &parameters, const char *sentence )
  { QTest::newRow( name ) << parameters << QString::fromUtf8( sentence ); };
  row( "no position named", {}, "has no points: name the fields of its coordinates" );
  row( "X alone", { { "X_FIELD", "X" } }, "X_FIELD and Y_FIELD belong together" );
  row( "wrong field", { { "X_FIELD", "X" }, { "Y_FIELD", "Y" }, { "DATE_FIELD", "Date" } }, "has no field ‘Date’" );
  row( "postcode without directory", { { "POSTCODE_FIELD", "T" } }, "POSTCODE_FIELD needs POSTCODE_DIRECTORY" );
  row( "end without start", { { "X_FIELD", "X" }, { "Y_FIELD", "Y" }, { "DATE_END_FIELD", "D" } },
       "DATE_END_FIELD needs DATE_FIELD" );
  row( "numbers that are no place", { { "X_FIELD", "Ref" }, { "Y_FIELD", "Ref" } },
       "neither degrees nor metres in the United Kingdom" );
  row( "first after last",
       { { "X_FIELD", "X" }, { "Y_FIELD", "Y" }, { "FIRST_DATE", "2024-03" }, { "LAST_DATE", "2024-01" } },
       "FIRST_DATE (2024-03) comes after LAST_DATE (2024-01)" );
  row( "no month", { { "X_FIELD", "X" }, { "Y_FIELD", "Y" }, { "FIRST_DATE", "last year" } },
       "FIRST_DATE: ‘last year’ is no date" );
  row( "no such profile", { { "PROFILE", "/nowhere/p.json" } }, "The profile ‘p.json’ cannot be opened" );
}

void IncidentInputTest::refuses()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const RunResult result = mFiles->prepare( table, parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

void IncidentInputTest::brokenOffFileIsRefused()
{
  const QString whole = mFiles->path( "whole.csv.gz" );
  VSILFILE *packed = VSIFOpenL( ( "/vsigzip/" + whole ).toUtf8().constData(), "wb" );
  QVERIFY( packed );
  QByteArray rows = "X,Y,Note\n";
  for ( int i = 0; i < 20000; ++i )
    rows += "40" + QByteArray::number( 1000 + i * 7919 % 9000 ) + ",286900," + QByteArray::number( qHash( i ) ) + "\n";
  VSIFWriteL( rows.constData(), 1, static_cast<size_t>( rows.size() ), packed );
  VSIFCloseL( packed );
  QFile file( whole );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QByteArray content = file.readAll();
  const QString broken = mFiles->put( "broken.csv.gz", content.left( content.size() / 2 ) );
  const RunResult result = IncidentFiles::prepareFile( broken, { { "X_FIELD", "X" }, { "Y_FIELD", "Y" } } );
  QVERIFY2( !result.succeeded, qPrintable( result.feedback->everything() ) );
  QVERIFY2( result.error.contains( QStringLiteral( "broken" ) ), qPrintable( result.error ) );
}

void IncidentInputTest::otherLettersAreTold()
{
  QVariantMap withCategory = fields;
  withCategory.insert( "CATEGORY_FIELD", "T" );
  const RunResult latin1 = mFiles->prepare( "Ref,X,Y,D,T\n1,406600,286900,31/01/2024,Caf\xE9\n", withCategory );
  checkBooks( latin1 );
  QVERIFY( hasWarning( latin1, QStringLiteral( "1 text(s) hold letters that cannot be read" ) ) );
  const QString wide = mFiles->put( "wide.csv", QByteArray( "\xFF\xFE" ) + QByteArray( "X\0,\0Y\0\n\0", 8 ) );
  const QgsProcessingAlgorithm *algorithm =
    QgsApplication::processingRegistry()->algorithmById( QStringLiteral( "communitysafety:prepareincidents" ) );
  QgsProcessingContext context;
  QString message;
  QVERIFY(
    !algorithm->checkParameterValues( { { "INPUT", wide }, { "OUTPUT", "TEMPORARY_OUTPUT" } }, context, &message ) );
  QVERIFY2( message.contains( QStringLiteral( "‘wide.csv’ is written in UTF-16" ) ), qPrintable( message ) );
  // A model does not check parameters, and a project gives its layers by their ids.
  const RunResult inModel = IncidentFiles::prepareFile( wide, fields );
  QVERIFY2( inModel.error.contains( QStringLiteral( "‘wide.csv’ is written in UTF-16" ) ),
            qPrintable( inModel.error ) );
  QgsProject project;
  context.setProject( &project );
  // Not every version of GDAL opens such a table, so that it is saved anew below the layer.
  auto *layer = new QgsVectorLayer( mFiles->put( "later.csv", "X,Y\n1,2\n" ), QStringLiteral( "from a partner" ),
                                    QStringLiteral( "ogr" ) );
  project.addMapLayer( layer );
  mFiles->put( "later.csv", QByteArray( "\xFF\xFE" ) + QByteArray( "X\0,\0Y\0\n\0", 8 ) );
  QVERIFY( !algorithm->checkParameterValues( { { "INPUT", layer->id() }, { "OUTPUT", "TEMPORARY_OUTPUT" } }, context,
                                             &message ) );
  QVERIFY2( message.contains( QStringLiteral( "‘later.csv’ is written in UTF-16" ) ), qPrintable( message ) );
}

COMMUNITYSAFETY_TEST_MAIN( IncidentInputTest )
#include "incidentinput_test.moc"
