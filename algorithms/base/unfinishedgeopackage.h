// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>

namespace communitysafety::base
{

/**
 * A GeoPackage on its way: written beside \a path, so that it can take its place in one step. Unless that is reached
 * the new file is removed again, and an earlier one stays as it is.
 */
class UnfinishedGeoPackage
{
public:
  explicit UnfinishedGeoPackage( const QString &path );
  ~UnfinishedGeoPackage();
  UnfinishedGeoPackage( const UnfinishedGeoPackage & ) = delete;
  UnfinishedGeoPackage &operator=( const UnfinishedGeoPackage & ) = delete;

  //! The place that is meant.
  const QString &path() const { return mPath; }
  //! The file to write into until putInPlace().
  const QString &writtenPath() const { return mWritten; }

  //! Throws QgsProcessingException when an earlier file cannot be replaced. REQUIRES: no layer is open in the file.
  void putInPlace();

  //! The file beside \a path that is written into.
  static QString writtenPath( const QString &path );

private:
  QString mPath;
  QString mWritten;
};

} // namespace communitysafety::base
