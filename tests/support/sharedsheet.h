// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "sharedcells.h"
#include "sharedfile.h"

#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>

#include <memory>
#include <utility>
#include <vector>

/**
 * A published table that GDAL reads (a sheet of a workbook, a layer of a GeoPackage), from the folder of shared
 * research data: its cells as text, and where its rows lie. The first row of a sheet is its heading.
 */
class SharedSheet : public SharedCells
{
public:
  //! \a path below shared/data; empty when the data are absent. \a sheet: empty for the first one.
  explicit SharedSheet( const QString &path, const QString &sheet = QString() )
  {
    const QString fileName = communitysafety::test::sharedFile( QStringLiteral( "data/" ) + path );
    if ( fileName.isEmpty() )
      return;
    GDALAllRegister();
    CPLSetConfigOption( "OGR_XLSX_HEADERS", "FORCE" );
    const std::unique_ptr<void, decltype( &GDALClose )> file(
      GDALOpenEx( fileName.toUtf8().constData(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr ), &GDALClose );
    if ( file )
      read( sheet.isEmpty() ? GDALDatasetGetLayer( file.get(), 0 )
                            : GDALDatasetGetLayerByName( file.get(), sheet.toUtf8().constData() ) );
  }

  //! The pairs of rows whose geometries share a point or a border.
  std::vector<std::pair<std::size_t, std::size_t>> touchingPairs() const
  {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for ( std::size_t a = 0; a < mGeometries.size(); ++a )
      for ( std::size_t b = 0; b < a; ++b )
        if ( OGR_G_Intersects( mGeometries[a].get(), mGeometries[b].get() ) )
          pairs.emplace_back( a, b );
    return pairs;
  }

  //! In the square of the layer's unit.
  std::vector<double> areas() const
  {
    std::vector<double> areas;
    for ( const auto &geometry : mGeometries )
      areas.push_back( OGR_G_Area( geometry.get() ) );
    return areas;
  }

  //! For each row of \a other the first row here that holds a point on it; as many as there are rows where none does.
  std::vector<std::size_t> rowsHoldingPointsOf( const SharedSheet &other ) const
  {
    std::vector<std::size_t> rows;
    for ( const auto &geometry : other.mGeometries )
    {
      const std::unique_ptr<void, DestroyGeometry> point( OGR_G_PointOnSurface( geometry.get() ) );
      std::size_t row = 0;
      while ( row < mGeometries.size() && !OGR_G_Intersects( point.get(), mGeometries[row].get() ) )
        ++row;
      rows.push_back( row );
    }
    return rows;
  }

private:
  struct DestroyGeometry
  {
    void operator()( void *geometry ) const { OGR_G_DestroyGeometry( geometry ); }
  };

  void read( OGRLayerH layer )
  {
    if ( !layer )
      return;
    const OGRFeatureDefnH definition = OGR_L_GetLayerDefn( layer );
    for ( int field = 0; field < OGR_FD_GetFieldCount( definition ); ++field )
      mHeader << QString::fromUtf8( OGR_Fld_GetNameRef( OGR_FD_GetFieldDefn( definition, field ) ) );
    while ( OGRFeatureH feature = OGR_L_GetNextFeature( layer ) )
    {
      QStringList row;
      for ( int field = 0; field < mHeader.size(); ++field )
        row << text( feature, field );
      mRows << row;
      if ( OGRGeometryH geometry = OGR_F_GetGeometryRef( feature ) )
        mGeometries.emplace_back( OGR_G_Clone( geometry ) );
      OGR_F_Destroy( feature );
    }
  }

  //! Numbers with all their digits: OGR shortens them to 15.
  static QString text( OGRFeatureH feature, int field )
  {
    if ( !OGR_F_IsFieldSetAndNotNull( feature, field ) )
      return {};
    const bool isReal = OGR_Fld_GetType( OGR_F_GetFieldDefnRef( feature, field ) ) == OFTReal;
    return isReal ? QString::number( OGR_F_GetFieldAsDouble( feature, field ), 'g', 17 )
                  : QString::fromUtf8( OGR_F_GetFieldAsString( feature, field ) );
  }

  std::vector<std::unique_ptr<void, DestroyGeometry>> mGeometries;
};
