// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/policeinput.h"

#include "base/policerows.h"
#include "base/run.h"
#include "base/strictparse.h"

#include <QStringList>

#include <algorithm>
#include <utility>

namespace communitysafety::preparedata
{

using base::PoliceFile;
using base::Run;

QString PolicePlace::parameter() const
{
  return isFolder ? QStringLiteral( "INPUT_FOLDER" ) : QStringLiteral( "INPUT_FILE" );
}

namespace
{

//! Leaves out the files of other months, and says so. Throws QgsProcessingException when none is left.
std::vector<PoliceFile> filesOfPeriod( Run &run, std::vector<PoliceFile> files, const base::MonthRange &period )
{
  const std::size_t found = files.size();
  const auto isOutside = [&period]( const PoliceFile &file )
  { return file.month != PoliceFile::unknownMonth && !period.contains( file.month ); };
  files.erase( std::remove_if( files.begin(), files.end(), isOutside ), files.end() );
  if ( files.empty() )
    throw QgsProcessingException(
      Run::tr( "None of the %n file(s) lies between FIRST_MONTH and LAST_MONTH: change or empty them.", nullptr,
               static_cast<int>( found ) ) );
  if ( files.size() < found )
    run.remark( Run::tr( "%n file(s) outside FIRST_MONTH to LAST_MONTH were not read.", nullptr,
                         static_cast<int>( found - files.size() ) ) );
  return files;
}

void tellCopies( Run &run, const std::vector<PoliceFile> &files )
{
  QStringList names;
  for ( const PoliceFile &file : files )
  {
    if ( !file.isCopy )
      continue;
    names << file.name;
    // Only for the eyes of the one who runs it: directories do not belong in the record.
    run.feedback().pushInfo( Run::tr( "Left out: %1" ).arg( file.place ) );
  }
  if ( !names.isEmpty() )
    run.warn( Run::tr( "The same month and force twice: %n file(s) were left out and all their rows rejected (%1).",
                       nullptr, static_cast<int>( names.size() ) )
                .arg( names.join( QStringLiteral( ", " ) ) ) );
}

} // namespace

std::vector<PoliceFile> policeFiles( Run &run, const PolicePlace &place, base::PoliceKind kind,
                                     const base::MonthRange &period )
{
  std::vector<PoliceFile> files = filesOfPeriod(
    run, place.isFolder ? base::policeFilesInFolder( place.path, kind ) : base::policeFilesInFile( place.path, kind ),
    period );
  for ( const PoliceFile &file : files )
  {
    run.stopIfCancelled();
    const base::PoliceRows rows( file, kind );
  }
  tellCopies( run, files );
  return files;
}

} // namespace communitysafety::preparedata
