// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"

namespace communitysafety::preparedata
{

//! Covers a study area with square or hexagonal cells whose ids and places depend on the national grid alone.
class CreateAnalysisGrid : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( CreateAnalysisGrid )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new CreateAnalysisGrid; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void process( base::Run &run ) override;
};

} // namespace communitysafety::preparedata
