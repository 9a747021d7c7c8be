// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/packedindex.h"

#include <QDate>
#include <QString>

#include <cpl_conv.h>

#include <memory>
#include <string_view>

class GDALDataset;
class OGRFeature;
class OGRLayer;
class OGRPoint;

namespace communitysafety::base
{

/**
 * Fills a table of points in a GeoPackage that has just been made and is still empty: straight through GDAL, in one
 * transaction and with its index built at the end, in half the time that a layer written feature by feature takes.
 *
 * What is not finished is not in the file: its table stays empty, to be removed by whoever made it.
 */
class PointTable
{
public:
  //! \returns null when \a destination, as an output layer has it, is anything but such a table.
  static std::unique_ptr<PointTable> open( const QString &destination );
  ~PointTable();
  PointTable( const PointTable & ) = delete;
  PointTable &operator=( const PointTable & ) = delete;

  // A field keeps its value for the next rows until it is set again.

  //! An empty \a text is null. REQUIRES: a zero byte behind it.
  void setText( int field, std::string_view text );
  void setNumber( int field, double value );
  //! An invalid \a date is null.
  void setDate( int field, const QDate &date );

  //! Throws QgsProcessingException when the row cannot be written.
  void add( double x, double y );

  //! Throws QgsProcessingException when the file cannot be completed.
  void finish();

private:
  struct CloseDataset
  {
    void operator()( GDALDataset *dataset ) const;
  };
  using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

  PointTable( Dataset dataset, OGRLayer &layer );
  static void fail();

  //! Newer versions of GDAL take the triggers of the index away themselves after some rows, and stumble over ours.
  CPLConfigOptionSetter mKeepsTriggers{ "OGR_GPKG_DEFERRED_SPI_UPDATE_THRESHOLD", "2147483647", false };
  Dataset mDataset;
  OGRLayer &mLayer;
  std::unique_ptr<OGRFeature> mRow;
  OGRPoint *mPoint = nullptr; //!< Of mRow
  std::unique_ptr<PackedIndex> mIndex;
  bool mIsFinished = false;
};

} // namespace communitysafety::base
