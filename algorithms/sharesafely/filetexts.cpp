// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/filetexts.h"

#include "base/run.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <ogrsf_frmts.h>

#include <map>
#include <memory>

namespace communitysafety::sharesafely
{

using base::Run;

namespace
{

qint64 countOf( const QRegularExpression &pattern, const QString &text )
{
  qint64 n = 0;
  for ( auto match = pattern.globalMatch( text ); match.hasNext(); match.next() )
    ++n;
  return n;
}

//! As much of a file as is read: reports and styles are far smaller.
constexpr qint64 mostBytes = qint64( 64 ) * 1024 * 1024;

QString textOfFile( const QString &path )
{
  QFile file( path );
  return file.open( QIODevice::ReadOnly ) ? QString::fromUtf8( file.read( mostBytes ) ) : QString();
}

//! What the files end in that belong to a layer's file, after its base name.
const QStringList &endingsBeside()
{
  static const QStringList endings{ "qml", "qmd", "sld", "xml", "shp.xml" };
  return endings;
}

//! Whether the file of the same base name with \a suffix, in small letters or capitals, is among \a all.
bool hasSibling( const QFileInfo &file, const QString &suffix, const QSet<QString> &all )
{
  const QString base = file.path() + '/' + file.completeBaseName() + '.';
  return all.contains( base + suffix ) || all.contains( base + suffix.toUpper() );
}

using Dataset = std::unique_ptr<GDALDataset>;

//! The cells of a query as text, row by row.
std::vector<QStringList> rowsOf( GDALDataset &dataset, const char *query )
{
  std::vector<QStringList> rows;
  OGRLayer *result = dataset.ExecuteSQL( query, nullptr, nullptr );
  if ( !result )
    return rows;
  for ( const OGRFeatureUniquePtr &feature : *result )
  {
    QStringList row;
    for ( int field = 0; field < feature->GetFieldCount(); ++field )
      row << QString::fromUtf8( feature->GetFieldAsString( field ) );
    rows.push_back( row );
  }
  dataset.ReleaseResultSet( result );
  return rows;
}

} // namespace

qint64 countPaths( const QString &text )
{
  if ( !text.contains( '/' ) && !text.contains( '\\' ) )
    return 0;
  static const QRegularExpression path( QStringLiteral(
    "(?<![\\w:/.])(?:file:///|/(?:home|Users|root|mnt|media|srv|tmp|var|opt|data|work|Volumes|net)/[\\w.~-]|"
    "[A-Za-z]:[\\\\/](?![\\\\/])[\\w .~$-]+[\\\\/]|\\\\\\\\[\\w.-]+\\\\[\\w.$-]+)" ) );
  return countOf( path, text );
}

qint64 countAuthors( const QString &text )
{
  static const QRegularExpression author(
    QStringLiteral( "saveUser(?:Full)?=\"[^\"]+\"|<author>[^<]+</author>|<contact>|\"author\"\\s*:\\s*\"[^\"]+\"|"
                    "<meta name=\"author\"" ) );
  return countOf( author, text );
}

std::vector<Finding> findingsInText( const QString &layer, const QString &place, const QString &text )
{
  static const QRegularExpression email( QStringLiteral( "[\\w.+-]+@[\\w-]+\\.[A-Za-z]{2,}" ) );
  std::vector<Finding> found;
  const auto note = [&]( FindingKind kind, qint64 n, const QString &detail )
  {
    if ( n > 0 )
      found.push_back( { layer, place, kind, n, detail } );
  };
  note( FindingKind::path, countPaths( text ), QString() );
  note( FindingKind::author, countAuthors( text ), QString() );
  note( FindingKind::author, countOf( email, text ), Run::tr( "e-mail addresses" ) );
  return found;
}

std::vector<Finding> findingsInGeoPackage( const QString &path, const QStringList &checked )
{
  const QString name = QFileInfo( path ).fileName();
  std::vector<Finding> found;
  const Dataset dataset( GDALDataset::Open( path.toUtf8().constData(), GDAL_OF_VECTOR | GDAL_OF_READONLY ) );
  if ( !dataset )
    return { { name, Run::tr( "the file" ), FindingKind::cannotLook, 1 } };
  static const QRegularExpression ofTheFormat( QStringLiteral( "^(gpkg_|rtree_|sqlite_|idx_)" ) );
  for ( const QStringList &row : rowsOf( *dataset, "SELECT name FROM sqlite_master WHERE type IN ('table','view')" ) )
  {
    const QString &table = row.first();
    if ( ofTheFormat.match( table ).hasMatch() || table == QLatin1String( "layer_styles" ) ||
         checked.contains( table, Qt::CaseInsensitive ) )
      continue;
    const FindingKind kind = table == QLatin1String( "run_log" )         ? FindingKind::internalRecord
                             : table == QLatin1String( "qgis_projects" ) ? FindingKind::project
                                                                         : FindingKind::extraTable;
    found.push_back( { name, table, kind, 1 } );
  }
  for ( const char *table : { "layer_styles", "gpkg_metadata", "gpkg_contents" } )
  {
    QString text;
    const QString query = QStringLiteral( "SELECT * FROM \"%1\"" ).arg( QLatin1String( table ) );
    for ( const QStringList &row : rowsOf( *dataset, query.toUtf8().constData() ) )
      text += row.join( '\n' ) + '\n';
    const std::vector<Finding> inTable = findingsInText( name, QLatin1String( table ), text );
    found.insert( found.end(), inTable.begin(), inTable.end() );
  }
  for ( const QStringList &row : rowsOf( *dataset, "PRAGMA freelist_count" ) )
    if ( row.first().toLongLong() > 0 )
      found.push_back( { name, Run::tr( "the file" ), FindingKind::deletedRows, row.first().toLongLong() } );
  CPLErrorReset();
  return found;
}

std::vector<Finding> findingsBeside( const QString &path )
{
  std::vector<Finding> found;
  const QFileInfo file( path );
  for ( const QString &suffix : endingsBeside() )
  {
    const QString name = file.completeBaseName() + '.' + suffix;
    const QString other = file.dir().filePath( name );
    if ( !QFile::exists( other ) )
      continue;
    const QString text = textOfFile( other );
    const std::vector<Finding> inside = findingsInText( name, Run::tr( "the file" ), text );
    found.insert( found.end(), inside.begin(), inside.end() );
    if ( suffix == QLatin1String( "qmd" ) && text.contains( QLatin1String( "communitysafety:" ) ) )
      found.push_back( { name, Run::tr( "the file" ), FindingKind::internalRecord, 1 } );
  }
  return found;
}

bool isReadBeside( const QString &path, const QString &layerFile )
{
  const QFileInfo file( path ), layer( layerFile );
  const QString begin = layer.completeBaseName() + '.';
  return file.absolutePath() == layer.absolutePath() && file.fileName().startsWith( begin ) &&
         endingsBeside().contains( file.fileName().mid( begin.size() ) );
}

std::vector<Finding> findingsInFile( const QString &path )
{
  const QFileInfo file( path );
  const QStringList texts{ "html", "htm", "txt", "md", "json", "qml", "qmd", "xml", "svg", "sld", "qgs" };
  const QString suffix = file.suffix().toLower();
  if ( suffix == QLatin1String( "gpkg" ) )
    if ( const std::vector<Finding> found = findingsInGeoPackage( path, {} ); !found.empty() )
      return found;
  if ( !texts.contains( suffix ) )
    return { { file.fileName(), Run::tr( "the file" ), FindingKind::cannotLook, 1 } };
  const QString text = textOfFile( path );
  std::vector<Finding> found = findingsInText( file.fileName(), Run::tr( "the file" ), text );
  if ( text.contains( Run::tr( "For internal use until checked for release" ) ) )
    found.push_back( { file.fileName(), Run::tr( "the foot of the page" ), FindingKind::internalRecord, 1,
                       Run::tr( "internal report" ) } );
  if ( suffix == QLatin1String( "qgs" ) )
    found.push_back( { file.fileName(), Run::tr( "the file" ), FindingKind::project, 1 } );
  return found;
}

bool isPartOfLayer( const QString &path, const QSet<QString> &all )
{
  const QFileInfo file( path );
  const QString suffix = file.suffix().toLower();
  const QStringList ofShapes{ "dbf", "shx", "prj", "cpg", "qix", "sbn", "sbx" };
  if ( ofShapes.contains( suffix ) && hasSibling( file, QStringLiteral( "shp" ), all ) )
    return true;
  return suffix == QLatin1String( "cpg" ) && hasSibling( file, QStringLiteral( "dbf" ), all );
}

bool isLayerFile( const QString &path )
{
  const QStringList suffixes{ "gpkg", "shp", "csv", "geojson", "fgb", "kml", "gml", "dbf" };
  return suffixes.contains( QFileInfo( path ).suffix().toLower() );
}

} // namespace communitysafety::sharesafely
