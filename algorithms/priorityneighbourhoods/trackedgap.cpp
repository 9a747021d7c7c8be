// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/trackedgap.h"

#include "base/numbertext.h"
#include "base/run.h"

#include <QCoreApplication>

#include <cmath>

namespace communitysafety::priorityneighbourhoods
{

using base::numberText;
using statistics::GapChange;
using statistics::GapDoubt;
using statistics::GapEvidence;
using statistics::GapFigure;
using statistics::isMissing;

namespace
{

struct GapText
{
  Q_DECLARE_TR_FUNCTIONS( TrackedGap )
};

std::vector<std::size_t> yearsWhere( const std::vector<bool> &chosenOn, bool isChosen, std::size_t after )
{
  std::vector<std::size_t> years;
  for ( std::size_t year = after; year < chosenOn.size(); ++year )
    if ( chosenOn[year] == isChosen )
      years.push_back( year );
  return years;
}

statistics::ComparedYears comparedYears( const statistics::GapVerdict &verdict,
                                         const std::optional<std::vector<bool>> &chosenOn )
{
  statistics::ComparedYears years;
  years.isChoiceUnknown = verdict.isChoiceUnknown;
  if ( verdict.isChoiceUnknown )
    return years;
  years.others = verdict.otherYears;
  if ( !verdict.fall )
    return years;
  years.chosen = yearsWhere( *chosenOn, true, 0 );
  years.later = yearsWhere( *chosenOn, false, years.chosen.back() + 1 );
  if ( !isMissing( verdict.fall->expectedFactor.value ) )
    years.expectedFactor = verdict.fall->expectedFactor.value;
  return years;
}

//! One indicator by itself, in the unit of the denominators.
std::vector<statistics::Gap> gapsOf( const TrackedIndicator &indicator, const std::vector<int> &neighbourhood,
                                     const GapSettings &settings )
{
  statistics::GapStream stream = indicator.stream();
  stream.weight = settings.per;
  return statistics::gapByYear( statistics::GapCounts( { stream }, neighbourhood ), settings.confidence );
}

QString limitsText( const GapFigure &figure, int decimals )
{
  return GapText::tr( "%1 to %2" )
    .arg( numberText( figure.limits.lower, decimals ), numberText( figure.limits.upper, decimals ) );
}

//! "fell to 0.81 of what it was (0.70 to 0.93)".
QString movedText( const GapFigure &factor )
{
  const QString words = factor.value < 1 ? GapText::tr( "fell to %1 of what it was (%2)" )
                                         : GapText::tr( "rose to %1 times what it was (%2)" );
  return words.arg( numberText( factor.value, 2 ), limitsText( factor, 2 ) );
}

//! \param cause what the change would come from if there were none
QString sureText( double p, const QString &cause )
{
  if ( p < 0.001 )
    return GapText::tr( "%1 would do as much less than once in 1,000 times." ).arg( cause );
  return GapText::tr( "%1 would do as much in %2 of 100 cases." ).arg( cause, numberText( 100 * p, p < 0.1 ? 1 : 0 ) );
}

QString headline( const TrackedGap &gap )
{
  switch ( gap.verdict.change )
  {
  case GapChange::narrowing:
    return GapText::tr( "The gap is narrowing." );
  case GapChange::widening:
    return GapText::tr( "The gap is widening." );
  case GapChange::unchanged:
    return GapText::tr( "The gap is unchanged: the loss of half of it would have been seen." );
  case GapChange::cannotTell:
    break;
  }
  return GapText::tr( "Whether the gap changes cannot be told." );
}

QStringList trendSentences( const TrackedGap &gap )
{
  const statistics::GapTrend &ratio = gap.verdict.ratio, &difference = gap.verdict.difference;
  if ( isMissing( ratio.change.value ) )
    return {};
  const QString over = gap.chosenOn ? GapText::tr( "Over the %1 years that had no say in the choice of the "
                                                   "neighbourhoods, the ratio %2." )
                                    : GapText::tr( "Over all %1 years the ratio %2." );
  QStringList sentences{ over.arg( gap.verdict.otherYears.size() ).arg( movedText( ratio.change ) ),
                         sureText( ratio.p, GapText::tr( "Chance alone" ) ),
                         GapText::tr( "The absolute gap moved by %1 %2 (%3): %4." )
                           .arg( base::changeText( difference.change.value, 1 ), gap.unit(),
                                 limitsText( difference.change, 1 ), wordsOf( difference.verdict ).toLower() ) };
  if ( gap.verdict.evidence == GapEvidence::fallAllowedFor )
    sentences << GapText::tr( "By itself this trend is too unsure to tell; the change since the choice decides." );
  if ( ratio.inflation > 1.5 )
    sentences << GapText::tr( "The years lie further from a straight line than chance makes them (variance %1 times), "
                              "for which the limits allow." )
                   .arg( numberText( ratio.inflation, 1 ) );
  return sentences;
}

QStringList fallSentences( const TrackedGap &gap )
{
  if ( !gap.verdict.fall || isMissing( gap.verdict.fall->observedFactor ) )
    return {};
  const statistics::SelectionFall &fall = *gap.verdict.fall;
  QStringList sentences{ GapText::tr( "From the years of the choice to those after them the ratio went from %1 to %2, "
                                      "that is to %3 of what it was." )
                           .arg( numberText( fall.then.value, 2 ), numberText( fall.later.value, 2 ),
                                 numberText( fall.observedFactor, 2 ) ) };
  sentences << GapText::tr( "Places chosen because they were high fall by themselves: with no change at all, to %1 "
                            "(%2)." )
                 .arg( numberText( fall.expectedFactor.value, 2 ), limitsText( fall.expectedFactor, 2 ) );
  if ( !isMissing( fall.beyondSelection.value ) )
    sentences << GapText::tr( "What is left for a real change is a factor of %1 (%2)." )
                   .arg( numberText( fall.beyondSelection.value, 2 ), limitsText( fall.beyondSelection, 2 ) );
  if ( gap.verdict.evidence == GapEvidence::fallAllowedFor )
    sentences << sureText( fall.p, GapText::tr( "The choice and chance alone" ) );
  return sentences;
}

} // namespace

TrackedGap::TrackedGap( base::Run &run, const TrackedPlaces &where, const TrackedIndicators &what,
                        const std::optional<std::vector<bool>> &choice, const GapSettings &how )
  : places( where ), tracked( what ), chosenOn( choice ), settings( how ), streams( what.streams() ),
    counts( streams, where.neighbourhood ), years( statistics::gapByYear( counts, how.confidence ) )
{
  if ( isMissing( years.front().inside.value ) )
    throw QgsProcessingException( GapText::tr( "No indicator has a denominator above 0 both inside the neighbourhoods "
                                               "and in the rest of the city, so that there are no two rates to "
                                               "compare." ) );
  for ( const base::CountedYear &year : tracked.years )
    settings.fall.trend.times.push_back( year.number );
  const base::AreaCentres centres = base::areaCentres( places.areas );
  const statistics::Neighbours neighbours = base::touchingNeighbours( places.areas, run.progress( 0.35, 0.45 ) );
  verdict = statistics::judgeGap( streams, places.neighbourhood, centres.x, centres.y, neighbours, chosenOn,
                                  settings.fall, run.progress( 0.45, 0.85 ) );
  neighbourhoods = statistics::gapsOfNeighbourhoods( counts, comparedYears( verdict, chosenOn ), settings.confidence,
                                                     settings.fall.trend );
  for ( const std::vector<TrackedIndicator> *list : { &tracked.indicators, &tracked.betterWhenHigher } )
    for ( const TrackedIndicator &indicator : *list )
    {
      run.stopIfCancelled();
      indicators.push_back( gapsOf( indicator, places.neighbourhood, settings ) );
    }
  to = years.size() - 1;
  if ( verdict.otherYears.size() >= 2 )
  {
    from = verdict.otherYears.front();
    to = verdict.otherYears.back();
  }
  else if ( verdict.fall )
    from = yearsWhere( *chosenOn, true, 0 ).back();
  before = statistics::decomposeGap( counts, from );
  after = statistics::decomposeGap( counts, to );
}

double TrackedGap::shareOfGap( double part ) const
{
  // A gap that is nothing but rounding has no parts.
  const double whole = after.difference.sum;
  const bool isGap = std::fabs( whole ) > 1e-9 * last().outside.value;
  return isGap ? 100 * part / whole : statistics::missing;
}

const TrackedIndicator &TrackedGap::indicatorAt( std::size_t place ) const
{
  const std::size_t own = tracked.indicators.size();
  return place < own ? tracked.indicators[place] : tracked.betterWhenHigher[place - own];
}

QString TrackedGap::unit() const
{
  return settings.scale == GapScale::index
           ? GapText::tr( "index points" )
           : GapText::tr( "incidents per %1 of the denominator" ).arg( numberText( settings.per ) );
}

int decimalsOf( double value )
{
  const double size = std::fabs( value );
  return size >= 100 ? 0 : size >= 10 ? 1 : 2;
}

QString wordsOf( GapChange change )
{
  switch ( change )
  {
  case GapChange::narrowing:
    return GapText::tr( "Narrowing" );
  case GapChange::widening:
    return GapText::tr( "Widening" );
  case GapChange::unchanged:
    return GapText::tr( "Unchanged" );
  case GapChange::cannotTell:
    break;
  }
  return GapText::tr( "Cannot tell" );
}

QString wordsOf( GapDoubt doubt )
{
  switch ( doubt )
  {
  case GapDoubt::none:
    break;
  case GapDoubt::tooFewYears:
    return GapText::tr( "There are fewer than two years to compare, or none after those on which the neighbourhoods "
                        "were chosen." );
  case GapDoubt::tooFewEvents:
    return GapText::tr( "In one of the years there are fewer than ten independent events inside or outside." );
  case GapDoubt::changeTooSmallToSee:
    return GapText::tr( "Chance alone could hide a change that matters (half of the gap)." );
  case GapDoubt::choiceUnknown:
    return GapText::tr( "The neighbourhoods look as if they were chosen by the counts of these very years, and "
                        "SELECTION_YEARS does not say on which." );
  }
  return QString();
}

QStringList verdictInWords( const TrackedGap &gap, bool isWithheld )
{
  QStringList sentences{ headline( gap ) };
  if ( gap.verdict.isChoiceUnknown )
    return sentences << GapText::tr( "The neighbourhoods are mostly the places with the highest rates of these very "
                                     "years (overlap %1), and places chosen because they were high fall by "
                                     "themselves: say in SELECTION_YEARS on which years they were chosen, or ‘none’ "
                                     "when these counts had no say." )
                          .arg( numberText( gap.verdict.overlap, 2 ) );
  if ( gap.verdict.change == GapChange::cannotTell )
    sentences << wordsOf( gap.verdict.doubt );
  if ( isWithheld )
    return sentences << GapText::tr( "The figures behind this are withheld, since years have 1 to 4 incidents of "
                                     "sensitive indicators." );
  sentences << trendSentences( gap ) << fallSentences( gap );
  if ( gap.verdict.fall && gap.verdict.overlap < statistics::leastOverlapOfChoice )
    sentences << GapText::tr( "The neighbourhoods are not those of the highest rates in the years of the choice "
                              "(overlap %1), so how far they fall by themselves is not known well: from not at all to "
                              "twice as far as expected is allowed for." )
                   .arg( numberText( gap.verdict.overlap, 2 ) );
  return sentences;
}

} // namespace communitysafety::priorityneighbourhoods
