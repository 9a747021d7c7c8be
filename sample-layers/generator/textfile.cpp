// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "textfile.h"

#include <cpl_conv.h>
#include <cpl_vsi.h>

#include <stdexcept>

namespace communitysafety::samplecity
{

void writeTextFile( const std::string &path, const std::string &content )
{
  VSIMkdirRecursive( CPLGetPath( path.c_str() ), 0755 );
  const bool compressed = path.size() > 3 && path.compare( path.size() - 3, 3, ".gz" ) == 0;
  VSILFILE *file = VSIFOpenL( compressed ? ( "/vsigzip/" + path ).c_str() : path.c_str(), "wb" );
  bool written = file && VSIFWriteL( content.data(), 1, content.size(), file ) == content.size();
  if ( file )
    written = VSIFCloseL( file ) == 0 && written;
  if ( !written )
    throw std::runtime_error( "The file " + path + " cannot be written." );
}

} // namespace communitysafety::samplecity
