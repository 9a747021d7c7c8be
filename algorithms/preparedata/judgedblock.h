// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/csvrows.h"
#include "base/policelayout.h"
#include "base/policepositions.h"
#include "preparedata/policedate.h"

#include <QtGlobal>

#include <string_view>
#include <vector>

namespace communitysafety::preparedata
{

//! What can be told of one row by itself.
struct JudgedRow
{
  base::PolicePosition position;
  PoliceDate date;
  quint64 idHash = 0;
  bool isComplete = false;
};

//! Some rows of a file with what is told of each. Blocks may be judged at the same time.
class JudgedBlock
{
public:
  base::CsvBlock cells;

  //! \param layout that of the file; memory is for this thread alone until the call returns
  void judge( const base::PoliceLayout &layout, const base::PolicePositions &positions,
              base::PolicePositions::Memory &memory );

  const JudgedRow &row( std::size_t number ) const { return mRows[number]; }

  std::string_view cell( std::size_t row, base::PoliceColumn column ) const
  {
    return cells.cell( row, static_cast<int>( column ) );
  }

private:
  base::PolicePosition positionOf( std::size_t row, const base::PoliceLayout &layout,
                                   const base::PolicePositions &positions,
                                   base::PolicePositions::Memory &memory ) const;

  std::vector<JudgedRow> mRows;
};

} // namespace communitysafety::preparedata
