// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>
#include <QStringList>

namespace communitysafety::base
{

/**
 * The name of \a valid that \a wanted was most likely meant to be; empty where none is close.
 *
 * Close means at most max(2, a third of the wanted length) insertions, deletions, replacements and swaps of
 * neighbouring letters, whatever the case, and at least one letter kept. Of equally close names the first is taken.
 *
 * Source: the optimal string alignment distance, after Damerau 1964, A technique for computer detection and correction
 * of spelling errors, doi:10.1145/363958.363994.
 */
QString nearestName( const QString &wanted, const QStringList &valid );

/**
 * The end of an error sentence about the wrong name \a wanted: " Did you mean ‘x’?", or where nothing is close
 * " Valid names: a, b, c." with at most twelve of them. Empty where there are no valid names.
 */
QString didYouMean( const QString &wanted, const QStringList &valid );

} // namespace communitysafety::base
