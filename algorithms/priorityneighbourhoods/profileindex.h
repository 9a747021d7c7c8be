// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "priorityneighbourhoods/profilelayers.h"

#include <QStringList>

namespace communitysafety::priorityneighbourhoods
{

//! The page that leads to all others, with a map of the city. \a files: of each neighbourhood, beside this page.
base::HtmlReport indexOfSheets( const ProfileFindings &findings, const QStringList &files );

/**
 * A file for each neighbourhood, in their order: its id in lower case with what is no letter or digit replaced, as in
 * `n01.html`; made different where two would be the same, or one that of the index.
 */
QStringList sheetFiles( const ProfiledPlaces &places );

//! The name of the page that leads to all others.
inline constexpr const char *indexFile = "index.html";

} // namespace communitysafety::priorityneighbourhoods
