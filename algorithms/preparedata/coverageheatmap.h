// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::preparedata
{

//! What a field of the heat map shows beside its colour.
enum class HeatMark
{
  none,
  //! Nothing was delivered.
  absent,
  partMonth,
  drop,
  //! Delivered elsewhere, but not one record here.
  zero,
  silent
};

struct HeatField
{
  HeatMark mark = HeatMark::none;
  //! From 0 to 1: how dark.
  double share = 0;
  //! What the reader sees when pointing at it.
  QString hint;
};

struct HeatMap
{
  QString title;
  //! One or two sentences for those who listen to the page. REQUIRES: not empty.
  QString description;
  QStringList rows;
  int firstMonth = 0;
  //! Rows × months.
  std::vector<std::vector<HeatField>> fields;
};

/**
 * A matrix of rows and months as inline SVG. States differ in their mark, not in colour alone: a cross for absent, a
 * stroke for a part month, an arrow for a drop, a ring for silent. Only marks that occur are in the key.
 */
QString svgHeatMap( const HeatMap &map );

} // namespace communitysafety::preparedata
