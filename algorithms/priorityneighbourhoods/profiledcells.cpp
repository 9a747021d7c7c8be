// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/profiledcells.h"

#include "base/fields.h"
#include "base/indicatorcolumns.h"
#include "base/namelist.h"
#include "base/run.h"
#include "statistics/overdispersion.h"

#include <QCoreApplication>

#include <algorithm>

namespace communitysafety::priorityneighbourhoods
{

using base::Run;
using base::Source;
using base::YearlyCounts;
using statistics::isMissing;
using statistics::missing;

namespace
{

struct CellsText
{
  Q_DECLARE_TR_FUNCTIONS( ProfiledCells )
};

QString countField( const QString &code ) { return code + QLatin1String( "_n" ); }
QString exposureField( const QString &code ) { return code + QLatin1String( "_d" ); }

bool hasNumbers( const Source &cells, const QString &code )
{
  return base::fields::holds( cells.fields(), countField( code ) ) &&
         base::fields::holds( cells.fields(), exposureField( code ) );
}

//! `pop` where nothing is chosen and the layer has it.
QString populationField( const CellSources &sources )
{
  const QString usual = QStringLiteral( "pop" );
  if ( sources.population.isEmpty() )
    return base::fields::holds( sources.cells.fields(), usual ) ? usual : QString();
  sources.cells.fieldIndex( sources.population );
  return sources.population;
}

bool isAnywhere( const std::vector<double> &values ) { return statistics::countPresent( values ) > 0; }

//! Reads the fields of the layer.
void readFields( Run &run, const CellSources &sources, const ProfilePlan &plan, ProfiledCells &cells )
{
  const QString people = populationField( sources );
  const QString index = QStringLiteral( "idx" );
  const bool hasIndex = base::fields::holds( sources.cells.fields(), index );
  base::AreasReading reading;
  reading.idField = base::areaIdField( run, sources.cells, sources.areaId );
  for ( const QString &code : plan.codes() )
    if ( hasNumbers( sources.cells, code ) )
      reading.fields << countField( code ) << exposureField( code );
  if ( !people.isEmpty() )
    reading.fields << people;
  if ( hasIndex )
    reading.fields << index;
  reading.fields.removeDuplicates();
  reading.invalidGeometry = sources.invalidGeometry;
  reading.progressTo = 0.15;
  cells.layer = sources.cells.name();
  cells.areas = base::readAreas( run, sources.cells, reading );
  base::sortById( cells.areas );
  base::IndicatorColumns columns( run, cells.areas, reading.fields, cells.layer );
  for ( const QString &code : plan.codes() )
  {
    cells.pooled.emplace_back();
    if ( hasNumbers( sources.cells, code ) )
      cells.pooled.back() = { columns.counts( countField( code ) ), columns.counts( exposureField( code ) ) };
    if ( !isAnywhere( cells.pooled.back().counts ) )
      cells.pooled.back() = {};
  }
  if ( !people.isEmpty() )
    cells.people = columns.counts( people );
  if ( hasIndex )
    cells.index = columns.numbers( index );
  columns.tellGaps();
}

/**
 * The numbers of one year; none where the year has no data of the indicator. Where the table has no denominators they
 * are km², in whole years.
 */
CellNumbers numbersOf( const base::YearOfCounts *year, const base::Areas &areas )
{
  if ( !year || !isAnywhere( year->counts ) )
    return {};
  CellNumbers numbers{ year->counts, year->exposures };
  constexpr double squareKilometre = 1e6;
  if ( !isAnywhere( numbers.exposures ) )
    std::transform( areas.squareMetres.begin(), areas.squareMetres.end(), numbers.exposures.begin(),
                    []( double squareMetres ) { return squareMetres / squareKilometre; } );
  return numbers;
}

/**
 * The years added up in each cell; of a stock, which is the same in all, one of them. A year without a count or
 * denominator counts in neither; of a sensitive indicator it is withheld, and so is the sum.
 */
CellNumbers sumOf( const std::vector<CellNumbers> &years, std::size_t cells, bool isSensitive, bool isStock )
{
  CellNumbers sum;
  for ( const CellNumbers &year : years )
  {
    if ( !year.isThere() || ( isStock && sum.isThere() ) )
      continue;
    if ( !sum.isThere() )
      sum = { std::vector<double>( cells, 0.0 ), std::vector<double>( cells, 0.0 ) };
    for ( std::size_t cell = 0; cell < cells; ++cell )
    {
      const bool isExposed = !isMissing( year.exposures[cell] );
      if ( isExposed && isSensitive && isMissing( year.counts[cell] ) )
        sum.counts[cell] = missing;
      if ( !isExposed || isMissing( year.counts[cell] ) )
        continue;
      sum.counts[cell] += year.counts[cell];
      sum.exposures[cell] += year.exposures[cell];
    }
  }
  return sum;
}

/**
 * How many times the exposure of the whole period counts in the years of the table: as many times as these are, for a
 * rate; once for a share of all records, whose denominators add up over the years as its counts do.
 */
double yearsIn( const YearlyCounts &counts, const QString &code, const std::vector<base::CountedYear> &years,
                const CellNumbers &pooled )
{
  double ofYears = 0, rows = 0;
  for ( const base::CountedYear &year : years )
    if ( const base::YearOfCounts *numbers = counts.inYear( code, year.number ) )
    {
      ++rows;
      ofYears += statistics::sumPresent( numbers->exposures );
    }
  const double ofPeriod = statistics::sumPresent( pooled.exposures );
  return ofYears > 0 && ofPeriod > 0 ? ofYears / ofPeriod : std::max( 1.0, rows );
}

void setInYears( CellNumbers &pooled, double times )
{
  for ( double &exposure : pooled.exposures )
    exposure *= times;
}

//! The counts of the years that are there.
std::vector<statistics::Column> countsOf( const std::vector<CellNumbers> &years )
{
  std::vector<statistics::Column> columns;
  for ( const CellNumbers &year : years )
    if ( year.isThere() )
      columns.emplace_back( year.counts );
  return columns;
}

//! Whether the whole period has no more than one \a year has; true where it has no counts of its own.
bool countsOnce( const CellNumbers &pooled, statistics::Column year )
{
  if ( !pooled.isThere() )
    return true;
  double ofPeriod = 0, ofYear = 0;
  for ( std::size_t cell = 0; cell < year.size(); ++cell )
    if ( !isMissing( year[cell] ) && !isMissing( pooled.counts[cell] ) )
    {
      ofPeriod += pooled.counts[cell];
      ofYear += year[cell];
    }
  // Two years would have twice as many.
  return ofPeriod < 1.5 * ofYear;
}

QString wordsOf( const base::CountedYear &year )
{
  return year.from.isEmpty() || year.to.isEmpty() ? QString::number( year.number )
                                                  : CellsText::tr( "%1 to %2" ).arg( year.from, year.to );
}

void tellMissingYears( Run &run, const ProfilePlan &plan, const ProfiledCells &cells )
{
  for ( std::size_t year = 0; year < cells.years.size(); ++year )
  {
    QStringList without;
    for ( std::size_t each = 0; each < plan.indicators.size(); ++each )
      if ( !cells.byYear[each][year].isThere() )
        without << plan.indicators[each].label;
    if ( !without.isEmpty() )
      run.warn( CellsText::tr( "The year %1 has no data of %n indicator(s), whose figures for it stay empty: %2.",
                               nullptr, int( without.size() ) )
                  .arg( wordsOf( cells.years[year] ), base::nameList( without ) ) );
  }
}

void tellKinds( Run &run, const ProfilePlan &plan, const ProfiledCells &cells, const QStringList &stocks )
{
  if ( !stocks.isEmpty() )
    run.remark( CellsText::tr( "Read as stocks, since their counts are the same in every year, and counted once: %1." )
                  .arg( base::nameList( stocks ) ) );
  QStringList ofWholePeriod;
  for ( std::size_t each = 0; each < plan.indicators.size(); ++each )
  {
    const std::vector<CellNumbers> &years = cells.byYear[each];
    if ( cells.pooled[each].isThere() &&
         std::none_of( years.begin(), years.end(), []( const CellNumbers &year ) { return year.isThere(); } ) )
      ofWholePeriod << plan.indicators[each].label;
  }
  if ( !ofWholePeriod.isEmpty() )
    run.warn( CellsText::tr( "LONG has no data of %n indicator(s), whose rates are of the whole period and not of a "
                             "year: %1.",
                             nullptr, int( ofWholePeriod.size() ) )
                .arg( base::nameList( ofWholePeriod ) ) );
}

void readYears( Run &run, const Source &table, const ProfilePlan &plan, ProfiledCells &cells )
{
  const YearlyCounts counts( run, table, cells.areas, plan.codes(), 0.15, 0.3 );
  cells.years = counts.years();
  QStringList stocks;
  for ( std::size_t each = 0; each < plan.indicators.size(); ++each )
  {
    run.stopIfCancelled();
    const ProfiledIndicator &indicator = plan.indicators[each];
    std::vector<CellNumbers> years;
    for ( const base::CountedYear &year : cells.years )
      years.push_back( numbersOf( counts.inYear( indicator.code, year.number ), cells.areas ) );
    const std::vector<statistics::Column> columns = countsOf( years );
    CellNumbers &pooled = cells.pooled[each];
    const bool isStock = base::isStock( columns ) && countsOnce( pooled, columns.front() );
    if ( isStock )
      stocks << indicator.label;
    cells.dispersion.push_back( statistics::overdispersionBetweenYears( columns ).phi );
    if ( !pooled.isThere() )
      pooled = sumOf( years, cells.areas.size(), indicator.isSensitive, isStock );
    else if ( !isStock )
      setInYears( pooled, yearsIn( counts, indicator.code, cells.years, pooled ) );
    cells.byYear.push_back( std::move( years ) );
  }
  tellMissingYears( run, plan, cells );
  tellKinds( run, plan, cells, stocks );
}

} // namespace

ProfiledCells readProfiledCells( Run &run, const CellSources &sources, const ProfilePlan &plan )
{
  ProfiledCells cells;
  readFields( run, sources, plan, cells );
  if ( sources.years )
    readYears( run, *sources.years, plan, cells );
  else
  {
    cells.byYear.resize( plan.indicators.size() );
    cells.dispersion.assign( plan.indicators.size(), 1.0 );
    run.warn( CellsText::tr( "Without LONG there are no figures by year, rates are those of the whole period, and "
                             "limits are too narrow, since incidents that repeat cannot be allowed for." ) );
  }
  QStringList without;
  for ( std::size_t each = 0; each < plan.indicators.size(); ++each )
    if ( !cells.pooled[each].isThere() )
      without << plan.indicators[each].label;
  if ( std::size_t( without.size() ) == plan.indicators.size() )
    throw QgsProcessingException( CellsText::tr( "‘%1’ has no counts of the indicators (fields such as %2 and %3): "
                                                 "give the layer of Build indicators, or its table by year as LONG." )
                                    .arg( cells.layer, countField( plan.indicators.front().code ),
                                          exposureField( plan.indicators.front().code ) ) );
  if ( !without.isEmpty() )
    run.warn( CellsText::tr( "Neither ‘%1’ nor LONG has counts of %n indicator(s), which stay empty: %2.", nullptr,
                             int( without.size() ) )
                .arg( cells.layer, base::nameList( without ) ) );
  return cells;
}

} // namespace communitysafety::priorityneighbourhoods
