// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/postcodedirectory.h"
#include "base/rejects.h"
#include "preparedata/coordinatepairs.h"
#include "preparedata/incidentsettings.h"
#include "preparedata/incidentsurvey.h"

#include <qgscoordinatetransform.h>
#include <qgspointxy.h>

#include <QHash>

#include <array>
#include <optional>

namespace communitysafety::base
{
class Run;
}

namespace communitysafety::preparedata
{

//! What told where a record lies.
enum class PositionFrom
{
  coordinates, //!< Its columns of coordinates, or its point
  gridReference,
  postcode,
  sector,
  district
};

inline constexpr int positionFromCount = 5;

QString positionFromText( PositionFrom from );

//! Where a record lies, or why that cannot be told.
struct IncidentPosition
{
  std::optional<base::RejectReason> fault; //!< The study area plays no part
  QString field;                           //!< Of the fault
  QString value;                           //!< Of the fault; empty where it may not be shown
  QgsPointXY point;                        //!< In the system of the output; only without a fault
  double precision = 0;                    //!< In metres; missing where nobody knows
  PositionFrom from = PositionFrom::coordinates;
  bool isInside = true; //!< In the study area, or near enough to it
};

/**
 * The position of each record: from its coordinates where it has usable ones, else from its grid reference, else from
 * its postcode. In the United Kingdom every pair of coordinates is told by itself, so that single degrees among metres
 * and exchanged degrees are read as what they are, and counted; only metres of the Irish Grid must be stated.
 */
class IncidentPositions
{
public:
  /**
   * \param layerCrs of the points; plays no part where the coordinates stand in columns
   * \param directory, studyArea may be null. REQUIRES: they, the settings and columns outlive it.
   * Throws QgsProcessingException when nothing tells the reference system of the coordinates.
   */
  IncidentPositions( base::Run &run, const IncidentSettings &settings, const IncidentColumns &columns,
                     const IncidentSurvey &survey, const QgsCoordinateReferenceSystem &layerCrs,
                     const base::PostcodeDirectory *directory, const StudyPolygon *studyArea );

  //! The system of all points.
  const QgsCoordinateReferenceSystem &crs() const { return mCrs; }
  //! In which the coordinates are written; invalid where every pair is told by itself.
  const QgsCoordinateReferenceSystem &writtenCrs() const { return mWrittenCrs; }

  IncidentPosition of( const QgsFeature &feature );

  //! Positions that came from \a from.
  qint64 nFrom( PositionFrom from ) const { return mFrom[static_cast<std::size_t>( from )]; }
  //! Pairs read in another way than most of the column.
  qint64 nOf( PairKind kind ) const { return mKinds[static_cast<std::size_t>( kind )]; }
  //! Records whose coordinates could not be used, and whose grid reference or postcode could.
  qint64 nRescued() const { return mRescued; }
  //! Cells of PRECISION_FIELD that say nothing.
  qint64 nUnknownPrecision() const { return mUnknownPrecision; }
  bool areMetresSwapped() const { return mSwapsMetres; }
  //! What precision the coordinates have, from their rounding or as stated; missing where nobody knows.
  double coordinatePrecision() const { return mCoordinatePrecision; }

private:
  struct Located
  {
    std::optional<base::RejectReason> fault;
    QgsPointXY point;
    PairKind kind = PairKind::britishGrid;
  };

  void chooseSystems( base::Run &run, const IncidentSurvey &survey, const QgsCoordinateReferenceSystem &layerCrs,
                      const StudyPolygon *studyArea );
  void choosePrecision( const IncidentSurvey &survey );
  IncidentPosition fromCoordinates( const QgsFeature &feature );
  IncidentPosition fromGridReference( const QgsFeature &feature );
  IncidentPosition fromPostcode( const QgsFeature &feature ) const;
  IncidentPosition withoutPair( const QgsFeature &feature ) const;
  Located locate( double x, double y ) const;
  Located ofKind( PairKind kind, double x, double y ) const;
  double precisionOf( const QgsFeature &feature, const IncidentPosition &position );
  void round( IncidentPosition &position ) const;
  QString pairFields() const;

  const IncidentSettings &mSettings;
  const IncidentColumns &mColumns;
  const base::PostcodeDirectory *mDirectory;
  const StudyPolygon *mStudyArea;
  QgsCoordinateReferenceSystem mCrs;
  QgsCoordinateReferenceSystem mWrittenCrs;
  bool mIsBritish = false;
  bool mSwapsMetres = false;
  double mCoordinatePrecision = 1.0;
  QgsCoordinateTransform mFromWritten;
  QgsCoordinateTransform mFromDegrees;
  QgsCoordinateTransform mFromBritishGrid;
  QgsCoordinateTransform mFromIrishGrid;
  QgsCoordinateTransform mFromWebMercator;
  QHash<QPair<double, double>, Located> mKnown;
  std::array<qint64, positionFromCount> mFrom{};
  std::array<qint64, pairKindCount> mKinds{};
  qint64 mRescued = 0;
  qint64 mUnknownPrecision = 0;
};

//! "Exact", "100 m", "Postcode" and the like.
QString precisionText( const IncidentPosition &position );

} // namespace communitysafety::preparedata
