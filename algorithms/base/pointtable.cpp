// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/pointtable.h"

#include "base/layerfile.h"
#include "base/run.h"

#include <qgsexception.h>

#include <cpl_error.h>
#include <ogrsf_frmts.h>

#include <utility>

namespace communitysafety::base
{

void PointTable::CloseDataset::operator()( GDALDataset *dataset ) const { GDALClose( dataset ); }

std::unique_ptr<PointTable> PointTable::open( const QString &destination )
{
  const FileTable target = fileTable( destination );
  const char *const drivers[] = { "GPKG", nullptr };
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  Dataset dataset( target.path.isEmpty() ? nullptr
                                         : GDALDataset::Open( target.path.toUtf8().constData(),
                                                              GDAL_OF_VECTOR | GDAL_OF_UPDATE, drivers ) );
  if ( !dataset )
    return nullptr;
  OGRLayer *layer = target.table.isEmpty() ? ( dataset->GetLayerCount() == 1 ? dataset->GetLayer( 0 ) : nullptr )
                                           : dataset->GetLayerByName( target.table.toUtf8().constData() );
  if ( !layer || layer->GetGeomType() != wkbPoint || layer->GetFeatureCount() != 0 ||
       dataset->StartTransaction() != OGRERR_NONE )
    return nullptr;
  return std::unique_ptr<PointTable>( new PointTable( std::move( dataset ), *layer ) );
}

PointTable::PointTable( Dataset dataset, OGRLayer &layer )
  : mDataset( std::move( dataset ) ), mLayer( layer ), mRow( OGRFeature::CreateFeature( layer.GetLayerDefn() ) ),
    mIndex( std::make_unique<PackedIndex>( *mDataset, QString::fromUtf8( layer.GetName() ),
                                           QString::fromUtf8( layer.GetGeometryColumn() ) ) )
{
  mPoint = new OGRPoint( 0, 0 );
  mPoint->assignSpatialReference( layer.GetSpatialRef() );
  mRow->SetGeometryDirectly( mPoint );
  if ( !mIndex->isReady() )
    mIndex.reset();
}

PointTable::~PointTable()
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  if ( !mIsFinished )
    mDataset->RollbackTransaction();
  mRow.reset();
  mDataset.reset();
}

void PointTable::setText( int field, std::string_view text )
{
  if ( text.empty() )
    mRow->SetFieldNull( field );
  else
    mRow->SetField( field, text.data() );
}

void PointTable::setNumber( int field, double value ) { mRow->SetField( field, value ); }

void PointTable::setDate( int field, const QDate &date )
{
  if ( date.isValid() )
    mRow->SetField( field, date.year(), date.month(), date.day() );
  else
    mRow->SetFieldNull( field );
}

void PointTable::add( double x, double y )
{
  mPoint->setX( x );
  mPoint->setY( y );
  mRow->SetFID( OGRNullFID );
  if ( mLayer.CreateFeature( mRow.get() ) != OGRERR_NONE )
    fail();
  if ( mIndex )
    mIndex->add( mRow->GetFID(), x, y );
}

void PointTable::finish()
{
  if ( mIndex )
    mIndex->finish();
  if ( mDataset->CommitTransaction() != OGRERR_NONE )
    fail();
  mIsFinished = true;
}

void PointTable::fail()
{
  throw QgsProcessingException( Run::tr( "A row could not be written into OUTPUT: %1. Is the disk full?" )
                                  .arg( QString::fromUtf8( CPLGetLastErrorMsg() ) ) );
}

} // namespace communitysafety::base
