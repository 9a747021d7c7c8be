// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/deprivationchecks.h"

#include "base/figurekind.h"
#include "deprivation/overlaydeprivation.h"
#include "statistics/association.h"

#include <qgsabstractgeometry.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace communitysafety::deprivation
{
namespace
{

using statistics::isMissing;

std::vector<double> present( const std::vector<double> &numbers )
{
  std::vector<double> values;
  std::copy_if( numbers.begin(), numbers.end(), std::back_inserter( values ),
                []( double number ) { return !isMissing( number ); } );
  return values;
}

bool isWhole( double number ) { return std::floor( number ) == number; }

//! 1, 2, ... n in any order; two or fewer values say nothing.
bool isPermutation( std::vector<double> values )
{
  std::sort( values.begin(), values.end() );
  for ( std::size_t row = 0; row < values.size(); ++row )
    if ( values[row] != double( row + 1 ) )
      return false;
  return values.size() > 2;
}

bool looksLikeRanks( const std::vector<double> &values )
{
  constexpr double largestWholeScore = 1000.0;
  if ( values.empty() || !std::all_of( values.begin(), values.end(), isWhole ) )
    return false;
  return *std::max_element( values.begin(), values.end() ) > largestWholeScore || isPermutation( values );
}

//! Tied ranks may be given as their mean.
bool isRank( double value ) { return value >= 1 && isWhole( 2 * value ); }

bool isDecile( double value ) { return value >= 1 && value <= 10 && isWhole( value ); }

void requireScore( const std::vector<double> &score, const QString &field, const QString &layer )
{
  const std::vector<double> values = present( score );
  if ( base::looksLikeDeciles( values ) )
    throw QgsProcessingException( OverlayDeprivation::tr( "SCORE_FIELD: the field ‘%1’ of ‘%2’ holds only whole "
                                                          "numbers from 1 to 10, so it is a decile: choose it as "
                                                          "DECILE_FIELD." )
                                    .arg( field, layer ) );
  if ( looksLikeRanks( values ) )
    throw QgsProcessingException( OverlayDeprivation::tr( "SCORE_FIELD: the field ‘%1’ of ‘%2’ holds ranks, not "
                                                          "scores: choose it as RANK_FIELD." )
                                    .arg( field, layer ) );
}

//! Throws \a complaint (field, layer, value, area) for the first value that is not \a fit.
void requireEach( const DeprivationAreas &deprivation, const std::vector<double> &values, bool ( *fit )( double ),
                  const QString &field, const QString &complaint )
{
  for ( std::size_t row = 0; row < values.size(); ++row )
    if ( !isMissing( values[row] ) && !fit( values[row] ) )
      throw QgsProcessingException(
        complaint.arg( field, deprivation.layer ).arg( values[row] ).arg( deprivation.areas.id[row] ) );
}

void requireRanks( const DeprivationAreas &deprivation, const QString &field )
{
  requireEach( deprivation, deprivation.rank, isRank, field,
               OverlayDeprivation::tr( "RANK_FIELD: the field ‘%1’ of ‘%2’ is %3 in area ‘%4’, which is not a rank: "
                                       "choose the field with the ranks." ) );
  if ( base::looksLikeDeciles( deprivation.rank ) )
    throw QgsProcessingException( OverlayDeprivation::tr( "RANK_FIELD: the field ‘%1’ of ‘%2’ holds only whole numbers "
                                                          "from 1 to 10, so it is a decile: choose it as "
                                                          "DECILE_FIELD." )
                                    .arg( field, deprivation.layer ) );
}

//! Refuses two columns that do not rise together, or with \a opposite do not fall together.
void requireDirection( const std::vector<double> &a, const std::vector<double> &b, bool opposite,
                       const QString &complaint )
{
  const double together = statistics::spearman( a, b ).coefficient;
  if ( !isMissing( together ) && ( opposite ? together >= 0 : together <= 0 ) )
    throw QgsProcessingException( complaint );
}

void requireConsistentDirections( const DeprivationAreas &deprivation )
{
  requireDirection( deprivation.score, deprivation.rank, true,
                    OverlayDeprivation::tr( "‘%1’: RANK_FIELD does not fall as SCORE_FIELD rises; rank 1 must be the "
                                            "most deprived area and a high score must mean deprived: check that both "
                                            "fields belong together and which way they run." )
                      .arg( deprivation.layer ) );
  const QString decileRunsWrong =
    OverlayDeprivation::tr( "‘%1’: DECILE_FIELD does not run like the %2; decile 1 must be the most deprived tenth: "
                            "check which way it runs." );
  requireDirection( deprivation.decile, deprivation.rank, false,
                    decileRunsWrong.arg( deprivation.layer, OverlayDeprivation::tr( "ranks" ) ) );
  requireDirection( deprivation.decile, deprivation.score, true,
                    decileRunsWrong.arg( deprivation.layer, OverlayDeprivation::tr( "scores" ) ) );
}

//! What is wrong with ranks that are not those of the country; empty where nothing is.
QString complaintAboutRanks( const DeprivationAreas &deprivation, const std::vector<double> &ranks,
                             const QString &field )
{
  const std::vector<double> known = present( ranks );
  if ( known.empty() )
    return QString();
  const double ranked = deprivation.rankedAreas;
  const double last = *std::max_element( known.begin(), known.end() );
  if ( last > ranked )
    return OverlayDeprivation::tr( "‘%1’ has the rank %L2 in field ‘%4’, but RANKED_AREAS says that %L3 areas are "
                                   "ranked: set it to their number (33,755 for the English indices of 2025)." )
      .arg( deprivation.layer )
      .arg( last, 0, 'f', 0 )
      .arg( ranked, 0, 'f', 0 )
      .arg( field );
  if ( isPermutation( known ) && double( known.size() ) < ranked )
    return OverlayDeprivation::tr( "The ranks of ‘%1’ in field ‘%4’ run from 1 to %L2, so they are ranks within this "
                                   "layer and not among the %L3 of RANKED_AREAS: set RANKED_AREAS to %2, or choose the "
                                   "national rank." )
      .arg( deprivation.layer )
      .arg( known.size() )
      .arg( ranked, 0, 'f', 0 )
      .arg( field );
  return QString();
}

double medianOf( std::vector<double> values )
{
  const auto middle = values.begin() + std::ptrdiff_t( values.size() / 2 );
  std::nth_element( values.begin(), middle, values.end() );
  return *middle;
}

//! Cells of a grid have few corners because that is their shape.
bool areOfOneSize( const std::vector<double> &squareMetres )
{
  const auto [least, most] = std::minmax_element( squareMetres.begin(), squareMetres.end() );
  return *most <= 1.01 * *least;
}

} // namespace

Measure measureOf( const QString &field, const std::vector<double> &values )
{
  const std::vector<double> known = present( values );
  const auto allAre = [&known]( bool ( *fit )( double ) ) { return std::all_of( known.begin(), known.end(), fit ); };
  if ( base::looksLikeDeciles( known ) || ( base::isNamedDecile( field ) && allAre( isDecile ) ) )
    return Measure::decile;
  const bool isNamed = base::isNamedRank( field ) && allAre( isRank );
  return isNamed || looksLikeRanks( known ) ? Measure::rank : Measure::score;
}

void requireNationalRanks( const DeprivationAreas &deprivation, const std::vector<double> &ranks, const QString &field )
{
  const QString complaint = complaintAboutRanks( deprivation, ranks, field );
  if ( !complaint.isEmpty() )
    throw QgsProcessingException( complaint );
}

bool areNationalRanks( base::Run &run, const DeprivationAreas &deprivation, const DeprivationFields &fields )
{
  const QString complaint = complaintAboutRanks( deprivation, deprivation.rank, fields.rank );
  if ( complaint.isEmpty() )
    return true;
  if ( fields.decile.isEmpty() )
    throw QgsProcessingException( complaint );
  run.warn( complaint + ' ' +
            OverlayDeprivation::tr( "Until then average rank, extent and local concentration are not given." ) );
  return false;
}

void requireSoundMeasures( base::Run &run, const DeprivationAreas &deprivation, const DeprivationFields &fields )
{
  requireScore( deprivation.score, fields.score, deprivation.layer );
  requireRanks( deprivation, fields.rank );
  requireEach( deprivation, deprivation.decile, isDecile, fields.decile,
               OverlayDeprivation::tr( "DECILE_FIELD: the field ‘%1’ of ‘%2’ is %3 in area ‘%4’; a decile is a whole "
                                       "number from 1 to 10." ) );
  requireConsistentDirections( deprivation );
  if ( fields.score.isEmpty() && fields.rank.isEmpty() )
    run.warn( OverlayDeprivation::tr( "‘%1’: decile 1 of ‘%2’ is taken as the most deprived tenth, which nothing here "
                                      "can confirm: give the score or the rank as well, or make sure that it is not "
                                      "decile 10." )
                .arg( deprivation.layer, fields.decile ) );
}

void requireIncomeRunsAlong( const DeprivationAreas &deprivation )
{
  for ( const Domain &domain : deprivation.domains )
    if ( domain.subject == QLatin1String( "inc" ) )
      requireDirection( domain.values, deprivation.severity, domain.measure != Measure::score,
                        OverlayDeprivation::tr( "‘%1’: the domain ‘%2’ does not run like the whole index; rank and "
                                                "decile 1 must be the most deprived and a high score must mean "
                                                "deprived: check which way the fields run." )
                          .arg( deprivation.layer, domain.field ) );
}

void warnAboutGeneralisedOutlines( base::Run &run, const DeprivationAreas &deprivation )
{
  // Measured on Birmingham and Newcastle: 0.55 to 0.60 and 7 or 8 corners for ultra-generalised LSOAs, 0.17 and 36 for
  // generalised ones; output areas, which are small, have 0.37 and 15.
  constexpr double coarse = 0.45;
  constexpr double fewCorners = 12;
  constexpr std::size_t fewestAreas = 20;
  const base::Areas &areas = deprivation.areas;
  if ( areas.size() < fewestAreas || areOfOneSize( areas.squareMetres ) )
    return;
  std::vector<double> corners, sides, relative;
  for ( std::size_t row = 0; row < areas.size(); ++row )
  {
    corners.push_back( double( areas.geometry[row].constGet()->nCoordinates() ) );
    sides.push_back( areas.geometry[row].length() / corners.back() );
    relative.push_back( sides.back() / std::sqrt( areas.squareMetres[row] ) );
  }
  if ( medianOf( corners ) > fewCorners || medianOf( relative ) < coarse )
    return;
  run.warn( OverlayDeprivation::tr( "The outlines of ‘%1’ have a corner only every %2 m (median), as ultra-generalised "
                                    "boundaries have; if they are that, a tenth of all points fall on the wrong side "
                                    "of them: take full-resolution boundaries, or those generalised to 20 m." )
              .arg( deprivation.layer )
              .arg( medianOf( sides ), 0, 'f', 0 ) );
}

} // namespace communitysafety::deprivation
