// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/arguments.h"

#include <locale>
#include <sstream>

namespace communitysafety::statistics
{

namespace
{

std::string atRow( const std::string &argument, std::size_t row )
{
  return argument + " in row " + std::to_string( row + 1 );
}

} // namespace

std::string inWords( double number )
{
  std::ostringstream text;
  text.imbue( std::locale::classic() );
  text << number;
  return text.str();
}

void requireBetween( const std::string &argument, double number, double lowest, double highest )
{
  if ( !( number >= lowest && number <= highest ) )
    refuse( argument, inWords( number ), "between " + inWords( lowest ) + " and " + inWords( highest ) );
}

void requireNotNegative( const std::string &argument, Column values )
{
  for ( std::size_t row = 0; row < values.size(); ++row )
    if ( values[row] < 0 || std::isinf( values[row] ) )
      refuse( atRow( argument, row ), inWords( values[row] ), "0 or more, and finite" );
}

void requireFinite( const std::string &argument, Column values )
{
  for ( std::size_t row = 0; row < values.size(); ++row )
    if ( std::isinf( values[row] ) )
      refuse( atRow( argument, row ), "infinite", "a number" );
}

void requireShares( const std::string &argument, Column values )
{
  for ( std::size_t row = 0; row < values.size(); ++row )
    if ( values[row] < 0 || values[row] > 1 )
      refuse( atRow( argument, row ), inWords( values[row] ), "between 0 and 1" );
}

} // namespace communitysafety::statistics
