// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/incidentdates.h"

namespace communitysafety::preparedata
{

using base::ParsedDate;
using base::RejectReason;

namespace
{

IncidentSpan faulty( RejectReason reason, const QString &field, const QString &value = QString() )
{
  IncidentSpan span;
  span.fault = reason;
  span.field = field;
  span.value = value;
  return span;
}

QString textOf( const QVariant &cell )
{
  if ( cell.userType() == QMetaType::QDate )
    return cell.toDate().toString( Qt::ISODate );
  return cell.userType() == QMetaType::QDateTime ? cell.toDateTime().toString( Qt::ISODate )
                                                 : cell.toString().trimmed();
}

bool endsBefore( const ParsedDate &end, const ParsedDate &start )
{
  if ( end.lastDay() != start.date )
    return end.lastDay() < start.date;
  return end.hasTime && start.hasTime && end.time < start.time;
}

} // namespace

IncidentDates::IncidentDates( const IncidentSettings &settings, const base::DateRule &rule, const QDate &today )
  : mSettings( settings ), mRule( rule ), mToday( today )
{
}

IncidentSpan IncidentDates::read( const QVariant &start, const QVariant &end )
{
  if ( mSettings.dateField.isEmpty() )
    return {};
  const ParsedDate first = base::parseDateAs( start, mRule );
  if ( first.missing )
    return faulty( RejectReason::noDate, mSettings.dateField );
  if ( const std::optional<IncidentSpan> fault = faultOf( first, start, mSettings.dateField ) )
    return *fault;
  ParsedDate last = mSettings.dateEndField.isEmpty() ? first : base::parseDateAs( end, mRule );
  if ( last.missing )
    last = first;
  if ( const std::optional<IncidentSpan> fault = faultOf( last, end, mSettings.dateEndField ) )
    return *fault;
  if ( endsBefore( last, first ) )
    return faulty( RejectReason::endBeforeStart,
                   QStringLiteral( "%1, %2" ).arg( mSettings.dateField, mSettings.dateEndField ),
                   QStringLiteral( "%1, %2" ).arg( textOf( start ), textOf( end ) ) );
  if ( isOutsidePeriod( first.date ) )
    return faulty( RejectReason::outsidePeriod, mSettings.dateField, textOf( start ) );
  IncidentSpan span;
  span.first = first.date;
  span.last = last.lastDay();
  note( first, span );
  return span;
}

std::optional<IncidentSpan> IncidentDates::faultOf( const ParsedDate &date, const QVariant &cell,
                                                    const QString &field ) const
{
  if ( !date.valid )
    return faulty( RejectReason::dateNotReadable, field, textOf( cell ) );
  if ( date.date > mToday )
    return faulty( RejectReason::futureDate, field, textOf( cell ) );
  return std::nullopt;
}

bool IncidentDates::isOutsidePeriod( const QDate &date ) const
{
  return ( mSettings.firstDate.isValid() && date < mSettings.firstDate ) ||
         ( mSettings.lastDate.isValid() && date > mSettings.lastDate );
}

void IncidentDates::note( const ParsedDate &start, const IncidentSpan &span )
{
  ++mDates;
  mMonthAlone += start.hasDay ? 0 : 1;
  mFirstOfMonth += start.hasDay && start.date.day() == 1 ? 1 : 0;
  mWithTime += start.hasTime ? 1 : 0;
  mMidnight += start.hasTime && start.time == QTime( 0, 0 ) ? 1 : 0;
  mSpans += start.hasDay && span.last > span.first ? 1 : 0;
  mEarliest = mEarliest.isValid() ? std::min( mEarliest, span.first ) : span.first;
  mLatest = mLatest.isValid() ? std::max( mLatest, span.last ) : span.last;
}

} // namespace communitysafety::preparedata
