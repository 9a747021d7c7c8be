// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "compositeindex/scorecompositeindex.h"

#include "base/fields.h"
#include "base/indicatorcolumns.h"
#include "base/numbercolumn.h"
#include "base/scoredlayer.h"
#include "base/scoreremarks.h"
#include "base/strictparse.h"

#include <algorithm>
#include <array>

namespace communitysafety::compositeindex
{

using base::IndexPlan;
using base::Run;
using statistics::CompositeScore;
using statistics::ScoreMethod;

namespace
{

//! One row of METHOD, in the order of the parameter.
struct Method
{
  ScoreMethod method;
  const char *words;
  //! Style of the output; an index is written to the field idx, any other scale to score.
  const char *style;
};

#define WORDS( text ) QT_TRANSLATE_NOOP( "ScoreCompositeIndex", text )

constexpr std::array methods{
  Method{ ScoreMethod::indexByTotal, WORDS( "Index, 100 = city total" ), "scorecompositeindex_output_index" },
  Method{ ScoreMethod::indexByMeanOfAreas, WORDS( "Index, 100 = mean of areas" ), "scorecompositeindex_output_index" },
  Method{ ScoreMethod::percentRank, WORDS( "Percent rank (0–100)" ), "scorecompositeindex_output_percent" },
  Method{ ScoreMethod::zScore, WORDS( "z score" ), "scorecompositeindex_output_z" },
  Method{ ScoreMethod::minMax, WORDS( "Min-max (0–100)" ), "scorecompositeindex_output_percent" },
  Method{ ScoreMethod::exponentialRank, WORDS( "Exponential rank (Indices of Multiple Deprivation)" ),
          "scorecompositeindex_output_percent" },
};

#undef WORDS

} // namespace

base::Identity ScoreCompositeIndex::identity() const
{
  return { QStringLiteral( "scorecompositeindex" ),
           tr( "Score composite index" ),
           QStringLiteral( "compositeindex" ),
           tr( "Combines many indicators into one index per area, with its themes, its rank and what drives it." ),
           tr(
             "composite,index,score,vulnerable localities index,VLI,over-representation,location quotient,normalise,z "
             "score,percentile,min-max,exponential,IMD,weights,aggregate,rank,decile,drivers,priority" )
             .split( ',' ),
           tr( "Each indicator is first expressed as an index: 100 is the city, 200 twice as much as the city would "
               "lead to expect. Themes are weighted means of their indicators, and the total is the weighted mean of "
               "the themes, as the recipe says.\n\n"
               "The fields of the indicators (code_i) hold the crude index. Before it enters themes and total, an "
               "index that rests on few expected events is drawn towards 100, and no single event may add more than a "
               "few points, so that one event in a rare indicator cannot lift an area over a threshold. ‘idx_raw’ is "
               "the total without these two safeguards.\n\n"
               "Where more is better (direction -) the mirror image round 100 enters the total: an index of 150 counts "
               "as 50.\n\n"
               "An indicator with fewer events in the city than its min_count, without any event, or with the same "
               "value everywhere is left out of the total and named in the log; its weight passes to its siblings. So "
               "does the weight of a value that is missing in an area.\n\n"
               "The drivers are the three indicators that add most to the total above the city. Sensitive indicators "
               "are never named, and where they count 1 to 4 events their index is withheld (supp = 1)." ) };
}

void ScoreCompositeIndex::defineParameters()
{
  QStringList methodWords;
  for ( const Method &method : methods )
    methodWords << tr( method.words );
  const QString input = QStringLiteral( "INPUT" );
  add( new QgsProcessingParameterFeatureSource( input, tr( "Areas with indicators" ),
                                                { static_cast<int>( compat::polygonVector ) } ),
       tr( "The indicator layer, or any polygons with one field per indicator." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "RECIPE" ), tr( "Recipe" ),
                                                { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
       tr( "Table that names the indicators, their themes, weights and directions. Each code is looked up as the "
           "fields code_n and code_d, or else as the field code. Leave it empty to choose fields instead." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "FIELDS" ), tr( "Fields, when there is no recipe" ), QVariant(),
                                        input, compat::anyField, true, true ),
       tr( "One indicator per field, all with equal weight and with more being worse. Numbers that are stored as text "
           "are read too." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "DENOMINATOR" ), tr( "Denominator of the fields" ), QVariant(),
                                        input, compat::anyField, false, true ),
       tr( "Optional field with the people, dwellings or square kilometres against which all chosen fields are held. "
           "Without it whole numbers are counts and every area is expected to have the same." ) );
  add( new QgsProcessingParameterEnum( QStringLiteral( "METHOD" ), tr( "Scale" ), methodWords, false, 0 ),
       tr( "How indicators are brought onto one scale. The index says how many times the city; 100 = mean of areas "
           "suits areas with sizeable denominators only. Percent and exponential ranks keep the order and drop the "
           "distances; z scores and min-max keep the distances and let one outlier carry the total." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "RANK_WITHIN" ), tr( "Rank within" ), QVariant(), input,
                                        compat::anyField, false, true ),
       tr( "Optional field, for instance the constituency: ranks and deciles then count within each of its values." ) );
  addAdvanced(
    new QgsProcessingParameterBoolean( QStringLiteral( "SHRINK" ), tr( "Shrink small numbers towards the city" ),
                                       true ),
    tr( "Empirical Bayes: the fewer events an area leads to expect, the more its rate is drawn to the city's before it "
        "enters the total. Values without a denominator that are not counts are never shrunk." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "MAX_EVENT_POINTS" ),
                                                 tr( "Most points one event may add" ), compat::real, 10.0, false,
                                                 0.0 ),
               tr( "The most that one further event may add to the total of an area, in index points. 0 sets no limit. "
                   "Used by the two index scales." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "MIN_SHARE" ), tr( "Least share of weight with data" ),
                                                 compat::real, 0.5, false, 0.0, 1.0 ),
               tr( "An area in which indicators with less than this share of the total weight have data gets no score. "
                   "0 scores every area with any data, 1 only those with all." ) );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "AREA_ID" ), tr( "Id of the areas" ), QVariant(), input,
                                                compat::anyField, false, true ),
               tr( "Field with a unique id. Left empty: area_id, cell_id, or the first text field." ) );
  addInvalidGeometry();
  add(
    new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Composite index" ), compat::polygonVector ),
    tr( "The areas with the index of every indicator, theme and side, the total, rank, decile and drivers." ) );
  addRejects();
  addNumber( QStringLiteral( "N_AREAS" ), tr( "Number of areas" ) );
  addNumber( QStringLiteral( "N_INDICATORS" ), tr( "Number of indicators" ) );
  addNumber( QStringLiteral( "N_LEFT_OUT" ), tr( "Indicators left out of the total" ) );
  addNumber( QStringLiteral( "N_WITHOUT_SCORE" ), tr( "Areas without a score" ) );
  addNumber( QStringLiteral( "MAXIMUM" ), tr( "Highest total" ) );
  addNumber( QStringLiteral( "ABOVE_150" ), tr( "Areas with an index of 150 or more" ) );
}

namespace
{

bool isGiven( const QVariant &value )
{
  return value.isValid() && !compat::isNull( value ) &&
         !( value.canConvert<QString>() && value.toString().isEmpty() && value.toList().isEmpty() );
}

//! Fields of the areas that the scored layer carries on, where the areas have them.
QStringList carriedFieldsOf( const base::Source &source )
{
  QStringList carried;
  for ( const char *field : { "area_name", "pop", "inside" } )
    if ( source.fields().lookupField( QLatin1String( field ) ) >= 0 )
      carried << QLatin1String( field );
  return carried;
}

//! What the areas carry on, whatever the score: id, name, population, share inside, ranking group.
QVector<QVariant> carriedCells( const base::Areas &areas, const QStringList &fieldsRead, const QStringList &carried,
                                const QString &rankWithin, std::size_t area )
{
  const QgsAttributes &attributes = areas.attributes[area];
  QVector<QVariant> cells{ areas.id[area] };
  for ( const QString &field : carried )
  {
    const QVariant value = attributes.at( fieldsRead.indexOf( field ) );
    const bool isText = base::fields::named( field ).type() == compat::textField;
    cells << ( isText ? base::orNull( value.toString() ) : base::orNull( base::parseNumber( value ).value ) );
  }
  if ( !rankWithin.isEmpty() )
    cells << base::orNull( attributes.at( fieldsRead.indexOf( rankWithin ) ).toString().trimmed() );
  return cells;
}

//! Where each area stands in the columns of the score.
std::vector<std::size_t> positionsOf( const std::vector<std::size_t> &order )
{
  std::vector<std::size_t> positions( order.size() );
  for ( std::size_t position = 0; position < order.size(); ++position )
    positions[order[position]] = position;
  return positions;
}

//! The group of each area for ranking, numbered by first appearance; -1 where the field is empty.
std::vector<int> rankGroups( Run &run, const base::Areas &areas, const std::vector<std::size_t> &order, int attribute,
                             const QString &field )
{
  std::vector<int> groups;
  QHash<QString, int> numbers;
  for ( const std::size_t area : order )
  {
    const QString name = areas.attributes[area].at( attribute ).toString().trimmed();
    if ( !name.isEmpty() && !numbers.contains( name ) )
      numbers.insert( name, numbers.size() );
    groups.push_back( numbers.value( name, -1 ) );
  }
  const auto without = std::count( groups.begin(), groups.end(), -1 );
  if ( without > 0 )
    run.warn( ScoreCompositeIndex::tr( "Areas without a value in ‘%1’ get no rank: %2." ).arg( field ).arg( without ) );
  return groups;
}

//! The fields before those of the score.
QStringList outputNames( const QStringList &carried, const QString &rankWithin )
{
  QStringList names = QStringList{ QStringLiteral( "area_id" ) } + carried;
  if ( !rankWithin.isEmpty() )
    names << QStringLiteral( "group" );
  return names;
}

//! The numeric outputs; refuses a run in which no area got a score.
void setNumbers( Run &run, const CompositeScore &score, ScoreMethod method )
{
  double highest = statistics::missing;
  double without = 0;
  double above = 0;
  for ( const double total : score.total )
  {
    highest = std::fmax( highest, total );
    without += statistics::isMissing( total ) ? 1 : 0;
    above += statistics::isIndex( method ) && total >= 150 ? 1 : 0;
  }
  if ( statistics::isMissing( highest ) )
    throw QgsProcessingException( ScoreCompositeIndex::tr(
      "No area has data for enough of the indicators: lower MIN_SHARE or check the fields." ) );
  if ( without > 0 )
    run.warn( ScoreCompositeIndex::tr(
                "Areas without a score because too little of the indicator weight has data (MIN_SHARE): %1." )
                .arg( without ) );
  run.setNumber( QStringLiteral( "N_AREAS" ), double( score.total.size() ) );
  run.setNumber( QStringLiteral( "N_INDICATORS" ), double( score.indicators.size() ) );
  const auto isLeftOut = []( const statistics::ScoredIndicator &indicator ) { return !indicator.isUsed(); };
  run.setNumber( QStringLiteral( "N_LEFT_OUT" ),
                 double( std::count_if( score.indicators.begin(), score.indicators.end(), isLeftOut ) ) );
  run.setNumber( QStringLiteral( "N_WITHOUT_SCORE" ), without );
  run.setNumber( QStringLiteral( "MAXIMUM" ), highest );
  run.setNumber( QStringLiteral( "ABOVE_150" ), above );
}

} // namespace

bool ScoreCompositeIndex::checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context,
                                                QString *message ) const
{
  const QString problem = problemOfChoice( parameters, context );
  if ( problem.isEmpty() )
    return Algorithm::checkParameterValues( parameters, context, message );
  if ( message )
    *message = problem;
  return false;
}

void ScoreCompositeIndex::prepare( Run &run )
{
  // Models and scripts may run an algorithm without asking checkParameterValues() first.
  const QString problem = problemOfChoice( run.parameters(), run.context() );
  if ( !problem.isEmpty() )
    throw QgsProcessingException( problem );
}

QString ScoreCompositeIndex::problemOfChoice( const QVariantMap &parameters, QgsProcessingContext &context ) const
{
  const bool hasRecipe = isGiven( parameters.value( QStringLiteral( "RECIPE" ) ) );
  const bool hasFields = !chosenFields( parameters, context ).isEmpty();
  if ( hasRecipe && hasFields )
    return tr( "RECIPE and FIELDS are both given: choose one of them." );
  if ( !hasRecipe && !hasFields )
    return tr( "Neither RECIPE nor FIELDS is given: choose a recipe, or the fields to combine." );
  if ( hasRecipe && isGiven( parameters.value( QStringLiteral( "DENOMINATOR" ) ) ) )
    return tr( "DENOMINATOR is used with FIELDS only; a recipe names the denominator of each indicator: leave "
               "DENOMINATOR empty." );
  return QString();
}

QStringList ScoreCompositeIndex::chosenFields( const QVariantMap &parameters, QgsProcessingContext &context ) const
{
  QStringList fields = compat::fieldNames( parameterDefinition( QStringLiteral( "FIELDS" ) ), parameters, context );
  fields.removeAll( QString() );
  return fields;
}

void ScoreCompositeIndex::process( Run &run )
{
  const base::Source input = source( run, QStringLiteral( "INPUT" ) );
  const QString rankWithin = parameterAsString( run.parameters(), QStringLiteral( "RANK_WITHIN" ), run.context() );
  const Method &method = methods.at(
    static_cast<std::size_t>( parameterAsEnum( run.parameters(), QStringLiteral( "METHOD" ), run.context() ) ) );
  const IndexPlan plan = planOf( run, input );
  base::remarkWeights( run, plan );

  const base::AreasReading reading = areasReading( run, input, plan, rankWithin );
  const base::Areas areas = base::readAreas( run, input, reading );
  base::IndicatorColumns columns( run, areas, reading.fields, input.name() );
  const std::vector<statistics::ScoreIndicator> indicators =
    base::readIndicators( columns, plan, method.method, run.progress( 0.3, 0.5 ) );
  columns.tellGaps();

  statistics::ScoreOptions options = scoreOptions( run, method.method );
  if ( !rankWithin.isEmpty() )
    options.rankGroup = rankGroups( run, areas, columns.order(), reading.fields.indexOf( rankWithin ), rankWithin );
  const CompositeScore score = statistics::compositeScore( indicators, plan.nodes(), base::indexSides().size(), options,
                                                           run.progress( 0.5, 0.8 ) );
  base::tellLeftOut( run, plan, score );
  base::tellDoubts( run, plan, score, method.method );
  setNumbers( run, score, method.method );

  const QStringList carried = carriedFieldsOf( input );
  const base::ScoredLayer layout( plan, score, method.method );
  const std::vector<std::size_t> positions = positionsOf( columns.order() );
  write( run, areas, layout.fields( outputNames( carried, rankWithin ) ), method.style,
         [&]( std::size_t area ) {
           return carriedCells( areas, reading.fields, carried, rankWithin, area ) + layout.cells( positions[area] );
         } );
  writeRejects( run );
}

IndexPlan ScoreCompositeIndex::planOf( Run &run, const base::Source &input ) const
{
  if ( const std::unique_ptr<base::Source> recipe = optionalSource( run, QStringLiteral( "RECIPE" ) ) )
    return base::planOfRecipe( input, base::readRecipe( run, *recipe ), recipe->name() );
  return base::planOfFields( input, chosenFields( run.parameters(), run.context() ),
                             parameterAsString( run.parameters(), QStringLiteral( "DENOMINATOR" ), run.context() ) );
}

base::AreasReading ScoreCompositeIndex::areasReading( Run &run, const base::Source &input, const IndexPlan &plan,
                                                      const QString &rankWithin ) const
{
  base::AreasReading reading;
  reading.idField = base::areaIdOrTextField(
    run, input, parameterAsString( run.parameters(), QStringLiteral( "AREA_ID" ), run.context() ),
    { QStringLiteral( "area_id" ), QStringLiteral( "cell_id" ) } );
  reading.fields = carriedFieldsOf( input ) + plan.fields() + QStringList{ rankWithin };
  reading.fields.removeAll( QString() );
  reading.fields.removeDuplicates();
  reading.invalidGeometry = invalidGeometry( run );
  // Nothing is measured here, so that the areas keep their own system.
  reading.crs = input.crs();
  reading.progressTo = 0.3;
  return reading;
}

statistics::ScoreOptions ScoreCompositeIndex::scoreOptions( Run &run, ScoreMethod method ) const
{
  statistics::ScoreOptions options;
  options.method = method;
  options.shrink = parameterAsBoolean( run.parameters(), QStringLiteral( "SHRINK" ), run.context() );
  options.mostEventPoints = parameterAsDouble( run.parameters(), QStringLiteral( "MAX_EVENT_POINTS" ), run.context() );
  options.leastShare = parameterAsDouble( run.parameters(), QStringLiteral( "MIN_SHARE" ), run.context() );
  return options;
}

void ScoreCompositeIndex::write( Run &run, const base::Areas &areas, const QgsFields &fields, const char *style,
                                 const std::function<QVector<QVariant>( std::size_t area )> &cells )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = fields;
  spec.geometryType = compat::multiPolygon;
  spec.crs = areas.crs;
  spec.style = QString::fromLatin1( style );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const statistics::Progress progress = run.progress( 0.8, 1.0 );
  for ( std::size_t area = 0; area < areas.size(); ++area )
  {
    statistics::report( progress, double( area ) / double( areas.size() ) );
    output->add( cells( area ), areas.geometry[area] );
  }
  output->finish();
}

} // namespace communitysafety::compositeindex
