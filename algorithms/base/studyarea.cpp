// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/studyarea.h"

#include <qgsgeometryengine.h>
#include <qgspoint.h>

#include <algorithm>
#include <utility>

namespace communitysafety::base
{
namespace
{

constexpr int squaresAcross = 256;

} // namespace

//! Engines that no other thread has as long as this lives.
class StudyArea::BorrowedEngines
{
public:
  explicit BorrowedEngines( const StudyArea &area ) : mArea( area )
  {
    {
      const std::lock_guard<std::mutex> lock( mArea.mMutex );
      if ( !mArea.mEngines.empty() )
      {
        mEngines = std::move( mArea.mEngines.back() );
        mArea.mEngines.pop_back();
      }
    }
    if ( !mEngines.area )
      mEngines = mArea.newEngines();
  }
  BorrowedEngines( const BorrowedEngines & ) = delete;
  BorrowedEngines &operator=( const BorrowedEngines & ) = delete;
  ~BorrowedEngines()
  {
    const std::lock_guard<std::mutex> lock( mArea.mMutex );
    mArea.mEngines.push_back( std::move( mEngines ) );
  }

  const Engines &operator*() const { return mEngines; }

private:
  const StudyArea &mArea;
  Engines mEngines;
};

StudyArea::StudyArea( const QgsGeometry &area, double tolerance )
  : mArea( area ), mTolerance( tolerance ), mFrame( area.boundingBox() ),
    mSquares( std::size_t( squaresAcross ) * squaresAcross, outside )
{
  constexpr double roundOff = 1.0;
  mFrame.grow( mTolerance + roundOff );
  // Arcs are drawn by chords, which at this many lie within a thousandth of them.
  constexpr int segmentsPerQuarter = 32;
  constexpr double margin = 1.01;
  if ( mTolerance > 0 )
    mReach = mArea.buffer( margin * mTolerance, segmentsPerQuarter );
  fill( *BorrowedEngines( *this ), 0, 0, squaresAcross );
}

StudyArea::~StudyArea() = default;

StudyArea::Engines StudyArea::newEngines() const
{
  Engines engines;
  engines.area.reset( QgsGeometry::createGeometryEngine( mArea.constGet() ) );
  engines.area->prepareGeometry();
  if ( mReach.isNull() )
    return engines;
  engines.reach.reset( QgsGeometry::createGeometryEngine( mReach.constGet() ) );
  engines.reach->prepareGeometry();
  return engines;
}

bool StudyArea::isNear( const Engines &engines, const QgsAbstractGeometry &place ) const
{
  if ( engines.area->intersects( &place ) )
    return true;
  // The distance is slow to tell: it is asked only where the answer is not plain.
  if ( mTolerance <= 0 || ( engines.reach && !engines.reach->intersects( &place ) ) )
    return false;
  return engines.area->distanceWithin( &place, mTolerance );
}

//! Judges a block of squares as one where it can, else its four quarters.
void StudyArea::fill( const Engines &engines, int column, int row, int size )
{
  const double width = mFrame.width() / squaresAcross;
  const double height = mFrame.height() / squaresAcross;
  QgsRectangle outline( mFrame.xMinimum() + column * width, mFrame.yMinimum() + row * height,
                        mFrame.xMinimum() + ( column + size ) * width, mFrame.yMinimum() + ( row + size ) * height );
  // Rounding must not carry a point over the border of its square.
  constexpr double rounding = 1e-6;
  outline.grow( rounding * width );
  const QgsGeometry block = QgsGeometry::fromRect( outline );
  if ( !isNear( engines, *block.constGet() ) )
    return;
  const bool isWhole = engines.area->contains( block.constGet() );
  if ( !isWhole && size > 1 )
  {
    const int half = size / 2;
    for ( const int right : { 0, half } )
      for ( const int up : { 0, half } )
        fill( engines, column + right, row + up, half );
    return;
  }
  for ( int line = row; line < row + size; ++line )
    std::fill_n( mSquares.begin() + std::ptrdiff_t( line ) * squaresAcross + column, size,
                 isWhole ? inside : onOutline );
}

bool StudyArea::holds( const QgsPointXY &point ) const
{
  if ( !mFrame.contains( point ) )
    return false;
  const auto placeAlong = []( double distance, double length )
  { return std::min( squaresAcross - 1, static_cast<int>( distance / length * squaresAcross ) ); };
  const int column = placeAlong( point.x() - mFrame.xMinimum(), mFrame.width() );
  const int row = placeAlong( point.y() - mFrame.yMinimum(), mFrame.height() );
  const Square square = mSquares[std::size_t( row ) * squaresAcross + std::size_t( column )];
  if ( square != onOutline )
    return square == inside;
  const QgsPoint position( point );
  return isNear( *BorrowedEngines( *this ), position );
}

} // namespace communitysafety::base
