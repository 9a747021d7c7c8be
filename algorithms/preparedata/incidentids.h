// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/hashset.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace communitysafety::preparedata
{

/**
 * Which id a record gets, and how often that id came before. Of every id only a hash of eight bytes is kept.
 */
class IncidentIds
{
public:
  static quint64 hash( const QString &id );

  //! How many records with \a id were taken before; this one is counted.
  int take( const QString &id );

  /**
   * An id for a record that has none: the source and twelve hexadecimal digits of the content, the same whenever the
   * table is read again and wherever the row then stands. Records of equal content are told apart by a number.
   */
  QString made( const QString &source, const QStringList &content );

private:
  //! Each once, and those that came again with their number.
  struct Counted
  {
    base::HashSet once;
    QHash<quint64, int> again;

    //! \returns how often \a hash came before.
    int add( quint64 hash ) { return once.insert( hash ) ? 0 : ++again[hash]; }
  };

  Counted mTaken;
  Counted mContents;
};

} // namespace communitysafety::preparedata
