// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "priorityneighbourhoods/neighbourhood.h"

#include <QStringList>
#include <QVector>

namespace communitysafety::priorityneighbourhoods
{

//! A row of an output: its cells, and its outline where it has one.
struct LayerRow
{
  QVector<QVariant> cells;
  QgsGeometry outline;
};

//! What neighbourhoods have besides what all have.
struct NeighbourhoodColumns
{
  //! They were found or tested by evidence: every one has a proof.
  bool proof = false;
  //! Lines were given that outlines follow: every one knows what became of its own.
  bool snap = false;
};

//! The layers of neighbourhoods: names of their fields, and rows in the same order.
QStringList neighbourhoodFields( const NeighbourhoodColumns &columns );
std::vector<LayerRow> neighbourhoodRows( const std::vector<Neighbourhood> &neighbourhoods,
                                         const NeighbourhoodColumns &columns );

//! Core, likely and fringe of each resampled neighbourhood, as far as it has them.
QStringList zoneFields();
std::vector<LayerRow> zoneRows( const ScoredAreas &scored, const std::vector<Neighbourhood> &neighbourhoods );

//! The cells of each neighbourhood. \a smoothed: the score by which they were selected; empty when they are proven.
QStringList memberFields( bool isProven );
std::vector<LayerRow> memberRows( const ScoredAreas &scored, const std::vector<double> &smoothed,
                                  const std::vector<Neighbourhood> &neighbourhoods );

} // namespace communitysafety::priorityneighbourhoods
