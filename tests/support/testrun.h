// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/run.h"
#include "qgistest.h"

#include <qgsapplication.h>
#include <qgsprocessingregistry.h>

namespace communitysafety::test
{

//! A run of its own, for the parts of base that need one, without an algorithm around it.
class TestRun
{
public:
  explicit TestRun( const QVariantMap &parameters = {} )
    : run(
        *QgsApplication::processingRegistry()->algorithmById( QStringLiteral( "communitysafety:createanalysisgrid" ) ),
        parameters )
  {
    run.enter( context, &feedback );
  }

  QgsProcessingContext context;
  RecordingFeedback feedback;
  base::Run run;
};

//! The sentence with which \a step is refused; empty when it is not.
template <typename Step>
QString refusal( Step step )
{
  try
  {
    step();
  }
  catch ( const QgsProcessingException &problem )
  {
    return problem.what();
  }
  return QString();
}

} // namespace communitysafety::test
