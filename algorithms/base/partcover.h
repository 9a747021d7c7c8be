// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/overlaps.h"
#include "statistics/arealweights.h"

#include <QString>

#include <vector>

namespace communitysafety::base
{

class Run;

/**
 * Small areas with figures laid over larger ones: what part of the one lies in the other, and what part of the other
 * has figures. All parts are 0 to 1.
 */

//! The pairs as the shares by which figures are carried over.
std::vector<statistics::Overlap> groundShares( const std::vector<AreaOverlap> &pairs );

//! What part of each of \a sources lies in any target, however many of them overlap there.
std::vector<double> partsInside( const std::vector<statistics::Overlap> &shares, std::size_t sources );

//! The same for outlines; as overlaps() throws.
std::vector<double> partsInside( const std::vector<QgsGeometry> &sources, const std::vector<QgsGeometry> &targets,
                                 const statistics::Progress &progress );

//! The parts of sources as shares of one area, number 0, that is made of all of them.
std::vector<statistics::Overlap> sharesOfWhole( const std::vector<double> &parts );

//! What part of each target the pairs cover. \param squareMetres of the targets
std::vector<double> coveredParts( const std::vector<AreaOverlap> &pairs, const std::vector<double> &squareMetres );

/**
 * Warns of areas that have figures for less than 99 % of their ground. \returns how many
 * \param data, areas the names of the layers, for the sentence \param names of the areas
 */
int warnAboutPartCover( Run &run, const QString &data, const QString &areas, const std::vector<QString> &names,
                        const std::vector<double> &covered );

} // namespace communitysafety::base
