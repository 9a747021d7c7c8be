// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QVector>

//! Reading of the sample files in the tests, by GDAL alone.
namespace samplelayers
{

inline QString cityFolder() { return QStringLiteral( COMMUNITYSAFETY_SOURCE_DIR "/sample-layers/city" ); }

inline QString recipesFolder() { return QStringLiteral( COMMUNITYSAFETY_SOURCE_DIR "/sample-layers/recipes" ); }

inline GDALDatasetUniquePtr openVector( const QString &path )
{
  return GDALDatasetUniquePtr( GDALDataset::Open( path.toUtf8().constData(), GDAL_OF_VECTOR | GDAL_OF_READONLY ) );
}

//! The content of a text file, decompressed when its name ends in .gz; null if it cannot be read.
inline QByteArray readText( const QString &path )
{
  const QString source = path.endsWith( QLatin1String( ".gz" ) ) ? QStringLiteral( "/vsigzip/" ) + path : path;
  VSILFILE *file = VSIFOpenL( source.toUtf8().constData(), "rb" );
  if ( !file )
    return {};
  QByteArray content( "" );
  QByteArray part( 1 << 16, '\0' );
  while ( const size_t read = VSIFReadL( part.data(), 1, part.size(), file ) )
    content.append( part.constData(), static_cast<int>( read ) );
  VSIFCloseL( file );
  return content;
}

//! The answer to an SQL question that has one number as its answer; -1 if it has none.
inline double askNumber( GDALDataset *dataset, const QString &sql )
{
  OGRLayer *result = dataset->ExecuteSQL( sql.toUtf8().constData(), nullptr, nullptr );
  if ( !result )
    return -1;
  const OGRFeatureUniquePtr row( result->GetNextFeature() );
  const double answer = row ? row->GetFieldAsDouble( 0 ) : -1;
  dataset->ReleaseResultSet( result );
  return answer;
}

//! A feature as one line of text: its fields.
inline QString asText( OGRFeature &feature )
{
  QStringList parts;
  for ( int field = 0; field < feature.GetFieldCount(); ++field )
    parts << ( feature.IsFieldSetAndNotNull( field ) ? QString::fromUtf8( feature.GetFieldAsString( field ) )
                                                     : QStringLiteral( "NULL" ) );
  return parts.join( QLatin1Char( '|' ) );
}

/**
 * True for the same rings and points. The kept city was written with GEOS 3.11 and 3.13 writes the same; 3.14 cuts one
 * of its areas otherwise, so that outlines are compared with older versions only.
 */
inline bool isSamePlace( const OGRGeometry *one, const OGRGeometry *other )
{
  if ( !one || !other )
    return one == other;
  int major = 0, minor = 0, patch = 0;
  OGRGetGEOSVersion( &major, &minor, &patch );
  const bool isComparable = major == 3 && minor < 14;
  return !isComparable || one->getDimension() < 2 || one->Equals( other );
}

//! One row of a CSV file by column name.
using CsvRow = QMap<QString, QString>;

inline QVector<CsvRow> readCsv( const QString &path )
{
  const GDALDatasetUniquePtr dataset = openVector( path );
  QVector<CsvRow> rows;
  if ( !dataset )
    return rows;
  for ( const OGRFeatureUniquePtr &feature : dataset->GetLayer( 0 ) )
  {
    CsvRow row;
    for ( int field = 0; field < feature->GetFieldCount(); ++field )
      row[feature->GetFieldDefnRef( field )->GetNameRef()] = QString::fromUtf8( feature->GetFieldAsString( field ) );
    rows << row;
  }
  return rows;
}

} // namespace samplelayers
