// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/maskpoints.h"

#include "base/fields.h"
#include "base/numbertext.h"
#include "base/placedpoints.h"
#include "base/recordplaces.h"
#include "base/recordsecrets.h"
#include "statistics/column.h"
#include "statistics/distribution.h"

#include <QRandomGenerator>
#include <QSet>

#include <algorithm>
#include <numeric>

namespace communitysafety::sharesafely
{

using base::numberText;
using base::Run;
using statistics::MaskedPoints;
using statistics::MaskPeople;

base::Identity MaskPoints::identity() const
{
  return {
    QStringLiteral( "maskpoints" ),
    tr( "Mask points" ),
    QStringLiteral( "sharesafely" ),
    tr( "Moves points so that at least K people could be meant by each, and tells what that costs the map." ),
    tr( "geomask,donut,anonymise,k-anonymity,privacy,snap points,map points,Voronoi masking,grid "
        "masking,jitter,obfuscate,"
        "geoprivacy,police.uk,random perturbation,share safely" )
      .split( ',' ),
    tr(
      "The place of an incident at home is as good as a name. This makes a copy of points in which each place is moved "
      "as "
      "far as it takes for at least K people or addresses of POPULATION to be possible: a few metres in a tower block, "
      "a kilometre among farms.\n\n"
      "Donut moves each place at random into a ring around it that is as narrow as the people around it allow: at "
      "least "
      "K of them live nearer to the new place than the true one does. It keeps hot spots best. Grid puts all points of "
      "a square with K people into its centre; larger squares are taken where few live. Nearest map point does what "
      "police.uk does with eight addresses: all points go to the nearest of a list of places to which at least K "
      "people "
      "are nearest. Points at one place stay together in all three.\n\n"
      "k_anon tells for each point how many people could be meant, for a reader who has the population and knows the "
      "method. It can be worked out from the masked point and the population, so that it may be published. How far a "
      "point was moved must never be: the report has it in sums only.\n\n"
      "SEED is a key. Who has it can try out which address gives the masked point, so that no record of the run holds "
      "it. Blank draws one that nobody knows. Use the same one for all releases of the same incidents, since "
      "several masks of one place have their middle near it.\n\n"
      "Only KEEP_FIELDS reach the output. The exact dates, kinds and descriptions can identify an incident whatever "
      "its "
      "place." )
  };
}

void MaskPoints::defineParameters()
{
  defineInputs();
  defineMethod();
  defineOutputs();
}

void MaskPoints::defineInputs()
{
  const auto source = [this]( const char *name, const QString &words, compat::SourceType type, const QString &help ) {
    add( new QgsProcessingParameterFeatureSource( QLatin1String( name ), words, { static_cast<int>( type ) } ), help );
  };
  auto *input = new QgsProcessingParameterFeatureSource( QStringLiteral( "INPUT" ), tr( "Points" ),
                                                         { static_cast<int>( compat::anyVector ) } );
  input->setMetadata( { { base::keptOutOfRecord, true } } );
  add( input, tr( "The true points, or a table with columns easting and northing or longitude and latitude." ) );
  source( "STUDY_AREA", tr( "Study area" ), compat::polygonVector,
          tr( "Polygons in which all points lie before and after. Points outside are rejected." ) );
  source(
    "POPULATION", tr( "People or addresses" ), compat::anyVector,
    tr( "Among whom a person is to be hidden: points of addresses or postcodes, best of all, or areas such as output "
        "areas with their residents, who are taken to live evenly spread in them." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "POPULATION_FIELD" ), tr( "Number of people or addresses" ),
                                        QVariant(), QStringLiteral( "POPULATION" ), compat::anyField, false, true ),
       tr( "Field with how many each point or area counts. Needed for areas; blank: each point counts 1." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "KEEP_FIELDS" ), tr( "Fields to keep" ), QVariant(),
                                        QStringLiteral( "INPUT" ), compat::anyField, true, true ),
       tr( "Written as they are. All others are left out." ) );
}

void MaskPoints::defineMethod()
{
  add(
    new QgsProcessingParameterEnum( QStringLiteral( "METHOD" ), tr( "Method" ),
                                    { tr( "Donut" ), tr( "Grid" ), tr( "Nearest map point" ) }, false, 0 ),
    tr(
      "Donut keeps the pattern and looks exact, which it is not: say so on the map. Grid and map points show at first "
      "sight that places are coarse." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "K" ), tr( "K: people that could be meant" ), compat::integer,
                                         8, false, 2, 1000000 ),
       tr( "At least so many of POPULATION. 8 addresses is the rule of police.uk; with residents take 20 or more." ) );
  auto *seed = new QgsProcessingParameterNumber( QStringLiteral( "SEED" ), tr( "Seed" ), compat::integer, QVariant(),
                                                 true, 0, 2147483647 );
  // Whoever reads the record of a published layer could undo the mask with it.
  seed->setMetadata( { { base::keptOutOfRecord, true } } );
  add(
    seed,
    tr(
      "For the donut: the same seed moves the same place to the same spot. Keep it like a key. Blank: one is drawn and "
      "told to nobody." ) );
  addAdvanced(
    new QgsProcessingParameterFeatureSource( QStringLiteral( "MAP_POINTS" ), tr( "Map points" ),
                                             { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
    tr( "For the nearest map point: the places to choose from, for instance middles of streets. Blank: the middle "
        "of the people in each square of CELL." ) );
  addAdvanced(
    new QgsProcessingParameterNumber( QStringLiteral( "CELL" ), tr( "Smallest square (m)" ), compat::real, 50, false, 5,
                                      10000 ),
    tr( "Side of the smallest squares of the grid, of those that give map points, and of those over which the "
        "people of areas are spread." ) );
  addAdvanced(
    new QgsProcessingParameterNumber( QStringLiteral( "OUTER" ), tr( "Outer ring of the donut (times K)" ),
                                      compat::real, 5, false, 1.1, 1000 ),
    tr( "The ring ends where so many times K people live. 2 keeps points nearer, 10 leaves more to guess." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "HOT_CELL" ), tr( "Cells for hot spots (m)" ),
                                                 compat::real, 250, false, 10, 10000 ),
               tr( "Side of the cells by which hot spots before and after are compared." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "HOT_SHARE" ), tr( "Share of hot cells (%)" ),
                                                 compat::real, 5, false, 0.1, 50 ),
               tr( "The part of the cells with most points that counts as hot." ) );
  addInvalidGeometry();
}

void MaskPoints::defineOutputs()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Masked points" ), compat::pointVector ),
       tr( "The moved points with the kept fields and k_anon, the number of people that could be meant." ) );
  addReport(
    tr( "Optional page for the files: the anonymity reached, how far points were moved, and what became of the hot "
        "spots." ) );
  addRejects();
  addNumber( QStringLiteral( "N_READ" ), tr( "Points read" ) );
  addNumber( QStringLiteral( "N_MASKED" ), tr( "Points masked" ) );
  addNumber( QStringLiteral( "N_PLACES" ), tr( "Different places after masking" ) );
  addNumber( QStringLiteral( "K_MIN" ), tr( "People that could be meant, least" ) );
  addNumber( QStringLiteral( "K_P5" ), tr( "People that could be meant, 5 %" ) );
  addNumber( QStringLiteral( "K_MEDIAN" ), tr( "People that could be meant, median" ) );
  addNumber( QStringLiteral( "NEARER_MIN" ), tr( "Donut: people nearer than the true place, least" ) );
  addNumber( QStringLiteral( "MOVED_MEDIAN" ), tr( "Displacement, median (m)" ) );
  addNumber( QStringLiteral( "MOVED_MAX" ), tr( "Displacement, most (m)" ) );
  addNumber( QStringLiteral( "HOT_JACCARD" ), tr( "Overlap of the hottest cells before and after (Jaccard)" ) );
  addNumber( QStringLiteral( "SPEARMAN" ), tr( "Rank correlation of the cells before and after" ) );
  addNumber( QStringLiteral( "PAI_BEFORE" ), tr( "Prediction accuracy index of the true hottest cells" ) );
  addNumber( QStringLiteral( "PAI_AFTER" ), tr( "Prediction accuracy index of the hottest cells of the masked map" ) );
}

void MaskPoints::prepare( Run &run )
{
  const base::Source source = this->source( run, QStringLiteral( "INPUT" ) );
  source.requireFeatures();
  base::RecordPlaces::requirePositions( source );
  const base::Source population = this->source( run, QStringLiteral( "POPULATION" ) );
  population.requireFeatures();
  if ( population.hasPolygons() && !isGiven( run.parameters(), "POPULATION_FIELD" ) )
    throw QgsProcessingException(
      tr( "POPULATION_FIELD is empty: choose the field of ‘%1’ with the people or addresses of each area." )
        .arg( population.name() ) );
}

QgsAttributeList MaskPoints::keptFields( const Run &run, const base::Source &source ) const
{
  QgsAttributeList fields;
  for ( const QString &field :
        compat::fieldNames( parameterDefinition( QStringLiteral( "KEEP_FIELDS" ) ), run.parameters(), run.context() ) )
    fields << source.fieldIndex( field );
  return fields;
}

MaskedPoints MaskPoints::donut( Run &run, const base::AreaLocator &locator, const PointsToMask &points,
                                const MaskPeople &people ) const
{
  statistics::DonutOptions options;
  options.least = number( run, "K" );
  options.outerFactor = number( run, "OUTER" );
  options.seed = isGiven( run.parameters(), "SEED" ) ? std::uint64_t( number( run, "SEED" ) )
                                                     : QRandomGenerator::system()->generate64();
  const auto isInside = [&locator]( double x, double y )
  { return locator.areaAt( QgsPointXY( x, y ) ) != base::AreaLocator::nowhere; };
  MaskedPoints masked = statistics::donutMask( points.x, points.y, statistics::PeopleIndex( people ), options, isInside,
                                               run.progress( 0.4, 0.9 ) );
  if ( const std::size_t found = statistics::countPresent( masked.x ); found < points.size() )
    throw QgsProcessingException(
      tr( "For %L1 of %L2 points of ‘%3’ no place was found with %4 people nearer to it, because "
          "the study area is too small or too empty there: choose a smaller K, or another "
          "METHOD." )
        .arg( points.size() - found )
        .arg( points.size() )
        .arg( points.layer, numberText( options.least ) ) );
  return masked;
}

MaskedPoints MaskPoints::mask( Run &run, const base::Areas &areas, const base::AreaLocator &locator,
                               const PointsToMask &points, const MaskPeople &people ) const
{
  const double least = number( run, "K" ), cell = number( run, "CELL" );
  if ( method( run ) == MaskMethod::donut )
    return donut( run, locator, points, people );
  MaskedPoints masked;
  if ( method( run ) == MaskMethod::grid )
    masked = statistics::gridMask( points.x, points.y, people, cell, least, run.progress( 0.4, 0.9 ) );
  else
  {
    base::PlacedPoints mapPoints;
    if ( const std::unique_ptr<base::Source> source = optionalSource( run, QStringLiteral( "MAP_POINTS" ) ) )
      mapPoints = base::readPoints( run, *source, areas, locator, {} );
    masked = statistics::mapPointMask( points.x, points.y, people, mapPoints.x, mapPoints.y, cell, least,
                                       run.progress( 0.4, 0.9 ) );
  }
  moveInside( areas, locator, masked );
  return masked;
}

namespace
{

void requireEnoughPeople( const MaskPeople &people, double least, const QString &layer )
{
  const double total = std::accumulate( people.count.begin(), people.count.end(), 0.0 );
  if ( total < least )
    throw QgsProcessingException(
      MaskPoints::tr( "‘%1’ has %2 people in the study area, fewer than K: choose a smaller K, or "
                      "another field." )
        .arg( layer, numberText( total ) ) );
}

double differentPlaces( const MaskedPoints &masked )
{
  QSet<QPair<double, double>> places;
  for ( std::size_t point = 0; point < masked.x.size(); ++point )
    places.insert( { masked.x[point], masked.y[point] } );
  return double( places.size() );
}

void setNumbers( Run &run, const MaskingResult &result )
{
  const auto set = [&run]( const char *name, double value )
  {
    if ( !statistics::isMissing( value ) )
      run.setNumber( QLatin1String( name ), value );
  };
  const MaskedPoints &masked = result.masked;
  for ( const base::RejectLedger::Count &count : run.ledger.counts() )
    if ( count.source == result.layer )
      set( "N_READ", double( count.nRead ) );
  set( "N_MASKED", double( result.moved.size() ) );
  const std::vector<double> anonymity = statistics::sortedPresent( masked.anonymity );
  const std::vector<double> moved = statistics::sortedPresent( result.moved );
  set( "N_PLACES", differentPlaces( masked ) );
  set( "K_MIN", statistics::quantile( anonymity, 0 ) );
  set( "K_P5", statistics::quantile( anonymity, 0.05 ) );
  set( "K_MEDIAN", statistics::quantile( anonymity, 0.5 ) );
  if ( result.method == MaskMethod::donut )
    set( "NEARER_MIN", *std::min_element( masked.nearer.begin(), masked.nearer.end() ) );
  set( "MOVED_MEDIAN", statistics::quantile( moved, 0.5 ) );
  set( "MOVED_MAX", statistics::quantile( moved, 1 ) );
  set( "HOT_JACCARD", result.effect.jaccard );
  set( "SPEARMAN", result.effect.spearman );
  set( "PAI_BEFORE", result.effect.paiBefore );
  set( "PAI_AFTER", result.effect.paiAfter );
  run.feedback().pushInfo(
    MaskPoints::tr(
      "People that could be meant: at least %1, median %2. Moved by %3 m (median). Overlap of the hottest cells "
      "before and after: %4." )
      .arg( numberText( statistics::quantile( anonymity, 0 ) ), numberText( statistics::quantile( anonymity, 0.5 ) ),
            numberText( statistics::quantile( moved, 0.5 ) ), numberText( result.effect.jaccard, 2 ) ) );
}

QgsFields outputFields( const base::Source &source, const QgsAttributeList &kept )
{
  QgsFields fields;
  for ( const int index : kept )
  {
    QgsField field = source.fields().at( index );
    if ( field.alias().isEmpty() && base::fields::names().contains( field.name() ) )
      field.setAlias( base::fields::named( field.name() ).alias() );
    fields.append( field );
  }
  const QgsField anonymity = base::fields::named( QStringLiteral( "k_anon" ) );
  if ( base::fields::holds( fields, anonymity.name() ) )
    throw QgsProcessingException(
      MaskPoints::tr( "KEEP_FIELDS has ‘k_anon’, which the output writes itself: take it out." ) );
  fields.append( anonymity );
  return fields;
}

} // namespace

void MaskPoints::process( Run &run )
{
  const base::Source source = this->source( run, QStringLiteral( "INPUT" ) );
  const base::Source population = this->source( run, QStringLiteral( "POPULATION" ) );
  const base::Source studyArea = this->source( run, QStringLiteral( "STUDY_AREA" ) );
  const QgsAttributeList kept = keptFields( run, source );
  const QgsFields fields = outputFields( source, kept );
  studyArea.requireFeatures();
  base::AreasReading reading;
  reading.invalidGeometry = invalidGeometry( run );
  reading.progressTo = 0.1;
  const base::Areas areas = base::readAreas( run, studyArea, reading );
  const base::AreaLocator locator( areas );
  const PointsToMask points = readPointsToMask( run, source, areas, locator, kept );
  const MaskPeople people = readMaskPeople( run, population, text( run, "POPULATION_FIELD" ), areas, locator,
                                            invalidGeometry( run ), number( run, "CELL" ) );
  requireEnoughPeople( people, number( run, "K" ), population.name() );

  MaskingResult result;
  result.layer = source.name();
  result.method = method( run );
  result.least = number( run, "K" );
  result.masked = mask( run, areas, locator, points, people );
  result.moved = displacements( points, result.masked );
  result.hotCell = number( run, "HOT_CELL" );
  result.hotShare = number( run, "HOT_SHARE" ) / 100;
  result.effect = effectOnHotSpots( areas, points, result.masked, result.hotCell, result.hotShare );
  write( run, fields, areas, points, result.masked );
  setNumbers( run, result );
  if ( wantsReport( run ) )
    writeReport( run, maskingReport( result ) );
  writeRejects( run );
}

void MaskPoints::write( Run &run, const QgsFields &fields, const base::Areas &areas, const PointsToMask &points,
                        const MaskedPoints &masked )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = fields;
  spec.geometryType = compat::point;
  spec.crs = areas.crs;
  spec.style = QStringLiteral( "maskpoints_output" );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const statistics::Progress progress = run.progress( 0.9, 1 );
  for ( std::size_t point = 0; point < points.size(); ++point )
  {
    statistics::report( progress, double( point ) / double( points.size() ) );
    QVector<QVariant> values;
    for ( const QVariant &value : points.attributes[point] )
      values << value;
    values << masked.anonymity[point];
    output->add( values, QgsGeometry::fromPointXY( QgsPointXY( masked.x[point], masked.y[point] ) ) );
  }
  output->finish();
}

} // namespace communitysafety::sharesafely
