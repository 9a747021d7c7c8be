// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "sharesafely/maskedpoints.h"

namespace communitysafety::sharesafely
{

//! The order is that of the METHOD parameter.
enum class MaskMethod
{
  donut,
  grid,
  mapPoint
};

struct MaskingResult
{
  QString layer;
  MaskMethod method = MaskMethod::donut;
  double least = 8;
  statistics::MaskedPoints masked;
  std::vector<double> moved;
  double hotCell = 250;
  double hotShare = 0.05;
  statistics::HotSpotEffect effect;
};

//! How private the points are now, how far they were moved, and what is left of their hot spots. To be kept inside.
base::HtmlReport maskingReport( const MaskingResult &result );

} // namespace communitysafety::sharesafely
