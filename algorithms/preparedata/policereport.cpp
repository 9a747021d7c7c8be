// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/policereport.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "base/strictparse.h"
#include "base/svgchart.h"
#include "preparedata/policeimport.h"
#include "statistics/column.h"

#include <QDate>

#include <algorithm>
#include <map>
#include <numeric>

namespace communitysafety::preparedata
{

using base::countText;
using base::HtmlReport;
using base::Run;

namespace
{

using CategoryCounts = std::map<QString, std::map<int, qint64>>;

int yearOf( int month ) { return month / 12; }

std::map<int, qint64> totalsByMonth( const CategoryCounts &categories )
{
  std::map<int, qint64> totals;
  for ( const auto &category : categories )
    for ( const auto &[month, count] : category.second )
      totals[month] += count;
  return totals;
}

//! From the first month that was asked for or delivered to the last.
std::pair<int, int> span( const PoliceBooks &books, const PoliceRules &rules )
{
  const std::set<int> &months = books.months.months();
  return { rules.period.first.value_or( *months.begin() ), rules.period.last.value_or( *months.rbegin() ) };
}

QString monthChart( const PoliceBooks &books, const PoliceRules &rules, const std::map<int, qint64> &totals )
{
  base::chart::Line line;
  line.label = Run::tr( "Records" );
  const auto [first, last] = span( books, rules );
  for ( int month = first; month <= last; ++month )
  {
    const auto total = totals.find( month );
    const bool isPresent = books.months.months().count( month ) > 0;
    line.x.push_back( month - first );
    line.y.push_back( !isPresent ? statistics::missing : total == totals.end() ? 0.0 : double( total->second ) );
  }
  return base::chart::lineChart( { Run::tr( "Records used, by month" ),
                                   Run::tr( "A month that was not delivered interrupts the line; it is not zero." ),
                                   Run::tr( "Months after %1" ).arg( base::monthText( first ) ), Run::tr( "Records" ) },
                                 { line } );
}

void appendMonths( HtmlReport &report, const PoliceBooks &books, const PoliceRules &rules,
                   const std::map<int, qint64> &totals )
{
  QStringList header{ Run::tr( "Year" ) };
  for ( int month = 1; month <= 12; ++month )
    header << QDate( 2000, month, 1 ).toString( QStringLiteral( "MM" ) );
  const auto [first, last] = span( books, rules );
  std::vector<QStringList> rows;
  for ( int year = yearOf( first ); year <= yearOf( last ); ++year )
  {
    rows.push_back( { QString::number( year ) } );
    for ( int month = year * 12; month < year * 12 + 12; ++month )
    {
      const auto total = totals.find( month );
      const bool isPresent = books.months.months().count( month ) > 0;
      const QString count = isPresent ? countText( total == totals.end() ? 0 : total->second ) : Run::tr( "absent" );
      rows.back() << ( month < first || month > last ? QString() : count );
    }
  }
  report.heading( Run::tr( "Months" ) );
  report.paragraph( Run::tr( "Absent: no file has a record of the month. 0: the month was delivered, but none of its "
                             "records could be used, for instance because none lies in the study area." ) );
  report.table( Run::tr( "Records used, by month" ), header, rows );
  report.chart( monthChart( books, rules, totals ), Run::tr( "Records used, by month" ) );
}

void appendSuppliers( HtmlReport &report, const PoliceBooks &books )
{
  std::vector<QStringList> rows;
  for ( const auto &[supplier, months] : books.months.monthsBySupplier() )
  {
    rows.push_back( { supplier.isEmpty() ? Run::tr( "not named by the file" ) : supplier,
                      countText( static_cast<qint64>( months.size() ) ),
                      base::monthRuns( books.months.lacking( supplier ) ) } );
  }
  report.table( Run::tr( "Months by police force" ),
                { Run::tr( "Force" ), Run::tr( "Months" ), Run::tr( "Absent, while others delivered" ) }, rows );
}

//! The years of the span with the number of months that were delivered.
std::map<int, int> monthsByYear( const PoliceBooks &books, const PoliceRules &rules )
{
  std::map<int, int> months;
  const auto [first, last] = span( books, rules );
  for ( int month = first; month <= last; ++month )
    months[yearOf( month )] += books.months.months().count( month ) > 0 ? 1 : 0;
  return months;
}

QString yearWords( int year, int months )
{
  if ( months == 12 )
    return QString::number( year );
  return months == 0 ? Run::tr( "%1 (absent)" ).arg( year ) : Run::tr( "%1 (%2 months)" ).arg( year ).arg( months );
}

void appendCategories( HtmlReport &report, const PoliceBooks &books, const PoliceRules &rules,
                       const CategoryCounts &categories )
{
  const std::map<int, int> monthsOfYear = monthsByYear( books, rules );
  QStringList header{ Run::tr( "Category" ) };
  for ( const auto &[year, months] : monthsOfYear )
    header << yearWords( year, months );
  header << Run::tr( "All" );
  std::vector<QStringList> rows;
  for ( const auto &[name, counts] : categories )
  {
    std::map<int, qint64> ofYear;
    qint64 all = 0;
    for ( const auto &[month, count] : counts )
    {
      ofYear[yearOf( month )] += count;
      all += count;
    }
    rows.push_back( { name.isEmpty() ? Run::tr( "blank" ) : name } );
    for ( const auto &[year, months] : monthsOfYear )
      rows.back() << ( months == 0 ? QStringLiteral( "–" ) : countText( ofYear[year] ) );
    rows.back() << countText( all );
  }
  report.heading( Run::tr( "Categories by year" ) );
  report.paragraph( Run::tr( "Years with fewer than twelve months are lower for that reason alone." ) );
  report.table( Run::tr( "Records used, by category and year" ), header, rows );
}

void appendLsoas( HtmlReport &report, const PoliceBooks &books, const PoliceRules &rules )
{
  if ( !rules.editions && !rules.repair )
    return;
  report.heading( Run::tr( "LSOA codes" ) );
  std::vector<QStringList> rows;
  for ( std::size_t way = 0; rules.repair && way < lsoaWayCount; ++way )
    rows.push_back( { lsoaWayWords( static_cast<LsoaWay>( way ) ), countText( rules.repair->counts()[way] ) } );
  if ( rules.repair )
    report.table( Run::tr( "How codes were brought to the edition of %1" ).arg( rules.repair->edition() ),
                  { Run::tr( "Code" ), Run::tr( "Records" ) }, rows );
  rows.clear();
  for ( const auto &[edition, count] : books.editions )
    rows.push_back( { edition, countText( count ) } );
  if ( !rows.empty() )
    report.table( Run::tr( "Editions of the codes in the output" ), { Run::tr( "Edition" ), Run::tr( "Records" ) },
                  rows );
}

} // namespace

double policeHitRate( const PoliceBooks &books )
{
  const qint64 judged = books.read - books.leftOut;
  return judged > 0 ? 100.0 * double( books.located ) / double( judged ) : 0.0;
}

HtmlReport reportOnPolice( const Run &run, const PoliceBooks &books, const PoliceRules &rules )
{
  HtmlReport report( Run::tr( "Import of police data" ),
                     Run::tr( "%1 rows read, %2 used" ).arg( countText( books.read ), countText( books.used ) ) );
  report.heading( Run::tr( "What was read" ) );
  addBooks( report, Run::tr( "Every row of every input, the study area included, is used or rejected" ),
            run.ledger.total() );
  report.paragraph(
    Run::tr( "%1 % of the rows have a usable position; they lie on %2%3 different map points." )
      .arg( policeHitRate( books ), 0, 'f', 1 )
      .arg( books.points.isExact() ? QString() : Run::tr( "about " ), countText( books.points.estimate() ) ) );
  if ( !books.months.months().empty() )
  {
    const CategoryCounts categories = books.categoriesByMonth();
    appendMonths( report, books, rules, totalsByMonth( categories ) );
    appendSuppliers( report, books );
    appendCategories( report, books, rules, categories );
  }
  for ( const int month : books.mapPoints.renewals() )
    report.note( Run::tr( "With %1 the map points were replaced: small areas change from before to after for that "
                          "reason too." )
                   .arg( base::monthText( month ) ) );
  appendLsoas( report, books, rules );
  return report;
}

} // namespace communitysafety::preparedata
