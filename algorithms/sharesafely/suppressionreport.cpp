// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/suppressionreport.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "base/svgchart.h"
#include "statistics/column.h"

namespace communitysafety::sharesafely
{

using base::HtmlReport;
using base::numberText;
using base::Run;

void HiddenCounts::add( HiddenFor reason )
{
  ++cells;
  smallCount += reason == HiddenFor::smallCount ? 1 : 0;
  fewPeople += reason == HiddenFor::fewPeople ? 1 : 0;
  inputMark += reason == HiddenFor::inputMark ? 1 : 0;
  others += reason == HiddenFor::others ? 1 : 0;
}

void HiddenCounts::add( const HiddenCounts &other )
{
  cells += other.cells;
  smallCount += other.smallCount;
  fewPeople += other.fewPeople;
  inputMark += other.inputMark;
  others += other.others;
}

std::vector<HiddenCounts> hiddenInRows( const CountTable &table, const ProtectedTable &result )
{
  std::vector<HiddenCounts> counts;
  for ( const std::vector<std::uint32_t> &cells : table.cellsOfRow )
  {
    counts.resize( cells.size() );
    for ( std::size_t column = 0; column < cells.size(); ++column )
      counts[column].add( result.reason[cells[column]] );
  }
  return counts;
}

HiddenCounts hiddenInTotals( const CountTable &table, const ProtectedTable &result )
{
  HiddenCounts counts;
  for ( const ImpliedTotal &total : table.totals )
    for ( const std::uint32_t cell : total.cells )
      counts.add( result.reason[cell] );
  return counts;
}

namespace
{

QStringList rowOf( const QString &name, const HiddenCounts &counts )
{
  return { name,
           numberText( double( counts.cells ) ),
           numberText( double( counts.smallCount ) ),
           numberText( double( counts.fewPeople ) ),
           numberText( double( counts.inputMark ) ),
           numberText( double( counts.others ) ),
           numberText( double( counts.hidden() ) ),
           numberText( counts.cells == 0 ? statistics::missing
                                         : 100.0 * double( counts.hidden() ) / double( counts.cells ),
                       1 ) };
}

void tellWhat( HtmlReport &page, const SuppressedRows &content )
{
  page.heading( Run::tr( "What is hidden, and why" ) );
  const QStringList columns = content.rules.columns();
  const std::vector<HiddenCounts> counts = hiddenInRows( content.table, content.result );
  std::vector<QStringList> rows;
  std::vector<base::chart::Bar> bars;
  HiddenCounts all;
  for ( std::size_t column = 0; column < counts.size(); ++column )
  {
    rows.push_back( rowOf( columns[int( column )], counts[column] ) );
    bars.push_back(
      { columns[int( column )], 100.0 * double( counts[column].hidden() ) / double( counts[column].cells ) } );
    all.add( counts[column] );
  }
  if ( counts.size() > 1 )
    rows.push_back( rowOf( Run::tr( "All fields" ), all ) );
  if ( const HiddenCounts totals = hiddenInTotals( content.table, content.result ); totals.cells > 0 )
    rows.push_back( rowOf( Run::tr( "Totals without a row" ), totals ) );
  page.table(
    Run::tr( "Values hidden, by reason: small, few people live there, hidden in the input, to protect others" ),
    { Run::tr( "Field" ), Run::tr( "Values" ), Run::tr( "Small" ), Run::tr( "Few people" ), Run::tr( "In the input" ),
      Run::tr( "For others" ), Run::tr( "Hidden" ), Run::tr( "%" ) },
    rows );
  page.chart(
    base::chart::barChart( { Run::tr( "Share of the values that are hidden" ),
                             Run::tr( "Of the values of each field, the share that is not written." ),
                             Run::tr( "% of the values" ), QString() },
                           bars ),
    Run::tr( "A field that is hidden in most areas says little: put areas together, or kinds of incident." ) );
  page.note(
    Run::tr( "Keep this page inside. The published layer does not tell which values are hidden because they are "
             "small and which to protect others, since that would narrow the small ones down." ) );
}

void tellRules( HtmlReport &page, const SuppressedRows &content, const Protection &protection )
{
  const CountRules &rules = content.rules;
  QStringList items{ Run::tr( "Counts below %1 are hidden." ).arg( numberText( rules.threshold ) ) };
  switch ( rules.zeros )
  {
  case Zeros::shown:
    items << Run::tr( "Zeros are shown, except where one has to be hidden so that other counts cannot be worked out." );
    break;
  case Zeros::always:
    items << Run::tr(
      "Zeros are always shown, so that a hidden count is known to be 1 or more: this was reckoned with." );
    break;
  case Zeros::hidden:
    items << Run::tr( "Zeros are hidden like small counts." );
    break;
  }
  if ( !rules.population.isEmpty() )
    items << Run::tr( "All counts of areas with fewer than %1 in ‘%2’ are hidden, and where that is not known." )
               .arg( numberText( rules.leastPopulation ), rules.population );
  if ( !rules.parents.isEmpty() )
    items << Run::tr( "Totals that readers are taken to have: by %1%2." )
               .arg( rules.parents.join( QStringLiteral( ", " ) ),
                     rules.totalsKnown ? Run::tr( ", all of them published already" ) : QString() );
  if ( rules.withGrandTotal )
    items << Run::tr( "Readers are taken to know the sum of all areas as well, where it is not hidden." );
  if ( !rules.columnTotal.isEmpty() )
    items << Run::tr( "‘%1’ is the sum of the other fields." ).arg( rules.columnTotal );
  if ( protection.base > 1 )
    items << Run::tr( "What is shown is rounded to multiples of %1." ).arg( numberText( protection.base ) );
  page.heading( Run::tr( "The rules" ) );
  page.list( items );
}

void tellWhatHolds( HtmlReport &page, const SuppressedRows &content, const Protection &protection )
{
  QStringList items;
  items << Run::tr(
             "For each small count the numbers that all published values, totals and zeros allow together span %1 or "
             "more. This was tried out by an attack on the file as it is written, with nothing but the published "
             "values in hand: the least and the greatest number that each hidden one can be are searched until they "
             "are so far apart." )
             .arg( numberText( protection.width ) );
  if ( protection.base > 1 )
    items << Run::tr(
      "Rounded totals are sums of rounded counts: neither a total nor a difference of totals narrows a shown "
      "count further than its own rounding. Rounding adds to what is said above and takes nothing from it. "
      "Exact totals that are known from elsewhere do narrow rounded counts." );
  page.heading( Run::tr( "What holds now" ) );
  page.list( items );
  items.clear();
  items << Run::tr(
    "Earlier releases, other tables and other boundaries of the same incidents are not known here: a reader "
    "who subtracts last month's table from this one can find small numbers." );
  items << Run::tr(
    "Somebody who knows some of the hidden incidents, a victim for instance, can work out more than a reader "
    "who does not." );
  items << Run::tr( "Fields that were kept as they are were not looked at." );
  if ( content.rules.totalsKnown )
    items << Run::tr( "Known totals are taken to be exact." );
  else
    items << Run::tr(
      "Publish the totals that this run wrote and no others: some of them may be hidden for good reason." );
  page.heading( Run::tr( "What does not" ) );
  page.list( items );
}

} // namespace

HtmlReport suppressionReport( const SuppressedRows &content, const Protection &protection, const QStringList &leftOut )
{
  HtmlReport page( Run::tr( "Small numbers suppressed" ),
                   Run::tr( "%1: %2 rows, %3 fields of counts" )
                     .arg( content.rows.layer, numberText( double( content.rows.size() ) ),
                           numberText( double( content.rules.columns().size() ) ) ) );
  tellWhat( page, content );
  tellRules( page, content, protection );
  tellWhatHolds( page, content, protection );
  page.heading( Run::tr( "What else is in the layer" ) );
  QStringList items;
  items << ( content.derived.isEmpty() ? Run::tr( "No rates or indices." )
                                       : Run::tr( "Rates and indices, hidden with the counts behind them: %1." )
                                           .arg( content.derived.join( QStringLiteral( ", " ) ) ) );
  items << ( content.kept.isEmpty()
               ? Run::tr( "No other field." )
               : Run::tr( "Fields kept as they are: %1." ).arg( content.kept.join( QStringLiteral( ", " ) ) ) );
  items << ( leftOut.isEmpty() ? Run::tr( "No field was left out." )
                               : Run::tr( "Fields left out because nobody chose them: %1." )
                                   .arg( leftOut.join( QStringLiteral( ", " ) ) ) );
  page.list( items );
  page.heading( Run::tr( "The method" ) );
  page.paragraph(
    Run::tr( "Secondary suppression by a sequence of linear programmes (Kelly, Golden and Assad 1992; Robertson "
             "1993; Fischetti and Salazar 2000), solved with GLPK, then a pass that shows again what turned out "
             "to be hidden needlessly." ) );
  return page;
}

} // namespace communitysafety::sharesafely
