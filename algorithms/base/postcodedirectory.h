// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include <qgspointxy.h>

#include <QHash>
#include <QSet>
#include <QString>

#include <optional>

namespace communitysafety::base
{

class Run;

//! Where a postcode, or a group of postcodes, lies.
struct PostcodePlace
{
  QgsPointXY point;     //!< British National Grid
  double precision = 0; //!< In metres
};

/**
 * Positions of postcodes from a file which the user has: the ONS Postcode Directory or National Statistics Postcode
 * Lookup (one CSV, its zip, or the folder of its parts), Code-Point Open (its folder or zip of CSV files, which have no
 * headings, or its GeoPackage), or any table of postcodes with columns of coordinates. The file is read once, in place;
 * only the postcodes that are asked for are kept.
 *
 * A unit postcode lies where the file says, with a precision of 100 m: a round figure, because a postcode has about
 * fifteen addresses. A sector or district lies at the mean of its postcodes, with the root mean square of their
 * distances to it. Postcodes without a position (0, 0, or a quality indicator of 9 or 90) have none. Grid references of
 * Northern Ireland (BT) are on the Irish Grid; where the file has latitude and longitude these are taken for them.
 */
class PostcodeDirectory
{
public:
  /**
   * \param path a CSV, a CSV.gz, a GeoPackage, a zip or a folder
   * \param needed postcodes, sectors and districts as parsePostcode() writes them
   * \param parameter under which it is entered in the record
   * Throws QgsProcessingException when there is no such file, or no postcodes with coordinates in it.
   */
  static PostcodeDirectory read( Run &run, const QString &parameter, const QString &path, const QSet<QString> &needed,
                                 double progressFrom, double progressTo );

  //! Nothing where the directory does not have it, or has no position for it.
  std::optional<PostcodePlace> placeOf( const QString &postcode ) const;

  //! Rows of the file.
  qint64 nRows() const { return mRows; }
  //! Postcodes that were asked for and have a position.
  qint64 nKept() const { return mUnits.size(); }

private:
  //! Sums over the postcodes of a sector or district.
  struct Group
  {
    qint64 n = 0;
    double x = 0;
    double y = 0;
    double squares = 0;
  };
  friend class PostcodeReader;

  QHash<QString, QgsPointXY> mUnits;
  QHash<QString, Group> mGroups;
  qint64 mRows = 0;
};

} // namespace communitysafety::base
