// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/policelayout.h"

#include <QString>

#include <vector>

/**
 * Where the files of police.uk lie: `2024-01/2024-01-avon-and-somerset-street.csv`, and beside it `-outcomes.csv` and
 * `-stop-and-search.csv`, one file for each month and force, in a folder or still inside the zip in which they were
 * downloaded.
 */
namespace communitysafety::base
{

//! One file that was found; nothing of it has been read.
struct PoliceFile
{
  static constexpr int unknownMonth = -1;

  QString path;             //!< As GDAL opens it: a packed file is read in place
  QString name;             //!< Without directories
  QString place;            //!< Below the folder or zip that was given; tells two files of one name apart
  QString key;              //!< The name in small letters and without .csv or .csv.gz
  int month = unknownMonth; //!< See monthNumber()
  QString force;            //!< As the name has it, "avon-and-somerset"; empty where the name does not follow the rule
  bool isCopy = false;      //!< An earlier file has the same key: the same month and force a second time
};

/**
 * All files below \a folder of the wanted \a kind: those whose names end in `-street`, `-outcomes` or
 * `-stop-and-search` and then `.csv` or `.csv.gz`, whatever their capitals, and whose headings are of this kind; where
 * the headings do not tell the name does. Sorted by month, then name, then place. Of files with one name, the first by
 * place is the one that is not a copy. Throws QgsProcessingException when there is no such folder or no such file in
 * it.
 */
std::vector<PoliceFile> policeFilesInFolder( const QString &folder, PoliceKind kind = PoliceKind::street );

/**
 * The one file \a file if it is a .csv or .csv.gz, under whatever name; all files of the wanted \a kind in it if it is
 * a .zip. Throws QgsProcessingException when it is missing, no readable table or zip, or a zip without such files.
 */
std::vector<PoliceFile> policeFilesInFile( const QString &file, PoliceKind kind = PoliceKind::street );

} // namespace communitysafety::base
