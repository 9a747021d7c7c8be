// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/indexplan.h"

#include "base/nearestname.h"
#include "base/run.h"
#include "base/source.h"

#include <qgsexpression.h>

#include <cmath>

namespace communitysafety::base
{
namespace
{

//! A code for the output fields out of any field name: small letters and digits, a letter first, not in \a taken.
QString codeOf( const QString &fieldName, const QStringList &taken )
{
  constexpr int longestCode = 8;
  QString code;
  for ( const QChar letter : fieldName.toLower() )
    if ( ( letter >= QLatin1Char( 'a' ) && letter <= QLatin1Char( 'z' ) ) ||
         ( letter >= QLatin1Char( '0' ) && letter <= QLatin1Char( '9' ) ) )
      code += letter;
  if ( code.isEmpty() || code.at( 0 ).isDigit() )
    code.prepend( QLatin1Char( 'f' ) );
  QString candidate = code.left( longestCode );
  for ( int number = 2; taken.contains( candidate ); ++number )
    candidate = code.left( longestCode - QString::number( number ).size() ) + QString::number( number );
  return candidate;
}

//! Finds the numbers of one indicator of the recipe among the fields of the areas.
void findFields( const Source &source, const QString &recipe, int row, PlannedIndicator &indicator )
{
  const QgsFields &fields = source.fields();
  const int count = fields.lookupField( indicator.code + QStringLiteral( "_n" ) );
  const int denominator = fields.lookupField( indicator.code + QStringLiteral( "_d" ) );
  const int plain = fields.lookupField( indicator.code );
  if ( count >= 0 && denominator >= 0 )
  {
    indicator.valueField = fields.at( count ).name();
    indicator.denominatorField = fields.at( denominator ).name();
    return;
  }
  if ( plain < 0 )
    throw QgsProcessingException(
      Run::tr( "Recipe ‘%1’, row %2 (‘%3’): the layer ‘%4’ has neither the fields ‘%3_n’ and ‘%3_d’ nor a field ‘%3’." )
        .arg( recipe, QString::number( row ), indicator.code, source.name() ) +
      didYouMean( indicator.code, fields.names() ) );
  indicator.valueField = fields.at( plain ).name();
}

//! The fields that the expression of a row reads.
void findColumns( const Source &source, const QString &recipeName, const RecipeIndicator &row,
                  PlannedIndicator &indicator )
{
  indicator.valueExpression = row.value;
  const QStringList columns = QgsExpression( row.value ).referencedColumns().values();
  for ( const QString &column : columns )
  {
    const int index = source.fields().lookupField( column );
    if ( index < 0 )
      throw QgsProcessingException( Run::tr( "Recipe ‘%1’, row %2, column ‘value’: the layer ‘%3’ has no field ‘%4’." )
                                      .arg( recipeName, QString::number( row.row ), source.name(), column ) +
                                    didYouMean( column, source.fields().names() ) );
    indicator.columnsOfExpression << source.fields().at( index ).name();
  }
}

int sideNumber( const QString &name )
{
  const std::vector<IndexSide> sides = indexSides();
  for ( std::size_t side = 0; side < sides.size(); ++side )
    if ( name == sides[side].name )
      return static_cast<int>( side );
  return statistics::ScoreIndicator::none;
}

//! A sum and a count of flags take the weights as they are given.
bool normalisesWeights( const statistics::MethodSpec &aggregate )
{
  return aggregate.name != "sum" && aggregate.name != statistics::IndexNode::sumOfRawValues &&
         aggregate.name != "flags";
}

} // namespace

std::vector<IndexSide> indexSides()
{
  return { { QStringLiteral( "victim" ), Run::tr( "Victim side" ) },
           { QStringLiteral( "offender" ), Run::tr( "Offender side" ) },
           { QStringLiteral( "location" ), Run::tr( "Location side" ) } };
}

std::vector<statistics::ScoreGroup> IndexPlan::nodes() const
{
  std::vector<statistics::ScoreGroup> nodes;
  for ( const PlannedGroup &group : groups )
    nodes.push_back( group.node );
  return nodes;
}

QStringList IndexPlan::fields() const
{
  QStringList fields;
  for ( const PlannedIndicator &indicator : indicators )
    fields << indicator.valueField << indicator.denominatorField << indicator.columnsOfExpression;
  fields.removeAll( QString() );
  fields.removeDuplicates();
  return fields;
}

IndexPlan planOfRecipe( const Source &source, const Recipe &recipe, const QString &recipeName )
{
  IndexPlan plan;
  for ( const RecipeGroup &group : recipe.groups )
    plan.groups.push_back(
      { group.code, group.label, { recipe.groupIndex( group.parent ), group.weight, group.aggregate, group.steps } } );
  for ( const RecipeIndicator &row : recipe.indicators )
  {
    PlannedIndicator indicator;
    indicator.code = row.code;
    indicator.label = row.label;
    indicator.direction = row.direction;
    indicator.clustering = row.clustering;
    indicator.steps = row.steps;
    indicator.weight = row.weight;
    indicator.group = static_cast<std::size_t>( recipe.groupIndex( row.parent ) );
    indicator.side = sideNumber( row.side );
    indicator.minimumEvents = row.minCount;
    indicator.isSensitive = row.sensitive;
    if ( row.value.isEmpty() )
      findFields( source, recipeName, row.row, indicator );
    else
      findColumns( source, recipeName, row, indicator );
    plan.indicators.push_back( indicator );
  }
  return plan;
}

IndexPlan planOfFields( const Source &source, const QStringList &fields, const QString &denominator )
{
  IndexPlan plan;
  plan.groups.push_back( { QStringLiteral( "total" ), QString(), statistics::ScoreGroup() } );
  QStringList taken;
  for ( const QString &name : fields )
  {
    const QgsField field = source.fields().at( source.fieldIndex( name ) );
    PlannedIndicator indicator;
    indicator.code = codeOf( field.name(), taken );
    indicator.label = field.alias().isEmpty() ? field.name() : field.alias();
    indicator.valueField = field.name();
    indicator.denominatorField = denominator;
    taken << indicator.code;
    plan.indicators.push_back( indicator );
  }
  return plan;
}

void remarkWeights( Run &run, const IndexPlan &plan )
{
  std::vector<double> sums( plan.groups.size(), 0 );
  for ( const PlannedIndicator &indicator : plan.indicators )
    sums[indicator.group] += indicator.weight;
  for ( const PlannedGroup &group : plan.groups )
    if ( group.node.parent >= 0 )
      sums[static_cast<std::size_t>( group.node.parent )] += group.node.weight;
  QStringList codes;
  for ( std::size_t group = 0; group < sums.size(); ++group )
    if ( std::abs( sums[group] - 1 ) > 1e-9 && normalisesWeights( plan.groups[group].node.aggregate ) )
      codes << plan.groups[group].code;
  if ( !codes.isEmpty() )
    run.remark( Run::tr( "The weights below these groups do not sum to 1 and are used in proportion: %1." )
                  .arg( codes.join( QStringLiteral( ", " ) ) ) );
}

} // namespace communitysafety::base
