// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "priorityneighbourhoods/profilelayers.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::priorityneighbourhoods
{

/**
 * What the cells are shaded by in maps: their index, or where they have none their incidents per ground against the
 * mean of the city, 100 = city; sensitive indicators play no part in that.
 */
std::vector<double> shadesOfCells( const ProfilePlan &plan, const ProfiledCells &cells );

//! A neighbourhood on the cells.
QString mapOfPlace( const ProfileFindings &findings, std::size_t place );

//! All neighbourhoods on the city, each leading to its page in \a files.
QString mapOfCity( const ProfileFindings &findings, const QStringList &files );

} // namespace communitysafety::priorityneighbourhoods
