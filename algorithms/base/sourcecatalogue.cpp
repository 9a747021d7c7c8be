// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/sourcecatalogue.h"

#include "base/nearestname.h"
#include "base/packedfiles.h"
#include "base/run.h"

#include <qgsproviderregistry.h>
#include <qgsprovidersublayerdetails.h>
#include <qgsvectorlayer.h>

#include <QDir>
#include <QFileInfo>

namespace communitysafety::base
{
namespace
{

// In the order in which a name is looked for.
enum Place
{
  valueOfSourceField,
  tableOfLayer,
  tableInFolder,
  placeCount
};

const QString sourceField = QStringLiteral( "source" );

bool isSameName( const QString &a, const QString &b ) { return a.compare( b, Qt::CaseInsensitive ) == 0; }

bool has( const Source &source, const char *field )
{
  return source.fields().lookupField( QLatin1String( field ) ) >= 0;
}

} // namespace

QgsAttributeList NamedSource::attributes() const
{
  return value.isEmpty() ? QgsAttributeList() : QgsAttributeList{ source->fieldIndex( sourceField ) };
}

bool NamedSource::holds( const QgsFeature &record ) const
{
  return value.isEmpty() ||
         isSameName( record.attribute( source->fieldIndex( sourceField ) ).toString().trimmed(), value );
}

bool isIncidentLayer( const Source &source ) { return has( source, "inc_id" ) && has( source, "inc_date" ); }

struct SourceCatalogue::Candidate
{
  Place place;
  QString name;
  //! Where it is, for the user's eyes.
  QString whereabouts;
  NamedSource found;
  //! For what lies in the folder and was not opened yet.
  QString uri;
  std::unique_ptr<Source> opened;
};

SourceCatalogue::SourceCatalogue( Run &run, std::vector<Source> layers, const QString &folder,
                                  const QString &folderParameter )
  : mFolderParameter( folderParameter )
{
  for ( Source &layer : layers )
    mLayers.push_back( std::make_unique<Source>( std::move( layer ) ) );
  listLayers( run );
  if ( !folder.isEmpty() )
    listFolder( folder );
}

SourceCatalogue::~SourceCatalogue() = default;

void SourceCatalogue::listLayers( const Run &run )
{
  for ( const std::unique_ptr<Source> &layer : mLayers )
  {
    const auto list =
      [this, &layer]( Place place, const QString &name, const QString &whereabouts, const QString &value )
    {
      mCandidates.push_back( std::make_unique<Candidate>(
        Candidate{ place, name, whereabouts, { layer.get(), value }, QString(), nullptr } ) );
    };
    list( tableOfLayer, layer->tableName(), Run::tr( "the layer ‘%1’" ).arg( layer->name() ), QString() );
    if ( !isIncidentLayer( *layer ) || !has( *layer, "source" ) )
      continue;
    QStringList seen;
    const QStringList values = layer->distinctTexts( run, sourceField );
    for ( const QString &value : values )
    {
      if ( !seen.contains( value, Qt::CaseInsensitive ) )
        list( valueOfSourceField, value, Run::tr( "the field ‘source’ of the layer ‘%1’" ).arg( layer->name() ),
              value );
      seen << value;
    }
  }
}

void SourceCatalogue::listFolder( const QString &folder )
{
  const QDir directory( folder );
  if ( !directory.exists() )
    throw QgsProcessingException( Run::tr( "%1: there is no folder ‘%2’; choose the folder that holds the sources." )
                                    .arg( mFolderParameter, folder ) );
  const QStringList patterns{ QStringLiteral( "*.gpkg" ), QStringLiteral( "*.shp" ), QStringLiteral( "*.csv" ),
                              QStringLiteral( "*.csv.gz" ), QStringLiteral( "*.geojson" ) };
  const QFileInfoList files = directory.entryInfoList( patterns, QDir::Files, QDir::Name );
  for ( const QFileInfo &file : files )
    listFile( file.absoluteFilePath() );
}

void SourceCatalogue::listFile( const QString &path )
{
  const auto list = [this]( const QString &name, const QString &whereabouts, const QString &uri )
  {
    mCandidates.push_back(
      std::make_unique<Candidate>( Candidate{ tableInFolder, name, whereabouts, NamedSource(), uri, nullptr } ) );
  };
  const QFileInfo file( path );
  const QString fileWords = Run::tr( "the file ‘%1’" ).arg( file.fileName() );
  if ( file.suffix().compare( QLatin1String( "gpkg" ), Qt::CaseInsensitive ) != 0 )
    return list( file.fileName().section( '.', 0, 0 ), fileWords, openedPath( path ) );
  const QList<QgsProviderSublayerDetails> tables = QgsProviderRegistry::instance()->querySublayers( path );
  for ( const QgsProviderSublayerDetails &table : tables )
  {
    if ( table.providerKey() == QLatin1String( "ogr" ) )
      list( table.name(), fileWords, table.uri() );
  }
}

QStringList SourceCatalogue::names() const
{
  QStringList names;
  for ( const std::unique_ptr<Candidate> &candidate : mCandidates )
  {
    if ( !candidate->name.isEmpty() && !names.contains( candidate->name ) )
      names << candidate->name;
  }
  return names;
}

NamedSource SourceCatalogue::onlyLayer( const QString &asker ) const
{
  if ( mLayers.size() != 1 )
    throw QgsProcessingException(
      Run::tr( "%1: the column ‘source’ is blank, which is only possible with exactly one layer." ).arg( asker ) +
      didYouMean( QString(), names() ) );
  return { mLayers.front().get(), QString() };
}

SourceCatalogue::Candidate *SourceCatalogue::matchIn( int place, const QString &name, const QString &asker ) const
{
  Candidate *match = nullptr;
  for ( const std::unique_ptr<Candidate> &candidate : mCandidates )
  {
    if ( candidate->place != place || !isSameName( candidate->name, name ) )
      continue;
    if ( match )
      throw QgsProcessingException(
        Run::tr( "%1: the source ‘%2’ is there twice, in %3 and in %4; leave out or rename one of them." )
          .arg( asker, name, match->whereabouts, candidate->whereabouts ) );
    match = candidate.get();
  }
  return match;
}

NamedSource SourceCatalogue::opened( Candidate &candidate, const QString &asker ) const
{
  if ( candidate.found.source )
    return candidate.found;
  QgsVectorLayer::LayerOptions options;
  options.loadDefaultStyle = false;
  QgsVectorLayer layer( candidate.uri, candidate.name, QStringLiteral( "ogr" ), options );
  if ( !layer.isValid() )
    throw QgsProcessingException( Run::tr( "%1: the source ‘%2’, %3, cannot be opened; check that it opens in QGIS." )
                                    .arg( asker, candidate.name, candidate.whereabouts ) );
  candidate.opened = std::make_unique<Source>( mFolderParameter, layer );
  candidate.found = { candidate.opened.get(), QString() };
  return candidate.found;
}

NamedSource SourceCatalogue::find( const QString &name, const QString &asker )
{
  if ( name.isEmpty() )
    return onlyLayer( asker );
  Candidate *match = nullptr;
  for ( int place = 0; place < placeCount && !match; ++place )
    match = matchIn( place, name, asker );
  if ( !match )
    throw QgsProcessingException(
      Run::tr( "%1: there is no source ‘%2’ among the layers given and in the folder of sources." ).arg( asker, name ) +
      didYouMean( name, names() ) );
  return opened( *match, asker );
}

} // namespace communitysafety::base
