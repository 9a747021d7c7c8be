// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/gapverdict.h"

#include "statistics/arguments.h"

#include <algorithm>

namespace communitysafety::statistics
{
namespace
{

void takeTrend( GapVerdict &verdict, const GapCounts &counts, const GapTrendOptions &options )
{
  const std::vector<Gap> gaps = gapByYear( counts, 1 - options.significance );
  verdict.ratio = gapTrend( gaps, verdict.otherYears, GapMeasure::ratio, options );
  verdict.difference = gapTrend( gaps, verdict.otherYears, GapMeasure::difference, options );
  if ( verdict.otherYears.size() < 2 )
    return;
  verdict.change = verdict.ratio.verdict;
  verdict.doubt = verdict.ratio.doubt;
  verdict.evidence = GapEvidence::otherYears;
}

void takeFall( GapVerdict &verdict )
{
  const bool isTold = verdict.fall->verdict != GapChange::cannotTell;
  if ( verdict.evidence == GapEvidence::otherYears && ( verdict.change != GapChange::cannotTell || !isTold ) )
    return;
  verdict.change = verdict.fall->verdict;
  verdict.doubt = verdict.fall->doubt;
  if ( verdict.doubt != GapDoubt::tooFewYears )
    verdict.evidence = GapEvidence::fallAllowedFor;
}

bool hasComparedStream( const GapCounts &counts )
{
  for ( std::size_t stream = 0; stream < counts.streams(); ++stream )
    if ( counts.isCompared( stream ) )
      return true;
  return false;
}

} // namespace

GapVerdict judgeGap( const std::vector<GapStream> &streams, const std::vector<int> &neighbourhood, Column x, Column y,
                     const Neighbours &neighbours, const std::optional<std::vector<bool>> &chosenOn,
                     const SelectionFallOptions &options, const Progress &progress )
{
  const GapCounts counts( streams, neighbourhood );
  const std::vector<bool> chosen = chosenOn.value_or( std::vector<bool>( counts.years(), false ) );
  requireSize( "The years of the choice", chosen.size(), counts.years() );
  GapVerdict verdict;
  for ( std::size_t year = 0; year < chosen.size(); ++year )
    if ( !chosen[year] )
      verdict.otherYears.push_back( year );
  if ( !hasComparedStream( counts ) )
    return verdict;
  takeTrend( verdict, counts, options.trend );
  const bool isChosen = std::find( chosen.begin(), chosen.end(), true ) != chosen.end();
  if ( !isChosen && chosenOn )
    return verdict;

  const std::vector<bool> suspected = isChosen ? chosen : std::vector<bool>( counts.years(), true );
  const FittedRule rule = closestRule( streams, neighbourhood, suspected, neighbours );
  verdict.overlap = rule.overlap;
  verdict.isChoiceUnknown = !chosenOn && rule.overlap >= leastOverlapOfChoice;
  if ( verdict.isChoiceUnknown )
  {
    verdict.change = GapChange::cannotTell;
    verdict.doubt = GapDoubt::choiceUnknown;
    verdict.evidence = GapEvidence::none;
  }
  if ( !isChosen )
    return verdict;
  SelectionFallOptions allowing = options;
  if ( rule.overlap < leastOverlapOfChoice )
    allowing.tolerance = 1;
  verdict.fall = fallFromSelection( streams, neighbourhood, x, y, chosen, rule.rule, allowing, progress );
  takeFall( verdict );
  return verdict;
}

} // namespace communitysafety::statistics
