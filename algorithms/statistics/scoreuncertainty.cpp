// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/scoreuncertainty.h"

#include "statistics/arguments.h"
#include "statistics/ratecolumn.h"

namespace communitysafety::statistics
{

namespace
{

//! The total of a score as a function of the rates of its indicators; safe to call from several threads.
class TotalOfRates
{
public:
  TotalOfRates( const std::vector<ScoreIndicator> &indicators, const CompositeScore &score )
    : mScore( score ), mTree( score.basis.remaining.nodes )
  {
    for ( const std::size_t indicator : score.basis.remaining.used )
    {
      mIsDrawn.push_back( isDrawn( indicators[indicator] ) );
      mColumns.emplace_back( indicators[indicator], score.basis, indicator );
    }
  }

  void operator()( std::vector<std::vector<double>> &rates, std::vector<double> &index ) const
  {
    std::vector<Column> columns;
    for ( std::size_t column = 0; column < rates.size(); ++column )
    {
      if ( mIsDrawn[column] )
        mColumns[column].replaceRates( rates[column] );
      columns.emplace_back( mIsDrawn[column] ? rates[column] : mColumns[column].settled() );
    }
    index = mTree.total( columns );
    for ( std::size_t area = 0; area < index.size(); ++area )
      if ( isMissing( mScore.total[area] ) )
        index[area] = missing;
  }

private:
  const CompositeScore &mScore;
  IndexTree mTree;
  std::vector<bool> mIsDrawn;
  std::vector<RateColumn> mColumns;
};

} // namespace

IndexUncertainty scoreUncertainty( const std::vector<ScoreIndicator> &indicators, const CompositeScore &score,
                                   bool shrink, const std::vector<double> &overdispersion,
                                   const CountDrawOptions &draws, const Progress &progress )
{
  if ( !overdispersion.empty() )
    requireSize( "overdispersion", overdispersion.size(), indicators.size() );
  std::vector<RatePosterior> posteriors;
  for ( const std::size_t indicator : score.basis.remaining.used )
    posteriors.push_back(
      posteriorOf( indicators[indicator], shrink, overdispersion.empty() ? 1 : overdispersion[indicator] ) );
  return propagateCounts( posteriors, TotalOfRates( indicators, score ), draws, progress );
}

} // namespace communitysafety::statistics
