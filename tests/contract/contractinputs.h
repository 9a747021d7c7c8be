// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "qgistest.h"

#include <QMap>
#include <QTemporaryDir>

#include <map>

class QgsProcessingAlgorithm;

namespace communitysafety::test
{

//! All algorithms of the provider, models included, by id.
std::map<QString, const QgsProcessingAlgorithm *> allAlgorithms();

//! True for a model, whose run QGIS itself controls.
bool isModel( const QString &id );

//! The id of an output as part of a file name: `index:OUTPUT` becomes `index_output`.
QString fileNameOf( const QString &output );

//! What is done to one input before the run.
enum class Variation
{
  asIs,
  withoutCrs,
  empty,
  degrees,
  reversed
};

//! Where all outputs go.
enum class Destination
{
  memory,
  geoPackages,
  shapefiles,
  oneGeoPackage
};

/**
 * A small valid input for every algorithm: a town of 36 cells of 200 m, 200 calls with the usual dirt, a recipe of
 * three indicators, four deprivation areas, and folders with police files and shop thefts. A new algorithm needs one
 * row in the table of contractinputs.cpp; the tests then cover it.
 */
class ContractInputs
{
public:
  ContractInputs();
  ~ContractInputs();

  //! Empty for an algorithm that the table lacks.
  QVariantMap parameters( const QString &id );

  //! As parameters(), with one layer changed, or with all when \a parameter is empty.
  QVariantMap varied( const QString &id, const QString &parameter, Variation variation );

  //! The parameters of \a id that take layers with geometry.
  static QStringList spatialParameters( const QString &id );

  //! The name of the layer that stands in \a parameter.
  static QString layerName( const QString &id, const QString &parameter );

  //! Part of the path of every file that the parameters name.
  QString folder() const { return mFolder.path(); }

  //! The value of every output parameter of \a id.
  static QVariantMap outputs( const QString &id, Destination destination, const QString &folder );

  //! The names of the outputs that are layers.
  static QStringList layerOutputs( const QString &id );

private:
  QgsVectorLayer *layer( const QString &name, Variation variation );

  QTemporaryDir mFolder;
  std::map<std::pair<QString, Variation>, std::unique_ptr<QgsVectorLayer>> mLayers;
};

//! The folder of the style files in the sources.
QString stylesFolder();

//! The style files of one output: `<id>_<output>.qml` or `<id>_<output>_<scale>.qml`.
QStringList styleFilesOf( const QString &id, const QString &output );

//! \a first with the entries of \a second added.
QVariantMap joined( QVariantMap first, const QVariantMap &second );

//! One row per algorithm of the provider; the only column is the id.
void addAlgorithmRows();

} // namespace communitysafety::test
