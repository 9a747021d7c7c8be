// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/algorithm.h"
#include "base/source.h"
#include "statistics/neighbours.h"

#include <qgscoordinatereferencesystem.h>
#include <qgsgeometry.h>
#include <qgspointxy.h>
#include <qgsspatialindex.h>

#include <memory>
#include <vector>

namespace communitysafety::base
{

class Run;

//! Areas read into memory: wards, LSOAs, grid cells or neighbourhoods, in the order of the layer.
struct Areas
{
  //! The metric system in which the geometries are.
  QgsCoordinateReferenceSystem crs;
  std::vector<QgsGeometry> geometry;
  //! One id per area, unique.
  std::vector<QString> id;
  //! The row of the layer, counted from 1, from which each area was read: others may have been rejected.
  std::vector<qint64> row;
  //! The attributes that were asked for, in the order of AreasReading::fields.
  std::vector<QgsAttributes> attributes;
  std::vector<double> squareMetres;

  std::size_t size() const { return geometry.size(); }
};

struct AreasReading
{
  //! Field that names each area. Empty: the feature's own number.
  QString idField;
  //! Further fields to read.
  QStringList fields;
  InvalidGeometry invalidGeometry = InvalidGeometry::repair;
  //! Where the areas are wanted; invalid: their own system when it measures in metres, else a fitting one (logged).
  QgsCoordinateReferenceSystem crs;
  double progressFrom = 0;
  double progressTo = 0;
};

/**
 * Reads the polygons of \a source. Empty and (as asked) invalid geometries and blank ids are rejected through the run's
 * ledger, or stop the run; a repeated id always stops it, because areas could no longer be told apart.
 */
Areas readAreas( Run &run, const Source &source, const AreasReading &reading );

/**
 * The field that names the areas of \a source: \a chosen; when that is empty the first of \a usual that the layer has;
 * when it has none, empty (the feature's own number), which is said in the log.
 */
QString areaIdField( Run &run, const Source &source, const QString &chosen,
                     const QStringList &usual = { QStringLiteral( "area_id" ), QStringLiteral( "cell_id" ) } );

//! As areaIdField(), taking the first text field where the layer has none of \a usual; every choice is told in the log.
QString areaIdOrTextField( Run &run, const Source &source, const QString &chosen, const QStringList &usual );

//! The areas in the order of their ids: sums formed in it do not depend on the order of the features.
std::vector<std::size_t> orderOfIds( const Areas &areas );

//! Brings the areas into the order of their ids, so that no result depends on the order of the features.
void sortById( Areas &areas );

//! The text of one attribute of \a area, trimmed; empty where it is null or \a attribute negative.
QString areaText( const Areas &areas, std::size_t area, int attribute );

//! areaText() of all areas, in their order; none when \a attribute is negative.
std::vector<QString> areaTexts( const Areas &areas, int attribute );

/**
 * The field with the names of the areas of \a source: \a chosen, else area_name where the layer has it, else empty.
 */
QString areaNameField( const Source &source, const QString &chosen );

//! How the areas are called, in \a order: by \a attribute, by their id where that is blank or \a attribute negative.
QStringList areaNames( const Areas &areas, const std::vector<std::size_t> &order, int attribute );

//! A number for each distinct text of \a attribute, in \a order by first appearance; -1 for a blank one.
std::vector<int> areaGroups( const Areas &areas, const std::vector<std::size_t> &order, int attribute );

//! The centres of gravity of areas, in their order.
struct AreaCentres
{
  std::vector<double> x;
  std::vector<double> y;
};

AreaCentres areaCentres( const Areas &areas );

//! The areas that \a members names, dissolved into one polygon with as many parts as they have.
QgsGeometry dissolved( const Areas &areas, const std::vector<std::size_t> &members );

/**
 * Finds the area that holds a point. A point on a shared border, or in two overlapping areas, belongs to the first of
 * them in the order of the layer: every point is counted once.
 */
class AreaLocator
{
public:
  //! \a areas must outlive the locator.
  explicit AreaLocator( const Areas &areas );
  ~AreaLocator();

  static constexpr int nowhere = -1;

  //! \returns the row of the area, or nowhere. \param point in the areas' system
  int areaAt( const QgsPointXY &point ) const;

private:
  class PreparedAreas;
  std::unique_ptr<PreparedAreas> mPrepared;
};

/**
 * Who is next to whom: areas that share a border or a corner (queen contiguity).
 * \param progress share of the work done; throws statistics::Cancelled
 */
statistics::Neighbours touchingNeighbours( const Areas &areas, const statistics::Progress &progress );

} // namespace communitysafety::base
