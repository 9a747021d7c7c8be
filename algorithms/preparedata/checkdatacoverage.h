// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "preparedata/coveragematrix.h"

#include <vector>

namespace communitysafety::preparedata
{

//! Says which source delivered what, month by month and area by area, so that a gap is not taken for safety.
class CheckDataCoverage : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( CheckDataCoverage )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new CheckDataCoverage; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  void defineOutputs();
  //! None where AREAS was left empty. Fills in their names, and how the ledger calls their layer.
  base::Areas readGivenAreas( base::Run &run, QStringList &names, QStringList &accounts ) const;
  //! \param accounts names that the ledger has already
  Coverage readCoverage( base::Run &run, const base::Areas &areas, QStringList accounts ) const;
  statistics::DeliveryRule rule( base::Run &run ) const;

  void writeTable( base::Run &run, const Coverage &coverage, const base::Areas &areas );
  void writeAreas( base::Run &run, const Coverage &coverage, const base::Areas &areas, const QStringList &names );
  void setNumbers( base::Run &run, const Coverage &coverage ) const;

  std::vector<base::Source> mLayers;
  std::vector<base::Source> mRejects;
  base::MonthRange mPeriod;
};

} // namespace communitysafety::preparedata
