// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/overlaycensus.h"

#include "base/partcover.h"
#include "deprivation/labelcodes.h"
#include "deprivation/overlaydeprivation.h"

namespace communitysafety::deprivation
{
namespace
{

//! Parts of the census areas inside the city; all of each where the city is not known.
std::vector<double> partsInCity( base::Run &run, const base::CensusAreas &census, const IndexedAreas *city,
                                 const statistics::Progress &progress )
{
  if ( city )
    return base::partsInside( census.areas.geometry, city->areas.geometry, progress );
  run.remark( OverlayDeprivation::tr( "Without ALL_AREAS the whole layer ‘%1’ stands for the city in the census "
                                      "shares." )
                .arg( census.layer ) );
  return std::vector<double>( census.areas.size(), 1.0 );
}

} // namespace

std::vector<CensusShare> carryCensusOver( base::Run &run, const base::CensusAreas &census, const IndexedAreas &targets,
                                          const IndexedAreas *city, QStringList taken,
                                          const statistics::Progress &progress )
{
  constexpr int longestCode = 8;
  const auto pairs =
    base::overlaps( census.areas.geometry, targets.areas.geometry, statistics::slice( progress, 0.0, 0.5 ) );
  base::warnAboutPartCover( run, census.layer, targets.layer, targets.areas.id,
                            base::coveredParts( pairs, targets.areas.squareMetres ) );
  const std::vector<double> parts = partsInCity( run, census, city, statistics::slice( progress, 0.5, 1.0 ) );
  QStringList fields;
  for ( const base::CensusCount &count : census.counts )
    fields << count.field;
  const QStringList codes = labelCodes( fields );
  std::vector<CensusShare> shares;
  for ( const base::CensusShare &share : base::carryCensusOver( census, pairs, targets.areas.size(), parts ) )
  {
    taken << freeName( codes.at( int( shares.size() ) ), taken, longestCode );
    shares.push_back( { share, taken.last() } );
  }
  return shares;
}

} // namespace communitysafety::deprivation
