// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <iomanip>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace communitysafety::samplecity
{

//! What was written, for the table that the generator prints at its end.
class Summary
{
public:
  void add( const std::string &what, int count ) { mLines.push_back( { what, count } ); }

  void print( std::ostream &out ) const
  {
    for ( const auto &[what, count] : mLines )
      out << std::left << std::setw( 64 ) << what << std::right << std::setw( 9 ) << count << '\n';
  }

private:
  std::vector<std::pair<std::string, int>> mLines;
};

} // namespace communitysafety::samplecity
