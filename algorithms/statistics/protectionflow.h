// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/additiverelation.h"
#include "statistics/progress.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace communitysafety::statistics
{

class LinearProgramme;

//! By how much cells change from one table to another one with the same sums; cells that stay are left out.
struct CellChange
{
  std::uint32_t cell = 0;
  double by = 0;
};
using TableChange = std::vector<CellChange>;

//! By how much \a cell changes in \a change, whose cells are ascending; 0 where it stays.
double changeOf( const TableChange &change, std::uint32_t cell );

/**
 * Finds other tables that a reader must hold possible: tables with the same sums in which a given cell is larger or
 * smaller by a given amount and as little else as possible differs. What differs has to be hidden.
 *
 * Cells outside the given ones do not change. The cost of a table is Σ price × |change|: 0 for a cell that is hidden
 * anyway. It is the linear relaxation of the question which cells to hide, whose price is due as soon as they change at
 * all; as in every heuristic of this kind some cells too many can come out.
 */
class ProtectionFlow
{
public:
  //! What the tables are made of.
  struct Table
  {
    const std::vector<double> &value;
    const std::vector<double> &lowest;
    const std::vector<AdditiveRelation> &relations;
    const RelationsOfCells &relationsOf;
  };

  //! \param cells that may change, ascending \param stop asked while the programme is solved, which then throws
  //! Cancelled
  ProtectionFlow( const Table &table, CellList cells, const Progress &stop = {} );
  ~ProtectionFlow();
  ProtectionFlow( ProtectionFlow &&other ) noexcept;

  //! DEFAULT: 0. REQUIRES: one of the cells.
  void setPrice( std::uint32_t cell, double price );

  //! Whether \a cell keeps its value; DEFAULT: no.
  void setKept( std::uint32_t cell, bool isKept );

  bool holds( std::uint32_t cell ) const;

  //! The cheapest table in which \a cell is larger \a by, or smaller when that is negative; empty when there is none.
  TableChange cheapest( std::uint32_t cell, double by );

  //! The most by which \a cell can change in the direction of \a by, whatever it costs; at most \a by.
  double most( std::uint32_t cell, double by );

private:
  std::size_t column( std::uint32_t cell ) const;
  //! The columns of the increase and of the decrease of a cell, the one in the direction of \a by first.
  std::size_t along( std::uint32_t cell, double by ) const { return 2 * column( cell ) + ( by > 0 ? 0 : 1 ); }
  std::size_t against( std::uint32_t cell, double by ) const { return 2 * column( cell ) + ( by > 0 ? 1 : 0 ); }
  void releaseColumn( std::size_t place );

  CellList mCells;
  std::vector<double> mRoomBelow;
  std::vector<double> mPrice;
  std::vector<char> mIsKept;
  std::unique_ptr<LinearProgramme> mProgramme;
};

} // namespace communitysafety::statistics
