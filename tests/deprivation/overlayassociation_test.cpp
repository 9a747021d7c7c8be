// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/compat.h"
#include "birminghamlsoas.h"
#include "qgistest.h"

#include <qgsmaplayerstylemanager.h>

#include <QFile>
#include <QTemporaryDir>

#include <cmath>
#include <random>

using namespace communitysafety::test;

/**
 * Index and deprivation over the whole city, through the algorithm, and what the page says of it.
 */
class OverlayAssociationTest : public QObject
{
  Q_OBJECT

private slots:
  // published values
  void birminghamRingsAndRanksGiveTheWholeCity();
  void newcastleIsWarnedOfUltraGeneralisedOutlines();
  // laws
  void associationIsThatOfTheCityWhateverTheNeighbourhoods();
  void neighboursAlikeAreWorthFewerAreas();
  void gradientFallsOnTheDeprived();
  void seedGivesTheSameLimits();
  // edges
  void negativeIndexHasNoConcentration();
  void emptyInputGivesAnEmptyOutputAndOneSentence();
  void emptyInputWithoutMetresTakesTheSystemOfTheDeprivation();
  void wrongDirectionIsSuspected();
  void decilesAloneAreNotTrustedBlindly();
  void oddsAreAgainstTheLeastDeprivedTenthWithPeople();
  void areasThatOverlapAreRefused();
  void parkIsNamedAndKept();
  void pageTellsEverything();
  void cityHasBothStyles();
  // chance
  void noAssociationIsRarelyCalledOne();
};

namespace
{

constexpr int side = 12;

QString cell( int column, int row, int cells = 1 )
{
  return QgsGeometry::fromRect( QgsRectangle( 400000 + 200 * column, 300000 + 200 * row,
                                              400000 + 200 * ( column + cells ), 300000 + 200 * ( row + cells ) ) )
           .asWkt() +
         ';';
}

//! A city of cells, each a deprivation area as well, with what \a index and \a score give for column and row.
template <typename Index, typename Score>
struct Town
{
  std::unique_ptr<QgsVectorLayer> cells, lsoas;

  Town( Index index, Score score )
  {
    QStringList cellRows, lsoaRows;
    for ( int column = 0; column < side; ++column )
      for ( int row = 0; row < side; ++row )
      {
        const QString id =
          QStringLiteral( "c%1_%2" ).arg( column, 2, 10, QChar( '0' ) ).arg( row, 2, 10, QChar( '0' ) );
        cellRows << cell( column, row ) + id + ';' + QString::number( index( column, row ), 'g', 12 );
        lsoaRows << cell( column, row ) + id + ';' + QString::number( score( column, row ), 'g', 12 ) + ";100";
      }
    cells = memoryLayer( "Polygon?crs=EPSG:27700&field=area_id:string&field=idx:double", "city", cellRows );
    lsoas = memoryLayer( "Polygon?crs=EPSG:27700&field=area_id:string&field=score:double&field=people:double", "lsoas",
                         lsoaRows );
  }
};

std::unique_ptr<QgsVectorLayer> neighbourhoodsOf( const QStringList &rows, const QString &crs = "EPSG:27700" )
{
  return memoryLayer(
    QStringLiteral( "Polygon?crs=%1&field=nbhd_id:string&field=name:string&field=idx:double" ).arg( crs ),
    "neighbourhoods", rows );
}

template <typename AnyTown>
RunResult overlay( const AnyTown &town, QgsVectorLayer *input, const QVariantMap &more = {} )
{
  QVariantMap parameters{ { "INPUT", QVariant::fromValue( input ) },
                          { "DEPRIVATION", QVariant::fromValue( town.lsoas.get() ) },
                          { "SCORE_FIELD", "score" },
                          { "POPULATION_FIELD", "people" },
                          { "ALL_AREAS", QVariant::fromValue( town.cells.get() ) },
                          { "DRAWS", 99 },
                          { "OUTPUT", "TEMPORARY_OUTPUT" } };
  for ( auto value = more.constBegin(); value != more.constEnd(); ++value )
    parameters.insert( value.key(), value.value() );
  return run( QStringLiteral( "overlaydeprivation" ), parameters );
}

double slopeUp( int column, int row ) { return 20.5 + 10 * column + 0.37 * row; }
double slopeDown( int column, int row ) { return 400 - slopeUp( column, row ); }

//! Noise that depends on the place alone.
double noise( int column, int row, unsigned seed )
{
  std::mt19937 random( seed + unsigned( 1000 * column + row ) );
  random.discard( 8 );
  return double( random() ) / double( std::mt19937::max() );
}

} // namespace

void OverlayAssociationTest::birminghamRingsAndRanksGiveTheWholeCity()
{
  const BirminghamLsoas birmingham;
  if ( birmingham.isEmpty() )
    QSKIP( "The Birmingham data are not on this machine." );
  const QStringList ranks = birmingham.ranks();
  QCOMPARE( ranks.size(), 8 );
  const auto joined = birmingham.layer( ranks );
  // An index that is the crime domain itself.
  joined->addExpressionField( QStringLiteral( "33000 - \"Crime_rank\"" ),
                              QgsField( QStringLiteral( "idx" ), communitysafety::compat::realField ) );
  const QVariantMap parameters{ { "INPUT", QVariant::fromValue( joined.get() ) },
                                { "DEPRIVATION", QVariant::fromValue( joined.get() ) },
                                { "ALL_AREAS", QVariant::fromValue( joined.get() ) },
                                { "RANK_FIELD", "IMD_rank" },
                                { "DOMAIN_FIELDS", QStringList( ranks.mid( 1 ) ) },
                                { "DRAWS", 99 },
                                { "OUTPUT", "TEMPORARY_OUTPUT" } };
  const RunResult result = run( QStringLiteral( "overlaydeprivation" ), parameters );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.layer()->featureCount(), 639L );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "3 outline(s) crossed themselves" ) ),
            qPrintable( result.feedback->everything() ) );
  // Crime against an index of deprivation that holds it, and against the same without it.
  QVERIFY( result.number( QStringLiteral( "SPEARMAN" ) ) >
           result.number( QStringLiteral( "SPEARMAN_WITHOUT_CRIME" ) ) );
  QVERIFY( result.number( QStringLiteral( "SPEARMAN_WITHOUT_CRIME" ) ) > 0 );
  QVERIFY( result.number( QStringLiteral( "EFFECTIVE_AREAS" ) ) < 639 );
}

void OverlayAssociationTest::newcastleIsWarnedOfUltraGeneralisedOutlines()
{
  const QString coarse =
    sharedFile( QStringLiteral( "data/newcastle/lsoa11_newcastle_imd2019_ultrageneralised.gpkg" ) );
  if ( coarse.isEmpty() )
    QSKIP( "The Newcastle data are not on this machine." );
  QgsVectorLayer lsoas( coarse, QStringLiteral( "lsoas" ), QStringLiteral( "ogr" ) );
  const RunResult result =
    run( QStringLiteral( "overlaydeprivation" ), { { "INPUT", QVariant::fromValue( &lsoas ) },
                                                   { "INPUT_ID", "lsoa11_code" },
                                                   { "DEPRIVATION", QVariant::fromValue( &lsoas ) },
                                                   { "SCORE_FIELD", "IMD_score" },
                                                   { "RANK_FIELD", "IMD_rank" },
                                                   { "POPULATION_FIELD", "total_population" },
                                                   { "OUTPUT", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "as ultra-generalised boundaries have" ) ),
            qPrintable( result.feedback->everything() ) );
}

void OverlayAssociationTest::associationIsThatOfTheCityWhateverTheNeighbourhoods()
{
  const Town town( []( int column, int row ) { return 100 + noise( column, row, 1 ) * 50 + column; }, slopeUp );
  const auto east = neighbourhoodsOf( { cell( 9, 9, 3 ) + "N01;East;150" } );
  const auto west = neighbourhoodsOf( { cell( 0, 0, 3 ) + "N01;West;90" } );
  const RunResult one = overlay( town, east.get() ), other = overlay( town, west.get() );
  QVERIFY2( one.succeeded && other.succeeded, qPrintable( one.error + other.error ) );
  for ( const char *number : { "SPEARMAN", "SPEARMAN_LOWER", "SLOPE_INDEX", "CONCENTRATION_INDEX" } )
    QCOMPARE( one.number( number ), other.number( number ) );
}

void OverlayAssociationTest::neighboursAlikeAreWorthFewerAreas()
{
  const auto input = neighbourhoodsOf( { cell( 9, 9, 3 ) + "N01;East;150" } );
  const Town alike(
    []( int column, int row ) { return 50 + std::sin( 0.4 * column ) * 30 + std::cos( 0.3 * row ) * 30; },
    []( int column, int row ) { return 50 + std::cos( 0.4 * column ) * 30 + std::sin( 0.3 * row ) * 30; } );
  const Town mixed( []( int column, int row ) { return 50 + 30 * noise( column, row, 1 ); },
                    []( int column, int row ) { return 50 + 30 * noise( column, row, 2 ); } );
  const double alikeAreas = overlay( alike, input.get() ).number( "EFFECTIVE_AREAS" );
  const double mixedAreas = overlay( mixed, input.get() ).number( "EFFECTIVE_AREAS" );
  QVERIFY2( alikeAreas < 0.3 * side * side, qPrintable( QString::number( alikeAreas ) ) );
  QVERIFY2( mixedAreas > 0.7 * side * side, qPrintable( QString::number( mixedAreas ) ) );
}

void OverlayAssociationTest::gradientFallsOnTheDeprived()
{
  const auto input = neighbourhoodsOf( { cell( 9, 9, 3 ) + "N01;East;150" } );
  const Town town( slopeUp, slopeUp );
  const RunResult result = overlay( town, input.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( std::abs( result.number( "SPEARMAN" ) - 1 ) < 1e-12 );
  QVERIFY( result.number( "SLOPE_INDEX" ) > 0 );
  QVERIFY( result.number( "RELATIVE_INDEX" ) > 1 );
  QVERIFY( result.number( "CONCENTRATION_INDEX" ) > 0 );
}

void OverlayAssociationTest::seedGivesTheSameLimits()
{
  const QTemporaryDir folder;
  const auto input = neighbourhoodsOf( { cell( 9, 9, 3 ) + "N01;East;150" } );
  const Town town( []( int column, int row ) { return 100 + noise( column, row, 1 ) * 50 + column; }, slopeUp );
  const auto tables = [&]( const QString &name )
  {
    const QString path = folder.filePath( name );
    const RunResult result = overlay( town, input.get(), { { "REPORT", path } } );
    QFile page( path );
    if ( !result.succeeded || !page.open( QIODevice::ReadOnly ) )
      return result.error;
    const QString text = QString::fromUtf8( page.readAll() );
    return text.mid( text.indexOf( "Relative index (RII)" ), 400 );
  };
  const QString first = tables( QStringLiteral( "first.html" ) );
  QVERIFY( first.size() > 100 );
  QCOMPARE( tables( QStringLiteral( "second.html" ) ), first );
}

void OverlayAssociationTest::negativeIndexHasNoConcentration()
{
  const auto input = neighbourhoodsOf( { cell( 9, 9, 3 ) + "N01;East;2" } );
  // Above zero on the whole, so that the line through it begins above zero.
  const Town town( []( int column, int row )
                   { return 0.3 * column - 0.1 + noise( column, row, 5 ) - ( row == 3 && column == 6 ? 9 : 0 ); },
                   slopeUp );
  const RunResult result = overlay( town, input.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( !result.results.contains( QStringLiteral( "CONCENTRATION_INDEX" ) ) );
  QVERIFY( !result.results.contains( QStringLiteral( "RELATIVE_INDEX" ) ) );
  QVERIFY( result.number( "SLOPE_INDEX" ) > 0 );
}

void OverlayAssociationTest::emptyInputGivesAnEmptyOutputAndOneSentence()
{
  const auto input = neighbourhoodsOf( {} );
  const Town town( slopeUp, slopeUp );
  const QTemporaryDir folder;
  const RunResult result =
    overlay( town, input.get(), { { "CITY", "TEMPORARY_OUTPUT" }, { "REPORT", folder.filePath( "page.html" ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.layer()->featureCount(), 0L );
  QCOMPARE( result.number( "N_AREAS" ), 0.0 );
  QCOMPARE( result.layer( QStringLiteral( "CITY" ) )->featureCount(), long( side * side ) );
  QVERIFY( result.number( "SPEARMAN" ) > 0.99 );
  const QStringList said = result.feedback->warnings.filter( QStringLiteral( "neighbourhoods" ) );
  QCOMPARE( said.size(), 1 );
  QVERIFY2( said.first().contains( QStringLiteral( "‘neighbourhoods’ has no features" ) ),
            qPrintable( result.feedback->everything() ) );
}

void OverlayAssociationTest::emptyInputWithoutMetresTakesTheSystemOfTheDeprivation()
{
  const auto input = neighbourhoodsOf( {}, QStringLiteral( "EPSG:4326" ) );
  const RunResult result = overlay( Town( slopeUp, slopeUp ), input.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.layer()->crs().authid(), QStringLiteral( "EPSG:27700" ) );
}

void OverlayAssociationTest::wrongDirectionIsSuspected()
{
  const auto input = neighbourhoodsOf( { cell( 9, 9, 3 ) + "N01;East;150" } );
  const RunResult result = overlay( Town( slopeUp, slopeDown ), input.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY2(
    result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "index is lower where deprivation is higher" ) ),
    qPrintable( result.feedback->everything() ) );
}

void OverlayAssociationTest::decilesAloneAreNotTrustedBlindly()
{
  const auto input = neighbourhoodsOf( { cell( 9, 9, 3 ) + "N01;East;150" } );
  const Town town( slopeUp, []( int column, int ) { return double( 1 + column % 10 ); } );
  const RunResult result = overlay( town, input.get(), { { "SCORE_FIELD", QVariant() }, { "DECILE_FIELD", "score" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY2(
    result.feedback->warnings.join( ' ' ).contains( QStringLiteral( "decile 1 of ‘score’ is taken as the most" ) ),
    qPrintable( result.feedback->everything() ) );
}

void OverlayAssociationTest::oddsAreAgainstTheLeastDeprivedTenthWithPeople()
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "page.html" ) );
  const auto input = neighbourhoodsOf( { cell( 9, 9, 3 ) + "N01;East;150" } );
  // Half of the people live in each of two deciles: the city has the tenths 3 and 8 alone.
  const Town town( slopeUp, []( int column, int ) { return column < side / 2 ? 7.0 : 2.0; } );
  const RunResult result =
    overlay( town, input.get(), { { "SCORE_FIELD", QVariant() }, { "DECILE_FIELD", "score" }, { "REPORT", path } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QFile page( path );
  QVERIFY( page.open( QIODevice::ReadOnly ) );
  const QString text = QString::fromUtf8( page.readAll() );
  QVERIFY2( text.contains( QStringLiteral( "odds against tenth 8, the least deprived one" ) ), qPrintable( text ) );
  // Nine of the 72 cells of the deprived half are inside, none of the others.
  QVERIFY( text.contains( QStringLiteral( "Who lives in a priority neighbourhood" ) ) );
}

void OverlayAssociationTest::areasThatOverlapAreRefused()
{
  // Together they make less than the areas below them.
  const auto input = neighbourhoodsOf( { cell( 9, 9 ) + "N01;East;150", cell( 9, 9 ) + "N02;Again;150" } );
  const Town town( slopeUp, slopeUp );
  const RunResult result = overlay( town, input.get() );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( QStringLiteral( "‘N01’ and ‘N02’ of the layer ‘neighbourhoods’ overlap" ) ),
            qPrintable( result.error ) );
}

void OverlayAssociationTest::parkIsNamedAndKept()
{
  Town town( slopeUp, slopeUp );
  town.lsoas->startEditing();
  QgsFeatureIterator features = town.lsoas->getFeatures( QStringLiteral( "area_id LIKE 'c00%'" ) );
  for ( QgsFeature feature; features.nextFeature( feature ); )
    town.lsoas->changeAttributeValue( feature.id(), 2, 0.0 );
  QVERIFY( town.lsoas->commitChanges( true ) );
  const auto input = neighbourhoodsOf(
    { cell( 0, 0 ) + "N01;Park;150", cell( 9, 9 ) + "N02;East;150", cell( 50, 50 ) + "N03;Far beyond;150" } );
  const RunResult result = overlay( town, input.get() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  // Of what lies beyond the data nobody knows who lives there.
  QVERIFY2( result.feedback->warnings.join( ' ' ).contains(
              QStringLiteral( "nobody lives in 1 of 3 areas, such as parks, by the deprivation data: N01." ) ),
            qPrintable( result.feedback->everything() ) );
  QCOMPARE( result.layer()->featureCount(), 3L );
  QVERIFY( values( *result.layer(), "dep_score" ).first().isNull() );
}

void OverlayAssociationTest::pageTellsEverything()
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "page.html" ) );
  const auto input = neighbourhoodsOf( { cell( 9, 9, 3 ) + "N01;East;150" } );
  const Town town( []( int column, int row ) { return 100 + noise( column, row, 1 ) * 50 + column; }, slopeUp );
  const RunResult result = overlay( town, input.get(), { { "REPORT", path } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QFile page( path );
  QVERIFY( page.open( QIODevice::ReadOnly ) );
  const QString text = QString::fromUtf8( page.readAll() );
  for ( const char *words :
        { "In short", "Local concentration", "Index and deprivation together", "Limits (Dutilleul)", "Odds ratio",
          "Relative index (RII)", "Concentration curve", "local bivariate Moran", "no proof of cause" } )
    QVERIFY2( text.contains( QLatin1String( words ) ), words );
  QVERIFY( !text.contains( QStringLiteral( "nan" ) ) );
}

void OverlayAssociationTest::cityHasBothStyles()
{
  const QTemporaryDir folder;
  const auto input = neighbourhoodsOf( { cell( 9, 9, 3 ) + "N01;East;150" } );
  const RunResult result = overlay( Town( slopeUp, slopeUp ), input.get(), { { "CITY", "TEMPORARY_OUTPUT" } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  const QgsVectorLayer *city = result.layer( QStringLiteral( "CITY" ) );
  QVERIFY( city->styleManager()->styles().contains( QStringLiteral( "Local association" ) ) );
  QVERIFY( result.number( "N_LOCAL" ) > 0 );
  QVERIFY( values( *city, "loc_words" ).contains( QStringLiteral( "High index among high deprivation" ) ) );
}

void OverlayAssociationTest::noAssociationIsRarelyCalledOne()
{
  // Two unrelated maps each time: at 95 % one in twenty limits leaves out 0. Of 24, four or fewer in 99.4 % of cases.
  const auto input = neighbourhoodsOf( { cell( 9, 9, 3 ) + "N01;East;150" } );
  int called = 0;
  for ( unsigned map = 0; map < 24; ++map )
  {
    const Town town( [map]( int column, int row ) { return 100 * noise( column, row, 17 + 7919 * map ); },
                     [map]( int column, int row ) { return 100 * noise( column, row, 5 + 104729 * map ); } );
    const RunResult result = overlay( town, input.get() );
    called += result.number( "SPEARMAN_LOWER" ) > 0 || result.number( "SPEARMAN_UPPER" ) < 0 ? 1 : 0;
  }
  QVERIFY2( called <= 4, qPrintable( QString::number( called ) ) );
}

COMMUNITYSAFETY_TEST_MAIN( OverlayAssociationTest )
#include "overlayassociation_test.moc"
