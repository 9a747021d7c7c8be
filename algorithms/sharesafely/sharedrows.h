// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/source.h"

#include <qgsgeometry.h>

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace communitysafety::sharesafely
{

//! The rows of a layer or table of areas that is to be shared, sorted by id.
struct SharedRows
{
  QString layer;
  //! The place of each field that was read in the attributes, by its name as the layer spells it.
  QHash<QString, int> placeOf;
  std::vector<QString> id;
  std::vector<qint64> row;
  std::vector<QgsAttributes> attributes;
  //! Null in a table.
  std::vector<QgsGeometry> geometry;

  std::size_t size() const { return id.size(); }

  //! The trimmed text of \a field in \a place; empty when it is null or no field is named.
  QString text( std::size_t place, const QString &field ) const;
  const QVariant &value( std::size_t place, const QString &field ) const;

  void add( const QString &newId, qint64 newRow, const QgsFeature &feature, const QgsAttributeList &indexes );

  //! How a sentence names \a place: "‘wards’, row 5 (area ‘E05001’)".
  QString words( std::size_t place ) const;
};

/**
 * Reads \a fields of all rows and their outlines as they are. A row without an id is rejected; a repeated id stops the
 * run, because areas could no longer be told apart.
 * \param idField empty: the number of the feature.
 */
SharedRows readSharedRows( base::Run &run, const base::Source &source, const QString &idField,
                           const QStringList &fields, double progressTo );

} // namespace communitysafety::sharesafely
