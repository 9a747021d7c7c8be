// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/run.h"
#include "deprivation/interpolationinput.h"
#include "deprivation/interpolationsurface.h"
#include "statistics/arealshares.h"
#include "statistics/interpolationerror.h"
#include "statistics/progress.h"

#include <optional>
#include <vector>

namespace communitysafety::deprivation
{

//! The order is that of the METHOD parameter.
enum class InterpolationMethod
{
  bestOfWhatIsGiven,
  controlPoints,
  arealWeighting,
  dasymetric,
  smoothSurface,
  bestFit
};

/**
 * What sources and targets have in common, measured once, and the shares that follow from it by each method.
 */
class InterpolationShares
{
public:
  /**
   * Lays the sources over the targets. Throws QgsProcessingException when targets overlap each other, which would count
   * people twice, and when the two have no ground in common; statistics::Cancelled.
   */
  InterpolationShares( base::Run &run, const InterpolationSources &sources, const InterpolationTargets &targets,
                       const statistics::Progress &progress );

  /**
   * Points of all people, or of all dwellings. Points of a mask that are measured before the control points take their
   * place for sources without a control point. Throws statistics::Cancelled.
   */
  void measurePoints( const ControlPoints &points, const statistics::Progress &progress );

  /**
   * Ground that is lived on. Where there are points too it takes the place of bare ground for sources without a point.
   * Throws statistics::Cancelled.
   */
  void measureMask( const std::vector<QgsGeometry> &mask, const statistics::Progress &progress );

  //! Throws statistics::Cancelled.
  void prepareSurface( const statistics::Progress &progress );

  //! By one point per source: the centre of its control points, or of its ground where it has none.
  void measureCentres( const ControlPoints *points );

  //! By ground alone.
  const statistics::ArealShares &byGround() const { return mByGround; }

  //! By points or mask where there are any, else by ground.
  const statistics::ArealShares &byMeasure() const { return mByMeasure ? *mByMeasure : mByGround; }

  //! REQUIRES: measureCentres().
  const statistics::ArealShares &byCentres() const { return *mByCentres; }

  //! By the smooth surface of \a counts, those of \a figure; where it has nobody by ground. REQUIRES: prepareSurface().
  statistics::ArealShares bySurface( const QString &figure, const std::vector<double> &counts,
                                     const statistics::Progress &progress ) const;

  //! The parts of larger areas that each source makes up, by points, mask or ground: for judging the method.
  statistics::ArealShares ofParents( const std::vector<std::size_t> &parentOf, std::size_t parents ) const;

  //! The same by the smooth surface of the larger areas.
  statistics::ArealShares ofParentsBySurface( const std::vector<std::size_t> &parentOf,
                                              const std::vector<double> &parentCounts,
                                              const statistics::Progress &progress ) const;

  /**
   * How much each source measures: points, square metres lived on, or square metres. Sources without points or ground
   * that is lived on measure by their ground what the others do at the mean.
   */
  const std::vector<double> &sizes() const { return mSizes; }
  QString sizesInWords() const { return mSizesInWords; }

  //! How the people around the points may lie on the other side of borders (pointreach.h); empty without points.
  const std::vector<statistics::Overlap> &reach() const { return mReach; }

  //! The share of the ground of each target that lies in sources.
  const std::vector<double> &cover() const { return mCover; }

private:
  void measureReach( const ControlPoints &points, const std::vector<std::size_t> &target,
                     const base::AreaLocator &targets, const statistics::Progress &progress );

  base::Run &mRun;
  const InterpolationSources &mSources;
  const InterpolationTargets &mTargets;
  statistics::MeasuredPieces mGround;
  statistics::MeasuredPieces mMasked;
  std::vector<double> mSizes;
  QString mSizesInWords = base::Run::tr( "their ground" );
  std::vector<statistics::Overlap> mReach;
  std::vector<double> mCover;
  statistics::ArealShares mByGround;
  std::optional<statistics::ArealShares> mByMeasure;
  std::optional<statistics::ArealShares> mByCentres;
  SurfaceGrid mSurface;
};

} // namespace communitysafety::deprivation
