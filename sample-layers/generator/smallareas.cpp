// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "smallareas.h"
#include "cellgrid.h"
#include "districting.h"
#include "ogrgeometry.h"
#include "random.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>
#include <tuple>

namespace communitysafety::samplecity
{

namespace
{
constexpr double pixelSide = 50;

std::string numbered( const char *pattern, int number )
{
  char text[64];
  std::snprintf( text, sizeof text, pattern, number );
  return text;
}

//! Splits \a total in proportion to \a shares into whole numbers that add up to it (largest remainders).
std::vector<int> apportion( int total, const std::vector<double> &shares )
{
  const double sum = std::accumulate( shares.begin(), shares.end(), 0.0 );
  std::vector<int> parts( shares.size() );
  std::vector<std::pair<double, std::size_t>> remainders;
  int left = total;
  for ( std::size_t i = 0; i < shares.size(); ++i )
  {
    const double exact = total * shares[i] / sum;
    parts[i] = static_cast<int>( exact );
    left -= parts[i];
    remainders.push_back( { parts[i] - exact, i } );
  }
  std::sort( remainders.begin(), remainders.end() );
  for ( int i = 0; i < left; ++i )
    ++parts[remainders[i].second];
  return parts;
}

bool shareEdge( const Ring &a, const Ring &b )
{
  int common = 0;
  for ( const Point &p : a )
    common += std::any_of( b.begin(), b.end(), [&]( Point q ) { return p.x == q.x && p.y == q.y; } );
  return common >= 2;
}

//! The districts as areas of their own, ready to be grouped again.
Districts merge( const Districts &areas, const std::vector<int> &districtOf, int count )
{
  Districts merged{ std::vector<Point>( count ), std::vector<double>( count ), std::vector<std::vector<int>>( count ) };
  for ( std::size_t i = 0; i < districtOf.size(); ++i )
  {
    const int district = districtOf[i];
    merged.residents[district] += areas.residents[i];
    merged.centres[district].x += areas.residents[i] * areas.centres[i].x;
    merged.centres[district].y += areas.residents[i] * areas.centres[i].y;
    for ( const int neighbour : areas.neighbours[i] )
      if ( districtOf[neighbour] != district )
        merged.neighbours[district].push_back( districtOf[neighbour] );
  }
  for ( int district = 0; district < count; ++district )
  {
    merged.centres[district].x /= merged.residents[district];
    merged.centres[district].y /= merged.residents[district];
  }
  return merged;
}
} // namespace

SmallAreas::SmallAreas( const CityPlan &plan, std::uint64_t seed ) : mPlan( plan )
{
  layPixels();
  spreadSites( seed );
  drawRings();
  countResidents( seed );
  formBlocks( seed );
  shareAmongBlocks();
  formWards();
  nameAreas();
}

int SmallAreas::areaAt( Point place ) const
{
  const auto squared = [&]( Point p )
  { return ( p.x - place.x ) * ( p.x - place.x ) + ( p.y - place.y ) * ( p.y - place.y ); };
  const auto nearer = [&]( Point a, Point b ) { return squared( a ) < squared( b ); };
  return static_cast<int>( std::min_element( mSites.begin(), mSites.end(), nearer ) - mSites.begin() );
}

std::vector<Point> SmallAreas::riverBanks() const
{
  std::vector<Point> banks;
  const std::vector<Point> &river = mPlan.river();
  for ( std::size_t i = 1; i + 1 < river.size(); i += 3 )
  {
    const double dx = river[i + 1].x - river[i - 1].x;
    const double dy = river[i + 1].y - river[i - 1].y;
    const double length = std::hypot( dx, dy );
    const Point left{ river[i].x - 300 * dy / length, river[i].y + 300 * dx / length };
    const Point right{ river[i].x + 300 * dy / length, river[i].y - 300 * dx / length };
    if ( mPlan.contains( left ) && mPlan.contains( right ) )
      banks.insert( banks.end(), { left, right } );
  }
  return banks;
}

void SmallAreas::layPixels()
{
  const double half = pixelSide / 2;
  for ( double x = mPlan.centre().x - 7000; x < mPlan.centre().x + 7000; x += pixelSide )
    for ( double y = mPlan.centre().y - 7000; y < mPlan.centre().y + 7000; y += pixelSide )
      if ( mPlan.contains( { x - half, y - half } ) && mPlan.contains( { x + half, y - half } ) &&
           mPlan.contains( { x - half, y + half } ) && mPlan.contains( { x + half, y + half } ) )
        mPixels.push_back( { { x, y }, mPlan.residentDensity( { x, y } ), 0 } );
}

void SmallAreas::spreadSites( std::uint64_t seed )
{
  std::vector<double> weights;
  for ( const Pixel &pixel : mPixels )
    weights.push_back( pixel.residents );
  const WeightedChoice choice( weights );
  Random random( seed, "sites" );
  mSites = riverBanks();
  const std::size_t fixed = mSites.size();
  while ( mSites.size() < count )
    mSites.push_back( mPixels[choice.pick( random )].centre );
  for ( int round = 0; round < 20; ++round )
    moveToResidents( fixed );
  // West to east in bands from the north, as codes run through a real city in some order.
  const auto band = []( Point p ) { return std::make_tuple( -std::floor( p.y / 1500 ), p.x, p.y ); };
  std::sort( mSites.begin(), mSites.end(), [&]( Point a, Point b ) { return band( a ) < band( b ); } );
  for ( Pixel &pixel : mPixels )
    pixel.area = areaAt( pixel.centre );
}

void SmallAreas::moveToResidents( std::size_t firstFree )
{
  std::vector<std::tuple<double, double, double>> sums( mSites.size() );
  for ( const Pixel &pixel : mPixels )
  {
    auto &[sum, sumX, sumY] = sums[areaAt( pixel.centre )];
    sum += pixel.residents;
    sumX += pixel.residents * pixel.centre.x;
    sumY += pixel.residents * pixel.centre.y;
  }
  for ( std::size_t site = firstFree; site < mSites.size(); ++site )
    if ( const auto [sum, sumX, sumY] = sums[site]; sum > 0 )
      mSites[site] = { std::round( sumX / sum ), std::round( sumY / sum ) };
}

void SmallAreas::drawRings()
{
  const OGRGeometryUniquePtr city = toPolygon( mPlan.outline() );
  SharedCorners corners;
  for ( std::size_t site = 0; site < mSites.size(); ++site )
  {
    SmallArea area;
    area.site = mSites[site];
    const OGRGeometryUniquePtr cell = toPolygon( voronoiCell( mSites, site, 20000 ) );
    area.ring = corners.share( outerRing( *cell->Intersection( city.get() ) ) );
    mAreas.push_back( area );
  }
}

void SmallAreas::countResidents( std::uint64_t seed )
{
  Random random( seed, "residents" );
  std::vector<double> shares( mAreas.size() );
  for ( const Pixel &pixel : mPixels )
    shares[pixel.area] += pixel.residents;
  // Census areas are drawn to hold similar numbers of people, so most of the difference in density is evened out.
  for ( double &share : shares )
    share = std::pow( share, 0.4 ) * random.between( 0.93, 1.07 );
  const std::vector<int> residentsOf = apportion( residents, shares );
  for ( std::size_t i = 0; i < mAreas.size(); ++i )
  {
    SmallArea &area = mAreas[i];
    area.residents = residentsOf[i];
    area.households = static_cast<int>( std::lround( area.residents / random.between( 2.1, 2.6 ) ) );
    area.dwellings = static_cast<int>( std::lround( area.households * random.between( 1.015, 1.05 ) ) );
  }
}

void SmallAreas::formBlocks( std::uint64_t seed )
{
  std::vector<double> sums( mAreas.size() );
  for ( const Pixel &pixel : mPixels )
    sums[pixel.area] += pixel.residents;
  std::map<std::tuple<int, int, int>, std::vector<Pixel>> groups;
  for ( Pixel pixel : mPixels )
  {
    pixel.residents *= mAreas[pixel.area].residents / sums[pixel.area];
    const int column = static_cast<int>( pixel.centre.x / CellGrid::side );
    const int row = static_cast<int>( pixel.centre.y / CellGrid::side );
    groups[{ pixel.area, column, row }].push_back( pixel );
  }
  Random random( seed, "address blocks" );
  for ( const auto &[key, pixels] : groups )
    addBlock( pixels, random );
}

void SmallAreas::addBlock( const std::vector<Pixel> &pixels, Random &random )
{
  std::vector<double> weights;
  for ( const Pixel &pixel : pixels )
    weights.push_back( pixel.residents );
  const double expected = std::accumulate( weights.begin(), weights.end(), 0.0 );
  const Pixel &pixel = pixels[WeightedChoice( weights ).pick( random )];
  const double east = std::round( random.between( -20, 20 ) );
  const double north = std::round( random.between( -20, 20 ) );
  const Point place{ pixel.centre.x + east, pixel.centre.y + north };
  const int people = static_cast<int>( std::lround( expected * random.between( 0.85, 1.15 ) ) );
  // A handful of people is no block: they live at the next one.
  if ( people >= 40 )
    mBlocks.push_back( { areaAt( place ) == pixel.area ? place : pixel.centre, pixel.area, people, 0 } );
}

void SmallAreas::shareAmongBlocks()
{
  for ( std::size_t area = 0; area < mAreas.size(); ++area )
  {
    std::vector<AddressBlock *> blocks;
    std::vector<double> shares;
    for ( AddressBlock &block : mBlocks )
      if ( block.area == static_cast<int>( area ) )
      {
        blocks.push_back( &block );
        shares.push_back( block.residents );
      }
    const std::vector<int> people = apportion( mAreas[area].residents, shares );
    const std::vector<int> homes = apportion( mAreas[area].households, shares );
    for ( std::size_t i = 0; i < blocks.size(); ++i )
    {
      blocks[i]->residents = people[i];
      blocks[i]->households = homes[i];
    }
  }
}

void SmallAreas::formWards()
{
  Districts areas;
  areas.neighbours.resize( mAreas.size() );
  for ( std::size_t i = 0; i < mAreas.size(); ++i )
  {
    areas.centres.push_back( mAreas[i].site );
    areas.residents.push_back( mAreas[i].residents );
    for ( std::size_t j = 0; j < mAreas.size(); ++j )
      if ( i != j && shareEdge( mAreas[i].ring, mAreas[j].ring ) )
        areas.neighbours[i].push_back( static_cast<int>( j ) );
  }
  const std::vector<int> wardOf = growDistricts( areas, wardCount );
  const std::vector<int> constituencyOf = growDistricts( merge( areas, wardOf, wardCount ), constituencyCount );
  for ( std::size_t i = 0; i < mAreas.size(); ++i )
  {
    mAreas[i].ward = wardOf[i];
    mAreas[i].constituency = constituencyOf[wardOf[i]];
  }
}

void SmallAreas::nameAreas()
{
  for ( std::size_t i = 0; i < mAreas.size(); ++i )
  {
    const int number = static_cast<int>( i );
    mAreas[i].code = numbered( "E01999%03d", number + 1 );
    mAreas[i].name = numbered( "Aldermouth %03d", number / 5 + 1 ) + static_cast<char>( 'A' + number % 5 );
  }
}

} // namespace communitysafety::samplecity
