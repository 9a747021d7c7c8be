// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <qgsprocessingmodelalgorithm.h>

namespace communitysafety
{

/**
 * A model that comes with the plugin and stands in its group of the toolbox as any algorithm does. Its id is the base
 * name of its file, so that the words it is shown with may be translated.
 */
class ShippedModel : public QgsProcessingModelAlgorithm
{
public:
  //! \returns null when \a file is not a model. REQUIRES: the provider of its steps is registered.
  static std::unique_ptr<ShippedModel> fromFile( const QString &file );

  QString name() const override { return mId; }
  //! A model of its own account takes the words of its group for the id, and the toolbox then shows two such groups.
  QString groupId() const override { return QStringLiteral( "assessandreport" ); }
  QIcon icon() const override;
  QString svgIconPath() const override;
  QStringList tags() const override;
  //! QGIS 3.22 knows no summary of a model; it is kept with the model's help.
  QString shortDescription() const override;
  QgsProcessingAlgorithm *createInstance() const override;

protected:
  //! A cancelled run is no success, whatever its finished steps have written.
  QVariantMap processAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context,
                                QgsProcessingFeedback *feedback ) override;

private:
  //! Gives every parameter the help that the file keeps for it: not every version of QGIS does.
  void explainParameters();

  QString mId;
};

} // namespace communitysafety
