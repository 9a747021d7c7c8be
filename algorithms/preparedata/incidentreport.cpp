// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/incidentreport.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "base/strictparse.h"
#include "base/svgchart.h"

#include <algorithm>

namespace communitysafety::preparedata
{

using base::countText;
using base::HtmlReport;
using base::Run;

namespace
{

QString share( qint64 part, qint64 whole )
{
  return whole > 0 ? Run::tr( "%1 %" ).arg( base::numberText( 100.0 * double( part ) / double( whole ), 1 ) )
                   : QStringLiteral( "–" );
}

void addPositions( HtmlReport &report, const IncidentFindings &findings )
{
  const IncidentTally &tally = findings.tally;
  report.heading( Run::tr( "Positions" ) );
  report.paragraph( Run::tr( "%1 % of the records have a usable position; %2 % is what a map needs at least." )
                      .arg( base::numberText( tally.hitRate(), 1 ), base::numberText( base::leastHitRate ) ) );
  std::vector<QStringList> origins;
  for ( int from = 0; from < positionFromCount; ++from )
    if ( const qint64 n = findings.positions.nFrom( static_cast<PositionFrom>( from ) ); n > 0 )
      origins.push_back(
        { positionFromText( static_cast<PositionFrom>( from ) ), countText( n ), share( n, tally.nLocated ) } );
  if ( !origins.empty() )
    report.table( Run::tr( "Where positions come from" ),
                  { Run::tr( "Position by" ), Run::tr( "Records" ), Run::tr( "Share" ) }, origins );
  std::vector<QStringList> precisions;
  for ( const auto &[words, n] : tally.precisions )
    precisions.push_back( { words, countText( n ), share( n, tally.nUsed ) } );
  if ( !precisions.empty() )
    report.table( Run::tr( "How exact they are; what is coarser than a cell does not belong into a map of cells" ),
                  { Run::tr( "Precision" ), Run::tr( "Incidents" ), Run::tr( "Share" ) }, precisions );
}

void addPlaces( HtmlReport &report, const IncidentFindings &findings )
{
  std::vector<QStringList> rows;
  for ( const HeapedPlace &place : heapedPlaces( findings.tally ) )
    rows.push_back( { place.coordinates, place.name.isEmpty() ? QStringLiteral( "–" ) : place.name,
                      countText( place.n ), Run::tr( "%1 %" ).arg( base::numberText( place.share, 1 ) ) } );
  if ( rows.empty() )
    return;
  report.heading( Run::tr( "Places with most incidents" ) );
  report.paragraph( Run::tr( "Stations, hospitals, custody suites, and streets to which a whole area was moved, hold "
                             "records that happened elsewhere. Look at each place and decide whether it stays." ) );
  report.table(
    Run::tr( "The first ten, each a square of 10 m" ),
    { Run::tr( "Centre" ), Run::tr( "Name of the first record" ), Run::tr( "Incidents" ), Run::tr( "Share" ) }, rows );
  if ( findings.tally.places.largestError() > 0 )
    report.note( Run::tr( "There are so many places that counts may be up to %1 too low." )
                   .arg( countText( findings.tally.places.largestError() ) ) );
}

//! One bar for each month, or for each year where there are many; without records there is none.
std::vector<base::chart::Bar> barsOf( const std::map<int, qint64> &months, bool byYear )
{
  constexpr int monthsPerYear = 12;
  const int width = byYear ? monthsPerYear : 1;
  std::map<int, qint64> sums;
  for ( const auto &[month, n] : months )
    sums[month / width] += n;
  std::vector<base::chart::Bar> bars;
  for ( int period = sums.begin()->first; period <= sums.rbegin()->first; ++period )
  {
    const auto found = sums.find( period );
    bars.push_back( { byYear ? QString::number( period ) : base::monthText( period ),
                      found == sums.end() ? statistics::missing : double( found->second ) } );
  }
  return bars;
}

void addMonths( HtmlReport &report, const IncidentFindings &findings )
{
  const std::map<int, qint64> &months = findings.tally.months;
  if ( months.empty() )
    return;
  constexpr int mostBars = 48;
  const int first = months.begin()->first;
  const int last = months.rbegin()->first;
  const bool byYear = last - first >= mostBars;
  const auto most = std::max_element( months.begin(), months.end(),
                                      []( const auto &a, const auto &b ) { return a.second < b.second; } );
  base::chart::Words words;
  words.title = byYear ? Run::tr( "Incidents by year" ) : Run::tr( "Incidents by month" );
  words.description = Run::tr( "From %1 to %2; the month with most, %3, is %4. What has no bar is absent, not zero." )
                        .arg( base::monthText( first ), base::monthText( last ), countText( most->second ),
                              base::monthText( most->first ) );
  words.horizontal = Run::tr( "Incidents" );
  report.heading( Run::tr( "Months" ) );
  report.chart( base::chart::barChart( words, barsOf( months, byYear ) ), words.description );
}

void addDates( HtmlReport &report, const IncidentFindings &findings )
{
  if ( findings.settings.dateField.isEmpty() )
    return;
  const IncidentDates &dates = findings.dates;
  report.heading( Run::tr( "Dates" ) );
  report.paragraph( findings.settings.dateFormat
                      ? Run::tr( "Read as stated: %1." ).arg( base::dateFormatText( *findings.settings.dateFormat ) )
                      : Run::tr( "Found in the columns of dates: %1." ).arg( findings.survey.dates().inWords() ) );
  report.table(
    Run::tr( "What the dates give away" ), { Run::tr( "Records" ), Run::tr( "Number" ), Run::tr( "Share" ) },
    { { Run::tr( "With a date that can be used" ), countText( dates.nDates() ),
        share( dates.nDates(), findings.tally.nRead ) },
      { Run::tr( "Month alone" ), countText( dates.nMonthAlone() ), share( dates.nMonthAlone(), dates.nDates() ) },
      { Run::tr( "First day of a month" ), countText( dates.nFirstOfMonth() ),
        share( dates.nFirstOfMonth(), dates.nDates() ) },
      { Run::tr( "With a time of the day" ), countText( dates.nWithTime() ),
        share( dates.nWithTime(), dates.nDates() ) },
      { Run::tr( "At 00:00" ), countText( dates.nMidnight() ), share( dates.nMidnight(), dates.nDates() ) },
      { Run::tr( "Over several days" ), countText( dates.nSpans() ), share( dates.nSpans(), dates.nDates() ) } } );
}

void addCategories( HtmlReport &report, const IncidentFindings &findings )
{
  constexpr std::size_t mostRows = 100;
  const std::vector<IncidentCategories::Count> counts = findings.categories.counts();
  if ( counts.empty() )
    return;
  std::vector<QStringList> rows;
  for ( std::size_t i = 0; i < std::min( counts.size(), mostRows ); ++i )
  {
    const IncidentCategories::Count &count = counts[i];
    const QString remark = count.isKnown ? QString()
                           : count.nearest.isEmpty()
                             ? Run::tr( "not in the lookup" )
                             : Run::tr( "not in the lookup; perhaps ‘%1’" ).arg( count.nearest );
    rows.push_back(
      { count.from.isEmpty() ? Run::tr( "(blank)" ) : count.from, count.to, countText( count.n ), remark } );
  }
  report.heading( Run::tr( "Categories" ) );
  report.table( counts.size() > mostRows ? Run::tr( "The first hundred categories" ) : Run::tr( "All categories" ),
                { Run::tr( "As written" ), Run::tr( "Category" ), Run::tr( "Incidents" ), Run::tr( "Remark" ) }, rows );
}

} // namespace

HtmlReport incidentReport( const IncidentFindings &findings, const base::RejectLedger::Count &books,
                           const QStringList &warnings )
{
  HtmlReport report(
    Run::tr( "Incident records: %1" ).arg( findings.settings.sourceName ),
    Run::tr( "%1 records read, %2 used" ).arg( countText( findings.tally.nRead ), countText( findings.tally.nUsed ) ) );
  for ( const QString &warning : warnings )
    report.note( warning );
  report.heading( Run::tr( "What became of the records" ) );
  addBooks( report, Run::tr( "Every record is used or rejected for one reason" ), books );
  addPositions( report, findings );
  addPlaces( report, findings );
  addMonths( report, findings );
  addDates( report, findings );
  addCategories( report, findings );
  report.heading( Run::tr( "What was done" ) );
  report.list( incidentRemarks( findings ) );
  return report;
}

} // namespace communitysafety::preparedata
