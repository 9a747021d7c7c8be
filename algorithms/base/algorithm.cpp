// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/algorithm.h"

#include "base/fields.h"
#include "base/htmlreport.h"
#include "base/resources.h"

#include <qgsprocessingutils.h>

#include <QIcon>

#include <algorithm>

namespace communitysafety::base
{
namespace
{

struct Group
{
  const char *id;
  const char *words;
};

// In the order of the work; two digits, because the toolbox sorts by letters.
constexpr Group groups[] = {
  { "preparedata", QT_TRANSLATE_NOOP( "Run", "01 Prepare data" ) },
  { "countandcompare", QT_TRANSLATE_NOOP( "Run", "02 Count and compare" ) },
  { "timeandtrend", QT_TRANSLATE_NOOP( "Run", "03 Time and trend" ) },
  { "hotspots", QT_TRANSLATE_NOOP( "Run", "04 Hot spots" ) },
  { "compositeindex", QT_TRANSLATE_NOOP( "Run", "05 Composite index" ) },
  { "priorityneighbourhoods", QT_TRANSLATE_NOOP( "Run", "06 Priority neighbourhoods" ) },
  { "deprivation", QT_TRANSLATE_NOOP( "Run", "07 Deprivation and census" ) },
  { "perceptions", QT_TRANSLATE_NOOP( "Run", "08 Perceptions" ) },
  { "sharesafely", QT_TRANSLATE_NOOP( "Run", "09 Share safely" ) },
  { "assessandreport", QT_TRANSLATE_NOOP( "Run", "10 Assess and report" ) },
};

QString sentence( const char *what )
{
  QString text = QString::fromUtf8( what );
  if ( !text.isEmpty() && !text.endsWith( '.' ) )
    text += '.';
  return text;
}

//! Runs \a step; whatever it throws leaves as one sentence for the user, because QGIS catches nothing else.
template <typename Step>
void inOneSentence( const QString &algorithm, const Step &step )
{
  try
  {
    step();
  }
  catch ( const statistics::Cancelled & )
  {
    throw QgsProcessingException( Run::tr( "Cancelled: no output was kept." ) );
  }
  catch ( const QgsProcessingException & )
  {
    throw;
  }
  catch ( const std::exception &problem )
  {
    throw QgsProcessingException( QStringLiteral( "%1: %2" ).arg( algorithm, sentence( problem.what() ) ) );
  }
}

//! QGIS writes a table without geometry into the .dbf alone but says .shp, which nobody could open.
void correctPlaceOfTable( QString &destination, const OutputSpec &spec, QgsProcessingContext &context )
{
  const QString said = destination;
  if ( spec.geometryType != compat::noGeometry || !said.endsWith( QLatin1String( ".shp" ), Qt::CaseInsensitive ) )
    return;
  destination = said.left( said.size() - 3 ) + QStringLiteral( "dbf" );
  QMap<QString, QgsProcessingContext::LayerDetails> layers = context.layersToLoadOnCompletion();
  if ( !layers.contains( said ) )
    return;
  layers.insert( destination, layers.take( said ) );
  context.setLayersToLoadOnCompletion( layers );
}

} // namespace

QString groupName( const QString &groupId )
{
  for ( const Group &group : groups )
    if ( groupId == QLatin1String( group.id ) )
      return Run::tr( group.words );
  return groupId;
}

QIcon Algorithm::icon() const { return QIcon( svgIconPath() ); }

QString Algorithm::svgIconPath() const { return packageFile( QStringLiteral( "icons/communitysafety.svg" ) ); }

void Algorithm::initAlgorithm( const QVariantMap & ) { defineParameters(); }

void Algorithm::prepare( Run & ) {}

void Algorithm::addNumber( const QString &name, const QString &words )
{
  addOutput( new QgsProcessingOutputNumber( name, words ) );
}

void Algorithm::addInvalidGeometry()
{
  const QStringList choices{ Run::tr( "Repair" ), Run::tr( "Skip" ), Run::tr( "Stop" ) };
  addAdvanced( new QgsProcessingParameterEnum( QStringLiteral( "INVALID_GEOMETRY" ), Run::tr( "Invalid geometries" ),
                                               choices, false, 0 ),
               Run::tr( "What to do with an area whose outline crosses itself: repair it, leave it out, or stop. In "
                        "every case the log names it." ) );
}

InvalidGeometry Algorithm::invalidGeometry( Run &run ) const
{
  return static_cast<InvalidGeometry>(
    parameterAsEnum( run.parameters(), QStringLiteral( "INVALID_GEOMETRY" ), run.context() ) );
}

void Algorithm::addAreaIdAndName()
{
  const QString input = QStringLiteral( "INPUT" );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "AREA_ID" ),
                                                Run::tr( "Field with the ids of the areas" ), QVariant(), input,
                                                compat::anyField, false, true ),
               Run::tr( "When empty: area_id or cell_id, or else the number of the feature." ) );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "AREA_NAME" ),
                                                Run::tr( "Field with the names of the areas" ), QVariant(), input,
                                                compat::anyField, false, true ),
               Run::tr( "Optional; when empty, area_name where the layer has it." ) );
}

void Algorithm::addRejects()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "REJECTS" ), Run::tr( "Rejected records" ),
                                              compat::anyVector, QVariant(), true, false ),
       Run::tr( "Optional table of every record that was not used: its source, row, id, the field and the reason. "
                "Values are shown for date, number and coordinate fields only, because others may be personal." ) );
}

void Algorithm::writeRejects( Run &run )
{
  OutputSpec spec;
  spec.parameter = QStringLiteral( "REJECTS" );
  spec.fields = fields::list( { "source", "row", "rec_id", "field", "reason", "value" } );
  const std::unique_ptr<OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  run.ledger.forEach(
    [&output]( const Reject &reject ) {
      output->add( { reject.source, reject.row, reject.id, reject.field, reject.reason, reject.value } );
    } );
  output->finish();
}

void Algorithm::addReport( const QString &help )
{
  add( new QgsProcessingParameterFileDestination( QStringLiteral( "REPORT" ), Run::tr( "Report" ),
                                                  Run::tr( "HTML file (*.html)" ), QVariant(), true ),
       help );
}

bool Algorithm::wantsReport( const Run &run ) const { return isGiven( run.parameters(), "REPORT" ); }

void Algorithm::writeReport( Run &run, const HtmlReport &report ) const
{
  if ( !wantsReport( run ) )
    return;
  run.stopIfCancelled();
  const QString path = parameterAsFileOutput( run.parameters(), QStringLiteral( "REPORT" ), run.context() );
  RunRecord record = run.record;
  for ( const QString &line : run.ledger.summary() )
    record.addRemark( line );
  report.write( path, record );
  run.outputs.addFile( path );
  run.setResult( QStringLiteral( "REPORT" ), path );
}

Source Algorithm::source( Run &run, const QString &parameter ) const
{
  std::unique_ptr<QgsProcessingFeatureSource> source( parameterAsSource( run.parameters(), parameter, run.context() ) );
  if ( !source )
    throw QgsProcessingException( invalidSourceError( run.parameters(), parameter ) );
  return Source( parameter, std::move( source ) );
}

QString Algorithm::text( const Run &run, const char *parameter ) const
{
  return parameterAsString( run.parameters(), QLatin1String( parameter ), run.context() );
}

double Algorithm::number( const Run &run, const char *parameter ) const
{
  return parameterAsDouble( run.parameters(), QLatin1String( parameter ), run.context() );
}

int Algorithm::choice( const Run &run, const char *parameter ) const
{
  return parameterAsEnum( run.parameters(), QLatin1String( parameter ), run.context() );
}

bool Algorithm::isTicked( const Run &run, const char *parameter ) const
{
  return parameterAsBoolean( run.parameters(), QLatin1String( parameter ), run.context() );
}

bool Algorithm::isGiven( const QVariantMap &parameters, const char *parameter )
{
  const QVariant value = parameters.value( QLatin1String( parameter ) );
  const bool isBlankText = value.userType() == QMetaType::QString && value.toString().isEmpty();
  return value.isValid() && !compat::isNull( value ) && !isBlankText;
}

std::unique_ptr<Source> Algorithm::optionalSource( Run &run, const QString &parameter ) const
{
  const bool given = isGiven( run.parameters(), parameter.toLatin1().constData() );
  return given ? std::make_unique<Source>( source( run, parameter ) ) : nullptr;
}

std::vector<Source> Algorithm::layerSources( Run &run, const QString &parameter ) const
{
  std::vector<Source> sources;
  const QList<QgsMapLayer *> layers = parameterAsLayerList( run.parameters(), parameter, run.context() );
  for ( QgsMapLayer *layer : layers )
  {
    auto *vectorLayer = qobject_cast<QgsVectorLayer *>( layer );
    if ( !vectorLayer )
      throw QgsProcessingException(
        Run::tr( "%1: ‘%2’ is not a vector layer." ).arg( parameter, layer ? layer->name() : QString() ) );
    sources.emplace_back( parameter, *vectorLayer );
  }
  return sources;
}

std::unique_ptr<OutputLayer> Algorithm::createOutput( Run &run, OutputSpec spec )
{
  const QgsProcessingParameterDefinition *definition = parameterDefinition( spec.parameter );
  if ( spec.title.isEmpty() && definition )
    spec.title = definition->description();
  QString destination;
  std::unique_ptr<QgsFeatureSink> sink( parameterAsSink( run.parameters(), spec.parameter, run.context(), destination,
                                                         spec.fields, spec.geometryType, spec.crs ) );
  correctPlaceOfTable( destination, spec, run.context() );
  if ( sink )
    return std::make_unique<OutputLayer>( run, spec, std::move( sink ), destination );
  const bool asked = run.parameters().value( spec.parameter ).isValid();
  if ( asked && definition && !( definition->flags() & compat::optional ) )
    throw QgsProcessingException( invalidSinkError( run.parameters(), spec.parameter ) );
  return nullptr;
}

bool Algorithm::wroteAnything() const
{
  const QgsProcessingParameterDefinitions destinations = destinationParameterDefinitions();
  return std::any_of( destinations.begin(), destinations.end(),
                      [this]( const QgsProcessingParameterDefinition *destination )
                      { return mRun->results().contains( destination->name() ); } );
}

bool Algorithm::prepareAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context,
                                  QgsProcessingFeedback *feedback )
{
  mRun = std::make_unique<Run>( *this, parameters );
  mRun->enter( context, feedback );
  inOneSentence( displayName(), [this] { prepare( *mRun ); } );
  return true;
}

QVariantMap Algorithm::processAlgorithm( const QVariantMap &, QgsProcessingContext &context,
                                         QgsProcessingFeedback *feedback )
{
  mRun->enter( context, feedback );
  try
  {
    inOneSentence( displayName(), [this] { process( *mRun ); } );
  }
  catch ( const QgsProcessingException & )
  {
    mRun->outputs.discard( context );
    throw;
  }
  for ( const QString &line : mRun->ledger.summary() )
    mRun->remark( line );
  if ( !wroteAnything() )
    mRun->warn( Run::tr( "No output layer was asked for: only the numbers above are returned." ) );
  return mRun->results();
}

QVariantMap Algorithm::postProcessAlgorithm( QgsProcessingContext &context, QgsProcessingFeedback *feedback )
{
  mRun->enter( context, feedback );
  mRun->outputs.styleAndDescribe( mRun->record, context, *feedback );
  mRun.reset();
  return {};
}

} // namespace communitysafety::base
