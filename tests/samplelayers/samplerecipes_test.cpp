// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "layers.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>
#include <QtTest>

using namespace samplelayers;

namespace
{
QVector<CsvRow> rowsOfType( const QString &recipe, const QString &type )
{
  QVector<CsvRow> rows;
  for ( const CsvRow &row : readCsv( recipesFolder() + "/" + recipe ) )
    if ( row["type"] == type )
      rows << row;
  return rows;
}

QSet<QString> valuesOf( const QVector<CsvRow> &rows, const QString &column )
{
  QSet<QString> values;
  for ( const CsvRow &row : rows )
    values << row[column];
  return values;
}

void addRecipes()
{
  QTest::addColumn<QString>( "recipe" );
  for ( const char *recipe : { "birmingham47.csv", "police_counts.csv" } )
    QTest::newRow( recipe ) << QString( recipe );
}

//! One test row per indicator of a source group.
void addIndicators( bool ofPolice )
{
  QTest::addColumn<CsvRow>( "indicator" );
  for ( const char *recipe : { "birmingham47.csv", "police_counts.csv" } )
    for ( const CsvRow &row : rowsOfType( recipe, "indicator" ) )
      if ( ( row["source"] == "police" ) == ofPolice )
        QTest::newRow( qPrintable( QString( recipe ) + " " + row["code"] ) ) << row;
}
} // namespace

Q_DECLARE_METATYPE( samplelayers::CsvRow )

class SampleRecipesTest : public QObject
{
  Q_OBJECT

private slots:
  void initTestCase();

  // The form of a recipe
  void columnsAreThoseOfARecipe_data() { addRecipes(); }
  void columnsAreThoseOfARecipe();
  void codesAreShortAndUnique_data() { addRecipes(); }
  void codesAreShortAndUnique();
  void everyParentIsAGroupWithChildren_data() { addRecipes(); }
  void everyParentIsAGroupWithChildren();

  // What they contain
  void birminghamHasFortySevenIndicatorsInSevenThemes();
  void policeCountsHasTheFourteenCategories();
  void allSidesAndMeasuresAreUsed();
  void sensitiveIndicatorsAreMarked();

  // They fit the sample city
  void partnerIndicatorFindsItsEvents_data() { addIndicators( false ); }
  void partnerIndicatorFindsItsEvents();
  void policeIndicatorFindsItsEvents_data() { addIndicators( true ); }
  void policeIndicatorFindsItsEvents();
  void denominatorsExist();

private:
  QMap<QString, int> mPoliceCounts;
};

void SampleRecipesTest::initTestCase()
{
  GDALAllRegister();
  const QString folder = cityFolder() + "/police/";
  for ( const QString &month : QDir( folder ).entryList( QDir::Dirs | QDir::NoDotAndDotDot ) )
    for ( const QByteArray &line :
          readText( folder + month + "/" + month + "-aldershire-street.csv.gz" ).split( '\n' ) )
      ++mPoliceCounts[QString::fromUtf8( line ).section( ',', 9, 9 )];
}

void SampleRecipesTest::columnsAreThoseOfARecipe()
{
  QFETCH( QString, recipe );
  const QByteArray header = readText( recipesFolder() + "/" + recipe ).split( '\n' ).first();
  QCOMPARE( header, QByteArray( "code,parent,type,label,side,source,date_field,filter,measure,denominator,direction,"
                                "transform,treat,normalise,aggregate,weight,years,min_count,sensitive,note" ) );
}

void SampleRecipesTest::codesAreShortAndUnique()
{
  QFETCH( QString, recipe );
  const QRegularExpression pattern( "^[a-z][a-z0-9]{0,7}$" );
  const QVector<CsvRow> rows = readCsv( recipesFolder() + "/" + recipe );
  for ( const CsvRow &row : rows )
    QVERIFY2( pattern.match( row["code"] ).hasMatch(), qPrintable( row["code"] ) );
  QCOMPARE( valuesOf( rows, "code" ).size(), rows.size() );
}

void SampleRecipesTest::everyParentIsAGroupWithChildren()
{
  QFETCH( QString, recipe );
  QSet<QString> groups = valuesOf( rowsOfType( recipe, "group" ), "code" );
  QSet<QString> parents = valuesOf( readCsv( recipesFolder() + "/" + recipe ), "parent" );
  QVERIFY( parents.remove( "" ) );
  QCOMPARE( parents, groups );
  for ( const CsvRow &row : rowsOfType( recipe, "group" ) )
    QCOMPARE( row["parent"].isEmpty(), row["code"] == "total" );
}

void SampleRecipesTest::birminghamHasFortySevenIndicatorsInSevenThemes()
{
  const QVector<CsvRow> indicators = rowsOfType( "birmingham47.csv", "indicator" );
  QCOMPARE( indicators.size(), 47 );
  QCOMPARE( valuesOf( indicators, "parent" ).size(), 7 );
}

void SampleRecipesTest::policeCountsHasTheFourteenCategories()
{
  const QVector<CsvRow> indicators = rowsOfType( "police_counts.csv", "indicator" );
  QCOMPARE( indicators.size(), 14 );
  QCOMPARE( valuesOf( indicators, "filter" ).size(), 14 );
  QCOMPARE( valuesOf( indicators, "measure" ), QSet<QString>{ "count" } );
}

void SampleRecipesTest::allSidesAndMeasuresAreUsed()
{
  const QVector<CsvRow> indicators = rowsOfType( "birmingham47.csv", "indicator" );
  QCOMPARE( valuesOf( indicators, "side" ), ( QSet<QString>{ "location", "victim", "offender" } ) );
  QCOMPARE( valuesOf( indicators, "measure" ), ( QSet<QString>{ "count", "rate", "density" } ) );
  QCOMPARE( valuesOf( indicators, "direction" ), ( QSet<QString>{ "+", "-" } ) );
}

void SampleRecipesTest::sensitiveIndicatorsAreMarked()
{
  QSet<QString> sensitive;
  for ( const CsvRow &row : rowsOfType( "birmingham47.csv", "indicator" ) )
    if ( row["sensitive"] == "yes" )
      sensitive << row["code"];
  QCOMPARE( sensitive, ( QSet<QString>{ "dainc", "dahigh", "hate", "sexual", "opiates", "alcserv" } ) );
}

void SampleRecipesTest::partnerIndicatorFindsItsEvents()
{
  QFETCH( CsvRow, indicator );
  const GDALDatasetUniquePtr partners = openVector( cityFolder() + "/partners.gpkg" );
  OGRLayer *events = partners->GetLayerByName( indicator["source"].toUtf8().constData() );
  QVERIFY( events );
  QVERIFY( events->GetLayerDefn()->GetFieldIndex( indicator["date_field"].toUtf8().constData() ) >= 0 );
  // These filters are simple enough to mean the same to QGIS and to OGR.
  QCOMPARE( events->SetAttributeFilter( indicator["filter"].toUtf8().constData() ), OGRERR_NONE );
  const int found = static_cast<int>( events->GetFeatureCount() );
  const bool isRare = indicator["code"] == "gunshot";
  QVERIFY( found > 0 );
  QCOMPARE( found < indicator["min_count"].toInt(), isRare );
}

void SampleRecipesTest::policeIndicatorFindsItsEvents()
{
  QFETCH( CsvRow, indicator );
  const QString category = indicator["filter"].section( '\'', 1, 1 );
  QCOMPARE( indicator["filter"], QString( "category = '%1'" ).arg( category ) );
  QVERIFY2( mPoliceCounts.value( category ) >= indicator["min_count"].toInt(), qPrintable( category ) );
}

void SampleRecipesTest::denominatorsExist()
{
  const GDALDatasetUniquePtr city = openVector( cityFolder() + "/boundaries.gpkg" );
  QSet<QString> denominators = valuesOf( rowsOfType( "birmingham47.csv", "indicator" ), "denominator" );
  QVERIFY( denominators.remove( "" ) && denominators.remove( "area" ) );
  for ( const QString &denominator : denominators )
  {
    OGRLayer *layer = city->GetLayerByName( denominator.section( '.', 0, 0 ).toUtf8().constData() );
    QVERIFY2( layer, qPrintable( denominator ) );
    const QByteArray field = denominator.section( '.', 1 ).toUtf8();
    QVERIFY2( layer->GetLayerDefn()->GetFieldIndex( field.constData() ) >= 0, qPrintable( denominator ) );
  }
}

QTEST_GUILESS_MAIN( SampleRecipesTest )
#include "samplerecipes_test.moc"
