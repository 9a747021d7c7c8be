// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "qgistest.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

using namespace communitysafety::test;

namespace
{

using Layer = std::unique_ptr<QgsVectorLayer>;

QVariant value( const Layer &layer ) { return QVariant::fromValue( layer.get() ); }

//! In units of 100 m.
QString rectangle( double x, double y, double width, double height )
{
  const double west = 400000 + 100 * x, south = 300000 + 100 * y;
  return QgsGeometry::fromRect( QgsRectangle( west, south, west + 100 * width, south + 100 * height ) ).asWkt();
}

Layer layerOf( const QStringList &rows, const QString &name, const QString &crs = QStringLiteral( "EPSG:27700" ) )
{
  return memoryLayer( QStringLiteral( "Polygon?crs=%1&field=nbhd_id:string&field=name:string&field=local_name:string&"
                                      "field=note:string&field=pop:double&field=idx:double" )
                        .arg( crs ),
                      name, rows );
}

//! Five of before, of ten by ten.
QStringList before()
{
  return { rectangle( 0, 0, 10, 10 ) + ";N01;Kept;Old Kept;watch;1000;300",
           rectangle( 20, 0, 10, 10 ) + ";N02;Grown;;;900;250", rectangle( 40, 0, 10, 10 ) + ";N03;Shrunk;;;800;200",
           rectangle( 60, 0, 10, 10 ) + ";N04;Gone;;;700;190", rectangle( 80, 0, 10, 10 ) + ";N05;Divided;;;600;180" };
}

/**
 * Of now, numbered anew: one kept, one twice as large, one half as large, one on new ground, and the fifth one of
 * before with seven tenths in one and three tenths in another.
 */
QStringList now()
{
  return {
    rectangle( 0, 0, 10, 10 ) + ";N01;Kept now;;;1010;150",    rectangle( 20, 0, 20, 10 ) + ";N02;Grown;;;1800;260",
    rectangle( 40, 0, 5, 10 ) + ";N03;Shrunk;;;400;210",       rectangle( 80, 0, 7, 10 ) + ";N04;Larger part;;;420;170",
    rectangle( 87, 0, 3, 10 ) + ";N05;Smaller part;;;180;160", rectangle( 0, 50, 10, 10 ) + ";N06;New;;;500;140"
  };
}

RunResult compare( const Layer &input, const Layer &previous, QVariantMap parameters = {} )
{
  parameters.insert( "INPUT", value( input ) );
  parameters.insert( "PREVIOUS", value( previous ) );
  for ( const char *output : { "OUTPUT", "TABLE" } )
    parameters.insert( output, "TEMPORARY_OUTPUT" );
  return run( QStringLiteral( "compareassessments" ), parameters );
}

RunResult compare( const QStringList &input, const QStringList &previous, const QVariantMap &parameters = {} )
{
  return compare( layerOf( input, "now" ), layerOf( previous, "before" ), parameters );
}

QVariant cell( const RunResult &result, const QString &field, const QString &name )
{
  QgsFeatureRequest request;
  request.setFilterExpression( QStringLiteral( "name = '%1'" ).arg( name ) );
  QgsFeature feature;
  return result.layer()->getFeatures( request ).nextFeature( feature ) ? feature.attribute( field ) : QVariant();
}

QString textOf( const RunResult &result, const QString &field, const QString &name )
{
  return cell( result, field, name ).toString();
}

} // namespace

class CompareAssessmentsTest : public QObject
{
  Q_OBJECT

private slots:
  // by hand
  void eachHasItsFate();
  void idsAndNotesGoOnWithTheGround();
  void splitAndJoinedAreTold();
  void figuresOfBothStandSideBySide();
  void pairsAreInTheTable();
  // laws
  void sameLayerIsKept();
  void thereAndBackSwapsNewAndGone();
  void limitOfTheOverlap_data();
  void limitOfTheOverlap();
  void otherReferenceSystemSaysTheSame();
  void featureOrderDoesNotMatter();
  void reportIsAPageOfItsOwn();
  // edges
  void nameThatHoldsTheIdFollowsIt();
  void namesAreNotTakenForTheIds();
  void emptySideIsAllNewOrAllGone();
  void registerStandsAboveTheLayers();
  void layersWithoutFiguresAreCompared();
  void movedNeighbourhoodIsKeptAndTold();
  void selfCrossingOutlineIsRepaired();
  void slightOverlapIsTold();
  // refused input
  void refuses_data();
  void refuses();
};

void CompareAssessmentsTest::eachHasItsFate()
{
  const RunResult result = compare( now(), before() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( textOf( result, "cmp_words", "Kept now" ), QStringLiteral( "Kept" ) );
  QCOMPARE( textOf( result, "cmp_words", "Grown" ), QStringLiteral( "Grown (+100 %)" ) );
  QCOMPARE( textOf( result, "cmp_words", "Shrunk" ), QStringLiteral( "Shrunk (−50 %)" ) );
  QCOMPARE( textOf( result, "cmp_words", "New" ), QStringLiteral( "New" ) );
  QCOMPARE( textOf( result, "cmp_words", "Gone" ), QStringLiteral( "Gone" ) );
  QCOMPARE( cell( result, "cmp_class", "Gone" ).toInt(), 5 );
  for ( const auto &[number, count] : QMap<QString, double>{
          { "N_NEW", 2 },
          { "N_KEPT", 1 },
          { "N_GROWN", 1 },
          { "N_SHRUNK", 2 },
          { "N_GONE", 1 },
          { "N_SPLIT_OFF", 1 },
          { "N_JOINED", 0 } }.toStdMap() )
    QVERIFY2( result.number( number ) == count, qPrintable( number ) );
  // 100 + 100 + 50 + 100 of 100 + 200 + 100 + 100 + 100 + 100 squares.
  QVERIFY( std::fabs( result.number( "JACCARD" ) - 350.0 / 700 ) < 1e-9 );
}

void CompareAssessmentsTest::idsAndNotesGoOnWithTheGround()
{
  const RunResult result = compare( now(), before() );
  QCOMPARE( textOf( result, "local_name", "Kept now" ), QStringLiteral( "Old Kept" ) );
  QCOMPARE( textOf( result, "note", "Kept now" ), QStringLiteral( "watch" ) );
  QCOMPARE( textOf( result, "nbhd_id", "Larger part" ), QStringLiteral( "N05" ) );
  QCOMPARE( textOf( result, "now_id", "Larger part" ), QStringLiteral( "N04" ) );
  // N05 of now would be taken for the one of before.
  QCOMPARE( textOf( result, "nbhd_id", "Smaller part" ), QStringLiteral( "N07" ) );
  QCOMPARE( textOf( result, "nbhd_id", "New" ), QStringLiteral( "N06" ) );
  QCOMPARE( textOf( result, "nbhd_id", "Gone" ), QStringLiteral( "N04" ) );
  QStringList ids;
  for ( const QVariant &id : values( *result.layer(), "nbhd_id" ) )
    ids << id.toString();
  QCOMPARE( ids.removeDuplicates(), 0 );
}

void CompareAssessmentsTest::splitAndJoinedAreTold()
{
  const RunResult split = compare( now(), before() );
  QCOMPARE( textOf( split, "cmp_words", "Smaller part" ), QStringLiteral( "New: split off from Divided" ) );
  QCOMPARE( textOf( split, "cmp_words", "Larger part" ), QStringLiteral( "Shrunk (−30 %); split off: Smaller part" ) );
  const RunResult joined = compare( before(), now() );
  QCOMPARE( textOf( joined, "cmp_words", "Smaller part" ), QStringLiteral( "Gone: joined with Divided" ) );
  QCOMPARE( textOf( joined, "cmp_words", "Divided" ), QStringLiteral( "Grown (+43 %); joined by Smaller part" ) );
  QCOMPARE( joined.number( "N_JOINED" ), 1.0 );
}

void CompareAssessmentsTest::figuresOfBothStandSideBySide()
{
  const RunResult result = compare( now(), before() );
  QCOMPARE( cell( result, "pop", "Grown" ).toDouble(), 1800.0 );
  QCOMPARE( cell( result, "pop_prev", "Grown" ).toDouble(), 900.0 );
  QCOMPARE( cell( result, "chg", "Kept now" ).toDouble(), -150.0 );
  QCOMPARE( cell( result, "rank_prev", "Kept now" ).toInt(), 1 );
  // By index 150 fifth of six now, and last of the four that continue.
  QCOMPARE( cell( result, "rank", "Kept now" ).toInt(), 5 );
  QCOMPARE( cell( result, "rank_chg", "Kept now" ).toInt(), -3 );
  QVERIFY( std::fabs( cell( result, "gain_km2", "Grown" ).toDouble() - 1 ) < 1e-9 );
  QVERIFY( std::fabs( cell( result, "lost_km2", "Shrunk" ).toDouble() - 0.5 ) < 1e-9 );
  QVERIFY( cell( result, "idx", "Gone" ).isNull() );
}

void CompareAssessmentsTest::pairsAreInTheTable()
{
  const RunResult result = compare( now(), before() );
  QStringList relations;
  for ( const QVariant &relation : values( *result.layer( "TABLE" ), "relation" ) )
    relations << relation.toString();
  relations.sort();
  QCOMPARE( relations, QStringList( { "gone altogether", "on new ground", "split off", "the same", "the same",
                                      "the same", "the same" } ) );
}

void CompareAssessmentsTest::sameLayerIsKept()
{
  const RunResult result = compare( before(), before() );
  QCOMPARE( result.number( "N_KEPT" ), 5.0 );
  QCOMPARE( result.number( "JACCARD" ), 1.0 );
  QCOMPARE( result.number( "SPEARMAN" ), 1.0 );
  for ( const QVariant &words : values( *result.layer(), "cmp_words" ) )
    QCOMPARE( words.toString(), QStringLiteral( "Kept" ) );
}

void CompareAssessmentsTest::thereAndBackSwapsNewAndGone()
{
  const RunResult there = compare( now(), before() ), back = compare( before(), now() );
  QCOMPARE( back.number( "N_NEW" ), there.number( "N_GONE" ) );
  QCOMPARE( back.number( "N_GONE" ), there.number( "N_NEW" ) );
  QCOMPARE( back.number( "JACCARD" ), there.number( "JACCARD" ) );
}

void CompareAssessmentsTest::limitOfTheOverlap_data()
{
  QTest::addColumn<double>( "width" );
  QTest::addColumn<double>( "overlap" );
  QTest::addColumn<bool>( "isSame" );
  // Four times as wide: a quarter of the ground of either.
  QTest::newRow( "just the same" ) << 39.9 << 25.0 << true;
  QTest::newRow( "just another" ) << 40.1 << 25.0 << false;
  QTest::newRow( "stricter" ) << 30.0 << 50.0 << false;
}

void CompareAssessmentsTest::limitOfTheOverlap()
{
  QFETCH( double, width );
  QFETCH( double, overlap );
  QFETCH( bool, isSame );
  const RunResult result = compare( QStringList{ rectangle( 0, 0, width, 10 ) + ";A;;;;;" },
                                    QStringList{ rectangle( 0, 0, 10, 10 ) + ";B;;;;;" }, { { "OVERLAP", overlap } } );
  QCOMPARE( result.number( "N_GROWN" ), isSame ? 1.0 : 0.0 );
  QCOMPARE( result.number( "N_JOINED" ), isSame ? 0.0 : 1.0 );
}

void CompareAssessmentsTest::otherReferenceSystemSaysTheSame()
{
  const Layer input = layerOf( now(), "now" ), metres = layerOf( before(), "before" );
  QgsFeatureRequest request;
  const QgsCoordinateReferenceSystem degrees( QStringLiteral( "EPSG:4326" ) );
  request.setDestinationCrs( degrees, QgsCoordinateTransformContext() );
  const Layer previous( metres->materialize( request ) );
  previous->setCrs( degrees );
  const RunResult result = compare( input, previous );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( values( *result.layer(), "cmp_words" ), values( *compare( now(), before() ).layer(), "cmp_words" ) );
}

void CompareAssessmentsTest::featureOrderDoesNotMatter()
{
  QStringList input = now(), previous = before();
  std::reverse( input.begin(), input.end() );
  std::reverse( previous.begin(), previous.end() );
  const RunResult result = compare( now(), before() ), reversed = compare( input, previous );
  for ( const char *output : { "OUTPUT", "TABLE" } )
    QCOMPARE( sortedRows( *reversed.layer( output ) ), sortedRows( *result.layer( output ) ) );
}

void CompareAssessmentsTest::reportIsAPageOfItsOwn()
{
  const QTemporaryDir folder;
  const QString path = folder.filePath( QStringLiteral( "compared.html" ) );
  const RunResult result = compare( now(), before(), { { "REPORT", path } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QFile file( path );
  QVERIFY( file.open( QIODevice::ReadOnly ) );
  const QString page = QString::fromUtf8( file.readAll() );
  for ( const char *words : { "What became of the neighbourhoods", "New: split off from Divided",
                              "Ranks before and now", "Change of the area", "Old Kept", "<svg" } )
    QVERIFY2( page.contains( QLatin1String( words ) ), words );
}

void CompareAssessmentsTest::nameThatHoldsTheIdFollowsIt()
{
  const RunResult result = compare( QStringList{ rectangle( 0, 0, 10, 10 ) + ";N04;Neighbourhood N04;;;;",
                                                 rectangle( 40, 0, 10, 10 ) + ";N01;N01 North and N011;;;;" },
                                    QStringList{ rectangle( 0, 0, 10, 10 ) + ";N01;Neighbourhood N01;;;;" } );
  QCOMPARE( values( *result.layer(), "nbhd_id" ), QVariantList( { "N05", "N01" } ) );
  QCOMPARE( values( *result.layer(), "name" ), QVariantList( { "N05 North and N011", "Neighbourhood N01" } ) );
}

void CompareAssessmentsTest::namesAreNotTakenForTheIds()
{
  // 2 gives way to 5, and a backslash has no meaning.
  const RunResult result =
    compare( QStringList{ rectangle( 0, 0, 10, 10 ) + ";2;Zone 2 (phase 2);;;;",
                          rectangle( 40, 0, 10, 10 ) + ";N(1);By N(1);;;;" },
             QStringList{ rectangle( 0, 0, 10, 10 ) + ";5;Zone 5;;;;", rectangle( 40, 0, 10, 10 ) + ";\\1;Old;;;;" } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( textOf( result, "nbhd_id", "Zone 2 (phase 2)" ), QStringLiteral( "5" ) );
  QCOMPARE( textOf( result, "now_id", "By \\\\1" ), QStringLiteral( "N(1)" ) );
}

void CompareAssessmentsTest::emptySideIsAllNewOrAllGone()
{
  const QTemporaryDir folder;
  const QVariantMap report{ { "REPORT", folder.filePath( QStringLiteral( "report.html" ) ) } };
  const RunResult allNew = compare( now(), QStringList(), report ),
                  allGone = compare( QStringList(), before(), report );
  QVERIFY2( allNew.succeeded && allGone.succeeded, qPrintable( allNew.error + allGone.error ) );
  QCOMPARE( allNew.number( "N_NEW" ), 6.0 );
  QCOMPARE( allGone.number( "N_GONE" ), 5.0 );
  QCOMPARE( allGone.number( "JACCARD" ), 0.0 );
  QCOMPARE( textOf( allGone, "cmp_words", "Kept" ), QStringLiteral( "Gone" ) );
  QVERIFY( allGone.feedback->warnings.join( '\n' ).contains( QStringLiteral( "‘now’ has no neighbourhoods" ) ) );
  QVERIFY( !compare( QStringList(), QStringList() ).succeeded );
}

void CompareAssessmentsTest::registerStandsAboveTheLayers()
{
  const Layer notes = memoryLayer( "None?field=nbhd_id:string&field=local_name:string&field=note:string", "register",
                                   { ";N01;Byker;patrols since May", ";N06;Used long ago;", ";N02;;" } );
  const RunResult result = compare( now(), before(), { { "REGISTER", value( notes ) } } );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( textOf( result, "local_name", "Kept now" ), QStringLiteral( "Byker" ) );
  QCOMPARE( textOf( result, "note", "Kept now" ), QStringLiteral( "patrols since May" ) );
  // The register knows an older N06.
  QVERIFY( textOf( result, "nbhd_id", "New" ) != QLatin1String( "N06" ) );
  QVERIFY( result.feedback->everything().contains( "1 entry/entries whose id no previous neighbourhood has" ) );
}

void CompareAssessmentsTest::layersWithoutFiguresAreCompared()
{
  const auto plain = []( const QString &name )
  { return memoryLayer( "Polygon?crs=EPSG:27700", name, { rectangle( 0, 0, 10, 10 ) + ";" } ); };
  const Layer input = plain( "now" ), previous = plain( "before" );
  const RunResult result = compare( input, previous );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QCOMPARE( result.number( "N_KEPT" ), 1.0 );
  QVERIFY( values( *result.layer(), "pop" ).first().isNull() );
  QVERIFY( values( *result.layer(), "rank_chg" ).first().isNull() );
}

void CompareAssessmentsTest::movedNeighbourhoodIsKeptAndTold()
{
  const RunResult result = compare( QStringList{ rectangle( 4, 0, 10, 10 ) + ";A;;;;;" },
                                    QStringList{ rectangle( 0, 0, 10, 10 ) + ";B;;;;;" } );
  QCOMPARE( values( *result.layer(), "cmp_words" ).first().toString(), QStringLiteral( "Kept, moved (overlap 0.43)" ) );
}

void CompareAssessmentsTest::selfCrossingOutlineIsRepaired()
{
  const RunResult result = compare( QStringList{ "POLYGON((400000 300000,401000 301000,401000 300000,400000 301000,"
                                                 "400000 300000));N01;;;;;" },
                                    before() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( result.feedback->everything().contains( "crossed themselves and were repaired (N01)" ) );
  QCOMPARE( result.number( "N_SHRUNK" ), 1.0 );
}

void CompareAssessmentsTest::slightOverlapIsTold()
{
  const RunResult result =
    compare( QStringList{ rectangle( 0, 0, 10, 10 ) + ";A;;;;;", rectangle( 9, 0, 10, 10 ) + ";B;;;;;" }, before() );
  QVERIFY2( result.succeeded, qPrintable( result.error ) );
  QVERIFY( result.feedback->everything().contains( "‘A’ and ‘B’ share 10 % of the smaller one" ) );
}

void CompareAssessmentsTest::refuses_data()
{
  QTest::addColumn<QStringList>( "input" );
  QTest::addColumn<QString>( "crs" );
  QTest::addColumn<QString>( "sentence" );
  const QString metric = QStringLiteral( "EPSG:27700" );
  QTest::newRow( "no reference system" ) << now() << QString() << "coordinate reference system";
  QTest::newRow( "id twice" ) << QStringList{ now().first(), now().first() } << metric << "has the id ‘N01’ twice";
  QTest::newRow( "one inside the other" )
    << QStringList{ rectangle( 0, 0, 10, 10 ) + ";A;;;;;", rectangle( 2, 2, 3, 3 ) + ";B;;;;;" } << metric
    << "‘A’ and ‘B’ of the layer ‘now’ share 100 % of the smaller one";
}

void CompareAssessmentsTest::refuses()
{
  QFETCH( QStringList, input );
  QFETCH( QString, crs );
  QFETCH( QString, sentence );
  const RunResult result = compare( layerOf( input, "now", crs ), layerOf( before(), "before" ) );
  QVERIFY( !result.succeeded );
  QVERIFY2( result.error.contains( sentence ), qPrintable( result.error ) );
}

COMMUNITYSAFETY_TEST_MAIN( CompareAssessmentsTest )
#include "compareassessments_test.moc"
