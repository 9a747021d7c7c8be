// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/gapreport.h"

#include "base/numbertext.h"
#include "base/svgchart.h"
#include "priorityneighbourhoods/gapdisclosure.h"
#include "priorityneighbourhoods/gaptables.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace communitysafety::priorityneighbourhoods
{

using base::changeText;
using base::HtmlReport;
using base::numberText;
using statistics::Gap;
using statistics::GapFigure;

namespace
{

struct ReportText
{
  Q_DECLARE_TR_FUNCTIONS( GapReport )
};

//! Bars in a chart: more are in the tables alone.
constexpr std::size_t mostBars = 30;

QString rangeText( const GapFigure &figure, int decimals )
{
  return ReportText::tr( "%1 to %2" )
    .arg( numberText( figure.limits.lower, decimals ), numberText( figure.limits.upper, decimals ) );
}

QString rateText( double rate ) { return numberText( rate, decimalsOf( rate ) ); }

QString percentText( double share )
{
  return numberText( 100 * share, 100 * share == std::round( 100 * share ) ? 0 : 1 );
}

//! Of the years, and of what was expected where that is drawn.
QString limitsText( const TrackedGap &gap, bool isExpected )
{
  const QString years = percentText( gap.settings.confidence );
  return isExpected
           ? ReportText::tr( "Limits of %1 %, those of what was expected of %2 %; for incidents that repeat as "
                             "they do here." )
               .arg( years, percentText( 1 - gap.settings.fall.trend.significance ) )
           : ReportText::tr( "Limits of %1 %, for incidents that repeat as they do here." ).arg( years );
}

void tellVerdict( HtmlReport &report, const TrackedGap &gap )
{
  report.heading( ReportText::tr( "Verdict" ) );
  const QStringList sentences = verdictInWords( gap, isWholeWithheld( gap ) );
  report.note( sentences.first() );
  report.list( sentences.mid( 1 ) );
  if ( !gap.chosenOn && !gap.verdict.isChoiceUnknown )
    report.paragraph(
      ReportText::tr( "It is not said on which years the neighbourhoods were chosen (SELECTION_YEARS). They are not "
                      "the places of the highest rates, so that all years are compared as if these counts had no "
                      "say in the choice." ) );
}

std::vector<base::chart::Year> chartYears( const TrackedGap &gap, GapFigure Gap::*figure, bool isRatio )
{
  std::vector<base::chart::Year> years;
  for ( std::size_t index = 0; index < gap.years.size(); ++index )
  {
    const GapFigure &value = gap.years[index].*figure;
    base::chart::Year year;
    year.label = wordsOf( gap.tracked.years[index] );
    year.value = value.value;
    year.low = value.limits.lower;
    year.high = value.limits.upper;
    year.isMarked = gap.isChosenOn( index );
    year.time = gap.tracked.years[index].number;
    if ( isRatio && gap.verdict.fall && index < gap.verdict.fall->expectedRatio.size() )
    {
      const GapFigure &expected = gap.verdict.fall->expectedRatio[index];
      year.expected = expected.value;
      year.expectedLow = expected.limits.lower;
      year.expectedHigh = expected.limits.upper;
    }
    years.push_back( year );
  }
  return years;
}

void chartGaps( HtmlReport &report, const TrackedGap &gap )
{
  const base::chart::YearKey key{ ReportText::tr( "Observed" ), ReportText::tr( "Expected without any change" ),
                                  ReportText::tr( "Years of the choice" ) };
  const bool isExpected = gap.verdict.fall && !gap.verdict.fall->expectedRatio.empty();
  const QString dashed = ReportText::tr( "Dashed: what would be seen had nothing changed since places were chosen "
                                         "because they were high." );
  report.chart( base::chart::yearChart( { ReportText::tr( "Relative gap: rate inside ÷ rate outside" ),
                                          ReportText::tr( "From %1 in the first year to %2 in the last." )
                                            .arg( numberText( gap.years.front().ratio.value, 2 ),
                                                  numberText( gap.years.back().ratio.value, 2 ) ),
                                          QString(), ReportText::tr( "Times the rest of the city" ) },
                                        chartYears( gap, &Gap::ratio, true ), key, { 1, ReportText::tr( "No gap" ) } ),
                limitsText( gap, isExpected ) + ( isExpected ? QStringLiteral( " " ) + dashed : QString() ) );
  report.chart(
    base::chart::yearChart(
      { ReportText::tr( "Absolute gap: rate inside − rate outside" ),
        ReportText::tr( "From %1 in the first year to %2 in the last." )
          .arg( rateText( gap.years.front().difference.value ), rateText( gap.years.back().difference.value ) ),
        QString(), gap.unit() },
      chartYears( gap, &Gap::difference, false ), key, { 0, ReportText::tr( "No gap" ) } ),
    limitsText( gap, false ) + QStringLiteral( " " ) +
      ReportText::tr( "The absolute gap also falls when the whole city gets better, and rises when it gets worse; the "
                      "ratio does not." ) );
}

void tellYears( HtmlReport &report, const TrackedGap &gap )
{
  report.heading( ReportText::tr( "The gap by year" ) );
  if ( isWholeWithheld( gap ) )
    return report.paragraph( ReportText::tr( "Withheld: years have 1 to 4 incidents of sensitive indicators." ) );
  chartGaps( report, gap );
  std::vector<QStringList> rows;
  for ( std::size_t index = 0; index < gap.years.size(); ++index )
  {
    const Gap &year = gap.years[index];
    rows.push_back(
      { wordsOf( gap.tracked.years[index] ), gap.isChosenOn( index ) ? ReportText::tr( "yes" ) : QString(),
        numberText( year.eventsInside ), numberText( year.eventsOutside ), numberText( year.inside.value, 1 ),
        numberText( year.outside.value, 1 ), numberText( year.ratio.value, 2 ), rangeText( year.ratio, 2 ),
        rateText( year.difference.value ), rangeText( year.difference, decimalsOf( year.difference.value ) ) } );
  }
  report.table( ReportText::tr( "Rates in %1" ).arg( gap.unit() ),
                { ReportText::tr( "Year" ), ReportText::tr( "Chosen on" ), ReportText::tr( "Incidents inside" ),
                  ReportText::tr( "Outside" ), ReportText::tr( "Rate inside" ), ReportText::tr( "Rate outside" ),
                  ReportText::tr( "Ratio" ), ReportText::tr( "Limits" ), ReportText::tr( "Difference" ),
                  ReportText::tr( "Limits" ) },
                rows );
}

//! The largest parts, and all others as one.
std::vector<base::chart::Bar> bars( const std::vector<GapPart> &parts )
{
  std::vector<base::chart::Bar> bars;
  double others = 0;
  for ( const GapPart &part : parts )
    if ( bars.size() < mostBars )
      bars.push_back( { part.label, part.after } );
    else
      others += part.after;
  if ( parts.size() > mostBars )
    bars.push_back( { ReportText::tr( "All others" ), others } );
  return bars;
}

//! Empty where the chart shows all.
QString cutText( std::size_t all )
{
  return all > mostBars ? QStringLiteral( " " ) +
                            ReportText::tr( "The first %1 of %2: all are in the table." ).arg( mostBars ).arg( all )
                        : QString();
}

void tellParts( HtmlReport &report, const TrackedGap &gap, const std::vector<GapPart> &parts, const QString &title,
                const QString &what )
{
  if ( parts.size() < 2 )
    return;
  const QString lastYear = wordsOf( gap.tracked.years[gap.to] );
  report.chart(
    base::chart::barChart(
      { title, ReportText::tr( "The largest part is that of %1." ).arg( parts[0].label ), gap.unit(), QString() },
      bars( parts ) ),
    ReportText::tr(
      "Parts of the absolute gap in %1; they add up to it, but for what is withheld. Below 0: better than "
      "the rest of the city." )
        .arg( lastYear ) +
      cutText( parts.size() ) );
  std::vector<QStringList> rows;
  for ( const GapPart &part : parts )
    rows.push_back( { part.label, rateText( part.before ), rateText( part.after ),
                      changeText( part.change(), decimalsOf( part.change() ) ),
                      numberText( gap.shareOfGap( part.after ), 1 ) } );
  report.table( title,
                { what, wordsOf( gap.tracked.years[gap.from] ), lastYear, ReportText::tr( "Change" ),
                  ReportText::tr( "% of the gap" ) },
                rows );
}

void tellDecomposition( HtmlReport &report, const TrackedGap &gap )
{
  report.heading( ReportText::tr( "What the gap consists of" ) );
  if ( isWholeWithheld( gap ) )
    return report.paragraph( ReportText::tr( "Withheld." ) );
  tellParts( report, gap, partsByTheme( gap ), ReportText::tr( "By theme" ), ReportText::tr( "Theme" ) );
  tellParts( report, gap, partsByIndicator( gap ), ReportText::tr( "By indicator" ), ReportText::tr( "Indicator" ) );
  tellParts( report, gap, partsByNeighbourhood( gap ), ReportText::tr( "By neighbourhood" ),
             ReportText::tr( "Neighbourhood" ) );
  if ( gap.isChosenOn( gap.from ) )
    report.note(
      ReportText::tr( "The first of both years had a say in the choice of the neighbourhoods, so that the changes hold "
                      "the fall that comes from the choice alone." ) );
}

void tellNeighbourhoods( HtmlReport &report, const TrackedGap &gap )
{
  report.heading( ReportText::tr( "Each neighbourhood" ) );
  const std::vector<bool> isHidden = withheldNeighbourhoods( gap );
  std::vector<QStringList> rows;
  std::vector<base::chart::Range> ranges;
  for ( std::size_t number = 0; number < gap.neighbourhoods.size(); ++number )
  {
    const statistics::NeighbourhoodGap &own = gap.neighbourhoods[number];
    const QString name = gap.places.neighbourhoods[number].words();
    if ( isHidden[number] )
    {
      rows.push_back( { name, ReportText::tr( "Withheld" ), {}, {}, {}, {}, {} } );
      continue;
    }
    rows.push_back( { name, wordsOf( own.verdict ), numberText( own.first, 2 ), numberText( own.last, 2 ),
                      numberText( own.change.value, 2 ), rangeText( own.change, 2 ), numberText( own.q, 3 ) } );
    if ( ranges.size() < mostBars )
      ranges.push_back( { name, own.change.limits.lower, own.change.value, own.change.limits.upper } );
  }
  report.chart( base::chart::rangeChart( { ReportText::tr( "How far the ratio of each moved" ),
                                           ReportText::tr( "Factor of the ratio with its limits; below 1 it fell." ),
                                           ReportText::tr( "Times what it was" ), QString() },
                                         ranges, { 1, ReportText::tr( "As it was" ) } ),
                ReportText::tr( "Each against the rest of the city, of which the other neighbourhoods are no part." ) +
                  cutText( gap.neighbourhoods.size() ) );
  report.table( ReportText::tr( "Ratio to the rest of the city, first and last of the years compared" ),
                { ReportText::tr( "Neighbourhood" ), ReportText::tr( "Verdict" ), ReportText::tr( "First" ),
                  ReportText::tr( "Last" ), ReportText::tr( "Factor" ), ReportText::tr( "Limits" ),
                  ReportText::tr( "False discovery rate" ) },
                rows );
}

void tellHowToRead( HtmlReport &report, const TrackedGap &gap )
{
  report.heading( ReportText::tr( "How to read this" ) );
  report.list(
    { ReportText::tr(
        "The rest of the city is every area in no neighbourhood: the city as a whole would hold the neighbourhoods "
        "themselves." ),
      ReportText::tr( "Changed: chance alone would do as much in fewer than %1 of 100 cases. Unchanged: not changed, "
                      "and a loss of half of the gap would have been seen in four of five cases. Else it cannot be "
                      "told." )
        .arg( numberText( 100 * gap.settings.fall.trend.significance, 1 ) ),
      ReportText::tr(
        "Years on which the neighbourhoods were chosen are shaded and have no say in the verdict: chosen because "
        "they were high, places fall by themselves in the years that follow, and stand lower in those before." ),
      ReportText::tr(
        "Where only one other year is there, the change is held against the fall that a repeated choice from "
        "counts without any change makes; a single neighbourhood may fall twice as far, or not at all." ),
      ReportText::tr(
        "Incidents repeat, so that counts vary more than independent ones would; how much more is taken from the "
        "years, indicator by indicator, and widens all limits." ),
      ReportText::tr(
        "Limits do not show what is wrong in the same way every year: unreported incidents, or a new way of "
        "recording." ) } );
}

} // namespace

HtmlReport reportOnGap( const TrackedGap &gap )
{
  HtmlReport report( ReportText::tr( "Gap between neighbourhoods and the rest of the city" ),
                     ReportText::tr( "%1 neighbourhoods, %2 indicators, %3 years" )
                       .arg( gap.neighbourhoods.size() )
                       .arg( gap.tracked.indicators.size() )
                       .arg( gap.years.size() ) );
  tellVerdict( report, gap );
  tellYears( report, gap );
  tellDecomposition( report, gap );
  tellNeighbourhoods( report, gap );
  tellHowToRead( report, gap );
  return report;
}

} // namespace communitysafety::priorityneighbourhoods
