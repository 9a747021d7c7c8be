// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/unfinishedgeopackage.h"

#include <QString>
#include <QStringList>

class QgsVectorLayer;

namespace communitysafety::base
{

class Run;

/**
 * A GeoPackage that is written table by table: into a file of its own beside \a path, which keep() puts in the place of
 * an existing one. Unless that is reached, the new file is removed again and an existing one stays as it is: a part of
 * an assessment must not pass for the whole.
 */
class NewGeoPackage
{
public:
  explicit NewGeoPackage( const QString &path );

  //! The file that holds the tables until keep().
  const QString &writtenPath() const { return mFile.writtenPath(); }

  //! Copies all features of \a layer into \a table. Throws QgsProcessingException, or statistics::Cancelled.
  void add( const QgsVectorLayer &layer, const QString &table, Run &run );

  /**
   * Completes the file: appends the run records of the GeoPackages from which layers came, and that of \a run, and
   * puts it in its place. What cannot be recorded is a warning. Throws QgsProcessingException when an existing file
   * cannot be replaced. REQUIRES: no layer is open in the file.
   */
  void keep( Run &run );

private:
  UnfinishedGeoPackage mFile;
  QStringList mTables;
  //! GeoPackages from which layers came, each once, in order of appearance.
  QStringList mOrigins;
};

} // namespace communitysafety::base
