// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/pointtable.h"

#include <QObject>
#include <QTemporaryDir>
#include <QtTest>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <random>

using namespace communitysafety::base;

class PointTableTest : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase() { GDALAllRegister(); }
  void init() { mFolder = std::make_unique<QTemporaryDir>(); }

  // laws
  void indexFindsWhatIsThere_data();
  void indexFindsWhatIsThere();
  void indexFollowsLaterChanges();
  // edges
  void valuesAndBlanksAreWritten();
  void whatIsNotFinishedIsNotThere();
  // refused input
  void onlyAnEmptyPointTableIsTaken();

private:
  using Dataset = GDALDatasetUniquePtr;

  QString path() const { return mFolder->filePath( QStringLiteral( "points.gpkg" ) ); }

  //! Makes an empty table with an index, as QGIS does.
  void makeTable( OGRwkbGeometryType type = wkbPoint ) const
  {
    GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "GPKG" );
    const Dataset dataset( driver->Create( path().toUtf8().constData(), 0, 0, 0, GDT_Unknown, nullptr ) );
    OGRLayer *layer = dataset->CreateLayer( "it's", nullptr, type, nullptr );
    OGRFieldDefn text( "text", OFTString );
    OGRFieldDefn date( "date", OFTDate );
    OGRFieldDefn number( "number", OFTReal );
    for ( OGRFieldDefn *field : { &text, &date, &number } )
      QCOMPARE( layer->CreateField( field ), OGRERR_NONE );
  }

  Dataset opened() const
  {
    return Dataset( GDALDataset::Open( path().toUtf8().constData(), GDAL_OF_VECTOR | GDAL_OF_UPDATE ) );
  }

  static QString answer( GDALDataset &dataset, const char *query )
  {
    OGRLayer *result = dataset.ExecuteSQL( query, nullptr, nullptr );
    const OGRFeatureUniquePtr row( result->GetNextFeature() );
    const QString text = QString::fromUtf8( row->GetFieldAsString( 0 ) );
    dataset.ReleaseResultSet( result );
    return text;
  }

  static int found( GDALDataset &dataset, double x, double y, double radius )
  {
    OGRLayer *layer = dataset.GetLayer( 0 );
    layer->SetSpatialFilterRect( x - radius, y - radius, x + radius, y + radius );
    const auto count = static_cast<int>( layer->GetFeatureCount() );
    layer->SetSpatialFilter( nullptr );
    return count;
  }

  std::unique_ptr<QTemporaryDir> mFolder;
};

void PointTableTest::indexFindsWhatIsThere_data()
{
  QTest::addColumn<int>( "points" );
  // A node holds 51: nothing, a root alone, one full, two levels, three levels, and then some.
  for ( const int points : { 0, 1, 51, 52, 2601, 2602, 20000 } )
    QTest::newRow( qPrintable( QString::number( points ) ) ) << points;
}

void PointTableTest::indexFindsWhatIsThere()
{
  QFETCH( int, points );
  makeTable();
  std::mt19937 random( 11 );
  // Halves of metres, which the less exact numbers of the index hold too.
  std::uniform_int_distribution<int> metres( 400000, 410000 );
  std::vector<std::pair<double, double>> all;
  const std::unique_ptr<PointTable> table = PointTable::open( path() );
  QVERIFY( table );
  for ( int point = 0; point < points; ++point )
  {
    all.emplace_back( metres( random ) + 0.5, metres( random ) + 0.5 );
    table->add( all.back().first, all.back().second );
  }
  table->finish();
  const Dataset dataset = opened();
  QCOMPARE( answer( *dataset, "SELECT rtreecheck('rtree_it''s_geom')" ), QStringLiteral( "ok" ) );
  QCOMPARE( answer( *dataset, "SELECT count(*) FROM \"rtree_it's_geom\"" ).toInt(), points );
  for ( const double radius : { 50.0, 700.0, 20000.0 } )
  {
    const auto isNear = [radius]( const std::pair<double, double> &point )
    { return std::abs( point.first - 404000 ) <= radius && std::abs( point.second - 406000 ) <= radius; };
    QCOMPARE( found( *dataset, 404000, 406000, radius ),
              static_cast<int>( std::count_if( all.begin(), all.end(), isNear ) ) );
  }
}

void PointTableTest::indexFollowsLaterChanges()
{
  makeTable();
  const std::unique_ptr<PointTable> table = PointTable::open( path() );
  for ( int point = 0; point < 1000; ++point )
    table->add( 400000 + point, 300000 );
  table->finish();
  const Dataset dataset = opened();
  OGRLayer *layer = dataset->GetLayer( 0 );
  const OGRFeatureUniquePtr row( OGRFeature::CreateFeature( layer->GetLayerDefn() ) );
  const OGRPoint place( 400500.5, 300000 );
  row->SetGeometry( &place );
  QCOMPARE( layer->CreateFeature( row.get() ), OGRERR_NONE );
  QCOMPARE( layer->DeleteFeature( 501 ), OGRERR_NONE );
  QCOMPARE( found( *dataset, 400500, 300000, 1.0 ), 3 );
  QCOMPARE( answer( *dataset, "SELECT rtreecheck('rtree_it''s_geom')" ), QStringLiteral( "ok" ) );
}

void PointTableTest::valuesAndBlanksAreWritten()
{
  makeTable();
  const std::unique_ptr<PointTable> table = PointTable::open( path() + QStringLiteral( "|layername=it's" ) );
  QVERIFY( table );
  table->setText( 0, "Café" );
  table->setDate( 1, QDate( 2024, 2, 29 ) );
  table->setNumber( 2, 1.5 );
  table->add( 1, 2 );
  table->setText( 0, "" );
  table->setDate( 1, QDate() );
  table->add( 3, 4 );
  table->finish();
  const Dataset dataset = opened();
  OGRLayer *layer = dataset->GetLayer( 0 );
  const OGRFeatureUniquePtr first( layer->GetFeature( 1 ) );
  QCOMPARE( QString::fromUtf8( first->GetFieldAsString( 0 ) ), QStringLiteral( "Café" ) );
  QCOMPARE( QString::fromUtf8( first->GetFieldAsString( 1 ) ), QStringLiteral( "2024/02/29" ) );
  const OGRFeatureUniquePtr second( layer->GetFeature( 2 ) );
  QVERIFY( second->IsFieldNull( 0 ) && second->IsFieldNull( 1 ) );
  QCOMPARE( second->GetFieldAsDouble( 2 ), 1.5 );
  QCOMPARE( second->GetGeometryRef()->toPoint()->getY(), 4.0 );
}

void PointTableTest::whatIsNotFinishedIsNotThere()
{
  makeTable();
  PointTable::open( path() )->add( 1, 2 );
  const Dataset dataset = opened();
  QCOMPARE( static_cast<int>( dataset->GetLayer( 0 )->GetFeatureCount() ), 0 );
  QCOMPARE( answer( *dataset, "SELECT rtreecheck('rtree_it''s_geom')" ), QStringLiteral( "ok" ) );
}

void PointTableTest::onlyAnEmptyPointTableIsTaken()
{
  QVERIFY( !PointTable::open( path() ) );
  QVERIFY( !PointTable::open( QStringLiteral( "memory" ) ) );
  makeTable();
  {
    const std::unique_ptr<PointTable> table = PointTable::open( path() );
    table->add( 1, 2 );
    table->finish();
  }
  QVERIFY( !PointTable::open( path() ) );
  QVERIFY( QFile::remove( path() ) );
  makeTable( wkbPolygon );
  QVERIFY( !PointTable::open( path() ) );
}

QTEST_GUILESS_MAIN( PointTableTest )
#include "pointtable_test.moc"
