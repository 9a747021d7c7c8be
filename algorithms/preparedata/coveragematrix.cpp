// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/coveragematrix.h"

#include "base/nearestname.h"
#include "base/recordplaces.h"
#include "base/run.h"
#include "base/sourcecatalogue.h"
#include "base/strictparse.h"

#include <algorithm>
#include <numeric>

namespace communitysafety::preparedata
{

using base::RejectReason;
using base::Run;
using statistics::DeliveryState;
using statistics::missing;

qint64 CoveredSource::nRecords() const
{
  return std::accumulate( delivered.begin(), delivered.end(), qint64( 0 ),
                          []( qint64 sum, const base::DeliveredRecords &month ) { return sum + month.nRecords; } );
}

double CoveredSource::shareLocated() const
{
  qint64 located = 0;
  for ( const base::DeliveredRecords &month : delivered )
    located += month.nWithPosition;
  const qint64 all = nRecords() + nRefusedPlaces;
  return all == 0 ? missing : double( located ) / double( all );
}

int CoveredSource::count( DeliveryState state ) const
{
  return static_cast<int>( std::count_if(
    months.begin(), months.end(), [state]( const statistics::JudgedMonth &month ) { return month.state == state; } ) );
}

AreaState areaStateOf( const CoveredSource &source, std::size_t month, std::size_t area )
{
  if ( source.byArea[month][area] > 0 )
    return AreaState::present;
  if ( !source.isPresent( month ) )
    return AreaState::absent;
  const std::vector<statistics::SilentRun> &runs = source.silent[area];
  const bool isSilent =
    std::any_of( runs.begin(), runs.end(),
                 [month]( const statistics::SilentRun &run ) { return month >= run.first && month <= run.last; } );
  return isSilent ? AreaState::silent : AreaState::zero;
}

CoverageMatrix::CoverageMatrix( Run &run, const base::Areas &areas, const base::AreaLocator &locator,
                                CoverageReading reading )
  : mRun( run ), mAreas( areas ), mLocator( locator ), mReading( std::move( reading ) )
{
}

CoverageMatrix::SourceMonths &CoverageMatrix::sourceNamed( const QString &name )
{
  for ( SourceMonths &source : mSources )
    if ( source.name.compare( name, Qt::CaseInsensitive ) == 0 )
      return source;
  mSources.push_back( { name, {}, 0 } );
  return mSources.back();
}

bool CoverageMatrix::bookDate( const base::Source &layer, const QgsFeature &record, qint64 row, int dateField,
                               base::ParsedDate &date )
{
  const QVariant cell = record.attribute( dateField );
  const int idField = layer.fields().lookupField( QStringLiteral( "inc_id" ) );
  const QString id = idField < 0 ? QString() : record.attribute( idField ).toString();
  const QString field = layer.fields().at( dateField ).name();
  date = base::parseDate( cell );
  if ( date.missing )
    mRun.ledger.reject( layer.name(), row, id, field, RejectReason::noDate );
  else if ( !date.valid )
    mRun.ledger.rejectValue( layer.name(), row, id, field, RejectReason::dateNotReadable, cell.toString() );
  else if ( !mReading.period.contains( base::monthNumber( date.date ) ) )
    mRun.ledger.rejectValue( layer.name(), row, id, field, RejectReason::outsidePeriod, cell.toString() );
  else
    return true;
  return false;
}

void CoverageMatrix::take( SourceMonths &source, const base::ParsedDate &date, const QDate &end, int area,
                           bool isLocated )
{
  // An incident that only tells its month lies between the first and the last day of it.
  constexpr int shortestMonth = 28;
  const bool tellsDay = date.hasDay && ( !end.isValid() || date.date.daysTo( end ) + 1 < shortestMonth );
  const int number = base::monthNumber( date.date );
  mGaps.add( source.name, number );
  Month &month = source.months[number];
  month.byArea.resize( mAreas.size() );
  ++month.delivered.nRecords;
  month.delivered.nWithPosition += isLocated ? 1 : 0;
  if ( tellsDay )
    ++month.days[std::size_t( date.date.day() - 1 )];
  if ( area != base::AreaLocator::nowhere )
    ++month.byArea[std::size_t( area )];
}

namespace
{

//! Where a layer has what is read of it; negative where it has not.
struct Columns
{
  int date;
  int end;
  int precision;
  int source;

  Columns( const base::Source &layer, const QString &dateField )
    : date( layer.fieldIndex( dateField ) ), end( layer.fields().lookupField( QStringLiteral( "inc_end" ) ) ),
      precision( layer.fields().lookupField( QStringLiteral( "precision" ) ) ),
      source( base::isIncidentLayer( layer ) ? layer.fields().lookupField( QStringLiteral( "source" ) ) : -1 )
  {
  }

  QgsAttributeList all( const base::Source &layer ) const
  {
    QgsAttributeList columns{ date };
    for ( const int column : { end, precision, source, layer.fields().lookupField( QStringLiteral( "inc_id" ) ) } )
      if ( column >= 0 )
        columns << column;
    return columns;
  }
};

QString textIn( const QgsFeature &record, int column )
{
  return column < 0 ? QString() : record.attribute( column ).toString().trimmed();
}

} // namespace

void CoverageMatrix::read( const base::Source &layer, double progressFrom, double progressTo )
{
  base::Areas none;
  none.crs = layer.crs();
  base::RecordPlaces places( mRun, layer, mAreas.size() > 0 ? mAreas : none, mLocator );
  const Columns columns( layer, mReading.dateField );
  base::Source::Reading reading;
  reading.attributes = places.attributes() + columns.all( layer );
  reading.progressFrom = progressFrom;
  reading.progressTo = progressTo;
  const auto isFine = [this, &columns]( const QgsFeature &record )
  {
    const base::ParsedNumber precision = base::parseNumber( textIn( record, columns.precision ) );
    return mReading.coarsest <= 0 || !precision.isNumber() || precision.value <= mReading.coarsest;
  };
  const auto visit = [&]( const QgsFeature &record, qint64 row )
  {
    mRun.ledger.read( layer.name() );
    base::ParsedDate date;
    if ( !bookDate( layer, record, row, columns.date, date ) )
      return;
    mRun.ledger.used( layer.name() );
    const QString said = textIn( record, columns.source );
    const base::RecordPlace place = places.of( record );
    const QDate end = columns.end < 0 ? QDate() : base::parseDate( record.attribute( columns.end ) ).date;
    take( sourceNamed( said.isEmpty() ? layer.tableName() : said ), date, end, place.area,
          place.hasPosition && isFine( record ) );
  };
  if ( layer.featureCount() == 0 )
  {
    sourceNamed( layer.tableName() );
    mRun.warn( Run::tr( "The layer ‘%1’ has no features: its source is absent in every month." ).arg( layer.name() ) );
  }
  layer.forEach( mRun, reading, visit );
}

void CoverageMatrix::readRefused( const base::Source &rejects )
{
  base::Source::Reading reading;
  const int sourceField = rejects.fieldIndex( QStringLiteral( "source" ) );
  const int reasonField = rejects.fieldIndex( QStringLiteral( "reason" ) );
  reading.attributes = { sourceField, reasonField };
  reading.geometry = false;
  const QStringList placeless{ base::rejectText( RejectReason::noLocation ),
                               base::rejectText( RejectReason::coordinateNotReadable ),
                               base::rejectText( RejectReason::zeroCoordinate ),
                               base::rejectText( RejectReason::postcodeNotReadable ) };
  QString unknown;
  qint64 nUnknown = 0;
  rejects.forEach( mRun, reading,
                   [&]( const QgsFeature &record, qint64 )
                   {
                     if ( !placeless.contains( record.attribute( reasonField ).toString() ) )
                       return;
                     const QString name = record.attribute( sourceField ).toString().trimmed();
                     const auto known = std::find_if( mSources.begin(), mSources.end(),
                                                      [&name]( const SourceMonths &s )
                                                      { return s.name.compare( name, Qt::CaseInsensitive ) == 0; } );
                     if ( known != mSources.end() )
                       ++known->nRefusedPlaces;
                     else if ( mSources.size() == 1 )
                       ++mSources.front().nRefusedPlaces;
                     else if ( ++nUnknown == 1 || name < unknown )
                       unknown = name;
                   } );
  if ( nUnknown > 0 )
    mRun.warn(
      Run::tr( "‘%1’ has %2 record(s) without a place of sources that are not checked here, such as ‘%3’: they "
               "are in no share. Check one source at a time, with its own table." )
        .arg( rejects.name() )
        .arg( nUnknown )
        .arg( unknown ) );
}

std::pair<int, int> CoverageMatrix::period() const
{
  std::optional<int> first = mReading.period.first, last = mReading.period.last;
  for ( const SourceMonths &source : mSources )
  {
    if ( source.months.empty() )
      continue;
    if ( !mReading.period.first )
      first = std::min( first.value_or( source.months.begin()->first ), source.months.begin()->first );
    if ( !mReading.period.last )
      last = std::max( last.value_or( source.months.rbegin()->first ), source.months.rbegin()->first );
  }
  if ( !first || !last )
    throw QgsProcessingException( Run::tr( "No record has a readable date in ‘%1’: choose the field with the date of "
                                           "the incident, or other layers." )
                                    .arg( mReading.dateField ) );
  return { *first, *last };
}

namespace
{

/**
 * Days without a record at both ends of a month. Only where most records tell their day, and not always the first:
 * that is a month in disguise.
 */
template <typename Days>
void noteEmptyDays( statistics::MonthDelivery &delivery, const Days &days, int lengthOfMonth )
{
  const qint64 told = std::accumulate( days.begin(), days.end(), qint64( 0 ) );
  if ( double( told ) < 0.9 * delivery.records || told == days[0] )
    return;
  while ( days[std::size_t( delivery.daysBefore )] == 0 )
    ++delivery.daysBefore;
  while ( days[std::size_t( lengthOfMonth - 1 - delivery.daysAfter )] == 0 )
    ++delivery.daysAfter;
}

int lengthOfMonth( int number ) { return QDate( number / 12, number % 12 + 1, 1 ).daysInMonth(); }

} // namespace

CoveredSource CoverageMatrix::covered( const SourceMonths &source, int firstMonth, std::size_t nMonths,
                                       const statistics::DeliveryRule &rule ) const
{
  CoveredSource covered;
  covered.name = source.name;
  covered.nRefusedPlaces = source.nRefusedPlaces;
  covered.delivered.resize( nMonths );
  covered.byArea.resize( nMonths, std::vector<quint32>( mAreas.size() ) );
  covered.silent.resize( mAreas.size() );
  std::vector<statistics::MonthDelivery> deliveries( nMonths );
  for ( const auto &[number, month] : source.months )
  {
    const auto place = static_cast<std::size_t>( number - firstMonth );
    covered.delivered[place] = month.delivered;
    covered.byArea[place] = month.byArea;
    deliveries[place].records = double( month.delivered.nRecords );
    noteEmptyDays( deliveries[place], month.days, lengthOfMonth( number ) );
  }
  covered.months = statistics::judgeDelivery( deliveries, rule );
  return covered;
}

namespace
{

std::vector<double> totalsByArea( const CoveredSource &source, std::size_t nAreas )
{
  std::vector<double> totals( nAreas, 0.0 );
  for ( const std::vector<quint32> &month : source.byArea )
    for ( std::size_t area = 0; area < nAreas; ++area )
      totals[area] += month[area];
  return totals;
}

double sumOf( const std::vector<double> &values ) { return std::accumulate( values.begin(), values.end(), 0.0 ); }

} // namespace

//! What a source would have in an area is its share of what all other sources have there.
void CoverageMatrix::findSilence( Coverage &coverage, const statistics::DeliveryRule &rule ) const
{
  std::vector<std::vector<double>> totals;
  for ( const CoveredSource &source : coverage.sources )
    totals.push_back( totalsByArea( source, mAreas.size() ) );
  for ( std::size_t place = 0; place < coverage.sources.size(); ++place )
  {
    CoveredSource &source = coverage.sources[place];
    const auto nPresent = double( coverage.nMonths ) - double( source.count( DeliveryState::absent ) );
    double allOthers = 0;
    for ( std::size_t other = 0; other < totals.size(); ++other )
      allOthers += other == place ? 0 : sumOf( totals[other] );
    std::vector<bool> delivered( coverage.nMonths );
    for ( std::size_t month = 0; month < coverage.nMonths; ++month )
      delivered[month] = source.isPresent( month );
    for ( std::size_t area = 0; area < mAreas.size(); ++area )
    {
      mRun.stopIfCancelled();
      double others = 0;
      for ( std::size_t other = 0; other < totals.size(); ++other )
        others += other == place ? 0 : totals[other][area];
      const double usual =
        allOthers > 0 && nPresent > 0 ? sumOf( totals[place] ) * others / allOthers / nPresent : missing;
      std::vector<double> records( coverage.nMonths );
      for ( std::size_t month = 0; month < coverage.nMonths; ++month )
        records[month] = source.byArea[month][area];
      source.silent[area] = statistics::silentRuns( records, delivered, usual, rule );
    }
  }
}

Coverage CoverageMatrix::judged( const statistics::DeliveryRule &rule ) const
{
  const auto [first, last] = period();
  constexpr int mostMonths = 1200;
  if ( last - first >= mostMonths )
    throw QgsProcessingException(
      Run::tr( "The dates reach from %1 to %2: set FIRST_MONTH and LAST_MONTH to the period "
               "that is wanted." )
        .arg( base::monthText( first ), base::monthText( last ) ) );
  Coverage coverage{ first, static_cast<std::size_t>( std::max( 0, last - first + 1 ) ), {} };
  for ( const SourceMonths &source : mSources )
    coverage.sources.push_back( covered( source, first, coverage.nMonths, rule ) );
  std::sort( coverage.sources.begin(), coverage.sources.end(),
             []( const CoveredSource &a, const CoveredSource &b ) { return a.name < b.name; } );
  findSilence( coverage, rule );
  mGaps.tell( mRun, { first, last } );
  return coverage;
}

} // namespace communitysafety::preparedata
