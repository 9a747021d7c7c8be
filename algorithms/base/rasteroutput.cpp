// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/rasteroutput.h"

#include "base/run.h"

#include <qgsexception.h>
#include <qgsrasterfilewriter.h>

#include <QFile>
#include <QFileInfo>

#include <limits>
#include <memory>

#include <gdal_priv.h>

namespace communitysafety::base
{

namespace
{

//! What stands for no data: no density, ratio or p is negative.
constexpr float noData = -9999;

//! Keeps what GDAL says to itself; it is asked for afterwards.
class QuietGdal
{
public:
  QuietGdal() { CPLPushErrorHandler( CPLQuietErrorHandler ); }
  ~QuietGdal() { CPLPopErrorHandler(); }
};

std::unique_ptr<GDALDataset> create( const RasterSpec &spec, const QString &path )
{
  const QString format = QgsRasterFileWriter::driverForExtension( QFileInfo( path ).suffix() );
  GDALDriver *driver = GetGDALDriverManager()->GetDriverByName( format.toUtf8().constData() );
  if ( !driver )
    return nullptr;
  char *options[] = { const_cast<char *>( "COMPRESS=DEFLATE" ), const_cast<char *>( "TILED=YES" ), nullptr };
  return std::unique_ptr<GDALDataset>( driver->Create(
    path.toUtf8().constData(), static_cast<int>( spec.frame.columns ), static_cast<int>( spec.frame.rows ),
    static_cast<int>( spec.bands.size() ), GDT_Float32, format == QLatin1String( "GTiff" ) ? options : nullptr ) );
}

bool fill( GDALRasterBand &band, const RasterBand &values, const statistics::GridFrame &frame )
{
  std::vector<float> numbers;
  numbers.reserve( values.values.size() );
  for ( const double value : values.values )
    numbers.push_back( statistics::isMissing( value ) ? noData : static_cast<float>( value ) );
  const int columns = static_cast<int>( frame.columns );
  const int rows = static_cast<int>( frame.rows );
  band.SetDescription( values.words.toUtf8().constData() );
  band.SetNoDataValue( noData );
  return band.RasterIO( GF_Write, 0, 0, columns, rows, numbers.data(), columns, rows, GDT_Float32, 0, 0, nullptr ) ==
         CE_None;
}

bool write( Run &run, const RasterSpec &spec, const QString &path )
{
  const std::unique_ptr<GDALDataset> dataset = create( spec, path );
  if ( !dataset )
    return false;
  double corners[] = { spec.frame.xMinimum, spec.frame.cellSize, 0, spec.frame.yMaximum, 0, -spec.frame.cellSize };
  dataset->SetGeoTransform( corners );
  dataset->SetProjection( spec.crs.toWkt().toUtf8().constData() );
  for ( std::size_t band = 0; band < spec.bands.size(); ++band )
  {
    run.stopIfCancelled();
    if ( !fill( *dataset->GetRasterBand( static_cast<int>( band ) + 1 ), spec.bands[band], spec.frame ) )
      return false;
  }
  return true;
}

//! Removes the file unless it was kept.
class FileGuard
{
public:
  explicit FileGuard( const QString &path ) : mPath( path ) {}
  ~FileGuard()
  {
    if ( !mIsKept )
      QFile::remove( mPath );
  }
  void keep() { mIsKept = true; }

private:
  QString mPath;
  bool mIsKept = false;
};

} // namespace

void writeRaster( Run &run, const RasterSpec &spec, const QString &path )
{
  const QuietGdal quiet;
  CPLErrorReset();
  FileGuard file( path );
  if ( !write( run, spec, path ) )
    throw QgsProcessingException( Run::tr( "The raster could not be written to ‘%1’: choose another place for %2. %3" )
                                    .arg( path, spec.parameter, QString::fromUtf8( CPLGetLastErrorMsg() ).simplified() )
                                    .trimmed() );
  file.keep();
  run.outputs.addRaster( spec.title, spec.style, path );
  run.setResult( spec.parameter, path );
}

} // namespace communitysafety::base
