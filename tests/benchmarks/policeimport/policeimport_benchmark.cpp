// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/policerows.h"
#include "preparedata/judgedblock.h"
#include "statistics/parallel.h"

#include <qgsapplication.h>

#include <benchmark/benchmark.h>

#include <cpl_vsi.h>

#include <cmath>
#include <memory>
#include <random>
#include <vector>

using namespace communitysafety;

namespace
{

const char *const memoryFile = "/vsimem/2024-01-city-street.csv";

//! Rows in the form of the police on \a points map points over a county, two thirds of them in the study area.
void makeFile( int rows, int points )
{
  std::mt19937_64 random( 7 );
  std::uniform_real_distribution<double> longitude( -2.6, -1.2 );
  std::uniform_real_distribution<double> latitude( 52.1, 52.9 );
  std::vector<QByteArray> places;
  for ( int point = 0; point < points; ++point )
    places.push_back( QByteArray::number( longitude( random ), 'f', 6 ) + ',' +
                      QByteArray::number( latitude( random ), 'f', 6 ) + ",On or near Street " +
                      QByteArray::number( point ) + ",E0100" + QByteArray::number( 1000 + point % 9000 ) );
  const char *const categories[] = { "Anti-social behaviour", "Burglary", "Drugs", "Violence and sexual offences" };
  VSILFILE *file = VSIFOpenL( memoryFile, "wb" );
  QByteArray text =
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context\n";
  for ( int row = 0; row < rows; ++row )
  {
    for ( int word = 0; word < 4; ++word )
      text += QByteArray::number( static_cast<qulonglong>( random() ), 16 ).rightJustified( 16, '0' );
    text += ",2024-01,Some Police,Some Police," + places[std::size_t( random() % places.size() )] + ",City 001A," +
            categories[row % 4] + ",Investigation complete; no suspect identified,\n";
    if ( text.size() < 1 << 20 && row + 1 < rows )
      continue;
    VSIFWriteL( text.constData(), 1, static_cast<std::size_t>( text.size() ), file );
    text.clear();
  }
  VSIFCloseL( file );
}

//! An outline of some thousand corners, as a district's.
QgsGeometry studyArea()
{
  constexpr double fullCircle = 6.283185307179586;
  constexpr int corners = 5000;
  QgsPolylineXY outline;
  for ( int corner = 0; corner < corners; ++corner )
  {
    const double angle = fullCircle * corner / corners;
    const double radius = 38000 + 3000 * std::sin( 40 * angle );
    outline << QgsPointXY( 407000 + radius * std::cos( angle ), 287000 + radius * std::sin( angle ) );
  }
  outline << outline.first();
  return QgsGeometry::fromPolygonXY( { outline } );
}

//! From the text to rows that are split, dated, placed on the grid, held against the study area, and hashed.
void judgeRows( benchmark::State &state )
{
  makeFile( static_cast<int>( state.range( 0 ) ), static_cast<int>( state.range( 1 ) ) );
  base::PolicePositions positions{ QgsCoordinateTransformContext() };
  positions.limitTo( studyArea(), 50 );
  const std::size_t most = 4 * std::size_t( statistics::availableThreads() );
  std::vector<base::PolicePositions::Memory> memories( most );
  base::PoliceFile file;
  file.path = QString::fromLatin1( memoryFile );
  for ( auto _ : state )
  {
    base::PoliceRows rows( file );
    for ( bool isMore = true; isMore; )
    {
      std::vector<std::unique_ptr<preparedata::JudgedBlock>> blocks;
      while ( isMore && blocks.size() < most )
      {
        blocks.push_back( std::make_unique<preparedata::JudgedBlock>() );
        isMore = rows.nextBlock( blocks.back()->cells );
      }
      blocks.resize( blocks.size() - ( isMore ? 0 : 1 ) );
      statistics::forEachInParallel( blocks.size(), 0,
                                     [&]( std::size_t item ) { blocks[item]->cells.split( rows.layout().csv() ); } );
      statistics::forEachInParallel( blocks.size() + 1, 0,
                                     [&]( std::size_t item )
                                     {
                                       if ( item > 0 )
                                         return blocks[item - 1]->judge( rows.layout(), positions, memories[item - 1] );
                                       for ( const auto &block : blocks )
                                         rows.addToHash( block->cells );
                                     } );
      for ( const auto &block : blocks )
        rows.count( block->cells );
    }
    rows.requireSound();
    benchmark::DoNotOptimize( rows.contentHash() );
  }
  VSIUnlink( memoryFile );
}
BENCHMARK( judgeRows )
  ->ArgNames( { "rows", "points" } )
  ->Args( { 100000, 50000 } )
  ->Args( { 1000000, 50000 } )
  ->Args( { 1000000, 1000000 } )
  ->Unit( benchmark::kMillisecond )
  ->MeasureProcessCPUTime()
  ->UseRealTime();

} // namespace

int main( int argc, char **argv )
{
  const QgsApplication application( argc, argv, false );
  QgsApplication::initQgis();
  benchmark::Initialize( &argc, argv );
  benchmark::RunSpecifiedBenchmarks();
  QgsApplication::exitQgis();
  return 0;
}
