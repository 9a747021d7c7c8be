// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/scoredlayer.h"

#include "base/fields.h"
#include "base/numbercolumn.h"
#include "base/run.h"

namespace communitysafety::base
{
namespace
{

QVariant valueAt( const std::vector<double> &column, std::size_t position )
{
  return column.empty() ? compat::null() : orNull( column[position] );
}

QStringList uncertaintyNames( bool isIndex )
{
  QStringList names{ QStringLiteral( "idx_lo" ), QStringLiteral( "idx_hi" ), QStringLiteral( "rank_lo" ),
                     QStringLiteral( "rank_hi" ), QStringLiteral( "p_worst" ) };
  if ( isIndex )
    names << QStringLiteral( "p_above" );
  return names;
}

QStringList totalNames( bool isIndex )
{
  return { isIndex ? QStringLiteral( "idx" ) : QStringLiteral( "score" ),
           QStringLiteral( "idx_raw" ),
           QStringLiteral( "rank" ),
           QStringLiteral( "decile" ),
           QStringLiteral( "share_ind" ),
           QStringLiteral( "events" ),
           QStringLiteral( "one_event" ),
           QStringLiteral( "driver1" ),
           QStringLiteral( "driver2" ),
           QStringLiteral( "driver3" ),
           QStringLiteral( "supp" ) };
}

} // namespace

ScoredLayer::ScoredLayer( const IndexPlan &plan, const statistics::CompositeScore &score,
                          const statistics::IndexUncertainty *uncertainty )
  : mPlan( plan ), mScore( score ), mUncertainty( uncertainty )
{
}

QgsFields ScoredLayer::fields( const QStringList &carried ) const
{
  QgsFields all = fields::list( carried );
  const QVector<QgsField> codes = codeFields();
  for ( const QgsField &field : codes )
  {
    if ( fields::holds( all, field.name() ) )
      throw QgsProcessingException(
        Run::tr( "The code ‘%1’ would give a second field ‘%2’: choose another code in the recipe." )
          .arg( field.name().chopped( 2 ), field.name() ) );
    all.append( field );
  }
  const QStringList names =
    totalNames( mScore.isIndex ) + ( mUncertainty ? uncertaintyNames( mScore.isIndex ) : QStringList() );
  for ( const QgsField &field : fields::list( names ) )
    all.append( field );
  fields::requireRoom( all );
  return all;
}

QVector<QgsField> ScoredLayer::codeFields() const
{
  QVector<QgsField> codes;
  const auto append = [&codes]( const QString &code, const QString &label )
  { codes.append( fields::ofCode( code, QLatin1Char( 'i' ), label ) ); };
  for ( const PlannedIndicator &indicator : mPlan.indicators )
    append( indicator.code,
            indicator.direction > 0 ? indicator.label : Run::tr( "%1 (more is better)" ).arg( indicator.label ) );
  for ( const PlannedGroup &group : mPlan.groups )
    if ( group.isTheme() )
      append( group.code, group.label );
  const std::vector<IndexSide> sides = indexSides();
  for ( std::size_t side = 0; side < sides.size(); ++side )
    if ( !mScore.sides[side].empty() )
      append( sides[side].name, sides[side].words );
  return codes;
}

QVector<QVariant> ScoredLayer::cells( std::size_t position ) const
{
  QVector<QVariant> cells;
  for ( const statistics::ScoredIndicator &indicator : mScore.indicators )
    cells << orNull( indicator.values[position] );
  for ( std::size_t group = 0; group < mPlan.groups.size(); ++group )
    if ( mPlan.groups[group].isTheme() )
      cells << valueAt( mScore.groups[group], position );
  for ( const std::vector<double> &side : mScore.sides )
    if ( !side.empty() )
      cells << orNull( side[position] );
  cells << orNull( mScore.total[position] ) << orNull( mScore.crudeTotal[position] )
        << wholeOrNull( mScore.rank[position] ) << wholeOrNull( mScore.decile[position] )
        << orNull( mScore.share[position] ) << orNull( mScore.events[position] )
        << orNull( mScore.largestEventChange[position] );
  for ( const int driver : mScore.drivers[position] )
    cells << driverCell( driver, position );
  cells << ( mScore.suppressed[position] ? 1 : 0 );
  if ( !mUncertainty )
    return cells;
  for ( const std::vector<double> *column : { &mUncertainty->lower, &mUncertainty->upper, &mUncertainty->rankLower,
                                              &mUncertainty->rankUpper, &mUncertainty->shareInWorst } )
    cells << orNull( ( *column )[position] );
  if ( mScore.isIndex )
    cells << orNull( mUncertainty->shareAbove[position] );
  return cells;
}

//! "Robbery (3.1 × city)", or the label alone where the scale does not compare with the city.
QVariant ScoredLayer::driverCell( int indicator, std::size_t position ) const
{
  if ( indicator == statistics::CompositeScore::noDriver )
    return compat::null();
  const QString &label = mPlan.indicators[static_cast<std::size_t>( indicator )].label;
  if ( !statistics::isIndex( mScore.basis.scaled[static_cast<std::size_t>( indicator )].scale ) )
    return label;
  const double timesCity = mScore.indicators[static_cast<std::size_t>( indicator )].values[position] / 100;
  return Run::tr( "%1 (%2 × city)" ).arg( label, QString::number( timesCity, 'f', 1 ) );
}

} // namespace communitysafety::base
