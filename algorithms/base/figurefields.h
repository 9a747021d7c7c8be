// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <qgsfields.h>

#include <QString>

namespace communitysafety::base
{

/**
 * Fields for figures that keep the names users gave them: short enough for every format, and different from each other
 * and from the fixed fields of the output.
 */
class FigureFields
{
public:
  //! \param fixed the fields that stand before and after the figures in the output
  explicit FigureFields( const QgsFields &fixed ) : mTaken( fixed ) {}

  /**
   * Adds a field of numbers called \a name, or with \a suffix for what goes with it (an error, a share); names that are
   * too long are cut, names that are taken get a number. \param words its alias
   */
  void add( const QString &name, const QString &words, const QString &suffix = QString() );

  //! In the order in which they were added.
  const QgsFields &fields() const { return mFields; }

private:
  QgsFields mTaken;
  QgsFields mFields;
};

} // namespace communitysafety::base
