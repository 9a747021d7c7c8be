// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/resources.h"

namespace communitysafety::base
{
namespace
{

QString &packageFolder()
{
  static QString folder;
  return folder;
}

} // namespace

void setPackageFolder( const QString &folder ) { packageFolder() = folder; }

QString packageFile( const QString &relative ) { return packageFolder() + '/' + relative; }

QString softwareVersion() { return QStringLiteral( COMMUNITYSAFETY_VERSION ); }

} // namespace communitysafety::base
