// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/csvrows.h"

#include <QString>
#include <QStringList>

#include <array>
#include <optional>

namespace communitysafety::base
{

//! What one file of police.uk tells about.
enum class PoliceKind
{
  street,   //!< Crimes and anti-social behaviour
  outcomes, //!< What became of crimes, some of them in several rows
  search    //!< Stops and searches
};

//! The cells of a row that an import may need.
enum class PoliceColumn
{
  id,
  month, //!< Of searches the date with its time
  x,     //!< Longitude or easting
  y,     //!< Latitude or northing
  place,
  lsoa,
  category, //!< Type of crime, type of outcome, type of search
  outcome,  //!< Of the crime as its row tells it, or of the search
  object,
  legislation,
  ageRange,
  gender,
  selfEthnicity,
  officerEthnicity
};

inline constexpr int policeColumnCount = static_cast<int>( PoliceColumn::officerEthnicity ) + 1;

/**
 * Where the columns of a file stand, found by their headings: in any order, whatever their capitals and whether the
 * words are joined by blanks, dots or underscores.
 *
 * Understood are the headings of the monthly files since about 2013, the street files before (`Month, ..., Easting,
 * Northing, Location, Crime type`), the copies that R and Python make of them, and the names of the police.uk API
 * (`persistent_id, category or type, street`). All other columns, an unnamed index column among them, are read over.
 */
class PoliceLayout
{
public:
  PoliceLayout( const QStringList &headings, char separator, PoliceKind kind );

  //! The kind of a file with \a headings: only searches have an object of search, only outcomes a type of outcome
  //! without a type of crime. Nothing where they tell of neither.
  static std::optional<PoliceKind> kindOf( const QStringList &headings );

  bool has( PoliceColumn column ) const { return mColumns[static_cast<std::size_t>( column )] != CsvLayout::unwanted; }

  //! True for longitude and latitude, false for the British National Grid.
  bool inDegrees() const { return mInDegrees; }

  //! What is needed and not there, in words, each with the usual heading.
  QStringList missing() const;

  //! Each PoliceColumn is a place in the rows.
  const CsvLayout &csv() const { return mCsv; }

  //! Whether a line of \a columns reaches all that is needed.
  bool isComplete( std::size_t columns ) const { return columns > mLastNeeded; }

private:
  void find( PoliceColumn column, const QStringList &plainHeadings, const char *names );
  void findPosition( const QStringList &plainHeadings );
  void arrange( std::size_t headings );

  PoliceKind mKind;
  std::array<int, policeColumnCount> mColumns{};
  bool mInDegrees = true;
  CsvLayout mCsv;
  std::size_t mLastNeeded = 0;
};

//! "street file", "outcomes file" or "stop-and-search file".
QString policeKindWords( PoliceKind kind );

} // namespace communitysafety::base
