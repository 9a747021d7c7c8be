// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/namelist.h"

namespace communitysafety::base
{

QString nameList( const QStringList &names )
{
  constexpr int mostNamed = 10;
  return names.mid( 0, mostNamed ).join( QStringLiteral( ", " ) ) +
         ( names.size() > mostNamed ? QStringLiteral( ", …" ) : QString() );
}

} // namespace communitysafety::base
