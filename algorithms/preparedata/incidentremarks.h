// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "preparedata/incidentreader.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::preparedata
{

//! A place that holds more records than a place usually does.
struct HeapedPlace
{
  QString name;
  QString coordinates;
  qint64 n = 0;
  double share = 0; //!< Of the incidents, in per cent
};

//! All that is known at the end of a run, for the log and the report.
struct IncidentFindings
{
  const IncidentSettings &settings;
  const IncidentSurvey &survey;
  const IncidentPositions &positions;
  const IncidentDates &dates;
  const IncidentCategories &categories;
  const IncidentTally &tally;
};

//! The ten places with most incidents, each square of ten metres one place, where at least two incidents lie.
std::vector<HeapedPlace> heapedPlaces( const IncidentTally &tally );

//! What the user must not overlook, one sentence each.
QStringList incidentWarnings( const IncidentFindings &findings );

//! What was found and chosen, one sentence each.
QStringList incidentRemarks( const IncidentFindings &findings );

//! How the dates are written and why that is believed; said before the records are read.
void tellDates( base::Run &run, const IncidentSettings &settings, const base::DateEvidence &evidence );

} // namespace communitysafety::preparedata
