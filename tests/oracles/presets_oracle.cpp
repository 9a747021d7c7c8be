// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/compat.h"
#include "expectations.h"
#include "qgistest.h"
#include "shareddata.h"
#include "statistics/association.h"
#include "statistics/ranking.h"

#include <QRegularExpression>

#include <algorithm>
#include <numeric>

using namespace communitysafety::test;
using communitysafety::statistics::missing;

/**
 * Every recipe that is shipped for an official index, from its official input through `scorecompositeindex` with the
 * parameters as they stand, to what was published. Where nothing is published the definition is computed in the test.
 */
class PresetsOracle : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void socialVulnerabilityIndex_data();
  void socialVulnerabilityIndex();
  void flagsOfTheSocialVulnerabilityIndex_data();
  void flagsOfTheSocialVulnerabilityIndex();
  void townsend();
  void indexOfMultipleDeprivation();
  void crimeDomain();
  // definitions
  void vulnerableLocalities();
  void healthIndex();
};

namespace
{

using Values = std::vector<double>;
using Columns = QMap<QString, Values>;

const char *absent = "The shared research data are not at hand; set COMMUNITYSAFETY_SHARED to their folder.";

QString recipeFile( const QString &name )
{
  return QStringLiteral( COMMUNITYSAFETY_SOURCE_DIR "/sample-layers/recipes/%1.csv" ).arg( name );
}

// The indicators of a recipe, by the theme in which they stand.
QMap<QString, QStringList> indicatorsOf( const QString &recipe )
{
  QFile file( recipeFile( recipe ) );
  QMap<QString, QStringList> codes;
  if ( !file.open( QIODevice::ReadOnly ) )
    return codes;
  for ( const QString &line : QString::fromUtf8( file.readAll() ).split( '\n' ) )
  {
    const QStringList cells = line.split( ',' );
    if ( cells.value( 2 ) == "indicator" )
      codes[cells.at( 1 )] << cells.at( 0 );
  }
  return codes;
}

QgsGeometry square( int cell )
{
  const double x = 400000 + 200 * ( cell % 200 );
  const double y = 300000 + 200 * ( cell / 200 );
  return QgsGeometry::fromRect( QgsRectangle( x, y, x + 200, y + 200 ) );
}

// Areas of any shape with the given fields; the id is the row.
std::unique_ptr<QgsVectorLayer> areasWith( const Columns &columns )
{
  auto layer = std::make_unique<QgsVectorLayer>( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string" ),
                                                 QStringLiteral( "areas" ), QStringLiteral( "memory" ) );
  QList<QgsField> fields;
  for ( const QString &field : columns.keys() )
    fields << QgsField( field, communitysafety::compat::realField );
  layer->dataProvider()->addAttributes( fields );
  layer->updateFields();
  QgsFeatureList features;
  for ( std::size_t row = 0; row < columns.first().size(); ++row )
  {
    QgsFeature feature( layer->fields() );
    feature.setGeometry( square( int( row ) ) );
    feature.setAttribute( 0, QString::number( row ) );
    int field = 1;
    for ( const Values &values : columns )
      feature.setAttribute( field++, std::isnan( values[row] ) ? QVariant() : QVariant( values[row] ) );
    features << feature;
  }
  layer->dataProvider()->addFeatures( features );
  return layer;
}

RunResult score( const QString &recipe, const Columns &columns )
{
  const std::unique_ptr<QgsVectorLayer> areas = areasWith( columns );
  return run( QStringLiteral( "scorecompositeindex" ), { { "INPUT", QVariant::fromValue( areas.get() ) },
                                                         { "RECIPE", recipeFile( recipe ) },
                                                         { "AREA_ID", "area_id" },
                                                         { "DRAWS", 0 },
                                                         { "OUTPUT", "TEMPORARY_OUTPUT" } } );
}

// One field in the order of the input.
Values numbers( const RunResult &result, const QString &field )
{
  const QVariantList ids = values( *result.layer(), QStringLiteral( "area_id" ) );
  const QVariantList cells = values( *result.layer(), field );
  Values numbers( std::size_t( ids.size() ), missing );
  for ( int row = 0; row < ids.size(); ++row )
    if ( !cells.at( row ).isNull() )
      numbers.at( std::size_t( ids.at( row ).toInt() ) ) = cells.at( row ).toDouble();
  return numbers;
}

double meanOf( const Values &values )
{
  return std::accumulate( values.begin(), values.end(), 0.0 ) / double( values.size() );
}

// Numbers that differ from area to area and from indicator to indicator, none of them whole.
Values invented( int indicator, int areas )
{
  Values values;
  for ( int area = 0; area < areas; ++area )
    values.push_back( 5.25 + ( ( area + 3 ) * ( 2 * indicator + 7 ) ) % 127 + 0.125 * ( indicator % 5 ) );
  return values;
}

Columns socialVulnerability( const SharedTable &table, const QString &recipe )
{
  Columns columns;
  for ( const QStringList &codes : indicatorsOf( recipe ) )
    for ( const QString &code : codes )
      columns.insert( "EP_" + code.toUpper(), table.numbers( "EP_" + code.toUpper() ) );
  // In the table of all counties the ranks of the housing burden were made from other percentages than it shows.
  if ( columns.first().size() == 3143 )
    columns.insert( QStringLiteral( "EP_HBURD" ), table.numbers( QStringLiteral( "EPL_HBURD" ) ) );
  return columns;
}

void addSocialVulnerability( const QString &recipe )
{
  QTest::addColumn<QString>( "file" );
  QTest::addColumn<QString>( "recipe" );
  QTest::newRow( "Pennsylvania 2020" ) << "benchmarks/svi/2020svi_pa_co_cdc.csv" << recipe;
  QTest::newRow( "United States 2020" ) << "benchmarks/svi/SVI2020_US_COUNTY.csv.gz" << recipe;
}

} // namespace

void PresetsOracle::socialVulnerabilityIndex_data()
{
  addSocialVulnerability( QStringLiteral( "cdc_svi" ) );
  QTest::newRow( "Pennsylvania 2018" ) << "benchmarks/svi/2018svi_pa_co_cdc.csv"
                                       << "cdc_svi2018";
}

void PresetsOracle::socialVulnerabilityIndex()
{
  QFETCH( QString, file );
  QFETCH( QString, recipe );
  const SharedTable table( file );
  if ( table.isEmpty() )
    QSKIP( absent );
  const RunResult result = score( recipe, socialVulnerability( table, recipe ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( QStringLiteral( "N_INDICATORS" ) ), recipe == "cdc_svi" ? 16.0 : 15.0 );
  QCOMPARE( result.number( QStringLiteral( "N_LEFT_OUT" ) ), 0.0 );
  for ( int theme = 1; theme <= 4; ++theme )
    QCOMPARE( differenceBetween( numbers( result, QStringLiteral( "theme%1_i" ).arg( theme ) ),
                                 table.numbers( QStringLiteral( "RPL_THEME%1" ).arg( theme ) ) ),
              QString() );
  QCOMPARE(
    differenceBetween( numbers( result, QStringLiteral( "score" ) ), table.numbers( QStringLiteral( "RPL_THEMES" ) ) ),
    QString() );
}

void PresetsOracle::flagsOfTheSocialVulnerabilityIndex_data()
{
  addSocialVulnerability( QStringLiteral( "cdc_svi_flags" ) );
}

void PresetsOracle::flagsOfTheSocialVulnerabilityIndex()
{
  QFETCH( QString, file );
  QFETCH( QString, recipe );
  const SharedTable table( file );
  if ( table.isEmpty() )
    QSKIP( absent );
  const RunResult result = score( recipe, socialVulnerability( table, recipe ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  Values flags = numbers( result, QStringLiteral( "score" ) );
  // The CDC gives the District of Columbia ranks but no flags.
  const int district = table.texts( QStringLiteral( "ST_ABBR" ) ).indexOf( QStringLiteral( "DC" ) );
  if ( district >= 0 )
    flags[std::size_t( district )] = missing;
  QCOMPARE( differenceBetween( flags, table.numbers( QStringLiteral( "F_TOTAL" ) ) ), QString() );
}

void PresetsOracle::townsend()
{
  const SharedTable census( QStringLiteral( "benchmarks/townsend/Dataset- 2011 UK Ward.csv" ) );
  const SharedTable published( QStringLiteral( "benchmarks/townsend/Scores- 2011 UK Ward.csv" ) );
  if ( census.isEmpty() || published.isEmpty() )
    QSKIP( absent );
  Columns columns;
  for ( const char *field :
        { "F248", "F244", "F2081", "F2083", "F2075", "F2357", "F2362", "F2368", "F2347", "F991", "F989" } )
    columns.insert( QLatin1String( field ), census.numbers( QLatin1String( field ) ) );
  const RunResult result = score( QStringLiteral( "townsend2011" ), columns );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( QStringLiteral( "N_AREAS" ) ), 9481.0 );
  QCOMPARE( differenceBetween( numbers( result, QStringLiteral( "score" ) ), published.numbers( "TDS" ), 1e-11 ),
            QString() );
}

void PresetsOracle::indexOfMultipleDeprivation()
{
  const SharedTable domains(
    QStringLiteral( "national/imd2019_official/File_2_-_IoD2019_Domains_of_Deprivation.csv.gz" ) );
  if ( domains.isEmpty() )
    QSKIP( absent );
  const QStringList ranks = domains.header().filter( QRegularExpression( " Rank \\(" ) );
  Columns columns;
  for ( const QString &domain : ranks.mid( 1 ) )
    columns.insert( domain, domains.numbers( domain ) );
  QCOMPARE( columns.size(), 7 );
  const RunResult result = score( QStringLiteral( "imd2019" ), columns );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );

  const Values found = numbers( result, QStringLiteral( "rank" ) );
  const Values published = domains.numbers( ranks.first() );
  // Domains that are tied in the published ranks were not in the scores behind them.
  QCOMPARE( differenceBetween( found, published, 2 ), QString() );
  int different = 0;
  for ( std::size_t area = 0; area < found.size(); ++area )
    different += found[area] != published[area];
  QVERIFY2( different <= 108, qPrintable( QString::number( different ) ) );
}

void PresetsOracle::crimeDomain()
{
  const SharedTable rates( QStringLiteral( "birmingham/imd/imd2025_england_lsoa21_indicators_birmingham.csv" ) );
  const SharedTable published( QStringLiteral( "birmingham/imd/imd2025_england_lsoa21_birmingham.csv" ) );
  if ( rates.isEmpty() || published.isEmpty() )
    QSKIP( absent );
  const QStringList codes = indicatorsOf( QStringLiteral( "iod2025_crime" ) ).value( QStringLiteral( "total" ) );
  const QStringList fields = {
    "violence_with_injury_rate_per_1_000_at_risk_population",
    "violence_without_injury_rate_per_1_000_at_risk_population",
    "stalking_and_harassment_rate_per_1_000_at_risk_population",
    "burglary_rate_per_1_000_at_risk_properties",
    "theft_rate_per_1_000_at_risk_population",
    "criminal_damage_rate_per_1_000_at_risk_population",
    "public_order_and_possession_of_weapons_rate_per_1_000_at_risk_population",
    "anti_social_behaviour_rate_per_1_000_at_risk_population",
  };
  // R 4.2.2: factanal of the normal scores of these 659 areas, loadings / their sum (see factoranalysis_oracle.cpp).
  const Values weights = { 0.1536066108215, 0.1536669596143, 0.1246062670720, 0.0596140674087,
                           0.0976390613117, 0.1432230374960, 0.1459548568954, 0.1216891393804 };
  Columns columns;
  for ( int crime = 0; crime < 8; ++crime )
    columns.insert( codes.at( crime ), rates.numbers( fields[crime] ) );
  const RunResult result = score( QStringLiteral( "iod2025_crime" ), columns );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const Values found = numbers( result, QStringLiteral( "score" ) );

  Values expected( 659, 0.0 );
  for ( std::size_t crime = 0; crime < 8; ++crime )
  {
    const Values scores = numbers( result, codes.at( int( crime ) ) + "_i" );
    for ( std::size_t area = 0; area < expected.size(); ++area )
      expected[area] += weights[crime] * scores[area];
  }
  QCOMPARE( differenceBetween( found, expected, 1e-5 ), QString() );
  // The published domain has the weights of all England; within one city the order is all but the same.
  QCOMPARE( rates.texts( "lsoa21_code" ), published.texts( "lsoa21_code" ) );
  QVERIFY( communitysafety::statistics::spearman( found, published.numbers( "Crime_score" ) ).coefficient > 0.995 );
}

void PresetsOracle::vulnerableLocalities()
{
  constexpr int areas = 40;
  const QStringList codes =
    indicatorsOf( QStringLiteral( "vulnerable_localities" ) ).value( QStringLiteral( "total" ) );
  QCOMPARE( codes.size(), 6 );
  Columns columns;
  Values expected( areas, 0.0 );
  for ( int indicator = 0; indicator < codes.size(); ++indicator )
  {
    const Values shares = invented( indicator, areas );
    columns.insert( codes[indicator], shares );
    for ( std::size_t area = 0; area < areas; ++area )
      expected[area] += 100 * shares[area] / meanOf( shares ) / 6;
  }
  const RunResult result = score( QStringLiteral( "vulnerable_localities" ), columns );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( differenceBetween( numbers( result, QStringLiteral( "idx" ) ), expected, 1e-9 ), QString() );
}

void PresetsOracle::healthIndex()
{
  constexpr int areas = 30;
  const QMap<QString, QStringList> subdomains = indicatorsOf( QStringLiteral( "healthindex" ) );
  QCOMPARE( subdomains.size(), 14 );
  Columns columns;
  for ( const QStringList &codes : subdomains )
    for ( const QString &code : codes )
      columns.insert( code, invented( columns.size(), areas ) );
  QCOMPARE( columns.size(), 56 );
  const RunResult result = score( QStringLiteral( "healthindex" ), columns );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );

  // Each subdomain is the mean of its indicators' scores; these have mean 100 and standard deviation 10.
  for ( const QString &subdomain : subdomains.keys() )
  {
    Values expected( areas, 0.0 );
    for ( const QString &code : subdomains[subdomain] )
    {
      const Values scores = numbers( result, code + "_i" );
      QVERIFY( std::fabs( meanOf( scores ) - 100 ) < 1e-9 );
      for ( std::size_t area = 0; area < areas; ++area )
        expected[area] += scores[area] / double( subdomains[subdomain].size() );
    }
    QCOMPARE( differenceBetween( numbers( result, subdomain + "_i" ), expected, 1e-9 ), QString() );
  }
  Values total( areas, 0.0 );
  for ( const char *domain : { "people_i", "lives_i", "places_i" } )
  {
    const Values scores = numbers( result, QLatin1String( domain ) );
    for ( std::size_t area = 0; area < areas; ++area )
      total[area] += scores[area] / 3;
  }
  QCOMPARE( differenceBetween( numbers( result, QStringLiteral( "score" ) ), total, 1e-9 ), QString() );
}

COMMUNITYSAFETY_TEST_MAIN( PresetsOracle )
#include "presets_oracle.moc"
