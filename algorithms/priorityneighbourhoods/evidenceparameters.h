// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/evidencestreams.h"
#include "priorityneighbourhoods/neighbourhood.h"
#include "statistics/evidencescan.h"
#include "statistics/regions.h"

#include <vector>

namespace communitysafety::priorityneighbourhoods
{

/**
 * What every algorithm has that looks for neighbourhoods in evidence: the parameters, in parts which it puts in the
 * order of its own dialog, and what their values say.
 */
class EvidenceParameters : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( EvidenceParameters )

protected:
  //! INPUT, FIELD.
  void defineScores();
  //! SCAN_ON, INDICATORS, RECIPE, LONG, BASELINE.
  void defineEvidence();
  //! SIGNIFICANCE, MIN_RELATIVE_RISK, BARRIERS.
  void defineSearch();
  //! MIN_AREA, MAX_AREA, MIN_POPULATION, MAX_POPULATION, TARGET_COUNT, POPULATION.
  void defineSizes();
  //! BARRIER_COST, NULL_MAPS; advanced.
  void defineRandomMaps();
  //! RESAMPLES; advanced.
  void defineResamples();
  //! SEED; advanced.
  void defineSeed();
  //! AREA_ID; advanced.
  void defineCellId();

  //! Throws QgsProcessingException when the number of neighbourhoods wanted is negative.
  void requireTargetCount( const base::Run &run ) const;

  //! FIELD, `idx` when it is empty.
  QString scoreField( const base::Run &run ) const;
  //! Whether the score is an index on the scale 100 = city.
  bool hasIndex( const base::Run &run ) const;
  //! The score at which an area stands out neither way.
  double centre( const base::Run &run, const ScoredAreas &scored ) const;

  //! POPULATION; when it is empty `pop`, if the layer has it.
  QString populationField( const base::Run &run, const base::Source &input ) const;

  //! The areas of INPUT.
  ScoredAreas readScores( base::Run &run ) const;
  //! The map to be searched, with its barriers.
  statistics::ScanSupport support( base::Run &run, const ScoredAreas &scored ) const;
  std::vector<base::EvidenceStream> evidence( base::Run &run, const ScoredAreas &scored,
                                              const statistics::BorderGraph &graph ) const;
  //! The limits of size and number, without a threshold. Throws QgsProcessingException when they contradict each other.
  statistics::RegionOptions sizeLimits( base::Run &run, const ScoredAreas &scored ) const;
  //! Without resamples. \param support gets the sizes that the limits are about
  statistics::EvidenceScanOptions scanOptions( base::Run &run, const ScoredAreas &scored,
                                               statistics::ScanSupport &support ) const;
};

} // namespace communitysafety::priorityneighbourhoods
