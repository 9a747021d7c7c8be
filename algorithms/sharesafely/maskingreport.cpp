// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/maskingreport.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "base/svgchart.h"
#include "statistics/column.h"
#include "statistics/distribution.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::sharesafely
{

using base::HtmlReport;
using base::numberText;
using base::Run;

namespace
{

QString methodWords( MaskMethod method )
{
  switch ( method )
  {
  case MaskMethod::donut:
    return Run::tr( "Donut: each place is moved at random within a ring around it" );
  case MaskMethod::grid:
    return Run::tr( "Grid: each point stands in the centre of a square that holds enough people" );
  case MaskMethod::mapPoint:
    break;
  }
  return Run::tr( "Map points: each point stands at the nearest map point to which enough people are nearest" );
}

QStringList quantileRow( const QString &words, std::vector<double> values )
{
  std::sort( values.begin(), values.end() );
  QStringList row{ words };
  for ( const double share : { 0.0, 0.05, 0.5, 0.95, 1.0 } )
    row << numberText( statistics::quantile( values, share ) );
  return row;
}

void tellAnonymity( HtmlReport &page, const MaskingResult &result )
{
  page.heading( Run::tr( "How private the points are" ) );
  std::vector<QStringList> rows{ quantileRow( Run::tr( "People that could be meant" ), result.masked.anonymity ) };
  if ( result.method == MaskMethod::donut )
    rows.push_back( quantileRow( Run::tr( "People nearer than the true place" ), result.masked.nearer ) );
  rows.push_back( quantileRow( Run::tr( "Moved by (m)" ), result.moved ) );
  page.table(
    Run::tr( "Spatial k-anonymity and displacement" ),
    { QString(), Run::tr( "Least" ), Run::tr( "5 %" ), Run::tr( "Median" ), Run::tr( "95 %" ), Run::tr( "Most" ) },
    rows );
  std::vector<double> orders;
  for ( const double anonymity : result.masked.anonymity )
    orders.push_back( std::log10( anonymity ) );
  page.chart(
    base::chart::histogram( { Run::tr( "People that could be meant" ),
                              Run::tr( "How many points have how many people who could be meant." ),
                              Run::tr( "Power of ten of the people (1 = ten, 2 = a hundred)" ), Run::tr( "Points" ) },
                            orders, 0, { std::log10( result.least ), Run::tr( "K" ) } ),
    Run::tr( "Asked for: at least %1." ).arg( numberText( result.least ) ) );
  page.chart( base::chart::histogram( { Run::tr( "Displacement" ), Run::tr( "How far the points were moved." ),
                                        Run::tr( "Metres" ), Run::tr( "Points" ) },
                                      result.moved ),
              Run::tr( "Points move far where few people live." ) );
}

void tellHotSpots( HtmlReport &page, const MaskingResult &result )
{
  const statistics::HotSpotEffect &effect = result.effect;
  page.heading( Run::tr( "What is left of the hot spots" ) );
  page.table( Run::tr( "The hottest %1 of %2 cells of %3 m" )
                .arg( numberText( double( effect.hotCells ) ), numberText( double( effect.cells ) ),
                      numberText( result.hotCell ) ),
              { Run::tr( "Measure" ), Run::tr( "Value" ) },
              { { Run::tr( "Overlap of the hottest cells before and after (Jaccard, 1 = the same)" ),
                  numberText( effect.jaccard, 2 ) },
                { Run::tr( "Rank correlation of all cells (Spearman)" ), numberText( effect.spearman, 2 ) },
                { Run::tr( "Prediction accuracy index of the true hottest cells" ), numberText( effect.paiBefore, 2 ) },
                { Run::tr( "Prediction accuracy index of the cells that are hottest on the masked map" ),
                  numberText( effect.paiAfter, 2 ) } } );
  page.paragraph(
    Run::tr( "Both indices count the true points. The closer the second is to the first, the less a reader of "
             "the masked map is misled." ) );
}

} // namespace

HtmlReport maskingReport( const MaskingResult &result )
{
  HtmlReport page( Run::tr( "Points masked" ),
                   Run::tr( "%1: %2 points" ).arg( result.layer, numberText( double( result.moved.size() ) ) ) );
  page.paragraph( methodWords( result.method ) + '.' );
  tellAnonymity( page, result );
  tellHotSpots( page, result );
  page.heading( Run::tr( "What does not hold" ) );
  QStringList limits{
    Run::tr( "A point in a field or a shop is counted as if one of the residents around it were meant." ),
    Run::tr(
      "Who knows more about an incident than its place, such as its date and kind, may still recognise it: keep no "
      "more fields than the reader needs." ),
    Run::tr( "Keep this page, the displacements and the true points inside." )
  };
  if ( result.method == MaskMethod::donut )
    limits << Run::tr(
      "Keep the seed like a key: who has it can try out which address gives the masked point. It is in no "
      "record of the run. Use one seed for all releases of the same incidents: several masks of one place "
      "have their middle near it." );
  page.list( limits );
  page.heading( Run::tr( "The method" ) );
  page.paragraph(
    Run::tr( "Hampton et al. 2010 and Allshouse et al. 2010 (donut); squares within squares; the rule of "
             "police.uk, with cells merged as by Polzin and Kounadi 2021 (map points). ‘People that could be "
             "meant’ counts all whose home could have been moved to where the point now stands." ) );
  return page;
}

} // namespace communitysafety::sharesafely
