// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <qgsvectorlayer.h>

#include <QStringList>

namespace communitysafety::test
{

/**
 * Of each feature, in the order of the layer, the label of the rule of the style that draws it; of several rules
 * "one|other". Empty when the style is not one of rules.
 */
QStringList drawnLabels( const QgsVectorLayer &layer );

//! The labels of the features that no rule draws, or several do: none when the legend is complete.
QStringList notDrawnOnce( const QgsVectorLayer &layer );

} // namespace communitysafety::test
