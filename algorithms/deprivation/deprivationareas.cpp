// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/deprivationareas.h"

#include "base/numbercolumn.h"
#include "base/separateoutlines.h"
#include "deprivation/deprivationchecks.h"
#include "deprivation/deprivationdomains.h"
#include "deprivation/overlaydeprivation.h"
#include "deprivation/rankedareas.h"
#include "statistics/ranking.h"

namespace communitysafety::deprivation
{
namespace
{

using base::Run;

std::vector<double> turnedRound( std::vector<double> numbers )
{
  for ( double &number : numbers )
    number = -number;
  return numbers;
}

//! The tenth of the country by decile, or else by rank; missing throughout where neither is given.
std::vector<double> tenthsOfTheCountry( Run &run, const DeprivationAreas &deprivation )
{
  if ( statistics::countPresent( deprivation.decile ) > 0 )
    return deprivation.decile;
  if ( statistics::countPresent( deprivation.rank ) > 0 )
    return statistics::deciles( deprivation.rank, deprivation.rankedAreas );
  run.warn( OverlayDeprivation::tr( "The shares in the most deprived tenths of the country are not known: they need "
                                    "RANK_FIELD or DECILE_FIELD." ) );
  return deprivation.decile;
}

void readDomains( Run &run, const DeprivationFields &fields, const base::AreasReading &reading,
                  DeprivationAreas &deprivation )
{
  QStringList taken;
  for ( const QString &field : fields.domains )
  {
    Domain domain = namedDomain( field, taken );
    taken << domain.code;
    domain.values =
      base::numberColumn( run, deprivation.areas, int( reading.fields.indexOf( field ) ), deprivation.layer, field );
    domain.measure = base::measureOf( field, domain.values );
    domain.profiled = domain.values;
    deprivation.domains.push_back( domain );
  }
}

//! Ranks in the domains are those of one ranking, which no other field needs to tell of.
void profileRanks( Run &run, const DeprivationFields &fields, DeprivationAreas &deprivation )
{
  std::vector<double> ranks;
  for ( const Domain &domain : deprivation.domains )
    if ( domain.measure == base::Measure::rank )
      ranks.insert( ranks.end(), domain.values.begin(), domain.values.end() );
  if ( !ranks.empty() && statistics::isMissing( deprivation.rankedAreas ) )
    deprivation.rankedAreas = rankedAreas( run, deprivation, ranks, fields.rankedAreas );
  for ( Domain &domain : deprivation.domains )
  {
    if ( domain.measure != base::Measure::rank )
      continue;
    requireNationalRanks( deprivation, domain.values, domain.field );
    domain.profiled = statistics::deciles( domain.values, deprivation.rankedAreas );
  }
}

} // namespace

DeprivationAreas readDeprivationAreas( Run &run, const base::Source &source, const DeprivationFields &fields,
                                       base::AreasReading reading )
{
  reading.fields += fields.names() + fields.domains;
  const double end = reading.progressTo;
  reading.progressTo = ( reading.progressFrom + end ) / 2;
  DeprivationAreas deprivation;
  deprivation.layer = source.name();
  deprivation.areas = base::readAreas( run, source, reading );
  base::sortById( deprivation.areas );
  static_cast<base::DeprivationMeasures &>( deprivation ) =
    base::deprivationMeasures( run, deprivation.areas, deprivation.layer, reading.fields, fields );
  if ( !fields.rank.isEmpty() )
    deprivation.rankedAreas = rankedAreas( run, deprivation, deprivation.rank, fields.rankedAreas );
  deprivation.ranksAreNational = !fields.rank.isEmpty() && areNationalRanks( run, deprivation, fields );
  if ( deprivation.ranksAreNational )
    warnAboutOtherDeciles( run, deprivation );
  base::requireSeparateOutlines( run, deprivation.areas, deprivation.layer,
                                 OverlayDeprivation::tr( "The people there count in both." ),
                                 run.progress( reading.progressTo, end ) );
  deprivation.severity = !fields.score.isEmpty()  ? deprivation.score
                         : !fields.rank.isEmpty() ? turnedRound( deprivation.rank )
                                                  : turnedRound( deprivation.decile );
  deprivation.tenth = tenthsOfTheCountry( run, deprivation );
  readDomains( run, fields, reading, deprivation );
  profileRanks( run, fields, deprivation );
  // Without ranks, scores of the whole country can be ranked.
  if ( statistics::isMissing( deprivation.rankedAreas ) )
    deprivation.rankedAreas = fields.rankedAreas > 0 ? fields.rankedAreas : areasOfEngland( deprivation.areas.size() );
  requireIncomeRunsAlong( deprivation );
  deprivation.withoutCrime = scoreWithoutCrime( run, deprivation );
  warnAboutGeneralisedOutlines( run, deprivation );
  return deprivation;
}

} // namespace communitysafety::deprivation
