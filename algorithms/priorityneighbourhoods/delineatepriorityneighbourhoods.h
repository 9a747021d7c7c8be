// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "priorityneighbourhoods/evidenceparameters.h"
#include "priorityneighbourhoods/neighbourhoodlayers.h"
#include "priorityneighbourhoods/snapping.h"
#include "priorityneighbourhoods/thresholdmethod.h"

namespace communitysafety::priorityneighbourhoods
{

//! Draws priority neighbourhoods where the evidence is, whatever administrative borders lie between.
class DelineatePriorityNeighbourhoods : public EvidenceParameters
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
  //! In the order of the parameter.
  enum class Method
  {
    threshold,
    evidence,
    candidates
  };

  void defineMethod();
  void defineContext();
  void defineSnapping();
  void defineDetails();
  void defineOutputs();

  Method method( const base::Run &run ) const;
  ThresholdNeighbourhoods byThreshold( base::Run &run, const ScoredAreas &scored ) const;
  std::vector<Neighbourhood> byEvidence( base::Run &run, const ScoredAreas &scored ) const;
  std::vector<Neighbourhood> byCandidates( base::Run &run, const ScoredAreas &scored ) const;

  void handOnIds( base::Run &run, const base::Areas &areas, std::vector<Neighbourhood> &neighbourhoods ) const;
  void giveNames( base::Run &run, const base::Areas &areas, std::vector<Neighbourhood> &neighbourhoods ) const;
  void noteTouchedAreas( base::Run &run, const base::Areas &areas, std::vector<Neighbourhood> &neighbourhoods ) const;
  void writeLayers( base::Run &run, const ScoredAreas &scored, const ThresholdNeighbourhoods &found );
  void write( base::Run &run, const char *parameter, const QStringList &fields, const QString &style,
              const QgsCoordinateReferenceSystem &crs, const std::vector<LayerRow> &rows );
  void setNumbers( base::Run &run, const ScoredAreas &scored, const std::vector<Neighbourhood> &neighbourhoods ) const;
};

} // namespace communitysafety::priorityneighbourhoods
