// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/interpolationremarks.h"

#include "base/namelist.h"
#include "base/numbertext.h"
#include "base/run.h"
#include "deprivation/interpolationlayers.h"

#include <cmath>

namespace communitysafety::deprivation
{

using base::numberText;
using base::Run;
using statistics::isMissing;
using statistics::missing;

namespace
{

QString named( const base::Areas &areas, const std::vector<std::size_t> &rows )
{
  QStringList ids;
  for ( const std::size_t row : rows )
    ids << areas.id[row];
  return base::nameList( ids );
}

template <typename Condition>
std::vector<std::size_t> rowsWhere( std::size_t size, Condition condition )
{
  std::vector<std::size_t> rows;
  for ( std::size_t row = 0; row < size; ++row )
    if ( condition( row ) )
      rows.push_back( row );
  return rows;
}

QString percent( double share ) { return numberText( 100 * share, 1 ); }

void tellSums( Run &run, const InterpolatedFigure &figure )
{
  if ( figure.isRate )
    return;
  const double kept = figure.total - figure.outside;
  run.remark( Run::tr( "‘%1’: of %2 in the sources %3 went to the targets and %4 (%5 %) lie in none of them." )
                .arg( figure.field, numberText( figure.total, 2 ), numberText( kept, 2 ),
                      numberText( figure.outside, 2 ),
                      percent( figure.total > 0 ? figure.outside / figure.total : 0 ) ) );
}

void tellMissing( Run &run, InterpolationMethod method, const InterpolationSources &sources,
                  const InterpolatedFigure &figure )
{
  if ( figure.withoutValue > 0 )
    run.warn( Run::tr( "‘%1’: %L2 of %L3 areas of ‘%4’ have no value. Counts of the targets they lie in are too low, "
                       "rates stand for the other part; the field ‘gap’ says how much is lacking." )
                .arg( figure.field )
                .arg( qulonglong( figure.withoutValue ) )
                .arg( qulonglong( sources.areas.size() ) )
                .arg( sources.layer ) );
  if ( figure.fellBack.empty() )
    return;
  const QString lacking = method == InterpolationMethod::smoothSurface
                            ? Run::tr( "no cell of the smooth surface" )
                            : Run::tr( "no point and no ground that is lived on" );
  run.warn( ( figure.isRate && sources.denominators.empty()
                ? Run::tr( "‘%1’: %L2 areas of ‘%3’ have %4; they were weighted and shared out by ground: %5." )
                : Run::tr( "‘%1’: %L2 areas of ‘%3’ have people but %4; they were shared out by ground: %5." ) )
              .arg( figure.field )
              .arg( qulonglong( figure.fellBack.size() ) )
              .arg( sources.layer, lacking, named( sources.areas, figure.fellBack ) ) );
}

void tellJudgement( Run &run, const InterpolationSources &sources, const InterpolatedFigure &figure )
{
  const statistics::PredictionErrors &judged = figure.judged;
  if ( isMissing( judged.medianError ) || isMissing( judged.spread ) )
  {
    run.warn( Run::tr( "‘%1’: the method could not be judged, for there are too few areas: errors show chance alone." )
                .arg( figure.field ) );
    return;
  }
  run.remark(
    Run::tr( "‘%1’: judged one level up, this method predicts areas of ‘%2’ from the %3 with a median error of %4 %." )
      .arg( figure.field, sources.layer,
            sources.parents.empty() ? Run::tr( "blocks of about five that they make up" )
                                    : Run::tr( "larger areas that they name" ),
            percent( judged.medianError ) ) );
}

void tellMethod( Run &run, const InterpolatedFigure &figure )
{
  const double difference = medianDifferenceFromGround( figure );
  if ( difference > 0 )
    run.remark( Run::tr( "‘%1’: areal weighting, which takes people to be spread evenly over the ground, would give "
                         "figures that differ by %2 % at the median of the targets." )
                  .arg( figure.field, numberText( difference, 1 ) ) );
  if ( !isMissing( figure.misplaced ) )
    run.warn( Run::tr( "‘%1’: best fit puts %2 % of all into another target than where they are found by points or "
                       "ground. Use it to agree with published figures only; its errors hold the difference." )
                .arg( figure.field, percent( figure.misplaced ) ) );
}

//! \returns how many targets are only partly covered.
std::size_t tellCover( Run &run, const InterpolationSources &sources, const InterpolationTargets &targets,
                       const std::vector<double> &cover )
{
  constexpr double enough = 0.99;
  const std::vector<std::size_t> partly =
    rowsWhere( cover.size(), [&]( std::size_t row ) { return cover[row] > 0 && cover[row] < enough; } );
  const std::vector<std::size_t> bare =
    rowsWhere( cover.size(), [&]( std::size_t row ) { return !( cover[row] > 0 ); } );
  if ( !partly.empty() )
    run.warn( Run::tr( "‘%1’: %L2 of %L3 areas lie partly outside of ‘%4’; their figures stand for the part inside, "
                       "which ‘cover’ tells: %5." )
                .arg( targets.layer )
                .arg( qulonglong( partly.size() ) )
                .arg( qulonglong( cover.size() ) )
                .arg( sources.layer, named( targets.areas, partly ) ) );
  if ( !bare.empty() )
    run.warn( Run::tr( "‘%1’: %L2 areas lie wholly outside of ‘%3’ and get no figures: %4." )
                .arg( targets.layer )
                .arg( qulonglong( bare.size() ) )
                .arg( sources.layer, named( targets.areas, bare ) ) );
  return partly.size();
}

//! Why covered ground may hold nobody: it is a park, or the method knows nothing there.
QString reasonForNobody( InterpolationMethod method )
{
  switch ( method )
  {
  case InterpolationMethod::controlPoints:
    return Run::tr( "no point with people lies in them, as in parks and in cells between the points" );
  case InterpolationMethod::dasymetric:
    return Run::tr( "no ground or dwelling of the mask lies in them, as in parks" );
  case InterpolationMethod::bestFit:
    return Run::tr( "no source has its centre of people in them" );
  default:
    return Run::tr( "the sources that they lie in hold nobody there" );
  }
}

std::size_t tellEmpty( Run &run, InterpolationMethod method, const InterpolationTargets &targets,
                       const std::vector<double> &cover, const InterpolatedFigure &first )
{
  const std::vector<double> &people = first.isRate ? first.denominator : first.value;
  const std::vector<std::size_t> empty =
    rowsWhere( people.size(), [&]( std::size_t row ) { return cover[row] > 0 && people[row] == 0; } );
  if ( !empty.empty() )
    run.remark(
      Run::tr( "‘%1’: %L2 areas hold nobody by this method (%3): counts are 0 there and rates have no value: %4." )
        .arg( targets.layer )
        .arg( qulonglong( empty.size() ) )
        .arg( reasonForNobody( method ), named( targets.areas, empty ) ) );
  return empty.size();
}

std::size_t weakFigures( const InterpolatedFigure &first )
{
  constexpr double weak = 0.25;
  return rowsWhere( first.value.size(), [&]( std::size_t row )
                    { return first.value[row] != 0 && first.error[row] > weak * std::fabs( first.value[row] ); } )
    .size();
}

} // namespace

void tellInterpolation( Run &run, InterpolationMethod method, const InterpolationSources &sources,
                        const InterpolationTargets &targets, const std::vector<double> &cover,
                        const std::vector<InterpolatedFigure> &figures )
{
  const std::size_t partly = tellCover( run, sources, targets, cover );
  for ( const InterpolatedFigure &figure : figures )
  {
    tellSums( run, figure );
    tellMissing( run, method, sources, figure );
    tellJudgement( run, sources, figure );
    tellMethod( run, figure );
  }
  const InterpolatedFigure &first = figures.front();
  const auto set = [&run]( const char *output, double value )
  {
    if ( !isMissing( value ) )
      run.setNumber( QLatin1String( output ), value );
  };
  set( "N_TARGETS", double( cover.size() ) );
  set( "N_PARTLY_COVERED", double( partly ) );
  set( "N_EMPTY", double( tellEmpty( run, method, targets, cover, first ) ) );
  set( "N_WEAK", double( weakFigures( first ) ) );
  set( "N_BY_GROUND", double( first.fellBack.size() ) );
  set( "TOTAL", first.total );
  set( "OUTSIDE", first.outside );
  set( "MEDIAN_ERROR", 100 * first.judged.medianError );
  set( "DIFFERENCE_FROM_GROUND", medianDifferenceFromGround( first ) );
  set( "MISPLACED", 100 * first.misplaced );
}

} // namespace communitysafety::deprivation
