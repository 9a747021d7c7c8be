// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/monthgaps.h"
#include "base/policefiles.h"

#include <QString>

#include <vector>

namespace communitysafety::base
{
class Run;
}

namespace communitysafety::preparedata
{

//! Where police files are looked for.
struct PolicePlace
{
  QString path;
  bool isFolder = false;

  //! The parameter that names it, for the record.
  QString parameter() const;
};

/**
 * The files of one kind within \a period; those left out, and months that come twice, are told. Every file was opened:
 * wrong headings are refused before anything is read or written.
 * Throws QgsProcessingException as policeFilesInFolder() and PoliceRows, and when no file is left.
 */
std::vector<base::PoliceFile> policeFiles( base::Run &run, const PolicePlace &place, base::PoliceKind kind,
                                           const base::MonthRange &period );

} // namespace communitysafety::preparedata
