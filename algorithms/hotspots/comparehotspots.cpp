// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "hotspots/comparehotspots.h"

#include "base/fields.h"
#include "base/geometryunion.h"
#include "base/gridcover.h"
#include "base/numbercolumn.h"
#include "base/numbertext.h"
#include "base/strictparse.h"
#include "base/svgchart.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::hotspots
{

using base::numberText;
using base::Run;
using statistics::isMissing;
using statistics::missing;

base::Identity CompareHotSpots::identity() const
{
  return {
    QStringLiteral( "comparehotspots" ),
    tr( "Compare hot spots" ),
    QStringLiteral( "hotspots" ),
    tr( "How well hot spots of one or several methods foretold where the incidents of the next period happened." ),
    tr( "PAI,PEI,RRI,hit rate,prediction accuracy index,prediction efficiency index,recapture rate index,Jaccard,"
        "forecast,predictive accuracy,validation,evaluation,compare methods,hot spot prediction" )
      .split( ',' ),
    tr( "Takes hot spots that were made from one period, by this or any other tool, and the incidents of the next "
        "period, and says how many of them fell inside.\n\n"
        "The hit rate is the share of the incidents inside. The prediction accuracy index (PAI) sets it against "
        "the share of the area: 1 is chance, 5 means five times as many incidents as the same area would hold "
        "anywhere. The prediction efficiency index (PEI) compares with the best that could have been chosen with "
        "so much area: 1 is perfect. The recapture rate index (RRI) needs PREVIOUS: 1 means that the hot spots "
        "hold as large a share as before, less that incidents moved on, more that they gathered there further.\n\n"
        "PAI grows as the area shrinks: compare methods of about the same area, or look at the hit rate and PEI "
        "beside it. One period is one draw: differences smaller than the limits of the hit rate mean little.\n\n"
        "Layers that have the field hs_class count with the classes above 0 only: cold spots and lower risk are "
        "left out." )
  };
}

void CompareHotSpots::defineParameters()
{
  add(
    new QgsProcessingParameterMultipleLayers( QStringLiteral( "HOTSPOTS" ), tr( "Hot spots, one layer per method" ),
                                              compat::polygonVector ),
    tr( "Polygons of the hot spots, each method a layer of its own. Overlapping polygons of one layer count once." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "NEXT" ), tr( "Incidents of the next period" ),
                                                { static_cast<int>( compat::anyVector ) } ),
       tr( "Points of the period after the one from which the hot spots were made; or a table with columns easting and "
           "northing, or longitude and latitude." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "STUDY_AREA" ), tr( "Study area" ),
                                                { static_cast<int>( compat::polygonVector ) } ),
       tr( "Polygons in which hot spots could have been; several count as their union. Hot spots and incidents outside "
           "do not count." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "PREVIOUS" ), tr( "Incidents of the period before" ),
                                                { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
       tr( "Optional points from which the hot spots were made, for the recapture rate." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "CELL" ), tr( "Cells of the best choice (m)" ),
                                                 compat::real, 100.0, false, 5.0 ),
               tr( "Side of the cells from which the best possible choice of the PEI is made, in metres. Smaller cells "
                   "allow a better choice, and give every method a lower PEI." ) );
  addInvalidGeometry();
  add(
    new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Accuracy of the hot spots" ),
                                           compat::anyVector ),
    tr( "Table with a row per layer: area, share of the study area, incidents inside, hit rate with limits, PAI, PEI "
        "and RRI." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OVERLAPS" ), tr( "Overlaps of the methods" ),
                                              compat::anyVector, QVariant(), true ),
       tr( "Optional table with a row per pair of layers: their common area divided by what they cover together." ) );
  addReport( tr( "Optional page with the figures, charts and how to read them." ) );
  addRejects();
  addNumber( QStringLiteral( "N_LAYERS" ), tr( "Layers compared" ) );
  addNumber( QStringLiteral( "N_NEXT" ), tr( "Incidents of the next period in the study area" ) );
  addNumber( QStringLiteral( "BEST_HIT_RATE" ), tr( "Highest hit rate" ) );
  addNumber( QStringLiteral( "BEST_PAI" ), tr( "Highest prediction accuracy index" ) );
  addNumber( QStringLiteral( "BEST_PEI" ), tr( "Highest prediction efficiency index" ) );
}

void CompareHotSpots::prepare( Run &run )
{
  mLayers = layerSources( run, QStringLiteral( "HOTSPOTS" ) );
  if ( mLayers.empty() )
    throw QgsProcessingException( tr( "HOTSPOTS is empty: choose at least one layer of polygons." ) );
  for ( const base::Source &layer : mLayers )
  {
    layer.requireCrs();
    if ( !layer.hasPolygons() )
      throw QgsProcessingException( tr( "HOTSPOTS: ‘%1’ has no polygons." ).arg( layer.name() ) );
  }
}

namespace
{

//! Areas cut from geometries depend on the order of cutting in their last digits: to a square decimetre.
double roundedArea( const QgsGeometry &geometry )
{
  return geometry.isNull() ? 0 : std::round( geometry.area() * 100 ) / 100;
}

double pointsInside( const base::PlacedPoints &points, const base::AreaLocator &locator )
{
  double inside = 0;
  for ( std::size_t point = 0; point < points.size(); ++point )
    inside += locator.areaAt( QgsPointXY( points.x[point], points.y[point] ) ) != base::AreaLocator::nowhere ? 1 : 0;
  return inside;
}

//! Keeps the areas whose class, the first attribute, is above 0.
base::Areas hotOnes( const base::Areas &areas )
{
  base::Areas hot;
  hot.crs = areas.crs;
  for ( std::size_t area = 0; area < areas.size(); ++area )
  {
    const base::ParsedNumber hotClass = base::parseNumber( areas.attributes[area].at( 0 ) );
    if ( !hotClass.isNumber() || hotClass.value <= 0 )
      continue;
    hot.geometry.push_back( areas.geometry[area] );
    hot.id.push_back( areas.id[area] );
    hot.row.push_back( areas.row[area] );
    hot.attributes.push_back( areas.attributes[area] );
    hot.squareMetres.push_back( areas.squareMetres[area] );
  }
  return hot;
}

} // namespace

CompareHotSpots::StudyArea CompareHotSpots::read( Run &run )
{
  StudyArea studyArea;
  base::AreasReading areasReading;
  areasReading.invalidGeometry = invalidGeometry( run );
  areasReading.progressTo = 0.1;
  const base::Source source = this->source( run, QStringLiteral( "STUDY_AREA" ) );
  source.requireFeatures();
  studyArea.areas = base::readAreas( run, source, areasReading );
  studyArea.geometry = base::unionOf( studyArea.areas.geometry );
  studyArea.squareMetres = roundedArea( studyArea.geometry );
  const base::AreaLocator locator( studyArea.areas );
  base::PointsReading reading;
  reading.progressFrom = 0.1;
  reading.progressTo = 0.3;
  studyArea.next =
    base::readPoints( run, this->source( run, QStringLiteral( "NEXT" ) ), studyArea.areas, locator, reading );
  reading.progressFrom = 0.3;
  reading.progressTo = 0.5;
  if ( const std::unique_ptr<base::Source> previous = optionalSource( run, QStringLiteral( "PREVIOUS" ) ) )
    studyArea.previous = base::readPoints( run, *previous, studyArea.areas, locator, reading );
  return studyArea;
}

CompareHotSpots::Method CompareHotSpots::readMethod( Run &run, const base::Source &layer,
                                                     const StudyArea &studyArea ) const
{
  Method method;
  method.name = layer.name();
  base::Areas areas;
  areas.crs = studyArea.areas.crs;
  const QString classField = QStringLiteral( "hs_class" );
  if ( layer.featureCount() != 0 )
  {
    base::AreasReading reading;
    reading.invalidGeometry = invalidGeometry( run );
    reading.crs = studyArea.areas.crs;
    const bool hasClass = layer.fields().lookupField( classField ) >= 0;
    if ( hasClass )
      reading.fields = QStringList{ classField };
    areas = base::readAreas( run, layer, reading );
    if ( hasClass )
      areas = hotOnes( areas );
  }
  const QgsGeometry all = base::unionOf( areas.geometry );
  if ( !all.isNull() )
    method.geometry = all.intersection( studyArea.geometry );
  method.spots = areas.size();
  method.input.studyArea = studyArea.squareMetres;
  method.input.hotArea = std::min( roundedArea( method.geometry ), studyArea.squareMetres );
  if ( method.input.hotArea == 0 )
    run.warn( tr( "‘%1’ has no hot spot in the study area." ).arg( method.name ) );
  const base::AreaLocator locator( areas );
  method.input.hits = pointsInside( studyArea.next, locator );
  method.input.events = double( studyArea.next.size() );
  if ( studyArea.previous.size() > 0 )
  {
    method.input.previousHits = pointsInside( studyArea.previous, locator );
    method.input.previousEvents = double( studyArea.previous.size() );
  }
  return method;
}

void CompareHotSpots::judge( Run &run, const StudyArea &studyArea, std::vector<Method> &methods ) const
{
  const double cell = number( run, "CELL" );
  const QgsRectangle extent = studyArea.geometry.boundingBox();
  constexpr double mostCells = 1e7;
  if ( extent.width() / cell * ( extent.height() / cell ) > mostCells )
    throw QgsProcessingException( tr( "CELL is too small for this study area: choose larger cells." ) );
  const statistics::GridFrame frame = base::frameOver( extent, cell );
  std::vector<double> areas = base::shareOfCells( frame, studyArea.areas.geometry );
  const std::vector<double> events =
    statistics::countsOnGrid( statistics::pointsOnGrid( frame, studyArea.next.x, studyArea.next.y ), frame.size() );
  for ( std::size_t place = 0; place < areas.size(); ++place )
  {
    // A cell of which next to nothing lies inside can still hold an incident.
    constexpr double least = 1.0 / 16;
    areas[place] = ( events[place] > 0 ? std::max( areas[place], least ) : areas[place] ) * frame.cellArea();
  }
  for ( Method &method : methods )
  {
    method.input.mostHits = statistics::mostEventsWithin( events, areas, method.input.hotArea );
    method.accuracy = statistics::forecastAccuracy( method.input );
  }
}

std::vector<CompareHotSpots::Overlap> CompareHotSpots::overlaps( Run &run, const std::vector<Method> &methods )
{
  std::vector<Overlap> result;
  for ( std::size_t first = 0; first < methods.size(); ++first )
    for ( std::size_t second = first + 1; second < methods.size(); ++second )
    {
      run.stopIfCancelled();
      const double one = methods[first].input.hotArea;
      const double other = methods[second].input.hotArea;
      const double common =
        one > 0 && other > 0 ? roundedArea( methods[first].geometry.intersection( methods[second].geometry ) ) : 0;
      result.push_back( { first, second, statistics::jaccardIndex( one, other, std::min( { one, other, common } ) ) } );
    }
  return result;
}

namespace
{

double highest( const std::vector<double> &values )
{
  double result = missing;
  for ( const double value : values )
    if ( !isMissing( value ) && !( value <= result ) )
      result = value;
  return result;
}

void setNumber( Run &run, const char *name, double value )
{
  if ( !isMissing( value ) )
    run.setNumber( QLatin1String( name ), value );
}

} // namespace

void CompareHotSpots::process( Run &run )
{
  const StudyArea studyArea = read( run );
  std::vector<Method> methods;
  const statistics::Progress progress = run.progress( 0.5, 0.8 );
  for ( const base::Source &layer : mLayers )
  {
    statistics::report( progress, double( methods.size() ) / double( mLayers.size() ) );
    methods.push_back( readMethod( run, layer, studyArea ) );
  }
  // Two layers of one name would be one row of the charts.
  for ( std::size_t method = 0; method < methods.size(); ++method )
    for ( std::size_t before = 0; before < method; ++before )
      if ( methods[before].name == methods[method].name )
        methods[method].name += QStringLiteral( " (%1)" ).arg( method + 1 );
  judge( run, studyArea, methods );
  const std::vector<Overlap> pairs = overlaps( run, methods );
  statistics::report( run.progress( 0.8, 0.92 ), 1 );
  write( run, methods );
  writeOverlaps( run, methods, pairs );
  writeReport( run, report( run, studyArea, methods, pairs ) );
  writeRejects( run );
  std::vector<double> hitRates, accuracies, efficiencies;
  for ( const Method &method : methods )
  {
    hitRates.push_back( method.accuracy.hitRate );
    accuracies.push_back( method.accuracy.pai );
    efficiencies.push_back( method.accuracy.pei );
  }
  run.setNumber( QStringLiteral( "N_LAYERS" ), double( methods.size() ) );
  run.setNumber( QStringLiteral( "N_NEXT" ), double( studyArea.next.size() ) );
  setNumber( run, "BEST_HIT_RATE", highest( hitRates ) );
  setNumber( run, "BEST_PAI", highest( accuracies ) );
  setNumber( run, "BEST_PEI", highest( efficiencies ) );
}

void CompareHotSpots::write( Run &run, const std::vector<Method> &methods )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = base::fields::list(
    { "layer", "spots", "area_km2", "area_share", "hits", "n", "hit_rate", "hit_lo", "hit_hi", "pai", "pei", "rri" } );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  constexpr double squareMetresPerKm2 = 1e6;
  for ( const Method &method : methods )
  {
    const statistics::ForecastAccuracy &accuracy = method.accuracy;
    output->add( { method.name, qlonglong( method.spots ), method.input.hotArea / squareMetresPerKm2,
                   base::orNull( accuracy.areaShare ), method.input.hits, method.input.events,
                   base::orNull( accuracy.hitRate ), base::orNull( accuracy.hitRateLower ),
                   base::orNull( accuracy.hitRateUpper ), base::orNull( accuracy.pai ), base::orNull( accuracy.pei ),
                   base::orNull( accuracy.rri ) } );
  }
  output->finish();
}

void CompareHotSpots::writeOverlaps( Run &run, const std::vector<Method> &methods,
                                     const std::vector<Overlap> &overlaps )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OVERLAPS" );
  spec.fields = base::fields::list( { "layer", "other", "jaccard" } );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( const Overlap &pair : overlaps )
    output->add( { methods[pair.first].name, methods[pair.second].name, base::orNull( pair.jaccard ) } );
  output->finish();
}

base::HtmlReport CompareHotSpots::report( const Run &run, const StudyArea &studyArea,
                                          const std::vector<Method> &methods,
                                          const std::vector<Overlap> &overlaps ) const
{
  using namespace base::chart;
  base::HtmlReport page( tr( "Hot spots compared" ), tr( "%1 incidents of the next period in %2 km²" )
                                                       .arg( numberText( double( studyArea.next.size() ) ),
                                                             numberText( studyArea.squareMetres / 1e6, 1 ) ) );
  page.heading( tr( "How well each foretold the next period" ) );
  std::vector<QStringList> rows;
  std::vector<Bar> bars;
  std::vector<Range> ranges;
  QStringList names;
  for ( const Method &method : methods )
  {
    const statistics::ForecastAccuracy &accuracy = method.accuracy;
    rows.push_back( { method.name, numberText( 100 * accuracy.areaShare, 1 ), numberText( method.input.hits ),
                      numberText( 100 * accuracy.hitRate, 1 ), numberText( accuracy.pai, 2 ),
                      numberText( accuracy.pei, 2 ), numberText( accuracy.rri, 2 ) } );
    bars.push_back( { method.name, accuracy.pai } );
    ranges.push_back(
      { method.name, 100 * accuracy.hitRateLower, 100 * accuracy.hitRate, 100 * accuracy.hitRateUpper } );
    names << method.name;
  }
  page.table( tr( "Accuracy of the hot spots" ),
              { tr( "Hot spots" ), tr( "% of the area" ), tr( "Incidents inside" ), tr( "Hit rate (%)" ), tr( "PAI" ),
                tr( "PEI" ), tr( "RRI" ) },
              rows );
  page.chart( barChart( { tr( "Prediction accuracy index" ),
                          tr( "How many times more incidents than the same area would hold by chance." ), tr( "PAI" ),
                          QString() },
                        bars, { 1, tr( "Chance" ) } ),
              tr( "1 is chance. A smaller area makes a high PAI easier: see the table for the areas." ) );
  page.chart( rangeChart( { tr( "Hit rate" ), tr( "Share of the incidents inside, with its limits of 95 %." ),
                            tr( "% of the incidents" ), QString() },
                          ranges ),
              tr( "Limits that overlap mean that one more period could turn the order round." ) );
  if ( methods.size() > 1 )
  {
    std::vector<std::vector<double>> matrix( methods.size(), std::vector<double>( methods.size(), 1 ) );
    for ( const Overlap &pair : overlaps )
      matrix[pair.first][pair.second] = matrix[pair.second][pair.first] = pair.jaccard;
    page.heading( tr( "How alike they are" ) );
    page.chart(
      heatMap( { tr( "Overlap of the methods" ),
                 tr( "Common area of two methods divided by what they cover together." ), QString(), QString() },
               names, names, matrix ),
      tr( "Jaccard's index: 1 = the same area, 0 = nothing in common." ) );
  }
  page.heading( tr( "How to read it" ) );
  page.list(
    { tr( "PAI = hit rate ÷ share of the area: 1 is chance. It grows as the area shrinks; compare methods of "
          "about the same area." ),
      tr( "PEI = hits ÷ the most that so much area could have held, chosen afterwards from cells of %1 m: 1 is "
          "the best possible." )
        .arg( numberText( number( run, "CELL" ) ) ),
      tr( "RRI = hit rate ÷ that of the period before: below 1 incidents moved out of the hot spots, as they "
          "always do a little; above 1 they gathered there further. A dash: PREVIOUS was not given." ) } );
  return page;
}

} // namespace communitysafety::hotspots
