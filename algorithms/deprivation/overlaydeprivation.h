// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/areas.h"

#include <memory>
#include <vector>

namespace communitysafety::deprivation
{

struct CensusShare;
struct City;
struct DeprivationAreas;
struct IndexedAreas;
struct OverlayFindings;
struct OverlayTable;

//! Carries deprivation and census over to neighbourhoods by where people live, and sets them beside the index.
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
  void defineCensus();
  void defineAdvanced();
  void defineOutputs();
  void defineNumbers();

  QStringList fieldNames( const base::Run &run, const char *parameter ) const;
  base::AreasReading areasReading( base::Run &run, const QgsCoordinateReferenceSystem &crs, double from,
                                   double to ) const;
  IndexedAreas readInput( base::Run &run ) const;
  DeprivationAreas readDeprivation( base::Run &run, const QgsCoordinateReferenceSystem &crs ) const;
  //! Null where the areas of the city were not given.
  std::unique_ptr<City> describeCity( base::Run &run, const DeprivationAreas &deprivation,
                                      const IndexedAreas &input ) const;
  std::vector<CensusShare> readCensus( base::Run &run, const DeprivationAreas &deprivation, const IndexedAreas &input,
                                       const City *city ) const;

  void writeLayer( base::Run &run, const QString &parameter, const QString &style, const OverlayTable &table );
  void writeFindings( base::Run &run, const OverlayFindings &findings );
};

} // namespace communitysafety::deprivation
