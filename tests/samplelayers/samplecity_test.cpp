// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "layers.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <map>
#include <memory>
#include <vector>

using namespace samplelayers;

namespace
{
int runGenerator( const QStringList &arguments )
{
  QProcess process;
  process.start( QStringLiteral( SAMPLE_CITY_GENERATOR ), arguments );
  return process.waitForFinished( 120000 ) ? process.exitCode() : -1;
}

QStringList filesBelow( const QString &folder, const QStringList &patterns )
{
  QStringList files;
  QDirIterator iterator( folder, patterns, QDir::Files, QDirIterator::Subdirectories );
  while ( iterator.hasNext() )
    files << QDir( folder ).relativeFilePath( iterator.next() );
  files.sort();
  return files;
}

struct Polygon
{
  QString name;
  std::unique_ptr<OGRGeometry> shape;
  double area = 0;
};

std::vector<Polygon> polygonsOf( const QString &table )
{
  const GDALDatasetUniquePtr city = openVector( cityFolder() + "/boundaries.gpkg" );
  std::vector<Polygon> polygons;
  for ( const OGRFeatureUniquePtr &feature : city->GetLayerByName( table.toUtf8().constData() ) )
  {
    std::unique_ptr<OGRGeometry> shape( feature->GetGeometryRef()->clone() );
    const double area = shape->toMultiPolygon()->get_Area();
    polygons.push_back( { feature->GetFieldAsString( 0 ), std::move( shape ), area } );
  }
  return polygons;
}

double areaOf( const OGRGeometry &geometry )
{
  if ( wkbFlatten( geometry.getGeometryType() ) == wkbPolygon )
    return geometry.toPolygon()->get_Area();
  return OGR_GT_IsSubClassOf( geometry.getGeometryType(), wkbGeometryCollection )
           ? geometry.toGeometryCollection()->get_Area()
           : 0;
}

double sharedArea( const Polygon &a, const Polygon &b )
{
  const std::unique_ptr<OGRGeometry> common( a.shape->Intersection( b.shape.get() ) );
  return common ? areaOf( *common ) : 0;
}
} // namespace

class SampleCityTest : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();

  // What is committed is what the generator writes
  void theSameFilesAreWrittenAgain();
  void tableIsWrittenAgain_data();
  void tableIsWrittenAgain();
  void textFilesAreWrittenAgain();

  // Laws of the city
  void levelTilesTheCity_data();
  void levelTilesTheCity();
  void everyWardIsInOnePiece();
  void addressBlocksHoldAllResidents();
  void plantedNeighbourhoodsAreWholeCellsAcrossWardLines();
  void plantedNeighbourhoodsStandOutInTheirThemes();

  // The form of the deliveries
  void policeFilesHaveTheOfficialForm();
  void deprivationHasTheOfficialForm();
  void censusEndsInNotes();

  // Dirt on purpose
  void oneMonthOfThePoliceIsAbsent();
  void policeDirtIsThere_data();
  void policeDirtIsThere();
  void partnerDirtIsThere_data();
  void partnerDirtIsThere();

  // Another seed, refused input
  void anotherSeedGivesAnotherCity();
  void wrongArgumentsAreRefused_data();
  void wrongArgumentsAreRefused();

private:
  QTemporaryDir mWritten;
  QVector<QStringList> mPoliceRows;
};

void SampleCityTest::initTestCase()
{
  GDALAllRegister();
  QCOMPARE( runGenerator( { mWritten.path() } ), 0 );
  for ( const QString &file : filesBelow( cityFolder(), { "*.csv.gz" } ) )
    for ( const QByteArray &line : readText( cityFolder() + "/" + file ).split( '\n' ).mid( 1 ) )
      if ( !line.isEmpty() )
        mPoliceRows << QString::fromUtf8( line ).remove( '\r' ).split( ',' );
}

void SampleCityTest::theSameFilesAreWrittenAgain()
{
  const QStringList all{ "*.gpkg", "*.csv", "*.gz" };
  QCOMPARE( filesBelow( mWritten.path(), all ), filesBelow( cityFolder(), all ) );
}

void SampleCityTest::tableIsWrittenAgain_data()
{
  QTest::addColumn<QString>( "file" );
  QTest::addColumn<QString>( "table" );
  for ( const char *file : { "boundaries.gpkg", "partners.gpkg" } )
  {
    const GDALDatasetUniquePtr dataset = openVector( cityFolder() + "/" + file );
    QVERIFY( dataset );
    for ( OGRLayer *layer : dataset->GetLayers() )
      QTest::newRow( layer->GetName() ) << QString( file ) << QString( layer->GetName() );
  }
}

void SampleCityTest::tableIsWrittenAgain()
{
  QFETCH( QString, file );
  QFETCH( QString, table );
  const GDALDatasetUniquePtr committed = openVector( cityFolder() + "/" + file );
  const GDALDatasetUniquePtr written = openVector( mWritten.filePath( file ) );
  OGRLayer *expected = committed->GetLayerByName( table.toUtf8().constData() );
  OGRLayer *actual = written->GetLayerByName( table.toUtf8().constData() );
  QVERIFY( actual );
  QVERIFY( expected->GetFeatureCount() > 0 );
  QCOMPARE( actual->GetFeatureCount(), expected->GetFeatureCount() );
  for ( const OGRFeatureUniquePtr &feature : expected )
  {
    const OGRFeatureUniquePtr again( actual->GetFeature( feature->GetFID() ) );
    QVERIFY( again );
    QCOMPARE( asText( *again ), asText( *feature ) );
    QVERIFY2( isSamePlace( feature->GetGeometryRef(), again->GetGeometryRef() ), qPrintable( asText( *feature ) ) );
  }
}

void SampleCityTest::textFilesAreWrittenAgain()
{
  for ( const QString &file : filesBelow( cityFolder(), { "*.csv", "*.gz" } ) )
    QVERIFY2( readText( mWritten.filePath( file ) ) == readText( cityFolder() + "/" + file ), qPrintable( file ) );
}

void SampleCityTest::levelTilesTheCity_data()
{
  QTest::addColumn<QString>( "table" );
  QTest::addColumn<int>( "count" );
  QTest::newRow( "LSOAs" ) << "lsoa" << 180;
  QTest::newRow( "wards" ) << "wards" << 24;
  QTest::newRow( "constituencies" ) << "constituencies" << 4;
}

void SampleCityTest::levelTilesTheCity()
{
  QFETCH( QString, table );
  QFETCH( int, count );
  const std::vector<Polygon> areas = polygonsOf( table );
  QCOMPARE( static_cast<int>( areas.size() ), count );
  double sum = 0;
  for ( std::size_t i = 0; i < areas.size(); ++i )
  {
    QVERIFY2( areas[i].shape->IsValid(), qPrintable( areas[i].name ) );
    sum += areas[i].area;
    for ( std::size_t j = 0; j < i; ++j )
      QVERIFY2( !areas[i].shape->Overlaps( areas[j].shape.get() ), qPrintable( areas[i].name ) );
  }
  // No overlap and the same sum: no gap either. Corners are whole metres, so the sums are exact.
  QCOMPARE( sum, polygonsOf( "study_area" ).front().area );
}

void SampleCityTest::everyWardIsInOnePiece()
{
  for ( const char *table : { "wards", "constituencies", "study_area" } )
    for ( const Polygon &area : polygonsOf( table ) )
    {
      const OGRMultiPolygon *parts = area.shape->toMultiPolygon();
      QCOMPARE( parts->getNumGeometries(), 1 );
      QCOMPARE( parts->getGeometryRef( 0 )->getNumInteriorRings(), 0 );
    }
}

void SampleCityTest::addressBlocksHoldAllResidents()
{
  const GDALDatasetUniquePtr city = openVector( cityFolder() + "/boundaries.gpkg" );
  std::map<QString, std::pair<int, int>> sums;
  for ( const OGRFeatureUniquePtr &block : city->GetLayerByName( "population_points" ) )
  {
    auto &[residents, households] = sums[block->GetFieldAsString( "LSOA11CD" )];
    residents += block->GetFieldAsInteger( "residents" );
    households += block->GetFieldAsInteger( "households" );
  }
  for ( const OGRFeatureUniquePtr &area : city->GetLayerByName( "lsoa" ) )
  {
    const auto &[residents, households] = sums[area->GetFieldAsString( "LSOA11CD" )];
    QCOMPARE( residents, area->GetFieldAsInteger( "population" ) );
    QCOMPARE( households, area->GetFieldAsInteger( "households" ) );
  }
  QCOMPARE( askNumber( city.get(), "SELECT SUM(residents) FROM population_points" ), 290000.0 );
}

void SampleCityTest::plantedNeighbourhoodsAreWholeCellsAcrossWardLines()
{
  const std::vector<Polygon> wards = polygonsOf( "wards" );
  const std::vector<Polygon> planted = polygonsOf( "planted_neighbourhoods" );
  QCOMPARE( static_cast<int>( planted.size() ), 12 );
  for ( const Polygon &neighbourhood : planted )
  {
    QVERIFY2( neighbourhood.area >= 0.3e6 && neighbourhood.area <= 0.9e6, qPrintable( neighbourhood.name ) );
    OGREnvelope box;
    neighbourhood.shape->getEnvelope( &box );
    QCOMPARE( std::fmod( box.MinX, 200 ), 0.0 );
    QCOMPARE( std::fmod( box.MaxY, 200 ), 0.0 );
    QCOMPARE( std::fmod( neighbourhood.area, 40000 ), 0.0 );
    double most = 0;
    for ( const Polygon &ward : wards )
      most = std::max( most, sharedArea( neighbourhood, ward ) / neighbourhood.area );
    QVERIFY2( most < 0.9, qPrintable( neighbourhood.name ) );
  }
}

void SampleCityTest::plantedNeighbourhoodsStandOutInTheirThemes()
{
  const GDALDatasetUniquePtr city = openVector( cityFolder() + "/boundaries.gpkg" );
  const GDALDatasetUniquePtr partners = openVector( cityFolder() + "/partners.gpkg" );
  OGRLayer *complaints = partners->GetLayerByName( "antisocial_behaviour" );
  const double usual = static_cast<double>( complaints->GetFeatureCount() ) / polygonsOf( "study_area" ).front().area;
  for ( const OGRFeatureUniquePtr &planted : city->GetLayerByName( "planted_neighbourhoods" ) )
  {
    OGRGeometry *shape = planted->GetGeometryRef();
    complaints->SetSpatialFilter( shape );
    int inside = 0;
    for ( const OGRFeatureUniquePtr &complaint : complaints )
      inside += shape->Contains( complaint->GetGeometryRef() ) ? 1 : 0;
    const double relative = inside / shape->toMultiPolygon()->get_Area() / usual;
    const bool isPlantedHere = QString( planted->GetFieldAsString( "themes" ) ).contains( "antisoc" );
    QVERIFY2( isPlantedHere ? relative > 2 : relative < 2, planted->GetFieldAsString( "name" ) );
  }
}

void SampleCityTest::policeFilesHaveTheOfficialForm()
{
  QSet<QString> categories;
  for ( const QString &file : filesBelow( cityFolder(), { "*.csv.gz" } ) )
  {
    const QString month = file.section( '/', 1, 1 );
    QCOMPARE( file, QString( "police/%1/%1-aldershire-street.csv.gz" ).arg( month ) );
    const QByteArray text = readText( cityFolder() + "/" + file );
    QVERIFY( text.startsWith( "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
                              "Crime type,Last outcome category,Context\r\n" ) );
    QCOMPARE( text.count( "\r\n" ), text.count( '\n' ) );
  }
  for ( const QStringList &row : mPoliceRows )
  {
    QCOMPARE( row.size(), 12 );
    categories << row[9];
    QCOMPARE( row[0].isEmpty(), row[9] == "Anti-social behaviour" );
    QVERIFY( row[4].isEmpty() || ( row[4].section( '.', 1 ).size() == 6 && row[5].section( '.', 1 ).size() == 6 ) );
  }
  QCOMPARE( categories.size(), 14 );
}

void SampleCityTest::deprivationHasTheOfficialForm()
{
  const QByteArray text = readText( cityFolder() + "/imd2019_aldermouth.csv" );
  QVERIFY( text.startsWith( "\xEF\xBB\xBFLSOA code (2011),LSOA name (2011)," ) );
  QVERIFY( text.contains( ",\"1," ) );
  QCOMPARE( text.count( "\r\n" ), 180 );
}

void SampleCityTest::censusEndsInNotes()
{
  for ( const char *file : { "census2021_tenure.csv", "census2021_age.csv" } )
  {
    const QList<QByteArray> lines = readText( cityFolder() + "/" + file ).trimmed().split( '\n' );
    QCOMPARE( lines.size(), 1 + 180 + 5 );
    QVERIFY( lines[1].startsWith( "Aldermouth 001A,E01999001," ) );
    QVERIFY( lines.last().startsWith( ",by small amounts." ) );
    for ( const QByteArray &line : lines.mid( 0, 181 ) )
      QCOMPARE( line.count( ',' ), lines[0].count( ',' ) );
  }
}

void SampleCityTest::oneMonthOfThePoliceIsAbsent()
{
  const QStringList months = QDir( cityFolder() + "/police" ).entryList( QDir::Dirs | QDir::NoDotAndDotDot );
  QCOMPARE( months.size(), 35 );
  QCOMPARE( months.first(), QString( "2021-04" ) );
  QCOMPARE( months.last(), QString( "2024-03" ) );
  QVERIFY( !months.contains( "2022-08" ) );
}

void SampleCityTest::policeDirtIsThere_data()
{
  QTest::addColumn<int>( "column" );
  QTest::addColumn<QString>( "pattern" );
  QTest::newRow( "no location" ) << 6 << "^No Location$";
  QTest::newRow( "another district" ) << 8 << "^Barrowdene";
  QTest::newRow( "LSOA codes of 2021" ) << 7 << "^E019992\\d\\d$";
}

void SampleCityTest::policeDirtIsThere()
{
  QFETCH( int, column );
  QFETCH( QString, pattern );
  const QRegularExpression expression( pattern );
  int found = 0;
  for ( const QStringList &row : mPoliceRows )
    found += expression.match( row[column] ).hasMatch() ? 1 : 0;
  QVERIFY2( found >= 20 && found < mPoliceRows.size() / 50, qPrintable( QString::number( found ) ) );
}

void SampleCityTest::partnerDirtIsThere_data()
{
  QTest::addColumn<QString>( "question" );
  QTest::addColumn<int>( "atLeast" );
  QTest::addColumn<int>( "atMost" );
  const auto count = []( const char *table, const char *condition )
  { return QString( "SELECT COUNT(*) FROM %1 WHERE %2" ).arg( table, condition ); };
  QTest::newRow( "no geometry" ) << count( "fire", "geom IS NULL" ) << 5 << 100;
  QTest::newRow( "points at 0, 0" ) << count( "ambulance", "ST_MinX(geom) = 0 AND ST_MinY(geom) = 0" ) << 5 << 100;
  QTest::newRow( "calls from the hospital" )
    << count( "ambulance", "ST_MinX(geom) = 428460 AND ST_MinY(geom) = 301330" ) << 50 << 200;
  QTest::newRow( "31 February" ) << count( "antisocial_behaviour", "date_reported = '31/02/2023'" ) << 5 << 100;
  QTest::newRow( "blank dates" ) << count( "drug_services", "referral_date IS NULL" ) << 5 << 100;
  QTest::newRow( "ids given twice" ) << "SELECT COUNT(*) - COUNT(DISTINCT victim_ref) FROM victims" << 5 << 100;
  QTest::newRow( "three absent months" ) << count( "drug_services",
                                                   "referral_date BETWEEN '2022-10-01' AND '2022-12-31'" )
                                         << 0 << 0;
  QTest::newRow( "the month after them" )
    << count( "drug_services", "referral_date BETWEEN '2023-01-01' AND '2023-01-31'" ) << 20 << 200;
}

void SampleCityTest::partnerDirtIsThere()
{
  QFETCH( QString, question );
  QFETCH( int, atLeast );
  QFETCH( int, atMost );
  const double found = askNumber( openVector( cityFolder() + "/partners.gpkg" ).get(), question );
  QVERIFY2( found >= atLeast && found <= atMost, qPrintable( QString::number( found ) ) );
}

void SampleCityTest::anotherSeedGivesAnotherCity()
{
  QTemporaryDir other;
  QCOMPARE( runGenerator( { other.path(), "--seed", "7" } ), 0 );
  for ( const char *file : { "imd2019_aldermouth.csv", "police/2021-04/2021-04-aldershire-street.csv.gz" } )
    QVERIFY2( readText( other.filePath( file ) ) != readText( mWritten.filePath( file ) ), file );
}

void SampleCityTest::wrongArgumentsAreRefused_data()
{
  QTest::addColumn<QStringList>( "arguments" );
  QTest::newRow( "no folder" ) << QStringList();
  QTest::newRow( "seed without number" ) << QStringList{ "somewhere", "--seed" };
  QTest::newRow( "seed that is no number" ) << QStringList{ "somewhere", "--seed", "7a" };
  QTest::newRow( "unknown option" ) << QStringList{ "somewhere", "--size", "7" };
}

void SampleCityTest::wrongArgumentsAreRefused()
{
  QFETCH( QStringList, arguments );
  QCOMPARE( runGenerator( arguments ), 2 );
}

QTEST_GUILESS_MAIN( SampleCityTest )
#include "samplecity_test.moc"
