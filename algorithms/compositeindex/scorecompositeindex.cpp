// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "compositeindex/scorecompositeindex.h"

#include "base/fields.h"
#include "base/numbercolumn.h"
#include "base/scoredlayer.h"
#include "base/scoreremarks.h"
#include "base/scorereport.h"
#include "base/strictparse.h"
#include "statistics/distribution.h"
#include "statistics/scoreuncertainty.h"
#include "statistics/smallcounts.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace communitysafety::compositeindex
{

using base::IndexPlan;
using base::Run;
using statistics::CompositeScore;
using statistics::Imputation;

namespace
{

//! One row of IMPUTE, in the order of the parameter.
struct Filling
{
  Imputation imputation;
  const char *words;
};

#define WORDS( text ) QT_TRANSLATE_NOOP( "ScoreCompositeIndex", text )

constexpr std::array fillings{
  Filling{ Imputation::none, WORDS( "Pass the weight on to the indicators that are present" ) },
  Filling{ Imputation::mean, WORDS( "Mean of the areas" ) },
  Filling{ Imputation::median, WORDS( "Median of the areas" ) },
  Filling{ Imputation::groupMean, WORDS( "Mean of the areas in the same group (RANK_WITHIN)" ) },
  Filling{ Imputation::groupMedian, WORDS( "Median of the areas in the same group (RANK_WITHIN)" ) },
  Filling{ Imputation::neighbours, WORDS( "Mean of the neighbouring areas" ) },
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
  const QString input = QStringLiteral( "INPUT" );
  addIndexInputs();
  addScale();
  add( new QgsProcessingParameterField( QStringLiteral( "RANK_WITHIN" ), tr( "Rank within" ), QVariant(), input,
                                        compat::anyField, false, true ),
       tr( "Optional field, for instance the constituency: ranks and deciles then count within each of its values." ) );
  addScoring();
  defineFilling();
  defineDraws();
  addAreaId();
  addInvalidGeometry();
  add(
    new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Composite index" ), compat::polygonVector ),
    tr( "The areas with the index of every indicator, theme and side, the total, rank, decile and drivers." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "CONTRIBUTIONS" ), tr( "Contributions" ),
                                              compat::anyVector, QVariant(), true, false ),
       tr( "Optional table: what each indicator adds to the total of each area. The parts of an area sum to its total "
           "less that of an area in which every indicator is neutral." ) );
  addReport( tr( "Optional page: the highest areas and how sure their ranks are, what dominates, what was treated, "
                 "imputed or is missing." ) );
  addRejects();
  addNumber( QStringLiteral( "N_AREAS" ), tr( "Number of areas" ) );
  addNumber( QStringLiteral( "N_INDICATORS" ), tr( "Number of indicators" ) );
  addNumber( QStringLiteral( "N_LEFT_OUT" ), tr( "Indicators left out of the total" ) );
  addNumber( QStringLiteral( "N_WITHOUT_SCORE" ), tr( "Areas without a score" ) );
  addNumber( QStringLiteral( "N_TREATED" ), tr( "Indicators whose outliers were treated" ) );
  addNumber( QStringLiteral( "N_IMPUTED" ), tr( "Values imputed" ) );
  addNumber( QStringLiteral( "MAXIMUM" ), tr( "Highest total" ) );
  addNumber( QStringLiteral( "ABOVE_150" ), tr( "Areas with an index of 150 or more" ) );
  addNumber( QStringLiteral( "N_SURELY_ABOVE" ), tr( "Areas above the city in 95 % of the draws" ) );
  addNumber( QStringLiteral( "OVERDISPERSION" ), tr( "Median overdispersion of the indicators" ) );
}

void ScoreCompositeIndex::defineFilling()
{
  QStringList words;
  for ( const Filling &filling : fillings )
    words << tr( filling.words );
  addAdvanced(
    new QgsProcessingParameterEnum( QStringLiteral( "IMPUTE" ), tr( "Where a value is missing" ), words, false, 0 ),
    tr( "Passing the weight on invents nothing. The others put an estimate in the place of the value, before "
        "it is transformed; how many is told in the log, and share_ind still counts them as missing." ) );
}

void ScoreCompositeIndex::defineDraws()
{
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "DRAWS" ), tr( "Draws for ranges of index and rank" ),
                                                 compat::integer, 1000, false, 0, 100000 ),
               tr( "How often the counts are drawn anew from what they say of the true rates, to see how far index and "
                   "rank can move by chance. 0 leaves the ranges out." ) );
  addYearsAndSeed();
}

namespace
{

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

//! The group of each area for ranking; -1 where the field is empty.
std::vector<int> rankGroups( Run &run, const base::Areas &areas, const std::vector<std::size_t> &order, int attribute,
                             const QString &field )
{
  std::vector<int> groups = base::areaGroups( areas, order, attribute );
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

double imputedIn( const CompositeScore &score )
{
  return std::accumulate( score.indicators.begin(), score.indicators.end(), 0.0,
                          []( double sum, const statistics::ScoredIndicator &indicator )
                          { return sum + double( indicator.remarks.imputed ); } );
}

double treatedIn( const CompositeScore &score )
{
  const auto isTreated = []( const statistics::ScaledIndicator &scaled ) { return !scaled.treated.done.empty(); };
  return double( std::count_if( score.basis.scaled.begin(), score.basis.scaled.end(), isTreated ) );
}

//! The numeric outputs; refuses a run in which no area got a score.
void setNumbers( Run &run, const CompositeScore &score )
{
  double highest = statistics::missing;
  double without = 0;
  double above = 0;
  for ( const double total : score.total )
  {
    highest = std::fmax( highest, total );
    without += statistics::isMissing( total ) ? 1 : 0;
    above += score.isIndex && total >= 150 ? 1 : 0;
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
  run.setNumber( QStringLiteral( "N_TREATED" ), treatedIn( score ) );
  run.setNumber( QStringLiteral( "N_IMPUTED" ), imputedIn( score ) );
  run.setNumber( QStringLiteral( "MAXIMUM" ), highest );
  run.setNumber( QStringLiteral( "ABOVE_150" ), above );
}

//! The style for the scale of the total; what has no scale of its own is shown by tenths.
QString styleOf( const IndexPlan &plan, const CompositeScore &score, const statistics::MethodSpec &scale )
{
  if ( score.isIndex )
    return QStringLiteral( "scorecompositeindex_output_index" );
  const auto isPlain = []( const base::PlannedGroup &group )
  { return !group.node.steps.isGiven() && ( !group.node.aggregate.isGiven() || group.node.aggregate.name == "mean" ); };
  const auto isOnScale = [&scale]( const statistics::ScaledIndicator &scaled ) { return scaled.scale == scale; };
  const bool isPlainMean = std::all_of( plan.groups.begin(), plan.groups.end(), isPlain ) &&
                           std::all_of( score.basis.scaled.begin(), score.basis.scaled.end(), isOnScale );
  if ( isPlainMean && scale.name == "zscore" )
    return QStringLiteral( "scorecompositeindex_output_z" );
  return isPlainMean ? QStringLiteral( "scorecompositeindex_output_percent" )
                     : QStringLiteral( "scorecompositeindex_output_decile" );
}

/**
 * One more look for each theme. Themes on the scale of an index are shown as one; the others have no scale that a
 * reader knows, and their own styles would promise one.
 */
QVector<base::NamedStyle> themeStyles( const IndexPlan &plan, const CompositeScore &score )
{
  QVector<base::NamedStyle> styles;
  if ( !score.isIndex )
    return styles;
  for ( std::size_t group = 0; group < plan.groups.size(); ++group )
    if ( plan.groups[group].isTheme() && !score.groups[group].empty() )
      styles.append( { plan.groups[group].label,
                       QStringLiteral( "scorecompositeindex_output_index" ),
                       { { QStringLiteral( "idx" ), plan.groups[group].code + QLatin1String( "_i" ) } } } );
  return styles;
}

} // namespace

void ScoreCompositeIndex::process( Run &run )
{
  const base::Source input = source( run, QStringLiteral( "INPUT" ) );
  const QString rankWithin = text( run, "RANK_WITHIN" );
  const IndexPlan plan = indexPlan( run, input );
  const QStringList carried = carriedFieldsOf( input );
  const base::AreasReading reading = areasReading( run, input, plan, carried + QStringList{ rankWithin } );
  const base::Areas areas = base::readAreas( run, input, reading );
  base::IndicatorColumns columns( run, areas, reading.fields, input.name() );
  const std::vector<statistics::ScoreIndicator> indicators =
    base::readIndicators( columns, plan, scale( run ), run.progress( 0.3, 0.4 ) );
  columns.tellGaps();

  statistics::ScoreOptions options = scoreOptions( run );
  if ( !rankWithin.isEmpty() )
    options.rankGroup = rankGroups( run, areas, columns.order(), reading.fields.indexOf( rankWithin ), rankWithin );
  setFilling( run, options );
  base::setSurroundings( options.scaling, areas, plan, run.progress( 0.4, 0.45 ) );
  const CompositeScore score = statistics::compositeScore( indicators, plan.nodes(), base::indexSides().size(), options,
                                                           run.progress( 0.45, 0.55 ) );
  base::tellLeftOut( run, plan, score );
  base::tellDoubts( run, plan, score );
  setNumbers( run, score );
  const Draws draws = draw( run, { plan, indicators, options, score, areas } );

  const base::ScoredLayer layout( plan, score, draws.uncertainty.get() );
  const std::vector<std::size_t> positions = positionsOf( columns.order() );
  base::OutputSpec spec;
  spec.fields = layout.fields( outputNames( carried, rankWithin ) );
  spec.style = styleOf( plan, score, options.scaling.scale );
  spec.furtherStyles = themeStyles( plan, score );
  write( run, areas, std::move( spec ),
         [&]( std::size_t area ) {
           return carriedCells( areas, reading.fields, carried, rankWithin, area ) + layout.cells( positions[area] );
         } );
  writeContributions( run, { plan, indicators, options, score, areas }, columns.order() );
  if ( wantsReport( run ) )
    writeReport(
      run, base::reportOnScore(
             { plan, indicators, score, draws.uncertainty.get(), draws.overdispersion,
               base::areaNames( areas, columns.order(), reading.fields.indexOf( QStringLiteral( "area_name" ) ) ) } ) );
  writeRejects( run );
}

void ScoreCompositeIndex::setFilling( Run &run, statistics::ScoreOptions &options ) const
{
  options.scaling.imputation = fillings.at( static_cast<std::size_t>( choice( run, "IMPUTE" ) ) ).imputation;
  options.scaling.imputationGroup = options.rankGroup;
  const bool needsGroups =
    options.scaling.imputation == Imputation::groupMean || options.scaling.imputation == Imputation::groupMedian;
  if ( needsGroups && options.rankGroup.empty() )
    throw QgsProcessingException( tr(
      "IMPUTE takes a value from the areas of the same group, and RANK_WITHIN names no group: choose its field." ) );
}

ScoreCompositeIndex::Draws ScoreCompositeIndex::draw( Run &run, const Scored &scored )
{
  Draws result;
  statistics::CountDrawOptions options;
  options.draws = static_cast<std::size_t>( number( run, "DRAWS" ) );
  options.seed = seed( run );
  if ( options.draws == 0 )
    return result;
  result.overdispersion = overdispersion( run, scored.areas, scored.plan );
  result.uncertainty = std::make_unique<statistics::IndexUncertainty>(
    statistics::scoreUncertainty( scored.indicators, scored.score, scored.options.scaling.shrink, result.overdispersion,
                                  options, run.progress( 0.55, 0.85 ) ) );
  const auto isSure = []( double share ) { return share >= 0.95; };
  const std::vector<double> &above = result.uncertainty->shareAbove;
  if ( scored.score.isIndex )
    run.setNumber( QStringLiteral( "N_SURELY_ABOVE" ), double( std::count_if( above.begin(), above.end(), isSure ) ) );
  run.setNumber( QStringLiteral( "OVERDISPERSION" ), statistics::median( result.overdispersion ) );
  return result;
}

void ScoreCompositeIndex::write( Run &run, const base::Areas &areas, base::OutputSpec spec,
                                 const std::function<QVector<QVariant>( std::size_t area )> &cells )
{
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.geometryType = compat::multiPolygon;
  spec.crs = areas.crs;
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const statistics::Progress progress = run.progress( 0.85, 0.95 );
  for ( std::size_t area = 0; area < areas.size(); ++area )
  {
    statistics::report( progress, double( area ) / double( areas.size() ) );
    output->add( cells( area ), areas.geometry[area] );
  }
  output->finish();
}

void ScoreCompositeIndex::writeContributions( Run &run, const Scored &scored, const std::vector<std::size_t> &order )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "CONTRIBUTIONS" );
  spec.fields = base::fields::list(
    { QStringLiteral( "area_id" ), QStringLiteral( "code" ), QStringLiteral( "label" ), QStringLiteral( "contrib" ) } );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const statistics::Progress progress = run.progress( 0.95, 1.0 );
  for ( std::size_t position = 0; position < order.size(); ++position )
  {
    statistics::report( progress, double( position ) / double( order.size() ) );
    for ( const std::size_t indicator : scored.score.basis.remaining.used )
    {
      const bool isOpen = !statistics::isWithheld( scored.indicators[indicator], position );
      const double points = isOpen ? scored.score.contributions[indicator][position] : statistics::missing;
      const base::PlannedIndicator &planned = scored.plan.indicators[indicator];
      output->add( { scored.areas.id[order[position]], planned.code, planned.label, base::orNull( points ) } );
    }
  }
  output->finish();
}

} // namespace communitysafety::compositeindex
