// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/rejectspool.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <array>
#include <vector>

namespace communitysafety::base
{

//! Why a record does not take part in the result.
enum class RejectReason : quint8
{
  noLocation,
  outsideStudyArea,
  coordinateNotReadable,
  zeroCoordinate,
  noDate,
  dateNotReadable,
  outsidePeriod,
  missingNumber,
  suppressedNumber,
  numberNotReadable,
  numberOutOfRange,
  missingId,
  repeatedId,
  repeatedAreaId,
  emptyGeometry,
  invalidGeometry,
  wrongGeometryType,
  malformedRow,
  noIndicator,
  duplicateFile,
  noCounterpart,
  sameEvent,
  futureDate,
  endBeforeStart,
  postcodeNotReadable,
  postcodeUnknown,
  coordinateOutOfRange
};

//! Number of reasons: each has its words in rejects.cpp.
inline constexpr std::size_t rejectReasonCount = static_cast<std::size_t>( RejectReason::coordinateOutOfRange ) + 1;

//! The words for \a reason, as they stand in the log and in the REJECTS table: "outside the study area".
QString rejectText( RejectReason reason );

//! True when the record was refused because nobody can tell where it lies.
bool isAboutPlace( RejectReason reason );

/**
 * How the ledger is to call a source that is called \a name: so, or with a number behind it where \a taken has that
 * already. Two tables of one file can have one name.
 */
QString accountName( const QString &name, const QStringList &taken );

//! One row of the REJECTS table.
struct Reject
{
  QString source;
  qint64 row = 0; //!< 1 for the first record of the source; 0 where the source as a whole was refused
  QString id;
  QString field;
  QString reason; //!< In words
  QString value;  //!< Only from rejectValue(), else empty
};

/**
 * The books of one run: nothing disappears, read = used + rejected, for each source and in total.
 *
 * A rejected record keeps its source, row, id, field and reason; the offending value reaches the ledger only through
 * rejectValue(), which is for dates, numbers and coordinates and refuses every other reason, because other values may
 * be personal.
 *
 * Rejects are kept in the order of their arrival; where there are many they lie in a temporary file, so that memory
 * does not grow with them. Not thread-safe.
 */
class RejectLedger
{
public:
  using Reason = RejectReason;

  //! The numbers of one source.
  struct Count
  {
    QString source;
    qint64 nRead = 0;
    qint64 nUsed = 0;
    std::array<qint64, rejectReasonCount> nByReason{};

    qint64 nRejected() const;
    bool balances() const { return nRead == nUsed + nRejected(); }
  };

  void read( const QString &source, qint64 n = 1 );
  void used( const QString &source, qint64 n = 1 );

  //! Books one rejected record. \a id and \a field may be empty.
  void reject( const QString &source, qint64 row, const QString &id, const QString &field, Reason reason );

  /**
   * Books one rejected record together with the offending \a value, shortened to 60 characters.
   * Throws std::invalid_argument for a reason that is not about a date, a number or a coordinate.
   */
  void rejectValue( const QString &source, qint64 row, const QString &id, const QString &field, Reason reason,
                    const QString &value );

  qint64 nRead() const;
  qint64 nUsed() const;
  qint64 nRejected() const { return mRejects.size(); }
  qint64 nRejected( Reason reason ) const;

  //! True if read = used + rejected for every source.
  bool balances() const;

  //! In order of first appearance.
  const std::vector<Count> &counts() const { return mCounts; }

  //! The numbers of \a source; zeros where it never appeared.
  Count countOf( const QString &source ) const;

  //! The numbers of all sources together, under no name.
  Count total() const;

  /**
   * One line per source: "police: 45,210 read = 44,900 used + 310 rejected (no location 250, outside the study area
   * 60)", the most frequent reason first. A source that does not balance says how many records are unaccounted for.
   */
  QStringList summary() const;

  //! The reject number \a index < nRejected(), in the order of arrival.
  Reject at( qint64 index ) const;

  //! Calls \a visit with every reject, in the order of arrival.
  template <typename Visitor>
  void forEach( Visitor visit ) const
  {
    for ( qint64 i = 0; i < nRejected(); ++i )
      visit( at( i ) );
  }

private:
  Count &account( const QString &source );
  quint16 fieldNumber( const QString &field );
  void add( const QString &source, qint64 row, const QString &id, const QString &field, Reason reason,
            const QString &value );

  std::vector<Count> mCounts;
  QHash<QString, quint32> mSourceNumbers;
  quint32 mLastSource = 0; //!< Records come source by source: mostly the next one belongs to the same
  std::vector<QString> mFields;
  RejectSpool mRejects;
};

} // namespace communitysafety::base
