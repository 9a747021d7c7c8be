// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/svgcanvas.h"

#include <qgsgeometry.h>
#include <qgsrectangle.h>

#include <QString>

#include <vector>

namespace communitysafety::base
{

//! A polygon on a small map.
struct MapShape
{
  QgsGeometry geometry;
  //! A colour, or `none` for an outline alone.
  QString fill = QStringLiteral( "none" );
  Stroke outline;
  //! Written on it; empty for nothing.
  QString label = {};
  //! What the reader sees when pointing at it; empty for nothing.
  QString hint = {};
  //! Where it leads; empty for nowhere.
  QString address = {};
};

//! A line of the legend.
struct MapKey
{
  QString fill;
  Stroke outline;
  QString words;
};

struct MapDrawing
{
  QString title;
  //! One or two sentences for those who listen to the page. REQUIRES: not empty.
  QString description;
  //! What is shown, in metres; a tenth is added on all sides.
  QgsRectangle extent;
  //! The lowest first, all in the same metric system.
  std::vector<MapShape> shapes;
  std::vector<MapKey> key;
};

/**
 * A small map as inline SVG, north up, with scale bar and legend: for a page that stands by itself. Unlike
 * writeMapImage() it needs no project and no main thread. Shapes outside of the extent are left out, others are cut at
 * it; outlines are simplified to what can be seen.
 */
QString svgMap( const MapDrawing &drawing );

/**
 * The fill of an index with 100 = city, from pale to dark in the bands of indexBreaks() (statistics/areaclass.h), in
 * colours that every reader tells apart; grey where it is missing.
 */
QString indexFill( double index );

//! The legend of these fills, \a words being what is measured.
std::vector<MapKey> indexKey( const QString &words );

} // namespace communitysafety::base
