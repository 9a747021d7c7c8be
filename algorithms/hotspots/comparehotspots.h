// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/areas.h"
#include "base/htmlreport.h"
#include "base/placedpoints.h"
#include "statistics/forecastaccuracy.h"

#include <qgsgeometry.h>

#include <vector>

namespace communitysafety::hotspots
{

//! How well hot spots of one or several methods foretold where the incidents of the next period lie.
class CompareHotSpots : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( CompareHotSpots )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new CompareHotSpots; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  struct StudyArea
  {
    base::Areas areas;
    QgsGeometry geometry;
    double squareMetres = 0;
    base::PlacedPoints next;
    base::PlacedPoints previous;
  };

  //! The hot spots of one method within the study area.
  struct Method
  {
    QString name;
    QgsGeometry geometry;
    std::size_t spots = 0;
    statistics::ForecastInput input;
    statistics::ForecastAccuracy accuracy;
  };

  //! Two methods by their places in the list.
  struct Overlap
  {
    std::size_t first = 0;
    std::size_t second = 0;
    double jaccard = statistics::missing;
  };

  StudyArea read( base::Run &run );
  Method readMethod( base::Run &run, const base::Source &layer, const StudyArea &studyArea ) const;
  void judge( base::Run &run, const StudyArea &studyArea, std::vector<Method> &methods ) const;
  static std::vector<Overlap> overlaps( base::Run &run, const std::vector<Method> &methods );
  void write( base::Run &run, const std::vector<Method> &methods );
  void writeOverlaps( base::Run &run, const std::vector<Method> &methods, const std::vector<Overlap> &overlaps );
  base::HtmlReport report( const base::Run &run, const StudyArea &studyArea, const std::vector<Method> &methods,
                           const std::vector<Overlap> &overlaps ) const;

  std::vector<base::Source> mLayers;
};

} // namespace communitysafety::hotspots
