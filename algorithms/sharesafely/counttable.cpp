// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "sharesafely/counttable.h"

#include "base/run.h"
#include "base/strictparse.h"
#include "statistics/column.h"

#include <qgsexception.h>

#include <QMap>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace communitysafety::sharesafely
{

using base::ParsedNumber;
using base::Run;
using statistics::CellStatus;
using statistics::isMissing;
using statistics::missing;

namespace
{

using Cells = std::vector<std::uint32_t>;

//! What stands for a row in rowAndColumn where a total has none.
constexpr std::size_t noRow = SIZE_MAX;

//! What is lost with a total, in counts of areas.
constexpr double weightOfTotal = 5;
constexpr double weightOfGrandTotal = 50;

class Builder
{
public:
  Builder( const SharedRows &rows, const CountRules &rules ) : mRows( rows ), mRules( rules ) {}

  CountTable table();

private:
  //! The members of one parent.
  struct Family
  {
    std::vector<std::size_t> areas;
    //! Rows that are totals themselves, by the field through which they are.
    QMap<QString, std::vector<std::size_t>> totals;
  };

  void readCounts();
  void addCount( std::size_t row, int column );
  void markFewPeople();
  void findTotalRows();
  void addColumnTotals();
  void addParents( const QString &field );
  void addFamily( const QString &field, const QString &parent, const Family &family );
  void addGrandTotal();
  void addRelation( std::uint32_t total, const std::vector<std::size_t> &members, int column, const QString &field );
  void addSum( std::uint32_t total, const Cells &parts );

  std::uint32_t addCell( double value, HiddenFor reason, double lowest, double weight, std::size_t row, int column );
  ImpliedTotal &addImplied( const QString &field, const QString &parent, const std::vector<Cells> &parts,
                            double weight );
  std::vector<std::size_t> areas() const;
  std::vector<Cells> partsOfAll() const;
  void markKnown( std::uint32_t total );
  double leastOf( std::uint32_t cell ) const;
  double sumOf( const Cells &cells ) const;
  Cells partsOf( const std::vector<std::size_t> &members, int column, bool withMissing ) const;
  std::vector<Cells> partsOfAreas( const std::vector<std::size_t> &members ) const;
  bool isUnknown( std::uint32_t cell ) const
  {
    return isMissing( mTable.cells.value[cell] ) && mTable.reason[cell] != HiddenFor::inputMark;
  }
  double leastHidden() const { return mRules.zeros == Zeros::always ? 1 : 0; }

  const SharedRows &mRows;
  const CountRules &mRules;
  CountTable mTable;
  QStringList mColumns;
  QHash<QString, std::size_t> mRowOfId;
  //! The field through which a row is a total; empty for an area.
  std::vector<QString> mTotalThrough;
  //! The cells of the totals of the areas, by the field that names them.
  QHash<QString, std::vector<Cells>> mTotalsThrough;
  //! Places of the relations of which a cell is the total.
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> mSumsOf;
};

double weightOf( double value ) { return 1 + std::log10( 1 + ( isMissing( value ) ? 0 : value ) ); }

CountTable Builder::table()
{
  mColumns = mRules.columns();
  for ( std::size_t row = 0; row < mRows.size(); ++row )
    mRowOfId.insert( mRows.id[row], row );
  findTotalRows();
  readCounts();
  if ( !mRules.population.isEmpty() )
    markFewPeople();
  if ( !mRules.columnTotal.isEmpty() )
    addColumnTotals();
  for ( const QString &field : mRules.parents )
    addParents( field );
  if ( mRules.withGrandTotal )
    addGrandTotal();
  return std::move( mTable );
}

void Builder::findTotalRows()
{
  mTotalThrough.resize( mRows.size() );
  for ( const QString &field : mRules.parents )
    for ( std::size_t row = 0; row < mRows.size(); ++row )
    {
      const auto total = mRowOfId.constFind( mRows.text( row, field ) );
      if ( total != mRowOfId.constEnd() && *total != row )
        mTotalThrough[*total] = field;
    }
  mTable.totalRows = std::size_t( std::count_if( mTotalThrough.begin(), mTotalThrough.end(),
                                                 []( const QString &field ) { return !field.isEmpty(); } ) );
}

std::uint32_t Builder::addCell( double value, HiddenFor reason, double lowest, double weight, std::size_t row,
                                int column )
{
  statistics::TableToProtect &cells = mTable.cells;
  const bool isSmall = value < mRules.threshold && ( value > 0 || mRules.zeros == Zeros::hidden );
  if ( reason == HiddenFor::nothing && isSmall )
    reason = HiddenFor::smallCount;
  cells.value.push_back( value );
  cells.lowest.push_back( lowest );
  cells.weight.push_back( weight );
  cells.status.push_back( reason == HiddenFor::nothing ? CellStatus::open : CellStatus::unsafe );
  mTable.reason.push_back( reason );
  mTable.rowAndColumn.emplace_back( row, column );
  return std::uint32_t( cells.value.size() - 1 );
}

void Builder::readCounts()
{
  mTable.cellsOfRow.resize( mRows.size() );
  for ( std::size_t row = 0; row < mRows.size(); ++row )
    for ( int column = 0; column < mColumns.size(); ++column )
      addCount( row, column );
}

void Builder::addCount( std::size_t row, int column )
{
  const QString &field = mColumns[column];
  const ParsedNumber number = base::parseNumber( mRows.value( row, field ) );
  if ( number.kind == ParsedNumber::Kind::NotANumber )
    throw QgsProcessingException( Run::tr( "%1, field ‘%2’ holds no number: correct the row or choose another field." )
                                    .arg( mRows.words( row ), field ) );
  if ( number.isNumber() && ( number.value < 0 || number.value != std::floor( number.value ) ) )
    throw QgsProcessingException( Run::tr( "%1, field ‘%2’ is negative or not whole: FIELDS are for counts; give rates "
                                           "and indices made from them as DERIVED." )
                                    .arg( mRows.words( row ), field ) );
  const bool isMarked = number.kind == ParsedNumber::Kind::Suppressed;
  const double weight = weightOf( number.value ) * ( mTotalThrough[row].isEmpty() ? 1 : weightOfTotal ) *
                        ( field == mRules.columnTotal ? 2 : 1 );
  mTable.cellsOfRow[row].push_back( addCell( number.value, isMarked ? HiddenFor::inputMark : HiddenFor::nothing,
                                             number.kind == ParsedNumber::Kind::Missing ? 0 : leastHidden(), weight,
                                             row, column ) );
}

//! Everything is hidden where few people live, a zero as well: that nothing happened to them tells of them too.
void Builder::markFewPeople()
{
  for ( std::size_t row = 0; row < mRows.size(); ++row )
  {
    const ParsedNumber people = base::parseNumber( mRows.value( row, mRules.population ) );
    if ( people.kind == ParsedNumber::Kind::NotANumber || ( people.isNumber() && people.value < 0 ) )
      throw QgsProcessingException( Run::tr( "%1, field ‘%2’ holds no number of people: correct the row." )
                                      .arg( mRows.words( row ), mRules.population ) );
    if ( people.isNumber() && people.value >= mRules.leastPopulation )
      continue;
    for ( const std::uint32_t cell : mTable.cellsOfRow[row] )
    {
      mTable.cells.lowest[cell] = 0;
      if ( isMissing( mTable.cells.value[cell] ) )
        continue;
      mTable.cells.status[cell] = CellStatus::unsafe;
      mTable.reason[cell] = HiddenFor::fewPeople;
    }
  }
}

double Builder::sumOf( const Cells &cells ) const
{
  double sum = 0;
  for ( const std::uint32_t cell : cells )
    sum += mTable.cells.value[cell];
  return sum;
}

//! What nobody knows is not in a sum that is formed here, but may be in one that is given.
Cells Builder::partsOf( const std::vector<std::size_t> &members, int column, bool withMissing ) const
{
  Cells parts;
  for ( const std::size_t row : members )
    if ( const std::uint32_t cell = mTable.cellsOfRow[row][std::size_t( column )]; withMissing || !isUnknown( cell ) )
      parts.push_back( cell );
  return parts;
}

std::vector<Cells> Builder::partsOfAreas( const std::vector<std::size_t> &members ) const
{
  std::vector<Cells> parts;
  for ( int column = 0; column < mColumns.size(); ++column )
    parts.push_back( partsOf( members, column, false ) );
  return parts;
}

void Builder::addColumnTotals()
{
  for ( std::size_t row = 0; row < mRows.size(); ++row )
  {
    const Cells &cells = mTable.cellsOfRow[row];
    const Cells parts( cells.begin(), cells.end() - 1 );
    const double sum = sumOf( parts ), total = mTable.cells.value[cells.back()];
    if ( !isMissing( sum ) && !isMissing( total ) && sum != total )
      throw QgsProcessingException( Run::tr( "%1: ‘%2’ is not the sum of the fields chosen as FIELDS: choose all that "
                                             "it consists of, or leave COLUMN_TOTAL empty." )
                                      .arg( mRows.words( row ), mRules.columnTotal ) );
    addSum( cells.back(), parts );
  }
}

void Builder::addSum( std::uint32_t total, const Cells &parts )
{
  mSumsOf[total].push_back( mTable.cells.relations.size() );
  mTable.cells.relations.push_back( { total, parts } );
}

void Builder::addParents( const QString &field )
{
  QMap<QString, Family> families;
  for ( std::size_t row = 0; row < mRows.size(); ++row )
  {
    const QString parent = mRows.text( row, field );
    if ( parent.isEmpty() || parent == mRows.id[row] )
      continue;
    Family &family = families[parent];
    if ( mTotalThrough[row].isEmpty() )
      family.areas.push_back( row );
    else
      family.totals[mTotalThrough[row]].push_back( row );
  }
  for ( auto family = families.constBegin(); family != families.constEnd(); ++family )
    addFamily( field, family.key(), family.value() );
}

void Builder::addFamily( const QString &field, const QString &parent, const Family &family )
{
  const auto given = mRowOfId.constFind( parent );
  const bool isGiven = given != mRowOfId.constEnd();
  const std::vector<std::size_t> &members = family.areas.empty() ? family.totals.first() : family.areas;
  const Cells totals =
    isGiven ? mTable.cellsOfRow[*given] : addImplied( field, parent, partsOfAreas( members ), weightOfTotal ).cells;
  if ( !family.areas.empty() )
    mTotalsThrough[field].push_back( totals );
  for ( int column = 0; column < mColumns.size(); ++column )
  {
    const std::uint32_t total = totals[std::size_t( column )];
    if ( isGiven )
      addRelation( total, members, column, field );
    markKnown( total );
    // Wards of a district, beside the areas of it: another way to the same sum, where all of them are there.
    if ( !family.areas.empty() )
      for ( const std::vector<std::size_t> &others : family.totals )
        if ( const Cells parts = partsOf( others, column, true ); sumOf( parts ) == mTable.cells.value[total] )
          addSum( total, parts );
  }
}

void Builder::addRelation( std::uint32_t total, const std::vector<std::size_t> &members, int column,
                           const QString &field )
{
  const Cells parts = partsOf( members, column, true );
  const double sum = sumOf( parts ), value = mTable.cells.value[total];
  if ( !isMissing( sum ) && !isMissing( value ) && sum != value )
    throw QgsProcessingException(
      Run::tr(
        "%1: its ‘%2’ is not the sum of the rows that name it in ‘%3’: correct the rows, or take the total out." )
        .arg( mRows.words( mTable.rowAndColumn[total].first ), mColumns[column], field ) );
  addSum( total, parts );
}

ImpliedTotal &Builder::addImplied( const QString &field, const QString &parent, const std::vector<Cells> &parts,
                                   double weight )
{
  ImpliedTotal total{ field, parent, {} };
  for ( int column = 0; column < mColumns.size(); ++column )
  {
    const Cells &ofColumn = parts[std::size_t( column )];
    const double sum = sumOf( ofColumn );
    const std::uint32_t cell =
      addCell( sum, HiddenFor::nothing, leastHidden(), weight * weightOf( sum ), noRow, column );
    addSum( cell, ofColumn );
    total.cells.push_back( cell );
  }
  mTable.totals.push_back( std::move( total ) );
  return mTable.totals.back();
}

std::vector<std::size_t> Builder::areas() const
{
  std::vector<std::size_t> found;
  for ( std::size_t row = 0; row < mRows.size(); ++row )
    if ( mTotalThrough[row].isEmpty() )
      found.push_back( row );
  return found;
}

//! The cells of a grand total: the totals of the first field in which every area names a parent, else the areas.
std::vector<Cells> Builder::partsOfAll() const
{
  const std::vector<std::size_t> all = areas();
  std::vector<Cells> parts( std::size_t( mColumns.size() ) );
  for ( const QString &field : mRules.parents )
  {
    // An area that is its own parent is no part of a total of this field.
    const auto isOutside = [&]( std::size_t row )
    {
      const QString parent = mRows.text( row, field );
      return parent.isEmpty() || parent == mRows.id[row];
    };
    if ( std::any_of( all.begin(), all.end(), isOutside ) )
      continue;
    for ( const Cells &total : mTotalsThrough.value( field ) )
      for ( std::size_t column = 0; column < parts.size(); ++column )
        parts[column].push_back( total[column] );
    return parts;
  }
  for ( int column = 0; column < mColumns.size(); ++column )
    parts[std::size_t( column )] = partsOf( all, column, false );
  return parts;
}

void Builder::addGrandTotal()
{
  const std::vector<Cells> parts = partsOfAll();
  // A single parent that holds all areas is the grand total.
  if ( std::all_of( parts.begin(), parts.end(), []( const Cells &ofColumn ) { return ofColumn.size() < 2; } ) )
    return;
  const ImpliedTotal &total = addImplied( QString(), QString(), parts, weightOfGrandTotal );
  for ( const std::uint32_t cell : total.cells )
    markKnown( cell );
}

//! A total that others know and that cannot be formed here, because parts of it are hidden in the input: its parts are
//! taken to be the least that they can be, since they are hardest to hide in a small total.
void Builder::markKnown( std::uint32_t total )
{
  if ( !mRules.totalsKnown )
    return;
  if ( isMissing( mTable.cells.value[total] ) )
  {
    mTable.cells.value[total] = leastOf( total );
    mTable.assumed.push_back( total );
    mTable.reason[total] = HiddenFor::inputMark;
  }
  mTable.cells.status[total] = CellStatus::known;
}

double Builder::leastOf( std::uint32_t cell ) const
{
  if ( !isMissing( mTable.cells.value[cell] ) )
    return mTable.cells.value[cell];
  double least = mTable.reason[cell] == HiddenFor::inputMark ? std::max( 1.0, mTable.cells.lowest[cell] ) : 0;
  const auto sums = mSumsOf.find( cell );
  if ( sums == mSumsOf.end() )
    return least;
  for ( const std::size_t place : sums->second )
  {
    double sum = 0;
    for ( const std::uint32_t part : mTable.cells.relations[place].parts )
      sum += leastOf( part );
    least = std::max( least, sum );
  }
  return least;
}

} // namespace

QString CountTable::words( const SharedRows &rows, const CountRules &rules, std::uint32_t cell ) const
{
  const auto &[row, column] = rowAndColumn[cell];
  const QString field = rules.columns().at( column );
  if ( row != noRow )
    return Run::tr( "%1, field ‘%2’" ).arg( rows.words( row ), field );
  for ( const ImpliedTotal &total : totals )
    if ( total.cells[std::size_t( column )] == cell && !total.parentField.isEmpty() )
      return Run::tr( "the total of %1 ‘%2’, field ‘%3’" ).arg( total.parentField, total.parent, field );
  return Run::tr( "the total of all areas, field ‘%1’" ).arg( field );
}

CountTable countTable( Run &run, const SharedRows &rows, const CountRules &rules )
{
  CountTable table = Builder( rows, rules ).table();
  if ( table.totalRows > 0 )
    run.remark(
      Run::tr( "Rows that are totals of other rows, named by them as their parent: %1." ).arg( table.totalRows ) );
  return table;
}

} // namespace communitysafety::sharesafely
