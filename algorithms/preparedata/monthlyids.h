// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/hashset.h"

#include <map>

namespace communitysafety::preparedata
{

/**
 * Which Crime IDs came before, month by month: police.uk publishes a crime in one month only, so that the IDs of months
 * of which no more files come are forgotten, and memory does not grow with the years.
 */
class MonthlyIds
{
public:
  enum class Answer
  {
    first,
    repeated,
    forgotten //!< The month was forgotten before: nobody can tell
  };

  //! \param month see base::monthNumber() \param hash of the ID, see base::hash64()
  Answer insert( int month, quint64 hash );

  //! Forgets the months before \a month.
  void forgetBefore( int month );

private:
  std::map<int, base::HashSet> mIds;
  int mFirstKept = 0;
};

} // namespace communitysafety::preparedata
