// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/indexplan.h"
#include "statistics/bordergraph.h"
#include "statistics/indicatorscale.h"
#include "statistics/scanstream.h"

#include <QString>

#include <vector>

namespace communitysafety::base
{

class Run;
class YearlyCounts;

//! One source of evidence with its numbers, one per area.
struct EvidenceStream
{
  QString label;
  statistics::StreamModel model = statistics::StreamModel::poisson;
  std::vector<double> observed;
  std::vector<double> expected;
  double weight = 1;
  double dispersion = 1;

  statistics::ScanStream view() const;
};

std::vector<statistics::ScanStream> viewsOf( const std::vector<EvidenceStream> &streams );

//! What a count is held against: the null, in one plain sentence each.
enum class Baseline
{
  denominators,   //!< everyone at risk is as likely as anyone else
  otherIncidents, //!< every place has the city's mix of incidents; the others averaged with the neighbours
  earlierYears    //!< every place has the share of the city's incidents that it had in earlier years
};

//! The indicators of an index, in the order of the areas of the map.
struct StreamSource
{
  const IndexPlan &plan;
  const std::vector<statistics::ScoreIndicator> &indicators;
  //! Of each area; counts without a denominator are expected in proportion to it.
  const std::vector<double> &squareMetres;
  //! φ by indicator.
  const std::vector<double> &overdispersion;
  //! Needed for Baseline::earlierYears.
  const YearlyCounts *years = nullptr;
};

/**
 * One stream for each indicator: counts of which more is worse as they are; everything else, rates, scores and what is
 * better when higher, as a deviation from its mean with the sign by which above means worse.
 *
 * The weights are the effective ones of the index, scaled so that their mean is 1. Baselines are not allowed to fall
 * below a twentieth of their mean: incidents happen where nobody lives. Indicators of no or too few events, or without
 * data, are left out; that and the floor are said in the log.
 * Throws QgsProcessingException when no indicator is left, or earlier years are asked for and not there.
 */
std::vector<EvidenceStream> streamsOfIndicators( Run &run, const StreamSource &source, Baseline baseline,
                                                 const statistics::BorderGraph &graph );

//! As streamsOfIndicators(), with the counts of each theme added up to one stream, which has the weight of the theme.
std::vector<EvidenceStream> streamsOfThemes( Run &run, const StreamSource &source, Baseline baseline,
                                             const statistics::BorderGraph &graph );

/**
 * One stream of deviations of a \a score from \a centre. \a lower and \a upper: the ends of nine in ten draws, from
 * which the noise of each area comes; empty: all areas have the noise that half of the deviations show.
 */
EvidenceStream streamOfScore( const std::vector<double> &score, double centre, const std::vector<double> &lower,
                              const std::vector<double> &upper, const statistics::BorderGraph &graph );

} // namespace communitysafety::base
