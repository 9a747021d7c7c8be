// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/dateformat.h"
#include "base/hashset.h"
#include "base/studyarea.h"
#include "preparedata/coordinatepairs.h"
#include "preparedata/incidentsettings.h"

#include <qgspointxy.h>
#include <qgsrectangle.h>

#include <QSet>

#include <array>
#include <optional>

namespace communitysafety::base
{
class Run;
}

namespace communitysafety::preparedata
{

//! The study area and the system in which it is measured.
struct StudyPolygon
{
  base::StudyArea area;
  QString name; //!< Of its layer
  QgsCoordinateReferenceSystem crs;
  //! Around the area and the distance outside that is still taken, in EPSG:27700; empty where that has no such place.
  QgsRectangle reachInBritishGrid;
};

//! Two numbers in which a record's position is written, from its columns or its point.
struct WrittenPair
{
  double x = 0;
  double y = 0;
};

//! The columns of \a feature where they are named and hold two numbers, else its point.
std::optional<WrittenPair> writtenPair( const QgsFeature &feature, const IncidentColumns &columns );

/**
 * What the columns of a table say as a whole, found in one reading before the first record is written: how dates and
 * coordinates are written, which postcodes are needed, which ids come more than once.
 */
class IncidentSurvey
{
public:
  //! \param studyArea may be null. REQUIRES: both outlive the survey.
  IncidentSurvey( const IncidentSettings &settings, const IncidentColumns &columns, const StudyPolygon *studyArea );

  //! Reads \a source. Not entered in the record of \a run: the reading that follows is.
  void read( base::Run &run, const base::Source &source, double progressFrom, double progressTo );
  qint64 nRows() const { return mRows; }

  const base::DateEvidence &dates() const { return mDates; }
  const RoundingEvidence &rounding() const { return mRounding; }
  const QSet<QString> &postcodes() const { return mPostcodes; }
  bool isRepeatedId( quint64 hash ) const { return mRepeatedIds.contains( hash ); }
  qint64 nPairs() const { return mPairs; }
  qint64 nOf( PairKind kind ) const { return mKinds[static_cast<std::size_t>( kind )]; }
  //! Around all pairs other than 0, 0, as they are written.
  const QgsRectangle &extent() const { return mExtent; }

  //! True if at least half of the pairs other than 0, 0 are positions in the United Kingdom.
  bool isBritish() const;
  //! True if easting and northing lie in the study area only when they are exchanged.
  bool areMetresSwapped() const { return mInsideSwapped > 10 * ( mInside + 1 ); }

private:
  void take( const QgsFeature &feature );
  void takePair( const WrittenPair &pair );
  void takeId( const QString &id );

  const IncidentSettings &mSettings;
  const IncidentColumns &mColumns;
  const StudyPolygon *mStudyArea;
  base::DateEvidence mDates;
  RoundingEvidence mRounding;
  QSet<QString> mPostcodes;
  base::HashSet mIds;
  QSet<quint64> mRepeatedIds;
  std::array<qint64, pairKindCount> mKinds{};
  qint64 mRows = 0;
  qint64 mPairs = 0;
  qint64 mInside = 0;
  qint64 mInsideSwapped = 0;
  QgsRectangle mExtent;
};

} // namespace communitysafety::preparedata
