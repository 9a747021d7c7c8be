// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/postcodedirectory.h"

#include "base/numbertext.h"
#include "base/packedfiles.h"
#include "base/postcode.h"
#include "base/run.h"
#include "base/strictparse.h"

#include <qgscoordinatetransform.h>
#include <qgsexception.h>

#include <QCryptographicHash>
#include <QFileInfo>
#include <QStringList>

#include <cpl_error.h>
#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace communitysafety::base
{
namespace
{

constexpr int noColumn = -1;

//! A table of the directory and how large it is.
struct Part
{
  QString path;
  qint64 size = 0;
};

//! The tables below \a folder, the largest first.
std::vector<Part> tablesBelow( const QString &folder )
{
  std::vector<Part> parts;
  for ( const QString &file : filesBelow( folder ) )
  {
    const QString path = folder + QLatin1Char( '/' ) + file;
    VSIStatBufL status;
    if ( isCsvFile( path ) && VSIStatL( path.toUtf8().constData(), &status ) == 0 )
      parts.push_back( { openedPath( path ), static_cast<qint64>( status.st_size ) } );
  }
  std::stable_sort( parts.begin(), parts.end(), []( const Part &a, const Part &b ) { return a.size > b.size; } );
  return parts;
}

//! Beside one large table the others are its parts and lookups; tables of like size belong together.
std::vector<Part> withoutCopies( std::vector<Part> parts )
{
  constexpr qint64 muchLarger = 4;
  if ( parts.size() > 1 && parts[0].size > muchLarger * parts[1].size )
    parts.resize( 1 );
  return parts;
}

std::vector<Part> partsOf( const QString &path )
{
  if ( QFileInfo( path ).isDir() )
    return withoutCopies( tablesBelow( path ) );
  if ( path.endsWith( QLatin1String( ".zip" ), Qt::CaseInsensitive ) )
    return withoutCopies( tablesBelow( insideZip( path ) ) );
  return { { openedPath( path ), QFileInfo( path ).size() } };
}

int columnOf( const OGRFeatureDefn &header, std::initializer_list<const char *> names )
{
  for ( const char *name : names )
    if ( const int column = header.GetFieldIndex( name ); column >= 0 )
      return column;
  return noColumn;
}

} // namespace

//! Reads the tables of a directory, one after the other.
class PostcodeReader
{
public:
  PostcodeReader( Run &run, const QSet<QString> &needed, PostcodeDirectory &directory )
    : mRun( run ), mNeeded( needed ), mDirectory( directory ),
      mFromDegrees( QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:4326" ) ), britishGrid(),
                    run.context().transformContext() ),
      mFromIrishGrid( QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:29903" ) ), britishGrid(),
                      run.context().transformContext() )
  {
  }

  //! \returns false where \a part is a table without postcodes or coordinates.
  bool read( const Part &part, const statistics::Progress &progress );

  QString contentHash() const { return QString::fromLatin1( mHash.result().toHex() ); }

private:
  struct Columns
  {
    int postcode = noColumn;
    int easting = noColumn;
    int northing = noColumn;
    int latitude = noColumn;
    int longitude = noColumn;
    int quality = noColumn;
    bool hasPoints = false;

    bool areComplete() const
    {
      const bool hasGrid = easting != noColumn && northing != noColumn;
      const bool hasDegrees = latitude != noColumn && longitude != noColumn;
      return postcode != noColumn && ( hasGrid || hasDegrees || hasPoints );
    }
  };

  static QgsCoordinateReferenceSystem britishGrid()
  {
    return QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:27700" ) );
  }
  static Columns columnsOf( OGRLayer &layer );
  void take( OGRFeature &row, const Columns &columns );
  std::optional<QgsPointXY> pointOf( OGRFeature &row, const Columns &columns, bool isIrish ) const;
  static std::optional<QgsPointXY> pair( OGRFeature &row, int x, int y );
  void addToGroup( const QString &name, const QgsPointXY &point );

  Run &mRun;
  const QSet<QString> &mNeeded;
  PostcodeDirectory &mDirectory;
  QgsCoordinateTransform mFromDegrees;
  QgsCoordinateTransform mFromIrishGrid;
  QCryptographicHash mHash{ QCryptographicHash::Sha256 };
};

bool PostcodeReader::read( const Part &part, const statistics::Progress &progress )
{
  constexpr qint64 rowsBetweenReports = 4096;
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  CPLErrorReset();
  const std::unique_ptr<GDALDataset> dataset(
    GDALDataset::Open( part.path.toUtf8().constData(), GDAL_OF_VECTOR | GDAL_OF_READONLY ) );
  OGRLayer *layer = dataset && dataset->GetLayerCount() > 0 ? dataset->GetLayer( 0 ) : nullptr;
  const Columns columns = layer ? columnsOf( *layer ) : Columns();
  if ( !columns.areComplete() )
    return false;
  qint64 rows = 0;
  while ( const OGRFeatureUniquePtr row{ layer->GetNextFeature() } )
  {
    // How many rows there are is only known at the end: the bar moves ever closer to this table's part of it.
    if ( rows++ % rowsBetweenReports == 0 )
      statistics::report( progress, double( rows ) / double( rows + 1000000 ) );
    take( *row, columns );
  }
  mDirectory.mRows += rows;
  if ( CPLGetLastErrorType() >= CE_Failure )
    throw QgsProcessingException( Run::tr( "The postcode directory ‘%1’ is damaged after row %2: download it again." )
                                    .arg( QFileInfo( part.path ).fileName(), numberText( double( rows ) ) ) );
  return true;
}

PostcodeReader::Columns PostcodeReader::columnsOf( OGRLayer &layer )
{
  const OGRFeatureDefn &header = *layer.GetLayerDefn();
  Columns columns;
  columns.postcode = columnOf( header, { "pcds", "pcd", "pcd7", "pcd8", "pcd2", "postcode", "post_code" } );
  columns.easting = columnOf( header, { "oseast1m", "east1m", "eastings", "easting" } );
  columns.northing = columnOf( header, { "osnrth1m", "north1m", "northings", "northing" } );
  columns.latitude = columnOf( header, { "lat", "latitude" } );
  columns.longitude = columnOf( header, { "long", "lng", "lon", "longitude" } );
  columns.quality = columnOf( header, { "osgrdind", "gridind", "positional_quality_indicator" } );
  columns.hasPoints = header.GetGeomFieldCount() > 0;
  // Code-Point Open without headings: postcode, quality, easting, northing and further codes.
  const bool isHeadless = header.GetFieldCount() >= 4 && columnOf( header, { "field_1" } ) == 0;
  if ( columns.postcode == noColumn && isHeadless )
    columns = { 0, 2, 3, noColumn, noColumn, 1, false };
  return columns;
}

void PostcodeReader::take( OGRFeature &row, const Columns &columns )
{
  constexpr int inwardLength = 3;
  QString packed = QString::fromUtf8( row.GetFieldAsString( columns.postcode ) ).toUpper();
  packed.remove( QLatin1Char( ' ' ) );
  if ( packed.size() <= inwardLength )
    return;
  const QString unit = packed.left( packed.size() - inwardLength ) + QLatin1Char( ' ' ) + packed.right( inwardLength );
  const QString sector = postcodeSector( unit );
  const QString district = postcodeDistrict( unit );
  const bool isUnit = mNeeded.contains( unit );
  const bool isSector = mNeeded.contains( sector );
  const bool isDistrict = mNeeded.contains( district );
  if ( !isUnit && !isSector && !isDistrict )
    return;
  const std::optional<QgsPointXY> point = pointOf( row, columns, packed.startsWith( QLatin1String( "BT" ) ) );
  if ( !point )
    return;
  mHash.addData( QStringLiteral( "%1 %2 %3;" ).arg( unit ).arg( point->x() ).arg( point->y() ).toUtf8() );
  if ( isUnit && !mDirectory.mUnits.contains( unit ) )
    mDirectory.mUnits.insert( unit, *point );
  if ( isSector )
    addToGroup( sector, *point );
  if ( isDistrict )
    addToGroup( district, *point );
}

std::optional<QgsPointXY> PostcodeReader::pair( OGRFeature &row, int x, int y )
{
  if ( x == noColumn || y == noColumn )
    return std::nullopt;
  const ParsedNumber first = parseNumber( QString::fromUtf8( row.GetFieldAsString( x ) ) );
  const ParsedNumber second = parseNumber( QString::fromUtf8( row.GetFieldAsString( y ) ) );
  if ( !first.isNumber() || !second.isNumber() || ( first.value == 0.0 && second.value == 0.0 ) )
    return std::nullopt;
  return QgsPointXY( first.value, second.value );
}

std::optional<QgsPointXY> PostcodeReader::pointOf( OGRFeature &row, const Columns &columns, bool isIrish ) const
{
  constexpr double noLatitude = 90.0; // Written as 99.999999 where there is no position.
  const QString quality =
    columns.quality == noColumn ? QString() : QString::fromUtf8( row.GetFieldAsString( columns.quality ) );
  if ( quality == QLatin1String( "9" ) || quality == QLatin1String( "90" ) )
    return std::nullopt;
  const std::optional<QgsPointXY> grid = pair( row, columns.easting, columns.northing );
  const std::optional<QgsPointXY> degrees = pair( row, columns.longitude, columns.latitude );
  try
  {
    if ( degrees && degrees->y() < noLatitude && ( isIrish || !grid ) )
      return mFromDegrees.transform( *degrees );
    if ( grid )
      return isIrish ? mFromIrishGrid.transform( *grid ) : *grid;
  }
  catch ( const QgsCsException & )
  {
    return std::nullopt;
  }
  const OGRGeometry *geometry = columns.hasPoints ? row.GetGeometryRef() : nullptr;
  if ( !geometry || wkbFlatten( geometry->getGeometryType() ) != wkbPoint || geometry->IsEmpty() )
    return std::nullopt;
  const OGRPoint &point = *geometry->toPoint();
  return point.getX() == 0.0 && point.getY() == 0.0 ? std::nullopt
                                                    : std::make_optional( QgsPointXY( point.getX(), point.getY() ) );
}

void PostcodeReader::addToGroup( const QString &name, const QgsPointXY &point )
{
  PostcodeDirectory::Group &group = mDirectory.mGroups[name];
  ++group.n;
  group.x += point.x();
  group.y += point.y();
  group.squares += point.x() * point.x() + point.y() * point.y();
}

PostcodeDirectory PostcodeDirectory::read( Run &run, const QString &parameter, const QString &path,
                                           const QSet<QString> &needed, double progressFrom, double progressTo )
{
  const QString name = QFileInfo( path ).fileName();
  if ( !QFileInfo::exists( path ) )
    throw QgsProcessingException(
      Run::tr( "%1: there is no ‘%2’; choose the file of the postcode directory." ).arg( parameter, name ) );
  PostcodeDirectory directory;
  PostcodeReader reader( run, needed, directory );
  const std::vector<Part> parts = partsOf( path );
  int used = 0;
  for ( std::size_t part = 0; part < parts.size(); ++part )
  {
    run.stopIfCancelled();
    const double width = ( progressTo - progressFrom ) / double( parts.size() );
    const double from = progressFrom + width * double( part );
    used += reader.read( parts[part], run.progress( from, from + width ) ) ? 1 : 0;
  }
  if ( used == 0 )
    throw QgsProcessingException(
      Run::tr( "%1: ‘%2’ has no table with a column of postcodes (pcds, pcd, pcd7 or Postcode) and columns of "
               "coordinates (oseast1m and osnrth1m, east1m and north1m, Eastings and Northings, or lat and long)." )
        .arg( parameter, name ) );
  run.record.addInput( parameter, name, directory.mRows, reader.contentHash() );
  return directory;
}

std::optional<PostcodePlace> PostcodeDirectory::placeOf( const QString &postcode ) const
{
  constexpr double unitPrecision = 100.0;
  if ( const auto unit = mUnits.constFind( postcode ); unit != mUnits.constEnd() )
    return PostcodePlace{ *unit, unitPrecision };
  const auto group = mGroups.constFind( postcode );
  if ( group == mGroups.constEnd() )
    return std::nullopt;
  const auto n = double( group->n );
  const QgsPointXY mean( group->x / n, group->y / n );
  const double variance = group->squares / n - mean.x() * mean.x() - mean.y() * mean.y();
  return PostcodePlace{ mean, std::max( unitPrecision, std::sqrt( std::max( 0.0, variance ) ) ) };
}

} // namespace communitysafety::base
