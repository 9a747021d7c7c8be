// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/dateformat.h"
#include "base/incidentprofile.h"
#include "base/source.h"

#include <qgscoordinatereferencesystem.h>

#include <QDate>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace communitysafety::preparedata
{

//! How exact the positions are. The order is that of the PRECISION parameter.
enum class StatedPrecision
{
  fromCoordinates,
  exact,
  hundredMetres,
  postcode,
  sector,
  unknown
};

//! What becomes of records with one id. The order is that of the DUPLICATES parameter.
enum class RepeatedIds
{
  keepFirst,
  keepAllAndFlag,
  rejectAll
};

//! How one partner's table is read: parameters, profile and defaults brought together.
struct IncidentSettings
{
  QString sourceName;
  // position
  QString xField;
  QString yField;
  QgsCoordinateReferenceSystem coordinatesCrs; //!< Invalid: found out
  QString gridReferenceField;
  QString postcodeField;
  StatedPrecision precision = StatedPrecision::fromCoordinates;
  QString precisionField;
  QString placeField;
  double roundTo = 0;
  double tolerance = 50;
  // date
  QString dateField;
  QString dateEndField;
  std::optional<base::DateFormat> dateFormat; //!< Nothing: found out
  QDate firstDate;                            //!< Invalid: open
  QDate lastDate;
  // what and who
  QString categoryField;
  QString category; //!< Of all records, where there is no field
  QMap<QString, QString> categories;
  QString idField;
  RepeatedIds repeatedIds = RepeatedIds::keepFirst;
  QString side;
  QString weightField;
  QStringList keepFields;
  QStringList dropFields;

  //! What a profile keeps of it: all but the period, the study area and the files.
  base::IncidentProfile toProfile() const;
};

//! The columns of the table that the settings name; negative where none is.
struct IncidentColumns
{
  int x = -1;
  int y = -1;
  int gridReference = -1;
  int postcode = -1;
  int precision = -1;
  int place = -1;
  int date = -1;
  int dateEnd = -1;
  int category = -1;
  int id = -1;
  int weight = -1;
  QVector<int> kept;

  /**
   * Throws QgsProcessingException when \a source lacks a field (naming the nearest), when only one of X and Y is given,
   * or when nothing says where the records lie.
   */
  static IncidentColumns of( const base::Source &source, const IncidentSettings &settings );

  bool hasPair() const { return x >= 0; }

  //! All of them, each once.
  QgsAttributeList all() const;
  //! Those that are looked at before the first record is written.
  QgsAttributeList surveyed() const;
};

} // namespace communitysafety::preparedata
