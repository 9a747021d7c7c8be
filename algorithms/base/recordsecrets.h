// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>

namespace communitysafety::base
{

/**
 * The key in the metadata of a parameter that says what the run record must not tell of it, because the record travels
 * with a layer that is to be published: its value, and the hash of the content of an input, by which guesses of what
 * was hidden could be checked.
 */
inline const QString keptOutOfRecord = QStringLiteral( "communitysafety_kept_out_of_record" );

} // namespace communitysafety::base
