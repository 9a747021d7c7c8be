// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"

#include <QString>
#include <QVariant>

#include <vector>

namespace communitysafety::base
{

/**
 * Reads one field of \a areas as numbers, one per area; missing where there is none. Text is parsed strictly. Missing,
 * suppressed and unreadable values are counted and warned about, the first unreadable one with its area.
 *
 * Throws QgsProcessingException when no area has a number: then the field is the wrong one.
 * \param attribute its place among the fields that were asked for in AreasReading::fields
 * \param layer, field their names, for the sentences
 */
std::vector<double> numberColumn( Run &run, const Areas &areas, int attribute, const QString &layer,
                                  const QString &field );

/**
 * Throws QgsProcessingException naming the first area whose number is negative.
 * REQUIRES: \a numbers from numberColumn() of the same areas.
 */
void requireNotNegative( const Areas &areas, const std::vector<double> &numbers, const QString &layer,
                         const QString &field );

//! \a number for a field of an output: null when it is missing.
QVariant orNull( double number );

//! A whole \a number, such as a rank, for a field of an output: null when it is missing.
QVariant wholeOrNull( double number );

//! \a text for a field of an output: null when it is empty.
QVariant orNull( const QString &text );

} // namespace communitysafety::base
