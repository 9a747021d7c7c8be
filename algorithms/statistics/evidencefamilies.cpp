// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/evidencefamilies.h"

#include "statistics/arguments.h"
#include "statistics/evidencefigures.h"
#include "statistics/parallel.h"

#include <algorithm>

namespace communitysafety::statistics
{
namespace
{

CutScanOptions cutOptions( const ScanSupport &support, const EvidenceShapes &shapes )
{
  CutScanOptions options;
  options.relativeRisks = shapes.relativeRisks;
  options.rounds = shapes.rounds;
  options.size = support.size;
  options.minimumSize = shapes.minimumSize;
  options.maximumSize = shapes.maximumSize;
  return options;
}

} // namespace

EvidenceShapes EvidenceShapes::forLargeMaps()
{
  EvidenceShapes shapes;
  shapes.penalties = { 0.35, 0.75, 1.5 };
  shapes.relativeRisks = { 1.3, 1.7, 2.5 };
  shapes.rounds = 2;
  shapes.axisRatios = { 3 };
  return shapes;
}

EvidenceFamilies::EvidenceFamilies( const ScanSupport &support, const EvidenceShapes &shapes )
  : mSupport( support ), mShapes( shapes )
{
  std::sort( mShapes.penalties.begin(), mShapes.penalties.end() );
  if ( !mSupport.size.empty() )
    requireSize( "the sizes", mSupport.size.size(), mSupport.borders.size() );
  if ( mShapes.circles )
    addZones( "circle", mShapes.circlePrior, { 1 }, 1 );
  if ( !mShapes.axisRatios.empty() )
    addZones( "ellipse", mShapes.ellipsePrior, mShapes.axisRatios, 0.5 );
}

void EvidenceFamilies::addZones( const std::string &name, double prior, const std::vector<double> &axisRatios,
                                 double part )
{
  const double places = double( std::max<std::size_t>( 1, mSupport.borders.size() ) );
  CircularScanOptions options;
  options.axisRatios = axisRatios;
  options.largestShare = part * std::min( mShapes.largestShare, double( mShapes.largestZone ) / places );
  // A single place is always a zone.
  options.largestShare = std::min( 1.0, std::max( options.largestShare, 1.5 / places ) );
  const auto make = [&]
  {
    switch ( mSupport.layout )
    {
    case ScanLayout::squareGrid:
      return CircularScan::onSquareGrid( mSupport.columns, mSupport.rows, options );
    case ScanLayout::hexagonGrid:
      return CircularScan::onHexagonGrid( mSupport.columns, mSupport.rows, options );
    case ScanLayout::centres:
      break;
    }
    return CircularScan::ofCentres( mSupport.x, mSupport.y, options );
  };
  mZones.push_back( { name, prior, std::make_unique<CircularScan>( make() ) } );
}

std::vector<std::string> EvidenceFamilies::names() const
{
  std::vector<std::string> names;
  for ( const ZoneFamily &zones : mZones )
    names.push_back( zones.name );
  for ( const double penalty : mShapes.penalties )
    names.push_back( "cut " + inWords( penalty ) );
  return names;
}

std::vector<double> EvidenceFamilies::priors() const
{
  std::vector<double> priors;
  for ( const ZoneFamily &zones : mZones )
    priors.push_back( zones.prior );
  priors.resize( mZones.size() + mShapes.penalties.size(), 1.0 );
  return priors;
}

std::unique_ptr<CutScan> EvidenceFamilies::takeCutScan() const
{
  const std::lock_guard<std::mutex> lock( mMutex );
  if ( mIdle.empty() )
    return std::make_unique<CutScan>( mSupport.borders, cutOptions( mSupport, mShapes ) );
  std::unique_ptr<CutScan> scan = std::move( mIdle.back() );
  mIdle.pop_back();
  return scan;
}

void EvidenceFamilies::giveBack( std::unique_ptr<CutScan> scan ) const
{
  const std::lock_guard<std::mutex> lock( mMutex );
  mIdle.push_back( std::move( scan ) );
}

std::vector<ScanCandidate> EvidenceFamilies::cuts( const std::vector<ScanStream> &streams,
                                                   const std::vector<std::uint32_t> &taken ) const
{
  std::unique_ptr<CutScan> scan = takeCutScan();
  scan->leaveOut( taken );
  std::vector<ScanCandidate> candidates = scan->bestForEach( streams, mShapes.penalties );
  giveBack( std::move( scan ) );
  return candidates;
}

//! A circle may span a gap of the map or a neighbourhood that is taken: only its best part is a neighbourhood.
ScanCandidate EvidenceFamilies::connected( ScanCandidate candidate, const std::vector<ScanStream> &streams ) const
{
  // What is whole has its score already.
  if ( mSupport.borders.components( candidate.places ).size() < 2 )
    return candidate;
  return strongestPart( candidate.places, mSupport.borders, streams );
}

EvidenceFamilies::Memory EvidenceFamilies::newMemory() const
{
  Memory memory;
  for ( const ZoneFamily &zones : mZones )
    memory.emplace_back( *zones.scan );
  return memory;
}

std::vector<ScanCandidate> EvidenceFamilies::bestOfEach( const std::vector<ScanStream> &streams,
                                                         const std::vector<std::uint32_t> &taken, unsigned threads,
                                                         Memory *memory ) const
{
  std::vector<ScanCandidate> best( mZones.size() + mShapes.penalties.size() );
  const std::size_t jobs = mZones.size() + ( mShapes.penalties.empty() ? 0 : 1 );
  forEachInParallel( jobs, threads,
                     [&]( std::size_t job )
                     {
                       if ( job < mZones.size() )
                       {
                         const CircularScan &scan = *mZones[job].scan;
                         const ScanZone zone =
                           memory ? ( *memory )[job].bestZone( streams, 1 ) : scan.bestZone( streams );
                         best[job] = connected( scan.candidateOf( zone, streams ), streams );
                         return;
                       }
                       std::vector<ScanCandidate> candidates = cuts( streams, taken );
                       std::move( candidates.begin(), candidates.end(), best.begin() + std::ptrdiff_t( job ) );
                     } );
  return best;
}

std::vector<std::vector<ScanCandidate>>
EvidenceFamilies::bestOfMaps( const std::vector<ScanStream> &streams, const std::vector<std::uint32_t> &taken,
                              std::size_t maps, const CircularScan::DrawMap &draw, const Progress &progress ) const
{
  std::vector<std::vector<ScanZone>> zones;
  for ( const ZoneFamily &family : mZones )
    zones.push_back( family.scan->bestZones( streams, maps, draw, 1, progress ) );
  std::vector<std::vector<ScanCandidate>> best( maps );
  std::vector<std::vector<double>> observed( streams.size() );
  for ( std::size_t map = 0; map < maps; ++map )
  {
    report( progress, double( map ) / double( maps ) );
    draw( map, observed );
    const std::vector<ScanStream> drawn = withObserved( streams, observed );
    for ( std::size_t family = 0; family < mZones.size(); ++family )
      best[map].push_back( connected( mZones[family].scan->candidateOf( zones[family][map], drawn ), drawn ) );
    for ( ScanCandidate &cut : cuts( drawn, taken ) )
      best[map].push_back( std::move( cut ) );
  }
  return best;
}

std::vector<ScanCandidate> EvidenceFamilies::steeperCuts( const std::vector<ScanStream> &streams,
                                                          const std::vector<std::uint32_t> &taken,
                                                          double relativeRisk ) const
{
  CutScanOptions options = cutOptions( mSupport, mShapes );
  options.rounds = 1;
  std::vector<double> steeper;
  for ( const double factor : { 1.0, 1.2, 1.5, 2.0, 3.0 } )
    steeper.push_back( factor * std::max( relativeRisk, 1.05 ) );
  options.relativeRisks = steeper;
  CutScan scan( mSupport.borders, options );
  scan.leaveOut( taken );
  return scan.bestForEach( streams, mShapes.penalties );
}

std::vector<std::vector<double>> EvidenceFamilies::nullScores( const std::vector<ScanStream> &streams,
                                                               const NullMaps &nullMaps, std::size_t maps,
                                                               unsigned threads, const Progress &progress ) const
{
  const auto draw = [&nullMaps]( std::size_t map, std::vector<std::vector<double>> &observed )
  { nullMaps.draw( map, observed ); };
  std::vector<std::vector<double>> scores;
  for ( std::size_t zones = 0; zones < mZones.size(); ++zones )
    scores.push_back( mZones[zones].scan->highestScores(
      streams, maps, draw, threads, slice( progress, 0.2 * double( zones ), 0.2 * double( zones + 1 ) ) ) );
  if ( mShapes.penalties.empty() )
    return scores;
  scores.resize( mZones.size() + mShapes.penalties.size(), std::vector<double>( maps, 0.0 ) );
  forEachInParallel(
    maps, threads,
    [&]( std::size_t map )
    {
      std::vector<std::vector<double>> observed;
      nullMaps.draw( map, observed );
      const std::vector<ScanCandidate> candidates = cuts( withObserved( streams, observed ), {} );
      for ( std::size_t cut = 0; cut < candidates.size(); ++cut )
        scores[mZones.size() + cut][map] = candidates[cut].score;
    },
    slice( progress, 0.2 * double( mZones.size() ), 1 ) );
  return scores;
}

} // namespace communitysafety::statistics
