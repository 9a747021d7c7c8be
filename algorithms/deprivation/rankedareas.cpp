// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/rankedareas.h"

#include "base/areacodes.h"
#include "deprivation/overlaydeprivation.h"
#include "statistics/ranking.h"

#include <cmath>
#include <optional>

namespace communitysafety::deprivation
{
namespace
{

using base::EditionTally;
using base::Run;
using statistics::isMissing;

// LSOAs of England.
constexpr double of2001 = 32482;
constexpr double of2011 = 32844;
constexpr double of2021 = 33755;

double largestOf( statistics::Column ranks )
{
  double largest = 0;
  for ( const double rank : ranks )
    largest = std::fmax( largest, rank );
  return largest;
}

//! Areas whose decile is not that of their rank among \a ranked; all where a rank is beyond them.
std::vector<std::size_t> otherDeciles( const DeprivationAreas &deprivation, double ranked )
{
  const bool fits = largestOf( deprivation.rank ) <= ranked;
  const std::vector<double> tenths =
    fits ? statistics::deciles( deprivation.rank, ranked ) : std::vector<double>( deprivation.rank.size(), 0.0 );
  std::vector<std::size_t> others;
  for ( std::size_t area = 0; area < tenths.size(); ++area )
    if ( !isMissing( deprivation.rank[area] ) && !isMissing( deprivation.decile[area] ) &&
         tenths[area] != deprivation.decile[area] )
      others.push_back( area );
  return others;
}

bool hasBoth( const DeprivationAreas &deprivation )
{
  for ( std::size_t area = 0; area < deprivation.rank.size(); ++area )
    if ( !isMissing( deprivation.rank[area] ) && !isMissing( deprivation.decile[area] ) )
      return true;
  return false;
}

//! The one number that the deciles agree with; nothing where they agree with both or neither.
std::optional<double> rankedByDeciles( const DeprivationAreas &deprivation )
{
  if ( !hasBoth( deprivation ) )
    return std::nullopt;
  const bool fits2011 = otherDeciles( deprivation, of2011 ).empty();
  const bool fits2021 = otherDeciles( deprivation, of2021 ).empty();
  if ( fits2011 == fits2021 )
    return std::nullopt;
  return fits2011 ? of2011 : of2021;
}

std::optional<double> rankedByCodes( const DeprivationAreas &deprivation )
{
  EditionTally tally;
  bool isEngland = true;
  for ( const QString &code : deprivation.areas.id )
  {
    tally.add( code );
    isEngland = isEngland && ( base::editionsOf( code ) == 0 || code.startsWith( QLatin1String( "E01" ) ) );
  }
  if ( !isEngland )
    throw QgsProcessingException(
      OverlayDeprivation::tr( "‘%1’ has codes of Wales or Scotland, of whose ranking the length is not known: set "
                              "RANKED_AREAS to the number of areas that their index ranks." )
        .arg( deprivation.layer ) );
  const bool fit2001 = tally.absentFrom( base::editions::of2001 ) == 0;
  const bool fit2011 = tally.absentFrom( base::editions::of2011 ) == 0;
  const bool fit2021 = tally.absentFrom( base::editions::of2021 ) == 0;
  // No index of today is of 2001, where codes may be of it or of 2011.
  if ( tally.counted() == 0 || fit2011 == fit2021 )
    return tally.counted() > 0 && fit2001 && !fit2011 ? std::optional<double>( of2001 ) : std::nullopt;
  return fit2011 ? of2011 : of2021;
}

} // namespace

double rankedAreas( Run &run, const DeprivationAreas &deprivation, statistics::Column ranks, double chosen )
{
  if ( chosen > 0 )
    return chosen;
  const std::optional<double> byCodes = rankedByCodes( deprivation );
  const std::optional<double> byDeciles = rankedByDeciles( deprivation );
  if ( byDeciles || byCodes )
  {
    const double ranked = byDeciles.value_or( byCodes.value_or( of2011 ) );
    run.remark( OverlayDeprivation::tr( "‘%1’: ranks are among %L2 areas, by %3." )
                  .arg( deprivation.layer )
                  .arg( ranked, 0, 'f', 0 )
                  .arg( byDeciles ? OverlayDeprivation::tr( "the deciles beside them" )
                                  : OverlayDeprivation::tr( "the census of their codes" ) ) );
    return ranked;
  }
  const double ranked = largestOf( ranks ) > of2011 ? of2021 : of2011;
  run.warn(
    OverlayDeprivation::tr( "‘%1’: neither codes nor deciles tell among how many areas its ranks are; %L2 is "
                            "taken. If it is another index, set RANKED_AREAS (32,844 for the English indices of "
                            "2015 and 2019, 33,755 for 2025)." )
      .arg( deprivation.layer )
      .arg( ranked, 0, 'f', 0 ) );
  return ranked;
}

double areasOfEngland( std::size_t areas )
{
  const double number = double( areas );
  return number == of2001 || number == of2011 || number == of2021 ? number : statistics::missing;
}

void warnAboutOtherDeciles( Run &run, const DeprivationAreas &deprivation )
{
  const std::vector<std::size_t> others = otherDeciles( deprivation, deprivation.rankedAreas );
  if ( others.empty() || !hasBoth( deprivation ) )
    return;
  const std::size_t first = others.front();
  run.warn( OverlayDeprivation::tr( "‘%1’: %L2 areas have a decile that is not that of their rank among %L3 areas, the "
                                    "first being ‘%4’ (rank %L5, decile %6): check RANKED_AREAS, and that both fields "
                                    "are of one index." )
              .arg( deprivation.layer )
              .arg( qulonglong( others.size() ) )
              .arg( deprivation.rankedAreas, 0, 'f', 0 )
              .arg( deprivation.areas.id[first] )
              .arg( deprivation.rank[first], 0, 'f', 0 )
              .arg( deprivation.decile[first], 0, 'f', 0 ) );
}

} // namespace communitysafety::deprivation
