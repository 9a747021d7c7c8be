// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/completerows.h"

#include "statistics/arguments.h"

#include <algorithm>

namespace communitysafety::statistics
{

CompleteRows completeRows( const std::vector<Column> &columns )
{
  CompleteRows complete;
  complete.columns.resize( columns.size() );
  const std::size_t rows = columns.empty() ? 0 : columns.front().size();
  for ( const Column &column : columns )
    requireSize( "a column", column.size(), rows );
  for ( std::size_t row = 0; row < rows; ++row )
  {
    const auto isAbsent = [row]( const Column &column ) { return isMissing( column[row] ); };
    if ( std::any_of( columns.begin(), columns.end(), isAbsent ) )
      continue;
    complete.rows.push_back( row );
    for ( std::size_t column = 0; column < columns.size(); ++column )
      complete.columns[column].push_back( columns[column][row] );
  }
  return complete;
}

} // namespace communitysafety::statistics
