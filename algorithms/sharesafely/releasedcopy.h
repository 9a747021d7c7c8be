// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>

class QgsVectorLayer;

namespace communitysafety::base
{
class Run;
}

namespace communitysafety::sharesafely
{

/**
 * Writes \a layer into a new GeoPackage \a path of its own, as \a table: its rows, its style, title, licences and
 * attribution, and the keyword `audience = public`; nothing of the runs, authors and paths behind it.
 * \a checked is the sentence on how it was checked.
 *
 * REQUIRES: called in the main thread. Throws QgsProcessingException when it cannot be written; the file is removed
 * when the run fails later.
 */
void writeReleasedCopy( base::Run &run, QgsVectorLayer &layer, const QString &path, const QString &table,
                        const QString &checked );

} // namespace communitysafety::sharesafely
