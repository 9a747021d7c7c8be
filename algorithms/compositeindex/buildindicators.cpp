// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "compositeindex/buildindicators.h"

#include "base/fields.h"
#include "base/numbercolumn.h"
#include "base/strictparse.h"

namespace communitysafety::compositeindex
{

using base::MeasuredRate;
using base::RecipeIndicator;
using base::Run;

base::Identity BuildIndicators::identity() const
{
  return {
    QStringLiteral( "buildindicators" ),
    tr( "Build indicators" ),
    QStringLiteral( "compositeindex" ),
    tr( "Counts many sources in areas as a recipe says, against residents, dwellings or area, over several years." ),
    tr( "indicators,recipe,count points in polygon,spatial join,rates,denominator,population at risk,vulnerable "
        "localities index,aggregate,exposure" )
      .split( ',' ),
    tr(
      "Turns incident layers of several agencies into one table: a row for each area, and for each indicator of the "
      "recipe its count (_n), its denominator (_d) and its rate (_r).\n\n"
      "A source of the recipe is looked for among the values of the field ‘source’ of the incident layers, then among "
      "the tables and files of the layers given, then in the folder of sources. Each source is read once. A record "
      "without location or date, at 0, 0, outside the areas or the period, or that matches no indicator is rejected "
      "and listed with its reason; a point on a shared border is counted once, in the first area of the layer.\n\n"
      "A month in which a source has no record at all is absent, not zero: the denominator is multiplied by the months "
      "present ÷ the months of the period. A source without dates is a stock whose count holds for every year. In "
      "layers of the importers the weights are summed; elsewhere each record counts one.\n\n"
      "The table by year has the same counts for each twelve months that end with the last month of the period, and "
      "the table of coverage what each source delivered month by month.\n\n"
      "Counts of 1 to 4 of an indicator that the recipe marks as sensitive are never written: over the whole period "
      "each is replaced by the mean of them all (fewer than three of them by 2.5), which keeps the sum of the city, "
      "and by year it is left empty." )
  };
}

void BuildIndicators::defineParameters()
{
  const QStringList areasOnly{ QStringLiteral( "AREAS" ) };
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "AREAS" ), tr( "Areas" ),
                                                { static_cast<int>( compat::polygonVector ) } ),
       tr( "Polygons in which to count: grid cells, LSOAs, wards or neighbourhoods." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "RECIPE" ), tr( "Recipe" ),
                                                { static_cast<int>( compat::anyVector ) } ),
       tr( "Table with one row for each indicator: its code, source, filter, measure and denominator." ) );
  add( new QgsProcessingParameterMultipleLayers( QStringLiteral( "INCIDENTS" ), tr( "Layers of records" ),
                                                 compat::anyVector, QVariant(), true ),
       tr( "Point layers, or tables with the columns easting and northing or longitude and latitude, that the recipe "
           "names as sources." ) );
  add( new QgsProcessingParameterFile( QStringLiteral( "SOURCES_FOLDER" ), tr( "Folder of further sources" ),
                                       compat::folder, QString(), QVariant(), true ),
       tr( "Optional folder (without its subfolders) in which GeoPackage tables, Shapefiles, CSV and GeoJSON files "
           "stand for the sources of the same name. Give layers, a folder, or both." ) );
  add( new QgsProcessingParameterString( QStringLiteral( "END_DATE" ), tr( "Last month" ), QVariant(), false, true ),
       tr( "The month with which the period ends, such as 2024-03 or 31/03/2024. Blank: the last month with a record "
           "in any source." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "YEARS" ), tr( "Years to pool" ), compat::integer, 3, false, 1,
                                         50 ),
       tr( "Length of the period in years of twelve months. More years steady small numbers and hide change. The "
           "recipe may set another number for an indicator." ) );
  add( new QgsProcessingParameterString( QStringLiteral( "POPULATION" ), tr( "Population" ), QVariant(), false, true ),
       tr( "Optional: a field of the areas, or source.field to sum a field over points in each area, such as "
           "population_points.residents. It is written to the field ‘pop’." ) );
  add(
    new QgsProcessingParameterField( QStringLiteral( "AREA_ID" ), tr( "Id of the area" ), QVariant(), areasOnly.first(),
                                     compat::anyField, false, true ),
    tr( "Field that names each area, without repetitions. Blank: cell_id, else area_id, else the first text field." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "AREA_NAME" ), tr( "Name of the area" ), QVariant(),
                                        areasOnly.first(), compat::anyField, false, true ),
       tr( "Optional field with a name for people to read." ) );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "KEEP_FIELDS" ), tr( "Further fields to keep" ),
                                                QVariant(), areasOnly.first(), compat::anyField, true, true ),
               tr( "Fields of the areas that the indicator layer carries on. ‘inside’ and ‘within’ of an analysis grid "
                   "are always kept." ) );
  addInvalidGeometry();
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Indicators" ), compat::polygonVector ),
       tr( "The areas with count, denominator and rate of each indicator over the whole period." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "LONG" ), tr( "Indicators by year" ), compat::anyVector,
                                              QVariant(), true, true ),
       tr( "Table with a row for each area, indicator and year." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "COVERAGE" ), tr( "Coverage by month" ),
                                              compat::anyVector, QVariant(), true, true ),
       tr( "Table with a row for each indicator and month: records, the share of them with a position, and whether the "
           "source delivered at all." ) );
  addRejects();
  addNumber( QStringLiteral( "N_AREAS" ), tr( "Number of areas" ) );
  addNumber( QStringLiteral( "N_INDICATORS" ), tr( "Number of indicators" ) );
  addNumber( QStringLiteral( "N_READ" ), tr( "Records read from the sources" ) );
  addNumber( QStringLiteral( "N_USED" ), tr( "Records counted in at least one indicator" ) );
  addNumber( QStringLiteral( "N_REJECTED" ), tr( "Records rejected" ) );
  addNumber( QStringLiteral( "N_MONTHS" ), tr( "Months in the period" ) );
  addNumber( QStringLiteral( "N_MISSING_MONTHS" ), tr( "Months absent, summed over the sources" ) );
}

namespace
{

constexpr double squareMetresPerKm2 = 1e6;

//! The field \a wanted under its own name, or empty where the layer has none.
QString fieldOf( const base::Source &source, const QString &wanted )
{
  const int index = source.fields().lookupField( wanted );
  return index < 0 ? QString() : source.fields().at( index ).name();
}

void appendNew( QgsFields &fields, const QgsField &field )
{
  if ( base::fields::holds( fields, field.name() ) )
    throw QgsProcessingException(
      BuildIndicators::tr( "The output would have the field ‘%1’ twice: leave it out of KEEP_FIELDS, or give the "
                           "indicator another code in the recipe." )
        .arg( field.name() ) );
  fields.append( field );
}

void append( QVector<QVariant> &values, const MeasuredRate &measured )
{
  values << base::orNull( measured.events ) << base::orNull( measured.exposure ) << base::orNull( measured.rate );
}

QString firstMonthText( const statistics::MonthSet &months ) { return base::monthText( months.first() ); }

QString lastMonthText( const statistics::MonthSet &months ) { return base::monthText( months.last() ); }

QVector<QVariant> coverageValues( const QVariant &month, const base::DeliveredRecords &coverage, bool isPresent )
{
  const double records = double( coverage.nRecords );
  const QVariant geocoded =
    coverage.nRecords > 0 ? QVariant( double( coverage.nWithPosition ) / records ) : compat::null();
  return { month, isPresent ? QVariant( records ) : compat::null(), geocoded, isPresent ? 1 : 0 };
}

void tellHiddenCounts( Run &run, const base::Recipe &recipe )
{
  QStringList labels;
  for ( const RecipeIndicator &indicator : recipe.indicators )
  {
    if ( indicator.sensitive )
      labels << indicator.label;
  }
  if ( !labels.isEmpty() )
    run.remark( BuildIndicators::tr( "Counts of 1 to 4 of the sensitive indicators are written as their mean: %1." )
                  .arg( labels.join( QStringLiteral( "; " ) ) ) );
}

} // namespace

void BuildIndicators::prepare( Run &run )
{
  mAreas = std::make_unique<base::Source>( source( run, QStringLiteral( "AREAS" ) ) );
  chooseAreaFields( run );
  chooseEndMonth( run );
  openRecipe( run );
  mOutputFields = outputFields();
}

void BuildIndicators::chooseAreaFields( Run &run )
{
  mIdField = base::areaIdOrTextField( run, *mAreas,
                                      parameterAsString( run.parameters(), QStringLiteral( "AREA_ID" ), run.context() ),
                                      { QStringLiteral( "cell_id" ), QStringLiteral( "area_id" ) } );
  if ( mIdField.isEmpty() )
    throw QgsProcessingException(
      tr( "AREA_ID is empty and ‘%1’ has no text field: choose the field that names each area." )
        .arg( mAreas->name() ) );
  mAreas->fieldIndex( mIdField );
  const QString name = parameterAsString( run.parameters(), QStringLiteral( "AREA_NAME" ), run.context() );
  mHasName = !name.isEmpty();
  if ( mHasName )
    mKeptFields << name;
  QStringList kept =
    compat::fieldNames( parameterDefinition( QStringLiteral( "KEEP_FIELDS" ) ), run.parameters(), run.context() );
  kept << fieldOf( *mAreas, QStringLiteral( "inside" ) ) << fieldOf( *mAreas, QStringLiteral( "within" ) );
  kept.removeAll( QString() );
  kept.removeDuplicates();
  mKeptFields << kept;
  for ( const QString &field : std::as_const( mKeptFields ) )
    mAreas->fieldIndex( field );
}

void BuildIndicators::chooseEndMonth( Run &run )
{
  const QString written = parameterAsString( run.parameters(), QStringLiteral( "END_DATE" ), run.context() ).trimmed();
  if ( written.isEmpty() )
    return;
  const base::ParsedDate date = base::parseDate( written );
  if ( !date.valid )
    throw QgsProcessingException(
      tr( "END_DATE: %1; write a month such as 2024-03, or a day such as 31/03/2024." ).arg( date.reason ) );
  mEndMonth = base::monthNumber( date.date );
}

void BuildIndicators::openRecipe( Run &run )
{
  std::vector<base::Source> layers = layerSources( run, QStringLiteral( "INCIDENTS" ) );
  const QString folder = parameterAsString( run.parameters(), QStringLiteral( "SOURCES_FOLDER" ), run.context() );
  if ( layers.empty() && folder.isEmpty() )
    throw QgsProcessingException( tr( "INCIDENTS and SOURCES_FOLDER are both empty: give the layers that the recipe "
                                      "counts, or the folder that holds them." ) );
  const base::Source recipe = source( run, QStringLiteral( "RECIPE" ) );
  mRecipe = base::readRecipe( run, recipe );
  mCatalogue =
    std::make_unique<base::SourceCatalogue>( run, std::move( layers ), folder, QStringLiteral( "SOURCES_FOLDER" ) );
  mDenominators = std::make_unique<base::Denominators>( *mAreas, *mCatalogue );
  const QString population =
    parameterAsString( run.parameters(), QStringLiteral( "POPULATION" ), run.context() ).trimmed();
  if ( !population.isEmpty() )
    mPopulation = mDenominators->add( population, QStringLiteral( "POPULATION" ) );
  mTable = std::make_unique<base::IndicatorTable>( mRecipe, recipe.name(), *mCatalogue, *mDenominators );
}

QgsFields BuildIndicators::outputFields() const
{
  QStringList fixed{ QStringLiteral( "area_id" ) };
  if ( mHasName )
    fixed << QStringLiteral( "area_name" );
  if ( mPopulation )
    fixed << QStringLiteral( "pop" );
  QgsFields fields = base::fields::list( fixed << QStringLiteral( "area_km2" ) );
  for ( int kept = mHasName ? 1 : 0; kept < mKeptFields.size(); ++kept )
    appendNew( fields, mAreas->fields().at( mAreas->fieldIndex( mKeptFields.at( kept ) ) ) );
  for ( const RecipeIndicator &indicator : mRecipe.indicators )
  {
    appendNew( fields, base::fields::ofCode( indicator.code, 'n', tr( "%1: count" ).arg( indicator.label ) ) );
    appendNew( fields, base::fields::ofCode( indicator.code, 'd', tr( "%1: denominator" ).arg( indicator.label ) ) );
    appendNew( fields, base::fields::ofCode( indicator.code, 'r', tr( "%1: rate" ).arg( indicator.label ) ) );
  }
  base::fields::requireRoom( fields );
  return fields;
}

void BuildIndicators::process( Run &run )
{
  const base::Areas areas = readAreas( run );
  const base::AreaLocator locator( areas );
  mDenominators->read( run, areas, locator, mKeptFields.size(), 0.05, 0.1 );
  mTable->read( run, areas, locator, 0.1, 0.7 );
  if ( !mEndMonth )
    mEndMonth = mTable->lastMonthWithRecords();
  if ( !mEndMonth )
    throw QgsProcessingException( tr( "No record of any source has a date that can be read, so the period cannot be "
                                      "told: check date_field in the recipe, or give END_DATE." ) );
  mTable->count( run, *mEndMonth, parameterAsInt( run.parameters(), QStringLiteral( "YEARS" ), run.context() ),
                 areas.size() );
  run.remark( tr( "The period runs from %1 to %2." )
                .arg( firstMonthText( mTable->period().months() ), lastMonthText( mTable->period().months() ) ) );
  tellHiddenCounts( run, mRecipe );
  writeIndicators( run, areas );
  writeLong( run, areas );
  writeCoverage( run );
  setNumbers( run, areas.size() );
  writeRejects( run );
}

base::Areas BuildIndicators::readAreas( Run &run ) const
{
  base::AreasReading reading;
  reading.idField = mIdField;
  reading.fields = mKeptFields + mDenominators->areaFields();
  reading.invalidGeometry = invalidGeometry( run );
  reading.progressTo = 0.05;
  return base::readAreas( run, *mAreas, reading );
}

void BuildIndicators::writeIndicators( Run &run, const base::Areas &areas )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = mOutputFields;
  spec.geometryType = compat::multiPolygon;
  spec.crs = areas.crs;
  spec.style = QStringLiteral( "buildindicators_output" );
  spec.styleFields = { { QStringLiteral( "n" ), mRecipe.indicators.first().code + QStringLiteral( "_n" ) } };
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const statistics::Progress progress = run.progress( 0.7, 0.75 );
  for ( std::size_t area = 0; area < areas.size(); ++area )
  {
    statistics::report( progress, double( area ) / double( areas.size() ) );
    output->add( valuesOf( areas, area ), areas.geometry[area] );
  }
  output->finish();
}

QVector<QVariant> BuildIndicators::valuesOf( const base::Areas &areas, std::size_t area ) const
{
  const QgsAttributes &kept = areas.attributes[area];
  QVector<QVariant> values{ areas.id[area] };
  if ( mHasName )
    values << kept.at( 0 );
  if ( mPopulation )
    values << base::orNull( mDenominators->column( *mPopulation )[area] );
  values << areas.squareMetres[area] / squareMetresPerKm2;
  for ( int field = mHasName ? 1 : 0; field < mKeptFields.size(); ++field )
    values << kept.at( field );
  for ( std::size_t indicator = 0; indicator < nIndicators(); ++indicator )
    append( values, mTable->pooled( indicator, area ) );
  return values;
}

void BuildIndicators::writeLong( Run &run, const base::Areas &areas )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "LONG" );
  spec.fields =
    base::fields::list( { "area_id", "code", "year", "year_from", "year_to", "n", "d", "rate", "present" } );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const statistics::Progress progress = run.progress( 0.75, 0.99 );
  for ( std::size_t area = 0; area < areas.size(); ++area )
  {
    statistics::report( progress, double( area ) / double( areas.size() ) );
    for ( std::size_t indicator = 0; indicator < nIndicators(); ++indicator )
      writeYears( *output, areas.id[area], area, indicator );
  }
  output->finish();
}

void BuildIndicators::writeYears( base::OutputLayer &output, const QString &areaId, std::size_t area,
                                  std::size_t indicator ) const
{
  const statistics::Period &period = mTable->period();
  for ( int year = 0; year < period.years(); ++year )
  {
    if ( !mTable->hasYear( indicator, year ) )
      continue;
    const statistics::MonthSet months = period.year( year );
    QVector<QVariant> values{ areaId, codeOf( indicator ), year + 1, firstMonthText( months ),
                              lastMonthText( months ) };
    append( values, mTable->inYear( indicator, area, year ) );
    output.add( values << ( mTable->isPresentIn( indicator, year ) ? 1 : 0 ) );
  }
}

void BuildIndicators::writeCoverage( Run &run )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "COVERAGE" );
  spec.fields = base::fields::list( { "code", "label", "source", "month", "records", "geocoded", "present" } );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( std::size_t indicator = 0; indicator < nIndicators(); ++indicator )
  {
    run.stopIfCancelled();
    const base::IncidentStream &stream = mTable->streamOf( indicator );
    const QVector<QVariant> names{ codeOf( indicator ), mRecipe.indicators.at( int( indicator ) ).label,
                                   stream.name() };
    if ( !stream.isDated() )
      output->add(
        names + coverageValues( compat::null(), mTable->coverage( indicator, base::IncidentStream::noMonth ), true ) );
    const statistics::MonthSet present = stream.monthsPresent();
    const statistics::MonthSet months = stream.isDated() ? mTable->monthsOf( indicator ) : statistics::MonthSet();
    for ( const int month : months.months() )
      output->add( names + coverageValues( base::monthText( month ), mTable->coverage( indicator, month ),
                                           present.contains( month ) ) );
  }
  output->finish();
}

void BuildIndicators::setNumbers( Run &run, std::size_t areas ) const
{
  const QStringList accounts = mTable->accounts();
  double read = 0, used = 0, rejected = 0;
  for ( const base::RejectLedger::Count &count : run.ledger.counts() )
  {
    if ( !accounts.contains( count.source ) )
      continue;
    read += double( count.nRead );
    used += double( count.nUsed );
    rejected += double( count.nRejected() );
  }
  run.setNumber( QStringLiteral( "N_AREAS" ), double( areas ) );
  run.setNumber( QStringLiteral( "N_INDICATORS" ), double( nIndicators() ) );
  run.setNumber( QStringLiteral( "N_READ" ), read );
  run.setNumber( QStringLiteral( "N_USED" ), used );
  run.setNumber( QStringLiteral( "N_REJECTED" ), rejected );
  run.setNumber( QStringLiteral( "N_MONTHS" ), double( mTable->period().months().count() ) );
  run.setNumber( QStringLiteral( "N_MISSING_MONTHS" ), double( mTable->nMissingMonths() ) );
}

} // namespace communitysafety::compositeindex
