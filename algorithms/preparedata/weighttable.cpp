// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/weighttable.h"

#include "base/nearestname.h"
#include "base/run.h"
#include "base/strictparse.h"
#include "preparedata/incidentcategories.h"

#include <QSet>

#include <algorithm>

namespace communitysafety::preparedata
{

using base::Run;
using base::TextTable;

namespace
{

//! Headings stand below the title lines of a sheet, not far down.
constexpr std::size_t mostTitleRows = 60;

bool isCalled( const QString &heading, const QString &wanted )
{
  return heading.simplified().compare( wanted.simplified(), Qt::CaseInsensitive ) == 0;
}

//! Columns of \a row whose heading is \a wanted, or speaks of weight where nothing is wanted.
std::vector<int> weightColumns( const TextTable &sheet, std::size_t row, const QString &wanted )
{
  std::vector<int> columns;
  for ( int column = 0; column < sheet.cellsIn( row ); ++column )
  {
    const QString heading = sheet.cell( row, column );
    const bool isIt = wanted.isEmpty() ? heading.contains( QLatin1String( "weight" ), Qt::CaseInsensitive )
                                       : isCalled( heading, wanted );
    if ( isIt )
      columns.push_back( column );
  }
  return columns;
}

QStringList headingsOf( const TextTable &sheet, std::size_t row )
{
  QStringList headings;
  for ( int column = 0; column < sheet.cellsIn( row ); ++column )
    headings << sheet.cell( row, column );
  return headings;
}

int columnNamed( const QStringList &headings, const QString &wanted )
{
  for ( int column = 0; column < headings.size(); ++column )
    if ( isCalled( headings[column], wanted ) )
      return column;
  return -1;
}

//! True when below the headings at least one weight is a number.
bool hasNumbers( const TextTable &sheet, std::size_t heading, int column )
{
  for ( std::size_t row = heading + 1; row < sheet.rows(); ++row )
    if ( base::parseNumber( sheet.cell( row, column ) ).isNumber() )
      return true;
  return false;
}

} // namespace

WeightTable::WeightTable( Run &run, const QString &name, const std::vector<TextTable> &sheets,
                          const WeightChoice &choice, const std::vector<CombinedRecords::Category> &categories )
  : mName( name )
{
  const Place place = findHeadings( sheets, choice );
  const int categoryColumn = findCategories( place, choice, categories );
  readRows( place, categoryColumn, choice );
  if ( !choice.year.isEmpty() && place.year < 0 )
    run.warn( Run::tr( "WEIGHT_YEAR had no effect: WEIGHTS ‘%1’ has no column ‘year’, so that the rows of all years "
                       "were taken." )
                .arg( mName ) );
  const QString year = ofYear( place, choice );
  run.remark( Run::tr( "Weights%1 from ‘%2’: column ‘%3’, by ‘%4’, %5 categories." )
                .arg( year, mName, place.sheet->cell( place.heading, place.weight ),
                      place.sheet->cell( place.heading, categoryColumn ) )
                .arg( mWeights.size() ) );
}

WeightTable::Place WeightTable::findHeadings( const std::vector<TextTable> &sheets, const WeightChoice &choice ) const
{
  for ( const TextTable &sheet : sheets )
    for ( std::size_t row = 0; row < std::min( sheet.rows(), mostTitleRows ); ++row )
    {
      std::vector<int> columns = weightColumns( sheet, row, choice.weightColumn );
      columns.erase( std::remove_if( columns.begin(), columns.end(),
                                     [&]( int column ) { return !hasNumbers( sheet, row, column ); } ),
                     columns.end() );
      // A title that speaks of weights stands alone in its row.
      if ( columns.empty() || sheet.filledCells( row ) < 2 )
        continue;
      const QStringList headings = headingsOf( sheet, row );
      if ( columns.size() > 1 )
        throw QgsProcessingException(
          Run::tr( "WEIGHTS ‘%1’ has several columns of weights, among them ‘%2’ and ‘%3’: name one in WEIGHT_COLUMN." )
            .arg( mName, headings[columns[0]], headings[columns[1]] ) );
      return { &sheet, row, columns.front(), columnNamed( headings, QStringLiteral( "year" ) ) };
    }
  if ( choice.weightColumn.isEmpty() )
    throw QgsProcessingException(
      Run::tr( "WEIGHTS ‘%1’ has no column whose heading says weight: name it in WEIGHT_COLUMN." ).arg( mName ) );
  const QStringList headings =
    sheets.empty() || sheets.front().rows() == 0 ? QStringList() : headingsOf( sheets.front(), 0 );
  throw QgsProcessingException(
    Run::tr( "WEIGHTS ‘%1’ has no column of numbers ‘%2’." ).arg( mName, choice.weightColumn ) +
    base::didYouMean( choice.weightColumn, headings ) );
}

int WeightTable::findCategories( const Place &place, const WeightChoice &choice,
                                 const std::vector<CombinedRecords::Category> &categories ) const
{
  const QStringList headings = headingsOf( *place.sheet, place.heading );
  if ( !choice.categoryColumn.isEmpty() )
  {
    const int column = columnNamed( headings, choice.categoryColumn );
    if ( column < 0 )
      throw QgsProcessingException( Run::tr( "WEIGHTS ‘%1’ has no column ‘%2’." ).arg( mName, choice.categoryColumn ) +
                                    base::didYouMean( choice.categoryColumn, headings ) );
    return column;
  }
  QSet<QString> wanted;
  for ( const CombinedRecords::Category &category : categories )
    wanted.insert( plainCategory( category.name ) );
  wanted.remove( QString() );
  int best = -1, most = 0;
  for ( int column = 0; column < headings.size(); ++column )
  {
    QSet<QString> found;
    for ( std::size_t row = place.heading + 1; row < place.sheet->rows(); ++row )
      found.insert( plainCategory( place.sheet->cell( row, column ) ) );
    const int n = int( found.intersect( wanted ).size() );
    if ( column != place.weight && n > most )
    {
      best = column;
      most = n;
    }
  }
  if ( best < 0 )
    throw QgsProcessingException( Run::tr( "No column of WEIGHTS ‘%1’ has any category of the incidents, such as ‘%2’: "
                                           "name the column in CATEGORY_COLUMN, or bring the categories under the same "
                                           "names with Prepare incidents." )
                                    .arg( mName, categories.empty() ? QString() : categories.back().name ) );
  return best;
}

void WeightTable::readRows( const Place &place, int categoryColumn, const WeightChoice &choice )
{
  for ( std::size_t row = place.heading + 1; row < place.sheet->rows(); ++row )
  {
    const QString category = place.sheet->cell( row, categoryColumn );
    const base::ParsedNumber weight = base::parseNumber( place.sheet->cell( row, place.weight ) );
    const bool isOfYear =
      choice.year.isEmpty() || place.year < 0 || isCalled( place.sheet->cell( row, place.year ), choice.year );
    if ( category.isEmpty() || !weight.isNumber() || !isOfYear )
      continue;
    if ( weight.value < 0 )
      throw QgsProcessingException(
        Run::tr( "WEIGHTS ‘%1’: the weight of ‘%2’ is below 0; correct it." ).arg( mName, category ) );
    const QString key = plainCategory( category );
    const auto known = mWeights.constFind( key );
    if ( known != mWeights.constEnd() && *known != weight.value )
      throw QgsProcessingException(
        Run::tr( "WEIGHTS ‘%1’ has two weights for ‘%2’, %3 and %4: say which year in WEIGHT_YEAR (a column ‘year’ "
                 "tells it), or keep one of them." )
          .arg( mName, category )
          .arg( *known )
          .arg( weight.value ) );
    if ( known == mWeights.constEnd() )
      mCategories << category;
    mWeights.insert( key, weight.value );
  }
  if ( mWeights.isEmpty() )
    throw QgsProcessingException(
      Run::tr( "WEIGHTS ‘%1’ has no row with a category and a weight%2." ).arg( mName, ofYear( place, choice ) ) );
}

QString WeightTable::ofYear( const Place &place, const WeightChoice &choice )
{
  return choice.year.isEmpty() || place.year < 0 ? QString() : Run::tr( " of %1" ).arg( choice.year );
}

std::optional<double> WeightTable::weightOf( const QString &category ) const
{
  const auto known = mWeights.constFind( plainCategory( category ) );
  if ( known == mWeights.constEnd() )
    return {};
  return *known;
}

QString WeightTable::nearestTo( const QString &category ) const { return base::nearestName( category, mCategories ); }

} // namespace communitysafety::preparedata
