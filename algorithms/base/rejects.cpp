// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/rejects.h"

#include "base/numbertext.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace communitysafety::base
{
namespace
{

constexpr int longestValue = 60;

struct RejectWords
{
  Q_DECLARE_TR_FUNCTIONS( Rejects )
};

enum class Shows
{
  Value,
  NoValue
};

struct ReasonEntry
{
  RejectReason reason;
  const char *words;
  Shows shows;
};

#define WORDS( text ) QT_TRANSLATE_NOOP( "Rejects", text )

constexpr std::array<ReasonEntry, rejectReasonCount> reasons{ {
  { RejectReason::noLocation, WORDS( "no location" ), Shows::NoValue },
  { RejectReason::outsideStudyArea, WORDS( "outside the study area" ), Shows::NoValue },
  { RejectReason::coordinateNotReadable, WORDS( "coordinate not readable" ), Shows::Value },
  { RejectReason::zeroCoordinate, WORDS( "coordinate is zero" ), Shows::Value },
  { RejectReason::noDate, WORDS( "no date" ), Shows::NoValue },
  { RejectReason::dateNotReadable, WORDS( "date not readable" ), Shows::Value },
  { RejectReason::outsidePeriod, WORDS( "outside the period" ), Shows::Value },
  { RejectReason::missingNumber, WORDS( "number missing" ), Shows::NoValue },
  { RejectReason::suppressedNumber, WORDS( "number suppressed" ), Shows::Value },
  { RejectReason::numberNotReadable, WORDS( "number not readable" ), Shows::Value },
  { RejectReason::numberOutOfRange, WORDS( "number out of range" ), Shows::Value },
  { RejectReason::missingId, WORDS( "no id" ), Shows::NoValue },
  { RejectReason::repeatedId, WORDS( "repeated id" ), Shows::NoValue },
  { RejectReason::repeatedAreaId, WORDS( "repeated area id" ), Shows::NoValue },
  { RejectReason::emptyGeometry, WORDS( "empty geometry" ), Shows::NoValue },
  { RejectReason::invalidGeometry, WORDS( "invalid geometry" ), Shows::NoValue },
  { RejectReason::wrongGeometryType, WORDS( "wrong geometry type" ), Shows::NoValue },
  { RejectReason::malformedRow, WORDS( "malformed row" ), Shows::NoValue },
  { RejectReason::noIndicator, WORDS( "matches no indicator of the recipe" ), Shows::NoValue },
  { RejectReason::duplicateFile, WORDS( "file given twice" ), Shows::NoValue },
  { RejectReason::noCounterpart, WORDS( "only in one of the two layers" ), Shows::NoValue },
  { RejectReason::sameEvent, WORDS( "the same event as another record" ), Shows::NoValue },
  { RejectReason::futureDate, WORDS( "date in the future" ), Shows::Value },
  { RejectReason::endBeforeStart, WORDS( "end before the start" ), Shows::Value },
  { RejectReason::postcodeNotReadable, WORDS( "postcode not readable" ), Shows::NoValue },
  { RejectReason::postcodeUnknown, WORDS( "postcode not in the directory" ), Shows::NoValue },
  { RejectReason::coordinateOutOfRange, WORDS( "coordinate out of range" ), Shows::Value },
} };

#undef WORDS

constexpr bool reasonsStandInOrder()
{
  for ( std::size_t i = 0; i < reasons.size(); ++i )
  {
    if ( static_cast<std::size_t>( reasons[i].reason ) != i )
      return false;
  }
  return true;
}
static_assert( reasonsStandInOrder(), "the table of reasons must follow the enumeration" );

const ReasonEntry &entryOf( RejectReason reason ) { return reasons[static_cast<std::size_t>( reason )]; }

QString shortened( const QString &value )
{
  return value.size() <= longestValue ? value : value.left( longestValue - 1 ) + QStringLiteral( "…" );
}

QString reasonsOf( const RejectLedger::Count &count )
{
  std::vector<std::size_t> order( rejectReasonCount );
  std::iota( order.begin(), order.end(), 0 );
  std::stable_sort( order.begin(), order.end(),
                    [&]( std::size_t a, std::size_t b ) { return count.nByReason[a] > count.nByReason[b]; } );
  QStringList parts;
  for ( const std::size_t i : order )
  {
    if ( count.nByReason[i] > 0 )
      parts << rejectText( reasons[i].reason ) + QLatin1Char( ' ' ) + countText( count.nByReason[i] );
  }
  return parts.isEmpty() ? QString() : QStringLiteral( " (%1)" ).arg( parts.join( QLatin1String( ", " ) ) );
}

QString sentenceOf( const RejectLedger::Count &count )
{
  const QString read = countText( count.nRead );
  const QString used = countText( count.nUsed );
  const QString rejected = countText( count.nRejected() );
  const QString books = count.balances()
                          ? RejectWords::tr( "%1 read = %2 used + %3 rejected" ).arg( read, used, rejected )
                          : RejectWords::tr( "%1 read, %2 used, %3 rejected, %4 unaccounted for" )
                              .arg( read, used, rejected, countText( count.nRead - count.nUsed - count.nRejected() ) );
  return books + reasonsOf( count );
}

} // namespace

QString rejectText( RejectReason reason ) { return RejectWords::tr( entryOf( reason ).words ); }

bool isAboutPlace( RejectReason reason )
{
  switch ( reason )
  {
  case RejectReason::noLocation:
  case RejectReason::coordinateNotReadable:
  case RejectReason::zeroCoordinate:
  case RejectReason::coordinateOutOfRange:
  case RejectReason::wrongGeometryType:
  case RejectReason::postcodeNotReadable:
  case RejectReason::postcodeUnknown:
    return true;
  default:
    return false;
  }
}

QString accountName( const QString &name, const QStringList &taken )
{
  QString account = name;
  for ( int number = 2; taken.contains( account ); ++number )
    account = QStringLiteral( "%1 (%2)" ).arg( name ).arg( number );
  return account;
}

qint64 RejectLedger::Count::nRejected() const
{
  return std::accumulate( nByReason.begin(), nByReason.end(), qint64{ 0 } );
}

RejectLedger::Count &RejectLedger::account( const QString &source )
{
  if ( mLastSource < mCounts.size() && mCounts[mLastSource].source == source )
    return mCounts[mLastSource];
  const auto next = static_cast<quint32>( mCounts.size() );
  mLastSource = mSourceNumbers.value( source, next );
  if ( mLastSource == next )
  {
    mSourceNumbers.insert( source, next );
    mCounts.emplace_back();
    mCounts.back().source = source;
  }
  return mCounts[mLastSource];
}

void RejectLedger::read( const QString &source, qint64 n ) { account( source ).nRead += n; }

void RejectLedger::used( const QString &source, qint64 n ) { account( source ).nUsed += n; }

void RejectLedger::reject( const QString &source, qint64 row, const QString &id, const QString &field, Reason reason )
{
  add( source, row, id, field, reason, QString() );
}

void RejectLedger::rejectValue( const QString &source, qint64 row, const QString &id, const QString &field,
                                Reason reason, const QString &value )
{
  if ( entryOf( reason ).shows == Shows::NoValue )
    throw std::invalid_argument( std::string( "a reject may not show its value for the reason: " ) +
                                 entryOf( reason ).words );
  add( source, row, id, field, reason, shortened( value ) );
}

quint16 RejectLedger::fieldNumber( const QString &field )
{
  const auto known = std::find( mFields.begin(), mFields.end(), field );
  const auto number = static_cast<quint16>( known - mFields.begin() );
  if ( known == mFields.end() )
    mFields.push_back( field );
  return number;
}

void RejectLedger::add( const QString &source, qint64 row, const QString &id, const QString &field, Reason reason,
                        const QString &value )
{
  ++account( source ).nByReason[static_cast<std::size_t>( reason )];
  RejectEntry entry;
  entry.row = row;
  entry.source = mLastSource;
  entry.field = fieldNumber( field );
  entry.reason = static_cast<quint8>( reason );
  mRejects.add( entry, id.toStdString(), value.toStdString() );
}

RejectLedger::Count RejectLedger::countOf( const QString &source ) const
{
  const auto known = mSourceNumbers.constFind( source );
  return known == mSourceNumbers.constEnd() ? Count() : mCounts[*known];
}

RejectLedger::Count RejectLedger::total() const
{
  Count total;
  for ( const Count &count : mCounts )
  {
    total.nRead += count.nRead;
    total.nUsed += count.nUsed;
    for ( std::size_t reason = 0; reason < rejectReasonCount; ++reason )
      total.nByReason[reason] += count.nByReason[reason];
  }
  return total;
}

qint64 RejectLedger::nRead() const { return total().nRead; }

qint64 RejectLedger::nUsed() const { return total().nUsed; }

qint64 RejectLedger::nRejected( Reason reason ) const { return total().nByReason[static_cast<std::size_t>( reason )]; }

bool RejectLedger::balances() const
{
  return std::all_of( mCounts.begin(), mCounts.end(), []( const Count &count ) { return count.balances(); } );
}

QStringList RejectLedger::summary() const
{
  QStringList lines;
  for ( const Count &count : mCounts )
    lines << ( count.source.isEmpty() ? QString() : count.source + QStringLiteral( ": " ) ) + sentenceOf( count );
  return lines;
}

Reject RejectLedger::at( qint64 index ) const
{
  const RejectSpool::Record record = mRejects.at( index );
  Reject reject;
  reject.source = mCounts[record.entry.source].source;
  reject.row = record.entry.row;
  reject.id = QString::fromStdString( record.id );
  reject.field = mFields[record.entry.field];
  reject.reason = rejectText( static_cast<RejectReason>( record.entry.reason ) );
  reject.value = QString::fromStdString( record.value );
  return reject;
}

} // namespace communitysafety::base
