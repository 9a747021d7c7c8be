// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/dateformat.h"
#include "base/rejects.h"
#include "preparedata/incidentsettings.h"

#include <QDate>

#include <optional>

namespace communitysafety::preparedata
{

//! When a record happened, or why that cannot be told.
struct IncidentSpan
{
  QDate first;
  QDate last;
  std::optional<base::RejectReason> fault;
  QString field; //!< Of the fault
  QString value; //!< Of the fault; empty where there is none to show
};

//! Reads start and end of each record, and counts what the times give away.
class IncidentDates
{
public:
  //! \param today no date after it is possible. REQUIRES: \a settings outlive it.
  IncidentDates( const IncidentSettings &settings, const base::DateRule &rule, const QDate &today );

  /**
   * A month alone lasts from its first to its last day. Without an end the end is the start's. REQUIRES: null cells
   * where there is no such column.
   */
  IncidentSpan read( const QVariant &start, const QVariant &end );

  qint64 nDates() const { return mDates; }
  qint64 nWithTime() const { return mWithTime; }
  qint64 nMidnight() const { return mMidnight; }
  qint64 nFirstOfMonth() const { return mFirstOfMonth; }
  qint64 nMonthAlone() const { return mMonthAlone; }
  //! Records whose end is a later day than the start.
  qint64 nSpans() const { return mSpans; }
  const QDate &earliest() const { return mEarliest; }
  const QDate &latest() const { return mLatest; }

private:
  std::optional<IncidentSpan> faultOf( const base::ParsedDate &date, const QVariant &cell, const QString &field ) const;
  bool isOutsidePeriod( const QDate &date ) const;
  void note( const base::ParsedDate &start, const IncidentSpan &span );

  const IncidentSettings &mSettings;
  base::DateRule mRule;
  QDate mToday;
  qint64 mDates = 0;
  qint64 mWithTime = 0;
  qint64 mMidnight = 0;
  qint64 mFirstOfMonth = 0;
  qint64 mMonthAlone = 0;
  qint64 mSpans = 0;
  QDate mEarliest;
  QDate mLatest;
};

} // namespace communitysafety::preparedata
