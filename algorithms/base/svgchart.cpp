// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/svgchart.h"

#include "base/numbertext.h"
#include "base/svgcanvas.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace communitysafety::base::chart
{
namespace
{

constexpr double chartWidth = 720;
constexpr double titleHeight = 34;
constexpr double rowHeight = 22;
constexpr double axisHeight = 44;
constexpr double smallText = 11;

struct Chart
{
  Q_DECLARE_TR_FUNCTIONS( Chart )
};

bool isDrawn( double value ) { return std::isfinite( value ); }

SvgCanvas titledCanvas( const Words &words, double width, double height )
{
  SvgCanvas canvas( width, height, words.title, words.description );
  TextStyle style;
  style.size = 14;
  style.isBold = true;
  canvas.text( { 0, 18 }, fittingText( words.title, width, style.size ), style );
  return canvas;
}

QString emptyChart( const Words &words )
{
  SvgCanvas canvas = titledCanvas( words, chartWidth, titleHeight + rowHeight );
  canvas.text( { 0, titleHeight + 14 }, Chart::tr( "No data" ) );
  return canvas.finished();
}

//! The lowest and the highest of some values.
struct Span
{
  double lowest = statistics::missing;
  double highest = statistics::missing;

  void add( double value )
  {
    if ( !isDrawn( value ) )
      return;
    lowest = isEmpty() ? value : std::min( lowest, value );
    highest = std::isfinite( highest ) ? std::max( highest, value ) : value;
  }
  bool isEmpty() const { return !std::isfinite( lowest ); }
};

//! Decimals that show three digits of the largest value; none when all values are whole.
int decimalsFor( const std::vector<double> &values )
{
  double largest = 0;
  bool areWhole = true;
  for ( const double value : values )
  {
    if ( !isDrawn( value ) )
      continue;
    largest = std::max( largest, std::abs( value ) );
    areWhole = areWhole && value == std::floor( value );
  }
  if ( areWhole || largest == 0 )
    return 0;
  return std::clamp( 2 - int( std::floor( std::log10( largest ) ) ), 0, 6 );
}

QStringList labelsOf( const std::vector<Bar> &bars )
{
  QStringList labels;
  for ( const Bar &bar : bars )
    labels << bar.label;
  return labels;
}

QStringList labelsOf( const std::vector<Range> &ranges )
{
  QStringList labels;
  for ( const Range &range : ranges )
    labels << range.label;
  return labels;
}

double labelColumn( const QStringList &labels, double mostWidth )
{
  double width = 0;
  for ( const QString &label : labels )
    width = std::max( width, widthOfText( label ) );
  return std::min( width, mostWidth ) + 16;
}

TextStyle axisStyle( Anchor anchor )
{
  TextStyle style;
  style.anchor = anchor;
  style.size = smallText;
  style.colour = QLatin1String( ink::quiet );
  return style;
}

Stroke gridStroke() { return { QLatin1String( ink::grid ), 1, false }; }
Stroke referenceStroke() { return { QLatin1String( ink::text ), 1, true }; }

void drawHorizontalMarks( SvgCanvas &canvas, const AxisScale &scale, double top, double bottom, const QString &words )
{
  for ( const double mark : scale.marks() )
  {
    canvas.line( { scale.place( mark ), top }, { scale.place( mark ), bottom }, gridStroke() );
    canvas.text( { scale.place( mark ), bottom + 15 }, scale.markText( mark ), axisStyle( Anchor::middle ) );
  }
  const double middle = ( scale.place( scale.lowest() ) + scale.place( scale.highest() ) ) / 2;
  canvas.text( { middle, bottom + 34 }, words, axisStyle( Anchor::middle ) );
}

void drawVerticalMarks( SvgCanvas &canvas, const AxisScale &scale, double left, double right, const QString &words )
{
  for ( const double mark : scale.marks() )
  {
    canvas.line( { left, scale.place( mark ) }, { right, scale.place( mark ) }, gridStroke() );
    canvas.text( { left - 6, scale.place( mark ) + 4 }, scale.markText( mark ), axisStyle( Anchor::end ) );
  }
  TextStyle style = axisStyle( Anchor::middle );
  style.isUpright = true;
  canvas.text( { 12, ( scale.place( scale.lowest() ) + scale.place( scale.highest() ) ) / 2 }, words, style );
}

void drawVerticalReference( SvgCanvas &canvas, const AxisScale &scale, double top, double bottom,
                            const Reference &reference )
{
  if ( !isDrawn( reference.value ) )
    return;
  const double x = scale.place( reference.value );
  canvas.line( { x, top }, { x, bottom }, referenceStroke() );
  const bool isFarRight = x > chartWidth * 0.75;
  canvas.text( { x + ( isFarRight ? -4 : 4 ), top - 3 }, reference.label,
               axisStyle( isFarRight ? Anchor::end : Anchor::start ) );
}

void drawHorizontalReference( SvgCanvas &canvas, const AxisScale &scale, double left, double right,
                              const Reference &reference )
{
  if ( !isDrawn( reference.value ) )
    return;
  const double y = scale.place( reference.value );
  canvas.line( { left, y }, { right, y }, referenceStroke() );
  canvas.text( { right, y - 4 }, reference.label, axisStyle( Anchor::end ) );
}

//! A chart with one labelled row per thing and a horizontal scale: what bars and ranges have in common.
struct RowChart
{
  RowChart( const Words &words, const QStringList &labels, const Span &span, const Reference &reference )
    : bottom( titleHeight + 14 + rowHeight * double( labels.size() ) ),
      canvas( titledCanvas( words, chartWidth, bottom + axisHeight ) ), left( labelColumn( labels, 250 ) ),
      scale( span.lowest, span.highest, left, chartWidth - 56 )
  {
    drawHorizontalMarks( canvas, scale, top, bottom, words.horizontal );
    for ( int row = 0; row < labels.size(); ++row )
    {
      TextStyle style;
      style.anchor = Anchor::end;
      canvas.text( { left - 8, middleOf( row ) + 4 }, fittingText( labels[row], left - 8 ), style );
    }
    drawVerticalReference( canvas, scale, top, bottom, reference );
  }

  double middleOf( int row ) const { return top + rowHeight * ( row + 0.5 ); }

  double top = titleHeight + 14;
  double bottom;
  SvgCanvas canvas;
  double left;
  AxisScale scale;
};

//! Where the marks of a chart with two scales are drawn.
struct Plot
{
  double left = 64;
  double right = chartWidth - 24;
  double top = titleHeight + 10;
  double bottom = titleHeight + 330;
};

} // namespace

QString barChart( const Words &words, const std::vector<Bar> &bars, const Reference &reference )
{
  Span span;
  std::vector<double> values;
  for ( const Bar &bar : bars )
  {
    span.add( bar.value );
    values.push_back( bar.value );
  }
  if ( span.isEmpty() )
    return emptyChart( words );
  span.add( 0 );
  span.add( reference.value );

  RowChart chart( words, labelsOf( bars ), span, reference );
  const double zero = chart.scale.place( 0 );
  const int decimals = decimalsFor( values );
  for ( std::size_t row = 0; row < bars.size(); ++row )
  {
    const double value = bars[row].value;
    const double middle = chart.middleOf( int( row ) );
    const double end = isDrawn( value ) ? chart.scale.place( value ) : zero;
    const QString text = isDrawn( value ) ? numberText( value, decimals ) : Chart::tr( "no data" );
    chart.canvas.rectangle(
      QRectF( QPointF( std::min( zero, end ), middle - 7 ), QSizeF( std::abs( end - zero ), 14 ) ),
      QLatin1String( ink::blue ), bars[row].label + QStringLiteral( ": " ) + text );
    chart.canvas.text( { std::max( zero, end ) + 4, middle + 4 }, text, axisStyle( Anchor::start ) );
  }
  return chart.canvas.finished();
}

namespace
{

struct Classes
{
  double lowest = 0;
  double width = 1;
  std::vector<int> counts;
};

Classes classesOf( const std::vector<double> &values, const Span &span, int wanted )
{
  constexpr int mostClasses = 30;
  if ( wanted <= 0 )
    wanted = std::min( mostClasses, int( std::ceil( std::log2( double( values.size() ) ) ) ) + 1 );
  Classes classes;
  const double range = span.highest - span.lowest;
  classes.width = range > 0 ? roundStep( range, wanted ) : 1.0;
  classes.lowest = std::floor( span.lowest / classes.width ) * classes.width;
  const auto classOf = [&classes]( double value )
  { return std::size_t( std::floor( ( value - classes.lowest ) / classes.width ) ); };
  classes.counts.assign( classOf( span.highest ) + 1, 0 );
  for ( const double value : values )
    ++classes.counts[classOf( value )];
  return classes;
}

} // namespace

QString histogram( const Words &words, statistics::Column values, int wanted, const Reference &reference )
{
  std::vector<double> present;
  Span span;
  for ( const double value : values )
  {
    span.add( value );
    if ( isDrawn( value ) )
      present.push_back( value );
  }
  if ( span.isEmpty() )
    return emptyChart( words );

  const Classes classes = classesOf( present, span, wanted );
  const double highest = classes.lowest + classes.width * double( classes.counts.size() );
  Span horizontal{ classes.lowest, highest };
  horizontal.add( reference.value );
  const Plot plot;
  const AxisScale x( horizontal.lowest, horizontal.highest, plot.left, plot.right );
  const AxisScale y( 0, *std::max_element( classes.counts.begin(), classes.counts.end() ), plot.bottom, plot.top );
  SvgCanvas canvas = titledCanvas( words, chartWidth, plot.bottom + axisHeight );
  drawHorizontalMarks( canvas, x, plot.top, plot.bottom, words.horizontal );
  drawVerticalMarks( canvas, y, plot.left, plot.right, words.vertical );
  for ( std::size_t index = 0; index < classes.counts.size(); ++index )
  {
    const double low = classes.lowest + classes.width * double( index );
    const QPointF corner( x.place( low ) + 0.5, y.place( classes.counts[index] ) );
    const QSizeF size( x.place( low + classes.width ) - x.place( low ) - 1, plot.bottom - corner.y() );
    const int decimals = decimalsFor( { classes.width, low } );
    canvas.rectangle( QRectF( corner, size ), QLatin1String( ink::blue ),
                      Chart::tr( "%1 to %2: %3" )
                        .arg( numberText( low, decimals ), numberText( low + classes.width, decimals ),
                              numberText( classes.counts[index] ) ) );
  }
  drawVerticalReference( canvas, x, plot.top, plot.bottom, reference );
  return canvas.finished();
}

namespace
{

struct Colour
{
  double red, green, blue;
};

constexpr Colour below{ 0, 114, 178 };
constexpr Colour above{ 213, 94, 0 };

QString rampColour( double value )
{
  const Colour end = value < 0 ? below : above;
  const double strength = std::min( 1.0, std::abs( value ) );
  const auto mixed = [strength]( double channel ) { return int( std::lround( 255 + strength * ( channel - 255 ) ) ); };
  return QStringLiteral( "#%1" ).arg( ( mixed( end.red ) << 16 ) + ( mixed( end.green ) << 8 ) + mixed( end.blue ), 6,
                                      16, QLatin1Char( '0' ) );
}

//! Dark blue is the only part of the ramp on which black cannot be read.
QLatin1String textColourOn( double value ) { return QLatin1String( value < -0.8 ? ink::paper : "#000000" ); }

void drawRamp( SvgCanvas &canvas, double left, double top )
{
  constexpr int steps = 21;
  constexpr double stepWidth = 10;
  for ( int step = 0; step < steps; ++step )
    canvas.rectangle( QRectF( left + step * stepWidth, top, stepWidth, 12 ), rampColour( -1.0 + step * 0.1 ) );
  for ( const double value : { -1.0, 0.0, 1.0 } )
    canvas.text( { left + ( value + 1.0 ) * 0.5 * steps * stepWidth, top + 26 }, numberText( value ),
                 axisStyle( Anchor::middle ) );
}

void requireShape( const QStringList &rows, const QStringList &columns, const std::vector<std::vector<double>> &values )
{
  const bool fits =
    values.size() == std::size_t( rows.size() ) &&
    std::all_of( values.begin(), values.end(),
                 [&columns]( const std::vector<double> &row ) { return row.size() == std::size_t( columns.size() ); } );
  if ( !fits )
    throw std::invalid_argument( "heat map: values must have one row per name of a row and one column per name of a "
                                 "column" );
}

} // namespace

QString heatMap( const Words &words, const QStringList &rows, const QStringList &columns,
                 const std::vector<std::vector<double>> &values )
{
  requireShape( rows, columns, values );
  if ( rows.isEmpty() || columns.isEmpty() )
    return emptyChart( words );
  const double left = labelColumn( rows, 200 );
  const double top = titleHeight + labelColumn( columns, 130 );
  const double cell = std::clamp( ( chartWidth - left ) / double( columns.size() ), 12.0, 48.0 );
  const double cellHeight = std::min( cell, 30.0 );
  const double bottom = top + cellHeight * double( rows.size() );
  const double width = std::max( chartWidth, left + cell * double( columns.size() ) );
  SvgCanvas canvas = titledCanvas( words, width, bottom + axisHeight );

  TextStyle upright;
  upright.isUpright = true;
  upright.size = smallText;
  for ( int column = 0; column < columns.size(); ++column )
    canvas.text( { left + cell * ( column + 0.5 ) + 4, top - 6 }, fittingText( columns[column], 130, smallText ),
                 upright );
  for ( int row = 0; row < rows.size(); ++row )
  {
    const double y = top + cellHeight * row;
    canvas.text( { left - 8, y + cellHeight / 2 + 4 }, fittingText( rows[row], left - 8, smallText ),
                 { Anchor::end, smallText } );
    for ( int column = 0; column < columns.size(); ++column )
    {
      const double value = values[std::size_t( row )][std::size_t( column )];
      const QRectF field( left + cell * column, y, cell - 1, cellHeight - 1 );
      const QString text = isDrawn( value ) ? numberText( value, 2 ) : Chart::tr( "no data" );
      canvas.rectangle( field, isDrawn( value ) ? rampColour( value ) : QString::fromLatin1( "#999999" ),
                        QStringLiteral( "%1 – %2: %3" ).arg( rows[row], columns[column], text ) );
      if ( isDrawn( value ) && widthOfText( text, smallText ) <= cell )
        canvas.text( { field.center().x(), field.center().y() + 4 }, text,
                     { Anchor::middle, smallText, textColourOn( value ) } );
    }
  }
  drawRamp( canvas, left, bottom + 10 );
  return canvas.finished();
}

namespace
{

//! The points that are named, or those that are not.
void drawPoints( SvgCanvas &canvas, const std::vector<ScatterPoint> &points, const AxisScale &x, const AxisScale &y,
                 bool named )
{
  // A hint per point would more than double the page of a city of cells.
  constexpr std::size_t mostHints = 1000;
  for ( const ScatterPoint &point : points )
  {
    if ( point.isNamed != named || !isDrawn( point.x ) || !isDrawn( point.y ) )
      continue;
    const QPointF place( x.place( point.x ), y.place( point.y ) );
    canvas.dot( place, named ? 5 : 3, QLatin1String( named ? ink::vermilion : ink::blue ),
                points.size() <= mostHints ? point.label : QString() );
    if ( !named )
      continue;
    const bool isFarRight = place.x() + 8 + widthOfText( point.label, smallText ) > chartWidth;
    canvas.text( place + QPointF( isFarRight ? -8 : 8, 4 ), point.label,
                 { isFarRight ? Anchor::end : Anchor::start, smallText } );
  }
}

} // namespace

QString scatterChart( const Words &words, const std::vector<ScatterPoint> &points, const ScatterOptions &options )
{
  Span horizontal, vertical;
  for ( const ScatterPoint &point : points )
  {
    if ( !isDrawn( point.x ) || !isDrawn( point.y ) )
      continue;
    horizontal.add( point.x );
    vertical.add( point.y );
  }
  if ( horizontal.isEmpty() )
    return emptyChart( words );
  horizontal.add( options.x.value );
  vertical.add( options.y.value );
  if ( options.hasDiagonal )
  {
    for ( const double value : { horizontal.lowest, horizontal.highest } )
      vertical.add( value );
    horizontal = vertical;
  }

  Plot plot;
  plot.bottom = titleHeight + 450;
  const AxisScale x( horizontal.lowest, horizontal.highest, plot.left, plot.right );
  const AxisScale y( vertical.lowest, vertical.highest, plot.bottom, plot.top );
  SvgCanvas canvas = titledCanvas( words, chartWidth, plot.bottom + axisHeight );
  drawHorizontalMarks( canvas, x, plot.top, plot.bottom, words.horizontal );
  drawVerticalMarks( canvas, y, plot.left, plot.right, words.vertical );
  if ( options.hasDiagonal )
    canvas.line( { x.place( x.lowest() ), y.place( y.lowest() ) }, { x.place( x.highest() ), y.place( y.highest() ) },
                 { QLatin1String( ink::quiet ), 1, false } );
  drawVerticalReference( canvas, x, plot.top, plot.bottom, options.x );
  drawHorizontalReference( canvas, y, plot.left, plot.right, options.y );
  drawPoints( canvas, points, x, y, false );
  drawPoints( canvas, points, x, y, true );
  return canvas.finished();
}

namespace
{

//! The places of the moves when they are ordered by \a rankOf.
template <typename RankOf>
std::vector<std::size_t> placesBy( const std::vector<Move> &moves, RankOf rankOf )
{
  std::vector<std::size_t> order( moves.size() );
  for ( std::size_t index = 0; index < order.size(); ++index )
    order[index] = index;
  std::stable_sort( order.begin(), order.end(),
                    [&]( std::size_t a, std::size_t b ) { return rankOf( moves[a] ) < rankOf( moves[b] ); } );
  std::vector<std::size_t> places( moves.size() );
  for ( std::size_t place = 0; place < order.size(); ++place )
    places[order[place]] = place;
  return places;
}

Stroke strokeOf( const Move &move )
{
  if ( move.after < move.before )
    return { QLatin1String( ink::vermilion ), 2, false };
  if ( move.after > move.before )
    return { QLatin1String( ink::blue ), 2, true };
  return { QLatin1String( ink::quiet ), 1, false };
}

} // namespace

QString slopeChart( const Words &words, const QString &before, const QString &after, const std::vector<Move> &moves )
{
  std::vector<Move> drawn;
  for ( const Move &move : moves )
    if ( isDrawn( move.before ) && isDrawn( move.after ) )
      drawn.push_back( move );
  if ( drawn.empty() )
    return emptyChart( words );

  const std::vector<std::size_t> left = placesBy( drawn, []( const Move &move ) { return move.before; } );
  const std::vector<std::size_t> right = placesBy( drawn, []( const Move &move ) { return move.after; } );
  constexpr double leftEnd = 276, rightStart = 444, rankWidth = 48;
  const double top = titleHeight + 32;
  const auto middleOf = [top]( std::size_t place ) { return top + rowHeight * double( place ); };
  SvgCanvas canvas = titledCanvas( words, chartWidth, middleOf( drawn.size() ) );
  const auto write = [&]( double x, double y, const QString &text, Anchor anchor, bool isBold )
  {
    TextStyle style;
    style.anchor = anchor;
    style.isBold = isBold;
    canvas.text( { x, y }, fittingText( text, leftEnd - rankWidth ), style );
  };
  write( leftEnd, titleHeight + 8, before, Anchor::end, true );
  write( rightStart, titleHeight + 8, after, Anchor::start, true );
  for ( std::size_t index = 0; index < drawn.size(); ++index )
  {
    const Move &move = drawn[index];
    const double from = middleOf( left[index] ), to = middleOf( right[index] );
    const QString rankBefore = numberText( move.before ), rankAfter = numberText( move.after );
    canvas.line( { leftEnd + 8, from }, { rightStart - 8, to }, strokeOf( move ),
                 QStringLiteral( "%1: %2 → %3" ).arg( move.label, rankBefore, rankAfter ) );
    write( leftEnd, from + 4, rankBefore, Anchor::end, true );
    write( leftEnd - rankWidth, from + 4, move.label, Anchor::end, false );
    write( rightStart, to + 4, rankAfter, Anchor::start, true );
    write( rightStart + rankWidth, to + 4, move.label, Anchor::start, false );
  }
  return canvas.finished();
}

namespace
{

//! Colour and dash of one of several lines: beyond the fourth they repeat, too many to be told apart anyway.
Stroke strokeOfLine( std::size_t index )
{
  const char *colours[] = { ink::blue, ink::vermilion, ink::text, ink::quiet };
  return { QLatin1String( colours[index % 4] ), 2, index % 2 == 1 };
}

void drawLine( SvgCanvas &canvas, const Line &line, const AxisScale &x, const AxisScale &y, const Stroke &stroke )
{
  std::vector<QPointF> stretch;
  for ( std::size_t index = 0; index < line.x.size(); ++index )
  {
    if ( !isDrawn( line.x[index] ) || !isDrawn( line.y[index] ) )
    {
      canvas.path( stretch, stroke );
      stretch.clear();
      continue;
    }
    stretch.emplace_back( x.place( line.x[index] ), y.place( line.y[index] ) );
    canvas.dot( stretch.back(), 3.5, stroke.colour, numberText( line.y[index], decimalsFor( { line.y[index] } ) ) );
  }
  canvas.path( stretch, stroke );
}

void drawKey( SvgCanvas &canvas, const std::vector<Line> &lines, double left, double y )
{
  for ( std::size_t index = 0; index < lines.size(); ++index )
  {
    canvas.line( { left, y - 4 }, { left + 24, y - 4 }, strokeOfLine( index ) );
    canvas.text( { left + 30, y }, lines[index].label, axisStyle( Anchor::start ) );
    left += 46 + widthOfText( lines[index].label, smallText );
  }
}

} // namespace

QString lineChart( const Words &words, const std::vector<Line> &lines, const Reference &reference )
{
  Span horizontal, vertical;
  for ( const Line &line : lines )
  {
    if ( line.x.size() != line.y.size() )
      throw std::invalid_argument( "line chart: x and y of a line must have the same length" );
    for ( std::size_t index = 0; index < line.x.size(); ++index )
      if ( isDrawn( line.x[index] ) && isDrawn( line.y[index] ) )
      {
        horizontal.add( line.x[index] );
        vertical.add( line.y[index] );
      }
  }
  if ( horizontal.isEmpty() )
    return emptyChart( words );
  vertical.add( reference.value );

  const Plot plot;
  const double keyHeight = lines.size() > 1 ? 20 : 0;
  const AxisScale x( horizontal.lowest, horizontal.highest, plot.left, plot.right );
  const AxisScale y( vertical.lowest, vertical.highest, plot.bottom, plot.top );
  SvgCanvas canvas = titledCanvas( words, chartWidth, plot.bottom + axisHeight + keyHeight );
  drawHorizontalMarks( canvas, x, plot.top, plot.bottom, words.horizontal );
  drawVerticalMarks( canvas, y, plot.left, plot.right, words.vertical );
  drawHorizontalReference( canvas, y, plot.left, plot.right, reference );
  for ( std::size_t index = 0; index < lines.size(); ++index )
    drawLine( canvas, lines[index], x, y, strokeOfLine( index ) );
  if ( lines.size() > 1 )
    drawKey( canvas, lines, plot.left, plot.bottom + axisHeight + 10 );
  return canvas.finished();
}

QString rangeChart( const Words &words, const std::vector<Range> &ranges, const Reference &reference )
{
  Span span;
  std::vector<double> values;
  for ( const Range &range : ranges )
    for ( const double value : { range.low, range.middle, range.high } )
    {
      span.add( value );
      values.push_back( value );
    }
  if ( span.isEmpty() )
    return emptyChart( words );
  span.add( reference.value );

  RowChart chart( words, labelsOf( ranges ), span, reference );
  const int decimals = decimalsFor( values );
  for ( std::size_t row = 0; row < ranges.size(); ++row )
  {
    const Range &range = ranges[row];
    const double middle = chart.middleOf( int( row ) );
    if ( !isDrawn( range.middle ) )
    {
      chart.canvas.text( { chart.left + 4, middle + 4 }, Chart::tr( "no data" ), axisStyle( Anchor::start ) );
      continue;
    }
    const QString hint = QStringLiteral( "%1: %2 (%3 – %4)" )
                           .arg( range.label, numberText( range.middle, decimals ), numberText( range.low, decimals ),
                                 numberText( range.high, decimals ) );
    if ( isDrawn( range.low ) && isDrawn( range.high ) )
      chart.canvas.line( { chart.scale.place( range.low ), middle }, { chart.scale.place( range.high ), middle },
                         { QLatin1String( ink::pale ), 6, false }, hint );
    chart.canvas.dot( { chart.scale.place( range.middle ), middle }, 5, QLatin1String( ink::blue ), hint );
  }
  return chart.canvas.finished();
}

namespace
{

//! A value with its limits at one place of the horizontal axis.
void drawWhisker( SvgCanvas &canvas, double x, const AxisScale &y, double low, double high, const Stroke &stroke,
                  const QString &hint )
{
  if ( !isDrawn( low ) || !isDrawn( high ) )
    return;
  constexpr double cap = 5;
  canvas.line( { x, y.place( low ) }, { x, y.place( high ) }, stroke, hint );
  for ( const double end : { low, high } )
    canvas.line( { x - cap, y.place( end ) }, { x + cap, y.place( end ) }, { stroke.colour, stroke.width, false } );
}

struct YearSeries
{
  double Year::*value;
  double Year::*low;
  double Year::*high;
  Stroke stroke;
  //! Beside the middle of the year, so that two series do not hide each other.
  double shift = 0;
};

YearSeries observedSeries()
{
  return { &Year::value, &Year::low, &Year::high, { QLatin1String( ink::blue ), 2, false }, -4 };
}

YearSeries expectedSeries()
{
  return { &Year::expected, &Year::expectedLow, &Year::expectedHigh, { QLatin1String( ink::vermilion ), 2, true }, 4 };
}

QString hintOf( const Year &year, const YearSeries &series, const QString &words )
{
  const int decimals = decimalsFor( { year.*series.value, year.*series.low, year.*series.high } );
  return QStringLiteral( "%1, %2: %3 (%4 – %5)" )
    .arg( year.label, words, numberText( year.*series.value, decimals ), numberText( year.*series.low, decimals ),
          numberText( year.*series.high, decimals ) );
}

//! Where the years stand: each has a column of the same width, those in between that were not counted too.
class YearColumns
{
public:
  YearColumns( const std::vector<Year> &years, double left, double right ) : mLeft( left )
  {
    for ( const Year &year : years )
      mTimes.push_back( isDrawn( year.time ) ? year.time : mTimes.empty() ? 0 : mTimes.back() + 1 );
    mWidth = ( right - left ) / ( mTimes.back() - mTimes.front() + 1 );
  }

  double middleOf( std::size_t year ) const { return mLeft + mWidth * ( mTimes[year] - mTimes.front() + 0.5 ); }

  double width() const { return mWidth; }

private:
  double mLeft;
  double mWidth = 0;
  std::vector<double> mTimes;
};

void drawSeries( SvgCanvas &canvas, const std::vector<Year> &years, const YearColumns &columns, const AxisScale &y,
                 const YearSeries &series, const QString &words )
{
  std::vector<QPointF> stretch;
  for ( std::size_t index = 0; index < years.size(); ++index )
  {
    const Year &year = years[index];
    if ( !isDrawn( year.*series.value ) )
    {
      canvas.path( stretch, series.stroke );
      stretch.clear();
      continue;
    }
    const QString hint = hintOf( year, series, words );
    const double x = columns.middleOf( index ) + series.shift;
    stretch.emplace_back( x, y.place( year.*series.value ) );
    drawWhisker( canvas, x, y, year.*series.low, year.*series.high, { series.stroke.colour, 1.5, false }, hint );
    canvas.dot( stretch.back(), 4, series.stroke.colour, hint );
  }
  canvas.path( stretch, series.stroke );
}

constexpr const char *shade = "#e8e8e8";

bool hasExpected( const std::vector<Year> &years )
{
  return std::any_of( years.begin(), years.end(), []( const Year &year ) { return isDrawn( year.expected ); } );
}

void drawYearKey( SvgCanvas &canvas, const std::vector<Year> &years, const YearKey &key, double left, double y )
{
  const auto words = [&]( const QString &text )
  {
    canvas.text( { left + 30, y }, text, axisStyle( Anchor::start ) );
    left += 46 + widthOfText( text, smallText );
  };
  canvas.line( { left, y - 4 }, { left + 24, y - 4 }, observedSeries().stroke );
  words( key.value );
  if ( hasExpected( years ) )
  {
    canvas.line( { left, y - 4 }, { left + 24, y - 4 }, expectedSeries().stroke );
    words( key.expected );
  }
  if ( std::none_of( years.begin(), years.end(), []( const Year &year ) { return year.isMarked; } ) )
    return;
  canvas.rectangle( QRectF( left, y - 11, 24, 13 ), QLatin1String( shade ) );
  words( key.marked );
}

Span spanOf( const std::vector<Year> &years )
{
  Span span;
  for ( const Year &year : years )
    for ( const double value : { year.value, year.low, year.high, year.expected, year.expectedLow, year.expectedHigh } )
      span.add( value );
  return span;
}

} // namespace

QString yearChart( const Words &words, const std::vector<Year> &years, const YearKey &key, const Reference &reference )
{
  Span span = spanOf( years );
  if ( span.isEmpty() )
    return emptyChart( words );
  span.add( reference.value );
  const Plot plot;
  const AxisScale y( span.lowest, span.highest, plot.bottom, plot.top );
  const YearColumns columns( years, plot.left, plot.right );
  SvgCanvas canvas = titledCanvas( words, chartWidth, plot.bottom + axisHeight + 20 );
  for ( std::size_t index = 0; index < years.size(); ++index )
  {
    const double x = columns.middleOf( index );
    if ( years[index].isMarked )
      canvas.rectangle( QRectF( x - columns.width() / 2, plot.top, columns.width(), plot.bottom - plot.top ),
                        QLatin1String( shade ) );
    canvas.text( { x, plot.bottom + 15 }, fittingText( years[index].label, columns.width(), smallText ),
                 axisStyle( Anchor::middle ) );
  }
  drawVerticalMarks( canvas, y, plot.left, plot.right, words.vertical );
  canvas.text( { ( plot.left + plot.right ) / 2, plot.bottom + 34 }, words.horizontal, axisStyle( Anchor::middle ) );
  drawHorizontalReference( canvas, y, plot.left, plot.right, reference );
  drawSeries( canvas, years, columns, y, expectedSeries(), key.expected );
  drawSeries( canvas, years, columns, y, observedSeries(), key.value );
  drawYearKey( canvas, years, key, plot.left, plot.bottom + axisHeight + 10 );
  return canvas.finished();
}

} // namespace communitysafety::base::chart
