// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/evidencestreams.h"
#include "priorityneighbourhoods/neighbourhoodlayers.h"
#include "statistics/evidencescan.h"
#include "statistics/regions.h"

namespace communitysafety::priorityneighbourhoods
{

//! Draws priority neighbourhoods where the evidence is, whatever administrative borders lie between.
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
  //! In the order of the parameter.
  enum class Method
  {
    threshold,
    evidence,
    candidates
  };

  void defineSelection();
  void defineEvidence();
  void defineLimits();
  void defineContext();
  void defineOutputs();

  QString scoreField( const base::Run &run ) const;
  double centre( base::Run &run, const ScoredAreas &scored ) const;
  ScoredAreas readScoredAreas( base::Run &run ) const;
  statistics::RegionOptions regionOptions( base::Run &run, const ScoredAreas &scored ) const;

  //! \param smoothed set to the smoothed score
  std::vector<Neighbourhood> byThreshold( base::Run &run, const ScoredAreas &scored,
                                          std::vector<double> &smoothed ) const;
  void explain( base::Run &run, const statistics::Regions &regions, const std::vector<double> &smoothed ) const;

  statistics::ScanSupport support( base::Run &run, const ScoredAreas &scored ) const;
  std::vector<base::EvidenceStream> evidence( base::Run &run, const ScoredAreas &scored,
                                              const statistics::BorderGraph &graph ) const;
  //! \param support gets the sizes that the limits are about
  statistics::EvidenceScanOptions scanOptions( base::Run &run, const ScoredAreas &scored,
                                               statistics::ScanSupport &support ) const;
  std::vector<Neighbourhood> byEvidence( base::Run &run, const ScoredAreas &scored ) const;
  void dropFaint( base::Run &run, const ScoredAreas &scored, const std::vector<base::EvidenceStream> &streams,
                  std::vector<Neighbourhood> &neighbourhoods ) const;
  void explainScan( base::Run &run, const statistics::EvidenceScan &scan, std::size_t specks,
                    std::size_t neighbourhoods ) const;
  std::vector<Neighbourhood> byCandidates( base::Run &run, const ScoredAreas &scored ) const;
  std::vector<std::vector<std::size_t>> membersOf( base::Run &run, const ScoredAreas &scored,
                                                   const base::Areas &outlines ) const;

  void handOnIds( base::Run &run, const base::Areas &areas, std::vector<Neighbourhood> &neighbourhoods ) const;
  void giveNames( base::Run &run, const base::Areas &areas, std::vector<Neighbourhood> &neighbourhoods ) const;
  void noteTouchedAreas( base::Run &run, const base::Areas &areas, std::vector<Neighbourhood> &neighbourhoods ) const;
  void write( base::Run &run, const char *parameter, const QStringList &fields, const QString &style,
              const QgsCoordinateReferenceSystem &crs, const std::vector<LayerRow> &rows );
  void setNumbers( base::Run &run, const ScoredAreas &scored, const std::vector<Neighbourhood> &neighbourhoods ) const;
};

} // namespace communitysafety::priorityneighbourhoods
