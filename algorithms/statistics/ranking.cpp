// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/ranking.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <map>

namespace communitysafety::statistics
{

namespace
{

using Rows = std::vector<std::size_t>;

Rows presentRows( Column values )
{
  Rows rows;
  for ( std::size_t row = 0; row < values.size(); ++row )
    if ( !isMissing( values[row] ) )
      rows.push_back( row );
  return rows;
}

// Calls use( begin, end ) for each run of equal values among \a rows, highest first; positions count from 0.
template <typename Use>
void forEachTie( Column values, Rows &rows, Use use )
{
  std::sort( rows.begin(), rows.end(), [&]( std::size_t a, std::size_t b ) { return values[a] > values[b]; } );
  std::size_t begin = 0;
  while ( begin < rows.size() )
  {
    std::size_t end = begin + 1;
    while ( end < rows.size() && values[rows[end]] == values[rows[begin]] )
      ++end;
    use( begin, end );
    begin = end;
  }
}

void rankRowsDescending( Column values, Rows rows, std::vector<double> &ranks )
{
  forEachTie( values, rows,
              [&]( std::size_t begin, std::size_t end )
              {
                for ( std::size_t position = begin; position < end; ++position )
                  ranks[rows[position]] = static_cast<double>( begin + 1 );
              } );
}

} // namespace

std::vector<double> rankDescending( Column values )
{
  std::vector<double> ranks( values.size(), missing );
  rankRowsDescending( values, presentRows( values ), ranks );
  return ranks;
}

std::vector<double> rankAscending( Column values )
{
  std::vector<double> ranks( values.size(), missing );
  Rows rows = presentRows( values );
  forEachTie( values, rows,
              [&]( std::size_t begin, std::size_t end )
              {
                for ( std::size_t position = begin; position < end; ++position )
                  ranks[rows[position]] = static_cast<double>( rows.size() - end + 1 );
              } );
  return ranks;
}

std::vector<double> averageRankAscending( Column values )
{
  std::vector<double> ranks( values.size(), missing );
  Rows rows = presentRows( values );
  forEachTie( values, rows,
              [&]( std::size_t begin, std::size_t end )
              {
                for ( std::size_t position = begin; position < end; ++position )
                  ranks[rows[position]] =
                    static_cast<double>( rows.size() ) - static_cast<double>( begin + end - 1 ) / 2;
              } );
  return ranks;
}

std::vector<double> rankWithin( Column values, const std::vector<int> &group )
{
  requireSize( "group", group.size(), values.size() );
  std::map<int, Rows> rowsOfGroup;
  for ( const std::size_t row : presentRows( values ) )
    if ( group[row] >= 0 )
      rowsOfGroup[group[row]].push_back( row );
  std::vector<double> ranks( values.size(), missing );
  for ( const auto &[number, rows] : rowsOfGroup )
    rankRowsDescending( values, rows, ranks );
  return ranks;
}

std::vector<double> deciles( Column ranks )
{
  return deciles( ranks, static_cast<double>( presentRows( ranks ).size() ) );
}

std::vector<double> deciles( Column ranks, double rankedAreas )
{
  std::vector<double> result( ranks.size(), missing );
  for ( std::size_t row = 0; row < ranks.size(); ++row )
  {
    if ( isMissing( ranks[row] ) )
      continue;
    requireBetween( "The rank in row " + std::to_string( row + 1 ), ranks[row], 1, rankedAreas );
    result[row] = std::ceil( 10 * ranks[row] / rankedAreas );
  }
  return result;
}

} // namespace communitysafety::statistics
