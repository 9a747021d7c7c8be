// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>
#include <QStringList>

namespace communitysafety::base
{

//! "N03, N07, N12, …": the first ten of \a names, for a sentence.
QString nameList( const QStringList &names );

} // namespace communitysafety::base
