// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"

class QgsProject;
class QgsRectangle;
class QgsVectorLayer;

namespace communitysafety::assessandreport
{

//! Collects the layers of an assessment in one GeoPackage, a project and a map that can be handed on together.
class BuildAssessmentProject : public base::Algorithm
{
  Q_DECLARE_TR_FUNCTIONS( BuildAssessmentProject )

public:
  QgsProcessingAlgorithm *createInstance() const override { return new BuildAssessmentProject; }
  //! Layers, projects and layouts belong to the main thread.
  compat::AlgorithmFlags flags() const override { return Algorithm::flags() | compat::noThreading; }
  bool checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context,
                             QString *message ) const override;

protected:
  base::Identity identity() const override;
  void defineParameters() override;
  void process( base::Run &run ) override;

private:
  void writeMap( base::Run &run, QgsProject &project, const QList<QgsVectorLayer *> &visible,
                 const QgsRectangle &extent ) const;
  //! A file that is written in one place and will lie in another.
  struct WrittenFile
  {
    QString now;
    QString later;
  };
  void writeProject( base::Run &run, QgsProject &project, const WrittenFile &geoPackage ) const;
};

} // namespace communitysafety::assessandreport
