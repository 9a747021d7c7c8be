// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/policefiles.h"

#include "base/csvrows.h"
#include "base/packedfiles.h"
#include "base/run.h"
#include "base/strictparse.h"

#include <qgsexception.h>

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>

#include <cpl_error.h>

#include <algorithm>
#include <optional>
#include <tuple>

namespace communitysafety::base
{
namespace
{

//! How the names of files of a kind end.
QString nameEnding( PoliceKind kind )
{
  switch ( kind )
  {
  case PoliceKind::outcomes:
    return QStringLiteral( "-outcomes" );
  case PoliceKind::search:
    return QStringLiteral( "-stop-and-search" );
  default:
    return QStringLiteral( "-street" );
  }
}

constexpr PoliceKind kinds[] = { PoliceKind::street, PoliceKind::outcomes, PoliceKind::search };

//! The kind that the name \a key, without .csv, tells of.
std::optional<PoliceKind> kindByName( const QString &key )
{
  // A zip made on a Mac carries a shadow "._name" of every file, which is no table.
  for ( const PoliceKind kind : kinds )
    if ( key.endsWith( nameEnding( kind ) ) && !key.startsWith( QLatin1String( "._" ) ) )
      return kind;
  return std::nullopt;
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
  static const QRegularExpression rule( QStringLiteral( "^(\\d{4}-\\d{2})-(.+)-(street|outcomes|stop-and-search)$" ) );
  PoliceFile file;
  file.path = openedPath( path );
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

bool isOfKind( const PoliceFile &file, PoliceKind wanted )
{
  const std::optional<PoliceKind> byName = kindByName( file.key );
  if ( !byName || !isCsvFile( file.name ) )
    return false;
  try
  {
    return PoliceLayout::kindOf( CsvReader( file.path, file.place ).headings() ).value_or( *byName ) == wanted;
  }
  catch ( const QgsProcessingException & )
  {
    // It is refused by whoever needs it, not by those who do not.
    return *byName == wanted;
  }
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

//! "police street file (a name ending in -street.csv".
QString soughtFile( PoliceKind kind )
{
  return Run::tr( "police %1 (a name ending in %2.csv" ).arg( policeKindWords( kind ), nameEnding( kind ) );
}

QString noFiles( const QString &folder, PoliceKind kind )
{
  const QString zip = zipBelow( folder );
  const QString nothing = Run::tr( "The folder ‘%1’ holds no %2 or %3.csv.gz)" )
                            .arg( QDir( folder ).dirName(), soughtFile( kind ), nameEnding( kind ) );
  return nothing + ( zip.isEmpty() ? Run::tr( ": choose the folder into which the download was unpacked." )
                                   : Run::tr( ": give the zip ‘%1’ in it as INPUT_FILE instead." ).arg( zip ) );
}

std::vector<PoliceFile> filesInZip( const QString &zip, PoliceKind kind )
{
  const QString name = QFileInfo( zip ).fileName();
  const QString inside = insideZip( zip );
  const QStringList entries = filesBelow( inside );
  if ( entries.isEmpty() )
    throw QgsProcessingException(
      Run::tr( "The file ‘%1’ cannot be read as a zip: download it again, or unpack it and give the folder." )
        .arg( name ) );
  std::vector<PoliceFile> files;
  const CPLErrorHandlerPusher quiet( CPLQuietErrorHandler );
  for ( const QString &entry : entries )
  {
    const PoliceFile file = described( inside + '/' + entry, entry );
    if ( isOfKind( file, kind ) )
      files.push_back( file );
  }
  if ( files.empty() )
    throw QgsProcessingException(
      Run::tr( "The zip ‘%1’ holds no %2): choose a download of data.police.uk that has them." )
        .arg( name, soughtFile( kind ) ) );
  sortAndMarkCopies( files );
  return files;
}

} // namespace

std::vector<PoliceFile> policeFilesInFolder( const QString &folder, PoliceKind kind )
{
  const QDir root( folder );
  if ( !root.exists() )
    throw QgsProcessingException( Run::tr( "There is no folder ‘%1’: check INPUT_FOLDER." ).arg( folder ) );
  std::vector<PoliceFile> files;
  QDirIterator found( folder, QDir::Files, QDirIterator::Subdirectories );
  while ( found.hasNext() )
  {
    const QString path = found.next();
    const PoliceFile candidate = described( QFileInfo( path ).absoluteFilePath(), root.relativeFilePath( path ) );
    if ( isOfKind( candidate, kind ) )
      files.push_back( candidate );
  }
  if ( files.empty() )
    throw QgsProcessingException( noFiles( folder, kind ) );
  sortAndMarkCopies( files );
  return files;
}

std::vector<PoliceFile> policeFilesInFile( const QString &file, PoliceKind kind )
{
  const QFileInfo given( file );
  if ( !given.isFile() )
    throw QgsProcessingException( Run::tr( "There is no file ‘%1’: check INPUT_FILE." ).arg( file ) );
  if ( file.endsWith( QLatin1String( ".zip" ), Qt::CaseInsensitive ) )
    return filesInZip( given.absoluteFilePath(), kind );
  if ( !isCsvFile( file ) )
    throw QgsProcessingException( Run::tr( "The file ‘%1’ is neither a .csv, a .csv.gz nor a .zip: choose a police "
                                           "street file or the zip as it was downloaded." )
                                    .arg( given.fileName() ) );
  return { described( given.absoluteFilePath(), given.fileName() ) };
}

} // namespace communitysafety::base
