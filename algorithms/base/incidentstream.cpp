// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/incidentstream.h"

#include "base/nearestname.h"
#include "base/run.h"
#include "base/strictparse.h"

#include <algorithm>

namespace communitysafety::base
{
namespace
{

int dateFieldOf( const QString &source, const QgsFields &fields, const QString &wanted, const QString &asker )
{
  if ( wanted.isEmpty() )
    return fields.lookupField( QStringLiteral( "inc_date" ) );
  const int field = fields.lookupField( wanted );
  if ( field < 0 )
    throw QgsProcessingException(
      Run::tr( "%1: the date field is ‘%2’, which ‘%3’ does not have." ).arg( asker, wanted, source ) +
      didYouMean( wanted, fields.names() ) );
  return field;
}

} // namespace

IndicatorCounts::IndicatorCounts( const statistics::Period &period, std::size_t areas, bool isStock,
                                  bool withAllRecords )
  : period( period ), isStock( isStock )
{
  events.assign( areas * columns(), 0.0 );
  if ( withAllRecords )
    allRecords.assign( areas * columns(), 0.0 );
}

IncidentStream::IncidentStream( const QString &name, const NamedSource &source, const QString &dateField,
                                const QString &asker )
  : mName( name ), mSource( source ), mIdField( source.source->fields().lookupField( QStringLiteral( "inc_id" ) ) ),
    mDateField( dateFieldOf( name, source.source->fields(), dateField, asker ) ), mWeight( *source.source )
{
  if ( isDated() )
    mDateFieldName = source.source->fields().at( mDateField ).name();
  mContext.appendScope( new QgsExpressionContextScope );
  mContext.setFields( source.source->fields() );
}

void IncidentStream::addIndicator( const RecipeIndicator &indicator, const QString &asker )
{
  std::shared_ptr<QgsExpression> filter;
  if ( !indicator.filter.isEmpty() )
  {
    filter = std::make_shared<QgsExpression>( indicator.filter );
    requireFilterFields( *filter, asker );
    filter->prepare( &mContext );
  }
  mIndicators.push_back( { asker, filter } );
}

void IncidentStream::requireFilterFields( const QgsExpression &filter, const QString &asker ) const
{
  const QgsFields &fields = mSource.source->fields();
  QStringList columns = filter.referencedColumns().values();
  columns.sort();
  for ( const QString &column : std::as_const( columns ) )
  {
    if ( column != QgsFeatureRequest::ALL_ATTRIBUTES && fields.lookupField( column ) < 0 )
      throw QgsProcessingException(
        Run::tr( "%1: the filter uses the field ‘%2’, which ‘%3’ does not have." ).arg( asker, column, mName ) +
        didYouMean( column, fields.names() ) );
  }
}

QgsAttributeList IncidentStream::attributes() const
{
  QgsAttributeList all = mSource.attributes();
  for ( const int field : { mIdField, mDateField, mWeight.field() } )
  {
    if ( field >= 0 )
      all << field;
  }
  for ( const Indicator &indicator : mIndicators )
  {
    if ( indicator.filter )
      all << indicator.filter->referencedAttributeIndexes( mSource.source->fields() ).values();
  }
  return all;
}

void IncidentStream::take( Run &run, const QgsFeature &record, qint64 row, const RecordPlace &place )
{
  run.ledger.read( mName );
  const QString id = mIdField < 0 ? QString() : record.attribute( mIdField ).toString();
  int month = noMonth;
  const bool hasDate = readDate( run, record, row, id, !place.problem, month );
  Matches matches;
  if ( hasDate )
  {
    matches = matchesOf( record, row );
    noteDelivery( month, place.hasPosition, matches );
  }
  if ( place.problem )
    return place.reject( run.ledger, mName, row, id );
  if ( !hasDate )
    return;
  if ( const std::optional<double> weight = mWeight.of( record, run.ledger, mName, row, id ) )
    keep( row, id, place.area, month, *weight, matches );
}

//! \param book whether a record without a readable date is rejected for it, and not already for another reason
bool IncidentStream::readDate( Run &run, const QgsFeature &record, qint64 row, const QString &id, bool book,
                               int &month ) const
{
  if ( !isDated() )
    return true;
  const QVariant cell = record.attribute( mDateField );
  const ParsedDate date = parseDate( cell );
  if ( date.valid )
    month = monthNumber( date.date );
  else if ( book && date.missing )
    run.ledger.reject( mName, row, id, mDateFieldName, RejectReason::noDate );
  else if ( book )
    run.ledger.rejectValue( mName, row, id, mDateFieldName, RejectReason::dateNotReadable, cell.toString() );
  return date.valid;
}

IncidentStream::Matches IncidentStream::matchesOf( const QgsFeature &record, qint64 row )
{
  Matches matches;
  mContext.setFeature( record );
  for ( std::size_t i = 0; i < mIndicators.size(); ++i )
  {
    if ( passes( mIndicators[i], row ) )
      matches.push_back( static_cast<std::uint16_t>( i ) );
  }
  return matches;
}

bool IncidentStream::passes( const Indicator &indicator, qint64 row )
{
  if ( !indicator.filter )
    return true;
  const QVariant result = indicator.filter->evaluate( &mContext );
  if ( indicator.filter->hasEvalError() )
    throw QgsProcessingException(
      Run::tr( "%1: the filter ‘%2’ fails on row %3 of ‘%4’: %5. Correct it in the recipe." )
        .arg( indicator.asker, indicator.filter->expression() )
        .arg( row )
        .arg( mName, indicator.filter->evalErrorString().simplified() ) );
  return !compat::isNull( result ) && result.toBool();
}

void IncidentStream::noteDelivery( int month, bool hasPosition, const Matches &matches )
{
  std::vector<DeliveredRecords> &delivered = mDelivered[month];
  delivered.resize( mIndicators.size() );
  for ( const std::uint16_t match : matches )
  {
    ++delivered[match].nRecords;
    delivered[match].nWithPosition += hasPosition ? 1 : 0;
  }
}

void IncidentStream::keep( qint64 row, const QString &id, int area, int month, double weight, const Matches &matches )
{
  mRecords.row.push_back( row );
  mRecords.id.push_back( id );
  mRecords.area.push_back( area );
  mRecords.month.push_back( month );
  mRecords.weight.push_back( weight );
  mRecords.matches.insert( mRecords.matches.end(), matches.begin(), matches.end() );
  mRecords.matchesEnd.push_back( mRecords.matches.size() );
}

statistics::MonthSet IncidentStream::monthsPresent() const
{
  std::vector<int> months;
  for ( const auto &delivered : mDelivered )
  {
    if ( delivered.first != noMonth )
      months.push_back( delivered.first );
  }
  return statistics::MonthSet( std::move( months ) );
}

DeliveredRecords IncidentStream::coverage( std::size_t indicator, int month ) const
{
  const auto delivered = mDelivered.find( month );
  return delivered == mDelivered.end() ? DeliveredRecords() : delivered->second[indicator];
}

void IncidentStream::count( Run &run, const std::vector<IndicatorCounts *> &counts )
{
  constexpr std::size_t recordsBetweenQuestions = 4096;
  for ( std::size_t record = 0; record < mRecords.row.size(); ++record )
  {
    if ( record % recordsBetweenQuestions == 0 )
      run.stopIfCancelled();
    if ( countRecord( record, counts ) )
      run.ledger.used( mName );
    else
      bookUnused( run, record, counts );
  }
  mRecords = Records();
}

bool IncidentStream::countRecord( std::size_t record, const std::vector<IndicatorCounts *> &counts ) const
{
  const auto area = static_cast<std::size_t>( mRecords.area[record] );
  const int month = mRecords.month[record];
  const auto place = [area]( const IndicatorCounts &count, int column )
  { return area * count.columns() + static_cast<std::size_t>( column ); };
  for ( IndicatorCounts *count : counts )
  {
    const int column = count->columnOf( month );
    if ( !count->allRecords.empty() && column != statistics::Period::outside )
      count->allRecords[place( *count, column )] += mRecords.weight[record];
  }
  bool isUsed = false;
  const std::size_t begin = record == 0 ? 0 : mRecords.matchesEnd[record - 1];
  for ( std::size_t match = begin; match < mRecords.matchesEnd[record]; ++match )
  {
    IndicatorCounts &count = *counts[mRecords.matches[match]];
    const int column = count.columnOf( month );
    if ( column == statistics::Period::outside )
      continue;
    count.events[place( count, column )] += mRecords.weight[record];
    isUsed = true;
  }
  return isUsed;
}

void IncidentStream::bookUnused( Run &run, std::size_t record, const std::vector<IndicatorCounts *> &counts ) const
{
  const int month = mRecords.month[record];
  const bool isMatched = mRecords.matchesEnd[record] > ( record == 0 ? 0 : mRecords.matchesEnd[record - 1] );
  const bool isOutsideAll = std::all_of( counts.begin(), counts.end(),
                                         [month]( const IndicatorCounts *count )
                                         { return count->columnOf( month ) == statistics::Period::outside; } );
  if ( isMatched || isOutsideAll )
    run.ledger.rejectValue( mName, mRecords.row[record], mRecords.id[record], mDateFieldName,
                            RejectReason::outsidePeriod, monthText( month ) );
  else
    run.ledger.reject( mName, mRecords.row[record], mRecords.id[record], QString(), RejectReason::noIndicator );
}

} // namespace communitysafety::base
