// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/areas.h"

#include <vector>

namespace communitysafety::deprivation
{

struct DeprivationAreas;
struct IndexedAreas;
struct Overlay;
struct CityClasses;

//! Carries deprivation scores over to neighbourhoods by where people live, and sets them beside the composite index.
class OverlayDeprivation : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( OverlayDeprivation )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new OverlayDeprivation; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  void defineInputs();
  void defineAdvanced();
  void defineOutputs();

  IndexedAreas readInput( base::Run &run ) const;
  IndexedAreas readCity( base::Run &run, const QgsCoordinateReferenceSystem &crs ) const;
  DeprivationAreas readDeprivation( base::Run &run, const QgsCoordinateReferenceSystem &crs ) const;
  std::vector<double> tenths( base::Run &run, const DeprivationAreas &deprivation ) const;
  void write( base::Run &run, const QString &parameter, const QString &style, const IndexedAreas &areas,
              const Overlay &overlay, const CityClasses &classes );
};

} // namespace communitysafety::deprivation
