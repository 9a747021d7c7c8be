// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "priorityneighbourhoods/evidenceparameters.h"
#include "priorityneighbourhoods/neighbourhoodlayers.h"
#include "priorityneighbourhoods/shiftedmap.h"
#include "statistics/regionstability.h"

#include <vector>

namespace communitysafety::priorityneighbourhoods
{

//! Says how far neighbourhoods would be others if the data or the settings were slightly different.
class AssessStability : public EvidenceParameters
{
  Q_DECLARE_TR_FUNCTIONS( AssessStability )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new AssessStability; }

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void prepare( base::Run &run ) override;
  void process( base::Run &run ) override;

private:
  //! The map that is searched, and with what.
  struct SearchedMap
  {
    statistics::ScanSupport support;
    std::vector<base::EvidenceStream> streams;
    statistics::StabilityOptions options;
  };

  void defineOutputs();
  statistics::StabilityOptions stabilityOptions( base::Run &run, const ScoredAreas &scored,
                                                 const std::vector<base::EvidenceStream> &streams,
                                                 statistics::ScanSupport &support ) const;
  SearchedMap searchedMap( base::Run &run, const ScoredAreas &scored ) const;
  std::vector<Neighbourhood> givenNeighbourhoods( base::Run &run, const ScoredAreas &scored,
                                                  const base::Source &outlines ) const;
  std::vector<Neighbourhood> foundNeighbourhoods( base::Run &run, const ScoredAreas &scored, const SearchedMap &map,
                                                  const statistics::FamilyChoice &choice ) const;
  MapReading mapReading( base::Run &run, const base::Source *recipe ) const;
  statistics::StabilityRun shiftedRun( base::Run &run, const ScoredAreas &scored, const SearchedMap &map,
                                       const std::vector<Neighbourhood> &neighbourhoods, const ShiftedMap &shifted,
                                       const statistics::Progress &progress ) const;
  void addShiftedRuns( base::Run &run, const ScoredAreas &scored, const SearchedMap &map,
                       const std::vector<Neighbourhood> &neighbourhoods,
                       std::vector<statistics::StabilityRun> &runs ) const;

  void writeNeighbourhoods( base::Run &run, const ScoredAreas &scored, const std::vector<Neighbourhood> &neighbourhoods,
                            const std::vector<statistics::StabilityRun> &runs );
  void writeCells( base::Run &run, const ScoredAreas &scored, const std::vector<Neighbourhood> &neighbourhoods,
                   const std::vector<statistics::StabilityRun> &runs );
  void writeTable( base::Run &run, const std::vector<Neighbourhood> &neighbourhoods,
                   const std::vector<statistics::StabilityRun> &runs );
  void tell( base::Run &run, const std::vector<Neighbourhood> &neighbourhoods,
             const std::vector<statistics::StabilityRun> &runs ) const;

  std::vector<base::Source> mShifted;
};

} // namespace communitysafety::priorityneighbourhoods
