// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "boundaries.h"
#include "census.h"
#include "deprivation.h"
#include "partners.h"
#include "policefiles.h"
#include "samplecity.h"
#include "summary.h"

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>

#include <exception>
#include <iostream>
#include <string>

namespace
{
using namespace communitysafety::samplecity;

constexpr const char *usage = "Usage: generate_sample_city FOLDER [--seed NUMBER]\n";

bool isNumber( const std::string &text )
{
  return !text.empty() && text.find_first_not_of( "0123456789" ) == std::string::npos;
}

void writeCity( const std::string &folder, std::uint64_t seed )
{
  const SampleCity city( seed );
  VSIMkdirRecursive( folder.c_str(), 0755 );
  Summary summary;
  writeBoundaries( city, folder, summary );
  writeDeprivation( city, folder, summary );
  writeCensus( city, folder, summary );
  writePoliceFiles( city, folder, summary );
  writePartners( city, folder, summary );
  summary.print( std::cout );
}
} // namespace

int main( int argc, char **argv )
{
  const bool hasSeed = argc == 4 && std::string( argv[2] ) == "--seed" && isNumber( argv[3] );
  if ( argc != 2 && !hasSeed )
  {
    std::cerr << usage;
    return 2;
  }
  GDALAllRegister();
  // GeoPackages carry the time of their making, unless told another one.
  CPLSetConfigOption( "OGR_CURRENT_DATE", "2024-04-30T00:00:00.000Z" );
  CPLSetConfigOption( "PROJ_NETWORK", "OFF" );
  try
  {
    writeCity( argv[1], hasSeed ? std::stoull( argv[3] ) : 2024 );
  }
  catch ( const std::exception &error )
  {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
