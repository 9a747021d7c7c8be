// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "deprivation/overlaycharts.h"

#include "base/numbertext.h"
#include "base/svgcanvas.h"
#include "deprivation/overlaydeprivation.h"
#include "deprivation/overlaylayers.h"

#include <QColor>

#include <algorithm>
#include <cmath>

namespace communitysafety::deprivation
{
namespace
{

using base::Anchor;
using base::SvgCanvas;
using base::TextStyle;
using base::chart::Words;

constexpr double chartWidth = 720;
constexpr double top = 40;
constexpr double smallText = 11;

//! As in styles/overlaydeprivation_city.qml: by third of the index, then of deprivation, low first.
constexpr const char *bivariateColours[3][3] = { { "#f5f0e8", "#acdcde", "#4cbec2" },
                                                 { "#e2b2d6", "#a0a8ce", "#4e90b2" },
                                                 { "#be5ca8", "#8458a4", "#303e8c" } };

TextStyle titleStyle()
{
  TextStyle style;
  style.size = 14;
  style.isBold = true;
  return style;
}

TextStyle smallStyle( Anchor anchor, const char *colour = base::ink::text )
{
  TextStyle style;
  style.anchor = anchor;
  style.size = smallText;
  style.colour = QLatin1String( colour );
  return style;
}

//! By how bright the eye sees it.
const char *inkOn( const QColor &fill ) { return qGray( fill.rgb() ) < 138 ? base::ink::paper : base::ink::text; }

void drawAxes( SvgCanvas &canvas, const Words &words, double left, double side )
{
  const QString thirds[] = { OverlayDeprivation::tr( "low" ), OverlayDeprivation::tr( "middle" ),
                             OverlayDeprivation::tr( "high" ) };
  for ( int third = 0; third < 3; ++third )
  {
    canvas.text( { left + ( third + 0.5 ) * side, top + 3 * side + 18 }, thirds[third], smallStyle( Anchor::middle ) );
    canvas.text( { left - 8, top + ( 2.5 - third ) * side + 4 }, thirds[third], smallStyle( Anchor::end ) );
  }
  canvas.text( { left + 1.5 * side, top + 3 * side + 38 }, words.horizontal, smallStyle( Anchor::middle ) );
  TextStyle upright = smallStyle( Anchor::middle );
  upright.isUpright = true;
  canvas.text( { left - 58, top + 1.5 * side }, words.vertical, upright );
}

//! From blue over white to vermilion, full at two standard deviations.
QColor deviationColour( double value )
{
  const double part = std::min( 1.0, std::abs( value ) / 2 );
  const QColor full( QLatin1String( value > 0 ? base::ink::vermilion : base::ink::blue ) );
  const auto mixed = [part]( int channel ) { return int( std::lround( 255 + ( channel - 255 ) * part ) ); };
  return QColor( mixed( full.red() ), mixed( full.green() ), mixed( full.blue() ) );
}

} // namespace

QString bivariateSquare( const Words &words, const Square &shares )
{
  constexpr double side = 96, left = 110;
  SvgCanvas canvas( chartWidth, top + 3 * side + 52, words.title, words.description );
  canvas.text( { 0, 18 }, words.title, titleStyle() );
  for ( int index = 0; index < 3; ++index )
    for ( int deprivation = 0; deprivation < 3; ++deprivation )
    {
      const QColor fill{ QLatin1String( bivariateColours[index][deprivation] ) };
      const QRectF field( left + deprivation * side, top + ( 2 - index ) * side, side - 2, side - 2 );
      const QString share = OverlayDeprivation::tr( "%1 %" ).arg(
        base::numberText( 100 * shares[std::size_t( index )][std::size_t( deprivation )], 1 ) );
      canvas.rectangle( field, fill.name(),
                        QStringLiteral( "%1: %2" ).arg( bivariateWords( index, deprivation ), share ) );
      canvas.text( { field.center().x(), field.center().y() + 5 }, share, smallStyle( Anchor::middle, inkOn( fill ) ) );
    }
  drawAxes( canvas, words, left, side );
  const double beside = left + 3 * side + 24;
  canvas.text( { beside, top + 0.5 * side }, OverlayDeprivation::tr( "Upper right: high index where people are" ) );
  canvas.text( { beside, top + 0.5 * side + 16 }, OverlayDeprivation::tr( "most deprived." ) );
  canvas.text( { beside, top + 0.5 * side + 44 }, OverlayDeprivation::tr( "Upper left: high index that deprivation" ) );
  canvas.text( { beside, top + 0.5 * side + 60 },
               OverlayDeprivation::tr( "does not go with, for instance a centre." ) );
  canvas.text( { beside, top + 0.5 * side + 88 }, OverlayDeprivation::tr( "Lower right: deprived, yet a low index." ) );
  return canvas.finished();
}

QString deviationTable( const Words &words, const QStringList &rows, const QStringList &columns,
                        const std::vector<std::vector<double>> &values )
{
  constexpr double left = 200, row = 24, heading = 130;
  const double cell = std::clamp( ( chartWidth - left ) / double( std::max( 1, int( columns.size() ) ) ), 34.0, 68.0 );
  const double width = std::max( chartWidth, left + cell * double( columns.size() ) );
  const double first = top + heading;
  SvgCanvas canvas( width, first + row * double( rows.size() ) + 12, words.title, words.description );
  canvas.text( { 0, 18 }, words.title, titleStyle() );
  TextStyle upright = smallStyle( Anchor::start );
  upright.isUpright = true;
  for ( int column = 0; column < columns.size(); ++column )
    canvas.text( { left + cell * ( column + 0.5 ) + 4, first - 6 },
                 base::fittingText( columns[column], heading, smallText ), upright );
  for ( int line = 0; line < rows.size(); ++line )
  {
    const double y = first + row * line;
    canvas.text( { left - 8, y + row / 2 + 4 }, base::fittingText( rows[line], left - 8, smallText ),
                 smallStyle( Anchor::end ) );
    for ( int column = 0; column < columns.size(); ++column )
    {
      const double value = values[std::size_t( line )][std::size_t( column )];
      const QColor fill =
        statistics::isMissing( value ) ? QColor( QStringLiteral( "#bbbbbb" ) ) : deviationColour( value );
      const QRectF field( left + cell * column, y, cell - 1, row - 1 );
      canvas.rectangle(
        field, fill.name(),
        QStringLiteral( "%1 – %2: %3" ).arg( rows[line], columns[column], base::changeText( value, 1 ) ) );
      canvas.text( { field.center().x(), field.center().y() + 4 }, base::changeText( value, 1 ),
                   smallStyle( Anchor::middle, inkOn( fill ) ) );
    }
  }
  return canvas.finished();
}

} // namespace communitysafety::deprivation
