// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/indicatortable.h"

#include "base/run.h"
#include "base/strictparse.h"
#include "statistics/smallcounts.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace communitysafety::base
{
namespace
{

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

QString askerOf( const QString &recipe, const RecipeIndicator &indicator )
{
  return Run::tr( "Recipe ‘%1’, row %2 (‘%3’)" ).arg( recipe ).arg( indicator.row ).arg( indicator.code );
}

//! What the recipe's measure and denominator mean as one name: empty for none.
QString denominatorName( const RecipeIndicator &indicator )
{
  if ( indicator.measure == QLatin1String( "count" ) )
    return QString();
  if ( indicator.measure == QLatin1String( "density" ) )
    return QStringLiteral( "area" );
  return indicator.denominator;
}

double sumOfColumns( const std::vector<double> &values, std::size_t columns, std::size_t area )
{
  const auto begin = values.begin() + static_cast<std::ptrdiff_t>( area * columns );
  return std::accumulate( begin, begin + static_cast<std::ptrdiff_t>( columns ), 0.0 );
}

QString monthList( const std::vector<int> &months )
{
  constexpr std::size_t monthsToName = 12;
  QStringList words;
  for ( std::size_t i = 0; i < std::min( months.size(), monthsToName ); ++i )
    words << monthText( months[i] );
  if ( months.size() > monthsToName )
    words << QStringLiteral( "…" );
  return words.join( QStringLiteral( ", " ) );
}

} // namespace

IndicatorTable::IndicatorTable( const Recipe &recipe, const QString &recipeName, SourceCatalogue &catalogue,
                                Denominators &denominators )
  : mRecipe( recipe ), mDenominators( denominators )
{
  for ( const RecipeIndicator &indicator : recipe.indicators )
  {
    const QString asker = askerOf( recipeName, indicator );
    const NamedSource source = catalogue.find( indicator.source, asker );
    RecordPlaces::requirePositions( *source.source );
    const std::size_t stream = streamFor( indicator, source, asker );
    mStreams[stream]->addIndicator( indicator, asker );
    const auto sameStream = [stream]( const Place &place ) { return place.stream == stream; };
    Place place{
      stream, static_cast<std::size_t>( std::count_if( mPlaces.begin(), mPlaces.end(), sameStream ) ), {}, false
    };
    const QString denominator = denominatorName( indicator );
    if ( !denominator.isEmpty() )
      place.denominator = denominators.add( denominator, asker );
    place.againstAllRecords = denominator.isEmpty() && indicator.measure == QLatin1String( "share" );
    mPlaces.push_back( place );
  }
}

std::size_t IndicatorTable::streamFor( const RecipeIndicator &indicator, const NamedSource &source,
                                       const QString &asker )
{
  const auto isSameSource = [&source]( const std::unique_ptr<IncidentStream> &stream )
  { return stream->source().source == source.source && stream->source().value == source.value; };
  const QString key = indicator.dateField.toLower();
  bool isFurtherDate = false;
  for ( std::size_t stream = 0; stream < mStreams.size(); ++stream )
  {
    if ( !isSameSource( mStreams[stream] ) )
      continue;
    if ( mStreamKeys[stream] == key )
      return stream;
    isFurtherDate = true;
  }
  QString name = indicator.source.isEmpty() ? source.source->tableName() : indicator.source;
  if ( isFurtherDate )
    name += QStringLiteral( " (%1)" ).arg( key.isEmpty() ? QStringLiteral( "inc_date" ) : key );
  mStreams.push_back( std::make_unique<IncidentStream>( name, source, indicator.dateField, asker ) );
  mStreamKeys.push_back( key );
  return mStreams.size() - 1;
}

std::vector<const Source *> IndicatorTable::sources() const
{
  std::vector<const Source *> sources;
  for ( const std::unique_ptr<IncidentStream> &stream : mStreams )
  {
    if ( std::find( sources.begin(), sources.end(), stream->source().source ) == sources.end() )
      sources.push_back( stream->source().source );
  }
  return sources;
}

void IndicatorTable::read( Run &run, const Areas &areas, const AreaLocator &locator, double progressFrom,
                           double progressTo )
{
  const std::vector<const Source *> all = sources();
  const auto size = []( const Source *source ) { return std::max<double>( 1.0, double( source->featureCount() ) ); };
  const double total = std::accumulate( all.begin(), all.end(), 0.0,
                                        [&size]( double sum, const Source *source ) { return sum + size( source ); } );
  double from = progressFrom;
  for ( const Source *source : all )
  {
    const double to = from + ( progressTo - progressFrom ) * size( source ) / total;
    readSource( run, *source, areas, locator, from, to );
    from = to;
  }
}

void IndicatorTable::readSource( Run &run, const Source &source, const Areas &areas, const AreaLocator &locator,
                                 double from, double to )
{
  RecordPlaces places( run, source, areas, locator );
  Source::Reading reading;
  reading.attributes = places.attributes();
  reading.geometry = source.hasGeometry();
  reading.progressFrom = from;
  reading.progressTo = to;
  std::vector<IncidentStream *> streams;
  for ( const std::unique_ptr<IncidentStream> &stream : mStreams )
  {
    if ( stream->source().source != &source )
      continue;
    streams.push_back( stream.get() );
    reading.attributes << stream->attributes();
  }
  std::sort( reading.attributes.begin(), reading.attributes.end() );
  reading.attributes.erase( std::unique( reading.attributes.begin(), reading.attributes.end() ),
                            reading.attributes.end() );

  const QString stray = source.tableName();
  mStrayAccounts << stray;
  source.forEach( run, reading,
                  [&]( const QgsFeature &record, qint64 row )
                  {
                    const RecordPlace place = places.of( record );
                    bool isTaken = false;
                    for ( IncidentStream *stream : streams )
                    {
                      if ( !stream->source().holds( record ) )
                        continue;
                      stream->take( run, record, row, place );
                      isTaken = true;
                    }
                    if ( isTaken )
                      return;
                    run.ledger.read( stray );
                    run.ledger.reject( stray, row, QString(), QStringLiteral( "source" ), RejectReason::noIndicator );
                  } );
}

std::optional<int> IndicatorTable::lastMonthWithRecords() const
{
  std::optional<int> last;
  for ( const std::unique_ptr<IncidentStream> &stream : mStreams )
  {
    const statistics::MonthSet present = stream->monthsPresent();
    if ( !present.empty() )
      last = std::max( last.value_or( present.last() ), present.last() );
  }
  return last;
}

std::vector<IndicatorCounts *> IndicatorTable::countsOf( std::size_t stream )
{
  std::vector<IndicatorCounts *> counts;
  for ( std::size_t indicator = 0; indicator < mPlaces.size(); ++indicator )
  {
    if ( mPlaces[indicator].stream == stream )
      counts.push_back( &mCounts[indicator] );
  }
  return counts;
}

void IndicatorTable::count( Run &run, int lastMonth, int years, std::size_t areas )
{
  int longest = 1;
  for ( std::size_t indicator = 0; indicator < mPlaces.size(); ++indicator )
  {
    const RecipeIndicator &row = mRecipe.indicators.at( static_cast<int>( indicator ) );
    const statistics::Period period( lastMonth, row.years > 0 ? row.years : years );
    longest = std::max( longest, period.years() );
    const Place &place = mPlaces[indicator];
    mCounts.emplace_back( period, areas, !mStreams[place.stream]->isDated(), place.againstAllRecords );
  }
  mPeriod = statistics::Period( lastMonth, longest );
  for ( std::size_t stream = 0; stream < mStreams.size(); ++stream )
  {
    mStreams[stream]->count( run, countsOf( stream ) );
    mPresent.push_back( mStreams[stream]->monthsPresent() );
  }
  for ( std::size_t indicator = 0; indicator < mPlaces.size(); ++indicator )
  {
    mExposure.push_back( exposureOf( indicator ) );
    mOpenEvents.push_back( openEvents( indicator ) );
  }
  tellAbsentMonths( run );
}

std::vector<double> IndicatorTable::openEvents( std::size_t indicator ) const
{
  const IndicatorCounts &counts = mCounts[indicator];
  std::vector<double> events( counts.events.size() / counts.columns() );
  for ( std::size_t area = 0; area < events.size(); ++area )
    events[area] = sumOfColumns( counts.events, counts.columns(), area );
  if ( mRecipe.indicators.at( static_cast<int>( indicator ) ).sensitive )
    statistics::hideSmallCounts( events );
  return events;
}

IndicatorTable::Exposure IndicatorTable::exposureOf( std::size_t indicator ) const
{
  const IndicatorCounts &counts = mCounts[indicator];
  const statistics::MonthSet &present = mPresent[mPlaces[indicator].stream];
  Exposure exposure{ 1.0, std::vector<double>( static_cast<std::size_t>( counts.period.years() ), 1.0 ) };
  if ( counts.isStock )
    return exposure;
  exposure.pooled = exposureFactor( present, counts.period.months() );
  for ( int year = 0; year < counts.period.years(); ++year )
    exposure.ofYear[static_cast<std::size_t>( year )] = exposureFactor( present, counts.period.year( year ) );
  return exposure;
}

void IndicatorTable::tellAbsentMonths( Run &run )
{
  for ( std::size_t stream = 0; stream < mStreams.size(); ++stream )
  {
    if ( !mStreams[stream]->isDated() )
      continue;
    int years = 0;
    for ( const IndicatorCounts *count : countsOf( stream ) )
      years = std::max( years, count->period.years() );
    const statistics::MonthSet period = statistics::Period( mPeriod->lastMonth(), years ).months();
    std::vector<int> absent;
    std::copy_if( period.months().begin(), period.months().end(), std::back_inserter( absent ),
                  [this, stream]( int month ) { return !mPresent[stream].contains( month ); } );
    mMissingMonths += static_cast<int>( absent.size() );
    if ( absent.size() == period.count() )
      run.warn( Run::tr( "%1: no record in the whole period; its indicators are missing, not zero." )
                  .arg( mStreams[stream]->name() ) );
    else if ( !absent.empty() )
      run.warn( Run::tr( "%1: no record in %2 of %3 months (%4); they count as absent, not as zero." )
                  .arg( mStreams[stream]->name() )
                  .arg( absent.size() )
                  .arg( period.count() )
                  .arg( monthList( absent ) ) );
  }
}

MeasuredRate IndicatorTable::measured( std::size_t indicator, std::size_t area, double events, double allRecords,
                                       double exposure ) const
{
  if ( exposure <= 0 )
    return { missing, missing, missing };
  const Place &place = mPlaces[indicator];
  const double denominator = place.denominator ? mDenominators.column( *place.denominator )[area] : 1.0;
  const double against = place.againstAllRecords ? allRecords : denominator * exposure;
  return { events, against, against > 0 ? events / against : missing };
}

MeasuredRate IndicatorTable::pooled( std::size_t indicator, std::size_t area ) const
{
  const IndicatorCounts &counts = mCounts[indicator];
  const double allRecords =
    counts.allRecords.empty() ? missing : sumOfColumns( counts.allRecords, counts.columns(), area );
  return measured( indicator, area, mOpenEvents[indicator][area], allRecords, mExposure[indicator].pooled );
}

//! The year of the longest period as one of the indicator's own; negative before it.
int IndicatorTable::yearWithin( std::size_t indicator, int year ) const
{
  return year - ( mPeriod->years() - mCounts[indicator].period.years() );
}

bool IndicatorTable::hasYear( std::size_t indicator, int year ) const { return yearWithin( indicator, year ) >= 0; }

bool IndicatorTable::isPresentIn( std::size_t indicator, int year ) const { return exposureIn( indicator, year ) > 0; }

double IndicatorTable::exposureIn( std::size_t indicator, int year ) const
{
  return mExposure[indicator].ofYear[static_cast<std::size_t>( yearWithin( indicator, year ) )];
}

MeasuredRate IndicatorTable::inYear( std::size_t indicator, std::size_t area, int year ) const
{
  const IndicatorCounts &counts = mCounts[indicator];
  const std::size_t column = counts.isStock ? 0 : static_cast<std::size_t>( yearWithin( indicator, year ) );
  const std::size_t place = area * counts.columns() + column;
  const bool isHidden = mRecipe.indicators.at( static_cast<int>( indicator ) ).sensitive &&
                        statistics::isSmallCount( counts.events[place] );
  return measured( indicator, area, isHidden ? missing : counts.events[place],
                   counts.allRecords.empty() ? missing : counts.allRecords[place], exposureIn( indicator, year ) );
}

DeliveredRecords IndicatorTable::coverage( std::size_t indicator, int month ) const
{
  return streamOf( indicator ).coverage( mPlaces[indicator].inStream, month );
}

QStringList IndicatorTable::accounts() const
{
  QStringList accounts = mStrayAccounts;
  for ( const std::unique_ptr<IncidentStream> &stream : mStreams )
    accounts << stream->name();
  accounts.removeDuplicates();
  return accounts;
}

} // namespace communitysafety::base
