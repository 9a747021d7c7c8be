// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/recipe.h"
#include "statistics/remainingtree.h"

#include <QString>
#include <QStringList>

#include <array>
#include <vector>

namespace communitysafety::base
{

class Run;
class Source;

//! One of the sides from which an indicator looks at crime; the name is that of the recipe.
struct IndexSide
{
  QString name;
  QString words;
};

//! Victim, offender, location; ScoreIndicator::side counts in this order.
std::vector<IndexSide> indexSides();

//! One indicator as it was asked for: where its numbers are, and what is done with them.
struct PlannedIndicator
{
  QString code;
  QString label;
  QString valueField;
  //! A QGIS expression on the fields of the areas in place of the field; its columns are in columnsOfExpression.
  QString valueExpression;
  QStringList columnsOfExpression;
  //! Empty: the values stand alone.
  QString denominatorField;
  int direction = 1;
  statistics::MethodSpec clustering;
  statistics::ScaleSteps steps;
  double weight = 1;
  std::size_t group = 0;
  int side = statistics::ScoreIndicator::none;
  double minimumEvents = 0;
  bool isSensitive = false;
};

struct PlannedGroup
{
  QString code;
  QString label;
  statistics::ScoreGroup node;

  bool isTheme() const { return node.parent != statistics::IndexNode::none; }
};

//! An index before its numbers are read: what it is made of, and in which fields of the areas that stands.
struct IndexPlan
{
  std::vector<PlannedIndicator> indicators;
  std::vector<PlannedGroup> groups;

  std::vector<statistics::ScoreGroup> nodes() const;

  //! The fields that must be read, each once.
  QStringList fields() const;
};

/**
 * The plan of \a recipe: the indicator `code` is read from the fields `code_n` and `code_d` of \a areas when it has
 * both, else from a field `code` that stands alone. A row with a `value` is read from that expression instead.
 * Throws QgsProcessingException naming the row of the recipe when there is none, with the nearest name.
 */
IndexPlan planOfRecipe( const Source &areas, const Recipe &recipe, const QString &recipeName );

/**
 * A plan without themes: each of \a fields is an indicator, all with equal weight and more being worse, held against
 * \a denominator unless that is empty. The label is the alias of the field, the code is made from its name.
 * Throws QgsProcessingException when \a areas have no such field, with the nearest name.
 */
IndexPlan planOfFields( const Source &areas, const QStringList &fields, const QString &denominator );

//! Weights are used in proportion to their siblings; says in the log below which groups they do not sum to 1.
void remarkWeights( Run &run, const IndexPlan &plan );

} // namespace communitysafety::base
