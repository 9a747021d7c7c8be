// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/additiverelation.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Finds the cells that relations connect with a cell over as few steps as possible, so that a small programme can be
 * made of them instead of one of the whole table.
 *
 * Keeps two numbers for each cell and relation of the table. Not thread-safe: one for each thread.
 */
class NearCells
{
public:
  //! Which cells are taken.
  struct Choice
  {
    std::function<bool( std::uint32_t cell )> isWanted;
    //! Of many parts of a relation those with the lowest figure are taken, of equal ones the first.
    std::function<double( std::uint32_t cell )> rank;
    //! What a part can give to the others of its relation, and how much of that is enough.
    std::function<double( std::uint32_t cell )> room;
    double enoughRoom;
    //! The search ends with the relation that brings the cells to so many.
    std::size_t mostCells;
  };

  //! Both must outlive this.
  NearCells( const std::vector<AdditiveRelation> &relations, const RelationsOfCells &relationsOf, std::size_t cells );

  //! \a cell itself and those near it; of each relation the total and so many parts that there is enough room.
  CellList around( std::uint32_t cell, const Choice &choice );

private:
  void addParts( const AdditiveRelation &relation, const Choice &choice, CellList &found );
  void add( std::uint32_t cell, CellList &found );

  const std::vector<AdditiveRelation> &mRelations;
  const RelationsOfCells &mRelationsOf;
  //! The search in which each was met last.
  std::vector<std::uint32_t> mSearchOfCell;
  std::vector<std::uint32_t> mSearchOfRelation;
  std::uint32_t mSearch = 0;
};

} // namespace communitysafety::statistics
