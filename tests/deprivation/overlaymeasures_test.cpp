// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"
#include "shareddata.h"

#include <QHash>

#include <cmath>

using namespace communitysafety::test;

/**
 * The official summary measures and the index without its crime domain, through the algorithm: all districts of England
 * against what the ministry published for them, and cases small enough to work by hand.
 */
class OverlayMeasuresTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void districtsOfEnglandAreThoseOfTheMinistry();
  // laws
  void worstPlaceOfAllHasTheHighestMeasures();
  void piecesCountAsMuchAsTheyHoldPeople();
  void withoutCrimeAllWorstIsTheTopOfThePublishedScale();
  void scoresOfTheWholeCountryDoAsWellAsRanks();
  void domainsAreHeldAgainstTheCity();
  // edges
  void ranksOfDomainsTellTheLengthOfTheRanking();
  void ranksOfAnotherEditionLeaveTheDecilesStanding();
  void crimeCannotBeLeftOutWithoutAllRanks();
};

namespace
{

const QStringList domainNames{ "Income",
                               "Employment",
                               "Education, Skills and Training",
                               "Health Deprivation and Disability",
                               "Crime",
                               "Barriers to Housing and Services",
                               "Living Environment" };

QString square( double x, double y, double width )
{
  return QgsGeometry::fromRect( QgsRectangle( x, y, x + width, y + 100 ) ).asWkt();
}

std::unique_ptr<QgsVectorLayer> areasOf( const QStringList &rows )
{
  return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string" ), QStringLiteral( "areas" ),
                      rows );
}

//! LSOAs of 100 m side in a line, with score, rank, decile and people and the ranks of seven domains, all \a domain.
std::unique_ptr<QgsVectorLayer> lsoasOf( const QStringList &values )
{
  QString definition = QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=score:double"
                                       "&field=place:integer&field=decile:integer&field=people:integer" );
  for ( const char *domain : { "inc", "emp", "edu", "hea", "cri", "hou", "env" } )
    definition += QStringLiteral( "&field=%1_rank:integer" ).arg( QLatin1String( domain ) );
  QStringList rows;
  for ( int row = 0; row < values.size(); ++row )
    rows << square( 400000 + 100 * row, 300000, 100 ) + QStringLiteral( ";E%1;" ).arg( row ) + values[row];
  return memoryLayer( definition, QStringLiteral( "lsoas" ), rows );
}

QString sevenTimes( const QString &rank )
{
  return QStringList{ rank, rank, rank, rank, rank, rank, rank }.join( ';' );
}

QVariantMap given( QgsVectorLayer *input, QgsVectorLayer *lsoas )
{
  return { { "INPUT", QVariant::fromValue( input ) },
           { "DEPRIVATION", QVariant::fromValue( lsoas ) },
           { "SCORE_FIELD", "score" },
           { "RANK_FIELD", "place" },
           { "DECILE_FIELD", "decile" },
           { "POPULATION_FIELD", "people" },
           { "OUTPUT", "TEMPORARY_OUTPUT" } };
}

const QStringList allRanks{ "inc_rank", "emp_rank", "edu_rank", "hea_rank", "cri_rank", "hou_rank", "env_rank" };

double onlyValue( const RunResult &result, const char *field )
{
  return values( *result.layer(), QLatin1String( field ) ).value( 0 ).toDouble();
}

//! The official transformation of a rank.
double transformed( double rank )
{
  constexpr double ranked = 32844;
  return -23 * std::log( 1 - ( ranked - rank + 1 ) / ranked * ( 1 - std::exp( -100.0 / 23 ) ) );
}

//! England as squares: each district a line of its LSOAs, one below the other.
struct England
{
  std::unique_ptr<QgsVectorLayer> lsoas;
  std::unique_ptr<QgsVectorLayer> districts;
  QHash<QString, double> crime;

  explicit England( const SharedTable &domains );
};

QHash<QString, QString> columnByCode( const SharedTable &table, const QString &code, const QString &column )
{
  QHash<QString, QString> values;
  const QStringList codes = table.texts( code ), texts = table.texts( column );
  for ( int row = 0; row < codes.size(); ++row )
    values.insert( codes[row], texts[row] );
  return values;
}

QString ranked( const QString &domain ) { return domain + QStringLiteral( " Rank (where 1 is most deprived)" ); }

England::England( const SharedTable &domains )
{
  const QStringList codes = domains.texts( "LSOA code (2011)" );
  const QStringList districtOf = domains.texts( "Local Authority District code (2019)" );
  const QString index = QStringLiteral( "Index of Multiple Deprivation (IMD)" );
  QList<QStringList> columns{ domains.texts( ranked( index ) ) };
  for ( const QString &domain : domainNames )
    columns << domains.texts( ranked( domain ) );
  const auto scores =
    columnByCode( SharedTable( "national/uk_imd_e_england_rows.csv.gz" ), "lsoa", "overall_local_score" );
  const auto people =
    columnByCode( SharedTable( "national/imd2019_official/File_6_-_IoD2019_Population_Denominators.csv.gz" ),
                  "LSOA code (2011)", "Total population: mid 2015 (excluding prisoners)" );
  QHash<QString, int> line, filled;
  QHash<QString, double> crimeSum, peopleSum;
  QStringList rows;
  for ( int row = 0; row < codes.size(); ++row )
  {
    const QString &district = districtOf[row];
    if ( !line.contains( district ) )
      line.insert( district, line.size() );
    QStringList cells{ square( 100000 + 100 * filled[district]++, 100000 + 100 * line[district], 100 ), codes[row],
                       scores[codes[row]], people[codes[row]] };
    for ( const QStringList &column : columns )
      cells << column[row];
    rows << cells.join( ';' );
    const double lives = QString( people[codes[row]] ).remove( ',' ).toDouble();
    crimeSum[district] += lives * transformed( columns[5][row].toDouble() );
    peopleSum[district] += lives;
  }
  QString definition = QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=score:double"
                                       "&field=people:string&field=place:integer" );
  for ( int domain = 0; domain < domainNames.size(); ++domain )
    definition += QStringLiteral( "&field=%1:integer" ).arg( allRanks[domain] );
  lsoas = memoryLayer( definition, QStringLiteral( "lsoas" ), rows );
  QStringList outlines;
  for ( auto district = line.constBegin(); district != line.constEnd(); ++district )
  {
    outlines << square( 100000, 100000 + 100 * district.value(), 100 * filled[district.key()] ) + ';' + district.key();
    crime.insert( district.key(), crimeSum[district.key()] / peopleSum[district.key()] );
  }
  districts = areasOf( outlines );
}

} // namespace

void OverlayMeasuresTest::districtsOfEnglandAreThoseOfTheMinistry()
{
  // English Indices of Deprivation 2019, files 2, 6 and the summaries of local authority districts; Ministry of
  // Housing, Communities and Local Government, Open Government Licence v3.0.
  const SharedTable domains( "national/imd2019_official/File_2_-_IoD2019_Domains_of_Deprivation.csv.gz" );
  const SharedTable published( "national/imd2019_england_ltla19.csv" );
  if ( domains.isEmpty() || published.isEmpty() )
    QSKIP( "The folder of shared research data is not here." );
  const England england( domains );
  QVariantMap parameters = given( england.districts.get(), england.lsoas.get() );
  parameters.insert( "DECILE_FIELD", QVariant() );
  parameters.insert( "DOMAIN_FIELDS", allRanks );
  const RunResult result = run( QStringLiteral( "overlaydeprivation" ), parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QHash<QString, QgsFeature> found;
  QgsFeatureIterator features = result.layer()->getFeatures();
  for ( QgsFeature feature; features.nextFeature( feature ); )
    found.insert( feature.attribute( "area_id" ).toString(), feature );
  const QStringList codes = published.texts( "ltla19_code" );
  QCOMPARE( codes.size(), 317 );
  const std::vector<double> score = published.numbers( "Score" ), proportion = published.numbers( "Proportion" ),
                            extent = published.numbers( "Extent" );
  for ( std::size_t row = 0; row < score.size(); ++row )
  {
    const QString code = codes[int( row )];
    QVERIFY2( found.contains( code ), qPrintable( code ) );
    const auto differs = [&]( const char *field, double value, double tolerance )
    {
      const double own = found[code].attribute( QLatin1String( field ) ).toDouble();
      return std::abs( own - value ) <= tolerance ? QString()
                                                  : QStringLiteral( "%1 %2: %3, published %4" )
                                                      .arg( code, QLatin1String( field ) )
                                                      .arg( own )
                                                      .arg( value );
    };
    // Half of the last printed digit; the scores that are averaged are themselves printed to three decimals.
    QCOMPARE( differs( "dep_score", score[row], 0.001 ), QString() );
    QCOMPARE( differs( "dep_prop", proportion[row], 0.00005 + 1e-9 ), QString() );
    // In one district 2e-6 more than half of the last digit.
    QCOMPARE( differs( "dep_extent", extent[row], 0.000052 ), QString() );
    // With crime put back the score is the published one; ties of the domains shift it by up to 0.0014 in an LSOA.
    const double withCrime =
      found[code].attribute( "dep_nocrim" ).toDouble() * 0.906 / 0.999 + 0.093 * england.crime[code];
    QVERIFY2( std::abs( withCrime - score[row] ) <= 0.002, qPrintable( code ) );
  }
}

void OverlayMeasuresTest::worstPlaceOfAllHasTheHighestMeasures()
{
  const auto lsoas = lsoasOf( { "80;1;1;100;" + sevenTimes( "1" ), "10;30000;10;100;" + sevenTimes( "30000" ) } );
  const auto input = areasOf( { square( 400000, 300000, 100 ) + ";worst" } );
  const RunResult result = run( QStringLiteral( "overlaydeprivation" ), given( input.get(), lsoas.get() ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( onlyValue( result, "dep_avrank" ), 32844.0 );
  QCOMPARE( onlyValue( result, "dep_prop" ), 1.0 );
  QCOMPARE( onlyValue( result, "dep_extent" ), 1.0 );
  QCOMPARE( onlyValue( result, "dep_conc" ), 32844.0 );
}

void OverlayMeasuresTest::piecesCountAsMuchAsTheyHoldPeople()
{
  // Half of the first (50 people) and all of the second (300): average rank (50 × 32,844 + 300 × 2,845) / 350; the
  // worst tenth of 350 people, 35, all live in the first; one and a half areas, of which half an area in decile 1;
  // extent: the second is in percentile 92, so 50 / 350.
  const auto lsoas = lsoasOf( { "80;1;1;100;" + sevenTimes( "1" ), "10;30000;10;300;" + sevenTimes( "30000" ) } );
  const auto input = areasOf( { square( 400050, 300000, 150 ) + ";both" } );
  const RunResult result = run( QStringLiteral( "overlaydeprivation" ), given( input.get(), lsoas.get() ) );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const auto isNear = [&result]( const char *field, double expected )
  { return std::abs( onlyValue( result, field ) - expected ) < 1e-9 * expected; };
  QVERIFY( isNear( "dep_avrank", ( 50.0 * 32844 + 300.0 * 2845 ) / 350 ) );
  QVERIFY( isNear( "dep_conc", 32844 ) );
  QVERIFY( isNear( "dep_prop", 0.5 / 1.5 ) );
  QVERIFY( isNear( "dep_extent", 50.0 / 350 ) );
}

void OverlayMeasuresTest::withoutCrimeAllWorstIsTheTopOfThePublishedScale()
{
  // Rank 1 transforms to 100, and all weights add up to 0.999. Crime ranks play no part: the second has the last one.
  const auto lsoas = lsoasOf(
    { "80;1;1;100;1;1;1;1;1;1;1", "79;2;1;100;1;1;1;1;32844;1;1", "10;30000;10;100;" + sevenTimes( "30000" ) } );
  const auto input = areasOf( { square( 400000, 300000, 200 ) + ";worst" } );
  QVariantMap parameters = given( input.get(), lsoas.get() );
  parameters.insert( "DOMAIN_FIELDS", allRanks );
  const RunResult result = run( QStringLiteral( "overlaydeprivation" ), parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( std::abs( onlyValue( result, "dep_nocrim" ) - 99.9 ) < 1e-9 );
  QVERIFY( result.feedback->infos.join( ' ' ).contains( QStringLiteral( "contains police-recorded crime" ) ) );
}

void OverlayMeasuresTest::scoresOfTheWholeCountryDoAsWellAsRanks()
{
  // A country of 30 areas; the scores of every domain run against the ranks.
  QString definition =
    QStringLiteral( "Polygon?crs=EPSG:27700&field=area_id:string&field=score:double&field=people:double" );
  for ( const QString &rank : allRanks )
    definition +=
      QStringLiteral( "&field=%1:double&field=%2:double" ).arg( rank, QString( rank ).replace( "rank", "score" ) );
  QStringList rows;
  for ( int row = 1; row <= 30; ++row )
  {
    const QString both = QStringLiteral( "%1;%2" ).arg( row ).arg( 50.5 / row );
    rows << square( 400000 + 100 * row, 300000, 100 ) + QStringLiteral( ";E%1;%2;100;" ).arg( row ).arg( 60.5 / row ) +
              QStringList{ both, both, both, both, both, both, both }.join( ';' );
  }
  const auto lsoas = memoryLayer( definition, QStringLiteral( "lsoas" ), rows );
  const auto input = areasOf( { square( 400150, 300000, 700 ) + ";some" } );
  const auto withoutCrime = [&]( const QString &kind )
  {
    QStringList fields = allRanks;
    fields.replaceInStrings( QStringLiteral( "rank" ), kind );
    const RunResult result =
      run( QStringLiteral( "overlaydeprivation" ), { { "INPUT", QVariant::fromValue( input.get() ) },
                                                     { "DEPRIVATION", QVariant::fromValue( lsoas.get() ) },
                                                     { "SCORE_FIELD", "score" },
                                                     { "POPULATION_FIELD", "people" },
                                                     { "RANKED_AREAS", 30 },
                                                     { "DOMAIN_FIELDS", fields },
                                                     { "OUTPUT", "TEMPORARY_OUTPUT" } } );
    return result.succeeded ? onlyValue( result, "dep_nocrim" ) : -1.0;
  };
  QVERIFY( withoutCrime( QStringLiteral( "rank" ) ) > 0 );
  QCOMPARE( withoutCrime( QStringLiteral( "score" ) ), withoutCrime( QStringLiteral( "rank" ) ) );
}

void OverlayMeasuresTest::domainsAreHeldAgainstTheCity()
{
  // Ranks become tenths of the country: 1 and 10 here, so the city has the mean 5.5 and the deviation 4.5.
  const auto lsoas = lsoasOf( { "80;1;1;100;" + sevenTimes( "1" ), "10;32000;10;100;" + sevenTimes( "32000" ) } );
  const auto input = areasOf( { square( 400000, 300000, 100 ) + ";worst" } );
  QVariantMap parameters = given( input.get(), lsoas.get() );
  parameters.insert( "DOMAIN_FIELDS", QStringList{ "inc_rank", "score" } );
  parameters.insert( "PROFILE", "TEMPORARY_OUTPUT" );
  const RunResult result = run( QStringLiteral( "overlaydeprivation" ), parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( onlyValue( result, "inc_m" ), 1.0 );
  QgsVectorLayer *profile = result.layer( QStringLiteral( "PROFILE" ) );
  QCOMPARE( values( *profile, "val" ), ( QVariantList{ 1.0, 80.0 } ) );
  QCOMPARE( values( *profile, "city_val" ), ( QVariantList{ 5.5, 45.0 } ) );
  QCOMPARE( values( *profile, "z" ), ( QVariantList{ 1.0, 1.0 } ) );
}

void OverlayMeasuresTest::ranksOfDomainsTellTheLengthOfTheRanking()
{
  // No area of 2011 has the rank 33,500, which the second domain has.
  const auto lsoas = lsoasOf( { "80;1;1;100;" + sevenTimes( "1" ), "10;30000;10;100;30000;33500;1;1;1;1;1" } );
  const auto input = areasOf( { square( 400000, 300000, 100 ) + ";worst" } );
  QVariantMap parameters = given( input.get(), lsoas.get() );
  parameters.insert( "RANK_FIELD", QVariant() );
  parameters.insert( "DECILE_FIELD", QVariant() );
  parameters.insert( "DOMAIN_FIELDS", QStringList( allRanks.mid( 0, 2 ) ) );
  const RunResult result = run( QStringLiteral( "overlaydeprivation" ), parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "33,755 is taken" ) ),
            qPrintable( result.feedback->everything() ) );
}

void OverlayMeasuresTest::ranksOfAnotherEditionLeaveTheDecilesStanding()
{
  const auto lsoas = lsoasOf( { "80;1;1;100;" + sevenTimes( "1" ), "10;33700;10;100;" + sevenTimes( "30000" ) } );
  const auto input = areasOf( { square( 400000, 300000, 200 ) + ";both" } );
  QVariantMap parameters = given( input.get(), lsoas.get() );
  parameters.insert( "RANKED_AREAS", 32844 );
  const RunResult result = run( QStringLiteral( "overlaydeprivation" ), parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "set it to their number (33,755" ) ),
            qPrintable( result.feedback->everything() ) );
  QVERIFY( values( *result.layer(), "dep_avrank" ).first().isNull() );
  QCOMPARE( onlyValue( result, "dep_10" ), 0.5 );
  QCOMPARE( onlyValue( result, "dep_prop" ), 0.5 );
}

void OverlayMeasuresTest::crimeCannotBeLeftOutWithoutAllRanks()
{
  const auto lsoas = lsoasOf( { "80;1;1;100;" + sevenTimes( "1" ), "10;30000;10;100;" + sevenTimes( "30000" ) } );
  const auto input = areasOf( { square( 400000, 300000, 200 ) + ";both" } );
  QVariantMap parameters = given( input.get(), lsoas.get() );
  parameters.insert( "DOMAIN_FIELDS", QStringList( allRanks.mid( 0, 5 ) ) );
  const RunResult result = run( QStringLiteral( "overlaydeprivation" ), parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( values( *result.layer(), "dep_nocrim" ).first().isNull() );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains(
              QStringLiteral( "there are none for Barriers to housing and services, Living environment" ) ),
            qPrintable( result.feedback->everything() ) );
}

COMMUNITYSAFETY_TEST_MAIN( OverlayMeasuresTest )
#include "overlaymeasures_test.moc"
