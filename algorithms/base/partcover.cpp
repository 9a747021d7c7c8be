// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/partcover.h"

#include "base/namelist.h"
#include "base/run.h"

#include <QStringList>

#include <algorithm>

namespace communitysafety::base
{

std::vector<statistics::Overlap> groundShares( const std::vector<AreaOverlap> &pairs )
{
  std::vector<statistics::Overlap> shares;
  shares.reserve( pairs.size() );
  for ( const AreaOverlap &pair : pairs )
    shares.push_back( { pair.source, pair.target, pair.share } );
  return shares;
}

std::vector<double> partsInside( const std::vector<statistics::Overlap> &shares, std::size_t sources )
{
  std::vector<double> parts( sources, 0.0 );
  for ( const statistics::Overlap &share : shares )
    parts[share.source] = std::min( 1.0, parts[share.source] + share.share );
  return parts;
}

std::vector<double> partsInside( const std::vector<QgsGeometry> &sources, const std::vector<QgsGeometry> &targets,
                                 const statistics::Progress &progress )
{
  return partsInside( groundShares( overlaps( sources, targets, progress ) ), sources.size() );
}

std::vector<statistics::Overlap> sharesOfWhole( const std::vector<double> &parts )
{
  std::vector<statistics::Overlap> shares;
  for ( std::size_t source = 0; source < parts.size(); ++source )
    if ( parts[source] > 0 )
      shares.push_back( { source, 0, parts[source] } );
  return shares;
}

std::vector<double> coveredParts( const std::vector<AreaOverlap> &pairs, const std::vector<double> &squareMetres )
{
  std::vector<double> covered( squareMetres.size(), 0.0 );
  for ( const AreaOverlap &pair : pairs )
    covered[pair.target] = std::min( 1.0, covered[pair.target] + pair.area / squareMetres[pair.target] );
  return covered;
}

int warnAboutPartCover( Run &run, const QString &data, const QString &areas, const std::vector<QString> &names,
                        const std::vector<double> &covered )
{
  constexpr double enough = 0.99;
  QStringList named;
  for ( std::size_t area = 0; area < covered.size(); ++area )
    if ( covered[area] < enough )
      named << QStringLiteral( "%1 (%2 %)" ).arg( names[area] ).arg( 100.0 * covered[area], 0, 'f', 1 );
  if ( !named.isEmpty() )
    run.warn( Run::tr( "‘%1’: the data of ‘%2’ cover less than 99 % of %3 of %4 areas: %5. Their figures stand for the "
                       "covered part only." )
                .arg( areas, data )
                .arg( named.size() )
                .arg( covered.size() )
                .arg( nameList( named ) ) );
  return int( named.size() );
}

} // namespace communitysafety::base
