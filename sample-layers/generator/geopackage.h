// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <string>
#include <variant>
#include <vector>

namespace communitysafety::samplecity
{

//! A field's content; std::monostate is NULL.
using Value = std::variant<std::monostate, int, double, std::string>;

struct Field
{
  const char *name;
  OGRFieldType type;
};

//! A GeoPackage in EPSG:27700 that is written afresh, without spatial indices, so that it stays small.
class GeoPackage
{
public:
  explicit GeoPackage( const std::string &path );

  //! Starts a table; rows are added to the table started last.
  void startTable( const char *name, OGRwkbGeometryType type, const std::vector<Field> &fields );
  void addRow( const std::vector<Value> &values, OGRGeometryUniquePtr geometry );
  int rowCount() const { return mRows; }
  //! Writes everything to the disk; throws if that fails.
  void close();

private:
  GDALDatasetUniquePtr mDataset;
  OGRSpatialReference mGrid;
  OGRLayer *mLayer = nullptr;
  int mRows = 0;
};

} // namespace communitysafety::samplecity
