// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "fuzz.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

// Stands in for libFuzzer, which only clang has: every file of the folders that are named is one input. Options are
// libFuzzer's and are read over.
namespace
{

std::vector<std::filesystem::path> filesBelow( const std::string &folder )
{
  std::vector<std::filesystem::path> files;
  for ( const auto &entry : std::filesystem::recursive_directory_iterator( folder ) )
    if ( entry.is_regular_file() )
      files.push_back( entry.path() );
  std::sort( files.begin(), files.end() );
  return files;
}

std::string contentOf( const std::filesystem::path &path )
{
  std::ifstream file( path, std::ios::binary );
  return { std::istreambuf_iterator<char>( file ), std::istreambuf_iterator<char>() };
}

} // namespace

int main( int count, char **arguments )
{
  std::size_t replayed = 0;
  for ( const std::string &folder : std::vector<std::string>( arguments + 1, arguments + count ) )
  {
    if ( folder.front() == '-' )
      continue;
    for ( const std::filesystem::path &path : filesBelow( folder ) )
    {
      // Told beforehand: the last one named is the one that stopped the program.
      std::cout << path.filename().string() << std::endl;
      const std::string content = contentOf( path );
      LLVMFuzzerTestOneInput( reinterpret_cast<const std::uint8_t *>( content.data() ), content.size() );
      ++replayed;
    }
  }
  std::cout << replayed << " inputs replayed" << std::endl;
  return replayed > 0 ? 0 : 1;
}
