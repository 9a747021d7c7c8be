// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <exception>
#include <functional>

namespace communitysafety::statistics
{

/**
 * How a long computation tells its caller where it stands: called with the share done (0 to 1), it answers
 * false when the work is to stop. An empty function means that nobody is listening.
 */
using Progress = std::function<bool( double done )>;

//! Thrown by a computation whose caller asked it to stop; what was computed until then is discarded.
class Cancelled : public std::exception
{
public:
  const char *what() const noexcept override { return "cancelled"; }
};

//! Reports \a done to \a progress and throws Cancelled when the answer is to stop.
inline void report( const Progress &progress, double done )
{
  if ( progress && !progress( done ) )
    throw Cancelled();
}

//! The part of \a progress between \a from and \a to, for one step of a longer job.
inline Progress slice( const Progress &progress, double from, double to )
{
  if ( !progress )
    return {};
  return [progress, from, to]( double done ) { return progress( from + ( to - from ) * done ); };
}

} // namespace communitysafety::statistics
