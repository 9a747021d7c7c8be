// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/comparisonreport.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "base/svgchart.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace communitysafety::base
{
namespace
{

using statistics::ChangeClass;
using statistics::isMissing;

constexpr std::size_t worstAreas = 20;
constexpr std::size_t moversPerSide = 15;
constexpr std::size_t namedPoints = 8;

//! The areas that \a isWanted lets through, the first \a most of them by \a isBefore; equal ones by their place.
std::vector<std::size_t> firstAreas( std::size_t areas, std::size_t most,
                                     const std::function<bool( std::size_t )> &isWanted,
                                     const std::function<bool( std::size_t, std::size_t )> &isBefore )
{
  std::vector<std::size_t> chosen;
  for ( std::size_t area = 0; area < areas; ++area )
    if ( isWanted( area ) )
      chosen.push_back( area );
  std::stable_sort( chosen.begin(), chosen.end(), isBefore );
  if ( chosen.size() > most )
    chosen.resize( most );
  return chosen;
}

class Page
{
public:
  explicit Page( const ComparedScores &compared ) : mCompared( compared ), mComparison( compared.comparison ) {}

  HtmlReport write()
  {
    HtmlReport report( Run::tr( "Comparison of two scores" ),
                       Run::tr( "%1 against %2, %3 areas" )
                         .arg( mCompared.after, mCompared.before, whole( double( mComparison.ranks.compared ) ) ) );
    summarise( report );
    report.heading( Run::tr( "The worst areas, before and now" ) );
    report.chart( slopes(), Run::tr( "Solid lines rise towards rank 1 (worse), dashed lines fall (better)." ) );
    report.heading( Run::tr( "All areas" ) );
    report.chart( scatter(), Run::tr( "Above the diagonal: worse than before. The areas that moved most are named." ) );
    report.chart( changes(), Run::tr( "How many areas moved how far." ) );
    report.heading( Run::tr( "Areas that moved most" ) );
    movers( report, Run::tr( "Became worse" ), 1 );
    movers( report, Run::tr( "Became better" ), -1 );
    explain( report );
    return report;
  }

private:
  static QString whole( double number ) { return numberText( number ); }
  QString score( double value ) const { return numberText( value, mCompared.options.isIndex ? 0 : 2 ); }
  QString change( std::size_t area ) const
  {
    return changeText( mComparison.change[area], mCompared.options.isIndex ? 0 : 2 );
  }
  QString name( std::size_t area ) const { return mCompared.names.at( int( area ) ); }
  std::size_t areas() const { return mCompared.scoresAfter.size(); }

  void summarise( HtmlReport &report ) const
  {
    const auto number = [this]( ChangeClass wanted ) { return whole( double( mComparison.count( wanted ) ) ); };
    report.heading( Run::tr( "In short" ) );
    std::vector<QStringList> rows;
    for ( const ChangeClass wanted : { ChangeClass::muchWorse, ChangeClass::worse, ChangeClass::little,
                                       ChangeClass::better, ChangeClass::muchBetter } )
      rows.push_back( { wordsOf( wanted ), number( wanted ) } );
    rows.push_back( { Run::tr( "No data in one of the layers" ), number( ChangeClass::unknown ) } );
    rows.push_back( { Run::tr( "Only in one of the layers" ), whole( double( mCompared.unmatched ) ) } );
    report.table( Run::tr( "Areas by change" ), { Run::tr( "Change" ), Run::tr( "Areas" ) }, rows );
    const statistics::RankChange &ranks = mComparison.ranks;
    report.list( { Run::tr( "An area moved %1 places on average." ).arg( numberText( ranks.meanShift, 1 ) ),
                   Run::tr( "Spearman’s correlation of the two orders is %1 (1 = the same order)." )
                     .arg( numberText( ranks.spearman, 3 ) ),
                   Run::tr( "Of all areas that are among the highest %1 % in either layer, %2 % are so in both." )
                     .arg( numberText( 100 * mCompared.options.topShare ), numberText( 100 * ranks.stayedTop ) ) } );
    summariseTests( report );
  }

  void summariseTests( HtmlReport &report ) const
  {
    const std::vector<double> &verdicts = mComparison.significant;
    if ( verdicts.empty() )
      return report.note( Run::tr( "The layers do not both hold numbers of events (field ‘events’), so that nothing is "
                                   "said here about chance: small areas move much without any cause." ) );
    const auto count = [&verdicts]( double wanted )
    { return numberText( double( std::count( verdicts.begin(), verdicts.end(), wanted ) ) ); };
    report.note( Run::tr( "The number of events rose more than chance explains in %1 areas and fell more than chance "
                          "explains in %2. Other moves, however large, may be chance." )
                   .arg( count( 1 ), count( -1 ) ) );
  }

  QString slopes() const
  {
    const std::vector<double> &rank = mComparison.ranks.after;
    const std::vector<std::size_t> worst = firstAreas(
      areas(), worstAreas, [&rank]( std::size_t area ) { return !isMissing( rank[area] ); },
      [&rank]( std::size_t a, std::size_t b ) { return rank[a] < rank[b]; } );
    std::vector<chart::Move> moves;
    double rose = 0;
    for ( const std::size_t area : worst )
    {
      moves.push_back( { name( area ), mComparison.ranks.before[area], rank[area] } );
      rose += mComparison.ranks.moved[area] > 0 ? 1 : 0;
    }
    const QString title = Run::tr( "Ranks of the %1 worst areas" ).arg( worst.size() );
    const QString description =
      Run::tr( "%1 of them stood lower before. The ranks are in the table below." ).arg( whole( rose ) );
    return chart::slopeChart( { title, description, {}, {} }, Run::tr( "Before" ), Run::tr( "Now" ), moves );
  }

  std::vector<std::size_t> largestMoves( std::size_t most, int sign ) const
  {
    const std::vector<double> &moved = mComparison.change;
    return firstAreas(
      areas(), most, [&moved, sign]( std::size_t area ) { return sign * moved[area] > 0; },
      [&moved]( std::size_t a, std::size_t b ) { return std::abs( moved[a] ) > std::abs( moved[b] ); } );
  }

  QString scatter() const
  {
    std::vector<chart::ScatterPoint> points;
    for ( std::size_t area = 0; area < areas(); ++area )
      points.push_back( { name( area ), mCompared.scoresBefore[area], mCompared.scoresAfter[area], false } );
    for ( const int sign : { 1, -1 } )
      for ( const std::size_t area : largestMoves( namedPoints / 2, sign ) )
        points[area].isNamed = true;
    chart::ScatterOptions options;
    options.hasDiagonal = true;
    if ( mCompared.options.isIndex )
      options.x = options.y = { 100, Run::tr( "City" ) };
    return chart::scatterChart(
      { Run::tr( "Every area, before and now" ),
        Run::tr( "Spearman’s correlation of the two orders is %1." ).arg( numberText( mComparison.ranks.spearman, 3 ) ),
        Run::tr( "Before" ), Run::tr( "Now" ) },
      points, options );
  }

  QString changes() const
  {
    const std::size_t worse = mComparison.count( ChangeClass::worse ) + mComparison.count( ChangeClass::muchWorse );
    const std::size_t better = mComparison.count( ChangeClass::better ) + mComparison.count( ChangeClass::muchBetter );
    return chart::histogram(
      { Run::tr( "Changes" ),
        Run::tr( "%1 areas became worse and %2 better." ).arg( whole( double( worse ) ), whole( double( better ) ) ),
        Run::tr( "Change (above 0: worse)" ), Run::tr( "Areas" ) },
      mComparison.change, 0, { 0, Run::tr( "No change" ) } );
  }

  void movers( HtmlReport &report, const QString &caption, int sign ) const
  {
    QStringList header{ Run::tr( "Area" ),   Run::tr( "Before" ),      Run::tr( "Now" ),
                        Run::tr( "Change" ), Run::tr( "Rank before" ), Run::tr( "Rank now" ) };
    const bool isTested = !mComparison.significant.empty();
    if ( isTested )
      header << Run::tr( "Number of events" );
    std::vector<QStringList> rows;
    for ( const std::size_t area : largestMoves( moversPerSide, sign ) )
    {
      QStringList row{
        name( area ),   score( mCompared.scoresBefore[area] ),   score( mCompared.scoresAfter[area] ),
        change( area ), whole( mComparison.ranks.before[area] ), whole( mComparison.ranks.after[area] )
      };
      if ( isTested )
        row << significanceWords( mComparison.significant[area] );
      rows.push_back( row );
    }
    if ( rows.empty() )
      report.paragraph( Run::tr( "%1: none." ).arg( caption ) );
    else
      report.table( caption, header, rows );
  }

  void explain( HtmlReport &report ) const
  {
    report.heading( Run::tr( "How to read this" ) );
    report.paragraph( Run::tr( "Little change: less than %1. Much: %2 or more. Ranks count the areas that both layers "
                               "have, 1 = highest." )
                        .arg( numberText( mComparison.littleChange, mCompared.options.isIndex ? 0 : 2 ),
                              numberText( mComparison.muchChange, mCompared.options.isIndex ? 0 : 2 ) ) );
    if ( mCompared.options.isIndex )
      report.paragraph( Run::tr( "The index compares each area with the city of the same period: it can rise where "
                                 "events became fewer, when they became still fewer in the rest of the city." ) );
    if ( mComparison.significant.empty() )
      return;
    const QString question = mCompared.options.basis == statistics::EventBasis::city
                               ? Run::tr( "whether the area’s share of the events of the city has changed" )
                               : Run::tr( "whether events became more or fewer for the months counted" );
    report.paragraph(
      Run::tr( "The test asks %1: exact for two Poisson rates, both counts divided by an "
               "overdispersion of %2, with a false discovery rate of %3 % over all areas (Benjamini and "
               "Hochberg 1995). It is about the events behind the score, not about the score." )
        .arg( question, numberText( mCompared.options.phi, 1 ),
              numberText( 100 * mCompared.options.falseDiscovery ) ) );
  }

  const ComparedScores &mCompared;
  const statistics::ScoreComparison &mComparison;
};

} // namespace

QString wordsOf( ChangeClass changeClass )
{
  switch ( changeClass )
  {
  case ChangeClass::muchBetter:
    return Run::tr( "Much better" );
  case ChangeClass::better:
    return Run::tr( "Better" );
  case ChangeClass::little:
    return Run::tr( "Little change" );
  case ChangeClass::worse:
    return Run::tr( "Worse" );
  case ChangeClass::muchWorse:
    return Run::tr( "Much worse" );
  case ChangeClass::unknown:
    break;
  }
  return QString();
}

QString significanceWords( double significant )
{
  if ( isMissing( significant ) )
    return QString();
  if ( significant == 0 )
    return Run::tr( "Within chance" );
  return significant > 0 ? Run::tr( "More, beyond chance" ) : Run::tr( "Fewer, beyond chance" );
}

HtmlReport reportOnComparison( const ComparedScores &compared ) { return Page( compared ).write(); }

} // namespace communitysafety::base
