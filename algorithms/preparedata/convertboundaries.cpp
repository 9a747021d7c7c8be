// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/convertboundaries.h"

#include "base/fields.h"
#include "base/numbercolumn.h"
#include "base/numbertext.h"
#include "preparedata/versionlayer.h"

namespace communitysafety::preparedata
{

using base::Run;
using statistics::ConvertedValues;

base::Identity ConvertBoundaries::identity() const
{
  return {
    QStringLiteral( "convertboundaries" ),
    tr( "Convert boundaries" ),
    QStringLiteral( "preparedata" ),
    tr( "Converts counts, rates and shares of areas from one version of their boundaries to another: LSOAs of 2011 to "
        "those of 2021, old wards to new ones." ),
    tr( "LSOA,2001,2011,2021,lookup,exact fit,best fit,boundary change,vintage,edition,crosswalk,concordance,split,"
        "merge,wards,census" )
      .split( ',' ),
    tr( "Small areas are redrawn from census to census. An official lookup says which old area goes to which new one: "
        "most are unchanged (U), some are split (S), merged (M) or changed otherwise (X). Sums are kept exactly: what "
        "the new areas get and what could not be converted is what the table has.\n\n"
        "What is merged is certain, what is divided is an estimate: parts follow the weights of the lookup, or the "
        "people at population points inside the new areas, else they are equal. The share of each figure that is "
        "estimated is written beside it and is what the map shows.\n\n"
        "Without a lookup the outlines of both versions are laid over each other; population points then say where "
        "people live.\n\n"
        "Counts add up; rates and shares become means over those they refer to. Ranks and deciles are refused: a rank "
        "is a place among the areas of its own version. Convert the score, and rank it anew.\n\n"
        "The table of issues lists codes that are unknown on either side, areas that fall into many parts, and "
        "whatever else should be looked at. Nothing is dropped without being named there." )
  };
}

void ConvertBoundaries::defineParameters()
{
  defineInputs();
  defineLookup();
  defineAdvanced();
  defineOutputs();
}

void ConvertBoundaries::defineInputs()
{
  const QString input = QStringLiteral( "INPUT" );
  const auto figures = [&]( const char *name, const QString &words, const QString &help, bool several )
  {
    add( new QgsProcessingParameterField( QLatin1String( name ), words, QVariant(), input, compat::anyField, several,
                                          true ),
         help );
  };
  add( new QgsProcessingParameterFeatureSource( input, tr( "Table or areas to convert" ),
                                                { static_cast<int>( compat::anyVector ) } ),
       tr( "One row for each area of the old version. Outlines are needed only where there is no lookup." ) );
  add(
    new QgsProcessingParameterField( QStringLiteral( "CODE_FIELD" ), tr( "Code of the old areas" ), QVariant(), input ),
    tr( "Field with the codes of the version that the figures are in." ) );
  figures( "COUNT_FIELDS", tr( "Counts" ), tr( "Fields that add up: people, households, events." ), true );
  figures(
    "RATE_FIELDS", tr( "Rates, shares and scores" ),
    tr( "Fields that do not add up. Where both parts of a rate are at hand, convert the two as counts and divide "
        "them." ),
    true );
  figures( "DENOMINATOR", tr( "What the rates are rates of" ),
           tr( "Field with the people or households to whom the rates refer. When empty, every area weighs the same, "
               "and each mean of several areas is an estimate." ),
           false );
}

void ConvertBoundaries::defineLookup()
{
  const QString lookup = QStringLiteral( "LOOKUP" );
  const auto field = [&]( const char *name, const QString &words, const QString &help )
  {
    add( new QgsProcessingParameterField( QLatin1String( name ), words, QVariant(), lookup, compat::anyField, false,
                                          true ),
         help );
  };
  add( new QgsProcessingParameterFeatureSource( lookup, tr( "Lookup" ), { static_cast<int>( compat::anyVector ) },
                                                QVariant(), true ),
       tr( "Optional table with a row for each way from an old area to a new one, for instance the exact-fit lookup of "
           "the Office for National Statistics. It may hold the whole country." ) );
  field( "LOOKUP_FROM", tr( "Old code in the lookup" ),
         tr( "Field with the codes of the version the figures are in. To go back in time, exchange the two." ) );
  field( "LOOKUP_TO", tr( "New code in the lookup" ), tr( "Field with the codes of the version that is wanted." ) );
  field( "LOOKUP_WEIGHT", tr( "People on each way" ),
         tr( "Optional field with the people or addresses of the old area that are in the new one." ) );
  field( "LOOKUP_CHANGE", tr( "Kind of change" ),
         tr( "Optional field with U, S, M or X. The rows themselves decide; where the two differ it is an issue." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "TARGET" ), tr( "New areas" ),
                                                { static_cast<int>( compat::polygonVector ) }, QVariant(), true ),
       tr( "Polygons of the new version. Needed without a lookup; with one they give the result outlines." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "TARGET_ID" ), tr( "Code of the new areas" ), QVariant(),
                                        QStringLiteral( "TARGET" ), compat::anyField, false, true ),
       tr( "When empty: area_id, or else the first text field." ) );
  add( new QgsProcessingParameterFeatureSource( QStringLiteral( "PEOPLE" ), tr( "Population points" ),
                                                { static_cast<int>( compat::anyVector ) }, QVariant(), true ),
       tr( "Optional points where people live, such as centres of output areas, by which divided areas are shared out. "
           "They need the new areas." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "PEOPLE_WEIGHT" ), tr( "People at each point" ), QVariant(),
                                        QStringLiteral( "PEOPLE" ), compat::anyField, false, true ),
       tr( "When empty, each point counts the same." ) );
}

void ConvertBoundaries::defineSecondLookup()
{
  const QString lookup = QStringLiteral( "LOOKUP_2" );
  const auto field = [&]( const char *name, const QString &words, const QString &help )
  {
    addAdvanced( new QgsProcessingParameterField( QLatin1String( name ), words, QVariant(), lookup, compat::anyField,
                                                  false, true ),
                 help );
  };
  addAdvanced(
    new QgsProcessingParameterFeatureSource( lookup, tr( "Second lookup" ), { static_cast<int>( compat::anyVector ) },
                                             QVariant(), true ),
    tr( "Optional table that goes on where the first lookup ends: 2001 to 2011 as the first and 2011 to 2021 as the "
        "second convert from 2001 to 2021 in one run. What either of them divides is estimated. New areas and "
        "population points are then those of the second." ) );
  field( "LOOKUP_2_FROM", tr( "Old code in the second lookup" ),
         tr( "Field with the codes that the first lookup leads to." ) );
  field( "LOOKUP_2_TO", tr( "New code in the second lookup" ), tr( "Field with the codes of the version wanted." ) );
  field( "LOOKUP_2_WEIGHT", tr( "People on each way of the second lookup" ), tr( "Optional, as in the first." ) );
}

void ConvertBoundaries::defineAdvanced()
{
  defineSecondLookup();
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "TARGET_NAME" ), tr( "Names of the new areas" ),
                                                QVariant(), QStringLiteral( "TARGET" ), compat::anyField, false, true ),
               tr( "When empty: area_name where the layer has it." ) );
  addAdvanced(
    new QgsProcessingParameterNumber( QStringLiteral( "SLIVER" ), tr( "Slivers (% of both areas)" ), compat::real, 5.0,
                                      false, 0.0, 50.0 ),
    tr( "Without a lookup: pieces below this part of both their old and their new area are taken for "
        "differences in drawing. 0 takes every piece for a change. With 5 the LSOAs of 2011 and 2021 in "
        "Birmingham, drawn at different resolutions, show the changes of the official lookup and no other." ) );
  addInvalidGeometry();
}

void ConvertBoundaries::defineOutputs()
{
  add(
    new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Converted figures" ), compat::anyVector ),
    tr( "One row for each new area: each figure under its own name with the share that is estimated (_s), how certain "
        "the row is, what kind of change led to it, and the old areas that go in." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "ISSUES" ), tr( "Issues" ), compat::anyVector, QVariant(),
                                              true, false ),
       tr( "Optional table of what should be looked at: unknown codes on either side, areas in many parts." ) );
  addRejects();
  addNumber( QStringLiteral( "N_OLD" ), tr( "Areas in the table" ) );
  addNumber( QStringLiteral( "N_NEW" ), tr( "Areas in the result" ) );
  addNumber( QStringLiteral( "N_ESTIMATED" ), tr( "New areas with figures that are at least partly estimated" ) );
  addNumber( QStringLiteral( "N_INCOMPLETE" ), tr( "New areas of which a part is not known" ) );
  addNumber( QStringLiteral( "N_UNKNOWN_OLD" ), tr( "Old areas that could not be converted" ) );
  addNumber( QStringLiteral( "N_UNKNOWN_NEW" ), tr( "New areas that are unknown to one side" ) );
  addNumber( QStringLiteral( "N_FRAGMENTED" ), tr( "Old areas no part of which holds a half" ) );
  addNumber( QStringLiteral( "TOTAL" ), tr( "Sum of the first count in the table" ) );
  addNumber( QStringLiteral( "OUTSIDE" ), tr( "What of it could not be converted" ) );
}

QStringList ConvertBoundaries::fieldNames( const Run &run, const char *parameter ) const
{
  return compat::fieldNames( parameterDefinition( QLatin1String( parameter ) ), run.parameters(), run.context() );
}

void ConvertBoundaries::prepare( Run &run )
{
  const QStringList counts = fieldNames( run, "COUNT_FIELDS" );
  const QStringList rates = fieldNames( run, "RATE_FIELDS" );
  if ( counts.isEmpty() && rates.isEmpty() )
    throw QgsProcessingException( tr( "There is nothing to convert: choose COUNT_FIELDS, RATE_FIELDS or both." ) );
  for ( const QString &field : rates )
    if ( counts.contains( field, Qt::CaseInsensitive ) )
      throw QgsProcessingException(
        tr( "The field ‘%1’ is chosen as a count and as a rate: it can be one of them only." ).arg( field ) );
  const bool hasTarget = isGiven( run.parameters(), "TARGET" );
  const bool hasSecond = isGiven( run.parameters(), "LOOKUP_2" );
  QStringList needed;
  if ( hasLookup( run ) )
    needed << QStringLiteral( "LOOKUP_FROM" ) << QStringLiteral( "LOOKUP_TO" );
  if ( hasSecond )
    needed << QStringLiteral( "LOOKUP_2_FROM" ) << QStringLiteral( "LOOKUP_2_TO" );
  for ( const QString &field : std::as_const( needed ) )
    if ( text( run, field.toLatin1().constData() ).isEmpty() )
      throw QgsProcessingException( tr( "%1 is empty: choose the field of the lookup." ).arg( field ) );
  if ( hasSecond && !hasLookup( run ) )
    throw QgsProcessingException(
      tr( "LOOKUP_2 goes on where LOOKUP ends: give LOOKUP, or the one lookup as LOOKUP." ) );
  if ( !hasLookup( run ) && !hasTarget )
    throw QgsProcessingException( tr( "Give a LOOKUP, or the outlines of the new areas as TARGET." ) );
  if ( !hasTarget && isGiven( run.parameters(), "PEOPLE" ) )
    throw QgsProcessingException( tr( "PEOPLE need the new areas in which they live: give TARGET." ) );
}

VersionTable ConvertBoundaries::readTable( Run &run ) const
{
  const base::Source source = this->source( run, QStringLiteral( "INPUT" ) );
  const VersionFields fields{ { fieldNames( run, "COUNT_FIELDS" ), fieldNames( run, "RATE_FIELDS" ),
                                text( run, "DENOMINATOR" ) },
                              text( run, "CODE_FIELD" ) };
  const bool needsOutlines = !hasLookup( run ) || ( source.hasPolygons() && isGiven( run.parameters(), "PEOPLE" ) );
  if ( needsOutlines && !source.hasPolygons() )
    throw QgsProcessingException(
      tr( "‘%1’ has no outlines, by which its areas could be laid over the new ones: give a "
          "LOOKUP, or a layer of areas as INPUT." )
        .arg( source.name() ) );
  base::AreasReading outlines;
  outlines.invalidGeometry = invalidGeometry( run );
  outlines.progressTo = 0.2;
  return readVersionTable( run, source, fields, needsOutlines ? &outlines : nullptr );
}

std::unique_ptr<NewAreas> ConvertBoundaries::readNewAreas( Run &run, const VersionTable &table ) const
{
  const std::unique_ptr<base::Source> target = optionalSource( run, QStringLiteral( "TARGET" ) );
  if ( !target )
    return nullptr;
  const QString name = base::areaNameField( *target, text( run, "TARGET_NAME" ) );
  base::AreasReading reading;
  reading.idField = base::areaIdOrTextField( run, *target, text( run, "TARGET_ID" ), { QStringLiteral( "area_id" ) } );
  if ( !name.isEmpty() )
    reading.fields = QStringList{ name };
  reading.invalidGeometry = invalidGeometry( run );
  reading.crs = table.areas.crs;
  reading.progressFrom = 0.4;
  reading.progressTo = 0.5;
  auto areas = std::make_unique<NewAreas>( NewAreas{ target->name(), base::readAreas( run, *target, reading ), {} } );
  base::sortById( areas->areas );
  if ( !name.isEmpty() )
    areas->names = base::areaTexts( areas->areas, 0 );
  return areas;
}

std::unique_ptr<base::PlacedPoints> ConvertBoundaries::readPeople( Run &run, const NewAreas *newAreas ) const
{
  const std::unique_ptr<base::Source> people = optionalSource( run, QStringLiteral( "PEOPLE" ) );
  if ( !people || !newAreas )
    return nullptr;
  base::PointsReading reading;
  reading.weightField = text( run, "PEOPLE_WEIGHT" );
  reading.progressFrom = 0.5;
  reading.progressTo = 0.6;
  return std::make_unique<base::PlacedPoints>(
    base::readPoints( run, *people, newAreas->areas, base::AreaLocator( newAreas->areas ), reading ) );
}

VersionLinks ConvertBoundaries::findLinks( Run &run, const VersionTable &table, const NewAreas *newAreas ) const
{
  const std::unique_ptr<base::PlacedPoints> people = readPeople( run, newAreas );
  if ( !hasLookup( run ) )
  {
    if ( !people )
      run.warn(
        tr( "Without PEOPLE divided areas are shared out by ground, as if people were spread evenly over it." ) );
    return linksByOutlines( table, *newAreas, people.get(), number( run, "SLIVER" ) / 100, run.progress( 0.6, 0.8 ) );
  }
  const LookupFields fields{ text( run, "LOOKUP_FROM" ), text( run, "LOOKUP_TO" ), text( run, "LOOKUP_CHANGE" ),
                             text( run, "LOOKUP_WEIGHT" ) };
  const std::vector<LookupRow> rows = readLookup( run, source( run, QStringLiteral( "LOOKUP" ) ), fields );
  if ( !isGiven( run.parameters(), "LOOKUP_2" ) )
    return linksByLookup( table, rows, newAreas, people.get(), run.progress( 0.6, 0.8 ) );
  const LookupFields nextFields{ text( run, "LOOKUP_2_FROM" ), text( run, "LOOKUP_2_TO" ), QString(),
                                 text( run, "LOOKUP_2_WEIGHT" ) };
  return linksByTwoLookups( table, rows, readLookup( run, source( run, QStringLiteral( "LOOKUP_2" ) ), nextFields ),
                            newAreas, people.get(), run.progress( 0.6, 0.8 ) );
}

namespace
{

//! Old areas that only the lookup knows have no value.
std::vector<double> extended( std::vector<double> values, std::size_t size )
{
  values.resize( size, statistics::missing );
  return values;
}

ConvertedValues convert( const VersionLinks &links, const VersionTable &table, const base::CarriedFigure &figure )
{
  const std::size_t size = links.oldCodes.size();
  const std::vector<double> denominators =
    table.denominators.empty() ? std::vector<double>() : extended( table.denominators, size );
  ConvertedValues converted = statistics::convertValues(
    links.versions, figure.isRate ? statistics::ValueKind::rate : statistics::ValueKind::count,
    extended( figure.values, size ), denominators );
  // What went to a place that is not wanted lies outside.
  for ( std::size_t area = 0; !figure.isRate && area < links.newCodes.size(); ++area )
    if ( !links.isWanted[area] && !statistics::isMissing( converted.value[area] ) )
      converted.outside += converted.value[area];
  return converted;
}

void tellSums( Run &run, const base::CarriedFigure &figure, const ConvertedValues &converted )
{
  if ( figure.isRate )
    return;
  const double total = statistics::sumPresent( figure.values );
  const QString sums =
    ConvertBoundaries::tr( "‘%1’: of %2 in the table %3 went to new areas and %4 could not be converted." )
      .arg( figure.field, base::numberText( total, 2 ), base::numberText( total - converted.outside, 2 ),
            base::numberText( converted.outside, 2 ) );
  if ( converted.outside > 0 )
    run.warn( sums );
  else
    run.remark( sums );
}

void tellIssues( Run &run, const VersionLinks &links, bool areListed )
{
  constexpr int issuesToName = 10;
  QStringList named;
  for ( const VersionIssue &issue : links.issues )
    if ( named.size() < issuesToName )
      named << ConvertBoundaries::tr( "%1 %2" ).arg( issue.code, issue.issue );
  if ( links.issues.size() > std::size_t( issuesToName ) )
    named << QStringLiteral( "…" );
  if ( !named.isEmpty() )
    run.warn( ConvertBoundaries::tr( "%L1 issue(s) should be looked at (%3): %2." )
                .arg( qulonglong( links.issues.size() ) )
                .arg( named.join( QStringLiteral( ", " ) ),
                      areListed ? ConvertBoundaries::tr( "ISSUES lists them all" )
                                : ConvertBoundaries::tr( "ask for ISSUES to have them all" ) ) );
}

} // namespace

void ConvertBoundaries::process( Run &run )
{
  const VersionTable table = readTable( run );
  const std::unique_ptr<NewAreas> newAreas = readNewAreas( run, table );
  const VersionLinks links = findLinks( run, table, newAreas.get() );
  if ( table.denominators.empty() && !fieldNames( run, "RATE_FIELDS" ).isEmpty() )
    run.warn(
      tr( "DENOMINATOR is empty: where several areas are merged, each of them weighs the same in the rates." ) );

  std::vector<ConvertedValues> converted;
  for ( const base::CarriedFigure &figure : table.figures )
  {
    run.stopIfCancelled();
    converted.push_back( convert( links, table, figure ) );
    tellSums( run, figure, converted.back() );
  }
  tellIssues( run, links, isGiven( run.parameters(), "ISSUES" ) );
  run.setNumber( QStringLiteral( "N_OLD" ), double( table.areas.size() ) );
  run.setNumber( QStringLiteral( "N_UNKNOWN_OLD" ), double( links.unknownOld ) );
  run.setNumber( QStringLiteral( "N_UNKNOWN_NEW" ), double( links.unknownNew ) );
  run.setNumber( QStringLiteral( "N_FRAGMENTED" ), double( links.fragmented ) );
  if ( !table.figures.front().isRate )
  {
    run.setNumber( QStringLiteral( "TOTAL" ), statistics::sumPresent( table.figures.front().values ) );
    run.setNumber( QStringLiteral( "OUTSIDE" ), converted.front().outside );
  }
  write( run, links, table, newAreas.get(), converted );
  writeIssues( run, links );
  writeRejects( run );
}

void ConvertBoundaries::write( Run &run, const VersionLinks &links, const VersionTable &table, const NewAreas *newAreas,
                               const std::vector<ConvertedValues> &converted )
{
  const VersionLayer layer( links, table, newAreas, converted );
  run.setNumber( QStringLiteral( "N_NEW" ), double( layer.size() ) );
  run.setNumber( QStringLiteral( "N_ESTIMATED" ), double( layer.uncertain() ) );
  run.setNumber( QStringLiteral( "N_INCOMPLETE" ), double( layer.incomplete() ) );
  run.remark( tr( "%L1 new areas, %L2 of them with figures that are at least partly estimated." )
                .arg( qulonglong( layer.size() ) )
                .arg( qulonglong( layer.uncertain() ) ) );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, layer.spec() );
  if ( !output )
    return;
  layer.write( *output, run.progress( 0.8, 1 ) );
  output->finish();
}

void ConvertBoundaries::writeIssues( Run &run, const VersionLinks &links )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "ISSUES" );
  spec.fields = base::fields::list( { "area_id", "version", "issue", "detail" } );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  for ( const VersionIssue &issue : links.issues )
    output->add( { issue.code,
                   issue.isBetween ? tr( "between" )
                   : issue.isOld   ? tr( "old" )
                                   : tr( "new" ),
                   issue.issue, base::orNull( issue.detail ) } );
  output->finish();
}

} // namespace communitysafety::preparedata
