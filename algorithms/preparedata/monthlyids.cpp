// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/monthlyids.h"

#include <algorithm>

namespace communitysafety::preparedata
{

MonthlyIds::Answer MonthlyIds::insert( int month, quint64 hash )
{
  if ( month < mFirstKept )
    return Answer::forgotten;
  return mIds[month].insert( hash ) ? Answer::first : Answer::repeated;
}

void MonthlyIds::forgetBefore( int month )
{
  mIds.erase( mIds.begin(), mIds.lower_bound( month ) );
  mFirstKept = std::max( mFirstKept, month );
}

} // namespace communitysafety::preparedata
