// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "statistics/parallel.h"

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace communitysafety::statistics
{
namespace
{

//! The items that are still to be done, shared by all threads.
class Queue
{
public:
  Queue( std::size_t items, const std::function<void( std::size_t )> &work ) : mItems( items ), mWork( work ) {}

  //! Works until nothing is left; \a progress is asked after every item.
  void drain( const Progress &progress )
  {
    std::size_t item = mItems;
    try
    {
      // An item that is taken is worked on: of several that fail, the first one is then always among those that ran.
      while ( !mStopped && ( item = mNext++ ) < mItems )
      {
        mWork( item );
        item = mItems;
        report( progress, double( ++mDone ) / double( mItems ) );
      }
    }
    catch ( ... )
    {
      keep( std::current_exception(), item );
    }
  }

  void rethrow() const
  {
    if ( mFailure )
      std::rethrow_exception( mFailure );
  }

private:
  void keep( std::exception_ptr failure, std::size_t item )
  {
    const std::lock_guard<std::mutex> lock( mMutex );
    mStopped = true;
    if ( mFailure && item >= mFailedItem )
      return;
    mFailure = std::move( failure );
    mFailedItem = item;
  }

  std::size_t mItems;
  const std::function<void( std::size_t )> &mWork;
  std::atomic<std::size_t> mNext{ 0 };
  std::atomic<std::size_t> mDone{ 0 };
  std::atomic<bool> mStopped{ false };
  std::mutex mMutex;
  std::exception_ptr mFailure;
  std::size_t mFailedItem = 0;
};

} // namespace

unsigned availableThreads() { return std::max( 1U, std::thread::hardware_concurrency() ); }

void forEachInParallel( std::size_t items, unsigned threads, const std::function<void( std::size_t )> &work,
                        const Progress &progress )
{
  if ( items == 0 )
    return;
  report( progress, 0 );
  const std::size_t wanted = std::min<std::size_t>( threads == 0 ? availableThreads() : threads, items );
  Queue queue( items, work );
  if ( wanted > 1 )
  {
    // The calling thread is one of them, and the one that reports.
    boost::asio::thread_pool pool( wanted - 1 );
    for ( std::size_t helper = 1; helper < wanted; ++helper )
      boost::asio::post( pool, [&queue] { queue.drain( {} ); } );
    queue.drain( progress );
    pool.join();
  }
  else
    queue.drain( progress );
  queue.rethrow();
}

} // namespace communitysafety::statistics
