// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/indexplan.h"
#include "statistics/compositescore.h"
#include "statistics/countuncertainty.h"

#include <qgsfields.h>

#include <QStringList>
#include <QVariant>
#include <QVector>

#include <cstddef>

namespace communitysafety::base
{

/**
 * The layout of the scored layer: what the areas carry on, the index of every indicator, theme and side, the total with
 * rank and decile, and in words what drives it.
 */
class ScoredLayer
{
public:
  //! \a uncertainty: null when nothing was drawn. All must outlive the layout.
  ScoredLayer( const IndexPlan &plan, const statistics::CompositeScore &score,
               const statistics::IndexUncertainty *uncertainty );

  /**
   * The fields: \a carried, of the dictionary, then those of cells().
   * Throws QgsProcessingException when a code would give a field that stands there already, or there are too many.
   */
  QgsFields fields( const QStringList &carried ) const;

  //! What the score says about one area, \a position its place in the columns; a value that is missing is null.
  QVector<QVariant> cells( std::size_t position ) const;

private:
  //! May hold a name twice.
  QVector<QgsField> codeFields() const;
  QVariant driverCell( int indicator, std::size_t position ) const;

  const IndexPlan &mPlan;
  const statistics::CompositeScore &mScore;
  const statistics::IndexUncertainty *mUncertainty;
};

} // namespace communitysafety::base
