// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers

// How well neighbourhoods are found that were planted, beside what common practice finds on the same maps:
// communitysafety_delineation_quality [maps per scenario, 50] [seed, 1] [section ...]
#include "originshift.h"
#include "peers.h"
#include "plantedmaps.h"
#include "statistics/parallel.h"

#include <cstdio>
#include <cstdlib>
#include <set>
#include <tuple>
#include <utility>

using namespace planted;

namespace
{

constexpr std::size_t events = 5000;

struct Setting
{
  std::size_t maps = 50;
  std::uint64_t seed = 1;
};

EvidenceScanOptions scanOptions( const Setting &setting, std::size_t targetCount = 1 )
{
  EvidenceScanOptions options;
  options.targetCount = targetCount;
  options.minimumRelativeRisk = 1;
  options.seed = setting.seed + 1000;
  // The maps are what runs in parallel.
  options.threads = 1;
  return options;
}

EvidenceScanOptions inParallel( EvidenceScanOptions options )
{
  options.threads = 0;
  return options;
}

//! The incidents of one map: one column per stream.
using Counts = std::vector<std::vector<double>>;

std::vector<ScanStream> streamsOf( const Counts &counts, const Counts &baselines, double dispersion )
{
  std::vector<ScanStream> streams;
  for ( std::size_t row = 0; row < counts.size(); ++row )
    streams.push_back( stream( counts[row], baselines[row], dispersion ) );
  return streams;
}

//! A map, its baselines, and how it is to be searched.
struct Scenario
{
  ScanSupport support = squareGrid();
  Counts baselines;
  double dispersion = 1;
  std::vector<SharedEvents> shared;
  std::function<Counts( RandomStream & )> draw;
};

FamilyChoice calibrated( const Scenario &scenario, const Setting &setting )
{
  EvidenceScanOptions options = inParallel( scanOptions( setting ) );
  options.shared = scenario.shared;
  return calibrateFamilies( scenario.support, streamsOf( scenario.baselines, scenario.baselines, scenario.dispersion ),
                            options );
}

//! Calls \a use with the streams of every map.
void forEachMap( const Scenario &scenario, const Setting &setting, std::uint64_t part,
                 const std::function<void( std::size_t map, const std::vector<ScanStream> & )> &use )
{
  forEachInParallel( setting.maps, 0,
                     [&]( std::size_t map )
                     {
                       RandomStream random( setting.seed, map, 100 + part );
                       const Counts counts = scenario.draw( random );
                       use( map, streamsOf( counts, scenario.baselines, scenario.dispersion ) );
                     } );
}

Scenario oneStream( const Setting &setting, const Places &places, double relativeRisk, double dispersion = 1 )
{
  const std::vector<double> people = population( setting.seed );
  Scenario scenario;
  scenario.baselines = { scaledTo( events, people ) };
  scenario.dispersion = dispersion;
  const std::vector<double> rates = raised( people, places, relativeRisk );
  scenario.draw = [rates, dispersion]( RandomStream &random ) -> Counts
  { return { drawn( rates, events, random, dispersion ) }; };
  return scenario;
}

double meanOf( const std::vector<double> &values )
{
  double sum = 0;
  for ( const double value : values )
    sum += value;
  return values.empty() ? 0 : sum / double( values.size() );
}

//! The figures of one planted shape: mean Jaccard index per method, cumulated (0 where not significant) for ours.
struct Figures
{
  std::vector<double> families;
  double hybrid = 0;
  double power = 0;
  double giStar = 0;
  double index = 0;
};

Figures measured( const Scenario &scenario, const Setting &setting, const Places &truth, const FamilyChoice &choice,
                  std::uint64_t part )
{
  const EvidenceScanOptions options = scanOptions( setting );
  const EvidenceFamilies families( scenario.support, options.shapes );
  const std::size_t count = families.names().size();
  std::vector<std::vector<double>> alone( count, std::vector<double>( setting.maps, 0.0 ) );
  std::vector<double> hybrid( setting.maps, 0.0 );
  std::vector<double> found( setting.maps, 0.0 );
  std::vector<double> giStar( setting.maps, 0.0 );
  std::vector<double> index( setting.maps, 0.0 );
  forEachMap( scenario, setting, part,
              [&]( std::size_t map, const std::vector<ScanStream> &streams )
              {
                const std::vector<ScanCandidate> candidates = families.bestOfEach( streams, {}, 1 );
                for ( std::size_t family = 0; family < count; ++family )
                  alone[family][map] = choice.families()[family].upperTail( candidates[family].score ) <= 0.05
                                         ? jaccard( candidates[family].places, truth )
                                         : 0;
                const EvidenceScan scan = findByEvidence( scenario.support, streams, options, choice );
                found[map] = scan.neighbourhoods.empty() ? 0 : 1;
                hybrid[map] = scan.neighbourhoods.empty() ? 0 : jaccard( scan.neighbourhoods.front().places, truth );
                const BorderGraph &borders = scenario.support.borders;
                giStar[map] =
                  jaccard( strongestPart( borders, streams, giStarPlaces( borders, meanRate( streams ) ) ), truth );
                index[map] = jaccard( strongestPart( borders, streams, indexPlaces( streams ) ), truth );
              } );
  Figures figures;
  for ( const std::vector<double> &values : alone )
    figures.families.push_back( meanOf( values ) );
  figures.hybrid = meanOf( hybrid );
  figures.power = meanOf( found );
  figures.giStar = meanOf( giStar );
  figures.index = meanOf( index );
  return figures;
}

//! What peers that cannot run here found on maps by the same rule: SaTScan 10.3.2 elliptic (medium penalty) and as
//! delivered (circular), rflexscan 1.2 with 20 places; -1 = not recorded.
struct Recorded
{
  double ellipse;
  double circle;
  double flexible;
};

const std::vector<Recorded> recorded{ { 0.74, 0.78, 0.16 }, { 0.95, 0.95, 0.45 }, { 1.00, 1.00, 0.51 },
                                      { -1, 0.16, 0.10 },   { 0.41, 0.21, 0.17 }, { 0.44, 0.25, 0.20 },
                                      { -1, 0.09, 0.14 },   { 0.26, 0.17, 0.19 }, { 0.28, 0.19, 0.21 },
                                      { -1, 0.28, 0.12 },   { 0.35, 0.38, 0.17 }, { 0.38, 0.39, 0.16 } };

void printShapes( const Setting &setting, const std::vector<Shape> &shapes, bool isCompared )
{
  const FamilyChoice choice = calibrated( oneStream( setting, {}, 1 ), setting );
  std::printf( "\n%-16s %6s %6s |", "shape and RR", "hybrid", "power" );
  for ( const std::string &name : EvidenceFamilies( squareGrid(), EvidenceShapes() ).names() )
    std::printf( " %8s", name.c_str() );
  std::printf( " | %7s %9s%s\n", "Gi*+FDR", "index 200",
               isCompared ? " | recorded: SaTScan ellipse, SaTScan circle, rflexscan" : "" );
  std::vector<double> all;
  std::vector<double> notRound;
  std::vector<double> giStar;
  for ( std::size_t shape = 0; shape < shapes.size(); ++shape )
    for ( int step = 0; step < 3; ++step )
    {
      const double relativeRisk = std::vector<double>{ 1.5, 2, 3 }[std::size_t( step )];
      const Places &truth = shapes[shape].places;
      const Figures figures = measured( oneStream( setting, truth, relativeRisk ), setting, truth, choice,
                                        10 * shape + std::uint64_t( step ) + ( isCompared ? 0 : 100 ) );
      all.push_back( figures.hybrid );
      giStar.push_back( figures.giStar );
      if ( shape > 0 )
        notRound.push_back( figures.hybrid );
      std::printf( "%-12s %3.1f %6.2f %6.2f |", shapes[shape].name.c_str(), relativeRisk, figures.hybrid,
                   figures.power );
      for ( const double family : figures.families )
        std::printf( " %8.2f", family );
      std::printf( " | %7.2f %9.2f", figures.giStar, figures.index );
      if ( isCompared )
      {
        const Recorded &peers = recorded[3 * shape + std::size_t( step )];
        for ( const double peer : { peers.ellipse, peers.circle, peers.flexible } )
          if ( peer < 0 )
            std::printf( "    -" );
          else
            std::printf( " %4.2f", peer );
      }
      std::printf( "\n" );
      std::fflush( stdout );
    }
  std::printf( "mean of all: hybrid %.3f, Gi*+FDR %.3f", meanOf( all ), meanOf( giStar ) );
  if ( isCompared )
    std::printf( "; of the nine that are not round: hybrid %.3f (bars 0.64, 0.58; disc 1.5: 0.75)",
                 meanOf( notRound ) );
  std::printf( "\n" );
}

double rejectedShare( const Scenario &scenario, const Setting &setting, const FamilyChoice &choice, std::uint64_t part )
{
  std::vector<double> rejected( setting.maps, 0.0 );
  forEachMap( scenario, setting, part,
              [&]( std::size_t map, const std::vector<ScanStream> &streams )
              {
                rejected[map] =
                  findByEvidence( scenario.support, streams, scanOptions( setting ), choice ).neighbourhoods.empty()
                    ? 0
                    : 1;
              } );
  return meanOf( rejected );
}

//! All incidents of two cells side by side, recorded at one of them.
std::vector<double> atEveryOtherCell( std::vector<double> counts, RandomStream &random )
{
  for ( std::size_t cell = 0; cell + 1 < cells; cell += 2 )
  {
    const std::size_t to = random.uniform() < 0.5 ? cell : cell + 1;
    counts[to] = counts[cell] + counts[cell + 1];
    counts[to == cell ? cell + 1 : cell] = 0;
  }
  return counts;
}

//! Two cells in five have a point; incidents are recorded at the nearest.
std::vector<double> atNearestPoint( const std::vector<double> &counts, RandomStream &random )
{
  Places points;
  for ( std::uint32_t cell = 0; cell < cells; ++cell )
    if ( random.uniform() < 0.4 )
      points.push_back( cell );
  std::vector<double> recorded( cells, 0.0 );
  for ( std::uint32_t cell = 0; cell < cells; ++cell )
  {
    const auto distance = [cell]( std::uint32_t point )
    {
      return std::hypot( double( point % side ) - double( cell % side ),
                         double( point / side ) - double( cell / side ) );
    };
    const auto nearest =
      std::min_element( points.begin(), points.end(),
                        [&]( std::uint32_t one, std::uint32_t other ) { return distance( one ) < distance( other ); } );
    recorded[*nearest] += counts[cell];
  }
  return recorded;
}

Scenario snappedIncidents( const Setting &setting, const Places &places, bool inPairs )
{
  Scenario snapped = oneStream( setting, places, places.empty() ? 1 : 2, 2 );
  const std::vector<double> rates = raised( population( setting.seed ), places, places.empty() ? 1 : 2 );
  snapped.draw = [rates, inPairs]( RandomStream &random ) -> Counts
  {
    const std::vector<double> counts = drawn( rates, events, random );
    return { inPairs ? atEveryOtherCell( counts, random ) : atNearestPoint( counts, random ) };
  };
  return snapped;
}

//! Null maps on which incidents are recorded as on one map of the scenario.
FamilyChoice calibratedAsRecorded( const Scenario &scenario, const Setting &setting )
{
  RandomStream random( setting.seed, 0, 99 );
  const Counts counts = scenario.draw( random );
  return calibrateFamilies( scenario.support, streamsOf( counts, scenario.baselines, scenario.dispersion ),
                            inParallel( scanOptions( setting ) ) );
}

//! Two streams of 1,500 and 2,500 events, of which 30 % of the smaller are in both.
Scenario sharing( const Setting &setting, bool isTold )
{
  const std::vector<double> people = population( setting.seed );
  Scenario scenario;
  scenario.baselines = { scaledTo( 2500, people ), scaledTo( 1500, people ) };
  if ( isTold )
    scenario.shared = { { { 0, 1 }, 0.3 } };
  scenario.draw = [people]( RandomStream &random ) -> Counts
  {
    const std::vector<double> both = drawn( people, 450, random );
    Counts counts{ drawn( people, 2050, random ), drawn( people, 1050, random ) };
    for ( std::size_t cell = 0; cell < cells; ++cell )
    {
      counts[0][cell] += both[cell];
      counts[1][cell] += both[cell];
    }
    return counts;
  };
  return scenario;
}

//! The share of maps that are called significant when each is searched with null maps of its own, whose shared events
//! are those estimated from it.
double rejectedWhenEstimated( const Scenario &scenario, const Setting &setting )
{
  std::vector<double> rejected( setting.maps, 0.0 );
  forEachMap( scenario, setting, 301,
              [&]( std::size_t map, const std::vector<ScanStream> &streams )
              {
                EvidenceScanOptions options = scanOptions( setting );
                options.seed += map;
                rejected[map] = findByEvidence( scenario.support, streams, options ).neighbourhoods.empty() ? 0 : 1;
              } );
  return meanOf( rejected );
}

void printNoise( const Setting &setting )
{
  std::printf( "\nmaps without a neighbourhood that are called significant at 5 %% (bar 2-8 %%)\n" );
  Setting more = setting;
  more.maps = 4 * setting.maps;
  for ( const double dispersion : { 1.0, 1.5, 2.0, 5.0 } )
  {
    const Scenario noise = oneStream( more, {}, 1, dispersion );
    std::printf( "  variance / mean %.1f: %.1f %%\n", dispersion,
                 100 * rejectedShare( noise, more, calibrated( noise, more ), 300 ) );
    std::fflush( stdout );
  }
  for ( const bool inPairs : { true, false } )
  {
    const Scenario noise = snappedIncidents( more, {}, inPairs );
    std::printf( "  incidents snapped to %s: %.1f %%\n", inPairs ? "every other cell" : "two in five cells",
                 100 * rejectedShare( noise, more, calibratedAsRecorded( noise, more ), 302 ) );
    std::fflush( stdout );
  }
  for ( const bool isTold : { true, false } )
  {
    const Scenario noise = sharing( more, isTold );
    std::printf( "  two streams sharing 30 %% of events, %s: %.1f %%\n",
                 isTold ? "null maps share them too" : "null maps do not know it",
                 100 * rejectedShare( noise, more, calibrated( noise, more ), 301 ) );
    std::fflush( stdout );
  }
}

void printEstimatedSharing( const Setting &setting )
{
  std::printf(
    "\nmaps without a neighbourhood, two streams sharing 30 %% of events as estimated from each map (bar 2-8 "
    "%%)\n  called significant at 5 %%: %.1f %%\n",
    100 * rejectedWhenEstimated( sharing( setting, false ), setting ) );
  std::fflush( stdout );
}

//! 2,500, 1,500 and 800 events, each with its relative risk in the shape.
Scenario threeStreams( const Setting &setting, const Places &truth, const std::vector<double> &risks )
{
  const std::vector<double> people = population( setting.seed );
  const std::vector<std::size_t> totals{ 2500, 1500, 800 };
  Scenario scenario;
  for ( const std::size_t total : totals )
    scenario.baselines.push_back( scaledTo( double( total ), people ) );
  scenario.draw = [people, truth, risks, totals]( RandomStream &random ) -> Counts
  {
    Counts counts;
    for ( std::size_t row = 0; row < totals.size(); ++row )
      counts.push_back( drawn( raised( people, truth, risks[row] ), totals[row], random ) );
    return counts;
  };
  return scenario;
}

void printThreeStreams( const Setting &setting )
{
  std::printf( "\nthree streams, relative risk 1.8 each (bars disc 0.66, L 0.54, river 0.26, U 0.41)\n" );
  const FamilyChoice choice = calibrated( threeStreams( setting, {}, { 1, 1, 1 } ), setting );
  for ( const std::vector<double> &risks : std::vector<std::vector<double>>{ { 1.8, 1.8, 1.8 }, { 1.8, 1.8, 1.0 } } )
    for ( const Shape &shape : comparedShapes() )
    {
      const Figures figures =
        measured( threeStreams( setting, shape.places, risks ), setting, shape.places, choice, 400 );
      std::printf( "  %-6s %s hybrid %.2f (power %.2f), mean rate Gi*+FDR %.2f, index 200 %.2f\n", shape.name.c_str(),
                   risks[2] > 1 ? "           " : "one misleads", figures.hybrid, figures.power, figures.giStar,
                   figures.index );
      std::fflush( stdout );
    }
}

//! Discs and bands far enough from each other.
std::vector<Places> several( std::size_t count )
{
  const auto disc = []( int x, int y )
  { return cellsWhere( [x, y]( int a, int b ) { return ( a - x ) * ( a - x ) + ( b - y ) * ( b - y ) <= 9; } ); };
  std::vector<Places> all{
    disc( 6, 6 ), cellsWhere( []( int x, int y ) { return x >= 20 && x <= 21 && y >= 14 && y <= 27; } ), disc( 25, 6 ),
    cellsWhere( []( int x, int y ) { return x >= 3 && x <= 14 && y >= 26 && y <= 28; } ), disc( 8, 17 )
  };
  all.resize( count );
  return all;
}

void printSeveral( const Setting &setting )
{
  std::printf( "\nseveral neighbourhoods of relative risk 2.5: mean best Jaccard index of each, found beside them\n" );
  const FamilyChoice choice = calibrated( oneStream( setting, {}, 1 ), setting );
  for ( const std::size_t count : { std::size_t( 2 ), std::size_t( 5 ) } )
  {
    Places all;
    const std::vector<Places> truth = several( count );
    for ( const Places &places : truth )
      all.insert( all.end(), places.begin(), places.end() );
    std::sort( all.begin(), all.end() );
    std::vector<double> quality( setting.maps, 0.0 );
    std::vector<double> extra( setting.maps, 0.0 );
    forEachMap( oneStream( setting, all, 2.5 ), setting, 500 + count,
                [&]( std::size_t map, const std::vector<ScanStream> &streams )
                {
                  const EvidenceScan scan = findByEvidence( squareGrid(), streams, scanOptions( setting, 0 ), choice );
                  for ( const Places &places : truth )
                  {
                    double best = 0;
                    for ( const EvidenceNeighbourhood &found : scan.neighbourhoods )
                      best = std::max( best, jaccard( found.places, places ) );
                    quality[map] += best / double( count );
                  }
                  for ( const EvidenceNeighbourhood &found : scan.neighbourhoods )
                    extra[map] += common( found.places, all ) == 0 ? 1 : 0;
                } );
    std::printf( "  %zu: %.2f, %.2f a map\n", count, meanOf( quality ), meanOf( extra ) );
    std::fflush( stdout );
  }
}

void printVariants( const Setting &setting )
{
  std::printf( "\nother circumstances, relative risk 2: hybrid, Gi*+FDR, index 200\n" );
  const auto print = [&]( const char *name, const Scenario &scenario, const FamilyChoice &choice, const Shape &shape )
  {
    const Figures figures = measured( scenario, setting, shape.places, choice, 600 );
    std::printf( "  %-28s %-6s %.2f %.2f %.2f\n", name, shape.name.c_str(), figures.hybrid, figures.giStar,
                 figures.index );
    std::fflush( stdout );
  };
  const std::vector<Shape> shapes = comparedShapes();
  for ( const double dispersion : { 1.5, 2.0, 5.0 } )
  {
    const FamilyChoice choice = calibrated( oneStream( setting, {}, 1, dispersion ), setting );
    for ( const Shape &shape : { shapes[0], shapes[1] } )
      print( ( "variance / mean " + std::to_string( dispersion ).substr( 0, 3 ) ).c_str(),
             oneStream( setting, shape.places, 2, dispersion ), choice, shape );
  }
  for ( const Shape &shape : { shapes[0], shapes[1] } )
  {
    Scenario hexagons = oneStream( setting, shape.places, 2 );
    hexagons.support = hexagonGrid();
    print( "hexagons", hexagons, calibrated( hexagons, setting ), shape );
    for ( const bool inPairs : { true, false } )
    {
      const Scenario snapped = snappedIncidents( setting, shape.places, inPairs );
      print( inPairs ? "snapped to every other cell" : "snapped to two in five cells", snapped,
             calibratedAsRecorded( snappedIncidents( setting, {}, inPairs ), setting ), shape );
    }
  }
}

//! What resampling says of one map; missing where there is nothing to say.
struct ZoneFigures
{
  double core = missing;
  double likely = missing;
  double held = missing;
  double plainBias = missing;
  double correctedBias = missing;
};

//! The part of the places with at least \a share that are in \a truth.
double precisionFrom( double share, const ClusterMembership &membership, const Places &truth )
{
  Places places;
  for ( const PlaceMembership &place : membership.places )
    if ( place.share >= share )
      places.push_back( place.place );
  return places.empty() ? missing : double( common( places, truth ) ) / double( places.size() );
}

ZoneFigures zoneFigures( const EvidenceNeighbourhood &found, const Places &truth, const std::vector<double> &means,
                         const std::vector<double> &baseline )
{
  ZoneFigures figures;
  figures.core = precisionFrom( 0.8, found.membership, truth );
  figures.likely = precisionFrom( 0.5, found.membership, truth );
  double mean = 0;
  double expected = 0;
  for ( const std::uint32_t place : found.places )
  {
    mean += means[place];
    expected += baseline[place];
  }
  const double risk = mean / expected;
  figures.plainBias = 100 * ( found.relativeRisk / risk - 1 );
  const ClusterMembership &membership = found.membership;
  if ( isMissing( membership.correctedRisk ) )
    return figures;
  figures.correctedBias = 100 * ( membership.correctedRisk / risk - 1 );
  figures.held = membership.correctedRiskLow <= risk && risk <= membership.correctedRiskHigh ? 1 : 0;
  return figures;
}

void printZonesOf( const Shape &shape, double relativeRisk, const Setting &setting, const FamilyChoice &choice )
{
  const Scenario scenario = oneStream( setting, shape.places, relativeRisk );
  const std::vector<double> means =
    scaledTo( events, raised( population( setting.seed ), shape.places, relativeRisk ) );
  EvidenceScanOptions options = scanOptions( setting );
  options.resamples = 100;
  std::vector<ZoneFigures> figures( setting.maps );
  forEachMap( scenario, setting, 700,
              [&]( std::size_t map, const std::vector<ScanStream> &streams )
              {
                const EvidenceScan scan = findByEvidence( scenario.support, streams, options, choice );
                if ( !scan.neighbourhoods.empty() )
                  figures[map] = zoneFigures( scan.neighbourhoods.front(), shape.places, means, scenario.baselines[0] );
              } );
  const auto present = [&figures]( double ZoneFigures::*figure )
  {
    std::vector<double> kept;
    for ( const ZoneFigures &each : figures )
      if ( !isMissing( each.*figure ) )
        kept.push_back( each.*figure );
    return kept;
  };
  const std::vector<double> core = present( &ZoneFigures::core );
  std::printf( "  %-6s %.1f core %.2f (%.2f of maps) core and likely %.2f | limits %.2f bias %.0f %.0f\n",
               shape.name.c_str(), relativeRisk, meanOf( core ), double( core.size() ) / double( setting.maps ),
               meanOf( present( &ZoneFigures::likely ) ), meanOf( present( &ZoneFigures::held ) ),
               meanOf( present( &ZoneFigures::plainBias ) ), meanOf( present( &ZoneFigures::correctedBias ) ) );
  std::fflush( stdout );
}

void printZones( const Setting &setting )
{
  std::printf( "\nzones by 100 resamples: precision of the core (bar 0.95 at RR >= 2) and share of maps with one; "
               "precision of core and likely;\n95 %% limits of the corrected relative risk that hold the true one, and "
               "bias in %% of the plain and of the corrected risk\n" );
  Setting fewer = setting;
  fewer.maps = std::max<std::size_t>( 5, setting.maps / 4 );
  const FamilyChoice choice = calibrated( oneStream( fewer, {}, 1 ), fewer );
  for ( const Shape &shape : comparedShapes() )
    for ( const double relativeRisk : { 1.5, 2.0, 3.0 } )
      printZonesOf( shape, relativeRisk, fewer, choice );
}

} // namespace

int main( int count, char **arguments )
{
  Setting setting;
  if ( count > 1 )
    setting.maps = std::size_t( std::max( 1, std::atoi( arguments[1] ) ) );
  if ( count > 2 )
    setting.seed = std::uint64_t( std::atoll( arguments[2] ) );
  const std::set<std::string> wanted( arguments + std::min( 3, count ), arguments + count );
  const auto isWanted = [&wanted]( const char *section ) { return wanted.empty() || wanted.count( section ) > 0; };
  std::printf( "%zu maps per scenario, seed %llu\n", setting.maps, static_cast<unsigned long long>( setting.seed ) );
  if ( isWanted( "compared" ) )
    printShapes( setting, comparedShapes(), true );
  if ( isWanted( "others" ) )
    printShapes( setting, otherShapes(), false );
  if ( isWanted( "noise" ) )
    printNoise( setting );
  if ( isWanted( "estimated" ) )
    printEstimatedSharing( setting );
  if ( isWanted( "streams" ) )
    printThreeStreams( setting );
  if ( isWanted( "several" ) )
    printSeveral( setting );
  if ( isWanted( "variants" ) )
    printVariants( setting );
  if ( isWanted( "zones" ) )
    printZones( setting );
  if ( isWanted( "shift" ) )
    printOriginShift( std::max<std::size_t>( 4, setting.maps / 5 ), setting.seed );
  return 0;
}
