// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "contractinputs.h"

#include "base/compat.h"
#include "provider.h"

#include <qgsapplication.h>
#include <qgsprocessingmodelalgorithm.h>
#include <qgsprocessingregistry.h>

#include <QDir>
#include <QFile>

#include <algorithm>

namespace communitysafety::test
{
namespace
{

//! What one algorithm needs: the layer for each parameter that takes one, and further values.
struct Case
{
  QString id;
  QMap<QString, QStringList> layers;
  QVariantMap values;
};

//! Written in values for the folder that ContractInputs makes.
const QString ownFolder = QStringLiteral( "{folder}" );

const std::vector<Case> &cases()
{
  static const std::vector<Case> all{
    { "checkdatacoverage",
      { { "INCIDENTS", { "calls", "thefts" } }, { "AREAS", { "wards" } }, { "REJECT_TABLES", { "refused" } } },
      {} },
    { "checkrelease", { { "INPUT", { "places", "wards" } }, { "RECIPE", { "recipe" } } }, { { "MIN_PRECISION", 50 } } },
    { "combineincidents",
      { { "INCIDENTS", { "calls", "thefts" } }, { "SOURCES", { "suppliers" } }, { "WEIGHTS", { "harm" } } },
      { { "UNMATCHED", 2 } } },
    { "convertboundaries",
      { { "INPUT", { "lsoas" } }, { "TARGET", { "wards" } }, { "PEOPLE", { "calls" } } },
      { { "CODE_FIELD", "code" },
        { "COUNT_FIELDS", "people" },
        { "RATE_FIELDS", "score" },
        { "DENOMINATOR", "people" } } },
    { "createanalysisgrid",
      { { "STUDY_AREA", { "wards" } }, { "WITHIN", { "wards" } } },
      { { "WITHIN_FIELD", "ward" } } },
    { "importpolicedata",
      { { "STUDY_AREA", { "wards" } } },
      { { "INPUT_FOLDER", ownFolder + "/police" }, { "TOLERANCE", 0 } } },
    { "prepareincidents",
      { { "INPUT", { "calls" } }, { "STUDY_AREA", { "wards" } } },
      { { "DATE_FIELD", "inc_date" }, { "CATEGORY_FIELD", "category" }, { "ID_FIELD", "inc_id" } } },
    { "buildindicators",
      { { "AREAS", { "cells" } }, { "RECIPE", { "recipe" } }, { "INCIDENTS", { "calls" } } },
      { { "SOURCES_FOLDER", ownFolder + "/sources" }, { "YEARS", 1 }, { "POPULATION", "pop" } } },
    { "calculaterates",
      { { "INPUT", { "indicators" } } },
      { { "NUMERATOR", "noise_n" }, { "DENOMINATOR", "pop" }, { "SMOOTHING", 2 } } },
    { "scorecompositeindex", { { "INPUT", { "indicators" } }, { "RECIPE", { "recipe" } } }, {} },
    { "auditindicators", { { "INPUT", { "indicators" } }, { "RECIPE", { "recipe" } } }, {} },
    { "testindexsensitivity",
      { { "INPUT", { "indicators" } }, { "RECIPE", { "recipe" } } },
      { { "METHOD_RUNS", 8 }, { "COUNT_DRAWS", 20 } } },
    { "comparescores", { { "INPUT", { "scored" } }, { "PREVIOUS", { "scoredbefore" } } }, { { "BASIS", 1 } } },
    { "scorevictimoffenderlocation",
      { { "AREAS", { "cells" } }, { "VICTIMS", { "calls" } }, { "LOCATIONS", { "places" } } },
      { { "DENOMINATOR", "pop" } } },
    { "detecthotspots",
      { { "INPUT", { "indicators" } } },
      { { "FIELD", "noise_n" }, { "DENOMINATOR", "pop" }, { "SIGNIFICANCE", 0.2 }, { "PERMUTATIONS", 9999 } } },
    { "scanclusters",
      { { "INPUT", { "indicators" } } },
      { { "CASES", "noise_n" }, { "POPULATION", "pop" }, { "OVERDISPERSION", 1.5 }, { "RUNS", 99 } } },
    { "estimatedensity",
      { { "INPUT", { "calls" } }, { "STUDY_AREA", { "wards" } }, { "CONTROLS", { "cells" } } },
      { { "POPULATION", "pop" }, { "SIMULATIONS", 99 }, { "SIGNIFICANCE", 0.3 }, { "BANDWIDTH", 300 } } },
    { "comparehotspots",
      { { "HOTSPOTS", { "neighbourhoods", "lsoas" } },
        { "NEXT", { "calls" } },
        { "STUDY_AREA", { "wards" } },
        { "PREVIOUS", { "places" } } },
      {} },
    { "delineatepriorityneighbourhoods",
      { { "INPUT", { "scored" } },
        { "NAMES", { "places" } },
        { "ADMIN_AREAS", { "wards" } },
        { "SNAP_TO", { "lsoas" } } },
      { { "METHOD", 0 }, { "NAMES_FIELD", "place" }, { "ADMIN_FIELD", "ward" }, { "MAX_POPULATION", 0 } } },
    { "assessstability",
      { { "INPUT", { "scored" } }, { "NEIGHBOURHOODS", { "neighbourhoods" } } },
      { { "MAX_POPULATION", 0 }, { "NULL_MAPS", 19 }, { "RUNS", 20 } } },
    { "interpolatetoareas",
      { { "SOURCE", { "lsoas" } },
        { "TARGET", { "neighbourhoods" } },
        { "CONTROL", { "cells" } },
        { "MASK", { "wards" } } },
      { { "COUNT_FIELDS", "people" }, { "RATE_FIELDS", "score" }, { "DENOMINATOR", "people" } } },
    { "joincensus", { { "BOUNDARIES", { "lsoas" } }, { "TABLE", { "persons" } } }, { { "SHOW", "Asian" } } },
    { "joindeprivation", { { "BOUNDARIES", { "lsoas" } }, { "TABLE", { "indices" } } }, { { "COLUMNS", "district" } } },
    { "profileneighbourhoods",
      { { "INPUT", { "neighbourhoods" } },
        { "CELLS", { "indicators" } },
        { "LONG", { "years" } },
        { "RECIPE", { "recipe" } },
        { "PARENTS", { "wards" } },
        { "ADMIN_AREAS", { "wards" } },
        { "DEPRIVATION", { "lsoas" } },
        { "CENSUS", { "lsoas" } } },
      { { "SCORE_FIELD", "score" },
        { "DECILE_FIELD", "decile" },
        { "POPULATION_FIELD", "people" },
        { "CENSUS_FIELDS", QStringList{ "score" } },
        { "CENSUS_TOTALS", QStringList{ "people" } } } },
    { "trackgap",
      { { "AREAS", { "cells" } },
        { "LONG", { "years" } },
        { "NEIGHBOURHOODS", { "neighbourhoods" } },
        { "RECIPE", { "recipe" } } },
      { { "SELECTION_YEARS", "1" }, { "RUNS", 99 } } },
    { "compareassessments",
      { { "INPUT", { "neighbourhoods" } }, { "PREVIOUS", { "lsoas" } } },
      { { "PREVIOUS_ID", "code" }, { "OVERLAP", 20 } } },
    { "overlaydeprivation",
      { { "INPUT", { "neighbourhoods" } },
        { "DEPRIVATION", { "lsoas" } },
        { "ALL_AREAS", { "scored" } },
        { "CENSUS", { "lsoas" } } },
      { { "SCORE_FIELD", "score" },
        { "RANK_FIELD", "place" },
        { "DECILE_FIELD", "decile" },
        { "POPULATION_FIELD", "people" },
        { "DOMAIN_FIELDS", QStringList{ "place", "decile" } },
        { "CENSUS_FIELDS", QStringList{ "people" } },
        { "CENSUS_TOTALS", QStringList{ "people" } },
        { "DRAWS", 99 } } },
    { "suppresssmallnumbers",
      { { "INPUT", { "indicators" } } },
      { { "FIELDS", QStringList{ "burg_n", "noise_n", "theft_n" } } } },
    { "maskpoints",
      { { "INPUT", { "calls" } }, { "STUDY_AREA", { "wards" } }, { "POPULATION", { "cells" } } },
      { { "POPULATION_FIELD", "pop" }, { "KEEP_FIELDS", QStringList{ "inc_id" } }, { "SEED", 5 } } },
    { "buildassessmentproject", { { "LAYERS", { "scored", "wards" } } }, { { "TITLE", "Town" } } },
    { "strategicassessment",
      { { "STUDY_AREA", { "wards" } },
        { "RECIPE", { "recipe" } },
        { "INCIDENTS", { "calls" } },
        { "DEPRIVATION", { "lsoas" } } },
      { { "SOURCES_FOLDER", ownFolder + "/sources" },
        { "SIZE", 200 },
        { "YEARS", 1 },
        { "MIN_RELATIVE_RISK", 1.1 },
        { "TARGET_COUNT", 0 },
        { "SCORE_FIELD", "score" },
        { "POPULATION_FIELD", "people" } } },
  };
  return all;
}

const Case *caseOf( const QString &id )
{
  const auto found = std::find_if( cases().begin(), cases().end(), [&id]( const Case &one ) { return one.id == id; } );
  return found == cases().end() ? nullptr : &*found;
}

constexpr int west = 400000;
constexpr int south = 300000;
constexpr int cellSize = 200;
constexpr int cellsPerSide = 6;
constexpr int townSize = cellSize * cellsPerSide;

QString rectangle( int x, int y, int width, int height )
{
  return QStringLiteral( "POLYGON((%1 %2,%3 %2,%3 %4,%1 %4,%1 %2))" )
    .arg( x )
    .arg( y )
    .arg( x + width )
    .arg( y + height );
}

QString point( int x, int y ) { return QStringLiteral( "POINT(%1 %2)" ).arg( x ).arg( y ); }

//! A row for each of the 36 cells; \a values gets the number of the cell and whether it lies in the busy corner.
template <typename Values>
QStringList cellRows( Values values )
{
  QStringList rows;
  for ( int column = 0; column < cellsPerSide; ++column )
    for ( int row = 0; row < cellsPerSide; ++row )
      rows << rectangle( west + column * cellSize, south + row * cellSize, cellSize, cellSize ) + ';' +
                values( column * cellsPerSide + row, column < 3 && row < 3 );
  return rows;
}

//! One call. Every twentieth has no place, lies at 0, 0, far outside or has a date that cannot be read.
QString callRow( int number )
{
  const int reach = number % 2 == 0 ? townSize / 2 : townSize;
  QString place = point( west + number * 137 % reach, south + number * 211 % reach );
  QString day = QStringLiteral( "2023-%1-15" ).arg( number % 12 + 1, 2, 10, QLatin1Char( '0' ) );
  if ( number % 20 == 3 )
    place.clear();
  if ( number % 20 == 7 )
    place = point( 0, 0 );
  if ( number % 20 == 11 )
    place = point( west - 5000, south );
  if ( number % 20 == 15 )
    day = QStringLiteral( "32/13/2023" );
  const QString category = number % 3 == 0 ? QStringLiteral( "Burglary" ) : QStringLiteral( "Noise" );
  return QStringLiteral( "%1;c%2;%3;%4;1" ).arg( place ).arg( number ).arg( day, category );
}

QStringList callRows()
{
  QStringList rows;
  for ( int number = 0; number < 200; ++number )
    rows << callRow( number );
  return rows;
}

//! Thefts, each told by two sources.
QStringList theftRows()
{
  QStringList rows;
  for ( int number = 0; number < 60; ++number )
    rows << QStringLiteral( "%1;t%2;2023-%3-%4;2023-%3-%4;Theft;%5;location;1;10" )
              .arg( point( west + number / 2 * 31 % townSize, south + number / 2 * 57 % townSize ) )
              .arg( number )
              .arg( number / 2 % 12 + 1, 2, 10, QLatin1Char( '0' ) )
              .arg( number / 2 % 28 + 1, 2, 10, QLatin1Char( '0' ) )
              .arg( number % 2 == 0 ? QStringLiteral( "police" ) : QStringLiteral( "shops" ) );
  return rows;
}

//! Burglaries and noise of two years in each of the 36 cells.
QStringList yearRows()
{
  QStringList rows;
  for ( int year = 1; year <= 2; ++year )
    for ( const char *code : { "burg", "noise" } )
      for ( const QString &row : cellRows(
              [year, code]( int cell, bool isBusy )
              {
                return QStringLiteral( "cell%1;%2;%3;%4-01;%4-12;%5;%6" )
                  .arg( cell )
                  .arg( QLatin1String( code ) )
                  .arg( year )
                  .arg( 2021 + year )
                  .arg( ( isBusy ? 9 : 2 ) + ( cell + year ) % 3 )
                  .arg( 50 + cell );
              } ) )
        rows << row.mid( row.indexOf( ';' ) );
  return rows;
}

struct LayerText
{
  QString definition;
  QStringList rows;
};

std::map<QString, LayerText> townLayers()
{
  const int half = townSize / 2;
  const QString polygons = QStringLiteral( "Polygon?crs=EPSG:27700" );
  std::map<QString, LayerText> town;
  town["wards"] = { polygons + "&field=ward:string",
                    { rectangle( west, south, half, townSize ) + ";West",
                      rectangle( west + half, south, half, townSize ) + ";East" } };
  town["cells"] = { polygons + "&field=cell_id:string&field=inside:double&field=pop:integer",
                    cellRows( []( int cell, bool )
                              { return QStringLiteral( "cell%1;1;%2" ).arg( cell ).arg( 50 + cell ); } ) };
  town["indicators"] = { polygons +
                           "&field=area_id:string&field=pop:integer&field=burg_n:double&field=burg_d:double"
                           "&field=noise_n:double&field=noise_d:double&field=theft_n:double&field=theft_d:double",
                         cellRows(
                           []( int cell, bool isBusy )
                           {
                             return QStringLiteral( "cell%1;%2;%3;%2;%4;0.04;%5;0.04" )
                               .arg( cell )
                               .arg( 50 + cell )
                               .arg( isBusy ? 9 + cell % 3 : 1 )
                               .arg( isBusy ? 8 : cell % 4 )
                               .arg( cell % 5 );
                           } ) };
  town["scored"] = {
    polygons + "&field=area_id:string&field=pop:integer&field=idx:double",
    cellRows(
      []( int cell, bool isBusy ) {
        return QStringLiteral( "cell%1;%2;%3" ).arg( cell ).arg( 50 + cell ).arg( ( isBusy ? 220 : 60 ) + cell % 7 );
      } )
  };
  town["scoredbefore"] = { QStringLiteral( "None?field=area_id:string&field=idx:double" ),
                           cellRows( []( int cell, bool )
                                     { return QStringLiteral( "cell%1;%2" ).arg( cell ).arg( 40 + 5 * cell ); } ) };
  for ( QString &row : town["scoredbefore"].rows )
    row = row.mid( row.indexOf( ';' ) );
  town["years"] = { QStringLiteral( "None?field=area_id:string&field=code:string&field=year:integer&"
                                    "field=year_from:string&field=year_to:string&field=n:double&field=d:double" ),
                    yearRows() };
  town["neighbourhoods"] = { polygons + "&field=nbhd_id:string&field=idx:double",
                             { rectangle( west, south, 500, 500 ) + ";N01;210",
                               rectangle( west + 700, south + 700, 300, 300 ) + ";N02;160" } };
  town["lsoas"] = {
    polygons + "&field=code:string&field=score:double&field=place:integer&field=decile:integer&field=people:integer",
    { rectangle( west, south, half, half ) + ";E01000001;61.5;120;1;1500",
      rectangle( west + half, south, half, half ) + ";E01000002;32.1;9100;3;1400",
      rectangle( west, south + half, half, half ) + ";E01000003;18.4;17500;6;1600",
      rectangle( west + half, south + half, half, half ) + ";E01000004;4.2;31000;10;1700" }
  };
  town["indices"] = { QStringLiteral( "None?field=lsoa11_code:string&field=district:string&field=IMD_score:string"
                                      "&field=IMD_rank:string&field=IMD_decile:string" ),
                      { ";E01000001;Town;61.5;120;1", ";E01000002;Town;32.1;9,100;3", ";E01000003;Town;18.4;*;6",
                        ";E01000099;Hill;4.2;31000;10" } };
  town["persons"] = { QStringLiteral( "None?field=code:string&field=Total:string&field=White:string"
                                      "&field=Asian:string" ),
                      { ";E01000001;1500;900;600", ";E01000002;1400;1100;300", ";E01000004;1,700;c;200",
                        ";E01000099;1000;400;600", ";City;6200;3900;2300" } };
  town["places"] = { QStringLiteral( "Point?crs=EPSG:27700&field=place:string" ),
                     { point( west + 250, south + 250 ) + ";Mill End",
                       point( west + 900, south + 900 ) + ";Hill Top" } };
  town["calls"] = {
    QStringLiteral(
      "Point?crs=EPSG:27700&field=inc_id:string&field=inc_date:string&field=category:string&field=weight:string" ),
    callRows()
  };
  town["thefts"] = { QStringLiteral( "Point?crs=EPSG:27700&field=inc_id:string&field=inc_date:string"
                                     "&field=inc_end:string&field=category:string&field=source:string"
                                     "&field=side:string&field=weight:string&field=precision:string" ),
                     theftRows() };
  town["suppliers"] = { QStringLiteral( "None?field=layer:string&field=source:string&field=side:string" ),
                        { ";calls;council;victim" } };
  town["harm"] = { QStringLiteral( "None?field=offence:string&field=weight:string" ),
                   { ";Burglary;300", ";Theft;2.5" } };
  town["refused"] = { QStringLiteral( "None?field=source:string&field=row:integer&field=reason:string" ),
                      { ";shops;1;no location", ";shops;2;no date" } };
  town["recipe"] = {
    QStringLiteral( "None?field=code:string&field=label:string&field=source:string&field=date_field:string"
                    "&field=filter:string&field=measure:string&field=min_count:string" ),
    { ";burg;Burglaries;calls;inc_date;category = 'Burglary';count;5",
      ";noise;Noise;calls;inc_date;category = 'Noise';density;5", ";theft;Shop thefts;shops;day;NULL;count;5" }
  };
  return town;
}

void writeFile( const QString &path, const QByteArray &text )
{
  QDir().mkpath( QFileInfo( path ).path() );
  QFile file( path );
  if ( !file.open( QIODevice::WriteOnly ) || file.write( text ) != text.size() )
    qFatal( "cannot write %s", qPrintable( path ) );
}

void writePoliceMonth( const QString &folder, const QByteArray &month )
{
  QByteArray text =
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context\n";
  for ( int row = 0; row < 20; ++row )
  {
    const QByteArray number = QByteArray::number( row );
    const QByteArray place = row % 10 == 4
                               ? QByteArray( ",,No Location,," )
                               : "-1.99" + QByteArray::number( 2 + row % 7 ) + ",52.60" +
                                   QByteArray::number( row % 9 ) + ",On or near Mill Lane,E01000001,Town 001A";
    text += month + number + "," + month + ",Town Police,Town Police," + place + ",Burglary,Under investigation,\n";
  }
  const QString name = QString::fromLatin1( month );
  writeFile( QStringLiteral( "%1/%2/%2-town-street.csv" ).arg( folder, name ), text );
}

QByteArray shopThefts()
{
  QByteArray text = "easting,northing,day\n";
  for ( int row = 0; row < 30; ++row )
    text += QByteArray::number( west + row * 97 % townSize ) + "," + QByteArray::number( south + row * 61 % townSize ) +
            ",2023-" + QByteArray::number( row % 12 + 1 ).rightJustified( 2, '0' ) + "-03\n";
  return text;
}

std::unique_ptr<QgsVectorLayer> inDegrees( QgsVectorLayer &layer )
{
  const QgsCoordinateReferenceSystem degrees( QStringLiteral( "EPSG:4326" ) );
  QgsFeatureRequest request;
  request.setDestinationCrs( degrees, QgsCoordinateTransformContext() );
  std::unique_ptr<QgsVectorLayer> copy( layer.materialize( request ) );
  copy->setCrs( degrees );
  copy->setName( layer.name() );
  return copy;
}

} // namespace

std::map<QString, const QgsProcessingAlgorithm *> allAlgorithms()
{
  std::map<QString, const QgsProcessingAlgorithm *> all;
  const QgsProcessingProvider *provider = QgsApplication::processingRegistry()->providerById( Provider::providerId() );
  for ( const QgsProcessingAlgorithm *algorithm : provider->algorithms() )
    all[algorithm->name()] = algorithm;
  return all;
}

bool isModel( const QString &id )
{
  return dynamic_cast<const QgsProcessingModelAlgorithm *>( allAlgorithms().at( id ) );
}

QString fileNameOf( const QString &output ) { return QString( output ).replace( ':', '_' ).toLower(); }

ContractInputs::ContractInputs() : mFolder( QDir::tempPath() + QStringLiteral( "/MrsSmithXXXXXX" ) )
{
  for ( const char *month : { "2023-01", "2023-02" } )
    writePoliceMonth( folder() + QStringLiteral( "/police" ), month );
  writeFile( folder() + QStringLiteral( "/sources/shops.csv" ), shopThefts() );
}

ContractInputs::~ContractInputs() = default;

QVariantMap ContractInputs::parameters( const QString &id ) { return varied( id, QString(), Variation::asIs ); }

QVariantMap ContractInputs::varied( const QString &id, const QString &parameter, Variation variation )
{
  const Case *one = caseOf( id );
  if ( !one )
    return {};
  QVariantMap values = one->values;
  for ( QVariant &value : values )
    if ( value.toString().startsWith( ownFolder ) )
      value = value.toString().replace( ownFolder, folder() );
  for ( auto entry = one->layers.constBegin(); entry != one->layers.constEnd(); ++entry )
  {
    const bool isVaried = parameter.isEmpty() || parameter == entry.key();
    QVariantList layers;
    for ( const QString &name : entry.value() )
      layers << QVariant::fromValue( layer( name, isVaried ? variation : Variation::asIs ) );
    const bool takesSeveral =
      allAlgorithms().at( id )->parameterDefinition( entry.key() )->type() == QLatin1String( "multilayer" );
    values.insert( entry.key(), takesSeveral ? QVariant( layers ) : layers.first() );
  }
  return values;
}

QStringList ContractInputs::spatialParameters( const QString &id )
{
  QStringList names;
  const Case *one = caseOf( id );
  if ( !one )
    return names;
  for ( auto entry = one->layers.constBegin(); entry != one->layers.constEnd(); ++entry )
    if ( !townLayers().at( entry.value().first() ).definition.startsWith( QLatin1String( "None" ) ) )
      names << entry.key();
  return names;
}

QString ContractInputs::layerName( const QString &id, const QString &parameter )
{
  return caseOf( id )->layers.value( parameter ).first();
}

QVariantMap ContractInputs::outputs( const QString &id, Destination destination, const QString &folder )
{
  QVariantMap all;
  for ( const QgsProcessingParameterDefinition *definition :
        allAlgorithms().at( id )->destinationParameterDefinitions() )
  {
    const QString file = folder + '/' + fileNameOf( definition->name() );
    const auto *output = static_cast<const QgsProcessingDestinationParameter *>( definition );
    if ( definition->type() != QLatin1String( "sink" ) )
      all.insert( definition->name(), file + '.' + output->defaultFileExtension() );
    else if ( destination == Destination::memory )
      all.insert( definition->name(), QStringLiteral( "TEMPORARY_OUTPUT" ) );
    else if ( destination == Destination::geoPackages )
      all.insert( definition->name(), file + QStringLiteral( ".gpkg" ) );
    else if ( destination == Destination::shapefiles )
      all.insert( definition->name(), file + QStringLiteral( ".shp" ) );
    else
      all.insert( definition->name(), QStringLiteral( "ogr:dbname='%1/town.gpkg' table=\"%2\" (geom)" )
                                        .arg( folder, fileNameOf( definition->name() ) ) );
  }
  return all;
}

QStringList ContractInputs::layerOutputs( const QString &id )
{
  QStringList names;
  for ( const QgsProcessingParameterDefinition *definition :
        allAlgorithms().at( id )->destinationParameterDefinitions() )
    if ( definition->type() == QLatin1String( "sink" ) )
      names << definition->name();
  return names;
}

QgsVectorLayer *ContractInputs::layer( const QString &name, Variation variation )
{
  std::unique_ptr<QgsVectorLayer> &layer = mLayers[{ name, variation }];
  if ( layer )
    return layer.get();
  LayerText text = townLayers().at( name );
  if ( variation == Variation::empty )
    text.rows.clear();
  // The rows of the recipe tell the order of the fields.
  if ( variation == Variation::reversed && name != QLatin1String( "recipe" ) )
    std::reverse( text.rows.begin(), text.rows.end() );
  layer = memoryLayer( text.definition, name, text.rows );
  if ( variation == Variation::withoutCrs )
    layer->setCrs( QgsCoordinateReferenceSystem() );
  if ( variation == Variation::degrees && layer->isSpatial() )
    layer = inDegrees( *layer );
  return layer.get();
}

QString stylesFolder() { return QStringLiteral( COMMUNITYSAFETY_SOURCE_DIR "/styles" ); }

QStringList styleFilesOf( const QString &id, const QString &output )
{
  const QString base = id + '_' + fileNameOf( output );
  return QDir( stylesFolder() ).entryList( { base + QStringLiteral( ".qml" ), base + QStringLiteral( "_*.qml" ) } );
}

QVariantMap joined( QVariantMap first, const QVariantMap &second )
{
  for ( auto entry = second.constBegin(); entry != second.constEnd(); ++entry )
    first.insert( entry.key(), entry.value() );
  return first;
}

void addAlgorithmRows()
{
  QTest::addColumn<QString>( "id" );
  for ( const auto &[id, algorithm] : allAlgorithms() )
    QTest::newRow( qPrintable( id ) ) << id;
}

} // namespace communitysafety::test
