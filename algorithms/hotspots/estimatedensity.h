// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/areas.h"
#include "base/placedpoints.h"
#include "statistics/kerneldensity.h"
#include "statistics/relativerisk.h"

#include <memory>
#include <vector>

namespace communitysafety::hotspots
{

//! A smooth surface of incidents, or of their risk against controls or a population, with outlines of what is hot.
class EstimateDensity : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( EstimateDensity )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new EstimateDensity; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  //! What was read, on the grid of the study area.
  struct Input
  {
    base::Areas areas;
    base::PlacedPoints points;
    base::PlacedPoints controls;
    statistics::GridFrame frame;
    std::vector<double> share;
    statistics::GridPoints cases;
    statistics::GridPoints controlCells;
    //! Empty unless a population was given.
    std::vector<double> population;
  };

  //! One class per cell, 0 = none, with what is said about the cells of a region.
  struct Marks
  {
    std::vector<int> labels;
    std::vector<double> density;
    std::vector<double> ratio;
    std::vector<double> p;
  };

  void defineSmoothing();
  void defineRisk();
  void defineOutputs();

  bool isRisk( const base::Run &run ) const;
  bool isAgainstPopulation( const base::Run &run ) const;
  Input read( base::Run &run );
  void readControls( base::Run &run, Input &input, const base::AreaLocator &locator );
  void layGrid( base::Run &run, Input &input ) const;
  void spreadPopulation( base::Run &run, Input &input ) const;
  double bandwidth( base::Run &run, const Input &input ) const;
  statistics::KernelSmoother smoother( base::Run &run, const Input &input, double bandwidth ) const;
  Marks density( base::Run &run, const Input &input, const statistics::KernelSmoother &smoother );
  Marks risk( base::Run &run, const Input &input, const statistics::KernelSmoother &smoother );
  void writeSurface( base::Run &run, const Input &input, std::vector<QString> words,
                     std::vector<std::vector<double>> values, const QString &style );
  void writeRegions( base::Run &run, const Input &input, const Marks &marks );
  base::OutputSpec regionSpec( const base::Run &run, const Input &input ) const;
  QString regionWords( const base::Run &run, int label ) const;

  std::unique_ptr<base::Source> mControls;
};

} // namespace communitysafety::hotspots
