// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QChar>

/**
 * The LSOAs of England and Wales that a census did not take over from the one before. A code lost in a split or merger
 * is never used again, so that it tells of which census a list of areas is.
 *
 * nation: E or W; number: the digits after E01 or W01.
 */
namespace communitysafety::base
{

//! An LSOA of 2001 (or a number never used) that the census of 2011 does not have.
bool isWithdrawnIn2011( QChar nation, int number );

//! An LSOA of 2011 (or a later number never used) that the census of 2021 does not have.
bool isWithdrawnIn2021( QChar nation, int number );

} // namespace communitysafety::base
