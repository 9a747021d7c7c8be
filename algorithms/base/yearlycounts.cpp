// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/yearlycounts.h"

#include "base/run.h"
#include "base/source.h"
#include "base/strictparse.h"

namespace communitysafety::base
{

YearlyCounts::YearlyCounts( Run &run, const Source &table, const Areas &areas, const IndexPlan &plan )
  : mArea( table.fieldIndex( QStringLiteral( "area_id" ) ) ), mCode( table.fieldIndex( QStringLiteral( "code" ) ) ),
    mYear( table.fieldIndex( QStringLiteral( "year" ) ) ), mCount( table.fieldIndex( QStringLiteral( "n" ) ) )
{
  for ( std::size_t area = 0; area < areas.size(); ++area )
    mPositions.insert( areas.id[area], area );
  for ( const PlannedIndicator &indicator : plan.indicators )
    mYears.insert( indicator.code, Years() );
  Source::Reading reading;
  reading.attributes = { mArea, mCode, mYear, mCount };
  reading.geometry = false;
  table.forEach( run, reading, [this]( const QgsFeature &row, qint64 ) { add( row ); } );
  if ( mUsed == 0 )
    throw QgsProcessingException(
      Run::tr( "The table ‘%1’ has no row for these areas and indicators: give the table of years that was made with "
               "the indicators, or leave it empty." )
        .arg( table.name() ) );
  if ( mOthers > 0 )
    run.remark( Run::tr( "‘%1’: rows of other areas or indicators: %2." ).arg( table.name() ).arg( mOthers ) );
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

std::vector<statistics::Overdispersion> YearlyCounts::overdispersion( Run &run, const IndexPlan &plan ) const
{
  std::vector<statistics::Overdispersion> result;
  for ( const PlannedIndicator &indicator : plan.indicators )
  {
    run.stopIfCancelled();
    result.push_back( statistics::overdispersionBetweenYears( columnsOf( indicator.code ) ) );
  }
  return result;
}

double overdispersionOfYears( Run &run, const std::vector<std::vector<double>> &years, const QString &otherwise )
{
  const statistics::Overdispersion found = statistics::overdispersionBetweenYears( { years.begin(), years.end() } );
  if ( found.isEstimated() )
    run.remark( Run::tr( "Counts vary %1 times as much between years as independent events would (%2 areas)." )
                  .arg( found.phi, 0, 'f', 2 )
                  .arg( found.areas ) );
  else
    run.warn( Run::tr( "The years of YEAR_COUNTS hold too few counts to tell how much more they vary than independent "
                       "events would: %1." )
                .arg( otherwise ) );
  return found.phi;
}

} // namespace communitysafety::base
