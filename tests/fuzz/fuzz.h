// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

//! One input of a fuzz program: called by libFuzzer, or by replay.cpp for each file of the corpus.
extern "C" int LLVMFuzzerTestOneInput( const std::uint8_t *data, std::size_t size );

namespace communitysafety::fuzz
{

//! Stops the program with \a sentence unless it \a holds, so that the input is kept as a finding.
inline void law( bool holds, const char *sentence )
{
  if ( holds )
    return;
  std::fprintf( stderr, "Broken law: %s\n", sentence );
  std::abort();
}

} // namespace communitysafety::fuzz
