// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/deprivationareas.h"

#include "base/numbercolumn.h"
#include "base/separateoutlines.h"
#include "deprivation/deprivationchecks.h"
#include "deprivation/deprivationdomains.h"
#include "deprivation/overlaydeprivation.h"
#include "statistics/ranking.h"

namespace communitysafety::deprivation
{
namespace
{

using base::Run;
using statistics::missing;

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
    domain.measure = measureOf( field, domain.values );
    if ( domain.measure == Measure::rank )
      requireNationalRanks( deprivation, domain.values, field );
    domain.profiled =
      domain.measure == Measure::rank ? statistics::deciles( domain.values, deprivation.rankedAreas ) : domain.values;
    deprivation.domains.push_back( domain );
  }
}

void readWeights( Run &run, const std::vector<double> &people, const QString &field, DeprivationAreas &deprivation )
{
  deprivation.weightIsPeople = !field.isEmpty();
  deprivation.weight = deprivation.weightIsPeople ? people : deprivation.areas.squareMetres;
  base::requireNotNegative( deprivation.areas, deprivation.weight, deprivation.layer, field );
  if ( !deprivation.weightIsPeople )
    run.warn( OverlayDeprivation::tr( "Without POPULATION_FIELD ground is counted instead of people: means and shares "
                                      "are those of the area, parks and factories included." ) );
}

} // namespace

DeprivationAreas readDeprivationAreas( Run &run, const base::Source &source, const DeprivationFields &fields,
                                       base::AreasReading reading )
{
  for ( const QString &field :
        QStringList{ fields.score, fields.rank, fields.decile, fields.population } + fields.domains )
    if ( !field.isEmpty() )
      reading.fields << field;
  DeprivationAreas deprivation;
  deprivation.layer = source.name();
  deprivation.rankedAreas = fields.rankedAreas;
  deprivation.areas = base::readAreas( run, source, reading );
  base::sortById( deprivation.areas );
  base::requireSeparateOutlines( run, deprivation.areas, deprivation.layer,
                                 OverlayDeprivation::tr( "The people there count in both." ),
                                 run.progress( reading.progressTo, reading.progressTo ) );
  const auto column = [&]( const QString &field )
  {
    return field.isEmpty() ? std::vector<double>( deprivation.areas.size(), missing )
                           : base::numberColumn( run, deprivation.areas, int( reading.fields.indexOf( field ) ),
                                                 deprivation.layer, field );
  };
  deprivation.score = column( fields.score );
  deprivation.rank = column( fields.rank );
  deprivation.decile = column( fields.decile );
  requireSoundMeasures( run, deprivation, fields );
  deprivation.ranksAreNational = !fields.rank.isEmpty() && areNationalRanks( run, deprivation, fields );
  deprivation.severity = !fields.score.isEmpty()  ? deprivation.score
                         : !fields.rank.isEmpty() ? turnedRound( deprivation.rank )
                                                  : turnedRound( deprivation.decile );
  readWeights( run, column( fields.population ), fields.population, deprivation );
  deprivation.tenth = tenthsOfTheCountry( run, deprivation );
  readDomains( run, fields, reading, deprivation );
  requireIncomeRunsAlong( deprivation );
  deprivation.withoutCrime = scoreWithoutCrime( run, deprivation );
  warnAboutGeneralisedOutlines( run, deprivation );
  return deprivation;
}

} // namespace communitysafety::deprivation
