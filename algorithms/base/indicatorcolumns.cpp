// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/indicatorcolumns.h"

#include "base/figurekind.h"
#include "base/run.h"
#include "base/strictparse.h"
#include "statistics/column.h"

#include <qgsexpression.h>
#include <qgsexpressioncontext.h>
#include <qgsfeature.h>

#include <algorithm>

namespace communitysafety::base
{
namespace
{

bool areWholeNumbers( const std::vector<double> &column )
{
  return std::all_of( column.begin(), column.end(),
                      []( double value ) { return statistics::isMissing( value ) || isWhole( value ); } );
}

//! Numbers without a denominator; those that have a scale of their own stand for themselves and are not counts.
void readStandingAlone( IndicatorColumns &columns, const PlannedIndicator &planned, bool isIndex,
                        statistics::ScoreIndicator &indicator )
{
  if ( !planned.valueExpression.isEmpty() )
    indicator.values = columns.evaluated( planned.valueExpression );
  else
    indicator.values = isIndex ? columns.counts( planned.valueField ) : columns.numbers( planned.valueField );
  const bool isNegative =
    std::any_of( indicator.values.begin(), indicator.values.end(), []( double value ) { return value < 0; } );
  const bool hasOwnScale = planned.steps.normalise.isGiven() && !isIndex;
  indicator.isCount = !isNegative && !hasOwnScale && areWholeNumbers( indicator.values );
  if ( isIndex && indicator.isCount )
    indicator.denominator.assign( indicator.values.size(), 1 );
}

void readNumbers( IndicatorColumns &columns, const PlannedIndicator &planned, const statistics::MethodSpec &scale,
                  statistics::ScoreIndicator &indicator )
{
  const statistics::MethodSpec &own = planned.steps.normalise;
  if ( planned.denominatorField.isEmpty() )
    return readStandingAlone( columns, planned, statistics::isIndex( own.isGiven() ? own : scale ), indicator );
  indicator.values = columns.counts( planned.valueField );
  indicator.denominator = columns.counts( planned.denominatorField );
}

//! What an expression reads in its \a columns: numbers stored as text as numbers, marks of suppression as null, all
//! else as it is.
QgsAttributes readStrictly( QgsAttributes attributes, const QSet<int> &columns )
{
  for ( const int column : columns )
  {
    QVariant &cell = attributes[column];
    const ParsedNumber parsed = parseNumber( cell );
    if ( parsed.kind != ParsedNumber::Kind::NotANumber )
      cell = parsed.isNumber() ? QVariant( parsed.value ) : compat::null();
  }
  return attributes;
}

//! The number that an expression gave; missing where it is null or a mark of suppression.
double numberOf( const QVariant &result, const QString &expression, qint64 row, const QString &layer )
{
  const ParsedNumber parsed = parseNumber( result );
  if ( parsed.kind == ParsedNumber::Kind::NotANumber )
    throw QgsProcessingException( Run::tr( "The value ‘%1’ gives no number in row %2 of ‘%3’: %4." )
                                    .arg( expression, QString::number( row ), layer, parsed.reason ) );
  return parsed.value;
}

} // namespace

IndicatorColumns::IndicatorColumns( Run &run, const Areas &areas, const QStringList &fields, const QString &layer )
  : mRun( run ), mAreas( areas ), mFields( fields ), mLayer( layer ), mAccount( Run::tr( "%1, values" ).arg( layer ) ),
    mOrder( orderOfIds( areas ) )
{
}

const std::vector<double> &IndicatorColumns::numbers( const QString &field )
{
  const auto known = mColumns.constFind( field );
  return known == mColumns.constEnd() ? mColumns.insert( field, read( field ) ).value() : known.value();
}

const std::vector<double> &IndicatorColumns::counts( const QString &field )
{
  const std::vector<double> &column = numbers( field );
  for ( std::size_t position = 0; position < column.size(); ++position )
    if ( column[position] < 0 )
      throw QgsProcessingException(
        Run::tr( "The layer ‘%1’ has a negative number in field ‘%2’, row %3 (%4): counts and "
                 "denominators are 0 or more, correct it or leave the field out." )
          .arg( mLayer, field )
          .arg( mAreas.row[mOrder[position]] )
          .arg( column[position] ) );
  return column;
}

std::vector<double> IndicatorColumns::evaluated( const QString &expression ) const
{
  QgsFields fields;
  for ( const QString &field : mFields )
    fields.append( QgsField( field ) );
  QgsExpression prepared( expression );
  QgsExpressionContext context;
  context.setFields( fields );
  prepared.prepare( &context );
  const QSet<int> columns = prepared.referencedAttributeIndexes( fields );
  std::vector<double> column;
  column.reserve( mOrder.size() );
  for ( const std::size_t area : mOrder )
  {
    QgsFeature feature( fields );
    feature.setValid( true );
    feature.setAttributes( readStrictly( mAreas.attributes[area], columns ) );
    context.setFeature( feature );
    const QVariant result = prepared.evaluate( &context );
    if ( prepared.hasEvalError() )
      throw QgsProcessingException(
        Run::tr( "The value ‘%1’ cannot be evaluated in row %2 of ‘%3’: %4" )
          .arg( expression, QString::number( mAreas.row[area] ), mLayer, prepared.evalErrorString() ) );
    column.push_back( numberOf( result, expression, mAreas.row[area], mLayer ) );
  }
  return column;
}

std::vector<bool> IndicatorColumns::areSuppressed( const QString &field ) const
{
  const int index = mFields.indexOf( field );
  std::vector<bool> suppressed;
  for ( const std::size_t area : mOrder )
    suppressed.push_back( parseNumber( mAreas.attributes[area].at( index ) ).kind == ParsedNumber::Kind::Suppressed );
  return suppressed;
}

void IndicatorColumns::tellGaps() const
{
  if ( mUnreadable > 0 )
    mRun.warn( Run::tr( "‘%1’: values that are not numbers count as missing: %2 (%3)." )
                 .arg( mLayer )
                 .arg( mUnreadable )
                 .arg( mNamed.join( QStringLiteral( "; " ) ) ) );
  if ( mSuppressed > 0 )
    mRun.remark( Run::tr( "‘%1’: suppressed values count as missing: %2." ).arg( mLayer ).arg( mSuppressed ) );
}

std::vector<double> IndicatorColumns::read( const QString &field )
{
  const int index = mFields.indexOf( field );
  std::vector<double> column;
  column.reserve( mOrder.size() );
  for ( const std::size_t area : mOrder )
    column.push_back( number( mAreas.attributes[area].at( index ), field, area ) );
  return column;
}

double IndicatorColumns::number( const QVariant &cell, const QString &field, std::size_t area )
{
  const ParsedNumber parsed = parseNumber( cell );
  if ( parsed.kind == ParsedNumber::Kind::Missing )
    return statistics::missing;
  mRun.ledger.read( mAccount );
  if ( parsed.isNumber() )
  {
    mRun.ledger.used( mAccount );
    return parsed.value;
  }
  const bool isSuppressed = parsed.kind == ParsedNumber::Kind::Suppressed;
  const auto reason = isSuppressed ? RejectReason::suppressedNumber : RejectReason::numberNotReadable;
  mRun.ledger.rejectValue( mAccount, mAreas.row[area], mAreas.id[area], field, reason, cell.toString() );
  if ( isSuppressed )
    ++mSuppressed;
  else
    noteUnreadable( parsed.reason, field, area );
  return statistics::missing;
}

void IndicatorColumns::noteUnreadable( const QString &reason, const QString &field, std::size_t area )
{
  constexpr int valuesToName = 10;
  ++mUnreadable;
  if ( mUnreadable <= valuesToName )
    mNamed << Run::tr( "row %1, field ‘%2’: %3" ).arg( QString::number( mAreas.row[area] ), field, reason );
  else if ( mUnreadable == valuesToName + 1 )
    mNamed << QStringLiteral( "…" );
}

std::vector<statistics::ScoreIndicator> readIndicators( IndicatorColumns &columns, const IndexPlan &plan,
                                                        const statistics::MethodSpec &scale,
                                                        const statistics::Progress &progress )
{
  std::vector<statistics::ScoreIndicator> indicators;
  for ( const PlannedIndicator &planned : plan.indicators )
  {
    statistics::report( progress, double( indicators.size() ) / double( plan.indicators.size() ) );
    statistics::ScoreIndicator indicator;
    indicator.direction = planned.direction;
    indicator.clustering = planned.clustering;
    indicator.steps = planned.steps;
    indicator.weight = planned.weight;
    indicator.group = planned.group;
    indicator.side = planned.side;
    indicator.minimumEvents = planned.minimumEvents;
    indicator.isSensitive = planned.isSensitive;
    readNumbers( columns, planned, scale, indicator );
    indicators.push_back( std::move( indicator ) );
  }
  return indicators;
}

} // namespace communitysafety::base
