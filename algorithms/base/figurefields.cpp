// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/figurefields.h"

#include "base/fields.h"

namespace communitysafety::base
{

void FigureFields::add( const QString &name, const QString &words, const QString &suffix )
{
  const int room = fields::maximumNameLength - static_cast<int>( suffix.size() );
  QString free = name.left( room ) + suffix;
  for ( int number = 2; fields::holds( mTaken, free ); ++number )
  {
    const QString digits = QString::number( number );
    free = name.left( room - static_cast<int>( digits.size() ) ) + digits + suffix;
  }
  QgsField field( free, compat::realField );
  field.setAlias( words );
  mTaken.append( field );
  mFields.append( field );
}

} // namespace communitysafety::base
