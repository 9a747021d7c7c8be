// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/policerows.h"

#include "base/run.h"

#include <qgsexception.h>

#include <QHash>
#include <QStringList>
#include <QtEndian>

#include <cpl_error.h>
#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

#include <array>
#include <memory>
#include <vector>

namespace communitysafety::base
{
namespace
{

//! Letters and digits alone, small: "Crime.type", "crime_type" and "Crime type" are one name.
QString plainName( const QString &name )
{
  QString plain;
  for ( const QChar letter : name.toLower() )
    if ( letter.isLetterOrNumber() )
      plain += letter;
  return plain;
}

QString cleaned( const char *written )
{
  static const QStringList noValue{ QStringLiteral( "na" ), QStringLiteral( "n/a" ), QStringLiteral( "nan" ),
                                    QStringLiteral( "null" ), QStringLiteral( "none" ) };
  constexpr int longestMark = 4;
  const QString value = QString::fromUtf8( written ).trimmed();
  return value.size() <= longestMark && noValue.contains( value, Qt::CaseInsensitive ) ? QString() : value;
}

QStringList columnNames( const OGRLayer &layer )
{
  QStringList names;
  const OGRFeatureDefn &header = *const_cast<OGRLayer &>( layer ).GetLayerDefn();
  for ( int i = 0; i < header.GetFieldCount(); ++i )
    names << QString::fromUtf8( header.GetFieldDefn( i )->GetNameRef() );
  return names;
}

//! \returns the place in \a plainHeader of the first of \a names that it has, in order of preference; else -1.
int columnOf( const QStringList &plainHeader, const QStringList &names )
{
  for ( const QString &name : names )
    if ( const auto column = static_cast<int>( plainHeader.indexOf( name ) ); column >= 0 )
      return column;
  return -1;
}

QHash<QString, QString> officialCategories()
{
  QHash<QString, QString> names;
  for ( const char *name : { "Anti-social behaviour", "Bicycle theft", "Burglary", "Criminal damage and arson", "Drugs",
                             "Other crime", "Other theft", "Possession of weapons", "Public order", "Robbery",
                             "Shoplifting", "Theft from the person", "Vehicle crime", "Violence and sexual offences" } )
    names.insert( plainName( QString::fromUtf8( name ).remove( QStringLiteral( " and " ) ) ),
                  QString::fromUtf8( name ) );
  names.insert( QStringLiteral( "violentcrime" ), QStringLiteral( "Violence and sexual offences" ) );
  return names;
}

struct CloseFile
{
  void operator()( VSILFILE *file ) const { VSIFCloseL( file ); }
};
using OpenFile = std::unique_ptr<VSILFILE, CloseFile>;

OpenFile open( const QString &path ) { return OpenFile( VSIFOpenL( path.toUtf8().constData(), "rb" ) ); }

quint32 unpackedSize( VSILFILE &file )
{
  std::vector<char> chunk( 1 << 20 );
  quint32 size = 0;
  std::size_t got = 0;
  while ( ( got = VSIFReadL( chunk.data(), 1, chunk.size(), &file ) ) > 0 )
    size += static_cast<quint32>( got );
  return size;
}

//! True for a gzip file whose content is not as long as its last four bytes say (RFC 1952, ISIZE).
bool isBrokenOff( const QString &path )
{
  const QString gzip = QStringLiteral( "/vsigzip/" );
  if ( !path.startsWith( gzip ) )
    return false;
  const OpenFile packed = open( path.mid( gzip.size() ) );
  const OpenFile unpacked = open( path );
  std::array<quint8, 4> size{};
  if ( !packed || !unpacked || VSIFSeekL( packed.get(), 0, SEEK_END ) != 0 || VSIFTellL( packed.get() ) < size.size() ||
       VSIFSeekL( packed.get(), VSIFTellL( packed.get() ) - size.size(), SEEK_SET ) != 0 ||
       VSIFReadL( size.data(), 1, size.size(), packed.get() ) != size.size() )
    return true;
  return qFromLittleEndian<quint32>( size.data() ) != unpackedSize( *unpacked );
}

} // namespace

PoliceRows::PoliceRows( const PoliceFile &file ) : mPath( file.path ), mPlace( file.place )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  const char *const drivers[] = { "CSV", nullptr };
  const char *const options[] = { "HEADERS=YES", nullptr };
  mDataset.reset( GDALDataset::Open( file.path.toUtf8().constData(), GDAL_OF_VECTOR, drivers, options ) );
  if ( !mDataset || mDataset->GetLayerCount() == 0 )
    throw QgsProcessingException(
      Run::tr( "The file ‘%1’ cannot be read as a table: it is empty or damaged. Download it again or take it away." )
        .arg( mPlace ) );
  mLayer = mDataset->GetLayer( 0 );
  findColumns();
  requireColumns();
}

PoliceRows::~PoliceRows() = default;

void PoliceRows::findColumns()
{
  QStringList header;
  for ( const QString &name : columnNames( *mLayer ) )
    header << plainName( name );
  const auto find = [&header]( const char *names )
  { return columnOf( header, QString::fromLatin1( names ).split( ' ' ) ); };
  mColumns[id] = find( "crimeid persistentid" );
  mColumns[month] = find( "month date" );
  mColumns[x] = find( "longitude locationlongitude long lon lng" );
  mColumns[y] = find( "latitude locationlatitude lat" );
  mColumns[place] = find( "location street locationstreetname streetname" );
  mColumns[lsoa] = find( "lsoacode" );
  mColumns[category] = find( "crimetype category type" );
  mInDegrees = mColumns[x] != noColumn && mColumns[y] != noColumn;
  if ( mInDegrees )
    return;
  mColumns[x] = find( "easting" );
  mColumns[y] = find( "northing" );
}

void PoliceRows::requireColumns() const
{
  QStringList missing;
  if ( mColumns[month] == noColumn )
    missing << Run::tr( "the month (Month)" );
  if ( mColumns[x] == noColumn || mColumns[y] == noColumn )
    missing << Run::tr( "the position (Longitude and Latitude, or Easting and Northing)" );
  if ( mColumns[category] == noColumn )
    missing << Run::tr( "the type of crime (Crime type)" );
  if ( !missing.isEmpty() )
    throw QgsProcessingException(
      Run::tr( "The file ‘%1’ is no police street file: it has no column for %2. Its columns are: %3." )
        .arg( mPlace, missing.join( Run::tr( ", nor for " ) ),
              columnNames( *mLayer ).join( QStringLiteral( ", " ) ) ) );
}

QString PoliceRows::text( const OGRFeature &feature, Column column )
{
  const int field = mColumns[column];
  if ( field == noColumn )
    return QString();
  const char *written = feature.GetFieldAsString( field );
  // With the closing zero, so that two columns cannot flow into one.
  mHash.addData( QByteArray::fromRawData( written, static_cast<int>( qstrlen( written ) ) + 1 ) );
  return cleaned( written );
}

bool PoliceRows::next( PoliceRow &row )
{
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  CPLErrorReset();
  const std::unique_ptr<OGRFeature> feature( mLayer->GetNextFeature() );
  // Where a packed file was broken off, some versions of GDAL report an error and others an ordinary end.
  if ( CPLGetLastErrorType() >= CE_Failure || ( !feature && isBrokenOff( mPath ) ) )
    throw QgsProcessingException( Run::tr( "The file ‘%1’ is damaged after row %2: download it again or take it away." )
                                    .arg( mPlace )
                                    .arg( mRowsRead ) );
  if ( !feature )
    return false;
  row.number = ++mRowsRead;
  row.isComplete = true;
  for ( const Column column : { month, x, y, category } )
    row.isComplete = row.isComplete && feature->IsFieldSet( mColumns[column] );
  row.id = text( *feature, id );
  row.month = text( *feature, month );
  row.x = text( *feature, x );
  row.y = text( *feature, y );
  row.place = text( *feature, place );
  row.lsoa = text( *feature, lsoa ).toUpper();
  row.category = text( *feature, category );
  return true;
}

QString PoliceRows::contentHash() const { return QString::fromLatin1( mHash.result().toHex() ); }

PoliceCategory policeCategory( const QString &written )
{
  static const QHash<QString, QString> official = officialCategories();
  // "and", "&" and the nothing of the API's short names all mean the same.
  const QString joined =
    QString( written ).replace( '-', ' ' ).remove( QStringLiteral( " and " ), Qt::CaseInsensitive );
  const auto name = official.constFind( plainName( joined ) );
  return name == official.constEnd() ? PoliceCategory{ written, false } : PoliceCategory{ *name, true };
}

} // namespace communitysafety::base
