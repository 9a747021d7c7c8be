// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <qgsgeometry.h>
#include <qgspointxy.h>
#include <qgsrectangle.h>

#include <QtGlobal>

#include <memory>
#include <mutex>
#include <vector>

class QgsGeometryEngine;

namespace communitysafety::base
{

/**
 * Whether points lie in an area, or near enough to it. The ground is divided into squares, of which nearly all are
 * wholly in or wholly out: only points in the others, along the outline, are held against the outline itself.
 */
class StudyArea
{
public:
  //! \param tolerance in the units of \a area; 0 keeps to the outline, which itself is inside
  StudyArea( const QgsGeometry &area, double tolerance );
  ~StudyArea();
  StudyArea( const StudyArea & ) = delete;
  StudyArea &operator=( const StudyArea & ) = delete;

  //! May be called on several threads at the same time.
  bool holds( const QgsPointXY &point ) const;

private:
  enum Square : quint8
  {
    outside,
    inside,
    onOutline
  };
  //! Answers questions about the area, and about a little more than what the tolerance reaches.
  struct Engines
  {
    std::unique_ptr<QgsGeometryEngine> area;
    std::unique_ptr<QgsGeometryEngine> reach; //!< Null where there is none
  };
  class BorrowedEngines;

  Engines newEngines() const;
  bool isNear( const Engines &engines, const QgsAbstractGeometry &place ) const;
  void fill( const Engines &engines, int column, int row, int size );

  QgsGeometry mArea;
  QgsGeometry mReach;
  double mTolerance;
  QgsRectangle mFrame;
  std::vector<Square> mSquares;
  // An engine prepares itself while it is asked: no two threads may ask the same one.
  mutable std::mutex mMutex;
  mutable std::vector<Engines> mEngines;
};

} // namespace communitysafety::base
