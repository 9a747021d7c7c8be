// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/yearlycounts.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "base/source.h"
#include "base/strictparse.h"

#include <algorithm>

namespace communitysafety::base
{

namespace
{

QStringList codesOf( const IndexPlan &plan )
{
  QStringList codes;
  for ( const PlannedIndicator &indicator : plan.indicators )
    codes << indicator.code;
  return codes;
}

} // namespace

YearlyCounts::YearlyCounts( Run &run, const Source &table, const Areas &areas, const IndexPlan &plan )
  : YearlyCounts( run, table, areas, codesOf( plan ) )
{
}

YearlyCounts::YearlyCounts( Run &run, const Source &table, const Areas &areas, const QStringList &codes,
                            double progressFrom, double progressTo )
  : mTable( table.name() ), mArea( table.fieldIndex( QStringLiteral( "area_id" ) ) ),
    mCode( table.fieldIndex( QStringLiteral( "code" ) ) ), mYear( table.fieldIndex( QStringLiteral( "year" ) ) ),
    mCount( table.fieldIndex( QStringLiteral( "n" ) ) ),
    mExposure( table.fields().lookupField( QStringLiteral( "d" ) ) ),
    mFrom( table.fields().lookupField( QStringLiteral( "year_from" ) ) ),
    mTo( table.fields().lookupField( QStringLiteral( "year_to" ) ) )
{
  for ( std::size_t area = 0; area < areas.size(); ++area )
    mPositions.insert( areas.id[area], area );
  for ( const QString &code : codes )
    mYears.insert( code, Years() );
  Source::Reading reading;
  reading.attributes = { mArea, mCode, mYear, mCount };
  for ( const int field : { mExposure, mFrom, mTo } )
    if ( field >= 0 )
      reading.attributes << field;
  reading.geometry = false;
  reading.progressFrom = progressFrom;
  reading.progressTo = progressTo;
  table.forEach( run, reading, [this]( const QgsFeature &feature, qint64 row ) { add( feature, row ); } );
  tellRows( run );
}

void YearlyCounts::tellRows( Run &run ) const
{
  if ( mUsed == 0 )
    throw QgsProcessingException(
      Run::tr( "The table ‘%1’ has no row for these areas and indicators: give the table of years that was made with "
               "the indicators, or leave it empty." )
        .arg( mTable ) );
  if ( mOthers > 0 )
    run.remark( Run::tr( "‘%1’: rows of other areas or indicators: %2." ).arg( mTable ).arg( mOthers ) );
  if ( mUnreadable > 0 )
    run.warn( Run::tr( "‘%1’: numbers that cannot be read and are missing: %2, the first in %3." )
                .arg( mTable )
                .arg( mUnreadable )
                .arg( mFirstUnreadable ) );
}

void YearlyCounts::add( const QgsFeature &feature, qint64 row )
{
  const auto area = mPositions.constFind( feature.attribute( mArea ).toString().trimmed() );
  const auto years = mYears.find( feature.attribute( mCode ).toString().trimmed() );
  const ParsedNumber year = parseNumber( feature.attribute( mYear ) );
  if ( area == mPositions.constEnd() || years == mYears.end() || !year.isNumber() )
  {
    ++mOthers;
    return;
  }
  ++mUsed;
  const int yearNumber = static_cast<int>( year.value );
  noteSpan( yearNumber, feature );
  Year &read = ( *years )[yearNumber];
  const auto places = static_cast<std::size_t>( mPositions.size() );
  read.isRead.resize( places, false );
  read.numbers.counts.resize( places, statistics::missing );
  read.numbers.exposures.resize( places, statistics::missing );
  if ( read.isRead[area.value()] )
    throw QgsProcessingException( Run::tr( "The table ‘%1’ has the area ‘%2’ twice for the indicator ‘%3’ in year %4 "
                                           "(the second time in row %5): remove one of the rows." )
                                    .arg( mTable, area.key(), years.key() )
                                    .arg( yearNumber )
                                    .arg( row ) );
  read.isRead[area.value()] = true;
  read.numbers.counts[area.value()] = number( feature, row, mCount, "n" );
  if ( mExposure >= 0 )
    read.numbers.exposures[area.value()] = number( feature, row, mExposure, "d" );
}

double YearlyCounts::number( const QgsFeature &feature, qint64 row, int field, const char *name )
{
  const ParsedNumber parsed = parseNumber( feature.attribute( field ) );
  const auto inRow = [&] { return Run::tr( "row %1 of field %2" ).arg( row ).arg( QLatin1String( name ) ); };
  if ( parsed.isNumber() && parsed.value < 0 )
    throw QgsProcessingException(
      Run::tr( "The table ‘%1’ has a negative number in %2 (%3): counts and denominators are 0 or more." )
        .arg( mTable, inRow() )
        .arg( parsed.value ) );
  if ( parsed.kind == ParsedNumber::Kind::NotANumber && mUnreadable++ == 0 )
    mFirstUnreadable = inRow();
  return parsed.value;
}

void YearlyCounts::noteSpan( int year, const QgsFeature &feature )
{
  const CountedYear span{ year, textIn( feature, mFrom ), textIn( feature, mTo ) };
  const auto known = mSpans.constFind( year );
  if ( known == mSpans.constEnd() )
    mSpans.insert( year, span );
  else if ( known->from != span.from || known->to != span.to )
    mContradictory = year;
}

std::vector<CountedYear> YearlyCounts::years() const
{
  if ( mContradictory != 0 )
    throw QgsProcessingException( Run::tr( "The table ‘%1’ has rows of year %2 with different months in year_from or "
                                           "year_to: it was put together from several runs, so make it anew in one." )
                                    .arg( mTable )
                                    .arg( mContradictory ) );
  std::vector<CountedYear> years( mSpans.begin(), mSpans.end() );
  for ( std::size_t year = 1; year < years.size(); ++year )
  {
    const CountedYear &before = years[year - 1], &after = years[year];
    const ParsedDate end = parseDate( before.to ), begin = parseDate( after.from );
    if ( end.valid && begin.valid && begin.date <= end.date )
      throw QgsProcessingException( Run::tr( "The years %2 (to %3) and %4 (from %5) of the table ‘%1’ overlap or are "
                                             "out of order, so that incidents would count twice: make the table anew "
                                             "in one run." )
                                      .arg( mTable )
                                      .arg( before.number )
                                      .arg( before.to )
                                      .arg( after.number )
                                      .arg( after.from ) );
  }
  return years;
}

std::vector<statistics::Column> YearlyCounts::columnsOf( const QString &code ) const
{
  std::vector<statistics::Column> columns;
  const auto years = mYears.constFind( code );
  for ( auto year = years->constBegin(); year != years->constEnd(); ++year )
    columns.emplace_back( year->numbers.counts );
  return columns;
}

const YearOfCounts *YearlyCounts::inYear( const QString &code, int number ) const
{
  const auto years = mYears.constFind( code );
  if ( years == mYears.constEnd() )
    return nullptr;
  const auto year = years->constFind( number );
  return year == years->constEnd() ? nullptr : &year->numbers;
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

bool isStock( const std::vector<statistics::Column> &years )
{
  if ( years.size() < 2 || !( statistics::sumPresent( years.front() ) > 0 ) )
    return false;
  const statistics::Column first = years.front();
  const auto isSame = [&first]( const statistics::Column &year )
  {
    return std::equal( year.begin(), year.end(), first.begin(), first.end(),
                       []( double a, double b )
                       { return a == b || ( statistics::isMissing( a ) && statistics::isMissing( b ) ); } );
  };
  return std::all_of( years.begin() + 1, years.end(), isSame );
}

QString dispersionWords( const QString &times )
{
  return Run::tr( "Counts vary %1 times as much between years as independent events would" ).arg( times );
}

double overdispersionOfYears( Run &run, const std::vector<std::vector<double>> &years, const QString &otherwise )
{
  const statistics::Overdispersion found = statistics::overdispersionBetweenYears( { years.begin(), years.end() } );
  if ( found.isEstimated() )
    run.remark( Run::tr( "%1 (%2 areas)." ).arg( dispersionWords( numberText( found.phi, 2 ) ) ).arg( found.areas ) );
  else
    run.warn( Run::tr( "The years of YEAR_COUNTS hold too few counts to tell how much more they vary than independent "
                       "events would: %1." )
                .arg( otherwise ) );
  return found.phi;
}

} // namespace communitysafety::base
