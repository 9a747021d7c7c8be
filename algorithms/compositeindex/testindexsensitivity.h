// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/indexalgorithm.h"
#include "statistics/indexsensitivity.h"

namespace communitysafety::compositeindex
{

//! Makes the index again and again with other defensible choices, to see which areas are high in any case.
class TestIndexSensitivity : public base::IndexAlgorithm
{
  Q_DECLARE_TR_FUNCTIONS( TestIndexSensitivity )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new TestIndexSensitivity; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  //! What was tested and found, for all outputs.
  struct Tested
  {
    const base::IndexPlan &plan;
    const base::Areas &areas;
    //! The areas in the order of the columns.
    const std::vector<std::size_t> &order;
    //! Of the areas, in the order of the columns.
    QStringList names;
    bool hasNames;
    const statistics::IndexVariants &variants;
    const statistics::IndexSensitivity &sensitivity;
  };

  void defineVariation();
  void defineOutputs();
  statistics::VariationOptions variation( base::Run &run, const base::Areas &areas, const base::IndexPlan &plan ) const;
  statistics::IndexSensitivityOptions sensitivityOptions( base::Run &run ) const;
  QStringList choicesInWords( base::Run &run, const statistics::IndexVariants &variants ) const;
  void setNumbers( base::Run &run, const Tested &tested ) const;
  void writeAreas( base::Run &run, const Tested &tested );
  void writeSwitches( base::Run &run, const Tested &tested );
  void writeDropped( base::Run &run, const Tested &tested );
};

} // namespace communitysafety::compositeindex
