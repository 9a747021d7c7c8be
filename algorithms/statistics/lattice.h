// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace communitysafety::statistics
{

enum class CellShape
{
  square,
  hexagon
};

//! One cell of a lattice, by its place in it.
struct LatticeCell
{
  std::int64_t column;
  std::int64_t row;
};

struct LatticePoint
{
  double x;
  double y;
};

struct Extent
{
  double xMinimum;
  double yMinimum;
  double xMaximum;
  double yMaximum;
};

/**
 * A regular tiling of the plane, tied to the origin of the coordinate system and not to any study area: the same place
 * lies in the same cell, with the same id, whatever area a grid is made for and whenever.
 *
 * Squares have sides of `size`; cell (0, 0) has its lower left corner at the origin. Hexagons have two horizontal sides
 * `size` apart; cell (0, 0) is centred on the origin and odd columns stand half a cell higher. Corners that neighbours
 * share are computed from the same integers and are equal to the last bit.
 *
 * The origin may be moved: cells shifted by half their size show how much a result depends on where they lie. Ids
 * follow the cells, so that those of a shifted lattice are others.
 */
class Lattice
{
public:
  static constexpr double minimumSize = 5.0;

  /**
   * \param size in the units of the coordinates (metres), at least minimumSize
   * \param shift of the origin, in the same units
   * Throws std::invalid_argument when the size is smaller or not finite, or the shift is not finite.
   */
  Lattice( CellShape shape, double size, LatticePoint shift = { 0, 0 } );

  //! Area of one cell in squared units.
  double cellArea() const;

  //! Number of cells that cellsCovering() would return; without making them, so that it can be refused.
  double countCovering( const Extent &extent ) const;

  //! All cells that touch \a extent (hexagons: with a margin of at most one), row by row from the south-west.
  std::vector<LatticeCell> cellsCovering( const Extent &extent ) const;

  //! The cell that holds \a point (squares: left and lower border included; hexagons: the nearest centre).
  LatticeCell cellAt( LatticePoint point ) const;

  LatticePoint centre( LatticeCell cell ) const;

  //! Corners counter-clockwise, without repeating the first: four or six.
  std::vector<LatticePoint> corners( LatticeCell cell ) const;

  /**
   * A name that says size and place: `200mE407000N286800` for a square (its lower left corner),
   * `200hE407021N286813` for a hexagon (its centre, in whole units).
   */
  std::string id( LatticeCell cell ) const;

private:
  struct Range
  {
    std::int64_t firstColumn, lastColumn, firstRow, lastRow;
  };
  Range rangeCovering( const Extent &extent ) const;
  double columnSpacing() const;
  LatticePoint shifted( LatticePoint point ) const;

  CellShape mShape;
  double mSize;
  LatticePoint mShift;
};

} // namespace communitysafety::statistics
