// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>

namespace communitysafety::base
{

/**
 * \a value as a reader meets it in a report: thousands grouped, \a decimals after the point, a real minus sign; a dash
 * when it is missing.
 */
QString numberText( double value, int decimals = 0 );

//! As numberText(), for a number of things.
QString countText( qint64 n );

//! As numberText(), with a plus before what is above zero: for changes.
QString changeText( double value, int decimals = 0 );

} // namespace communitysafety::base
