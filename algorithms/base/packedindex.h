// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <QString>
#include <QtGlobal>

#include <cstddef>
#include <vector>

class GDALDataset;

namespace communitysafety::base
{

/**
 * Builds the spatial index of a new table of points in a GeoPackage from full nodes. One point after the other, as
 * SQLite does it by itself, takes several times as long as writing the points.
 *
 * The index is the R*Tree of SQLite in the form in which it lies in a file: nodes of big-endian cells, and the tables
 * that say in which node each row and node lies. Points are packed in batches of half a million, so that memory does
 * not grow with them (Sort-Tile-Recursive; Leutenegger, Lopez and Edgington 1997).
 */
class PackedIndex
{
public:
  /**
   * \param table of \a dataset, still empty and with an index.
   * The index stands still from here on: rows that are added are not in it before finish().
   */
  PackedIndex( GDALDataset &dataset, const QString &table, const QString &geometryColumn );

  //! False when there is no index that could be built.
  bool isReady() const { return !mTrigger.isEmpty(); }

  void add( qint64 row, double x, double y );

  //! Writes what is left and lets the index follow later changes of the table again.
  void finish();

private:
  struct Entry
  {
    float minX, maxX, minY, maxY;
    qint64 id; //!< Row or node
  };
  using Entries = std::vector<Entry>;

  Entries packed( Entries entries, int level );
  Entry writeNode( const Entry *first, std::size_t count, int level, qint64 node );
  void execute( const QString &statement );
  QString firstText( const QString &query );

  GDALDataset &mDataset;
  QString mName;
  QString mTrigger; //!< The statement that makes it
  std::size_t mMostInNode = 0;
  std::size_t mNodeSize = 0;
  qint64 mNextNode = 2; //!< The root is 1
  Entries mPoints;
  Entries mLeaves;
};

} // namespace communitysafety::base
