// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "priorityneighbourhoods/profilelayers.h"

#include <QString>
#include <QStringList>

namespace communitysafety::priorityneighbourhoods
{

/**
 * A neighbourhood on its cells, which are shaded by their index, or where the cells have none by their incidents
 * against the mean of the cells; sensitive indicators play no part in that.
 */
QString mapOfPlace( const ProfileFindings &findings, std::size_t place );

//! All neighbourhoods on the city, each leading to its page in \a files.
QString mapOfCity( const ProfileFindings &findings, const QStringList &files );

} // namespace communitysafety::priorityneighbourhoods
