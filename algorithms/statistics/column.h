// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace communitysafety::statistics
{

//! The mark of a missing value in every column: unknown, which is not the same as zero.
inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

inline bool isMissing( double value ) { return std::isnan( value ); }

/**
 * A read-only view on one column of numbers: one value per area (or per record), in the order of the layer.
 *
 * Does not own the values: the vector behind it must outlive the view. A missing value is NaN; infinite values are
 * not allowed and no function here produces one.
 */
class Column
{
public:
  Column( const std::vector<double> &values ) : mBegin( values.data() ), mSize( values.size() ) {}
  Column( const double *begin, std::size_t size ) : mBegin( begin ), mSize( size ) {}

  std::size_t size() const { return mSize; }
  bool empty() const { return mSize == 0; }
  double operator[]( std::size_t row ) const { return mBegin[row]; }
  const double *begin() const { return mBegin; }
  const double *end() const { return mBegin + mSize; }

private:
  const double *mBegin;
  std::size_t mSize;
};

//! How many values are not missing.
inline std::size_t countPresent( Column values )
{
  return static_cast<std::size_t>(
    std::count_if( values.begin(), values.end(), []( double value ) { return !isMissing( value ); } ) );
}

//! The sum of the values that are not missing.
inline double sumPresent( Column values )
{
  double sum = 0;
  for ( const double value : values )
    sum += isMissing( value ) ? 0 : value;
  return sum;
}

} // namespace communitysafety::statistics
