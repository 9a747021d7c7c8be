// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/interpolationlayers.h"

#include "base/fields.h"
#include "base/figurefields.h"
#include "base/numbercolumn.h"
#include "base/run.h"
#include "statistics/areaclass.h"
#include "statistics/distribution.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::deprivation
{

using base::orNull;
using base::Run;
using base::wholeOrNull;
using statistics::isMissing;
using statistics::missing;

namespace
{

//! How sure a value is, by its standard error in parts of itself. The order is that of the rules of the style.
enum class Certainty
{
  weak = 1,
  fair,
  firm
};

QVariant certaintyOf( double relativeError )
{
  constexpr double firm = 0.1;
  constexpr double fair = 0.25;
  if ( isMissing( relativeError ) )
    return compat::null();
  return int( relativeError <= firm ? Certainty::firm : relativeError <= fair ? Certainty::fair : Certainty::weak );
}

QVariant certaintyWords( const QVariant &certainty )
{
  const QString words[] = { Run::tr( "Weak: standard error above 25 %" ), Run::tr( "Fair: 10 to 25 %" ),
                            Run::tr( "Firm: standard error below 10 %" ) };
  return compat::isNull( certainty ) ? compat::null() : QVariant( words[certainty.toInt() - 1] );
}

//! 1 highest to 5 lowest, about as many targets in each; fewer than five targets are spread over all of them.
std::vector<double> fifths( const std::vector<double> &values )
{
  const int classes = static_cast<int>( std::min<std::size_t>( 5, statistics::countPresent( values ) ) );
  if ( classes < 2 )
  {
    std::vector<double> middle( values );
    for ( double &value : middle )
      value = isMissing( value ) ? missing : 3;
    return middle;
  }
  std::vector<double> quantiles = statistics::quantileClasses( values, classes, statistics::FirstClass::highest );
  for ( double &quantile : quantiles )
    quantile = 1 + std::round( ( quantile - 1 ) * 4 / ( classes - 1 ) );
  return quantiles;
}

double relative( double error, double value ) { return value != 0 ? error / std::fabs( value ) : missing; }

} // namespace

InterpolationLayer::InterpolationLayer( const InterpolationTargets &targets, const std::vector<double> &cover,
                                        const std::vector<InterpolatedFigure> &figures )
  : mTargets( targets ), mCover( cover ), mFigures( figures ),
    mHasRates( std::any_of( figures.begin(), figures.end(), []( const auto &figure ) { return figure.isRate; } ) ),
    mQuantile( fifths( figures.front().value ) )
{
  mFields = base::fields::list( { "area_id", "area_name", "area_km2" } );
  QgsFields last = base::fields::list(
    { "d", "cover", "gap", "certain", "by_ground", "rel_err", "err_class", "err_words", "quantile" } );
  QgsFields fixed = mFields;
  fixed.extend( last );
  base::FigureFields names( fixed );
  for ( const InterpolatedFigure &figure : figures )
  {
    names.add( figure.field, figure.field );
    names.add( figure.field, Run::tr( "%1, standard error" ).arg( figure.field ), QStringLiteral( "_e" ) );
  }
  mFields.extend( names.fields() );
  if ( !mHasRates )
    last.remove( 0 );
  mFields.extend( last );
  base::fields::requireRoom( mFields );
}

base::OutputSpec InterpolationLayer::spec() const
{
  base::OutputSpec spec;
  spec.parameter = QStringLiteral( "OUTPUT" );
  spec.fields = mFields;
  spec.geometryType = compat::multiPolygon;
  spec.crs = mTargets.areas.crs;
  spec.style = QStringLiteral( "interpolatetoareas_output" );
  spec.furtherStyles = {
    { Run::tr( "How sure the figures are" ), QStringLiteral( "interpolatetoareas_output_error" ), {} }
  };
  return spec;
}

void InterpolationLayer::write( base::OutputLayer &output, const statistics::Progress &progress ) const
{
  for ( std::size_t target = 0; target < mTargets.areas.size(); ++target )
  {
    statistics::report( progress, double( target ) / double( mTargets.areas.size() ) );
    output.add( row( target ), mTargets.areas.geometry[target] );
  }
}

QVector<QVariant> InterpolationLayer::row( std::size_t target ) const
{
  const QString name = mTargets.names.empty() ? QString() : mTargets.names[target];
  QVector<QVariant> values{ mTargets.areas.id[target], orNull( name ), mTargets.areas.squareMetres[target] / 1e6 };
  for ( const InterpolatedFigure &figure : mFigures )
    values << orNull( figure.value[target] ) << orNull( figure.error[target] );
  if ( mHasRates )
    values << orNull( mFigures.back().denominator[target] );
  addFirstFigure( values, target );
  return values;
}

void InterpolationLayer::addFirstFigure( QVector<QVariant> &values, std::size_t target ) const
{
  const InterpolatedFigure &first = mFigures.front();
  double gap = missing;
  for ( const InterpolatedFigure &figure : mFigures )
    gap = std::fmax( gap, figure.gap[target] );
  const double error = relative( first.error[target], first.value[target] );
  const QVariant certainty = certaintyOf( error );
  values << std::min( 1.0, mCover[target] ) << orNull( gap ) << orNull( first.certain[target] )
         << orNull( first.byGround[target] ) << orNull( 100 * error ) << certainty << certaintyWords( certainty )
         << wholeOrNull( mQuantile[target] );
}

QgsFields totalsFields()
{
  return base::fields::list( { "field", "kind", "in_source", "in_target", "outside", "no_value", "fell_back",
                               "by_pieces", "pred_areas", "pred_med", "pred_rmse", "diff_grnd", "misplaced" } );
}

QVector<QVariant> totalsRow( const InterpolatedFigure &figure )
{
  const double kept = figure.total - figure.outside;
  return { figure.field,
           figure.isRate ? Run::tr( "rate" ) : Run::tr( "count" ),
           orNull( figure.total ),
           orNull( kept ),
           orNull( figure.outside ),
           qlonglong( figure.withoutValue ),
           qlonglong( figure.fellBack.size() ),
           orNull( figure.judged.spread ),
           qlonglong( figure.judged.areas ),
           orNull( 100 * figure.judged.medianError ),
           orNull( 100 * figure.judged.relativeRmse ),
           orNull( medianDifferenceFromGround( figure ) ),
           orNull( 100 * figure.misplaced ) };
}

double medianDifferenceFromGround( const InterpolatedFigure &figure )
{
  std::vector<double> differences;
  for ( std::size_t target = 0; target < figure.value.size(); ++target )
  {
    const double difference = std::fabs( figure.value[target] - figure.byGround[target] );
    if ( !isMissing( difference ) && figure.value[target] != 0 )
      differences.push_back( 100 * difference / std::fabs( figure.value[target] ) );
  }
  return statistics::median( differences );
}

} // namespace communitysafety::deprivation
