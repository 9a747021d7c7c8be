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
  QStringList tags() const override;
  //! QGIS 3.22 knows no summary of a model; it is kept with the model's help.
  QString shortDescription() const override;
  QgsProcessingAlgorithm *createInstance() const override;

private:
  QString mId;
};

} // namespace communitysafety
