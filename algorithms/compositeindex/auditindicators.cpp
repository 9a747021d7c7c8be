// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "compositeindex/auditindicators.h"

#include "base/fields.h"
#include "base/numbercolumn.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::compositeindex
{

using base::AuditReport;
using base::Run;
using statistics::AuditedIndicator;
using statistics::AuditInput;
using statistics::ColumnPair;

base::Identity AuditIndicators::identity() const
{
  return { QStringLiteral( "auditindicators" ),
           tr( "Audit indicators" ),
           QStringLiteral( "compositeindex" ),
           tr( "Examines the indicators of an index before they are combined: gaps, outliers, redundancy, themes and "
               "dominance." ),
           tr( "audit,composite,index,indicator,correlation,multicollinearity,Cronbach alpha,reliability,KMO,principal "
               "component,PCA,scree,skewness,kurtosis,outlier,redundant,missing,data quality,heat map,COINr" )
             .split( ',' ),
           tr(
             "An index can hide that one of its indicators is nearly empty, that two tell the same thing, or that one "
             "carries the total alone. Run this on the indicator layer and the recipe before the index is scored.\n\n"
             "Each indicator gets the share of areas with a value, of zeros and of distinct values, its mean, "
             "standard deviation, skewness and kurtosis, its correlation with its own denominator (a rate that "
             "grows with it still measures size; where there is none the field ‘pop’ takes its place), its "
             "correlation with the rest of its theme, Cronbach's alpha of the theme without it, and its share in "
             "the variance of the plain mean of all. What is conspicuous is said in words in ‘flags’.\n\n"
             "These shares and shapes are those of the rates as measured. Correlations, alpha, components and "
             "dominance are those of the values on the chosen scale, or the scale the recipe names for the "
             "indicator, turned so that more is worse in each.\n\n"
             "An indicator that is the same everywhere takes part in no correlation. Rates of small areas scatter "
             "by chance, which makes correlations smaller than they are." ) };
}

void AuditIndicators::defineParameters()
{
  addIndexInputs();
  addScale();
  add( new QgsProcessingParameterEnum(
         QStringLiteral( "CORRELATION" ), tr( "Correlation that is held against the limits" ),
         { tr( "Pearson (straight line)" ), tr( "Spearman (ranks)" ), tr( "Kendall (ranks, τ-b)" ) }, false, 0 ),
       tr( "Pearson's is what counts in a mean; the rank correlations also find curved relations and are not moved by "
           "single areas. All three are written." ) );
  defineLimits();
  addAreaId();
  addInvalidGeometry();
  add(
    new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Audit of indicators" ), compat::anyVector ),
    tr( "Table with one row per indicator, in the order of the recipe." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "CORRELATIONS" ), tr( "Correlations of indicators" ),
                                              compat::anyVector, QVariant(), true, false ),
       tr( "Optional table: one row for every pair of indicators." ) );
  addReport( tr( "Optional page: what is conspicuous, a map of all correlations, the principal components, what would "
                 "carry the index, and the distributions with long tails." ) );
  addRejects();
  addNumber( QStringLiteral( "N_AREAS" ), tr( "Number of areas" ) );
  addNumber( QStringLiteral( "N_INDICATORS" ), tr( "Number of indicators" ) );
  addNumber( QStringLiteral( "N_FLAGGED" ), tr( "Indicators with a flag" ) );
  addNumber( QStringLiteral( "N_REDUNDANT" ), tr( "Pairs of indicators that tell the same thing" ) );
  addNumber( QStringLiteral( "N_NEGATIVE" ), tr( "Pairs of one theme that cancel each other" ) );
  addNumber( QStringLiteral( "ALPHA" ), tr( "Cronbach's alpha of all indicators" ) );
  addNumber( QStringLiteral( "KMO" ), tr( "Sampling adequacy (KMO)" ) );
  addNumber( QStringLiteral( "DOMINANCE" ), tr( "Largest share of one indicator in the variance of the plain mean" ) );
}

void AuditIndicators::defineLimits()
{
  const auto addLimit =
    [this]( const char *name, const QString &words, double value, double lowest, double highest, const QString &help )
  {
    addAdvanced(
      new QgsProcessingParameterNumber( QLatin1String( name ), words, compat::real, value, false, lowest, highest ),
      help );
  };
  const statistics::AuditLimits usual;
  addLimit( "MIN_COMPLETE", tr( "Least share of areas with a value" ), usual.complete, 0, 1,
            tr( "An indicator with a value in fewer areas is flagged." ) );
  addLimit( "MIN_NONZERO", tr( "Least share of values that are not 0" ), usual.nonZero, 0, 1,
            tr( "An indicator with more zeros is flagged; in small areas rare events are nearly always." ) );
  addLimit( "MIN_DISTINCT", tr( "Least share of distinct values" ), usual.unique, 0, 1,
            tr( "An indicator with more values that repeat is flagged." ) );
  addLimit( "MAX_CORRELATION", tr( "Redundant above" ), usual.redundant, 0, 1,
            tr( "Two indicators that correlate more than this tell the same thing, in one theme or in two." ) );
  addLimit( "MIN_CORRELATION", tr( "Negative below" ), usual.negative, -1, 0,
            tr( "Two indicators of one theme that correlate less than this cancel each other. 0 flags every negative "
                "correlation." ) );
  addLimit( "MAX_WITH_DENOMINATOR", tr( "Most correlation with the denominator" ), usual.size, 0, 1,
            tr( "A rate that correlates more with its denominator, in either direction, still measures the size of "
                "the areas." ) );
}

namespace
{

//! The field that stands for the size of areas where an indicator has no denominator of its own; may be empty.
QString populationFieldOf( const base::Source &input )
{
  const int index = input.fields().lookupField( QStringLiteral( "pop" ) );
  return index < 0 ? QString() : input.fields().at( index ).name();
}

void setNumbers( Run &run, const AuditReport &content )
{
  const statistics::IndicatorAudit &audit = content.audit;
  const auto isFlagged = []( const AuditedIndicator &indicator ) { return indicator.flags.any(); };
  const auto isRedundant = [&content]( const ColumnPair &pair )
  { return statistics::isRedundant( pair, content.limits ); };
  const auto isNegative = [&content]( const ColumnPair &pair )
  { return statistics::isNegative( pair, content.inputs, content.limits ); };
  double dominance = statistics::missing;
  for ( const AuditedIndicator &indicator : audit.indicators )
    dominance = std::fmax( dominance, indicator.varianceShare );
  run.setNumber( QStringLiteral( "N_AREAS" ), double( content.inputs.front().rate.size() ) );
  run.setNumber( QStringLiteral( "N_INDICATORS" ), double( content.inputs.size() ) );
  run.setNumber( QStringLiteral( "N_FLAGGED" ),
                 double( std::count_if( audit.indicators.begin(), audit.indicators.end(), isFlagged ) ) );
  run.setNumber( QStringLiteral( "N_REDUNDANT" ),
                 double( std::count_if( audit.pairs.begin(), audit.pairs.end(), isRedundant ) ) );
  run.setNumber( QStringLiteral( "N_NEGATIVE" ),
                 double( std::count_if( audit.pairs.begin(), audit.pairs.end(), isNegative ) ) );
  const QMap<QString, double> whereDefined{ { QStringLiteral( "ALPHA" ), audit.alpha },
                                            { QStringLiteral( "KMO" ), audit.adequacy },
                                            { QStringLiteral( "DOMINANCE" ), dominance } };
  for ( auto number = whereDefined.begin(); number != whereDefined.end(); ++number )
    if ( !statistics::isMissing( number.value() ) )
      run.setNumber( number.key(), number.value() );
}

void tellFlags( Run &run, const AuditReport &content )
{
  for ( std::size_t indicator = 0; indicator < content.inputs.size(); ++indicator )
    if ( content.audit.indicators[indicator].flags.any() )
      run.remark( AuditIndicators::tr( "%1: %2." )
                    .arg( content.plan.indicators[indicator].label, base::flagsInWords( content, indicator ) ) );
  if ( content.audit.components.eigenvalues.empty() )
    run.remark( AuditIndicators::tr( "Too few areas have all indicators (%1) for principal components and KMO." )
                  .arg( content.audit.completeAreas ) );
}

} // namespace

void AuditIndicators::process( Run &run )
{
  const base::Source input = source( run, QStringLiteral( "INPUT" ) );
  const base::IndexPlan plan = indexPlan( run, input );
  const std::vector<AuditInput> inputs = readInputs( run, input, plan );
  const statistics::AuditLimits limits = this->limits( run );
  const statistics::IndicatorAudit audit = statistics::auditIndicators( inputs, limits, run.progress( 0.6, 0.9 ) );
  const AuditReport content{ plan, inputs, limits, audit };
  setNumbers( run, content );
  tellFlags( run, content );
  writeIndicators( run, content );
  writeCorrelations( run, content );
  if ( wantsReport( run ) )
    writeReport( run, base::reportOnAudit( content ) );
  writeRejects( run );
}

statistics::AuditLimits AuditIndicators::limits( const Run &run ) const
{
  statistics::AuditLimits limits;
  limits.complete = number( run, "MIN_COMPLETE" );
  limits.nonZero = number( run, "MIN_NONZERO" );
  limits.unique = number( run, "MIN_DISTINCT" );
  limits.redundant = number( run, "MAX_CORRELATION" );
  limits.negative = number( run, "MIN_CORRELATION" );
  limits.size = number( run, "MAX_WITH_DENOMINATOR" );
  limits.kind = static_cast<statistics::CorrelationKind>( choice( run, "CORRELATION" ) );
  return limits;
}

std::vector<AuditInput> AuditIndicators::readInputs( Run &run, const base::Source &input,
                                                     const base::IndexPlan &plan ) const
{
  const QString population = populationFieldOf( input );
  const base::AreasReading reading = areasReading( run, input, plan, { population } );
  const base::Areas areas = base::readAreas( run, input, reading );
  base::IndicatorColumns columns( run, areas, reading.fields, input.name() );
  const std::vector<statistics::ScoreIndicator> indicators =
    base::readIndicators( columns, plan, scale( run ), run.progress( 0.3, 0.4 ) );
  statistics::ScaleOptions options;
  options.scale = scale( run );
  base::setSurroundings( options, areas, plan, run.progress( 0.4, 0.5 ) );
  const statistics::Progress progress = run.progress( 0.5, 0.6 );
  std::vector<AuditInput> inputs;
  for ( std::size_t indicator = 0; indicator < indicators.size(); ++indicator )
  {
    statistics::report( progress, double( indicator ) / double( indicators.size() ) );
    inputs.push_back( statistics::auditInput( indicators[indicator], options ) );
    if ( plan.indicators[indicator].denominatorField.isEmpty() && !population.isEmpty() )
      inputs.back().size = columns.numbers( population );
  }
  columns.tellGaps();
  return inputs;
}

void AuditIndicators::writeIndicators( Run &run, const AuditReport &content )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields =
    base::fields::list( { "code", "label", "theme", "complete", "share_zero", "share_uniq", "mean", "sd", "skew",
                          "kurtosis", "r_denom", "r_theme", "alpha_drop", "kmo", "var_share", "flags" } );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( std::size_t indicator = 0; indicator < content.inputs.size(); ++indicator )
  {
    const base::PlannedIndicator &planned = content.plan.indicators[indicator];
    const AuditedIndicator &audited = content.audit.indicators[indicator];
    const statistics::Distribution &shape = audited.shape;
    QVector<QVariant> cells{ planned.code, base::orNull( planned.label ),
                             base::orNull( content.plan.groups[planned.group].label ) };
    for ( const double figure : { audited.complete, audited.zero, audited.unique, shape.mean, shape.standardDeviation,
                                  shape.skewness, shape.kurtosis, audited.withSize, audited.withTheme,
                                  audited.alphaIfDropped, audited.adequacy, audited.varianceShare } )
      cells << base::orNull( figure );
    output->add( cells << base::orNull( base::flagsInWords( content, indicator ) ) );
  }
  output->finish();
}

void AuditIndicators::writeCorrelations( Run &run, const AuditReport &content )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "CORRELATIONS" );
  spec.fields =
    base::fields::list( { "code_a", "code_b", "pearson", "spearman", "kendall", "n_areas", "same_theme", "flags" } );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const statistics::Progress progress = run.progress( 0.95, 1.0 );
  const std::vector<ColumnPair> &pairs = content.audit.pairs;
  for ( std::size_t place = 0; place < pairs.size(); ++place )
  {
    statistics::report( progress, double( place ) / double( pairs.size() ) );
    const ColumnPair &pair = pairs[place];
    const base::PlannedIndicator &first = content.plan.indicators[pair.a];
    const base::PlannedIndicator &second = content.plan.indicators[pair.b];
    output->add( { first.code, second.code, base::orNull( pair.pearson ), base::orNull( pair.spearman ),
                   base::orNull( pair.kendall ), static_cast<qlonglong>( pair.areas ),
                   first.group == second.group ? 1 : 0, base::orNull( base::flagsInWords( content, pair ) ) } );
  }
  output->finish();
}

} // namespace communitysafety::compositeindex
