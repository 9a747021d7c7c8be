// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>

#include <memory>
#include <vector>

class QgsVectorLayer;

namespace communitysafety::base
{
class Run;
class UnfinishedGeoPackage;
} // namespace communitysafety::base

namespace communitysafety::sharesafely
{

/**
 * The clean copies of a release: each layer in a GeoPackage of its own, with its rows, its style, title, licences and
 * attribution, and the keyword `audience = public`; nothing of the runs, authors and paths behind it. All are written
 * beside their places first, so that a run that fails leaves an earlier release as it is.
 */
class ReleasedCopies
{
public:
  //! \param checked the sentence on how the layers were checked
  ReleasedCopies( base::Run &run, const QString &folder, const QString &checked );
  ~ReleasedCopies();

  /**
   * Writes \a layer as \a table. REQUIRES: called in the main thread. Throws QgsProcessingException when it cannot be
   * written; Cancelled.
   */
  void add( QgsVectorLayer &layer, const QString &table );

  //! Throws QgsProcessingException when an earlier file cannot be replaced.
  void putInPlace();

  //! The file of a \a table, never outside the folder.
  static QString fileName( const QString &table );

private:
  void writeRows( QgsVectorLayer &layer, const QString &table, const base::UnfinishedGeoPackage &file );

  base::Run &mRun;
  QString mFolder;
  QString mChecked;
  std::vector<std::unique_ptr<base::UnfinishedGeoPackage>> mFiles;
};

} // namespace communitysafety::sharesafely
