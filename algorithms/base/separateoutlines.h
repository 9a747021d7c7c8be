// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/areas.h"
#include "statistics/progress.h"

#include <QString>

namespace communitysafety::base
{

class Run;

/**
 * Whether the \a areas of \a layer lie beside each other. Outlines that overlap by more than a hundredth of the smaller
 * are told, with what is done about the ground they share (\a consequence, a sentence).
 * Throws QgsProcessingException naming both where half of one lies in another, or one is there twice: then the same
 * ground would count for two.
 */
void requireSeparateOutlines( Run &run, const Areas &areas, const QString &layer, const QString &consequence,
                              const statistics::Progress &progress );

/**
 * The strict rule for areas that people are divided among: throws QgsProcessingException naming both where two outlines
 * share more than a fiftieth of the smaller one, and says what that would do (\a consequence, the end of a sentence).
 * Generalised borders overlap by less. Cells of a grid are known by their layout, in linear time.
 */
void requireNoCommonGround( const Areas &areas, const QString &layer, const QString &consequence,
                            const statistics::Progress &progress );

} // namespace communitysafety::base
