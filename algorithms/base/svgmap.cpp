// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/svgmap.h"

#include "base/numbertext.h"
#include "base/run.h"
#include "statistics/areaclass.h"

#include <qgscurvepolygon.h>
#include <qgslinestring.h>

#include <algorithm>
#include <array>
#include <memory>

namespace communitysafety::base
{
namespace
{

using Rings = std::vector<std::vector<QPointF>>;

constexpr double width = 720;
constexpr double mostHeight = 620;
constexpr double leastHeight = 240;
constexpr double keyLine = 22;
constexpr std::size_t keyColumns = 2;
constexpr double scaleLine = 34;

//! The ground that is shown, and where it lies on the drawing.
class Frame
{
public:
  explicit Frame( QgsRectangle extent )
  {
    constexpr double margin = 0.1, smallest = 10;
    const double widest = std::max( { extent.width(), extent.height(), smallest } );
    extent.grow( margin * widest );
    mHeight = std::clamp( width * extent.height() / extent.width(), leastHeight, mostHeight );
    mPixel = std::max( extent.width() / width, extent.height() / mHeight );
    mShown = QgsRectangle::fromCenterAndSize( extent.center(), mPixel * width, mPixel * mHeight );
  }

  double height() const { return mHeight; }
  //! Metres.
  double pixel() const { return mPixel; }
  const QgsRectangle &shown() const { return mShown; }
  QPointF place( double x, double y ) const
  {
    return { ( x - mShown.xMinimum() ) / mPixel, ( mShown.yMaximum() - y ) / mPixel };
  }

private:
  double mHeight;
  double mPixel;
  QgsRectangle mShown;
};

void addRing( Rings &rings, const QgsCurve &curve, const Frame &frame )
{
  const std::unique_ptr<QgsLineString> line( curve.curveToLine() );
  std::vector<QPointF> ring;
  ring.reserve( static_cast<std::size_t>( line->numPoints() ) );
  for ( int corner = 0; corner + 1 < line->numPoints(); ++corner )
    ring.push_back( frame.place( line->xAt( corner ), line->yAt( corner ) ) );
  rings.push_back( std::move( ring ) );
}

//! The rings of what can be seen of \a geometry; none when it lies outside.
Rings ringsOf( const QgsGeometry &geometry, const Frame &frame )
{
  Rings rings;
  if ( geometry.isEmpty() || !geometry.boundingBox().intersects( frame.shown() ) )
    return rings;
  QgsGeometry seen = geometry;
  if ( !frame.shown().contains( geometry.boundingBox() ) )
    seen = geometry.intersection( QgsGeometry::fromRect( frame.shown() ) );
  constexpr int simpleEnough = 12;
  if ( !seen.isEmpty() && seen.constGet()->nCoordinates() > simpleEnough )
    seen = seen.simplify( 0.4 * frame.pixel() );
  for ( auto part = seen.const_parts_begin(); part != seen.const_parts_end(); ++part )
  {
    const auto *polygon = qgsgeometry_cast<const QgsCurvePolygon *>( *part );
    if ( !polygon || !polygon->exteriorRing() )
      continue;
    addRing( rings, *polygon->exteriorRing(), frame );
    for ( int hole = 0; hole < polygon->numInteriorRings(); ++hole )
      addRing( rings, *polygon->interiorRing( hole ), frame );
  }
  return rings;
}

void drawShape( SvgCanvas &canvas, const MapShape &shape, const Frame &frame )
{
  const Rings rings = ringsOf( shape.geometry, frame );
  if ( rings.empty() )
    return;
  if ( !shape.address.isEmpty() )
    canvas.beginLink( shape.address );
  canvas.polygon( rings, shape.fill, shape.outline, shape.hint );
  if ( !shape.address.isEmpty() )
    canvas.endLink();
}

/**
 * Writes labels on white, so that they can be read on any ground, and beside what they name: below it, else above, else
 * further away until no other label is in the way.
 */
class Labels
{
public:
  Labels( SvgCanvas &canvas, const Frame &frame ) : mCanvas( canvas ), mFrame( frame ) {}

  //! Those of shapes whose middle is not shown are left out.
  void write( const MapShape &shape )
  {
    const QgsGeometry middle = shape.geometry.pointOnSurface();
    if ( shape.label.isEmpty() || middle.isNull() || !mFrame.shown().contains( middle.asPoint() ) )
      return;
    const QString text = fittingText( shape.label, mostWidth, size );
    const QRectF box = freeBox( shape.geometry.boundingBox(), widthOfText( text, size ) + 6 );
    mWritten.push_back( box );
    if ( !shape.address.isEmpty() )
      mCanvas.beginLink( shape.address );
    mCanvas.rectangle( box, QLatin1String( ink::paper ) );
    mCanvas.text( { box.center().x(), box.bottom() - 4 }, text,
                  { Anchor::middle, size, QLatin1String( ink::text ), true, false } );
    if ( !shape.address.isEmpty() )
      mCanvas.endLink();
  }

private:
  static constexpr double size = 12;
  static constexpr double mostWidth = 150;
  static constexpr double lineHeight = 16;

  bool isFree( const QRectF &box ) const
  {
    return std::none_of( mWritten.begin(), mWritten.end(),
                         [&box]( const QRectF &other ) { return other.intersects( box ); } );
  }

  QRectF freeBox( const QgsRectangle &bounds, double wide ) const
  {
    const QPointF top = mFrame.place( bounds.center().x(), bounds.yMaximum() );
    const QPointF bottom = mFrame.place( bounds.center().x(), bounds.yMinimum() );
    const double x = std::clamp( top.x() - wide / 2, 0.0, width - wide );
    const auto at = [&]( double y )
    { return QRectF( x, std::clamp( y, 0.0, mFrame.height() - lineHeight ), wide, lineHeight ); };
    constexpr int furthest = 4;
    for ( int step = 0; step < furthest; ++step )
      for ( const double y : { bottom.y() + 3 + step * lineHeight, top.y() - 3 - ( step + 1 ) * lineHeight } )
        if ( isFree( at( y ) ) )
          return at( y );
    return at( bottom.y() + 3 );
  }

  SvgCanvas &mCanvas;
  const Frame &mFrame;
  std::vector<QRectF> mWritten;
};

void drawScale( SvgCanvas &canvas, const Frame &frame )
{
  constexpr double longest = 180;
  const double metres = roundStep( frame.pixel() * longest, 2 );
  const double length = metres / frame.pixel(), y = frame.height() + 12;
  const Stroke bar{ QLatin1String( ink::text ), 2, false };
  canvas.line( { 1, y }, { 1 + length, y }, bar );
  for ( const double end : { 1.0, 1 + length } )
    canvas.line( { end, y - 4 }, { end, y + 4 }, bar );
  constexpr double kilometre = 1000;
  canvas.text( { length + 8, y + 4 }, metres < kilometre ? Run::tr( "%1 m" ).arg( numberText( metres ) )
                                                         : Run::tr( "%1 km" ).arg( numberText( metres / kilometre ) ) );
  canvas.text( { width - 4, y + 4 }, Run::tr( "North is up" ), { Anchor::end, 12, QLatin1String( ink::quiet ) } );
}

void drawKey( SvgCanvas &canvas, const std::vector<MapKey> &key, double top )
{
  constexpr double box = 14;
  for ( std::size_t line = 0; line < key.size(); ++line )
  {
    const std::size_t row = line / keyColumns;
    const double x = line % keyColumns == 0 ? 2 : width / keyColumns, y = top + keyLine * double( row );
    canvas.polygon( { { { x, y }, { x + box, y }, { x + box, y + box }, { x, y + box } } }, key[line].fill,
                    key[line].outline );
    canvas.text( { x + box + 6, y + box - 2 }, fittingText( key[line].words, width / keyColumns - 30 ) );
  }
}

struct Band
{
  const char *fill;
  const char *words;
};

//! From below 50 to 200 and over; see indexBreaks().
constexpr std::array<Band, 5> bands{ { { "#ffffe5", QT_TRANSLATE_NOOP( "Run", "below 50" ) },
                                       { "#fee391", QT_TRANSLATE_NOOP( "Run", "50 to 100" ) },
                                       { "#fe9929", QT_TRANSLATE_NOOP( "Run", "100 to 150" ) },
                                       { "#cc4c02", QT_TRANSLATE_NOOP( "Run", "150 to 200" ) },
                                       { "#662506", QT_TRANSLATE_NOOP( "Run", "200 and over" ) } } };
constexpr const char *noData = "#cccccc";

} // namespace

QString svgMap( const MapDrawing &drawing )
{
  const Frame frame( drawing.extent );
  const std::size_t keyRows = ( drawing.key.size() + keyColumns - 1 ) / keyColumns;
  const double keyHeight = keyLine * double( keyRows );
  SvgCanvas canvas( width, frame.height() + scaleLine + keyHeight, drawing.title, drawing.description );
  canvas.rectangle( QRectF( 0, 0, width, frame.height() ), QStringLiteral( "#f4f4f4" ) );
  for ( const MapShape &shape : drawing.shapes )
    drawShape( canvas, shape, frame );
  Labels labels( canvas, frame );
  for ( const MapShape &shape : drawing.shapes )
    labels.write( shape );
  drawScale( canvas, frame );
  drawKey( canvas, drawing.key, frame.height() + scaleLine );
  return canvas.finished();
}

QString indexFill( double index )
{
  if ( statistics::isMissing( index ) )
    return QLatin1String( noData );
  const std::vector<double> band =
    statistics::classesByBreaks( std::vector<double>{ index }, statistics::indexBreaks() );
  return QLatin1String( bands.at( std::size_t( band.front() ) - 1 ).fill );
}

std::vector<MapKey> indexKey( const QString &words )
{
  const Stroke thin{ QLatin1String( ink::quiet ), 0.5, false };
  std::vector<MapKey> key;
  for ( const Band &band : bands )
    key.push_back(
      { QLatin1String( band.fill ), thin, QStringLiteral( "%1: %2" ).arg( words, Run::tr( band.words ) ) } );
  key.push_back( { QLatin1String( noData ), thin, Run::tr( "No data" ) } );
  return key;
}

} // namespace communitysafety::base
