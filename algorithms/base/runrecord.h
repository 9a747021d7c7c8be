// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <qgslayermetadata.h>

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QVariantMap>

class QgsProcessingAlgorithm;

namespace communitysafety::base
{

/**
 * What another analyst needs to repeat a run: algorithm, version, parameters, inputs with their counts and a hash of
 * their content, time and seed. Holds file names, never directories: paths can name people.
 */
class RunRecord
{
public:
  void begin( const QgsProcessingAlgorithm &algorithm, const QVariantMap &parameters );

  //! \param contentHash hexadecimal SHA-256 over the values that were read, in the order of reading
  void addInput( const QString &parameter, const QString &name, qint64 features, const QString &contentHash );

  //! A sentence on how the run went, for instance how many records were rejected and why.
  void addRemark( const QString &remark );

  //! The record as the layer's own metadata. Every output starts as `audience = internal`.
  QgsLayerMetadata layerMetadata( const QString &title ) const;

  /**
   * Appends the record to the table `run_log` of the GeoPackage \a path, which is created when absent.
   * \returns an empty text, or what went wrong.
   */
  QString appendToGeoPackage( const QString &path, const QString &tables ) const;

  //! The whole record: algorithm, version, qgis, time, parameters, inputs, remarks.
  QJsonObject toJson() const;

private:
  QString mAlgorithm;
  QDateTime mStarted;
  QJsonObject mParameters;
  QJsonArray mInputs;
  QStringList mRemarks;
};

/**
 * Copies the rows of the `run_log` in GeoPackage \a from to that of \a to; a file without one has nothing to copy.
 * \returns an empty text, or what went wrong.
 */
QString copyRunLog( const QString &from, const QString &to );

//! \a source without its directories: `/home/ann/city.gpkg|layername=wards` becomes `city.gpkg|layername=wards`.
QString withoutDirectories( const QString &source );

} // namespace communitysafety::base
