// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/compat.h"

#include <qgsfields.h>

/**
 * The dictionary of output fields: every fixed field that any algorithm writes has its name, its type and its full
 * words here and nowhere else. Names have at most ten characters, so that a Shapefile and a GeoPackage carry the same.
 */
namespace communitysafety::base::fields
{

//! Longest field name that survives in every format QGIS writes.
inline constexpr int maximumNameLength = 10;

/**
 * The field \a name of the dictionary, with its words as alias.
 * Throws std::logic_error when the dictionary has no such field: that is a mistake of the caller, not of the user.
 */
QgsField named( const QString &name );

//! The same with other \a words as alias.
QgsField named( const QString &name, const QString &words );

//! The fields \a names of the dictionary, in this order.
QgsFields list( const QStringList &names );

/**
 * The field of one indicator, theme or side: \a code and \a suffix joined by an underscore, with \a label as alias.
 * REQUIRES: a code of at most eight characters (the recipe sees to it) and a suffix of one.
 */
QgsField ofCode( const QString &code, QChar suffix, const QString &label );

//! Whether \a fields have the field \a name, whatever its capitals: databases do not tell them apart.
bool holds( const QgsFields &fields, const QString &name );

//! Throws QgsProcessingException when \a fields are more than a table can hold.
void requireRoom( const QgsFields &fields );

//! All names of the dictionary, for the tests and the documentation.
QStringList names();

} // namespace communitysafety::base::fields
