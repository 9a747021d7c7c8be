// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QtGlobal>

#include <cstring>
#include <string_view>

namespace communitysafety::base
{

//! Spreads every bit of \a number over all 64 (the finaliser of SplitMix64; Steele, Lea and Flood 2014).
inline quint64 mixed64( quint64 number )
{
  number = ( number ^ ( number >> 30 ) ) * Q_UINT64_C( 0xBF58476D1CE4E5B9 );
  number = ( number ^ ( number >> 27 ) ) * Q_UINT64_C( 0x94D049BB133111EB );
  return number ^ ( number >> 31 );
}

/**
 * A number that stands for \a text: the same in every run on machines of one byte order. Among twenty million texts the
 * chance that any two share theirs is one in a hundred thousand.
 */
inline quint64 hash64( std::string_view text )
{
  quint64 hash = mixed64( text.size() + 1 );
  while ( !text.empty() )
  {
    quint64 word = 0;
    const std::size_t taken = text.size() < sizeof( word ) ? text.size() : sizeof( word );
    std::memcpy( &word, text.data(), taken );
    hash = mixed64( hash ^ word ) + Q_UINT64_C( 0x9E3779B97F4A7C15 );
    text.remove_prefix( taken );
  }
  return hash;
}

} // namespace communitysafety::base
