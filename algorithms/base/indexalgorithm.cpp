// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/indexalgorithm.h"

#include "base/recipe.h"
#include "base/yearlycounts.h"

#include <algorithm>
#include <array>

namespace communitysafety::base
{

namespace
{

//! One row of METHOD, in the order of the parameter.
struct Scale
{
  const char *name;
  const char *words;
};

#define WORDS( text ) QT_TRANSLATE_NOOP( "Run", text )

constexpr std::array scales{
  Scale{ "index", WORDS( "Index, 100 = city total" ) },
  Scale{ "indexbymean", WORDS( "Index, 100 = mean of areas" ) },
  Scale{ "percentrank", WORDS( "Percent rank (0–100)" ) },
  Scale{ "zscore", WORDS( "z score" ) },
  Scale{ "minmax", WORDS( "Min-max (0–100)" ) },
  Scale{ "exponentialrank", WORDS( "Exponential rank (Indices of Multiple Deprivation)" ) },
};

#undef WORDS

} // namespace

void IndexAlgorithm::addIndexInputs()
{
  const QString input = QStringLiteral( "INPUT" );
  add( new QgsProcessingParameterFeatureSource( input, Run::tr( "Areas with indicators" ),
                                                { static_cast<int>( compat::polygonVector ) } ),
       Run::tr( "The indicator layer, or any polygons with one field per indicator." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "RECIPE" ), Run::tr( "Recipe" ),
                                                { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
       Run::tr( "Table that names the indicators, their themes, weights and directions. Each code is looked up as the "
                "fields code_n and code_d, or else as the field code. Leave it empty to choose fields instead." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "FIELDS" ), Run::tr( "Fields, when there is no recipe" ),
                                        QVariant(), input, compat::anyField, true, true ),
       Run::tr(
         "One indicator per field, all with equal weight and with more being worse. Numbers that are stored as text "
         "are read too." ) );
  add(
    new QgsProcessingParameterField( QStringLiteral( "DENOMINATOR" ), Run::tr( "Denominator of the fields" ),
                                     QVariant(), input, compat::anyField, false, true ),
    Run::tr( "Optional field with the people, dwellings or square kilometres against which all chosen fields are held. "
             "Without it whole numbers are counts and every area is expected to have the same." ) );
}

void IndexAlgorithm::addScale()
{
  QStringList words;
  for ( const Scale &scale : scales )
    words << Run::tr( scale.words );
  add(
    new QgsProcessingParameterEnum( QStringLiteral( "METHOD" ), Run::tr( "Scale" ), words, false, 0 ),
    Run::tr( "How indicators are brought onto one scale. The index says how many times the city; 100 = mean of areas "
             "suits areas with sizeable denominators only. Percent and exponential ranks keep the order and drop the "
             "distances; z scores and min-max keep the distances and let one outlier carry the total." ) );
}

void IndexAlgorithm::addScoring()
{
  addAdvanced(
    new QgsProcessingParameterBoolean( QStringLiteral( "SHRINK" ), Run::tr( "Shrink small numbers towards the city" ),
                                       true ),
    Run::tr(
      "Empirical Bayes: the fewer events an area leads to expect, the more its rate is drawn to the city's before it "
      "enters the total. Values without a denominator that are not counts are never shrunk." ) );
  addAdvanced(
    new QgsProcessingParameterNumber( QStringLiteral( "MAX_EVENT_POINTS" ), Run::tr( "Most points one event may add" ),
                                      compat::real, 10.0, false, 0.0 ),
    Run::tr( "The most that one further event may add to the total of an area, in index points. 0 sets no limit. "
             "Used by the two index scales." ) );
  addAdvanced(
    new QgsProcessingParameterNumber( QStringLiteral( "MIN_SHARE" ), Run::tr( "Least share of weight with data" ),
                                      compat::real, 0.5, false, 0.0, 1.0 ),
    Run::tr( "An area in which indicators with less than this share of the total weight have data gets no score. "
             "0 scores every area with any data, 1 only those with all." ) );
}

void IndexAlgorithm::addAreaId()
{
  const QString input = QStringLiteral( "INPUT" );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "AREA_ID" ), Run::tr( "Id of the areas" ), QVariant(),
                                                input, compat::anyField, false, true ),
               Run::tr( "Field with a unique id. Left empty: area_id, cell_id, or the first text field." ) );
}

void IndexAlgorithm::addYearsAndSeed()
{
  addAdvanced(
    new QgsProcessingParameterFeatureSource( QStringLiteral( "LONG" ), Run::tr( "Counts by year" ),
                                             { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
    Run::tr( "Optional table of years that was made with the indicators. From it comes how much more counts vary than "
             "independent events would (overdispersion); without it the ranges are too narrow where events repeat." ) );
  addAdvanced(
    new QgsProcessingParameterNumber( QStringLiteral( "SEED" ), Run::tr( "Seed" ), compat::integer, 1, false, 0 ),
    Run::tr( "The same seed gives the same draws, on any number of processors." ) );
}

bool IndexAlgorithm::checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context,
                                           QString *message ) const
{
  const QString problem = problemOfChoice( parameters, context );
  if ( problem.isEmpty() )
    return Algorithm::checkParameterValues( parameters, context, message );
  if ( message )
    *message = problem;
  return false;
}

void IndexAlgorithm::prepare( Run &run )
{
  // Models and scripts may run an algorithm without asking checkParameterValues() first.
  const QString problem = problemOfChoice( run.parameters(), run.context() );
  if ( !problem.isEmpty() )
    throw QgsProcessingException( problem );
}

QString IndexAlgorithm::problemOfChoice( const QVariantMap &parameters, QgsProcessingContext &context ) const
{
  const bool hasRecipe = isGiven( parameters, "RECIPE" );
  const bool hasFields = !chosenFields( parameters, context ).isEmpty();
  if ( hasRecipe && hasFields )
    return Run::tr( "RECIPE and FIELDS are both given: choose one of them." );
  if ( !hasRecipe && !hasFields )
    return Run::tr( "Neither RECIPE nor FIELDS is given: choose a recipe, or the fields to combine." );
  if ( hasRecipe && isGiven( parameters, "DENOMINATOR" ) )
    return Run::tr( "DENOMINATOR is used with FIELDS only; a recipe names the denominator of each indicator: leave "
                    "DENOMINATOR empty." );
  return QString();
}

QStringList IndexAlgorithm::chosenFields( const QVariantMap &parameters, QgsProcessingContext &context ) const
{
  QStringList fields = compat::fieldNames( parameterDefinition( QStringLiteral( "FIELDS" ) ), parameters, context );
  fields.removeAll( QString() );
  return fields;
}

IndexPlan IndexAlgorithm::indexPlan( Run &run, const Source &input ) const
{
  const std::unique_ptr<Source> recipe = optionalSource( run, QStringLiteral( "RECIPE" ) );
  const IndexPlan plan =
    recipe ? planOfRecipe( input, readRecipe( run, *recipe ), recipe->name() )
           : planOfFields( input, chosenFields( run.parameters(), run.context() ), text( run, "DENOMINATOR" ) );
  remarkWeights( run, plan );
  return plan;
}

statistics::MethodSpec IndexAlgorithm::scale( Run &run ) const
{
  return { scales.at( static_cast<std::size_t>( choice( run, "METHOD" ) ) ).name, {} };
}

statistics::ScoreOptions IndexAlgorithm::scoreOptions( Run &run ) const
{
  statistics::ScoreOptions options;
  options.scaling.scale = scale( run );
  options.scaling.shrink = isTicked( run, "SHRINK" );
  options.mostEventPoints = number( run, "MAX_EVENT_POINTS" );
  options.leastShare = number( run, "MIN_SHARE" );
  return options;
}

std::uint64_t IndexAlgorithm::seed( const Run &run ) const
{
  return static_cast<std::uint64_t>( number( run, "SEED" ) );
}

std::vector<double> IndexAlgorithm::overdispersion( Run &run, const Areas &areas, const IndexPlan &plan ) const
{
  const std::unique_ptr<Source> table = optionalSource( run, QStringLiteral( "LONG" ) );
  if ( !table )
  {
    run.remark( Run::tr( "No table of years (LONG) is given, so that events are taken as independent: where they "
                         "repeat, the ranges of index and rank are too narrow." ) );
    return std::vector<double>( plan.indicators.size(), 1 );
  }
  std::vector<double> phi;
  QStringList without;
  for ( const statistics::Overdispersion &found : YearlyCounts( run, *table, areas, plan ).overdispersion( run, plan ) )
  {
    if ( !found.isEstimated() )
      without << plan.indicators[phi.size()].label;
    phi.push_back( found.phi );
  }
  if ( !without.isEmpty() )
    run.remark( Run::tr( "Taken as independent events, since the table of years does not show how they vary: %1." )
                  .arg( without.join( QStringLiteral( ", " ) ) ) );
  return phi;
}

AreasReading IndexAlgorithm::areasReading( Run &run, const Source &input, const IndexPlan &plan,
                                           const QStringList &further ) const
{
  AreasReading reading;
  reading.idField = areaIdOrTextField( run, input, text( run, "AREA_ID" ),
                                       { QStringLiteral( "area_id" ), QStringLiteral( "cell_id" ) } );
  reading.fields = further + plan.fields();
  reading.fields.removeAll( QString() );
  reading.fields.removeDuplicates();
  reading.invalidGeometry = invalidGeometry( run );
  // Nothing is measured here, so that the areas keep their own system.
  reading.crs = input.crs();
  reading.progressTo = 0.3;
  return reading;
}

void setSurroundings( statistics::ScaleOptions &options, const Areas &areas, const IndexPlan &plan,
                      const statistics::Progress &progress )
{
  const auto clusters = []( const PlannedIndicator &indicator ) { return indicator.clustering.isGiven(); };
  const auto measures = []( const PlannedIndicator &indicator ) { return !indicator.clustering.arguments.empty(); };
  if ( options.imputation != statistics::Imputation::neighbours &&
       std::none_of( plan.indicators.begin(), plan.indicators.end(), clusters ) )
    return;
  Areas sorted = areas;
  sortById( sorted );
  options.neighbours = touchingNeighbours( sorted, progress );
  if ( std::none_of( plan.indicators.begin(), plan.indicators.end(), measures ) )
    return;
  if ( areas.crs.isGeographic() )
    throw QgsProcessingException(
      Run::tr( "A kernel ratio needs distances in metres, and the areas are in degrees (%1): reproject them first." )
        .arg( areas.crs.authid() ) );
  AreaCentres centres = areaCentres( sorted );
  options.x = std::move( centres.x );
  options.y = std::move( centres.y );
}

} // namespace communitysafety::base
