// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/censuscounts.h"

#include "base/figurekind.h"
#include "base/numbercolumn.h"
#include "base/partcover.h"
#include "base/run.h"

#include <qgsexception.h>

#include <algorithm>

namespace communitysafety::base
{
namespace
{

void requireTotals( const QStringList &counts, const QStringList &totals )
{
  if ( totals.size() != 1 && totals.size() != counts.size() )
    throw QgsProcessingException( Run::tr( "CENSUS_TOTALS has %1 fields and CENSUS_FIELDS has %2: give one total for "
                                           "all counts, or one for each in their order." )
                                    .arg( totals.size() )
                                    .arg( counts.size() ) );
}

//! Shares and percentages become counts.
void makeCounts( Run &run, const QString &layer, CensusCount &count )
{
  constexpr double percent = 100;
  const bool areShares = looksLikeShares( count.count );
  const bool arePercentages =
    !areShares && isNamedPercentage( count.field ) &&
    std::none_of( count.count.begin(), count.count.end(), []( double value ) { return value > percent; } );
  if ( !areShares && !arePercentages )
    return;
  run.remark( Run::tr( "‘%1’: ‘%2’ is read as %3 of its total." )
                .arg( layer, count.field, areShares ? Run::tr( "shares" ) : Run::tr( "percentages" ) ) );
  for ( std::size_t row = 0; row < count.count.size(); ++row )
    count.count[row] *= areShares ? count.total[row] : count.total[row] / percent;
}

//! Perturbed tables may exceed their total by a few.
void requirePartOfTotal( const CensusAreas &census, const CensusCount &count )
{
  constexpr double perturbation = 10;
  for ( std::size_t row = 0; row < count.count.size(); ++row )
    if ( count.count[row] > count.total[row] + perturbation )
      throw QgsProcessingException( Run::tr( "‘%1’: ‘%2’ is %L3 in area ‘%4’, more than its total ‘%5’ of %L6: choose "
                                             "counts, not percentages, and the total they belong to." )
                                      .arg( census.layer, count.field )
                                      .arg( count.count[row] )
                                      .arg( census.areas.id[row], count.totalField )
                                      .arg( count.total[row] ) );
}

std::vector<double> countColumn( Run &run, const CensusAreas &census, const QStringList &read, const QString &field )
{
  std::vector<double> numbers = numberColumn( run, census.areas, int( read.indexOf( field ) ), census.layer, field );
  requireNotNegative( census.areas, numbers, census.layer, field );
  return numbers;
}

} // namespace

CensusAreas readCensusAreas( Run &run, const Source &source, const QStringList &counts, const QStringList &totals,
                             AreasReading reading )
{
  requireTotals( counts, totals );
  reading.fields = counts + totals;
  reading.fields.removeDuplicates();
  CensusAreas census{ source.name(), readAreas( run, source, reading ), {} };
  sortById( census.areas );
  for ( int number = 0; number < counts.size(); ++number )
  {
    const QString &field = counts.at( number );
    const QString &total = totals.at( totals.size() == 1 ? 0 : number );
    CensusCount count{ field, total, countColumn( run, census, reading.fields, field ),
                       countColumn( run, census, reading.fields, total ) };
    refuseOrder( census.layer, field, count.count, FigureUse::count );
    makeCounts( run, census.layer, count );
    requirePartOfTotal( census, count );
    census.counts.push_back( std::move( count ) );
  }
  return census;
}

std::vector<CensusShare> carryCensusOver( const CensusAreas &census, const std::vector<AreaOverlap> &pairs,
                                          std::size_t targets, const std::vector<double> &partsInCity )
{
  const std::vector<statistics::Overlap> shares = groundShares( pairs );
  std::vector<CensusShare> carried;
  for ( const CensusCount &count : census.counts )
    carried.push_back( { statistics::carryShares( shares, targets, count.count, count.total, partsInCity ), count.field,
                         count.totalField } );
  return carried;
}

} // namespace communitysafety::base
