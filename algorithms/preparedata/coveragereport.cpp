// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/coveragereport.h"

#include "base/incidentlayer.h"
#include "base/numbertext.h"
#include "base/run.h"
#include "base/strictparse.h"
#include "preparedata/coverageheatmap.h"

#include <algorithm>
#include <numeric>

namespace communitysafety::preparedata
{
namespace
{

using base::numberText;
using base::Run;
using statistics::DeliveryState;

//! Areas in one picture; the others are in the table of the output.
constexpr std::size_t mostRows = 40;

class Page
{
public:
  explicit Page( const CoverageToReport &toReport ) : mReport( toReport ), mCoverage( toReport.coverage ) {}

  base::HtmlReport write() const
  {
    base::HtmlReport page( Run::tr( "Data coverage" ), Run::tr( "%1 source(s), %2 to %3" )
                                                         .arg( mCoverage.sources.size() )
                                                         .arg( monthText( 0 ), monthText( mCoverage.nMonths - 1 ) ) );
    tellInShort( page );
    tellMonths( page );
    if ( !mReport.areaNames.isEmpty() )
    {
      tellSilence( page );
      tellAreas( page );
    }
    tellHowToRead( page );
    return page;
  }

private:
  QString monthText( std::size_t month ) const { return base::monthText( mCoverage.firstMonth + int( month ) ); }
  std::size_t nAreas() const { return std::size_t( mReport.areaNames.size() ); }

  QString gapsOf( const CoveredSource &source ) const
  {
    QStringList parts;
    for ( const DeliveryState state : { DeliveryState::absent, DeliveryState::partMonth, DeliveryState::drop } )
    {
      const QString months = monthsIn( mCoverage, source, state );
      if ( !months.isEmpty() )
        parts << Run::tr( "%1: %2" ).arg( wordsOf( state ), months );
    }
    return parts.isEmpty() ? Run::tr( "no gap found" ) : parts.join( QStringLiteral( "; " ) );
  }

  void tellInShort( base::HtmlReport &page ) const
  {
    page.heading( Run::tr( "In short" ) );
    QStringList items;
    for ( const CoveredSource &source : mCoverage.sources )
      items << Run::tr( "%1: %2 records in %3 of %4 months; %5." )
                 .arg( source.name, numberText( double( source.nRecords() ) ) )
                 .arg( int( mCoverage.nMonths ) - source.count( DeliveryState::absent ) )
                 .arg( mCoverage.nMonths )
                 .arg( gapsOf( source ) );
    page.list( items );
    for ( const CoveredSource &source : mCoverage.sources )
      if ( 100 * source.shareLocated() < base::leastHitRate )
        page.note(
          Run::tr( "‘%1’ has a position for %2 % of its records only. Below %3 %, maps of it can mislead." )
            .arg( source.name, numberText( 100 * source.shareLocated(), 1 ), numberText( base::leastHitRate ) ) );
  }

  void tellMonths( base::HtmlReport &page ) const
  {
    page.heading( Run::tr( "What each source delivered" ) );
    HeatMap map{ Run::tr( "Records by source and month" ),
                 Run::tr( "Each row is a source; a field is darker the more records it has against the most of its own "
                          "months. The gaps are listed in the table below." ),
                 {},
                 mCoverage.firstMonth,
                 {} };
    for ( const CoveredSource &source : mCoverage.sources )
    {
      map.rows << source.name;
      map.fields.push_back( monthsOf( source ) );
    }
    page.chart( svgHeatMap( map ), Run::tr( "Absent is not zero: nothing was delivered for these months." ) );
    std::vector<QStringList> rows;
    for ( const CoveredSource &source : mCoverage.sources )
      rows.push_back( rowOf( source ) );
    page.table( Run::tr( "Sources" ),
                { Run::tr( "Source" ), Run::tr( "First month" ), Run::tr( "Last month" ), Run::tr( "Records" ),
                  Run::tr( "Months absent" ), Run::tr( "Part months" ), Run::tr( "Drops" ),
                  Run::tr( "With a position (%)" ), Run::tr( "Gaps" ) },
                rows );
  }

  QStringList rowOf( const CoveredSource &source ) const
  {
    QString first = QStringLiteral( "–" ), last = first;
    for ( std::size_t month = 0; month < mCoverage.nMonths; ++month )
      if ( source.isPresent( month ) )
      {
        first = first == QStringLiteral( "–" ) ? monthText( month ) : first;
        last = monthText( month );
      }
    return { source.name,
             first,
             last,
             numberText( double( source.nRecords() ) ),
             QString::number( source.count( DeliveryState::absent ) ),
             QString::number( source.count( DeliveryState::partMonth ) ),
             QString::number( source.count( DeliveryState::drop ) ),
             numberText( 100 * source.shareLocated(), 1 ),
             gapsOf( source ) };
  }

  std::vector<HeatField> monthsOf( const CoveredSource &source ) const
  {
    qint64 most = 1;
    for ( const base::DeliveredRecords &month : source.delivered )
      most = std::max( most, month.nRecords );
    std::vector<HeatField> fields;
    for ( std::size_t month = 0; month < mCoverage.nMonths; ++month )
    {
      const statistics::JudgedMonth &judged = source.months[month];
      HeatField field;
      field.mark = markOf( judged.state );
      field.share = double( source.delivered[month].nRecords ) / double( most );
      field.hint = Run::tr( "%1, %2: %3 records, %4" )
                     .arg( source.name, monthText( month ), numberText( double( source.delivered[month].nRecords ) ),
                           wordsOf( judged.state ) );
      fields.push_back( field );
    }
    return fields;
  }

  static HeatMark markOf( DeliveryState state )
  {
    switch ( state )
    {
    case DeliveryState::absent:
      return HeatMark::absent;
    case DeliveryState::partMonth:
      return HeatMark::partMonth;
    case DeliveryState::drop:
      return HeatMark::drop;
    case DeliveryState::present:
      break;
    }
    return HeatMark::none;
  }

  void tellSilence( base::HtmlReport &page ) const
  {
    page.heading( Run::tr( "Areas in which a source is silent" ) );
    std::vector<std::pair<double, QStringList>> found;
    for ( const CoveredSource &source : mCoverage.sources )
      for ( std::size_t area = 0; area < nAreas(); ++area )
        for ( const statistics::SilentRun &run : source.silent[area] )
          found.emplace_back( run.expected,
                              QStringList{ mReport.areaNames.at( int( area ) ), source.name, monthText( run.first ),
                                           monthText( run.last ), QString::number( run.months ),
                                           numberText( run.expected, 1 ) } );
    std::stable_sort( found.begin(), found.end(), []( const auto &a, const auto &b ) { return a.first > b.first; } );
    std::vector<QStringList> rows;
    for ( const auto &each : found )
      rows.push_back( each.second );
    if ( rows.empty() )
    {
      page.paragraph( Run::tr( "None: no source is without records in an area for longer than chance allows." ) );
      return;
    }
    const std::size_t all = rows.size();
    rows.resize( std::min<std::size_t>( all, 200 ) );
    if ( rows.size() < all )
      page.paragraph(
        Run::tr( "The first %1 of %2; all are in the table of the output." ).arg( rows.size() ).arg( all ) );
    page.table( Run::tr( "Silent while delivering elsewhere" ),
                { Run::tr( "Area" ), Run::tr( "Source" ), Run::tr( "From" ), Run::tr( "To" ), Run::tr( "Months" ),
                  Run::tr( "Records expected" ) },
                rows );
  }

  //! The areas with least first.
  std::vector<std::size_t> thinnestAreas( const CoveredSource &source ) const
  {
    std::vector<std::size_t> order( nAreas() );
    std::iota( order.begin(), order.end(), std::size_t( 0 ) );
    std::vector<std::size_t> silent( nAreas() );
    std::vector<double> records( nAreas() );
    for ( const std::size_t area : order )
    {
      for ( const statistics::SilentRun &run : source.silent[area] )
        silent[area] += run.months;
      for ( const std::vector<quint32> &month : source.byArea )
        records[area] += month[area];
    }
    std::stable_sort( order.begin(), order.end(),
                      [&]( std::size_t a, std::size_t b )
                      { return silent[a] != silent[b] ? silent[a] > silent[b] : records[a] < records[b]; } );
    order.resize( std::min( order.size(), mostRows ) );
    return order;
  }

  void tellAreas( base::HtmlReport &page ) const
  {
    page.heading( Run::tr( "Months and areas, source by source" ) );
    for ( const CoveredSource &source : mCoverage.sources )
    {
      HeatMap map{ source.name,
                   Run::tr( "Each row is an area, those with most silent months and fewest records first; a field is "
                            "darker the more records it has." ),
                   {},
                   mCoverage.firstMonth,
                   {} };
      for ( const std::size_t area : thinnestAreas( source ) )
      {
        map.rows << mReport.areaNames.at( int( area ) );
        map.fields.push_back( monthsOf( source, area ) );
      }
      const QString caption = nAreas() > mostRows
                                ? Run::tr( "The %1 areas with least of %2; all are in the table of the output." )
                                    .arg( mostRows )
                                    .arg( nAreas() )
                                : Run::tr( "All areas." );
      page.chart( svgHeatMap( map ), caption );
    }
  }

  std::vector<HeatField> monthsOf( const CoveredSource &source, std::size_t area ) const
  {
    quint32 most = 1;
    for ( const std::vector<quint32> &month : source.byArea )
      most = std::max( most, month[area] );
    std::vector<HeatField> fields;
    for ( std::size_t month = 0; month < mCoverage.nMonths; ++month )
    {
      const AreaState state = areaStateOf( source, month, area );
      HeatField field;
      field.mark = markOf( state );
      field.share = double( source.byArea[month][area] ) / double( most );
      field.hint = Run::tr( "%1, %2: %3, %4" )
                     .arg( mReport.areaNames.at( int( area ) ), monthText( month ),
                           numberText( source.byArea[month][area] ), wordsOf( state ) );
      fields.push_back( field );
    }
    return fields;
  }

  static HeatMark markOf( AreaState state )
  {
    switch ( state )
    {
    case AreaState::absent:
      return HeatMark::absent;
    case AreaState::silent:
      return HeatMark::silent;
    case AreaState::zero:
      return HeatMark::zero;
    case AreaState::present:
      break;
    }
    return HeatMark::none;
  }

  void tellHowToRead( base::HtmlReport &page ) const
  {
    page.heading( Run::tr( "How to read it" ) );
    page.list(
      { Run::tr( "Absent: the source has no record of that month anywhere. Rates and trends must leave the month out "
                 "and not take it for zero." ),
        Run::tr( "Part month: days without a record at its beginning or end, more than chance leaves once in %1 times "
                 "at the usual number of records per day. It can only be seen where the source tells days." )
          .arg( numberText( 1 / mReport.rule.chance ) ),
        Run::tr( "Drop: the robust score of the month among the source's other whole months is −%1 or lower. It needs "
                 "%2 other months." )
          .arg( numberText( mReport.rule.dropBelow, 1 ) )
          .arg( mReport.rule.fewestMonths ),
        Run::tr( "Silent: an area without records for so many months in a row as chance leaves once in %1 times, while "
                 "the source delivers elsewhere. The records expected come from the area's other months, or from what "
                 "other sources have there." )
          .arg( numberText( 1 / mReport.rule.silentChance ) ),
        mReport.coarsest > 0
          ? Run::tr( "With a position: one no coarser than %1 m, where the record tells." )
              .arg( numberText( mReport.coarsest ) )
          : Run::tr( "With a position: any, however coarse. Records that an importer refused for want of a place are "
                     "counted where its table of rejects was given." ),
        Run::tr(
          "Incidents come in clusters and seasons: what is marked is a question to the partner, not a proof, and "
          "what is not marked may be incomplete all the same." ) } );
  }

  const CoverageToReport &mReport;
  const Coverage &mCoverage;
};

} // namespace

base::HtmlReport reportOnCoverage( const CoverageToReport &toReport ) { return Page( toReport ).write(); }

} // namespace communitysafety::preparedata
