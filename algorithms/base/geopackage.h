// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QSet>
#include <QString>

class QgsVectorLayer;

namespace communitysafety::base
{

class Run;

/**
 * A GeoPackage that is written table by table. An existing file is replaced. Unless keep() is reached, the file is
 * removed again: a part of an assessment must not pass for the whole.
 */
class NewGeoPackage
{
public:
  explicit NewGeoPackage( const QString &path );
  ~NewGeoPackage();
  NewGeoPackage( const NewGeoPackage & ) = delete;
  NewGeoPackage &operator=( const NewGeoPackage & ) = delete;

  //! Copies all features of \a layer into \a table. Throws QgsProcessingException, or statistics::Cancelled.
  void add( const QgsVectorLayer &layer, const QString &table, Run &run );

  /**
   * Completes the file: appends the run records of the GeoPackages from which layers came, and that of \a run.
   * What cannot be recorded is a warning.
   */
  void keep( Run &run );

private:
  QString mPath;
  QStringList mTables;
  //! GeoPackages from which layers came, each once, in order of appearance.
  QStringList mOrigins;
  bool mKept = false;
};

} // namespace communitysafety::base
