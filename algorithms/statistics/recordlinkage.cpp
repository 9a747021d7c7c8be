// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/recordlinkage.h"

#include "statistics/placetimeindex.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <tuple>
#include <unordered_map>

namespace communitysafety::statistics
{
namespace
{

using Row = std::uint32_t;

constexpr int minutesPerDay = 1440;
constexpr std::size_t mostSources = 64;
constexpr std::size_t mostPairs = 30'000'000;
constexpr Row rowsBetweenReports = 8192;

//! Minutes or days from the end of one span to the begin of the other; 0 where they overlap.
std::int32_t gapBetween( std::int32_t from, std::int32_t to, std::int32_t otherFrom, std::int32_t otherTo )
{
  return std::max( { 0, otherFrom - to, from - otherTo } );
}

std::int32_t dayOf( std::int32_t minute )
{
  return minute >= 0 ? minute / minutesPerDay : -( ( -minute + minutesPerDay - 1 ) / minutesPerDay );
}

//! Two records held against each other.
struct Comparison
{
  bool agrees = false;
  double metres = 0;
  std::int32_t minutes = 0;
  bool isCoarse = false;
};

class Comparer
{
public:
  explicit Comparer( const LinkageRule &rule ) : mRule( rule ) {}

  Comparison compare( const LinkageRecord &a, const LinkageRecord &b ) const
  {
    Comparison result;
    result.isCoarse = isCoarse( a ) || isCoarse( b );
    if ( !categoriesAgree( a, b ) || ( result.isCoarse && !mRule.comparesCoarse ) )
      return result;
    result.metres = std::hypot( a.x - b.x, a.y - b.y );
    if ( result.metres > mRule.metres )
      return result;
    const std::int32_t days = gapBetween( dayOf( a.from ), dayOf( a.to ), dayOf( b.from ), dayOf( b.to ) );
    const bool byMinutes = a.tellsTime && b.tellsTime && !result.isCoarse;
    result.minutes = byMinutes ? gapBetween( a.from, a.to, b.from, b.to ) : days * minutesPerDay;
    const std::int32_t most = byMinutes ? mRule.minutes : ( result.isCoarse ? 0 : mRule.days * minutesPerDay );
    result.agrees = result.minutes <= most;
    return result;
  }

  bool comparesSources( std::uint16_t a, std::uint16_t b ) const
  {
    if ( mRule.pairs.empty() )
      return true;
    return std::any_of( mRule.pairs.begin(), mRule.pairs.end(),
                        [a, b]( const std::pair<std::uint16_t, std::uint16_t> &p )
                        { return p == std::pair( a, b ) || p == std::pair( b, a ); } );
  }

private:
  bool categoriesAgree( const LinkageRecord &a, const LinkageRecord &b ) const
  {
    const bool mayDiffer = mRule.category == LinkageCategory::any ||
                           ( mRule.category == LinkageCategory::sameWithinSource && a.source != b.source );
    return mayDiffer || ( a.category != 0 && a.category == b.category );
  }

  const LinkageRule &mRule;
};

//! The rows in an order that does not depend on that of the records.
std::vector<Row> canonicalOrder( const std::vector<LinkageRecord> &records )
{
  std::vector<Row> order( records.size() );
  std::iota( order.begin(), order.end(), Row( 0 ) );
  const auto key = [&records]( Row row )
  {
    const LinkageRecord &record = records[row];
    return std::make_tuple( record.source, record.from, record.to, record.category, record.x, record.y, record.id,
                            record.tellsTime );
  };
  std::sort( order.begin(), order.end(), [&key]( Row a, Row b ) { return key( a ) < key( b ); } );
  return order;
}

struct Candidate
{
  float metres;
  std::int32_t minutes;
  Row a; //!< Places in the canonical order, a before b
  Row b;
  bool isCoarse;
};

class Linker
{
public:
  Linker( const std::vector<LinkageRecord> &records, const LinkageRule &rule )
    : mRecords( records ), mRule( rule ), mComparer( rule ), mOrder( canonicalOrder( records ) ),
      mPlace( records.size() )
  {
    mLinkage.keeper.resize( records.size() );
    std::iota( mLinkage.keeper.begin(), mLinkage.keeper.end(), Row( 0 ) );
    mLinkage.size.assign( records.size(), 1 );
    for ( std::size_t place = 0; place < mOrder.size(); ++place )
      mPlace[mOrder[place]] = Row( place );
  }

  RecordLinkage link( const Progress &progress )
  {
    linkIds();
    std::vector<Candidate> pairs = candidates( rowsToCompare(), slice( progress, 0.1, 0.9 ) );
    linkWithinSources( pairs );
    linkBetweenSources( pairs );
    finish();
    report( progress, 1 );
    return std::move( mLinkage );
  }

private:
  bool isDuplicate( Row row ) const { return mLinkage.keeper[row] != row; }

  void addLink( Row duplicate, Row original, const Candidate &found )
  {
    mLinkage.links.push_back(
      { duplicate, original, found.metres, found.minutes, LinkKind::samePlaceAndTime, found.isCoarse } );
  }

  void linkIds()
  {
    std::unordered_map<std::uint64_t, Row> first;
    std::uint16_t source = 0;
    for ( const Row row : mOrder )
    {
      const LinkageRecord &record = mRecords[row];
      if ( record.source != source )
        first.clear();
      source = record.source;
      if ( record.id == 0 )
        continue;
      const auto [known, isNew] = first.try_emplace( record.id, row );
      if ( isNew )
        continue;
      mLinkage.keeper[row] = known->second;
      mLinkage.links.push_back( { row, known->second, 0, 0, LinkKind::sameId, false } );
    }
  }

  //! In canonical order: those that stand for their event so far and tell a moment.
  std::vector<Row> rowsToCompare()
  {
    std::vector<Row> rows;
    for ( const Row row : mOrder )
    {
      const bool tooCoarse = isCoarse( mRecords[row] ) && !mRule.comparesCoarse;
      mLinkage.nCoarse += tooCoarse ? 1 : 0;
      if ( !tooCoarse && !isDuplicate( row ) )
        rows.push_back( row );
    }
    return rows;
  }

  //! All pairs that agree, within and between sources, the earlier of the canonical order first.
  std::vector<Candidate> candidates( const std::vector<Row> &rows, const Progress &progress ) const
  {
    const PlaceTimeIndex index( mRecords, rows, mRule );
    std::vector<Candidate> found;
    for ( std::size_t i = 0; i < rows.size(); ++i )
    {
      if ( i % rowsBetweenReports == 0 )
        report( progress, double( i ) / double( rows.size() ) );
      const Row row = rows[i];
      const auto visit = [&]( Row other, bool isSameSquare )
      {
        if ( isSameSquare && mPlace[other] <= mPlace[row] )
          return;
        const Row first = mPlace[row] < mPlace[other] ? row : other, second = first == row ? other : row;
        if ( !isWanted( mRecords[first].source, mRecords[second].source ) )
          return;
        const Comparison pair = mComparer.compare( mRecords[first], mRecords[second] );
        if ( pair.agrees )
          found.push_back(
            { static_cast<float>( pair.metres ), pair.minutes, mPlace[first], mPlace[second], pair.isCoarse } );
      };
      index.forEachNear( mRecords[row], visit );
      if ( found.size() > mostPairs )
        throw std::invalid_argument( "more than 30 million pairs of records agree in place and time: choose a smaller "
                                     "distance or time" );
    }
    return found;
  }

  bool isWanted( std::uint16_t a, std::uint16_t b ) const
  {
    return a == b ? mRule.withinSources : mComparer.comparesSources( a, b );
  }

  bool isWithin( const Candidate &pair ) const
  {
    return mRecords[mOrder[pair.a]].source == mRecords[mOrder[pair.b]].source;
  }

  void linkWithinSources( std::vector<Candidate> &pairs )
  {
    const auto between =
      std::partition( pairs.begin(), pairs.end(), [this]( const Candidate &p ) { return isWithin( p ); } );
    std::sort( pairs.begin(), between,
               []( const Candidate &p, const Candidate &q ) { return std::tie( p.a, p.b ) < std::tie( q.a, q.b ); } );
    for ( auto pair = pairs.begin(); pair != between; ++pair )
    {
      const Row first = mOrder[pair->a], second = mOrder[pair->b];
      if ( isDuplicate( first ) || isDuplicate( second ) )
        continue;
      mLinkage.keeper[second] = first;
      addLink( second, first, *pair );
    }
    pairs.erase( pairs.begin(), between );
    pairs.erase( std::remove_if( pairs.begin(), pairs.end(),
                                 [this]( const Candidate &pair )
                                 { return isDuplicate( mOrder[pair.a] ) || isDuplicate( mOrder[pair.b] ); } ),
                 pairs.end() );
  }

  Row keeperOf( Row row ) const
  {
    while ( mLinkage.keeper[row] != row )
      row = mLinkage.keeper[row];
    return row;
  }

  void linkBetweenSources( std::vector<Candidate> &pairs )
  {
    std::sort( pairs.begin(), pairs.end(),
               []( const Candidate &a, const Candidate &b )
               { return std::tie( a.metres, a.minutes, a.a, a.b ) < std::tie( b.metres, b.minutes, b.a, b.b ); } );
    // The sources that an event has, one bit each, for events of several.
    std::unordered_map<Row, std::uint64_t> sourcesOfEvent;
    const auto sourcesOf = [&]( Row keeper )
    {
      const auto known = sourcesOfEvent.find( keeper );
      return known == sourcesOfEvent.end() ? std::uint64_t( 1 ) << mRecords[keeper].source : known->second;
    };
    for ( const Candidate &pair : pairs )
    {
      Row first = keeperOf( mOrder[pair.a] ), second = keeperOf( mOrder[pair.b] );
      const std::uint64_t ofFirst = sourcesOf( first ), ofSecond = sourcesOf( second );
      if ( first == second || ( ofFirst & ofSecond ) != 0 )
        continue;
      if ( mPlace[second] < mPlace[first] )
        std::swap( first, second );
      mLinkage.keeper[second] = first;
      sourcesOfEvent[first] = ofFirst | ofSecond;
      addLink( mOrder[pair.b], mOrder[pair.a], pair );
    }
  }

  void finish()
  {
    for ( Row row = 0; row < mRecords.size(); ++row )
      mLinkage.keeper[row] = keeperOf( row );
    for ( Row row = 0; row < mRecords.size(); ++row )
      mLinkage.size[mLinkage.keeper[row]] += isDuplicate( row ) ? 1 : 0;
    for ( Row row = 0; row < mRecords.size(); ++row )
      mLinkage.size[row] = mLinkage.size[mLinkage.keeper[row]];
    std::sort( mLinkage.links.begin(), mLinkage.links.end(),
               []( const RecordLink &a, const RecordLink &b )
               { return std::tie( a.duplicate, a.original ) < std::tie( b.duplicate, b.original ); } );
  }

  const std::vector<LinkageRecord> &mRecords;
  const LinkageRule &mRule;
  Comparer mComparer;
  std::vector<Row> mOrder;
  std::vector<Row> mPlace; //!< Of each record in mOrder
  RecordLinkage mLinkage;
};

void requireRule( const LinkageRule &rule )
{
  if ( !( rule.metres >= 0 ) || rule.minutes < 0 || rule.days < 0 )
    throw std::invalid_argument( "record linkage: distance, minutes and days must be 0 or more" );
}

} // namespace

bool isCoarse( const LinkageRecord &record ) { return record.to - record.from > longestSpanInDays * minutesPerDay; }

RecordLinkage linkRecords( const std::vector<LinkageRecord> &records, const LinkageRule &rule,
                           const Progress &progress )
{
  requireRule( rule );
  const auto last =
    std::max_element( records.begin(), records.end(),
                      []( const LinkageRecord &a, const LinkageRecord &b ) { return a.source < b.source; } );
  if ( last != records.end() && last->source >= mostSources )
    throw std::invalid_argument( "record linkage: there can be at most 64 sources" );
  return Linker( records, rule ).link( progress );
}

std::vector<std::size_t> coincidentalLinks( std::vector<LinkageRecord> records, const LinkageRule &rule,
                                            std::size_t nSources, const Progress &progress )
{
  constexpr std::int32_t minutesPerWeek = 7 * minutesPerDay;
  for ( LinkageRecord &record : records )
  {
    record.from += record.source * minutesPerWeek;
    record.to += record.source * minutesPerWeek;
  }
  const RecordLinkage linkage = linkRecords( records, rule, progress );
  std::vector<std::size_t> links( nSources * nSources, 0 );
  for ( const RecordLink &link : linkage.links )
  {
    const std::size_t a = records[link.original].source, b = records[link.duplicate].source;
    if ( a != b )
      ++links[a * nSources + b];
  }
  return links;
}

} // namespace communitysafety::statistics
