// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/scorereport.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "base/svgchart.h"
#include "statistics/distribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace communitysafety::base
{

namespace
{

using statistics::isMissing;
using statistics::ScaledIndicator;

constexpr std::size_t areasShown = 20;

double meanSize( statistics::Column column )
{
  double sum = 0;
  double count = 0;
  for ( const double value : column )
  {
    sum += isMissing( value ) ? 0 : std::fabs( value );
    count += isMissing( value ) ? 0 : 1;
  }
  return count > 0 ? sum / count : 0;
}

QString stepsInWords( const statistics::ScaleSteps &steps )
{
  QStringList words;
  for ( const statistics::MethodSpec *step : { &steps.transform, &steps.treat, &steps.normalise } )
    if ( step->isGiven() )
      words << QString::fromStdString( statistics::inWords( *step ) );
  return words.join( QStringLiteral( " → " ) );
}

//! The areas with the highest totals, the highest first.
std::vector<std::size_t> highestAreas( const statistics::CompositeScore &score )
{
  std::vector<std::size_t> areas;
  for ( std::size_t area = 0; area < score.total.size(); ++area )
    if ( !isMissing( score.total[area] ) )
      areas.push_back( area );
  std::stable_sort( areas.begin(), areas.end(),
                    [&score]( std::size_t a, std::size_t b ) { return score.total[a] > score.total[b]; } );
  areas.resize( std::min( areas.size(), areasShown ) );
  return areas;
}

QString driversOf( const ScoreReport &content, std::size_t area )
{
  QStringList drivers;
  for ( const int driver : content.score.drivers[area] )
    if ( driver != statistics::CompositeScore::noDriver )
      drivers << content.plan.indicators[static_cast<std::size_t>( driver )].label;
  return drivers.join( QStringLiteral( ", " ) );
}

void tellDrivers( const ScoreReport &content, HtmlReport &report )
{
  std::vector<QStringList> rows;
  for ( const std::size_t area : highestAreas( content.score ) )
    rows.push_back( { content.areas[static_cast<int>( area )], driversOf( content, area ) } );
  report.table( Run::tr( "What drives them: the indicators that add most, the first most" ),
                { Run::tr( "Area" ), Run::tr( "Drivers" ) }, rows );
}

chart::Reference cityOf( const ScoreReport &content )
{
  return content.score.isIndex ? chart::Reference{ 100, Run::tr( "City" ) } : chart::Reference();
}

void tellRanges( const ScoreReport &content, HtmlReport &report )
{
  const statistics::IndexUncertainty *sure = content.uncertainty;
  if ( !sure )
    return;
  std::vector<chart::Range> ranges;
  for ( const std::size_t area : highestAreas( content.score ) )
    ranges.push_back(
      { content.areas[static_cast<int>( area )], sure->lower[area], sure->median[area], sure->upper[area] } );
  report.chart( chart::rangeChart( { Run::tr( "Totals of the highest areas" ),
                                     Run::tr( "Median and range of nine in ten draws of the areas listed above." ),
                                     Run::tr( "Total" ), QString() },
                                   ranges, cityOf( content ) ),
                Run::tr( "How far the total could move by chance: the fewer events, the wider the range. Ranges that "
                         "overlap mean that the order between the areas is not sure." ) );
}

//! "323.1 – 446.5"
QString fromTo( double low, double high, int decimals )
{
  return isMissing( low )
           ? QStringLiteral( "–" )
           : QStringLiteral( "%1 – %2" ).arg( numberText( low, decimals ), numberText( high, decimals ) );
}

void tellHighest( const ScoreReport &content, HtmlReport &report )
{
  report.heading( Run::tr( "The highest areas" ) );
  std::vector<QStringList> rows;
  for ( const std::size_t area : highestAreas( content.score ) )
  {
    QStringList row{ content.areas[static_cast<int>( area )], numberText( content.score.rank[area] ),
                     numberText( content.score.total[area], 1 ) };
    if ( const statistics::IndexUncertainty *sure = content.uncertainty )
      row << fromTo( sure->lower[area], sure->upper[area], 1 )
          << fromTo( sure->rankLower[area], sure->rankUpper[area], 0 ) << numberText( 100 * sure->shareInWorst[area] );
    rows.push_back( row );
  }
  QStringList header{ Run::tr( "Area" ), Run::tr( "Rank" ), Run::tr( "Total" ) };
  if ( content.uncertainty )
    header << Run::tr( "Range of total" ) << Run::tr( "Range of rank" ) << Run::tr( "% in worst tenth" );
  report.table( Run::tr( "The %1 highest totals; a range holds nine in ten draws" ).arg( rows.size() ), header, rows );
  tellRanges( content, report );
  tellDrivers( content, report );
}

void tellDistribution( const ScoreReport &content, HtmlReport &report )
{
  report.chart( chart::histogram( { Run::tr( "Totals of all areas" ),
                                    Run::tr( "%1 of %2 areas have a total." )
                                      .arg( statistics::countPresent( content.score.total ) )
                                      .arg( content.score.total.size() ),
                                    Run::tr( "Total" ), Run::tr( "Areas" ) },
                                  content.score.total, 0, cityOf( content ) ),
                Run::tr( "Distribution of the total over the areas." ) );
}

void tellDominance( const ScoreReport &content, HtmlReport &report )
{
  report.heading( Run::tr( "What dominates" ) );
  std::vector<chart::Bar> bars;
  for ( std::size_t indicator = 0; indicator < content.plan.indicators.size(); ++indicator )
    if ( !content.score.contributions[indicator].empty() )
      bars.push_back(
        { content.plan.indicators[indicator].label, meanSize( content.score.contributions[indicator] ) } );
  std::stable_sort( bars.begin(), bars.end(),
                    []( const chart::Bar &a, const chart::Bar &b ) { return a.value > b.value; } );
  const double sum = std::accumulate( bars.begin(), bars.end(), 0.0,
                                      []( double done, const chart::Bar &bar ) { return done + bar.value; } );
  for ( chart::Bar &bar : bars )
    bar.value = sum > 0 ? 100 * bar.value / sum : 0;
  if ( bars.empty() )
    return;
  report.chart(
    chart::barChart(
      { Run::tr( "Share of each indicator in what moves the total" ),
        Run::tr( "The largest share, %1 %, has %2." ).arg( numberText( bars.front().value, 1 ), bars.front().label ),
        Run::tr( "Per cent" ), QString() },
      bars ),
    Run::tr( "Mean size of the contribution of each indicator, as a share of all. An indicator far ahead "
             "of its weight carries the index: look at its distribution." ) );
}

void tellRows( const ScoreReport &content, HtmlReport &report )
{
  report.heading( Run::tr( "How each indicator was made" ) );
  std::vector<QStringList> rows;
  for ( std::size_t indicator = 0; indicator < content.plan.indicators.size(); ++indicator )
  {
    const PlannedIndicator &planned = content.plan.indicators[indicator];
    const ScaledIndicator &scaled = content.score.basis.scaled[indicator];
    statistics::ScaleSteps steps = planned.steps;
    steps.normalise = scaled.scale;
    rows.push_back(
      { planned.label, content.plan.groups[planned.group].label, numberText( planned.weight, 3 ),
        planned.direction > 0 ? Run::tr( "more is worse" ) : Run::tr( "more is better" ), stepsInWords( steps ),
        numberText( scaled.remarks.events ),
        content.overdispersion.empty() ? QStringLiteral( "–" ) : numberText( content.overdispersion[indicator], 1 ),
        numberText( double( content.indicators[indicator].values.size() -
                            statistics::countPresent( content.indicators[indicator].values ) ) ),
        numberText( double( scaled.remarks.imputed ) ), QString::fromStdString( scaled.treated.done ),
        numberText( double( scaled.treated.points.size() ) ) } );
  }
  report.table( Run::tr( "Indicators" ),
                { Run::tr( "Indicator" ), Run::tr( "Group" ), Run::tr( "Weight" ), Run::tr( "Direction" ),
                  Run::tr( "Steps" ), Run::tr( "Events" ), Run::tr( "Overdispersion" ), Run::tr( "Missing" ),
                  Run::tr( "Imputed" ), Run::tr( "Treatment" ), Run::tr( "Points treated" ) },
                rows );
}

void tellGroups( const ScoreReport &content, HtmlReport &report )
{
  std::vector<QStringList> rows;
  for ( std::size_t group = 0; group < content.plan.groups.size(); ++group )
  {
    const PlannedGroup &planned = content.plan.groups[group];
    const std::string method = statistics::inWords( planned.node.aggregate );
    const bool isIndexItself = !planned.isTheme();
    rows.push_back(
      { planned.label.isEmpty() ? planned.code : planned.label,
        isIndexItself ? QString() : content.plan.groups[static_cast<std::size_t>( planned.node.parent )].label,
        isIndexItself ? QString() : numberText( planned.node.weight, 3 ),
        method.empty() ? QStringLiteral( "mean" ) : QString::fromStdString( method ),
        stepsInWords( planned.node.steps ),
        numberText( statistics::describe( content.score.groups[group] ).standardDeviation, 2 ) } );
  }
  report.table( Run::tr( "Groups" ),
                { Run::tr( "Group" ), Run::tr( "Part of" ), Run::tr( "Weight" ), Run::tr( "Combined by" ),
                  Run::tr( "Steps" ), Run::tr( "Standard deviation" ) },
                rows );
}

//! The single points that a treatment of outliers changed.
void tellTreatedPoints( const ScoreReport &content, HtmlReport &report )
{
  constexpr std::size_t most = 200;
  std::vector<QStringList> rows;
  for ( std::size_t indicator = 0; indicator < content.plan.indicators.size(); ++indicator )
    for ( const statistics::TreatedPoint &point : content.score.basis.scaled[indicator].treated.points )
      if ( rows.size() < most && !content.plan.indicators[indicator].isSensitive )
        rows.push_back( { content.plan.indicators[indicator].label, content.areas[static_cast<int>( point.row )],
                          numberText( point.before, 4 ), numberText( point.after, 4 ) } );
  if ( rows.empty() )
    return;
  report.heading( Run::tr( "Outliers that were treated" ) );
  report.table( Run::tr( "Points moved, the first %1" ).arg( most ),
                { Run::tr( "Indicator" ), Run::tr( "Area" ), Run::tr( "Before" ), Run::tr( "After" ) }, rows );
}

void tellLimits( const ScoreReport &content, HtmlReport &report )
{
  report.heading( Run::tr( "How to read it" ) );
  report.list(
    { Run::tr(
        "The index is relative: it says where there is more than elsewhere in the city, not whether it is much." ),
      Run::tr( "Ranks of areas whose ranges overlap are not different ranks." ),
      Run::tr( "The choice of denominators, weights and scale moves ranks as well; the ranges here do not show it. The "
               "sensitivity test does." ) } );
  if ( content.uncertainty && std::all_of( content.overdispersion.begin(), content.overdispersion.end(),
                                           []( double phi ) { return phi == 1; } ) )
    report.note( Run::tr( "The ranges assume that events are independent, since no table of years was given; where "
                          "events repeat they are too narrow." ) );
}

} // namespace

HtmlReport reportOnScore( const ScoreReport &content )
{
  HtmlReport report(
    Run::tr( "Composite index" ),
    Run::tr( "%1 indicators, %2 areas" ).arg( content.plan.indicators.size() ).arg( content.score.total.size() ) );
  tellHighest( content, report );
  tellDistribution( content, report );
  tellDominance( content, report );
  tellRows( content, report );
  tellGroups( content, report );
  tellTreatedPoints( content, report );
  tellLimits( content, report );
  return report;
}

} // namespace communitysafety::base
