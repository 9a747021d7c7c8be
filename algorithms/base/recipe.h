// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/scalesteps.h"

#include <qgsfeatureiterator.h>
#include <qgsfields.h>

#include <QString>
#include <QVector>

/**
 * The recipe: one table that defines an index, with two kinds of rows. An indicator row says what is counted and
 * against what; a group row (theme, domain, the index itself) gathers the rows that name it as their parent.
 */
namespace communitysafety::base
{

class Run;
class Source;

struct RecipeIndicator
{
  int row = 0; //!< As a spreadsheet counts: 1 is the header, 2 the first row of data
  QString code;
  QString parent; //!< Code of a group, never empty
  QString label;
  QString side;   //!< victim, offender, location or empty
  QString source; //!< Empty where the recipe leaves the choice to the algorithm
  QString dateField;
  QString filter;  //!< A QGIS expression whose syntax has been checked; empty takes every record
  QString value;   //!< A QGIS expression on the areas' own fields that gives the number; empty: the fields of the code
  QString measure; //!< rate, count, density or share
  statistics::MethodSpec clustering; //!< The local concentration that stands for the rate or count; see ScoreIndicator
  QString denominator;
  int direction = 1;            //!< +1 where more is worse, -1 where more is better
  statistics::ScaleSteps steps; //!< Blank steps are not given
  double weight = 1;
  int years = 0;        //!< Most recent years to be pooled; 0 takes the whole period
  double minCount = 20; //!< With fewer events in the whole study area the indicator is left out of the total
  bool sensitive = false;
  QString note;
};

struct RecipeGroup
{
  int row = 0; //!< 0 for the root that no row of the recipe names
  QString code;
  QString parent; //!< Code of a group, empty for the root alone
  QString label;
  statistics::MethodSpec aggregate; //!< How the rows below are combined; not given means the weighted mean
  statistics::ScaleSteps steps;     //!< What is done with the combined value
  double weight = 1;
  QString note;
};

/**
 * A recipe without contradictions: codes are unique, every row but the root has a parent, the parents form one tree,
 * every group has children and among them one with a weight above zero.
 */
struct Recipe
{
  QVector<RecipeIndicator> indicators; //!< In the order of the rows
  QVector<RecipeGroup> groups;         //!< In the order of the rows; an implied root comes first
  int blankRows = 0;

  //! Position in groups of the group \a code, -1 if there is none.
  int groupIndex( const QString &code ) const;

  //! Code of the one group without a parent.
  QString rootCode() const;

  //! The theme of the rows whose parent is \a group: the group right under the root that holds them; -1 for those
  //! right under the root. REQUIRES: a code of groups.
  int themeIndex( const QString &group ) const;
};

/**
 * Reads the recipe \a name from the columns \a fields and the \a rows below them.
 *
 * Columns, in any order and case: code, parent, type, label, side, source, date_field, filter, value, measure,
 * denominator, direction, transform, treat, normalise, aggregate, weight, years, min_count, sensitive, note. Only code
 * is required. A byte order mark and blanks around names and values are read over, and so is the row number (fid or
 * ogc_fid) that a database adds. Fixed values may be written in any case.
 *
 * Defaults of absent columns and blank cells: type indicator; label the code; measure rate where there is a
 * denominator, else count; direction + (more is worse); weight 1; years all; min_count 20; sensitive no.
 *
 * The root is the group row "total". Without one it is the only row that names no parent, if that is a group, and
 * else a group "total" is added. Every other row without a parent belongs to the root.
 *
 * transform, treat, normalise and aggregate name methods with their numbers, `minmax(0, 100)`; see transform.h,
 * outliers.h, indicatorscale.h and aggregation.h among the statistics. aggregate belongs to group rows.
 * The measures locallq (also written clustering), gistar and kernelratio(metres) say how a rate or count clusters.
 *
 * Errors: QgsProcessingException with the recipe, the row, the column, the value and, where a name is wrong, the
 * nearest valid one.
 */
Recipe readRecipe( const QgsFields &fields, QgsFeatureIterator rows, const QString &name );

//! As above, from an input of an algorithm, which enters the run's record.
Recipe readRecipe( Run &run, const Source &source );

} // namespace communitysafety::base
