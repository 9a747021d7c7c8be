// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace communitysafety::statistics
{

//! One cell of a table is the sum of others: total = Σ parts. Cells are numbered from 0.
struct AdditiveRelation
{
  std::uint32_t total = 0;
  std::vector<std::uint32_t> parts;
};

//! Throws std::invalid_argument, naming the first number that is no cell of a table of \a cells.
void requireCellsOf( const std::vector<AdditiveRelation> &relations, std::size_t cells );

//! Cells, ascending.
using CellList = std::vector<std::uint32_t>;

/**
 * Numbers the groups of \a chosen cells that relations connect, from 0 in the order of their first cell; unconnected
 * for other cells.
 */
inline constexpr std::uint32_t unconnected = UINT32_MAX;
std::vector<std::uint32_t> connectedCells( const std::vector<AdditiveRelation> &relations,
                                           const std::vector<char> &chosen );

//! The cells of each group that connectedCells() numbered.
std::vector<CellList> groupsOf( const std::vector<std::uint32_t> &numbers );

//! The relations, ascending, that hold cells of each group that connectedCells() numbered.
std::vector<std::vector<std::uint32_t>> relationsOfGroups( const std::vector<AdditiveRelation> &relations,
                                                           const std::vector<std::uint32_t> &numbers,
                                                           std::size_t groups );

//! For each cell the relations that hold it, as total or part, in ascending order.
class RelationsOfCells
{
public:
  RelationsOfCells( std::size_t cells, const std::vector<AdditiveRelation> &relations );

  const std::uint32_t *begin( std::uint32_t cell ) const { return mRelations.data() + mFirst[cell]; }
  const std::uint32_t *end( std::uint32_t cell ) const { return mRelations.data() + mFirst[cell + 1]; }

  //! All that hold any of \a cells, ascending.
  std::vector<std::uint32_t> ofAll( const CellList &cells ) const;

private:
  std::vector<std::size_t> mFirst;
  std::vector<std::uint32_t> mRelations;
};

/**
 * Numbers the groups of \a chosen cells that are parts of just the same relations and totals of none, from 0 in the
 * order of their first cell; unconnected for other cells. What one of a group gains another one can lose, and no sum
 * changes.
 */
std::vector<std::uint32_t> interchangeableCells( const std::vector<AdditiveRelation> &relations,
                                                 const RelationsOfCells &relationsOf, const std::vector<char> &chosen );

} // namespace communitysafety::statistics
