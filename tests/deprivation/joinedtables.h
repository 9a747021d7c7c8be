// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "qgistest.h"

#include <QFile>
#include <QTemporaryDir>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <ogrsf_frmts.h>

namespace communitysafety::test
{

//! Small boundaries and the files that are joined to them.
class JoinedTables
{
public:
  //! Three LSOAs, E01000001 to E01000003.
  QgsVectorLayer *boundaries()
  {
    if ( !mThree )
      mThree = squares( QStringLiteral( "lsoas" ), 1, 3 );
    return mThree.get();
  }

  //! Forty, E01000101 to E01000140.
  QgsVectorLayer *fortyBoundaries()
  {
    if ( !mForty )
      mForty = squares( QStringLiteral( "forty" ), 101, 40 );
    return mForty.get();
  }

  //! What joins \a table to the three, with \a more of its own.
  QVariantMap parameters( const QString &table, const QVariantMap &more )
  {
    QVariantMap all{ { "BOUNDARIES", QVariant::fromValue( boundaries() ) },
                     { "TABLE", table },
                     { "OUTPUT", "TEMPORARY_OUTPUT" },
                     { "UNMATCHED", "TEMPORARY_OUTPUT" } };
    for ( auto one = more.constBegin(); one != more.constEnd(); ++one )
      all.insert( one.key(), one.value() );
    return all;
  }

  QString file( const char *name, const QByteArray &content ) const
  {
    QFile file( mFolder.filePath( QString::fromLatin1( name ) ) );
    if ( !file.open( QIODevice::WriteOnly ) || file.write( content ) != content.size() )
      qFatal( "cannot write %s", name );
    return file.fileName();
  }

  using Sheet = std::pair<std::string, std::vector<std::vector<std::string>>>;

  //! The first row of each sheet is written as its headings.
  QString workbook( const char *name, const std::vector<Sheet> &sheets ) const
  {
    const QString path = mFolder.filePath( QString::fromLatin1( name ) );
    GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( "XLSX" );
    const GDALDatasetUniquePtr dataset( driver->Create( path.toUtf8().constData(), 0, 0, 0, GDT_Unknown, nullptr ) );
    for ( const auto &[sheetName, rows] : sheets )
    {
      OGRLayer *layer = dataset->CreateLayer( sheetName.c_str(), nullptr, wkbNone, nullptr );
      for ( const std::string &heading : rows.front() )
      {
        OGRFieldDefn field( heading.c_str(), OFTString );
        if ( layer->CreateField( &field ) != OGRERR_NONE )
          qFatal( "cannot write %s", name );
      }
      for ( std::size_t row = 1; row < rows.size(); ++row )
      {
        OGRFeature feature( layer->GetLayerDefn() );
        for ( std::size_t column = 0; column < rows[row].size(); ++column )
          feature.SetField( static_cast<int>( column ), rows[row][column].c_str() );
        if ( layer->CreateFeature( &feature ) != OGRERR_NONE )
          qFatal( "cannot write %s", name );
      }
    }
    return path;
  }

private:
  static std::unique_ptr<QgsVectorLayer> squares( const QString &name, int first, int count )
  {
    QStringList rows;
    for ( int number = 0; number < count; ++number )
      rows << QStringLiteral( "POLYGON((%1 300000,%2 300000,%2 300100,%1 300100,%1 300000));E01%3" )
                .arg( 400000 + 100 * number )
                .arg( 400100 + 100 * number )
                .arg( first + number, 6, 10, QLatin1Char( '0' ) );
    return memoryLayer( QStringLiteral( "Polygon?crs=EPSG:27700&field=lsoa:string" ), name, rows );
  }

  QTemporaryDir mFolder;
  std::unique_ptr<QgsVectorLayer> mThree, mForty;
};

} // namespace communitysafety::test
