// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/tablefile.h"
#include "preparedata/combinedreport.h"
#include "preparedata/weighttable.h"

#include <memory>
#include <vector>

namespace communitysafety::preparedata
{

//! Brings the incident layers of several partners together, weights them, and finds what was counted twice.
class CombineIncidents : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( CombineIncidents )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new CombineIncidents; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  void defineDuplicates();
  void defineOutputs();
  std::vector<CombinedLayer> namedLayers( base::Run &run ) const;
  QgsCoordinateReferenceSystem metricCrs( const base::Run &run ) const;
  std::unique_ptr<WeightTable> readWeights( base::Run &run, const CombinedRecords &records ) const;
  statistics::LinkageRule rule( base::Run &run, const QStringList &sources ) const;
  void writeOutputs( base::Run &run, Combination &combination, const QgsCoordinateReferenceSystem &metric );
  void setNumbers( base::Run &run, const Combination &combination ) const;

  std::vector<base::Source> mLayers;
  base::TablePlace mWeights;
};

} // namespace communitysafety::preparedata
