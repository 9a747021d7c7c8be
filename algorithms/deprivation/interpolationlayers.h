// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/styledoutput.h"
#include "deprivation/interpolationfigures.h"

#include <vector>

namespace communitysafety::deprivation
{

//! What OUTPUT holds: names of its fields, their values, and how it looks.
class InterpolationLayer
{
public:
  //! All must outlive it. REQUIRES: at least one figure.
  InterpolationLayer( const InterpolationTargets &targets, const std::vector<double> &cover,
                      const std::vector<InterpolatedFigure> &figures );

  base::OutputSpec spec() const;

  //! Throws statistics::Cancelled through \a progress.
  void write( base::OutputLayer &output, const statistics::Progress &progress ) const;

private:
  QVector<QVariant> row( std::size_t target ) const;
  void addFirstFigure( QVector<QVariant> &values, std::size_t target ) const;

  const InterpolationTargets &mTargets;
  const std::vector<double> &mCover;
  const std::vector<InterpolatedFigure> &mFigures;
  bool mHasRates = false;
  std::vector<double> mQuantile;
  QgsFields mFields;
};

//! The fields and rows of TOTALS: for each figure, what became of it.
QgsFields totalsFields();
QVector<QVariant> totalsRow( const InterpolatedFigure &figure );

//! The median over the targets of |value - by ground| / value, in per cent; missing where no target has a value above
//! 0.
double medianDifferenceFromGround( const InterpolatedFigure &figure );

} // namespace communitysafety::deprivation
