// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/tabletoprotect.h"

#include "statistics/arguments.h"

#include <cmath>
#include <string>

namespace communitysafety::statistics
{
namespace
{

void requireCells( const TableToProtect &table )
{
  const std::size_t cells = table.value.size();
  requireSize( "lowest", table.lowest.size(), cells );
  requireSize( "status", table.status.size(), cells );
  requireSize( "weight", table.weight.size(), cells );
  for ( std::size_t cell = 0; cell < cells; ++cell )
  {
    const double value = table.value[cell];
    const std::string name = "Cell " + std::to_string( cell );
    if ( !( table.weight[cell] > 0 ) || std::isinf( table.weight[cell] ) )
      refuse( "The weight of cell " + std::to_string( cell ), inWords( table.weight[cell] ), "above 0" );
    if ( isMissing( value ) )
      continue;
    if ( value < 0 || value != std::floor( value ) || std::isinf( value ) )
      refuse( name, inWords( value ), "a whole number, 0 or more" );
    if ( table.status[cell] == CellStatus::unsafe && value < table.lowest[cell] )
      refuse( name, inWords( value ), "at least its lowest value" );
  }
}

void requireTrueSums( const TableToProtect &table )
{
  for ( std::size_t place = 0; place < table.relations.size(); ++place )
  {
    const AdditiveRelation &relation = table.relations[place];
    double sum = 0;
    for ( const std::uint32_t part : relation.parts )
      sum += table.value[part];
    if ( std::fabs( sum - table.value[relation.total] ) > 0.5 )
      refuse( "The total of relation " + std::to_string( place ), "not the sum of its parts", "just that" );
  }
}

} // namespace

void requireProtectable( const TableToProtect &table )
{
  requireCells( table );
  requireCellsOf( table.relations, table.value.size() );
  requireTrueSums( table );
}

} // namespace communitysafety::statistics
