// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "provider.h"

#include "assessandreport/buildassessmentproject.h"
#include "assessandreport/compareassessments.h"
#include "base/resources.h"
#include "compositeindex/auditindicators.h"
#include "compositeindex/buildindicators.h"
#include "compositeindex/calculaterates.h"
#include "compositeindex/comparescores.h"
#include "compositeindex/scorecompositeindex.h"
#include "compositeindex/scorevictimoffenderlocation.h"
#include "compositeindex/testindexsensitivity.h"
#include "deprivation/interpolatetoareas.h"
#include "deprivation/joincensus.h"
#include "deprivation/joindeprivation.h"
#include "deprivation/overlaydeprivation.h"
#include "hotspots/comparehotspots.h"
#include "hotspots/detecthotspots.h"
#include "hotspots/estimatedensity.h"
#include "hotspots/scanclusters.h"
#include "preparedata/checkdatacoverage.h"
#include "preparedata/combineincidents.h"
#include "preparedata/convertboundaries.h"
#include "preparedata/createanalysisgrid.h"
#include "preparedata/importpolicedata.h"
#include "preparedata/prepareincidents.h"
#include "priorityneighbourhoods/assessstability.h"
#include "priorityneighbourhoods/delineatepriorityneighbourhoods.h"
#include "priorityneighbourhoods/profileneighbourhoods.h"
#include "priorityneighbourhoods/trackgap.h"
#include "sharesafely/checkrelease.h"
#include "sharesafely/maskpoints.h"
#include "sharesafely/suppresssmallnumbers.h"
#include "shippedmodel.h"

#include <qgsapplication.h>
#include <qgsprocessingregistry.h>

#include <QDir>
#include <QIcon>

namespace communitysafety
{

QString Provider::longName() const { return tr( "Community Safety %1" ).arg( base::softwareVersion() ); }

QString Provider::versionInfo() const { return base::softwareVersion(); }

QIcon Provider::icon() const { return QIcon( svgIconPath() ); }

QString Provider::svgIconPath() const { return base::packageFile( QStringLiteral( "icons/communitysafety.svg" ) ); }

void Provider::loadAlgorithms()
{
  addAlgorithm( new preparedata::CheckDataCoverage );
  addAlgorithm( new preparedata::CombineIncidents );
  addAlgorithm( new preparedata::ConvertBoundaries );
  addAlgorithm( new preparedata::CreateAnalysisGrid );
  addAlgorithm( new compositeindex::ScoreCompositeIndex );
  addAlgorithm( new compositeindex::BuildIndicators );
  addAlgorithm( new compositeindex::AuditIndicators );
  addAlgorithm( new compositeindex::CalculateRates );
  addAlgorithm( new compositeindex::CompareScores );
  addAlgorithm( new compositeindex::ScoreVictimOffenderLocation );
  addAlgorithm( new compositeindex::TestIndexSensitivity );
  addAlgorithm( new hotspots::CompareHotSpots );
  addAlgorithm( new hotspots::DetectHotSpots );
  addAlgorithm( new hotspots::EstimateDensity );
  addAlgorithm( new hotspots::ScanClusters );
  addAlgorithm( new preparedata::ImportPoliceData );
  addAlgorithm( new preparedata::PrepareIncidents );
  addAlgorithm( new assessandreport::BuildAssessmentProject );
  addAlgorithm( new assessandreport::CompareAssessments );
  addAlgorithm( new priorityneighbourhoods::AssessStability );
  addAlgorithm( new priorityneighbourhoods::DelineatePriorityNeighbourhoods );
  addAlgorithm( new priorityneighbourhoods::ProfileNeighbourhoods );
  addAlgorithm( new priorityneighbourhoods::TrackGap );
  addAlgorithm( new deprivation::InterpolateToAreas );
  addAlgorithm( new deprivation::JoinCensus );
  addAlgorithm( new deprivation::JoinDeprivation );
  addAlgorithm( new deprivation::OverlayDeprivation );
  addAlgorithm( new sharesafely::CheckRelease );
  addAlgorithm( new sharesafely::MaskPoints );
  addAlgorithm( new sharesafely::SuppressSmallNumbers );
  if ( QgsApplication::processingRegistry()->providerById( id() ) == this )
    addModels();
}

void Provider::addModels()
{
  const QDir folder( base::packageFile( QStringLiteral( "models" ) ) );
  for ( const QFileInfo &file : folder.entryInfoList( { QStringLiteral( "*.model3" ) }, QDir::Files, QDir::Name ) )
  {
    if ( std::unique_ptr<ShippedModel> model = ShippedModel::fromFile( file.absoluteFilePath() ) )
      addAlgorithm( model.release() );
  }
}

} // namespace communitysafety
