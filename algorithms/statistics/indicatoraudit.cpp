// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/indicatoraudit.h"

#include "statistics/arguments.h"
#include "statistics/association.h"
#include "statistics/completerows.h"
#include "statistics/normalise.h"

#include <algorithm>
#include <utility>

namespace communitysafety::statistics
{

namespace
{

void requireSameLengths( const std::vector<AuditInput> &indicators )
{
  for ( const AuditInput &indicator : indicators )
  {
    requireSize( "rate", indicator.rate.size(), indicators[0].rate.size() );
    requireSize( "scaled", indicator.scaled.size(), indicators[0].rate.size() );
    if ( !indicator.size.empty() )
      requireSize( "size", indicator.size.size(), indicators[0].rate.size() );
  }
}

std::vector<double> rateOf( const ScoreIndicator &indicator )
{
  std::vector<double> rate = indicator.values;
  for ( std::size_t area = 0; area < indicator.denominator.size(); ++area )
    rate[area] = indicator.denominator[area] > 0 ? indicator.values[area] / indicator.denominator[area] : missing;
  return rate;
}

double shareOf( std::ptrdiff_t part, std::size_t whole )
{
  return whole > 0 ? static_cast<double>( part ) / static_cast<double>( whole ) : missing;
}

void describeValues( const AuditInput &input, AuditedIndicator &audited )
{
  std::vector<double> sorted = sortedPresent( input.rate );
  audited.shape = describe( input.rate );
  audited.complete = shareOf( static_cast<std::ptrdiff_t>( sorted.size() ), input.rate.size() );
  audited.zero = shareOf( std::count( sorted.begin(), sorted.end(), 0.0 ), sorted.size() );
  const std::size_t present = sorted.size();
  audited.unique = shareOf( std::unique( sorted.begin(), sorted.end() ) - sorted.begin(), present );
  if ( !input.size.empty() )
    audited.withSize = pearson( input.rate, input.size ).coefficient;
}

void flagValues( const AuditInput &input, const AuditLimits &limits, AuditedIndicator &audited )
{
  AuditFlags &flags = audited.flags;
  const Distribution scaled = describe( input.scaled );
  flags.isIncomplete = !( audited.complete >= limits.complete );
  flags.isConstant = scaled.count == 0 || scaled.isConstant();
  flags.hasManyZeros = 1 - audited.zero < limits.nonZero;
  flags.hasFewDistinctValues = audited.unique < limits.unique;
  flags.hasOutliers =
    std::fabs( audited.shape.skewness ) >= limits.skewness && audited.shape.kurtosis >= limits.kurtosis;
  flags.measuresSize = std::fabs( audited.withSize ) > limits.size;
}

//! The indicators that vary, each standardised.
struct Varying
{
  std::vector<std::size_t> places;
  std::vector<std::vector<double>> scores;
};

Varying varyingOf( const std::vector<AuditInput> &indicators, const IndicatorAudit &audit )
{
  Varying varying;
  for ( std::size_t place = 0; place < indicators.size(); ++place )
    if ( !audit.indicators[place].flags.isConstant )
    {
      varying.places.push_back( place );
      varying.scores.push_back( zScore( indicators[place].scaled ).values );
    }
  return varying;
}

std::vector<Column> columnsOf( const std::vector<std::vector<double>> &values )
{
  return { values.begin(), values.end() };
}

void correlate( const std::vector<AuditInput> &indicators, const Varying &varying, const AuditLimits &limits,
                IndicatorAudit &audit, const Progress &progress )
{
  audit.pairs = correlatePairs( columnsOf( varying.scores ), progress );
  for ( ColumnPair &pair : audit.pairs )
  {
    pair.a = varying.places[pair.a];
    pair.b = varying.places[pair.b];
    for ( const std::size_t place : { pair.a, pair.b } )
    {
      AuditFlags &flags = audit.indicators[place].flags;
      flags.isRedundant = flags.isRedundant || isRedundant( pair, limits );
      flags.isNegative = flags.isNegative || isNegative( pair, indicators, limits );
    }
  }
}

//! Mean of the scores that are present in each area, without the member at \a left.
std::vector<double> meanOfOthers( const std::vector<Column> &members, std::size_t left )
{
  std::vector<double> means( members[left].size(), missing );
  for ( std::size_t row = 0; row < means.size(); ++row )
  {
    double sum = 0;
    double present = 0;
    for ( std::size_t member = 0; member < members.size(); ++member )
    {
      if ( member == left || isMissing( members[member][row] ) )
        continue;
      sum += members[member][row];
      present += 1;
    }
    if ( present > 0 )
      means[row] = sum / present;
  }
  return means;
}

void auditTheme( const std::vector<AuditInput> &indicators, const Varying &varying, std::size_t group,
                 IndicatorAudit &audit )
{
  std::vector<std::size_t> places;
  std::vector<Column> members;
  for ( std::size_t number = 0; number < varying.places.size(); ++number )
    if ( indicators[varying.places[number]].group == group )
    {
      places.push_back( varying.places[number] );
      members.emplace_back( varying.scores[number] );
    }
  audit.alphaOfGroup[group] = cronbachAlpha( members );
  const std::vector<double> withoutEach = alphaIfDropped( members );
  for ( std::size_t member = 0; member < members.size(); ++member )
  {
    AuditedIndicator &audited = audit.indicators[places[member]];
    audited.alphaIfDropped = withoutEach[member];
    if ( members.size() > 1 )
      audited.withTheme = pearson( members[member], meanOfOthers( members, member ) ).coefficient;
  }
}

void auditThemes( const std::vector<AuditInput> &indicators, const Varying &varying, IndicatorAudit &audit )
{
  std::size_t groups = 0;
  for ( const AuditInput &indicator : indicators )
    groups = std::max( groups, indicator.group + 1 );
  audit.alphaOfGroup.assign( groups, missing );
  for ( std::size_t group = 0; group < groups; ++group )
    auditTheme( indicators, varying, group, audit );
}

//! An indicator that varies over all areas can be the same in those where every indicator is present.
bool variesThroughout( const CompleteRows &complete )
{
  return std::none_of( complete.columns.begin(), complete.columns.end(),
                       []( const std::vector<double> &column ) { return describe( column ).isConstant(); } );
}

void auditTogether( const std::vector<AuditInput> &indicators, const Varying &varying, const AuditLimits &limits,
                    IndicatorAudit &audit )
{
  const std::vector<Column> scores = columnsOf( varying.scores );
  audit.alpha = cronbachAlpha( scores );
  std::vector<Column> scaled;
  for ( const std::size_t place : varying.places )
    scaled.emplace_back( indicators[place].scaled );
  const std::vector<double> shares = varianceShares( scaled );
  const CompleteRows complete = completeRows( scores );
  audit.completeAreas = complete.rows.size();
  for ( std::size_t number = 0; number < shares.size(); ++number )
  {
    AuditedIndicator &audited = audit.indicators[varying.places[number]];
    audited.varianceShare = shares[number];
    audited.flags.dominates = shares.size() > 2 && shares[number] > limits.dominance;
  }
  if ( scores.size() < 2 || audit.completeAreas <= scores.size() || !variesThroughout( complete ) )
    return;
  audit.components = principalComponents( scores );
  const SamplingAdequacy adequacy = samplingAdequacy( scores );
  audit.adequacy = adequacy.overall;
  for ( std::size_t number = 0; number < scores.size(); ++number )
    audit.indicators[varying.places[number]].adequacy = adequacy.ofIndicator[number];
}

} // namespace

AuditInput auditInput( const ScoreIndicator &indicator, const ScaleOptions &options )
{
  constexpr double cityIndex = 100;
  AuditInput input;
  input.rate = rateOf( indicator );
  ScaledIndicator scaled = scaleIndicator( indicator, options );
  input.scaled = std::move( scaled.crude );
  if ( isIndex( scaled.scale ) && indicator.direction < 0 )
    for ( double &value : input.scaled )
      value = 2 * cityIndex - value;
  if ( !indicator.denominator.empty() && !describe( indicator.denominator ).isConstant() )
    input.size = indicator.denominator;
  input.group = indicator.group;
  return input;
}

double AuditLimits::coefficient( const ColumnPair &pair ) const
{
  switch ( kind )
  {
  case CorrelationKind::spearman:
    return pair.spearman;
  case CorrelationKind::kendall:
    return pair.kendall;
  case CorrelationKind::pearson:
    break;
  }
  return pair.pearson;
}

bool AuditFlags::any() const
{
  return isIncomplete || isConstant || hasManyZeros || hasFewDistinctValues || hasOutliers || isRedundant ||
         isNegative || measuresSize || dominates;
}

bool isRedundant( const ColumnPair &pair, const AuditLimits &limits )
{
  return limits.coefficient( pair ) > limits.redundant;
}

bool isNegative( const ColumnPair &pair, const std::vector<AuditInput> &indicators, const AuditLimits &limits )
{
  return indicators[pair.a].group == indicators[pair.b].group && limits.coefficient( pair ) < limits.negative;
}

IndicatorAudit auditIndicators( const std::vector<AuditInput> &indicators, const AuditLimits &limits,
                                const Progress &progress )
{
  requireSameLengths( indicators );
  IndicatorAudit audit;
  for ( const AuditInput &indicator : indicators )
  {
    audit.indicators.emplace_back();
    describeValues( indicator, audit.indicators.back() );
    flagValues( indicator, limits, audit.indicators.back() );
  }
  const Varying varying = varyingOf( indicators, audit );
  correlate( indicators, varying, limits, audit, progress );
  auditThemes( indicators, varying, audit );
  auditTogether( indicators, varying, limits, audit );
  return audit;
}

} // namespace communitysafety::statistics
