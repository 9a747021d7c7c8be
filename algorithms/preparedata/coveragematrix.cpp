// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/coveragematrix.h"

#include "base/numbertext.h"
#include "base/recordplaces.h"
#include "base/run.h"
#include "base/sourcecatalogue.h"
#include "base/strictparse.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace communitysafety::preparedata
{

using base::RejectReason;
using base::Run;
using base::textIn;
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

CoverageMatrix::SourceMonths *CoverageMatrix::findSource( const QString &name )
{
  const auto known = std::find_if( mSources.begin(), mSources.end(),
                                   [&name]( const SourceMonths &source )
                                   { return source.name.compare( name, Qt::CaseInsensitive ) == 0; } );
  return known == mSources.end() ? nullptr : &*known;
}

CoverageMatrix::SourceMonths &CoverageMatrix::sourceNamed( const QString &name )
{
  SourceMonths *known = findSource( name );
  if ( !known )
    return mSources.emplace_back( SourceMonths{ name, {}, 0 } );
  // Of several spellings one is taken, whichever comes first.
  if ( name < known->name )
    known->name = name;
  return *known;
}

//! Where a layer has what is read of it; negative where it has not.
struct CoverageMatrix::Columns
{
  int date;
  int end;
  int precision;
  int source;
  int id;
  QString dateField;

  Columns( const base::Source &layer, const QString &wanted )
    : date( layer.fieldIndex( wanted ) ), end( layer.fields().lookupField( QStringLiteral( "inc_end" ) ) ),
      precision( layer.fields().lookupField( QStringLiteral( "precision" ) ) ),
      source( base::isIncidentLayer( layer ) ? layer.fields().lookupField( QStringLiteral( "source" ) ) : -1 ),
      id( layer.fields().lookupField( QStringLiteral( "inc_id" ) ) ), dateField( layer.fields().at( date ).name() )
  {
  }

  QgsAttributeList all() const
  {
    QgsAttributeList columns{ date };
    for ( const int column : { end, precision, source, id } )
      if ( column >= 0 )
        columns << column;
    return columns;
  }
};

bool CoverageMatrix::bookDate( const QString &account, const Columns &columns, const QgsFeature &record, qint64 row,
                               base::ParsedDate &date )
{
  const QVariant cell = record.attribute( columns.date );
  date = base::parseDate( cell );
  if ( date.valid && mReading.period.contains( base::monthNumber( date.date ) ) )
    return true;
  const QString id = textIn( record, columns.id );
  if ( date.missing )
    mRun.ledger.reject( account, row, id, columns.dateField, RejectReason::noDate );
  else
    mRun.ledger.rejectValue( account, row, id, columns.dateField,
                             date.valid ? RejectReason::outsidePeriod : RejectReason::dateNotReadable,
                             cell.toString() );
  return false;
}

void CoverageMatrix::take( SourceMonths &source, const base::ParsedDate &date, const QDate &end, int area,
                           bool isLocated )
{
  // An incident that only tells its month lies between the first and the last day of it.
  constexpr int shortestMonth = 28;
  const bool tellsDay = date.hasDay && ( !end.isValid() || date.date.daysTo( end ) + 1 < shortestMonth );
  const int number = base::monthNumber( date.date );
  Month &month = source.months[number];
  month.byArea.resize( mAreas.size() );
  ++month.delivered.nRecords;
  month.delivered.nWithPosition += isLocated ? 1 : 0;
  if ( tellsDay )
    ++month.days[std::size_t( date.date.day() - 1 )];
  if ( area != base::AreaLocator::nowhere )
    ++month.byArea[std::size_t( area )];
}

bool CoverageMatrix::isFine( const QgsFeature &record, int precisionColumn ) const
{
  if ( mReading.coarsest <= 0 )
    return true;
  const base::ParsedNumber precision = base::parseNumber( textIn( record, precisionColumn ) );
  return !precision.isNumber() || precision.value <= mReading.coarsest;
}

void CoverageMatrix::noteSilentLayer( const base::Source &layer )
{
  sourceNamed( layer.tableName() );
  mRun.warn( Run::tr( "The layer ‘%1’ has no features: its source is absent in every month." ).arg( layer.name() ) );
}

void CoverageMatrix::read( const base::Source &layer, const QString &account, double progressFrom, double progressTo )
{
  base::Areas none;
  none.crs = layer.crs();
  base::RecordPlaces places( mRun, layer, mAreas.size() > 0 ? mAreas : none, mLocator );
  const Columns columns( layer, mReading.dateField );
  base::Source::Reading reading;
  reading.attributes = places.attributes() + columns.all();
  reading.progressFrom = progressFrom;
  reading.progressTo = progressTo;
  if ( layer.featureCount() == 0 )
    noteSilentLayer( layer );
  const auto visit = [&]( const QgsFeature &record, qint64 row )
  {
    ++mRead;
    mRun.ledger.read( account );
    base::ParsedDate date;
    if ( !bookDate( account, columns, record, row, date ) )
      return;
    ++mUsed;
    mRun.ledger.used( account );
    const QString said = textIn( record, columns.source );
    const base::RecordPlace place = places.of( record );
    const QDate end = columns.end < 0 ? QDate() : base::parseDate( record.attribute( columns.end ) ).date;
    take( sourceNamed( said.isEmpty() ? layer.tableName() : said ), date, end, place.area,
          place.hasPosition && isFine( record, columns.precision ) );
  };
  layer.forEach( mRun, reading, visit );
}

namespace
{

//! The words of all reasons that speak of the place.
QStringList wordsForPlaceless()
{
  QStringList words;
  for ( std::size_t reason = 0; reason < base::rejectReasonCount; ++reason )
    if ( base::isAboutPlace( static_cast<RejectReason>( reason ) ) )
      words << base::rejectText( static_cast<RejectReason>( reason ) );
  return words;
}

} // namespace

void CoverageMatrix::readRefused( const base::Source &rejects, double progressFrom, double progressTo )
{
  base::Source::Reading reading;
  const int sourceField = rejects.fieldIndex( QStringLiteral( "source" ) );
  const int reasonField = rejects.fieldIndex( QStringLiteral( "reason" ) );
  reading.attributes = { sourceField, reasonField };
  reading.geometry = false;
  reading.progressFrom = progressFrom;
  reading.progressTo = progressTo;
  const QStringList placeless = wordsForPlaceless();
  QString unknown;
  qint64 nUnknown = 0, nAdded = 0;
  rejects.forEach( mRun, reading,
                   [&]( const QgsFeature &record, qint64 )
                   {
                     if ( !placeless.contains( record.attribute( reasonField ).toString() ) )
                       return;
                     const QString name = textIn( record, sourceField );
                     SourceMonths *known = findSource( name );
                     known = !known && mSources.size() == 1 ? &mSources.front() : known;
                     if ( known )
                     {
                       ++known->nRefusedPlaces;
                       ++nAdded;
                     }
                     else if ( ++nUnknown == 1 || name < unknown )
                       unknown = name;
                   } );
  if ( nAdded > 0 && ( mReading.period.first || mReading.period.last ) )
    mRun.warn( Run::tr( "‘%1’ tells no dates: its %2 record(s) without a place count whenever they happened, those "
                        "outside FIRST_MONTH to LAST_MONTH among them, so that the share with a position may be told "
                        "too low." )
                 .arg( rejects.name(), base::countText( nAdded ) ) );
  if ( nUnknown > 0 )
    mRun.warn(
      Run::tr( "‘%1’ has %2 record(s) without a place of sources that are not checked here, such as ‘%3’: they "
               "are in no share. Check one source at a time, with its own table." )
        .arg( rejects.name(), base::countText( nUnknown ), unknown ) );
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
  if ( ( !first || !last ) && mRun.ledger.nRejected( RejectReason::outsidePeriod ) > 0 )
    throw QgsProcessingException(
      Run::tr( "No record lies between FIRST_MONTH and LAST_MONTH: change them, or leave them empty." ) );
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

std::vector<bool> monthsDelivered( const CoveredSource &source )
{
  std::vector<bool> delivered( source.delivered.size() );
  for ( std::size_t month = 0; month < delivered.size(); ++month )
    delivered[month] = source.isPresent( month );
  return delivered;
}

std::vector<double> monthsOfArea( const CoveredSource &source, std::size_t area )
{
  std::vector<double> records;
  records.reserve( source.byArea.size() );
  for ( const std::vector<quint32> &month : source.byArea )
    records.push_back( month[area] );
  return records;
}

} // namespace

//! What a source would have in an area is its share of what all other sources have there.
void CoverageMatrix::findSilence( Coverage &coverage, const statistics::DeliveryRule &rule ) const
{
  std::vector<double> ofAll( mAreas.size(), 0.0 );
  for ( const CoveredSource &source : coverage.sources )
  {
    const std::vector<double> totals = totalsByArea( source, mAreas.size() );
    std::transform( totals.begin(), totals.end(), ofAll.begin(), ofAll.begin(), std::plus<>() );
  }
  const double all = sumOf( ofAll );
  for ( CoveredSource &source : coverage.sources )
  {
    const auto nPresent = double( coverage.nMonths ) - double( source.count( DeliveryState::absent ) );
    const std::vector<double> totals = totalsByArea( source, mAreas.size() );
    const double own = sumOf( totals );
    const std::vector<bool> delivered = monthsDelivered( source );
    for ( std::size_t area = 0; area < mAreas.size(); ++area )
    {
      mRun.stopIfCancelled();
      const double others = ofAll[area] - totals[area];
      const double usual = all > own && nPresent > 0 ? own * others / ( all - own ) / nPresent : missing;
      source.silent[area] = statistics::silentRuns( monthsOfArea( source, area ), delivered, usual, rule );
    }
  }
}

void CoverageMatrix::tellGaps( int firstMonth, int lastMonth ) const
{
  base::MonthGaps gaps;
  for ( const SourceMonths &source : mSources )
    for ( const auto &month : source.months )
      gaps.add( source.name, month.first );
  gaps.tell( mRun, { firstMonth, lastMonth } );
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
  Coverage coverage{ first, static_cast<std::size_t>( std::max( 0, last - first + 1 ) ), {}, mRead, mUsed };
  for ( const SourceMonths &source : mSources )
    coverage.sources.push_back( covered( source, first, coverage.nMonths, rule ) );
  std::sort( coverage.sources.begin(), coverage.sources.end(),
             []( const CoveredSource &a, const CoveredSource &b ) { return a.name.toLower() < b.name.toLower(); } );
  findSilence( coverage, rule );
  tellGaps( first, last );
  return coverage;
}

} // namespace communitysafety::preparedata
