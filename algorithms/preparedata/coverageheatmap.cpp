// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/coverageheatmap.h"

#include "base/run.h"
#include "base/strictparse.h"
#include "base/svgcanvas.h"

#include <QColor>

#include <algorithm>

namespace communitysafety::preparedata
{

using base::Run;
using base::SvgCanvas;

namespace
{

constexpr double pageWidth = 900;
constexpr double titleHeight = 26;
constexpr double monthHeight = 58;
constexpr double keyHeight = 34;
constexpr double smallText = 11;

//! From pale to dark blue.
QString shade( double share )
{
  const double part = std::clamp( share, 0.0, 1.0 );
  const auto between = [part]( int pale, int dark ) { return pale + int( part * ( dark - pale ) ); };
  return QColor( between( 214, 8 ), between( 230, 69 ), between( 244, 128 ) ).name();
}

QString fillOf( const HeatField &field )
{
  switch ( field.mark )
  {
  case HeatMark::absent:
    return QStringLiteral( "#fdf3ec" );
  case HeatMark::zero:
  case HeatMark::silent:
    return QStringLiteral( "#eeeeee" );
  default:
    return shade( field.share );
  }
}

QString wordsOf( HeatMark mark )
{
  switch ( mark )
  {
  case HeatMark::absent:
    return Run::tr( "absent: nothing delivered" );
  case HeatMark::partMonth:
    return Run::tr( "part month" );
  case HeatMark::drop:
    return Run::tr( "sudden drop" );
  case HeatMark::zero:
    return Run::tr( "zero" );
  case HeatMark::silent:
    return Run::tr( "silent, while delivering elsewhere" );
  case HeatMark::none:
    break;
  }
  return Run::tr( "records (darker: more, against the row's own most)" );
}

void drawMark( SvgCanvas &canvas, const QRectF &field, HeatMark mark )
{
  const base::Stroke red{ QLatin1String( base::ink::vermilion ), 2, false };
  const QPointF inset( std::min( 3.0, field.width() / 4 ), std::min( 3.0, field.height() / 4 ) );
  const QPointF from = field.topLeft() + inset, to = field.bottomRight() - inset;
  const QPointF upper( to.x(), from.y() ), lower( from.x(), to.y() );
  const QPointF middle = field.center();
  switch ( mark )
  {
  case HeatMark::absent:
    canvas.line( from, to, red );
    canvas.line( lower, upper, red );
    break;
  case HeatMark::partMonth:
    canvas.line( lower, upper, { QStringLiteral( "#ffffff" ), 3, false } );
    canvas.line( lower, upper, { QLatin1String( base::ink::text ), 1.2, false } );
    break;
  case HeatMark::drop:
    canvas.polygon( { { from, upper, { middle.x(), to.y() } } }, QLatin1String( base::ink::vermilion ),
                    { QStringLiteral( "#ffffff" ), 0.8, false } );
    break;
  case HeatMark::silent:
    canvas.dot( middle, std::min( field.width(), field.height() ) / 4, QLatin1String( base::ink::vermilion ) );
    break;
  case HeatMark::zero:
  case HeatMark::none:
    break;
  }
}

void drawField( SvgCanvas &canvas, const QRectF &field, const HeatField &value )
{
  canvas.rectangle( field, fillOf( value ), value.hint );
  drawMark( canvas, field, value.mark );
}

//! The marks that occur, in the order of the enumeration.
std::vector<HeatMark> marksIn( const HeatMap &map )
{
  std::vector<HeatMark> marks;
  for ( const HeatMark mark :
        { HeatMark::none, HeatMark::absent, HeatMark::partMonth, HeatMark::drop, HeatMark::zero, HeatMark::silent } )
  {
    const auto has = [mark]( const std::vector<HeatField> &row )
    { return std::any_of( row.begin(), row.end(), [mark]( const HeatField &f ) { return f.mark == mark; } ); };
    if ( std::any_of( map.fields.begin(), map.fields.end(), has ) )
      marks.push_back( mark );
  }
  return marks;
}

void drawKey( SvgCanvas &canvas, const HeatMap &map, double y )
{
  double x = 0;
  for ( const HeatMark mark : marksIn( map ) )
  {
    const QRectF field( x, y, 16, 16 );
    canvas.rectangle( field.adjusted( -0.5, -0.5, 0.5, 0.5 ), QLatin1String( base::ink::grid ) );
    drawField( canvas, field, { mark, 0.6, QString() } );
    canvas.text( { x + 22, y + 12 }, wordsOf( mark ), { base::Anchor::start, smallText } );
    x += 40 + base::widthOfText( wordsOf( mark ), smallText );
  }
}

//! Every month where there is room, else those of every half year.
void drawMonths( SvgCanvas &canvas, const HeatMap &map, std::size_t nMonths, double left, double cell )
{
  base::TextStyle upright;
  upright.isUpright = true;
  upright.size = smallText;
  for ( std::size_t month = 0; month < nMonths; ++month )
  {
    const int number = map.firstMonth + int( month );
    if ( cell < 13 && number % 6 != 0 )
      continue;
    canvas.text( { left + cell * ( double( month ) + 0.5 ) + 4, titleHeight + monthHeight - 5 },
                 base::monthText( number ), upright );
  }
}

} // namespace

QString svgHeatMap( const HeatMap &map )
{
  constexpr double rowHeight = 22;
  const std::size_t nMonths = map.fields.empty() ? 0 : map.fields.front().size();
  double left = 60;
  for ( const QString &row : map.rows )
    left = std::max( left, std::min( 220.0, base::widthOfText( row, smallText ) + 14 ) );
  const double cell = std::clamp( ( pageWidth - left ) / std::max( 1.0, double( nMonths ) ), 7.0, 34.0 );
  const double top = titleHeight + monthHeight;
  const double bottom = top + rowHeight * double( map.rows.size() );
  const double width = std::max( pageWidth, left + cell * double( nMonths ) );
  SvgCanvas canvas( width, bottom + keyHeight, map.title, map.description );
  base::TextStyle bold;
  bold.isBold = true;
  canvas.text( { 0, 16 }, map.title, bold );
  drawMonths( canvas, map, nMonths, left, cell );
  for ( int row = 0; row < map.rows.size(); ++row )
  {
    const double y = top + rowHeight * row;
    canvas.text( { left - 8, y + rowHeight / 2 + 4 }, base::fittingText( map.rows[row], left - 12, smallText ),
                 { base::Anchor::end, smallText } );
    const std::vector<HeatField> &fields = map.fields[std::size_t( row )];
    for ( std::size_t month = 0; month < fields.size(); ++month )
      drawField( canvas, QRectF( left + cell * double( month ), y, cell - 1, rowHeight - 2 ), fields[month] );
  }
  drawKey( canvas, map, bottom + 12 );
  return canvas.finished();
}

} // namespace communitysafety::preparedata
