// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/combineincidents.h"

#include "base/areaunits.h"
#include "base/fields.h"
#include "base/incidentlayer.h"
#include "base/nearestname.h"
#include "base/numbertext.h"
#include "base/strictparse.h"
#include "preparedata/sourcetable.h"

#include <QRegularExpression>

#include <algorithm>

namespace communitysafety::preparedata
{

using base::Run;

base::Identity CombineIncidents::identity() const
{
  return {
    QStringLiteral( "combineincidents" ),
    tr( "Combine incident layers" ),
    QStringLiteral( "preparedata" ),
    tr( "Brings the incident layers of several partners into one, weights them by severity or harm, and finds events "
        "that are counted twice." ),
    tr( "merge,append,union,double counting,duplicates,record linkage,police and ambulance,severity,harm,weight,"
        "Crime Severity Score,Cambridge Crime Harm Index,multi-agency" )
      .split( ',' ),
    tr(
      "Takes layers as Prepare incidents and Import police street-level data write them. A layer that holds the same "
      "records as an earlier one is left out. Every other record is written with its source, side and weight, or "
      "rejected with the reason.\n\n"
      "Records of one event are found by the same id within a source, and by place, time and category within a "
      "source and between sources. Between sources the nearest go together first, and an event has one record of "
      "each source at most. Records that tell only a week or month are no moment: they are compared only when that is "
      "asked for, and the log says so. The report sets beside the links of each pair of sources how many chance alone "
      "makes.\n\n"
      "WEIGHTS is the user's own table, by offence code or name; none comes with the plugin. The weight of a record is "
      "the one it brings along × the weight of its category. Categories without a weight stop the run by default, with "
      "their numbers and the nearest names: nothing counts as 1 unless it was chosen.\n\n"
      "Columns beyond those of an incident layer are not taken over." )
  };
}

void CombineIncidents::defineParameters()
{
  add( new QgsProcessingParameterMultipleLayers( QStringLiteral( "INCIDENTS" ), tr( "Incident layers" ),
                                                 compat::pointVector ),
       tr( "Prepared incident layers, the most trusted first: of an event told twice, the record of the earlier layer "
           "stands for the others." ) );
  add(
    new QgsProcessingParameterFeatureSource( QStringLiteral( "SOURCES" ), tr( "Table of sources" ),
                                             { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
    tr( "Optional table with the columns layer, source and side: how the source of each layer (table or file name) is "
        "to be called, and whose place its points are (victim, offender, location). Without it the records say so, "
        "or else the name of the table." ) );
  add(
    new QgsProcessingParameterFeatureSource( QStringLiteral( "WEIGHTS" ), tr( "Table of weights" ),
                                             { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
    tr( "Optional table with a weight for each category, by code or name: CSV or workbook, titles above the headings "
        "do no harm." ) );
  add(
    new QgsProcessingParameterEnum( QStringLiteral( "UNMATCHED" ), tr( "Categories without a weight" ),
                                    { tr( "Stop and list them" ), tr( "Reject their records" ), tr( "Count as 1" ) },
                                    false, 0 ),
    tr( "What is done with records whose category is not in WEIGHTS. In every case they are listed with their numbers "
        "and the nearest names." ) );
  defineDuplicates();
  addAdvanced( new QgsProcessingParameterString( QStringLiteral( "CATEGORY_COLUMN" ), tr( "Column of the categories" ),
                                                 QVariant(), false, true ),
               tr( "Heading in WEIGHTS. Empty: the column that holds most of the categories of the incidents." ) );
  addAdvanced( new QgsProcessingParameterString( QStringLiteral( "WEIGHT_COLUMN" ), tr( "Column of the weights" ),
                                                 QVariant(), false, true ),
               tr( "Heading in WEIGHTS. Empty: the only one that speaks of weight." ) );
  addAdvanced(
    new QgsProcessingParameterString( QStringLiteral( "WEIGHT_YEAR" ), tr( "Year of the weights" ), QVariant(), false,
                                      true ),
    tr( "Where WEIGHTS has a column ‘year’, only the rows of this year are taken; it is named in the log." ) );
  addAdvanced( new QgsProcessingParameterString( QStringLiteral( "TIME_FIELD" ), tr( "Field with the time of day" ),
                                                 QStringLiteral( "inc_time" ), false, true ),
               tr( "Where a layer has it, such as 22:10; or the dates tell the time themselves. Layers without are "
                   "compared by day." ) );
  defineOutputs();
}

void CombineIncidents::defineDuplicates()
{
  add(
    new QgsProcessingParameterEnum(
      QStringLiteral( "DUPLICATES" ), tr( "Records of one event" ),
      { tr( "Keep all and mark them" ), tr( "Keep that of the first source" ), tr( "Share one weight among them" ) },
      false, 0 ),
    tr( "Marking changes no count. Keeping the first puts the others among the rejects. Sharing divides the weight of "
        "each record by the number of records of its event: halves for two." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "DISTANCE" ), tr( "Same place within (m)" ), compat::real,
                                         50.0, false, 0.0, 5000.0 ),
       tr( "Farthest that two records of one event lie apart. Positions rounded to 100 m need more than 100." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "MINUTES" ), tr( "Same time within (minutes)" ),
                                         compat::integer, 60, false, 0, 10080 ),
       tr( "For two records that both tell the time of day." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "DAYS" ), tr( "Same time within (days)" ), compat::integer, 0,
                                         false, 0, 31 ),
       tr( "For two records of which one tells only the day: 0 asks for the same day, or spans that overlap." ) );
  add( new QgsProcessingParameterEnum( QStringLiteral( "CATEGORY_MATCH" ), tr( "Same category" ),
                                       { tr( "Always" ), tr( "Within a source, any between two" ), tr( "Any" ) }, false,
                                       1 ),
       tr( "Partners call one event by different names, so that between sources the category says little unless it was "
           "brought under common names before." ) );
  add( new QgsProcessingParameterString( QStringLiteral( "PAIRS_OF_SOURCES" ), tr( "Pairs of sources to compare" ),
                                         QVariant(), false, true ),
       tr( "Optional, such as police + ambulance; fire + ambulance. Empty compares all." ) );
  add(
    new QgsProcessingParameterBoolean( QStringLiteral( "WITHIN_SOURCES" ), tr( "Also within each source" ), true ),
    tr( "Looks for records of one place, time and category within a source as well. The same id is always found." ) );
  add( new QgsProcessingParameterBoolean( QStringLiteral( "MONTH_DATES" ),
                                          tr( "Also records that tell only the month" ), false ),
       tr( "Takes the same place and month for the same event, which is rarely true; a warning says how many." ) );
}

void CombineIncidents::defineOutputs()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Combined incidents" ),
                                              compat::pointVector ),
       tr( "One incident layer. dup_of and dup_src name the record that tells of the same event already, dup_how says "
           "how it was found, n_event how many records the event has." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "PAIRS" ), tr( "Pairs of records of one event" ),
                                              compat::anyVector, QVariant(), true, false ),
       tr( "Optional table with a row for each link: both ids and sources, how far apart in metres and minutes." ) );
  addReport(
    tr( "Optional page with the numbers counted twice for each pair of sources, what chance makes of them, and "
        "the weights." ) );
  addRejects();
  addNumber( QStringLiteral( "N_READ" ), tr( "Records read" ) );
  addNumber( QStringLiteral( "N_USED" ), tr( "Records written" ) );
  addNumber( QStringLiteral( "N_REJECTED" ), tr( "Records rejected" ) );
  addNumber( QStringLiteral( "N_SOURCES" ), tr( "Sources" ) );
  addNumber( QStringLiteral( "N_DUPLICATES" ), tr( "Records of an event that another record tells of already" ) );
  addNumber( QStringLiteral( "N_BETWEEN" ), tr( "Links between two sources" ) );
  addNumber( QStringLiteral( "N_BY_CHANCE" ), tr( "Links between two sources that chance alone makes, about" ) );
  addNumber( QStringLiteral( "N_MONTH_ONLY" ), tr( "Records that were not compared, since they tell no day" ) );
  addNumber( QStringLiteral( "N_REPEATED_LAYERS" ), tr( "Layers that hold the same records as an earlier one" ) );
  addNumber( QStringLiteral( "TOTAL_WEIGHT" ), tr( "Sum of the weights" ) );
}

void CombineIncidents::prepare( Run &run )
{
  mLayers = layerSources( run, QStringLiteral( "INCIDENTS" ) );
  if ( mLayers.empty() )
    throw QgsProcessingException( tr( "INCIDENTS is empty: choose at least one incident layer." ) );
  bool hasFeatures = false;
  for ( const base::Source &layer : mLayers )
  {
    layer.requireCrs();
    CombinedColumns( layer, QString() );
    hasFeatures = hasFeatures || layer.featureCount() != 0;
    if ( layer.featureCount() == 0 )
      run.warn( tr( "The layer ‘%1’ has no features." ).arg( layer.name() ) );
  }
  if ( !hasFeatures )
    mLayers.front().requireFeatures();
  if ( isGiven( run.parameters(), "WEIGHTS" ) )
    mWeights = base::tablePlace( run.parameters().value( QStringLiteral( "WEIGHTS" ) ), run.context() );
}

std::vector<CombinedLayer> CombineIncidents::namedLayers( Run &run ) const
{
  std::vector<CombinedLayer> layers;
  QStringList accounts;
  for ( const base::Source &layer : mLayers )
  {
    accounts << base::accountName( layer.name(), accounts );
    layers.push_back( { &layer, accounts.last(), QString(), QString() } );
  }
  if ( const std::unique_ptr<base::Source> table = optionalSource( run, QStringLiteral( "SOURCES" ) ) )
    applySourceTable( run, *table, layers );
  return layers;
}

std::unique_ptr<WeightTable> CombineIncidents::readWeights( Run &run, const CombinedRecords &records ) const
{
  if ( !isGiven( run.parameters(), "WEIGHTS" ) )
    return nullptr;
  const QString parameter = QStringLiteral( "WEIGHTS" );
  std::vector<base::TextTable> sheets;
  QString name = mWeights.name;
  if ( mWeights.path.isEmpty() )
  {
    const base::Source table = source( run, parameter );
    name = table.name();
    sheets.push_back( base::readTableOf( run, table, 0.4, 0.42 ) );
  }
  else
    sheets = base::readTableFile( run, parameter, mWeights, 0.4, 0.42 );
  const WeightChoice choice{ text( run, "CATEGORY_COLUMN" ).trimmed(), text( run, "WEIGHT_COLUMN" ).trimmed(),
                             text( run, "WEIGHT_YEAR" ).trimmed() };
  return std::make_unique<WeightTable>( run, name, sheets, choice, records.categories() );
}

namespace
{

std::uint16_t placeOf( const QString &source, const QStringList &sources )
{
  for ( int place = 0; place < sources.size(); ++place )
    if ( sources[place].compare( source.trimmed(), Qt::CaseInsensitive ) == 0 )
      return static_cast<std::uint16_t>( place );
  throw QgsProcessingException(
    CombineIncidents::tr( "PAIRS_OF_SOURCES: there is no source ‘%1’." ).arg( source.trimmed() ) +
    base::didYouMean( source.trimmed(), sources ) );
}

} // namespace

statistics::LinkageRule CombineIncidents::rule( Run &run, const QStringList &sources ) const
{
  statistics::LinkageRule rule;
  rule.metres = number( run, "DISTANCE" );
  rule.minutes = int( number( run, "MINUTES" ) );
  rule.days = int( number( run, "DAYS" ) );
  rule.category = static_cast<statistics::LinkageCategory>( choice( run, "CATEGORY_MATCH" ) );
  rule.withinSources = isTicked( run, "WITHIN_SOURCES" );
  rule.comparesCoarse = isTicked( run, "MONTH_DATES" );
  static const QRegularExpression between( QStringLiteral( "[;,]" ) );
  for ( const QString &pair : text( run, "PAIRS_OF_SOURCES" ).split( between, Qt::SkipEmptyParts ) )
  {
    const QStringList names = pair.split( '+' );
    if ( names.size() != 2 )
      throw QgsProcessingException(
        tr( "PAIRS_OF_SOURCES: ‘%1’ is no pair; write two sources with a plus between." ).arg( pair.trimmed() ) );
    rule.pairs.emplace_back( placeOf( names[0], sources ), placeOf( names[1], sources ) );
  }
  return rule;
}

namespace
{

void tell( Run &run, const Combination &combination )
{
  const std::size_t nCoarse = combination.linkage.nCoarse;
  if ( nCoarse > 0 )
    run.warn(
      CombineIncidents::tr( "%1 record(s) tell only the week or month: they were not compared by place and time, "
                            "so that events counted twice among them are not found." )
        .arg( base::numberText( double( nCoarse ) ) ) );
  const std::vector<statistics::RecordLink> &links = combination.linkage.links;
  const auto nMonths =
    std::count_if( links.begin(), links.end(), []( const statistics::RecordLink &link ) { return link.isCoarse; } );
  if ( nMonths > 0 )
    run.warn( CombineIncidents::tr( "%1 link(s) rest on the same place and month alone, which many events share." )
                .arg( base::numberText( double( nMonths ) ) ) );
  const QStringList &sources = combination.records.sources();
  const auto nSources = std::size_t( sources.size() );
  for ( int a = 0; a < sources.size(); ++a )
    for ( int b = a; b < sources.size(); ++b )
    {
      const std::size_t pair = std::size_t( a ) * nSources + std::size_t( b );
      if ( const std::size_t n = combination.nLinks[pair] )
        run.remark( a == b
                      ? CombineIncidents::tr( "‘%1’: %2 record(s) tell of an event that it tells already." )
                          .arg( sources[a], base::numberText( double( n ) ) )
                      : CombineIncidents::tr( "‘%1’ and ‘%2’: %3 event(s) told by both; by chance alone about %4." )
                          .arg( sources[a], sources[b], base::numberText( double( n ) ) )
                          .arg( combination.coincidences[pair] ) );
    }
}

void writePairs( base::OutputLayer &output, const Combination &combination )
{
  const CombinedRecords &records = combination.records;
  const auto sourceOf = [&records]( CombinedRecords::Row record )
  { return records.sources().at( records.records()[record].source ); };
  for ( const statistics::RecordLink &link : combination.linkage.links )
  {
    const bool isCompared = link.kind == statistics::LinkKind::samePlaceAndTime;
    output.add( { combination.ids.at( link.original ), sourceOf( link.original ), combination.ids.at( link.duplicate ),
                  sourceOf( link.duplicate ), wordsOf( link ),
                  isCompared ? QVariant( std::round( double( link.metres ) * 10 ) / 10 ) : compat::null(),
                  isCompared ? QVariant( qlonglong( link.minutes ) ) : compat::null() } );
  }
  output.finish();
}

} // namespace

//! That in which distances are measured, for the place of the first layer that has records.
QgsCoordinateReferenceSystem CombineIncidents::metricCrs( const Run &run ) const
{
  const auto first = std::find_if( mLayers.begin(), mLayers.end(),
                                   []( const base::Source &layer ) { return layer.featureCount() != 0; } );
  return base::metricCrs( first->crs(), first->extent(), run.context().transformContext() );
}

void CombineIncidents::process( Run &run )
{
  std::vector<CombinedLayer> layers = namedLayers( run );
  const QgsCoordinateReferenceSystem metric = metricCrs( run );
  CombinedRecords records( run, std::move( layers ), metric, text( run, "TIME_FIELD" ) );
  records.read( 0, 0.4 );
  Combination combination{ records };
  for ( const std::size_t layer : records.leaveOutRepeatedLayers() )
  {
    combination.repeatedLayers << records.layers()[layer].account;
    run.warn( tr( "‘%1’ holds the same records as an earlier layer, and was left out." )
                .arg( records.layers()[layer].account ) );
  }
  if ( const std::unique_ptr<WeightTable> weights = readWeights( run, records ) )
    combination.weights =
      weighCategories( run, *weights, static_cast<UnmatchedRule>( choice( run, "UNMATCHED" ) ), records );
  combination.rule = rule( run, records.sources() );
  combination.duplicates = static_cast<DuplicateRule>( choice( run, "DUPLICATES" ) );
  combination.linkage = statistics::linkRecords( records.records(), combination.rule, run.progress( 0.42, 0.5 ) );
  const auto nSources = std::size_t( records.sources().size() );
  combination.nLinks = countLinks( combination.linkage.links, records.records(), nSources );
  combination.coincidences =
    statistics::coincidentalLinks( records.records(), combination.rule, nSources, run.progress( 0.5, 0.55 ) );
  readIds( run, combination, 0.55, 0.6 );
  tell( run, combination );

  writeOutputs( run, combination, metric );
  setNumbers( run, combination );
}

void CombineIncidents::writeOutputs( Run &run, Combination &combination, const QgsCoordinateReferenceSystem &metric )
{
  base::OutputSpec spec = base::incidentLayer( QStringLiteral( "combineincidents_output" ), metric,
                                               base::fields::list( { "dup_of", "dup_src", "dup_how", "n_event" } ) );
  std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  writeCombined( run, combination, text( run, "TIME_FIELD" ), metric, output.get(), 0.6, 0.95 );
  if ( output )
    output->finish();
  spec = {};
  spec.parameter = QStringLiteral( "PAIRS" );
  spec.fields = base::fields::list( { "inc_id", "source", "dup_id", "dup_src", "dup_how", "dist_m", "minutes" } );
  output = createOutput( run, spec );
  if ( output )
    writePairs( *output, combination );
  if ( wantsReport( run ) )
    writeReport( run, reportOnCombination( combination ) );
  writeRejects( run );
}

void CombineIncidents::setNumbers( Run &run, const Combination &combination ) const
{
  const std::vector<statistics::LinkageRecord> &records = combination.records.records();
  const auto nBetween = std::count_if( combination.linkage.links.begin(), combination.linkage.links.end(),
                                       [&records]( const statistics::RecordLink &link )
                                       { return records[link.original].source != records[link.duplicate].source; } );
  double byChance = 0;
  for ( const std::size_t links : combination.coincidences )
    byChance += double( links );
  run.setNumber( QStringLiteral( "N_READ" ), double( run.ledger.nRead() ) );
  run.setNumber( QStringLiteral( "N_USED" ), double( run.ledger.nUsed() ) );
  run.setNumber( QStringLiteral( "N_REJECTED" ), double( run.ledger.nRejected() ) );
  run.setNumber( QStringLiteral( "N_SOURCES" ), double( combination.records.sources().size() ) );
  run.setNumber( QStringLiteral( "N_DUPLICATES" ), double( combination.nDuplicates ) );
  run.setNumber( QStringLiteral( "N_BETWEEN" ), double( nBetween ) );
  run.setNumber( QStringLiteral( "N_BY_CHANCE" ), byChance );
  run.setNumber( QStringLiteral( "N_MONTH_ONLY" ), double( combination.linkage.nCoarse ) );
  run.setNumber( QStringLiteral( "N_REPEATED_LAYERS" ), double( combination.repeatedLayers.size() ) );
  run.setNumber( QStringLiteral( "TOTAL_WEIGHT" ), combination.totalWeight );
}

} // namespace communitysafety::preparedata
