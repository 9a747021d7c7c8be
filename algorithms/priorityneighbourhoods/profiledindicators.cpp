// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "priorityneighbourhoods/profiledindicators.h"

#include "base/fields.h"
#include "base/numbertext.h"
#include "base/run.h"

#include <QCoreApplication>

namespace communitysafety::priorityneighbourhoods
{

using base::Run;
using base::Source;

namespace
{

struct PlanText
{
  Q_DECLARE_TR_FUNCTIONS( ProfiledIndicators )
};

//! `population_points.residents` is read as residents.
QString wordsOfDenominator( const QString &denominator )
{
  return QString( denominator.section( '.', -1 ) ).replace( '_', ' ' );
}

void setUnit( ProfiledIndicator &indicator, const base::RecipeIndicator &row, double per )
{
  constexpr double percent = 100;
  if ( row.measure == QLatin1String( "share" ) )
  {
    indicator.per = percent;
    indicator.unit = PlanText::tr( "%" );
  }
  else if ( row.measure == QLatin1String( "density" ) || row.denominator == QLatin1String( "area" ) )
    indicator.unit = PlanText::tr( "per km²" );
  else if ( row.denominator.isEmpty() )
    indicator.unit = PlanText::tr( "per cell" );
  else
  {
    indicator.per = per;
    indicator.unit = PlanText::tr( "per %1 %2" ).arg( base::numberText( per ), wordsOfDenominator( row.denominator ) );
  }
}

ProfilePlan planOfRecipe( const base::Recipe &recipe, double per )
{
  ProfilePlan plan;
  for ( const base::RecipeGroup &group : recipe.groups )
  {
    statistics::ScoreGroup node;
    node.parent = recipe.groupIndex( group.parent );
    node.weight = group.weight;
    plan.groups.push_back( { group.code, group.label, node } );
  }
  for ( const base::RecipeIndicator &row : recipe.indicators )
  {
    const int group = recipe.groupIndex( row.parent );
    ProfiledIndicator indicator;
    indicator.code = row.code;
    indicator.label = row.label;
    const int theme = recipe.themeIndex( row.parent );
    indicator.theme = theme < 0 ? QString() : recipe.groups.at( theme ).label;
    indicator.node.direction = row.direction;
    indicator.node.weight = row.weight;
    indicator.node.group = std::size_t( group );
    indicator.minimumEvents = row.minCount;
    indicator.isSensitive = row.sensitive;
    setUnit( indicator, row, per );
    plan.indicators.push_back( indicator );
  }
  return plan;
}

void addCode( ProfilePlan &plan, const QString &code, const QString &label, double per )
{
  if ( plan.codes().contains( code ) )
    return;
  ProfiledIndicator indicator;
  indicator.code = code;
  indicator.label = label.isEmpty() ? code : label;
  indicator.per = per;
  indicator.unit = PlanText::tr( "per %1 of the denominator" ).arg( base::numberText( per ) );
  plan.indicators.push_back( indicator );
}

ProfilePlan planOfFields( Run &run, const Source &cells, const Source *years, double per )
{
  ProfilePlan plan;
  plan.groups.emplace_back();
  constexpr int suffix = 2;
  for ( const QgsField &field : cells.fields() )
  {
    const QString code = field.name().chopped( std::min<int>( suffix, int( field.name().size() ) ) );
    if ( field.name().endsWith( QLatin1String( "_n" ) ) && base::fields::holds( cells.fields(), code + "_d" ) )
      addCode( plan, code, field.alias(), per );
  }
  if ( years )
    for ( const QString &code : years->distinctTexts( run, QStringLiteral( "code" ) ) )
      addCode( plan, code, QString(), per );
  run.remark( PlanText::tr( "Without a recipe every indicator has the same weight, none has a theme, and none is "
                            "treated as sensitive." ) );
  return plan;
}

} // namespace

QStringList ProfilePlan::codes() const
{
  QStringList codes;
  for ( const ProfiledIndicator &indicator : indicators )
    codes << indicator.code;
  return codes;
}

std::vector<statistics::ScoreGroup> ProfilePlan::groupNodes() const
{
  std::vector<statistics::ScoreGroup> nodes;
  for ( const ProfiledGroup &group : groups )
    nodes.push_back( group.node );
  return nodes;
}

std::vector<std::size_t> ProfilePlan::themes() const
{
  std::vector<std::size_t> themes;
  for ( std::size_t group = 0; group < groups.size(); ++group )
  {
    const int parent = groups[group].node.parent;
    if ( parent != statistics::IndexNode::none &&
         groups[std::size_t( parent )].node.parent == statistics::IndexNode::none )
      themes.push_back( group );
  }
  return themes;
}

ProfilePlan planProfile( Run &run, const Source *recipe, const Source &cells, const Source *years, double per )
{
  ProfilePlan plan =
    recipe ? planOfRecipe( base::readRecipe( run, *recipe ), per ) : planOfFields( run, cells, years, per );
  if ( plan.indicators.empty() )
    throw QgsProcessingException( PlanText::tr( "‘%1’ has no counts (fields such as burglary_n and burglary_d): give "
                                                "the layer of Build indicators, or its table by year as LONG." )
                                    .arg( cells.name() ) );
  return plan;
}

} // namespace communitysafety::priorityneighbourhoods
