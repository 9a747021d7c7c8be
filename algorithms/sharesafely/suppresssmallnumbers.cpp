// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/suppresssmallnumbers.h"

#include "base/areas.h"
#include "base/recordsecrets.h"
#include "base/strictparse.h"
#include "sharesafely/suppressionlayers.h"
#include "sharesafely/suppressionreport.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::sharesafely
{

using base::Run;

base::Identity SuppressSmallNumbers::identity() const
{
  return {
    QStringLiteral( "suppresssmallnumbers" ),
    tr( "Suppress small numbers" ),
    QStringLiteral( "sharesafely" ),
    tr( "Hides small counts of areas, and as many others as it takes so that no small one can be worked out from "
        "totals." ),
    tr( "disclosure control,cell suppression,secondary suppression,complementary suppression,small numbers,privacy,"
        "anonymise,publish,open data,rounding,controlled rounding,statistical disclosure,tau-argus,sdcTable,"
        "share safely" )
      .split( ',' ),
    tr(
      "Makes a copy of a layer or table of counts that can be published. Counts below THRESHOLD become empty. That "
      "alone "
      "is not enough: who has the total of a ward subtracts the areas that are shown and has the hidden one. So "
      "further "
      "counts are hidden, as few and as small as the method finds, until all totals together leave open for each small "
      "count as many numbers as the threshold.\n\n"
      "TOTALS names the fields that say what an area is a part of: ward, district, neighbourhood. They may overlap in "
      "any way. A row whose id other rows name there is taken for their total; totals without a row come out as "
      "TOTALS_OUTPUT, with those hidden that must be. The sum of all areas counts as a total too. COLUMN_TOTAL is the "
      "field that sums up the others.\n\n"
      "Before anything is written the result is attacked by linear programmes that have nothing but the published "
      "values. Where a small count can still be worked out too closely nothing is written and the sentence says where. "
      "This happens when a known total is itself small.\n\n"
      "Published rows tell which values are hidden (supp, supp_share, supp_what), never which of them are small. The "
      "report "
      "is for you and holds no count and no bound of one. Not covered: differences to earlier releases and to other "
      "tables of the same incidents; publish the same areas and fields each time.\n\n"
      "Only what is chosen reaches the output: counts, parents, DERIVED and KEEP_FIELDS." )
  };
}

void SuppressSmallNumbers::defineParameters()
{
  defineFields();
  defineRules();
  defineAdvanced();
  defineOutputs();
}

void SuppressSmallNumbers::defineFields()
{
  const QString input = QStringLiteral( "INPUT" );
  const auto field =
    [&]( const char *name, const QString &words, bool isMultiple, bool isOptional, const QString &help )
  {
    add( new QgsProcessingParameterField( QLatin1String( name ), words, QVariant(), input, compat::anyField, isMultiple,
                                          isOptional ),
         help );
  };
  auto *source =
    new QgsProcessingParameterFeatureSource( input, tr( "Areas or table" ), { static_cast<int>( compat::anyVector ) } );
  // By a hash of the true table guesses of the hidden counts could be checked.
  source->setMetadata( { { base::keptOutOfRecord, true } } );
  add( source,
       tr( "Polygons with counts, or a table with a row for each area. Rows that are totals of others may be among "
           "them." ) );
  field(
    "FIELDS", tr( "Counts" ), true, false,
    tr( "The fields with counts: whole numbers. A mark of suppression (*, c, <5) stays hidden and is protected as a "
        "small count; an empty cell stays empty." ) );
  field( "TOTALS", tr( "Parents" ), true, true,
         tr( "Fields that name what each area is a part of, for instance ward and district: the totals of these are "
             "reckoned with. Areas may be parts of several that overlap." ) );
  field( "COLUMN_TOTAL", tr( "Sum of the counts" ), false, true,
         tr( "Field that is the sum of all FIELDS, for instance all crime beside its kinds." ) );
  field( "DERIVED", tr( "Rates and indices made from the counts" ), true, true,
         tr( "Hidden with the counts behind them: noise_r and noise_i with noise_n, all others where any count of the "
             "area is hidden. Left out when counts are rounded, because they would tell the exact ones." ) );
  field( "KEEP_FIELDS", tr( "Other fields to keep" ), true, true,
         tr( "Written as they are and not looked at: choose nothing that tells of people. All fields that nobody chose "
             "are left out." ) );
}

void SuppressSmallNumbers::defineRules()
{
  add( new QgsProcessingParameterNumber( QStringLiteral( "THRESHOLD" ), tr( "Smallest count to show" ), compat::integer,
                                         5, false, 2, 1000 ),
       tr( "Counts below it are hidden. 5 is the custom for crime, 10 for health and for whatever is delicate." ) );
  add(
    new QgsProcessingParameterEnum( QStringLiteral( "ZEROS" ), tr( "Zeros" ),
                                    { tr( "Shown, unless one must be hidden to protect others" ), tr( "Always shown" ),
                                      tr( "Hidden like small counts" ) },
                                    false, 0 ),
    tr( "Always shown zeros tell that every hidden count is 1 or more, so that more others have to be hidden, and it "
        "may prove impossible. Hide them where it is delicate that nothing was reported." ) );
  add(
    new QgsProcessingParameterBoolean( QStringLiteral( "SECONDARY" ),
                                       tr( "Hide others so that none can be worked out" ), true ),
    tr( "Unticked, small counts alone are hidden. With TOTALS or COLUMN_TOTAL the attack will then mostly succeed, and "
        "nothing is written." ) );
  add(
    new QgsProcessingParameterBoolean( QStringLiteral( "TOTALS_KNOWN" ), tr( "The totals are published already" ),
                                       false ),
    tr( "Ticked: the totals of TOTALS and of all areas are known and cannot be hidden any more; a small one cannot be "
        "protected. Unticked: they are released with this layer and may be hidden as well." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "POPULATION" ), tr( "People or households" ), QVariant(),
                                        QStringLiteral( "INPUT" ), compat::anyField, false, true ),
       tr( "Optional field by which areas with few people are found. It is not written unless KEEP_FIELDS has it." ) );
  add(
    new QgsProcessingParameterNumber( QStringLiteral( "MIN_POPULATION" ), tr( "Least people or households" ),
                                      compat::integer, 0, false, 0, 1000000 ),
    tr( "In areas with fewer of POPULATION all counts are hidden, zeros and large ones as well. 0: no such rule." ) );
  add(
    new QgsProcessingParameterNumber( QStringLiteral( "ROUNDING" ), tr( "Round to multiples of" ), compat::integer, 1,
                                      false, 1, 1000 ),
    tr( "1 writes the counts themselves. With 5, shown counts become multiples of 5 and totals the sums of these, so "
        "that totals cannot undo the rounding." ) );
}

void SuppressSmallNumbers::defineAdvanced()
{
  addAdvanced(
    new QgsProcessingParameterNumber( QStringLiteral( "PROTECTION" ), tr( "Least width of what stays possible" ),
                                      compat::integer, QVariant(), true, 1, 100000 ),
    tr( "How far apart the least and the greatest number must be that a reader can hold possible for a small "
        "count. Blank: THRESHOLD, so that no reader can tell whether a hidden count is small. Less hides "
        "fewer others." ) );
  addAreaIdAndName();
}

void SuppressSmallNumbers::defineOutputs()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Layer to share" ), compat::anyVector ),
       tr( "The rows with empty cells where counts are hidden, the share of them "
           "(supp_share) and their fields (supp_what)." ) );
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "TOTALS_OUTPUT" ), tr( "Totals to share" ),
                                              compat::anyVector, QVariant(), true ),
       tr( "Optional table with the totals that have no row in the input, with those hidden that would give small "
           "counts away. Publish these and no others." ) );
  addReport(
    tr( "Optional page for the files: how much is hidden for which reason, the rules, what holds and what does "
        "not. It tells no count." ) );
  addRejects();
  addNumber( QStringLiteral( "N_ROWS" ), tr( "Rows" ) );
  addNumber( QStringLiteral( "N_VALUES" ), tr( "Values of the count fields" ) );
  addNumber( QStringLiteral( "N_SMALL" ), tr( "Values hidden because they are small" ) );
  addNumber( QStringLiteral( "N_FEW_PEOPLE" ), tr( "Values hidden because few people live there" ) );
  addNumber( QStringLiteral( "N_INPUT" ), tr( "Values that were hidden in the input" ) );
  addNumber( QStringLiteral( "N_SECONDARY" ), tr( "Values hidden to protect others" ) );
  addNumber( QStringLiteral( "N_HIDDEN" ), tr( "Hidden values" ) );
  addNumber( QStringLiteral( "N_TOTALS" ), tr( "Values of totals without a row" ) );
  addNumber( QStringLiteral( "N_HIDDEN_TOTALS" ), tr( "Hidden values of these" ) );
}

QStringList SuppressSmallNumbers::chosenFields( const Run &run, const base::Source &source,
                                                const char *parameter ) const
{
  QStringList chosen;
  for ( const QString &field :
        compat::fieldNames( parameterDefinition( QLatin1String( parameter ) ), run.parameters(), run.context() ) )
    chosen << source.fields().at( source.fieldIndex( field ) ).name();
  return chosen;
}

CountRules SuppressSmallNumbers::rules( const Run &run, const base::Source &source ) const
{
  CountRules rules;
  rules.fields = chosenFields( run, source, "FIELDS" );
  rules.parents = chosenFields( run, source, "TOTALS" );
  if ( isGiven( run.parameters(), "COLUMN_TOTAL" ) )
    rules.columnTotal = chosenFields( run, source, "COLUMN_TOTAL" ).value( 0 );
  rules.leastPopulation = number( run, "MIN_POPULATION" );
  if ( rules.leastPopulation > 0 )
    rules.population = chosenFields( run, source, "POPULATION" ).value( 0 );
  rules.threshold = number( run, "THRESHOLD" );
  rules.zeros = static_cast<Zeros>( choice( run, "ZEROS" ) );
  rules.totalsKnown = isTicked( run, "TOTALS_KNOWN" );
  rules.withGrandTotal = isTicked( run, "SECONDARY" );
  return rules;
}

Protection SuppressSmallNumbers::protection( const Run &run ) const
{
  Protection protection;
  protection.isSecondary = isTicked( run, "SECONDARY" );
  protection.width = number( run, isGiven( run.parameters(), "PROTECTION" ) ? "PROTECTION" : "THRESHOLD" );
  protection.base = number( run, "ROUNDING" );
  return protection;
}

void SuppressSmallNumbers::prepare( Run &run )
{
  const base::Source source = this->source( run, QStringLiteral( "INPUT" ) );
  source.requireFeatures();
  if ( source.hasGeometry() && !source.hasPolygons() )
    throw QgsProcessingException( tr( "INPUT: ‘%1’ has neither polygons nor is it a table: count its points or lines "
                                      "by area first, or mask its points "
                                      "with ‘Mask points’." )
                                    .arg( source.name() ) );
  if ( source.hasPolygons() )
    source.requireCrs();
  const CountRules rules = this->rules( run, source );
  if ( rules.fields.isEmpty() )
    throw QgsProcessingException( tr( "FIELDS is empty: choose the fields with the counts." ) );
  if ( rules.fields.contains( rules.columnTotal ) )
    throw QgsProcessingException(
      tr( "COLUMN_TOTAL, ‘%1’, is one of FIELDS: take it out of them." ).arg( rules.columnTotal ) );
  if ( rules.leastPopulation > 0 && rules.population.isEmpty() )
    throw QgsProcessingException( tr( "POPULATION is empty: choose the field with the people or households, or 0 as "
                                      "MIN_POPULATION." ) );
}

namespace
{

//! Fields of \a source that do not reach the output.
QStringList fieldsLeftOut( const base::Source &source, const SuppressedRows &content, const QString &idField )
{
  const QStringList written = content.rules.columns() + content.rules.parents + content.derived + content.kept +
                              QStringList{ idField, content.nameField };
  QStringList leftOut;
  for ( const QgsField &field : source.fields() )
    if ( !written.contains( field.name() ) )
      leftOut << field.name();
  return leftOut;
}

bool holdsSmallCounts( const SharedRows &rows, const QString &field, double threshold )
{
  bool hasSmall = false;
  for ( std::size_t row = 0; row < rows.size(); ++row )
  {
    const base::ParsedNumber number = base::parseNumber( rows.value( row, field ) );
    if ( number.isNumber() && number.value != std::floor( number.value ) )
      return false;
    hasSmall = hasSmall || ( number.isNumber() && number.value > 0 && number.value < threshold );
  }
  return hasSmall;
}

void warnOfKeptCounts( Run &run, const SuppressedRows &content )
{
  QStringList names;
  for ( const QString &field : content.kept )
    if ( holdsSmallCounts( content.rows, field, content.rules.threshold ) )
      names << field;
  if ( !names.isEmpty() )
    run.warn(
      SuppressSmallNumbers::tr( "Kept as they are although they hold small whole numbers: %1. If these are counts "
                                "of incidents or people, choose them as FIELDS." )
        .arg( names.join( QStringLiteral( ", " ) ) ) );
}

void warnOfUnpublishedTotals( Run &run, const HiddenCounts &totals, bool isWritten )
{
  if ( totals.hidden() > 0 && !isWritten )
    run.warn( SuppressSmallNumbers::tr( "Totals that must be hidden as well: %1 of %2 values. Ask for TOTALS_OUTPUT, "
                                        "publish it and no other totals." )
                .arg( totals.hidden() )
                .arg( totals.cells ) );
}

void setNumbers( Run &run, const SuppressedRows &content )
{
  HiddenCounts all;
  for ( const HiddenCounts &ofColumn : hiddenInRows( content.table, content.result ) )
    all.add( ofColumn );
  const HiddenCounts totals = hiddenInTotals( content.table, content.result );
  run.setNumber( QStringLiteral( "N_ROWS" ), double( content.rows.size() ) );
  run.setNumber( QStringLiteral( "N_VALUES" ), double( all.cells ) );
  run.setNumber( QStringLiteral( "N_SMALL" ), double( all.smallCount ) );
  run.setNumber( QStringLiteral( "N_FEW_PEOPLE" ), double( all.fewPeople ) );
  run.setNumber( QStringLiteral( "N_INPUT" ), double( all.inputMark ) );
  run.setNumber( QStringLiteral( "N_SECONDARY" ), double( all.others ) );
  run.setNumber( QStringLiteral( "N_HIDDEN" ), double( all.hidden() ) );
  run.setNumber( QStringLiteral( "N_TOTALS" ), double( totals.cells ) );
  run.setNumber( QStringLiteral( "N_HIDDEN_TOTALS" ), double( totals.hidden() ) );
  // The record travels with the layer: how many are small stays here.
  run.feedback().pushInfo(
    SuppressSmallNumbers::tr( "Hidden: %1 of %2 values, %3 of them to protect others. The attack on "
                              "the result found nothing." )
      .arg( all.hidden() )
      .arg( all.cells )
      .arg( all.others ) );
}

} // namespace

QStringList SuppressSmallNumbers::derivedFields( Run &run, const base::Source &source,
                                                 const Protection &protection ) const
{
  const QStringList derived = chosenFields( run, source, "DERIVED" );
  if ( protection.base <= 1 || derived.isEmpty() )
    return derived;
  run.warn( tr( "Left out because they would tell the exact counts that are rounded: %1." )
              .arg( derived.join( QStringLiteral( ", " ) ) ) );
  return {};
}

void SuppressSmallNumbers::process( Run &run )
{
  const base::Source source = this->source( run, QStringLiteral( "INPUT" ) );
  const CountRules rules = this->rules( run, source );
  const Protection protection = this->protection( run );
  const QString idField = base::areaIdField( run, source, text( run, "AREA_ID" ) );
  const QString nameField = base::areaNameField( source, text( run, "AREA_NAME" ) );
  const QStringList derived = derivedFields( run, source, protection );
  QStringList kept = chosenFields( run, source, "KEEP_FIELDS" );
  for ( const QString &field : { idField, nameField } )
    kept.removeAll( field );
  QStringList toRead = rules.columns() + rules.parents + derived + kept;
  for ( const QString &field : { rules.population, nameField } )
    if ( !field.isEmpty() )
      toRead << field;
  toRead.removeDuplicates();

  const SharedRows rows = readSharedRows( run, source, idField, toRead, 0.2 );
  const CountTable table = countTable( run, rows, rules );
  const ProtectedTable result = protectTable( run, rows, rules, table, protection );
  const SuppressedRows content{ rows, rules, table, result, nameField, derived, kept };
  warnOfKeptCounts( run, content );
  writeRows( run, content, source );
  writeTotals( run, content );
  setNumbers( run, content );
  if ( wantsReport( run ) )
    writeReport( run, suppressionReport( content, protection, fieldsLeftOut( source, content, idField ) ) );
  writeRejects( run );
}

void SuppressSmallNumbers::writeRows( Run &run, const SuppressedRows &content, const base::Source &source )
{
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, sharedLayer( content, source ) );
  if ( !output )
    return;
  const statistics::Progress progress = run.progress( 0.85, 0.98 );
  for ( std::size_t row = 0; row < content.rows.size(); ++row )
  {
    statistics::report( progress, double( row ) / double( content.rows.size() ) );
    output->add( sharedValues( content, row ), content.rows.geometry[row] );
  }
  output->finish();
}

void SuppressSmallNumbers::writeTotals( Run &run, const SuppressedRows &content )
{
  const std::unique_ptr<base::OutputLayer> totals = createOutput( run, totalsTable( content ) );
  warnOfUnpublishedTotals( run, hiddenInTotals( content.table, content.result ), totals != nullptr );
  if ( !totals )
    return;
  for ( const ImpliedTotal &total : content.table.totals )
    totals->add( totalValues( content, total ) );
  totals->finish();
}

} // namespace communitysafety::sharesafely
