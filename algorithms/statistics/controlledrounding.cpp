// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/controlledrounding.h"

#include "statistics/arguments.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::statistics
{
namespace
{

using Cell = std::uint32_t;

class Rounding
{
public:
  Rounding( const PublishedTable &table, double base )
    : mTable( table ), mBase( base ), mRounded( table.value.size(), missing ), mRelation( table.value.size(), none ),
      mHolders( table.value.size() ), mDrift( table.relations.size(), 0 )
  {
    for ( std::uint32_t place = 0; place < table.relations.size(); ++place )
    {
      std::uint32_t &first = mRelation[table.relations[place].total];
      first = std::min( first, place );
      for ( const Cell part : table.relations[place].parts )
        mHolders[part].push_back( place );
    }
  }

  std::vector<double> rounded()
  {
    for ( Cell cell = 0; cell < mRounded.size(); ++cell )
      if ( mRelation[cell] == none && !isMissing( mTable.value[cell] ) )
        roundPart( cell );
    for ( Cell cell = 0; cell < mRounded.size(); ++cell )
      if ( mRelation[cell] != none && !isMissing( mTable.value[cell] ) )
        roundTotal( cell );
    return mRounded;
  }

private:
  static constexpr std::uint32_t none = UINT32_MAX;

  void roundPart( Cell cell )
  {
    const double value = mTable.value[cell];
    const double down = std::floor( value / mBase ) * mBase - value;
    double change = down;
    if ( down < 0 && harm( cell, down + mBase ) < harm( cell, down ) )
      change = down + mBase;
    mRounded[cell] = value + change;
    for ( const std::uint32_t holder : mHolders[cell] )
      mDrift[holder] += change;
  }

  //! How far the sums would be off.
  double harm( Cell cell, double change ) const
  {
    double sum = std::fabs( change ) / ( 1e6 * mBase );
    for ( const std::uint32_t holder : mHolders[cell] )
      sum += ( mDrift[holder] + change ) * ( mDrift[holder] + change );
    return mHolders[cell].empty() ? std::fabs( change ) : sum;
  }

  void roundTotal( Cell total )
  {
    double shown = 0, roundedShown = 0;
    std::vector<Cell> open{ total };
    while ( !open.empty() )
    {
      const Cell cell = open.back();
      open.pop_back();
      if ( mRelation[cell] != none )
      {
        const std::vector<Cell> &parts = mTable.relations[mRelation[cell]].parts;
        open.insert( open.end(), parts.begin(), parts.end() );
      }
      else if ( !isMissing( mTable.value[cell] ) )
      {
        shown += mTable.value[cell];
        roundedShown += mRounded[cell];
      }
    }
    const double hidden = mTable.value[total] - shown;
    mRounded[total] = roundedShown + std::floor( hidden / mBase + 0.5 ) * mBase;
  }

  const PublishedTable &mTable;
  double mBase;
  std::vector<double> mRounded;
  //! The first relation of which each cell is the total.
  std::vector<std::uint32_t> mRelation;
  //! The relations of which each cell is a part.
  std::vector<std::vector<std::uint32_t>> mHolders;
  //! By how much the rounded parts of each relation exceed the true ones so far.
  std::vector<double> mDrift;
};

} // namespace

std::vector<double> roundTable( const PublishedTable &table, double base )
{
  requireBetween( "base", base, 1, 1e9 );
  requirePublished( table );
  return Rounding( table, base ).rounded();
}

} // namespace communitysafety::statistics
