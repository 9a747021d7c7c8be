// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/auditreport.h"
#include "base/indexalgorithm.h"

namespace communitysafety::compositeindex
{

//! Examines the indicators of an index before they are combined: gaps, outliers, redundancy, themes, dominance.
class AuditIndicators : public base::IndexAlgorithm
{
  Q_DECLARE_TR_FUNCTIONS( AuditIndicators )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new AuditIndicators; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void process( base::Run &run ) override;

private:
  void defineLimits();
  statistics::AuditLimits limits( const base::Run &run ) const;
  std::vector<statistics::AuditInput> readInputs( base::Run &run, const base::Source &input,
                                                  const base::IndexPlan &plan ) const;
  void writeIndicators( base::Run &run, const base::AuditReport &content );
  void writeCorrelations( base::Run &run, const base::AuditReport &content );
};

} // namespace communitysafety::compositeindex
