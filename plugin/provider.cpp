// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "provider.h"

#include "base/resources.h"
#include "preparedata/createanalysisgrid.h"

#include <qgsapplication.h>
#include <qgsprocessingregistry.h>

#include <QIcon>

namespace communitysafety
{

QString Provider::longName() const { return tr( "Community Safety %1" ).arg( base::softwareVersion() ); }

QString Provider::versionInfo() const { return base::softwareVersion(); }

QIcon Provider::icon() const { return QIcon( svgIconPath() ); }

QString Provider::svgIconPath() const { return base::packageFile( QStringLiteral( "icons/communitysafety.svg" ) ); }

void Provider::loadAlgorithms()
{
  addAlgorithm( new preparedata::CreateAnalysisGrid );
  if ( QgsApplication::processingRegistry()->providerById( id() ) == this )
    addModels();
}

void Provider::addModels() {}

} // namespace communitysafety
