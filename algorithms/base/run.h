// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/rejects.h"
#include "base/runrecord.h"
#include "base/styledoutput.h"
#include "statistics/progress.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>

#include <QCoreApplication>
#include <QVariantMap>

namespace communitysafety::base
{

/**
 * One run of an algorithm, from prepare to post-process: its parameters, where it tells and asks (context, feedback),
 * its ledger of records, its record for replay, and what it has written.
 */
class Run
{
  Q_DECLARE_TR_FUNCTIONS( Run )

public:
  Run( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters );

  //! QGIS may hand another context and feedback to each stage: every stage enters with its own.
  void enter( QgsProcessingContext &context, QgsProcessingFeedback *feedback );

  const QVariantMap &parameters() const { return mParameters; }
  QgsProcessingContext &context() const { return *mContext; }
  QgsProcessingFeedback &feedback() const { return *mFeedback; }

  //! Progress over the part of the bar between \a from and \a to (0 to 1), which also carries the user's cancel.
  statistics::Progress progress( double from, double to ) const;

  //! Throws statistics::Cancelled when the user has asked to stop.
  void stopIfCancelled() const;

  //! One line in the log, kept in the record as well.
  void remark( const QString &text );

  //! A line which the user must not overlook, kept in the record as well.
  void warn( const QString &text );

  //! A numeric output that models and scripts can use.
  void setNumber( const QString &output, double value ) { mResults.insert( output, value ); }
  void setResult( const QString &output, const QVariant &value ) { mResults.insert( output, value ); }
  const QVariantMap &results() const { return mResults; }

  RejectLedger ledger;
  RunRecord record;
  WrittenOutputs outputs;

private:
  QVariantMap mParameters;
  QVariantMap mResults;
  QgsProcessingContext *mContext = nullptr;
  QgsProcessingFeedback *mFeedback = nullptr;
};

} // namespace communitysafety::base
