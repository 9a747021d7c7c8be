// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/inequality.h"

#include "statistics/arguments.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <numeric>

namespace communitysafety::statistics
{
namespace
{

using Numbers = std::vector<double>;

//! The areas that take part, from the least deprived, with the first of each group of equal deprivation.
struct Order
{
  std::vector<std::size_t> rows;
  std::vector<std::size_t> groups;
  double people = 0;
};

Order orderOf( Column values, Column deprivation, Column population )
{
  requireSize( "deprivation", deprivation.size(), values.size() );
  requireSize( "population", population.size(), values.size() );
  requireFinite( "values", values );
  requireFinite( "deprivation", deprivation );
  requireNotNegative( "population", population );
  Order order;
  for ( std::size_t row = 0; row < values.size(); ++row )
    if ( !isMissing( values[row] ) && !isMissing( deprivation[row] ) && population[row] > 0 )
    {
      order.rows.push_back( row );
      order.people += population[row];
    }
  std::stable_sort( order.rows.begin(), order.rows.end(),
                    [&]( std::size_t a, std::size_t b ) { return deprivation[a] < deprivation[b]; } );
  for ( std::size_t place = 0; place < order.rows.size(); ++place )
    if ( place == 0 || deprivation[order.rows[place]] > deprivation[order.rows[place - 1]] )
      order.groups.push_back( place );
  order.groups.push_back( order.rows.size() );
  return order;
}

//! Calls \a visit with the rows of each group, from the least deprived.
template <typename Visitor>
void forEachGroup( const Order &order, Visitor visit )
{
  for ( std::size_t group = 0; group + 1 < order.groups.size(); ++group )
    visit( order.rows.data() + order.groups[group], order.rows.data() + order.groups[group + 1] );
}

void requireConfidence( double confidence )
{
  if ( !( confidence > 0 && confidence < 1 ) )
    refuse( "confidence", inWords( confidence ), "above 0 and below 1" );
}

double weightedMean( Column values, const RelativeRank &ranks )
{
  double mean = 0;
  for ( std::size_t place = 0; place < ranks.rows.size(); ++place )
    mean += ranks.share[place] * values[ranks.rows[place]];
  return mean;
}

std::vector<CurvePoint> curveOf( Column values, Column population, const Order &order, double burden )
{
  std::vector<CurvePoint> curve = { {} };
  forEachGroup( order,
                [&]( const std::size_t *begin, const std::size_t *end )
                {
                  CurvePoint point = curve.back();
                  for ( const std::size_t *row = begin; row != end; ++row )
                  {
                    point.people += population[*row] / order.people;
                    point.burden += population[*row] * values[*row] / order.people / burden;
                  }
                  curve.push_back( point );
                } );
  curve.back() = { 1, 1 };
  return curve;
}

//! Kakwani, Wagstaff and van Doorslaer 1997, eq. 14.
double varianceOfConcentration( Column values, Column population, const Order &order, const ConcentrationIndex &index,
                                double mean )
{
  double squares = 0;
  std::size_t group = 0;
  forEachGroup( order,
                [&]( const std::size_t *begin, const std::size_t *end )
                {
                  const CurvePoint &before = index.curve[group], &after = index.curve[group + 1];
                  const double rank = ( before.people + after.people ) / 2;
                  for ( const std::size_t *row = begin; row != end; ++row )
                  {
                    const double a =
                      values[*row] / mean * ( 2 * rank - 1 - index.value ) + 2 - before.burden - after.burden;
                    squares += population[*row] / order.people * a * a;
                  }
                  ++group;
                } );
  return std::max( 0.0, squares - ( 1 + index.value ) * ( 1 + index.value ) ) / double( index.areas );
}

//! A weighted line with the variances of its ends.
struct Line
{
  double intercept = 0;
  double slope = 0;
  double varianceIntercept = 0;
  double varianceSlope = 0;
  double covariance = 0;
};

//! By least squares; \a share add up to 1, and the residual variance has n - 2 degrees of freedom.
Line lineThrough( Column values, const RelativeRank &ranks )
{
  const double n = double( ranks.rows.size() ), meanY = weightedMean( values, ranks );
  double meanR = 0, squares = 0, products = 0, residuals = 0;
  for ( std::size_t place = 0; place < ranks.rows.size(); ++place )
    meanR += ranks.share[place] * ranks.rank[place];
  for ( std::size_t place = 0; place < ranks.rows.size(); ++place )
  {
    const double distance = ranks.rank[place] - meanR;
    squares += ranks.share[place] * distance * distance;
    products += ranks.share[place] * distance * ( values[ranks.rows[place]] - meanY );
  }
  Line line;
  line.slope = products / squares;
  line.intercept = meanY - line.slope * meanR;
  for ( std::size_t place = 0; place < ranks.rows.size(); ++place )
  {
    const double residual = values[ranks.rows[place]] - line.intercept - line.slope * ranks.rank[place];
    residuals += ranks.share[place] * residual * residual;
  }
  const double unit = residuals / ( n - 2 );
  line.varianceSlope = unit / squares;
  line.varianceIntercept = unit * ( 1 + meanR * meanR / squares );
  line.covariance = -unit * meanR / squares;
  return line;
}

//! The limits of (a + b) / a by Fieller's theorem.
Interval ratioOfEnds( const Line &line, double reach )
{
  const double top = line.intercept + line.slope, bottom = line.intercept;
  const double varianceTop = line.varianceIntercept + line.varianceSlope + 2 * line.covariance;
  const double both = line.varianceIntercept + line.covariance;
  const double a = bottom * bottom - reach * reach * line.varianceIntercept;
  const double b = top * bottom - reach * reach * both;
  const double c = top * top - reach * reach * varianceTop;
  if ( !( a > 0 ) )
    return {};
  const double root = std::sqrt( std::max( 0.0, b * b - a * c ) );
  return { ( b - root ) / a, ( b + root ) / a };
}

} // namespace

RelativeRank relativeRanks( Column values, Column deprivation, Column population )
{
  const Order order = orderOf( values, deprivation, population );
  Numbers rank( values.size(), missing );
  double below = 0;
  forEachGroup( order,
                [&]( const std::size_t *begin, const std::size_t *end )
                {
                  const double own = std::accumulate( begin, end, 0.0,
                                                      [&]( double sum, std::size_t row )
                                                      { return sum + population[row] / order.people; } );
                  for ( const std::size_t *row = begin; row != end; ++row )
                    rank[*row] = below + own / 2;
                  below += own;
                } );
  RelativeRank result;
  for ( std::size_t row = 0; row < rank.size(); ++row )
    if ( !isMissing( rank[row] ) )
    {
      result.rows.push_back( row );
      result.rank.push_back( rank[row] );
      result.share.push_back( population[row] / order.people );
    }
  return result;
}

ConcentrationIndex concentrationIndex( Column values, Column deprivation, Column population, double confidence )
{
  requireConfidence( confidence );
  requireNotNegative( "values", values );
  const Order order = orderOf( values, deprivation, population );
  const RelativeRank ranks = relativeRanks( values, deprivation, population );
  ConcentrationIndex index;
  index.areas = ranks.rows.size();
  const double mean = weightedMean( values, ranks );
  if ( !( mean > 0 ) || order.groups.size() < 3 )
    return index;
  index.curve = curveOf( values, population, order, mean );
  index.value = -1;
  for ( std::size_t place = 0; place < ranks.rows.size(); ++place )
    index.value += 2 * ranks.share[place] * values[ranks.rows[place]] / mean * ranks.rank[place];
  index.standardError = std::sqrt( varianceOfConcentration( values, population, order, index, mean ) );
  const double reach = normalQuantile( confidence ) * index.standardError;
  index.limits = { index.value - reach, index.value + reach };
  return index;
}

SlopeIndex slopeIndex( Column values, Column deprivation, Column population, double confidence )
{
  requireConfidence( confidence );
  const RelativeRank ranks = relativeRanks( values, deprivation, population );
  SlopeIndex index;
  index.areas = ranks.rows.size();
  const bool isOneGroup =
    std::all_of( ranks.rank.begin(), ranks.rank.end(), [&]( double rank ) { return rank == ranks.rank.front(); } );
  if ( index.areas < 3 || isOneGroup )
    return index;
  const Line line = lineThrough( values, ranks );
  const boost::math::students_t distribution( double( index.areas - 2 ) );
  const double t = quantile( complement( distribution, ( 1 - confidence ) / 2 ) );
  index.slope = line.slope;
  index.standardError = std::sqrt( line.varianceSlope );
  index.limits = { line.slope - t * index.standardError, line.slope + t * index.standardError };
  index.atLeastDeprived = line.intercept;
  index.atMostDeprived = line.intercept + line.slope;
  const bool isBurden =
    std::none_of( ranks.rows.begin(), ranks.rows.end(), [&]( std::size_t row ) { return values[row] < 0; } );
  if ( line.intercept > 0 && isBurden )
  {
    index.relative = index.atMostDeprived / line.intercept;
    index.relativeLimits = ratioOfEnds( line, t );
  }
  return index;
}

std::vector<PriorityOdds> priorityOdds( Column isPriority, Column deprivationClass, Column weights, std::size_t classes,
                                        std::size_t reference, double confidence, double inflation )
{
  requireConfidence( confidence );
  requireSize( "deprivation classes", deprivationClass.size(), isPriority.size() );
  requireSize( "weights", weights.size(), isPriority.size() );
  requireShares( "isPriority", isPriority );
  requireNotNegative( "weights", weights );
  requireBetween( "reference", double( reference ), 1, double( classes ) );
  if ( !( inflation >= 1 ) || std::isinf( inflation ) )
    refuse( "inflation", inWords( inflation ), "1 or more, and finite" );
  std::vector<PriorityOdds> odds( classes );
  for ( std::size_t row = 0; row < isPriority.size(); ++row )
  {
    if ( isMissing( isPriority[row] ) || isMissing( deprivationClass[row] ) || isMissing( weights[row] ) )
      continue;
    requireBetween( "The deprivation class in row " + std::to_string( row + 1 ), deprivationClass[row], 1,
                    double( classes ) );
    PriorityOdds &own = odds[static_cast<std::size_t>( deprivationClass[row] ) - 1];
    own.priority += weights[row] * isPriority[row];
    own.others += weights[row] * ( 1 - isPriority[row] );
  }
  const PriorityOdds against = odds[reference - 1];
  for ( PriorityOdds &own : odds )
  {
    const double all = own.priority + own.others;
    if ( !( all > 0 ) )
      continue;
    own.share = own.priority / all;
    if ( !( against.priority + against.others > 0 ) )
      continue;
    const bool hasZero = !( own.priority > 0 && own.others > 0 && against.priority > 0 && against.others > 0 );
    const double half = hasZero ? 0.5 : 0;
    const double a = own.priority + half, b = own.others + half, c = against.priority + half, d = against.others + half;
    own.oddsRatio = a * d / ( b * c );
    const double reach = normalQuantile( confidence ) * std::sqrt( inflation * ( 1 / a + 1 / b + 1 / c + 1 / d ) );
    own.limits = { own.oddsRatio * std::exp( -reach ), own.oddsRatio * std::exp( reach ) };
  }
  odds[reference - 1].limits = {};
  return odds;
}

} // namespace communitysafety::statistics
