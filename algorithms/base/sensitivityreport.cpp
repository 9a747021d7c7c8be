// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/sensitivityreport.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "base/svgchart.h"

#include <algorithm>
#include <array>

namespace communitysafety::base
{

namespace
{

using statistics::IndexSensitivity;
using statistics::IndexSwitch;
using statistics::isMissing;
using statistics::TopMembership;

constexpr std::size_t areasShown = 30;
constexpr std::size_t indicatorsShown = 20;

//! The areas with the highest nominal ranks, the highest first.
std::vector<std::size_t> highestAreas( const IndexSensitivity &sensitivity )
{
  const std::vector<double> &rank = sensitivity.nominalRank;
  std::vector<std::size_t> areas;
  for ( std::size_t area = 0; area < rank.size(); ++area )
    if ( !isMissing( rank[area] ) )
      areas.push_back( area );
  std::stable_sort( areas.begin(), areas.end(), [&rank]( std::size_t a, std::size_t b ) { return rank[a] < rank[b]; } );
  areas.resize( std::min( areas.size(), areasShown ) );
  return areas;
}

void tellMembership( const SensitivityReport &content, HtmlReport &report )
{
  std::array<int, 4> areas{};
  for ( const double share : content.sensitivity.uncertainty.shareInWorst )
    if ( !isMissing( share ) )
      ++areas.at( static_cast<std::size_t>( statistics::topMembership( share ) ) );
  report.heading( Run::tr( "How firm the selection is" ) );
  report.paragraph(
    Run::tr( "The index was made %1 times, each time with other choices that could have been defended as well. In each "
             "run the worst %2 % of the areas were noted. On average an area moved %3 places from its rank." )
      .arg( numberText( double( content.sensitivity.runs ) ), numberText( 100 * content.worstShare, 1 ),
            numberText( content.sensitivity.rankShift, 1 ) ) );
  const QStringList runs{ Run::tr( "less than 5 %" ), Run::tr( "5 to 50 %" ), Run::tr( "50 to 95 %" ),
                          Run::tr( "95 % and more" ) };
  std::vector<QStringList> rows;
  for ( int membership = 3; membership >= 0; --membership )
    rows.push_back( { wordsOf( static_cast<TopMembership>( membership ) ), runs[membership],
                      numberText( areas.at( static_cast<std::size_t>( membership ) ) ) } );
  report.table( Run::tr( "Areas by how often they are among the worst" ),
                { Run::tr( "Among the worst" ), Run::tr( "Share of the runs" ), Run::tr( "Areas" ) }, rows );
}

void tellHighest( const SensitivityReport &content, HtmlReport &report )
{
  report.heading( Run::tr( "The highest areas" ) );
  const statistics::IndexUncertainty &found = content.sensitivity.uncertainty;
  std::vector<QStringList> rows;
  std::vector<chart::Range> ranges;
  for ( const std::size_t area : highestAreas( content.sensitivity ) )
  {
    const QString &name = content.areas[static_cast<int>( area )];
    rows.push_back( { name, numberText( content.score.total[area], 1 ),
                      numberText( content.sensitivity.nominalRank[area] ), numberText( found.rankMedian[area] ),
                      numberText( found.rankLower[area] ), numberText( found.rankUpper[area] ),
                      numberText( 100 * found.shareInWorst[area] ) } );
    ranges.push_back( { name, found.rankLower[area], found.rankMedian[area], found.rankUpper[area] } );
  }
  report.chart( chart::rangeChart( { Run::tr( "Ranks of the highest areas" ),
                                     Run::tr( "Median and range of nine in ten runs of the areas with the highest "
                                              "index; 1 is the highest rank." ),
                                     Run::tr( "Rank" ), QString() },
                                   ranges ),
                Run::tr( "How far the rank moves when the index is made otherwise. Where ranges overlap, the order "
                         "between the areas is a matter of choice." ) );
  report.table( Run::tr( "Areas with the highest index; from – to holds nine in ten runs" ),
                { Run::tr( "Area" ), Run::tr( "Index" ), Run::tr( "Rank" ), Run::tr( "Median rank" ),
                  Run::tr( "Rank from" ), Run::tr( "to" ), Run::tr( "Among the worst (% of runs)" ) },
                rows );
}

void tellSwitches( const SensitivityReport &content, HtmlReport &report )
{
  report.heading( Run::tr( "Which choice matters" ) );
  std::vector<QStringList> rows;
  std::vector<chart::Bar> bars;
  for ( std::size_t place = 0; place < content.sensitivity.switches.size(); ++place )
  {
    const statistics::SwitchEffect &effect = content.sensitivity.switches[place];
    const QString from = numberText( effect.shares.totalLower, 2 );
    const QString to = numberText( effect.shares.totalUpper, 2 );
    rows.push_back( { wordsOf( effect.which ), content.choices[static_cast<int>( place )],
                      numberText( effect.rankShift, 1 ), numberText( effect.shares.firstOrder, 2 ),
                      numberText( effect.shares.totalOrder, 2 ), from, to } );
    bars.push_back( { wordsOf( effect.which ), effect.shares.totalOrder } );
  }
  if ( std::any_of( bars.begin(), bars.end(), []( const chart::Bar &bar ) { return !isMissing( bar.value ); } ) )
    report.chart( chart::barChart( { Run::tr( "What moves the ranks" ),
                                     Run::tr( "Total order of each choice: the share of the differences between the "
                                              "runs in which it has a part." ),
                                     Run::tr( "Share (1 = all)" ), QString() },
                                   bars ),
                  Run::tr( "The longer the bar, the more the choice decides how far ranks move. Bars can sum to more "
                           "than 1, since what two choices do together counts for both." ) );
  report.paragraph( Run::tr(
    "Read both: places moved when changed alone, and the shares. A choice that moves the ranks by about as much "
    "in every run, as chance in the counts does, explains few of the differences between runs however much it "
    "moves." ) );
  report.table( Run::tr( "Choices and what they do to the ranks" ),
                { Run::tr( "Choice" ), Run::tr( "Alternatives" ), Run::tr( "Places moved when changed alone" ),
                  Run::tr( "Alone (first order)" ), Run::tr( "With interactions (total order)" ), Run::tr( "from" ),
                  Run::tr( "to" ) },
                rows );
}

void tellDropped( const SensitivityReport &content, HtmlReport &report )
{
  std::vector<chart::Bar> bars;
  for ( std::size_t indicator = 0; indicator < content.plan.indicators.size(); ++indicator )
    if ( !isMissing( content.sensitivity.shiftWithout[indicator] ) )
      bars.push_back( { content.plan.indicators[indicator].label, content.sensitivity.shiftWithout[indicator] } );
  if ( bars.empty() )
    return;
  std::stable_sort( bars.begin(), bars.end(),
                    []( const chart::Bar &a, const chart::Bar &b ) { return a.value > b.value; } );
  bars.resize( std::min( bars.size(), indicatorsShown ) );
  report.heading( Run::tr( "Indicators left out one by one" ) );
  report.chart( chart::barChart( { Run::tr( "Places an area moves without the indicator" ),
                                   Run::tr( "The largest is %1 places, without ‘%2’." )
                                     .arg( numberText( bars.front().value, 1 ), bars.front().label ),
                                   Run::tr( "Places" ), QString() },
                                 bars ),
                Run::tr( "Mean move of all areas. An indicator that moves nothing repeats what others say, or weighs "
                         "little; one that moves much deserves a second look at its records." ) );
}

void tellLimits( HtmlReport &report )
{
  report.heading( Run::tr( "What was not tested" ) );
  report.list( { Run::tr( "Errors that all areas share, such as under-recording, and which indicators were chosen in "
                          "the first place." ),
                 Run::tr( "Counts are drawn independently between areas and indicators." ),
                 Run::tr( "In geometric means values below 1 count as 1." ),
                 Run::tr( "The ranges of the index are of those runs that kept its scale and its way to combine; ranks "
                          "are of all runs." ) } );
}

} // namespace

QString wordsOf( IndexSwitch which )
{
  switch ( which )
  {
  case IndexSwitch::counts:
    return Run::tr( "Chance in the counts" );
  case IndexSwitch::weights:
    return Run::tr( "Indicator weights" );
  case IndexSwitch::scale:
    return Run::tr( "Scale of the indicators" );
  case IndexSwitch::aggregation:
    return Run::tr( "Way to combine" );
  case IndexSwitch::denominator:
    return Run::tr( "Denominator" );
  case IndexSwitch::shrinkage:
    return Run::tr( "Shrinking of small numbers" );
  case IndexSwitch::dropped:
    return Run::tr( "Indicator left out" );
  }
  return QString();
}

QString wordsOf( TopMembership membership )
{
  switch ( membership )
  {
  case TopMembership::never:
    return Run::tr( "Never" );
  case TopMembership::sometimes:
    return Run::tr( "Sometimes" );
  case TopMembership::mostly:
    return Run::tr( "Mostly" );
  case TopMembership::always:
    return Run::tr( "Always" );
  }
  return QString();
}

HtmlReport reportOnSensitivity( const SensitivityReport &content )
{
  HtmlReport report( Run::tr( "How firm the composite index is" ) );
  tellMembership( content, report );
  tellHighest( content, report );
  tellSwitches( content, report );
  tellDropped( content, report );
  tellLimits( report );
  return report;
}

} // namespace communitysafety::base
