// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/progress.h"

#include <atomic>
#include <cstddef>
#include <thread>

namespace communitysafety::statistics
{

/**
 * One progress for steps that run in several threads: only the thread that made it speaks to it, all others hear when
 * it says stop.
 */
class SharedProgress
{
public:
  //! \a progress must outlive this.
  SharedProgress( const Progress &progress, std::size_t steps ) : mProgress( progress ), mSteps( steps ) {}

  //! One more step is done. In any thread; throws Cancelled once the answer was to stop.
  void step()
  {
    ++mDone;
    if ( !goesOn() )
      throw Cancelled();
  }

  //! For what a step calls, in any thread: how far that call is does not count. Valid as long as this.
  Progress withinStep()
  {
    return [this]( double ) { return goesOn(); };
  }

private:
  bool goesOn()
  {
    if ( std::this_thread::get_id() == mCaller && mProgress && !mProgress( double( mDone ) / double( mSteps ) ) )
      mIsStopped = true;
    return !mIsStopped;
  }

  const Progress &mProgress;
  std::size_t mSteps;
  std::thread::id mCaller = std::this_thread::get_id();
  std::atomic<std::size_t> mDone{ 0 };
  std::atomic<bool> mIsStopped{ false };
};

} // namespace communitysafety::statistics
