// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <QFile>
#include <QTemporaryDir>

#include <cmath>

using namespace communitysafety::test;

class AuditIndicatorsTest : public QObject
{
  Q_OBJECT

private slots:
  // laws
  void everyIndicatorHasItsRow();
  void everyPairHasItsRow();
  void recipeGivesThemesAndDirections();
  void ratesAreHeldAgainstTheirDenominators();
  void plainCountsAreHeldAgainstThePopulation();
  void scaleDecidesWhatDominates();
  void limitsAreThoseOfTheUser();
  void orderOfTheFeaturesPlaysNoPart();
  void reportHoldsTheCharts();
  // edges
  void constantAndEmptyIndicatorsAreNamed();
  void oneIndicatorIsAuditedAlone();
  void cancelLeavesNothing();
  // refused input
  void refuses_data();
  void refuses();

private:
  using Layer = std::unique_ptr<QgsVectorLayer>;

  //! Cells in one row; \a rows hold the values after the id.
  static Layer cells( const QString &fields, const QStringList &rows )
  {
    QStringList all;
    for ( int cell = 0; cell < rows.size(); ++cell )
    {
      const int x = 400000 + 200 * cell;
      all << QStringLiteral( "POLYGON((%1 0,%2 0,%2 200,%1 200,%1 0));c%3;%4" )
               .arg( x )
               .arg( x + 200 )
               .arg( cell, 4, 10, QLatin1Char( '0' ) )
               .arg( rows.at( cell ) );
    }
    return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&" ) + fields,
                        QStringLiteral( "city" ), all );
  }

  //! Burglary, robbery that goes with it, parks that go against both, and noise.
  static Layer town()
  {
    return cells( QStringLiteral( "field=burg:double&field=robb:double&field=park:double&field=noise:double" ),
                  { "1.5;2.1;9.5;4.5", "2.5;4.2;8.5;7.5", "3.5;6.3;7.5;1.5", "4.5;8.1;6.4;9.5", "5.5;10.2;5.5;3.5",
                    "6.5;12.1;4.5;8.5", "7.5;14.3;3.4;2.5", "8.5;16.2;2.5;6.5", "9.5;18.1;1.5;5.5",
                    "10.5;20.4;0.5;0.5" } );
  }

  //! A recipe with the columns code, parent, type, label, direction.
  static Layer recipe( const QStringList &rows )
  {
    QStringList all;
    for ( const QString &row : rows )
      all << ';' + row;
    return memoryLayer( QStringLiteral( "None?field=code:string&field=parent:string&field=type:string&"
                                        "field=label:string&field=direction:string" ),
                        QStringLiteral( "recipe" ), all );
  }

  static RunResult audit( const Layer &areas, QVariantMap parameters, double cancelAt = 1000.0 )
  {
    parameters.insert( QStringLiteral( "INPUT" ), QVariant::fromValue( areas.get() ) );
    for ( const char *output : { "OUTPUT", "CORRELATIONS" } )
      if ( !parameters.contains( QLatin1String( output ) ) )
        parameters.insert( QLatin1String( output ), QStringLiteral( "TEMPORARY_OUTPUT" ) );
    return run( QStringLiteral( "auditindicators" ), parameters, cancelAt );
  }

  static QVariantMap fields( const QStringList &names ) { return { { QStringLiteral( "FIELDS" ), names } }; }
  static QVariantMap by( const Layer &recipe )
  {
    return { { QStringLiteral( "RECIPE" ), QVariant::fromValue( recipe.get() ) } };
  }

  static QStringList texts( const RunResult &result, const QString &output, const QString &field )
  {
    QStringList all;
    for ( const QVariant &value : values( *result.layer( output ), field ) )
      all << value.toString();
    return all;
  }
  static QStringList flags( const RunResult &result )
  {
    return texts( result, QStringLiteral( "OUTPUT" ), QStringLiteral( "flags" ) );
  }
  static double figure( const RunResult &result, const QString &field, int row )
  {
    return values( *result.layer( QStringLiteral( "OUTPUT" ) ), field ).at( row ).toDouble();
  }
};

void AuditIndicatorsTest::everyIndicatorHasItsRow()
{
  const RunResult result = audit( town(), fields( { "burg", "robb", "noise" } ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( texts( result, "OUTPUT", "code" ), QStringList( { "burg", "robb", "noise" } ) );
  QCOMPARE( figure( result, "complete", 0 ), 1.0 );
  QCOMPARE( figure( result, "share_zero", 0 ), 0.0 );
  QCOMPARE( figure( result, "share_uniq", 0 ), 1.0 );
  QCOMPARE( figure( result, "mean", 0 ), 6.0 );
  // 1 to 10, moved: the variance is 110/12.
  QVERIFY( std::fabs( figure( result, "sd", 0 ) - std::sqrt( 110.0 / 12 ) ) < 1e-12 );
  QVERIFY( std::fabs( figure( result, "kurtosis", 0 ) + 1.2 ) < 1e-12 );
  QCOMPARE( flags( result ), QStringList( { "tells the same as robb", "tells the same as burg", "" } ) );
  QCOMPARE( result.number( "N_AREAS" ), 10.0 );
  QCOMPARE( result.number( "N_INDICATORS" ), 3.0 );
  QCOMPARE( result.number( "N_FLAGGED" ), 2.0 );
  QCOMPARE( result.number( "N_REDUNDANT" ), 1.0 );
  QCOMPARE( result.number( "N_NEGATIVE" ), 0.0 );
  // From the correlations 0.9999, -0.2485 and -0.2608.
  QVERIFY( std::fabs( result.number( "ALPHA" ) - 0.36967308627 ) < 1e-9 );
  QVERIFY( result.number( "KMO" ) > 0.3 && result.number( "KMO" ) < 0.7 );
}

void AuditIndicatorsTest::everyPairHasItsRow()
{
  const RunResult result = audit( town(), fields( { "burg", "robb", "park", "noise" } ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( texts( result, "CORRELATIONS", "code_a" ),
            QStringList( { "burg", "burg", "burg", "robb", "robb", "park" } ) );
  QCOMPARE( texts( result, "CORRELATIONS", "code_b" ),
            QStringList( { "robb", "park", "noise", "park", "noise", "noise" } ) );
  QCOMPARE( texts( result, "CORRELATIONS", "flags" ),
            QStringList( { "redundant", "negative", "", "negative", "", "" } ) );
  const QVariantList kendall = values( *result.layer( "CORRELATIONS" ), "kendall" );
  QCOMPARE( kendall.at( 0 ).toDouble(), 1.0 );
  QCOMPARE( kendall.at( 1 ).toDouble(), -1.0 );
  QCOMPARE( values( *result.layer( "CORRELATIONS" ), "n_areas" ).at( 0 ).toInt(), 10 );
  QCOMPARE( result.number( "N_NEGATIVE" ), 2.0 );
}

void AuditIndicatorsTest::recipeGivesThemesAndDirections()
{
  // Parks are good: mirrored they go with burglary; in another theme they cannot cancel it either way.
  const Layer rows = recipe( { "total;;group;Total;", "crime;total;group;Crime;", "place;total;group;Place;",
                               "burg;crime;indicator;Burglary;+", "robb;crime;indicator;Robbery;+",
                               "park;place;indicator;Parks;-", "noise;place;indicator;Noise;+" } );
  const RunResult result = audit( town(), by( rows ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( texts( result, "OUTPUT", "theme" ), QStringList( { "Crime", "Crime", "Place", "Place" } ) );
  const QVariantList pearson = values( *result.layer( "CORRELATIONS" ), "pearson" );
  QVERIFY( pearson.at( 1 ).toDouble() > 0.99 );
  QCOMPARE( texts( result, "CORRELATIONS", "same_theme" ), QStringList( { "1", "0", "0", "0", "0", "1" } ) );
  QCOMPARE( result.number( "N_NEGATIVE" ), 0.0 );
  QVERIFY( figure( result, "r_theme", 0 ) > 0.99 );
  QVERIFY( std::fabs( figure( result, "r_theme", 2 ) ) < 0.5 );
}

void AuditIndicatorsTest::ratesAreHeldAgainstTheirDenominators()
{
  // The same count everywhere: the rate falls with the people.
  const Layer areas = cells( QStringLiteral( "field=a_n:integer&field=a_d:double&field=b_n:integer&field=b_d:double" ),
                             { "10;100;5;100", "10;200;9;200", "10;300;16;300", "10;400;19;400", "10;500;26;500" } );
  const Layer rows = recipe( { "a;;indicator;First;", "b;;indicator;Second;" } );
  const RunResult result = audit( areas, by( rows ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( figure( result, "r_denom", 0 ) < -0.8 );
  QVERIFY( std::fabs( figure( result, "r_denom", 1 ) ) < 0.6 );
  QVERIFY( flags( result ).at( 0 ).contains( "goes with the size of the areas" ) );
  QVERIFY( !flags( result ).at( 1 ).contains( "size" ) );
  QVERIFY( std::fabs( figure( result, "mean", 1 ) - ( 0.05 + 0.045 + 16.0 / 300 + 0.0475 + 0.052 ) / 5 ) < 1e-12 );
}

void AuditIndicatorsTest::plainCountsAreHeldAgainstThePopulation()
{
  const Layer areas = cells( QStringLiteral( "field=calls:integer&field=pop:integer" ),
                             { "11;100", "19;200", "32;300", "38;400", "51;500" } );
  const RunResult result = audit( areas, fields( { "calls" } ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( figure( result, "r_denom", 0 ) > 0.99 );
  QCOMPARE( flags( result ), QStringList( { "goes with the size of the areas" } ) );
}

void AuditIndicatorsTest::scaleDecidesWhatDominates()
{
  const Layer areas = cells( QStringLiteral( "field=a:integer&field=b:integer&field=c:integer" ),
                             { "10;30;0", "11;28;0", "12;31;0", "9;27;0", "8;33;90", "10;29;0" } );
  QVariantMap parameters = fields( { "a", "b", "c" } );
  const RunResult index = audit( areas, parameters );
  QVERIFY2( index.succeeded, qPrintable( index.error ) );
  QVERIFY( index.number( "DOMINANCE" ) > 0.9 );
  QVERIFY( flags( index ).at( 2 ).contains( "carries the plain mean alone" ) );
  parameters.insert( "METHOD", 3 );
  const RunResult zScore = audit( areas, parameters );
  QVERIFY( zScore.number( "DOMINANCE" ) < 0.9 );
}

void AuditIndicatorsTest::limitsAreThoseOfTheUser()
{
  QVariantMap parameters = fields( { "burg", "robb", "noise" } );
  parameters.insert( "MAX_CORRELATION", 1 );
  const RunResult generous = audit( town(), parameters );
  QVERIFY2( generous.succeeded, qPrintable( generous.error ) );
  QCOMPARE( generous.number( "N_REDUNDANT" ), 0.0 );
  QCOMPARE( generous.number( "N_FLAGGED" ), 0.0 );
  // Noise runs a little against both.
  parameters.insert( "MIN_CORRELATION", 0 );
  const RunResult strict = audit( town(), parameters );
  QCOMPARE( strict.number( "N_NEGATIVE" ), 2.0 );
  QCOMPARE( flags( strict ).at( 2 ), QString( "runs against burg, robb" ) );
}

void AuditIndicatorsTest::orderOfTheFeaturesPlaysNoPart()
{
  const Layer forwards = cells( QStringLiteral( "field=a:double&field=b:double" ), { "1;9", "2;4", "3;7", "8;1" } );
  Layer backwards( forwards->clone() );
  QgsFeatureList features;
  QgsFeatureIterator all = forwards->getFeatures();
  for ( QgsFeature feature; all.nextFeature( feature ); )
    features.prepend( feature );
  backwards->dataProvider()->truncate();
  backwards->dataProvider()->addFeatures( features );
  const RunResult first = audit( forwards, fields( { "a", "b" } ) );
  const RunResult second = audit( backwards, fields( { "a", "b" } ) );
  QVERIFY2( first.succeeded && second.succeeded, qPrintable( first.error + second.error ) );
  QCOMPARE( sortedRows( *first.layer( "OUTPUT" ) ), sortedRows( *second.layer( "OUTPUT" ) ) );
}

void AuditIndicatorsTest::reportHoldsTheCharts()
{
  const QTemporaryDir folder;
  QVariantMap parameters = fields( { "burg", "robb", "park", "noise" } );
  parameters.insert( "REPORT", folder.filePath( "audit.html" ) );
  const RunResult result = audit( town(), parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QFile file( folder.filePath( "audit.html" ) );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QString page = QString::fromUtf8( file.readAll() );
  for ( const char *part : { "Correlations between the indicators", "Eigenvalues of the principal components",
                             "Share in the variance of the plain mean", "tells the same as robb", "runs against" } )
    QVERIFY2( page.contains( QLatin1String( part ) ), part );
}

void AuditIndicatorsTest::constantAndEmptyIndicatorsAreNamed()
{
  const Layer areas = cells( QStringLiteral( "field=a:double&field=same:double&field=none:double&field=half:double" ),
                             { "1;3;NULL;0", "2;3;NULL;0", "3.5;3;NULL;NULL", "4;3;NULL;7" } );
  const RunResult result = audit( areas, fields( { "a", "same", "none", "half" } ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( flags( result ).at( 1 ), QString( "the same everywhere; few distinct values" ) );
  QCOMPARE( flags( result ).at( 2 ), QString( "many areas without a value; the same everywhere" ) );
  QVERIFY( flags( result ).at( 3 ).contains( "many zeros" ) );
  QCOMPARE( figure( result, "complete", 3 ), 0.75 );
  QVERIFY( values( *result.layer( "OUTPUT" ), "mean" ).at( 2 ).isNull() );
  QCOMPARE( result.layer( "CORRELATIONS" )->featureCount(), 1L );
  QVERIFY( result.feedback->infos.join( ' ' ).contains( "same: the same everywhere" ) );
}

void AuditIndicatorsTest::oneIndicatorIsAuditedAlone()
{
  const RunResult result = audit( town(), fields( { "burg" } ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.layer( "CORRELATIONS" )->featureCount(), 0L );
  QVERIFY( !result.results.contains( "ALPHA" ) );
  QVERIFY( !result.results.contains( "KMO" ) );
  QCOMPARE( result.number( "DOMINANCE" ), 1.0 );
}

void AuditIndicatorsTest::cancelLeavesNothing()
{
  const QTemporaryDir folder;
  QVariantMap parameters = fields( { "burg", "robb", "park", "noise" } );
  parameters.insert( "OUTPUT", folder.filePath( "audit.gpkg" ) );
  const RunResult result = audit( town(), parameters, 60 );
  QVERIFY( !result.succeeded );
  QVERIFY( !QFile::exists( folder.filePath( "audit.gpkg" ) ) );
}

void AuditIndicatorsTest::refuses_data()
{
  QTest::addColumn<QVariantMap>( "parameters" );
  QTest::addColumn<QString>( "sentence" );
  QTest::newRow( "neither" ) << QVariantMap() << "Neither RECIPE nor FIELDS is given";
  QTest::newRow( "no such field" ) << fields( { "burgl" } ) << "burg";
}

void AuditIndicatorsTest::refuses()
{
  QFETCH( QVariantMap, parameters );
  QFETCH( QString, sentence );
  const RunResult result = audit( town(), parameters );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( AuditIndicatorsTest )
#include "auditindicators_test.moc"
