// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/scoreremarks.h"

#include "base/run.h"

#include <functional>

namespace communitysafety::base
{
namespace
{

using statistics::IndicatorRemarks;
using statistics::LeftOut;

struct Reason
{
  LeftOut leftOut;
  const char *words;
};

constexpr Reason reasons[] = {
  { LeftOut::noData, QT_TRANSLATE_NOOP( "Run", "no data" ) },
  { LeftOut::noEvents, QT_TRANSLATE_NOOP( "Run", "no events" ) },
  { LeftOut::tooFewEvents, QT_TRANSLATE_NOOP( "Run", "fewer events in the city than min_count" ) },
  { LeftOut::constant, QT_TRANSLATE_NOOP( "Run", "the same everywhere" ) },
  { LeftOut::noWeight, QT_TRANSLATE_NOOP( "Run", "no weight" ) },
};

//! One warning for all indicators of which \a isMeant is true, by their labels.
void warnOfIndicators( Run &run, const IndexPlan &plan, const statistics::CompositeScore &score,
                       const QString &sentence, const std::function<bool( const IndicatorRemarks & )> &isMeant )
{
  QStringList labels;
  for ( std::size_t indicator = 0; indicator < plan.indicators.size(); ++indicator )
    if ( isMeant( score.indicators[indicator].remarks ) )
      labels << plan.indicators[indicator].label;
  if ( !labels.isEmpty() )
    run.warn( sentence.arg( labels.join( QStringLiteral( ", " ) ) ) );
}

} // namespace

void tellLeftOut( Run &run, const IndexPlan &plan, const statistics::CompositeScore &score )
{
  for ( const Reason &reason : reasons )
    warnOfIndicators( run, plan, score, Run::tr( "Left out of the total (%1): %2." ).arg( Run::tr( reason.words ) ),
                      [&reason]( const IndicatorRemarks &remarks ) { return remarks.leftOut == reason.leftOut; } );
  if ( !score.hasIndicators() )
    throw QgsProcessingException(
      Run::tr( "Every indicator is left out of the total, so that nothing can be scored: see the reasons in the log, "
               "check the fields or lower min_count in the recipe." ) );
  QStringList themes;
  for ( std::size_t group = 0; group < plan.groups.size(); ++group )
    if ( score.groups[group].empty() )
      themes << plan.groups[group].label;
  if ( !themes.isEmpty() )
    run.warn(
      Run::tr( "Left out because no indicator is left in it: %1." ).arg( themes.join( QStringLiteral( ", " ) ) ) );
}

void tellDoubts( Run &run, const IndexPlan &plan, const statistics::CompositeScore &score )
{
  const auto isUsed = []( const IndicatorRemarks &remarks ) { return remarks.leftOut == LeftOut::no; };
  warnOfIndicators( run, plan, score,
                    Run::tr( "The areas differ no more than chance would make them, so that each counts as the city in "
                             "the total (SHRINK): %1." ),
                    [&]( const IndicatorRemarks &remarks ) { return isUsed( remarks ) && remarks.noExcessVariance; } );
  warnOfIndicators( run, plan, score,
                    Run::tr( "Some areas have events but no denominator and are left without a value: %1." ),
                    []( const IndicatorRemarks &remarks ) { return remarks.eventsWithoutDenominator > 0; } );
  warnOfIndicators( run, plan, score,
                    Run::tr( "Some areas have less than a tenth of the mean denominator and can carry the mean of "
                             "areas; the index by the city total is safer: %1." ),
                    [&]( const IndicatorRemarks &remarks )
                    { return isUsed( remarks ) && remarks.smallDenominators > 0 && remarks.isByMeanOfAreas; } );
  warnOfIndicators( run, plan, score,
                    Run::tr( "The values are ranks, it seems, and not scores: a rank has no distances; choose a scale "
                             "that reads the order only (percentrank, exponentialrank): %1." ),
                    [&]( const IndicatorRemarks &remarks ) { return remarks.looksLikeRanks; } );
  warnOfIndicators( run, plan, score, Run::tr( "Missing values were replaced by estimates (IMPUTE): %1." ),
                    []( const IndicatorRemarks &remarks ) { return remarks.imputed > 0; } );
}

} // namespace communitysafety::base
