// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/overlayassociation.h"

#include "base/areaneighbours.h"
#include "statistics/association.h"
#include "statistics/autocorrelation.h"
#include "statistics/bordergraph.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::deprivation
{
namespace
{

using statistics::Column;
using statistics::isMissing;
using statistics::missing;
using statistics::Progress;
using statistics::valuesOf;
using Rows = std::vector<std::size_t>;

constexpr std::size_t classes = 10;
//! On ten thousand areas four at the floor, p = 0.00002, are enough to be significant after correction.
constexpr std::size_t permutations = 99999;
//! Its time grows with the square of the areas: half a minute for as many.
constexpr std::size_t mostForDutilleul = 50000;

//! All that stays the same for every measure.
struct City
{
  const std::vector<double> &index;
  const std::vector<double> &people;
  base::AreaCentres centres;
  const AssociationOptions &options;

  statistics::SpatialBootstrap limitsOf( const std::function<double( const Rows & )> &statistic,
                                         const Progress &progress ) const
  {
    statistics::SpatialBootstrapOptions bootstrap;
    bootstrap.draws = options.draws;
    bootstrap.seed = options.seed;
    return statistics::spatialBootstrap( centres.x, centres.y, statistic, bootstrap, progress );
  }
};

MeasureAssociation associationWith( const City &city, const std::vector<double> &severity, const Progress &progress )
{
  MeasureAssociation association;
  association.pearson = statistics::pearson( city.index, severity ).coefficient;
  const statistics::Correlation plain = statistics::spearman( city.index, severity );
  if ( !isTooManyForDutilleul( plain.pairs ) )
    association.spearman = statistics::spatialCorrelation( city.index, severity, city.centres.x, city.centres.y, {},
                                                           statistics::slice( progress, 0.0, 0.5 ) );
  else
  {
    association.spearman.coefficient = plain.coefficient;
    association.spearman.areas = plain.pairs;
  }
  association.bootstrap = city.limitsOf(
    [&]( const Rows &rows )
    { return statistics::spearman( valuesOf( city.index, rows ), valuesOf( severity, rows ) ).coefficient; },
    statistics::slice( progress, 0.5, 1.0 ) );
  return association;
}

//! Shares of a burden have no meaning where some of it is negative, as z scores are.
bool isBurden( const std::vector<double> &index )
{
  return std::none_of( index.begin(), index.end(), []( double value ) { return value < 0; } );
}

void measureInequality( const City &city, const std::vector<double> &severity, const Progress &progress,
                        CityAssociation &association )
{
  association.slope = statistics::slopeIndex( city.index, severity, city.people );
  const auto slopeOf = [&]( const Rows &rows )
  {
    return statistics::slopeIndex( valuesOf( city.index, rows ), valuesOf( severity, rows ),
                                   valuesOf( city.people, rows ) );
  };
  association.slopeLimits =
    city.limitsOf( [&]( const Rows &rows ) { return slopeOf( rows ).slope; }, statistics::slice( progress, 0.0, 0.3 ) )
      .limits;
  association.hasNegativeIndex = !isBurden( city.index );
  if ( association.hasNegativeIndex )
    return;
  association.relativeLimits =
    city
      .limitsOf( [&]( const Rows &rows ) { return slopeOf( rows ).relative; }, statistics::slice( progress, 0.3, 0.6 ) )
      .limits;
  association.concentration = statistics::concentrationIndex( city.index, severity, city.people );
  association.concentrationLimits =
    city
      .limitsOf(
        [&]( const Rows &rows )
        {
          return statistics::concentrationIndex( valuesOf( city.index, rows ), valuesOf( severity, rows ),
                                                 valuesOf( city.people, rows ) )
            .value;
        },
        statistics::slice( progress, 0.6, 1.0 ) )
      .limits;
}

std::vector<double> tenthsByPeople( const City &city, const std::vector<double> &severity )
{
  std::vector<double> tenth( city.index.size(), missing );
  const statistics::RelativeRank relative = statistics::relativeRanks( city.index, severity, city.people );
  for ( std::size_t place = 0; place < relative.rows.size(); ++place )
    tenth[relative.rows[place]] =
      std::clamp( double( classes ) - std::floor( double( classes ) * relative.rank[place] ), 1.0, double( classes ) );
  return tenth;
}

//! How much more priority areas vary in number than independent ones would: they lie together.
double inflationOf( const std::vector<double> &priority, const statistics::Neighbours &touching )
{
  std::vector<statistics::Border> borders;
  for ( std::size_t area = 0; area < touching.size(); ++area )
    for ( const std::size_t other : touching.of( area ) )
      if ( other > area )
        borders.push_back( { std::uint32_t( area ), std::uint32_t( other ), 1.0 } );
  const auto graph = statistics::BorderGraph::fromBorders( touching.size(), borders );
  return statistics::varianceInflation( statistics::neighbourCorrelation( priority, graph ) );
}

//! Weights with mean 1, so that as many observations stand behind the limits as there are areas with people.
std::vector<double> inAreas( std::vector<double> weights )
{
  const double present = double( std::count_if( weights.begin(), weights.end(), []( double w ) { return w > 0; } ) );
  const double sum = statistics::sumPresent( weights );
  for ( double &weight : weights )
    weight *= sum > 0 ? present / sum : 0;
  return weights;
}

std::vector<CityTenth> describeTenths( const City &city, const std::vector<double> &tenth,
                                       const std::vector<double> &priority, const statistics::Neighbours &touching,
                                       std::size_t &reference )
{
  std::vector<CityTenth> tenths( classes );
  std::vector<double> burden( classes, 0.0 );
  std::vector<double> weights( tenth.size(), 0.0 );
  for ( std::size_t area = 0; area < tenth.size(); ++area )
  {
    if ( isMissing( tenth[area] ) )
      continue;
    const std::size_t place = std::size_t( tenth[area] ) - 1;
    weights[area] = city.people[area];
    tenths[place].people += city.people[area];
    burden[place] += city.people[area] * city.index[area];
  }
  for ( std::size_t place = 0; place < classes; ++place )
    if ( tenths[place].people > 0 )
    {
      tenths[place].index = burden[place] / tenths[place].people;
      reference = place + 1;
    }
  if ( priority.empty() )
    return tenths;
  const auto odds = statistics::priorityOdds( priority, tenth, inAreas( weights ), classes, reference, 0.95,
                                              inflationOf( priority, touching ) );
  for ( std::size_t place = 0; place < classes; ++place )
    tenths[place].odds = odds[place];
  return tenths;
}

} // namespace

bool isTooManyForDutilleul( std::size_t areas ) { return areas > mostForDutilleul; }

statistics::Interval limitsOf( const MeasureAssociation &association )
{
  return isTooManyForDutilleul( association.spearman.areas ) ? association.bootstrap.limits
                                                             : association.spearman.limits;
}

CityAssociation associate( const IndexedAreas &city, const Overlay &overlay, const std::vector<double> &priority,
                           const AssociationOptions &options, const Progress &progress )
{
  const City all{ city.index, overlay.weight, base::areaCentres( city.areas ), options };
  CityAssociation association;
  association.deprivation = associationWith( all, overlay.severity, statistics::slice( progress, 0.0, 0.2 ) );
  if ( statistics::countPresent( overlay.withoutCrime ) > 0 )
    association.withoutCrime = associationWith( all, overlay.withoutCrime, statistics::slice( progress, 0.2, 0.4 ) );
  measureInequality( all, overlay.severity, statistics::slice( progress, 0.4, 0.7 ), association );
  const statistics::Neighbours touching =
    base::touchingNeighbours( city.areas, statistics::slice( progress, 0.7, 0.8 ) );
  association.tenth = tenthsByPeople( all, overlay.severity );
  association.tenths = describeTenths( all, association.tenth, priority, touching, association.reference );
  if ( options.withLocal )
  {
    statistics::BivariateOptions local;
    local.permutations.permutations = permutations;
    local.permutations.seed = options.seed;
    association.local =
      statistics::bivariateMoran( city.index, overlay.severity, statistics::SpatialWeights( touching ), local,
                                  statistics::slice( progress, 0.8, 1.0 ) );
  }
  return association;
}

} // namespace communitysafety::deprivation
