// SPDX-License-Identifier: GPL-2.0-or-later
// Copyright (C) Community Safety developers
#pragma once

#include "base/rejects.h"
#include "base/source.h"
#include "statistics/recordlinkage.h"

#include <qgscoordinatetransform.h>

#include <QHash>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace communitysafety::base
{
class Run;
}

namespace communitysafety::preparedata
{

//! One incident layer as it goes into the combination.
struct CombinedLayer
{
  const base::Source *layer = nullptr;
  //! How the ledger calls it: unlike layers' names never twice the same.
  QString account;
  //! From the table of sources; empty: as the records say, or else the name of the layer's table.
  QString source;
  //! From the table of sources; empty: as the records say, or else location.
  QString side;
};

//! Where a layer has the fields of an incident; negative where it has not.
struct CombinedColumns
{
  int id;
  int date;
  int end;
  int category;
  int source;
  int side;
  int weight;
  int precision;
  int time;

  //! Throws QgsProcessingException when \a layer is no incident layer.
  CombinedColumns( const base::Source &layer, const QString &timeField );
  QgsAttributeList all() const;
};

/**
 * What is compared of all records, some fifty bytes each; the rows themselves stay where they are, and are read again
 * when they are written.
 */
class CombinedRecords
{
public:
  using Row = std::uint32_t;

  //! A category and how many records have it.
  struct Category
  {
    QString name;
    qint64 n = 0;
  };

  CombinedRecords( base::Run &run, std::vector<CombinedLayer> layers, const QgsCoordinateReferenceSystem &metric,
                   const QString &timeField );

  //! Reads all layers; nothing is entered in the run's record, since they are read again.
  void read( double progressFrom, double progressTo );

  /**
   * Leaves out every layer that holds the same records as an earlier one, in whatever order; places of victims and of
   * offenders are not the same records. \returns their places.
   */
  std::vector<std::size_t> leaveOutRepeatedLayers();

  //! Leaves out the records for which \a isRefused says so of their category.
  void leaveOut( const std::function<bool( std::uint32_t category )> &isRefused, base::RejectReason reason );

  const std::vector<CombinedLayer> &layers() const { return mLayers; }
  //! Those that take part, in the order of the rows.
  const std::vector<statistics::LinkageRecord> &records() const { return mRecords; }
  //! In the order of preference: by layer, then by name.
  const QStringList &sources() const { return mSources; }
  //! By the number that the records have; the first is that of records without one.
  const std::vector<Category> &categories() const { return mCategories; }

  //! The first row of \a layer, counted over all layers.
  std::size_t firstRow( std::size_t layer ) const { return mFirstRow[layer]; }
  //! Why a row takes no part; nothing where it does.
  std::optional<base::RejectReason> faultOf( std::size_t row ) const;
  //! The place of a row among records(). REQUIRES: no fault.
  Row recordOf( std::size_t row ) const { return mRecordOfRow[row]; }

private:
  void readLayer( std::size_t layer, double progressFrom, double progressTo );
  std::optional<base::RejectReason> take( const QgsFeature &feature, const CombinedColumns &columns, std::size_t layer,
                                          const QgsCoordinateTransform &transform );
  //! Brings the point of \a geometry into the system in which distances are measured.
  std::optional<base::RejectReason> place( const QgsGeometry &geometry, const QgsCoordinateTransform &transform,
                                           statistics::LinkageRecord &record ) const;
  void note( std::optional<base::RejectReason> fault );
  bool isRepeated( std::size_t layer ) const;
  std::uint16_t sourceNumber( const QString &name );
  std::uint32_t categoryNumber( const QString &name );
  void orderSources();
  void leaveOutRows( const std::function<bool( std::size_t row )> &isRefused, base::RejectReason reason );

  base::Run &mRun;
  std::vector<CombinedLayer> mLayers;
  QgsCoordinateReferenceSystem mMetric;
  QString mTimeField;
  std::vector<statistics::LinkageRecord> mRecords;
  std::vector<Row> mRecordOfRow;
  std::vector<quint8> mFaults; //!< Reason + 1, or 0
  std::vector<std::size_t> mFirstRow;
  std::vector<quint64> mContent; //!< Of each layer: the sum of the hashes of its rows
  QStringList mSources;
  std::vector<std::size_t> mLayerOfSource; //!< The first that has it
  QHash<QString, std::uint16_t> mSourceNumbers;
  std::vector<Category> mCategories{ Category() };
  QHash<QString, std::uint32_t> mCategoryNumbers;
};

} // namespace communitysafety::preparedata
