// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/gridframe.h"

#include <vector>

/**
 * Small maps of points whose figures other programs gave. The window is 10 by 8 in cells of 0.5, or 8 by 8 for cases
 * and controls; cells are named by row from the south and column from the west, from 1, as those programs keep them.
 */
inline const communitysafety::statistics::GridFrame sampleFrame{ 0, 8, 0.5, 20, 16 };
inline const communitysafety::statistics::GridFrame squareFrame{ 0, 8, 0.5, 16, 16 };

inline const std::vector<double> sampleX = { 1.2, 1.9, 2.3, 2.4, 3.1, 4.7, 5.2, 6.6, 7.3, 8.8, 9.4, 2.1 };
inline const std::vector<double> sampleY = { 1.4, 2.2, 1.7, 2.9, 3.3, 4.1, 6.2, 2.6, 6.9, 7.3, 0.8, 1.8 };
inline const std::vector<double> sampleWeights = { 1, 2, 1, 3, 1, 1, 2, 1, 4, 1, 1, 1 };

inline const std::vector<double> caseX = { 1.25, 1.75, 2.25, 2.25, 3.25, 4.75, 5.25, 1.75 };
inline const std::vector<double> caseY = { 1.25, 2.25, 1.75, 2.75, 3.25, 4.25, 6.25, 1.75 };
inline const std::vector<double> controlX = { 0.75, 6.75, 7.25, 5.25, 2.75, 4.25, 6.25, 7.75, 3.25, 1.25, 5.75, 4.75 };
inline const std::vector<double> controlY = { 6.25, 2.75, 6.75, 7.25, 0.75, 5.25, 4.75, 1.25, 7.25, 4.75, 3.25, 2.25 };

inline std::size_t cellFromSouth( const communitysafety::statistics::GridFrame &frame, std::size_t row,
                                  std::size_t column )
{
  return ( frame.rows - row ) * frame.columns + column - 1;
}

inline std::vector<double> wholeFrame( const communitysafety::statistics::GridFrame &frame )
{
  return std::vector<double>( frame.size(), 1.0 );
}

//! The sample frame with a bay and a hole in it.
inline std::vector<double> frameWithHole()
{
  std::vector<double> share = wholeFrame( sampleFrame );
  for ( std::size_t row = 1; row <= sampleFrame.rows; ++row )
    for ( std::size_t column = 1; column <= sampleFrame.columns; ++column )
    {
      const bool isHole = row >= 10 && row <= 12 && column >= 7 && column <= 12;
      const bool isBay = row >= 10 && row <= 13 && column >= 7 && column <= 10;
      if ( isHole || isBay )
        share[cellFromSouth( sampleFrame, row, column )] = 0;
    }
  return share;
}

inline std::vector<double> countsOf( const communitysafety::statistics::GridFrame &frame, const std::vector<double> &x,
                                     const std::vector<double> &y, const std::vector<double> &weights = {} )
{
  communitysafety::statistics::GridPoints points = communitysafety::statistics::pointsOnGrid( frame, x, y );
  points.weight = weights;
  return communitysafety::statistics::countsOnGrid( points, frame.size() );
}
