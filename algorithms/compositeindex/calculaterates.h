// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/areas.h"
#include "statistics/arearates.h"

#include <vector>

namespace communitysafety::compositeindex
{

//! Rates, percentages or indices of areas with what chance does to them: limits, smoothing and comparison with the
//! city.
class CalculateRates : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( CalculateRates )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new CalculateRates; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  //! What was read; every column in the order of the ids of the areas.
  struct Input
  {
    base::Areas areas;
    QString layer;
    //! Empty where no field was chosen.
    std::vector<QString> names;
    std::vector<double> events;
    //! All ones where no field was chosen.
    std::vector<double> denominator;
    std::vector<std::vector<double>> eventsByYear;
    //! Negative: in no district. Empty where no field was chosen.
    std::vector<int> district;
  };

  //! Estimates and the share of each that is the area's own; missing throughout when nothing was smoothed.
  struct Smoothed
  {
    std::vector<double> rate;
    std::vector<double> weightOnOwn;
  };

  void defineComparison();
  void defineAdvanced();
  void defineOutputs();

  QStringList yearFields( const base::Run &run ) const;
  Input read( base::Run &run ) const;
  double dispersion( base::Run &run, const Input &input ) const;
  Smoothed smooth( base::Run &run, const Input &input, const statistics::AreaRates &rates, double dispersion ) const;
  //! What the figure is called, with its unit.
  QString figureWords( const base::Run &run ) const;
  QgsFields outputFields( const base::Run &run ) const;
  void write( base::Run &run, const Input &input, const statistics::AreaRates &rates, const Smoothed &smoothed );
  void setNumbers( base::Run &run, const Input &input, const statistics::AreaRates &rates ) const;
};

} // namespace communitysafety::compositeindex
