// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers

// How long whole searches take, step by step: communitysafety_delineation_speed [birmingham] [streams]
// The outline of Birmingham is read from $COMMUNITYSAFETY_SHARED/data, or beside the checkout; without it an ellipse of
// as many cells stands in.
#include "cityoutline.h"
#include "plantedmaps.h"
#include "statistics/parallel.h"

#include <chrono>
#include <cstdio>
#include <ctime>
#include <set>

using namespace planted;

namespace
{

//! Wall time and processor time of all threads, in seconds.
struct Clock
{
  double wall = std::chrono::duration<double>( std::chrono::steady_clock::now().time_since_epoch() ).count();
  double processor = double( std::clock() ) / CLOCKS_PER_SEC;
};

void printStep( const char *step, const Clock &from, const Clock &to )
{
  std::printf( "  %-28s %7.1f s wall, %7.1f s processor, %6.1f s on two free cores\n", step, to.wall - from.wall,
               to.processor - from.processor, ( to.processor - from.processor ) / 2 );
  std::fflush( stdout );
}

//! Uneven over districts of five cells' breadth and from cell to cell.
std::vector<double> unevenPopulation( const ScanSupport &map, std::uint64_t seed )
{
  std::vector<double> people;
  for ( std::size_t place = 0; place < map.columns.size(); ++place )
  {
    RandomStream district( seed, std::uint64_t( map.columns[place] / 5 ), std::uint64_t( map.rows[place] / 5 ) );
    RandomStream cell( seed + 1, place );
    people.push_back( std::exp( 0.5 * district.normal() + 0.4 * cell.normal() ) );
  }
  return people;
}

//! Discs of radius 2 to 4 and bands 2 by 16 in turn, around cells at random.
Places plantedPlaces( const ScanSupport &map, std::size_t count )
{
  RandomStream random( 5 );
  std::set<std::uint32_t> raised;
  for ( std::size_t number = 0; number < count; ++number )
  {
    const auto centre = std::size_t( random.uniform() * double( map.columns.size() ) );
    const int radius = 2 + int( number % 3 );
    for ( std::uint32_t place = 0; place < map.columns.size(); ++place )
    {
      const int across = map.columns[place] - map.columns[centre];
      const int along = map.rows[place] - map.rows[centre];
      const bool isDisc = number % 2 == 0;
      if ( isDisc ? across * across + along * along <= radius * radius
                  : isWithin( across, 0, 1 ) && isWithin( along, -8, 7 ) )
        raised.insert( place );
    }
  }
  return { raised.begin(), raised.end() };
}

//! A city with planted neighbourhoods and the incidents of several sources.
struct City
{
  ScanSupport map;
  std::vector<std::vector<double>> baselines;
  std::vector<std::vector<double>> counts;
  double dispersion = 1.5;

  void addStream( const std::vector<double> &people, const Places &raisedPlaces, std::size_t total,
                  double relativeRisk )
  {
    RandomStream random( 11, baselines.size() );
    baselines.push_back( scaledTo( double( total ), people ) );
    counts.push_back( drawn( raised( people, raisedPlaces, relativeRisk ), total, random, dispersion ) );
  }

  std::vector<ScanStream> streams() const
  {
    std::vector<ScanStream> all;
    for ( std::size_t row = 0; row < counts.size(); ++row )
      all.push_back( stream( counts[row], baselines[row], dispersion ) );
    return all;
  }
};

void printRun( const City &city, const EvidenceScanOptions &options )
{
  const std::vector<ScanStream> streams = city.streams();
  const Clock start;
  const FamilyChoice choice = calibrateFamilies( city.map, streams, options );
  const Clock calibrated;
  printStep( "random maps", start, calibrated );
  Clock listed = calibrated;
  bool isListed = false;
  // The list takes the first half of the progress.
  const Progress progress = [&]( double done )
  {
    if ( done >= 0.5 && !isListed )
    {
      isListed = true;
      listed = Clock();
    }
    return true;
  };
  const EvidenceScan scan = findByEvidence( city.map, streams, options, choice, progress );
  const Clock end;
  printStep( "list of neighbourhoods", calibrated, listed );
  printStep( "resamples", listed, end );
  printStep( "all", start, end );
  double places = 0;
  for ( const EvidenceNeighbourhood &found : scan.neighbourhoods )
    places += double( found.places.size() );
  std::printf( "  %zu neighbourhoods, %.0f cells each on average, last p %.3g\n", scan.neighbourhoods.size(),
               places / std::max( 1.0, double( scan.neighbourhoods.size() ) ),
               scan.neighbourhoods.empty() ? 1.0 : scan.neighbourhoods.back().p );
}

void printBirmingham()
{
  City city;
  const bool isReal = outlineOfBirmingham( city.map.columns, city.map.rows );
  if ( !isReal )
    ellipseOf( 26780, city.map.columns, city.map.rows );
  city.map.borders = BorderGraph::onSquareGrid( city.map.columns, city.map.rows );
  const std::vector<double> people = unevenPopulation( city.map, 1 );
  const Places places = plantedPlaces( city.map, 70 );
  for ( const std::size_t total : { 60000, 25000, 10000 } )
    city.addStream( people, places, total, 3 );
  city.map.size = people;
  EvidenceScanOptions options;
  options.shapes = EvidenceShapes::forLargeMaps();
  double all = 0;
  for ( const double each : people )
    all += each;
  options.shapes.maximumSize = 0.05 * all;
  options.resamples = 100;
  options.targetCount = 42;
  std::printf(
    "%s, %zu cells of 100 m, 3 streams, 199 random maps, 100 resamples, 42 neighbourhoods (bar: 180 s on two "
    "cores)\n",
    isReal ? "Birmingham" : "an ellipse in place of Birmingham", people.size() );
  printRun( city, options );
}

void printManyStreams()
{
  City city;
  ellipseOf( 2233, city.map.columns, city.map.rows );
  city.map.borders = BorderGraph::onSquareGrid( city.map.columns, city.map.rows );
  const std::vector<double> people = unevenPopulation( city.map, 1 );
  const Places places = plantedPlaces( city.map, 8 );
  for ( std::size_t row = 0; row < 46; ++row )
    city.addStream( people, places, 200 + 40 * row, row % 2 == 0 ? 2.5 : 1.5 );
  EvidenceScanOptions options;
  options.resamples = 100;
  std::printf( "an ellipse of %zu cells, 46 streams, 199 random maps, 100 resamples, all neighbourhoods\n",
               people.size() );
  printRun( city, options );
}

} // namespace

int main( int count, char **arguments )
{
  const std::set<std::string> wanted( arguments + 1, arguments + count );
  std::printf( "%u cores\n", availableThreads() );
  if ( wanted.empty() || wanted.count( "birmingham" ) > 0 )
    printBirmingham();
  if ( wanted.empty() || wanted.count( "streams" ) > 0 )
    printManyStreams();
  return 0;
}
