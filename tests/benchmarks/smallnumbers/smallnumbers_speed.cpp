// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers

// How long it takes to hide small counts in tables of whole cities and countries, and to attack the result:
// communitysafety_smallnumbers_speed [areas, 24717] [threads, 0] [name ...]
#include "statistics/cellsuppression.h"
#include "statistics/column.h"
#include "statistics/disclosureattack.h"
#include "statistics/randomstream.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <numeric>
#include <set>
#include <string>

using namespace communitysafety::statistics;

namespace
{

constexpr std::size_t fields = 3;
constexpr double threshold = 5;

//! One table to be made.
struct Plan
{
  const char *name;
  //! Areas of a ward, and of a district; districts consist of wards.
  std::size_t wardSize;
  std::size_t districtSize;
  double mean;
  bool totalsKnown;
  //! Whether a further field sums up the others.
  bool hasColumnTotal;
};

constexpr Plan plans[] = {
  { "city", 358, 2506, 3, false, false },         { "city-known", 358, 2506, 3, true, false },
  { "city-rare", 358, 2506, 0.05, false, false }, { "city-rare-known", 358, 2506, 0.05, true, false },
  { "country", 5, 100, 3, false, false },         { "country-known", 5, 100, 3, true, false },
  { "country-rare", 5, 100, 0.05, false, false }, { "country-rare-known", 5, 100, 0.05, true, false },
  { "city-columns", 358, 2506, 3, false, true },  { "country-columns", 5, 100, 3, false, true },
};

double drawnCount( double mean, RandomStream &random )
{
  // Skewed as incidents by area are: the mean of an area is itself exponential.
  const double ownMean = -mean * std::log( 1 - random.uniform() );
  double count = -1, product = 1;
  const double end = std::exp( -ownMean );
  do
  {
    product *= 1 - random.uniform();
    ++count;
  } while ( product > end );
  return count;
}

//! Cells as SUPPRESS SMALL NUMBERS makes them: the counts of the areas row by row, then the totals.
class Maker
{
public:
  Maker( const Plan &plan, std::size_t areas ) : mPlan( plan ), mAreas( areas ) {}

  TableToProtect table()
  {
    addAreas();
    const std::vector<std::uint32_t> wards = addGroups( mPlan.wardSize );
    addGroups( mPlan.districtSize );
    // The sum of all areas is that of their wards.
    for ( std::size_t field = 0; field < columns(); ++field )
    {
      std::vector<std::uint32_t> parts;
      for ( std::size_t ward = field; ward < wards.size(); ward += columns() )
        parts.push_back( wards[ward] );
      addTotal( parts, 50 );
    }
    return std::move( mTable );
  }

private:
  std::size_t columns() const { return fields + ( mPlan.hasColumnTotal ? 1 : 0 ); }

  void addAreas()
  {
    RandomStream random( 7 );
    for ( std::size_t area = 0; area < mAreas; ++area )
    {
      AdditiveRelation sum{ std::uint32_t( mTable.value.size() + fields ), {} };
      double all = 0;
      for ( std::size_t field = 0; field < fields; ++field )
      {
        // Of three fields one is as common as the mean says, one twice as common, one half.
        const double count = drawnCount( mPlan.mean * std::pow( 2, 1 - double( field ) ), random );
        all += count;
        sum.parts.push_back( addCell( count, 1, false ) );
      }
      if ( !mPlan.hasColumnTotal )
        continue;
      addCell( all, 2, false );
      mTable.relations.push_back( sum );
    }
  }

  //! The totals of groups of \a size areas, field by field.
  std::vector<std::uint32_t> addGroups( std::size_t size )
  {
    std::vector<std::uint32_t> totals;
    for ( std::size_t first = 0; first < mAreas; first += size )
      for ( std::size_t field = 0; field < columns(); ++field )
      {
        std::vector<std::uint32_t> parts;
        for ( std::size_t area = first; area < std::min( mAreas, first + size ); ++area )
          parts.push_back( std::uint32_t( area * columns() + field ) );
        totals.push_back( addTotal( parts, 5 ) );
      }
    return totals;
  }

  std::uint32_t addTotal( const std::vector<std::uint32_t> &parts, double weight )
  {
    double sum = 0;
    for ( const std::uint32_t part : parts )
      sum += mTable.value[part];
    const std::uint32_t total = addCell( sum, weight, mPlan.totalsKnown );
    mTable.relations.push_back( { total, parts } );
    return total;
  }

  std::uint32_t addCell( double value, double weight, bool isKnown )
  {
    const bool isSmall = value > 0 && value < threshold;
    mTable.value.push_back( value );
    mTable.lowest.push_back( 0 );
    mTable.weight.push_back( weight * ( 1 + std::log10( 1 + value ) ) );
    mTable.status.push_back( isKnown ? CellStatus::known : isSmall ? CellStatus::unsafe : CellStatus::open );
    return std::uint32_t( mTable.value.size() - 1 );
  }

  const Plan &mPlan;
  std::size_t mAreas;
  TableToProtect mTable;
};

//! Wall time and processor time of all threads, in seconds.
struct Clock
{
  double wall = std::chrono::duration<double>( std::chrono::steady_clock::now().time_since_epoch() ).count();
  double processor = double( std::clock() ) / CLOCKS_PER_SEC;
};

//! Unsafe cells that \a isHidden does not protect.
std::size_t narrowOnes( const TableToProtect &table, const std::vector<char> &isHidden, unsigned threads )
{
  PublishedTable file{ table.value, table.lowest, table.relations };
  for ( std::size_t cell = 0; cell < isHidden.size(); ++cell )
    if ( isHidden[cell] )
      file.value[cell] = missing;
  AttackOptions options;
  options.enoughWidth = threshold;
  options.threads = threads;
  for ( const CellStatus status : table.status )
    options.wanted.push_back( status == CellStatus::unsafe ? 1 : 0 );
  const std::vector<CellInterval> intervals = attackTable( file, options );
  std::size_t narrow = 0;
  for ( std::size_t cell = 0; cell < isHidden.size(); ++cell )
    narrow += table.status[cell] == CellStatus::unsafe && intervals[cell].width() < threshold;
  return narrow;
}

void measure( const Plan &plan, std::size_t areas, unsigned threads )
{
  const TableToProtect table = Maker( plan, areas ).table();
  SuppressionOptions options;
  options.protection = threshold;
  options.threads = threads;
  const Clock start;
  const SuppressionPattern pattern = suppressCells( table, options );
  const Clock chosen;
  const std::size_t narrow = narrowOnes( table, pattern.isHidden, threads );
  const Clock end;
  double hiddenWeight = 0;
  for ( std::size_t cell = 0; cell < table.value.size(); ++cell )
    hiddenWeight += pattern.isHidden[cell] && table.status[cell] != CellStatus::unsafe ? table.weight[cell] : 0;
  std::printf( "| %s | %zu | %zu | %.0f | %.0f | %.1f | %.1f | %.1f | %zu |\n", plan.name, table.value.size(),
               std::size_t( std::count( table.status.begin(), table.status.end(), CellStatus::unsafe ) ),
               double( std::accumulate( pattern.isHidden.begin(), pattern.isHidden.end(), 0 ) ) -
                 double( std::count( table.status.begin(), table.status.end(), CellStatus::unsafe ) ),
               hiddenWeight, chosen.wall - start.wall, chosen.processor - start.processor,
               end.processor - chosen.processor, narrow );
  std::fflush( stdout );
}

} // namespace

int main( int argc, char **argv )
{
  const std::size_t areas = argc > 1 ? std::strtoul( argv[1], nullptr, 10 ) : 24717;
  const unsigned threads = argc > 2 ? unsigned( std::strtoul( argv[2], nullptr, 10 ) ) : 0;
  const std::set<std::string> wanted( argv + std::min( argc, 3 ), argv + argc );
  std::printf(
    "| table | cells | small | hidden besides | their weight | seconds | of the processor | attack | open |\n"
    "| --- | --: | --: | --: | --: | --: | --: | --: | --: |\n" );
  for ( const Plan &plan : plans )
    if ( wanted.empty() || wanted.count( plan.name ) > 0 )
      measure( plan, areas, threads );
}
