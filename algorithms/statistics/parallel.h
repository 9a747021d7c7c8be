// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "statistics/progress.h"

#include <cstddef>
#include <functional>

namespace communitysafety::statistics
{

//! As many threads as the machine has cores, at least one.
unsigned availableThreads();

/**
 * Calls \a work once for every item from 0 to \a items - 1, on \a threads threads at the same time (0: all cores).
 *
 * Which thread gets which item is not fixed: a result must depend on the item alone and be written to a place of its
 * own. \a progress is asked in the calling thread only: before the first item, and after each that this thread did. An
 * exception of \a work, or a cancel, stops the taking of new items; once all threads are at rest that of the lowest
 * item is thrown here, the same for any number of threads.
 */
void forEachInParallel( std::size_t items, unsigned threads, const std::function<void( std::size_t item )> &work,
                        const Progress &progress = {} );

} // namespace communitysafety::statistics
