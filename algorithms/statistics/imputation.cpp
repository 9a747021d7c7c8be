// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/imputation.h"

#include "statistics/arguments.h"
#include "statistics/distribution.h"

#include <map>

namespace communitysafety::statistics
{

namespace
{

double meanOf( Column values ) { return describe( values ).mean; }

using Summary = double ( * )( Column values );

std::map<int, double> summariesOfGroups( Column values, const std::vector<int> &group, Summary summary )
{
  requireSize( "group", group.size(), values.size() );
  std::map<int, std::vector<double>> present;
  for ( std::size_t row = 0; row < values.size(); ++row )
    if ( !isMissing( values[row] ) && group[row] >= 0 )
      present[group[row]].push_back( values[row] );
  std::map<int, double> summaries;
  for ( const auto &[number, members] : present )
    summaries[number] = summary( members );
  return summaries;
}

void fillByGroups( std::vector<double> &values, const std::vector<int> &group, Summary summary )
{
  const std::map<int, double> summaries = summariesOfGroups( values, group, summary );
  for ( std::size_t row = 0; row < values.size(); ++row )
  {
    const auto found = summaries.find( group[row] );
    if ( isMissing( values[row] ) && found != summaries.end() )
      values[row] = found->second;
  }
}

void fillByNeighbours( std::vector<double> &values, const Neighbours &neighbours )
{
  requireSize( "neighbours", neighbours.size(), values.size() );
  const std::vector<double> given = values;
  for ( std::size_t row = 0; row < values.size(); ++row )
  {
    if ( !isMissing( given[row] ) )
      continue;
    std::vector<double> around;
    for ( const std::size_t neighbour : neighbours.of( row ) )
      around.push_back( given[neighbour] );
    values[row] = meanOf( around );
  }
}

} // namespace

std::vector<double> impute( Column values, Imputation how, const std::vector<int> &group, const Neighbours &neighbours )
{
  requireFinite( "The value to be completed", values );
  std::vector<double> filled( values.begin(), values.end() );
  const std::vector<int> all( values.size(), 0 );
  switch ( how )
  {
  case Imputation::none:
    break;
  case Imputation::mean:
    fillByGroups( filled, all, meanOf );
    break;
  case Imputation::median:
    fillByGroups( filled, all, median );
    break;
  case Imputation::groupMean:
    fillByGroups( filled, group, meanOf );
    break;
  case Imputation::groupMedian:
    fillByGroups( filled, group, median );
    break;
  case Imputation::neighbours:
    fillByNeighbours( filled, neighbours );
    break;
  }
  return filled;
}

} // namespace communitysafety::statistics
