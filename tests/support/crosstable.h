// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/disclosureattack.h"

#include <cstdint>
#include <vector>

namespace communitysafety::test
{

//! A table with its totals: cell = row × columns + column, the totals in the last row and the last column.
struct CrossTable
{
  std::size_t rows;
  std::size_t columns;
  std::vector<double> value;
  std::vector<statistics::AdditiveRelation> relations;

  std::uint32_t cell( std::size_t row, std::size_t column ) const { return std::uint32_t( row * columns + column ); }
};

//! \a inner: the cells without totals, row by row.
inline CrossTable crossTable( std::size_t rows, std::size_t columns, const std::vector<double> &inner )
{
  CrossTable table{ rows + 1, columns + 1, std::vector<double>( ( rows + 1 ) * ( columns + 1 ), 0 ), {} };
  for ( std::size_t row = 0; row < rows; ++row )
    for ( std::size_t column = 0; column < columns; ++column )
      for ( const std::size_t toRow : { row, rows } )
        for ( const std::size_t toColumn : { column, columns } )
          table.value[table.cell( toRow, toColumn )] += inner[row * columns + column];
  for ( std::size_t row = 0; row <= rows; ++row )
  {
    statistics::AdditiveRelation relation{ table.cell( row, columns ), {} };
    for ( std::size_t column = 0; column < columns; ++column )
      relation.parts.push_back( table.cell( row, column ) );
    table.relations.push_back( relation );
  }
  for ( std::size_t column = 0; column <= columns; ++column )
  {
    statistics::AdditiveRelation relation{ table.cell( rows, column ), {} };
    for ( std::size_t row = 0; row < rows; ++row )
      relation.parts.push_back( table.cell( row, column ) );
    table.relations.push_back( relation );
  }
  return table;
}

} // namespace communitysafety::test
