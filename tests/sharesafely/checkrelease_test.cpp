// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include "base/styledoutput.h"
#include "sharesafely/filetexts.h"
#include "sharesafely/personalcolumn.h"

#include <qgsattributetableconfig.h>
#include <qgseditorwidgetsetup.h>
#include <qgsrenderer.h>
#include <qgsvectorfilewriter.h>

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <ogrsf_frmts.h>

using namespace communitysafety;
using namespace communitysafety::test;
using sharesafely::PersonalForm;

class CheckReleaseTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void formsOfPersonalValues_data();
  void formsOfPersonalValues();
  void namesThatSpeakOfPersons_data();
  void namesThatSpeakOfPersons();
  void personalColumnsAreFoundByNameAndByValue();
  void idsThatAreNeverRepeatedAreFoundInEveryRun();
  void pointsAreHeldAgainstTheGrid();
  void smallCountsAndWhatTotalsGiveAway();
  void areasAndTotalsOfOneParentAreTwoWaysToIt();
  void totalsOfSuppressSmallNumbersAreAttackedToo();
  void whatSuppressSmallNumbersWritesPasses();
  void totalsOfAnotherYearAreNoneOfThisOne();
  void totalsThatContradictKeepTheirHiddenCountsHere();
  void rateOfAHiddenCountIsFound();
  void sensitiveIndicatorIsNamed();
  void hiddenColumnIsFound();
  void pathsOfAllSystemsAreFound();
  void whatGoesWithAGeoPackageIsFound();
  void cleanCopyIsPublicAndTheOriginalIsNot();
  void layerTypedAsAFileKeepsItsStyle();
  void nothingIsCopiedThatFails();
  void valuesReachNoOutput();
  void pagesOfAFolderAreSearched();
  void filesBesideALayerAreOpened();
  void everyFileOfAFolderIsLookedAt();
  void earlierReleaseStaysWhenACopyFails();
  // edges
  void strictFailsWithOneSentence();
  // refused input
  void nothingToCheckIsSaid();
  void copyNeverLandsOnWhatIsChecked();

private:
  static RunResult check( const QList<QgsVectorLayer *> &layers, QVariantMap parameters = {} )
  {
    QVariantList input;
    for ( QgsVectorLayer *layer : layers )
      input << QVariant::fromValue( layer );
    parameters.insert( QStringLiteral( "INPUT" ), input );
    parameters.insert( QStringLiteral( "FINDINGS" ), QStringLiteral( "TEMPORARY_OUTPUT" ) );
    return run( QStringLiteral( "checkrelease" ), parameters );
  }
};

namespace
{

//! "place: what" of every finding.
QStringList findingsOf( const RunResult &result )
{
  QStringList all;
  if ( !result.succeeded )
    return { result.error };
  QgsFeatureIterator rows = result.layer( QStringLiteral( "FINDINGS" ) )->getFeatures();
  QgsFeature row;
  while ( rows.nextFeature( row ) )
    all << row.attribute( "found_in" ).toString() + QStringLiteral( ": " ) + row.attribute( "kind" ).toString();
  return all;
}

bool has( const QStringList &findings, const QString &begin )
{
  return std::any_of( findings.begin(), findings.end(),
                      [&begin]( const QString &f ) { return f.startsWith( begin ); } );
}

std::unique_ptr<QgsVectorLayer> table( const QString &fields, const QStringList &rows,
                                       const QString &name = QStringLiteral( "t" ) )
{
  return memoryLayer( QStringLiteral( "None?" ) + fields, name, rows );
}

//! Wards with counts that may be shown, in a GeoPackage as the algorithms of this house write it.
QString ownGeoPackage( const QTemporaryDir &folder )
{
  const auto wards =
    memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=ward:string" ), "wards",
                 { "POLYGON((400000 300000,401000 300000,401000 301000,400000 301000,400000 300000));A" } );
  const QString path = folder.filePath( QStringLiteral( "grid.gpkg" ) );
  run( QStringLiteral( "createanalysisgrid" ),
       { { "STUDY_AREA", QVariant::fromValue( wards.get() ) }, { "SIZE", 500 }, { "OUTPUT", path } } );
  return path;
}

void write( const QTemporaryDir &folder, const QString &name, const QByteArray &content )
{
  QFile file( folder.filePath( name ) );
  QVERIFY( file.open( QIODevice::WriteOnly ) );
  QCOMPARE( file.write( content ), qint64( content.size() ) );
}

QByteArray contentOf( const QString &path )
{
  QFile file( path );
  return file.open( QIODevice::ReadOnly ) ? file.readAll() : QByteArray();
}

//! The files of a table with surnames, as GDAL writes them in \a format.
void writePeople( const QTemporaryDir &folder, const QString &name, const QString &format )
{
  const auto people = table( QStringLiteral( "field=surname:string" ), { ";Smith", ";Jones" } );
  QgsVectorFileWriter::SaveVectorOptions options;
  options.driverName = format;
  options.layerName = QStringLiteral( "people" );
  QCOMPARE( QgsVectorFileWriter::writeAsVectorFormatV3( people.get(), folder.filePath( name ), {}, options ),
            QgsVectorFileWriter::NoError );
}

//! "file: what" of every finding in files of \a folder.
QStringList findingsByFile( const RunResult &result )
{
  QStringList all;
  if ( !result.succeeded )
    return { result.error };
  QgsFeatureIterator rows = result.layer( QStringLiteral( "FINDINGS" ) )->getFeatures();
  QgsFeature row;
  while ( rows.nextFeature( row ) )
    all << row.attribute( "layer" ).toString() + QStringLiteral( ": " ) + row.attribute( "kind" ).toString();
  return all;
}

} // namespace

void CheckReleaseTest::formsOfPersonalValues_data()
{
  QTest::addColumn<QString>( "text" );
  QTest::addColumn<int>( "form" );
  const auto row = []( const char *text, PersonalForm form )
  { QTest::newRow( text ) << QString( text ) << int( form ); };
  row( "write to ann@example.org please", PersonalForm::email );
  row( "07700 900123", PersonalForm::phone );
  row( "+44 7700 900123", PersonalForm::phone );
  row( "QQ 12 34 56 C", PersonalForm::none ); // Q does not begin a number
  row( "AB123456C", PersonalForm::nationalInsurance );
  row( "GB123456A", PersonalForm::none );
  // 9 × 10 + 4 × 9 + 3 × 8 + 4 × 7 + 7 × 6 + 6 × 5 + 5 × 4 + 9 × 3 + 1 × 2 = 299, and 11 − 299 mod 11 = 9.
  row( "943 476 5919", PersonalForm::nhsNumber );
  row( "943 476 5918", PersonalForm::none );
  row( "NE1 7RU", PersonalForm::postcode );
  row( "NE1", PersonalForm::none );
  row( "Flat 2, 14a Mill Lane", PersonalForm::address );
  row( "On or near Mill Lane", PersonalForm::none );
  row( "Mrs Jones", PersonalForm::titledName );
  row( "Byker East", PersonalForm::none );
  row( "E08000021", PersonalForm::none );
  row( "3f2504e0-4f89-11d3-9a0c-0305e82c3301", PersonalForm::longId );
}

void CheckReleaseTest::formsOfPersonalValues()
{
  QFETCH( QString, text );
  QFETCH( int, form );
  QCOMPARE( int( sharesafely::personalFormOf( text ) ), form );
}

void CheckReleaseTest::namesThatSpeakOfPersons_data()
{
  QTest::addColumn<QString>( "field" );
  QTest::addColumn<bool>( "ofPersons" );
  for ( const char *field : { "SURNAME", "victimName", "date_of_birth", "Home Address", "name", "nhs_no", "officer" } )
    QTest::newRow( field ) << QString( field ) << true;
  for ( const char *field : { "area_name", "ward_name", "Local name", "idx", "burg_n", "pop", "lsoa21nm", "passage" } )
    QTest::newRow( field ) << QString( field ) << false;
}

void CheckReleaseTest::namesThatSpeakOfPersons()
{
  QFETCH( QString, field );
  QFETCH( bool, ofPersons );
  QCOMPARE( sharesafely::speaksOfPersons( field, false ), ofPersons );
  QVERIFY( !sharesafely::speaksOfPersons( QStringLiteral( "name" ), true ) );
}

void CheckReleaseTest::personalColumnsAreFoundByNameAndByValue()
{
  const auto layer = table(
    "field=inc_id:string&field=a:string&field=b:string&field=surname:string&field=note2:string&field=kept:string",
    { ";1;ann@example.org;NE1 7RU;x;He said that he went to the shop with her;07700900123",
      ";2;none;NE2 1AB;x;She told us about the man in the red coat;07700900124",
      ";3;none;NE2 1AC;x;The caller did not want to leave any name here;no",
      ";4;none;NE2 1AD;x;Youths were seen behind the club on that night;no",
      ";5;none;NE2 1AE;x;A second call came in on the next day too;no" } );
  const QStringList found = findingsOf( check( { layer.get() }, { { "DROP_LIST", "B" } } ) );
  QVERIFY2( has( found, "inc_id: ids that lead back" ), qPrintable( found.join( '\n' ) ) );
  QVERIFY2( has( found, "a: values that look personal: e-mail" ), qPrintable( found.join( '\n' ) ) );
  QVERIFY2( has( found, "b: field of the drop list" ), qPrintable( found.join( '\n' ) ) );
  QVERIFY2( has( found, "b: values that look personal: postcodes" ), qPrintable( found.join( '\n' ) ) );
  QVERIFY2( has( found, "surname: field whose name" ), qPrintable( found.join( '\n' ) ) );
  QVERIFY2( has( found, "note2: free text" ), qPrintable( found.join( '\n' ) ) );
  const QStringList allowed =
    findingsOf( check( { layer.get() }, { { "ALLOWED_FIELDS", "inc_id, a, b, surname, note2, kept" } } ) );
  QCOMPARE( allowed, QStringList() );
}

void CheckReleaseTest::idsThatAreNeverRepeatedAreFoundInEveryRun()
{
  // So many that hashes of 32 bits would meet in most runs.
  QRandomGenerator random( 1 );
  for ( int series = 0; series < 10; ++series )
  {
    sharesafely::PersonalColumn column( QStringLiteral( "own id" ) );
    for ( int record = 0; record < 50000; ++record )
      column.add( QStringLiteral( "R%1" ).arg( random.generate64(), 0, 36 ) );
    QCOMPARE( column.findings( false ).size(), std::size_t( 1 ) );
  }
}

void CheckReleaseTest::pointsAreHeldAgainstTheGrid()
{
  QStringList fine, coarse;
  for ( int record = 0; record < 60; ++record )
  {
    fine << QStringLiteral( "POINT(%1 %2);x" ).arg( 400000 + record * 37 ).arg( 300000 + record * 53 );
    // Centres of cells of 100 m, ten records each.
    coarse << QStringLiteral( "POINT(%1 %2);x" ).arg( 400050 + record / 10 * 300 ).arg( 300050 + record / 10 * 200 );
  }
  const QString points = QStringLiteral( "Point?crs=EPSG:27700&field=kind:string" );
  const auto fineLayer = memoryLayer( points, "fine", fine ), coarseLayer = memoryLayer( points, "coarse", coarse );
  QVERIFY( has( findingsOf( check( { fineLayer.get() } ) ), "the geometry: points finer than allowed" ) );
  QCOMPARE( findingsOf( check( { coarseLayer.get() } ) ), QStringList() );
  QVERIFY(
    has( findingsOf( check( { coarseLayer.get() }, { { "MIN_PRECISION", 250 } } ) ), "the geometry: points finer" ) );
  QCOMPARE( findingsOf( check( { fineLayer.get() }, { { "MIN_PRECISION", 0 } } ) ), QStringList() );
  QVERIFY( has( findingsOf( check( { coarseLayer.get() }, { { "THRESHOLD", 11 } } ) ),
                "the geometry: positions with few records" ) );
}

void CheckReleaseTest::smallCountsAndWhatTotalsGiveAway()
{
  const QString fields = QStringLiteral( "field=area_id:string&field=ward:string&field=burg_n:string" );
  // One hidden count and its total: 30 − 10 − 12 = 8. Two hidden ones are from 0 to 18.
  const auto wards = table( fields, { ";w1;;30", ";w2;;30" }, "wards" );
  const auto cells = table( fields, { ";a;w1;10", ";b;w1;12", ";c;w1;*", ";d;w2;12", ";e;w2;*", ";f;w2;<5" }, "cells" );
  const RunResult apart = check( { wards.get(), cells.get() } );
  QCOMPARE( findingsOf( apart ), QStringList() );
  QCOMPARE( apart.number( QStringLiteral( "PASSED" ) ), 1.0 );
  const RunResult together = check( { wards.get(), cells.get() }, { { "PARENT_FIELDS", "ward" } } );
  QCOMPARE( findingsOf( together ),
            QStringList{ "burg_n: hidden counts that can be worked out: from totals that are shown" } );
  QCOMPARE( values( *together.layer( "FINDINGS" ), "records" ), QVariantList{ 1.0 } );
  const auto small = table( fields, { ";a;w1;4", ";b;w1;0", ";c;w1;5" } );
  QCOMPARE( findingsOf( check( { small.get() } ) ), QStringList{ "burg_n: small counts that are shown: below 5" } );
  QCOMPARE( values( *check( { small.get() }, { { "ZEROS_ARE_SAFE", false } } ).layer( "FINDINGS" ), "records" ),
            QVariantList{ 2.0 } );
}

void CheckReleaseTest::areasAndTotalsOfOneParentAreTwoWaysToIt()
{
  const QVariantMap parents{ { "PARENT_FIELDS", "ward, town" } };
  const QString fields = QStringLiteral( "field=area_id:string&field=ward:string&field=town:string&field=n:string" );
  // Town t is the sum of its areas and that of its wards, w1 names itself, and x hides 30 - 10 - 12 = 8.
  const QStringList rows{
    ";a;w1;t;10", ";b;w1;t;12", ";x;w1;t;*", ";d;w2;t;70", ";w1;w1;t;30", ";w2;;t;70", ";t;;;100"
  };
  const auto layer = table( fields, rows );
  const RunResult result = check( { layer.get() }, parents );
  QCOMPARE( findingsOf( result ),
            QStringList{ "n: hidden counts that can be worked out: from totals that are shown" } );
  QCOMPARE( values( *result.layer( "FINDINGS" ), "records" ), QVariantList{ 1.0 } );
  // w1 is hidden as well: the town less w2 is w1, and the town less the other areas is x.
  QStringList hidden = rows;
  hidden[4] = ";w1;w1;t;*";
  const auto second = table( fields, hidden );
  QCOMPARE( values( *check( { second.get() }, parents ).layer( "FINDINGS" ), "records" ), QVariantList{ 2.0 } );
}

void CheckReleaseTest::totalsOfSuppressSmallNumbersAreAttackedToo()
{
  const auto areas = []( const char *hidden )
  {
    return table( QStringLiteral( "field=area_id:string&field=Ward:string&field=n:string" ),
                  { ";a;w1;*", QStringLiteral( ";b;w1;%1" ).arg( hidden ), ";c;w2;20", ";d;w2;10" }, "areas" );
  };
  const QString fields = QStringLiteral( "field=total_of:string&field=total_name:string&field=n:string" );
  const auto wards = table( fields, { ";Ward;w1;30", ";Ward;w2;30", ";all areas;NULL;60" }, "totals" );
  const auto all = table( fields, { ";all areas;NULL;60" }, "totals" );
  const QStringList workedOut{ "n: hidden counts that can be worked out: from totals that are shown" };
  QCOMPARE( findingsOf( check( { areas( "12" ).get(), wards.get() } ) ), workedOut );
  QCOMPARE( findingsOf( check( { areas( "12" ).get(), all.get() } ) ), workedOut );
  QCOMPARE( findingsOf( check( { areas( "*" ).get(), wards.get() } ) ), QStringList() );
  // The name of another field is another total.
  const auto others = table( fields, { ";hood;w1;30" }, "totals" );
  QCOMPARE( findingsOf( check( { areas( "12" ).get(), others.get() } ) ), QStringList() );
}

void CheckReleaseTest::whatSuppressSmallNumbersWritesPasses()
{
  QRandomGenerator random( 1 );
  QStringList rows;
  for ( int area = 0; area < 300; ++area )
    rows << QStringLiteral( ";a%1;w%2;h%3;%4" )
              .arg( area )
              .arg( area / 20 )
              .arg( random.bounded( 11 ) )
              .arg( random.bounded( random.bounded( 10 ) ? 60 : 6 ) );
  const auto counts =
    table( QStringLiteral( "field=area_id:string&field=ward:string&field=hood:string&field=n:integer" ), rows );
  const RunResult shared =
    run( QStringLiteral( "suppresssmallnumbers" ), { { "INPUT", QVariant::fromValue( counts.get() ) },
                                                     { "FIELDS", QStringList{ "n" } },
                                                     { "TOTALS", QStringList{ "ward", "hood" } },
                                                     { "OUTPUT", "TEMPORARY_OUTPUT" },
                                                     { "TOTALS_OUTPUT", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( shared.succeeded && shared.number( QStringLiteral( "N_SECONDARY" ) ) > 0, qPrintable( shared.error ) );
  const RunResult result = check( { shared.layer(), shared.layer( QStringLiteral( "TOTALS_OUTPUT" ) ) } );
  QVERIFY2( result.number( QStringLiteral( "PASSED" ) ) == 1.0, qPrintable( findingsOf( result ).join( '\n' ) ) );
}

void CheckReleaseTest::totalsOfAnotherYearAreNoneOfThisOne()
{
  const auto areas = []( const QStringList &counts )
  {
    return table( QStringLiteral( "field=area_id:string&field=ward:string&field=n:string" ),
                  { ";a;w1;" + counts[0], ";b;w1;" + counts[1], ";c;w2;" + counts[2], ";d;w2;" + counts[3] } );
  };
  const auto totals = []( const QStringList &counts )
  {
    return table( QStringLiteral( "field=total_of:string&field=total_name:string&field=n:string" ),
                  { ";ward;w1;" + counts[0], ";ward;w2;" + counts[1], ";all areas;NULL;" + counts[2] } );
  };
  const auto areas1 = areas( { "*", "*", "20", "10" } ), areas2 = areas( { "50", "21", "*", "9" } );
  const auto totals1 = totals( { "40", "30", "70" } ), totals2 = totals( { "71", "26", "97" } );
  QCOMPARE( findingsOf( check( { areas1.get(), totals1.get() } ) ), QStringList() );
  // The second year hides 17 badly; the first is as safe as without it.
  const RunResult both = check( { areas1.get(), totals1.get(), areas2.get(), totals2.get() } );
  QCOMPARE( findingsOf( both ), QStringList{ "n: hidden counts that can be worked out: from totals that are shown" } );
  QCOMPARE( values( *both.layer( "FINDINGS" ), "records" ), QVariantList{ 1.0 } );
}

void CheckReleaseTest::totalsThatContradictKeepTheirHiddenCountsHere()
{
  const QString fields = QStringLiteral( "field=area_id:string&field=ward:string&field=n:string" );
  // No count fits b in w1; the 8 of d is worked out all the same, and w3 is only wrong.
  const auto layer = table(
    fields, { ";w1;;30", ";w2;;20", ";w3;;90", ";a;w1;40", ";b;w1;*", ";c;w2;12", ";d;w2;*", ";e;w3;50", ";f;w3;30" } );
  const RunResult result = check( { layer.get() }, { { "PARENT_FIELDS", "ward" } } );
  QCOMPARE( findingsOf( result ),
            QStringList( { "n: hidden counts that can be worked out: from totals that are shown",
                           "n: hidden counts that could not be checked, because shown totals contradict each other",
                           "n: totals that are not the sum of their parts" } ) );
  QCOMPARE( values( *result.layer( "FINDINGS" ), "records" ), QVariantList( { 1.0, 1.0, 2.0 } ) );
  QCOMPARE( result.number( QStringLiteral( "PASSED" ) ), 0.0 );
}

void CheckReleaseTest::rateOfAHiddenCountIsFound()
{
  const auto layer =
    table( "field=burg_n:double&field=burg_d:double&field=burg_r:double", { ";NULL;200;0.015", ";9;300;0.03" } );
  QCOMPARE( findingsOf( check( { layer.get() } ) ),
            QStringList{ "burg_n: hidden counts that can be worked out: rate × denominator" } );
}

void CheckReleaseTest::sensitiveIndicatorIsNamed()
{
  const auto layer = table( "field=area_id:string&field=hate_r:double&field=burg_r:double", { ";a;1;2" } );
  const auto recipe = table( "field=code:string&field=label:string&field=source:string&field=sensitive:string",
                             { ";hate;Hate crime;police;yes", ";burg;Burglary;police;no" } );
  QCOMPARE( findingsOf( check( { layer.get() }, { { "RECIPE", QVariant::fromValue( recipe.get() ) } } ) ),
            QStringList{ "hate_r: sensitive indicator: Hate crime" } );
}

void CheckReleaseTest::hiddenColumnIsFound()
{
  const auto layer = table( "field=shown:string&field=hidden1:string&field=hidden2:string", { ";a;b;c" } );
  QgsAttributeTableConfig config;
  config.update( layer->fields() );
  config.setColumnHidden( 1, true );
  layer->setAttributeTableConfig( config );
  layer->setEditorWidgetSetup( 2, QgsEditorWidgetSetup( QStringLiteral( "Hidden" ), {} ) );
  const QStringList found = findingsOf( check( { layer.get() } ) );
  QVERIFY2( has( found, "hidden1: column hidden" ) && has( found, "hidden2: column hidden" ),
            qPrintable( found.join( '\n' ) ) );
}

void CheckReleaseTest::pathsOfAllSystemsAreFound()
{
  for ( const char *text : { "see /home/ann/city.gpkg", "C:\\Users\\ann\\city.gpkg", "\\\\server\\share\\x",
                             "file:///x/y", "source=/Users/ann/x" } )
    QVERIFY2( sharesafely::countPaths( QString( text ) ) == 1, text );
  for ( const char *text : { "https://example.org/home/ann", "and/or", "1/2 of C: the rest", "./data/x.csv", "" } )
    QVERIFY2( sharesafely::countPaths( QString( text ) ) == 0, text );
}

void CheckReleaseTest::whatGoesWithAGeoPackageIsFound()
{
  const QTemporaryDir folder;
  const QString path = ownGeoPackage( folder );
  {
    const std::unique_ptr<GDALDataset> file(
      GDALDataset::Open( path.toUtf8().constData(), GDAL_OF_VECTOR | GDAL_OF_UPDATE ) );
    QVERIFY( file && file->CreateLayer( "victims", nullptr, wkbNone, nullptr ) );
    file->ExecuteSQL( "CREATE TABLE qgis_projects (name TEXT, content BLOB)", nullptr, nullptr );
    file->ExecuteSQL( "UPDATE gpkg_metadata SET metadata = metadata || '<author>Ann</author> /home/ann/x.csv'", nullptr,
                      nullptr );
  }
  QgsVectorLayer layer( path + QStringLiteral( "|layername=grid" ), QStringLiteral( "grid" ), QStringLiteral( "ogr" ) );
  QVERIFY( layer.isValid() );
  const RunResult result = check( { &layer } );
  const QStringList found = findingsOf( result );
  for ( const char *finding :
        { "victims: another table", "qgis_projects: QGIS project", "run_log: record of how",
          "gpkg_metadata: paths of this computer", "gpkg_metadata: names of authors", "the metadata: record of how" } )
    QVERIFY2( has( found, QLatin1String( finding ) ),
              qPrintable( QLatin1String( finding ) + '\n' + found.join( '\n' ) ) );
  QCOMPARE( result.number( QStringLiteral( "N_MUST_NOT_LEAVE" ) ), 0.0 );
}

void CheckReleaseTest::cleanCopyIsPublicAndTheOriginalIsNot()
{
  const QTemporaryDir folder;
  const QString path = ownGeoPackage( folder );
  QgsVectorLayer layer( path, QStringLiteral( "grid" ), QStringLiteral( "ogr" ) );
  const QString out = folder.filePath( QStringLiteral( "out" ) );
  const RunResult result = check( { &layer }, { { "OUTPUT_FOLDER", out }, { "STRICT", true } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( QStringLiteral( "N_RELEASED" ) ), 1.0 );
  QgsVectorLayer copy( out + QStringLiteral( "/grid.gpkg" ), QStringLiteral( "copy" ), QStringLiteral( "ogr" ) );
  QVERIFY( copy.isValid() );
  QCOMPARE( sortedRows( copy ), sortedRows( layer ) );
  QCOMPARE( copy.metadata().keywords().value( QStringLiteral( "audience" ) ), QStringList{ "public" } );
  QgsVectorLayer after( path, QStringLiteral( "grid" ), QStringLiteral( "ogr" ) );
  QCOMPARE( after.metadata().keywords().value( QStringLiteral( "audience" ) ), QStringList{ "internal" } );
  // Nothing goes with the copy: what was checked passes again, now as it is.
  QCOMPARE( findingsOf( check( { &copy } ) ), QStringList() );
  QFile file( out + QStringLiteral( "/grid.gpkg" ) );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QByteArray bytes = file.readAll();
  QVERIFY( !bytes.contains( folder.path().toUtf8() ) );
  QVERIFY( !bytes.contains( "run_log" ) );
  QVERIFY( !bytes.contains( "createanalysisgrid" ) );
}

void CheckReleaseTest::layerTypedAsAFileKeepsItsStyle()
{
  const QTemporaryDir folder;
  const QString path = ownGeoPackage( folder ), out = folder.filePath( QStringLiteral( "out" ) );
  const QgsVectorLayer layer( path, QStringLiteral( "grid" ), QStringLiteral( "ogr" ) );
  const RunResult result =
    run( QStringLiteral( "checkrelease" ),
         { { "INPUT", QVariantList{ path } }, { "FINDINGS", "TEMPORARY_OUTPUT" }, { "OUTPUT_FOLDER", out } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QgsVectorLayer copy( out + QStringLiteral( "/grid.gpkg" ), QStringLiteral( "copy" ), QStringLiteral( "ogr" ) );
  // Without a style QGIS takes another colour each time.
  QCOMPARE( copy.renderer()->dump(), layer.renderer()->dump() );
}

void CheckReleaseTest::nothingIsCopiedThatFails()
{
  const QTemporaryDir folder;
  const auto layer = table( "field=surname:string", { ";Smith" } );
  const RunResult result = check( { layer.get() }, { { "OUTPUT_FOLDER", folder.path() } } );
  QCOMPARE( result.number( QStringLiteral( "PASSED" ) ), 0.0 );
  QCOMPARE( result.number( QStringLiteral( "N_RELEASED" ) ), 0.0 );
  QCOMPARE( QDir( folder.path() ).entryList( QDir::Files ), QStringList() );
}

void CheckReleaseTest::valuesReachNoOutput()
{
  const QTemporaryDir folder;
  const auto layer = table( "field=contact:string", { ";zebedee@example.org", ";07700 900123" } );
  const QString report = folder.filePath( QStringLiteral( "report.html" ) );
  const RunResult result = check( { layer.get() }, { { "REPORT", report } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QFile file( report );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QByteArray page = file.readAll();
  QVERIFY( page.contains( "Not to be released" ) && !page.contains( "zebedee" ) && !page.contains( "900123" ) );
  const QString rows = sortedRows( *result.layer( QStringLiteral( "FINDINGS" ) ) ).join( '\n' );
  QVERIFY( !rows.contains( QStringLiteral( "zebedee" ) ) && !rows.contains( QStringLiteral( "900123" ) ) );
}

void CheckReleaseTest::pagesOfAFolderAreSearched()
{
  const QTemporaryDir folder;
  write( folder, "page.html", "<p>For internal use until checked for release</p><p>/home/ann/x.gpkg</p>" );
  write( folder, "letter.docx", "PK" );
  write( folder, "counts.csv", "area_id,n\na,3\nb,9\n" );
  const RunResult result = check( {}, { { "FOLDER", folder.path() } } );
  const QStringList found = findingsOf( result );
  QVERIFY2( has( found, "n: small counts" ), qPrintable( found.join( '\n' ) ) );
  QVERIFY2( has( found, "the file: paths of this computer" ), qPrintable( found.join( '\n' ) ) );
  QVERIFY2( has( found, "the foot of the page: record of how" ), qPrintable( found.join( '\n' ) ) );
  QVERIFY2( has( found, "the file: file of a kind" ), qPrintable( found.join( '\n' ) ) );
  QCOMPARE( result.number( QStringLiteral( "N_FILES" ) ), 2.0 );
  QCOMPARE( result.number( QStringLiteral( "N_LAYERS" ) ), 1.0 );
}

void CheckReleaseTest::filesBesideALayerAreOpened()
{
  const QTemporaryDir folder;
  ownGeoPackage( folder );
  write( folder, "grid.html", "<p>For internal use until checked for release</p>" );
  write( folder, "grid.xlsx", "PK" );
  write( folder, "grid.gpkg.bak", "SQLite" );
  write( folder, "grid.qml", "<qgis saveUser=\"ann\"/>" );
  const QStringList found = findingsByFile( check( {}, { { "FOLDER", folder.path() } } ) );
  const QString all = found.join( '\n' );
  QVERIFY2( has( found, "grid.html: record of how the data were made: internal report" ), qPrintable( all ) );
  QVERIFY2( has( found, "grid.xlsx: file of a kind that cannot be checked" ), qPrintable( all ) );
  QVERIFY2( has( found, "grid.gpkg.bak: file of a kind that cannot be checked" ), qPrintable( all ) );
  // Once, with the layer.
  QCOMPARE( found.filter( QStringLiteral( "grid.qml: " ) ).size(), 1 );
}

void CheckReleaseTest::everyFileOfAFolderIsLookedAt()
{
  const QTemporaryDir folder;
  writePeople( folder, QStringLiteral( "people.dbf" ), QStringLiteral( "ESRI Shapefile" ) );
  write( folder, "broken.gpkg", "SQLite format 3, and nothing else" );
  write( folder, ".hidden.docx", "PK" );
  const QString records = folder.filePath( QStringLiteral( "records.gpkg" ) );
  QVERIFY( QFile::copy( ownGeoPackage( folder ), records ) );
  {
    const std::unique_ptr<GDALDataset> file(
      GDALDataset::Open( records.toUtf8().constData(), GDAL_OF_VECTOR | GDAL_OF_UPDATE ) );
    file->ExecuteSQL( "DROP TABLE grid", nullptr, nullptr );
  }
  const RunResult result = check( {}, { { "FOLDER", folder.path() } } );
  const QStringList found = findingsByFile( result );
  const QString all = found.join( '\n' );
  QVERIFY2( has( found, "people.dbf: field whose name speaks of persons" ), qPrintable( all ) );
  QVERIFY2( has( found, "broken.gpkg: file of a kind that cannot be checked" ), qPrintable( all ) );
  QVERIFY2( has( found, ".hidden.docx: file of a kind that cannot be checked" ), qPrintable( all ) );
  QVERIFY2( has( found, "records.gpkg: record of how the data were made" ), qPrintable( all ) );
  QCOMPARE( result.number( QStringLiteral( "N_LAYERS" ) ), 2.0 );
}

void CheckReleaseTest::earlierReleaseStaysWhenACopyFails()
{
  const QTemporaryDir folder;
  const QString path = ownGeoPackage( folder );
  QgsVectorLayer layer( path, QStringLiteral( "grid" ), QStringLiteral( "ogr" ) );
  const auto second = table( QStringLiteral( "field=kind:string" ), { ";a" }, QStringLiteral( "second" ) );
  QVERIFY( QDir( folder.path() ).mkpath( QStringLiteral( "out/second.part.gpkg/kept" ) ) );
  write( folder, "out/grid.gpkg", "the release of last year" );
  const RunResult result =
    check( { &layer, second.get() }, { { "OUTPUT_FOLDER", folder.filePath( QStringLiteral( "out" ) ) } } );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( QStringLiteral( "second" ) ), qPrintable( result.error ) );
  QCOMPARE( contentOf( folder.filePath( QStringLiteral( "out/grid.gpkg" ) ) ),
            QByteArray( "the release of last year" ) );
  QCOMPARE( QDir( folder.filePath( QStringLiteral( "out" ) ) ).entryList( QDir::Files ), QStringList{ "grid.gpkg" } );
}

void CheckReleaseTest::strictFailsWithOneSentence()
{
  const auto layer = table( "field=surname:string", { ";Smith" }, "people" );
  const RunResult result = check( { layer.get() }, { { "STRICT", true } } );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.startsWith( QStringLiteral( "Not to be released: people, surname" ) ),
            qPrintable( result.error ) );
  QVERIFY( !result.error.contains( QStringLiteral( "Smith" ) ) );
}

void CheckReleaseTest::nothingToCheckIsSaid()
{
  QVERIFY( check( {} ).error.contains( QStringLiteral( "nothing to check" ) ) );
}

void CheckReleaseTest::copyNeverLandsOnWhatIsChecked()
{
  const QTemporaryDir folder;
  const QString path = ownGeoPackage( folder );
  const QByteArray before = contentOf( path );
  const QVariantMap beside{ { "OUTPUT_FOLDER", folder.path() } };
  {
    QgsVectorLayer layer( path, QStringLiteral( "grid" ), QStringLiteral( "ogr" ) );
    QCOMPARE( check( { &layer }, beside ).error,
              QStringLiteral( "OUTPUT_FOLDER holds ‘grid.gpkg’, which is checked itself: choose another folder." ) );
  }
  QCOMPARE( contentOf( path ), before );
  // The copy of one layer would take the place of another before that is copied.
  const QString other = folder.filePath( QStringLiteral( "other.gpkg" ) );
  QVERIFY( QFile::rename( path, other ) );
  writePeople( folder, QStringLiteral( "grid.gpkg" ), QStringLiteral( "GPKG" ) );
  QgsVectorLayer layer( other + QStringLiteral( "|layername=grid" ), QStringLiteral( "grid" ),
                        QStringLiteral( "ogr" ) );
  QgsVectorLayer people( path, QStringLiteral( "people" ), QStringLiteral( "ogr" ) );
  QVERIFY( check( { &layer, &people }, beside ).error.contains( QStringLiteral( "‘grid.gpkg’" ) ) );
}

COMMUNITYSAFETY_TEST_MAIN( CheckReleaseTest )
#include "checkrelease_test.moc"
