// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "base/indexplan.h"
#include "statistics/indicatorscale.h"
#include "statistics/progress.h"

#include <QHash>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <cstddef>
#include <vector>

namespace communitysafety::base
{

class Run;

/**
 * Fields of areas as columns of numbers, one value per area in the order of orderOfIds(), with the books on every
 * value.
 *
 * Text is parsed strictly. A value that is suppressed or no number is missing in the column and rejected in the run's
 * ledger under "<layer>, values"; one that is missing in the layer is not a value and not in the books. A field is read
 * once, however often it is asked for.
 */
class IndicatorColumns
{
public:
  //! \a areas and \a fields, the fields that were read with them, must outlive the columns. \param layer its name
  IndicatorColumns( Run &run, const Areas &areas, const QStringList &fields, const QString &layer );

  //! The areas in the order of the columns.
  const std::vector<std::size_t> &order() const { return mOrder; }

  //! REQUIRES: one of the fields, as below.
  const std::vector<double> &numbers( const QString &field );

  //! As numbers(); throws QgsProcessingException naming the row of a negative one.
  const std::vector<double> &counts( const QString &field );

  /**
   * The value of \a expression in every area, missing where it is null. Numbers stored as text are read strictly; a
   * suppressed one is null in it.
   * Throws QgsProcessingException naming the row in which it cannot be evaluated or gives no number.
   */
  std::vector<double> evaluated( const QString &expression ) const;

  //! In which areas the value of \a field is suppressed.
  std::vector<bool> areSuppressed( const QString &field ) const;

  //! Tells how many values could not be read, with row and field of the first ten, and how many were suppressed.
  void tellGaps() const;

private:
  std::vector<double> read( const QString &field );
  double number( const QVariant &cell, const QString &field, std::size_t area );
  void noteUnreadable( const QString &reason, const QString &field, std::size_t area );

  Run &mRun;
  const Areas &mAreas;
  const QStringList &mFields;
  QString mLayer;
  //! The books of the values; those of the areas are kept under the layer's own name.
  QString mAccount;
  std::vector<std::size_t> mOrder;
  QHash<QString, std::vector<double>> mColumns;
  int mUnreadable = 0;
  int mSuppressed = 0;
  QStringList mNamed;
};

/**
 * The indicators of \a plan with their numbers.
 *
 * Numbers that stand alone: whole ones that are not negative are counts, of which an index expects the same in every
 * area; others are a measure. Scales other than the index take both as they are. \a scale: of the indicators that have
 * none of their own.
 * Throws QgsProcessingException on negative counts and denominators, and statistics::Cancelled.
 */
std::vector<statistics::ScoreIndicator> readIndicators( IndicatorColumns &columns, const IndexPlan &plan,
                                                        const statistics::MethodSpec &scale,
                                                        const statistics::Progress &progress );

} // namespace communitysafety::base
