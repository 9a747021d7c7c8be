// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/styledoutput.h"
#include "statistics/column.h"

#include <qgscoordinatereferencesystem.h>
#include <qgsfields.h>

#include <QDate>
#include <QString>
#include <QStringList>
#include <QVariant>
#include <QVector>

/**
 * The incident layer: what every importer writes and every counter reads. Its fields, their order, their types and
 * their blanks are described here and nowhere else.
 */
namespace communitysafety::base
{

//! The least share of records with a position on which a map of them can rest, in per cent (Ratcliffe 2004).
inline constexpr double leastHitRate = 85.0;

//! One incident, without its place on the map.
struct Incident
{
  QString id;
  QDate date; //!< The first day of the period in which it happened
  QDate end;  //!< Its last day; the same as date where the day is known
  QString category;
  QString source;
  //! `victim`, `offender` or `location`: whose place the point is.
  QString side = QStringLiteral( "location" );
  double weight = 1.0;
  //! How far the point may lie from the incident, in metres; missing where nobody knows.
  double precision = statistics::missing;
};

//! `inc_id, inc_date, inc_end, category, source, side, weight, precision`: the order of incidentValues().
QStringList incidentFieldNames();

//! The sides there are, the usual one first: `location`, `victim`, `offender`.
QStringList incidentSides();

//! The values of one row; blank texts, missing dates and numbers become null. What an importer adds follows them.
QVector<QVariant> incidentValues( const Incident &incident );

/**
 * A layer of points in \a crs, OUTPUT, with the fields of an incident and then \a further ones.
 * \param style base name of its file in `styles/`
 */
OutputSpec incidentLayer( const QString &style, const QgsCoordinateReferenceSystem &crs,
                          const QgsFields &further = {} );

} // namespace communitysafety::base
