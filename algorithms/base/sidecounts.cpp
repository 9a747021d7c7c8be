// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#include "base/sidecounts.h"

#include "base/recordplaces.h"
#include "base/recordweight.h"
#include "base/run.h"
#include "base/strictparse.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace communitysafety::base
{
namespace
{

//! Counts one layer while its records pass by.
class Counter
{
public:
  Counter( Run &run, const Source &source, const Areas &areas, const AreaLocator &locator, const SideReading &reading )
    : mRun( run ), mReading( reading ), mPlaces( run, source, areas, locator ),
      mPerson( fieldOf( source, reading.personField ) ), mDate( fieldOf( source, reading.dateField ) ),
      mId( source.fields().lookupField( QStringLiteral( "inc_id" ) ) ),
      mWeight( mPerson < 0 ? RecordWeight( source ) : RecordWeight() )
  {
    // The name of a person must not pass for the name of a record.
    if ( mId == mPerson )
      mId = -1;
    mResult.counts.assign( areas.size(), 0.0 );
  }

  QgsAttributeList attributes() const
  {
    QgsAttributeList all = mPlaces.attributes();
    for ( const int field : { mPerson, mDate, mId, mWeight.field() } )
      if ( field >= 0 )
        all << field;
    return all;
  }

  void take( const QgsFeature &record, qint64 row )
  {
    mRun.ledger.read( mReading.account );
    const QString id = mId < 0 ? QString() : record.attribute( mId ).toString();
    const RecordPlace place = mPlaces.of( record );
    if ( place.problem )
      return place.reject( mRun.ledger, mReading.account, row, id );
    if ( !isInPeriod( record, row, id ) )
      return;
    const std::optional<double> weight = mWeight.of( record, mRun.ledger, mReading.account, row, id );
    if ( !weight || !hasPerson( record, row, id ) )
      return;
    mRun.ledger.used( mReading.account );
    ++mResult.used;
    noteHeap( record, place.area );
    if ( mPerson < 0 )
      mResult.counts[std::size_t( place.area )] += *weight;
    else
      countPerson( place.area, record.attribute( mPerson ).toString().trimmed() );
  }

  SideCounts result()
  {
    for ( auto heap = mHeaps.constBegin(); heap != mHeaps.constEnd(); ++heap )
    {
      const double share = heap->records / mResult.used;
      if ( share < mResult.heapShare || ( share == mResult.heapShare && heap->area > mResult.heapArea ) )
        continue;
      mResult.heapShare = share;
      mResult.heapArea = heap->area;
    }
    return std::move( mResult );
  }

private:
  struct Heap
  {
    double records = 0;
    int area = AreaLocator::nowhere;
  };

  static int fieldOf( const Source &source, const QString &name )
  {
    return name.isEmpty() ? -1 : source.fieldIndex( name );
  }

  bool isInPeriod( const QgsFeature &record, qint64 row, const QString &id )
  {
    if ( mDate < 0 )
      return true;
    const QVariant cell = record.attribute( mDate );
    const ParsedDate date = parseDate( cell );
    RejectLedger &ledger = mRun.ledger;
    if ( date.missing )
      ledger.reject( mReading.account, row, id, mReading.dateField, RejectReason::noDate );
    else if ( !date.valid )
      ledger.rejectValue( mReading.account, row, id, mReading.dateField, RejectReason::dateNotReadable,
                          cell.toString() );
    else if ( ( mReading.from.isValid() && date.date < mReading.from ) ||
              ( mReading.to.isValid() && date.date > mReading.to ) )
      ledger.rejectValue( mReading.account, row, id, mReading.dateField, RejectReason::outsidePeriod,
                          date.date.toString( Qt::ISODate ) );
    else
      return true;
    return false;
  }

  bool hasPerson( const QgsFeature &record, qint64 row, const QString &id )
  {
    if ( mPerson < 0 || !record.attribute( mPerson ).toString().trimmed().isEmpty() )
      return true;
    mRun.ledger.reject( mReading.account, row, id, mReading.personField, RejectReason::missingId );
    return false;
  }

  void countPerson( int area, const QString &person )
  {
    const QPair<int, QString> here( area, person );
    if ( mPersons.contains( here ) )
      return;
    mPersons.insert( here );
    ++mResult.counts[std::size_t( area )];
  }

  void noteHeap( const QgsFeature &record, int area )
  {
    const QgsGeometry geometry = record.geometry();
    if ( geometry.isNull() )
      return;
    const QgsPoint point = geometry.vertexAt( 0 );
    Heap &heap = mHeaps[{ point.x(), point.y() }];
    heap.area = area;
    ++heap.records;
  }

  Run &mRun;
  const SideReading &mReading;
  RecordPlaces mPlaces;
  int mPerson, mDate, mId;
  RecordWeight mWeight;
  QSet<QPair<int, QString>> mPersons;
  QHash<QPair<double, double>, Heap> mHeaps;
  SideCounts mResult;
};

} // namespace

SideCounts countSide( Run &run, const Source &source, const Areas &areas, const AreaLocator &locator,
                      const SideReading &reading )
{
  Counter counter( run, source, areas, locator, reading );
  Source::Reading plan;
  plan.attributes = counter.attributes();
  plan.geometry = source.hasGeometry();
  plan.progressFrom = reading.progressFrom;
  plan.progressTo = reading.progressTo;
  source.forEach( run, plan, [&counter]( const QgsFeature &record, qint64 row ) { counter.take( record, row ); } );
  return counter.result();
}

} // namespace communitysafety::base
