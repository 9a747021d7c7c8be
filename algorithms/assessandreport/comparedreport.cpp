// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "assessandreport/comparedreport.h"

#include "base/numbertext.h"
#include "base/svgchart.h"

#include <QCoreApplication>

#include <algorithm>

namespace communitysafety::assessandreport
{

using base::changeText;
using base::HtmlReport;
using base::numberText;
using statistics::isMissing;
using statistics::missing;

namespace
{

struct ReportText
{
  Q_DECLARE_TR_FUNCTIONS( ComparedReport )
};

constexpr double squareMetresPerKm2 = 1e6;
constexpr Fate fates[] = { Fate::kept, Fate::grown, Fate::shrunk, Fate::isNew, Fate::gone };

//! A number of one side of a row; missing where the row is not on it.
double numberOf( const std::vector<double> &numbers, const std::optional<std::size_t> &row )
{
  return row ? numbers[*row] : missing;
}

bool hasAny( const std::vector<double> &numbers )
{
  return std::any_of( numbers.begin(), numbers.end(), []( double number ) { return !isMissing( number ); } );
}

void tellInShort( HtmlReport &report, const ComparedAssessments &compared )
{
  report.heading( ReportText::tr( "In short" ) );
  std::vector<QStringList> rows;
  for ( const Fate fate : fates )
  {
    QStringList names;
    for ( const ComparedNeighbourhood &row : compared.rows )
      if ( row.fate == fate )
        names << row.words();
    rows.push_back( { wordsOf( fate ), QString::number( names.size() ), names.join( QStringLiteral( ", " ) ) } );
  }
  report.table( ReportText::tr( "What became of the neighbourhoods" ),
                { ReportText::tr( "Kind" ), ReportText::tr( "Number" ), ReportText::tr( "Which" ) }, rows );
  report.paragraph( ReportText::tr( "All neighbourhoods together: %1 % of the ground that either assessment has is in "
                                    "both." )
                      .arg( numberText( 100 * compared.jaccard ) ) );
}

void tellEach( HtmlReport &report, const ComparedAssessments &compared )
{
  report.heading( ReportText::tr( "Each neighbourhood" ) );
  const auto km2 = []( const AssessedNeighbourhoods &side, const std::optional<std::size_t> &row )
  { return numberText( row ? side.areas.squareMetres[*row] / squareMetresPerKm2 : missing, 2 ); };
  std::vector<QStringList> rows;
  for ( const ComparedNeighbourhood &row : compared.rows )
    rows.push_back( { row.words(), row.id, wordsOf( compared, row ), km2( compared.before, row.before ),
                      km2( compared.now, row.now ), numberText( numberOf( compared.before.population, row.before ) ),
                      numberText( numberOf( compared.now.population, row.now ) ),
                      numberText( numberOf( compared.before.index, row.before ) ),
                      numberText( numberOf( compared.now.index, row.now ) ) } );
  report.table( ReportText::tr( "Ids and names are those that are carried on; a dash: not known" ),
                { ReportText::tr( "Name" ), ReportText::tr( "Id" ), ReportText::tr( "What became of it" ),
                  ReportText::tr( "km² before" ), ReportText::tr( "km² now" ), ReportText::tr( "Population before" ),
                  ReportText::tr( "Population now" ), ReportText::tr( "Index before" ), ReportText::tr( "Index now" ) },
                rows );
}

void chartRanks( HtmlReport &report, const ComparedAssessments &compared )
{
  if ( !hasAny( compared.ranks.after ) )
    return;
  report.heading( ReportText::tr( "Order of those that continue" ) );
  std::vector<base::chart::Move> moves;
  for ( std::size_t row = 0; row < compared.rows.size(); ++row )
    moves.push_back( { compared.rows[row].words(), compared.ranks.before[row], compared.ranks.after[row] } );
  report.chart( base::chart::slopeChart( { ReportText::tr( "Ranks before and now" ),
                                           ReportText::tr( "Ranks among the neighbourhoods of both assessments, 1 is "
                                                           "the highest." ),
                                           QString(), QString() },
                                         compared.before.layer, compared.now.layer, moves ),
                ReportText::tr( "They moved %1 places on average; the correlation of both orders is %2 (1 = the same "
                                "order)." )
                  .arg( numberText( compared.ranks.meanShift, 1 ), numberText( compared.ranks.spearman, 2 ) ) );
}

void chartGround( HtmlReport &report, const ComparedAssessments &compared )
{
  std::vector<base::chart::Bar> bars;
  for ( const ComparedNeighbourhood &row : compared.rows )
    if ( row.now && row.before )
      bars.push_back(
        { row.words(),
          100 * ( compared.now.areas.squareMetres[*row.now] / compared.before.areas.squareMetres[*row.before] - 1 ) } );
  if ( bars.empty() )
    return;
  report.chart( base::chart::barChart( { ReportText::tr( "Change of the area" ),
                                         ReportText::tr( "Of the neighbourhoods that continue, in per cent of the area "
                                                         "before." ),
                                         ReportText::tr( "%" ), QString() },
                                       bars, { 0, ReportText::tr( "Same size" ) } ),
                ReportText::tr( "A change of the area says nothing of where the ground lies: see the overlap." ) );
}

void tellHowToRead( HtmlReport &report, const ComparisonRule &rule )
{
  const QString overlap = numberText( 100 * rule.overlap ), size = numberText( 100 * rule.sameSize );
  report.heading( ReportText::tr( "How to read this" ) );
  report.list(
    { ReportText::tr(
        "Two neighbourhoods are the same when the ground they have in common is %1 % or more of the ground "
        "that either covers (Jaccard). Pairs with the largest overlap come first, and each is used "
        "once. Id, local name and note go on with the ground." )
        .arg( overlap ),
      ReportText::tr( "Kept: the area changed by at most %1 %; grown and shrunk: by more. Kept, moved: as large, but "
                      "less than three quarters of the ground of either are in both." )
        .arg( size ),
      ReportText::tr(
        "Split off: a new one with %1 % or more of its own ground in one of before that goes on "
        "elsewhere or is gone. Joined: one of before that is gone, with %1 % or more of its own ground in "
        "one of now." )
        .arg( overlap ),
      ReportText::tr(
        "Outlines that were found anew differ by chance alone, even where nothing has changed: see Assess "
        "stability of neighbourhoods before a change of outline is called news." ) } );
}

} // namespace

QString wordsOf( Fate fate )
{
  switch ( fate )
  {
  case Fate::isNew:
    return ReportText::tr( "New" );
  case Fate::kept:
    return ReportText::tr( "Kept" );
  case Fate::grown:
    return ReportText::tr( "Grown" );
  case Fate::shrunk:
    return ReportText::tr( "Shrunk" );
  case Fate::gone:
    return ReportText::tr( "Gone" );
  }
  return QString();
}

int countOf( const ComparedAssessments &compared, Fate fate )
{
  return int( std::count_if( compared.rows.begin(), compared.rows.end(),
                             [fate]( const ComparedNeighbourhood &row ) { return row.fate == fate; } ) );
}

HtmlReport reportOnAssessments( const ComparedAssessments &compared, const ComparisonRule &rule )
{
  HtmlReport report( ReportText::tr( "Neighbourhoods against the previous assessment" ),
                     ReportText::tr( "%1 now (%2), %3 before (%4)" )
                       .arg( compared.now.size() )
                       .arg( compared.now.layer )
                       .arg( compared.before.size() )
                       .arg( compared.before.layer ) );
  tellInShort( report, compared );
  tellEach( report, compared );
  chartGround( report, compared );
  chartRanks( report, compared );
  tellHowToRead( report, rule );
  return report;
}

} // namespace communitysafety::assessandreport
