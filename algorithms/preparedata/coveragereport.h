// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "preparedata/areacoverage.h"

namespace communitysafety::preparedata
{

//! What the page is about.
struct CoverageToReport
{
  const Coverage &coverage;
  //! None without areas.
  QStringList areaNames;
  statistics::DeliveryRule rule;
  //! As CoverageReading::coarsest.
  double coarsest = 0;
};

//! The page that shows partners their gaps.
base::HtmlReport reportOnCoverage( const CoverageToReport &toReport );

} // namespace communitysafety::preparedata
