// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "priorityneighbourhoods/scoredareas.h"
#include "statistics/clustermembership.h"
#include "statistics/progress.h"
#include "statistics/regionfigures.h"

#include <optional>
#include <vector>

namespace communitysafety::priorityneighbourhoods
{

//! Why a neighbourhood is one, where it was found or tested by evidence.
struct Proof
{
  double p = statistics::missing;
  double q = statistics::missing;
  double relativeRisk = statistics::missing;
  double excess = statistics::missing;
  //! "Violence 41 %, ambulance 22 %".
  QString drivers;
  //! "circle", "ellipse", "cut 0.75"; empty for a candidate.
  QString shape;
  //! Empty where the map was not resampled.
  statistics::ClusterMembership membership;
};

//! What became of an outline that was to follow lines.
struct Snap
{
  //! Of the outline along the lines with that of the cells.
  double jaccard = 1;
  //! False: it would have lost too much, and is that of the cells.
  bool isDone = true;
};

//! One neighbourhood; their order is that of the ranks.
struct Neighbourhood
{
  //! Rows of ScoredAreas, ascending.
  std::vector<std::size_t> members;
  //! Those members that bridge a gap or fill a hole.
  std::vector<std::size_t> bridges;
  statistics::Region figures;
  std::optional<Proof> proof;
  //! Empty where no lines were given.
  std::optional<Snap> snap;
  QgsGeometry outline;
  QString id;
  QString name;
  QString localName;
  QString note;
  QString touches;
  QString previousId;
  double previousJaccard = statistics::missing;
};

//! The figures of each set of \a members, rows of \a scored in ascending order.
std::vector<statistics::Region> figuresOf( const ScoredAreas &scored,
                                           const std::vector<std::vector<std::size_t>> &members );

//! \a outline, many-part, without corners on a straight side, which are none: the same ground to a millimetre.
QgsGeometry withoutStraightCorners( const QgsGeometry &outline );

/**
 * One neighbourhood for each set of \a members, rows of \a scored in ascending order, with figures and outline. The
 * outline is the border of the cells; their corners on a straight side are left out.
 * \param progress throws statistics::Cancelled
 */
std::vector<Neighbourhood> neighbourhoodsOf( const ScoredAreas &scored,
                                             const std::vector<std::vector<std::size_t>> &members,
                                             const statistics::Progress &progress );

std::vector<QgsGeometry> outlinesOf( const std::vector<Neighbourhood> &neighbourhoods );

} // namespace communitysafety::priorityneighbourhoods
