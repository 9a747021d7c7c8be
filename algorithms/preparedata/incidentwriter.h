// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/pointtable.h"
#include "base/styledoutput.h"

#include <qgspointxy.h>

#include <QDate>
#include <QString>

#include <memory>
#include <string_view>
#include <vector>

namespace communitysafety::preparedata
{

/**
 * Writes incidents of one source, some million of them: a table of a GeoPackage in the fast way, every other format
 * as all algorithms do.
 */
class IncidentWriter
{
public:
  //! Texts end with a zero byte that is not counted; an empty one becomes null.
  struct Row
  {
    std::string_view id;
    QDate date;
    QDate end;
    std::string_view category;
    std::vector<std::string_view> further;
    QgsPointXY point;
  };

  //! \param layer with the fields of an incident and then further ones; null: nothing is written
  IncidentWriter( std::unique_ptr<base::OutputLayer> layer, const QString &source, double precision );
  ~IncidentWriter();

  void write( const Row &row );
  void finish();

private:
  void writeToTable( const Row &row );

  QString mSource;
  double mPrecision;
  std::unique_ptr<base::OutputLayer> mLayer;
  std::unique_ptr<base::PointTable> mTable;
  QDate mDate;
  QDate mEnd;
};

} // namespace communitysafety::preparedata
