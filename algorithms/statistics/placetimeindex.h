// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/recordlinkage.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace communitysafety::statistics
{

/**
 * Finds the records near a place and a time: squares as wide as the rule's distance, in each the records by the begin
 * of their span. REQUIRES: the records outlive it.
 */
class PlaceTimeIndex
{
public:
  using Row = std::uint32_t;

  //! Takes \a rows of \a records.
  PlaceTimeIndex( const std::vector<LinkageRecord> &records, const std::vector<Row> &rows, const LinkageRule &rule )
    : mRecords( records ), mSide( std::max( 1.0, rule.metres ) ),
      mReach( std::max( rule.minutes, ( rule.days + 1 ) * minutesPerDay ) )
  {
    std::vector<std::pair<std::uint64_t, Row>> sorted;
    sorted.reserve( rows.size() );
    for ( const Row row : rows )
    {
      sorted.emplace_back( squareOf( records[row].x, records[row].y, 0, 0 ), row );
      mLongest = std::max( mLongest, records[row].to - records[row].from );
    }
    std::sort( sorted.begin(), sorted.end(),
               [&records]( const auto &a, const auto &b )
               {
                 return std::tie( a.first, records[a.second].from, a.second ) <
                        std::tie( b.first, records[b.second].from, b.second );
               } );
    mRows.reserve( sorted.size() );
    for ( const auto &[square, row] : sorted )
    {
      auto &range = mSquares.try_emplace( square, Row( mRows.size() ), Row( mRows.size() ) ).first->second;
      mRows.push_back( row );
      range.second = Row( mRows.size() );
    }
  }

  /**
   * Calls \a visit with records that may agree with \a record: those of its own square, itself among them, and those of
   * half of the squares around. Asked of all records, every pair in two squares is visited once.
   */
  template <typename Visit>
  void forEachNear( const LinkageRecord &record, Visit visit ) const
  {
    constexpr std::pair<int, int> half[] = { { 0, 0 }, { 0, 1 }, { 1, -1 }, { 1, 0 }, { 1, 1 } };
    const std::int64_t earliest = std::int64_t( record.from ) - mReach - mLongest;
    const std::int64_t latest = std::int64_t( record.to ) + mReach;
    for ( const auto &[dx, dy] : half )
    {
      const auto square = mSquares.find( squareOf( record.x, record.y, dx, dy ) );
      if ( square == mSquares.end() )
        continue;
      const auto end = mRows.begin() + square->second.second;
      auto row = std::lower_bound( mRows.begin() + square->second.first, end, earliest,
                                   [this]( Row other, std::int64_t time ) { return mRecords[other].from < time; } );
      for ( ; row != end && mRecords[*row].from <= latest; ++row )
        visit( *row, dx == 0 && dy == 0 );
    }
  }

private:
  static constexpr int minutesPerDay = 1440;

  std::uint64_t squareOf( double x, double y, int dx, int dy ) const
  {
    const auto column = static_cast<std::int64_t>( std::floor( x / mSide ) ) + dx;
    const auto row = static_cast<std::int64_t>( std::floor( y / mSide ) ) + dy;
    return ( static_cast<std::uint64_t>( column ) << 32 ) ^ ( static_cast<std::uint64_t>( row ) & 0xffffffffU );
  }

  const std::vector<LinkageRecord> &mRecords;
  double mSide;
  std::int32_t mReach;
  std::int32_t mLongest = 0;
  std::vector<Row> mRows;
  std::unordered_map<std::uint64_t, std::pair<Row, Row>> mSquares;
};

} // namespace communitysafety::statistics
