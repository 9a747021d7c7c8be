// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <QString>
#include <QStringList>

#include <vector>

/**
 * Charts as inline SVG, for HtmlReport::chart() or any page. All are drawn in colours that every reader tells apart,
 * differ in more than colour where it matters, and print. Missing values (NaN) are left out or drawn as "no data";
 * when nothing is left, the chart says so. Texts may hold any character: they are escaped here.
 */
namespace communitysafety::base::chart
{

//! What a chart says in words.
struct Words
{
  //! Also the name of the chart for those who listen to the page.
  QString title;
  //! One or two sentences with what the chart shows, its highest and lowest for instance. REQUIRES: not empty.
  QString description;
  //! What is measured, with its unit, along the horizontal and the vertical axis; may be empty.
  QString horizontal;
  QString vertical;
};

//! A value to compare with, such as 100 = city; none when the value is missing.
struct Reference
{
  double value = statistics::missing;
  QString label;
};

struct Bar
{
  QString label;
  double value = 0;
};

//! One horizontal bar per row, in the given order; bars below zero point to the left.
QString barChart( const Words &words, const std::vector<Bar> &bars, const Reference &reference = {} );

/**
 * How often values fall into classes of equal, round width.
 * \param classes about how many classes; 0 = as many as Sturges' rule gives, at most 30
 */
QString histogram( const Words &words, statistics::Column values, int classes = 0, const Reference &reference = {} );

/**
 * A matrix of numbers from −1 to 1, such as correlations: blue below zero, white at zero, vermilion above, with each
 * value written in its field (from 40 columns on without the values).
 * \param values row by row, rows.size() × columns.size()
 */
QString heatMap( const Words &words, const QStringList &rows, const QStringList &columns,
                 const std::vector<std::vector<double>> &values );

struct ScatterPoint
{
  QString label;
  double x = 0;
  double y = 0;
  //! Drawn larger, in vermilion and with its label.
  bool isNamed = false;
};

struct ScatterOptions
{
  //! Both axes have the same range and the line x = y is drawn: for two values of the same thing.
  bool hasDiagonal = false;
  Reference x;
  Reference y;
};

QString scatterChart( const Words &words, const std::vector<ScatterPoint> &points, const ScatterOptions &options = {} );

//! One area between two rankings, 1 = worst.
struct Move
{
  QString label;
  double before = 0;
  double after = 0;
};

/**
 * Two columns of the same areas, each in order of its rank, joined by lines: vermilion where the rank became worse
 * (nearer to 1), blue and dashed where it became better, grey where it stayed. Places show the order, not the
 * distance, so that names never overlap; the ranks are written. Areas without one of the ranks are left out.
 * \param before, after the words over the two columns
 */
QString slopeChart( const Words &words, const QString &before, const QString &after, const std::vector<Move> &moves );

struct Line
{
  QString label;
  std::vector<double> x;
  std::vector<double> y;
};

//! Lines with a dot at each value; a missing value interrupts its line. For a scree plot: x = 1, 2, 3 …
QString lineChart( const Words &words, const std::vector<Line> &lines, const Reference &reference = {} );

//! A middle value with the range around it, for instance the median rank with 5 % and 95 %.
struct Range
{
  QString label;
  double low = 0;
  double middle = 0;
  double high = 0;
};

//! One horizontal range per row, in the given order.
QString rangeChart( const Words &words, const std::vector<Range> &ranges, const Reference &reference = {} );

//! One year of a series; limits and what was expected may be missing.
struct Year
{
  QString label;
  double value = statistics::missing;
  double low = statistics::missing;
  double high = statistics::missing;
  double expected = statistics::missing;
  double expectedLow = statistics::missing;
  double expectedHigh = statistics::missing;
  //! On a shaded ground.
  bool isMarked = false;
  //! When, in years. DEFAULT missing: one after the one before.
  double time = statistics::missing;
};

//! The words under a chart of years for what it shows.
struct YearKey
{
  QString value;
  QString expected;
  QString marked;
};

/**
 * The years of a series, ascending, from left to right, joined by a line, each with its limits; years that were not
 * counted keep their place. Beside them, dashed and vermilion,
 * what was expected. Only what is drawn is in the key.
 */
QString yearChart( const Words &words, const std::vector<Year> &years, const YearKey &key,
                   const Reference &reference = {} );

} // namespace communitysafety::base::chart
