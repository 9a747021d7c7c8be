// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"

#include <memory>
#include <vector>

namespace communitysafety::statistics
{
class Lattice;
}

namespace communitysafety::preparedata
{

struct GridCell;
class LargerAreas;

//! Covers a study area with square or hexagonal cells whose ids and places depend on the national grid alone.
class CreateAnalysisGrid : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( CreateAnalysisGrid )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new CreateAnalysisGrid; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  void write( base::Run &run, const statistics::Lattice &lattice, const std::vector<GridCell> &cells,
              const QgsCoordinateReferenceSystem &crs );
  LargerAreas readLargerAreas( base::Run &run, const QgsCoordinateReferenceSystem &crs ) const;

  std::unique_ptr<base::Source> mWithin;
  QString mWithinField;
};

} // namespace communitysafety::preparedata
