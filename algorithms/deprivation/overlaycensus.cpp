// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/overlaycensus.h"

#include "base/figurekind.h"
#include "base/numbercolumn.h"
#include "base/overlaps.h"
#include "deprivation/labelcodes.h"
#include "deprivation/overlaydeprivation.h"

#include <algorithm>

namespace communitysafety::deprivation
{
namespace
{

using base::AreaOverlap;
using statistics::isMissing;
using statistics::missing;

constexpr double confidence = 0.95;

QString totalOf( const QStringList &totals, int count ) { return totals.at( totals.size() == 1 ? 0 : count ); }

void requireTotals( const QStringList &counts, const QStringList &totals )
{
  if ( totals.size() != 1 && totals.size() != counts.size() )
    throw QgsProcessingException( OverlayDeprivation::tr( "CENSUS_TOTALS has %1 fields and CENSUS_FIELDS has %2: give "
                                                          "one total for all counts, or one for each in their order." )
                                    .arg( totals.size() )
                                    .arg( counts.size() ) );
}

//! Perturbed tables may exceed their total by a few.
void requirePartOfTotal( const CensusAreas &census, const CensusCount &count )
{
  constexpr double perturbation = 10;
  for ( std::size_t row = 0; row < count.count.size(); ++row )
    if ( count.count[row] > count.total[row] + perturbation )
      throw QgsProcessingException( OverlayDeprivation::tr( "‘%1’: ‘%2’ is %L3 in area ‘%4’, more than its total ‘%5’ "
                                                            "of %L6: choose counts, not percentages, and the total "
                                                            "they belong to." )
                                      .arg( census.layer, count.field )
                                      .arg( count.count[row] )
                                      .arg( census.areas.id[row], count.totalField )
                                      .arg( count.total[row] ) );
}

//! Sums of counts and totals over the pieces of census areas in each target.
void addUp( const CensusCount &census, const std::vector<AreaOverlap> &pairs, CensusShare &share )
{
  for ( const AreaOverlap &pair : pairs )
  {
    const double count = census.count[pair.source], total = census.total[pair.source];
    if ( isMissing( count ) || isMissing( total ) )
      continue;
    share.count[pair.target] += pair.share * count;
    share.total[pair.target] += pair.share * total;
  }
}

double cityShareOf( const CensusCount &census, const std::vector<double> &partInCity )
{
  double count = 0, total = 0;
  for ( std::size_t row = 0; row < census.count.size(); ++row )
  {
    if ( isMissing( census.count[row] ) || isMissing( census.total[row] ) )
      continue;
    count += partInCity[row] * census.count[row];
    total += partInCity[row] * census.total[row];
  }
  return total > 0 ? count / total : missing;
}

void compareWithCity( CensusShare &share )
{
  for ( std::size_t row = 0; row < share.count.size(); ++row )
  {
    const double total = share.total[row];
    share.share[row] = total > 0 ? share.count[row] / total : missing;
    if ( isMissing( share.share[row] ) || !( share.cityShare > 0 ) )
      continue;
    const statistics::Interval limits =
      statistics::wilsonLimits( std::min( share.count[row], total ), total, confidence );
    share.index[row] = 100 * share.share[row] / share.cityShare;
    share.limits[row] = { 100 * limits.lower / share.cityShare, 100 * limits.upper / share.cityShare };
  }
}

//! Parts of the census areas inside the city; all of each where the city is not known.
std::vector<double> partsInCity( base::Run &run, const CensusAreas &census, const IndexedAreas *city,
                                 const statistics::Progress &progress )
{
  if ( !city )
  {
    run.remark( OverlayDeprivation::tr( "Without ALL_AREAS the whole layer ‘%1’ stands for the city in the census "
                                        "shares." )
                  .arg( census.layer ) );
    return std::vector<double>( census.areas.size(), 1.0 );
  }
  std::vector<double> parts( census.areas.size(), 0.0 );
  for ( const AreaOverlap &pair : base::overlaps( census.areas.geometry, city->areas.geometry, progress ) )
    parts[pair.source] = std::min( 1.0, parts[pair.source] + pair.share );
  return parts;
}

void warnWhereUncovered( base::Run &run, const CensusAreas &census, const IndexedAreas &targets,
                         const std::vector<AreaOverlap> &pairs )
{
  constexpr double enough = 0.99;
  std::vector<double> ground( targets.areas.size(), 0.0 );
  for ( const AreaOverlap &pair : pairs )
    ground[pair.target] += pair.area;
  QStringList named;
  for ( std::size_t row = 0; row < ground.size(); ++row )
    if ( ground[row] < enough * targets.areas.squareMetres[row] )
      named << targets.areas.id[row];
  if ( !named.isEmpty() )
    run.warn( OverlayDeprivation::tr( "‘%1’: the census areas of ‘%2’ cover less than 99 % of %3 of %4 areas (%5 first "
                                      "of them). Their shares stand for the covered part only." )
                .arg( targets.layer, census.layer )
                .arg( named.size() )
                .arg( ground.size() )
                .arg( named.first() ) );
}

} // namespace

CensusAreas readCensusAreas( base::Run &run, const base::Source &source, const QStringList &counts,
                             const QStringList &totals, base::AreasReading reading, QStringList &taken )
{
  requireTotals( counts, totals );
  reading.fields = counts + totals;
  reading.fields.removeDuplicates();
  CensusAreas census;
  census.layer = source.name();
  census.areas = base::readAreas( run, source, reading );
  base::sortById( census.areas );
  const auto column = [&]( const QString &field )
  {
    std::vector<double> numbers =
      base::numberColumn( run, census.areas, int( reading.fields.indexOf( field ) ), census.layer, field );
    base::requireNotNegative( census.areas, numbers, census.layer, field );
    return numbers;
  };
  constexpr int longestCode = 8;
  const QStringList codes = labelCodes( counts );
  for ( int number = 0; number < counts.size(); ++number )
  {
    const QString total = totalOf( totals, number );
    CensusCount count{ counts.at( number ), total, freeName( codes.at( number ), taken, longestCode ),
                       column( counts.at( number ) ), column( total ) };
    taken << count.code;
    base::refuseOrder( census.layer, count.field, count.count, base::FigureUse::count );
    requirePartOfTotal( census, count );
    census.counts.push_back( std::move( count ) );
  }
  return census;
}

std::vector<CensusShare> carryCensusOver( base::Run &run, const CensusAreas &census, const IndexedAreas &targets,
                                          const IndexedAreas *city, const statistics::Progress &progress )
{
  const auto pairs =
    base::overlaps( census.areas.geometry, targets.areas.geometry, statistics::slice( progress, 0.0, 0.5 ) );
  warnWhereUncovered( run, census, targets, pairs );
  const std::vector<double> parts = partsInCity( run, census, city, statistics::slice( progress, 0.5, 1.0 ) );
  std::vector<CensusShare> all;
  for ( const CensusCount &count : census.counts )
  {
    CensusShare share;
    share.field = count.field;
    share.totalField = count.totalField;
    share.code = count.code;
    const std::size_t areas = targets.areas.size();
    share.count.assign( areas, 0.0 );
    share.total.assign( areas, 0.0 );
    share.share.assign( areas, missing );
    share.index.assign( areas, missing );
    share.limits.resize( areas );
    share.cityShare = cityShareOf( count, parts );
    addUp( count, pairs, share );
    compareWithCity( share );
    all.push_back( std::move( share ) );
  }
  return all;
}

} // namespace communitysafety::deprivation
