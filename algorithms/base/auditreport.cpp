// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/auditreport.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "base/svgchart.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace communitysafety::base
{

namespace
{

using statistics::AuditedIndicator;
using statistics::ColumnPair;
using statistics::isMissing;

constexpr std::size_t pairsShown = 40;
constexpr std::size_t barsShown = 20;
constexpr std::size_t histogramsShown = 12;

const QString &labelOf( const AuditReport &content, std::size_t indicator )
{
  return content.plan.indicators[indicator].label;
}

QString themeOf( const AuditReport &content, std::size_t indicator )
{
  const PlannedGroup &group = content.plan.groups[content.plan.indicators[indicator].group];
  return group.label.isEmpty() ? group.code : group.label;
}

QString percentText( double share ) { return numberText( 100 * share, 1 ); }

//! The labels of the partners of \a indicator in the pairs that \a isMeant names.
template <typename Meant>
QString partners( const AuditReport &content, std::size_t indicator, Meant isMeant )
{
  QStringList labels;
  for ( const ColumnPair &pair : content.audit.pairs )
    if ( ( pair.a == indicator || pair.b == indicator ) && isMeant( pair ) )
      labels << labelOf( content, pair.a == indicator ? pair.b : pair.a );
  return labels.join( QStringLiteral( ", " ) );
}

bool isRedundant( const AuditReport &content, const ColumnPair &pair )
{
  return statistics::isRedundant( pair, content.limits );
}

bool isNegative( const AuditReport &content, const ColumnPair &pair )
{
  return statistics::isNegative( pair, content.inputs, content.limits );
}

//! The places of the indicators that vary, themes together.
std::vector<std::size_t> varyingByTheme( const AuditReport &content )
{
  std::vector<std::size_t> places;
  for ( std::size_t place = 0; place < content.audit.indicators.size(); ++place )
    if ( !content.audit.indicators[place].flags.isConstant )
      places.push_back( place );
  std::stable_sort( places.begin(), places.end(),
                    [&content]( std::size_t a, std::size_t b )
                    { return content.inputs[a].group < content.inputs[b].group; } );
  return places;
}

void tellSummary( const AuditReport &content, HtmlReport &report )
{
  const auto countPairs = [&content]( bool ( *isMeant )( const AuditReport &, const ColumnPair & ) )
  {
    return std::count_if( content.audit.pairs.begin(), content.audit.pairs.end(),
                          [&]( const ColumnPair &pair ) { return isMeant( content, pair ); } );
  };
  const auto flagged = std::count_if( content.audit.indicators.begin(), content.audit.indicators.end(),
                                      []( const AuditedIndicator &indicator ) { return indicator.flags.any(); } );
  report.list( { Run::tr( "Indicators with a flag: %1 of %2" ).arg( flagged ).arg( content.audit.indicators.size() ),
                 Run::tr( "Pairs that tell the same thing (correlation above %1): %2" )
                   .arg( numberText( content.limits.redundant, 2 ) )
                   .arg( countPairs( isRedundant ) ),
                 Run::tr( "Pairs of one theme that cancel each other (correlation below %1): %2" )
                   .arg( numberText( content.limits.negative, 2 ) )
                   .arg( countPairs( isNegative ) ),
                 Run::tr( "Cronbach's alpha of all indicators: %1 (from about 0.7 they measure one thing)" )
                   .arg( numberText( content.audit.alpha, 2 ) ),
                 Run::tr( "Sampling adequacy (KMO): %1 (below 0.5 factors and components say little)" )
                   .arg( numberText( content.audit.adequacy, 2 ) ) } );
}

void tellFlags( const AuditReport &content, HtmlReport &report )
{
  std::vector<QStringList> rows;
  for ( std::size_t indicator = 0; indicator < content.audit.indicators.size(); ++indicator )
    if ( content.audit.indicators[indicator].flags.any() )
      rows.push_back(
        { labelOf( content, indicator ), themeOf( content, indicator ), flagsInWords( content, indicator ) } );
  report.heading( Run::tr( "What to look at" ) );
  if ( rows.empty() )
    report.paragraph( Run::tr( "No indicator is flagged." ) );
  else
    report.table( Run::tr( "Indicators with a flag" ),
                  { Run::tr( "Indicator" ), Run::tr( "Theme" ), Run::tr( "What is conspicuous" ) }, rows );
}

void tellPairs( const AuditReport &content, HtmlReport &report )
{
  std::vector<ColumnPair> pairs;
  for ( const ColumnPair &pair : content.audit.pairs )
    if ( isRedundant( content, pair ) || isNegative( content, pair ) )
      pairs.push_back( pair );
  if ( pairs.empty() )
    return;
  std::stable_sort(
    pairs.begin(), pairs.end(),
    [&content]( const ColumnPair &a, const ColumnPair &b )
    { return std::fabs( content.limits.coefficient( a ) ) > std::fabs( content.limits.coefficient( b ) ); } );
  pairs.resize( std::min( pairs.size(), pairsShown ) );
  std::vector<QStringList> rows;
  for ( const ColumnPair &pair : pairs )
    rows.push_back( { labelOf( content, pair.a ), labelOf( content, pair.b ), numberText( pair.pearson, 2 ),
                      numberText( pair.spearman, 2 ), numberText( pair.kendall, 2 ), numberText( double( pair.areas ) ),
                      flagsInWords( content, pair ) } );
  report.table( Run::tr( "Pairs with a flag, the strongest %1" ).arg( pairsShown ),
                { Run::tr( "Indicator" ), Run::tr( "Other indicator" ), Run::tr( "Pearson" ), Run::tr( "Spearman" ),
                  Run::tr( "Kendall" ), Run::tr( "Areas" ), Run::tr( "What is conspicuous" ) },
                rows );
}

void tellCorrelations( const AuditReport &content, HtmlReport &report )
{
  const std::vector<std::size_t> places = varyingByTheme( content );
  if ( places.size() < 2 )
    return;
  std::vector<std::size_t> positions( content.inputs.size(), 0 );
  QStringList labels;
  for ( std::size_t position = 0; position < places.size(); ++position )
  {
    positions[places[position]] = position;
    labels << labelOf( content, places[position] );
  }
  std::vector<std::vector<double>> matrix( places.size(), std::vector<double>( places.size(), 1.0 ) );
  for ( const ColumnPair &pair : content.audit.pairs )
    matrix[positions[pair.a]][positions[pair.b]] = matrix[positions[pair.b]][positions[pair.a]] =
      content.limits.coefficient( pair );
  report.heading( Run::tr( "What goes together" ) );
  report.chart(
    chart::heatMap( { Run::tr( "Correlations between the indicators" ),
                      Run::tr( "%1 pairs of %2 indicators; the table of correlations holds all of them." )
                        .arg( content.audit.pairs.size() )
                        .arg( places.size() ),
                      QString(), QString() },
                    labels, labels, matrix ),
    Run::tr( "Indicators of one theme stand together. A theme should be warm within; two columns alike in everything "
             "tell one thing twice." ) );
}

void tellThemes( const AuditReport &content, HtmlReport &report )
{
  std::vector<QStringList> rows;
  for ( std::size_t group = 0; group < content.audit.alphaOfGroup.size(); ++group )
  {
    const auto members =
      std::count_if( content.inputs.begin(), content.inputs.end(),
                     [group]( const statistics::AuditInput &input ) { return input.group == group; } );
    const PlannedGroup &planned = content.plan.groups[group];
    if ( members > 0 )
      rows.push_back( { planned.label.isEmpty() ? planned.code : planned.label, numberText( double( members ) ),
                        numberText( content.audit.alphaOfGroup[group], 2 ) } );
  }
  report.table( Run::tr( "Themes" ), { Run::tr( "Theme" ), Run::tr( "Indicators" ), Run::tr( "Cronbach's alpha" ) },
                rows );
}

void tellComponents( const AuditReport &content, HtmlReport &report )
{
  report.heading( Run::tr( "How many things the indicators tell" ) );
  const statistics::PrincipalComponents &components = content.audit.components;
  if ( components.eigenvalues.empty() )
  {
    report.note( Run::tr( "Too few areas have all indicators (%1) for principal components." )
                   .arg( content.audit.completeAreas ) );
    return;
  }
  std::vector<double> numbers( components.eigenvalues.size() );
  std::iota( numbers.begin(), numbers.end(), 1 );
  const auto above = std::count_if( components.eigenvalues.begin(), components.eigenvalues.end(),
                                    []( double eigenvalue ) { return eigenvalue > 1; } );
  const QString description =
    Run::tr( "The first component holds %1 % of the variance; %2 components have more than one indicator would." )
      .arg( percentText( components.shareOfVariance( 1 ) ) )
      .arg( above );
  report.chart( chart::lineChart( { Run::tr( "Eigenvalues of the principal components" ), description,
                                    Run::tr( "Component" ), Run::tr( "Eigenvalue" ) },
                                  { { Run::tr( "Eigenvalue" ), numbers, components.eigenvalues } },
                                  { 1, Run::tr( "One indicator" ) } ),
                Run::tr( "%1 Areas with all indicators: %2. One component far above the rest: the indicators tell one "
                         "thing, and one index can hold it. Several above 1: think of as many themes." )
                  .arg( description )
                  .arg( components.areas ) );
}

void tellDominance( const AuditReport &content, HtmlReport &report )
{
  std::vector<chart::Bar> bars;
  for ( std::size_t place = 0; place < content.audit.indicators.size(); ++place )
    if ( !isMissing( content.audit.indicators[place].varianceShare ) )
      bars.push_back( { labelOf( content, place ), 100 * content.audit.indicators[place].varianceShare } );
  if ( bars.empty() )
    return;
  std::stable_sort( bars.begin(), bars.end(),
                    []( const chart::Bar &a, const chart::Bar &b ) { return a.value > b.value; } );
  const chart::Bar first = bars.front();
  const double even = 100.0 / double( bars.size() );
  bars.resize( std::min( bars.size(), barsShown ) );
  report.heading( Run::tr( "What would carry the index" ) );
  report.chart(
    chart::barChart( { Run::tr( "Share in the variance of the plain mean" ),
                       Run::tr( "The largest share, %1 %, has %2." ).arg( numberText( first.value, 1 ), first.label ),
                       Run::tr( "Per cent" ), QString() },
                     bars, { even, Run::tr( "Even" ) } ),
    Run::tr( "If all indicators had the same weight on the chosen scale. An indicator far above the even share moves "
             "the index more than its weight says: treat its outliers or choose another scale. Below zero it runs "
             "against the others." ) );
}

void tellShapes( const AuditReport &content, HtmlReport &report )
{
  std::vector<std::size_t> places;
  for ( std::size_t place = 0; place < content.audit.indicators.size(); ++place )
    if ( content.audit.indicators[place].flags.hasOutliers && !content.plan.indicators[place].isSensitive )
      places.push_back( place );
  if ( places.empty() )
    return;
  std::stable_sort( places.begin(), places.end(),
                    [&content]( std::size_t a, std::size_t b )
                    {
                      return std::fabs( content.audit.indicators[a].shape.skewness ) >
                             std::fabs( content.audit.indicators[b].shape.skewness );
                    } );
  places.resize( std::min( places.size(), histogramsShown ) );
  report.heading( Run::tr( "Long tails" ) );
  for ( const std::size_t place : places )
  {
    const statistics::Distribution &shape = content.audit.indicators[place].shape;
    const QString figures = Run::tr( "Skewness %1, kurtosis %2, highest value %3 times the mean." )
                              .arg( numberText( shape.skewness, 1 ), numberText( shape.kurtosis, 1 ),
                                    numberText( shape.highest / shape.mean, 1 ) );
    report.chart(
      chart::histogram( { labelOf( content, place ), figures, Run::tr( "Value as measured" ), Run::tr( "Areas" ) },
                        content.inputs[place].rate, 0, { shape.mean, Run::tr( "Mean" ) } ),
      figures );
  }
}

void tellFigures( const AuditReport &content, HtmlReport &report )
{
  std::vector<QStringList> rows;
  for ( std::size_t place = 0; place < content.audit.indicators.size(); ++place )
  {
    const AuditedIndicator &audited = content.audit.indicators[place];
    rows.push_back( { labelOf( content, place ), themeOf( content, place ), percentText( audited.complete ),
                      percentText( audited.zero ), percentText( audited.unique ),
                      numberText( audited.shape.skewness, 2 ), numberText( audited.shape.kurtosis, 2 ),
                      numberText( audited.withSize, 2 ), numberText( audited.withTheme, 2 ),
                      numberText( audited.alphaIfDropped, 2 ), percentText( audited.varianceShare ) } );
  }
  report.heading( Run::tr( "All figures" ) );
  report.table( Run::tr( "Indicators" ),
                { Run::tr( "Indicator" ), Run::tr( "Theme" ), Run::tr( "With a value (%)" ), Run::tr( "Zero (%)" ),
                  Run::tr( "Distinct (%)" ), Run::tr( "Skewness" ), Run::tr( "Kurtosis" ),
                  Run::tr( "With denominator" ), Run::tr( "With the rest of its theme" ), Run::tr( "Alpha without it" ),
                  Run::tr( "Share of variance (%)" ) },
                rows );
}

void tellReading( HtmlReport &report )
{
  report.heading( Run::tr( "How to read it" ) );
  report.list(
    { Run::tr( "A flag is a question, not a verdict: a rare crime has many zeros because it is rare." ),
      Run::tr( "Correlations are those of the values on the chosen scale, turned so that more is worse in each." ),
      Run::tr( "Neighbouring areas are alike: a correlation between areas says little about its significance and "
               "nothing about persons." ),
      Run::tr( "Rates of small areas scatter by chance, which makes correlations smaller than they are." ) } );
}

} // namespace

QString flagsInWords( const AuditReport &content, std::size_t indicator )
{
  const statistics::AuditFlags &flags = content.audit.indicators[indicator].flags;
  QStringList words;
  const auto add = [&words]( bool isSet, const QString &text )
  {
    if ( isSet )
      words << text;
  };
  add( flags.isIncomplete, Run::tr( "many areas without a value" ) );
  add( flags.isConstant, Run::tr( "the same everywhere" ) );
  add( flags.hasManyZeros, Run::tr( "many zeros" ) );
  add( flags.hasFewDistinctValues, Run::tr( "few distinct values" ) );
  add( flags.hasOutliers, Run::tr( "outliers" ) );
  add(
    flags.isRedundant,
    Run::tr( "tells the same as %1" )
      .arg( partners( content, indicator, [&]( const ColumnPair &pair ) { return isRedundant( content, pair ); } ) ) );
  add( flags.isNegative, Run::tr( "runs against %1" )
                           .arg( partners( content, indicator,
                                           [&]( const ColumnPair &pair ) { return isNegative( content, pair ); } ) ) );
  add( flags.measuresSize, Run::tr( "goes with the size of the areas" ) );
  add( flags.dominates, Run::tr( "carries the plain mean alone" ) );
  return words.join( QStringLiteral( "; " ) );
}

QString flagsInWords( const AuditReport &content, const ColumnPair &pair )
{
  if ( isRedundant( content, pair ) )
    return Run::tr( "redundant" );
  return isNegative( content, pair ) ? Run::tr( "negative" ) : QString();
}

HtmlReport reportOnAudit( const AuditReport &content )
{
  const std::size_t areas = content.inputs.empty() ? 0 : content.inputs.front().rate.size();
  HtmlReport report( Run::tr( "Audit of indicators" ),
                     Run::tr( "%1 indicators, %2 areas" ).arg( content.inputs.size() ).arg( areas ) );
  tellSummary( content, report );
  tellFlags( content, report );
  tellPairs( content, report );
  tellCorrelations( content, report );
  tellThemes( content, report );
  tellComponents( content, report );
  tellDominance( content, report );
  tellShapes( content, report );
  tellFigures( content, report );
  tellReading( report );
  return report;
}

} // namespace communitysafety::base
