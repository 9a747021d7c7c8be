// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>

#include <vector>

/**
 * Where the street-level files of police.uk lie: `2024-01/2024-01-avon-and-somerset-street.csv`, one file for each
 * month and force, in a folder or still inside the zip in which they were downloaded.
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
 * All files below \a folder whose names end in `-street.csv` or `-street.csv.gz`, whatever their capitals, sorted by
 * month, then name, then place. Of files with one name, the first by place is the one that is not a copy.
 * Throws QgsProcessingException when there is no such folder or no such file in it.
 */
std::vector<PoliceFile> policeFilesInFolder( const QString &folder );

/**
 * The one file \a file if it is a .csv or .csv.gz, under whatever name; all street files in it if it is a .zip.
 * Throws QgsProcessingException when it is missing, of another kind, no readable zip, or a zip without street files.
 */
std::vector<PoliceFile> policeFilesInFile( const QString &file );

} // namespace communitysafety::base
