// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::base
{

//! Colours that readers with any colour vision tell apart, on white paper as well (Okabe and Ito 2008).
namespace ink
{
inline constexpr const char *text = "#222222";
inline constexpr const char *quiet = "#666666";
inline constexpr const char *grid = "#dddddd";
inline constexpr const char *blue = "#0072b2";
inline constexpr const char *vermilion = "#d55e00";
inline constexpr const char *pale = "#9ecae1";
inline constexpr const char *paper = "#ffffff";
} // namespace ink

struct Stroke
{
  QString colour = QLatin1String( ink::text );
  double width = 1;
  bool isDashed = false;
};

enum class Anchor
{
  start,
  middle,
  end
};

struct TextStyle
{
  Anchor anchor = Anchor::start;
  double size = 12;
  QString colour = QLatin1String( ink::text );
  bool isBold = false;
  //! Reads upwards, for the words of a vertical axis.
  bool isUpright = false;
};

/**
 * A drawing in SVG that stands by itself inside a page: no script, no font of its own, nothing fetched. Lengths are in
 * pixels from the upper left corner. Title and description reach those who listen to a page instead of looking at it.
 */
class SvgCanvas
{
public:
  SvgCanvas( double width, double height, const QString &title, const QString &description );

  //! For the marks below, \a hint is what the reader sees when pointing at it; it may be empty.
  void line( QPointF from, QPointF to, const Stroke &stroke, const QString &hint = QString() );
  void path( const std::vector<QPointF> &points, const Stroke &stroke, const QString &hint = QString() );
  //! Holes are rings among \a rings. \a fill may be `none`.
  void polygon( const std::vector<std::vector<QPointF>> &rings, const QString &fill, const Stroke &stroke,
                const QString &hint = QString() );
  void rectangle( const QRectF &rectangle, const QString &fill, const QString &hint = QString() );
  void dot( QPointF centre, double radius, const QString &fill, const QString &hint = QString() );
  void text( QPointF place, const QString &text, const TextStyle &style = {} );

  //! What is drawn until endLink() leads to \a address, a file beside the page for instance.
  void beginLink( const QString &address );
  void endLink();

  QString finished() const;

private:
  void mark( const QString &element, const QString &hint );

  QString mSvg;
};

//! About how wide \a text is drawn: without the reader's fonts it can only be estimated, and rather too wide.
double widthOfText( const QString &text, double size = 12 );

//! \a text cut with an ellipsis so that it is at most \a width wide.
QString fittingText( const QString &text, double width, double size = 12 );

//! The smallest of 1, 2 and 5 times a power of ten that divides \a range, above zero, into at most \a mostSteps.
double roundStep( double range, int mostSteps );

/**
 * A straight scale from values to places. Its ends are widened to round numbers (1, 2 or 5 times a power of ten), which
 * are its marks as well. When all values are equal, there is room on both sides of them.
 */
class AxisScale
{
public:
  //! \param from, to the places of the lowest and the highest mark; \a to may lie below \a from
  AxisScale( double lowest, double highest, double from, double to );

  double place( double value ) const;
  std::vector<double> marks() const;
  QString markText( double mark ) const;
  double lowest() const { return mLowest; }
  double highest() const { return mHighest; }

private:
  double mStep, mLowest, mHighest, mFrom, mTo;
};

} // namespace communitysafety::base
