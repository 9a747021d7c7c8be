// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "preparedata/coveragematrix.h"

#include <QString>
#include <QStringList>

namespace communitysafety::preparedata
{

//! What can be said of one area over all sources, from the best to the worst.
enum class AreaKind
{
  complete,
  silentForAWhile,
  silentThroughout,
  noRecord
};

struct AreaCoverage
{
  AreaKind kind = AreaKind::complete;
  double records = 0;
  int monthsWithRecords = 0;
  int monthsWithAllSources = 0;
  //! The most months in which any one source is silent.
  int silentMonths = 0;
  QStringList silentSources;
};

AreaCoverage coverageOf( const Coverage &coverage, std::size_t area );

//! The state in one word or two, as it stands in tables and legends.
QString wordsOf( statistics::DeliveryState state );
QString wordsOf( AreaState state );
QString wordsOf( AreaKind kind );

//! The months of \a source in \a state, in words: "2022-01, 2023-03 to 2023-05"; empty when there are none.
QString monthsIn( const Coverage &coverage, const CoveredSource &source, statistics::DeliveryState state );

} // namespace communitysafety::preparedata
