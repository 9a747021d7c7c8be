// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/policefiles.h"

#include <QCryptographicHash>
#include <QString>

#include <array>
#include <memory>

class GDALDataset;
class OGRFeature;
class OGRLayer;

namespace communitysafety::base
{

//! One row of a street file: what the import needs of it, as text. Blank and "no value" marks (NA, NULL) are empty.
struct PoliceRow
{
  qint64 number = 0;       //!< 1 for the first row below the header
  bool isComplete = false; //!< False where the line breaks off before a column that is needed
  QString id;              //!< Empty for many incidents that are all different
  QString month;
  QString x; //!< Longitude or easting
  QString y; //!< Latitude or northing
  QString place;
  QString lsoa; //!< In capitals
  QString category;
};

/**
 * The rows of one street file, one after the other.
 *
 * Columns are found by name, in any order, whatever their capitals and whether the words are joined by blanks, dots or
 * underscores. Understood are the header of the monthly files since about 2013 (`Crime ID, Month, ..., Longitude,
 * Latitude, Location, LSOA code, ..., Crime type`), the one before (`Month, ..., Easting, Northing, Location, Crime
 * type`), the copies that R and Python make of them, and the names of the police.uk API (`persistent_id, category or
 * type, street`). All other columns, an unnamed index column among them, are read over.
 */
class PoliceRows
{
public:
  /**
   * Opens \a file and reads its header.
   * Throws QgsProcessingException when it cannot be opened or lacks the month, the position or the type of crime.
   */
  explicit PoliceRows( const PoliceFile &file );
  ~PoliceRows();

  //! True for longitude and latitude, false for the British National Grid.
  bool inDegrees() const { return mInDegrees; }

  //! True if the file has a column for LSOA codes at all.
  bool hasLsoa() const { return mColumns[lsoa] != noColumn; }

  /**
   * Reads the next row into \a row. \returns false at the end.
   * Throws QgsProcessingException when the file is damaged from here on.
   */
  bool next( PoliceRow &row );

  //! Hexadecimal SHA-256 over what has been read so far.
  QString contentHash() const;

private:
  enum Column
  {
    id,
    month,
    x,
    y,
    place,
    lsoa,
    category,
    columnCount
  };
  static constexpr int noColumn = -1;

  void findColumns();
  void requireColumns() const;
  QString text( const OGRFeature &feature, Column column );

  QString mPath;
  QString mPlace; //!< For the sentences: two files may have one name
  std::unique_ptr<GDALDataset> mDataset;
  OGRLayer *mLayer = nullptr;
  std::array<int, columnCount> mColumns;
  bool mInDegrees = true;
  qint64 mRowsRead = 0;
  QCryptographicHash mHash{ QCryptographicHash::Sha256 };
};

//! What becomes of the type of crime that a file names.
struct PoliceCategory
{
  QString name;            //!< The official name, or what the file says where there is none
  bool isOfficial = false; //!< One of the fourteen categories in use since 2013
};

/**
 * The category \a written in a file, an API answer or an analyst's copy, under its official name: `violent-crime` and
 * `Violence & sexual offences` both become `Violence and sexual offences`.
 */
PoliceCategory policeCategory( const QString &written );

} // namespace communitysafety::base
