// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/rejects.h"
#include "base/studyarea.h"

#include <qgscoordinatetransform.h>
#include <qgsgeometry.h>
#include <qgspointxy.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace communitysafety::base
{

//! What two coordinate texts say.
struct PolicePosition
{
  std::optional<RejectReason> fault; //!< Why there is no usable position; the study area plays no part
  QgsPointXY point;                  //!< British National Grid; only without a fault
  bool isInside = true;              //!< In the study area, or near enough to it
};

/**
 * Reads coordinate texts of street files into points of the British National Grid. The incidents of a large city lie on
 * a few thousand map points: answers are remembered, so that neither the transformation nor the study area costs
 * anything however many incidents there are.
 */
class PolicePositions
{
public:
  explicit PolicePositions( const QgsCoordinateTransformContext &transformContext );
  ~PolicePositions();

  /**
   * From now on points farther than \a tolerance (metres) outside \a area are not inside. 0 keeps to the outline.
   * REQUIRES: called before the first at().
   */
  void limitTo( const QgsGeometry &area, double tolerance );

  //! The latest answers, of limited number; each thread needs its own.
  class Memory
  {
  public:
    Memory();

  private:
    friend class PolicePositions;
    struct Answer
    {
      std::string x;
      std::string y;
      bool inDegrees = false;
      PolicePosition position;
    };
    std::vector<Answer> mAnswers;
  };

  //! \param inDegrees x is the longitude and y the latitude, else easting and northing
  PolicePosition at( std::string_view x, std::string_view y, bool inDegrees, Memory &memory ) const;

private:
  PolicePosition read( std::string_view x, std::string_view y, bool inDegrees ) const;
  PolicePosition located( const QgsPointXY &written, bool inDegrees ) const;

  QgsCoordinateTransform mToGrid;
  std::unique_ptr<StudyArea> mArea;
};

//! A number that stands for the point.
quint64 hashOfPoint( const QgsPointXY &point );

} // namespace communitysafety::base
