// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/prepareincidents.h"

#include "base/areas.h"
#include "base/geometryunion.h"
#include "base/incidentlayer.h"
#include "base/layerfile.h"
#include "base/numbertext.h"
#include "base/postcodedirectory.h"
#include "preparedata/incidentreader.h"
#include "preparedata/incidentremarks.h"
#include "preparedata/incidentreport.h"
#include "preparedata/incidentsurvey.h"

#include <QDate>
#include <QFile>
#include <QFileInfo>

#include <qgscoordinatetransform.h>
#include <qgsexception.h>
#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>

#include <cpl_error.h>

namespace communitysafety::preparedata
{

using base::Run;

base::Identity PrepareIncidents::identity() const
{
  return {
    QStringLiteral( "prepareincidents" ),
    tr( "Prepare incident records" ),
    QStringLiteral( "preparedata" ),
    tr( "Turns a partner's table or layer of records into a clean incident layer, and accounts for every row." ),
    tr( "fire,ambulance,anti-social behaviour,youth offending,council,STATS19,casualties,stop and search,csv,import,"
        "geocode,postcode,grid reference,eastings,northings,dates,clean,deduplicate,category lookup,heaping" )
      .split( ',' ),
    tr( "Say which field is which; everything else is found out and told in the log. Every record becomes an incident "
        "or a rejected record with its reason: read = used + rejected.\n\n"
        "The table is looked through once before the first record is written: for the order of day and month, for "
        "the kind and rounding of coordinates, for the postcodes that are needed. Neither reading keeps records in "
        "memory, only hashes of their ids.\n\n"
        "Positions come from coordinates or points, else from a grid reference, else from a postcode, and "
        "‘precision’ says in metres how far they may be off. Counters can leave out what is coarser than their "
        "cells.\n\n"
        "Dates after today and ends before starts are rejected. Where only the month is known the incident lasts from "
        "its first day to its last. The time of the day is not written: name its field in KEEP_FIELDS.\n\n"
        "The report lists the places with most incidents, because stations, hospitals and custody suites stand for "
        "places where a record was made, and warns where fewer than 85 % of the records have a position.\n\n"
        "SAVE_PROFILE keeps all choices; next year PROFILE brings them back." )
  };
}

namespace
{

//! Whether the file at \a path begins with the mark of UTF-16, which QGIS cannot open as CSV, or reads wrongly.
bool hasWideLetters( const QString &path )
{
  QFile file( path );
  const QByteArray mark = file.open( QIODevice::ReadOnly ) ? file.read( 2 ) : QByteArray();
  return mark == QByteArrayLiteral( "\xFF\xFE" ) || mark == QByteArrayLiteral( "\xFE\xFF" );
}

//! The file that GDAL reads for \a input: a path, or that of a layer; empty where there is none.
QString pathOf( const QVariant &input, QgsProcessingContext &context )
{
  if ( input.userType() == qMetaTypeId<QgsProcessingFeatureSourceDefinition>() )
    return pathOf( input.value<QgsProcessingFeatureSourceDefinition>().source.staticValue(), context );
  const auto *layer = qobject_cast<QgsVectorLayer *>( qvariant_cast<QObject *>( input ) );
  if ( !layer )
    layer =
      qobject_cast<QgsVectorLayer *>( QgsProcessingUtils::mapLayerFromString( input.toString(), context, false ) );
  if ( !layer )
    return input.toString();
  return base::isFileLayer( *layer ) ? base::fileTable( layer->source() ).path : QString();
}

//! Why \a parameters cannot be taken; empty where they can.
QString refusal( const QVariantMap &parameters, QgsProcessingContext &context )
{
  const QString path = pathOf( parameters.value( QStringLiteral( "INPUT" ) ), context );
  return !path.isEmpty() && hasWideLetters( path )
           ? PrepareIncidents::tr(
               "The table ‘%1’ is written in UTF-16 (‘Unicode’): save it as CSV UTF-8 and choose that." )
               .arg( QFileInfo( path ).fileName() )
           : QString();
}

} // namespace

bool PrepareIncidents::checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context,
                                             QString *message ) const
{
  const QString problem = refusal( parameters, context );
  if ( problem.isEmpty() )
    return Algorithm::checkParameterValues( parameters, context, message );
  if ( message )
    *message = problem;
  return false;
}

void PrepareIncidents::prepare( Run &run )
{
  // A model does not ask checkParameterValues().
  const QString problem = refusal( run.parameters(), run.context() );
  if ( !problem.isEmpty() )
    throw QgsProcessingException( problem );
  mProfile = isGiven( run.parameters(), "PROFILE" ) ? base::IncidentProfile::read( text( run, "PROFILE" ) )
                                                    : base::IncidentProfile();
  const IncidentSettings chosen = settings( run );
  if ( chosen.firstDate.isValid() && chosen.lastDate.isValid() && chosen.firstDate > chosen.lastDate )
    throw QgsProcessingException( tr( "FIRST_DATE (%1) comes after LAST_DATE (%2): exchange them." )
                                    .arg( text( run, "FIRST_DATE" ), text( run, "LAST_DATE" ) ) );
  if ( !chosen.dateEndField.isEmpty() && chosen.dateField.isEmpty() )
    throw QgsProcessingException( tr( "DATE_END_FIELD needs DATE_FIELD: name the field of the start." ) );
  if ( !chosen.postcodeField.isEmpty() && !isGiven( run.parameters(), "POSTCODE_DIRECTORY" ) )
    throw QgsProcessingException( tr(
      "POSTCODE_FIELD needs POSTCODE_DIRECTORY: choose the file of an ONS Postcode Directory or of Code-Point Open, "
      "or leave the field empty." ) );
}

namespace
{

//! A file that breaks off ends the reading like its last row does; only GDAL knows.
void requireWholeFile( const base::Source &source, qint64 rows )
{
  if ( CPLGetLastErrorType() >= CE_Failure )
    throw QgsProcessingException(
      PrepareIncidents::tr( "The table ‘%1’ is damaged after row %2 (%3): get it again." )
        .arg( source.name(), base::numberText( double( rows ) ),
              QString::fromUtf8( CPLGetLastErrorMsg() ).section( '\n', 0, 0 ).left( 80 ) ) );
}

void tellSystems( Run &run, const base::Source &input, const IncidentPositions &positions )
{
  if ( positions.writtenCrs().isValid() && positions.writtenCrs() != positions.crs() )
    run.remark( PrepareIncidents::tr( "‘%1’ was transformed from %2 to %3." )
                  .arg( input.name(), positions.writtenCrs().userFriendlyIdentifier(),
                        positions.crs().userFriendlyIdentifier() ) );
}

base::DateRule dateRule( const IncidentSettings &settings, const IncidentSurvey &survey )
{
  return settings.dateFormat ? base::DateRule::only( *settings.dateFormat ) : survey.dates().rule();
}

void setNumbers( Run &run, const IncidentFindings &findings )
{
  const IncidentTally &tally = findings.tally;
  const std::vector<HeapedPlace> places = heapedPlaces( tally );
  run.setNumber( QStringLiteral( "N_READ" ), double( tally.nRead ) );
  run.setNumber( QStringLiteral( "N_USED" ), double( tally.nUsed ) );
  run.setNumber( QStringLiteral( "N_REJECTED" ), double( tally.nRead - tally.nUsed ) );
  run.setNumber( QStringLiteral( "HIT_RATE" ), tally.hitRate() );
  run.setNumber( QStringLiteral( "N_REPEATED" ), double( tally.nRepeated ) );
  run.setNumber( QStringLiteral( "N_UNKNOWN_CATEGORIES" ), double( findings.categories.nUnknown() ) );
  run.setNumber( QStringLiteral( "N_COARSE" ), double( tally.nCoarse ) );
  run.setNumber( QStringLiteral( "TOP_PLACE_SHARE" ), places.empty() ? 0.0 : places[0].share );
}

//! \a box of \a crs in the British National Grid; empty where that has no such place.
QgsRectangle inBritishGrid( const Run &run, const QgsRectangle &box, const QgsCoordinateReferenceSystem &crs )
{
  const QgsCoordinateTransform transform( crs, QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:27700" ) ),
                                          run.context().transformContext() );
  try
  {
    return transform.transformBoundingBox( box );
  }
  catch ( const QgsCsException & )
  {
    return {};
  }
}

} // namespace

std::unique_ptr<StudyPolygon> PrepareIncidents::readStudyArea( Run &run, double tolerance ) const
{
  const std::unique_ptr<base::Source> source = optionalSource( run, QStringLiteral( "STUDY_AREA" ) );
  if ( !source )
    return nullptr;
  base::AreasReading reading;
  reading.invalidGeometry = invalidGeometry( run );
  reading.progressTo = 0.05;
  const base::Areas parts = base::readAreas( run, *source, reading );
  const QgsGeometry outline = base::unionOf( parts.geometry );
  return std::unique_ptr<StudyPolygon>(
    new StudyPolygon{ { outline, tolerance },
                      source->name(),
                      parts.crs,
                      inBritishGrid( run, outline.boundingBox().buffered( tolerance ), parts.crs ) } );
}

void PrepareIncidents::saveProfile( Run &run, const IncidentSettings &settings ) const
{
  if ( !isGiven( run.parameters(), "SAVE_PROFILE" ) )
    return;
  const QString path = parameterAsFileOutput( run.parameters(), QStringLiteral( "SAVE_PROFILE" ), run.context() );
  settings.toProfile().write( path );
  run.outputs.addFile( path );
  run.setResult( QStringLiteral( "SAVE_PROFILE" ), path );
}

IncidentSettings PrepareIncidents::completeSettings( Run &run, const base::Source &input ) const
{
  IncidentSettings chosen = settings( run );
  if ( chosen.sourceName.isEmpty() )
    chosen.sourceName = input.name();
  if ( const std::unique_ptr<base::Source> lookup = optionalSource( run, QStringLiteral( "CATEGORY_LOOKUP" ) ) )
    chosen.categories = readCategoryLookup( run, *lookup );
  return chosen;
}

std::unique_ptr<base::PostcodeDirectory> PrepareIncidents::readDirectory( Run &run, const IncidentSurvey &survey ) const
{
  if ( !isGiven( run.parameters(), "POSTCODE_DIRECTORY" ) || survey.postcodes().isEmpty() )
    return nullptr;
  auto directory = std::make_unique<base::PostcodeDirectory>( base::PostcodeDirectory::read(
    run, QStringLiteral( "POSTCODE_DIRECTORY" ), text( run, "POSTCODE_DIRECTORY" ), survey.postcodes(), 0.4, 0.5 ) );
  run.remark( tr( "Of %1 different postcodes or parts of postcodes, %2 have a position in the directory (%3 rows)." )
                .arg( base::numberText( survey.postcodes().size() ), base::numberText( double( directory->nKept() ) ),
                      base::numberText( double( directory->nRows() ) ) ) );
  return directory;
}

void PrepareIncidents::finish( Run &run, const IncidentFindings &findings, const QString &account )
{
  findings.tally.gaps.tell( run, { std::nullopt, std::nullopt } );
  const QStringList warnings = incidentWarnings( findings );
  for ( const QString &remark : incidentRemarks( findings ) )
    run.remark( remark );
  for ( const QString &warning : warnings )
    run.warn( warning );
  setNumbers( run, findings );
  writeRejects( run );
  saveProfile( run, findings.settings );
  if ( wantsReport( run ) )
    writeReport( run, incidentReport( findings, run.ledger.countOf( account ), warnings ) );
}

void PrepareIncidents::process( Run &run )
{
  const base::Source input = source( run, QStringLiteral( "INPUT" ) );
  const IncidentSettings chosen = completeSettings( run, input );
  const IncidentColumns columns = IncidentColumns::of( input, chosen );
  input.requireFeatures();
  if ( input.hasGeometry() && !columns.hasPair() && !chosen.coordinatesCrs.isValid() )
    input.requireCrs();
  const std::unique_ptr<StudyPolygon> studyArea = readStudyArea( run, chosen.tolerance );
  IncidentSurvey survey( chosen, columns, studyArea.get() );
  CPLErrorReset();
  survey.read( run, input, 0.05, 0.4 );
  requireWholeFile( input, survey.nRows() );
  tellDates( run, chosen, survey.dates() );
  const std::unique_ptr<base::PostcodeDirectory> directory = readDirectory( run, survey );

  IncidentPositions positions( run, chosen, columns, survey, input.crs(), directory.get(), studyArea.get() );
  tellSystems( run, input, positions );
  IncidentDates dates( chosen, dateRule( chosen, survey ), QDate::currentDate() );
  IncidentCategories categories( chosen.categories, chosen.category );
  const std::unique_ptr<base::OutputLayer> output =
    createOutput( run, base::incidentLayer( QStringLiteral( "prepareincidents_output" ), positions.crs(),
                                            addedFields( input.fields(), chosen, columns ) ) );
  const QString account = base::accountName( input.name(), studyArea ? QStringList( studyArea->name ) : QStringList() );
  IncidentReader reader( run, { chosen, columns, survey, positions, dates, categories }, account, output.get() );
  base::Source::Reading reading;
  reading.attributes = columns.all();
  reading.geometry = input.hasGeometry() && !columns.hasPair();
  reading.progressFrom = 0.5;
  reading.progressTo = 0.95;
  input.forEach( run, reading, [&reader]( const QgsFeature &feature, qint64 row ) { reader.take( feature, row ); } );
  if ( output )
    output->finish();
  finish( run, { chosen, survey, positions, dates, categories, reader.tally() }, account );
}

} // namespace communitysafety::preparedata
