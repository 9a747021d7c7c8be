// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "compositeindex/calculaterates.h"

#include "base/fields.h"
#include "base/indicatorcolumns.h"
#include "base/numbercolumn.h"
#include "base/yearlycounts.h"
#include "statistics/areaclass.h"
#include "statistics/districtshrinkage.h"
#include "statistics/localempiricalbayes.h"
#include "statistics/smoothing.h"

#include <QHash>

#include <algorithm>
#include <initializer_list>

namespace communitysafety::compositeindex
{

using base::Run;
using statistics::AreaRates;
using statistics::FunnelClass;
using statistics::isMissing;
using statistics::missing;
using statistics::RateKind;

namespace
{

//! The order is that of the SMOOTHING parameter.
enum class Smoothing
{
  none,
  city,
  neighbourhood,
  district
};

} // namespace

base::Identity CalculateRates::identity() const
{
  return {
    QStringLiteral( "calculaterates" ),
    tr( "Calculate rates" ),
    QStringLiteral( "compositeindex" ),
    tr( "Rates, percentages or indices of areas with confidence limits, smoothed for small numbers and compared "
        "with the city." ),
    tr( "rate,per 1000,percentage,crude rate,confidence interval,Byar,Wilson,exact,funnel plot,control limits,"
        "empirical Bayes,smoothing,shrinkage,standardised ratio,location quotient,small numbers,significance,"
        "higher than city,Fingertips" )
      .split( ',' ),
    tr( "Divides events by a denominator (people, dwellings, businesses) and says how far chance could have "
        "carried the figure of each area. Limits are those of public-health practice: exact below 10 events and "
        "Byar's from 10 on for rates and indices, Wilson's for percentages.\n\n"
        "The map compares every area with the city as a funnel plot does: ‘above’ and ‘below’ when the city lies "
        "outside the limits of 95 %, ‘well above’ and ‘well below’ when it lies outside those of 99.8 %, whatever "
        "CONFIDENCE says. Of 1,000 areas that do not differ about 50 are outside the first and two outside the "
        "second.\n\n"
        "Crimes come in bunches: repeat victims, one offender, one evening. Limits that take them to be "
        "independent are too narrow. Give the counts of single years in YEAR_COUNTS and limits, "
        "comparison and smoothing take into account how much more the counts vary than independent events would.\n\n"
        "Smoothing draws the figure of an area that rests on little towards the city, its neighbours or its "
        "district. ‘w_own’ tells how much of it is the area's own. The crude figure and its limits stay beside "
        "it.\n\n"
        "An area with events but a denominator of zero has no rate and is named in the log; it is never "
        "infinite." )
  };
}

void CalculateRates::defineParameters()
{
  const QString input = QStringLiteral( "INPUT" );
  add( new QgsProcessingParameterFeatureSource( input, tr( "Areas" ), { static_cast<int>( compat::polygonVector ) } ),
       tr( "Polygons with the counts: wards, LSOAs, neighbourhoods or cells." ) );
  add(
    new QgsProcessingParameterField( QStringLiteral( "NUMERATOR" ), tr( "Events" ), QVariant(), input ),
    tr( "Field with the number of events or of cases. Numbers written as text are read strictly; a suppressed number "
        "is not zero." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "DENOMINATOR" ), tr( "Denominator" ), QVariant(), input,
                                        compat::anyField, false, true ),
       tr( "Field with those to whom it can happen: people, dwellings, businesses, area. May stay empty for an index, "
           "which then expects the same of every area, as with cells of a grid." ) );
  defineComparison();
  defineAdvanced();
  defineOutputs();
}

void CalculateRates::defineComparison()
{
  add( new QgsProcessingParameterEnum( QStringLiteral( "KIND" ), tr( "Figure" ),
                                       { tr( "Rate" ), tr( "Percentage" ), tr( "Index, 100 = city" ) }, false, 0 ),
       tr( "A rate counts events by so many of the denominator. A percentage is the share of the denominator that has "
           "the property, so that there cannot be more cases than denominator. An index sets the events against those "
           "expected at the rate of the city." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "MULTIPLIER" ), tr( "Rate per" ), compat::real, 1000.0, false,
                                         1e-6, 1e9 ),
       tr( "1,000: events by 1,000 of the denominator. Without effect on percentages and indices." ) );
  add( new QgsProcessingParameterNumber( QStringLiteral( "CONFIDENCE" ), tr( "Confidence of the limits (%)" ),
                                         compat::real, 95.0, false, 50.0, 99.999 ),
       tr( "How often such limits hold the true value. 95 is the custom, 99.8 that of control limits." ) );
  add( new QgsProcessingParameterEnum( QStringLiteral( "SMOOTHING" ), tr( "Smoothing" ),
                                       { tr( "None" ), tr( "Towards the city (empirical Bayes)" ),
                                         tr( "Towards the neighbours (local empirical Bayes)" ),
                                         tr( "Towards the district" ) },
                                       false, 0 ),
       tr( "What an area that rests on small numbers is drawn towards. Neighbours share a border or a corner. The "
           "district needs GROUP; percentages are then shrunk as the English indices of deprivation do it, rates and "
           "indices by empirical Bayes within each district." ) );
  add( new QgsProcessingParameterField( QStringLiteral( "GROUP" ), tr( "District" ), QVariant(),
                                        QStringLiteral( "INPUT" ), compat::anyField, false, true ),
       tr( "Field with the district of each area, for smoothing towards it." ) );
}

void CalculateRates::defineAdvanced()
{
  const QString input = QStringLiteral( "INPUT" );
  addAdvanced( new QgsProcessingParameterField( QStringLiteral( "YEAR_COUNTS" ), tr( "Events of single years" ),
                                                QVariant(), input, compat::anyField, true, true ),
               tr( "Optional: two or more fields with the events of single years. From how they vary comes the "
                   "overdispersion by which limits and comparison with the city are made more careful. They need not "
                   "add up to NUMERATOR." ) );
  addAdvanced( new QgsProcessingParameterNumber( QStringLiteral( "CLASSES" ), tr( "Number of quantiles" ),
                                                 compat::integer, 5, false, 2, 100 ),
               tr( "Into how many classes of about equal number the areas are put, 1 = highest: 5 for fifths, 10 for "
                   "tenths. With fewer areas than classes there are none." ) );
  addAreaIdAndName();
  addInvalidGeometry();
}

void CalculateRates::defineOutputs()
{
  add( new QgsProcessingParameterFeatureSink( QStringLiteral( "OUTPUT" ), tr( "Rates" ), compat::polygonVector ),
       tr( "The areas with their figure and its limits, the index, the smoothed figure, the comparison with the city "
           "(sig: -2 well below to 2 well above) and the quantile." ) );
  addRejects();
  addNumber( QStringLiteral( "N_AREAS" ), tr( "Number of areas" ) );
  addNumber( QStringLiteral( "N_WITHOUT_RATE" ), tr( "Areas without a rate" ) );
  addNumber( QStringLiteral( "N_NO_DENOMINATOR" ), tr( "Areas with events and no denominator" ) );
  addNumber( QStringLiteral( "N_HIGHER" ), tr( "Areas above the city" ) );
  addNumber( QStringLiteral( "N_LOWER" ), tr( "Areas below the city" ) );
  addNumber( QStringLiteral( "N_WELL_HIGHER" ), tr( "Areas well above the city (99.8 %)" ) );
  addNumber( QStringLiteral( "N_WELL_LOWER" ), tr( "Areas well below the city (99.8 %)" ) );
  addNumber( QStringLiteral( "CITY_RATE" ), tr( "The figure of the city" ) );
  addNumber( QStringLiteral( "OVERDISPERSION" ), tr( "Overdispersion of the counts (1 = independent events)" ) );
}

void CalculateRates::prepare( Run &run )
{
  const bool isIndex = choice( run, "KIND" ) == int( RateKind::index );
  if ( !isIndex && !isGiven( run.parameters(), "DENOMINATOR" ) )
    throw QgsProcessingException(
      tr( "DENOMINATOR is empty: choose the field with those to whom it can happen, or an index as KIND." ) );
  if ( text( run, "NUMERATOR" ).compare( text( run, "DENOMINATOR" ), Qt::CaseInsensitive ) == 0 )
    throw QgsProcessingException(
      tr( "NUMERATOR and DENOMINATOR are the same field, ‘%1’: choose two." ).arg( text( run, "NUMERATOR" ) ) );
  if ( choice( run, "SMOOTHING" ) == int( Smoothing::district ) && !isGiven( run.parameters(), "GROUP" ) )
    throw QgsProcessingException( tr( "GROUP is empty: choose the field with the districts, or another SMOOTHING." ) );
  if ( yearFields( run ).size() == 1 )
    throw QgsProcessingException( tr( "YEAR_COUNTS has the field ‘%1’ alone: choose two years or more, or none." )
                                    .arg( yearFields( run ).first() ) );
}

namespace
{

void requireUsableAreas( const std::vector<double> &events, const std::vector<double> &denominator,
                         const QString &layer )
{
  for ( std::size_t area = 0; area < events.size(); ++area )
    if ( !isMissing( events[area] ) && denominator[area] > 0 )
      return;
  throw QgsProcessingException(
    CalculateRates::tr( "No area of ‘%1’ has both a number of events and a denominator above 0: choose other fields." )
      .arg( layer ) );
}

void requireProportions( const base::Areas &areas, const std::vector<double> &events,
                         const std::vector<double> &denominator, const QString &layer )
{
  for ( std::size_t area = 0; area < events.size(); ++area )
    if ( denominator[area] > 0 && events[area] > denominator[area] )
      throw QgsProcessingException( CalculateRates::tr( "‘%1’, row %2 (area ‘%3’): %4 cases are more than the "
                                                        "denominator, %5, which a percentage cannot have: correct the "
                                                        "row, or choose a rate as KIND." )
                                      .arg( layer )
                                      .arg( areas.row[area] )
                                      .arg( areas.id[area] )
                                      .arg( events[area], 0, 'g', 12 )
                                      .arg( denominator[area], 0, 'g', 12 ) );
}

void warnOfEventsWithoutDenominator( Run &run, const base::Areas &areas, const std::vector<double> &events,
                                     const std::vector<double> &denominator )
{
  constexpr int areasToName = 10;
  QStringList named;
  int count = 0;
  for ( std::size_t area = 0; area < events.size(); ++area )
    if ( events[area] > 0 && !( denominator[area] > 0 ) && ++count <= areasToName )
      named << QStringLiteral( "%1 (%2)" ).arg( areas.id[area] ).arg( events[area], 0, 'g', 12 );
  if ( count > areasToName )
    named << QStringLiteral( "…" );
  if ( count > 0 )
    run.warn( CalculateRates::tr( "Areas with events but without a denominator, which get no rate: %1. They are (with "
                                  "their events): %2." )
                .arg( count )
                .arg( named.join( QStringLiteral( ", " ) ) ) );
}

//! Events in bunches of \a dispersion tell as much as so many fewer that are independent: the rates stay as they are.
std::vector<double> dividedBy( double dispersion, std::vector<double> counts )
{
  for ( double &count : counts )
    count /= dispersion;
  return counts;
}

QVariant sigOf( FunnelClass place )
{
  return place == FunnelClass::notKnown ? compat::null() : QVariant( static_cast<int>( place ) );
}

} // namespace

QStringList CalculateRates::yearFields( const Run &run ) const
{
  return compat::fieldNames( parameterDefinition( QStringLiteral( "YEAR_COUNTS" ) ), run.parameters(), run.context() );
}

CalculateRates::Input CalculateRates::read( Run &run ) const
{
  const base::Source source = this->source( run, QStringLiteral( "INPUT" ) );
  const QString name = base::areaNameField( source, text( run, "AREA_NAME" ) );
  const QString events = text( run, "NUMERATOR" ), denominator = text( run, "DENOMINATOR" );
  base::AreasReading reading;
  reading.idField = base::areaIdField( run, source, text( run, "AREA_ID" ) );
  reading.fields = QStringList{ events } + yearFields( run );
  for ( const QString &field : { denominator, name, text( run, "GROUP" ) } )
    if ( !field.isEmpty() )
      reading.fields << field;
  reading.invalidGeometry = invalidGeometry( run );
  reading.progressTo = 0.5;

  Input input{ base::readAreas( run, source, reading ), source.name(), {}, {}, {}, {}, {} };
  base::sortById( input.areas );
  base::IndicatorColumns columns( run, input.areas, reading.fields, input.layer );
  input.events = columns.counts( events );
  input.denominator =
    denominator.isEmpty() ? std::vector<double>( input.areas.size(), 1.0 ) : columns.counts( denominator );
  for ( const QString &year : yearFields( run ) )
    input.eventsByYear.push_back( columns.counts( year ) );
  columns.tellGaps();
  if ( !name.isEmpty() )
    input.names = base::areaTexts( input.areas, reading.fields.indexOf( name ) );
  if ( isGiven( run.parameters(), "GROUP" ) )
    input.district = base::areaGroups( input.areas, columns.order(), reading.fields.indexOf( text( run, "GROUP" ) ) );
  return input;
}

void CalculateRates::process( Run &run )
{
  const Input input = read( run );
  requireUsableAreas( input.events, input.denominator, input.layer );
  statistics::AreaRateOptions options;
  options.kind = static_cast<RateKind>( choice( run, "KIND" ) );
  options.multiplier = number( run, "MULTIPLIER" );
  options.confidence = number( run, "CONFIDENCE" ) / 100;
  options.dispersion = dispersion( run, input );
  if ( options.kind == RateKind::proportion )
    requireProportions( input.areas, input.events, input.denominator, input.layer );
  warnOfEventsWithoutDenominator( run, input.areas, input.events, input.denominator );

  const AreaRates rates = statistics::areaRates( input.events, input.denominator, options );
  const Smoothed smoothed = smooth( run, input, rates, options.dispersion );
  write( run, input, rates, smoothed );
  setNumbers( run, input, rates );
  run.setNumber( QStringLiteral( "OVERDISPERSION" ), options.dispersion );
  writeRejects( run );
}

double CalculateRates::dispersion( Run &run, const Input &input ) const
{
  if ( input.eventsByYear.empty() )
  {
    run.warn( tr( "Without YEAR_COUNTS events are taken to know nothing of each other. Crimes come in bunches, so that "
                  "more areas than should be lie outside their limits." ) );
    return 1;
  }
  return base::overdispersionOfYears( run, input.eventsByYear, tr( "events are taken to be independent" ) );
}

CalculateRates::Smoothed CalculateRates::smooth( Run &run, const Input &input, const AreaRates &rates,
                                                 double dispersion ) const
{
  const auto smoothing = static_cast<Smoothing>( choice( run, "SMOOTHING" ) );
  const std::vector<double> events = dividedBy( dispersion, input.events );
  const std::vector<double> denominator = dividedBy( dispersion, input.denominator );
  Smoothed result{ std::vector<double>( input.areas.size(), missing ),
                   std::vector<double>( input.areas.size(), missing ) };
  if ( smoothing == Smoothing::city )
  {
    const statistics::SmoothedRates city = statistics::empiricalBayes( events, denominator );
    if ( city.noExcessVariance )
      run.warn(
        tr( "The areas differ no more than chance would make them: smoothing gives all the figure of the city." ) );
    result = { city.rate, city.weightOnOwn };
  }
  else if ( smoothing == Smoothing::neighbourhood )
  {
    const statistics::Neighbours neighbours = base::touchingNeighbours( input.areas, run.progress( 0.5, 0.8 ) );
    const statistics::LocallySmoothedRates local = statistics::localEmpiricalBayes( events, denominator, neighbours );
    run.remark(
      tr( "Areas whose neighbourhood differs no more than chance would make it, and which get its figure: %1." )
        .arg( local.withoutExcessVariance ) );
    result = { local.rate, local.weightOnOwn };
  }
  else if ( smoothing == Smoothing::district )
  {
    const bool isProportion = choice( run, "KIND" ) == int( RateKind::proportion );
    const auto shrink = isProportion ? &statistics::shrinkToDistrict : &statistics::empiricalBayesByDistrict;
    const statistics::ShrunkToDistrict shrunk = shrink( events, denominator, input.district );
    result = { shrunk.rate, shrunk.weightOnOwn };
  }
  for ( double &rate : result.rate )
    rate *= rates.scale;
  return result;
}

QString CalculateRates::figureWords( const Run &run ) const
{
  switch ( static_cast<RateKind>( choice( run, "KIND" ) ) )
  {
  case RateKind::rate:
    return tr( "Rate per %L1" ).arg( number( run, "MULTIPLIER" ), 0, 'g', 10 );
  case RateKind::proportion:
    return tr( "Percentage" );
  case RateKind::index:
    break;
  }
  return tr( "Index (100 = city)" );
}

QgsFields CalculateRates::outputFields( const Run &run ) const
{
  const QString figure = figureWords( run );
  const QHash<QString, QString> words = {
    { QStringLiteral( "rate" ), figure },
    { QStringLiteral( "rate_lo" ), tr( "%1, lower limit" ).arg( figure ) },
    { QStringLiteral( "rate_hi" ), tr( "%1, upper limit" ).arg( figure ) },
    { QStringLiteral( "rate_eb" ), tr( "%1, smoothed" ).arg( figure ) },
    { QStringLiteral( "idx" ), tr( "Index (100 = city)" ) },
  };
  QgsFields fields;
  for ( QgsField field :
        base::fields::list( { "n", "d", "rate", "rate_lo", "rate_hi", "idx", "rate_eb", "w_own", "sig", "quantile" } ) )
  {
    field.setAlias( words.value( field.name(), field.alias() ) );
    fields.append( field );
  }
  return fields;
}

void CalculateRates::write( Run &run, const Input &input, const AreaRates &rates, const Smoothed &smoothed )
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = base::fields::list( { "area_id" } );
  if ( !input.names.empty() )
    spec.fields.append( base::fields::named( QStringLiteral( "area_name" ) ) );
  for ( const QgsField &field : outputFields( run ) )
    spec.fields.append( field );
  spec.geometryType = compat::multiPolygon;
  spec.crs = input.areas.crs;
  spec.style = QStringLiteral( "calculaterates_output" );
  const std::unique_ptr<base::OutputLayer> output = createOutput( run, spec );
  if ( !output )
    return;
  const std::vector<double> quantile =
    statistics::quantileClasses( rates.rate, int( number( run, "CLASSES" ) ), statistics::FirstClass::highest );
  const statistics::Progress progress = run.progress( 0.8, 1.0 );
  for ( std::size_t area = 0; area < input.areas.size(); ++area )
  {
    statistics::report( progress, double( area ) / double( input.areas.size() ) );
    QVector<QVariant> values{ input.areas.id[area] };
    if ( !input.names.empty() )
      values << base::orNull( input.names[area] );
    for ( const std::vector<double> *column : { &input.events, &input.denominator, &rates.rate, &rates.lower,
                                                &rates.upper, &rates.index, &smoothed.rate, &smoothed.weightOnOwn } )
      values << base::orNull( ( *column )[area] );
    values << sigOf( rates.place[area] ) << base::orNull( quantile[area] );
    output->add( values, input.areas.geometry[area] );
  }
  output->finish();
}

void CalculateRates::setNumbers( Run &run, const Input &input, const AreaRates &rates ) const
{
  const auto areasAt = [&rates]( std::initializer_list<FunnelClass> places )
  {
    return double( std::count_if( rates.place.begin(), rates.place.end(),
                                  [&places]( FunnelClass place )
                                  { return std::find( places.begin(), places.end(), place ) != places.end(); } ) );
  };
  const double higher = areasAt( { FunnelClass::above, FunnelClass::wellAbove } );
  const double lower = areasAt( { FunnelClass::below, FunnelClass::wellBelow } );
  run.setNumber( QStringLiteral( "N_AREAS" ), double( input.areas.size() ) );
  run.setNumber( QStringLiteral( "N_WITHOUT_RATE" ),
                 double( std::count_if( rates.rate.begin(), rates.rate.end(), statistics::isMissing ) ) );
  run.setNumber( QStringLiteral( "N_NO_DENOMINATOR" ), double( rates.eventsWithoutDenominator ) );
  run.setNumber( QStringLiteral( "N_HIGHER" ), higher );
  run.setNumber( QStringLiteral( "N_LOWER" ), lower );
  run.setNumber( QStringLiteral( "N_WELL_HIGHER" ), areasAt( { FunnelClass::wellAbove } ) );
  run.setNumber( QStringLiteral( "N_WELL_LOWER" ), areasAt( { FunnelClass::wellBelow } ) );
  if ( !isMissing( rates.cityRate ) )
    run.setNumber( QStringLiteral( "CITY_RATE" ), rates.cityRate );
  if ( rates.cityRate > 0 )
    run.remark( tr( "City: %L1 (%2). Above it: %3 areas, below it: %4, of %5." )
                  .arg( rates.cityRate, 0, 'g', 6 )
                  .arg( figureWords( run ) )
                  .arg( higher )
                  .arg( lower )
                  .arg( input.areas.size() ) );
  else
    run.warn( tr( "There is no event in any area with a denominator: nothing can lie above or below the city." ) );
}

} // namespace communitysafety::compositeindex
