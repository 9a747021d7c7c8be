// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/overlaycityreport.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "base/svgchart.h"
#include "deprivation/overlaycharts.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::deprivation
{
namespace
{

using base::HtmlReport;
using base::numberText;
using base::Run;
using statistics::Interval;
using statistics::isMissing;
namespace chart = base::chart;

QString limitsText( const Interval &limits, int decimals )
{
  return isMissing( limits.lower ) || isMissing( limits.upper )
           ? numberText( statistics::missing )
           : Run::tr( "%1 to %2" ).arg( numberText( limits.lower, decimals ), numberText( limits.upper, decimals ) );
}

//! The share of areas in each field of the two-way square.
Square squareOf( const CityClasses &classes )
{
  Square shares{};
  double all = 0;
  for ( std::size_t area = 0; area < classes.index.size(); ++area )
    if ( classes.index[area] >= 0 && classes.deprivation[area] >= 0 )
    {
      shares[std::size_t( classes.index[area] )][std::size_t( classes.deprivation[area] )] += 1;
      ++all;
    }
  for ( auto &row : shares )
    for ( double &share : row )
      share = all > 0 ? share / all : statistics::missing;
  return shares;
}

void tellSquare( HtmlReport &report, const CityFindings &city )
{
  report.chart( bivariateSquare( { Run::tr( "Index and deprivation together" ),
                                   Run::tr( "Share of the city's areas in each combination of thirds by index and by "
                                            "deprivation; without association each would hold about 11 %." ),
                                   Run::tr( "Deprivation" ), Run::tr( "Index" ) },
                                 squareOf( city.classes ) ),
                Run::tr( "The colours are those of the map. Thirds are of the city's areas." ) );
}

//! Named: the areas of the input; the city's are thinned where they are very many.
void tellScatter( HtmlReport &report, const OverlayFindings &found )
{
  constexpr std::size_t mostDrawn = 2000, mostNamed = 25;
  const CityFindings &city = *found.city;
  const std::size_t step = std::max<std::size_t>( 1, ( city.areas.areas.size() + mostDrawn - 1 ) / mostDrawn );
  const auto shown = [&]( double severity )
  { return statistics::countPresent( found.deprivation.score ) > 0 ? severity : -severity; };
  std::vector<chart::ScatterPoint> points;
  for ( std::size_t area = 0; area < city.areas.areas.size(); area += step )
    points.push_back( { city.areas.areas.id[area], shown( city.overlay.severity[area] ), city.areas.index[area] } );
  const std::size_t named = std::min( mostNamed, found.input.areas.size() );
  for ( std::size_t area = 0; area < named; ++area )
    points.push_back(
      { found.input.areas.id[area], shown( found.overlay.severity[area] ), found.input.index[area], true } );
  report.chart( chart::scatterChart( { Run::tr( "Index against deprivation" ),
                                       named < found.input.areas.size()
                                         ? Run::tr( "Each dot is an area of the city; named are the first %1 of the %2 "
                                                    "areas of the input." )
                                             .arg( named )
                                             .arg( found.input.areas.size() )
                                         : Run::tr( "Each dot is an area of the city; named are the areas of the "
                                                    "input." ),
                                       statistics::countPresent( found.deprivation.score ) > 0
                                         ? Run::tr( "Deprivation score" )
                                         : Run::tr( "Deprivation rank or decile (1 = most deprived)" ),
                                       Run::tr( "Index" ) },
                                     points ),
                step > 1 ? Run::tr( "One area in %1 is drawn." ).arg( step )
                         : Run::tr( "All areas of the city are drawn." ) );
}

QStringList correlationRow( const QString &words, const MeasureAssociation &association )
{
  const statistics::SpatialCorrelation &spearman = association.spearman;
  return { words,
           numberText( spearman.coefficient, 2 ),
           limitsText( spearman.limits, 2 ),
           limitsText( association.bootstrap.limits, 2 ),
           numberText( double( spearman.areas ) ),
           numberText( spearman.effectiveAreas ),
           numberText( spearman.p, 4 ),
           numberText( association.pearson, 2 ) };
}

void tellCorrelation( HtmlReport &report, const CityFindings &city )
{
  std::vector<QStringList> rows{ correlationRow( Run::tr( "Deprivation as published" ),
                                                 city.association.deprivation ) };
  if ( city.association.withoutCrime.spearman.areas > 0 )
    rows.push_back( correlationRow( Run::tr( "Deprivation without crime" ), city.association.withoutCrime ) );
  report.table( Run::tr( "Rank correlation with the index over all areas of the city; 95 % limits" ),
                { Run::tr( "Measure" ), Run::tr( "Spearman" ), Run::tr( "Limits (Dutilleul)" ),
                  Run::tr( "Limits (blocks drawn)" ), Run::tr( "Areas" ), Run::tr( "Worth" ), Run::tr( "p" ),
                  Run::tr( "Pearson" ) },
                rows );
  report.paragraph( Run::tr(
    "Areas that are like their neighbours are worth fewer independent ones (‘Worth’; it is more than there are "
    "where neighbours differ). Limits and p allow for it in two ways: by Dutilleul's test, and by drawing "
    "whole blocks of neighbours. Where they differ, take the wider." ) );
  const statistics::SpatialCorrelation &spearman = city.association.deprivation.spearman;
  if ( isTooManyForDutilleul( spearman.areas ) )
    report.paragraph( Run::tr( "Of %1 areas Dutilleul's test was left out, whose time grows with their square: the "
                               "limits are those of the blocks drawn, and there is no p." )
                        .arg( numberText( double( spearman.areas ) ) ) );
}

void tellTenths( HtmlReport &report, const CityFindings &city )
{
  std::vector<chart::Bar> bars, shares;
  std::vector<QStringList> rows;
  bool hasOdds = false;
  for ( std::size_t place = 0; place < city.association.tenths.size(); ++place )
  {
    const CityTenth &tenth = city.association.tenths[place];
    const QString name = place == 0   ? Run::tr( "1 most deprived" )
                         : place == 9 ? Run::tr( "10 least deprived" )
                                      : QString::number( place + 1 );
    bars.push_back( { name, tenth.index } );
    shares.push_back( { name, 100 * tenth.odds.share } );
    hasOdds = hasOdds || !isMissing( tenth.odds.share );
    rows.push_back( { name, numberText( tenth.people ), numberText( tenth.index, 1 ),
                      numberText( 100 * tenth.odds.share, 1 ), numberText( tenth.odds.oddsRatio, 2 ),
                      limitsText( tenth.odds.limits, 2 ) } );
  }
  report.chart(
    chart::barChart( { Run::tr( "Index by tenth of the city's people" ),
                       Run::tr( "Mean index of the areas in which each tenth of the people lives, from the most "
                                "to the least deprived." ),
                       Run::tr( "Index" ), QString() },
                     bars ),
    Run::tr( "A stairway down means a gradient; a single high step means that only the most deprived differ." ) );
  if ( hasOdds )
    report.chart( chart::barChart( { Run::tr( "Who lives in a priority neighbourhood" ),
                                     Run::tr( "Share of the people of each tenth inside the areas of the input." ),
                                     Run::tr( "Per cent" ), QString() },
                                   shares ),
                  Run::tr( "Tenths of the city's people by deprivation." ) );
  report.table( Run::tr( "Tenths of the city's people by deprivation; odds against tenth %1, the least deprived one in "
                         "which anybody lives" )
                  .arg( city.association.reference ),
                { Run::tr( "Tenth" ), Run::tr( "People" ), Run::tr( "Index" ), Run::tr( "In the input areas (%)" ),
                  Run::tr( "Odds ratio" ), Run::tr( "95 % limits" ) },
                rows );
  if ( hasOdds )
    report.paragraph(
      Run::tr( "Where nobody of a tenth is inside, half an area is added to all counts, so that the ratio "
               "exists; its limits are then very wide. They allow for priority areas lying together." ) );
}

void tellInequality( HtmlReport &report, const CityAssociation &found )
{
  report.table(
    Run::tr(
      "Inequality of the index over the city's people, from the least to the most deprived; 95 % limits by blocks" ),
    { Run::tr( "Measure" ), Run::tr( "Value" ), Run::tr( "Limits" ), Run::tr( "Even would be" ) },
    { { Run::tr( "Slope index (SII): index at the most deprived end less that at the other" ),
        numberText( found.slope.slope, 1 ), limitsText( found.slopeLimits, 1 ), numberText( 0 ) },
      { Run::tr( "Relative index (RII): index at the most deprived end ÷ that at the other" ),
        numberText( found.slope.relative, 2 ), limitsText( found.relativeLimits, 2 ), numberText( 1 ) },
      { Run::tr( "Concentration index (above 0: falls on the deprived)" ), numberText( found.concentration.value, 3 ),
        limitsText( found.concentrationLimits, 3 ), numberText( 0 ) } } );
  if ( found.hasNegativeIndex )
    return report.paragraph(
      Run::tr( "The relative and the concentration index need an index without values below zero." ) );
  if ( isMissing( found.concentration.value ) )
    return report.paragraph( Run::tr( "There is no concentration index: fewer than two groups of deprivation have an "
                                      "index, or it is 0 everywhere." ) );
  constexpr std::size_t mostPoints = 24;
  const auto &curve = found.concentration.curve;
  const std::size_t step = std::max<std::size_t>( 1, curve.size() / mostPoints );
  chart::Line line{ Run::tr( "Index" ), {}, {} };
  for ( std::size_t point = 0; point + 1 < curve.size(); point += step )
  {
    line.x.push_back( 100 * curve[point].people );
    line.y.push_back( 100 * curve[point].burden );
  }
  line.x.push_back( 100 );
  line.y.push_back( 100 );
  report.chart(
    chart::lineChart( { Run::tr( "Concentration curve" ),
                        Run::tr( "Share of the index, summed over people, borne by the least deprived people up "
                                 "to here. Below the straight line it falls on the deprived." ),
                        Run::tr( "Share of people, least deprived first (%)" ), Run::tr( "Share of the index (%)" ) },
                      { line, { Run::tr( "If it fell evenly" ), { 0, 100 }, { 0, 100 } } } ),
    Run::tr( "The area between the lines is half of the concentration index." ) );
}

void tellLocal( HtmlReport &report, const CityAssociation &found )
{
  if ( found.local.kind.empty() )
    return;
  std::vector<QStringList> rows;
  for ( int kind = 1; kind <= 4; ++kind )
  {
    const auto count = std::count( found.local.kind.begin(), found.local.kind.end(), double( kind ) );
    rows.push_back( { localWords( kind ), numberText( double( count ) ) } );
  }
  const auto none = std::count( found.local.kind.begin(), found.local.kind.end(), 0.0 );
  rows.push_back( { localWords( 0 ), numberText( double( none ) ) } );
  report.table(
    Run::tr( "Where the index of an area goes together with the deprivation around it (local bivariate Moran, "
             "false discovery rate 5 %)" ),
    { Run::tr( "Kind" ), Run::tr( "Areas" ) }, rows );
  report.paragraph(
    Run::tr( "High and low are against the mean of the city. The layer of the city holds the kind of each "
             "area; its style ‘Local association’ maps them." ) );
}

} // namespace

QString strengthWords( double coefficient )
{
  const double size = std::abs( coefficient );
  if ( size >= 0.5 )
    return Run::tr( "a strong association" );
  if ( size >= 0.3 )
    return Run::tr( "a moderate association" );
  return size >= 0.1 ? Run::tr( "a weak association" ) : Run::tr( "no association to speak of" );
}

QString inShort( const CityFindings &city )
{
  const statistics::SpatialCorrelation &spearman = city.association.deprivation.spearman;
  if ( isMissing( spearman.coefficient ) )
    return Run::tr(
      "Index and deprivation cannot be correlated: too few areas have both, or one of them does not vary." );
  QString sentence =
    Run::tr( "Over the %1 areas of the city index and deprivation have %2: Spearman %3 (95 % limits "
             "%4)." )
      .arg( numberText( double( spearman.areas ) ), strengthWords( spearman.coefficient ),
            numberText( spearman.coefficient, 2 ), limitsText( limitsOf( city.association.deprivation ), 2 ) );
  const double without = city.association.withoutCrime.spearman.coefficient;
  if ( !isMissing( without ) )
    sentence += ' ' + Run::tr( "Without the crime domain it is %1." ).arg( numberText( without, 2 ) );
  return sentence;
}

void tellCity( HtmlReport &report, const OverlayFindings &findings )
{
  const CityFindings &city = *findings.city;
  report.heading( Run::tr( "Index and deprivation over the whole city" ) );
  tellSquare( report, city );
  tellScatter( report, findings );
  tellCorrelation( report, city );
  report.heading( Run::tr( "On whom it falls" ) );
  tellTenths( report, city );
  tellInequality( report, city.association );
  report.heading( Run::tr( "Where they go together" ) );
  tellLocal( report, city.association );
  report.note(
    Run::tr( "An association of areas is no proof of cause and says nothing about single people. It is taken over "
             "the whole city: over areas chosen for a high index most of it would vanish." ) );
}

} // namespace communitysafety::deprivation
