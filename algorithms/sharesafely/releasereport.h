// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/htmlreport.h"
#include "sharesafely/releasefinding.h"

#include <QStringList>

#include <vector>

namespace communitysafety::sharesafely
{

//! What the page is about.
struct CheckedRelease
{
  const std::vector<Finding> &findings;
  QStringList layers;
  int nFiles = 0;
  int nCopies = 0;
  double threshold = 5;
  double precision = 100;
};

//! The verdict in one sentence: whether the files may leave, or their copies, or nothing.
QString verdictOn( const std::vector<Finding> &findings );

//! The page on a check: the verdict, what was found and what to do, without any value.
base::HtmlReport reportOnRelease( const CheckedRelease &release );

} // namespace communitysafety::sharesafely
