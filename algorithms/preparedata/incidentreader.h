// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/incidentlayer.h"
#include "base/monthgaps.h"
#include "base/run.h"
#include "base/styledoutput.h"
#include "preparedata/incidentcategories.h"
#include "preparedata/incidentdates.h"
#include "preparedata/incidentids.h"
#include "preparedata/incidentpositions.h"
#include "statistics/frequentitems.h"

#include <cstdint>
#include <map>

namespace communitysafety::preparedata
{

//! What was counted while the records went by.
struct IncidentTally
{
  qint64 nRead = 0;
  qint64 nUsed = 0;
  qint64 nLocated = 0;  //!< Records with a usable position, wherever it lies
  qint64 nRepeated = 0; //!< Records whose id came before
  qint64 nMade = 0;     //!< Records that got an id
  qint64 nCoarse = 0;   //!< Incidents coarser than 100 m or of unknown precision
  qint64 nBroken = 0;   //!< Texts with letters that could not be read
  statistics::FrequentItems places{ 100000 };
  std::map<QString, qint64> precisions;
  std::map<int, qint64> months; //!< monthNumber() → incidents
  base::MonthGaps gaps;

  double hitRate() const { return nRead > 0 ? 100.0 * double( nLocated ) / double( nRead ) : 0.0; }
};

//! The parts that judge a record, made for one run.
struct IncidentRules
{
  const IncidentSettings &settings;
  const IncidentColumns &columns;
  const IncidentSurvey &survey;
  IncidentPositions &positions;
  IncidentDates &dates;
  IncidentCategories &categories;
};

//! Takes the records of a table, one by one, to the incident layer or to the rejects.
class IncidentReader
{
public:
  /**
   * \param source its name in the ledger
   * \param output may be null: records are then judged and counted all the same
   */
  IncidentReader( base::Run &run, const IncidentRules &rules, const QString &source, base::OutputLayer *output );

  void take( const QgsFeature &feature, qint64 row );

  const IncidentTally &tally() const { return mTally; }

private:
  void reject( qint64 row, const QString &id, const QString &field, base::RejectReason reason,
               const QString &value = QString() );
  //! 1 where no field has it; nothing where it cannot be used, and the record is booked.
  std::optional<double> weightOf( const QgsFeature &feature, qint64 row, const QString &id );
  bool isRejectedForId( const QString &id, qint64 row, int &before );
  QString idOf( const QgsFeature &feature, const QString &written );
  void write( const QgsFeature &feature, const base::Incident &incident, const IncidentPosition &position, int before );

  base::Run &mRun;
  IncidentRules mRules;
  QString mSource;
  base::OutputLayer *mOutput;
  IncidentIds mIds;
  IncidentTally mTally;
};

//! A number for the place of \a point, a square of ten metres.
std::uint64_t placeKey( const QgsPointXY &point );

//! The centre of a place of placeKey(): "406605, 286905".
QString placeText( std::uint64_t key );

//! The fields that follow those of every incident: precision in words, place, number of the repetition, kept fields.
QgsFields addedFields( const QgsFields &input, const IncidentSettings &settings, const IncidentColumns &columns );

} // namespace communitysafety::preparedata
