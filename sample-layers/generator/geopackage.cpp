// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "geopackage.h"

#include <stdexcept>

namespace communitysafety::samplecity
{

GeoPackage::GeoPackage( const std::string &path )
{
  VSIUnlink( path.c_str() );
  GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "GPKG" );
  mDataset.reset( driver->Create( path.c_str(), 0, 0, 0, GDT_Unknown, nullptr ) );
  if ( !mDataset )
    throw std::runtime_error( "The file " + path + " cannot be created." );
  mGrid.importFromEPSG( 27700 );
  if ( mDataset->StartTransaction() != OGRERR_NONE )
    throw std::runtime_error( "The file " + path + " cannot be written." );
}

void GeoPackage::startTable( const char *name, OGRwkbGeometryType type, const std::vector<Field> &fields )
{
  CPLStringList options;
  options.SetNameValue( "SPATIAL_INDEX", "NO" );
  options.SetNameValue( "GEOMETRY_NAME", "geom" );
  mLayer = mDataset->CreateLayer( name, &mGrid, type, options.List() );
  if ( !mLayer )
    throw std::runtime_error( std::string( "The table " ) + name + " cannot be created." );
  for ( const Field &field : fields )
  {
    OGRFieldDefn definition( field.name, field.type );
    if ( mLayer->CreateField( &definition ) != OGRERR_NONE )
      throw std::runtime_error( std::string( "The field " ) + field.name + " cannot be created." );
  }
  mRows = 0;
}

void GeoPackage::addRow( const std::vector<Value> &values, OGRGeometryUniquePtr geometry )
{
  OGRFeature feature( mLayer->GetLayerDefn() );
  for ( std::size_t i = 0; i < values.size(); ++i )
  {
    const int field = static_cast<int>( i );
    if ( const int *whole = std::get_if<int>( &values[i] ) )
      feature.SetField( field, *whole );
    else if ( const double *number = std::get_if<double>( &values[i] ) )
      feature.SetField( field, *number );
    else if ( const std::string *text = std::get_if<std::string>( &values[i] ) )
      feature.SetField( field, text->c_str() );
  }
  if ( feature.SetGeometryDirectly( geometry.release() ) != OGRERR_NONE ||
       mLayer->CreateFeature( &feature ) != OGRERR_NONE )
    throw std::runtime_error( std::string( "A row of the table " ) + mLayer->GetName() + " cannot be written." );
  ++mRows;
}

void GeoPackage::close()
{
  if ( mDataset->CommitTransaction() != OGRERR_NONE )
    throw std::runtime_error( std::string( "The file " ) + mDataset->GetDescription() + " cannot be written." );
  mDataset.reset();
}

} // namespace communitysafety::samplecity
