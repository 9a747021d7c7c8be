// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/policefiles.h"

#include "base/run.h"
#include "base/strictparse.h"

#include <qgsexception.h>

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>

#include <cpl_string.h>
#include <cpl_vsi.h>

#include <algorithm>
#include <tuple>

namespace communitysafety::base
{
namespace
{

const QString packedEnding = QStringLiteral( ".gz" );
const QString zipEnding = QStringLiteral( ".zip" );

bool endsWith( const QString &name, const QString &ending ) { return name.endsWith( ending, Qt::CaseInsensitive ); }

bool isTable( const QString &name )
{
  return endsWith( name, QStringLiteral( ".csv" ) ) || endsWith( name, QStringLiteral( ".csv.gz" ) );
}

bool isStreetFile( const QString &name )
{
  // A zip made on a Mac carries a shadow "._name" of every file, which is no table.
  return !name.startsWith( QLatin1String( "._" ) ) &&
         ( endsWith( name, QStringLiteral( "-street.csv" ) ) || endsWith( name, QStringLiteral( "-street.csv.gz" ) ) );
}

QString withoutEnding( const QString &name )
{
  static const QRegularExpression ending( QStringLiteral( "\\.csv(\\.gz)?$" ),
                                          QRegularExpression::CaseInsensitiveOption );
  return QString( name ).remove( ending );
}

//! \param path of the file as it lies there, packed or not
PoliceFile described( const QString &path, const QString &place )
{
  static const QRegularExpression rule( QStringLiteral( "^(\\d{4}-\\d{2})-(.+)-street$" ) );
  PoliceFile file;
  file.path = endsWith( path, packedEnding ) ? QStringLiteral( "/vsigzip/" ) + path : path;
  file.name = place.section( '/', -1 );
  file.place = place;
  file.key = withoutEnding( file.name ).toLower();
  const QRegularExpressionMatch parts = rule.match( file.key );
  const ParsedDate month = parseDate( parts.captured( 1 ) );
  if ( month.valid )
  {
    file.month = monthNumber( month.date );
    file.force = parts.captured( 2 );
  }
  return file;
}

void sortAndMarkCopies( std::vector<PoliceFile> &files )
{
  std::sort( files.begin(), files.end(),
             []( const PoliceFile &a, const PoliceFile &b )
             { return std::tie( a.month, a.key, a.place ) < std::tie( b.month, b.key, b.place ); } );
  for ( std::size_t i = 1; i < files.size(); ++i )
    files[i].isCopy = files[i].key == files[i - 1].key;
}

QString zipBelow( const QString &folder )
{
  QDirIterator found( folder, { QStringLiteral( "*.zip" ) }, QDir::Files, QDirIterator::Subdirectories );
  return found.hasNext() ? QFileInfo( found.next() ).fileName() : QString();
}

QString noStreetFiles( const QString &folder )
{
  const QString zip = zipBelow( folder );
  const QString nothing = Run::tr( "The folder ‘%1’ holds no police street file (a name ending in -street.csv or "
                                   "-street.csv.gz)" )
                            .arg( QDir( folder ).dirName() );
  return nothing + ( zip.isEmpty() ? Run::tr( ": choose the folder into which the download was unpacked." )
                                   : Run::tr( ": give the zip ‘%1’ in it as INPUT_FILE instead." ).arg( zip ) );
}

std::vector<PoliceFile> filesInZip( const QString &zip )
{
  const QString name = QFileInfo( zip ).fileName();
  const QString inside = QStringLiteral( "/vsizip/{%1}" ).arg( zip );
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  const CPLStringList entries( VSIReadDirRecursive( inside.toUtf8().constData() ) );
  if ( entries.empty() )
    throw QgsProcessingException(
      Run::tr( "The file ‘%1’ cannot be read as a zip: download it again, or unpack it and give the folder." )
        .arg( name ) );
  std::vector<PoliceFile> files;
  for ( int i = 0; i < entries.size(); ++i )
  {
    const QString entry = QString::fromUtf8( entries[i] );
    if ( isStreetFile( entry.section( '/', -1 ) ) )
      files.push_back( described( inside + '/' + entry, entry ) );
  }
  if ( files.empty() )
    throw QgsProcessingException(
      Run::tr( "The zip ‘%1’ holds no police street file (a name ending in -street.csv): choose the download of "
               "street-level crime." )
        .arg( name ) );
  sortAndMarkCopies( files );
  return files;
}

} // namespace

std::vector<PoliceFile> policeFilesInFolder( const QString &folder )
{
  const QDir root( folder );
  if ( !root.exists() )
    throw QgsProcessingException( Run::tr( "There is no folder ‘%1’: check INPUT_FOLDER." ).arg( folder ) );
  std::vector<PoliceFile> files;
  QDirIterator found( folder, QDir::Files, QDirIterator::Subdirectories );
  while ( found.hasNext() )
  {
    const QString path = found.next();
    if ( isStreetFile( found.fileName() ) )
      files.push_back( described( QFileInfo( path ).absoluteFilePath(), root.relativeFilePath( path ) ) );
  }
  if ( files.empty() )
    throw QgsProcessingException( noStreetFiles( folder ) );
  sortAndMarkCopies( files );
  return files;
}

std::vector<PoliceFile> policeFilesInFile( const QString &file )
{
  const QFileInfo given( file );
  if ( !given.isFile() )
    throw QgsProcessingException( Run::tr( "There is no file ‘%1’: check INPUT_FILE." ).arg( file ) );
  if ( endsWith( file, zipEnding ) )
    return filesInZip( given.absoluteFilePath() );
  if ( !isTable( file ) )
    throw QgsProcessingException( Run::tr( "The file ‘%1’ is neither a .csv, a .csv.gz nor a .zip: choose a police "
                                           "street file or the zip as it was downloaded." )
                                    .arg( given.fileName() ) );
  return { described( given.absoluteFilePath(), given.fileName() ) };
}

} // namespace communitysafety::base
