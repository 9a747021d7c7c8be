// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/svgcanvas.h"

#include "base/numbertext.h"

#include <algorithm>
#include <cmath>

namespace communitysafety::base
{
namespace
{

QString number( double value ) { return QString::number( std::round( value * 10 ) / 10 ); }

QString at( const char *x, const char *y, QPointF place )
{
  return QStringLiteral( " %1=\"%2\" %3=\"%4\"" )
    .arg( QLatin1String( x ), number( place.x() ), QLatin1String( y ), number( place.y() ) );
}

QString strokeAttributes( const Stroke &stroke )
{
  QString attributes =
    QStringLiteral( " stroke=\"%1\" stroke-width=\"%2\"" ).arg( stroke.colour, number( stroke.width ) );
  if ( stroke.isDashed )
    attributes += QLatin1String( " stroke-dasharray=\"6 4\"" );
  return attributes;
}

QLatin1String anchorWord( Anchor anchor )
{
  switch ( anchor )
  {
  case Anchor::middle:
    return QLatin1String( "middle" );
  case Anchor::end:
    return QLatin1String( "end" );
  case Anchor::start:
    break;
  }
  return QLatin1String( "start" );
}

} // namespace

SvgCanvas::SvgCanvas( double width, double height, const QString &title, const QString &description )
{
  mSvg = QStringLiteral( "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 %1 %2\" width=\"%1\" "
                         "height=\"%2\" font-family=\"system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif\">"
                         "<title>%3</title><desc>%4</desc>\n" )
           .arg( number( width ), number( height ), title.toHtmlEscaped(), description.toHtmlEscaped() );
}

void SvgCanvas::mark( const QString &element, const QString &hint )
{
  const QString name = element.section( ' ', 0, 0 );
  if ( hint.isEmpty() )
    mSvg += QStringLiteral( "<%1/>\n" ).arg( element );
  else
    mSvg += '<' + element + QLatin1String( "><title>" ) + hint.toHtmlEscaped() + QLatin1String( "</title></" ) + name +
            QLatin1String( ">\n" );
}

void SvgCanvas::line( QPointF from, QPointF to, const Stroke &stroke, const QString &hint )
{
  mark( QStringLiteral( "line" ) + at( "x1", "y1", from ) + at( "x2", "y2", to ) + strokeAttributes( stroke ), hint );
}

void SvgCanvas::path( const std::vector<QPointF> &points, const Stroke &stroke, const QString &hint )
{
  QStringList places;
  for ( const QPointF &point : points )
    places << number( point.x() ) + ',' + number( point.y() );
  mark( QStringLiteral( "polyline fill=\"none\" points=\"%1\"" ).arg( places.join( ' ' ) ) + strokeAttributes( stroke ),
        hint );
}

void SvgCanvas::polygon( const std::vector<std::vector<QPointF>> &rings, const QString &fill, const Stroke &stroke,
                         const QString &hint )
{
  QString outline;
  for ( const std::vector<QPointF> &ring : rings )
  {
    for ( std::size_t corner = 0; corner < ring.size(); ++corner )
      outline += ( corner == 0 ? 'M' : ' ' ) + number( ring[corner].x() ) + ',' + number( ring[corner].y() );
    outline += 'Z';
  }
  mark( QStringLiteral( "path fill=\"%1\" fill-rule=\"evenodd\" d=\"%2\"" ).arg( fill, outline ) +
          strokeAttributes( stroke ),
        hint );
}

void SvgCanvas::rectangle( const QRectF &rectangle, const QString &fill, const QString &hint )
{
  mark( QStringLiteral( "rect" ) + at( "x", "y", rectangle.topLeft() ) +
          QStringLiteral( " width=\"%1\" height=\"%2\" fill=\"%3\"" )
            .arg( number( rectangle.width() ), number( rectangle.height() ), fill ),
        hint );
}

void SvgCanvas::dot( QPointF centre, double radius, const QString &fill, const QString &hint )
{
  mark( QStringLiteral( "circle" ) + at( "cx", "cy", centre ) +
          QStringLiteral( " r=\"%1\" fill=\"%2\" fill-opacity=\"0.75\"" ).arg( number( radius ), fill ),
        hint );
}

void SvgCanvas::text( QPointF place, const QString &text, const TextStyle &style )
{
  QString attributes = at( "x", "y", place );
  attributes += QStringLiteral( " text-anchor=\"%1\" font-size=\"%2\" fill=\"%3\"" )
                  .arg( anchorWord( style.anchor ), number( style.size ), style.colour );
  if ( style.isBold )
    attributes += QLatin1String( " font-weight=\"bold\"" );
  if ( style.isUpright )
    attributes += QStringLiteral( " transform=\"rotate(-90 %1 %2)\"" ).arg( number( place.x() ), number( place.y() ) );
  mSvg += QLatin1String( "<text" ) + attributes + '>' + text.toHtmlEscaped() + QLatin1String( "</text>\n" );
}

void SvgCanvas::beginLink( const QString &address )
{
  mSvg += QStringLiteral( "<a href=\"%1\">\n" ).arg( address.toHtmlEscaped() );
}

void SvgCanvas::endLink() { mSvg += QLatin1String( "</a>\n" ); }

QString SvgCanvas::finished() const { return mSvg + QLatin1String( "</svg>\n" ); }

double widthOfText( const QString &text, double size )
{
  // Of the wider fonts that pages are read in; a label that is cut is worse than one with room to spare.
  constexpr double narrow = 0.36, wide = 0.7, usual = 0.6;
  double width = 0;
  for ( const QChar character : text )
  {
    const bool isNarrow = character.isSpace() || QStringLiteral( "iljtf.,:;'|!()" ).contains( character );
    width += isNarrow ? narrow : character.isUpper() || character.isDigit() ? wide : usual;
  }
  return width * size;
}

QString fittingText( const QString &text, double width, double size )
{
  if ( widthOfText( text, size ) <= width )
    return text;
  QString cut = text;
  while ( !cut.isEmpty() && widthOfText( cut + QStringLiteral( "…" ), size ) > width )
    cut.chop( 1 );
  return cut.trimmed() + QStringLiteral( "…" );
}

double roundStep( double range, int mostSteps )
{
  const double power = std::pow( 10.0, std::floor( std::log10( range / mostSteps ) ) );
  for ( const double factor : { 1.0, 2.0, 5.0 } )
    if ( range / ( power * factor ) <= mostSteps )
      return power * factor;
  return power * 10.0;
}

AxisScale::AxisScale( double lowest, double highest, double from, double to ) : mFrom( from ), mTo( to )
{
  if ( !( highest > lowest ) )
  {
    const double room = std::max( 1.0, std::abs( lowest ) * 0.1 );
    lowest -= room;
    highest += room;
  }
  constexpr int mostSteps = 6;
  mStep = roundStep( highest - lowest, mostSteps );
  // The marks must not move by a step because a value misses a round number in its last binary digit.
  constexpr double tolerance = 1e-9;
  mLowest = std::floor( lowest / mStep + tolerance ) * mStep;
  mHighest = std::ceil( highest / mStep - tolerance ) * mStep;
}

double AxisScale::place( double value ) const
{
  return mFrom + ( value - mLowest ) / ( mHighest - mLowest ) * ( mTo - mFrom );
}

std::vector<double> AxisScale::marks() const
{
  std::vector<double> marks;
  const int count = int( std::lround( ( mHighest - mLowest ) / mStep ) );
  for ( int index = 0; index <= count; ++index )
    marks.push_back( mLowest + index * mStep );
  return marks;
}

QString AxisScale::markText( double mark ) const
{
  const int decimals = std::max( 0, int( -std::floor( std::log10( mStep ) + 1e-9 ) ) );
  return numberText( mark, decimals );
}

} // namespace communitysafety::base
