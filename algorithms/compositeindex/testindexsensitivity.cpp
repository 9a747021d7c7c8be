// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "compositeindex/testindexsensitivity.h"

#include "base/fields.h"
#include "base/numbercolumn.h"
#include "base/numbertext.h"
#include "base/scoreremarks.h"
#include "base/sensitivityreport.h"

#include <algorithm>
#include <array>

namespace communitysafety::compositeindex
{

using base::Run;
using statistics::IndexSwitch;

namespace
{

//! The choices of VARY, in the order of the parameter.
enum Vary
{
  varyScale,
  varyAggregation,
  varyDenominator,
  varyShrinkage,
  varyDropped
};

QString nameField() { return QStringLiteral( "area_name" ); }

} // namespace

base::Identity TestIndexSensitivity::identity() const
{
  return { QStringLiteral( "testindexsensitivity" ),
           tr( "Test index sensitivity" ),
           QStringLiteral( "compositeindex" ),
           tr( "Shows which areas are among the worst however the index is made, and which choice moves the ranks." ),
           tr( "sensitivity,uncertainty,robustness,Sobol,Monte Carlo,leave one out,drop one,weights,rank range,"
               "confidence,stability,composite index,COINr" )
             .split( ',' ),
           tr( "A composite index rests on choices: weights, scale, how indicators are combined, what counts are held "
               "against. And it rests on counts, which chance moves. This tool makes the index many times, each time "
               "with other choices at random, and tells for each area how far its rank moves and how often it is "
               "among the worst.\n\n"
               "Areas that are always among the worst can be defended against any of these objections; where the "
               "map says ‘sometimes’, the choice of the analyst decides.\n\n"
               "The table of choices tells which of them matters: first order is the share of the shift of ranks "
               "that a choice explains alone, total order the share in which it has a part. What moves all ranks by as "
               "much in every run, as chance in the counts does, has a small share: read the places moved when changed "
               "alone beside it. Each indicator is also left out alone.\n\n"
               "Ranks are of all runs. The range of the index is of the runs that kept its scale and its way to "
               "combine, since numbers on different scales cannot be compared." ) };
}

void TestIndexSensitivity::defineParameters()
{
  addIndexInputs();
  addScale();
  add( new QgsProcessingParameterNumber( QStringLiteral( "TOP_SHARE" ), tr( "Share of areas that counts as the worst" ),
                                         compat::real, 0.1, false, 0.0001, 1.0 ),
       tr( "0.1 is the worst tenth." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "METHOD_RUNS" ), tr( "Rows of the design" ), compat::integer,
                                         128, false, 0, 16384 ),
       tr( "The index is made this many times for each choice that is varied, and twice more. A power of two is best; "
           "64 gives a first look, 512 firm shares. 0 tests the chance in the counts alone." ) );
  defineVariation();
  addScoring();
  addAreaId();
  addInvalidGeometry();
  defineOutputs();
}

void TestIndexSensitivity::defineVariation()
{
  const QStringList words{ tr( "Scale: percent rank, z score, min-max" ),
                           tr( "Way to combine: mean, geometric, median" ),
                           tr( "Denominator: plain counts, 100 = mean of areas" ), tr( "Shrinking of small numbers" ),
                           tr( "Each indicator left out" ) };
  add( new QgsProcessingParameterEnum( QStringLiteral( "VARY" ), tr( "What else could have been chosen" ), words, true,
                                       QVariantList{ 0, 1, 2, 3, 4 }, true ),
       tr( "What is varied besides weights and counts. A choice that changes nothing in this index is passed over." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "WEIGHT_RANGE" ), tr( "Range of the weights" ), compat::real,
                                         0.25, false, 0.0, 0.99 ),
       tr( "Every weight is multiplied by a number between 1 less and 1 plus this. 0 keeps the weights." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "COUNT_DRAWS" ), tr( "Draws of the counts" ), compat::integer,
                                         1000, false, 0, 100000 ),
       tr( "So many sets of true rates are drawn from what the counts say of them; each run takes one. 0 takes the "
           "counts for the truth." ) );
  addYearsAndSeed();
}

void TestIndexSensitivity::defineOutputs()
{
  add(
    new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Index sensitivity" ),
                                           compat::polygonVector ),
    tr( "The areas with index and rank, the median and range of nine in ten runs of both, and how often each is among "
        "the worst." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "TABLE" ), tr( "Choices" ), compat::anyVector, QVariant(),
                                              true, false ),
       tr( "Optional table: how much each choice moves the ranks, alone and together with the others." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "DROPPED" ), tr( "Indicators left out" ),
                                              compat::anyVector, QVariant(), true, false ),
       tr( "Optional table: how many places an area moves on average when an indicator is left out." ) );
  addReport(
    tr( "Optional page: how firm the selection is, the highest areas, which choice and which indicator matter." ) );
  addRejects();
  addNumber( QStringLiteral( "N_AREAS" ), tr( "Number of areas" ) );
  addNumber( QStringLiteral( "N_RUNS" ), tr( "Number of runs" ) );
  addNumber( QStringLiteral( "N_ALWAYS" ), tr( "Areas always among the worst" ) );
  addNumber( QStringLiteral( "N_MOSTLY" ), tr( "Areas mostly among the worst" ) );
  addNumber( QStringLiteral( "N_SOMETIMES" ), tr( "Areas sometimes among the worst" ) );
  addNumber( QStringLiteral( "RANK_SHIFT" ), tr( "Places that an area moves on average" ) );
}

void TestIndexSensitivity::prepare( Run &run )
{
  IndexAlgorithm::prepare( run );
  if ( number( run, "METHOD_RUNS" ) == 1 )
    throw QgsProcessingException(
      tr( "METHOD_RUNS is 1: at least 2 rows are needed, or 0 to test the counts alone." ) );
  if ( number( run, "METHOD_RUNS" ) == 0 && number( run, "COUNT_DRAWS" ) == 0 )
    throw QgsProcessingException(
      tr( "METHOD_RUNS and COUNT_DRAWS are both 0: nothing would be tested. Set one of them." ) );
}

void TestIndexSensitivity::process( Run &run )
{
  const base::Source input = source( run, QStringLiteral( "INPUT" ) );
  const base::IndexPlan plan = indexPlan( run, input );
  const bool hasNames = input.fields().lookupField( nameField() ) >= 0;
  const base::AreasReading reading =
    areasReading( run, input, plan, hasNames ? QStringList{ nameField() } : QStringList() );
  const base::Areas areas = base::readAreas( run, input, reading );
  base::IndicatorColumns columns( run, areas, reading.fields, input.name() );
  const std::vector<statistics::ScoreIndicator> indicators =
    base::readIndicators( columns, plan, scale( run ), run.progress( 0.3, 0.35 ) );
  columns.tellGaps();
  statistics::ScoreOptions options = scoreOptions( run );
  base::setSurroundings( options.scaling, areas, plan, run.progress( 0.35, 0.4 ) );

  const statistics::IndexVariants variants( indicators, plan.nodes(), base::indexSides().size(), options,
                                            variation( run, areas, plan ), run.progress( 0.4, 0.55 ) );
  base::tellLeftOut( run, plan, variants.nominal() );
  const statistics::IndexSensitivity sensitivity =
    statistics::indexSensitivity( variants, sensitivityOptions( run ), run.progress( 0.55, 0.95 ) );

  const QStringList names =
    base::areaNames( areas, columns.order(), hasNames ? reading.fields.indexOf( nameField() ) : -1 );
  const Tested tested{ plan, areas, columns.order(), names, hasNames, variants, sensitivity };
  setNumbers( run, tested );
  writeAreas( run, tested );
  writeSwitches( run, tested );
  writeDropped( run, tested );
  if ( wantsReport( run ) )
    writeReport( run,
                 base::reportOnSensitivity( { plan, variants.nominal(), sensitivity, choicesInWords( run, variants ),
                                              names, number( run, "TOP_SHARE" ) } ) );
  writeRejects( run );
}

statistics::VariationOptions TestIndexSensitivity::variation( Run &run, const base::Areas &areas,
                                                              const base::IndexPlan &plan ) const
{
  const QList<int> varied = parameterAsEnums( run.parameters(), QStringLiteral( "VARY" ), run.context() );
  const bool methods = number( run, "METHOD_RUNS" ) > 0;
  const auto varies = [&]( Vary which ) { return methods && varied.contains( which ); };
  statistics::VariationOptions options;
  options.countDraws = static_cast<std::size_t>( number( run, "COUNT_DRAWS" ) );
  options.weightRange = methods ? number( run, "WEIGHT_RANGE" ) : 0;
  if ( !varies( varyScale ) )
    options.scales.clear();
  if ( !varies( varyAggregation ) )
    options.aggregations.clear();
  options.denominators = varies( varyDenominator );
  options.shrinkage = varies( varyShrinkage );
  options.dropped = varies( varyDropped );
  options.seed = seed( run );
  if ( options.countDraws > 0 )
    options.overdispersion = overdispersion( run, areas, plan );
  return options;
}

statistics::IndexSensitivityOptions TestIndexSensitivity::sensitivityOptions( Run &run ) const
{
  statistics::IndexSensitivityOptions options;
  options.base = static_cast<std::size_t>( number( run, "METHOD_RUNS" ) );
  options.seed = seed( run );
  options.worstShare = number( run, "TOP_SHARE" );
  return options;
}

QStringList TestIndexSensitivity::choicesInWords( Run &run, const statistics::IndexVariants &variants ) const
{
  const auto listed = []( const std::vector<statistics::MethodSpec> &methods )
  {
    QStringList words;
    for ( std::size_t place = 1; place < methods.size(); ++place )
      words << QString::fromStdString( statistics::inWords( methods[place] ) );
    return words.join( QStringLiteral( ", " ) );
  };
  QStringList words;
  for ( const IndexSwitch which : variants.switches() )
  {
    switch ( which )
    {
    case IndexSwitch::counts:
      words << tr( "%1 draws of the true rates" ).arg( variants.choices( which ) - 1 );
      break;
    case IndexSwitch::weights:
      words << tr( "each times 1 ± %1" ).arg( number( run, "WEIGHT_RANGE" ) );
      break;
    case IndexSwitch::scale:
      words << tr( "as it is, %1" ).arg( listed( variants.scales() ) );
      break;
    case IndexSwitch::aggregation:
      words << tr( "as it is, %1" ).arg( listed( variants.aggregations() ) );
      break;
    case IndexSwitch::denominator:
      words << ( variants.choices( which ) > 2
                   ? tr( "as it is, plain counts, the other of city total and mean of areas" )
                   : tr( "as it is, plain counts" ) );
      break;
    case IndexSwitch::shrinkage:
      words << tr( "shrunken or not" );
      break;
    case IndexSwitch::dropped:
      words << tr( "none, or one of %1" ).arg( variants.choices( which ) - 1 );
      break;
    }
  }
  return words;
}

void TestIndexSensitivity::setNumbers( Run &run, const Tested &tested ) const
{
  std::array<double, 4> areas{};
  for ( const double share : tested.sensitivity.uncertainty.shareInWorst )
    if ( !statistics::isMissing( share ) )
      ++areas.at( static_cast<std::size_t>( statistics::topMembership( share ) ) );
  run.setNumber( QStringLiteral( "N_AREAS" ), double( tested.areas.size() ) );
  run.setNumber( QStringLiteral( "N_RUNS" ), double( tested.sensitivity.runs ) );
  run.setNumber( QStringLiteral( "N_SOMETIMES" ), areas[1] );
  run.setNumber( QStringLiteral( "N_MOSTLY" ), areas[2] );
  run.setNumber( QStringLiteral( "N_ALWAYS" ), areas[3] );
  run.setNumber( QStringLiteral( "RANK_SHIFT" ), tested.sensitivity.rankShift );
  QStringList passedOver;
  for ( std::size_t place = 0; place < statistics::indexSwitches; ++place )
  {
    const auto which = static_cast<IndexSwitch>( place );
    const std::vector<IndexSwitch> &made = tested.variants.switches();
    if ( std::find( made.begin(), made.end(), which ) == made.end() )
      passedOver << base::wordsOf( which );
  }
  run.remark( tr( "%1 runs; an area moves %2 places on average." )
                .arg( tested.sensitivity.runs )
                .arg( base::numberText( tested.sensitivity.rankShift, 1 ) ) );
  if ( !passedOver.isEmpty() )
    run.remark( tr( "Not varied, because not asked for or because it changes nothing here: %1." )
                  .arg( passedOver.join( QStringLiteral( ", " ) ) ) );
}

void TestIndexSensitivity::writeAreas( Run &run, const Tested &tested )
{
  const QString total = tested.variants.nominal().isIndex ? QStringLiteral( "idx" ) : QStringLiteral( "score" );
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = base::fields::list(
    QStringList{ QStringLiteral( "area_id" ) } + ( tested.hasNames ? QStringList{ nameField() } : QStringList() ) +
    QStringList{ total, QStringLiteral( "rank" ), QStringLiteral( "idx_med" ), QStringLiteral( "idx_lo" ),
                 QStringLiteral( "idx_hi" ), QStringLiteral( "rank_med" ), QStringLiteral( "rank_lo" ),
                 QStringLiteral( "rank_hi" ), QStringLiteral( "p_top" ), QStringLiteral( "top_class" ),
                 QStringLiteral( "top_words" ) } );
  spec.geometryType = compat::multiPolygon;
  spec.crs = tested.areas.crs;
  spec.style = QStringLiteral( "testindexsensitivity_output" );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const statistics::IndexUncertainty &found = tested.sensitivity.uncertainty;
  const statistics::Progress progress = run.progress( 0.95, 1.0 );
  for ( std::size_t place = 0; place < tested.order.size(); ++place )
  {
    statistics::report( progress, double( place ) / double( tested.order.size() ) );
    const std::size_t area = tested.order[place];
    const double share = found.shareInWorst[place];
    QVector<QVariant> cells{ tested.areas.id[area] };
    if ( tested.hasNames )
      cells << tested.names[static_cast<int>( place )];
    for ( const double value : { tested.variants.nominal().total[place], tested.sensitivity.nominalRank[place],
                                 found.median[place], found.lower[place], found.upper[place], found.rankMedian[place],
                                 found.rankLower[place], found.rankUpper[place], 100 * share } )
      cells << base::orNull( value );
    const bool isKnown = !statistics::isMissing( share );
    const statistics::TopMembership membership = statistics::topMembership( share );
    cells << ( isKnown ? QVariant( static_cast<int>( membership ) ) : compat::null() )
          << base::orNull( isKnown ? base::wordsOf( membership ) : QString() );
    output->add( cells, tested.areas.geometry[area] );
  }
  output->finish();
}

void TestIndexSensitivity::writeSwitches( Run &run, const Tested &tested )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "TABLE" );
  spec.fields =
    base::fields::list( { QStringLiteral( "switch" ), QStringLiteral( "choices" ), QStringLiteral( "rank_shift" ),
                          QStringLiteral( "first" ), QStringLiteral( "first_lo" ), QStringLiteral( "first_hi" ),
                          QStringLiteral( "total" ), QStringLiteral( "total_lo" ), QStringLiteral( "total_hi" ) } );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const QStringList choices = choicesInWords( run, tested.variants );
  for ( std::size_t place = 0; place < tested.sensitivity.switches.size(); ++place )
  {
    const statistics::SwitchEffect &effect = tested.sensitivity.switches[place];
    QVector<QVariant> cells{ base::wordsOf( effect.which ), choices[static_cast<int>( place )] };
    for ( const double value :
          { effect.rankShift, effect.shares.firstOrder, effect.shares.firstLower, effect.shares.firstUpper,
            effect.shares.totalOrder, effect.shares.totalLower, effect.shares.totalUpper } )
      cells << base::orNull( value );
    output->add( cells );
  }
  output->finish();
}

void TestIndexSensitivity::writeDropped( Run &run, const Tested &tested )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "DROPPED" );
  spec.fields =
    base::fields::list( { QStringLiteral( "code" ), QStringLiteral( "label" ), QStringLiteral( "rank_shift" ) } );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( std::size_t indicator = 0; indicator < tested.plan.indicators.size(); ++indicator )
  {
    const base::PlannedIndicator &planned = tested.plan.indicators[indicator];
    output->add( { planned.code, planned.label, base::orNull( tested.sensitivity.shiftWithout[indicator] ) } );
  }
  output->finish();
}

} // namespace communitysafety::compositeindex
