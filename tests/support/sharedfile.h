// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QDir>
#include <QFileInfo>

namespace communitysafety::test
{

//! A file or folder of the shared research data, empty when they are not on this machine.
inline QString sharedFile( const QString &relative )
{
  const QString fromEnvironment = qEnvironmentVariable( "COMMUNITYSAFETY_SHARED" );
  const QString folder =
    fromEnvironment.isEmpty() ? QStringLiteral( COMMUNITYSAFETY_SOURCE_DIR "/../shared" ) : fromEnvironment;
  const QFileInfo file( QDir( folder ).filePath( relative ) );
  return file.exists() ? file.absoluteFilePath() : QString();
}

} // namespace communitysafety::test
