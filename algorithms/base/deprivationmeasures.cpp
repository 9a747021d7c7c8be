// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/deprivationmeasures.h"

#include "base/figurekind.h"
#include "base/numbercolumn.h"
#include "base/run.h"
#include "statistics/association.h"
#include "statistics/distribution.h"

#include <qgsexception.h>

#include <algorithm>

namespace communitysafety::base
{
namespace
{

using statistics::isMissing;
using statistics::missing;

//! Tied ranks may be given as their mean.
bool isRank( double value ) { return value >= 1 && isWhole( 2 * value ); }

bool isDecile( double value ) { return value >= 1 && value <= 10 && isWhole( value ); }

//! Of a few areas as well, where counts might look the same: an index of deprivation has no counts.
bool looksLikeRanks( const std::vector<double> &values )
{
  constexpr double largestWholeScore = 1000.0;
  const std::vector<double> known = statistics::sortedPresent( values );
  if ( known.empty() || !std::all_of( known.begin(), known.end(), isWhole ) )
    return false;
  return known.back() > largestWholeScore || isWholeRanking( known );
}

//! One column of the measures, for the sentences.
struct MeasureColumn
{
  const Areas &areas;
  const QString &layer;
  const QString &field;
  const std::vector<double> &values;
};

void requireScore( const MeasureColumn &column )
{
  if ( isNamedDecile( column.field ) || looksLikeDeciles( column.values ) )
    throw QgsProcessingException( Run::tr( "SCORE_FIELD: the field ‘%1’ of ‘%2’ holds deciles or the like, not "
                                           "scores: choose a decile as DECILE_FIELD." )
                                    .arg( column.field, column.layer ) );
  if ( isNamedRank( column.field ) || looksLikeRanks( column.values ) )
    throw QgsProcessingException( Run::tr( "SCORE_FIELD: the field ‘%1’ of ‘%2’ holds ranks, not scores: choose the "
                                           "field with the scores (a rank belongs in RANK_FIELD, where there is one)." )
                                    .arg( column.field, column.layer ) );
}

//! Throws \a complaint (field, layer, value, area) for the first value that is not \a fit.
void requireEach( const MeasureColumn &column, bool ( *fit )( double ), const QString &complaint )
{
  for ( std::size_t row = 0; row < column.values.size(); ++row )
    if ( !isMissing( column.values[row] ) && !fit( column.values[row] ) )
      throw QgsProcessingException(
        complaint.arg( column.field, column.layer ).arg( column.values[row] ).arg( column.areas.id[row] ) );
}

void requireRanks( const MeasureColumn &column )
{
  requireEach( column, isRank,
               Run::tr( "RANK_FIELD: the field ‘%1’ of ‘%2’ is %3 in area ‘%4’, which is not a rank: choose the field "
                        "with the ranks." ) );
  if ( looksLikeDeciles( column.values ) )
    throw QgsProcessingException( Run::tr( "RANK_FIELD: the field ‘%1’ of ‘%2’ holds only whole numbers from 1 to 10, "
                                           "so it is a decile: choose it as DECILE_FIELD." )
                                    .arg( column.field, column.layer ) );
}

void requireDeciles( const MeasureColumn &column )
{
  requireEach( column, isDecile,
               Run::tr( "DECILE_FIELD: the field ‘%1’ of ‘%2’ is no decile: it is %3 in area ‘%4’; a decile is a whole "
                        "number from 1 to 10." ) );
}

void requireConsistentDirections( const QString &layer, const DeprivationMeasures &measures )
{
  requireDirection( measures.score, measures.rank, Direction::opposite,
                    Run::tr( "‘%1’: RANK_FIELD does not fall as SCORE_FIELD rises; rank 1 must be the most deprived "
                             "area and a high score must mean deprived: check that both fields belong together and "
                             "which way they run." )
                      .arg( layer ) );
  requireDirection( measures.decile, measures.rank, Direction::same,
                    Run::tr( "‘%1’: DECILE_FIELD does not run like the ranks; decile 1 and rank 1 must be the most "
                             "deprived: check which way they run." )
                      .arg( layer ) );
  requireDirection( measures.decile, measures.score, Direction::opposite,
                    Run::tr( "‘%1’: DECILE_FIELD does not run like the scores; decile 1 and a high score must be the "
                             "most deprived: check which way they run." )
                      .arg( layer ) );
}

void requireSound( Run &run, const Areas &areas, const QString &layer, const MeasureFields &fields,
                   const DeprivationMeasures &measures )
{
  if ( !fields.score.isEmpty() )
    requireScore( { areas, layer, fields.score, measures.score } );
  requireRanks( { areas, layer, fields.rank, measures.rank } );
  requireDeciles( { areas, layer, fields.decile, measures.decile } );
  requireConsistentDirections( layer, measures );
  if ( fields.score.isEmpty() && fields.rank.isEmpty() )
    run.warn( Run::tr( "‘%1’: decile 1 of ‘%2’ is taken as the most deprived tenth, which nothing here can confirm: "
                       "give the score as well, or make sure that it is not decile 10." )
                .arg( layer, fields.decile ) );
}

} // namespace

Measure measureOf( const QString &field, const std::vector<double> &values )
{
  const std::vector<double> known = statistics::sortedPresent( values );
  const auto allAre = [&known]( bool ( *fit )( double ) ) { return std::all_of( known.begin(), known.end(), fit ); };
  if ( looksLikeDeciles( known ) || ( isNamedDecile( field ) && allAre( isDecile ) ) )
    return Measure::decile;
  const bool isNamed = isNamedRank( field ) && allAre( isRank );
  return isNamed || looksLikeRanks( known ) ? Measure::rank : Measure::score;
}

QStringList MeasureFields::names() const
{
  QStringList given{ score, rank, decile, population };
  given.removeAll( QString() );
  return given;
}

DeprivationMeasures deprivationMeasures( Run &run, const Areas &areas, const QString &layer, const QStringList &read,
                                         const MeasureFields &fields )
{
  const auto column = [&]( const QString &field )
  {
    return field.isEmpty() ? std::vector<double>( areas.size(), missing )
                           : numberColumn( run, areas, int( read.indexOf( field ) ), layer, field );
  };
  DeprivationMeasures measures{ column( fields.score ), column( fields.rank ), column( fields.decile ),
                                areas.squareMetres, !fields.population.isEmpty() };
  requireSound( run, areas, layer, fields, measures );
  if ( measures.weightIsPeople )
  {
    measures.weight = column( fields.population );
    requireNotNegative( areas, measures.weight, layer, fields.population );
  }
  else
    run.warn( Run::tr( "‘%1’: without POPULATION_FIELD ground is counted instead of people: means and shares are those "
                       "of the area, parks and factories included." )
                .arg( layer ) );
  return measures;
}

void requireDirection( const std::vector<double> &a, const std::vector<double> &b, Direction expected,
                       const QString &complaint )
{
  const double together = statistics::spearman( a, b ).coefficient;
  if ( !isMissing( together ) && ( expected == Direction::opposite ? together >= 0 : together <= 0 ) )
    throw QgsProcessingException( complaint );
}

} // namespace communitysafety::base
