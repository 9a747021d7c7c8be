// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>
#include <QStringList>

/**
 * Short names for long headings. The whole heading reaches the reader as the alias of the field.
 */
namespace communitysafety::deprivation
{

//! The first letters and digits of \a heading, small, joined by underscores, beginning with a letter.
QString shortName( const QString &heading, int longest );

//! \a name, with a number at its end where it is among \a taken.
QString freeName( const QString &name, const QStringList &taken, int longest );

/**
 * One code of at most eight small letters and digits for each of \a labels, all different and none of \a taken, the
 * same for the same list.
 *
 * Words that all labels share ("household", "measures") and small words say nothing and are left out; of those that
 * remain the first two give four letters each, one alone gives eight.
 */
QStringList labelCodes( const QStringList &labels, const QStringList &taken = {} );

} // namespace communitysafety::deprivation
