// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/overlaps.h"
#include "statistics/column.h"

#include <QString>

#include <cstddef>
#include <vector>

namespace communitysafety::base
{

//! An outline of now that carries on one of before.
struct Continuation
{
  std::size_t now = 0;
  std::size_t before = 0;
  double jaccard = 0;
};

/**
 * Which outlines of now carry on which of before, so that ids, names and notes can be handed on: ground in common ÷
 * ground of either (Jaccard) is \a least or more; the best pairs first, each outline once.
 *
 * \a common: overlaps() of the outlines of now (sources) with those of before (targets), whose areas are \a now and
 * \a before. In the order of now.
 */
std::vector<Continuation> continuations( const std::vector<AreaOverlap> &common, statistics::Column now,
                                         statistics::Column before, double least = 0.25 );

//! Gives new ids N01, N02 ... that follow the highest one of that form in use.
class NewIds
{
public:
  explicit NewIds( const std::vector<QString> &inUse );
  QString next();

private:
  int mLast = 0;
};

} // namespace communitysafety::base
