// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>

namespace communitysafety::base
{

//! Which grid the letters of a reference belong to.
enum class NationalGrid
{
  british, //!< Two letters, EPSG:27700
  irish    //!< One letter, EPSG:29903
};

//! What a grid reference says, or why it says nothing.
struct GridReference
{
  NationalGrid grid = NationalGrid::british;
  double easting = 0;  //!< Of the centre of the square, in metres
  double northing = 0; //!< Of the centre of the square, in metres
  double size = 0;     //!< Length of a side of the square, in metres: 1 to 100,000
  QString reason;      //!< Empty if and only if valid

  bool isValid() const { return reason.isEmpty(); }
};

/**
 * Reads a national grid reference such as `TG 51409 13177`, `SU387148` or `J 33 74`, whatever its capitals and blanks.
 *
 * The letters name a square of 100 km, the digits, half of them each way, a smaller square in it, counted from its
 * south-western corner: none 100 km, two 10 km, four 1 km, six 100 m, eight 10 m, ten 1 m. The point returned is the
 * centre of that square and not its corner. Digits in two groups of different length, an odd number of digits, an
 * Irish letter without digits and squares beyond both grids are refused.
 *
 * Source: Ordnance Survey, A guide to coordinate systems in Great Britain, section on the National Grid reference.
 */
GridReference parseGridReference( const QString &text );

} // namespace communitysafety::base
