// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>

namespace communitysafety::base
{

//! Letters and digits of \a name alone, small: "Crime.type", "crime_type" and "Crime type" are one name.
QString plainName( const QString &name );

//! What becomes of the type of crime that a file names.
struct PoliceCategory
{
  QString name;            //!< The official name, or what the file says where there is none
  bool isOfficial = false; //!< One of the fourteen categories in use since 2013
};

/**
 * The category \a written in a file, an API answer or an analyst's copy, under its official name: `violent-crime` and
 * `Violence & sexual offences` both become `Violence and sexual offences`.
 */
PoliceCategory policeCategory( const QString &written );

} // namespace communitysafety::base
