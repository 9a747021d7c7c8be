// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/checkrelease.h"

#include "base/areaunits.h"
#include "base/fields.h"
#include "base/layerfile.h"
#include "base/recipe.h"
#include "base/resources.h"
#include "base/unfinishedgeopackage.h"
#include "sharesafely/filetexts.h"
#include "sharesafely/layerlook.h"
#include "sharesafely/personalcolumn.h"
#include "sharesafely/pointscan.h"
#include "sharesafely/releasereport.h"

#include <qgsproject.h>
#include <qgsproviderregistry.h>
#include <qgsprovidersublayerdetails.h>

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace communitysafety::sharesafely
{

using base::Run;

QStringList CheckRelease::list( const Run &run, const char *parameter ) const
{
  QStringList names;
  for ( const QString &name : text( run, parameter ).split( ',', Qt::SkipEmptyParts ) )
    names << name.trimmed();
  names.removeAll( QString() );
  return names;
}

void CheckRelease::addLayer( QgsVectorLayer &layer, const QString &parameter )
{
  Checked checked;
  checked.layer = &layer;
  checked.source = std::make_unique<base::Source>( parameter, layer );
  if ( layer.isSpatial() )
    checked.source->requireCrs();
  const QString table = checked.source->tableName().isEmpty() ? layer.name() : checked.source->tableName();
  checked.name = table;
  // Two names must give two files, on systems that take capitals and small letters for the same as well.
  const auto isTaken = [&checked]( const Checked &other )
  {
    return ReleasedCopies::fileName( other.name )
             .compare( ReleasedCopies::fileName( checked.name ), Qt::CaseInsensitive ) == 0;
  };
  for ( int number = 2; std::any_of( mLayers.begin(), mLayers.end(), isTaken ); ++number )
    checked.name = QStringLiteral( "%1_%2" ).arg( table ).arg( number );
  mLayers.push_back( std::move( checked ) );
}

void CheckRelease::openFolder( const QString &folder )
{
  if ( !QFileInfo( folder ).isDir() )
    throw QgsProcessingException( tr( "FOLDER: there is no folder ‘%1’." ).arg( folder ) );
  QStringList paths;
  for ( QDirIterator files( QDir::cleanPath( folder ), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories );
        files.hasNext(); )
    paths << files.next();
  paths.sort();
  const QSet<QString> all( paths.constBegin(), paths.constEnd() );
  for ( const QString &path : std::as_const( paths ) )
    // A file that holds no layer after all is looked at like any other.
    if ( !isPartOfLayer( path, all ) && !( isLayerFile( path ) && openTables( path ) ) )
      mFiles << path;
}

bool CheckRelease::openTables( const QString &path )
{
  const bool isGeoPackage = QFileInfo( path ).suffix().compare( QLatin1String( "gpkg" ), Qt::CaseInsensitive ) == 0;
  const QStringList ofTheFile{ "run_log", "layer_styles", "qgis_projects" };
  bool hasAny = false;
  const QList<QgsProviderSublayerDetails> tables = QgsProviderRegistry::instance()->querySublayers( path );
  for ( const QgsProviderSublayerDetails &table : tables )
  {
    if ( table.providerKey() != QLatin1String( "ogr" ) || ( isGeoPackage && ofTheFile.contains( table.name() ) ) )
      continue;
    auto layer = std::make_unique<QgsVectorLayer>( table.uri(), table.name(), QStringLiteral( "ogr" ) );
    if ( !layer->isValid() )
      throw QgsProcessingException(
        tr( "FOLDER: ‘%1’ cannot be opened; check that it opens in QGIS." ).arg( QFileInfo( path ).fileName() ) );
    addLayer( *layer, QStringLiteral( "FOLDER" ) );
    mOpened.push_back( std::move( layer ) );
    hasAny = true;
  }
  return hasAny;
}

namespace
{

//! A layer that was typed as a file arrives without the style that it has for everybody who opens it.
void loadSavedStyle( QgsVectorLayer &layer, const QgsProject *project )
{
  if ( base::isMemoryLayer( layer ) || ( project && project->mapLayer( layer.id() ) ) )
    return;
  bool isLoaded = false;
  layer.loadDefaultStyle( isLoaded );
}

} // namespace

void CheckRelease::prepare( Run &run )
{
  if ( isGiven( run.parameters(), "INPUT" ) )
    for ( QgsMapLayer *layer : parameterAsLayerList( run.parameters(), QStringLiteral( "INPUT" ), run.context() ) )
    {
      auto *vectorLayer = qobject_cast<QgsVectorLayer *>( layer );
      if ( !vectorLayer )
        throw QgsProcessingException(
          tr( "INPUT: ‘%1’ is not a vector layer." ).arg( layer ? layer->name() : QString() ) );
      loadSavedStyle( *vectorLayer, run.context().project() );
      addLayer( *vectorLayer, QStringLiteral( "INPUT" ) );
    }
  if ( isGiven( run.parameters(), "FOLDER" ) )
    openFolder( text( run, "FOLDER" ) );
  if ( mLayers.empty() && mFiles.isEmpty() )
    throw QgsProcessingException( tr( "There is nothing to check: choose layers in INPUT, or a FOLDER with files." ) );
  for ( const Checked &checked : mLayers )
    if ( checked.source->featureCount() == 0 )
      run.warn( tr( "The layer ‘%1’ has no features." ).arg( checked.source->name() ) );
}

ReleasedCountRules CheckRelease::countRules( const Run &run ) const
{
  ReleasedCountRules rules;
  rules.threshold = number( run, "THRESHOLD" );
  rules.zerosAreSafe = isTicked( run, "ZEROS_ARE_SAFE" );
  rules.fields = list( run, "COUNT_FIELDS" );
  rules.totalField = text( run, "TOTAL_FIELD" ).trimmed();
  rules.parentFields = list( run, "PARENT_FIELDS" );
  return rules;
}

void CheckRelease::checkFields( const Run &run, const Checked &checked, std::vector<Finding> &findings ) const
{
  const QStringList dropped = list( run, "DROP_LIST" ), allowed = list( run, "ALLOWED_FIELDS" );
  for ( const QgsField &field : checked.source->fields() )
  {
    const QString &name = field.name();
    if ( dropped.contains( name, Qt::CaseInsensitive ) )
      findings.push_back( { checked.name, name, FindingKind::droppedField, 1 } );
    else if ( allowed.contains( name, Qt::CaseInsensitive ) )
      continue;
    else if ( speaksOfRecords( name ) )
      findings.push_back( { checked.name, name, FindingKind::recordId, 1, tr( "by its name" ) } );
    else if ( speaksOfPersons( name, checked.layer->geometryType() == compat::polygonGeometry ) )
      findings.push_back( { checked.name, name, FindingKind::personalName, 1 } );
  }
}

void CheckRelease::checkRows( Run &run, const Checked &checked, ReleasedCounts &counts, double progressFrom,
                              double progressTo, std::vector<Finding> &findings ) const
{
  const base::Source &source = *checked.source;
  const QStringList allowed = list( run, "ALLOWED_FIELDS" );
  const bool isOfPoints = checked.layer->geometryType() == compat::pointGeometry;
  counts.beginLayer( checked.name, source.fields() );
  std::vector<PersonalColumn> columns;
  base::Source::Reading reading;
  for ( int field = 0; field < source.fields().count(); ++field )
  {
    reading.attributes << field;
    columns.emplace_back( source.fields().at( field ).name() );
  }
  reading.geometry = isOfPoints;
  if ( isOfPoints )
    reading.crs = base::metricCrs( source.crs(), source.extent(), run.context().transformContext() );
  reading.progressFrom = progressFrom;
  reading.progressTo = progressTo;
  PointScan points( number( run, "MIN_PRECISION" ) );
  const auto visit = [&]( const QgsFeature &row, qint64 )
  {
    run.ledger.read( checked.name );
    run.ledger.used( checked.name );
    for ( std::size_t column = 0; column < columns.size(); ++column )
      columns[column].add( row.attribute( int( column ) ) );
    points.add( row.geometry() );
    counts.add( row );
  };
  source.forEach( run, reading, visit );
  const auto note = [&]( std::vector<Finding> found )
  {
    for ( Finding &finding : found )
    {
      finding.layer = checked.name;
      findings.push_back( finding );
    }
  };
  note( points.findings( qint64( number( run, "THRESHOLD" ) ) ) );
  for ( const PersonalColumn &column : columns )
    if ( !allowed.contains( column.field(), Qt::CaseInsensitive ) )
      note( column.findings( !isOfPoints && checked.layer->isSpatial() ) );
  note( findingsAround( *checked.layer ) );
}

void CheckRelease::checkSensitive( Run &run, std::vector<Finding> &findings ) const
{
  const std::unique_ptr<base::Source> source = optionalSource( run, QStringLiteral( "RECIPE" ) );
  if ( !source )
    return;
  const base::Recipe recipe = base::readRecipe( run, *source );
  for ( const base::RecipeIndicator &indicator : recipe.indicators )
    for ( const Checked &checked : mLayers )
      for ( const QgsField &field : checked.source->fields() )
        if ( indicator.sensitive && ( field.name().compare( indicator.code, Qt::CaseInsensitive ) == 0 ||
                                      field.name().startsWith( indicator.code + '_', Qt::CaseInsensitive ) ) )
          findings.push_back( { checked.name, field.name(), FindingKind::sensitiveIndicator, 1, indicator.label } );
}

std::vector<Finding> CheckRelease::checkLayers( Run &run ) const
{
  std::vector<Finding> findings;
  ReleasedCounts counts( countRules( run ) );
  const double step = 0.7 / std::max( 1.0, double( mLayers.size() ) );
  double from = 0;
  // Tables of totals name the fields by which the rows of other layers add up.
  for ( const bool areTotals : { true, false } )
    for ( const Checked &checked : mLayers )
    {
      if ( ReleasedCounts::isTableOfTotals( checked.source->fields() ) != areTotals )
        continue;
      checkFields( run, checked, findings );
      checkRows( run, checked, counts, from, from + step, findings );
      from += step;
    }
  const std::vector<Finding> ofCounts = counts.findings( run.progress( 0.7, 0.8 ) );
  findings.insert( findings.end(), ofCounts.begin(), ofCounts.end() );
  checkSensitive( run, findings );
  return findings;
}

std::vector<Finding> CheckRelease::checkFiles() const
{
  std::vector<Finding> findings;
  const auto note = [&findings]( const std::vector<Finding> &found )
  { findings.insert( findings.end(), found.begin(), found.end() ); };
  QStringList seen, tables;
  for ( const Checked &checked : mLayers )
    tables << base::fileTable( checked.layer->source() ).table << checked.source->tableName();
  for ( const Checked &checked : mLayers )
  {
    const QString path = base::isFileLayer( *checked.layer ) ? base::filePath( checked.layer->source() ) : QString();
    if ( path.isEmpty() || seen.contains( path ) )
      continue;
    seen << path;
    if ( base::isGeoPackageLayer( *checked.layer ) )
      note( findingsInGeoPackage( path, tables ) );
    note( findingsBeside( path ) );
  }
  for ( const QString &path : mFiles )
  {
    const bool isSeen = std::any_of( seen.begin(), seen.end(),
                                     [&path]( const QString &layerFile ) { return isReadBeside( path, layerFile ); } );
    if ( !isSeen )
      note( findingsInFile( path ) );
  }
  return findings;
}

void CheckRelease::refuse( const std::vector<Finding> &findings, bool hasCopies ) const
{
  QStringList words;
  for ( const Finding &finding : findings )
  {
    const Severity severity = severityOf( finding.kind );
    if ( severity == Severity::mustNotLeave || ( severity == Severity::leftBehind && !hasCopies ) )
      words << tr( "%1, %2: %3" ).arg( finding.layer, finding.place, wordsOf( finding ) );
  }
  if ( words.isEmpty() )
    return;
  constexpr int mostWords = 3;
  const QString more = words.size() > mostWords ? tr( " and %1 more" ).arg( words.size() - mostWords ) : QString();
  throw QgsProcessingException( tr( "Not to be released: %1%2. Run again without STRICT for the list." )
                                  .arg( words.mid( 0, mostWords ).join( QStringLiteral( "; " ) ), more ) );
}

void CheckRelease::writeFindings( Run &run, const std::vector<Finding> &findings )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "FINDINGS" );
  spec.fields.append( base::fields::named( QStringLiteral( "layer" ), tr( "Layer or file" ) ) );
  spec.fields.append( base::fields::named( QStringLiteral( "found_in" ) ) );
  spec.fields.append( base::fields::named( QStringLiteral( "kind" ), tr( "What was found" ) ) );
  spec.fields.append( base::fields::named( QStringLiteral( "severity" ) ) );
  spec.fields.append( base::fields::named( QStringLiteral( "records" ), tr( "How many" ) ) );
  spec.fields.append( base::fields::named( QStringLiteral( "remedy" ) ) );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( const Finding &finding : findings )
    output->add( { finding.layer, finding.place, wordsOf( finding ), wordsOf( severityOf( finding.kind ) ),
                   double( finding.n ), remedyOf( finding.kind ) } );
  output->finish();
}

void CheckRelease::requireFolderBeside( const QString &folder ) const
{
  QSet<QString> checkedFiles;
  for ( const Checked &checked : mLayers )
    if ( base::isFileLayer( *checked.layer ) )
      checkedFiles << QFileInfo( base::filePath( checked.layer->source() ) ).canonicalFilePath();
  for ( const QString &path : mFiles )
    checkedFiles << QFileInfo( path ).canonicalFilePath();
  // What does not exist has no canonical path.
  checkedFiles.remove( QString() );
  for ( const Checked &checked : mLayers )
  {
    const QString copy = QDir( folder ).filePath( ReleasedCopies::fileName( checked.name ) );
    for ( const QString &path : { copy, base::UnfinishedGeoPackage::writtenPath( copy ) } )
      if ( checkedFiles.contains( QFileInfo( path ).canonicalFilePath() ) )
        throw QgsProcessingException( tr( "OUTPUT_FOLDER holds ‘%1’, which is checked itself: choose another folder." )
                                        .arg( QFileInfo( path ).fileName() ) );
  }
}

std::unique_ptr<ReleasedCopies> CheckRelease::writeCopies( Run &run, const QString &folder ) const
{
  const QString checked =
    tr( "Checked for release with Community Safety %1 on %2: counts below %3, points finer than %4 m." )
      .arg( base::softwareVersion(), QDate::currentDate().toString( Qt::ISODate ) )
      .arg( number( run, "THRESHOLD" ) )
      .arg( number( run, "MIN_PRECISION" ) );
  auto copies = std::make_unique<ReleasedCopies>( run, folder, checked );
  for ( const Checked &one : mLayers )
    copies->add( *one.layer, one.name );
  return copies;
}

void CheckRelease::writePage( Run &run, const std::vector<Finding> &findings, int nCopies )
{
  CheckedRelease release{
    findings, {}, int( mFiles.size() ), nCopies, number( run, "THRESHOLD" ), number( run, "MIN_PRECISION" )
  };
  for ( const Checked &checked : mLayers )
    release.layers << checked.name;
  writeReport( run, reportOnRelease( release ) );
}

namespace
{

//! Made before the work, so that a place where nothing can be written is told at once.
QString madeFolder( const QString &folder )
{
  if ( !QDir().mkpath( folder ) )
    throw QgsProcessingException(
      CheckRelease::tr( "The folder %1 cannot be made for the copies: choose another in OUTPUT_FOLDER." )
        .arg( folder ) );
  return folder;
}

} // namespace

void CheckRelease::process( Run &run )
{
  const bool wantsCopies = isGiven( run.parameters(), "OUTPUT_FOLDER" );
  const QString folder =
    wantsCopies
      ? madeFolder( parameterAsFileOutput( run.parameters(), QStringLiteral( "OUTPUT_FOLDER" ), run.context() ) )
      : QString();
  if ( wantsCopies )
    requireFolderBeside( folder );
  std::vector<Finding> findings = checkLayers( run );
  const std::vector<Finding> ofFiles = checkFiles();
  findings.insert( findings.end(), ofFiles.begin(), ofFiles.end() );
  sortFindings( findings );
  if ( isTicked( run, "STRICT" ) )
    refuse( findings, wantsCopies );
  statistics::report( run.progress( 0.8, 0.92 ), 1 );
  const bool isPassed = countOf( findings, Severity::mustNotLeave ) == 0;
  const QString verdict = verdictOn( findings );
  if ( findings.empty() )
    run.remark( verdict );
  else
    run.warn( verdict );
  writeFindings( run, findings );
  const std::unique_ptr<ReleasedCopies> copies = wantsCopies && isPassed ? writeCopies( run, folder ) : nullptr;
  const int nCopies = copies ? int( mLayers.size() ) : 0;
  if ( wantsCopies && !isPassed )
    run.warn( tr( "No clean copy was written." ) );
  if ( wantsCopies )
    run.setResult( QStringLiteral( "OUTPUT_FOLDER" ), folder );
  if ( wantsReport( run ) )
    writePage( run, findings, nCopies );
  // Last, so that what stands in the way of another output leaves an earlier release as it is.
  if ( copies )
    copies->putInPlace();
  run.setNumber( QStringLiteral( "PASSED" ), isPassed ? 1 : 0 );
  run.setNumber( QStringLiteral( "N_LAYERS" ), double( mLayers.size() ) );
  run.setNumber( QStringLiteral( "N_FILES" ), double( mFiles.size() ) );
  run.setNumber( QStringLiteral( "N_MUST_NOT_LEAVE" ), double( countOf( findings, Severity::mustNotLeave ) ) );
  run.setNumber( QStringLiteral( "N_LEFT_BEHIND" ), double( countOf( findings, Severity::leftBehind ) ) );
  run.setNumber( QStringLiteral( "N_LOOK" ), double( countOf( findings, Severity::look ) ) );
  run.setNumber( QStringLiteral( "N_RELEASED" ), nCopies );
}

} // namespace communitysafety::sharesafely
