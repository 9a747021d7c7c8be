// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/areas.h"
#include "statistics/regions.h"

namespace communitysafety::priorityneighbourhoods
{

struct Neighbourhood;

//! Draws priority neighbourhoods round connected high scores, whatever administrative borders lie between them.
class DelineatePriorityNeighbourhoods : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( DelineatePriorityNeighbourhoods )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new DelineatePriorityNeighbourhoods; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  //! The scored areas in the order of their ids.
  struct ScoredAreas
  {
    QString layer;
    base::Areas areas;
    std::vector<double> score;
    //! Empty when no population is known.
    std::vector<double> population;

    double cityPopulation() const;
  };

  void defineSelection();
  void defineLimits();
  void defineContext();
  void defineOutputs();

  QString scoreField( const base::Run &run ) const;
  ScoredAreas readScoredAreas( base::Run &run ) const;
  statistics::RegionOptions regionOptions( base::Run &run, const ScoredAreas &scored ) const;
  void explain( base::Run &run, const statistics::Regions &regions, const std::vector<double> &smoothed ) const;
  void continuePrevious( base::Run &run, const base::Areas &areas, std::vector<Neighbourhood> &neighbourhoods ) const;
  void giveNames( base::Run &run, const base::Areas &areas, std::vector<Neighbourhood> &neighbourhoods ) const;
  void noteTouchedAreas( base::Run &run, const base::Areas &areas, std::vector<Neighbourhood> &neighbourhoods ) const;
  void writeNeighbourhoods( base::Run &run, const base::Areas &areas,
                            const std::vector<Neighbourhood> &neighbourhoods );
  void writeMembers( base::Run &run, const ScoredAreas &scored, const std::vector<double> &smoothed,
                     const statistics::Regions &regions, const std::vector<Neighbourhood> &neighbourhoods );
  void setNumbers( base::Run &run, const ScoredAreas &scored, const statistics::Regions &regions ) const;
};

} // namespace communitysafety::priorityneighbourhoods
