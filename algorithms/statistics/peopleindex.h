// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <string>
#include <vector>

namespace communitysafety::statistics
{

//! Where people live: one entry for each address, postcode or piece of an area.
struct MaskPeople
{
  std::vector<double> x;
  std::vector<double> y;
  //! 0 or more.
  std::vector<double> count;

  std::size_t size() const { return x.size(); }
};

//! Throws std::invalid_argument when coordinates are missing or their columns of different lengths.
void requirePlaces( const std::string &name, Column x, Column y );

//! The same of people, of whom there must be \a least or more in all.
void requirePeople( const MaskPeople &people, double least );

//! The rows by x, then y, then \a weight: an order that does not depend on the one in which they are given. REQUIRES:
//! columns of one length without missing values. O(n log n).
std::vector<std::size_t> orderOfPlaces( Column x, Column y, Column weight );

//! Sorted by place: sums of people must not depend on the order in which they were given.
MaskPeople inOrderOfPlace( const MaskPeople &people );

//! Finds people near a place. O(n) to make; a question costs what lies in its reach. May be asked from several threads.
class PeopleIndex
{
public:
  //! Throws std::invalid_argument on different lengths, missing coordinates, negative counts, or nobody at all.
  explicit PeopleIndex( const MaskPeople &people );

  double total() const { return mTotal; }

  //! People within \a radius, its border included.
  double within( double x, double y, double radius ) const;

  //! The smallest distance within which at least \a count people live. REQUIRES: at most total().
  double radiusWith( double x, double y, double count ) const;

  //! People at one place.
  struct Place
  {
    double x;
    double y;
    double count;
  };

  //! In an order of its own.
  const std::vector<Place> &places() const { return mPlaces; }

  //! The numbers of the places within \a radius.
  std::vector<std::size_t> placesNear( double x, double y, double radius ) const;

private:
  template <typename Visitor>
  void forEachNear( double x, double y, double radius, const Visitor &visit ) const;

  double mSide = 1;
  double mXMinimum = 0;
  double mYMinimum = 0;
  std::size_t mColumns = 0;
  std::size_t mRows = 0;
  double mTotal = 0;
  double mExtent = 0;
  std::vector<std::size_t> mFirst;
  std::vector<Place> mPlaces;
};

} // namespace communitysafety::statistics
