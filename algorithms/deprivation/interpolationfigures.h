// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "deprivation/interpolationshares.h"

#include <QString>

#include <vector>

namespace communitysafety::deprivation
{

//! One field carried over; one value per target in every column.
struct InterpolatedFigure
{
  QString field;
  bool isRate = false;
  std::vector<double> value;
  //! Standard error of the value, chance and interpolation together.
  std::vector<double> error;
  //! The value by areal weighting, for comparison.
  std::vector<double> byGround;
  //! Of rates: those they refer to, inside the target.
  std::vector<double> denominator;
  //! The part of the value, 0 to 1, that comes from sources wholly inside the target.
  std::vector<double> certain;
  //! The part of its sources, 0 to 1, whose value is not known.
  std::vector<double> gap;
  //! Of counts: all present values, and what of them lies in no target.
  double total = statistics::missing;
  double outside = statistics::missing;
  //! Sources without a value, and sources with one that had nothing to be shared by but ground.
  std::size_t withoutValue = 0;
  std::vector<std::size_t> fellBack;
  //! How well the method predicts the sources from the next larger areas.
  statistics::PredictionErrors judged;
  //! Of best fit: the part of all, 0 to 1, that it puts into another target than points or ground do.
  double misplaced = statistics::missing;
};

struct FigureOptions
{
  InterpolationMethod method = InterpolationMethod::arealWeighting;
  statistics::FigureKind kind = statistics::FigureKind::enumerated;
  //! What rates are multiplied with: 100 for percentages, 1000 for rates per thousand.
  double ratePer = 1;
  //! Of events: variance / mean.
  double dispersion = 1;
};

//! Carries figures over, each with its error and its books.
class FigureInterpolator
{
public:
  /**
   * \a sources and \a shares must outlive it. REQUIRES: of \a shares what the method needs is measured. The errors are
   * learnt from the larger areas that the sources name, or from blocks of about five neighbouring ones.
   */
  FigureInterpolator( base::Run &run, const InterpolationSources &sources, const InterpolationShares &shares,
                      const FigureOptions &options );

  InterpolatedFigure carry( const base::CarriedFigure &figure, const statistics::Progress &progress ) const;

private:
  const std::vector<double> &denominators() const;
  statistics::ArealShares sharesOf( const base::CarriedFigure &figure, const statistics::Progress &progress ) const;
  statistics::PredictionErrors judge( const base::CarriedFigure &figure, const statistics::Progress &progress ) const;
  statistics::ErrorOptions errorOptions( const base::CarriedFigure &figure, double spread ) const;
  void carryCount( InterpolatedFigure &result, const base::CarriedFigure &figure,
                   const statistics::ArealShares &shares ) const;
  void carryRate( InterpolatedFigure &result, const base::CarriedFigure &figure,
                  const statistics::ArealShares &shares ) const;

  base::Run &mRun;
  const InterpolationSources &mSources;
  const InterpolationShares &mShares;
  FigureOptions mOptions;
  std::vector<std::size_t> mParentOf;
  std::size_t mParents = 0;
};

} // namespace communitysafety::deprivation
