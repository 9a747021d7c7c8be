// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "deprivation/interpolationfigures.h"

#include <memory>
#include <vector>

namespace communitysafety::deprivation
{

//! Carries counts and rates of areas over to other areas: grid cells, neighbourhoods, wards.
class InterpolateToAreas : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( InterpolateToAreas )

public:
  InterpolateToAreas() = default;
  QgsProcessingAlgorithm *createInstance() const override { return new InterpolateToAreas; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  void defineInputs();
  void definePoints();
  void defineAdvanced();
  void defineOutputs();

  QStringList fieldNames( const base::Run &run, const char *parameter ) const;
  InterpolationMethod resolvedMethod( base::Run &run ) const;
  InterpolationSources readSourceAreas( base::Run &run ) const;
  InterpolationTargets readTargetAreas( base::Run &run, const QgsCoordinateReferenceSystem &crs ) const;
  std::unique_ptr<ControlPoints> readPoints( base::Run &run, const InterpolationSources &sources ) const;
  void measure( base::Run &run, const InterpolationSources &sources, InterpolationShares &shares ) const;
  void measureMask( base::Run &run, const InterpolationSources &sources, InterpolationShares &shares ) const;
  FigureOptions figureOptions( const base::Run &run ) const;
  void write( base::Run &run, const InterpolationTargets &targets, const std::vector<double> &cover,
              const std::vector<InterpolatedFigure> &figures );
  void writeTotals( base::Run &run, const std::vector<InterpolatedFigure> &figures );

  InterpolationMethod mMethod = InterpolationMethod::arealWeighting;
};

} // namespace communitysafety::deprivation
