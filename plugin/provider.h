// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <qgsprocessingprovider.h>

#include <QCoreApplication>

namespace communitysafety
{

//! The entry "Community Safety" of the Processing toolbox.
class Provider : public QgsProcessingProvider
{
  Q_DECLARE_TR_FUNCTIONS( Provider )

public:
  static QString providerId() { return QStringLiteral( "communitysafety" ); }

  QString id() const override { return providerId(); }
  QString name() const override { return tr( "Community Safety" ); }
  QString longName() const override;
  QString versionInfo() const override;
  QIcon icon() const override;
  QString svgIconPath() const override;
  bool supportsNonFileBasedOutput() const override { return true; }
  void loadAlgorithms() override;

  /**
   * Adds the models that come with the plugin. Their steps are found through the registry, so this works only once the
   * provider is registered; loadAlgorithms() repeats it when QGIS refreshes a registered provider.
   */
  void addModels();
};

} // namespace communitysafety
