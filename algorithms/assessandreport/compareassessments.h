// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "assessandreport/comparedneighbourhoods.h"
#include "base/algorithm.h"

#include <utility>

namespace communitysafety::assessandreport
{

//! What became of the neighbourhoods of the previous assessment.
class CompareAssessments : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( CompareAssessments )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new CompareAssessments; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void process( base::Run &run ) override;

private:
  void defineOutputs();
  std::pair<AssessedNeighbourhoods, AssessedNeighbourhoods> readSides( base::Run &run ) const;
  Register notes( base::Run &run ) const;
  void tell( base::Run &run, const ComparedAssessments &compared, const Register &notes ) const;
  void write( base::Run &run, const ComparedAssessments &compared );
  void writeTable( base::Run &run, const ComparedAssessments &compared );
};

} // namespace communitysafety::assessandreport
