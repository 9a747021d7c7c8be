// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/yearlycounts.h"

#include "base/run.h"
#include "base/source.h"
#include "base/strictparse.h"

#include <QHash>
#include <QMap>

namespace communitysafety::base
{

namespace
{

//! Counts of one indicator: year → one count per area.
using Years = QMap<int, std::vector<double>>;

//! Sorts the rows of the table into columns.
class YearlyCounts
{
public:
  YearlyCounts( const Source &table, const Areas &areas, const IndexPlan &plan );

  Source::Reading reading() const;
  void add( const QgsFeature &row );

  qint64 used() const { return mUsed; }
  qint64 others() const { return mOthers; }
  std::vector<statistics::Column> columnsOf( const QString &code ) const;

private:
  int mArea;
  int mCode;
  int mYear;
  int mCount;
  QHash<QString, std::size_t> mPositions;
  QHash<QString, Years> mYears;
  qint64 mUsed = 0;
  qint64 mOthers = 0;
};

YearlyCounts::YearlyCounts( const Source &table, const Areas &areas, const IndexPlan &plan )
  : mArea( table.fieldIndex( QStringLiteral( "area_id" ) ) ), mCode( table.fieldIndex( QStringLiteral( "code" ) ) ),
    mYear( table.fieldIndex( QStringLiteral( "year" ) ) ), mCount( table.fieldIndex( QStringLiteral( "n" ) ) )
{
  for ( std::size_t area = 0; area < areas.size(); ++area )
    mPositions.insert( areas.id[area], area );
  for ( const PlannedIndicator &indicator : plan.indicators )
    mYears.insert( indicator.code, Years() );
}

Source::Reading YearlyCounts::reading() const
{
  Source::Reading reading;
  reading.attributes = { mArea, mCode, mYear, mCount };
  reading.geometry = false;
  return reading;
}

void YearlyCounts::add( const QgsFeature &row )
{
  const auto area = mPositions.constFind( row.attribute( mArea ).toString().trimmed() );
  const auto years = mYears.find( row.attribute( mCode ).toString().trimmed() );
  const ParsedNumber year = parseNumber( row.attribute( mYear ) );
  if ( area == mPositions.constEnd() || years == mYears.end() || !year.isNumber() )
  {
    ++mOthers;
    return;
  }
  ++mUsed;
  std::vector<double> &counts = ( *years )[static_cast<int>( year.value )];
  counts.resize( static_cast<std::size_t>( mPositions.size() ), statistics::missing );
  counts[area.value()] = parseNumber( row.attribute( mCount ) ).value;
}

std::vector<statistics::Column> YearlyCounts::columnsOf( const QString &code ) const
{
  std::vector<statistics::Column> columns;
  const auto years = mYears.constFind( code );
  for ( auto counts = years->constBegin(); counts != years->constEnd(); ++counts )
    columns.emplace_back( counts.value() );
  return columns;
}

} // namespace

std::vector<statistics::Overdispersion> overdispersionOfIndicators( Run &run, const Source &table, const Areas &areas,
                                                                    const IndexPlan &plan )
{
  YearlyCounts counts( table, areas, plan );
  table.forEach( run, counts.reading(), [&counts]( const QgsFeature &row, qint64 ) { counts.add( row ); } );
  if ( counts.used() == 0 )
    throw QgsProcessingException(
      Run::tr( "The table ‘%1’ has no row for these areas and indicators: give the table of years that was made with "
               "the indicators, or leave it empty." )
        .arg( table.name() ) );
  if ( counts.others() > 0 )
    run.remark( Run::tr( "‘%1’: rows of other areas or indicators: %2." ).arg( table.name() ).arg( counts.others() ) );
  std::vector<statistics::Overdispersion> result;
  for ( const PlannedIndicator &indicator : plan.indicators )
  {
    run.stopIfCancelled();
    result.push_back( statistics::overdispersionBetweenYears( counts.columnsOf( indicator.code ) ) );
  }
  return result;
}

} // namespace communitysafety::base
