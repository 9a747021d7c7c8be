// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/gridcover.h"

#include "base/run.h"

#include <qgsexception.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include <gdal_alg.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

namespace communitysafety::base
{

using statistics::GridFrame;

namespace
{

//! Points per cell along each side.
constexpr int fineness = 4;

using Dataset = std::unique_ptr<GDALDataset>;

//! A raster in memory over \a frame, each cell cut into \a parts × \a parts.
Dataset rasterInMemory( const GridFrame &frame, int parts, GDALDataType type )
{
  GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "MEM" );
  Dataset dataset( driver->Create( "", static_cast<int>( frame.columns ) * parts,
                                   static_cast<int>( frame.rows ) * parts, 1, type, nullptr ) );
  if ( !dataset )
    throw QgsProcessingException( Run::tr( "There is not enough memory for %L1 cells: choose larger cells." )
                                    .arg( static_cast<qulonglong>( frame.size() ) ) );
  const double side = frame.cellSize / parts;
  double corners[] = { frame.xMinimum, side, 0, frame.yMaximum, 0, -side };
  dataset->SetGeoTransform( corners );
  return dataset;
}

using OgrGeometries = std::vector<std::unique_ptr<OGRGeometry>>;

OgrGeometries asOgr( const std::vector<QgsGeometry> &polygons )
{
  OgrGeometries result;
  for ( const QgsGeometry &polygon : polygons )
  {
    const QByteArray wkb = polygon.asWkb();
    OGRGeometry *geometry = nullptr;
    OGRGeometryFactory::createFromWkb( wkb.constData(), nullptr, &geometry, static_cast<std::size_t>( wkb.size() ) );
    if ( geometry )
      result.emplace_back( geometry );
  }
  return result;
}

void burn( GDALDataset &dataset, const OgrGeometries &geometries, std::vector<double> values )
{
  std::vector<OGRGeometryH> handles;
  for ( const std::unique_ptr<OGRGeometry> &geometry : geometries )
    handles.push_back( OGRGeometry::ToHandle( geometry.get() ) );
  int band = 1;
  if ( !handles.empty() )
    GDALRasterizeGeometries( &dataset, 1, &band, static_cast<int>( handles.size() ), handles.data(), nullptr, nullptr,
                             values.data(), nullptr, nullptr, nullptr );
}

//! The values of one row of cells, cut into parts.
void readRow( GDALDataset &dataset, std::size_t row, std::vector<int> &values )
{
  const int width = dataset.GetRasterXSize();
  values.resize( static_cast<std::size_t>( width ) * fineness );
  const CPLErr result =
    dataset.GetRasterBand( 1 )->RasterIO( GF_Read, 0, static_cast<int>( row ) * fineness, width, fineness,
                                          values.data(), width, fineness, GDT_Int32, 0, 0, nullptr );
  if ( result != CE_None )
    throw QgsProcessingException( Run::tr( "A grid could not be read: %1" ).arg( CPLGetLastErrorMsg() ) );
}

std::size_t columnOfPart( std::size_t part, const GridFrame &frame )
{
  return part % ( frame.columns * fineness ) / fineness;
}

} // namespace

GridFrame frameOver( const QgsRectangle &area, double cellSize )
{
  // A point on the very border must find a cell.
  const QgsRectangle extent = area.buffered( cellSize * 1e-6 );
  GridFrame frame;
  frame.cellSize = cellSize;
  const double west = std::floor( extent.xMinimum() / cellSize );
  const double north = std::ceil( extent.yMaximum() / cellSize );
  frame.xMinimum = west * cellSize;
  frame.yMaximum = north * cellSize;
  frame.columns = static_cast<std::size_t>( std::max( 1.0, std::ceil( extent.xMaximum() / cellSize ) - west ) );
  frame.rows = static_cast<std::size_t>( std::max( 1.0, north - std::floor( extent.yMinimum() / cellSize ) ) );
  return frame;
}

std::vector<double> shareOfCells( const GridFrame &frame, const std::vector<QgsGeometry> &polygons )
{
  const Dataset dataset = rasterInMemory( frame, fineness, GDT_Byte );
  const OgrGeometries geometries = asOgr( polygons );
  burn( *dataset, geometries, std::vector<double>( geometries.size(), 1 ) );
  std::vector<double> share( frame.size(), 0 );
  std::vector<int> parts;
  for ( std::size_t row = 0; row < frame.rows; ++row )
  {
    readRow( *dataset, row, parts );
    for ( std::size_t part = 0; part < parts.size(); ++part )
      share[row * frame.columns + columnOfPart( part, frame )] += double( parts[part] ) / ( fineness * fineness );
  }
  return share;
}

namespace
{

QgsRectangle extentOf( const GridFrame &frame )
{
  const double east = frame.xMinimum + double( frame.columns ) * frame.cellSize;
  const double south = frame.yMaximum - double( frame.rows ) * frame.cellSize;
  return QgsRectangle( frame.xMinimum, south, east, frame.yMaximum );
}

//! How much of its amount one part of a cell gets from each area; the cell alone where there is no such part.
std::vector<double> amountPerPart( const GridFrame &frame, const Areas &areas, const std::vector<double> &amounts,
                                   const std::vector<std::size_t> &parts )
{
  const QgsRectangle extent = extentOf( frame );
  const double partArea = frame.cellArea() / ( fineness * fineness );
  std::vector<double> perPart( areas.size(), 0 );
  for ( std::size_t area = 0; area < areas.size(); ++area )
  {
    if ( statistics::isMissing( amounts[area] ) || parts[area] == 0 )
      continue;
    const bool isWhole = extent.contains( areas.geometry[area].boundingBox() );
    perPart[area] =
      isWhole ? amounts[area] / double( parts[area] ) : amounts[area] * partArea / areas.squareMetres[area];
  }
  return perPart;
}

} // namespace

std::vector<double> spreadOverCells( const GridFrame &frame, const Areas &areas, const std::vector<double> &amounts )
{
  const Dataset dataset = rasterInMemory( frame, fineness, GDT_Int32 );
  std::vector<double> numbers( areas.size() );
  std::iota( numbers.begin(), numbers.end(), 1.0 );
  burn( *dataset, asOgr( areas.geometry ), numbers );
  std::vector<std::size_t> parts( areas.size(), 0 );
  std::vector<int> numbersOfRow;
  for ( std::size_t row = 0; row < frame.rows; ++row )
  {
    readRow( *dataset, row, numbersOfRow );
    for ( const int number : numbersOfRow )
      if ( number > 0 )
        ++parts[static_cast<std::size_t>( number - 1 )];
  }
  const std::vector<double> perPart = amountPerPart( frame, areas, amounts, parts );
  std::vector<double> result( frame.size(), 0 );
  for ( std::size_t row = 0; row < frame.rows; ++row )
  {
    readRow( *dataset, row, numbersOfRow );
    for ( std::size_t part = 0; part < numbersOfRow.size(); ++part )
      if ( numbersOfRow[part] > 0 )
        result[row * frame.columns + columnOfPart( part, frame )] +=
          perPart[static_cast<std::size_t>( numbersOfRow[part] - 1 )];
  }
  for ( std::size_t area = 0; area < areas.size(); ++area )
    if ( parts[area] == 0 && !statistics::isMissing( amounts[area] ) )
    {
      const QgsPointXY point = areas.geometry[area].pointOnSurface().asPoint();
      const std::uint32_t cell = frame.cellAt( point.x(), point.y() );
      if ( cell != GridFrame::nowhere )
        result[cell] += amounts[area];
    }
  return result;
}

namespace
{

//! The number of its region for each cell, counted from 1 in the order of their first cells; 0 for label 0.
std::vector<int> numberRegions( const GridFrame &frame, const std::vector<int> &labels,
                                std::vector<CellRegion> &regions )
{
  std::vector<int> numbers( labels.size(), 0 );
  std::vector<std::size_t> open;
  for ( std::size_t start = 0; start < labels.size(); ++start )
  {
    if ( labels[start] == 0 || numbers[start] != 0 )
      continue;
    regions.emplace_back();
    regions.back().label = labels[start];
    const int number = static_cast<int>( regions.size() );
    const auto enter = [&]( std::size_t cell )
    {
      if ( labels[cell] != labels[start] || numbers[cell] != 0 )
        return;
      numbers[cell] = number;
      regions.back().cells.push_back( cell );
      open.push_back( cell );
    };
    enter( start );
    while ( !open.empty() )
    {
      const std::size_t cell = open.back();
      open.pop_back();
      const std::size_t column = cell % frame.columns;
      if ( column > 0 )
        enter( cell - 1 );
      if ( column + 1 < frame.columns )
        enter( cell + 1 );
      if ( cell >= frame.columns )
        enter( cell - frame.columns );
      if ( cell + frame.columns < labels.size() )
        enter( cell + frame.columns );
    }
  }
  return numbers;
}

} // namespace

std::vector<CellRegion> regionsOfCells( const GridFrame &frame, const std::vector<int> &labels )
{
  std::vector<CellRegion> regions;
  std::vector<int> numbers = numberRegions( frame, labels, regions );
  const Dataset raster = rasterInMemory( frame, 1, GDT_Int32 );
  const int columns = static_cast<int>( frame.columns );
  const int rows = static_cast<int>( frame.rows );
  GDALRasterBand *band = raster->GetRasterBand( 1 );
  // From GDAL 3.11 on one driver holds rasters and layers alike.
  GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "Memory" );
  if ( !driver )
    driver = GetGDALDriverManager()->GetDriverByName( "MEM" );
  const Dataset outlines( driver->Create( "", 0, 0, 0, GDT_Unknown, nullptr ) );
  OGRLayer *layer = outlines->CreateLayer( "outlines", nullptr, wkbPolygon, nullptr );
  OGRFieldDefn field( "number", OFTInteger );
  // The band is its own mask: cells of number 0 give no outline.
  if ( layer->CreateField( &field ) != OGRERR_NONE ||
       band->RasterIO( GF_Write, 0, 0, columns, rows, numbers.data(), columns, rows, GDT_Int32, 0, 0, nullptr ) !=
         CE_None ||
       GDALPolygonize( band, band, OGRLayer::ToHandle( layer ), 0, nullptr, nullptr, nullptr ) != CE_None )
    throw QgsProcessingException( Run::tr( "Outlines could not be drawn: %1" ).arg( CPLGetLastErrorMsg() ) );
  for ( const OGRFeatureUniquePtr &feature : *layer )
  {
    QByteArray wkb( static_cast<int>( feature->GetGeometryRef()->WkbSize() ), '\0' );
    feature->GetGeometryRef()->exportToWkb( wkbNDR, reinterpret_cast<unsigned char *>( wkb.data() ) );
    regions[static_cast<std::size_t>( feature->GetFieldAsInteger( 0 ) - 1 )].geometry.fromWkb( wkb );
  }
  return regions;
}

} // namespace communitysafety::base
