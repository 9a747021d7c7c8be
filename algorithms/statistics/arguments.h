// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/column.h"

#include <cstddef>
#include <stdexcept>
#include <string>

namespace communitysafety::statistics
{

/**
 * The checks at the door of every computation. Each throws std::invalid_argument with one sentence that names the
 * argument, what it holds and what it may hold; rows are counted from 1, as people count them.
 */
[[noreturn]] inline void refuse( const std::string &argument, const std::string &found, const std::string &allowed )
{
  throw std::invalid_argument( argument + " is " + found + "; it must be " + allowed + "." );
}

//! A number as it reads best in a sentence: without trailing zeros.
std::string inWords( double number );

//! Refuses a column whose length differs from \a rows.
inline void requireSize( const std::string &argument, std::size_t size, std::size_t rows )
{
  if ( size != rows )
    refuse( "The length of " + argument, std::to_string( size ), std::to_string( rows ) );
}

//! Refuses a number outside \a lowest to \a highest, and a missing one.
void requireBetween( const std::string &argument, double number, double lowest, double highest );

//! Refuses a column with a negative or infinite value; missing values pass.
void requireNotNegative( const std::string &argument, Column values );

//! Refuses a column with an infinite value; missing values pass.
void requireFinite( const std::string &argument, Column values );

//! Refuses a column with a value outside 0 to 1; missing values pass.
void requireShares( const std::string &argument, Column values );

} // namespace communitysafety::statistics
