// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>

namespace communitysafety::base
{

//! The folder of the installed plugin, in which styles, models and icons lie. Set once, when the library is loaded.
void setPackageFolder( const QString &folder );

//! The path of \a relative inside the installed plugin.
QString packageFile( const QString &relative );

//! The version of this software, as metadata.txt has it.
QString softwareVersion();

} // namespace communitysafety::base
