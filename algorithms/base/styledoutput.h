// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/compat.h"

#include <qgscoordinatereferencesystem.h>
#include <qgsfields.h>
#include <qgsgeometry.h>

#include <QMap>
#include <QString>
#include <QStringList>
#include <QVector>

#include <memory>
#include <vector>

class QgsProcessingContext;
class QgsProcessingFeedback;
class QgsRasterLayer;

namespace communitysafety::base
{

class Run;
class RunRecord;

//! A second look at the same layer, kept with it under a name of its own.
struct NamedStyle
{
  //! What the user chooses it by; at most 30 characters are kept in a GeoPackage.
  QString name;
  QString style;
  QMap<QString, QString> styleFields;
};

//! What an output is: where it goes, what it carries and how it looks.
struct OutputSpec
{
  //! Name of the destination parameter, for instance `OUTPUT`.
  QString parameter;
  //! DEFAULT: the words with which the dialog describes the parameter.
  QString title;
  QgsFields fields;
  //! DEFAULT: a table without geometry.
  compat::WkbType geometryType = compat::noGeometry;
  QgsCoordinateReferenceSystem crs;
  //! Base name of the file in `styles/`; empty for a plain table.
  QString style;
  //! Field named in the style file → field of this layer that takes its place.
  QMap<QString, QString> styleFields;
  //! Kept beside the default style: in the layer, and in the file where it is a GeoPackage.
  QVector<NamedStyle> furtherStyles;
};

/**
 * One output layer while it is written. An output that is destroyed before finish() was called (an error, a cancel)
 * removes what it has written: half a layer must never pass for a whole one.
 */
class OutputLayer
{
public:
  OutputLayer( Run &run, OutputSpec spec, std::unique_ptr<QgsFeatureSink> sink, QString destination );
  ~OutputLayer();
  OutputLayer( const OutputLayer & ) = delete;
  OutputLayer &operator=( const OutputLayer & ) = delete;

  /**
   * Writes one row: one value per field, in the order of the fields.
   * Throws QgsProcessingException when the row cannot be written.
   */
  void add( const QVector<QVariant> &values, const QgsGeometry &geometry = QgsGeometry() );

  //! Where the rows go, as QGIS names it.
  const QString &destination() const { return mDestination; }

  //! Closes the layer and hands it to the run's outputs.
  void finish();

private:
  Run &mRun;
  OutputSpec mSpec;
  std::unique_ptr<QgsFeatureSink> mSink;
  QString mDestination;
};

/**
 * The outputs that a run has completed. They are styled and described after the run, in the thread that owns the
 * context, because map layers must not be touched from another one.
 */
class WrittenOutputs
{
public:
  void add( const OutputSpec &spec, const QString &destination );

  //! A raster file, with the base name of its style in `styles/`.
  void addRaster( const QString &title, const QString &style, const QString &path );

  //! A file that is no layer, such as a report: it needs no style, and discard() removes it.
  void addFile( const QString &path ) { mFiles << path; }

  /**
   * Applies the style, the aliases and the record to every output and saves them where the format allows: as default
   * style and metadata inside a GeoPackage, as .qml and .qmd beside other files. What cannot be saved is a warning.
   */
  void styleAndDescribe( const RunRecord &record, QgsProcessingContext &context,
                         QgsProcessingFeedback &feedback ) const;

  //! Removes everything written so far, after a failure or a cancel in a later output.
  void discard( QgsProcessingContext &context );

private:
  struct Written
  {
    OutputSpec spec;
    QString destination;
  };
  struct WrittenRaster
  {
    QString title;
    QString style;
    QString path;
  };
  std::vector<Written> mOutputs;
  std::vector<WrittenRaster> mRasters;
  QStringList mFiles;
};

/**
 * Applies `styles/<style>.qml` to \a layer, with the fields of the style file exchanged as \a styleFields says.
 * Throws QgsProcessingException when the file is missing or refused.
 */
void applyStyle( QgsVectorLayer &layer, const QString &style, const QMap<QString, QString> &styleFields );

//! The same for a raster, whose style names bands instead of fields.
void applyStyle( QgsRasterLayer &layer, const QString &style );

/**
 * Gives \a layer the named styles, to be chosen beside the one that is applied afterwards.
 * \returns one sentence for each that could not be saved. Throws as applyStyle().
 */
QStringList addFurtherStyles( QgsVectorLayer &layer, const QVector<NamedStyle> &styles );

/**
 * Gives \a to the named styles that the GeoPackage of \a from holds beside the default one; to be followed by the
 * default style. \returns one sentence for each that could not be saved.
 */
QStringList copyFurtherStyles( QgsVectorLayer &from, QgsVectorLayer &to );

/**
 * Saves the style and the metadata that \a layer has now where its format allows; see WrittenOutputs.
 * \returns one sentence for each part that could not be saved.
 */
QStringList saveDescription( QgsVectorLayer &layer );

} // namespace communitysafety::base
