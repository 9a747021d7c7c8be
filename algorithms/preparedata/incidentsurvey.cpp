// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "preparedata/incidentsurvey.h"

#include "base/postcode.h"
#include "base/run.h"
#include "base/strictparse.h"
#include "preparedata/incidentids.h"

#include <qgsgeometry.h>
#include <qgspoint.h>

#include <cmath>

namespace communitysafety::preparedata
{

std::optional<WrittenPair> writtenPair( const QgsFeature &feature, const IncidentColumns &columns )
{
  if ( columns.hasPair() )
  {
    const base::ParsedNumber x = base::parseNumber( feature.attribute( columns.x ) );
    const base::ParsedNumber y = base::parseNumber( feature.attribute( columns.y ) );
    return x.isNumber() && y.isNumber() ? std::make_optional( WrittenPair{ x.value, y.value } ) : std::nullopt;
  }
  const QgsGeometry geometry = feature.geometry();
  // Of several points none is the record's.
  if ( geometry.isNull() || geometry.isEmpty() || geometry.type() != compat::pointGeometry ||
       geometry.constGet()->nCoordinates() != 1 )
    return std::nullopt;
  const QgsPointXY point = QgsPointXY( *geometry.vertices_begin() );
  return std::isfinite( point.x() ) && std::isfinite( point.y() )
           ? std::make_optional( WrittenPair{ point.x(), point.y() } )
           : std::nullopt;
}

IncidentSurvey::IncidentSurvey( const IncidentSettings &settings, const IncidentColumns &columns,
                                const StudyPolygon *studyArea )
  : mSettings( settings ), mColumns( columns ), mStudyArea( studyArea )
{
}

void IncidentSurvey::read( base::Run &run, const base::Source &source, double progressFrom, double progressTo )
{
  base::Source::Reading reading;
  reading.attributes = mColumns.surveyed();
  reading.geometry = source.hasGeometry() && !mColumns.hasPair();
  reading.progressFrom = progressFrom;
  reading.progressTo = progressTo;
  reading.isRecorded = false;
  source.forEach( run, reading, [this]( const QgsFeature &feature, qint64 /*row*/ ) { take( feature ); } );
}

void IncidentSurvey::take( const QgsFeature &feature )
{
  ++mRows;
  if ( mColumns.date >= 0 )
    mDates.add( feature.attribute( mColumns.date ) );
  if ( mColumns.dateEnd >= 0 )
    mDates.add( feature.attribute( mColumns.dateEnd ) );
  if ( const std::optional<WrittenPair> pair = writtenPair( feature, mColumns ) )
    takePair( *pair );
  if ( mColumns.postcode >= 0 )
    if ( const base::Postcode postcode = base::parsePostcode( feature.attribute( mColumns.postcode ).toString() );
         postcode.hasPlace() )
      mPostcodes.insert( postcode.text );
  if ( mColumns.id >= 0 && mSettings.repeatedIds == RepeatedIds::rejectAll )
    takeId( feature.attribute( mColumns.id ).toString().trimmed() );
}

void IncidentSurvey::takePair( const WrittenPair &pair )
{
  const PairKind kind = pairKind( pair.x, pair.y );
  ++mPairs;
  ++mKinds[static_cast<std::size_t>( kind )];
  if ( kind == PairKind::zero )
    return;
  mExtent.combineExtentWith( pair.x, pair.y );
  mRounding.add( pair.x, pair.y, std::abs( pair.x ) <= 180.0 && std::abs( pair.y ) <= 180.0 );
  if ( mStudyArea && kind == PairKind::britishGrid )
  {
    mInside += mStudyArea->reachInBritishGrid.contains( QgsPointXY( pair.x, pair.y ) ) ? 1 : 0;
    mInsideSwapped += mStudyArea->reachInBritishGrid.contains( QgsPointXY( pair.y, pair.x ) ) ? 1 : 0;
  }
}

void IncidentSurvey::takeId( const QString &id )
{
  if ( id.isEmpty() )
    return;
  if ( const quint64 hash = IncidentIds::hash( id ); !mIds.insert( hash ) )
    mRepeatedIds.insert( hash );
}

bool IncidentSurvey::isBritish() const
{
  const qint64 written = mPairs - nOf( PairKind::zero );
  return written > 0 && 2 * ( written - nOf( PairKind::elsewhere ) ) >= written;
}

} // namespace communitysafety::preparedata
